//! Counts by week, read from the postings themselves: months are what most figures
//! are made of, and a year has too many weeks to keep a count of each.

use std::collections::BTreeMap;

use domain::{Slug, SourceKey, Timestamp};

use super::Cohort;
use crate::dialect::statement;
use crate::error::Result;
use crate::json;
use crate::row::Reader;
use crate::store::Store;

/// A week from Monday to Sunday in UTC as a number that grows by one: weeks since
/// that of 5 January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WeekNumber(pub i64);

/// 5 January 1970, a Monday.
const FIRST_MONDAY: i64 = 4 * Timestamp::DAY_MS;
const WEEK: i64 = 7 * Timestamp::DAY_MS;

impl WeekNumber {
    /// The week that holds a point in time.
    #[must_use]
    pub const fn containing(at: Timestamp) -> Self {
        Self((at.millis() - FIRST_MONDAY).div_euclid(WEEK))
    }

    /// Its first moment.
    #[must_use]
    pub const fn start(self) -> Timestamp {
        Timestamp::from_millis(FIRST_MONDAY + self.0 * WEEK)
    }
}

/// Counts in a week and source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarketWeek {
    /// Which source.
    pub source: SourceKey,
    /// Which week.
    pub week: WeekNumber,
    /// Postings posted, every appearance of a role.
    pub posted: u64,
    /// Unique roles first posted.
    pub opened: u64,
    /// Unique roles closed.
    pub closed: u64,
}

/// By which of its times a posting is placed in a week, and what is counted.
#[derive(Clone, Copy)]
struct Placed {
    at: &'static str,
    second: &'static str,
    only: &'static str,
}

impl Store {
    /// Counts by source and week, in that order: of the postings of a cohort that
    /// name any of some skills, or of all of it. As [`Store::list_market_months`]
    /// counts, but every posting is read.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_market_weeks(
        &self,
        cohort: Cohort,
        skills: Option<&[&Slug]>,
    ) -> Result<Vec<MarketWeek>> {
        let mut weeks: BTreeMap<(SourceKey, WeekNumber), MarketWeek> = BTreeMap::new();
        let roles = "SUM(CASE WHEN p.duplicate_of IS NULL THEN 1 ELSE 0 END)";
        let posted = Placed {
            at: "p.posted_at",
            second: roles,
            only: "",
        };
        for (source, week, posted, opened) in self.count_weeks(cohort, skills, posted).await? {
            let one = entry(&mut weeks, source, week);
            (one.posted, one.opened) = (posted, opened);
        }
        let closed = Placed {
            at: "p.role_closed_at",
            second: "COUNT(*)",
            only: " AND p.duplicate_of IS NULL",
        };
        for (source, week, closed, _) in self.count_weeks(cohort, skills, closed).await? {
            entry(&mut weeks, source, week).closed = closed;
        }
        Ok(weeks.into_values().collect())
    }

    /// Source, week, the count of postings and a second one.
    async fn count_weeks(
        &self,
        cohort: Cohort,
        skills: Option<&[&Slug]>,
        Placed { at, second, only }: Placed,
    ) -> Result<Vec<(SourceKey, WeekNumber, u64, u64)>> {
        let named = match skills {
            Some(_) => {
                "p.number IN (SELECT s.number FROM posting_skill s
                WHERE s.skill IN (SELECT value FROM each_value($1)))"
            }
            None => "$1 = '[]'",
        };
        let text = format!(
            "SELECT p.source, ({at} - {FIRST_MONDAY}) / {WEEK}, COUNT(*), {second}
            FROM posting p WHERE {named} AND {at} >= {FIRST_MONDAY}{only}{}
            GROUP BY 1, 2",
            cohort.condition()
        );
        let skills = skills.unwrap_or_default();
        let rows = sqlx::query(statement(self.engine(), &text))
            .bind(json::array(skills.iter().map(|skill| skill.as_str())))
            .fetch_all(self.readers())
            .await?;
        rows.iter()
            .map(|row| {
                let reader = Reader::new(row, "posting");
                Ok((
                    reader.parsed(0, "source", |text| Slug::parse(text).ok())?,
                    WeekNumber(reader.number(1, "posted_at")?),
                    reader.count(2, "posted_at")?,
                    reader.count(3, "posted_at")?,
                ))
            })
            .collect()
    }
}

fn entry(
    weeks: &mut BTreeMap<(SourceKey, WeekNumber), MarketWeek>,
    source: SourceKey,
    week: WeekNumber,
) -> &mut MarketWeek {
    weeks
        .entry((source.clone(), week))
        .or_insert_with(|| MarketWeek {
            source,
            week,
            posted: 0,
            opened: 0,
            closed: 0,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_monday() {
        let sunday = Timestamp::from_date(2026, 1, 4).unwrap();
        let monday = Timestamp::from_date(2026, 1, 5).unwrap();
        let week = WeekNumber::containing(monday);
        assert_eq!(week.start(), monday);
        assert_eq!(WeekNumber::containing(monday.plus_days(6)), week);
        assert_eq!(WeekNumber::containing(sunday).0, week.0 - 1);
    }
}

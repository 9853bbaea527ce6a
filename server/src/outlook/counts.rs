//! Counts of postings by week or month, whichever is asked for.

use domain::{Slug, SourceKey, Timestamp};
use market::{Granularity, Period};
use store::{MarketField, MonthNumber, Store, WeekNumber};

use super::Scope;

/// Counts in a period and source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) source: SourceKey,
    /// Number of the week or month.
    pub(super) period: i64,
    /// Postings posted, every appearance of a role.
    pub(super) posted: u64,
    /// Unique roles first posted.
    pub(super) opened: u64,
    /// Unique roles closed.
    pub(super) closed: u64,
}

/// Counts of the postings of a scope's cohort by source and period, in that order:
/// of all, or of those that name a skill.
///
/// # Errors
/// When the database fails.
pub(super) async fn counts(
    store: &Store,
    scope: &Scope,
    skill: Option<&Slug>,
) -> store::Result<Vec<Count>> {
    match scope.by {
        Granularity::Month => {
            let (fields, value) = match skill {
                Some(skill) => (MarketField::SKILL, skill.as_str()),
                None => (&[MarketField::All][..], ""),
            };
            let months = store
                .list_market_months(scope.cohort, fields, value)
                .await?;
            let count = |month: store::MarketMonth| Count {
                source: month.source,
                period: month.month.0,
                posted: month.posted,
                opened: month.opened,
                closed: month.closed,
            };
            Ok(months.into_iter().map(count).collect())
        }
        Granularity::Week => {
            let skill = skill.map(|skill| [skill]);
            let skills = skill.as_ref().map(<[&Slug; 1]>::as_slice);
            let weeks = store.list_market_weeks(scope.cohort, skills).await?;
            let count = |week: store::MarketWeek| Count {
                source: week.source,
                period: week.week.0,
                posted: week.posted,
                opened: week.opened,
                closed: week.closed,
            };
            Ok(weeks.into_iter().map(count).collect())
        }
    }
}

/// Number of the week or month that holds a point in time.
pub(super) fn number(by: Granularity, at: Timestamp) -> i64 {
    match by {
        Granularity::Week => WeekNumber::containing(at).0,
        Granularity::Month => MonthNumber::containing(at).0,
    }
}

/// The week or month of a number, as the period of a series.
pub(super) fn period(by: Granularity, number: i64) -> Option<Period> {
    let start = match by {
        Granularity::Week => WeekNumber(number).start(),
        Granularity::Month => MonthNumber(number).start()?,
    };
    Some(Period::containing(by, start))
}

/// Number of the last week or month that is over.
pub(super) fn last_whole(by: Granularity, as_of: Timestamp) -> i64 {
    number(by, as_of) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_periods_go_both_ways() {
        let at = Timestamp::from_date(2026, 3, 15).unwrap();
        for (by, name) in [
            (Granularity::Week, "2026-W11"),
            (Granularity::Month, "2026-03"),
        ] {
            let found = period(by, number(by, at)).unwrap();
            assert_eq!(found.to_string(), name);
            assert_eq!(period(by, last_whole(by, at)), Some(found.plus(-1)));
        }
    }
}

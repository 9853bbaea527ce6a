//! How many postings of each month or week name a skill.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Slug, Timestamp};
use market::{Estimate, Figure, Granularity, Period, Share, Trend};
use serde::Serialize;
use store::{Appearances, Store};

use super::counts::{counts, last_whole, number, period};
use super::{Scope, Unit};

/// A month or week of a share.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct ShareRow {
    /// The month or week.
    pub(crate) period: Period,
    /// Postings of it.
    pub(crate) postings: u64,
    /// Those that name the skill.
    pub(crate) with_skill: u64,
    /// Their share, from 0 to 1.
    pub(crate) share: f64,
    /// Lower end of its 95 % interval (Wilson).
    pub(crate) low: f64,
    /// Upper end of its 95 % interval (Wilson).
    pub(crate) high: f64,
}

/// How many postings of each month or week name any of the skills. Periods without
/// postings have no row.
///
/// # Errors
/// When the database fails.
pub(crate) async fn shares(
    store: &Store,
    scope: &Scope,
    skills: &[Slug],
) -> store::Result<Vec<ShareRow>> {
    let of = by_period(store, scope, None).await?;
    let with = match skills {
        [skill] => by_period(store, scope, Some(skill)).await?,
        skills => naming_any(store, scope, skills).await?,
    };
    let row = |(at, postings): (i64, u64)| {
        let with_skill = with.get(&at).copied().unwrap_or(0);
        let share = Share::new(with_skill, postings).ok()?;
        let Estimate { value, interval } = share.estimate();
        Some(ShareRow {
            period: period(scope.by, at)?,
            postings,
            with_skill,
            share: value,
            low: interval.low,
            high: interval.high,
        })
    };
    Ok(of.into_iter().filter_map(row).collect())
}

async fn by_period(
    store: &Store,
    scope: &Scope,
    skill: Option<&Slug>,
) -> store::Result<BTreeMap<i64, u64>> {
    let mut sums = BTreeMap::new();
    for count in counts(store, scope, skill).await? {
        if scope.holds(&count) {
            *sums.entry(count.period).or_default() += scope.count(&count);
        }
    }
    Ok(sums)
}

/// Counts postings that name several of the skills once.
async fn naming_any(
    store: &Store,
    scope: &Scope,
    skills: &[Slug],
) -> store::Result<BTreeMap<i64, u64>> {
    let skills: BTreeSet<&Slug> = skills.iter().collect();
    let skills: Vec<&Slug> = skills.into_iter().collect();
    let appearances = match scope.unit {
        Unit::Postings => Appearances::All,
        Unit::Roles => Appearances::First,
    };
    let dates = store
        .list_posting_dates(scope.cohort, &skills, scope.source.as_ref(), appearances)
        .await?;
    let mut sums = BTreeMap::new();
    for date in dates {
        *sums.entry(number(scope.by, date)).or_default() += 1;
    }
    Ok(sums)
}

/// Where a share is going.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct ShareTrend {
    /// Trend test and slope over the months that are over; the slope is by month, as
    /// a fraction of all postings. By month of the year when there are two years.
    pub(crate) trend: Figure<Trend>,
    /// The last twelve months that are over against the twelve before them: how many
    /// times as large the share is.
    pub(crate) year_on_year: Figure<Estimate>,
    /// The same as a difference of shares.
    pub(crate) difference: Figure<Estimate>,
}

/// Trend and change of a share whose months are given.
pub(crate) fn share_trend(rows: &[ShareRow], as_of: Timestamp) -> ShareTrend {
    let over: Vec<&ShareRow> = rows
        .iter()
        .filter(|row| row.period.end() <= as_of)
        .collect();
    let values: Vec<f64> = over.iter().map(|row| row.share).collect();
    let contiguous = over
        .iter()
        .zip(over.iter().skip(1))
        .all(|(a, b)| a.period.plus(1) == b.period);
    let season = if contiguous && values.len() >= 24 {
        12
    } else {
        1
    };
    let last = period(Granularity::Month, last_whole(Granularity::Month, as_of));
    let last = over.last().map(|row| row.period).or(last);
    let year = |back: i32| {
        let end = last.map(|last| last.plus(-12 * back));
        let within = |row: &&&ShareRow| {
            end.is_some_and(|end| row.period <= end && row.period > end.plus(-12))
        };
        let rows = over.iter().filter(within);
        let (with, of) = rows.fold((0, 0), |(with, of), row| {
            (with + row.with_skill, of + row.postings)
        });
        Share::new(with, of)
    };
    let both = year(1).and_then(|before| Ok((before, year(0)?)));
    ShareTrend {
        trend: market::trend(&values, season),
        year_on_year: both.clone().and_then(|(before, after)| before.ratio(after)),
        difference: both.map(|(before, after)| before.difference(after)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_that_doubles_every_year_is_found_rising() {
        let first = Period::parse("2024-01").unwrap();
        let rows: Vec<ShareRow> = (0..24)
            .map(|month| {
                let with_skill = if month < 12 { 40 } else { 80 } + u64::try_from(month).unwrap();
                ShareRow {
                    period: first.plus(month),
                    postings: 1_000,
                    with_skill,
                    share: f64::from(u32::try_from(with_skill).unwrap()) / 1_000.0,
                    low: 0.0,
                    high: 1.0,
                }
            })
            .collect();
        let as_of = Timestamp::from_date(2026, 1, 5).unwrap();
        let found = share_trend(&rows, as_of);
        assert!(found.trend.unwrap().is_found());
        let ratio = found.year_on_year.unwrap();
        assert!(ratio.value > 1.8 && ratio.excludes(1.0));
        let early = share_trend(&rows[..9], Timestamp::from_date(2024, 6, 1).unwrap());
        assert!(early.trend.is_err() && early.year_on_year.is_err());
    }
}

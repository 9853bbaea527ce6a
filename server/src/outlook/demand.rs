//! How much is hired: new and open roles by month or week, as an index that is free
//! of the mix of sources.

use std::collections::BTreeMap;

use domain::{SourceKey, Timestamp};
use market::{
    Adjusted, CannotSay, ChainedIndex, Composition, Estimate, Figure, Forecast, Granularity,
    Period, SourceCounts, Trend,
};
use serde::Serialize;
use store::Store;

use super::Scope;
use super::counts::{Count, counts, last_whole, number, period};
use crate::sources;

/// Periods in which a source is still joining.
const fn warm_up(by: Granularity) -> usize {
    match by {
        Granularity::Month => 2,
        Granularity::Week => 8,
    }
}

/// A month or week of demand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct DemandRow {
    /// The month or week.
    pub(crate) period: Period,
    /// Unique roles first posted in it, over all sources.
    pub(crate) new: u64,
    /// Unique roles open at its end.
    pub(crate) open: u64,
    /// The index of new roles, 100 at the base; none where no source links it.
    pub(crate) index: Option<Estimate>,
}

/// Demand over the months or weeks that are over.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Demand {
    /// Period in which the index is 100.
    pub(crate) base: Period,
    /// Periods in their order.
    pub(crate) rows: Vec<DemandRow>,
    /// Sources with their weights and marks.
    pub(crate) sources: Vec<market::MarkedSource>,
    /// The last year, as twelve months or 52 weeks, against the one before it: how
    /// many times as large the index is, and whether it may be said.
    pub(crate) year_on_year: Figure<Estimate>,
    /// Trend of the index.
    pub(crate) trend: Figure<Trend>,
    /// The index without its season.
    pub(crate) adjusted: Figure<Adjusted>,
    /// The index in the months to come.
    pub(crate) forecast: Figure<Forecast>,
}

/// Counts of every source over the same periods.
struct Series {
    by: Granularity,
    numbers: Vec<i64>,
    sources: Vec<(SourceKey, Vec<Count>)>,
}

/// Demand in a scope; the base is a period, or else the first that has an index.
///
/// # Errors
/// When the database fails. The inner one says why there is no index.
pub(crate) async fn demand(
    store: &Store,
    scope: &Scope,
    base: Option<Period>,
    as_of: Timestamp,
) -> store::Result<Figure<Demand>> {
    let all = counts(store, scope, None).await?;
    let spans = store.list_source_spans().await?;
    let series = series(all, scope, as_of);
    let first = series.numbers.first().copied();
    let counts: Vec<SourceCounts> = series
        .sources
        .iter()
        .map(|(source, periods)| {
            let seen = spans.iter().find(|span| span.source == *source);
            let from = seen.map(|span| number(scope.by, span.seen_from));
            let observed = from.zip(first).map_or(0, |(from, first)| from - first + 1);
            let observed = if sources::keeps_what_closed(source) {
                0
            } else {
                observed
            };
            SourceCounts {
                source: source.clone(),
                counts: periods.iter().map(|one| one.opened).collect(),
                observed_from: usize::try_from(observed).unwrap_or(0),
            }
        })
        .collect();
    Ok(figures(&series, &counts, base))
}

fn figures(series: &Series, counts: &[SourceCounts], base: Option<Period>) -> Figure<Demand> {
    let numbers = series.numbers.iter();
    let periods: Vec<Period> = numbers
        .filter_map(|number| period(series.by, *number))
        .collect();
    let (at, index) = indexed(&periods, counts, (base, warm_up(series.by)))?;
    let year = series.by.season();
    let rows = rows(series, &periods, &index);
    let values: Vec<f64> = contiguous(&index);
    Ok(Demand {
        base: periods.get(at).copied().ok_or(CannotSay::OutsideSeries)?,
        year_on_year: year_on_year(counts, &index, year),
        trend: market::trend(&values, if values.len() >= 2 * year { year } else { 1 }),
        adjusted: market::adjust(&values, year, Composition::Multiplicative),
        forecast: market::forecast(&values, year, year),
        rows,
        sources: index.sources,
    })
}

/// The index at the base that is asked for, or at the first period that can be one.
fn indexed(
    periods: &[Period],
    counts: &[SourceCounts],
    (base, warm_up): (Option<Period>, usize),
) -> Figure<(usize, ChainedIndex)> {
    let candidates: Vec<usize> = match base {
        Some(base) => periods
            .iter()
            .position(|period| *period == base)
            .into_iter()
            .collect(),
        None => (0..periods.len()).collect(),
    };
    candidates
        .into_iter()
        .find_map(|at| Some((at, market::chained_index(counts, warm_up, at).ok()?)))
        .ok_or(CannotSay::OutsideSeries)
}

/// The values of the last run of periods without a gap.
fn contiguous(index: &ChainedIndex) -> Vec<f64> {
    let values = index
        .values
        .iter()
        .rev()
        .skip_while(|value| value.is_none());
    let mut run: Vec<f64> = values
        .map_while(|value| value.map(|value| value.value))
        .collect();
    run.reverse();
    run
}

/// The mean of the index over the last year against that of the one before it. Its interval is that of the counts of the sources that were used throughout.
fn year_on_year(counts: &[SourceCounts], index: &ChainedIndex, length: usize) -> Figure<Estimate> {
    let values = contiguous(index);
    let recent = values
        .rchunks(length)
        .next()
        .filter(|year| year.len() == length);
    let before = values
        .rchunks(length)
        .nth(1)
        .filter(|year| year.len() == length);
    let (Some(recent), Some(before)) = (recent, before) else {
        return Err(CannotSay::TooFewSeasons {
            have: values.len().checked_div(length).unwrap_or(0),
            need: 2,
        });
    };
    let value = (recent.iter().sum::<f64>() / before.iter().sum::<f64>()).ln();
    let sum = |back: usize| -> u64 {
        let year = |source: &SourceCounts| {
            source
                .counts
                .rchunks(length)
                .nth(back)
                .map(|year| year.iter().sum())
        };
        counts
            .iter()
            .filter_map(|source| year(source).map(|sum: u64| sum))
            .sum()
    };
    let ratio = market::count_ratio(sum(1), sum(0))?;
    let half = (ratio.interval.high / ratio.interval.low).ln() / 2.0;
    Ok(Estimate {
        value,
        interval: market::Interval::around(value, half),
    }
    .map(f64::exp))
}

fn rows(series: &Series, periods: &[Period], index: &ChainedIndex) -> Vec<DemandRow> {
    let mut open: i128 = 0;
    let mut rows = Vec::with_capacity(periods.len());
    for (at, (period, index)) in periods.iter().zip(&index.values).enumerate() {
        let sources = || series.sources.iter();
        let counts = || sources().filter_map(|(_, counts)| counts.get(at));
        let new: u64 = counts().map(|one| one.opened).sum();
        let closed: u64 = counts().map(|one| one.closed).sum();
        open += i128::from(new) - i128::from(closed);
        rows.push(DemandRow {
            period: *period,
            new,
            open: u64::try_from(open).unwrap_or(0),
            index: *index,
        });
    }
    rows
}

/// Every source with every period from the first to the last that is over and in
/// which a role opened. What closed before the first counts as closed in it.
fn series(all: Vec<Count>, scope: &Scope, as_of: Timestamp) -> Series {
    let over = last_whole(scope.by, as_of);
    let within = |count: &Count| scope.holds(count) && count.period <= over;
    let mut sources: BTreeMap<SourceKey, BTreeMap<i64, Count>> = BTreeMap::new();
    for count in all.into_iter().filter(within) {
        sources
            .entry(count.source.clone())
            .or_default()
            .insert(count.period, count);
    }
    let all = || sources.values().flat_map(|counts| counts.values());
    let openings = || {
        all()
            .filter(|count| count.opened > 0)
            .map(|count| count.period)
    };
    let numbers: Vec<i64> = openings()
        .min()
        .zip(openings().max())
        .map(|(first, last)| (first..=last).collect())
        .unwrap_or_default();
    let begin = numbers.first().copied().unwrap_or_default();
    let filled = |source: SourceKey, mut counts: BTreeMap<i64, Count>| {
        let before = counts.range(..begin).map(|(_, count)| count.closed);
        let before: u64 = before.sum();
        let row = |number: &i64| {
            counts.remove(number).unwrap_or_else(|| Count {
                source: source.clone(),
                period: *number,
                posted: 0,
                opened: 0,
                closed: 0,
            })
        };
        let mut rows: Vec<Count> = numbers.iter().map(row).collect();
        if let Some(first) = rows.first_mut() {
            first.closed += before;
        }
        (source, rows)
    };
    let sources = sources
        .into_iter()
        .map(|(source, counts)| filled(source, counts))
        .collect();
    Series {
        by: scope.by,
        numbers,
        sources,
    }
}

#[cfg(test)]
mod tests {
    use store::{Cohort, MonthNumber};

    use super::*;
    use crate::outlook::Unit;

    #[test]
    fn a_series_begins_with_an_opening_whatever_is_said_to_have_closed_before() {
        let count = |period, opened, closed| Count {
            source: SourceKey::parse("own").unwrap(),
            period,
            posted: opened,
            opened,
            closed,
        };
        let first = MonthNumber::containing(Timestamp::from_date(2026, 1, 1).unwrap()).0;
        let all = vec![
            count(1970 * 12, 0, 1),
            count(first, 3, 0),
            count(first + 2, 1, 1),
            count(first + 3, 0, 1),
        ];
        let scope = Scope {
            cohort: Cohort::Any,
            source: None,
            unit: Unit::Roles,
            by: Granularity::Month,
        };
        let as_of = Timestamp::from_date(2026, 6, 1).unwrap();
        let series = series(all, &scope, as_of);
        assert_eq!(series.numbers, [first, first + 1, first + 2]);
        let (_, counts) = &series.sources[0];
        let closed: Vec<u64> = counts.iter().map(|one| one.closed).collect();
        assert_eq!(closed, [1, 0, 1]);
    }
}

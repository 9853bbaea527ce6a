//! How much is hired: new and open roles by month, as an index that is free of the
//! mix of sources.

use std::collections::BTreeMap;

use domain::{SourceKey, Timestamp};
use market::{
    Adjusted, CannotSay, ChainedIndex, Composition, Estimate, Figure, Forecast, Period,
    SourceCounts, Trend,
};
use serde::Serialize;
use store::{MarketField, MarketMonth, MonthNumber, Store};

use super::{Scope, last_whole_month, period};
use crate::sources;

/// Months in which a source is still joining.
const WARM_UP: usize = 2;
/// Months of a forecast.
const AHEAD: usize = 12;

/// A month of demand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct DemandRow {
    /// The month.
    pub(crate) period: Period,
    /// Unique roles first posted in it, over all sources.
    pub(crate) new: u64,
    /// Unique roles open at its end.
    pub(crate) open: u64,
    /// The index of new roles, 100 at the base; none where no source links it.
    pub(crate) index: Option<Estimate>,
}

/// Demand over the months that are over.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Demand {
    /// Month in which the index is 100.
    pub(crate) base: Period,
    /// Months in their order.
    pub(crate) rows: Vec<DemandRow>,
    /// Sources with their weights and marks.
    pub(crate) sources: Vec<market::MarkedSource>,
    /// The last twelve months against the twelve before them: how many times as
    /// large the index is, and whether it may be said.
    pub(crate) year_on_year: Figure<Estimate>,
    /// Trend of the index.
    pub(crate) trend: Figure<Trend>,
    /// The index without its season.
    pub(crate) adjusted: Figure<Adjusted>,
    /// The index in the months to come.
    pub(crate) forecast: Figure<Forecast>,
}

/// Counts of every source over the same months.
struct Series {
    months: Vec<MonthNumber>,
    sources: Vec<(SourceKey, Vec<MarketMonth>)>,
}

/// Demand in a scope; the base is a month, or else the first that has an index.
///
/// # Errors
/// When the database fails. The inner one says why there is no index.
pub(crate) async fn demand(
    store: &Store,
    scope: &Scope,
    base: Option<Period>,
    as_of: Timestamp,
) -> store::Result<Figure<Demand>> {
    let months = store
        .list_market_months(scope.cohort, &[MarketField::All], "")
        .await?;
    let spans = store.list_source_spans().await?;
    let series = series(months, scope, as_of);
    let first = series.months.first().copied();
    let counts: Vec<SourceCounts> = series
        .sources
        .iter()
        .map(|(source, months)| {
            let seen = spans.iter().find(|span| span.source == *source);
            let from = seen.map(|span| MonthNumber::containing(span.seen_from));
            let observed = from
                .zip(first)
                .map_or(0, |(from, first)| from.0 - first.0 + 1);
            let observed = if sources::keeps_what_closed(source) {
                0
            } else {
                observed
            };
            SourceCounts {
                source: source.clone(),
                counts: months.iter().map(|month| month.opened).collect(),
                observed_from: usize::try_from(observed).unwrap_or(0),
            }
        })
        .collect();
    Ok(figures(&series, &counts, base))
}

fn figures(series: &Series, counts: &[SourceCounts], base: Option<Period>) -> Figure<Demand> {
    let periods: Vec<Period> = series
        .months
        .iter()
        .filter_map(|month| period(*month))
        .collect();
    let (at, index) = indexed(&periods, counts, base)?;
    let rows = rows(series, &periods, &index);
    let values: Vec<f64> = contiguous(&index);
    Ok(Demand {
        base: periods.get(at).copied().ok_or(CannotSay::OutsideSeries)?,
        year_on_year: year_on_year(counts, &index),
        trend: market::trend(&values, if values.len() >= 24 { 12 } else { 1 }),
        adjusted: market::adjust(&values, 12, Composition::Multiplicative),
        forecast: market::forecast(&values, 12, AHEAD),
        rows,
        sources: index.sources,
    })
}

/// The index at the base that is asked for, or at the first month that can be one.
fn indexed(
    periods: &[Period],
    counts: &[SourceCounts],
    base: Option<Period>,
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
        .find_map(|at| Some((at, market::chained_index(counts, WARM_UP, at).ok()?)))
        .ok_or(CannotSay::OutsideSeries)
}

/// The values of the last run of months without a gap.
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

/// The mean of the index over the last twelve months against that of the twelve before
/// them. Its interval is that of the counts of the sources that were used throughout.
fn year_on_year(counts: &[SourceCounts], index: &ChainedIndex) -> Figure<Estimate> {
    let values = contiguous(index);
    let recent = values.rchunks(12).next().filter(|year| year.len() == 12);
    let before = values.rchunks(12).nth(1).filter(|year| year.len() == 12);
    let (Some(recent), Some(before)) = (recent, before) else {
        return Err(CannotSay::TooFewSeasons {
            have: values.len() / 12,
            need: 2,
        });
    };
    let value = (recent.iter().sum::<f64>() / before.iter().sum::<f64>()).ln();
    let sum = |back: usize| -> u64 {
        let year = |source: &SourceCounts| {
            source
                .counts
                .rchunks(12)
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
        let months = || {
            series
                .sources
                .iter()
                .filter_map(|(_, months)| months.get(at))
        };
        let new: u64 = months().map(|month| month.opened).sum();
        let closed: u64 = months().map(|month| month.closed).sum();
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

/// Every source with every month from the first to the last that is over.
fn series(months: Vec<MarketMonth>, scope: &Scope, as_of: Timestamp) -> Series {
    let over = last_whole_month(as_of);
    let within = |month: &MarketMonth| scope.holds(month) && month.month <= over;
    let mut sources: BTreeMap<SourceKey, BTreeMap<MonthNumber, MarketMonth>> = BTreeMap::new();
    for month in months.into_iter().filter(within) {
        sources
            .entry(month.source.clone())
            .or_default()
            .insert(month.month, month);
    }
    let all = || sources.values().flat_map(|months| months.values());
    let first = all().map(|month| month.month).min();
    let posted = all()
        .filter(|month| month.opened > 0)
        .map(|month| month.month);
    let range: Vec<MonthNumber> = first
        .zip(posted.max())
        .map(|(first, last)| (first.0..=last.0).map(MonthNumber).collect())
        .unwrap_or_default();
    let filled = |source: SourceKey, mut months: BTreeMap<MonthNumber, MarketMonth>| {
        let row = |month: &MonthNumber| {
            months.remove(month).unwrap_or_else(|| MarketMonth {
                source: source.clone(),
                month: *month,
                posted: 0,
                opened: 0,
                closed: 0,
            })
        };
        let rows = range.iter().map(row).collect();
        (source, rows)
    };
    let sources = sources
        .into_iter()
        .map(|(source, months)| filled(source, months))
        .collect();
    Series {
        months: range,
        sources,
    }
}

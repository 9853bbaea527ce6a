//! The guard against the mix of sources: what a source does by joining, failing
//! or being crawled twice must not look like demand.

mod chain;
mod mark;

use domain::SourceKey;
use serde::Serialize;

use crate::cannot_say::{CannotSay, Figure};
use crate::interval::Estimate;
use crate::number::{mean, real};
pub use mark::SourceMark;

/// New roles of one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceCounts {
    /// Which source.
    pub source: SourceKey,
    /// Number of new roles in each period of the series.
    pub counts: Vec<u64>,
    /// Position of the first period that was observed as it went by. A board
    /// that is first read today still shows what was posted before and is open,
    /// but not what has closed since.
    pub observed_from: usize,
}

/// A source in a chained index.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MarkedSource {
    /// Which source.
    pub source: SourceKey,
    /// Its fixed weight: its part of the roles of a usual period.
    pub weight: f64,
    /// What its count of each period is good for.
    pub marks: Vec<SourceMark>,
}

/// An index of new roles that is free of the mix of sources.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChainedIndex {
    /// The index in each period, 100 at the base; `None` where no source links
    /// the period to the base.
    pub values: Vec<Option<Estimate>>,
    /// Each source with its weight and marks.
    pub sources: Vec<MarkedSource>,
}

/// Combines sources to one index with 100 at position `base`.
///
/// From one period to the next, only sources that are [`SourceMark::Used`] in
/// both are compared: the logarithm of the step is the mean of ln(c₂/c₁) over
/// them with fixed weights, and the index is the chain of these steps (a chained
/// Jevons index with fixed weights: ILO et al. 2004, 'Consumer Price Index
/// Manual', chapters 9 and 15). While the same sources take part the chain is that
/// of its ends, without drift. A period without a used source has no value, and
/// the next step reaches over it.
///
/// A weight is the source's mean count over its used periods, as a part of the sum
/// over sources.
///
/// The interval of 95 % takes counts as Poisson: with k the factor of ln c in the
/// index, Var = Σ k²/c. It covers chance in the counts, not what no source shows.
///
/// `warm_up` is the number of periods in which a source is joining: 4 weeks or 2
/// months are usual.
///
/// # Errors
/// [`CannotSay::Inconsistent`] for series of different lengths,
/// [`CannotSay::OutsideSeries`] when no source is used at the base.
pub fn chained_index(
    sources: &[SourceCounts],
    warm_up: usize,
    base: usize,
) -> Figure<ChainedIndex> {
    let periods = sources.first().map_or(0, |source| source.counts.len());
    if sources.iter().any(|source| source.counts.len() != periods) {
        return Err(CannotSay::Inconsistent);
    }
    let marks = mark::marks(sources, warm_up);
    let sizes: Vec<f64> = sources
        .iter()
        .zip(&marks)
        .map(|(source, marks)| usual_count(source, marks))
        .collect();
    let whole: f64 = sizes.iter().sum();
    let weights: Vec<f64> = sizes
        .iter()
        .map(|size| if whole > 0.0 { size / whole } else { 0.0 })
        .collect();
    let values = chain::values(sources, &marks, &weights, base)?;
    let sources = sources
        .iter()
        .zip(weights)
        .zip(marks)
        .map(|((source, weight), marks)| MarkedSource {
            source: source.source.clone(),
            weight,
            marks,
        })
        .collect();
    Ok(ChainedIndex { values, sources })
}

fn usual_count(source: &SourceCounts, marks: &[SourceMark]) -> f64 {
    let used: Vec<f64> = source
        .counts
        .iter()
        .zip(marks)
        .filter(|(_, mark)| mark.is_counted())
        .map(|(count, _)| real(*count))
        .collect();
    mean(&used)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLAT: [u64; 12] = [100, 104, 97, 101, 99, 103, 98, 100, 102, 96, 101, 100];

    fn source(name: &str, counts: Vec<u64>, observed_from: usize) -> SourceCounts {
        SourceCounts {
            source: SourceKey::parse(name).unwrap(),
            counts,
            observed_from,
        }
    }

    fn steady(name: &str) -> SourceCounts {
        source(name, FLAT.to_vec(), 0)
    }

    fn last(index: &ChainedIndex) -> Estimate {
        index.values.last().copied().flatten().unwrap()
    }

    #[test]
    fn one_source_is_its_own_index() {
        let index = chained_index(&[steady("a")], 2, 0).unwrap();
        for (value, count) in index.values.iter().zip(FLAT) {
            assert!((value.unwrap().value - real(count)).abs() < 1e-9);
        }
        assert_eq!(index.values[0].unwrap().interval.low, 100.0);
    }

    #[test]
    fn a_source_that_joins_does_not_look_like_demand() {
        let mut counts = vec![0, 0, 0, 0, 20, 300];
        counts.extend([500, 505, 498, 502, 499, 500]);
        let index = chained_index(&[steady("a"), source("b", counts, 4)], 2, 0).unwrap();
        assert!(last(&index).interval.contains(100.0), "{index:?}");
        let marks = &index.sources[1].marks;
        assert_eq!(marks[3], SourceMark::Unobserved);
        assert_eq!(marks[4..6], [SourceMark::Joining; 2]);
        assert_eq!(marks[6], SourceMark::Used);
    }

    #[test]
    fn an_outage_is_marked_and_changes_nothing_after_it() {
        let mut counts: Vec<u64> = FLAT.iter().map(|count| count * 3).collect();
        counts[6] = 10;
        counts[7] = 0;
        let index = chained_index(&[steady("a"), source("b", counts, 0)], 2, 0).unwrap();
        assert_eq!(index.sources[1].marks[6..8], [SourceMark::Outage; 2]);
        for value in index.values.iter().flatten() {
            assert!(value.interval.contains(100.0), "{value:?}");
        }
    }

    #[test]
    fn an_outage_of_the_only_source_leaves_a_gap_that_is_bridged() {
        let mut counts = FLAT.to_vec();
        counts[6] = 0;
        let index = chained_index(&[source("a", counts, 0)], 2, 0).unwrap();
        assert_eq!(index.values[6], None);
        assert!((last(&index).value - 100.0).abs() < 1e-9);
    }

    #[test]
    fn doubled_crawling_is_a_break_and_no_demand() {
        let mut doubled: Vec<u64> = FLAT.iter().map(|count| count * 4).collect();
        for count in doubled.iter_mut().skip(5) {
            *count *= 2;
        }
        let index = chained_index(&[steady("a"), source("b", doubled, 0)], 2, 0).unwrap();
        assert_eq!(index.sources[1].marks[5], SourceMark::Break);
        assert_eq!(index.sources[0].marks[5], SourceMark::Used);
        assert!(last(&index).interval.contains(100.0), "{index:?}");
    }

    #[test]
    fn demand_that_all_sources_show_is_kept() {
        let halved = |name: &str| {
            let mut one = steady(name);
            for count in one.counts.iter_mut().skip(6) {
                *count /= 2;
            }
            one
        };
        let index = chained_index(&[halved("a"), halved("b"), halved("c")], 2, 0).unwrap();
        assert!((last(&index).value - 50.0).abs() < 1.0);
    }

    #[test]
    fn without_a_source_at_the_base_there_is_no_index() {
        let late = source("b", FLAT.to_vec(), 5);
        assert_eq!(chained_index(&[late], 2, 0), Err(CannotSay::OutsideSeries));
        assert_eq!(chained_index(&[], 2, 0), Err(CannotSay::OutsideSeries));
        let short = source("c", vec![1], 0);
        let unequal = chained_index(&[steady("a"), short], 2, 0);
        assert_eq!(unequal, Err(CannotSay::Inconsistent));
    }

    #[test]
    fn the_base_may_lie_in_the_middle() {
        let index = chained_index(&[steady("a"), steady("b")], 2, 6).unwrap();
        assert!((index.values[6].unwrap().value - 100.0).abs() < 1e-12);
        assert!((index.values[0].unwrap().value - 100.0 / 0.98).abs() < 1e-9);
    }

    proptest::proptest! {
        #[test]
        fn the_base_moves_the_index_by_a_factor_only(
            counts in proptest::collection::vec((20_u64..200, 20_u64..200), 6..20),
            base in 0_usize..6,
        ) {
            let (a, b): (Vec<u64>, Vec<u64>) = counts.into_iter().unzip();
            let sources = [source("a", a, 0), source("b", b, 0)];
            let first = chained_index(&sources, 0, 0).unwrap();
            let Ok(other) = chained_index(&sources, 0, base) else {
                return Ok(());
            };
            let value = |index: &ChainedIndex, at: usize| index.values[at].map(|one| one.value);
            let Some(at_base) = value(&first, base) else {
                return Ok(());
            };
            for period in 0..first.values.len() {
                if let Some((one, two)) = value(&first, period).zip(value(&other, period)) {
                    proptest::prop_assert!((one / at_base * 100.0 / two - 1.0).abs() < 1e-9);
                }
            }
        }
    }
}

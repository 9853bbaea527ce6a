//! The chain of steps from the base to every period, and its variance.

use super::{SourceCounts, SourceMark};
use crate::cannot_say::{CannotSay, Figure};
use crate::interval::{Confidence, Estimate, Interval};
use crate::number::real;

/// Factors of ln c of every source (outer) and period (inner) in an index.
type Factors = Vec<Vec<f64>>;

/// The index in every period; 100 at the base.
pub(super) fn values(
    sources: &[SourceCounts],
    marks: &[Vec<SourceMark>],
    weights: &[f64],
    base: usize,
) -> Figure<Vec<Option<Estimate>>> {
    let periods = sources.first().map_or(0, |source| source.counts.len());
    let valued: Vec<usize> = (0..periods)
        .filter(|period| marks.iter().any(|marks| counted(marks, *period)))
        .collect();
    let at_base = valued
        .iter()
        .position(|period| *period == base)
        .ok_or(CannotSay::OutsideSeries)?;
    let chain = Chain {
        sources,
        marks,
        weights,
    };
    let mut values = vec![None; periods];
    let (before, after) = valued.split_at_checked(at_base).unwrap_or((&valued, &[]));
    chain.walk(after.iter().copied(), &mut values);
    let backward = std::iter::once(base).chain(before.iter().rev().copied());
    chain.walk(backward, &mut values);
    Ok(values)
}

fn counted(marks: &[SourceMark], period: usize) -> bool {
    marks.get(period).is_some_and(|mark| mark.is_counted())
}

struct Chain<'a> {
    sources: &'a [SourceCounts],
    marks: &'a [Vec<SourceMark>],
    weights: &'a [f64],
}

impl Chain<'_> {
    /// Values from the base, which comes first, until a step cannot be made.
    fn walk(&self, periods: impl Iterator<Item = usize>, values: &mut [Option<Estimate>]) {
        let length = values.len();
        let mut factors: Factors = vec![vec![0.0; length]; self.sources.len()];
        let mut last = None;
        for period in periods {
            if let Some(last) = last
                && !self.step(last, period, &mut factors)
            {
                return;
            }
            last = Some(period);
            if let Some(value) = values.get_mut(period) {
                *value = Some(self.estimate(&factors));
            }
        }
    }

    /// Adds the step between two periods to the factors; `false` when no source
    /// takes part in both.
    fn step(&self, from: usize, to: usize, factors: &mut Factors) -> bool {
        // The mark of a break belongs to the step into the later period.
        let (earlier, later) = (from.min(to), from.max(to));
        let takes_part = |marks: &Vec<SourceMark>| {
            let broken = marks
                .get(earlier + 1..=later)
                .is_some_and(|marks| marks.contains(&SourceMark::Break));
            counted(marks, from) && counted(marks, to) && !broken
        };
        let parts: Vec<f64> = self
            .marks
            .iter()
            .zip(self.weights)
            .map(|(marks, weight)| if takes_part(marks) { *weight } else { 0.0 })
            .collect();
        let whole: f64 = parts.iter().sum();
        if whole <= 0.0 {
            return false;
        }
        for (factors, part) in factors.iter_mut().zip(parts) {
            for (period, sign) in [(from, -1.0), (to, 1.0)] {
                if let Some(factor) = factors.get_mut(period) {
                    *factor += sign * part / whole;
                }
            }
        }
        true
    }

    fn estimate(&self, factors: &Factors) -> Estimate {
        let mut value = 0.0;
        let mut variance = 0.0;
        for (source, factors) in self.sources.iter().zip(factors) {
            for (count, factor) in source.counts.iter().zip(factors) {
                if *factor != 0.0 {
                    value += factor * real(*count).ln();
                    variance += factor * factor / real(*count);
                }
            }
        }
        let distance = Confidence::NinetyFive.z() * variance.sqrt();
        Estimate {
            value,
            interval: Interval::around(value, distance),
        }
        .map(|logarithm| 100.0 * logarithm.exp())
    }
}

//! What the count of a source in a period is good for.

use serde::Serialize;

use super::SourceCounts;
use crate::number::{median, real};

/// What the count of a source in a period is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SourceMark {
    /// The source was not read yet; what it shows of that time is what is left.
    Unobserved,
    /// The source is in its first periods, when its boards are still coming in.
    Joining,
    /// Hardly anything came, while the source has usually much more.
    Outage,
    /// The level moved against all other sources, as when a source is crawled
    /// twice as widely: the count is right, the step to it is left out.
    Break,
    /// It counts.
    Used,
}

impl SourceMark {
    /// Whether the count itself is one of full observation.
    pub(super) const fn is_counted(self) -> bool {
        matches!(self, Self::Break | Self::Used)
    }
}

/// A count under this part of the usual one is an outage.
const OUTAGE: f64 = 0.25;
/// A usual count under this is too small to tell an outage from chance.
const TELLING: f64 = 8.0;
/// Periods that the usual count is taken from.
const USUAL: usize = 6;
/// Factor between a source's step and that of the others that may be a break…
const BREAK: f64 = 1.5;
/// …if it is also this many standard errors.
const BREAK_ERRORS: f64 = 3.5;
/// Standard deviation of the step of demand itself, in logarithms.
const USUAL_MOVE: f64 = 0.2;

/// Marks of every source in every period.
pub(super) fn marks(sources: &[SourceCounts], warm_up: usize) -> Vec<Vec<SourceMark>> {
    let mut marks: Vec<Vec<SourceMark>> = sources
        .iter()
        .map(|source| observation(source, warm_up))
        .collect();
    let periods = sources.first().map_or(0, |source| source.counts.len());
    for period in 1..periods {
        mark_breaks(sources, &mut marks, period);
    }
    marks
}

/// What can be said of a source alone.
fn observation(source: &SourceCounts, warm_up: usize) -> Vec<SourceMark> {
    let joined = if source.observed_from == 0 {
        0
    } else {
        source.observed_from + warm_up
    };
    let mut usual: Vec<f64> = Vec::new();
    let mark = |(period, count): (usize, &u64)| {
        if period < source.observed_from {
            return SourceMark::Unobserved;
        }
        if period < joined {
            return SourceMark::Joining;
        }
        let recent = usual.iter().rev().take(USUAL).copied().collect();
        let typical = median(recent).unwrap_or(0.0);
        let is_low = typical >= TELLING && real(*count) < OUTAGE * typical;
        if *count == 0 || is_low {
            return SourceMark::Outage;
        }
        usual.push(real(*count));
        SourceMark::Used
    };
    source.counts.iter().enumerate().map(mark).collect()
}

/// A source's step from one period to the next.
struct Step {
    source: usize,
    rise: f64,
    variance: f64,
}

/// Marks sources whose step into a period goes against that of the others: one
/// after another, that without which the others agree best with each other and
/// with demand that moves little in one period.
fn mark_breaks(sources: &[SourceCounts], marks: &mut [Vec<SourceMark>], period: usize) {
    let mut steps: Vec<Step> = sources
        .iter()
        .zip(marks.iter())
        .enumerate()
        .filter_map(|(source, (counts, marks))| step(source, counts, marks, period))
        .collect();
    while let Some(at) = off(&steps) {
        let off = steps.swap_remove(at);
        let mark = marks
            .get_mut(off.source)
            .and_then(|marks| marks.get_mut(period));
        if let Some(mark) = mark {
            *mark = SourceMark::Break;
        }
    }
}

/// Position of the step that goes against the others, if any does.
fn off(steps: &[Step]) -> Option<usize> {
    (0..steps.len())
        .filter(|at| is_apart(steps, *at))
        .min_by(|a, b| disagreement(steps, *a).total_cmp(&disagreement(steps, *b)))
}

fn step(source: usize, counts: &SourceCounts, marks: &[SourceMark], period: usize) -> Option<Step> {
    let at = |period: usize| {
        let mark = marks.get(period)?;
        let count = real(*counts.counts.get(period)?);
        mark.is_counted().then_some(count)
    };
    let (before, after) = (at(period.checked_sub(1)?)?, at(period)?);
    Some(Step {
        source,
        rise: (after / before).ln(),
        variance: 1.0 / before + 1.0 / after,
    })
}

/// Whether a step is farther from that of all others than chance would bring it.
fn is_apart(steps: &[Step], at: usize) -> bool {
    let Some((own, (rise, variance))) = steps.get(at).zip(common(steps, at)) else {
        return false;
    };
    let distance = (own.rise - rise).abs();
    distance > BREAK.ln() && distance > BREAK_ERRORS * (own.variance + variance).sqrt()
}

/// How little the other steps agree: Σ (rise − common)²/variance, with a step of
/// nothing among them that has the variance of usual demand.
fn disagreement(steps: &[Step], without: usize) -> f64 {
    let Some((rise, variance)) = common(steps, without) else {
        return 0.0;
    };
    let usual = USUAL_MOVE * USUAL_MOVE;
    let drawn = rise * usual / (usual + variance);
    others(steps, without)
        .map(|step| (step.rise - drawn).powi(2) / step.variance)
        .sum::<f64>()
        + drawn * drawn / usual
}

/// The step of all but one, weighed by precision, and its variance; `None` when
/// there is no other.
fn common(steps: &[Step], without: usize) -> Option<(f64, f64)> {
    let precision: f64 = others(steps, without).map(|step| 1.0 / step.variance).sum();
    let sum: f64 = others(steps, without)
        .map(|step| step.rise / step.variance)
        .sum();
    (precision > 0.0).then(|| (sum / precision, 1.0 / precision))
}

fn others(steps: &[Step], without: usize) -> impl Iterator<Item = &Step> {
    let other = move |(at, _): &(usize, &Step)| *at != without;
    steps.iter().enumerate().filter(other).map(|(_, step)| step)
}

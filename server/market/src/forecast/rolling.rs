//! How wrong the methods were before: forecasts from points in the past.

use super::model::{self, Scale};
use super::{ForecastPoint, Method, PastErrors};
use crate::interval::{Confidence, Interval};
use crate::number::{length, mean, quantile, sorted, whole};

/// Most points in the past from which the methods are tried.
const ORIGINS: usize = 24;

/// Past errors of both methods over the points at which both can be tried; of
/// the seasonal naive one alone when there are none such. The values are scaled.
pub(super) fn past_errors(
    values: &[f64],
    season: usize,
    horizon: usize,
    scale: Scale,
) -> Vec<PastErrors> {
    let tried = |methods: &[Method], shortest: usize| -> Vec<PastErrors> {
        let first = shortest.max(values.len().saturating_sub(ORIGINS));
        let mut tallies: Vec<Tally> = methods.iter().map(|_| Tally::default()).collect();
        for origin in first..values.len() {
            let (known, rest) = values.split_at_checked(origin).unwrap_or((values, &[]));
            let truth = rest.get(..horizon.min(rest.len())).unwrap_or(rest);
            let made: Option<Vec<_>> = methods
                .iter()
                .map(|method| model::points(*method, known, season, truth.len()).ok())
                .collect();
            for (tally, points) in tallies.iter_mut().zip(made.into_iter().flatten()) {
                tally.add(&points, truth, scale);
            }
        }
        methods
            .iter()
            .zip(tallies)
            .filter_map(|(method, tally)| tally.errors(*method))
            .collect()
    };
    let both = tried(&Method::ALL, season * 2);
    if both.is_empty() {
        return tried(&[Method::SeasonalNaive], season + 1);
    }
    both
}

/// What came of the forecasts of one method.
#[derive(Default)]
struct Tally {
    origins: u64,
    absolute: Vec<f64>,
    relative: Vec<f64>,
    /// Distances from the middle in units of that of the interval's end.
    in_eighty: Vec<f64>,
    in_ninety_five: Vec<f64>,
}

impl Tally {
    fn add(&mut self, points: &[ForecastPoint], truth: &[f64], scale: Scale) {
        self.origins += 1;
        for (point, scaled) in points.iter().zip(truth) {
            let truth = scale.back(*scaled);
            let error = (scale.back(point.value) - truth).abs();
            self.absolute.push(error);
            self.relative.push(error / truth.abs());
            self.in_eighty
                .push(reach(point.value, point.eighty, *scaled));
            self.in_ninety_five
                .push(reach(point.value, point.ninety_five, *scaled));
        }
    }

    fn errors(self, method: Method) -> Option<PastErrors> {
        let within = |reaches: &[f64]| {
            let held: Vec<&f64> = reaches.iter().filter(|reach| **reach <= 1.0).collect();
            length(&held) / length(reaches)
        };
        let widened = |reaches: Vec<f64>, confidence: Confidence| {
            quantile(&sorted(reaches), confidence.level()).map(|reach| reach.max(1.0))
        };
        let mean_relative = mean(&self.relative);
        Some(PastErrors {
            method,
            origins: self.origins,
            forecasts: whole(self.absolute.len()),
            mean_absolute: mean(&self.absolute),
            mean_relative: mean_relative.is_finite().then_some(mean_relative),
            within_eighty: within(&self.in_eighty),
            within_ninety_five: within(&self.in_ninety_five),
            widened_eighty: widened(self.in_eighty, Confidence::Eighty)?,
            widened_ninety_five: widened(self.in_ninety_five, Confidence::NinetyFive)?,
        })
    }
}

/// How far a value lies from the middle, in units of the interval's end; 0 for an
/// interval without extent that holds it.
fn reach(middle: f64, interval: Interval, value: f64) -> f64 {
    let half = (interval.high - interval.low) / 2.0;
    let distance = (value - middle).abs();
    if distance <= half {
        return if half > 0.0 { distance / half } else { 0.0 };
    }
    // A level series has intervals of nearly nothing: rounding is no error.
    distance / half.max(middle.abs() * 1e-9).max(f64::MIN_POSITIVE)
}

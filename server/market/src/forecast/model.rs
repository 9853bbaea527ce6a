//! The two methods of a forecast.

use augurs::ets::AutoETS;
use augurs::{Fit, Predict};

use super::{ForecastPoint, Method, seasons_before};
use crate::cannot_say::{CannotSay, Figure};
use crate::interval::{Confidence, Interval};
use crate::number::length;
use crate::season::{Composition, periodic};

/// What a series is forecast in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    /// Its own unit.
    Plain,
    /// Logarithms.
    Logarithms,
}

impl Scale {
    /// Logarithms when all values have one.
    pub(super) fn of(values: &[f64]) -> Self {
        if values.iter().all(|value| *value > 0.0) {
            Self::Logarithms
        } else {
            Self::Plain
        }
    }

    pub(super) fn to(self, value: f64) -> f64 {
        match self {
            Self::Plain => value,
            Self::Logarithms => value.ln(),
        }
    }

    pub(super) fn back(self, value: f64) -> f64 {
        match self {
            Self::Plain => value,
            Self::Logarithms => value.exp(),
        }
    }
}

/// Forecasts scaled values with one method.
pub(super) fn points(
    method: Method,
    values: &[f64],
    season: usize,
    horizon: usize,
) -> Figure<Vec<ForecastPoint>> {
    let points = match method {
        Method::SeasonalNaive => naive(values, season, horizon)?,
        Method::SeasonalSmoothing => smoothing(values, season, horizon)?,
    };
    let is_number = |point: &ForecastPoint| {
        let ends = [point.eighty, point.ninety_five]
            .map(|interval| interval.low.is_finite() && interval.high.is_finite());
        point.value.is_finite() && ends == [true, true]
    };
    if !points.iter().all(is_number) {
        return Err(CannotSay::NoModel);
    }
    Ok(points)
}

fn naive(values: &[f64], season: usize, horizon: usize) -> Figure<Vec<ForecastPoint>> {
    let differences: Vec<f64> = values
        .iter()
        .skip(season)
        .zip(values)
        .map(|(later, earlier)| later - earlier)
        .collect();
    if differences.is_empty() {
        return Err(CannotSay::NoModel);
    }
    let squares: f64 = differences
        .iter()
        .map(|difference| difference * difference)
        .sum();
    let deviation = (squares / length(&differences)).sqrt();
    let last = values
        .iter()
        .skip(values.len().saturating_sub(season))
        .cycle();
    Ok(last
        .take(horizon)
        .enumerate()
        .map(|(step, value)| {
            let spread = deviation * (seasons_before(step, season) + 1.0).sqrt();
            ForecastPoint {
                value: *value,
                eighty: Interval::around(*value, Confidence::Eighty.z() * spread),
                ninety_five: Interval::around(*value, Confidence::NinetyFive.z() * spread),
            }
        })
        .collect())
}

fn smoothing(values: &[f64], season: usize, horizon: usize) -> Figure<Vec<ForecastPoint>> {
    if values.len() < season * 2 {
        return Err(CannotSay::NoModel);
    }
    let pattern = periodic(values, season, Composition::Additive)?;
    let level: Vec<f64> = values
        .iter()
        .zip(pattern.iter().cycle())
        .map(|(value, season)| value - season)
        .collect();
    let model = AutoETS::new(1, "AZN")
        .and_then(|search| search.fit(&level))
        .map_err(|_| CannotSay::NoModel)?;
    let ahead = |confidence: Confidence| {
        let made = model.predict(horizon, confidence.level());
        made.map_err(|_| CannotSay::NoModel)
    };
    let (eighty, ninety_five) = (ahead(Confidence::Eighty)?, ahead(Confidence::NinetyFive)?);
    let ends = |made: &augurs::Forecast| {
        let intervals = made.intervals.clone().ok_or(CannotSay::NoModel)?;
        Ok(intervals.lower.into_iter().zip(intervals.upper))
    };
    let season_ahead = pattern.iter().cycle().skip(values.len() % season.max(1));
    Ok(ninety_five
        .point
        .iter()
        .zip(ends(&eighty)?)
        .zip(ends(&ninety_five)?)
        .zip(season_ahead)
        .map(|(((value, eighty), ninety_five), season)| ForecastPoint {
            value: value + season,
            eighty: shifted(eighty, *season),
            ninety_five: shifted(ninety_five, *season),
        })
        .collect())
}

fn shifted((low, high): (f64, f64), season: f64) -> Interval {
    Interval {
        low: low + season,
        high: high + season,
    }
}

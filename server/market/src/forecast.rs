//! What a series is going to be if it goes on as it has, how sure that is, and
//! how wrong the same method was before.

mod model;
mod rolling;

use serde::Serialize;

use crate::cannot_say::{CannotSay, Figure};
use crate::interval::Interval;
use crate::number::{real, whole};
use model::Scale;

/// Fewest whole seasons (years) that are forecast from.
pub const FORECAST_SEASONS: usize = 2;

/// How a forecast is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// As a season ago. The spread is that of the differences to a season
    /// ago, times √(k + 1) after k whole seasons (Hyndman & Athanasopoulos,
    /// 'Forecasting: Principles and Practice', 5.5).
    SeasonalNaive,
    /// The season is taken off by STL, the rest is continued by exponential
    /// smoothing with additive error, its trend none, additive or damped as
    /// the corrected Akaike criterion chooses (Hyndman et al. 2008,
    /// 'Forecasting with Exponential Smoothing'), and the season is put back.
    /// As the crates `stlrs` and `augurs` compute them.
    SeasonalSmoothing,
}

impl Method {
    /// Every method.
    pub const ALL: [Self; 2] = [Self::SeasonalNaive, Self::SeasonalSmoothing];
}

/// A period to come.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ForecastPoint {
    /// Middle of what is expected.
    pub value: f64,
    /// Where it lies in 80 of 100 cases.
    pub eighty: Interval,
    /// Where it lies in 95 of 100 cases.
    pub ninety_five: Interval,
}

/// How wrong a method was on this very series, from points in the past at which
/// it knew only what came before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PastErrors {
    /// Which method.
    pub method: Method,
    /// From how many points in the past it was tried.
    pub origins: u64,
    /// How many values it forecast in all.
    pub forecasts: u64,
    /// Mean absolute error in the unit of the series.
    pub mean_absolute: f64,
    /// Mean absolute error as a fraction of the value; `None` when one was zero.
    pub mean_relative: Option<f64>,
    /// Share of values within the method's own 80 % interval.
    pub within_eighty: f64,
    /// Share of values within the method's own 95 % interval.
    pub within_ninety_five: f64,
    /// Factor of the distance to the middle by which the 80 % interval is
    /// widened, so that it would have held 80 % of these values; 1 if it did.
    pub widened_eighty: f64,
    /// The same of the 95 % interval.
    pub widened_ninety_five: f64,
}

/// A forecast with its grounds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Forecast {
    /// The method that was the less wrong.
    pub method: Method,
    /// The periods to come, in order.
    pub points: Vec<ForecastPoint>,
    /// Past errors of the methods that could be tried, over the same points.
    pub past: Vec<PastErrors>,
}

/// Forecasts `horizon` periods of a series whose season spans `season` values.
///
/// Both [`Method`]s are tried from up to 24 points in the past (rolling origin,
/// Tashman 2000, 'Out-of-sample tests of forecasting accuracy'), and the one with
/// the smaller mean absolute error forecasts. Where the series is too short to
/// try both, the seasonal naive one does. Series above zero are forecast in
/// logarithms.
///
/// A method's own interval knows nothing of errors in the method, so it is
/// widened until it would have held as much of the past as it says, and never
/// narrowed (split conformal prediction, Lei et al. 2018, 'Distribution-free
/// predictive inference for regression', with forecasts of the past as the
/// sample).
///
/// # Errors
/// [`CannotSay::TooFewSeasons`] under [`FORECAST_SEASONS`],
/// [`CannotSay::Inconsistent`] for values that are no numbers,
/// [`CannotSay::NoModel`] when neither method gives numbers.
pub fn forecast(values: &[f64], season: usize, horizon: usize) -> Figure<Forecast> {
    let have = values.len().checked_div(season).unwrap_or(0);
    if have < FORECAST_SEASONS {
        return Err(CannotSay::TooFewSeasons {
            have,
            need: FORECAST_SEASONS,
        });
    }
    if values.iter().any(|value| !value.is_finite()) {
        return Err(CannotSay::Inconsistent);
    }
    let scale = Scale::of(values);
    let scaled: Vec<f64> = values.iter().map(|value| scale.to(*value)).collect();
    let past = rolling::past_errors(&scaled, season, horizon, scale);
    let best = past
        .iter()
        .min_by(|a, b| a.mean_absolute.total_cmp(&b.mean_absolute));
    let method = best.map_or(Method::SeasonalNaive, |errors| errors.method);
    let factors = best.map_or([1.0, 1.0], |errors| {
        [errors.widened_eighty, errors.widened_ninety_five]
    });
    let points = model::points(method, &scaled, season, horizon)?
        .into_iter()
        .map(|point| widened(point, factors))
        .map(|point| ForecastPoint {
            value: scale.back(point.value),
            eighty: point.eighty.map(|end| scale.back(end)),
            ninety_five: point.ninety_five.map(|end| scale.back(end)),
        })
        .collect();
    Ok(Forecast {
        method,
        points,
        past,
    })
}

fn widened(point: ForecastPoint, [eighty, ninety_five]: [f64; 2]) -> ForecastPoint {
    let wide = |interval: Interval, factor: f64| Interval {
        low: point.value - factor * (point.value - interval.low),
        high: point.value + factor * (interval.high - point.value),
    };
    ForecastPoint {
        value: point.value,
        eighty: wide(point.eighty, eighty),
        ninety_five: wide(point.ninety_five, ninety_five),
    }
}

/// Whole seasons that lie before a step to come, counted from 0.
pub(crate) fn seasons_before(step: usize, season: usize) -> f64 {
    real(whole(step.checked_div(season).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(months: i32) -> Vec<f64> {
        (0..months)
            .map(|month| {
                let at = f64::from(month);
                let noise = f64::from(month * 7919 % 13) / 13.0 - 0.5;
                let season = 0.2 * (at * std::f64::consts::TAU / 12.0).sin();
                (5.0 + 0.01 * at + season + 0.03 * noise).exp()
            })
            .collect()
    }

    #[test]
    fn under_two_seasons_nothing_is_forecast() {
        let refused = forecast(&series(23), 12, 6);
        assert_eq!(refused, Err(CannotSay::TooFewSeasons { have: 1, need: 2 }));
    }

    #[test]
    fn two_bare_seasons_are_forecast_as_a_season_ago() {
        let values = series(24);
        let made = forecast(&values, 12, 14).unwrap();
        assert_eq!(made.method, Method::SeasonalNaive);
        assert_eq!(made.points.len(), 14);
        assert!((made.points[0].value - values[12]).abs() < 1e-9);
        assert!((made.points[12].value - values[12]).abs() < 1e-9);
        assert_eq!(made.past.len(), 1);
    }

    #[test]
    fn a_growing_series_with_a_season_is_continued() {
        let all = series(72);
        let (known, truth) = all.split_at(60);
        let made = forecast(known, 12, 12).unwrap();
        assert_eq!(made.method, Method::SeasonalSmoothing);
        for (point, truth) in made.points.iter().zip(truth) {
            assert!(
                (point.value / truth - 1.0).abs() < 0.06,
                "{point:?} {truth}"
            );
            assert!(point.ninety_five.low < point.eighty.low);
            assert!(point.eighty.high < point.ninety_five.high);
        }
        assert!(made.past[1].mean_absolute < made.past[0].mean_absolute);
    }

    #[test]
    fn a_series_with_zeros_and_one_that_never_changes_are_forecast() {
        let mut values = series(40);
        values[5] = 0.0;
        assert!(forecast(&values, 12, 3).is_ok());
        let level = forecast(&[7.0; 48], 12, 3).unwrap();
        assert!((level.points[2].value - 7.0).abs() < 1e-6);
    }
}

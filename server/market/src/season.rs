//! Seasonal adjustment: a series without what comes back every year. The raw
//! series always stays beside it.

use domain::Timestamp;
use serde::Serialize;
use stlrs::Stl;

use crate::cannot_say::{CannotSay, Figure};
use crate::number::{length, mean};

/// Fewest whole seasons (years) that are adjusted.
pub const SEASONS_FLOOR: usize = 3;

/// Days of a year in a daily series: 29 February has none of its own.
const YEAR: usize = 365;
/// Days over which the daily pattern is averaged.
const PATTERN_DAYS: usize = 7;
/// Passes of robust fitting: months like those of 2020 then weigh nothing.
const ROBUST_PASSES: usize = 15;

/// How season and level make up a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Composition {
    /// They are added: the season is the same number of units in every year.
    Additive,
    /// They are multiplied: the season is the same fraction in every year.
    Multiplicative,
}

/// A series with and without its season.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Adjusted {
    /// As it was.
    pub raw: Vec<f64>,
    /// Without its season, in the same unit.
    pub adjusted: Vec<f64>,
    /// The season at each value: in the unit of the series when added, a
    /// factor when multiplied.
    pub seasonal: Vec<f64>,
}

/// Adjusts a series whose season spans `season` values (12 for months).
///
/// STL (Cleveland et al. 1990, 'STL: a seasonal-trend decomposition procedure
/// based on loess') as the crate `stlrs` computes it, robust, with a season that
/// is the same in every year: degree 0 and a window over all years. A
/// multiplied season is taken from logarithms.
///
/// # Errors
/// [`CannotSay::TooFewSeasons`] under [`SEASONS_FLOOR`],
/// [`CannotSay::NothingToCompare`] when a multiplied season meets a value that is
/// not above zero, [`CannotSay::Inconsistent`] for values that are no numbers.
pub fn adjust(values: &[f64], season: usize, composition: Composition) -> Figure<Adjusted> {
    let have = values.len().checked_div(season).unwrap_or(0);
    if have < SEASONS_FLOOR {
        return Err(CannotSay::TooFewSeasons {
            have,
            need: SEASONS_FLOOR,
        });
    }
    let pattern = periodic(values, season, composition)?;
    Ok(without(values, pattern.iter().cycle(), composition))
}

/// Adjusts a daily index by the day of the year, as published indices of
/// postings are: the season is a number of index points that is the same in
/// every year and nothing at the `base`, so that raw and adjusted agree there.
/// 29 February has the season of the day before it. The pattern is averaged over
/// seven days.
///
/// # Errors
/// As [`adjust`]; [`CannotSay::OutsideSeries`] when the base is not in the series.
pub fn adjust_daily(first: Timestamp, values: &[f64], base: Timestamp) -> Figure<Adjusted> {
    let mut days = Vec::with_capacity(values.len());
    let mut kept = Vec::with_capacity(values.len());
    let mut day = 0;
    for (offset, value) in (0..).zip(values) {
        let (_, month, of_month) = first.plus_days(offset).date();
        if (month, of_month) == (2, 29) {
            days.push((day + YEAR - 1) % YEAR);
            continue;
        }
        days.push(day % YEAR);
        kept.push(*value);
        day += 1;
    }
    let have = kept.len() / YEAR;
    if have < SEASONS_FLOOR {
        return Err(CannotSay::TooFewSeasons {
            have,
            need: SEASONS_FLOOR,
        });
    }
    let pattern = averaged(&periodic(&kept, YEAR, Composition::Additive)?);
    let at_base = usize::try_from(first.days_until(base))
        .ok()
        .filter(|_| first <= base)
        .and_then(|at| pattern.get(*days.get(at)?).copied())
        .ok_or(CannotSay::OutsideSeries)?;
    let rebased: Vec<f64> = pattern.iter().map(|season| season - at_base).collect();
    let seasonal: Vec<f64> = days
        .iter()
        .map(|day| rebased.get(*day).copied().unwrap_or(0.0))
        .collect();
    Ok(without(values, seasonal.iter(), Composition::Additive))
}

/// The season at each of its positions, in logarithms when multiplied. Needs two
/// whole seasons, which its callers have.
pub(crate) fn periodic(
    values: &[f64],
    season: usize,
    composition: Composition,
) -> Figure<Vec<f64>> {
    if values.iter().any(|value| !value.is_finite()) {
        return Err(CannotSay::Inconsistent);
    }
    let scaled: Vec<f64> = match composition {
        Composition::Additive => values.to_vec(),
        Composition::Multiplicative if values.iter().any(|value| *value <= 0.0) => {
            return Err(CannotSay::NothingToCompare);
        }
        Composition::Multiplicative => values.iter().map(|value| value.ln()).collect(),
    };
    let trend_window = (3 * season).div_ceil(2) | 1;
    let low_pass_window = (season + 1) | 1;
    let fit = Stl::params()
        .seasonal_length(10 * scaled.len() + 1)
        .seasonal_degree(0)
        .seasonal_jump(1)
        .trend_length(trend_window)
        .trend_jump(trend_window.div_ceil(10))
        .low_pass_length(low_pass_window)
        .low_pass_jump(low_pass_window.div_ceil(10))
        .inner_loops(2)
        .outer_loops(ROBUST_PASSES)
        .robust(true)
        .fit(&scaled, season)
        .map_err(|_| CannotSay::NoModel)?;
    let at = |position: usize| {
        let same: Vec<f64> = fit
            .seasonal()
            .iter()
            .skip(position)
            .step_by(season)
            .copied()
            .collect();
        mean(&same)
    };
    let pattern: Vec<f64> = (0..season).map(at).collect();
    let middle = mean(&pattern);
    Ok(pattern.iter().map(|season| season - middle).collect())
}

/// Each day with the three before and after it, around the turn of the year.
fn averaged(pattern: &[f64]) -> Vec<f64> {
    let days = pattern.len();
    let half = PATTERN_DAYS / 2;
    (0..days)
        .map(|day| {
            let around: Vec<f64> = (0..PATTERN_DAYS)
                .filter_map(|step| pattern.get((day + days + step - half) % days).copied())
                .collect();
            around.iter().sum::<f64>() / length(&around)
        })
        .collect()
}

fn without<'a>(
    values: &[f64],
    seasonal: impl Iterator<Item = &'a f64>,
    composition: Composition,
) -> Adjusted {
    let seasonal: Vec<f64> = seasonal
        .take(values.len())
        .map(|season| match composition {
            Composition::Additive => *season,
            Composition::Multiplicative => season.exp(),
        })
        .collect();
    let adjusted = values
        .iter()
        .zip(&seasonal)
        .map(|(value, season)| match composition {
            Composition::Additive => value - season,
            Composition::Multiplicative => value / season,
        })
        .collect();
    Adjusted {
        raw: values.to_vec(),
        adjusted,
        seasonal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(years: i32, value: impl Fn(f64) -> f64) -> Vec<f64> {
        (0..years * 12)
            .map(|month| value(f64::from(month)))
            .collect()
    }

    #[test]
    fn under_three_years_nothing_is_adjusted() {
        let two = months(2, |month| month + 1.0);
        let refused = adjust(&two, 12, Composition::Additive);
        assert_eq!(refused, Err(CannotSay::TooFewSeasons { have: 2, need: 3 }));
        let first = Timestamp::from_date(2024, 1, 1).unwrap();
        let refused = adjust_daily(first, &[1.0; 800], first);
        assert_eq!(refused, Err(CannotSay::TooFewSeasons { have: 2, need: 3 }));
    }

    #[test]
    fn a_season_on_a_line_is_taken_off() {
        let season = |month: f64| (month * std::f64::consts::TAU / 12.0).sin();
        let raw = months(5, |month| {
            (0.01 * month + 0.2 * season(month)).exp() * 100.0
        });
        let done = adjust(&raw, 12, Composition::Multiplicative).unwrap();
        for (month, adjusted) in done.adjusted.iter().enumerate() {
            let truth = (0.01 * f64::from(u32::try_from(month).unwrap())).exp() * 100.0;
            assert!(
                (adjusted / truth - 1.0).abs() < 0.02,
                "{month}: {adjusted} {truth}"
            );
        }
        assert_eq!(done.raw, raw);
    }

    #[test]
    fn a_leap_day_is_as_the_day_before_and_the_base_does_not_move() {
        let first = Timestamp::from_date(2020, 2, 1).unwrap();
        let days: Vec<f64> = (0..1500)
            .map(|day| 100.0 + 5.0 * (f64::from(day) * std::f64::consts::TAU / 365.25).sin())
            .collect();
        let done = adjust_daily(first, &days, first).unwrap();
        assert_eq!(done.seasonal.len(), days.len());
        assert_eq!(done.seasonal[28], done.seasonal[27]);
        assert!((done.adjusted[0] - days[0]).abs() < 1e-12);
        let before = adjust_daily(first, &days, first.plus_days(-1));
        assert_eq!(before, Err(CannotSay::OutsideSeries));
    }
}

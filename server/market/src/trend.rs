//! Whether a series rises or falls, and by how much a period.

use serde::Serialize;

use crate::cannot_say::{CannotSay, Figure, at_least};
use crate::interval::{Confidence, Estimate, Interval, two_sided};
use crate::number::{length, median, position, real, sorted, whole};

/// Fewest values that a trend is told from.
pub const TREND_FLOOR: u64 = 8;
/// A trend is found under this probability. It is below the usual 5 % so that
/// alarms in level series stay under that where periods depend on each other a
/// little, of which the test knows nothing.
pub const TREND_LEVEL: f64 = 0.03;

/// The trend of a series.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Trend {
    /// Number of values.
    pub n: u64,
    /// Kendall's S: pairs that rise less pairs that fall.
    pub s: f64,
    /// S over its standard deviation, corrected for continuity and ties.
    pub z: f64,
    /// Probability of an S at least this far from 0 without any trend.
    pub p_value: f64,
    /// Theil–Sen slope: change per period in the unit of the values.
    pub slope: Estimate,
}

impl Trend {
    /// Whether the test finds a trend, at [`TREND_LEVEL`].
    #[must_use]
    pub fn is_found(&self) -> bool {
        self.p_value < TREND_LEVEL
    }
}

/// Tests a series for a trend that goes one way, and measures it.
///
/// - S = Σ sign(yⱼ − yᵢ) over i < j, with Var S = (n(n−1)(2n+5) −
///   Σ t(t−1)(2t+5)) / 18 over groups of t ties, z = (S ∓ 1)/√Var S, two-sided
///   (Mann 1945; Kendall 1975, 'Rank Correlation Methods').
/// - The slope is the median of (yⱼ − yᵢ)/(j − i); its interval of 95 % lies
///   between the slopes of rank (N ∓ z·√Var S)/2 out of N (Theil 1950; Sen
///   1968, 'Estimates of the regression coefficient based on Kendall's tau').
/// - With a `season` above 1, only values of the same position in the season
///   are compared, and S and Var S are summed over positions (Hirsch, Slack &
///   Smith 1982, 'Techniques of trend analysis for monthly water quality data').
///
/// The test takes values for independent of each other beyond the trend. Numbers
/// of open roles are not, since most roles of one month are those of the month
/// before: ask about new roles.
///
/// # Errors
/// [`CannotSay::TooFew`] under [`TREND_FLOOR`] values or two seasons,
/// [`CannotSay::NoVariation`] when all are equal, [`CannotSay::Inconsistent`]
/// for values that are no numbers.
pub fn trend(values: &[f64], season: usize) -> Figure<Trend> {
    let season = season.max(1);
    let n = whole(values.len());
    at_least("periods", n, TREND_FLOOR)?;
    if season > 1 {
        at_least("periods", n, whole(season) * 2)?;
    }
    if values.iter().any(|value| !value.is_finite()) {
        return Err(CannotSay::Inconsistent);
    }
    let mut s = 0.0;
    let mut variance = 0.0;
    let mut slopes = Vec::new();
    for position in 0..season {
        let same: Vec<f64> = values
            .iter()
            .skip(position)
            .step_by(season)
            .copied()
            .collect();
        s += kendall(&same, real(whole(season)), &mut slopes);
        variance += variance_of_s(&same);
    }
    if variance <= 0.0 {
        return Err(CannotSay::NoVariation);
    }
    let z = (s - s.signum() * f64::from(u8::from(s != 0.0))) / variance.sqrt();
    Ok(Trend {
        n,
        s,
        z,
        p_value: two_sided(z),
        slope: slope(slopes, variance.sqrt())?,
    })
}

/// S of values that are `step` periods apart; adds their slopes to `slopes`.
fn kendall(values: &[f64], step: f64, slopes: &mut Vec<f64>) -> f64 {
    let mut s = 0.0;
    for (at, later) in values.iter().enumerate() {
        for (before, earlier) in values.iter().take(at).enumerate() {
            let rise = later - earlier;
            if rise != 0.0 {
                s += rise.signum();
            }
            slopes.push(rise / (real(whole(at - before)) * step));
        }
    }
    s
}

fn variance_of_s(values: &[f64]) -> f64 {
    let term = |n: f64| n * (n - 1.0) * 2.0f64.mul_add(n, 5.0);
    let ascending = sorted(values.to_vec());
    let ties: f64 = ascending
        .chunk_by(|a, b| a == b)
        .map(|equal| term(length(equal)))
        .sum();
    (term(length(values)) - ties) / 18.0
}

fn slope(slopes: Vec<f64>, deviation: f64) -> Figure<Estimate> {
    let ascending = sorted(slopes);
    let pairs = length(&ascending);
    let reach = Confidence::NinetyFive.z() * deviation;
    let low = (((pairs - reach) / 2.0).round_ties_even() - 1.0).max(0.0);
    let high = ((pairs + reach) / 2.0).round_ties_even().min(pairs - 1.0);
    let at = |rank: f64| ascending.get(position(rank)).copied();
    let interval = at(low)
        .zip(at(high))
        .map(|(low, high)| Interval { low, high });
    interval
        .zip(median(ascending.clone()))
        .map(|(interval, value)| Estimate { value, interval })
        .ok_or(CannotSay::NoVariation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_or_level_series_has_no_trend_to_tell() {
        assert!(matches!(trend(&[1.0; 7], 1), Err(CannotSay::TooFew { .. })));
        assert_eq!(trend(&[1.0; 12], 1), Err(CannotSay::NoVariation));
        let broken = [1.0, 2.0, f64::NAN, 1.0, 2.0, 3.0, 4.0, 5.0];
        assert_eq!(trend(&broken, 1), Err(CannotSay::Inconsistent));
    }

    #[test]
    fn a_season_alone_is_no_trend() {
        let wave: Vec<f64> = (0..48).map(|month| f64::from(month % 12)).collect();
        assert_eq!(trend(&wave, 12), Err(CannotSay::NoVariation));
        let rising: Vec<f64> = (0..48)
            .map(|month| f64::from(month % 12 + month / 12))
            .collect();
        let found = trend(&rising, 12).unwrap();
        assert!(found.is_found());
        assert!((found.slope.value - 1.0 / 12.0).abs() < 1e-12);
    }

    proptest::proptest! {
        #[test]
        fn a_trend_turns_with_the_series(values in proptest::collection::vec(-50_i32..50, 8..40)) {
            let up: Vec<f64> = values.iter().copied().map(f64::from).collect();
            let down: Vec<f64> = up.iter().map(|value| -value).collect();
            match (trend(&up, 1), trend(&down, 1)) {
                (Ok(up), Ok(down)) => {
                    proptest::prop_assert!((up.z + down.z).abs() < 1e-12);
                    proptest::prop_assert!((up.slope.value + down.slope.value).abs() < 1e-12);
                    proptest::prop_assert!(up.slope.interval.contains(up.slope.value));
                }
                (up, down) => proptest::prop_assert_eq!(up, down),
            }
        }
    }
}

//! What roles pay: percentiles of yearly pay in one currency.

use serde::Serialize;
use statrs::distribution::{Binomial, DiscreteCDF};

use crate::cannot_say::{CannotSay, Figure, at_least};
use crate::interval::{Confidence, Estimate, Interval};
use crate::number::{quantile, sorted, whole};

/// Fewest roles with pay that percentiles are given of.
pub const PAY_FLOOR: u64 = 30;

/// Percentiles of yearly pay, in units of one currency.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct PayPercentiles {
    /// Number of roles.
    pub n: u64,
    /// A tenth of the roles pays at most this.
    pub tenth: f64,
    /// A quarter of the roles pays at most this.
    pub quarter: f64,
    /// Half of the roles pays at most this.
    pub median: Estimate,
    /// Three quarters of the roles pay at most this.
    pub three_quarters: f64,
    /// Nine tenths of the roles pay at most this.
    pub nine_tenths: f64,
}

/// Percentiles of pays that are all of the same currency and by the year.
///
/// Quantiles of type 7 of Hyndman & Fan 1996. The interval of the median lies
/// between the order statistics r and n − r + 1 with the largest r for which
/// P(Binomial(n, ½) < r) ≤ 2.5 % (Thompson 1936; Conover, 'Practical
/// Nonparametric Statistics'), so that it needs no model of pay.
///
/// # Errors
/// [`CannotSay::TooFew`] under [`PAY_FLOOR`] roles, [`CannotSay::Inconsistent`]
/// for pay that is no number.
pub fn pay_percentiles(pays: &[f64]) -> Figure<PayPercentiles> {
    let n = whole(pays.len());
    at_least("roles with pay", n, PAY_FLOOR)?;
    if pays.iter().any(|pay| !pay.is_finite()) {
        return Err(CannotSay::Inconsistent);
    }
    let ascending = sorted(pays.to_vec());
    let at = |p: f64| quantile(&ascending, p).ok_or(CannotSay::Inconsistent);
    Ok(PayPercentiles {
        n,
        tenth: at(0.1)?,
        quarter: at(0.25)?,
        median: Estimate {
            value: at(0.5)?,
            interval: median_interval(&ascending).ok_or(CannotSay::Inconsistent)?,
        },
        three_quarters: at(0.75)?,
        nine_tenths: at(0.9)?,
    })
}

fn median_interval(ascending: &[f64]) -> Option<Interval> {
    let tail = (1.0 - Confidence::NinetyFive.level()) / 2.0;
    let ranks = Binomial::new(0.5, whole(ascending.len())).ok()?;
    // The least k with P(X ≤ k) ≥ 2.5 % is the position, from 0, of rank r.
    let below = usize::try_from(ranks.inverse_cdf(tail)).ok()?;
    let above = ascending.len().checked_sub(below + 1)?;
    Some(Interval {
        low: *ascending.get(below)?,
        high: *ascending.get(above)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_nine_roles_are_too_few() {
        let refused = pay_percentiles(&[90_000.0; 29]);
        let reason = CannotSay::TooFew {
            of: "roles with pay",
            have: 29,
            need: 30,
        };
        assert_eq!(refused, Err(reason));
    }

    proptest::proptest! {
        #[test]
        fn percentiles_ascend(pays in proptest::collection::vec(20_000.0_f64..400_000.0, 30..200)) {
            let found = pay_percentiles(&pays).unwrap();
            let inner = found.median.interval;
            proptest::prop_assert!(found.tenth <= found.quarter);
            proptest::prop_assert!(found.quarter <= found.median.value);
            proptest::prop_assert!(inner.contains(found.median.value));
            proptest::prop_assert!(found.median.value <= found.three_quarters);
            proptest::prop_assert!(found.three_quarters <= found.nine_tenths);
        }
    }
}

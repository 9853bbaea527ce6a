//! How evenly roles are spread over groups, such as industries.

use serde::Serialize;

use crate::cannot_say::{CannotSay, Figure, at_least};
use crate::interval::{Confidence, Estimate, Interval};
use crate::number::real;

/// Fewest roles that a spread is given of.
pub const SPREAD_FLOOR: u64 = 30;

/// The spread of roles over groups.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spread {
    /// Number of roles.
    pub n: u64,
    /// Groups that have any.
    pub groups: u64,
    /// Shannon's entropy in nats; 0 when one group has all.
    pub entropy: Estimate,
    /// Number of groups of equal size with the same entropy, `exp(H)` (Hill
    /// 1973, 'Diversity and evenness').
    pub effective_groups: Estimate,
}

/// Spread of counts over groups.
///
/// H = −Σ p·ln p (Shannon 1948) plus (k − 1)/2n for k groups with any role,
/// since few roles show too little of the spread (Miller 1955, 'Note on the bias
/// of information estimates'); its interval of 95 % has the variance
/// (Σ p·ln²p − H²)/n of Basharin 1959, 'On a statistical estimate for the
/// entropy of a sequence of independent random variables'.
///
/// # Errors
/// [`CannotSay::TooFew`] under [`SPREAD_FLOOR`] roles,
/// [`CannotSay::NoVariation`] when all are in one group.
pub fn spread(counts: &[u64]) -> Figure<Spread> {
    let n: u64 = counts.iter().sum();
    at_least("roles with a known group", n, SPREAD_FLOOR)?;
    let shares = || {
        let taken = counts.iter().filter(|count| **count > 0);
        taken.map(|count| real(*count) / real(n))
    };
    let groups = crate::number::whole(shares().count());
    if groups < 2 {
        return Err(CannotSay::NoVariation);
    }
    let plain: f64 = shares().map(|p| -p * p.ln()).sum();
    let squares: f64 = shares().map(|p| p * p.ln() * p.ln()).sum();
    let variance = ((squares - plain * plain) / real(n)).max(0.0);
    let value = plain + real(groups - 1) / (2.0 * real(n));
    let distance = Confidence::NinetyFive.z() * variance.sqrt();
    let entropy = Estimate {
        value,
        interval: Interval::around(value, distance),
    };
    Ok(Spread {
        n,
        groups,
        entropy,
        effective_groups: entropy.map(f64::exp),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_groups_are_as_many_as_they_are() {
        let even = spread(&[1000, 1000, 1000, 1000, 0]).unwrap();
        assert_eq!(even.groups, 4);
        assert!((even.effective_groups.value - 4.0).abs() < 0.01);
    }

    #[test]
    fn one_group_or_few_roles_have_no_spread() {
        assert_eq!(spread(&[100, 0]), Err(CannotSay::NoVariation));
        assert!(matches!(spread(&[10, 10]), Err(CannotSay::TooFew { .. })));
        assert!(matches!(
            spread(&[]),
            Err(CannotSay::TooFew { have: 0, .. })
        ));
    }
}

//! Shares: how many of how many, with the interval that belongs to it.

use serde::Serialize;

use crate::cannot_say::{CannotSay, Figure, at_least};
use crate::interval::{Confidence, Estimate, Interval, two_sided};
use crate::number::real;

/// A number of roles out of a number of roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    hits: u64,
    of: u64,
}

impl Share {
    /// `hits` out of `of`.
    ///
    /// # Errors
    /// [`CannotSay::TooFew`] out of nothing, [`CannotSay::Inconsistent`] when
    /// there are more hits than there is to hit.
    pub const fn new(hits: u64, of: u64) -> Figure<Self> {
        if hits > of {
            return Err(CannotSay::Inconsistent);
        }
        match at_least("postings", of, 1) {
            Ok(()) => Ok(Self { hits, of }),
            Err(reason) => Err(reason),
        }
    }

    /// How many there are.
    #[must_use]
    pub const fn hits(self) -> u64 {
        self.hits
    }

    /// Out of how many.
    #[must_use]
    pub const fn of(self) -> u64 {
        self.of
    }

    /// The share as a fraction from 0 to 1.
    #[must_use]
    pub fn value(self) -> f64 {
        real(self.hits) / real(self.of)
    }

    /// Wilson's score interval,
    /// `(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)`, from 0 to 1.
    /// Source: Wilson 1927, 'Probable inference, the law of succession, and
    /// statistical inference'.
    #[must_use]
    pub fn interval(self, confidence: Confidence) -> Interval {
        let (n, p, z) = (real(self.of), self.value(), confidence.z());
        let z2 = z * z;
        let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
        let spread = (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt() * z / (1.0 + z2 / n);
        Interval {
            low: if self.hits == 0 {
                0.0
            } else {
                (middle - spread).max(0.0)
            },
            high: if self.hits == self.of {
                1.0
            } else {
                (middle + spread).min(1.0)
            },
        }
    }

    /// The share with its interval of 95 %.
    #[must_use]
    pub fn estimate(self) -> Estimate {
        Estimate {
            value: self.value(),
            interval: self.interval(Confidence::NinetyFive),
        }
    }

    /// How much larger `after` is, as a difference of fractions from −1 to 1,
    /// with the 95 % interval of Newcombe 1998, 'Interval estimation for the
    /// difference between independent proportions', method 10: Wilson's limits
    /// l and u of both shares combined as
    /// `d − √((p₂−l₂)² + (u₁−p₁)²)` to `d + √((u₂−p₂)² + (p₁−l₁)²)`.
    #[must_use]
    pub fn difference(self, after: Self) -> Estimate {
        let (p1, p2) = (self.value(), after.value());
        let before = self.interval(Confidence::NinetyFive);
        let later = after.interval(Confidence::NinetyFive);
        let value = p2 - p1;
        Estimate {
            value,
            interval: Interval {
                low: value - (p2 - later.low).hypot(before.high - p1),
                high: value + (later.high - p2).hypot(p1 - before.low),
            },
        }
    }

    /// How many times as large `after` is, with the 95 % interval of Katz et
    /// al. 1978, 'Obtaining confidence intervals for the risk ratio in cohort
    /// studies': `exp(ln(p₂/p₁) ± z·√((1−p₁)/x₁ + (1−p₂)/x₂))`.
    ///
    /// # Errors
    /// [`CannotSay::NothingToCompare`] when either has no hits.
    pub fn ratio(self, after: Self) -> Figure<Estimate> {
        if self.hits == 0 || after.hits == 0 {
            return Err(CannotSay::NothingToCompare);
        }
        let variance =
            (1.0 - self.value()) / real(self.hits) + (1.0 - after.value()) / real(after.hits);
        let value = (after.value() / self.value()).ln();
        let distance = Confidence::NinetyFive.z() * variance.sqrt();
        Ok(Estimate {
            value,
            interval: Interval::around(value, distance),
        }
        .map(f64::exp))
    }

    /// Probability of a difference at least this large if the shares were
    /// equal: two-sided z test with the pooled share (Fleiss, 'Statistical
    /// Methods for Rates and Proportions'). 1 when both are none or all.
    #[must_use]
    pub fn p_value(self, after: Self) -> f64 {
        let (n1, n2) = (real(self.of), real(after.of));
        let pooled = (real(self.hits) + real(after.hits)) / (n1 + n2);
        let variance = pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n2);
        if variance <= 0.0 {
            return 1.0;
        }
        two_sided((after.value() - self.value()) / variance.sqrt())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_nothing_or_of_too_little_is_no_share() {
        assert!(matches!(Share::new(0, 0), Err(CannotSay::TooFew { .. })));
        assert_eq!(Share::new(3, 2), Err(CannotSay::Inconsistent));
    }

    #[test]
    fn nothing_grows_from_no_hits() {
        let none = Share::new(0, 100).unwrap();
        let some = Share::new(5, 100).unwrap();
        assert_eq!(none.ratio(some), Err(CannotSay::NothingToCompare));
        assert!(none.difference(some).value > 0.0);
        assert_eq!(none.p_value(none), 1.0);
    }

    proptest::proptest! {
        #[test]
        fn a_share_lies_in_its_interval(of in 1_u64..1_000_000, part in 0.0_f64..=1.0) {
            let hits = crate::number::whole(crate::number::position(real(of) * part));
            let share = Share::new(hits, of).unwrap();
            let wide = share.interval(Confidence::NinetyFive);
            let narrow = share.interval(Confidence::Eighty);
            proptest::prop_assert!(wide.low <= narrow.low && narrow.high <= wide.high);
            proptest::prop_assert!(narrow.contains(share.value()));
            proptest::prop_assert!(0.0 <= wide.low && wide.high <= 1.0);
        }

        #[test]
        fn a_difference_turns_around_with_its_shares(a in 0_u64..50, b in 0_u64..50) {
            let (a, b) = (Share::new(a, 50).unwrap(), Share::new(b, 50).unwrap());
            let (there, back) = (a.difference(b), b.difference(a));
            proptest::prop_assert!((there.value + back.value).abs() < 1e-12);
            proptest::prop_assert!((there.interval.low + back.interval.high).abs() < 1e-12);
            proptest::prop_assert!(there.interval.contains(there.value));
        }
    }
}

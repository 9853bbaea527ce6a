//! What is asked for together, beyond what chance alone would bring together.

use serde::Serialize;

use crate::cannot_say::{CannotSay, Figure, at_least};
use crate::interval::{Confidence, Estimate, Interval};
use crate::number::real;

/// Fewest postings with both that a lift is given of.
pub const LIFT_FLOOR: u64 = 5;

/// Postings with one skill, another, and both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Together {
    /// All postings.
    pub all: u64,
    /// Those with the one.
    pub one: u64,
    /// Those with the other.
    pub other: u64,
    /// Those with both.
    pub both: u64,
}

impl Together {
    /// How many times as often the two come together as they would by chance:
    /// `p₁₁ / (p₁·p₂)`, 1 if they have nothing to do with each other (Brin et
    /// al. 1997, 'Dynamic itemset counting and implication rules for market
    /// basket data'). The interval of 95 % is that of the logarithm by the delta
    /// method on multinomial counts (Agresti, 'Categorical Data Analysis',
    /// 16.1): with g the gradient of ln lift, Var = (Σ g²p − (Σ g·p)²)/n.
    ///
    /// # Errors
    /// [`CannotSay::TooFew`] under [`LIFT_FLOOR`] postings with both,
    /// [`CannotSay::Inconsistent`] for counts that cannot be.
    pub fn lift(self) -> Figure<Estimate> {
        let apart = self
            .one
            .checked_add(self.other)
            .map(|sum| sum.saturating_sub(self.both));
        if self.both > self.one.min(self.other) || apart.is_none_or(|sum| sum > self.all) {
            return Err(CannotSay::Inconsistent);
        }
        at_least("postings with both", self.both, LIFT_FLOOR)?;
        let n = real(self.all);
        let [p11, p1, p2] = [self.both, self.one, self.other].map(|count| real(count) / n);
        let g11 = 1.0 / p11 - 1.0 / p1 - 1.0 / p2;
        let squares = g11 * g11 * p11 + (p1 - p11) / (p1 * p1) + (p2 - p11) / (p2 * p2);
        // Σ g·p is 1 − 1 − 1.
        let variance = ((squares - 1.0) / n).max(0.0);
        let value = (p11 / (p1 * p2)).ln();
        Ok(Estimate {
            value,
            interval: Interval::around(value, Confidence::NinetyFive.z() * variance.sqrt()),
        }
        .map(f64::exp))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn independent_skills_have_a_lift_of_one() {
        let counts = Together {
            all: 1000,
            one: 200,
            other: 300,
            both: 60,
        };
        let lift = counts.lift().unwrap();
        assert!((lift.value - 1.0).abs() < 1e-12);
        assert!(!lift.excludes(1.0));
    }

    #[test]
    fn few_or_impossible_counts_are_refused() {
        let few = Together {
            all: 1000,
            one: 200,
            other: 300,
            both: 4,
        };
        assert!(matches!(few.lift(), Err(CannotSay::TooFew { have: 4, .. })));
        let impossible = Together {
            all: 100,
            one: 20,
            other: 30,
            both: 21,
        };
        assert_eq!(impossible.lift(), Err(CannotSay::Inconsistent));
        let crowded = Together {
            all: 100,
            one: 80,
            other: 90,
            both: 10,
        };
        assert_eq!(crowded.lift(), Err(CannotSay::Inconsistent));
    }
}

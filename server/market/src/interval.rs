//! Intervals: between which values the truth lies, and how surely.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

/// How surely an interval holds the truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Confidence {
    /// In 80 of 100 cases.
    Eighty,
    /// In 95 of 100 cases.
    NinetyFive,
}

impl Confidence {
    /// The level as a fraction.
    #[must_use]
    pub const fn level(self) -> f64 {
        match self {
            Self::Eighty => 0.80,
            Self::NinetyFive => 0.95,
        }
    }

    /// Two-sided quantile of the standard normal distribution, `Φ⁻¹((1 + level) / 2)`.
    #[must_use]
    pub const fn z(self) -> f64 {
        match self {
            Self::Eighty => 1.281_551_565_544_600_4,
            Self::NinetyFive => 1.959_963_984_540_054,
        }
    }

    /// Two-sided quantile of Student's distribution with `freedom` degrees.
    pub(crate) fn t(self, freedom: f64) -> f64 {
        StudentsT::new(0.0, 1.0, freedom).map_or(self.z(), |student| {
            student.inverse_cdf(f64::midpoint(1.0, self.level()))
        })
    }
}

/// A range of values with both ends in it, in the unit of its figure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// Around a value, by the same distance to both sides.
    #[must_use]
    pub const fn around(value: f64, distance: f64) -> Self {
        Self {
            low: value - distance,
            high: value + distance,
        }
    }

    /// Whether a value lies in it.
    #[must_use]
    pub const fn contains(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// With a function that grows applied to both ends.
    #[must_use]
    pub fn map(self, grows: impl Fn(f64) -> f64) -> Self {
        Self {
            low: grows(self.low),
            high: grows(self.high),
        }
    }
}

/// A figure with the interval of 95 % around it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The figure itself.
    pub value: f64,
    /// Where the truth lies in 95 of 100 cases.
    pub interval: Interval,
}

impl Estimate {
    /// With a function that grows applied to the figure and both ends.
    #[must_use]
    pub fn map(self, grows: impl Fn(f64) -> f64) -> Self {
        Self {
            value: grows(self.value),
            interval: self.interval.map(&grows),
        }
    }

    /// Whether the interval leaves out what would be no effect.
    #[must_use]
    pub const fn excludes(self, no_effect: f64) -> bool {
        !self.interval.contains(no_effect)
    }
}

/// Probability that a standard normal value is at most `z`.
pub(crate) fn normal_below(z: f64) -> f64 {
    Normal::standard().cdf(z)
}

/// The standard normal value below which a value lies with a probability.
pub(crate) fn normal_quantile(below: f64) -> f64 {
    Normal::standard().inverse_cdf(below)
}

/// Probability of a standard normal value at least as far from 0 as `z`.
pub(crate) fn two_sided(z: f64) -> f64 {
    (2.0 * Normal::standard().sf(z.abs())).min(1.0)
}

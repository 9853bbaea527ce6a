//! Values that can be drawn: finite, with ends in order, in a unit.

use serde::Serialize;

use crate::{Currency, PayPeriod};

/// What a value is, and so how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A part of a whole, 0 to 1: `9.8 %`.
    Share,
    /// A relative difference, 0 for none: `+12 %`.
    Change,
    /// A number of things: `1,204`.
    Count,
    /// A level against a base of 100: `112.4`.
    Index,
    /// How many times as much, 1 for the same: `1.8 ×`.
    Times,
    /// A number of years: `3.5 years`.
    Years,
    /// Pay in whole units: `$142,000`.
    Pay(Currency, PayPeriod),
}

impl Serialize for Unit {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Share => serializer.serialize_str("share"),
            Self::Change => serializer.serialize_str("change"),
            Self::Count => serializer.serialize_str("count"),
            Self::Index => serializer.serialize_str("index"),
            Self::Times => serializer.serialize_str("times"),
            Self::Years => serializer.serialize_str("years"),
            Self::Pay(currency, period) => {
                serializer.collect_str(&format_args!("{currency}/{}", period.slug()))
            }
        }
    }
}

/// Two finite ends in order.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    low: f64,
    high: f64,
}

impl Interval {
    /// `None` unless both ends are finite and in order.
    #[must_use]
    pub fn new(low: f64, high: f64) -> Option<Self> {
        (low.is_finite() && high.is_finite() && low <= high).then_some(Self { low, high })
    }

    /// The lower end.
    #[must_use]
    pub const fn low(self) -> f64 {
        self.low
    }

    /// The upper end.
    #[must_use]
    pub const fn high(self) -> f64 {
        self.high
    }

    /// Whether a value lies within it, ends included.
    #[must_use]
    pub fn contains(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }
}

/// A finite value with its 95 % interval, where there is one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    value: f64,
    interval: Option<Interval>,
}

impl Estimate {
    /// A value without an interval; `None` unless it is finite.
    #[must_use]
    pub fn exact(value: f64) -> Option<Self> {
        value.is_finite().then_some(Self {
            value,
            interval: None,
        })
    }

    /// A value with its interval; `None` unless all three are finite and the
    /// ends in order.
    #[must_use]
    pub fn between(value: f64, low: f64, high: f64) -> Option<Self> {
        Some(Self {
            interval: Some(Interval::new(low, high)?),
            ..Self::exact(value)?
        })
    }

    /// The value.
    #[must_use]
    pub const fn value(self) -> f64 {
        self.value
    }

    /// Its 95 % interval.
    #[must_use]
    pub const fn interval(self) -> Option<Interval> {
        self.interval
    }

    /// The lowest value that is drawn.
    #[must_use]
    pub fn low(self) -> f64 {
        self.interval
            .map_or(self.value, |interval| interval.low.min(self.value))
    }

    /// The highest value that is drawn.
    #[must_use]
    pub fn high(self) -> f64 {
        self.interval
            .map_or(self.value, |interval| interval.high.max(self.value))
    }
}

/// The 10th, 25th, 50th, 75th and 90th percentile, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Percentiles([f64; 5]);

impl Percentiles {
    /// `None` unless all are finite and none is smaller than the one before.
    #[must_use]
    pub fn new(values: [f64; 5]) -> Option<Self> {
        let finite = values.iter().all(|value| value.is_finite());
        (finite && values.is_sorted()).then_some(Self(values))
    }

    /// All five, lowest first.
    #[must_use]
    pub const fn values(self) -> [f64; 5] {
        self.0
    }
}

/// Why there is no figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "withheld", rename_all = "lowercase")]
pub enum Withheld {
    /// Fewer postings than the floor for such a figure.
    TooFew {
        /// How many there are.
        n: u64,
        /// How many there must be.
        floor: u64,
    },
    /// Nothing was collected for it.
    NoData,
    /// Another reason, as a sentence that a reader understands.
    Because {
        /// The sentence.
        reason: String,
    },
}

impl Withheld {
    /// The reason as a sentence.
    #[must_use]
    pub fn reason(&self) -> String {
        match self {
            Self::TooFew { n: 0, floor } => {
                format!("No posting says so; a figure needs {floor}.")
            }
            Self::TooFew { n: 1, floor } => {
                format!("Only 1 posting says so; a figure needs {floor}.")
            }
            Self::TooFew { n, floor } => {
                format!("Only {n} postings say so; a figure needs {floor}.")
            }
            Self::NoData => "No posting of this kind was collected.".to_owned(),
            Self::Because { reason } => reason.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_finite_ordered_values_can_be_drawn() {
        assert_eq!(Estimate::exact(f64::NAN), None);
        assert_eq!(Estimate::between(0.5, f64::NEG_INFINITY, 1.0), None);
        assert_eq!(Interval::new(0.4, 0.3), None);
        assert_eq!(Percentiles::new([1.0, 2.0, 3.0, 5.0, 4.0]), None);
        assert!(Percentiles::new([1.0, 1.0, 1.0, 1.0, 1.0]).is_some());
    }

    #[test]
    fn an_estimate_reaches_as_far_as_its_interval_and_its_value() {
        let inside = Estimate::between(0.5, 0.4, 0.7).unwrap();
        assert_eq!((inside.low(), inside.high()), (0.4, 0.7));
        let outside = Estimate::between(0.3, 0.4, 0.7).unwrap();
        assert_eq!((outside.low(), outside.high()), (0.3, 0.7));
        assert!(Interval::new(-0.1, 0.1).unwrap().contains(0.0));
    }

    #[test]
    fn a_withheld_figure_says_why() {
        let reasons: Vec<_> = [
            Withheld::TooFew { n: 0, floor: 30 },
            Withheld::TooFew { n: 1, floor: 30 },
            Withheld::TooFew { n: 12, floor: 30 },
            Withheld::NoData,
        ]
        .iter()
        .map(Withheld::reason)
        .collect();
        insta::assert_snapshot!(reasons.join("\n"), @r"
        No posting says so; a figure needs 30.
        Only 1 posting says so; a figure needs 30.
        Only 12 postings say so; a figure needs 30.
        No posting of this kind was collected.
        ");
    }
}

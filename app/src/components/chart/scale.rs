//! Scales with round numbers: where a value stands, and where gridlines do.

use domain::Unit;

/// Part of the range that a free scale leaves at its ends.
const ROOM: f64 = 0.04;

/// Whether a scale must begin at the value that stands for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Lengths and heights are compared: from nothing on.
    Base,
    /// Places are compared: from the lowest value on.
    Free,
}

impl Origin {
    /// How lines of a unit are drawn: an index is compared with itself.
    pub(crate) fn of_lines(unit: Unit) -> Self {
        if unit == Unit::Index {
            Self::Free
        } else {
            Self::Base
        }
    }
}

/// A range of values with gridlines at round numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
    step: f64,
}

impl Scale {
    /// A range around these values with about `lines` gridlines. From a base it
    /// goes to a gridline at one end and the farthest value at the other; a free
    /// one leaves a little room at both.
    pub(crate) fn around(
        unit: Unit,
        origin: Origin,
        values: impl IntoIterator<Item = f64>,
        lines: u8,
    ) -> Self {
        let (mut low, mut high) = values
            .into_iter()
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        if low > high {
            (low, high) = (base(unit), base(unit));
        }
        if origin == Origin::Base {
            low = low.min(base(unit));
            high = high.max(base(unit));
        }
        let lacking = (least_span(unit) - (high - low)).max(0.0);
        let room = match origin {
            Origin::Base => 0.0,
            Origin::Free => lacking / 2.0 + (high - low) * ROOM,
        };
        (low, high) = match origin {
            Origin::Base => (low, high + lacking),
            Origin::Free => (low - room, high + room),
        };
        let step = round_step((high - low) / f64::from(lines.max(1)));
        if origin == Origin::Base {
            low = (low / step + 1e-9).floor() * step;
        }
        Self { low, high, step }
    }

    /// A scale that fits a row of bars: its ends are the values' own.
    pub(crate) fn close(unit: Unit, values: impl IntoIterator<Item = f64>) -> Self {
        let base = base(unit);
        let (low, high) = values
            .into_iter()
            .filter(|value| value.is_finite())
            .fold((base, base), |(low, high), value| {
                (low.min(value), high.max(value))
            });
        let high = if high - low > 0.0 {
            high
        } else {
            low + least_span(unit)
        };
        Self {
            low,
            high,
            step: high - low,
        }
    }

    /// Where a value stands, 0 at the low end and 1 at the high one.
    pub(crate) fn place(self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// The values of its gridlines, lowest first.
    pub(crate) fn lines(self) -> Vec<f64> {
        let first = (self.low / self.step - 1e-6).ceil();
        let mut lines = Vec::new();
        for index in 0_u8..24 {
            let value = (first + f64::from(index)) * self.step;
            if value > self.high + self.step * 1e-6 {
                break;
            }
            lines.push(value);
        }
        lines
    }

    /// The distance of its gridlines.
    pub(crate) const fn step(self) -> f64 {
        self.step
    }

    /// Its low end.
    pub(crate) const fn low(self) -> f64 {
        self.low
    }

    /// Its high end.
    pub(crate) const fn high(self) -> f64 {
        self.high
    }
}

/// The value that stands for nothing at all: where bars begin.
pub(crate) const fn base(unit: Unit) -> f64 {
    match unit {
        Unit::Index => 100.0,
        Unit::Times => 1.0,
        _ => 0.0,
    }
}

/// What the scale spans when all values are the same.
const fn least_span(unit: Unit) -> f64 {
    match unit {
        Unit::Share | Unit::Change => 0.01,
        Unit::Count => 4.0,
        Unit::Index => 10.0,
        Unit::Times | Unit::Years => 1.0,
        Unit::Pay(..) => 100.0,
    }
}

/// The next of 1, 2, 2.5, 5 × 10ⁿ that is not smaller.
fn round_step(rough: f64) -> f64 {
    let power = 10.0_f64.powf(rough.log10().floor());
    let factor = [1.0, 2.0, 2.5, 5.0]
        .into_iter()
        .find(|factor| rough <= factor * power * (1.0 + 1e-9))
        .unwrap_or(10.0);
    factor * power
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(unit: Unit, values: &[f64]) -> Vec<f64> {
        Scale::around(unit, Origin::of_lines(unit), values.iter().copied(), 4)
            .lines()
            .into_iter()
            .map(|value| (value * 1e6).round() / 1e6)
            .collect()
    }

    #[test]
    fn gridlines_stand_at_round_numbers() {
        let cases: [(Unit, &[f64], &[f64]); 8] = [
            (Unit::Share, &[0.041, 0.098], &[0.0, 0.025, 0.05, 0.075]),
            (Unit::Share, &[0.31, 0.97], &[0.0, 0.25, 0.5, 0.75]),
            (Unit::Count, &[17.0, 1_204.0], &[0.0, 500.0, 1_000.0]),
            (Unit::Index, &[83.0, 131.0], &[100.0, 120.0]),
            (Unit::Change, &[-0.03, 0.08], &[-0.05, 0.0, 0.05]),
            (
                Unit::Share,
                &[0.0, 0.0],
                &[0.0, 0.0025, 0.005, 0.0075, 0.01],
            ),
            (Unit::Count, &[], &[0.0, 1.0, 2.0, 3.0, 4.0]),
            (Unit::Index, &[100.0], &[95.0, 97.5, 100.0, 102.5, 105.0]),
        ];
        for (unit, values, expected) in cases {
            assert_eq!(lines(unit, values), expected, "{unit:?} {values:?}");
        }
    }

    #[test]
    fn values_stand_between_the_ends() {
        let scale = Scale::around(Unit::Share, Origin::Base, [0.0, 0.1], 4);
        assert_eq!(scale.place(0.0), 0.0);
        assert!((scale.place(0.05) - 0.5).abs() < 1e-9);
        assert_eq!(scale.place(0.4), 1.0);
        let close = Scale::close(Unit::Change, [-0.1, 0.3]);
        assert!((close.place(0.0) - 0.25).abs() < 1e-9);
    }

    proptest::proptest! {
        #[test]
        fn a_scale_holds_all_values_and_few_lines(
            values in proptest::collection::vec(-1e7_f64..1e7, 0..20),
        ) {
            for unit in [Unit::Count, Unit::Index, Unit::Times, Unit::Change] {
                let scale = Scale::around(unit, Origin::of_lines(unit), values.iter().copied(), 4);
                let inside = |value: &f64| scale.low() <= value + 1e-6 && *value <= scale.high() + 1e-6;
                proptest::prop_assert!(values.iter().all(inside));
                proptest::prop_assert!((2..=7).contains(&scale.lines().len()));
            }
        }
    }
}

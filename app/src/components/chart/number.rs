//! Values in words and digits, the same on every machine.

use domain::{Currency, Interval, Unit};

/// A value with its unit: `9.8 %`, `+12 %`, `1,204`, `$142,000`.
pub(crate) fn written(unit: Unit, value: f64) -> String {
    with_unit(unit, &bare(unit, value))
}

/// A value without its unit, for a table whose heading names it.
pub(crate) fn bare(unit: Unit, value: f64) -> String {
    digits(unit, value, decimals(unit, value))
}

/// Both ends with their unit: `8.9–10.7 %`.
pub(crate) fn interval(unit: Unit, ends: Interval) -> String {
    with_unit(unit, &bare_interval(unit, ends))
}

/// Both ends without their unit, with a decimal each when one of them has it.
pub(crate) fn bare_interval(unit: Unit, ends: Interval) -> String {
    let (low, high) = (decimals(unit, ends.low()), decimals(unit, ends.high()));
    let (low, high) = (low.max(high.min(1)), high.max(low.min(1)));
    let low = digits(unit, ends.low(), low);
    let high = digits(unit, ends.high(), high);
    let link = if ends.low() < 0.0 || unit == Unit::Change {
        " to "
    } else {
        "–"
    };
    format!("{low}{link}{high}")
}

/// A value at a gridline, with the decimals that the distance of lines needs.
pub(crate) fn tick(unit: Unit, value: f64, step: f64) -> String {
    let factor = factor(unit);
    if value == 0.0 {
        return with_unit(unit, "0");
    }
    if let Unit::Pay(currency, _) = unit
        && step >= 1_000.0
    {
        let places = needed_decimals(step / 1_000.0);
        let thousands = grouped(value / 1_000.0, places);
        return format!("{}{thousands}k", sign(currency));
    }
    with_unit(unit, &digits(unit, value, needed_decimals(step * factor)))
}

/// What a column of values is headed with: `Share, %`.
pub(crate) fn heading(unit: Unit) -> String {
    match unit {
        Unit::Share => "Share, %".to_owned(),
        Unit::Change => "Difference, %".to_owned(),
        Unit::Count => "Count".to_owned(),
        Unit::Index => "Index".to_owned(),
        Unit::Times => "Times".to_owned(),
        Unit::Years => "Years".to_owned(),
        Unit::Pay(currency, period) => format!("{currency} a {}", period.label()),
    }
}

/// `1234.5` as `1,234.5`, with a true minus sign.
pub(crate) fn grouped(value: f64, places: usize) -> String {
    let text = format!("{:.places$}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    if value < 0.0 && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
        out.push('−');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

fn digits(unit: Unit, value: f64, places: usize) -> String {
    let text = grouped(value * factor(unit), places);
    let rises = unit == Unit::Change && value > 0.0;
    if rises && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
        format!("+{text}")
    } else {
        text
    }
}

fn with_unit(unit: Unit, digits: &str) -> String {
    match unit {
        Unit::Share | Unit::Change => format!("{digits} %"),
        Unit::Count | Unit::Index => digits.to_owned(),
        Unit::Times => format!("{digits} ×"),
        Unit::Years => format!("{digits} years"),
        Unit::Pay(currency, _) => match digits.strip_prefix('−') {
            Some(positive) => format!("−{}{positive}", sign(currency)),
            None => format!("{}{digits}", sign(currency)),
        },
    }
}

/// The currency's sign; a code stands before its figure with a fixed space.
fn sign(currency: Currency) -> String {
    currency.sign().replace(' ', "\u{a0}")
}

const fn factor(unit: Unit) -> f64 {
    match unit {
        Unit::Share | Unit::Change => 100.0,
        _ => 1.0,
    }
}

/// Decimals that a single value is worth: a percentage below ten has one,
/// below a tenth two.
fn decimals(unit: Unit, value: f64) -> usize {
    let size = (value * factor(unit)).abs();
    match unit {
        Unit::Share | Unit::Change if size == 0.0 => 0,
        Unit::Share | Unit::Change if size < 0.095 => 2,
        Unit::Share | Unit::Change if size < 9.95 => 1,
        Unit::Share | Unit::Change | Unit::Count => 0,
        Unit::Index | Unit::Times | Unit::Years => 1,
        Unit::Pay(..) if size < 995.0 && value.fract() != 0.0 => 2,
        Unit::Pay(..) => 0,
    }
}

/// The fewest decimals that tell multiples of `step` apart, at most four.
fn needed_decimals(step: f64) -> usize {
    (0_i32..4)
        .zip(0_usize..)
        .find(|(power, _)| {
            let scaled = step * 10.0_f64.powi(*power);
            (scaled - scaled.round()).abs() < 1e-6
        })
        .map_or(4, |(_, places)| places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::PayPeriod;

    const PAY: Unit = Unit::Pay(Currency::USD, PayPeriod::Year);

    #[test]
    fn values_are_written_in_their_unit() {
        let cases = [
            (Unit::Share, 0.0, "0 %"),
            (Unit::Share, 0.0004, "0.04 %"),
            (Unit::Share, 0.0412, "4.1 %"),
            (Unit::Share, 0.0996, "10 %"),
            (Unit::Share, 1.0, "100 %"),
            (Unit::Change, 0.124, "+12 %"),
            (Unit::Change, -0.034, "−3.4 %"),
            (Unit::Change, 0.0, "0 %"),
            (Unit::Count, 1_204.0, "1,204"),
            (Unit::Count, -0.2, "0"),
            (Unit::Index, 112.44, "112.4"),
            (Unit::Times, 1.84, "1.8 ×"),
            (Unit::Years, 3.5, "3.5 years"),
            (PAY, 142_000.0, "$142,000"),
            (Unit::Pay(Currency::USD, PayPeriod::Hour), 62.5, "$62.50"),
        ];
        for (unit, value, expected) in cases {
            assert_eq!(written(unit, value), expected);
        }
    }

    #[test]
    fn both_ends_of_an_interval_have_the_same_decimals() {
        let ends = |low, high| Interval::new(low, high).unwrap();
        assert_eq!(interval(Unit::Share, ends(0.0891, 0.1071)), "8.9–10.7 %");
        assert_eq!(interval(Unit::Share, ends(0.36, 0.40)), "36–40 %");
        assert_eq!(interval(Unit::Share, ends(0.0002, 0.012)), "0.02–1.2 %");
        assert_eq!(interval(Unit::Change, ends(-0.02, 0.12)), "−2.0 to +12.0 %");
        assert_eq!(
            interval(PAY, ends(120_000.0, 160_000.0)),
            "$120,000–160,000"
        );
    }

    #[test]
    fn ticks_have_the_decimals_of_their_step() {
        assert_eq!(tick(Unit::Share, 0.025, 0.025), "2.5 %");
        assert_eq!(tick(Unit::Share, 0.1, 0.05), "10 %");
        assert_eq!(tick(Unit::Share, 0.0, 0.0025), "0 %");
        assert_eq!(tick(Unit::Count, 1_500.0, 500.0), "1,500");
        assert_eq!(tick(Unit::Index, 100.0, 20.0), "100");
        assert_eq!(tick(PAY, 150_000.0, 50_000.0), "$150k");
        assert_eq!(tick(PAY, 0.0, 50_000.0), "$0");
        assert_eq!(tick(PAY, 2_500.0, 2_500.0), "$2.5k");
    }
}

//! Pay of demo roles: a known model, and the ways in which it is written.

use domain::{Employment, PayPeriod, Salary, Seniority};

use super::dice::Dice;
use super::geography::{Country, Grouping};
use super::roles::{family_pay, seniority_pay};
use super::skills::pay_effect;

/// Share of roles that state pay.
pub(crate) const STATED: f64 = 0.55;

/// Spread of a role's middle around the model, one side, as a fraction.
pub(crate) const NOISE: f64 = 0.09;

/// Middle of a role's yearly pay by the model, before noise, units of the currency.
pub(crate) fn model(
    country: &Country,
    family: domain::RoleFamily,
    level: Option<Seniority>,
    required: &[&str],
) -> f64 {
    let skills: f64 = required.iter().map(|skill| pay_effect(skill)).product();
    country.pay * family_pay(family) * seniority_pay(level) * skills
}

/// Draws the stated range around a yearly middle; `None` when the role keeps it to itself.
pub(crate) fn stated(
    country: &Country,
    middle: f64,
    employment: Option<Employment>,
    dice: &mut Dice,
) -> Option<Salary> {
    let noise = 1.0 - NOISE + 2.0 * NOISE * dice.fraction();
    let half = 0.05 + 0.09 * dice.fraction();
    let form = dice.between(0, 99);
    let by_the_hour = dice.chance(0.5);
    if !dice.chance(STATED) {
        return None;
    }
    let (period, divisor, step) = match employment {
        Some(Employment::Contract) if by_the_hour => (PayPeriod::Hour, 2_080.0, 5.0),
        Some(Employment::Contract) => (PayPeriod::Day, 260.0, 10.0),
        _ if country.period == PayPeriod::Month => (PayPeriod::Month, 12.0, 100.0),
        _ => (PayPeriod::Year, 1.0, 1_000.0),
    };
    let middle = middle * noise / divisor;
    // About three significant digits, as people state pay.
    let step = if middle > step * 1_500.0 {
        step * 50.0
    } else if middle > step * 350.0 {
        step * 5.0
    } else {
        step
    };
    let low = rounded(middle * (1.0 - half), step);
    let high = rounded(middle * (1.0 + half), step).max(low);
    let (min, max) = match form {
        0..=79 => (Some(low), Some(high)),
        80..=87 => (None, Some(high)),
        88..=94 => (Some(low), None),
        _ => (Some(low), Some(low)),
    };
    Salary::new(min, max, country.money(), period).ok()
}

/// The range a twentieth higher, as round as it was.
pub(crate) fn raised(salary: &Salary) -> Option<Salary> {
    let more = |amount: u32| {
        let step = [5_000, 1_000, 500, 100, 10, 5]
            .into_iter()
            .find(|step| amount.is_multiple_of(*step));
        let step = step.unwrap_or(1);
        amount.saturating_add((amount / 20 / step).max(1) * step)
    };
    let (min, max) = (salary.min().map(more), salary.max().map(more));
    Salary::new(
        min,
        max.max(min.filter(|_| max.is_some())),
        salary.currency(),
        salary.period(),
    )
    .ok()
}

fn rounded(amount: f64, step: f64) -> u32 {
    let units = (amount / step).round().max(1.0) * step;
    #[expect(
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float is cut to whole units; it is positive, and `as` saturates"
    )]
    let whole = units as u32;
    whole
}

/// Writes a range as a posting of that country might; the same role always
/// writes it the same way.
pub(crate) fn words(salary: &Salary, country: &Country, dice: &mut Dice) -> String {
    let code = salary.currency().code().to_owned();
    let sign = match code.as_str() {
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        _ => "",
    };
    let thousands = [salary.min(), salary.max()]
        .iter()
        .flatten()
        .all(|a| a % 1_000 == 0 && (10_000..1_000_000).contains(a));
    let style = dice.between(0, 3);
    let short = thousands && style == 1 && country.grouping != Grouping::Space;
    let figure = |amount: u32| {
        if short {
            format!("{}k", amount / 1_000)
        } else {
            grouped(amount, country.grouping)
        }
    };
    let signed = !sign.is_empty() && style != 2;
    let one = |amount: u32| {
        if signed {
            format!("{sign}{}", figure(amount))
        } else {
            format!("{code} {}", figure(amount))
        }
    };
    let range = match (salary.min(), salary.max()) {
        (Some(low), Some(high)) if low == high => one(low),
        (Some(low), Some(high)) if signed => format!(
            "{}{}{}",
            one(low),
            dice.text(&["–", " – ", " - ", " to "]),
            one(high)
        ),
        (Some(low), Some(high)) if style == 3 => format!("{}–{} {code}", figure(low), figure(high)),
        (Some(low), Some(high)) => format!("{code} {} to {}", figure(low), figure(high)),
        (None, Some(high)) => format!("up to {}", one(high)),
        (Some(low), None) => format!("from {}", one(low)),
        (None, None) => String::new(),
    };
    format!("{range} {}", period_words(salary.period(), dice))
}

fn period_words(period: PayPeriod, dice: &mut Dice) -> &'static str {
    match period {
        PayPeriod::Hour => dice.text(&["per hour", "an hour"]),
        PayPeriod::Day => dice.text(&["per day", "a day"]),
        PayPeriod::Week => "per week",
        PayPeriod::Month => dice.text(&["per month", "a month", "gross per month"]),
        PayPeriod::Year => dice.text(&["per year", "a year", "per year", "per annum"]),
    }
}

fn grouped(amount: u32, grouping: Grouping) -> String {
    let digits = amount.to_string();
    let mark = match grouping {
        Grouping::Comma => ',',
        Grouping::Dot => '.',
        Grouping::Space => ' ',
        Grouping::Apostrophe => '\'',
    };
    let mut out = String::with_capacity(digits.len() + 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::geography::COUNTRIES;

    #[test]
    fn figures_are_grouped_as_their_country_does() {
        assert_eq!(grouped(120_000, Grouping::Comma), "120,000");
        assert_eq!(grouped(1_200_000, Grouping::Dot), "1.200.000");
        assert_eq!(grouped(70_500, Grouping::Space), "70 500");
        assert_eq!(grouped(950, Grouping::Apostrophe), "950");
    }

    #[test]
    fn stated_pay_lies_around_the_model() {
        let germany = COUNTRIES.iter().find(|c| c.code == "DE").unwrap();
        for number in 0..500 {
            let mut dice = Dice::new(1, 2, number);
            if let Some(salary) = stated(germany, 80_000.0, None, &mut dice) {
                let top = salary.yearly_top();
                assert!((64_000..=101_000).contains(&top), "{salary:?}");
                assert!(!words(&salary, germany, &mut dice).is_empty());
            }
        }
    }
}

//! Pay from figures, a currency and a period.

use domain::{Currency, PayPeriod, Salary};

/// Least that a year of work is paid; smaller figures are mistakes of a form,
/// such as `60` for 60,000.
const MIN_YEARLY: f64 = 1_000.0;

/// A range of pay; `None` when the currency or the period is not known, both
/// ends are absent or zero, or they are reversed. Zero means unknown, as
/// several sources write it.
pub(crate) fn pay(
    min: Option<f64>,
    max: Option<f64>,
    currency: Option<&str>,
    period: Option<PayPeriod>,
) -> Option<Salary> {
    let currency = Currency::parse(currency?.trim())?;
    let period = period?;
    let least = if period == PayPeriod::Year {
        MIN_YEARLY
    } else {
        1.0
    };
    let known = |figure: Option<f64>| figure.filter(|figure| *figure >= least).and_then(whole);
    Salary::new(known(min), known(max), currency, period).ok()
}

/// A figure in whole units; `None` when it is below one or beyond reason.
fn whole(figure: f64) -> Option<u32> {
    let figure = figure.round();
    if !(1.0..=4_000_000_000.0).contains(&figure) {
        return None;
    }
    format!("{figure:.0}").parse().ok()
}

/// The period that words such as `per-year-salary`, `hourly`, `MONTH` or `1 YEAR` name.
pub(crate) fn pay_period(words: &str) -> Option<PayPeriod> {
    let words = words.to_ascii_lowercase();
    if words.len() > 40 || words.contains("bi") || words.contains("semi") || words.contains('2') {
        return None;
    }
    [
        ("hour", PayPeriod::Hour),
        ("day", PayPeriod::Day),
        ("dai", PayPeriod::Day),
        ("week", PayPeriod::Week),
        ("month", PayPeriod::Month),
        ("year", PayPeriod::Year),
        ("annu", PayPeriod::Year),
    ]
    .iter()
    .find(|(word, _)| words.contains(word))
    .map(|(_, period)| *period)
}

/// Reads `75000`, `112015.0`, `75,000`, `75.000,50` or `1'200`: digits with
/// separators, and nothing else.
pub(crate) fn amount_of_text(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '’' | ' ');
    if text.is_empty() || text.len() > 20 || !text.chars().all(plain) {
        return None;
    }
    let last = text.rfind(['.', ',']);
    let kinds = usize::from(text.contains('.')) + usize::from(text.contains(','));
    let decimals = last.map_or(0, |at| text.len() - at - 1);
    let repeated = text.matches(['.', ',']).count() > kinds;
    let last_is_point = last.is_some() && (kinds == 2 || (decimals != 3 && !repeated));
    let mut number = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if c.is_ascii_digit() {
            number.push(c);
        } else if last_is_point && Some(at) == last {
            number.push('.');
        }
    }
    number
        .parse()
        .ok()
        .filter(|figure: &f64| figure.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_from_texts() {
        for (text, expected) in [
            ("75000", Some(75_000.0)),
            ("112015.0", Some(112_015.0)),
            ("75,000", Some(75_000.0)),
            ("75.000", Some(75_000.0)),
            ("75.000,50", Some(75_000.5)),
            ("1,234,567", Some(1_234_567.0)),
            ("1'200", Some(1_200.0)),
            ("0", Some(0.0)),
            ("62.5", Some(62.5)),
            ("", None),
            ("60k", None),
            ("-5", None),
            ("1e9", None),
            (".", None),
        ] {
            assert_eq!(amount_of_text(text), expected, "{text}");
        }
    }

    #[test]
    fn pay_needs_all_its_parts() {
        let year = Some(PayPeriod::Year);
        let range = &pay(Some(50_000.0), Some(70_000.4), Some("usd"), year).unwrap();
        assert_eq!((range.min(), range.max()), (Some(50_000), Some(70_000)));
        let open = &pay(Some(0.0), Some(70_000.0), Some("EUR"), year).unwrap();
        assert_eq!((open.min(), open.max()), (None, Some(70_000)));
        assert_eq!(pay(Some(0.0), Some(0.0), Some("EUR"), year), None);
        assert_eq!(pay(Some(60.0), Some(90.0), Some("EUR"), year), None);
        assert_eq!(pay(Some(9_000.0), Some(5_000.0), Some("EUR"), year), None);
        assert_eq!(pay(Some(50_000.0), None, None, year), None);
        assert_eq!(pay(Some(50_000.0), None, Some("EUR"), None), None);
        assert_eq!(pay(Some(1e30), None, Some("EUR"), year), None);
    }

    #[test]
    fn periods_are_named_in_many_ways() {
        for (words, period) in [
            ("per-year-salary", Some(PayPeriod::Year)),
            ("annual", Some(PayPeriod::Year)),
            ("HOUR", Some(PayPeriod::Hour)),
            ("1 MONTH", Some(PayPeriod::Month)),
            ("daily", Some(PayPeriod::Day)),
            ("bi-weekly", None),
            ("2 WEEK", None),
            ("one-time", None),
        ] {
            assert_eq!(pay_period(words), period, "{words}");
        }
    }
}

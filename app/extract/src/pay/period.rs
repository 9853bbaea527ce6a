//! Reads the period that a figure is for: `/hr`, `per annum`, `brutto im Monat`.

use domain::PayPeriod;

/// Words that may stand between a figure and its period.
const FILLERS: &[&str] = &[
    "gross",
    "brutto",
    "net",
    "netto",
    "base",
    "salary",
    "pay",
    "usd",
    "eur",
    "gbp",
    "cad",
    "compensation",
    "total",
    "fixed",
    "b2b",
    "vat",
    "range",
    "wage",
    "cash",
    "euro",
    "euros",
];

/// The period with which `text` begins, after at most three filling words, and
/// how many bytes it takes.
pub(super) fn at_start(text: &str) -> Option<(PayPeriod, usize)> {
    let mut rest = text;
    for _ in 0..4 {
        let trimmed = rest.trim_start_matches([' ', '(', ',', '\u{a0}', '*']);
        // A comma or a bracket may stand before a period, but not a whole new clause.
        if rest.len() - trimmed.len() > 3 {
            return None;
        }
        rest = trimmed;
        if let Some((period, len)) = unit(rest) {
            return Some((period, text.len() - rest.len() + len));
        }
        let word = leading_word(rest);
        if word.is_empty() || !FILLERS.iter().any(|f| f.eq_ignore_ascii_case(word)) {
            return None;
        }
        rest = rest.get(word.len()..)?;
    }
    None
}

/// A period at the very start: `/hr`, `per hour`, `a year`, `hourly`, `p.a.`.
fn unit(text: &str) -> Option<(PayPeriod, usize)> {
    for (prefix, spaced) in [
        ("/", false),
        ("per", true),
        ("an", true),
        ("a", true),
        ("each", true),
        ("pro", true),
        ("par", true),
        ("im", true),
        ("p", false),
        ("every", true),
    ] {
        let Some(head) = text.get(..prefix.len()) else {
            continue;
        };
        if !head.eq_ignore_ascii_case(prefix) {
            continue;
        }
        let after = text.get(prefix.len()..)?;
        let inner = after.trim_start_matches([' ', '/']);
        if spaced && inner.len() == after.len() {
            continue;
        }
        let word = leading_word(inner);
        if let Some(period) = noun(word, prefix == "/") {
            return Some((period, text.len() - inner.len() + word.len()));
        }
    }
    let word = leading_word(text);
    adverb(word)
        .map(|period| (period, word.len()))
        .or_else(|| dotted(text))
}

/// A noun after `per` or `/`; single letters only right after a stroke.
fn noun(word: &str, stroke: bool) -> Option<PayPeriod> {
    let period = match word.to_ascii_lowercase().as_str() {
        "hour" | "hours" | "hr" | "hrs" | "stunde" | "heure" => PayPeriod::Hour,
        "day" | "diem" | "tag" | "jour" => PayPeriod::Day,
        "week" | "wk" | "woche" => PayPeriod::Week,
        "month" | "mo" | "mth" | "mon" | "mois" | "monat" | "mnth" => PayPeriod::Month,
        "year" | "yr" | "annum" | "anum" | "jahr" | "an" | "anno" | "annual" | "annually" => {
            PayPeriod::Year
        }
        "h" if stroke => PayPeriod::Hour,
        "d" if stroke => PayPeriod::Day,
        "w" if stroke => PayPeriod::Week,
        "m" if stroke => PayPeriod::Month,
        "y" | "a" if stroke => PayPeriod::Year,
        _ => return None,
    };
    Some(period)
}

fn adverb(word: &str) -> Option<PayPeriod> {
    let period = match word.to_ascii_lowercase().as_str() {
        "hourly" | "ph" => PayPeriod::Hour,
        "daily" => PayPeriod::Day,
        "weekly" => PayPeriod::Week,
        "monthly" | "pcm" => PayPeriod::Month,
        "yearly" | "annually" | "annual" | "annualized" | "annualised" | "pa" => PayPeriod::Year,
        _ => return None,
    };
    Some(period)
}

/// `p.a.`, `p.m.`, `p.h.`, `p.d.`.
fn dotted(text: &str) -> Option<(PayPeriod, usize)> {
    let head = text.get(..3)?.to_ascii_lowercase();
    let period = match head.as_str() {
        "p.a" => PayPeriod::Year,
        "p.m" => PayPeriod::Month,
        "p.h" => PayPeriod::Hour,
        "p.d" => PayPeriod::Day,
        _ => return None,
    };
    let dot = text.get(3..4) == Some(".");
    let ends = dot || !text.get(3..)?.starts_with(char::is_alphanumeric);
    ends.then_some((period, 3 + usize::from(dot)))
}

/// The period that words before a figure name last: `hourly rate:`, `per day`.
pub(super) fn named_in(before: &str) -> Option<PayPeriod> {
    let mut last = None;
    let mut previous = "";
    for word in before.split(|c: char| !c.is_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        let found = adverb(word).or_else(|| {
            let after = matches!(previous, "per" | "a" | "an" | "Per");
            let rate = matches!(word, "rate" | "Rate" | "rates");
            match () {
                () if after => noun(word, false),
                () if rate => noun(previous, false),
                () => None,
            }
        });
        last = found.or(last);
        previous = word;
    }
    last
}

fn leading_word(text: &str) -> &str {
    let len = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    text.get(..len).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_after_a_figure() {
        use PayPeriod::{Day, Hour, Month, Year};
        for (text, expected) in [
            ("/hr", Some(Hour)),
            (" / hour", Some(Hour)),
            (" per hour", Some(Hour)),
            (" an hour", Some(Hour)),
            ("/h", Some(Hour)),
            (" hourly", Some(Hour)),
            (" a day", Some(Day)),
            ("/day", Some(Day)),
            (" per month", Some(Month)),
            ("/mo", Some(Month)),
            (" gross per month", Some(Month)),
            (" brutto / Monat", Some(Month)),
            (" p.a.", Some(Year)),
            (" per annum", Some(Year)),
            (" base salary per year", Some(Year)),
            (" (annual)", Some(Year)),
            (" a team", None),
            (" pair", None),
            (" and a month off", None),
        ] {
            assert_eq!(at_start(text).map(|(period, _)| period), expected, "{text}");
        }
        assert_eq!(named_in("the hourly rate is "), Some(Hour));
        assert_eq!(named_in("Day rate: "), Some(Day));
        assert_eq!(named_in("the day is "), None);
    }
}

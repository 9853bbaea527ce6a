//! Joins single amounts to ranges: `$120k – 150k`, `from 60.000 to 80.000 €`.

use std::ops::Range;

use domain::PayPeriod;

use super::amount::{self, Amount, Scale};
use super::currency::Sign;

/// One or two amounts that are stated as one.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// From the first sign to the last period.
    pub(super) range: Range<usize>,
    /// The first amount, in whole units.
    pub(super) low: u64,
    /// The second amount, where there is one.
    pub(super) high: Option<u64>,
    /// Currency of both.
    pub(super) sign: Option<Sign>,
    /// Period of both.
    pub(super) period: Option<PayPeriod>,
    /// The larger scale of the two.
    pub(super) scale: Scale,
    /// Whether thousands are set apart or a `k` is written.
    pub(super) in_thousands: bool,
    /// Whether a plus follows.
    pub(super) plus: bool,
}

impl Figure {
    /// The larger amount.
    pub(super) fn top(&self) -> u64 {
        self.high.unwrap_or(self.low)
    }
}

/// Finds the figures of a line, in order.
pub(super) fn find(line: &str) -> Vec<Figure> {
    let amounts = amount::find(line);
    let mut figures = Vec::new();
    let mut rest = amounts.iter().peekable();
    while let Some(first) = rest.next() {
        let joined = rest.peek().and_then(|second| join(line, first, second));
        if let Some(figure) = joined {
            rest.next();
            figures.push(figure);
        } else {
            figures.push(single(first));
        }
    }
    figures
}

fn single(amount: &Amount) -> Figure {
    Figure {
        range: amount.range.clone(),
        low: amount.value(),
        high: None,
        sign: amount.sign,
        period: amount.period,
        scale: amount.scale,
        in_thousands: amount.grouped || amount.scale != Scale::Unit,
        plus: amount.plus,
    }
}

/// Joins two amounts, if what stands between them says that they are one range.
fn join(line: &str, first: &Amount, second: &Amount) -> Option<Figure> {
    let gap = line.get(first.range.end..second.range.start)?;
    if !separates(gap, line.get(..first.range.start)?) {
        return None;
    }
    let sign = joined_sign(first.sign, second.sign)?;
    let (mut low, mut high) = (first.clone(), second.clone());
    spread_scale(&mut low, &mut high);
    if low.value() > high.value() || low.value() == 0 {
        return None;
    }
    if first.period.is_some() && second.period.is_some() && first.period != second.period {
        return None;
    }
    Some(Figure {
        range: first.range.start..second.range.end,
        low: low.value(),
        high: Some(high.value()),
        sign,
        period: second.period.or(first.period),
        scale: if high.scale == Scale::Unit {
            low.scale
        } else {
            high.scale
        },
        in_thousands: low.grouped || high.grouped || high.scale != Scale::Unit,
        plus: second.plus,
    })
}

/// The sign of a range, or `None` when its ends are in two currencies.
fn joined_sign(first: Option<Sign>, second: Option<Sign>) -> Option<Option<Sign>> {
    match (first, second) {
        (Some(a), Some(b)) if a == b => Some(Some(a)),
        (Some(a), Some(b)) if b.specifies(a) => Some(Some(b)),
        (Some(a), Some(b)) if a.specifies(b) => Some(Some(a)),
        (Some(_), Some(_)) => None,
        (a, b) => Some(a.or(b)),
    }
}

/// Gives `120-150k` and `$120k-150` their second scale.
fn spread_scale(low: &mut Amount, high: &mut Amount) {
    let bare = |a: &Amount| a.scale == Scale::Unit && !a.grouped && a.hundredths < 100_000;
    if bare(low) && high.scale != Scale::Unit && low.hundredths <= high.hundredths {
        low.scale = high.scale;
    } else if bare(high) && low.scale != Scale::Unit && high.hundredths >= low.hundredths {
        high.scale = low.scale;
    } else if bare(low)
        && high.grouped
        && low.hundredths >= 1_000
        && high.value() >= low.value() * 1_000
    {
        // `120-150,000`
        low.scale = Scale::Thousand;
    } else if bare(low) && high.scale == Scale::Thousand {
        low.scale = Scale::Thousand;
    }
}

/// Whether `gap` makes a range of what stands before and after it.
fn separates(gap: &str, before: &str) -> bool {
    let word = gap.trim_matches([' ', '\u{a0}', '*', '_']);
    if matches!(
        word,
        "-" | "–"
            | "—"
            | "−"
            | "‐"
            | "‑"
            | "~"
            | "--"
            | "->"
            | "→"
            | "..."
            | "…"
            | ".."
            | "to"
            | "To"
            | "TO"
            | "up to"
            | "till"
            | "until"
            | "bis"
            | "à"
            | "- up to"
            | "upto"
            | "a"
            | "thru"
            | "through"
            | "to over"
            | "- to"
            | "to around"
            | "to about"
            | "/-"
            | ", up to"
            | "and up to"
            | "to a maximum of"
            | "&mdash;"
            | "tot"
            | "to max"
            | "―"
            | "﹣"
            | "－"
            | "⁠–⁠"
    ) {
        return true;
    }
    let joins = matches!(word, "and" | "&" | "und" | "et" | "y");
    joins && {
        let tail: String = before.chars().rev().take(30).collect();
        let tail: String = tail.chars().rev().collect::<String>().to_lowercase();
        ["between", "zwischen", "entre", "from", "range"]
            .iter()
            .any(|w| tail.contains(w))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(text: &str) -> Vec<(u64, Option<u64>)> {
        find(text).iter().map(|f| (f.low, f.high)).collect()
    }

    #[test]
    fn two_amounts_become_one_range() {
        for (text, low, high) in [
            ("120-150k", 120_000, 150_000),
            ("$120k-$150k", 120_000, 150_000),
            ("$120k - 150", 120_000, 150_000),
            ("120,000 - 150,000", 120_000, 150_000),
            ("60.000 € – 80.000 €", 60_000, 80_000),
            ("CHF 95'000 to 120'000", 95_000, 120_000),
            ("$120,000 USD - $150,000 USD", 120_000, 150_000),
            ("$60/hr - $80/hr", 60, 80),
            ("between £45k and £60k", 45_000, 60_000),
            ("$120-150,000", 120_000, 150_000),
            ("$90K to $150K", 90_000, 150_000),
            ("12-18 LPA", 1_200_000, 1_800_000),
            ("$100-$150K", 100_000, 150_000),
            ("80 000 - 95 000 €", 80_000, 95_000),
        ] {
            assert_eq!(ends(text), [(low, Some(high))], "{text}");
        }
    }

    #[test]
    fn other_pairs_stay_apart() {
        for text in [
            "$100k and $120k",
            "$100k, $120k",
            "$100k - €120k",
            "$150k-$100k",
        ] {
            assert_eq!(ends(text).len(), 2, "{text}");
        }
    }
}

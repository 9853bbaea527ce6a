//! Finds the pay that a posting states.
//!
//! Only base pay counts: equity, bonuses, budgets, funding and revenue are
//! money too, and the words around a figure tell them apart. Where nothing
//! tells, nothing is read.

mod amount;
#[cfg(test)]
mod cases;
mod context;
mod currency;
mod figure;
mod period;

use std::ops::Range;

use domain::{CountryCode, Currency, PayPeriod, Salary};

use crate::document::{BlockKind, Document};
use amount::Scale;
use context::Verdict;
use currency::Sign;
use figure::Figure;

/// Pay stated in a posting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayMention {
    /// The figures.
    pub salary: Salary,
    /// Byte range in the document's text.
    pub range: Range<usize>,
}

/// Finds every distinct range of base pay, in the order of the text.
/// `country` is where the job is, which decides what a bare `$` means.
pub(crate) fn find(document: &Document, country: Option<CountryCode>) -> Vec<PayMention> {
    let mut found: Vec<PayMention> = Vec::new();
    let country = currency::dollar_country(document.text(), country);
    let mut under_pay_heading = false;
    for block in document.blocks() {
        let text = document.slice(block.range.clone());
        let mut start = block.range.start;
        for line in text.split('\n') {
            let short = line.len() <= 80;
            if line.bytes().any(|b| b.is_ascii_digit()) {
                let reader = Line {
                    line,
                    country,
                    under_pay_heading,
                };
                for (salary, range) in reader.pay() {
                    let range = start + range.start..start + range.end;
                    if found.iter().all(|m| m.salary != salary) {
                        found.push(PayMention { salary, range });
                    }
                }
            }
            if block.kind == BlockKind::Heading || short && line.trim_end().ends_with(':') {
                under_pay_heading = short && context::names_pay(line);
            }
            start += line.len() + 1;
        }
    }
    found
}

/// A line of the text and what is known where it stands.
struct Line<'a> {
    line: &'a str,
    country: Option<CountryCode>,
    under_pay_heading: bool,
}

/// How the ends of a figure are meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bound {
    Exact,
    UpTo,
    From,
}

impl Line<'_> {
    /// The pay of the line, with ranges in it.
    fn pay(&self) -> Vec<(Salary, Range<usize>)> {
        let figures = figure::find(self.line);
        figures
            .iter()
            .filter_map(|figure| {
                self.read(figure)
                    .map(|salary| (salary, figure.range.clone()))
            })
            .collect()
    }

    fn read(&self, figure: &Figure) -> Option<Salary> {
        let before = self.line.get(..figure.range.start)?;
        let after = self.line.get(figure.range.end..)?;
        let verdict = self.verdict(figure, before, after);
        if verdict == Verdict::Other {
            return None;
        }
        let called_pay = verdict == Verdict::Pay;
        let bound = bound(figure, before, after);
        let currency = self.currency(figure, called_pay)?;
        let mut figure = figure.clone();
        let said = figure.period.or_else(|| named_period(before, after));
        let period = period_of(&mut figure, said, currency, called_pay)?;
        let sure = match (figure.high, figure.sign) {
            (Some(_), Some(_)) => {
                figure.in_thousands || figure.low >= 10_000 || called_pay || figure.period.is_some()
            }
            (Some(_), None) => called_pay && figure.in_thousands,
            (None, Some(_)) => {
                let offered = bound != Bound::Exact && self.line.len() <= 60;
                called_pay || offered && (figure.low >= 10_000 || figure.period.is_some())
            }
            (None, None) => {
                let named = context::names_pay(before) || self.under_pay_heading;
                called_pay && named && figure.scale == Scale::Thousand && figure.low >= 20_000
            }
        };
        if !sure || !plausible(&figure, period, currency) {
            return None;
        }
        salary(&figure, bound, currency, period)
    }

    fn verdict(&self, figure: &Figure, before: &str, after: &str) -> Verdict {
        match figure.scale {
            Scale::Beyond => return Verdict::Other,
            Scale::Million if !counts_in_millions(figure.sign) => return Verdict::Other,
            Scale::Lakh if figure.sign.is_some_and(|s| !is_code(s, "INR")) => {
                return Verdict::Other;
            }
            Scale::Thousand if figure.low == 401_000 && figure.high.is_none() => {
                return Verdict::Other;
            }
            _ => {}
        }
        match context::judge(before, after) {
            Verdict::Open
                if self.under_pay_heading
                    || is_header_part(before, after)
                    || context::is_added_to(after) =>
            {
                Verdict::Pay
            }
            verdict => verdict,
        }
    }

    fn currency(&self, figure: &Figure, called_pay: bool) -> Option<Currency> {
        match figure.sign {
            Some(sign) => currency::resolve(sign, self.country).or_else(|| {
                // Crowns of nowhere: Sweden has the most.
                (called_pay && sign == Sign::Crown).then(|| Currency::parse("SEK"))?
            }),
            None if figure.scale == Scale::Lakh => Currency::parse("INR"),
            None => match self.country {
                Some(country) => currency::of_country(country),
                None => Some(Currency::USD),
            },
        }
    }
}

fn is_code(sign: Sign, code: &str) -> bool {
    matches!(sign, Sign::Of(currency) if currency.code() == code)
}

/// Whether pay in this currency is said in millions.
fn counts_in_millions(sign: Option<Sign>) -> bool {
    match sign {
        Some(Sign::Yen) => true,
        Some(Sign::Of(currency)) => currency::units_per_dollar(currency) >= 100,
        _ => false,
    }
}

/// Whether a figure stands alone between the strokes of a header line.
fn is_header_part(before: &str, after: &str) -> bool {
    let head = before.rsplit('|').next().unwrap_or_default();
    let tail = after.split('|').next().unwrap_or_default();
    let in_header = before.contains('|') || after.contains('|');
    in_header && head.chars().count() <= 30 && tail.chars().count() <= 50
}

/// How a single figure is bounded by the words beside it.
fn bound(figure: &Figure, before: &str, after: &str) -> Bound {
    let tail: String = before
        .trim_end_matches([' ', ':', '~', '('])
        .chars()
        .rev()
        .take(24)
        .collect();
    let tail = tail.chars().rev().collect::<String>().to_lowercase();
    let tail = tail
        .trim_end_matches(" of")
        .trim_end_matches(" around")
        .trim_end_matches(" about");
    let head: String = after.chars().take(16).collect::<String>().to_lowercase();
    let head = head.trim_start_matches([' ', ',', '(']);
    let ends = |words: &[&str]| {
        words.iter().any(|word| {
            tail.strip_suffix(word)
                .is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
        })
    };
    if ends(&[
        "up to",
        "upto",
        "up till",
        "max",
        "maximum",
        "max.",
        "as much as",
        "under",
        "below",
        "≤",
        "<",
        "bis zu",
        "bis",
        "jusqu'à",
        "as high as",
    ]) || head.starts_with("max")
    {
        Bound::UpTo
    } else if figure.plus
        || ends(&[
            "from",
            "starting at",
            "starting from",
            "starts at",
            "start at",
            "starting",
            "min",
            "min.",
            "minimum",
            "at least",
            "over",
            "above",
            "more than",
            ">",
            ">=",
            "≥",
            "ab",
            "upwards",
            "north",
            "begins at",
            "starts from",
            "starting salary",
        ])
        || [
            "and up",
            "and above",
            "or more",
            "minimum",
            "and higher",
            "upwards",
            "or higher",
            "min ",
            "plus ",
        ]
        .iter()
        .any(|word| head.starts_with(word) && *word != "plus ")
    {
        Bound::From
    } else {
        Bound::Exact
    }
}

/// The period named near a figure but not beside it.
fn named_period(before: &str, after: &str) -> Option<PayPeriod> {
    let start = before.rfind(['|', ';', '•']).map_or(0, |at| at + 1);
    let near = before.get(start..).unwrap_or_default();
    let near = near.rsplit(". ").next().unwrap_or_default();
    let after = after.trim_start_matches([' ', '(', ',']);
    period::named_in(near).or_else(|| {
        let mut after = after
            .split(['|', ';', '.', '\n', ',', '+'])
            .next()
            .unwrap_or_default();
        let limit = after
            .char_indices()
            .nth(40)
            .map_or(after.len(), |(at, _)| at);
        after = after.get(..limit).unwrap_or_default();
        period::named_in(after)
    })
}

/// The period that the words or the magnitude say; gives `$120-150` its
/// thousands where they are plainly meant.
fn period_of(
    figure: &mut Figure,
    said: Option<PayPeriod>,
    currency: Currency,
    called_pay: bool,
) -> Option<PayPeriod> {
    let unit = currency::units_per_dollar(currency);
    let dollars = figure.top() / unit;
    if let Some(said) = said {
        // `$120-150k per year` never reaches here small; `$120-150 a year` does.
        if said == PayPeriod::Year && implies_thousands(figure, unit) {
            in_thousands(figure);
        }
        return Some(said);
    }
    if unit > 1 && monthly_by_custom(currency) && (400..=12_000).contains(&dollars) {
        return called_pay.then_some(PayPeriod::Month);
    }
    if unit >= 50 && called_pay && dollars >= 1_800 {
        // Where a month's pay is a few hundred dollars.
        return Some(PayPeriod::Year);
    }
    if dollars >= 20_000 || dollars >= 8_000 && figure.in_thousands {
        return Some(PayPeriod::Year);
    }
    if called_pay && implies_thousands(figure, unit) {
        in_thousands(figure);
        return Some(PayPeriod::Year);
    }
    None
}

/// Whether a currency's employers state pay by the month when they name no period.
fn monthly_by_custom(currency: Currency) -> bool {
    matches!(
        currency.code(),
        "PLN"
            | "CZK"
            | "SEK"
            | "NOK"
            | "DKK"
            | "RON"
            | "HUF"
            | "RUB"
            | "UAH"
            | "ILS"
            | "AED"
            | "MYR"
            | "CNY"
            | "TWD"
            | "THB"
            | "HKD"
    )
}

/// Whether both ends are written without the thousands that they mean.
fn implies_thousands(figure: &Figure, unit: u64) -> bool {
    let range = 40..=600;
    let round = |value: u64| value.is_multiple_of(5);
    unit == 1
        && !figure.in_thousands
        && figure
            .high
            .is_some_and(|high| range.contains(&high) && round(high))
        && range.contains(&figure.low)
        && round(figure.low)
}

fn in_thousands(figure: &mut Figure) {
    figure.low *= 1_000;
    figure.high = figure.high.map(|high| high * 1_000);
    figure.in_thousands = true;
}

/// Whether anybody could be paid so.
fn plausible(figure: &Figure, period: PayPeriod, currency: Currency) -> bool {
    let unit = currency::units_per_dollar(currency);
    let (least, most) = match period {
        PayPeriod::Hour => (5, 500),
        PayPeriod::Day => (50, 5_000),
        PayPeriod::Week => (150, 15_000),
        PayPeriod::Month => (300, 60_000),
        PayPeriod::Year => (8_000, 1_500_000),
    };
    let least = if unit > 1 { least / 5 } else { least };
    let within = (least * unit..=most * unit).contains(&figure.low) && figure.top() <= most * unit;
    within && figure.top() <= figure.low.saturating_mul(10)
}

fn salary(figure: &Figure, bound: Bound, currency: Currency, period: PayPeriod) -> Option<Salary> {
    let low = u32::try_from(figure.low).ok()?;
    let high = u32::try_from(figure.top()).ok()?;
    let (min, max) = match (figure.high, bound) {
        (Some(_), _) => (Some(low), Some(high)),
        (None, Bound::Exact) => (Some(low), Some(low)),
        (None, Bound::UpTo) => (None, Some(low)),
        (None, Bound::From) => (Some(low), None),
    };
    Salary::new(min, max, currency, period).ok()
}

//! Reads single figures of money: `$120k`, `60.000 €`, `CHF 95'000`, `1.5L`.

use std::ops::Range;

use domain::PayPeriod;

use super::currency::{self, Sign};
use super::period;

/// The unit that a figure is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// None is written.
    Unit,
    /// Thousands: `k`.
    Thousand,
    /// Hundred thousands, as India counts: `L`, `lakh`.
    Lakh,
    /// Millions.
    Million,
    /// Anything larger.
    Beyond,
}

impl Scale {
    const fn factor(self) -> u64 {
        match self {
            Self::Unit => 1,
            Self::Thousand => 1_000,
            Self::Lakh => 100_000,
            Self::Million => 1_000_000,
            Self::Beyond => 1_000_000_000,
        }
    }
}

/// A figure with what stands beside it.
#[derive(Clone, Debug)]
pub(super) struct Amount {
    /// From its sign to its period.
    pub(super) range: Range<usize>,
    /// The figure in hundredths, before its scale.
    pub(super) hundredths: u64,
    /// Its scale.
    pub(super) scale: Scale,
    /// Its currency.
    pub(super) sign: Option<Sign>,
    /// Whether thousands are set apart: `120,000`.
    pub(super) grouped: bool,
    /// Whether a plus follows: `120k+`.
    pub(super) plus: bool,
    /// Its period, where one follows.
    pub(super) period: Option<PayPeriod>,
}

impl Amount {
    /// The value in whole units of the currency, rounded.
    pub(super) const fn value(&self) -> u64 {
        self.hundredths
            .saturating_mul(self.scale.factor())
            .saturating_add(50)
            / 100
    }
}

/// Finds every figure that can be money, in order.
pub(super) fn find(text: &str) -> Vec<Amount> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(step) = bytes
        .get(at..)
        .and_then(|rest| rest.iter().position(u8::is_ascii_digit))
    {
        let start = at + step;
        let number = number(text, start);
        at = number.end;
        if let Some(amount) = amount(text, start, &number) {
            at = at.max(amount.range.end);
            found.push(amount);
        }
    }
    found
}

/// The digits of a figure.
struct Number {
    hundredths: u64,
    grouped: bool,
    /// Where its digits end.
    end: usize,
    /// Whether it is a figure at all, and not a version, a date or a telephone number.
    sound: bool,
}

/// Reads the digits at `start` with the separators of any country.
fn number(text: &str, start: usize) -> Number {
    let mut digits = digits_at(text, start);
    let mut end = start + digits.len();
    let mut whole = value_of(digits);
    let mut hundredths = 0;
    let mut grouped = false;
    let mut sound = digits.len() <= 9;
    let mut separator = None;
    while let Some(mark) = text.get(end..).and_then(|rest| rest.chars().next()) {
        if !matches!(mark, ',' | '.' | '\'' | '’' | ' ' | '\u{202f}' | '\u{a0}') {
            break;
        }
        digits = digits_at(text, end + mark.len_utf8());
        let same = separator.is_none_or(|seen| seen == mark);
        let head = end - start;
        match (digits.len(), mark) {
            (3, _) if same && (head <= 3 || grouped) && whole > 0 => {
                whole = whole.saturating_mul(1_000).saturating_add(value_of(digits));
                grouped = true;
                separator = Some(mark);
            }
            // India groups by two: 12,00,000.
            (2, ',') if same && indian_group(text, end + 3) => {
                whole = whole.saturating_mul(100).saturating_add(value_of(digits));
                grouped = true;
                separator = Some(mark);
            }
            (1 | 2, ',' | '.') if !(grouped && same) => {
                let scale = if digits.len() == 1 { 10 } else { 1 };
                hundredths = value_of(digits) * scale;
                end += mark.len_utf8() + digits.len();
                sound &= !continues(text, end);
                break;
            }
            (0, _) | (_, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’') => break,
            (_, ',') if grouped => break,
            _ => {
                sound = false;
                end += mark.len_utf8() + digits.len();
                break;
            }
        }
        end += mark.len_utf8() + digits.len();
    }
    sound &= whole < 1_000_000_000;
    Number {
        hundredths: whole.saturating_mul(100).saturating_add(hundredths),
        grouped,
        end,
        sound,
    }
}

/// Whether digits go on after a decimal part, as in `1.2.3`.
fn continues(text: &str, end: usize) -> bool {
    let mut rest = text.get(end..).unwrap_or_default().chars();
    match rest.next() {
        Some('.' | ',') => rest.next().is_some_and(|c| c.is_ascii_digit()),
        Some(next) => next.is_ascii_digit(),
        None => false,
    }
}

/// Whether groups of two and one of three follow, as in `,00,000`.
fn indian_group(text: &str, mut at: usize) -> bool {
    loop {
        if text.get(at..at + 1) != Some(",") {
            return false;
        }
        match digits_at(text, at + 1).len() {
            2 => at += 3,
            3 => return true,
            _ => return false,
        }
    }
}

fn digits_at(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    let len = rest.bytes().take_while(u8::is_ascii_digit).count();
    rest.get(..len).unwrap_or_default()
}

fn value_of(digits: &str) -> u64 {
    digits
        .get(..digits.len().min(12))
        .map_or(0, |d| d.parse().unwrap_or(0))
}

/// Reads what stands around a number; `None` when it cannot be money.
fn amount(text: &str, start: usize, number: &Number) -> Option<Amount> {
    if !number.sound {
        return None;
    }
    let before = text.get(..start)?;
    let (mut sign, from) = sign_before(before);
    if sign.is_none() && !starts_freely(before) {
        return None;
    }
    let (scale, mut end) = scale_after(text, number.end);
    let plus_early = text.get(end..).is_some_and(|rest| rest.starts_with('+'));
    end += usize::from(plus_early);
    if let Some((found, after)) = sign_after(text, end, sign) {
        sign = Some(found);
        end = after;
    }
    let rest = text.get(end..)?;
    let next = rest.trim_start_matches(' ').chars().next();
    if next == Some('%') {
        return None;
    }
    let next = rest.chars().next();
    if next.is_some_and(|c| c.is_alphanumeric() || c == '%' || c == '_') {
        return None;
    }
    let plus = plus_early || rest.starts_with('+') && !rest.starts_with("++");
    end += usize::from(plus && !plus_early);
    let mut period = None;
    if let Some((found, len)) = period::at_start(text.get(end..)?) {
        period = Some(found);
        end += len;
    }
    Some(Amount {
        range: from..end,
        hundredths: number.hundredths,
        scale,
        sign,
        grouped: number.grouped,
        plus,
        period,
    })
}

/// Whether a number may begin after this text: not inside a word, a version,
/// a date or a path.
fn starts_freely(before: &str) -> bool {
    let mut back = before.chars().rev();
    match back.next() {
        None => true,
        Some(c) if c.is_alphanumeric() => false,
        Some('#' | '@' | '_' | '%' | '^' | '=' | '&' | '\\') => false,
        Some('.' | ',' | '/' | ':') => !back.next().is_some_and(|c| c.is_ascii_digit()),
        Some(_) => true,
    }
}

/// The currency before a figure, and where it begins.
fn sign_before(before: &str) -> (Option<Sign>, usize) {
    let trimmed = before.trim_end_matches(['~', '≈']);
    let mut rest = trimmed.strip_suffix(' ').unwrap_or(trimmed);
    let mut sign = None;
    let mut from = before.len();
    while let Some((found, len)) = currency::at_end(rest) {
        if sign.is_some_and(|bare| !found.specifies(bare)) {
            break;
        }
        sign = Some(found);
        from = rest.len() - len;
        let outer = rest.get(..from).unwrap_or_default();
        rest = outer.strip_suffix(' ').unwrap_or(outer);
        if !matches!(sign, Some(Sign::Dollar)) {
            break;
        }
    }
    // `US $120k`: the letters before a bare sign.
    if sign == Some(Sign::Dollar) {
        for (letters, code) in [
            ("US", "US$"),
            ("CA", "CA$"),
            ("AU", "AU$"),
            ("NZ", "NZ$"),
            ("SG", "SG$"),
        ] {
            if let Some(outer) = rest.strip_suffix(letters)
                && !outer.ends_with(char::is_alphanumeric)
                && let Some((found, _)) = currency::at_end(code)
            {
                return (Some(found), outer.len());
            }
        }
    }
    (sign, from)
}

/// The scale after a number, and where it ends.
fn scale_after(text: &str, at: usize) -> (Scale, usize) {
    let rest = text.get(at..).unwrap_or_default();
    let spaced = rest.strip_prefix([' ', '\u{a0}', '-']);
    let word_in = spaced.unwrap_or(rest);
    let gap = rest.len() - word_in.len();
    let letters = word_in.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = word_in.get(..letters).unwrap_or_default();
    let hyphen = rest.starts_with('-');
    let known = match word {
        "k" | "K" | "thousand" | "tys" => Some(Scale::Thousand),
        "L" | "LPA" | "lpa" | "Lpa" | "lakh" | "lakhs" | "Lakh" | "Lakhs" | "lac" | "lacs"
        | "Lacs" => Some(Scale::Lakh),
        "M" | "m" | "MM" | "mm" | "mil" | "mln" | "Mio" | "million" | "Million" | "millions"
        | "MILLION" => Some(Scale::Million),
        "B" | "b" | "bn" | "Bn" | "BN" | "billion" | "Billion" | "billions" | "BILLION" | "T"
        | "trillion" | "crore" | "crores" | "Cr" => Some(Scale::Beyond),
        _ => None,
    };
    match known {
        Some(scale) if !hyphen || word.len() > 2 => (scale, at + gap + letters),
        Some(_) => (Scale::Unit, at),
        // `60kEUR`, `80k€` glued to their currency.
        None => match word.as_bytes().first() {
            Some(b'k' | b'K')
                if !hyphen
                    && word_in
                        .get(1..)
                        .is_some_and(|after| currency::at_start(after).is_some()) =>
            {
                (Scale::Thousand, at + gap + 1)
            }
            _ => (Scale::Unit, at),
        },
    }
}

/// The currency after a figure, and where it ends. A code after a bare `$`
/// says which dollar it is.
fn sign_after(text: &str, at: usize, sign: Option<Sign>) -> Option<(Sign, usize)> {
    let rest = text.get(at..)?;
    let trimmed = rest.strip_prefix(' ').unwrap_or(rest);
    let inner = trimmed.strip_prefix('(').unwrap_or(trimmed);
    let (found, len) = currency::at_start(inner)?;
    let after = inner.get(len..)?;
    let next = after.chars().next();
    if next.is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    // `$100 - $120`: the sign belongs to the next figure.
    if found == Sign::Dollar && inner.starts_with('$') && sign.is_some() {
        return None;
    }
    // `80k € 90k`: a sign before a spaced figure belongs to that figure.
    if after
        .strip_prefix(' ')
        .is_some_and(|a| a.starts_with(|c: char| c.is_ascii_digit()))
        && sign.is_some()
    {
        return None;
    }
    let closed = inner.len() < trimmed.len();
    let end = text.len() - after.len() + usize::from(closed && next == Some(')'));
    if closed && next != Some(')') {
        return None;
    }
    match sign {
        None => Some((found, end)),
        Some(bare) if found.specifies(bare) => Some((found, end)),
        Some(kept) => Some((kept, end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(text: &str) -> Vec<u64> {
        find(text).iter().map(Amount::value).collect()
    }

    #[test]
    fn figures_are_read_in_their_local_spellings() {
        for (text, expected) in [
            ("$120k", 120_000),
            ("$120,000", 120_000),
            ("60.000 €", 60_000),
            ("95'000 CHF", 95_000),
            ("CHF 95’000", 95_000),
            ("80 000 €", 80_000),
            ("€ 80.000,00", 80_000),
            ("$120,000.00", 120_000),
            ("$1,250,000", 1_250_000),
            ("₹12,00,000", 1_200_000),
            ("₹1.5L", 150_000),
            ("15 LPA", 1_500_000),
            ("$112.5k", 112_500),
            ("$22.50/hr", 23),
            ("65k€", 65_000),
            ("65kEUR", 65_000),
            ("70 k EUR", 70_000),
        ] {
            assert_eq!(values(text), [expected], "{text}");
        }
    }

    #[test]
    fn other_numbers_are_not_figures() {
        for text in [
            "v1.2.3", "H100", "100ms", "k8s", "25%", "#1234", "10.0.0.1", "3x", "2nd", "5km",
        ] {
            assert_eq!(values(text), [0_u64; 0], "{text}");
        }
    }
}

//! Decimal numbers as whole thousandths, so that what is read is what is kept.

/// Reads `-12.345`; further digits are rounded, half away from zero. `None` for
/// what is no decimal number, or too large.
pub(super) fn thousandths(text: &str) -> Option<i32> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let mut sum: i64 = if whole.is_empty() {
        0
    } else {
        whole.parse().ok()?
    };
    let mut digits = fraction.bytes().map(|byte| i64::from(byte - b'0'));
    for _ in 0..3 {
        sum = sum
            .checked_mul(10)?
            .checked_add(digits.next().unwrap_or(0))?;
    }
    if digits.next().is_some_and(|next| next >= 5) {
        sum = sum.checked_add(1)?;
    }
    i32::try_from(if negative { -sum } else { sum }).ok()
}

#[cfg(test)]
mod tests {
    use super::thousandths;

    #[test]
    fn decimals_are_read_exactly() {
        let cases = [
            ("100", Some(100_000)),
            ("99.84", Some(99_840)),
            ("-0.25", Some(-250)),
            (".5", Some(500)),
            ("7.", Some(7_000)),
            ("1.2345", Some(1_235)),
            ("1.99951", Some(2_000)),
            ("+3", Some(3_000)),
            ("", None),
            (".", None),
            ("-", None),
            ("1e3", None),
            ("1,5", None),
            ("--1", None),
            ("99999999999999999999", None),
            ("3000000", None),
        ];
        for (text, expected) in cases {
            assert_eq!(thousandths(text), expected, "{text}");
        }
    }
}

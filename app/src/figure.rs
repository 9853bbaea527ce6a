//! Figures in words: counts with thousands, shares with their interval, dates.

use domain::Timestamp;

/// `12408` as `12,408`.
pub(crate) fn thousands(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A count with its noun: `1 posting`, `1,204 postings`.
pub(crate) fn counted(count: u64, one: &str, many: &str) -> String {
    let noun = if count == 1 { one } else { many };
    format!("{} {noun}", thousands(count))
}

/// `12 Nov 2026`.
pub(crate) fn day(at: Timestamp) -> String {
    let (year, month, day) = at.date();
    format!("{day} {} {year}", month_name(month))
}

/// `12 minutes ago`, `3 hours ago`, then in days and more.
pub(crate) fn since(at: Timestamp, as_of: Timestamp) -> String {
    let minutes = as_of.millis().saturating_sub(at.millis()) / 60_000;
    let counted = |count: i64, unit: &str| {
        let plural = if count == 1 { "" } else { "s" };
        format!("{count} {unit}{plural} ago")
    };
    match minutes {
        ..=0 => "just now".to_owned(),
        1..=59 => counted(minutes, "minute"),
        60..=1_439 => counted(minutes / 60, "hour"),
        _ => at.ago(as_of),
    }
}

/// `0.4 s`, `12 s`, `3 min`.
pub(crate) fn duration(millis: u64) -> String {
    match millis {
        ..10_000 => format!("{}.{} s", millis / 1_000, millis % 1_000 / 100),
        10_000..120_000 => format!("{} s", millis / 1_000),
        _ => format!("{} min", millis / 60_000),
    }
}

/// `Nov 2026` from `2026-11`; the text itself when it is no month.
pub(crate) fn month(text: &str) -> String {
    let parts = text
        .split_once('-')
        .and_then(|(year, month)| Some((year, month.parse::<u8>().ok()?)));
    match parts {
        Some((year, month)) => format!("{} {year}", month_name(month)),
        None => text.to_owned(),
    }
}

fn month_name(month: u8) -> &'static str {
    const NAMES: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    NAMES
        .get(usize::from(month.saturating_sub(1)))
        .copied()
        .unwrap_or("")
}

/// A share of a whole, with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Share {
    part: u64,
    whole: u64,
}

impl Share {
    /// `None` when there is no whole, or the part is more than it.
    pub(crate) fn new(part: u64, whole: u64) -> Option<Self> {
        (whole > 0 && part <= whole).then_some(Self { part, whole })
    }

    /// `38 %`, with a decimal below ten: `3.4 %`.
    pub(crate) fn percent(self) -> String {
        percent(self.value())
    }

    /// Wilson's 95 % interval: `36–40 %`.
    pub(crate) fn interval(self) -> String {
        let (low, high) = self.bounds();
        let high = percent(high);
        let low = percent(low);
        format!("{}–{high}", low.trim_end_matches(" %"))
    }

    /// Both ends of Wilson's score interval at 95 %, between 0 and 1.
    fn bounds(self) -> (f64, f64) {
        const Z: f64 = 1.959_964;
        let n = float(self.whole);
        let p = self.value();
        let scale = 1.0 + Z * Z / n;
        let centre = (p + Z * Z / (2.0 * n)) / scale;
        let spread = Z / scale * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        ((centre - spread).max(0.0), (centre + spread).min(1.0))
    }

    fn value(self) -> f64 {
        float(self.part) / float(self.whole)
    }
}

/// `count` as a whole percentage of `most`, at least 1 when there is anything:
/// the length of a bar.
pub(crate) fn bar_percent(count: u64, most: u64) -> u64 {
    if count == 0 || most == 0 {
        return 0;
    }
    (count.saturating_mul(100) / most).clamp(1, 100)
}

fn percent(value: f64) -> String {
    let hundred = value * 100.0;
    if hundred > 0.0 && hundred < 9.95 {
        format!("{hundred:.1} %")
    } else {
        format!("{hundred:.0} %")
    }
}

#[expect(
    clippy::as_conversions,
    reason = "counts of postings are far below 2^53, where f64 stops being exact"
)]
const fn float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_in_the_unit_that_matters() {
        let now = Timestamp::from_millis(1_780_000_000_000);
        let before = |millis: i64| since(Timestamp::from_millis(now.millis() - millis), now);
        assert_eq!(before(-5_000), "just now");
        assert_eq!(before(60_000), "1 minute ago");
        assert_eq!(before(59 * 60_000), "59 minutes ago");
        assert_eq!(before(3 * 3_600_000), "3 hours ago");
        assert_eq!(before(3 * 86_400_000), "3 days ago");
        assert_eq!(duration(420), "0.4 s");
        assert_eq!(duration(12_900), "12 s");
        assert_eq!(duration(200_000), "3 min");
    }

    #[test]
    fn thousands_are_grouped() {
        let words: Vec<_> = [0, 999, 1_000, 12_408, 1_234_567]
            .into_iter()
            .map(thousands)
            .collect();
        assert_eq!(words, ["0", "999", "1,000", "12,408", "1,234,567"]);
    }

    #[test]
    fn dates_and_months_are_said_in_words() {
        let at = Timestamp::from_date(2026, 2, 9).unwrap();
        assert_eq!(day(at), "9 Feb 2026");
        assert_eq!(month("2025-12"), "Dec 2025");
        assert_eq!(month("soon"), "soon");
    }

    #[test]
    fn a_share_carries_wilsons_interval() {
        // Wilson score interval of 10 of 100, as R's prop.test(correct = FALSE) gives it.
        let share = Share::new(10, 100).unwrap();
        let (low, high) = share.bounds();
        assert!((low - 0.0552).abs() < 1e-4 && (high - 0.1744).abs() < 1e-4);
        assert_eq!(share.percent(), "10 %");
        assert_eq!(share.interval(), "5.5–17 %");
        assert_eq!(Share::new(1, 0), None);
        assert_eq!(Share::new(0, 5).map(Share::percent).as_deref(), Some("0 %"));
    }
}

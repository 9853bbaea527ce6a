//! Dates in the ways sources write them.

use domain::Timestamp;

/// Years that a date of a posting can lie in; anything else is a mistake.
const YEARS: std::ops::RangeInclusive<i32> = 1995..=2100;

/// From here on a number counts milliseconds, below it seconds: the limit is
/// the year 5138 in seconds and March 1973 in milliseconds.
const MILLISECONDS_FROM: f64 = 100_000_000_000.0;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Reads ISO 8601 with its many endings, or RFC 822 as feeds have it.
pub(crate) fn moment_of_text(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if text.len() > 60 {
        return None;
    }
    Timestamp::parse_iso(text)
        .or_else(|| Timestamp::parse_iso(&format!("{text}00")).filter(|_| ends_in_hours(text)))
        .or_else(|| rfc822(text))
        .filter(|at| YEARS.contains(&at.date().0))
}

/// Reads seconds or milliseconds since 1970.
pub(crate) fn moment_of_number(number: f64) -> Option<Timestamp> {
    let millis = if number.abs() >= MILLISECONDS_FROM {
        number
    } else {
        number * 1000.0
    };
    if !(0.0..=4.2e12).contains(&millis) {
        return None;
    }
    let millis: i64 = format!("{millis:.0}").parse().ok()?;
    Some(Timestamp::from_millis(millis)).filter(|at| YEARS.contains(&at.date().0))
}

/// Whether a text ends like `+02`: an offset of hours alone.
fn ends_in_hours(text: &str) -> bool {
    let at = text.len().saturating_sub(3);
    at > 10
        && text.get(at..).is_some_and(|end| {
            end.starts_with(['+', '-']) && end.bytes().skip(1).all(|b| b.is_ascii_digit())
        })
}

/// `Tue, 23 Jun 2026 16:35:08 +0300`; the day's name and the seconds may be absent.
fn rfc822(text: &str) -> Option<Timestamp> {
    let text = text.split_once(',').map_or(text, |(_, rest)| rest);
    let mut words = text.split_ascii_whitespace();
    let day: u8 = words.next()?.parse().ok()?;
    let month = words.next()?.get(..3)?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|name| *name == month)?;
    let month = u8::try_from(month).ok()?.checked_add(1)?;
    let written: i32 = words.next()?.parse().ok()?;
    let year = match written {
        0..=49 => written + 2000,
        50..=99 => written + 1900,
        _ => written,
    };
    let midnight = Timestamp::from_date(year, month, day)?;
    let Some(clock) = words.next() else {
        return Some(midnight);
    };
    let mut parts = clock.split(':');
    let mut part = |most: i64| -> Option<i64> {
        let value: i64 = parts.next()?.parse().ok()?;
        (0..=most).contains(&value).then_some(value)
    };
    let (hours, minutes) = (part(23)?, part(59)?);
    let seconds = part(60).unwrap_or(0);
    let offset = words.next().map_or(Some(0), offset_minutes)?;
    let millis = (hours * 3600 + (minutes - offset) * 60 + seconds) * 1000;
    Some(Timestamp::from_millis(midnight.millis() + millis))
}

/// Minutes east of Greenwich.
fn offset_minutes(zone: &str) -> Option<i64> {
    let named = match zone.to_ascii_uppercase().as_str() {
        "GMT" | "UTC" | "UT" | "Z" => Some(0),
        "EST" => Some(-300),
        "EDT" => Some(-240),
        "CST" => Some(-360),
        "CDT" => Some(-300),
        "MST" => Some(-420),
        "MDT" => Some(-360),
        "PST" => Some(-480),
        "PDT" => Some(-420),
        "CET" => Some(60),
        "CEST" => Some(120),
        _ => None,
    };
    if named.is_some() {
        return named;
    }
    let sign = match zone.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = zone.chars().skip(1).filter(|c| *c != ':').collect();
    if digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let value: i64 = digits.parse().ok()?;
    (value / 100 <= 14 && value % 100 < 60).then_some(sign * (value / 100 * 60 + value % 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<String> {
        moment_of_text(text).map(Timestamp::rfc3339)
    }

    #[test]
    fn dates_are_read_as_sources_write_them() {
        for (text, expected) in [
            ("2026-06-30T17:49:03.000Z", "2026-06-30T17:49:03Z"),
            ("2026-07-29T08:50:01-04:00", "2026-07-29T12:50:01Z"),
            ("2024-11-13T14:10:41+0100", "2024-11-13T13:10:41Z"),
            ("2024-11-13T14:10:41+01", "2024-11-13T13:10:41Z"),
            ("2026-08-05 10:10:39 UTC", "2026-08-05T10:10:39Z"),
            ("2026-07-30", "2026-07-30T00:00:00Z"),
            ("Tue, 23 Jun 2026 16:35:08 +0300", "2026-06-23T13:35:08Z"),
            ("24 Jul 26 07:57 GMT", "2026-07-24T07:57:00Z"),
            ("Fri, 24 July 2026 00:30:00 PDT", "2026-07-24T07:30:00Z"),
            ("1 Mar 2026", "2026-03-01T00:00:00Z"),
        ] {
            assert_eq!(at(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn impossible_dates_state_nothing() {
        for text in [
            "",
            "soon",
            "Posted Yesterday",
            "0001-01-01T00:00:00Z",
            "9999-12-31",
            "31 Feb 2026",
            "1 Foo 2026",
            "1 Jan 2026 25:00:00 GMT",
            "1 Jan 2026 10:00:00 +9900",
            "é",
        ] {
            assert_eq!(at(text), None, "{text}");
        }
    }

    #[test]
    fn seconds_and_milliseconds_are_told_apart() {
        let second = moment_of_number(1_785_792_634.0);
        assert_eq!(second, moment_of_number(1_785_792_634_000.0));
        assert_eq!(second.map(|at| at.date().0), Some(2026));
        for number in [0.0, -5.0, 1e300, f64::NAN, f64::INFINITY, 4.0e13] {
            assert_eq!(moment_of_number(number), None, "{number}");
        }
    }

    proptest::proptest! {
        #[test]
        fn reading_never_panics(text in "[0-9A-Za-z:+ ,.-]{0,40}", number in proptest::num::f64::ANY) {
            let _ = moment_of_text(&text);
            let _ = moment_of_number(number);
        }
    }
}

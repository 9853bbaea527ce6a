//! Points in time.

use serde::{Deserialize, Serialize};
use time::{OffsetDateTime, UtcOffset};

/// A point in time in milliseconds since 1970-01-01T00:00:00Z.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// One day in milliseconds.
    pub const DAY_MS: i64 = 86_400_000;

    /// From milliseconds since the epoch.
    #[must_use]
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// From seconds since the epoch.
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1000))
    }

    /// From a calendar date at midnight UTC; `None` for a date that does not exist.
    #[must_use]
    pub fn from_date(year: i32, month: u8, day: u8) -> Option<Self> {
        let month = time::Month::try_from(month).ok()?;
        let date = time::Date::from_calendar_date(year, month, day).ok()?;
        Some(Self::from_seconds(
            date.midnight().assume_utc().unix_timestamp(),
        ))
    }

    /// Reads `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM[:SS[.fff]][Z|±HH[:]MM]`.
    #[must_use]
    pub fn parse_iso(text: &str) -> Option<Self> {
        let text = text.trim();
        let number = |range: std::ops::Range<usize>| -> Option<u32> {
            let part = text.get(range)?;
            part.bytes()
                .all(|b| b.is_ascii_digit())
                .then(|| part.parse().ok())?
        };
        if text.get(4..5)? != "-" || text.get(7..8)? != "-" {
            return None;
        }
        let year = i32::try_from(number(0..4)?).ok()?;
        let month = u8::try_from(number(5..7)?).ok()?;
        let day = u8::try_from(number(8..10)?).ok()?;
        let midnight = Self::from_date(year, month, day)?;
        if text.len() == 10 {
            return Some(midnight);
        }
        let hours = number(11..13)?;
        let minutes = number(14..16)?;
        let (seconds, mut rest) = if text.get(16..17) == Some(":") {
            (number(17..19)?, text.get(19..)?)
        } else {
            (0, text.get(16..)?)
        };
        if hours > 23 || minutes > 59 || seconds > 60 {
            return None;
        }
        let mut millis = 0;
        if let Some(fraction) = rest.strip_prefix('.') {
            let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
            let padded = format!("{:0<3}", fraction.get(..digits)?);
            millis = padded.get(..3)?.parse().ok()?;
            rest = fraction.get(digits..)?;
        }
        let offset_minutes = match rest.trim() {
            "" | "Z" | "z" | "UTC" => 0,
            offset => {
                let sign = if offset.starts_with('-') { -1 } else { 1 };
                let digits: String = offset.chars().filter(char::is_ascii_digit).collect();
                if !offset.starts_with(['+', '-']) || digits.len() != 4 {
                    return None;
                }
                let value: i64 = digits.parse().ok()?;
                sign * (value / 100 * 60 + value % 100)
            }
        };
        let day_seconds = i64::from(hours) * 3600 + i64::from(minutes) * 60 + i64::from(seconds);
        Some(Self(
            midnight.0 + (day_seconds - offset_minutes * 60) * 1000 + millis,
        ))
    }

    /// Milliseconds since the epoch.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// Later by a number of days (earlier when negative).
    #[must_use]
    pub const fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days.saturating_mul(Self::DAY_MS)))
    }

    /// Whole days from `self` to `later`, rounded down; 0 when `later` is earlier.
    #[must_use]
    pub const fn days_until(self, later: Self) -> i64 {
        let diff = later.0.saturating_sub(self.0);
        if diff < 0 { 0 } else { diff / Self::DAY_MS }
    }

    /// Calendar date in UTC as (year, month 1–12, day 1–31).
    #[must_use]
    pub fn date(self) -> (i32, u8, u8) {
        let moment = self.moment();
        (moment.year(), u8::from(moment.month()), moment.day())
    }

    /// `YYYY-MM-DD` in UTC.
    #[must_use]
    pub fn iso_date(self) -> String {
        let (year, month, day) = self.date();
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// `YYYY-MM-DDTHH:MM:SSZ`, as RFC 3339 wants it.
    #[must_use]
    pub fn rfc3339(self) -> String {
        let moment = self.moment();
        let (h, m, s) = (moment.hour(), moment.minute(), moment.second());
        format!("{}T{h:02}:{m:02}:{s:02}Z", self.iso_date())
    }

    /// How long before `as_of` this was, in words: 'today', '3 days ago', '5 months ago'.
    /// Calendar days in UTC are counted, as the dates that stand beside such words
    /// are; what is still to come is 'today'.
    #[must_use]
    pub fn ago(self, as_of: Self) -> String {
        let plural = |n: i64, unit: &str| {
            if n == 1 {
                format!("1 {unit} ago")
            } else {
                format!("{n} {unit}s ago")
            }
        };
        let day = |at: Self| at.0.div_euclid(Self::DAY_MS);
        match day(as_of).saturating_sub(day(self)) {
            ..=0 => "today".to_owned(),
            1 => "yesterday".to_owned(),
            days @ 2..=13 => plural(days, "day"),
            days @ 14..=59 => plural(days / 7, "week"),
            days @ 60..=729 => plural(days / 30, "month"),
            days => plural(days / 365, "year"),
        }
    }

    fn moment(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(self.0.div_euclid(1000))
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
            .to_offset(UtcOffset::UTC)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_dates_round_trip_and_offsets_count() {
        let at = |text| Timestamp::parse_iso(text).map(Timestamp::rfc3339);
        assert_eq!(at("2026-02-28").as_deref(), Some("2026-02-28T00:00:00Z"));
        assert_eq!(
            at("2025-10-08T12:27:21.170+00:00").as_deref(),
            Some("2025-10-08T12:27:21Z")
        );
        assert_eq!(
            at("2026-01-01T00:30:00+0100").as_deref(),
            Some("2025-12-31T23:30:00Z")
        );
        assert_eq!(
            at("2026-08-05 09:41:37 UTC").as_deref(),
            Some("2026-08-05T09:41:37Z")
        );
    }

    #[test]
    fn impossible_dates_are_refused() {
        for text in [
            "2026-02-30",
            "2026-13-01",
            "",
            "yesterday",
            "2026-01-01T25:00:00Z",
            "20260101",
            "é026-01-01",
        ] {
            assert_eq!(Timestamp::parse_iso(text), None, "{text:?}");
        }
    }

    #[test]
    fn ages_are_said_in_words() {
        let now = Timestamp::from_date(2026, 11, 23).unwrap();
        assert_eq!(now.ago(now), "today");
        assert_eq!(now.plus_days(-1).ago(now), "yesterday");
        assert_eq!(now.plus_days(-5).ago(now), "5 days ago");
        assert_eq!(now.plus_days(-21).ago(now), "3 weeks ago");
        assert_eq!(now.plus_days(-70).ago(now), "2 months ago");
        assert_eq!(now.plus_days(-800).ago(now), "2 years ago");
        assert_eq!(now.plus_days(3).ago(now), "today");
    }

    #[test]
    fn ages_agree_with_the_dates_beside_them() {
        let at = |text| Timestamp::parse_iso(text).unwrap();
        for (posted, as_of, expected) in [
            ("2026-11-22T22:00:00Z", "2026-11-23T07:00:00Z", "yesterday"),
            ("2026-11-22T22:00:00Z", "2026-11-22T23:59:59Z", "today"),
            ("2026-11-21T22:00:00Z", "2026-11-23T07:00:00Z", "2 days ago"),
            ("2026-11-22T00:00:00Z", "2026-11-23T22:00:00Z", "yesterday"),
            ("2026-11-23T00:00:00Z", "2026-11-22T22:00:00Z", "today"),
            ("1969-12-31T22:00:00Z", "1970-01-01T07:00:00Z", "yesterday"),
        ] {
            assert_eq!(at(posted).ago(at(as_of)), expected, "{posted} at {as_of}");
        }
    }

    proptest::proptest! {
        #[test]
        fn parsing_never_panics(text in ".{0,40}") {
            let _ = Timestamp::parse_iso(&text);
        }

        #[test]
        fn every_second_round_trips(seconds in 0_i64..4_000_000_000) {
            let at = Timestamp::from_seconds(seconds);
            proptest::prop_assert_eq!(Timestamp::parse_iso(&at.rfc3339()), Some(at));
        }
    }
}

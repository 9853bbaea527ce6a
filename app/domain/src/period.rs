//! Stretches of the calendar that figures are counted over.

use std::fmt;

use crate::timestamp::Timestamp;

/// How long a [`Period`] is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum PeriodStep {
    /// One day.
    Day,
    /// Monday to Sunday, by ISO 8601.
    Week,
    /// A calendar month.
    Month,
    /// Three calendar months.
    Quarter,
    /// A calendar year.
    Year,
    /// So many calendar months, at least two, from any of them on.
    Months(u8),
}

/// A day, week, month, quarter, year or run of months in UTC, from 1970 to 2199.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    start: Timestamp,
    step: PeriodStep,
}

impl Period {
    /// The period of this length that holds a moment, a run of months the one that
    /// begins with the moment's month; a moment outside 1970 to 2199 is taken for the
    /// nearest one inside.
    #[must_use]
    pub fn holding(step: PeriodStep, at: Timestamp) -> Self {
        let at = at.max(FIRST).min(LAST);
        let start = match step {
            PeriodStep::Day => midnight(at),
            PeriodStep::Week => monday(at),
            PeriodStep::Month | PeriodStep::Quarter | PeriodStep::Year | PeriodStep::Months(_) => {
                let (year, month, _) = at.date();
                let month = match step {
                    PeriodStep::Month | PeriodStep::Months(_) => month,
                    PeriodStep::Quarter => (month.saturating_sub(1) / 3) * 3 + 1,
                    _ => 1,
                };
                Timestamp::from_date(year, month, 1).unwrap_or(at)
            }
        };
        Self { start, step }
    }

    /// The months from one to another, both included; `None` when these are no
    /// months in their order, or more than 255.
    #[must_use]
    pub fn months(first: Self, last: Self) -> Option<Self> {
        let number = |month: Self| {
            let whole = month.step == PeriodStep::Month;
            whole.then(|| month.year() * 12 + i32::from(month.month()))
        };
        match u8::try_from(number(last)? - number(first)? + 1).ok()? {
            0 => None,
            1 => Some(first),
            count => Some(Self {
                start: first.start,
                step: PeriodStep::Months(count),
            }),
        }
    }

    /// Reads `2026`, `2026-q4`, `2026-11`, `2026-w21`, `2026-11-23` or
    /// `2025-12..2026-11`; `None` for anything else, and for what is not in the
    /// calendar.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((first, last)) = text.split_once("..") {
            let period = Self::months(Self::parse(first)?, Self::parse(last)?)?;
            return (period.step != PeriodStep::Month).then_some(period);
        }
        let (year, rest) = match text.split_once('-') {
            Some((year, rest)) => (year, Some(rest)),
            None => (text, None),
        };
        let year = i32::from(digits(year, 4)?);
        let from = |month, day| Timestamp::from_date(year, u8::try_from(month).ok()?, day);
        let (step, at) = match rest {
            None => (PeriodStep::Year, from(1, 1)?),
            Some(rest) => match rest.split_at_checked(1)? {
                ("q", number) => {
                    let quarter = digits(number, 1).filter(|quarter| (1..=4).contains(quarter))?;
                    (PeriodStep::Quarter, from(quarter * 3 - 2, 1)?)
                }
                ("w", number) => {
                    let weeks = i64::from(digits(number, 2).filter(|week| *week > 0)?) - 1;
                    (PeriodStep::Week, first_week(year)?.plus_days(7 * weeks))
                }
                _ => match rest.split_once('-') {
                    None => (PeriodStep::Month, from(digits(rest, 2)?, 1)?),
                    Some((month, day)) => {
                        let day = u8::try_from(digits(day, 2)?).ok()?;
                        (PeriodStep::Day, from(digits(month, 2)?, day)?)
                    }
                },
            },
        };
        let period = Self::holding(step, at);
        // The 53rd week of a year that has 52 is the next year's first.
        (period.start == at && period.to_string() == text).then_some(period)
    }

    /// The period of the same length right after this one.
    #[must_use]
    pub fn next(self) -> Self {
        Self::holding(self.step, self.end())
    }

    /// Its first moment.
    #[must_use]
    pub const fn start(self) -> Timestamp {
        self.start
    }

    /// The first moment after it.
    #[must_use]
    pub fn end(self) -> Timestamp {
        let (year, month, _) = self.start.date();
        let after = |months: u8| {
            let from_january = u16::from(month) - 1 + u16::from(months);
            let month = u8::try_from(from_january % 12 + 1).unwrap_or(month);
            let date = Timestamp::from_date(year + i32::from(from_january / 12), month, 1);
            date.unwrap_or(self.start)
        };
        match self.step {
            PeriodStep::Day => self.start.plus_days(1),
            PeriodStep::Week => self.start.plus_days(7),
            PeriodStep::Month => after(1),
            PeriodStep::Quarter => after(3),
            PeriodStep::Year => after(12),
            PeriodStep::Months(count) => after(count),
        }
    }

    /// The last month that it touches.
    fn last_month(self) -> Self {
        Self::holding(PeriodStep::Month, self.end().plus_days(-1))
    }

    /// Its length.
    #[must_use]
    pub const fn step(self) -> PeriodStep {
        self.step
    }

    /// The year it begins in.
    #[must_use]
    pub fn year(self) -> i32 {
        self.start.date().0
    }

    /// The month it begins in, 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.start.date().1
    }

    /// `2026`, `Q4 2026`, `Nov 2026`, `23 Nov 2026`, `week of 23 Nov 2026`, `Dec 2025
    /// to Nov 2026`.
    #[must_use]
    pub fn label(self) -> String {
        let (year, month, day) = self.start.date();
        let name = month_name(month);
        match self.step {
            PeriodStep::Year => year.to_string(),
            PeriodStep::Quarter => format!("Q{} {year}", month.div_ceil(3)),
            PeriodStep::Month => format!("{name} {year}"),
            PeriodStep::Week => format!("week of {day} {name} {year}"),
            PeriodStep::Day => format!("{day} {name} {year}"),
            PeriodStep::Months(_) => format!("{name} {year} to {}", self.last_month().label()),
        }
    }
}

/// `Jan` to `Dec`; empty for a number that is no month.
#[must_use]
pub fn month_name(month: u8) -> &'static str {
    const NAMES: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    month
        .checked_sub(1)
        .and_then(|index| NAMES.get(usize::from(index)))
        .copied()
        .unwrap_or("")
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, _) = self.start.date();
        match self.step {
            PeriodStep::Year => write!(f, "{year:04}"),
            PeriodStep::Quarter => write!(f, "{year:04}-q{}", month.div_ceil(3)),
            PeriodStep::Month => write!(f, "{year:04}-{month:02}"),
            PeriodStep::Day => f.write_str(&self.start.iso_date()),
            PeriodStep::Months(_) => write!(f, "{year:04}-{month:02}..{}", self.last_month()),
            PeriodStep::Week => {
                // The Thursday of a week decides its year.
                let year = self.start.plus_days(3).date().0;
                let first = first_week(year).unwrap_or(self.start);
                write!(f, "{year:04}-w{:02}", first.days_until(self.start) / 7 + 1)
            }
        }
    }
}

impl TryFrom<String> for Period {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("{text} is no period such as 2026-11"))
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

/// 1 January 1970, and the last moment of 2199.
const FIRST: Timestamp = Timestamp::from_millis(0);
const LAST: Timestamp = Timestamp::from_millis(84_006 * Timestamp::DAY_MS - 1);

fn digits(text: &str, count: usize) -> Option<u16> {
    let plain = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// Monday of the first ISO week of a year: the week that holds 4 January.
fn first_week(year: i32) -> Option<Timestamp> {
    Timestamp::from_date(year, 1, 4).map(monday)
}

const fn midnight(at: Timestamp) -> Timestamp {
    Timestamp::from_millis(at.millis().div_euclid(Timestamp::DAY_MS) * Timestamp::DAY_MS)
}

/// Midnight of the Monday on or before a moment.
const fn monday(at: Timestamp) -> Timestamp {
    // 1 January 1970 was a Thursday.
    let weekday = (at.millis().div_euclid(Timestamp::DAY_MS) + 3).rem_euclid(7);
    midnight(at).plus_days(-weekday)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STEPS: [PeriodStep; 6] = [
        PeriodStep::Day,
        PeriodStep::Week,
        PeriodStep::Month,
        PeriodStep::Quarter,
        PeriodStep::Year,
        PeriodStep::Months(14),
    ];

    #[test]
    fn periods_have_their_days_and_words() {
        for (text, start, end, label) in [
            ("2026", "2026-01-01", "2027-01-01", "2026"),
            ("2026-q4", "2026-10-01", "2027-01-01", "Q4 2026"),
            ("2026-12", "2026-12-01", "2027-01-01", "Dec 2026"),
            ("2024-02", "2024-02-01", "2024-03-01", "Feb 2024"),
            ("2024-02-29", "2024-02-29", "2024-03-01", "29 Feb 2024"),
            (
                "2026-w01",
                "2025-12-29",
                "2026-01-05",
                "week of 29 Dec 2025",
            ),
            (
                "2020-w53",
                "2020-12-28",
                "2021-01-04",
                "week of 28 Dec 2020",
            ),
            ("2199-12", "2199-12-01", "2200-01-01", "Dec 2199"),
            (
                "2025-12..2026-11",
                "2025-12-01",
                "2026-12-01",
                "Dec 2025 to Nov 2026",
            ),
            (
                "2016-11..2026-10",
                "2016-11-01",
                "2026-11-01",
                "Nov 2016 to Oct 2026",
            ),
        ] {
            let period = Period::parse(text).unwrap();
            assert_eq!(period.start().iso_date(), start, "{text}");
            assert_eq!(period.end().iso_date(), end, "{text}");
            assert_eq!(period.label(), label);
            assert_eq!(serde_json::to_value(period).unwrap(), text);
        }
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in [
            "",
            "26",
            "2026-13",
            "2026-00",
            "2026-5",
            "2025-w53",
            "2026-w00",
            "2026-q5",
            "1969",
            "2200",
            "2026-02-30",
            "+026",
            "20é6",
            "2026-é",
            "2026-w1",
            "2026-01..2025-12",
            "2026-01..2026-01",
            "2026..2027",
            "2026-01..2026-02..2026-03",
            "1970-01..2100-01",
            "2026-01..",
        ] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_moment_lies_in_the_period_that_holds_it(day in 10_i64..83_500) {
            let at = Timestamp::from_millis(day * Timestamp::DAY_MS + 1);
            for step in STEPS {
                let period = Period::holding(step, at);
                prop_assert!(period.start() <= at && at < period.end());
                prop_assert_eq!(Period::parse(&period.to_string()), Some(period));
                prop_assert_eq!(period.next().start(), period.end());
            }
        }
    }
}

//! Weeks and months, in UTC: the grid that every series lies on.

use std::fmt;

use domain::Timestamp;
use serde::{Serialize, Serializer};

/// How long the periods of a series are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Granularity {
    /// From Monday to Sunday, as ISO 8601 has it.
    Week,
    /// A calendar month.
    Month,
}

impl Granularity {
    /// Periods of a year: the length of a season.
    #[must_use]
    pub const fn season(self) -> usize {
        match self {
            Self::Week => 52,
            Self::Month => 12,
        }
    }
}

/// A week or a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    granularity: Granularity,
    start: Timestamp,
}

impl Period {
    /// The period that holds a point in time.
    #[must_use]
    pub fn containing(granularity: Granularity, at: Timestamp) -> Self {
        let start = match granularity {
            Granularity::Week => {
                // 1970-01-01 was a Thursday.
                let day = at.millis().div_euclid(Timestamp::DAY_MS);
                let monday = (day + 3).div_euclid(7) * 7 - 3;
                Timestamp::default().plus_days(monday)
            }
            Granularity::Month => {
                let (year, month, _) = at.date();
                month_start(year, month)
            }
        };
        Self { granularity, start }
    }

    /// Reads `2026-03` or `2026-W11`; `None` for what is neither.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, rest) = text.split_once('-')?;
        if year.len() != 4 || rest.len() != text.len() - 5 {
            return None;
        }
        let first = Timestamp::parse_iso(&format!("{year}-01-01"))?;
        let found = match rest.strip_prefix('W') {
            Some(week) => {
                let week: i64 = week.parse().ok()?;
                // 4 January is always in week 1.
                let at = first.plus_days(3).plus_days(7 * (week - 1));
                Self::containing(Granularity::Week, at)
            }
            None => Self::containing(
                Granularity::Month,
                Timestamp::parse_iso(&format!("{text}-01"))?,
            ),
        };
        (found.to_string() == text).then_some(found)
    }

    /// How long it is.
    #[must_use]
    pub const fn granularity(self) -> Granularity {
        self.granularity
    }

    /// Its first moment.
    #[must_use]
    pub const fn start(self) -> Timestamp {
        self.start
    }

    /// The first moment after it.
    #[must_use]
    pub fn end(self) -> Timestamp {
        self.plus(1).start
    }

    /// A number of periods later, or earlier when negative.
    #[must_use]
    pub fn plus(self, periods: i32) -> Self {
        let start = match self.granularity {
            Granularity::Week => self.start.plus_days(i64::from(periods) * 7),
            Granularity::Month => {
                let (year, month, _) = self.start.date();
                let months = year * 12 + i32::from(month) - 1 + periods;
                let month = u8::try_from(months.rem_euclid(12) + 1).unwrap_or(1);
                month_start(months.div_euclid(12), month)
            }
        };
        Self { start, ..self }
    }

    /// The same period of the year before: 12 months or 52 weeks earlier.
    #[must_use]
    pub fn a_year_before(self) -> Self {
        self.plus(match self.granularity {
            Granularity::Week => -52,
            Granularity::Month => -12,
        })
    }

    /// Every period from this one to `last`, both included; none when `last` is
    /// earlier or of another length.
    #[must_use]
    pub fn through(self, last: Self) -> Vec<Self> {
        if self.granularity != last.granularity {
            return Vec::new();
        }
        std::iter::successors(Some(self), |period| Some(period.plus(1)))
            .take_while(|period| period.start <= last.start)
            .collect()
    }
}

/// `2026-03`, or `2026-W11` by ISO 8601.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.granularity {
            Granularity::Month => {
                let (year, month, _) = self.start.date();
                write!(f, "{year:04}-{month:02}")
            }
            Granularity::Week => {
                // A week belongs to the year of its Thursday.
                let thursday = self.start.plus_days(3);
                let (year, _, _) = thursday.date();
                let week = month_start(year, 1).days_until(thursday) / 7 + 1;
                write!(f, "{year:04}-W{week:02}")
            }
        }
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

fn month_start(year: i32, month: u8) -> Timestamp {
    Timestamp::from_date(year, month, 1).unwrap_or_default()
}

/// How long a role was open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// When it was first posted.
    pub opened: Timestamp,
    /// When it closed; `None` while it is open.
    pub closed: Option<Timestamp>,
}

/// Number of roles first posted in each period.
#[must_use]
pub fn count_new(periods: &[Period], spans: &[Span]) -> Vec<u64> {
    let within =
        |period: &Period, span: &&Span| period.start() <= span.opened && span.opened < period.end();
    let count = |period: &Period| spans.iter().filter(|span| within(period, span)).count();
    periods
        .iter()
        .map(|period| crate::number::whole(count(period)))
        .collect()
}

/// Number of roles open at the end of each period, or at `as_of` in the period
/// that is not over: opened before that moment and not closed before it.
#[must_use]
pub fn count_open(periods: &[Period], spans: &[Span], as_of: Timestamp) -> Vec<u64> {
    let count = |period: &Period| {
        let moment = period.end().min(as_of);
        let open = |span: &&Span| {
            span.opened < moment && span.closed.is_none_or(|closed| closed >= moment)
        };
        crate::number::whole(spans.iter().filter(open).count())
    };
    periods.iter().map(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse_iso(text).unwrap()
    }

    #[test]
    fn weeks_begin_on_monday_and_are_named_as_iso_does() {
        let named = |text| Period::containing(Granularity::Week, at(text)).to_string();
        assert_eq!(named("2026-01-01"), "2026-W01");
        assert_eq!(named("2024-12-30"), "2025-W01");
        assert_eq!(named("2021-01-03"), "2020-W53");
        assert_eq!(named("2021-01-04"), "2021-W01");
        assert_eq!(named("1969-12-29"), "1970-W01");
    }

    #[test]
    fn months_wrap_around_the_year() {
        let november = Period::parse("2025-11").unwrap();
        assert_eq!(november.plus(2).to_string(), "2026-01");
        assert_eq!(november.a_year_before().to_string(), "2024-11");
        assert_eq!(november.end(), at("2025-12-01"));
        let named: Vec<String> = november
            .through(Period::parse("2026-02").unwrap())
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(named, ["2025-11", "2025-12", "2026-01", "2026-02"]);
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in [
            "",
            "2025",
            "2025-13",
            "2025-W54",
            "2025-1",
            "2025-01-01",
            "x-01",
            "2021-W53",
        ] {
            assert_eq!(Period::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_role_is_new_once_and_open_until_it_closes() {
        let periods = Period::parse("2026-01")
            .unwrap()
            .through(Period::parse("2026-03").unwrap());
        let spans = [
            Span {
                opened: at("2026-01-10"),
                closed: Some(at("2026-02-05")),
            },
            Span {
                opened: at("2026-02-01"),
                closed: None,
            },
            Span {
                opened: at("2026-03-20"),
                closed: None,
            },
        ];
        assert_eq!(count_new(&periods, &spans), [1, 1, 1]);
        assert_eq!(count_open(&periods, &spans, at("2026-04-01")), [1, 1, 2]);
        assert_eq!(count_open(&periods, &spans, at("2026-03-10")), [1, 1, 1]);
    }

    proptest::proptest! {
        #[test]
        fn every_moment_lies_in_its_period_and_names_round_trip(seconds in 0_i64..4_000_000_000) {
            let at = Timestamp::from_seconds(seconds);
            for granularity in [Granularity::Week, Granularity::Month] {
                let period = Period::containing(granularity, at);
                proptest::prop_assert!(period.start() <= at && at < period.end());
                proptest::prop_assert_eq!(Period::parse(&period.to_string()), Some(period));
                proptest::prop_assert_eq!(period.plus(1).plus(-1), period);
            }
        }

        #[test]
        fn parsing_never_panics(text in ".{0,12}") {
            let _ = Period::parse(&text);
        }
    }
}

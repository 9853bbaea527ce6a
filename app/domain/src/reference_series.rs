//! A series that somebody else publishes, to stand beside our own figures.

use serde::Serialize;

use crate::period::{Period, PeriodStep};
use crate::slug::Slug;
use crate::timestamp::Timestamp;

/// A published series with its terms and its values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReferenceSeries {
    /// Its name in commands: `indeed-software-development-us`.
    pub slug: Slug,
    /// Its name for people.
    pub name: String,
    /// Who publishes it, as its terms want it.
    pub publisher: String,
    /// Its terms: `CC BY 4.0`.
    pub licence: String,
    /// The page where the publisher describes it.
    pub page: String,
    /// Where its values stand.
    pub table: ReferenceTable,
    /// When its values were read.
    pub read_at: Timestamp,
    /// Its values, oldest first, each day once.
    pub points: Vec<ReferencePoint>,
}

/// Which rows and columns of a CSV file are a series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReferenceTable {
    /// Where the file is fetched; `None` for a file that was given by hand.
    pub address: Option<String>,
    /// The column of the days.
    pub date: String,
    /// The column of the values.
    pub value: String,
    /// Columns that must hold a text: a file may hold several series.
    pub only: Vec<(String, String)>,
}

/// A value of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ReferencePoint {
    /// The midnight, UTC, that its day begins with.
    pub day: Timestamp,
    /// Thousandths of the unit of the series.
    pub thousandths: i32,
}

impl ReferencePoint {
    /// The value, in the unit of the series.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.thousandths) / 1_000.0
    }
}

impl ReferenceSeries {
    /// First and last day; `None` for a series without values.
    #[must_use]
    pub fn span(&self) -> Option<(Timestamp, Timestamp)> {
        Some((self.points.first()?.day, self.points.last()?.day))
    }

    /// The mean of each calendar month (UTC) that has values, oldest first. A
    /// month that had not ended on the last day with a value is left out.
    #[must_use]
    pub fn monthly(&self) -> Vec<(Period, f64)> {
        let mut months: Vec<(Period, i64, u32)> = Vec::new();
        for point in &self.points {
            let month = Period::holding(PeriodStep::Month, point.day);
            match months.last_mut() {
                Some((last, sum, n)) if *last == month => {
                    *sum += i64::from(point.thousandths);
                    *n += 1;
                }
                _ => months.push((month, i64::from(point.thousandths), 1)),
            }
        }
        // A series of one value a month has it on the month's first day.
        let daily = months.iter().any(|(_, _, n)| *n > 1);
        let last = self.points.last().map(|point| point.day);
        months.retain(|(month, _, _)| {
            !daily || last.is_some_and(|last| last.plus_days(1) >= month.end())
        });
        months
            .into_iter()
            .filter_map(|(month, sum, n)| {
                let mean = f64::from(i32::try_from(sum.div_euclid(i64::from(n))).ok()?);
                Some((month, mean / 1_000.0))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(points: &[(&str, i32)]) -> ReferenceSeries {
        ReferenceSeries {
            slug: Slug::parse("series").unwrap(),
            name: "Series".to_owned(),
            publisher: "Somebody".to_owned(),
            licence: "CC BY 4.0".to_owned(),
            page: "https://example.org".to_owned(),
            table: ReferenceTable {
                address: None,
                date: "date".to_owned(),
                value: "value".to_owned(),
                only: Vec::new(),
            },
            read_at: Timestamp::from_millis(0),
            points: points
                .iter()
                .map(|(day, thousandths)| ReferencePoint {
                    day: Timestamp::parse_iso(day).unwrap(),
                    thousandths: *thousandths,
                })
                .collect(),
        }
    }

    fn monthly(points: &[(&str, i32)]) -> Vec<(String, f64)> {
        let months = series(points).monthly();
        let named = months.into_iter();
        named
            .map(|(month, mean)| (month.to_string(), mean))
            .collect()
    }

    #[test]
    fn months_are_means_of_their_days_and_whole() {
        let points = [
            ("2020-02-01", 100_000),
            ("2020-02-29", 90_000),
            ("2020-03-01", 80_000),
            ("2020-03-02", 70_000),
        ];
        assert_eq!(monthly(&points), [("2020-02".to_owned(), 95.0)]);
        assert_eq!(monthly(&[]), []);
    }

    #[test]
    fn one_value_a_month_stands_for_its_month() {
        let points = [("2020-02-01", 100_000), ("2020-03-01", 80_500)];
        let expected = [("2020-02".to_owned(), 100.0), ("2020-03".to_owned(), 80.5)];
        assert_eq!(monthly(&points), expected);
    }
}

//! Published series: which ones the program knows by name, and how the values of
//! one are read from a CSV file.
//!
//! Files are bounded by whoever reads them; here no more values are kept than
//! [`MAX_POINTS`], and a row that is none of the series costs nothing.

mod decimal;
mod known;

use std::collections::BTreeMap;

use domain::{ReferencePoint, ReferenceTable, Timestamp};
use thiserror::Error;

pub use known::{KnownSeries, known_series};

/// Most values of one series: more than a century of days.
pub const MAX_POINTS: usize = 40_000;

/// Why a file is not the series that was asked for.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum SeriesError {
    /// It is no CSV, or not in UTF-8.
    #[error("line {line} is no CSV: {reason}")]
    NoTable {
        /// Number of the line, from 1.
        line: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// A column that is needed is not there.
    #[error("there is no column '{wanted}'; there are {}", .there.join(", "))]
    NoColumn {
        /// The column that was looked for.
        wanted: String,
        /// Those that there are.
        there: Vec<String>,
    },
    /// A day or a value cannot be read.
    #[error("line {line}: '{text}' is no {what}")]
    Unreadable {
        /// Number of the line, from 1.
        line: u64,
        /// What was expected.
        what: &'static str,
        /// What is there.
        text: String,
    },
    /// A day is there twice, with different values: the rows hold several series.
    #[error("line {line}: {day} is there twice; which rows count must be told more closely")]
    Twice {
        /// Number of the line, from 1.
        line: u64,
        /// The day.
        day: String,
    },
    /// No row is of the series.
    #[error("no row is of this series")]
    Empty,
    /// There are more values than a series may have.
    #[error("there are more than {} values", MAX_POINTS)]
    TooLong,
}

/// Reads the values of a series, oldest first. A row without a value is a day
/// without one.
///
/// # Errors
/// What keeps the file from being this series.
pub fn read_series(
    text: &[u8],
    table: &ReferenceTable,
) -> Result<Vec<ReferencePoint>, SeriesError> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(without_mark(text));
    let heading = reader.headers().map_err(|error| no_table(&error))?.clone();
    let column = |name: &str| find_column(&heading, name);
    let (date, value) = (column(&table.date)?, column(&table.value)?);
    let mut only = Vec::with_capacity(table.only.len());
    for (name, wanted) in &table.only {
        only.push((column(name)?, wanted.as_str()));
    }
    let mut points: BTreeMap<Timestamp, i32> = BTreeMap::new();
    for row in reader.records() {
        let row = row.map_err(|error| no_table(&error))?;
        let line = row.position().map_or(0, csv::Position::line);
        let cell = |at: usize| row.get(at).unwrap_or_default();
        let counts = only
            .iter()
            .all(|(at, wanted)| cell(*at).eq_ignore_ascii_case(wanted));
        // Statistical offices write a full stop for what is missing.
        if !counts || matches!(cell(value), "" | "." | "NA") {
            continue;
        }
        let unreadable = |what, at| SeriesError::Unreadable {
            line,
            what,
            text: cell(at).chars().take(40).collect(),
        };
        let day = Timestamp::parse_iso(cell(date))
            .filter(|_| cell(date).len() == 10)
            .ok_or_else(|| unreadable("day such as 2020-02-01", date))?;
        let thousandths =
            decimal::thousandths(cell(value)).ok_or_else(|| unreadable("number", value))?;
        if points
            .insert(day, thousandths)
            .is_some_and(|other| other != thousandths)
        {
            let day = day.iso_date();
            return Err(SeriesError::Twice { line, day });
        }
        if points.len() > MAX_POINTS {
            return Err(SeriesError::TooLong);
        }
    }
    if points.is_empty() {
        return Err(SeriesError::Empty);
    }
    let point = |(day, thousandths)| ReferencePoint { day, thousandths };
    Ok(points.into_iter().map(point).collect())
}

/// Knows a series by the form of its file.
///
/// # Errors
/// When it is no CSV. `None` for a form that is not known.
pub fn recognise(text: &[u8]) -> Result<Option<KnownSeries>, SeriesError> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(without_mark(text));
    let cells = |row: &csv::StringRecord| row.iter().map(str::to_owned).collect::<Vec<_>>();
    let heading = cells(reader.headers().map_err(|error| no_table(&error))?);
    let first = reader.records().next().transpose();
    let first = first.map_err(|error| no_table(&error))?;
    let first = first.as_ref().map(cells).unwrap_or_default();
    Ok(known::recognise(&heading, &first))
}

/// The text without the mark that some programs begin files with.
fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text)
}

fn find_column(heading: &csv::StringRecord, wanted: &str) -> Result<usize, SeriesError> {
    let found = heading
        .iter()
        .position(|name| name.eq_ignore_ascii_case(wanted));
    found.ok_or_else(|| SeriesError::NoColumn {
        wanted: wanted.to_owned(),
        there: heading.iter().map(str::to_owned).collect(),
    })
}

fn no_table(error: &csv::Error) -> SeriesError {
    SeriesError::NoTable {
        line: error.position().map_or(1, csv::Position::line),
        reason: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(value: &str, only: &[(&str, &str)]) -> ReferenceTable {
        let owned = |(column, text): &(&str, &str)| ((*column).to_owned(), (*text).to_owned());
        ReferenceTable {
            address: None,
            date: "date".to_owned(),
            value: value.to_owned(),
            only: only.iter().map(owned).collect(),
        }
    }

    const SECTORS: &str = "date,country,index,variable,sector\n\
        2020-02-02,GB,99.84,total postings,Software\n\
        2020-02-01,GB,100,total postings,Software\n\
        2020-02-01,GB,100,new postings,Software\n\
        2020-02-02,GB,97.5,new postings,Software\n\
        2020-02-02,GB,12,total postings,\"Care, and more\"\n";

    fn values(points: &[ReferencePoint]) -> Vec<(String, i32)> {
        points
            .iter()
            .map(|point| (point.day.iso_date(), point.thousandths))
            .collect()
    }

    #[test]
    fn rows_of_the_series_are_read_in_order_of_their_days() {
        let only = [("variable", "Total postings"), ("sector", "Software")];
        let points = read_series(SECTORS.as_bytes(), &table("index", &only)).unwrap();
        let expected = [
            ("2020-02-01".to_owned(), 100_000),
            ("2020-02-02".to_owned(), 99_840),
        ];
        assert_eq!(values(&points), expected);
    }

    #[test]
    fn a_file_of_several_series_must_be_told_apart() {
        let found = read_series(SECTORS.as_bytes(), &table("index", &[]));
        let day = "2020-02-02".to_owned();
        assert_eq!(found, Err(SeriesError::Twice { line: 5, day }));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let read = |text: &str| read_series(text.as_bytes(), &table("index", &[]));
        assert!(
            matches!(read("date,x\n"), Err(SeriesError::NoColumn { wanted, .. }) if wanted == "index")
        );
        assert_eq!(read("date,index\n"), Err(SeriesError::Empty));
        assert!(matches!(
            read("date,index\n2020-13-01,1\n"),
            Err(SeriesError::Unreadable { line: 2, .. })
        ));
        assert!(matches!(
            read("date,index\n2020-01-01,many\n"),
            Err(SeriesError::Unreadable { .. })
        ));
        assert!(matches!(
            read("date,index\n2020-01-01\n"),
            Err(SeriesError::NoTable { line: 2, .. })
        ));
        let gap = read("\u{feff}date,index\n2020-01-01,.\n2020-01-02,7\n").unwrap();
        assert_eq!(values(&gap), [("2020-01-02".to_owned(), 7_000)]);
    }

    #[test]
    fn no_bytes_make_it_panic() {
        let texts: [&[u8]; 4] = [b"", b"\xff\xfe,\n", b"date,index\n\"", b"date,index\n,\n"];
        for text in texts {
            assert!(read_series(text, &table("index", &[])).is_err());
        }
    }
}

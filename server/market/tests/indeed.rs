//! Our seasonal adjustment against a published one: the postings indices of
//! Indeed Hiring Lab, whose files are not part of this repository. They lie beside
//! it, or in the folder that `BACKBOARD_SERIES` names.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test ends when something is not as it should be, and says what it skips"
)]

use std::io::Read;
use std::path::Path;

use domain::Timestamp;
use market::adjust_daily;

/// Where the files lie beside a checkout, when they do.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/series");

/// A day with the adjusted and the unadjusted index.
type Row = (Timestamp, f64, f64);

fn read(folder: &Path, country: &str) -> Option<Vec<Row>> {
    let file = folder.join(format!("indeed-postings-{country}-daily.csv.gz"));
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(file).ok()?)
        .read_to_string(&mut text)
        .unwrap();
    let mut rows: Vec<Row> = text
        .lines()
        .skip(1)
        .filter(|line| line.ends_with(",total postings"))
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            let number = |at: usize| fields[at].parse::<f64>().unwrap();
            (
                Timestamp::parse_iso(fields[0]).unwrap(),
                number(2),
                number(3),
            )
        })
        .collect();
    rows.sort_by_key(|row| row.0);
    Some(rows)
}

#[test]
fn the_published_adjustment_is_met_within_a_point_and_a_half() {
    let folder = std::env::var_os("BACKBOARD_SERIES")
        .map_or_else(|| FOLDER.into(), std::path::PathBuf::from);
    for country in ["US", "GB", "DE"] {
        let Some(rows) = read(&folder, country) else {
            eprintln!(
                "SKIPPED: no published series of {country} in {}",
                folder.display()
            );
            continue;
        };
        let base = Timestamp::from_date(2020, 2, 1).unwrap();
        let raw: Vec<f64> = rows.iter().map(|row| row.2).collect();
        for (day, row) in (0..).zip(&rows) {
            assert_eq!(
                row.0,
                rows[0].0.plus_days(day),
                "a day is missing in {country}"
            );
        }
        let done = adjust_daily(rows[0].0, &raw, base).unwrap();
        let distance = |values: &[f64]| {
            let sum: f64 = rows
                .iter()
                .zip(values)
                .map(|(row, value)| (row.1 - value).abs())
                .sum();
            sum / f64::from(u32::try_from(rows.len()).unwrap())
        };
        eprintln!(
            "{country}: {:.3} index points from the published series, {:.3} without adjustment",
            distance(&done.adjusted),
            distance(&raw)
        );
        assert!(distance(&done.adjusted) <= 1.5);
    }
}

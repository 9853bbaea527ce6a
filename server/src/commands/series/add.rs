//! `backboard series add`: from a name, a file or an address to a series.

use std::io::Read;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Arg, ArgAction, ArgMatches, Command};
use domain::{ReferenceSeries, ReferenceTable, Slug};
use ingest::series::{KnownSeries, known_series, read_series, recognise};

use super::super::say;
use super::words;
use crate::chance;
use crate::clock::Clock;
use crate::collection::Asking;
use crate::config::Config;
use crate::intake::Intake;

/// Largest file that is read, unpacked, bytes.
const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

pub(super) fn command() -> Command {
    let text = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    Command::new("add")
        .about("Add a published series: one known by name, a CSV file, or the address of one")
        .long_about(
            "Add a published series: one known by name, a CSV file (also gzipped), or the address \
             of one. Files of Indeed Hiring Lab are recognised by their columns, with their \
             publisher and terms; of others those must be told. A series that is there already \
             is replaced.",
        )
        .args([
            Arg::new("from")
                .value_name("NAME|FILE|URL")
                .required(true)
                .help("What to add, such as indeed-software-development-us"),
            text("slug", "SLUG", "Its name in commands"),
            text("name", "NAME", "Its name for people"),
            text("publisher", "NAME", "Who publishes it"),
            text("licence", "TERMS", "Its terms, such as 'CC BY 4.0'"),
            text("page", "URL", "The page where the publisher describes it"),
            text(
                "date",
                "COLUMN",
                "Column of the days, written YYYY-MM-DD [default: date]",
            ),
            text("value", "COLUMN", "Column of the values"),
            text(
                "only",
                "COLUMN=TEXT",
                "Read only rows with this text in this column",
            )
            .action(ArgAction::Append),
        ])
        .after_help(
            "Examples:\n  backboard series add indeed-software-development-us\n  \
             backboard series add aggregate_job_postings_DE.csv\n  \
             backboard series add vacancies.csv --slug vacancies --name 'Vacancies' \
             --publisher 'Statistics Office' --licence 'CC BY 4.0' \
             --page https://example.org/vacancies --value index --only sector=ICT",
        )
}

pub(super) async fn run(
    arguments: &ArgMatches,
    config: &Config,
    intake: &Intake,
) -> anyhow::Result<ExitCode> {
    let from = arguments
        .get_one::<String>("from")
        .map_or("", String::as_str);
    let known = known_series()
        .into_iter()
        .find(|series| series.slug.as_str() == from);
    let address = known
        .as_ref()
        .and_then(|series| series.table.address.clone())
        .or_else(|| from.contains("://").then(|| from.to_owned()));
    let body = match &address {
        Some(address) => {
            let asking = Asking::new(&config.collection, Clock::system(), chance::draw())?;
            let document = asking.table(address).await.map_err(|error| {
                let advice = error.advice();
                anyhow::Error::new(error).context(format!("the series cannot be fetched; {advice}"))
            })?;
            document.body.to_vec()
        }
        None => read_file(from)?,
    };
    let described = match known {
        Some(known) => Some(known),
        None => recognise(&body)?,
    };
    let mut series = described_by(arguments, described)?;
    series.table.address = address;
    series.points = read_series(&body, &series.table)
        .with_context(|| format!("'{from}' cannot be read as {}", series.name))?;
    series.read_at = intake.now();
    intake.store.set_reference_series(&series).await?;
    say(&words(&series));
    Ok(ExitCode::SUCCESS)
}

fn read_file(path: &str) -> anyhow::Result<Vec<u8>> {
    let bytes = std::fs::read(path).with_context(|| {
        format!("'{path}' is no series known by name (`series list`), and no file that can be read")
    })?;
    if !bytes.starts_with(b"\x1f\x8b") {
        return Ok(bytes);
    }
    unpack(&bytes, MAX_FILE_BYTES).with_context(|| format!("'{path}' cannot be unpacked"))
}

/// Unpacks what holds at most so many bytes.
fn unpack(packed: &[u8], limit: u64) -> anyhow::Result<Vec<u8>> {
    let mut unpacked = Vec::new();
    let read = flate2::read::GzDecoder::new(packed)
        .take(limit.saturating_add(1))
        .read_to_end(&mut unpacked)?;
    anyhow::ensure!(
        u64::try_from(read).is_ok_and(|read| read <= limit),
        "it holds more than {} MB",
        limit >> 20
    );
    Ok(unpacked)
}

/// The series that the form of its file and the arguments describe together; the
/// arguments have the last word.
fn described_by(
    arguments: &ArgMatches,
    known: Option<KnownSeries>,
) -> anyhow::Result<ReferenceSeries> {
    let given = |name: &str| arguments.get_one::<String>(name).cloned();
    let needed = |name: &'static str, known: Option<String>| {
        given(name).or(known).with_context(|| {
            format!("the form of this file is not known: tell its --{name} (and see --help)")
        })
    };
    let of = |part: fn(&KnownSeries) -> String| known.as_ref().map(part);
    let slug = needed("slug", of(|series| series.slug.to_string()))?;
    let page = needed("page", of(|series| series.page.to_owned()))?;
    anyhow::ensure!(
        page.starts_with("https://") || page.starts_with("http://"),
        "'{page}' is no address of a page"
    );
    let mut only = Vec::new();
    for rule in arguments.get_many::<String>("only").into_iter().flatten() {
        let (column, text) = rule
            .split_once('=')
            .with_context(|| format!("'{rule}' is not written COLUMN=TEXT"))?;
        only.push((column.trim().to_owned(), text.trim().to_owned()));
    }
    if only.is_empty() {
        only = known
            .as_ref()
            .map(|series| series.table.only.clone())
            .unwrap_or_default();
    }
    Ok(ReferenceSeries {
        slug: Slug::parse(&slug).with_context(|| format!("'{slug}' is no name of a series"))?,
        name: needed("name", of(|series| series.name.clone()))?,
        publisher: needed("publisher", of(|series| series.publisher.to_owned()))?,
        licence: needed("licence", of(|series| series.licence.to_owned()))?,
        page,
        table: ReferenceTable {
            address: None,
            date: given("date")
                .or(of(|series| series.table.date.clone()))
                .unwrap_or_else(|| "date".to_owned()),
            value: needed("value", of(|series| series.table.value.clone()))?,
            only,
        },
        read_at: domain::Timestamp::from_millis(0),
        points: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn arguments(words: &[&str]) -> ArgMatches {
        let words = std::iter::once(&"add").chain(words);
        command().try_get_matches_from(words).unwrap()
    }

    #[test]
    fn an_unknown_form_needs_everything_told() {
        let all = [
            "vacancies.csv",
            "--slug",
            "vacancies",
            "--name",
            "Vacancies",
            "--publisher",
            "Office",
            "--licence",
            "CC0",
            "--page",
            "https://example.org",
            "--value",
            "index",
            "--only",
            "sector = ICT",
        ];
        let series = described_by(&arguments(&all), None).unwrap();
        assert_eq!(series.table.date, "date");
        assert_eq!(series.table.only, [("sector".to_owned(), "ICT".to_owned())]);
        let error = described_by(&arguments(&all[..3]), None).unwrap_err();
        assert!(error.to_string().contains("--page"), "{error}");
    }

    #[test]
    fn a_packed_file_that_is_too_long_is_refused() {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(b"date,value\n").unwrap();
        let packed = packed.finish().unwrap();
        assert_eq!(unpack(&packed, 11).unwrap(), b"date,value\n");
        let error = unpack(&packed, 10).unwrap_err();
        assert!(error.to_string().contains("more than"), "{error}");
    }

    #[test]
    fn a_known_form_may_be_renamed() {
        let known = known_series().into_iter().next();
        let words = ["x.csv", "--slug", "mine", "--name", "Mine"];
        let series = described_by(&arguments(&words), known).unwrap();
        assert_eq!(
            (series.slug.as_str(), series.name.as_str()),
            ("mine", "Mine")
        );
        assert_eq!(series.publisher, "Indeed Hiring Lab");
        assert_eq!(series.table.value, "indeed_job_postings_index");
    }
}

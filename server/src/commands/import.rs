//! `backboard import`: postings from files.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Arg, ArgAction, ArgMatches, Command};
use ingest::FormatKind;

use super::{block_on, print_json, say};
use crate::clock::Clock;
use crate::config::Config;
use crate::import::{Rejects, import_files};
use crate::intake::Intake;

pub(super) fn command() -> Command {
    Command::new("import")
        .about("Import postings from files")
        .long_about(
            "Import postings from files: 'Who is hiring' threads of Hacker News, answers of \
             applicant-tracking systems and open job feeds, pages with schema.org JobPosting, RSS, \
             Atom, JSON Feed, Backboard's own NDJSON (--format lists all); each may be gzipped. \
             Importing a file again changes nothing; what a newer file takes back is closed. A file \
             that does not say when it was captured counts as seen now, so import older ones \
             first. What cannot be read goes into a file with the reason.",
        )
        .arg(Arg::new("files").value_name("FILE").num_args(1..).required(true).help("Files to read; - is standard input"))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(FormatKind::ALL.iter().map(|f| f.name()).collect::<Vec<_>>())
                .help("Format of the files; without it each is recognised by its content"),
        )
        .arg(
            Arg::new("rejects")
                .long("rejects")
                .value_name("FILE")
                .help("Where to write what was rejected, as NDJSON [default: rejected.ndjson in the data folder]"),
        )
        .arg(
            Arg::new("json")
                .long("json")
                .action(ArgAction::SetTrue)
                .help("Print the totals as JSON on standard output"),
        )
        .after_help(
            "Examples:\n  backboard import hn/2026-02.json.gz\n  backboard import ashby/*.json.gz --format ashby\n  \
             backboard demo --postings 1000 --months 12 --seed 1 --out - | backboard import - --format ndjson",
        )
}

pub(super) fn run(arguments: &ArgMatches, config: &Config) -> anyhow::Result<ExitCode> {
    let files: Vec<PathBuf> = arguments
        .get_many::<String>("files")
        .into_iter()
        .flatten()
        .map(|name| file(name))
        .collect();
    let format = arguments
        .get_one::<String>("format")
        .and_then(|name| FormatKind::parse(name));
    let rejects = match arguments.get_one::<String>("rejects") {
        Some(path) => PathBuf::from(path),
        None => config.data.dir.join("rejected.ndjson"),
    };
    let as_json = arguments.get_flag("json");
    block_on(async move {
        let intake = Intake::open(&config.data, Clock::system()).await?;
        let rejects = Rejects::new(rejects);
        let totals = import_files(&intake, &files, format, &rejects).await?;
        if intake.index().is_none() {
            say("Another backboard has the search index open: it will take these postings in.");
        }
        intake.close().await;
        if as_json {
            print_json(&totals).context("the totals could not be written")?;
        } else {
            say(&totals.words(&rejects));
        }
        Ok(if totals.failed_files.is_empty() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    })
}

/// The file of a name; `-` is standard input.
fn file(name: &str) -> PathBuf {
    PathBuf::from(if name == "-" { "/dev/stdin" } else { name })
}

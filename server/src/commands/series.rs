//! `backboard series`: published series that stand beside our own figures.

mod add;

use std::io::Write;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Arg, ArgAction, ArgMatches, Command};
use domain::{ReferenceSeries, Slug};
use ingest::series::read_series;

use super::{block_on, print_json, say};
use crate::chance;
use crate::clock::Clock;
use crate::collection::Asking;
use crate::config::Config;
use crate::intake::Intake;

pub(super) fn command() -> Command {
    let slug = || {
        Arg::new("series")
            .value_name("SERIES")
            .help("Name of a series, as `series list` shows it")
    };
    Command::new("series")
        .about("Add, update, list and remove published series that stand beside our own figures")
        .long_about(
            "Add, update, list and remove published series that stand beside our own figures on \
             the outlook. None is shipped: their files are their publishers', who are named with \
             their terms wherever a series is shown.",
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([
            add::command(),
            Command::new("update")
                .about("Fetch new values of series that were added by an address")
                .long_about(
                    "Fetch new values of series that were added by an address, of one or of all. \
                     Publishers revise the past, so all values are replaced.",
                )
                .arg(slug())
                .after_help(
                    "Examples:\n  backboard series update\n  \
                     backboard series update indeed-software-development-us",
                ),
            Command::new("list")
                .about("List the series, and those that can be added by name")
                .arg(
                    Arg::new("json")
                        .long("json")
                        .action(ArgAction::SetTrue)
                        .help("Print the series with their values as JSON"),
                )
                .after_help("Examples:\n  backboard series list\n  backboard series list --json"),
            Command::new("remove")
                .about("Remove a series with its values")
                .arg(slug().required(true))
                .after_help("Examples:\n  backboard series remove indeed-software-development-us"),
        ])
        .after_help(
            "Examples:\n  backboard series add indeed-software-development-us\n  \
             backboard series add job_postings_by_sector_GB.csv\n  backboard series update\n  \
             backboard series list",
        )
}

pub(super) fn run(arguments: &ArgMatches, config: &Config) -> anyhow::Result<ExitCode> {
    let Some((name, arguments)) = arguments.subcommand() else {
        return Ok(ExitCode::FAILURE);
    };
    block_on(async move {
        let intake = Intake::open(&config.data, Clock::system()).await?;
        let done = match name {
            "add" => add::run(arguments, config, &intake).await,
            "update" => update(arguments, config, &intake).await,
            "remove" => remove(arguments, &intake).await,
            _ => list(arguments, &intake).await,
        };
        intake.close().await;
        done
    })
}

/// The series that was named, if one was.
fn named(arguments: &ArgMatches) -> anyhow::Result<Option<Slug>> {
    let name = arguments.get_one::<String>("series");
    name.map(|name| Slug::parse(name).with_context(|| format!("'{name}' is no name of a series")))
        .transpose()
}

async fn update(
    arguments: &ArgMatches,
    config: &Config,
    intake: &Intake,
) -> anyhow::Result<ExitCode> {
    let wanted = named(arguments)?;
    let mut all = intake.store.list_reference_series().await?;
    if let Some(slug) = &wanted {
        all.retain(|series| series.slug == *slug);
        anyhow::ensure!(
            !all.is_empty(),
            "there is no series '{slug}'; `series list` shows all"
        );
    }
    let asking = Asking::new(&config.collection, Clock::system(), chance::draw())?;
    let mut failed = false;
    for series in all {
        let slug = series.slug.clone();
        match fetched(&asking, series, intake).await {
            Ok(Some(series)) => say(&words(&series)),
            Ok(None) => say(&format!(
                "{slug} was added from a file: add it again to give it new values."
            )),
            Err(error) => {
                failed = true;
                say(&format!("{slug}: {error:#}; its values stay as they were."));
            }
        }
    }
    Ok(if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// The series with the values that its address has now, kept; `None` for one
/// without an address.
async fn fetched(
    asking: &Asking,
    mut series: ReferenceSeries,
    intake: &Intake,
) -> anyhow::Result<Option<ReferenceSeries>> {
    let Some(address) = series.table.address.clone() else {
        return Ok(None);
    };
    let document = asking.table(&address).await?;
    series.points = read_series(&document.body, &series.table)?;
    series.read_at = intake.now();
    intake.store.set_reference_series(&series).await?;
    Ok(Some(series))
}

async fn list(arguments: &ArgMatches, intake: &Intake) -> anyhow::Result<ExitCode> {
    let all = intake.store.list_reference_series().await?;
    if arguments.get_flag("json") {
        print_json(&all)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut out = std::io::stdout().lock();
    for series in &all {
        writeln!(out, "{}", words(series))?;
    }
    let has = |slug: &Slug| all.iter().any(|series| series.slug == *slug);
    for known in ingest::series::known_series() {
        if !has(&known.slug) {
            writeln!(out, "{}: {}, can be added", known.slug, known.name)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn remove(arguments: &ArgMatches, intake: &Intake) -> anyhow::Result<ExitCode> {
    let Some(slug) = named(arguments)? else {
        return Ok(ExitCode::FAILURE);
    };
    if intake.store.delete_reference_series(&slug).await? {
        say(&format!("{slug} is removed."));
        Ok(ExitCode::SUCCESS)
    } else {
        say(&format!(
            "There is no series '{slug}'; `series list` shows all."
        ));
        Ok(ExitCode::FAILURE)
    }
}

/// `indeed-…-us: Software development postings, United States, 2,247 values from
/// 2020-02-01 to 2026-03-27 (Indeed Hiring Lab, CC BY 4.0)`.
fn words(series: &ReferenceSeries) -> String {
    let values = match series.span() {
        Some((first, last)) => format!(
            "{} values from {} to {}",
            series.points.len(),
            first.iso_date(),
            last.iso_date()
        ),
        None => "no values".to_owned(),
    };
    format!(
        "{}: {}, {values} ({}, {})",
        series.slug, series.name, series.publisher, series.licence
    )
}

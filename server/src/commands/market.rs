//! `backboard market`: the figures of the outlook at the terminal.

mod arguments;
mod print;

use std::process::ExitCode;

use ::market::{CannotSay, Figure};
use clap::{ArgMatches, Command};
use domain::Timestamp;
use serde::Serialize;

use super::{block_on, say};
use crate::clock::Clock;
use crate::config::Config;
use crate::intake::Intake;
use crate::outlook::{self, Scope};
use arguments::{base, cohort, currency, format, named_skills, scope, skills};
use print::{Format, Table};

pub(super) fn command() -> Command {
    Command::new("market")
        .about("Print the figures of the market")
        .long_about(
            "Print the figures of the market, made from the postings in the database: each with \
             its number of postings and its interval of 95 %. What cannot be said is said so, \
             with what is missing.",
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands(arguments::commands())
        .after_help(
            "Examples:\n  backboard market share --skill kubernetes --by month --source hn --families all --json\n  \
             backboard market index --csv\n  backboard market pay --currency USD --skill rust\n  \
             backboard market trend --skill kafka\n  backboard market skills\n  backboard market rebuild",
        )
}

pub(super) fn run(arguments: &ArgMatches, config: &Config) -> anyhow::Result<ExitCode> {
    let Some((name, arguments)) = arguments.subcommand() else {
        return Ok(ExitCode::FAILURE);
    };
    block_on(async move {
        let intake = Intake::open(&config.data, Clock::system()).await?;
        if name == "rebuild" {
            intake.store.forget_market().await?;
        }
        outlook::catch_up(&intake.store).await?;
        let now = intake.now();
        let done = match name {
            "share" => share(&intake, arguments, now).await,
            "index" => index(&intake, arguments, now).await,
            "pay" => pay(&intake, arguments).await,
            "trend" => trend(&intake, arguments, now).await,
            "skills" => moves(&intake, arguments, now).await,
            _ => {
                say("The counts of the market are those of the postings.");
                Ok(())
            }
        };
        intake.close().await;
        done.map(|()| ExitCode::SUCCESS)
    })
}

async fn share(intake: &Intake, arguments: &ArgMatches, now: Timestamp) -> anyhow::Result<()> {
    let skills = named_skills(arguments)?;
    let scope = asked(intake, arguments).await?;
    let rows = outlook::shares(&intake.store, &scope, &skills).await?;
    let mut table = Table::new(&["period", "postings", "with_skill", "share", "low", "high"]);
    for row in rows.iter().filter(|row| row.period.start() <= now) {
        table.row([
            row.period.to_string(),
            row.postings.to_string(),
            row.with_skill.to_string(),
            fraction(row.share),
            fraction(row.low),
            fraction(row.high),
        ]);
    }
    print::print(format(arguments), &rows, &table)
}

async fn index(intake: &Intake, arguments: &ArgMatches, now: Timestamp) -> anyhow::Result<()> {
    let base = base(arguments)?;
    let scope = asked(intake, arguments).await?;
    let demand = outlook::demand(&intake.store, &scope, base, now).await?;
    let demand = said(demand)?;
    let mut table = Table::new(&["period", "new", "open", "index", "low", "high"]);
    for row in &demand.rows {
        let part = |part: fn(::market::Estimate) -> f64| {
            row.index
                .map(|index| format!("{:.1}", part(index)))
                .unwrap_or_default()
        };
        table.row([
            row.period.to_string(),
            row.new.to_string(),
            row.open.to_string(),
            part(|index| index.value),
            part(|index| index.interval.low),
            part(|index| index.interval.high),
        ]);
    }
    print::print(format(arguments), &demand, &table)?;
    if format(arguments) == Format::Table {
        say(&format!("100 is {}.", demand.base));
        tell(
            "The last twelve months against the twelve before",
            &demand.year_on_year,
            |ratio| {
                format!(
                    "{:+.1} % ({:+.1} to {:+.1})",
                    percent(ratio.value),
                    percent(ratio.interval.low),
                    percent(ratio.interval.high)
                )
            },
        );
        tell("The next month", &demand.forecast, |forecast| {
            forecast.points.first().map_or_else(String::new, |point| {
                format!(
                    "{:.1} (80 %: {:.1} to {:.1}; 95 %: {:.1} to {:.1})",
                    point.value,
                    point.eighty.low,
                    point.eighty.high,
                    point.ninety_five.low,
                    point.ninety_five.high
                )
            })
        });
    }
    Ok(())
}

async fn pay(intake: &Intake, arguments: &ArgMatches) -> anyhow::Result<()> {
    let question = outlook::PayQuestion {
        cohort: cohort(arguments)?,
        currency: currency(arguments)?,
        skill: skills(arguments)?.into_iter().next(),
    };
    let pay = outlook::pay(&intake.store, &question).await?;
    let mut table = Table::new(&[
        "group", "n", "p10", "p25", "median", "low", "high", "p75", "p90",
    ]);
    for row in &pay.rows {
        let part = |part: fn(&::market::PayPercentiles) -> f64| {
            row.percentiles
                .as_ref()
                .map(|found| format!("{:.0}", part(found)))
                .unwrap_or_default()
        };
        table.row([
            row.group.clone(),
            row.n.to_string(),
            part(|found| found.tenth),
            part(|found| found.quarter),
            part(|found| found.median.value),
            part(|found| found.median.interval.low),
            part(|found| found.median.interval.high),
            part(|found| found.three_quarters),
            part(|found| found.nine_tenths),
        ]);
    }
    print::print(format(arguments), &pay, &table)?;
    if format(arguments) == Format::Table {
        say(&format!(
            "{} of {} open roles state pay in {}; this is its upper end, by the year.",
            pay.with_pay, pay.open, pay.currency
        ));
        if let Some(effect) = &pay.effect {
            tell(
                "Roles with the skill, among alike ones, pay",
                effect,
                |effect| {
                    let ratio = effect.ratio;
                    format!(
                        "{:+.1} % ({:+.1} to {:+.1}) from {} with and {} without",
                        percent(ratio.value),
                        percent(ratio.interval.low),
                        percent(ratio.interval.high),
                        effect.with,
                        effect.without
                    )
                },
            );
        }
    }
    Ok(())
}

async fn trend(intake: &Intake, arguments: &ArgMatches, now: Timestamp) -> anyhow::Result<()> {
    let skills = named_skills(arguments)?;
    let scope = asked(intake, arguments).await?;
    let rows = outlook::shares(&intake.store, &scope, &skills).await?;
    let found = outlook::share_trend(&rows, now);
    let mut table = Table::new(&["figure", "value", "low", "high"]);
    let mut add = |name: &str, figure: Figure<::market::Estimate>| {
        let cells = match figure {
            Ok(one) => [one.value, one.interval.low, one.interval.high].map(fraction),
            Err(reason) => [reason.to_string(), String::new(), String::new()],
        };
        let [value, low, high] = cells;
        table.row([name.to_owned(), value, low, high]);
    };
    add(
        "slope_per_month",
        found.trend.clone().map(|trend| trend.slope),
    );
    add("ratio_year_on_year", found.year_on_year.clone());
    add("difference_year_on_year", found.difference.clone());
    print::print(format(arguments), &found, &table)?;
    if format(arguments) == Format::Table {
        tell("Trend test", &found.trend, |trend| {
            let words = if trend.is_found() {
                "there is a trend"
            } else {
                "no trend is found"
            };
            format!("{words} (p = {:.4}, {} months)", trend.p_value, trend.n)
        });
    }
    Ok(())
}

async fn moves(intake: &Intake, arguments: &ArgMatches, now: Timestamp) -> anyhow::Result<()> {
    let scope = asked(intake, arguments).await?;
    let found = said(outlook::skill_moves(&intake.store, &scope, now).await?)?;
    let mut table = Table::new(&["skill", "before", "after", "difference", "low", "high", "q"]);
    for mover in found.movers.rising.iter().chain(&found.movers.falling) {
        table.row([
            mover.item.clone(),
            fraction(mover.before.value),
            fraction(mover.after.value),
            fraction(mover.difference.value),
            fraction(mover.difference.interval.low),
            fraction(mover.difference.interval.high),
            format!("{:.2e}", mover.q_value),
        ]);
    }
    print::print(format(arguments), &found, &table)?;
    if format(arguments) == Format::Table {
        say(&format!(
            "{} to {} ({} postings) against {} to {} ({}); {} skills were looked at, {} have too few postings.",
            found.after.0,
            found.after.1,
            found.postings_after,
            found.before.0,
            found.before.1,
            found.postings_before,
            found.movers.considered,
            found.movers.below_floor
        ));
    }
    Ok(())
}

/// Which postings are asked about.
///
/// # Errors
/// When they are to be of a source that the database does not know.
async fn asked(intake: &Intake, arguments: &ArgMatches) -> anyhow::Result<Scope> {
    let scope = scope(arguments)?;
    if let Some(key) = &scope.source {
        let known = intake.store.list_sources().await?;
        let known: Vec<&str> = known.iter().map(|source| source.key.as_str()).collect();
        anyhow::ensure!(
            known.contains(&key.as_str()),
            "no posting is of a source '{key}'; there are: {}",
            known.join(", ")
        );
    }
    Ok(scope)
}

/// A figure that the whole command is about, or an error that says what is missing.
fn said<T>(figure: Figure<T>) -> anyhow::Result<T> {
    figure.map_err(|reason: CannotSay| anyhow::anyhow!("this cannot be said: {reason}"))
}

fn tell<T: Serialize>(what: &str, figure: &Figure<T>, words: impl Fn(&T) -> String) {
    match figure {
        Ok(figure) => say(&format!("{what}: {}.", words(figure))),
        Err(reason) => say(&format!("{what}: cannot be said, {reason}.")),
    }
}

fn percent(ratio: f64) -> f64 {
    (ratio - 1.0) * 100.0
}

fn fraction(value: f64) -> String {
    format!("{value:.6}")
}

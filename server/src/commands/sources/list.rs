//! `backboard sources list`.

use std::collections::HashMap;
use std::io::Write;
use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches, Command};
use domain::Timestamp;
use ingest::system::System;
use serde::Serialize;
use store::{AddedBy, BoardNumber, BoardStatus, SourceBoard};

use super::super::{print_json, say};
use super::{board_name, naming, unknown_board};
use crate::collection::{self, ShippedList, Standing};
use crate::config::Config;
use crate::intake::Intake;

pub(super) fn command() -> Command {
    Command::new("list")
        .about("List the boards with their state")
        .long_about(
            "List the boards with their state on standard output: name, state, open postings, \
             last success, what is wrong. The boards of the shipped list are added first, unless \
             --shipped-boards is no: then those that were added before are switched off.",
        )
        .args([
            Arg::new("board")
                .value_name("BOARD")
                .help("Only this board, or the boards of this system"),
            Arg::new("failing")
                .long("failing")
                .action(ArgAction::SetTrue)
                .help("Only boards whose last run failed or warned"),
            Arg::new("json")
                .long("json")
                .action(ArgAction::SetTrue)
                .help("Print them as JSON"),
        ])
        .after_help(
            "Examples:\n  backboard sources list\n  backboard sources list ashby\n  \
             backboard sources list --failing\n  backboard sources list --json | jq length",
        )
}

/// A board as it is listed.
#[derive(Serialize)]
struct Line {
    board: String,
    name: String,
    page: Option<String>,
    state: &'static str,
    added_by: &'static str,
    open: u64,
    last_success: Option<Timestamp>,
    due_at: Timestamp,
    warning: Option<String>,
    error: Option<String>,
}

pub(super) async fn run(
    arguments: &ArgMatches,
    config: &Config,
    intake: &Intake,
) -> anyhow::Result<ExitCode> {
    let store = &intake.store;
    if config.collection.shipped {
        let first = store::FirstFetch::Within(config.collection.interval);
        collection::add_shipped(store, first, intake.now()).await?;
    }
    let mut rows = store.list_boards().await?;
    if let Some(name) = arguments.get_one::<String>("board") {
        rows = match naming(&rows, collection::board_of, name) {
            Some(found) => found,
            // A system may have no board yet.
            None if System::parse(name).is_some() => Vec::new(),
            None => anyhow::bail!(unknown_board(name)),
        };
    }
    let statuses: HashMap<BoardNumber, BoardStatus> = store
        .list_board_statuses()
        .await?
        .into_iter()
        .map(|status| (status.board, status))
        .collect();
    let failing = arguments.get_flag("failing");
    let list = config.collection.shipped_list();
    let lines: Vec<Line> = rows
        .iter()
        .map(|row| line(row, list, statuses.get(&row.number)))
        .filter(|line| !failing || line.error.is_some() || line.warning.is_some())
        .collect();
    if arguments.get_flag("json") {
        print_json(&lines)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut out = std::io::stdout().lock();
    for line in &lines {
        writeln!(out, "{}", line.words(intake.now()))?;
    }
    say(&format!("{} boards", lines.len()));
    Ok(ExitCode::SUCCESS)
}

fn line(row: &SourceBoard, list: ShippedList, status: Option<&BoardStatus>) -> Line {
    let last_run = status.and_then(|status| status.last_run.as_ref());
    Line {
        board: board_name(row),
        name: row.name.clone(),
        page: collection::board_of(row).map(|board| board.page()),
        state: Standing::of(row, list).words(),
        added_by: match row.added_by {
            AddedBy::ShippedList => "shipped list",
            AddedBy::Operator => "operator",
        },
        open: status.map_or(0, |status| status.open),
        last_success: status.and_then(|status| status.last_success),
        due_at: row.due_at,
        warning: last_run.and_then(|run| run.warning.clone()),
        error: last_run.and_then(|run| run.error.clone()),
    }
}

impl Line {
    fn words(&self, now: Timestamp) -> String {
        let seen = self.last_success.map_or_else(
            || "never fetched".to_owned(),
            |at| format!("fetched {}", at.ago(now)),
        );
        let wrong = self.error.as_ref().map(|words| format!("failed: {words}"));
        let wrong = wrong.or_else(|| {
            self.warning
                .as_ref()
                .map(|words| format!("warning: {words}"))
        });
        let mut words = format!(
            "{:<40} {:<12} {:>6} open  {seen}",
            self.board, self.state, self.open
        );
        if let Some(wrong) = wrong {
            words.push_str("  ");
            words.push_str(&wrong);
        }
        words
    }
}

//! `backboard sources`: the boards that postings are fetched from.

mod add;
mod list;

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::{Arg, ArgMatches, Command};
use ingest::system::{Board, System, recognise};
use store::{BoardState, SourceBoard};

use super::{block_on, say};
use crate::chance;
use crate::clock::Clock;
use crate::collection::{self, Asking, Candidate, ShippedList, Standing, Trial};
use crate::config::Config;
use crate::intake::Intake;

pub(super) fn command() -> Command {
    let board = |about: &'static str| {
        Arg::new("board")
            .value_name("BOARD")
            .required(true)
            .help(about)
    };
    let change = |name: &'static str, about: &'static str, long: &'static str| {
        Command::new(name).about(about).long_about(long).arg(board(
            "Name or address of the board, as `sources list` shows it",
        ))
    };
    Command::new("sources")
        .about("List, add, remove, pause and test the boards that postings come from")
        .long_about(
            "List, add, remove, pause and test the boards that postings come from. A board is \
             named as greenhouse:acme, or by any of its addresses.",
        )
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([
            list::command(),
            add::command(),
            change(
                "remove",
                "Remove a board",
                "Remove a board. The postings that only it lists close: nobody would notice any \
                 more when they do. The shipped list does not bring it back; adding it does.",
            )
            .after_help("Examples:\n  backboard sources remove greenhouse:acme"),
            change(
                "pause",
                "Stop fetching a board, and keep its postings as they are",
                "Stop fetching a board, and keep its postings as they are, until it is resumed.",
            )
            .after_help("Examples:\n  backboard sources pause lever:acme"),
            change(
                "resume",
                "Fetch a paused board again, at once",
                "Fetch a paused board again, at once, and then when it is due.",
            )
            .after_help("Examples:\n  backboard sources resume lever:acme"),
            Command::new("test")
                .about("Fetch a board once and show what would be read, storing nothing")
                .long_about(
                    "Fetch a board once and show what would be read, storing nothing. It need \
                     not have been added. Of boards where every posting is a question of its own \
                     only a few are asked for.",
                )
                .arg(board("Name or address of a board"))
                .after_help(
                    "Examples:\n  backboard sources test greenhouse:acme\n  \
                     backboard sources test https://careers.example.org/jobs",
                ),
        ])
        .after_help(
            "Examples:\n  backboard sources list\n  \
             backboard sources add https://jobs.lever.co/acme --name Acme\n  \
             backboard sources test ashby:acme\n  backboard sources pause ashby:acme",
        )
}

pub(super) fn run(arguments: &ArgMatches, config: &Config) -> anyhow::Result<ExitCode> {
    let Some((name, arguments)) = arguments.subcommand() else {
        return Ok(ExitCode::FAILURE);
    };
    block_on(async move {
        if name == "test" {
            return test(arguments, config).await;
        }
        let intake = Arc::new(Intake::open(&config.data, Clock::system()).await?);
        let done = match name {
            "list" => list::run(arguments, config, &intake).await,
            "add" => add::run(arguments, config, &intake).await,
            change => change_board(change, arguments, config, &intake).await,
        };
        intake.close().await;
        done
    })
}

/// What was given as the board.
fn given(arguments: &ArgMatches) -> &str {
    arguments
        .get_one::<String>("board")
        .map_or("", String::as_str)
}

/// Removes, pauses or resumes a board.
async fn change_board(
    change: &str,
    arguments: &ArgMatches,
    config: &Config,
    intake: &Intake,
) -> anyhow::Result<ExitCode> {
    let name = given(arguments);
    let rows = intake.store.list_boards().await?;
    let found = naming(&rows, collection::board_of, name);
    let found = found.with_context(|| unknown_board(name))?;
    let [row] = found.as_slice() else {
        anyhow::bail!(
            "'{name}' names {} boards; name one of them, such as {}",
            found.len(),
            found.first().map(board_name).unwrap_or_default()
        );
    };
    let now = intake.now();
    let shown = board_name(row);
    match change {
        "remove" => {
            let closed = intake.store.remove_board(row.number, now).await?;
            intake.catch_up().await?;
            say(&format!(
                "{shown} is removed. Postings that closed with it: {}.",
                closed.unwrap_or_default()
            ));
        }
        "pause" => {
            let state = BoardState::Paused;
            intake.store.set_board_state(row.number, state, now).await?;
            say(&format!(
                "{shown} is paused; `backboard sources resume {shown}` ends that."
            ));
        }
        _ => {
            let state = BoardState::Active;
            intake.store.set_board_state(row.number, state, now).await?;
            say(&words_of_resuming(row, config.collection.shipped_list()));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// What becomes of a board that is paused no more.
fn words_of_resuming(row: &SourceBoard, list: ShippedList) -> String {
    let shown = board_name(row);
    let resumed = SourceBoard {
        state: BoardState::Active,
        ..row.clone()
    };
    match Standing::of(&resumed, list) {
        Standing::SwitchedOff => format!(
            "{shown} is not paused, but it is of the shipped list, which is switched off \
             (--shipped-boards no); `backboard sources add {shown}` makes it your own."
        ),
        _ => format!("{shown} is fetched again, first as soon as may be."),
    }
}

async fn test(arguments: &ArgMatches, config: &Config) -> anyhow::Result<ExitCode> {
    let asking = Asking::new(&config.collection, Clock::system(), chance::draw())?;
    let board = add::find_board(&asking, given(arguments)).await?;
    let trial = collection::try_board(&asking, &board, None).await;
    let name = Candidate::name_of(&board, Some(&trial));
    say(&words_of_trial(&board, &name, &trial, None));
    say("Nothing was stored.");
    Ok(if trial.error.is_some() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// What is said of a name that no board has.
pub(super) fn unknown_board(name: &str) -> String {
    format!("no board is called '{name}'; `backboard sources list` shows all")
}

/// The name of a board's row, as commands take it.
pub(super) fn board_name(row: &SourceBoard) -> String {
    collection::board_of(row).map_or_else(
        || format!("{}:{}", row.system, row.token),
        |board| board.to_string(),
    )
}

/// The rows that a text names: a board by its name or address, or all boards of
/// a system. `None` when there is none.
pub(super) fn naming<Row: Clone>(
    rows: &[Row],
    board_of: impl Fn(&Row) -> Option<Board>,
    text: &str,
) -> Option<Vec<Row>> {
    let of_board = |board: &Board| -> Vec<Row> {
        let same = |row: &&Row| {
            board_of(row).is_some_and(|own| {
                own == *board || own.to_string().eq_ignore_ascii_case(&board.to_string())
            })
        };
        rows.iter().filter(same).cloned().collect()
    };
    let board = text.parse().ok().or_else(|| recognise(text).ok());
    let mut found = board.as_ref().map(of_board).unwrap_or_default();
    if found.is_empty() {
        let system = System::parse(text);
        let of_system =
            |row: &&Row| board_of(row).is_some_and(|board| Some(board.system()) == system);
        found = rows.iter().filter(of_system).cloned().collect();
    }
    (!found.is_empty()).then_some(found)
}

/// What a trial showed, for the person at the terminal.
pub(super) fn words_of_trial(
    board: &Board,
    name: &str,
    trial: &Trial,
    known: Option<usize>,
) -> String {
    let attribution = board.system().attribution();
    let mut lines = vec![
        format!("{name}: {board} at {}", attribution.name),
        format!("  page for people: {}", board.page()),
    ];
    let extent = if trial.whole {
        "what it does not list has closed"
    } else {
        "nothing closes for not being listed"
    };
    let known = known
        .map(|known| format!(", of which {known} are known"))
        .unwrap_or_default();
    lines.push(format!(
        "  {} listed{known}; {} read, {} refused; {} questions; {extent}",
        trial.listed.len(),
        trial.readable,
        trial.tally.rejected_in_all(),
        trial.questions
    ));
    for (reason, count) in &trial.tally.rejected {
        lines.push(format!("  {count} × {reason}"));
    }
    for (fact, count) in &trial.tally.disagreements {
        lines.push(format!(
            "  {count} × the text contradicts the source's {fact}; the source wins"
        ));
    }
    for posting in &trial.shown {
        let company = posting
            .company
            .as_ref()
            .map_or("company not stated", |c| &c.name);
        lines.push(format!(
            "  - {} ({company}){}",
            posting.title,
            facts(posting)
        ));
    }
    if let Some(error) = &trial.error {
        lines.push(format!("  failed: {error}"));
    }
    lines.join("\n")
}

/// The facts of a posting that fit into a line.
fn facts(posting: &store::NewPosting) -> String {
    let facts = &posting.facts;
    let mut words: Vec<String> = Vec::new();
    words.extend(facts.places.first().map(domain::Place::label));
    words.extend(
        facts
            .workplace
            .first()
            .map(|place| place.label().to_owned()),
    );
    words.extend(facts.salary.first().map(domain::Salary::words));
    words.extend(
        facts
            .skills
            .iter()
            .take(4)
            .map(|fact| fact.skill.to_string()),
    );
    if words.is_empty() {
        return String::new();
    }
    format!(": {}", words.join(", "))
}

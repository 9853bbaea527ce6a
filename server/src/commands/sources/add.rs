//! `backboard sources add`: from an address to a board that is fetched.

use std::process::ExitCode;

use anyhow::Context;
use clap::{Arg, ArgAction, ArgMatches, Command};
use ingest::system::{Board, BoardError, System, Unrecognised, boards_in_page, recognise};
use store::{AddedBy, BoardState, FirstFetch, NewBoard, SourceBoard};

use super::super::say;
use super::{given, words_of_trial};
use crate::chance;
use crate::clock::Clock;
use crate::collection::{self, Asking};
use crate::config::Config;
use crate::intake::Intake;

/// Where the career sites of Teamtailor load their files from.
const TEAMTAILOR_FILES: &str = "teamtailor-cdn.com";

pub(super) fn command() -> Command {
    Command::new("add")
        .about("Add a board by any of its addresses")
        .long_about(
            "Add a board by any of its addresses. Which system it is follows from the address, \
             or else from the page, which is fetched if the site's robots.txt allows. The board \
             is tried out before it is added. One of the shipped list becomes your own: it is \
             fetched when that list is not.",
        )
        .args([
            Arg::new("board")
                .value_name("URL")
                .required(true)
                .help("A careers page, a board, a feed, or a name such as greenhouse:acme"),
            Arg::new("name")
                .long("name")
                .value_name("NAME")
                .help("Name of the company [default: what its postings say]"),
            Arg::new("untried")
                .long("untried")
                .action(ArgAction::SetTrue)
                .help("Add it without trying it out, as without a network"),
        ])
        .after_help(
            "Examples:\n  backboard sources add https://jobs.lever.co/acme\n  \
             backboard sources add https://acme.example/careers --name Acme\n  \
             backboard sources add https://jobs.example.org/api/v1/jobs\n  \
             backboard sources add greenhouse:acme --untried",
        )
}

pub(super) async fn run(
    arguments: &ArgMatches,
    config: &Config,
    intake: &Intake,
) -> anyhow::Result<ExitCode> {
    let asking = Asking::new(&config.collection, Clock::system(), chance::draw())?;
    let board = find_board(&asking, given(arguments)).await?;
    let mut name = arguments
        .get_one::<String>("name")
        .map(|name| {
            name.trim()
                .chars()
                .filter(|c| !c.is_control())
                .take(80)
                .collect()
        })
        .filter(|name: &String| !name.is_empty());
    if !arguments.get_flag("untried") {
        let trial = collection::try_board(&asking, &board, name.as_deref()).await;
        let shown = name.as_deref().or(trial.company()).unwrap_or(board.token());
        say(&words_of_trial(&board, shown, &trial, None));
        if let Some(error) = trial.error {
            return Err(error).with_context(|| {
                format!("{board} was not added, for it cannot be read now (--untried adds it all the same)")
            });
        }
        name = name.or_else(|| trial.company().map(str::to_owned));
    }
    let name = name.unwrap_or_else(|| board.token().to_owned());
    let new = collection::new_board(&board, &name, AddedBy::Operator)
        .context("a board without a name cannot be kept")?;
    let added = intake
        .store
        .add_boards(std::slice::from_ref(&new), FirstFetch::Now, intake.now())
        .await?;
    let adopted = if added == 0 {
        adopt(intake, &new).await?
    } else {
        None
    };
    let done = match &adopted {
        Some(_) => "was of the shipped list and is your own now",
        None if added > 0 => "is added",
        None => {
            say(&format!("{board} was there already, and stays as it is."));
            return Ok(ExitCode::SUCCESS);
        }
    };
    let next = if adopted.is_some_and(|row| row.state == BoardState::Paused) {
        format!("it is paused; `backboard sources resume {board}` ends that")
    } else if intake.is_demo() {
        format!("`backboard ingest --source {board}` fetches it, and the demo world makes room")
    } else {
        "a running server fetches it at once; `backboard ingest` does too".to_owned()
    };
    say(&format!("{board} {done}: {next}."));
    Ok(ExitCode::SUCCESS)
}

/// Makes a board of the shipped list the operator's own; `None` when it is not
/// of that list.
async fn adopt(intake: &Intake, board: &NewBoard) -> anyhow::Result<Option<SourceBoard>> {
    let known = intake.store.find_board(&board.system, &board.token).await?;
    let Some(row) = known else { return Ok(None) };
    let adopted = intake.store.adopt_board(row.number, intake.now()).await?;
    Ok(adopted.then_some(row))
}

/// The board that a name or an address means.
///
/// # Errors
/// When it means none, or several; with what to do.
pub(super) async fn find_board(asking: &Asking, text: &str) -> anyhow::Result<Board> {
    match text.parse() {
        Ok(board) => return Ok(board),
        Err(error @ BoardError::Forbidden(_)) => {
            return Err(error).with_context(|| format!("'{text}' cannot be added"));
        }
        Err(_) => {}
    }
    match recognise(text) {
        Ok(board) => Ok(board),
        Err(Unrecognised::Unknown) => board_of_page(asking, text).await,
        Err(other) => Err(other).with_context(|| format!("'{text}' cannot be added")),
    }
}

/// The board that a page embeds or links to, or the page itself when it holds
/// postings.
async fn board_of_page(asking: &Asking, address: &str) -> anyhow::Result<Board> {
    let address = if address.contains("://") {
        address.to_owned()
    } else {
        format!("https://{address}")
    };
    let page = asking.page(&address).await.map_err(|error| {
        let advice = error.advice();
        anyhow::Error::new(error).context(format!("the page cannot be looked at; {advice}"))
    })?;
    let html = String::from_utf8_lossy(&page.body);
    let boards = boards_in_page(&html);
    match boards.as_slice() {
        [board] => Ok(board.clone()),
        // A career site on a host of the company's own names no other.
        [] if html.contains(TEAMTAILOR_FILES) => {
            let url = url::Url::parse(&address).context("the address cannot be read")?;
            let host = url.host_str().unwrap_or_default();
            Board::new(System::Teamtailor, host).context("the page cannot be used as a board")
        }
        [] if html.contains("JobPosting") => {
            Board::new(System::JobPages, &address).context("the page cannot be used as a board")
        }
        [] => anyhow::bail!(
            "no board is known by {address}, and its page neither names one nor holds postings \
             (schema.org JobPosting); give the address of the list of jobs, of a feed, or of a \
             sitemap"
        ),
        several => {
            let names: Vec<String> = several.iter().map(Board::to_string).collect();
            anyhow::bail!(
                "the page names {} boards; choose one of them: {}",
                several.len(),
                names.join(", ")
            )
        }
    }
}

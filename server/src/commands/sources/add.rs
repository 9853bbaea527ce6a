//! `backboard sources add`: from an address to a board that is fetched.

use std::io::Cursor;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Arg, ArgAction, ArgMatches, Command};
use ingest::FormatKind;
use ingest::fetch::Document;
use ingest::system::{Board, BoardError, System, Unrecognised, boards_in_page, recognise};
use store::{AddedBy, BoardState, FirstFetch, NewBoard, SourceBoard};

use super::super::say;
use super::{given, words_of_trial};
use crate::chance;
use crate::clock::Clock;
use crate::collection::{self, Asking, Candidate};
use crate::config::Config;
use crate::intake::Intake;

/// Where the career sites of Teamtailor load their files from.
const TEAMTAILOR_FILES: &str = "teamtailor-cdn.com";

pub(super) fn command() -> Command {
    Command::new("add")
        .about("Add a board by any of its addresses")
        .long_about(
            "Add a board by any of its addresses. Which system it is follows from the address, \
             or else from the page, which is fetched if the site's robots.txt allows, and from \
             the address at which that ends. The board is tried out before it is added. One of \
             the shipped list becomes your own: it is fetched when that list is not.",
        )
        .args([
            Arg::new("board")
                .value_name("URL")
                .required(true)
                .help("A careers page, a board, a feed, or a name such as greenhouse:acme"),
            Arg::new("name")
                .long("name")
                .value_name("NAME")
                .help("Name of the company [default: what its postings say, or the site's name where it lists those of many]"),
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
    let name = arguments
        .get_one::<String>("name")
        .map(|name| {
            name.trim()
                .chars()
                .filter(|c| !c.is_control())
                .take(80)
                .collect()
        })
        .filter(|name: &String| !name.is_empty());
    let trial = if arguments.get_flag("untried") {
        None
    } else {
        Some(collection::try_board(&asking, &board, name.as_deref()).await)
    };
    let name = name.unwrap_or_else(|| Candidate::name_of(&board, trial.as_ref()));
    if let Some(trial) = trial {
        say(&words_of_trial(&board, &name, &trial, None));
        if let Some(error) = trial.error {
            return Err(error).with_context(|| {
                format!("{board} was not added, for it cannot be read now (--untried adds it all the same)")
            });
        }
    }
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

/// The board that an address leads to, that its page embeds or links to, or the
/// page itself when it is a feed or holds postings.
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
    let receipt = &page.receipt;
    if let Ok(board) = recognise(&receipt.address) {
        return Ok(board);
    }
    // Where it leads for now may be another place the next time.
    let lasting = receipt.moved_to.as_deref().unwrap_or(&address);
    if is_feed(&page) {
        return Board::new(System::Feed, lasting).context("the feed cannot be used as a board");
    }
    let is_json = page.media_type.essence.ends_with("json");
    let html = String::from_utf8_lossy(&page.body);
    let boards = boards_in_page(&html);
    match boards.as_slice() {
        [board] => Ok(board.clone()),
        // A career site on a host of the company's own names no other.
        [] if html.contains(TEAMTAILOR_FILES) => {
            let url = url::Url::parse(&receipt.address).context("the address cannot be read")?;
            let host = url.host_str().unwrap_or_default();
            Board::new(System::Teamtailor, host).context("the page cannot be used as a board")
        }
        [] if html.contains("JobPosting") && !is_json => {
            Board::new(System::JobPages, lasting).context("the page cannot be used as a board")
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

/// Whether a document is a feed, whatever it says it is.
fn is_feed(document: &Document) -> bool {
    let feeds = [FormatKind::Rss, FormatKind::Atom, FormatKind::JsonFeed];
    let body = Cursor::new(document.body.clone());
    ingest::read(body, &document.receipt.address, None)
        .is_ok_and(|feed| feeds.contains(&feed.kind()))
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::http::{HeaderMap, StatusCode, Uri, header};
    use axum::response::{Html, IntoResponse, Redirect, Response};
    use tokio::net::TcpListener;

    use super::*;
    use crate::config::Layers;

    const RSS: &str = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>Acme</title>
        <item><title>Engineer</title><link>https://jobs.lever.co/acme/1</link></item>
        </channel></rss>"#;
    const JSON_FEED: &str = r#"{"version":"https://jsonfeed.org/version/1.1","items":[]}"#;
    const TEAMTAILOR: &str = r#"<html><script src="//a.teamtailor-cdn.com/a.js"></script></html>"#;
    const POSTING: &str =
        r#"<html><script type="application/ld+json">{"@type":"JobPosting"}</script></html>"#;

    /// Answers in the place of every host.
    async fn answer(uri: Uri, headers: HeaderMap) -> Response {
        let host = headers[header::HOST].to_str().unwrap();
        let (name, port) = host.split_once(':').unwrap();
        let at = |host: &str, path: &str| format!("http://{host}:{port}{path}");
        let to = |host: &str, path: &str| Redirect::to(&at(host, path)).into_response();
        let moved = |host: &str, path: &str| Redirect::permanent(&at(host, path)).into_response();
        let of_type = |kind: &'static str, body: &'static str| {
            ([(header::CONTENT_TYPE, kind)], body).into_response()
        };
        match format!("{name}{uri}").as_str() {
            "away.example/careers" => to("acme.teamtailor.com", "/jobs"),
            "acme.teamtailor.com/jobs" => Html("<html></html>").into_response(),
            "own.example/jobs" => to("careers.own.example", "/"),
            "careers.own.example/" => Html(TEAMTAILOR).into_response(),
            "old.example/work" => moved("new.example", "/work"),
            "new.example/work" => to("new.example", "/en/work"),
            "new.example/en/work" => Html(POSTING).into_response(),
            "rss.example/?feed=job_feed" => of_type("application/rss+xml", RSS),
            "json.example/openings" => of_type("application/json", JSON_FEED),
            "api.example/openings" => of_type("application/json", r#"{"@type":"JobPosting"}"#),
            _ => StatusCode::NOT_FOUND.into_response(),
        }
    }

    async fn asking() -> Asking {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let stand_in = listener.local_addr().unwrap().to_string();
        let router = Router::new().fallback(answer);
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        let mut layers = Layers::default();
        for (key, value) in [("fetch_stand_in", stand_in.as_str()), ("fetch_pause", "0")] {
            layers.flags.insert(key.to_owned(), value.to_owned());
        }
        let config = layers.settle().unwrap();
        Asking::new(&config.collection, Clock::system(), 7).unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_board_is_found_where_its_address_leads() {
        let asking = asking().await;
        for (address, expected) in [
            ("https://away.example/careers", "teamtailor:acme"),
            ("own.example/jobs", "teamtailor:careers.own.example"),
            (
                "https://old.example/work",
                "job-posting:https://new.example/work",
            ),
        ] {
            let board = find_board(&asking, address).await.unwrap();
            assert_eq!(board.to_string(), expected, "{address}");
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_feed_is_told_by_its_content() {
        let asking = asking().await;
        for address in [
            "https://rss.example/?feed=job_feed",
            "https://json.example/openings",
        ] {
            let board = find_board(&asking, address).await.unwrap();
            assert_eq!(board.to_string(), format!("feed:{address}"));
        }
        let error = find_board(&asking, "https://api.example/openings").await;
        let words = error.unwrap_err().to_string();
        assert!(words.contains("no board is known by"), "{words}");
    }
}

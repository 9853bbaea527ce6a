//! `backboard ingest`: postings from the boards, without the site.

use std::io::ErrorKind;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::{Arg, ArgAction, ArgMatches, Command};
use store::{BoardNumber, DatabaseUrl, FirstFetch, Store};

use super::sources::{naming, words_of_trial};
use super::stop_signal::stop_signal;
use super::{block_on, print_json, say};
use crate::clock::Clock;
use crate::collection::{self, Asking, Candidate, Collector, Demo, Pass, Standing, Stop};
use crate::config::{CollectionConfig, Config, DataConfig};
use crate::follower::Commits;
use crate::intake::Intake;
use crate::{chance, progress};

pub(super) fn command() -> Command {
    Command::new("ingest")
        .about("Fetch postings from the boards")
        .long_about(
            "Fetch postings from the boards. It goes on until it is stopped, and fetches each \
             board at its own moment of every hour, as `backboard serve` does by itself. With \
             --once every active board is fetched once, whether its moment has come or not, for a \
             timetable such as cron's. Left out are boards that may not be asked yet: those whose \
             last fetch failed or was told to wait, until that time is over, and those of systems \
             that are asked every few hours at most. Several servers on one database never fetch \
             a board at the same time. Real postings take the place of a demo world.",
        )
        .args([
            Arg::new("source")
                .long("source")
                .value_name("BOARD")
                .action(ArgAction::Append)
                .help("Only this board, once, due or not, paused or not: its name or address, or the name of a system for all of its boards; may be repeated"),
            Arg::new("once")
                .long("once")
                .action(ArgAction::SetTrue)
                .help("Fetch every active board once, save those that may not be asked yet, and end; exits with 1 when none could be fetched"),
            Arg::new("dry-run")
                .long("dry-run")
                .action(ArgAction::SetTrue)
                .help("Fetch once and say what would be recorded, but store nothing"),
            Arg::new("json")
                .long("json")
                .action(ArgAction::SetTrue)
                .conflicts_with("dry-run")
                .help("With --once or --source: print the totals as JSON on standard output"),
        ])
        .after_help(
            "Examples:\n  backboard ingest\n  backboard ingest --once\n  \
             backboard ingest --source greenhouse:acme --source https://jobs.lever.co/acme\n  \
             backboard ingest --source hn --dry-run\n  \
             7 * * * * backboard ingest --once --data-dir /var/lib/backboard",
        )
}

pub(super) fn run(arguments: &ArgMatches, config: &Config) -> anyhow::Result<ExitCode> {
    let named: Vec<String> = arguments
        .get_many::<String>("source")
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    let flag = |name: &str| arguments.get_flag(name);
    let (once, dry, json) = (
        flag("once") || !named.is_empty(),
        flag("dry-run"),
        flag("json"),
    );
    block_on(async move {
        if dry {
            return rehearse(config, &named).await;
        }
        let intake = Arc::new(Intake::open(&config.data, Clock::system()).await?);
        let done = if once {
            fetch(&intake, &config.collection, &named, json).await
        } else {
            keep_fetching(&intake, &config.collection).await
        };
        intake.close().await;
        done
    })
}

/// Fetches until told to stop.
async fn keep_fetching(
    intake: &Arc<Intake>,
    config: &CollectionConfig,
) -> anyhow::Result<ExitCode> {
    tell_of_demo(intake);
    let collector = Arc::new(Collector::new(intake.clone(), config, chance::draw())?);
    let following = intake.follow_in_background(Commits::AtOnce);
    let collecting = collection::start(collector, Demo::MakesRoom);
    say("Fetching boards when they are due, until this is stopped.");
    stop_signal().await;
    collecting.finish().await;
    if let Some(following) = following {
        following.finish().await?;
    }
    say("stopped");
    Ok(ExitCode::SUCCESS)
}

/// Fetches once.
async fn fetch(
    intake: &Arc<Intake>,
    config: &CollectionConfig,
    named: &[String],
    json: bool,
) -> anyhow::Result<ExitCode> {
    let store = &intake.store;
    if config.shipped {
        collection::add_shipped(store, FirstFetch::Within(config.interval), intake.now()).await?;
    }
    let kept = store.list_boards().await?;
    let candidates = chosen(kept.iter().map(Candidate::kept).collect(), config, named)?;
    let (candidates, left_out) = if named.is_empty() {
        Candidate::those_ready(candidates, store, intake.now()).await?
    } else {
        (candidates, Default::default())
    };
    let boards: Vec<BoardNumber> = candidates.iter().filter_map(|one| one.number).collect();
    tell_of_demo(intake);
    let collector = Arc::new(Collector::new(intake.clone(), config, chance::draw())?);
    let following = intake.follow_in_background(Commits::AtOnce);
    let bar = progress::bar(
        u64::try_from(boards.len()).unwrap_or_default(),
        "boards",
        "Fetching",
    );
    let (word, stop) = Stop::channel();
    let told = |pass: &Pass| {
        bar.set_position(u64::try_from(pass.ended()).unwrap_or_default());
        let (new, failed) = (pass.totals.new, pass.failures.len());
        bar.set_message(format!("{new} new postings, {failed} failed"));
    };
    let mut fetching = std::pin::pin!(collection::fetch_once(collector, &boards, stop, told));
    let pass = tokio::select! {
        pass = &mut fetching => pass,
        () = stop_signal() => {
            // Nobody listens any more when it has just ended.
            let _ = word.send(true);
            fetching.await
        }
    };
    bar.finish_and_clear();
    let pass = Pass { left_out, ..pass? };
    match following {
        Some(following) => following.finish().await?,
        None => say("Another backboard has the search index open: it will take these postings in."),
    }
    if json {
        print_json(&pass)?;
    } else {
        say(&pass.words());
    }
    let all_failed = pass.succeeded == 0 && !pass.failures.is_empty();
    Ok(if all_failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Fetches once and stores nothing: there need not even be a database.
async fn rehearse(config: &Config, named: &[String]) -> anyhow::Result<ExitCode> {
    let store = open_kept(&config.data).await?;
    let done = rehearse_beside(store.as_ref(), &config.collection, named).await;
    if let Some(store) = store {
        store.close_connections().await;
    }
    done
}

async fn rehearse_beside(
    store: Option<&Store>,
    config: &CollectionConfig,
    named: &[String],
) -> anyhow::Result<ExitCode> {
    let kept = match store {
        Some(store) => store.list_boards().await?,
        None => Vec::new(),
    };
    let mut candidates: Vec<Candidate> = kept.iter().map(Candidate::kept).collect();
    if config.shipped {
        candidates.extend(collection::shipped_to_come(&kept));
    }
    let candidates = chosen(candidates, config, named)?;
    let clock = Clock::system();
    let (candidates, left_out) = match store {
        Some(store) if named.is_empty() => {
            Candidate::those_ready(candidates, store, clock.now()).await?
        }
        _ => (candidates, Default::default()),
    };
    let asking = Asking::new(config, clock, chance::draw())?;
    let mut failed = 0;
    for one in &candidates {
        let Some(board) = &one.board else {
            say(&format!("{}: its system is not known here", one.name));
            failed += 1;
            continue;
        };
        let trial = collection::try_board(&asking, board, one.company.as_deref()).await;
        let known = match store {
            Some(store) => store.find_known(&one.system, &trial.listed).await?.len(),
            None => 0,
        };
        failed += usize::from(trial.error.is_some());
        say(&words_of_trial(board, &one.name, &trial, Some(known)));
    }
    for line in left_out.words() {
        say(&line);
    }
    say("Nothing was stored.");
    Ok(if failed > 0 && failed == candidates.len() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

/// Opens the database alone, without making what is absent: `None` when it is a
/// file that is not there.
async fn open_kept(config: &DataConfig) -> anyhow::Result<Option<Store>> {
    let url = DatabaseUrl::parse(config.database.reveal())?;
    let address = url.to_string();
    // A file's address is shown whole, a server's never as this.
    if let Some(path) = address.strip_prefix("sqlite:") {
        match std::fs::metadata(path) {
            Ok(file) if file.len() == 0 => return Ok(None),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            _ => {}
        }
    }
    let store = Store::open(&url).await;
    let store = store.with_context(|| format!("the database {url} cannot be opened"))?;
    Ok(Some(store))
}

/// The boards to fetch: those that are named, or all that are active.
fn chosen(
    candidates: Vec<Candidate>,
    config: &CollectionConfig,
    named: &[String],
) -> anyhow::Result<Vec<Candidate>> {
    if named.is_empty() {
        let list = config.shipped_list();
        let wanted = |one: &Candidate| one.standing(list) == Standing::Active;
        let candidates: Vec<Candidate> = candidates.into_iter().filter(wanted).collect();
        anyhow::ensure!(
            !candidates.is_empty(),
            "there is no board to fetch; add one with `backboard sources add URL`, or let the \
             shipped list be fetched with --shipped-boards yes"
        );
        return Ok(candidates);
    }
    let mut found: Vec<Candidate> = Vec::new();
    for name in named {
        let matching = naming(&candidates, |one| one.board.clone(), name).with_context(|| {
            format!(
                "no board is called '{name}'; `backboard sources list` shows all, and `backboard \
                 sources add {name}` adds one"
            )
        })?;
        for one in matching {
            if found.iter().all(|other| other.board != one.board) {
                found.push(one);
            }
        }
    }
    Ok(found)
}

/// Says so when real postings are about to take the place of made-up ones.
fn tell_of_demo(intake: &Intake) {
    if intake.is_demo() {
        say("The demo world makes room for the first real posting.");
    }
}

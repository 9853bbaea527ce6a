//! `backboard serve`: the site.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::{Arg, ArgAction, ArgMatches, Command};
use leptos::config::LeptosOptions;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::TcpListener;
use tokio::runtime::Handle;

use super::stop_signal::stop_signal;
use super::{block_on, say};
use crate::background::Background;
use crate::board::Board;
use crate::clock::Clock;
use crate::collection::{self, Collecting, Collector, Demo};
use crate::config::Config;
use crate::{ahead, chance, follower, http, import, lifetime};

/// Months that the demo world of an empty database covers.
const DEMO_MONTHS: u32 = 30;
/// Seed of that world: every first visit looks the same.
const DEMO_SEED: u64 = 7;

pub(super) fn command() -> Command {
    Command::new("serve")
        .about("Serve the site")
        .long_about(
            "Serve the site, and fetch postings from employers' boards meanwhile, each board at \
             its own moment of every hour. An empty database is filled with a demo world first; \
             every page then says 'Demo data' and how to bring real postings, and nothing is \
             fetched. --no-demo starts empty and fetches.",
        )
        .arg(
            Arg::new("no-demo")
                .long("no-demo")
                .action(ArgAction::SetTrue)
                .help("Start empty instead of with a demo world"),
        )
        .after_help(
            "Examples:\n  backboard serve\n  backboard serve --no-demo --data-dir /var/lib/backboard\n  \
             backboard serve --listen 127.0.0.1:0 --demo-postings 2000\n  \
             BACKBOARD_DATABASE_URL=postgres://jobs@localhost/jobs backboard serve",
        )
}

pub(super) fn run(arguments: &ArgMatches, config: Config) -> anyhow::Result<ExitCode> {
    let no_demo = arguments.get_flag("no-demo");
    let background = Background::start()?;
    block_on(async {
        let listener = TcpListener::bind(config.http.listen).await.with_context(|| {
            format!(
                "cannot listen on {}; is another program using it? Choose another with --listen",
                config.http.listen
            )
        })?;
        let address = listener.local_addr()?;
        let figures = figures_at(&config).await?;
        let opening = open_board(config.clone(), address, no_demo);
        let board = background.run(opening).await?;
        let board = Arc::new(board.for_visitors().await?);
        let visitors = Handle::current();
        let busy = background.enter();
        let following = follower::start(board.clone());
        let ahead = ahead::start(board.clone(), visitors);
        let sweeping = lifetime::start(board.clone());
        let collecting = start_collecting(&config, &board)?;
        drop(busy);
        let site = http::Site {
            board: board.clone(),
            options: leptos_options(&config, address),
        };
        let router = http::router(site, &config.http);
        let figures = figures
            .map(|(listener, recorder)| http::metrics::start(listener, recorder, board.clone()));
        warn_of_missing_client(&config);
        say(&format!("listening on http://{address}"));
        http::serve(listener, router, stop_signal(), stop_signal()).await;
        if let Some(collecting) = collecting {
            collecting.finish().await;
        }
        if let Some(figures) = figures {
            figures.finish().await;
        }
        sweeping.finish().await;
        ahead.finish().await;
        following.finish().await;
        board.close().await;
        say("stopped");
        Ok(ExitCode::SUCCESS)
    })
}

async fn open_board(config: Config, address: SocketAddr, no_demo: bool) -> anyhow::Result<Board> {
    let origin = config
        .http
        .origin
        .clone()
        .unwrap_or_else(|| format!("http://{address}"));
    let board = Board::open(&config.data, origin, Clock::system()).await?;
    board.note_shipped_list(config.collection.shipped_list());
    board.intake.clear_unfinished_demo().await?;
    if board.intake.is_empty().await? && !no_demo && config.demo_postings > 0 {
        say(&format!(
            "The database is empty: making a demo world of {} postings over {DEMO_MONTHS} months \
             (--no-demo starts empty).",
            config.demo_postings
        ));
        import::demo_world(&board.intake, DEMO_SEED, config.demo_postings, DEMO_MONTHS).await?;
    } else {
        board.intake.catch_up().await?;
    }
    Ok(board)
}

/// Where figures for the operator are served, when a setting says so. Counting
/// begins here.
async fn figures_at(config: &Config) -> anyhow::Result<Option<(TcpListener, PrometheusHandle)>> {
    let Some(address) = config.metrics_listen else {
        return Ok(None);
    };
    let listener = TcpListener::bind(address).await.with_context(|| {
        format!("cannot serve figures on {address}; choose another with --metrics-listen")
    })?;
    let recorder = http::metrics::install()?;
    say(&format!(
        "figures at http://{}/metrics",
        listener.local_addr()?
    ));
    Ok(Some((listener, recorder)))
}

/// Starts fetching, unless a setting says that it is not wanted.
fn start_collecting(config: &Config, board: &Board) -> anyhow::Result<Option<Collecting>> {
    if !config.collection.collect {
        say("Postings are not fetched (--collect no); `backboard ingest` does.");
        return Ok(None);
    }
    if board.is_demo() {
        say(
            "The postings are made up, so none are fetched. `backboard ingest` fetches real ones \
             in their place; `backboard serve --no-demo` with an empty data folder starts with \
             them.",
        );
    } else if config.collection.contact.is_none() {
        say(
            "Hosts are not told whom they can reach when something is wrong; name somebody with \
             --contact.",
        );
    }
    let collector = Collector::new(board.intake.clone(), &config.collection, chance::draw())?;
    board.note_collecting();
    Ok(Some(collection::start(Arc::new(collector), Demo::Stays)))
}

/// Says so when the built client is not where it is looked for: pages would be
/// served without their style and scripts.
fn warn_of_missing_client(config: &Config) {
    let folder = config.http.site_dir.join("pkg");
    if !folder.is_dir() {
        say(&format!(
            "The built client is not in {}: pages will have no style and no scripts. Build it \
             with `cargo xtask build`, or name its folder with --site-dir.",
            config.http.site_dir.display()
        ));
    } else if !has_hashes() && !folder.join("backboard.css").is_file() {
        say(
            "The file hash.txt is missing beside the program: without it the names of the built \
             client's files are not known, and pages will have no style. Copy it along.",
        );
    }
}

/// Whether the files of the built client carry hashes in their names: leptos
/// leaves them in a file beside the program.
fn has_hashes() -> bool {
    std::env::current_exe()
        .ok()
        .and_then(|program| Some(program.parent()?.join("hash.txt")))
        .is_some_and(|file| file.is_file())
}

/// What leptos must know of the built client: where it lies, and whether its
/// files carry hashes in their names.
fn leptos_options(config: &Config, address: SocketAddr) -> LeptosOptions {
    LeptosOptions::builder()
        .output_name("backboard")
        .site_root(config.http.site_dir.to_string_lossy().into_owned())
        .site_pkg_dir("pkg")
        .site_addr(address)
        .hash_files(has_hashes())
        .disable_server_fn_hash(true)
        .build()
}

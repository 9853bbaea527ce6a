//! `cargo xtask bench …`: measurements on the release. Each is one variant; a
//! new one needs a line here and a line in [`run`].

mod board;
mod fuzz;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Subcommand;

use crate::budgets;
use crate::command;
use crate::console;
use crate::install::{self, Need};
use crate::site;
use crate::workspace::Workspace;
use board::Load;

/// One measurement.
#[derive(Subcommand)]
pub(crate) enum Bench {
    /// Search through /api/v1/jobs, all facets each time, server on one core
    Search {
        /// How many demo postings are searched
        #[arg(long, default_value_t = 1_000_000)]
        postings: u32,
        /// How many searches, of six kinds
        #[arg(long, default_value_t = 10_000)]
        requests: u32,
    },
    /// The finder as HTML, server on one core
    Http {
        /// How many demo postings are served
        #[arg(long, default_value_t = 100_000)]
        postings: u32,
        /// How many requests
        #[arg(long, default_value_t = 20_000)]
        requests: u32,
        /// How many connections at once
        #[arg(long, default_value_t = 4)]
        connections: u32,
    },
    /// The match as HTML, a profile of its own each time, server on one core
    Match {
        /// How many demo postings there are, about a fifth of them open backend roles
        #[arg(long, default_value_t = 1_000_000)]
        postings: u32,
        /// How many profiles
        #[arg(long, default_value_t = 1_000)]
        requests: u32,
    },
    /// The outlook and pages of skills as HTML, server on one core
    Outlook {
        /// How many demo postings there are, over 30 months
        #[arg(long, default_value_t = 1_000_000)]
        postings: u32,
        /// How many requests
        #[arg(long, default_value_t = 2_000)]
        requests: u32,
    },
    /// Import from files to database and index, twice: the second changes nothing
    #[command(after_help = "Example:\n  cargo xtask bench import -- hn/*.json.gz ashby/*.json.gz")]
    Import {
        /// Files of any format that `backboard import` reads
        #[arg(last = true, required = true)]
        files: Vec<PathBuf>,
    },
    /// Fetching from boards on this machine while the board is searched: how soon
    /// postings are found, how many come in, what memory and searching cost
    Ingest {
        /// How many boards are fetched
        #[arg(long, default_value_t = 200)]
        boards: u32,
        /// How many fetches
        #[arg(long, default_value_t = 50_000)]
        fetches: u32,
    },
    /// Reading postings on one core; needs the postings that the labels name
    Extract,
    /// Every parser of what strangers write, with made-up input
    #[command(after_help = "Example:\n  cargo xtask bench fuzz --seconds 60 --only personio")]
    Fuzz {
        /// How many seconds each target runs
        #[arg(long, default_value_t = 600)]
        seconds: u64,
        /// How many targets run at once
        #[arg(long, default_value_t = 2)]
        jobs: usize,
        /// Only targets whose name holds this text
        #[arg(long)]
        only: Option<String>,
    },
    /// What the browser has to load
    Size,
    /// Lighthouse on the main pages, as on a phone
    Lighthouse,
}

/// Runs one measurement.
///
/// # Errors
/// When it cannot be run or misses its target.
pub(crate) fn run(workspace: &Workspace, bench: &Bench) -> anyhow::Result<ExitCode> {
    match bench {
        Bench::Search { postings, requests } => board::measure(
            workspace,
            &Load {
                mode: "search",
                postings: *postings,
                requests: *requests,
                connections: 1,
            },
        ),
        Bench::Http {
            postings,
            requests,
            connections,
        } => board::measure(
            workspace,
            &Load {
                mode: "list",
                postings: *postings,
                requests: *requests,
                connections: *connections,
            },
        ),
        Bench::Match { postings, requests } => board::measure(
            workspace,
            &Load {
                mode: "match",
                postings: *postings,
                requests: *requests,
                connections: 1,
            },
        ),
        Bench::Outlook { postings, requests } => board::measure(
            workspace,
            &Load {
                mode: "outlook",
                postings: *postings,
                requests: *requests,
                connections: 1,
            },
        ),
        Bench::Import { files } => import(workspace, files),
        Bench::Ingest { boards, fetches } => ingest(workspace, *boards, *fetches),
        Bench::Extract => extract(workspace),
        Bench::Fuzz {
            seconds,
            jobs,
            only,
        } => fuzz::run(
            workspace,
            &fuzz::Plan {
                seconds: *seconds,
                jobs: *jobs,
                only: only.as_deref(),
            },
        ),
        Bench::Size => budgets::run(workspace),
        Bench::Lighthouse => lighthouse(workspace),
    }
}

/// Imports the files into an empty folder, and again into the filled one.
fn import(workspace: &Workspace, files: &[PathBuf]) -> anyhow::Result<ExitCode> {
    site::build(workspace)?;
    let folder = board::empty_folder(workspace, "import")?;
    for round in ["First import", "Second import"] {
        console::step(round);
        let begun = Instant::now();
        let mut server = workspace.command(workspace.release_binary());
        server.arg("import").args(files);
        command::run(server.arg("--data-dir").arg(&folder))?;
        console::note(&format!("{round}: {:.1} s", begun.elapsed().as_secs_f64()));
    }
    let mut check = workspace.command(workspace.release_binary());
    command::run(check.arg("check").arg("--data-dir").arg(&folder))?;
    std::fs::remove_dir_all(&folder)?;
    Ok(ExitCode::SUCCESS)
}

fn ingest(workspace: &Workspace, boards: u32, fetches: u32) -> anyhow::Result<ExitCode> {
    site::build(workspace)?;
    command::run(
        workspace
            .cargo()
            .args(["bench", "--package", "server", "--bench", "ingest", "--"])
            .args(["--boards", &boards.to_string()])
            .args(["--fetches", &fetches.to_string()])
            .arg("--binary")
            .arg(workspace.release_binary()),
    )?;
    Ok(ExitCode::SUCCESS)
}

fn extract(workspace: &Workspace) -> anyhow::Result<ExitCode> {
    command::run(workspace.cargo().args([
        "run",
        "--release",
        "--package",
        "extract",
        "--example",
        "score",
        "--",
        "--speed",
    ]))?;
    Ok(ExitCode::SUCCESS)
}

fn lighthouse(workspace: &Workspace) -> anyhow::Result<ExitCode> {
    site::build(workspace)?;
    install::ensure(workspace, &[Need::NodePackages, Need::Chromium])?;
    let mut node = workspace.command("node");
    node.current_dir(workspace.end2end())
        .arg("lighthouse.mjs")
        .env("END2END_BINARY", workspace.release_binary());
    if let Some(chromium) = install::chromium(workspace) {
        node.env("CHROMIUM", chromium);
    }
    command::run(&mut node)?;
    Ok(ExitCode::SUCCESS)
}

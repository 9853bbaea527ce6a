//! `cargo xtask bench …`: measurements on the release. Each is one variant; a
//! new one needs a line here and a line in [`run`].

use std::process::ExitCode;

use clap::Subcommand;

use crate::budgets;
use crate::command;
use crate::install::{self, Need};
use crate::site;
use crate::workspace::Workspace;

/// One measurement.
#[derive(Subcommand)]
pub(crate) enum Bench {
    /// Search over a large index: `backboard bench search`
    Search {
        /// Handed to `backboard bench search`
        #[arg(last = true)]
        arguments: Vec<String>,
    },
    /// Import from file to index: `backboard bench import`
    Import {
        /// Handed to `backboard bench import`
        #[arg(last = true)]
        arguments: Vec<String>,
    },
    /// Pages and API over HTTP: `backboard bench http`
    Http {
        /// Handed to `backboard bench http`
        #[arg(last = true)]
        arguments: Vec<String>,
    },
    /// Reading postings: `backboard bench extract`
    Extract {
        /// Handed to `backboard bench extract`
        #[arg(last = true)]
        arguments: Vec<String>,
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
        Bench::Search { arguments } => by_server(workspace, "search", arguments),
        Bench::Import { arguments } => by_server(workspace, "import", arguments),
        Bench::Http { arguments } => by_server(workspace, "http", arguments),
        Bench::Extract { arguments } => by_server(workspace, "extract", arguments),
        Bench::Size => budgets::run(workspace),
        Bench::Lighthouse => lighthouse(workspace),
    }
}

fn by_server(workspace: &Workspace, name: &str, arguments: &[String]) -> anyhow::Result<ExitCode> {
    site::build(workspace)?;
    let mut server = workspace.command(workspace.release_binary());
    server.args(["bench", name]).args(arguments);
    command::run(&mut server)?;
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

//! `cargo xtask test`: every check, the quick ones first, and a table at the
//! end. A failed check does not keep later ones from running, unless they need
//! what it would have made.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::ValueEnum;

use crate::budgets;
use crate::command;
use crate::console;
use crate::install::{self, Need};
use crate::lint;
use crate::report::{self, Entry, Outcome};
use crate::site;
use crate::tally::{Counts, Runner, Tally};
use crate::wasm_guard;
use crate::workspace::{Workspace, variable};

/// One check.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Step {
    /// rustfmt
    Format,
    /// No server crate in the browser, no crate past its neighbour
    Boundaries,
    /// clippy for the server, tests included
    Clippy,
    /// clippy for the browser
    ClippyWasm,
    /// The Rust tests, by nextest
    Tests,
    /// The examples in the documentation
    DocTests,
    /// The documentation, without warnings
    Docs,
    /// The release
    Build,
    /// What the browser has to load
    Budgets,
    /// Playwright, with WebAssembly and without JavaScript
    Browser,
}

impl Step {
    const ALL: [Self; 10] = [
        Self::Format,
        Self::Boundaries,
        Self::Clippy,
        Self::ClippyWasm,
        Self::Tests,
        Self::DocTests,
        Self::Docs,
        Self::Build,
        Self::Budgets,
        Self::Browser,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::Boundaries => "boundaries",
            Self::Clippy => "clippy",
            Self::ClippyWasm => "clippy-wasm",
            Self::Tests => "tests",
            Self::DocTests => "doc-tests",
            Self::Docs => "docs",
            Self::Build => "build",
            Self::Budgets => "budgets",
            Self::Browser => "browser",
        }
    }

    /// Whether it works on the release, and so makes no sense without one.
    fn needs_release(self) -> bool {
        matches!(self, Self::Budgets | Self::Browser)
    }

    fn check(self, workspace: &Workspace, tally: &Tally) -> anyhow::Result<()> {
        match self {
            Self::Format => lint::format(workspace),
            Self::Boundaries => wasm_guard::check(workspace),
            Self::Clippy => lint::clippy(workspace),
            Self::ClippyWasm => lint::clippy_wasm(workspace),
            Self::Tests => rust_tests(workspace, tally),
            Self::DocTests => doc_tests(workspace, tally),
            Self::Docs => lint::docs(workspace),
            Self::Build => site::build(workspace),
            Self::Budgets => budgets::check(workspace),
            Self::Browser => browser_tests(workspace, tally, &[]),
        }
    }
}

/// Runs the chosen steps, or all, and reports.
///
/// # Errors
/// Never for a failed check: that is in the table and in the exit code.
pub(crate) fn run(workspace: &Workspace, only: &[Step], skip: &[Step]) -> anyhow::Result<ExitCode> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut release_failed = false;
    for step in Step::ALL {
        if !only.is_empty() && !only.contains(&step) {
            continue;
        }
        let entry = if skip.contains(&step) {
            skipped(step, "left out by --skip")
        } else if step.needs_release() && release_failed {
            skipped(step, "there is no release to check")
        } else {
            run_step(workspace, step)
        };
        if step == Step::Build {
            release_failed = matches!(entry.outcome, Outcome::Failed(_));
        }
        entries.push(entry);
    }
    report::print(&entries);
    let failed = entries
        .iter()
        .any(|entry| matches!(entry.outcome, Outcome::Failed(_)));
    Ok(if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn run_step(workspace: &Workspace, step: Step) -> Entry {
    console::step(&format!("Checking: {}", step.name()));
    let begun = Instant::now();
    let tally = Tally::default();
    let outcome = match step.check(workspace, &tally) {
        Ok(()) => {
            console::done(step.name(), begun.elapsed());
            Outcome::Passed
        }
        Err(error) => {
            let why = format!("{error:#}");
            console::failure(&format!("{}: {why}", step.name()));
            Outcome::Failed(why)
        }
    };
    Entry {
        name: step.name(),
        outcome,
        counts: tally.counts(),
        took: begun.elapsed(),
    }
}

fn skipped(step: Step, why: &str) -> Entry {
    Entry {
        name: step.name(),
        outcome: Outcome::Skipped(why.to_owned()),
        counts: Counts::default(),
        took: Duration::ZERO,
    }
}

fn rust_tests(workspace: &Workspace, tally: &Tally) -> anyhow::Result<()> {
    install::ensure(workspace, &[Need::Nextest, Need::Postgres])?;
    let profile = if variable("CI").is_some() {
        "ci"
    } else {
        "default"
    };
    command::run_watched(
        workspace
            .cargo()
            .args(["nextest", "run", "--workspace", "--exclude", "frontend"])
            .args(["--profile", profile])
            .args(colour()),
        &|line| tally.read(Runner::Nextest, line),
    )
}

fn doc_tests(workspace: &Workspace, tally: &Tally) -> anyhow::Result<()> {
    command::run_watched(
        workspace
            .cargo()
            .args(["test", "--doc", "--workspace", "--exclude", "frontend"])
            .args(colour()),
        &|line| tally.read(Runner::Libtest, line),
    )
}

/// Runs Playwright over the release.
///
/// # Errors
/// When a flow fails, or what it needs cannot be had.
pub(crate) fn browser_tests(
    workspace: &Workspace,
    tally: &Tally,
    arguments: &[&str],
) -> anyhow::Result<()> {
    site::build(workspace)?;
    install::ensure(workspace, &[Need::NodePackages, Need::Chromium])?;
    let mut playwright = workspace.command("node");
    playwright
        .current_dir(workspace.end2end())
        .args(["node_modules/@playwright/test/cli.js", "test"])
        .args(arguments)
        .env("END2END_BINARY", workspace.release_binary());
    if let Some(chromium) = install::chromium(workspace) {
        playwright.env("CHROMIUM", chromium);
    }
    command::run_watched(&mut playwright, &|line| {
        tally.read(Runner::Playwright, line);
    })
}

fn colour() -> [&'static str; 2] {
    [
        "--color",
        if console::is_terminal() {
            "always"
        } else {
            "never"
        },
    ]
}

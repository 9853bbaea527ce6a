//! The command line of `cargo xtask`.

use clap::{Parser, Subcommand};

use crate::bench::Bench;
use crate::install::Need;
use crate::test::Step;

/// Backboard's chores.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "Installs, builds, serves, checks and measures Backboard",
    after_help = "Examples:\n  \
        cargo xtask serve                      a board with demo postings on http://127.0.0.1:3000\n  \
        cargo xtask serve -- --no-demo         everything after -- goes to `backboard serve`\n  \
        cargo xtask dev                        rebuild and reload while you edit\n  \
        cargo xtask test                       every check, as in CI\n  \
        cargo xtask test --only format,clippy  two of them\n  \
        cargo xtask bench search               one measurement; bench --help lists all"
)]
pub(crate) struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub(crate) chore: Chore,
}

/// One chore.
#[derive(Subcommand)]
pub(crate) enum Chore {
    /// Installs what is missing and says what is there
    #[command(after_help = "Examples:\n  \
        cargo xtask install\n  \
        cargo xtask install --only cargo-leptos,node-packages")]
    Install {
        /// Only these things
        #[arg(long, value_delimiter = ',', value_enum)]
        only: Vec<Need>,
    },
    /// Builds the release that `serve` runs, and nothing else
    #[command(after_help = "Example:\n  cargo xtask build")]
    Build,
    /// Builds the release and serves it with the embedded database
    #[command(after_help = "Examples:\n  \
        cargo xtask serve\n  \
        cargo xtask serve -- --listen 127.0.0.1:8080 --no-demo\n  \
        cargo xtask serve -- --help            what the server itself understands")]
    Serve {
        /// Handed to `backboard serve`
        #[arg(last = true)]
        arguments: Vec<String>,
    },
    /// Serves a debug build and rebuilds it whenever a file changes
    #[command(after_help = "Examples:\n  \
        cargo xtask dev\n  \
        cargo xtask dev -- --no-demo")]
    Dev {
        /// Handed to `backboard serve`
        #[arg(last = true)]
        arguments: Vec<String>,
    },
    /// Checks formatting, clippy for server and browser, and the crate boundaries
    #[command(after_help = "Example:\n  cargo xtask lint")]
    Lint,
    /// Measures what the browser has to load against its budget
    #[command(after_help = "Example:\n  cargo xtask budgets")]
    Budgets,
    /// Runs every check, and ends with a table and one line of totals
    #[command(after_help = "Examples:\n  \
        cargo xtask test\n  \
        cargo xtask test --only tests          the Rust tests alone\n  \
        cargo xtask test --skip browser,docs")]
    Test {
        /// Only these steps
        #[arg(long, value_delimiter = ',', value_enum)]
        only: Vec<Step>,
        /// All but these steps
        #[arg(long, value_delimiter = ',', value_enum)]
        skip: Vec<Step>,
    },
    /// Runs one measurement
    Bench {
        /// Which one.
        #[command(subcommand)]
        bench: Bench,
    },
}

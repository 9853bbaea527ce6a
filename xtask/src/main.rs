//! The chores of the project in one program: `cargo xtask serve`, `cargo xtask
//! test` and their smaller parts.
//!
//! It installs what a chore needs and is missing, runs the ordinary tools
//! (cargo, cargo-leptos, npm, Playwright) and says what it does and how long it
//! took. It knows nothing of what the site does; that is `server` and `app`.

mod bench;
mod budgets;
mod cli;
mod command;
mod console;
mod dev;
mod fingerprint;
mod install;
mod lint;
mod modules;
mod precache;
mod report;
mod serve;
mod site;
mod tally;
mod test;
mod wasm_guard;
mod workspace;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::{Arguments, Chore};
use crate::workspace::Workspace;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(code) => code,
        Err(error) => {
            console::failure(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let workspace = Workspace::find()?;
    match arguments.chore {
        Chore::Install { only } => install::run(&workspace, &only),
        Chore::Build => site::build(&workspace).map(|()| ExitCode::SUCCESS),
        Chore::Serve { arguments } => serve::run(&workspace, &arguments),
        Chore::Dev { arguments } => dev::run(&workspace, &arguments),
        Chore::Lint => lint::run(&workspace),
        Chore::Budgets => budgets::run(&workspace),
        Chore::Test { only, skip } => test::run(&workspace, &only, &skip),
        Chore::Bench { bench } => bench::run(&workspace, &bench),
    }
}

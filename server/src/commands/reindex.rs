//! `backboard reindex`: the search index anew from the database.

use std::process::ExitCode;

use clap::Command;

use super::{block_on, say};
use crate::board::Board;
use crate::clock::Clock;
use crate::config::Config;

pub(super) fn command() -> Command {
    Command::new("reindex")
        .about("Build the search index anew from the database")
        .long_about(
            "Build the search index anew from the database, which is the truth, and judge anew which \
             roles are stale. The server must not be running on the same data folder.",
        )
        .after_help(
            "Examples:\n  backboard reindex\n  backboard reindex --data-dir /var/lib/backboard",
        )
}

pub(super) fn run(config: &Config) -> anyhow::Result<ExitCode> {
    block_on(async move {
        let board = Board::open_anew(&config.data, Clock::system()).await?;
        let indexed = board.reindex().await?;
        board.close().await;
        say(&format!("The index now holds {indexed} roles."));
        Ok(ExitCode::SUCCESS)
    })
}

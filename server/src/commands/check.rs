//! `backboard check`: database against index.

use std::process::ExitCode;

use clap::Command;

use super::{block_on, say};
use crate::board::Board;
use crate::clock::Clock;
use crate::config::Config;

pub(super) fn command() -> Command {
    Command::new("check")
        .about("Check the database and compare it with the search index")
        .long_about(
            "Check that the database is consistent and that the search index holds exactly its \
             roles. Exits with 1 when something is wrong and says what to do.",
        )
        .after_help("Examples:\n  backboard check\n  backboard check --data-dir /var/lib/backboard")
}

pub(super) fn run(config: &Config) -> anyhow::Result<ExitCode> {
    block_on(async move {
        let board = Board::open(&config.data, String::new(), Clock::system()).await?;
        let report = board.check().await?;
        board.close().await;
        say(&report.words());
        Ok(if report.is_clean() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    })
}

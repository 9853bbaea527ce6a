//! `backboard check`: database against index.

use std::process::ExitCode;

use clap::{Arg, ArgMatches, Command, value_parser};

use super::{block_on, say};
use crate::board::Board;
use crate::clock::Clock;
use crate::config::Config;
use crate::progress;

pub(super) fn command() -> Command {
    Command::new("check")
        .about("Check the database and compare it with the search index")
        .long_about(
            "Check that the database is consistent and that the search index holds exactly its \
             roles. With --searches the counts of that many random searches are compared as well: \
             the index's totals and figures beside filters with plain SQL. Exits with 1 when \
             something is wrong and says what to do.",
        )
        .args([
            Arg::new("searches")
                .long("searches")
                .value_name("N")
                .value_parser(value_parser!(u64).range(0..=1_000_000))
                .default_value("0")
                .help("Compare the counts of so many random searches, too"),
            Arg::new("seed")
                .long("seed")
                .value_name("S")
                .value_parser(value_parser!(u64))
                .default_value("7")
                .help("Seed of --searches: the same seed draws the same"),
        ])
        .after_help(
            "Examples:\n  backboard check\n  backboard check --data-dir /var/lib/backboard\n  \
             backboard check --searches 2000",
        )
}

pub(super) fn run(arguments: &ArgMatches, config: &Config) -> anyhow::Result<ExitCode> {
    let number = |name| arguments.get_one::<u64>(name).copied().unwrap_or_default();
    let (searches, seed) = (number("searches"), number("seed"));
    block_on(async move {
        let board = Board::open(&config.data, String::new(), Clock::system()).await?;
        let report = board.check().await?;
        say(&report.words());
        let progress = progress::bar(searches, "searches", "comparing");
        let compared = board
            .compare_counts(searches, seed, || progress.inc(1))
            .await;
        progress.finish_and_clear();
        let agreement = compared?;
        board.close().await;
        if searches > 0 {
            say(&agreement.words());
        }
        Ok(if report.is_clean() && agreement.wrong == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        })
    })
}

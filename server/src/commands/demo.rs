//! `backboard demo`: the synthetic world.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Arg, ArgMatches, Command, value_parser};
use ingest::demo::World;

use super::{block_on, say};
use crate::clock::Clock;
use crate::config::Config;
use crate::intake::Intake;
use crate::{import, progress};

pub(super) fn command() -> Command {
    Command::new("demo")
        .about("Make a synthetic world of postings whose truth is known")
        .long_about(
            "Make a synthetic world of postings: invented companies, roles, seasons, growth and \
             decline, reposts, copies on several sources, stale postings, pay. The same seed makes \
             the same world, and its truth is known. Without --out the database is filled with it, \
             which must be empty.",
        )
        .args([
            Arg::new("postings")
                .long("postings")
                .value_name("N")
                .value_parser(value_parser!(u32).range(1..=5_000_000))
                .default_value("20000")
                .help("How many postings"),
            Arg::new("months")
                .long("months")
                .value_name("M")
                .value_parser(value_parser!(u32).range(1..=240))
                .default_value("30")
                .help("Over how many months"),
            Arg::new("seed")
                .long("seed")
                .value_name("S")
                .value_parser(value_parser!(u64))
                .default_value("7")
                .help("Seed: the same seed makes the same world"),
            Arg::new("as-of")
                .long("as-of")
                .value_name("YYYY-MM-DD")
                .help("Last day of the world [default: today]"),
            Arg::new("out")
                .long("out")
                .value_name("FILE")
                .help("Write NDJSON here instead of filling the database; - is standard output"),
            Arg::new("truth")
                .long("truth")
                .value_name("FILE")
                .requires("out")
                .help("With --out: write what is true of each posting here, as NDJSON"),
        ])
        .after_help(
            "Examples:\n  backboard demo --postings 5000 --months 12 --seed 3\n  \
             backboard demo --postings 1000000 --months 30 --seed 1 --out world.ndjson --truth truth.ndjson\n  \
             backboard demo --postings 100 --months 6 --seed 1 --out - | head -n 1",
        )
}

pub(super) fn run(arguments: &ArgMatches, config: &Config) -> anyhow::Result<ExitCode> {
    let postings = arguments
        .get_one::<u32>("postings")
        .copied()
        .unwrap_or(20_000);
    let months = arguments.get_one::<u32>("months").copied().unwrap_or(30);
    let seed = arguments.get_one::<u64>("seed").copied().unwrap_or(7);
    let clock = match arguments.get_one::<String>("as-of") {
        None => Clock::system(),
        Some(day) => Clock::fixed(
            domain::Timestamp::parse_iso(day)
                .with_context(|| format!("--as-of {day}: a day is written YYYY-MM-DD"))?,
        ),
    };
    if let Some(out) = arguments.get_one::<String>("out") {
        let world = World::new(seed, u64::from(postings), months, clock.now());
        write_world(&world, postings, out, arguments.get_one::<String>("truth"))?;
        return Ok(ExitCode::SUCCESS);
    }
    block_on(async move {
        let intake = Intake::open(&config.data, clock).await?;
        intake.clear_unfinished_demo().await?;
        anyhow::ensure!(
            intake.is_empty().await?,
            "the database already holds postings, and a demo world is not mixed with them; choose \
             an empty folder with --data-dir, or write a file with --out"
        );
        let loaded = import::demo_world(&intake, seed, postings, months).await?;
        anyhow::ensure!(
            loaded.is_some(),
            "real postings have come, and the demo world has made room for them"
        );
        intake.close().await;
        Ok(ExitCode::SUCCESS)
    })
}

fn write_world(
    world: &World,
    postings: u32,
    out: &str,
    truth: Option<&String>,
) -> anyhow::Result<()> {
    let open = |path: &str| -> anyhow::Result<BufWriter<Box<dyn Write>>> {
        let file: Box<dyn Write> = if path == "-" {
            Box::new(std::io::stdout().lock())
        } else {
            Box::new(File::create(path).with_context(|| format!("{path} cannot be written"))?)
        };
        Ok(BufWriter::with_capacity(1 << 20, file))
    };
    let mut output = open(out)?;
    let mut truth = truth.map(|path| open(path)).transpose()?;
    let bar = progress::bar(u64::from(postings), "postings", "Writing");
    for posting in world.postings() {
        serde_json::to_writer(&mut output, &posting.raw)?;
        output.write_all(b"\n")?;
        if let Some(truth) = &mut truth {
            serde_json::to_writer(&mut *truth, &posting.truth)?;
            truth.write_all(b"\n")?;
        }
        bar.inc(1);
    }
    output.flush()?;
    if let Some(truth) = &mut truth {
        truth.flush()?;
    }
    bar.finish_and_clear();
    say(&format!("Wrote {postings} postings to {out}."));
    Ok(())
}

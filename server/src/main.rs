//! The program `backboard`: a job board, a market outlook and a learning
//! roadmap for backend developers.
#![recursion_limit = "256"]

mod ahead;
mod background;
mod board;
mod causes;
mod chance;
mod clock;
mod collection;
mod commands;
mod config;
mod follower;
mod http;
mod import;
mod intake;
mod lifetime;
mod likeness;
mod outlook;
mod progress;
mod sources;
mod word_difference;

use std::io::IsTerminal;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_env("BACKBOARD_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,server=info,backboard=info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .init();
    commands::run()
}

//! `cargo xtask serve`: the release, built if need be, with its embedded
//! database.

use std::process::{Command, ExitCode};

use anyhow::Context;

use crate::console;
use crate::site;
use crate::workspace::Workspace;

/// Builds and serves until it is interrupted.
///
/// # Errors
/// When the build fails or the server cannot be started.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> anyhow::Result<ExitCode> {
    site::build(workspace)?;
    console::step("Starting the server; Ctrl+C stops it");
    let mut server = Command::new(workspace.release_binary());
    server.arg("serve").args(arguments);
    take_over(&mut server)
}

/// Becomes the server, so that it alone receives signals.
#[cfg(unix)]
fn take_over(server: &mut Command) -> anyhow::Result<ExitCode> {
    use std::os::unix::process::CommandExt;
    Err(server.exec()).context("cannot start the server")
}

#[cfg(not(unix))]
fn take_over(server: &mut Command) -> anyhow::Result<ExitCode> {
    let status = server.status().context("cannot start the server")?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

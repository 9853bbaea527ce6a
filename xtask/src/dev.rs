//! `cargo xtask dev`: a debug build that follows the edits.

use std::process::ExitCode;

use crate::command;
use crate::install::{self, Need};
use crate::modules;
use crate::workspace::Workspace;

/// Serves a debug build, rebuilt and reloaded on every change, until it is
/// interrupted. The service worker stays inert in it. The modules of single
/// pages are those of the start.
///
/// # Errors
/// When a tool cannot be installed or the first build fails.
pub(crate) fn run(workspace: &Workspace, arguments: &[String]) -> anyhow::Result<ExitCode> {
    install::ensure(workspace, &Need::BUILD)?;
    modules::build(workspace)?;
    command::run(
        workspace
            .cargo()
            .args(["leptos", "watch", "--split", "--", "serve"])
            .args(arguments),
    )?;
    Ok(ExitCode::SUCCESS)
}

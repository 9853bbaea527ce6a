//! Node.js packages of the browser tests, wasm-opt among them.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, bail};

use crate::command;
use crate::fingerprint;
use crate::workspace::Workspace;

/// The oldest Node.js that Playwright and Lighthouse run on.
const OLDEST_NODE: u32 = 20;

/// Whether the packages were installed from the lock file as it is now.
pub(super) fn packages_are_there(workspace: &Workspace) -> bool {
    let recorded = fs::read_to_string(stamp(workspace)).unwrap_or_default();
    lock_fingerprint(workspace).is_some_and(|now| now == recorded)
}

/// Installs the packages exactly as the lock file names them.
///
/// # Errors
/// When Node.js is missing or too old, or npm does not succeed.
pub(super) fn install_packages(workspace: &Workspace) -> anyhow::Result<()> {
    check_node(workspace)?;
    command::run(
        workspace
            .command(if cfg!(windows) { "npm.cmd" } else { "npm" })
            .current_dir(workspace.end2end())
            .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
    )?;
    let now = lock_fingerprint(workspace).context("end2end/package-lock.json cannot be read")?;
    fs::write(stamp(workspace), now)?;
    Ok(())
}

fn check_node(workspace: &Workspace) -> anyhow::Result<()> {
    let Some(answer) = command::answer(workspace.command("node").arg("--version")) else {
        bail!("Node.js is not installed: install version {OLDEST_NODE} or newer, with npm");
    };
    let major = answer
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|number| number.parse::<u32>().ok());
    match major {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        _ => bail!(
            "Node.js {} is too old: install version {OLDEST_NODE} or newer",
            answer.trim()
        ),
    }
}

fn lock_fingerprint(workspace: &Workspace) -> Option<String> {
    let lock = fs::read(workspace.end2end().join("package-lock.json")).ok()?;
    Some(fingerprint::of_bytes(&lock))
}

fn stamp(workspace: &Workspace) -> PathBuf {
    workspace.end2end().join("node_modules/.installed-from")
}

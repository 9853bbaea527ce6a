//! Checks that read the code without running it.

use std::process::ExitCode;

use crate::command;
use crate::install::{self, Need};
use crate::modules;
use crate::test::{self, Step};
use crate::workspace::Workspace;

/// Runs formatting, both clippies and the crate boundaries.
///
/// # Errors
/// When the checks cannot be run at all; a failed check is in the exit code.
pub(crate) fn run(workspace: &Workspace) -> anyhow::Result<ExitCode> {
    test::run(
        workspace,
        &[
            Step::Format,
            Step::Boundaries,
            Step::Clippy,
            Step::ClippyWasm,
        ],
        &[],
    )
}

/// Fails when a file is not formatted.
pub(crate) fn format(workspace: &Workspace) -> anyhow::Result<()> {
    command::run(workspace.cargo().args(["fmt", "--all", "--check"]))
}

/// Lints everything that runs on the server, tests included.
pub(crate) fn clippy(workspace: &Workspace) -> anyhow::Result<()> {
    command::run(
        workspace
            .cargo()
            .args(["clippy", "--workspace", "--exclude", "frontend"])
            .args(["--all-targets", "--", "-D", "warnings"]),
    )
}

/// Lints what runs in the browser, compiled for it.
pub(crate) fn clippy_wasm(workspace: &Workspace) -> anyhow::Result<()> {
    install::ensure(workspace, &[Need::WasmTarget])?;
    command::run(
        workspace
            .cargo()
            .args(["clippy", "--package", "frontend"])
            .args(modules::MODULES.iter().flat_map(|m| ["--package", m.name]))
            .args(["--target", "wasm32-unknown-unknown"])
            .args(["--", "-D", "warnings"]),
    )
}

/// Builds the documentation and fails on any warning.
pub(crate) fn docs(workspace: &Workspace) -> anyhow::Result<()> {
    command::run(
        workspace
            .cargo()
            .args(["doc", "--workspace", "--exclude", "frontend"])
            .args(["--no-deps", "--document-private-items"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    )
}

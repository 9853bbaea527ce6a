//! The modules of single pages: crates compiled for the browser by themselves,
//! each loaded only where it is needed, beside the main one that cargo-leptos
//! builds. They are put among the public files, so that cargo-leptos copies and
//! compresses them like the others.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;

use crate::command;
use crate::console;
use crate::fingerprint;
use crate::workspace::Workspace;

/// A module: a crate in `frontend/` of the same name.
pub(crate) struct Module {
    /// Name of the crate and of its files.
    pub(crate) name: &'static str,
    /// Most bytes that it may weigh with its script, compressed with brotli.
    pub(crate) budget: u64,
    /// Most memory that it may ever take, in bytes.
    memory: u32,
}

/// Every module.
pub(crate) const MODULES: [Module; 3] = [
    Module {
        name: "reader",
        budget: 300_000,
        memory: 512 * 1024 * 1024,
    },
    Module {
        name: "fitter",
        budget: 95_000,
        memory: 64 * 1024 * 1024,
    },
    Module {
        name: "keeper",
        budget: 60_000,
        memory: 256 * 1024 * 1024,
    },
];

/// What modules are made of. When none of it changed there is nothing to do.
const INPUTS: [&str; 8] = [
    "Cargo.toml",
    "Cargo.lock",
    "app/domain",
    "app/extract",
    "app/roadmap",
    "frontend/fitter",
    "frontend/keeper",
    "frontend/reader",
];

/// Features of WebAssembly that the compiler uses and every browser has.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Builds the modules, if anything changed since they were built last. Needs
/// what a release build needs.
///
/// # Errors
/// When one does not build.
pub(crate) fn build(workspace: &Workspace) -> anyhow::Result<()> {
    let folder = folder(workspace);
    let wanted = fingerprint::of_files(workspace.root(), &INPUTS);
    let recorded = fs::read_to_string(record(workspace)).unwrap_or_default();
    let is_there = |module: &Module| files(module).iter().all(|file| folder.join(file).is_file());
    if recorded == wanted && MODULES.iter().all(is_there) {
        return Ok(());
    }
    console::step("Building the modules of single pages");
    let begun = Instant::now();
    let _ = fs::remove_file(record(workspace));
    for module in &MODULES {
        compile(workspace, module)?;
        bind(workspace, module, &folder)?;
        shrink(workspace, module, &folder)?;
    }
    fs::write(record(workspace), wanted).context("cannot note what the modules were built from")?;
    console::done("The modules are built", begun.elapsed());
    Ok(())
}

/// The files of a module, by name.
pub(crate) fn files(module: &Module) -> [String; 2] {
    let name = module.name;
    [format!("{name}.js"), format!("{name}_bg.wasm")]
}

/// Among the public files.
fn folder(workspace: &Workspace) -> PathBuf {
    workspace.root().join("frontend/public/modules")
}

fn record(workspace: &Workspace) -> PathBuf {
    workspace.target().join("modules.fingerprint")
}

fn compile(workspace: &Workspace, module: &Module) -> anyhow::Result<()> {
    // As a library for Rust as well it would not be optimised as a whole.
    command::run(
        workspace
            .cargo()
            .args(["rustc", "--package", module.name, "--lib"])
            .args(["--crate-type", "cdylib", "--profile", "wasm-release"])
            .args(["--target", "wasm32-unknown-unknown", "--"])
            .arg(format!("-Clink-arg=--max-memory={}", module.memory)),
    )
}

fn bind(workspace: &Workspace, module: &Module, folder: &Path) -> anyhow::Result<()> {
    let compiled = workspace
        .target()
        .join("wasm32-unknown-unknown/wasm-release")
        .join(format!("{}.wasm", module.name));
    command::run(
        workspace
            .command("wasm-bindgen")
            .args(["--target", "web", "--no-typescript"])
            .args(["--remove-name-section", "--remove-producers-section"])
            .arg("--out-dir")
            .arg(folder)
            .arg(compiled),
    )
}

fn shrink(workspace: &Workspace, module: &Module, folder: &Path) -> anyhow::Result<()> {
    let [_, wasm] = files(module);
    let wasm = folder.join(wasm);
    command::run(
        workspace
            .command("wasm-opt")
            .args(FEATURES)
            .arg("-Oz")
            .arg(&wasm)
            .arg("--output")
            .arg(&wasm),
    )
}

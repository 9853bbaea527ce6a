//! The release: server, browser code, style and public files, built together
//! by cargo-leptos because asset names carry hashes that the server must know.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;

use crate::command;
use crate::console;
use crate::fingerprint;
use crate::install::{self, Need};
use crate::modules;
use crate::precache;
use crate::workspace::Workspace;

/// What a release is made of. When none of it changed there is nothing to do.
const INPUTS: [&str; 6] = [
    "Cargo.toml",
    "Cargo.lock",
    "app",
    "frontend",
    "server",
    "style",
];

/// Builds the release, if anything changed since the last one.
///
/// # Errors
/// When a tool cannot be installed or the build does not succeed.
pub(crate) fn build(workspace: &Workspace) -> anyhow::Result<()> {
    install::ensure(workspace, &Need::BUILD)?;
    // They are among the public files, which the release is made of.
    modules::build(workspace)?;
    let wanted = fingerprint::of_files(workspace.root(), &INPUTS);
    let last = Release::read(workspace);
    if last.fingerprint == wanted && workspace.release_binary().is_file() {
        console::note("the release is up to date");
        return Ok(());
    }
    console::step("Building the release: server, browser code, style");
    let begun = Instant::now();
    // Until the build is through there is no release that could be trusted.
    let _ = fs::remove_file(Release::record(workspace));
    let kept = set_aside(workspace)?;
    command::run(workspace.cargo().args([
        "leptos",
        "build",
        "--release",
        "--split",
        "--precompress",
    ]))?;
    drop_declarations(&package_folder(workspace))?;
    precache::write(&workspace.site())?;
    let release = Release {
        // As they were when the build began: what was saved meanwhile is not in it.
        fingerprint: wanted,
        files: file_names(&package_folder(workspace)),
    };
    bring_back(workspace, &kept, &last)?;
    release.write(workspace)?;
    console::done("The release is built", begun.elapsed());
    Ok(())
}

/// The folder of scripts, wasm and style with hashed names.
pub(crate) fn package_folder(workspace: &Workspace) -> PathBuf {
    workspace.site().join("pkg")
}

/// Names of the last release's own hashed files, without those that are kept from the
/// release before; none without a release.
pub(crate) fn release_files(workspace: &Workspace) -> BTreeSet<String> {
    Release::read(workspace).files
}

/// What is known of the last release.
#[derive(Default)]
struct Release {
    /// Of everything that it was built from.
    fingerprint: String,
    /// Its own hashed files, without those kept from the release before.
    files: BTreeSet<String>,
}

impl Release {
    fn record(workspace: &Workspace) -> PathBuf {
        workspace.target().join("site.release")
    }

    fn read(workspace: &Workspace) -> Self {
        let text = fs::read_to_string(Self::record(workspace)).unwrap_or_default();
        let mut lines = text.lines().map(str::to_owned);
        Self {
            fingerprint: lines.next().unwrap_or_default(),
            files: lines.collect(),
        }
    }

    fn write(&self, workspace: &Workspace) -> anyhow::Result<()> {
        let files: Vec<&str> = self.files.iter().map(String::as_str).collect();
        let text = format!("{}\n{}\n", self.fingerprint, files.join("\n"));
        fs::write(Self::record(workspace), text)
            .with_context(|| format!("cannot write {}", Self::record(workspace).display()))
    }
}

/// Moves the hashed files of the last release aside, because the build empties
/// the folder.
fn set_aside(workspace: &Workspace) -> anyhow::Result<PathBuf> {
    let aside = workspace.target().join("site.previous");
    if aside.exists() {
        fs::remove_dir_all(&aside)?;
    }
    let package = package_folder(workspace);
    if package.is_dir() {
        fs::rename(&package, &aside)?;
    }
    Ok(aside)
}

/// Puts the hashed files of the last release beside the new ones: a page opened
/// before the update may still ask for its parts. Older ones are let go.
fn bring_back(workspace: &Workspace, aside: &Path, last: &Release) -> anyhow::Result<()> {
    let package = package_folder(workspace);
    for name in &last.files {
        let (from, to) = (aside.join(name), package.join(name));
        if from.is_file() && !to.exists() {
            fs::rename(from, to)?;
        }
    }
    if aside.exists() {
        fs::remove_dir_all(aside)?;
    }
    Ok(())
}

/// Removes the type declarations that wasm-bindgen writes: no page asks for them.
fn drop_declarations(package: &Path) -> anyhow::Result<()> {
    for name in file_names(package) {
        let plain = name.trim_end_matches(".br").trim_end_matches(".gz");
        if plain.ends_with(".ts") {
            fs::remove_file(package.join(&name))?;
        }
    }
    Ok(())
}

fn file_names(folder: &Path) -> BTreeSet<String> {
    let mut files = Vec::new();
    fingerprint::collect(folder, &mut files);
    files
        .iter()
        .filter_map(|file| file.strip_prefix(folder).ok())
        .map(|place| place.to_string_lossy().into_owned())
        .collect()
}

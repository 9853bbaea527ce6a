//! Turns the roadmap's data files into static tables, so that the program
//! carries no TOML and parses nothing when it starts. A mistake in the data
//! stops the build and is reported with file and node.

#[path = "build/check.rs"]
mod check;
#[path = "build/format.rs"]
mod format;
#[path = "build/table.rs"]
mod table;
#[path = "build/wording.rs"]
mod wording;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

/// What the tables are made of, beside this program itself.
const WATCHED: [&str; 6] = [
    "nodes",
    "tracks.toml",
    "history.toml",
    "hosts.toml",
    "off-graph.toml",
    "build",
];

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut out = std::io::stdout();
    let told = WATCHED
        .iter()
        .try_for_each(|path| writeln!(out, "cargo::rerun-if-changed={path}"));
    let problems = match told {
        Ok(()) => build(folder),
        Err(error) => vec![error.to_string()],
    };
    for problem in &problems {
        // Nothing is left to do when even this cannot be written.
        let _ = writeln!(out, "cargo::error=roadmap: {problem}");
    }
    if problems.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Reads, checks and writes the graph; answers with everything wrong in it.
fn build(folder: &Path) -> Vec<String> {
    let mut problems = Vec::new();
    let data = format::read(folder, &mut problems);
    check::all(&data, &mut problems);
    wording::all(&data, &mut problems);
    if !problems.is_empty() {
        return problems;
    }
    let Some(out) = std::env::var_os("OUT_DIR") else {
        return vec!["OUT_DIR is not set; run this through cargo".to_owned()];
    };
    let text = table::write(&data);
    if let Err(error) = std::fs::write(Path::new(&out).join("roadmap.rs"), text) {
        problems.push(format!("the table cannot be written: {error}"));
    }
    problems
}

//! Turns the vocabulary's data files into two short texts, so that the program
//! carries no TOML and checks nothing when it starts. A mistake in the data
//! stops the build and is reported with file and entry.

#[path = "build/check.rs"]
mod check;
#[path = "build/format.rs"]
mod format;
#[path = "build/spelling.rs"]
mod spelling;
#[path = "build/table.rs"]
mod table;

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vocabulary");
    let mut out = std::io::stdout();
    let told = writeln!(out, "cargo::rerun-if-changed={}", folder.display())
        .and_then(|()| writeln!(out, "cargo::rerun-if-changed=build"));
    let problems = match told {
        Ok(()) => build(&folder),
        Err(error) => vec![error.to_string()],
    };
    for problem in &problems {
        // Nothing is left to do when even this cannot be written.
        let _ = writeln!(out, "cargo::error=vocabulary/{problem}");
    }
    if problems.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Reads, checks and writes the vocabulary; answers with everything wrong in it.
fn build(folder: &Path) -> Vec<String> {
    let mut problems = Vec::new();
    let entries = format::read(folder, &mut problems);
    let forms = spelling::forms(&entries, &mut problems);
    check::parents(&entries, &mut problems);
    if !problems.is_empty() {
        return problems;
    }
    let Some(out) = std::env::var_os("OUT_DIR") else {
        return vec!["OUT_DIR is not set; run this through cargo".to_owned()];
    };
    let tables = [
        ("skills.tsv", table::skills(&entries)),
        ("spellings.tsv", table::spellings(&forms)),
    ];
    for (name, text) in tables {
        if let Err(error) = std::fs::write(Path::new(&out).join(name), text) {
            problems.push(format!("the table {name} cannot be written: {error}"));
        }
    }
    problems
}

//! Writes the skills of the vocabulary down as one short text: the tables of the
//! crate `extract` are made for reading postings and several times as large.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(out) = std::env::var_os("OUT_DIR") else {
        return ExitCode::FAILURE;
    };
    let written = std::fs::write(Path::new(&out).join("skills.tsv"), table());
    ExitCode::from(u8::from(written.is_err()))
}

/// For each skill a line: slug, name, category, parents, aliases.
fn table() -> String {
    let mut table = String::new();
    for skill in extract::vocabulary::skills() {
        let parents: Vec<&str> = skill.parents.iter().map(|slug| slug.as_str()).collect();
        // Writing into a string cannot fail.
        let _ = writeln!(
            table,
            "{}\t{}\t{}\t{}\t{}",
            skill.slug,
            skill.name,
            skill.category.slug(),
            parents.join(" "),
            skill.aliases.join("|")
        );
    }
    table
}

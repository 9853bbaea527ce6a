//! Writes the tables as Rust. Their types stand in `src/skills/vocabulary.rs`.

use std::fmt::Write;

use crate::format::{Entry, Need};
use crate::spelling::Forms;

/// The text of the generated file.
pub(crate) fn write(entries: &[Entry], forms: &Forms) -> String {
    let mut out = String::new();
    // Writing into a string cannot fail.
    let _ = skills(&mut out, entries);
    let _ = spellings(&mut out, forms);
    out
}

fn skills(out: &mut String, entries: &[Entry]) -> std::fmt::Result {
    writeln!(out, "pub(super) static ENTRIES: &[Entry] = &[")?;
    for entry in entries {
        let parents: Vec<usize> = entry
            .parents
            .iter()
            .filter_map(|parent| entries.iter().position(|e| e.name == *parent))
            .collect();
        let mut aliases: Vec<String> = Vec::new();
        for (spelling, _) in entry.spellings.iter().skip(1) {
            let alias = spelling.replace("(s)", "");
            let known = |known: &String| known.eq_ignore_ascii_case(&alias);
            if !known(&entry.name) && !aliases.iter().any(known) {
                aliases.push(alias);
            }
        }
        writeln!(
            out,
            "    Entry {{ name: {:?}, slug: {:?}, category: SkillCategory::{:?}, aliases: &{aliases:?}, \
             parents: &{parents:?}, never_after: &{:?}, never_before: &{:?}, yields: {}, concept: {} }},",
            entry.name,
            entry.slug,
            entry.category,
            entry.never_after,
            entry.never_before,
            entry.yields,
            entry.concept,
        )?;
    }
    writeln!(out, "];")
}

fn spellings(out: &mut String, forms: &Forms) -> std::fmt::Result {
    writeln!(out, "pub(super) static SPELLINGS: &[Spelling] = &[")?;
    for (key, forms) in forms.iter().filter(|(_, forms)| !forms.is_empty()) {
        write!(out, "    Spelling {{ key: {key:?}, forms: &[")?;
        for form in forms {
            let need = match form.need {
                Need::Nothing | Need::Alias => "Nothing",
                Need::Case => "Case",
                Need::Context => "Context",
                Need::List => "List",
                Need::Beside => "Beside",
            };
            let text = match form.need {
                Need::Nothing => "",
                _ => &form.text,
            };
            write!(
                out,
                "Form {{ skill: {}, text: {text:?}, need: Need::{need}, names_too: {:?} }}, ",
                form.skill, form.names_too
            )?;
        }
        writeln!(out, "] }},")?;
    }
    writeln!(out, "];")
}

//! Writes the skills of the vocabulary down as one short text: the tables of the
//! crate `extract` are made for reading postings and several times as large.

use std::path::Path;
use std::process::ExitCode;

use domain::Slug;

fn main() -> ExitCode {
    let Some(out) = std::env::var_os("OUT_DIR") else {
        return ExitCode::FAILURE;
    };
    let written = std::fs::write(Path::new(&out).join("skills.tsv"), table());
    ExitCode::from(u8::from(written.is_err()))
}

/// For each skill a line: name, slug, category, parents as numbers of lines, aliases. A
/// slug is left out that its name makes, a category that is the one of the line before,
/// and columns at the end that are empty.
fn table() -> String {
    let skills = extract::vocabulary::skills();
    let mut category = None;
    let lines = skills.iter().map(|skill| {
        let same = category.replace(skill.category) == Some(skill.category);
        let made = Slug::from_name(&skill.name).as_ref() == Some(&skill.slug);
        let parent = |slug: &Slug| skills.iter().position(|skill| skill.slug == *slug);
        let parents = skill.parents.iter().filter_map(parent);
        let parents: Vec<String> = parents.map(|line| line.to_string()).collect();
        let columns = [
            skill.name.as_str(),
            if made { "" } else { skill.slug.as_str() },
            if same { "" } else { skill.category.slug() },
            &parents.join(" "),
            &skill.aliases.join("|"),
        ];
        columns.join("\t").trim_end_matches('\t').to_owned()
    });
    lines.collect::<Vec<String>>().join("\n")
}

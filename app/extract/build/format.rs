//! The form of the data files: one file per category, one line per skill.

use std::collections::BTreeMap;
use std::path::Path;

use domain::{SkillCategory, Slug};
use serde::Deserialize;

/// What a spelling needs around it before it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Need {
    /// Nothing: it counts in any case.
    Nothing,
    /// Upper and lower case exactly as written.
    Case,
    /// Exact case, and words or other skills nearby that speak of technology.
    Context,
    /// Another skill right beside it in an enumeration.
    List,
    /// Exact case, and one of its parents named in the same block.
    Beside,
    /// It never counts; only the other spellings do.
    Alias,
}

/// One skill as a line of a data file gives it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    slug: Option<String>,
    needs: Option<Need>,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    cased: Vec<String>,
    #[serde(default)]
    context: Vec<String>,
    #[serde(default)]
    beside: Vec<String>,
    #[serde(default)]
    never_after: Vec<String>,
    #[serde(default)]
    never_before: Vec<String>,
    #[serde(default)]
    parents: Vec<String>,
    #[serde(default)]
    yields: bool,
    #[serde(default)]
    concept: bool,
}

/// One skill, with everything said of it.
#[derive(Debug)]
pub(crate) struct Entry {
    /// `languages.toml, "Go"`: where to look when something is wrong.
    pub(crate) place: String,
    pub(crate) category: SkillCategory,
    pub(crate) name: String,
    pub(crate) slug: String,
    /// Spellings as written, with what each needs; the name's comes first.
    pub(crate) spellings: Vec<(String, Need)>,
    pub(crate) never_after: Vec<String>,
    pub(crate) never_before: Vec<String>,
    pub(crate) parents: Vec<String>,
    /// Whether it counts only when none of its children is named.
    pub(crate) yields: bool,
    /// Whether it is an idea that companies also describe themselves with.
    pub(crate) concept: bool,
}

/// Reads every file of the folder, in the order of the categories.
pub(crate) fn read(folder: &Path, problems: &mut Vec<String>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for category in SkillCategory::ALL {
        let file = format!("{}.toml", category.slug());
        let text = match std::fs::read_to_string(folder.join(&file)) {
            Ok(text) => text,
            Err(error) => {
                problems.push(format!("{file}: cannot be read: {error}"));
                continue;
            }
        };
        match toml::from_str::<BTreeMap<String, Line>>(&text) {
            Ok(lines) => {
                let found = lines.into_iter();
                entries.extend(found.filter_map(|(n, l)| entry(*category, &file, n, l, problems)));
            }
            Err(error) => problems.push(format!("{file}: {error}")),
        }
    }
    strangers(folder, problems);
    entries
}

/// Files that belong to no category are mistakes, not data to pass over.
fn strangers(folder: &Path, problems: &mut Vec<String>) {
    let Ok(files) = std::fs::read_dir(folder) else {
        return;
    };
    for file in files.flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        if let Some(stem) = name.strip_suffix(".toml")
            && SkillCategory::parse(stem).is_none()
        {
            problems.push(format!("{name}: no category has this name"));
        }
    }
}

fn entry(
    category: SkillCategory,
    file: &str,
    name: String,
    line: Line,
    problems: &mut Vec<String>,
) -> Option<Entry> {
    let place = format!("{file}, \"{name}\"");
    let slug = match &line.slug {
        Some(given) => Slug::parse(given).ok(),
        None => Slug::from_name(&name),
    };
    let Some(slug) = slug else {
        problems.push(format!("{place}: gives no slug; write slug = \"…\""));
        return None;
    };
    let mut spellings = vec![(name.clone(), line.needs.unwrap_or(Need::Nothing))];
    spellings.extend(line.aliases.into_iter().map(|s| (s, Need::Nothing)));
    spellings.extend(line.cased.into_iter().map(|s| (s, Need::Case)));
    spellings.extend(line.context.into_iter().map(|s| (s, Need::Context)));
    if !line.beside.is_empty() && line.parents.is_empty() {
        problems.push(format!(
            "{place}: has spellings beside parents, but no parent"
        ));
    }
    spellings.extend(line.beside.into_iter().map(|s| (s, Need::Beside)));
    if spellings.iter().all(|(_, need)| *need == Need::Alias) {
        problems.push(format!("{place}: needs = \"alias\" but has no alias"));
    }
    for (spelling, _) in &spellings {
        if spelling.trim() != spelling || spelling.is_empty() {
            problems.push(format!("{place}: \"{spelling}\" has space around it"));
        }
    }
    Some(Entry {
        place,
        category,
        name,
        slug: slug.into(),
        spellings,
        never_after: line.never_after,
        never_before: line.never_before,
        parents: line.parents,
        yields: line.yields,
        concept: line.concept,
    })
}

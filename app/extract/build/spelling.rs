//! Every way in which a skill may be written, made from the spellings given,
//! and the checks that no two skills share one.

use std::collections::BTreeMap;

use domain::SkillCategory;

use crate::format::{Entry, Need};

/// One way in which a skill may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    /// Index of the skill.
    pub(crate) skill: usize,
    /// As written.
    pub(crate) text: String,
    /// What it needs around it.
    pub(crate) need: Need,
    /// Index of the cloud platform that the spelling names in passing
    /// ('azure functions' names Azure).
    pub(crate) names_too: Option<usize>,
}

/// All forms by their lower-case text.
pub(crate) type Forms = BTreeMap<String, Vec<Form>>;

/// Collects the forms of all skills.
pub(crate) fn forms(entries: &[Entry], problems: &mut Vec<String>) -> Forms {
    let mut forms = Forms::new();
    for (skill, entry) in entries.iter().enumerate() {
        for (text, need) in &entry.spellings {
            let given = text.replace("(s)", "");
            // "llm(s)" under "LLM" only adds the plural.
            let told = (given == *text || !given.eq_ignore_ascii_case(&entry.name))
                .then_some(&mut *problems);
            add(&mut forms, entries, (skill, &given, *need), told);
        }
    }
    // What is made by rule yields to what is written in a file.
    for (skill, entry) in entries.iter().enumerate() {
        for (text, need) in &entry.spellings {
            for made in variants(text) {
                add(&mut forms, entries, (skill, &made, *need), None);
            }
        }
    }
    forms
}

fn add(
    forms: &mut Forms,
    entries: &[Entry],
    (skill, text, need): (usize, &str, Need),
    problems: Option<&mut Vec<String>>,
) {
    if need == Need::Alias {
        return;
    }
    let known = forms.entry(text.to_lowercase()).or_default();
    let same_case = |f: &&Form| f.text == text || f.need == Need::Nothing || need == Need::Nothing;
    if let Some(other) = known.iter().find(same_case) {
        let place = |index: usize| entries.get(index).map_or("?", |e: &Entry| e.place.as_str());
        if let Some(problems) = problems {
            problems.push(if other.skill == skill {
                format!("{}: \"{text}\" is given twice", place(skill))
            } else {
                format!(
                    "{}: \"{text}\" is already a spelling of {}",
                    place(skill),
                    place(other.skill)
                )
            });
        }
        return;
    }
    known.push(Form {
        skill,
        text: text.to_owned(),
        need,
        names_too: cloud_named(entries, skill, text),
    });
}

/// Further ways to write a spelling: the plural marked with `(s)`, a hyphen
/// for the only space, and the usual ways to write `.js`.
fn variants(spelling: &str) -> Vec<String> {
    let mut all = vec![spelling.replace("(s)", "")];
    if spelling.contains("(s)") {
        all.push(spelling.replace("(s)", "s"));
    }
    let bases = all.clone();
    for base in &bases {
        if let Some(stem) = base.strip_suffix(".js") {
            all.extend([
                format!("{stem}js"),
                format!("{stem} js"),
                format!("{stem}JS"),
            ]);
        }
        let plain = |c: char| c.is_alphanumeric() || c == ' ';
        if base.matches(' ').count() == 1 && base.chars().all(plain) {
            all.push(base.replace(' ', "-"));
        }
    }
    all.into_iter().skip(1).collect()
}

/// The cloud platform or query language among the parents whose name the spelling
/// contains: 'azure functions', 'apollo graphql'.
fn cloud_named(entries: &[Entry], skill: usize, text: &str) -> Option<usize> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(' ').collect();
    let parents = &entries.get(skill)?.parents;
    let named = |platform: &Entry| {
        platform.spellings.iter().any(|(spelling, _)| {
            let spelling = spelling.to_lowercase();
            let spelled: Vec<&str> = spelling.split(' ').collect();
            words.len() > spelled.len() && words.windows(spelled.len()).any(|w| w == spelled)
        })
    };
    entries.iter().position(|entry| {
        let inside = entry.category == SkillCategory::Cloud || entry.name == "GraphQL";
        inside && parents.contains(&entry.name) && named(entry)
    })
}

//! The vocabulary of skills, made of the data files in `vocabulary/`.

use std::collections::HashMap;
use std::sync::OnceLock;

use domain::{Skill, SkillCategory, Slug};

/// One skill of the vocabulary.
pub(super) struct Entry {
    /// Canonical spelling.
    pub(super) name: &'static str,
    slug: &'static str,
    category: SkillCategory,
    aliases: &'static [&'static str],
    /// Indices of the more general skills.
    pub(super) parents: &'static [usize],
    /// Words that say that an ambiguous spelling means something else.
    pub(super) never_after: &'static [&'static str],
    /// The same for the words that follow it.
    pub(super) never_before: &'static [&'static str],
    /// Whether it is a general word that counts only when nothing more
    /// special is named.
    pub(super) yields: bool,
    /// Whether it is an idea (Machine Learning) that companies also describe
    /// themselves with.
    pub(super) concept: bool,
}

/// What a form needs around it before it counts; see `vocabulary/README.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// Nothing: it counts in any case.
    Nothing,
    /// Exactly this case.
    Case,
    /// Exact case and signs of technology nearby.
    Context,
    /// Another skill right beside it in an enumeration.
    List,
    /// Exactly this case, and one of its parents in the same block.
    Beside,
}

/// One way to write a skill.
#[derive(Debug)]
pub(super) struct Form {
    /// Index of the skill in [`entries`].
    pub(super) skill: u16,
    /// As written; empty when the case does not matter.
    pub(super) text: &'static str,
    /// What it needs around it.
    pub(super) need: Need,
    /// Cloud platform that it names in passing.
    pub(super) names_too: Option<u16>,
}

/// A lower-case text and everything that it may mean.
pub(super) struct Spelling {
    /// The text.
    pub(super) key: &'static str,
    /// Its forms, which differ in case.
    pub(super) forms: &'static [Form],
}

include!(concat!(env!("OUT_DIR"), "/vocabulary.rs"));

/// The table as generated; indices are those of [`skills`].
pub(super) fn entries() -> &'static [Entry] {
    ENTRIES
}

/// Every spelling, sorted.
pub(super) fn spellings() -> &'static [Spelling] {
    SPELLINGS
}

/// Every skill, in a stable order.
#[must_use]
pub fn skills() -> &'static [Skill] {
    static SKILLS: OnceLock<Vec<Skill>> = OnceLock::new();
    SKILLS.get_or_init(|| ENTRIES.iter().filter_map(skill).collect())
}

/// The build has checked every slug and parent, so none is ever left out.
fn skill(entry: &Entry) -> Option<Skill> {
    let parents = entry.parents.iter().filter_map(|p| ENTRIES.get(*p));
    Some(Skill {
        slug: Slug::parse(entry.slug).ok()?,
        name: entry.name.to_owned(),
        category: entry.category,
        aliases: entry.aliases.iter().map(|a| (*a).to_owned()).collect(),
        parents: parents.filter_map(|p| Slug::parse(p.slug).ok()).collect(),
    })
}

/// The skill that a name, alias or slug means, whatever its case.
#[must_use]
pub fn find(name: &str) -> Option<&'static Skill> {
    skills().get(index_of(name)?)
}

/// The index in [`skills`] of what a name, alias or slug means.
#[must_use]
pub fn index_of(name: &str) -> Option<usize> {
    static NAMES: OnceLock<HashMap<String, usize>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let mut names: HashMap<String, usize> = HashMap::new();
        // A name wins over a slug, and both over what is only a spelling.
        for (index, entry) in ENTRIES.iter().enumerate() {
            names.insert(entry.name.to_lowercase(), index);
        }
        for (index, entry) in ENTRIES.iter().enumerate() {
            names.entry(entry.slug.to_owned()).or_insert(index);
        }
        for spelling in SPELLINGS {
            if let Some(form) = spelling.forms.first() {
                let index = usize::from(form.skill);
                names.entry(spelling.key.to_owned()).or_insert(index);
            }
        }
        names
    });
    names.get(name.trim().to_lowercase().as_str()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vocabulary_covers_the_field() {
        assert_eq!(skills().len(), ENTRIES.len());
        assert!(skills().len() >= 450, "only {} skills", skills().len());
        for category in SkillCategory::ALL {
            let held = skills().iter().filter(|s| s.category == *category);
            assert!(held.count() >= 5, "{category} is thin");
        }
    }

    #[test]
    fn names_aliases_and_slugs_lead_to_the_skill() {
        let name = |asked| find(asked).map(|s| s.name.as_str());
        assert_eq!(name("k8s"), Some("Kubernetes"));
        assert_eq!(name("golang"), Some("Go"));
        assert_eq!(name("Postgres"), Some("PostgreSQL"));
        assert_eq!(name("csharp"), Some("C#"));
        assert_eq!(name(" node-js "), Some("Node.js"));
        assert_eq!(name("yarn"), Some("Yarn"));
        assert_eq!(name("nothing of the kind"), None);
    }

    #[test]
    fn every_name_and_alias_finds_its_own_skill() {
        for skill in skills() {
            assert_eq!(find(&skill.name), Some(skill));
            assert_eq!(find(skill.slug.as_str()), Some(skill), "{}", skill.slug);
        }
    }

    #[test]
    fn parents_are_skills() {
        for skill in skills() {
            for parent in &skill.parents {
                assert!(find(parent.as_str()).is_some_and(|p| p != skill));
            }
        }
    }
}

//! The vocabulary of skills, made of the data files in `vocabulary/` by the build, which
//! writes down what is read here: see `build/table.rs`.

use std::collections::HashMap;
use std::sync::OnceLock;

use domain::{Skill, SkillCategory, Slug};

/// One skill of the vocabulary.
pub(super) struct Entry {
    /// Canonical spelling.
    pub(super) name: &'static str,
    slug: Slug,
    category: SkillCategory,
    aliases: Vec<&'static str>,
    /// Indices of the more general skills.
    pub(super) parents: Vec<usize>,
    /// Words that say that an ambiguous spelling means something else.
    pub(super) never_after: Vec<&'static str>,
    /// The same for the words that follow it.
    pub(super) never_before: Vec<&'static str>,
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
    pub(super) text: String,
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
    pub(super) forms: Vec<Form>,
}

const SKILLS: &str = include_str!(concat!(env!("OUT_DIR"), "/skills.tsv"));
const SPELLINGS: &str = include_str!(concat!(env!("OUT_DIR"), "/spellings.tsv"));

/// The table; indices are those of [`skills`].
pub(super) fn entries() -> &'static [Entry] {
    static ENTRIES: OnceLock<Vec<Entry>> = OnceLock::new();
    ENTRIES.get_or_init(|| {
        let mut category = SkillCategory::Languages;
        let read = |line| entry(line, &mut category);
        SKILLS.lines().filter_map(read).collect()
    })
}

/// Reads a line of the skills; `category` is the one of the line before. The build has
/// checked every slug and parent, so that none is ever left out.
fn entry(line: &'static str, category: &mut SkillCategory) -> Option<Entry> {
    let mut columns = line.split('\t');
    let mut column = || columns.next().unwrap_or_default();
    let values = |column: &'static str| column.split('\u{1f}').filter(|value| !value.is_empty());
    let name = column();
    let slug = match column() {
        "" => Slug::from_name(name)?,
        given => Slug::parse(given).ok()?,
    };
    *category = match column() {
        "" => *category,
        given => SkillCategory::parse(given)?,
    };
    let marks = column();
    Some(Entry {
        name,
        slug,
        category: *category,
        yields: marks.contains('y'),
        concept: marks.contains('c'),
        parents: values(column()).filter_map(|p| p.parse().ok()).collect(),
        never_after: values(column()).collect(),
        never_before: values(column()).collect(),
        aliases: values(column()).collect(),
    })
}

/// Every spelling, sorted.
pub(super) fn spellings() -> &'static [Spelling] {
    static READ: OnceLock<Vec<Spelling>> = OnceLock::new();
    READ.get_or_init(|| {
        let read = SPELLINGS.lines().filter_map(|line| {
            let mut columns = line.split('\t');
            let key = columns.next()?;
            let forms = columns.filter_map(|written| form(key, written)).collect();
            Some(Spelling { key, forms })
        });
        read.collect()
    })
}

/// Reads a form of a spelling.
fn form(key: &str, written: &str) -> Option<Form> {
    let (skill, rest) = number(written)?;
    let need = match rest.chars().next()? {
        'n' => Need::Nothing,
        'c' => Need::Case,
        'x' => Need::Context,
        'l' => Need::List,
        'b' => Need::Beside,
        _ => return None,
    };
    let rest = rest.get(1..)?;
    let (names_too, rest) = match rest.strip_prefix('+') {
        Some(platform) => number(platform).map(|(index, rest)| (Some(index), rest))?,
        None => (None, rest),
    };
    let text = match rest {
        "" => String::new(),
        "=" => key.to_owned(),
        "!" => key.to_uppercase(),
        "^" => {
            let mut letters = key.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(letters).collect()
        }
        other => other.strip_prefix(':')?.to_owned(),
    };
    Some(Form {
        skill,
        text,
        need,
        names_too,
    })
}

/// The number that a text begins with, and what follows it.
fn number(text: &str) -> Option<(u16, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.get(..text.len() - rest.len())?;
    Some((digits.parse().ok()?, rest))
}

/// Every skill, in a stable order.
#[must_use]
pub fn skills() -> &'static [Skill] {
    static SKILLS: OnceLock<Vec<Skill>> = OnceLock::new();
    SKILLS.get_or_init(|| entries().iter().map(skill).collect())
}

fn skill(entry: &Entry) -> Skill {
    let parents = entry.parents.iter().filter_map(|p| entries().get(*p));
    Skill {
        slug: entry.slug.clone(),
        name: entry.name.to_owned(),
        category: entry.category,
        aliases: entry.aliases.iter().map(|a| (*a).to_owned()).collect(),
        parents: parents.map(|p| p.slug.clone()).collect(),
    }
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
        for (index, entry) in entries().iter().enumerate() {
            names.insert(entry.name.to_lowercase(), index);
        }
        for (index, entry) in entries().iter().enumerate() {
            names.entry(entry.slug.to_string()).or_insert(index);
        }
        for spelling in spellings() {
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
        assert_eq!(skills().len(), SKILLS.lines().count());
        assert_eq!(spellings().len(), SPELLINGS.lines().count());
        let formless = |spelling: &Spelling| spelling.forms.is_empty();
        assert!(!spellings().iter().any(formless));
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

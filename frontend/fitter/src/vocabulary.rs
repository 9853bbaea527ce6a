//! The skills that can be met, with their names and the more general skills
//! that they belong to.

use std::collections::HashMap;
use std::sync::OnceLock;

use domain::{Skill, SkillCategory, Slug};

/// A line for each skill: slug, name, category, parents, aliases.
const TABLE: &str = include_str!(concat!(env!("OUT_DIR"), "/skills.tsv"));

/// Every skill.
pub(crate) fn skills() -> &'static [Skill] {
    static SKILLS: OnceLock<Vec<Skill>> = OnceLock::new();
    SKILLS.get_or_init(|| TABLE.lines().filter_map(skill).collect())
}

fn skill(line: &str) -> Option<Skill> {
    let mut columns = line.split('\t');
    let mut column = || columns.next();
    Some(Skill {
        slug: Slug::parse(column()?).ok()?,
        name: column()?.to_owned(),
        category: SkillCategory::parse(column()?)?,
        parents: column()?
            .split_whitespace()
            .filter_map(|slug| Slug::parse(slug).ok())
            .collect(),
        aliases: column()?
            .split('|')
            .filter(|alias| !alias.is_empty())
            .map(str::to_owned)
            .collect(),
    })
}

/// The skill that a name, slug or alias means, whatever its case.
pub(crate) fn find(name: &str) -> Option<&'static Skill> {
    static NAMES: OnceLock<HashMap<String, &'static Skill>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let mut names = HashMap::new();
        // A name wins over a slug, and both over an alias.
        for skill in skills() {
            names.insert(skill.name.to_lowercase(), skill);
        }
        for skill in skills() {
            names.entry(skill.slug.to_string()).or_insert(skill);
        }
        for skill in skills() {
            for alias in &skill.aliases {
                names.entry(alias.to_lowercase()).or_insert(skill);
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
    fn it_is_the_vocabulary_that_postings_are_read_with() {
        assert_eq!(skills(), extract::vocabulary::skills());
        for skill in skills() {
            assert_eq!(find(&skill.name), extract::vocabulary::find(&skill.name));
            assert_eq!(find(skill.slug.as_str()), Some(skill));
        }
        for name in ["golang", "k8s", "Postgres", " node-js "] {
            assert_eq!(find(name), extract::vocabulary::find(name), "{name}");
        }
        assert_eq!(find("juggling"), None);
    }
}

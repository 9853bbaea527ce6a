//! The skills that can be met, with their names and the more general skills
//! that they belong to.

use std::collections::HashMap;
use std::sync::OnceLock;

use domain::{Skill, SkillCategory, Slug};

/// A line for each skill: name, slug, category, parents, aliases; see `build.rs`.
const TABLE: &str = include_str!(concat!(env!("OUT_DIR"), "/skills.tsv"));

/// Every skill.
pub(crate) fn skills() -> &'static [Skill] {
    static SKILLS: OnceLock<Vec<Skill>> = OnceLock::new();
    SKILLS.get_or_init(|| {
        let mut category = SkillCategory::Languages;
        let read = |line| skill(line, &mut category);
        let (mut skills, parents): (Vec<Skill>, Vec<Vec<usize>>) =
            TABLE.lines().filter_map(read).unzip();
        let slugs: Vec<Slug> = skills.iter().map(|skill| skill.slug.clone()).collect();
        for (skill, parents) in skills.iter_mut().zip(parents) {
            let parents = parents.iter().filter_map(|line| slugs.get(*line));
            skill.parents = parents.cloned().collect();
        }
        skills
    })
}

/// Reads a line: the skill, and the lines of its parents. `category` is the one of the
/// line before.
fn skill(line: &str, category: &mut SkillCategory) -> Option<(Skill, Vec<usize>)> {
    let mut columns = line.split('\t');
    let mut column = || columns.next().unwrap_or_default();
    let name = column();
    let slug = match column() {
        "" => Slug::from_name(name)?,
        given => Slug::parse(given).ok()?,
    };
    *category = match column() {
        "" => *category,
        given => SkillCategory::parse(given)?,
    };
    let parents = column().split(' ').filter_map(|line| line.parse().ok());
    let parents = parents.collect();
    let aliases = column().split('|').filter(|alias| !alias.is_empty());
    let skill = Skill {
        slug,
        name: name.to_owned(),
        category: *category,
        parents: Vec::new(),
        aliases: aliases.map(str::to_owned).collect(),
    };
    Some((skill, parents))
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

//! Skills that somebody lists by name, in any spelling of the vocabulary.

use domain::Slug;
use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder};

use crate::index::Index;
use crate::lexicon::Lexicon;
use crate::token;

/// Names that are looked at; what is beyond is left out.
const MAX_NAMES: usize = 400;
/// Unknown names for which near ones are looked for.
const MAX_GUESSED: usize = 12;
/// Near skills offered for one unknown name.
const MAX_NEAR: usize = 3;
/// Names shorter than this have no near ones.
const SHORTEST: usize = 3;
/// Names longer than this have none either.
const LONGEST: usize = 60;
/// Letters from which on two mistakes are forgiven.
const LONG: usize = 7;

/// What a list of names means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamedSkills {
    /// The skills, in the order of the list, without repeats.
    pub known: Vec<Slug>,
    /// What names no skill of the vocabulary, in the order of the list.
    pub unknown: Vec<UnknownName>,
}

/// Words that name no skill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// The words, as written.
    pub text: String,
    /// Skills spelled nearly so, the nearest first.
    pub near: Vec<Slug>,
}

impl Index {
    /// Reads a list of skills: names between commas, semicolons or line breaks.
    /// What is between them need not be one name: `rust postgres` are two.
    #[must_use]
    pub fn read_skills(&self, text: &str) -> NamedSkills {
        read(&self.lexicon, text)
    }
}

fn read(lexicon: &Lexicon, text: &str) -> NamedSkills {
    let mut named = NamedSkills::default();
    let names = text.split([',', ';', '\n', '\r', '\t', '|', '•', '·']);
    let names = names.map(str::trim).filter(|name| !name.is_empty());
    for name in names.take(MAX_NAMES) {
        let known = match lexicon.find_skill(name) {
            Some(skill) => {
                named.add(&skill.slug);
                true
            }
            None => named.add_words(lexicon, name),
        };
        if !known && !named.unknown.iter().any(|unknown| unknown.text == name) {
            named.unknown.push(UnknownName {
                text: name.to_owned(),
                near: Vec::new(),
            });
        }
    }
    for unknown in named.unknown.iter_mut().take(MAX_GUESSED) {
        unknown.near = near(lexicon, &unknown.text);
    }
    named
}

impl NamedSkills {
    fn add(&mut self, slug: &Slug) {
        if !self.known.contains(slug) {
            self.known.push(slug.clone());
        }
    }

    /// Adds the skills of which a name consists; says whether that is all of it.
    fn add_words(&mut self, lexicon: &Lexicon, name: &str) -> bool {
        let words = token::words(name);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (mut rest, mut all) = (words.as_slice(), !words.is_empty());
        let mut found = Vec::new();
        while !rest.is_empty() {
            let length = match lexicon.longest_skill(rest) {
                Some((length, skill)) => {
                    found.push(skill.slug.clone());
                    length
                }
                None => {
                    all &= rest.first().is_some_and(|word| *word == "and");
                    1
                }
            };
            rest = rest.get(length..).unwrap_or(&[]);
        }
        // A word of a name that is not known as a whole says nothing for certain.
        if all {
            found.iter().for_each(|slug| self.add(slug));
        }
        all && !found.is_empty()
    }
}

/// Skills spelled nearly so: fewest mistakes first, then by name.
fn near(lexicon: &Lexicon, text: &str) -> Vec<Slug> {
    let key = token::key(text);
    let letters = key.chars().count();
    if !(SHORTEST..=LONGEST).contains(&letters) {
        return Vec::new();
    }
    let most = if letters >= LONG { 2 } else { 1 };
    let automaton = LevenshteinAutomatonBuilder::new(most, true).build_dfa(&key);
    let mut found: Vec<(u8, &str, &Slug)> = lexicon
        .spellings()
        .filter_map(|(spelling, skill)| {
            let mistakes = mistakes(&automaton, &key, spelling)?;
            Some((mistakes, skill.name.as_str(), &skill.slug))
        })
        .collect();
    found.sort_unstable();
    let mut slugs: Vec<Slug> = Vec::new();
    for (_, _, slug) in found {
        if !slugs.contains(slug) && slugs.len() < MAX_NEAR {
            slugs.push(slug.clone());
        }
    }
    slugs
}

/// Letters to change; a longer spelling that begins so counts as three.
fn mistakes(automaton: &DFA, key: &str, spelling: &str) -> Option<u8> {
    match automaton.eval(spelling) {
        Distance::Exact(mistakes) => Some(mistakes),
        Distance::AtLeast(_) => (spelling.starts_with(key) && key.len() >= 4).then_some(3),
    }
}

#[cfg(test)]
mod tests {
    use domain::{Skill, SkillCategory};

    use super::*;

    fn lexicon() -> Lexicon {
        let skill = |slug: &str, name: &str, aliases: &[&str]| Skill {
            slug: Slug::parse(slug).unwrap(),
            name: name.to_owned(),
            category: SkillCategory::Languages,
            aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
            parents: Vec::new(),
        };
        Lexicon::new(&[
            skill("rust", "Rust", &[]),
            skill("postgresql", "PostgreSQL", &["postgres"]),
            skill("kubernetes", "Kubernetes", &["k8s"]),
            skill("ruby-on-rails", "Ruby on Rails", &["rails"]),
            skill("c", "C", &[]),
            skill("cpp", "C++", &[]),
        ])
    }

    fn read_words(text: &str) -> (Vec<String>, Vec<String>) {
        let named = read(&lexicon(), text);
        let known = named.known.iter().map(Slug::to_string).collect();
        (known, named.unknown.into_iter().map(|u| u.text).collect())
    }

    #[test]
    fn names_are_read_in_any_spelling_and_order() {
        let (known, unknown) = read_words("Rust, k8s;Postgres\nruby on rails,, C++ , rust");
        assert_eq!(
            known,
            ["rust", "kubernetes", "postgresql", "ruby-on-rails", "cpp"]
        );
        assert_eq!(unknown, [""; 0]);
    }

    #[test]
    fn names_without_commas_are_told_apart() {
        let (known, unknown) = read_words("rust postgres ruby on rails and c");
        assert_eq!(known, ["rust", "postgresql", "ruby-on-rails", "c"]);
        assert_eq!(unknown, [""; 0]);
    }

    #[test]
    fn a_name_that_is_known_in_part_is_not_known() {
        let (known, unknown) = read_words("rust analyzers, underwater rust, and, !!");
        assert_eq!(known, [""; 0]);
        assert_eq!(unknown, ["rust analyzers", "underwater rust", "and", "!!"]);
    }

    #[test]
    fn a_slip_has_the_near_skill_beside_it() {
        let named = read(&lexicon(), "kubernetis, postgrsql, xy, rubyonrails");
        let near: Vec<Vec<&str>> = named
            .unknown
            .iter()
            .map(|unknown| unknown.near.iter().map(Slug::as_str).collect())
            .collect();
        assert_eq!(
            near,
            [
                vec!["kubernetes"],
                vec!["postgresql"],
                vec![],
                vec!["ruby-on-rails"]
            ]
        );
    }
}

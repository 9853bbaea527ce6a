//! Names that the index does not hold itself: the skills of the vocabulary with
//! their spellings, and what countries and sources are called.

use std::collections::{BTreeMap, HashMap};

use domain::{CountryCode, Skill, SkillCategory, Slug};

use crate::token;

/// The vocabulary that searches understand, and names for people.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    skills: Vec<Skill>,
    by_slug: HashMap<Slug, usize>,
    by_spelling: HashMap<String, usize>,
    longest_spelling: usize,
    countries: BTreeMap<CountryCode, String>,
    sources: BTreeMap<Slug, String>,
}

impl Lexicon {
    /// From the vocabulary of skills. Where two skills claim a spelling, the
    /// canonical name wins over an alias, and the earlier skill over the later.
    #[must_use]
    pub fn new(skills: &[Skill]) -> Self {
        let mut lexicon = Self {
            skills: skills.to_vec(),
            ..Self::default()
        };
        let names = skills.iter().map(|skill| vec![skill.name.as_str()]);
        let aliases = skills
            .iter()
            .map(|skill| skill.aliases.iter().map(String::as_str).collect());
        for spellings in [names.collect::<Vec<Vec<&str>>>(), aliases.collect()] {
            for (at, spellings) in spellings.into_iter().enumerate() {
                for spelling in spellings {
                    lexicon.add_spelling(spelling, at);
                }
            }
        }
        for (at, skill) in skills.iter().enumerate() {
            lexicon.by_slug.entry(skill.slug.clone()).or_insert(at);
        }
        lexicon
    }

    /// With names of countries, for the labels of filters.
    #[must_use]
    pub fn with_countries(
        mut self,
        names: impl IntoIterator<Item = (CountryCode, String)>,
    ) -> Self {
        self.countries.extend(names);
        self
    }

    /// With names of sources, for the labels of filters.
    #[must_use]
    pub fn with_sources(mut self, names: impl IntoIterator<Item = (Slug, String)>) -> Self {
        self.sources.extend(names);
        self
    }

    fn add_spelling(&mut self, spelling: &str, at: usize) {
        let words = token::words(spelling);
        if words.is_empty() {
            return;
        }
        self.longest_spelling = self.longest_spelling.max(words.len());
        self.by_spelling.entry(words.join(" ")).or_insert(at);
        // `back-end` is typed as `backend`, too.
        if let Some(joined) = token::joined_form(spelling) {
            self.by_spelling.entry(joined).or_insert(at);
        }
    }

    pub(crate) fn skills(&self) -> &[Skill] {
        &self.skills
    }

    pub(crate) fn skill(&self, slug: &Slug) -> Option<&Skill> {
        self.skills.get(*self.by_slug.get(slug)?)
    }

    pub(crate) fn category(&self, slug: &str) -> Option<SkillCategory> {
        let slug = Slug::parse(slug).ok()?;
        self.skill(&slug).map(|skill| skill.category)
    }

    /// The skill of which this is a name, an alias or the slug.
    pub(crate) fn find_skill(&self, text: &str) -> Option<&Skill> {
        let spelled = self
            .by_spelling
            .get(&token::key(text))
            .and_then(|at| self.skills.get(*at));
        spelled.or_else(|| self.skill(&Slug::parse(&text.to_ascii_lowercase()).ok()?))
    }

    /// The skill that the longest run of words from the start names, and how
    /// many words name it.
    pub(crate) fn longest_skill(&self, words: &[&str]) -> Option<(usize, &Skill)> {
        (1..=self.longest_spelling.min(words.len()))
            .rev()
            .find_map(|length| {
                let key = words.get(..length)?.join(" ");
                let skill = self.skills.get(*self.by_spelling.get(&key)?)?;
                Some((length, skill))
            })
    }

    /// Every spelling as a key, with its skill.
    pub(crate) fn spellings(&self) -> impl Iterator<Item = (&str, &Skill)> {
        self.by_spelling
            .iter()
            .filter_map(|(key, at)| Some((key.as_str(), self.skills.get(*at)?)))
    }

    pub(crate) fn country_name(&self, code: CountryCode) -> String {
        self.countries
            .get(&code)
            .cloned()
            .unwrap_or_else(|| code.code().to_owned())
    }

    pub(crate) fn source_name(&self, slug: &str) -> Option<String> {
        self.sources.get(&Slug::parse(slug).ok()?).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skill(slug: &str, name: &str, aliases: &[&str]) -> Skill {
        Skill {
            slug: Slug::parse(slug).unwrap(),
            name: name.to_owned(),
            category: SkillCategory::Languages,
            aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
            parents: Vec::new(),
        }
    }

    #[test]
    fn spellings_of_any_length_find_their_skill() {
        let lexicon = Lexicon::new(&[
            skill("ruby", "Ruby", &[]),
            skill("ruby-on-rails", "Ruby on Rails", &["rails", "RoR"]),
            skill("csharp", "C#", &["c sharp"]),
            skill("node-js", "Node.js", &["nodejs", "node"]),
        ]);
        let slug = |text: &str| lexicon.find_skill(text).map(|skill| skill.slug.to_string());
        for (text, expected) in [
            ("Ruby On Rails", Some("ruby-on-rails")),
            ("ROR", Some("ruby-on-rails")),
            ("c#", Some("csharp")),
            ("C Sharp", Some("csharp")),
            ("node.js", Some("node-js")),
            ("NodeJS", Some("node-js")),
            ("c", None),
        ] {
            assert_eq!(slug(text).as_deref(), expected, "{text}");
        }
        let words = ["ruby", "on", "rail", "developer"];
        let (length, found) = lexicon.longest_skill(&words).unwrap();
        assert_eq!((length, found.name.as_str()), (3, "Ruby on Rails"));
    }
}

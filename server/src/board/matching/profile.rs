//! What a reader knows: the skills of a question, looked up in the vocabulary,
//! and those of the topics that are done.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use app::MatchQuery;
use app::backend::UnknownSkill;
use domain::{IgnoredParameter, Skill, Slug};
use extract::vocabulary;
use roadmap::Roadmap;
use roadmap::gaps::KnownSkills;
use search::Index;

use super::skill_name;

/// Place of each skill in the vocabulary.
static PLACES: LazyLock<HashMap<&'static Slug, usize>> = LazyLock::new(|| {
    let skills = vocabulary::skills().iter().enumerate();
    skills.map(|(at, skill)| (&skill.slug, at)).collect()
});

/// What a reader knows.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// Skills named by the reader, by name.
    pub(super) named: Vec<&'static Skill>,
    /// These and all skills of topics that are done.
    pub(super) known: BTreeSet<Slug>,
    /// The same as indices in the vocabulary.
    pub(super) numbers: KnownSkills,
    /// Indices of topics of the roadmap that are done.
    pub(super) done: Vec<usize>,
    /// Indices of topics that the reader does not want.
    pub(super) skipped: Vec<usize>,
    /// What was typed and names no skill.
    pub(super) unknown: Vec<UnknownSkill>,
    /// Skills of the address that are not used.
    pub(super) ignored: Vec<IgnoredParameter>,
}

impl Profile {
    /// Looks up what a question says.
    pub(super) fn of(index: &Index, query: &MatchQuery) -> Self {
        let mut profile = Self::default();
        for slug in &query.skills {
            if !profile.add(slug) {
                profile.ignore(slug.as_str(), "the vocabulary has no such skill");
            }
        }
        let typed = index.read_skills(&query.names);
        for slug in &typed.known {
            profile.add(slug);
        }
        profile.unknown = typed
            .unknown
            .into_iter()
            .map(|unknown| UnknownSkill {
                text: unknown.text,
                near: unknown
                    .near
                    .iter()
                    .filter_map(find)
                    .map(skill_name)
                    .collect(),
            })
            .collect();
        profile.cut();
        profile.named.sort_by(|a, b| {
            let (lower, other) = (a.name.to_lowercase(), b.name.to_lowercase());
            lower.cmp(&other).then(a.slug.cmp(&b.slug))
        });
        let named = profile.named.iter().map(|skill| skill.slug.clone());
        profile.known = named.collect();
        profile.add_topics(query);
        let numbers = profile.known.iter().filter_map(number);
        profile.numbers = numbers.collect();
        profile
    }

    fn add(&mut self, slug: &Slug) -> bool {
        let Some(skill) = find(slug) else {
            return false;
        };
        if self.known.insert(slug.clone()) {
            self.named.push(skill);
        }
        true
    }

    fn ignore(&mut self, value: &str, reason: &str) {
        self.ignored.push(IgnoredParameter {
            name: "skill".to_owned(),
            value: value.to_owned(),
            reason: reason.to_owned(),
        });
    }

    /// Leaves out what is more than a profile may have.
    fn cut(&mut self) {
        let beyond = self.named.get(MatchQuery::MAX_SKILLS..).unwrap_or(&[]);
        let names: Vec<String> = beyond.iter().map(|skill| skill.name.clone()).collect();
        self.named.truncate(MatchQuery::MAX_SKILLS);
        for name in names {
            self.ignore(&name, "only the first 200 skills are used");
        }
    }

    fn add_topics(&mut self, query: &MatchQuery) {
        let roadmap = Roadmap::shipped();
        let indices = |ids: &BTreeSet<String>| -> Vec<usize> {
            ids.iter().filter_map(|id| roadmap.index_of(id)).collect()
        };
        self.done = indices(&query.done);
        self.skipped = indices(&query.skipped);
        let nodes = self
            .done
            .iter()
            .filter_map(|index| roadmap.nodes().get(*index));
        let skills = nodes.flat_map(|node| node.skills);
        self.known
            .extend(skills.filter_map(|skill| Slug::parse(skill).ok()));
    }

    /// The question with every skill as its slug and none as typed.
    pub(super) fn asked(&self, query: &MatchQuery) -> MatchQuery {
        MatchQuery {
            skills: self.named.iter().map(|skill| skill.slug.clone()).collect(),
            names: String::new(),
            ..query.clone()
        }
    }
}

/// A skill of the vocabulary.
fn find(slug: &Slug) -> Option<&'static Skill> {
    vocabulary::skills().get(*PLACES.get(slug)?)
}

/// The index of a skill in the vocabulary.
pub(super) fn number(slug: &Slug) -> Option<u16> {
    u16::try_from(*PLACES.get(slug)?).ok()
}

//! Evidence while it is collected, and mentions of skills merged into facts.

use std::ops::Range;

use domain::{Requirement, SkillFact};

use crate::document::Document;
use crate::evidence::{Evidence, FactKind};
use crate::skills::{SkillMention, vocabulary};

/// Evidence in ranges of the document's text.
#[derive(Default)]
pub(super) struct Found(Vec<(FactKind, String, Range<usize>)>);

impl Found {
    pub(super) fn add(&mut self, fact: FactKind, value: &str, range: Option<Range<usize>>) {
        if let Some(range) = range {
            self.0.push((fact, value.to_owned(), range));
        }
    }

    pub(super) fn into_evidence(self, document: &Document) -> Vec<Evidence> {
        let mut evidence: Vec<Evidence> = self
            .0
            .into_iter()
            .map(|(fact, value, range)| Evidence {
                fact,
                value,
                source: document.source_range(range),
            })
            .collect();
        evidence.sort_by_key(|e| (e.source.start, e.source.end));
        evidence
    }
}

/// Merges mentions into one fact per skill: the strongest requirement wins,
/// the strongest come first.
pub(super) fn skill_facts(mentions: Vec<SkillMention>, found: &mut Found) -> Vec<SkillFact> {
    let all = vocabulary::skills();
    let mut strongest: Vec<(usize, Requirement)> = Vec::new();
    for mention in mentions {
        let Some(skill) = all.get(mention.skill) else {
            continue;
        };
        found.add(FactKind::Skill, skill.slug.as_str(), mention.range);
        match strongest
            .iter_mut()
            .find(|(index, _)| *index == mention.skill)
        {
            Some((_, requirement)) => *requirement = (*requirement).min(mention.requirement),
            None => strongest.push((mention.skill, mention.requirement)),
        }
    }
    strongest.sort_by_key(|(_, requirement)| *requirement);
    strongest
        .into_iter()
        .filter_map(|(index, requirement)| {
            let skill = all.get(index)?.slug.clone();
            Some(SkillFact { skill, requirement })
        })
        .collect()
}

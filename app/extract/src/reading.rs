//! Reads a whole posting: the order in which the readers of single facts work
//! and how their findings become one [`Reading`].

use std::ops::Range;

use domain::{Facts, Requirement, SkillFact};

use crate::document::Document;
use crate::evidence::{Evidence, FactKind};
use crate::places::PlaceHints;
use crate::skills::{SkillMention, vocabulary};
use crate::{pay, places, skills};

/// The form in which a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A comment of a Hacker News hiring thread.
    Hn,
    /// HTML, as applicant-tracking systems answer it.
    Html,
    /// Plain text.
    Text,
}

/// A posting to read. What is given apart from the body wins over the body.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Form of the body.
    pub format: Format,
    /// Title, when the source gives it apart.
    pub title: Option<&'a str>,
    /// Company, when the source gives it apart.
    pub company: Option<&'a str>,
    /// Location, when the source gives it apart.
    pub location: Option<&'a str>,
    /// The text itself.
    pub body: &'a str,
}

/// What a posting says.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Whether it offers a position at all.
    pub is_job: bool,
    /// The hiring organisation.
    pub company: Option<String>,
    /// A title to show: the one given, the roles offered, or the company's offer in words.
    pub title: String,
    /// Everything that it states.
    pub facts: Facts,
    /// Where it states it, in the order of the body.
    pub evidence: Vec<Evidence>,
    /// The body as plain text.
    pub text: String,
}

/// Reads a posting.
#[must_use]
pub fn read(input: &Input<'_>) -> Reading {
    let document = match input.format {
        Format::Hn => Document::from_hn(input.body),
        Format::Html => Document::from_html(input.body),
        Format::Text => Document::from_text(input.body),
    };
    let mut facts = Facts::unstated();
    let mut found = Found::default();

    let hints = PlaceHints {
        location: input.location,
        ..PlaceHints::default()
    };
    for mention in places::find(&document, &hints) {
        found.add(FactKind::Place, &mention.place.name, mention.range);
        facts.places.push(mention.place);
    }
    let country = facts.places.iter().find_map(|place| place.country);
    for mention in pay::find(&document, country) {
        let value = mention.salary.words();
        found.add(FactKind::Salary, &value, Some(mention.range));
        facts.salary.push(mention.salary);
    }
    facts.skills = skill_facts(
        skills::find(&document, input.title, input.company),
        &mut found,
    );

    Reading {
        is_job: true,
        company: input.company.map(str::to_owned),
        title: input.title.unwrap_or_default().to_owned(),
        facts,
        evidence: found.into_evidence(&document),
        text: document.text().to_owned(),
    }
}

/// Evidence while it is collected, in ranges of the document's text.
#[derive(Default)]
struct Found(Vec<(FactKind, String, Range<usize>)>);

impl Found {
    fn add(&mut self, fact: FactKind, value: &str, range: Option<Range<usize>>) {
        if let Some(range) = range {
            self.0.push((fact, value.to_owned(), range));
        }
    }

    fn into_evidence(self, document: &Document) -> Vec<Evidence> {
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
fn skill_facts(mentions: Vec<SkillMention>, found: &mut Found) -> Vec<SkillFact> {
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

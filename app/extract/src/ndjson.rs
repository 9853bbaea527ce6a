//! One line of `backboard extract`: a posting in, its facts out, as serde types.

use domain::{
    BackendVerdict, Employment, RemoteScope, RoleFamily, Salary, Seniority, Visa, Workplace,
};
use serde::{Deserialize, Serialize};

use crate::places::country_name;
use crate::reading::{Format, Input, read};
use crate::skills::vocabulary;

/// The identifier of a posting, given back as it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ExtractId {
    /// A number.
    Number(i64),
    /// Text.
    Text(String),
}

/// The form of a body, as a request names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ExtractFormat {
    /// A comment of a Hacker News hiring thread.
    Hn,
    /// HTML.
    Html,
    /// Plain text.
    Text,
}

/// A posting to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtractRequest {
    /// Identifier.
    pub id: ExtractId,
    /// Form of the body.
    pub format: ExtractFormat,
    /// Title, when given apart.
    #[serde(default)]
    pub title: Option<String>,
    /// Company, when given apart.
    #[serde(default)]
    pub company: Option<String>,
    /// Location, when given apart.
    #[serde(default)]
    pub location: Option<String>,
    /// The text.
    pub body: String,
}

/// A skill of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtractSkill {
    /// Canonical spelling.
    pub name: String,
    /// `required`, `nice` or `mentioned`.
    pub requirement: domain::Requirement,
}

/// The facts of a posting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExtractAnswer {
    /// Identifier of the request.
    pub id: ExtractId,
    /// Whether the posting offers a position.
    pub is_job: bool,
    /// The hiring organisation.
    pub company: Option<String>,
    /// Roles offered.
    pub titles: Vec<String>,
    /// Families of those roles.
    pub families: Vec<RoleFamily>,
    /// Whether one of them is backend work; `null` when nothing is offered.
    pub backend: Option<BackendVerdict>,
    /// Levels.
    pub seniority: Vec<Seniority>,
    /// Workplaces.
    pub workplace: Vec<Workplace>,
    /// Where a remote worker may live, in words.
    pub remote_scope: Vec<String>,
    /// Places, English names; the United States as `US`.
    pub locations: Vec<String>,
    /// Pay.
    pub salary: Vec<Salary>,
    /// Forms of employment.
    pub employment: Vec<Employment>,
    /// Visa; `null` when nothing is offered.
    pub visa: Option<Visa>,
    /// Skills.
    pub skills: Vec<ExtractSkill>,
    /// What the employer lives from.
    pub industry: Option<domain::Industry>,
    /// Years of experience asked for.
    pub experience: Option<u8>,
}

/// Reads one posting.
#[must_use]
pub fn answer(request: &ExtractRequest) -> ExtractAnswer {
    let reading = read(&Input {
        format: match request.format {
            ExtractFormat::Hn => Format::Hn,
            ExtractFormat::Html => Format::Html,
            ExtractFormat::Text => Format::Text,
        },
        title: request.title.as_deref(),
        company: request.company.as_deref(),
        location: request.location.as_deref(),
        body: &request.body,
    });
    let facts = reading.facts;
    let mut locations: Vec<String> = Vec::new();
    for place in facts.places {
        let name = match place.name.as_str() {
            "United States" => "US".to_owned(),
            _ => place.name,
        };
        if !locations.contains(&name) {
            locations.push(name);
        }
    }
    let skill = |fact: &domain::SkillFact| {
        let skill = vocabulary::find(fact.skill.as_str())?;
        Some(ExtractSkill {
            name: skill.name.clone(),
            requirement: fact.requirement,
        })
    };
    ExtractAnswer {
        id: request.id.clone(),
        is_job: reading.is_job,
        company: reading.company,
        titles: facts.titles,
        families: facts.families,
        backend: reading.is_job.then_some(facts.backend),
        seniority: facts.seniority,
        workplace: facts.workplace,
        remote_scope: facts.remote_scope.iter().map(scope_words).collect(),
        locations,
        salary: facts.salary,
        employment: facts.employment,
        visa: reading.is_job.then_some(facts.visa),
        skills: facts.skills.iter().filter_map(skill).collect(),
        industry: facts.industry,
        experience: facts.experience,
    }
}

/// A scope in the words that postings use: `US`, `UK`, `Canada`, `Europe`.
fn scope_words(scope: &RemoteScope) -> String {
    let RemoteScope::Country(country) = scope else {
        return scope.label();
    };
    match country.code() {
        "US" => "US".to_owned(),
        "GB" => "UK".to_owned(),
        _ => country_name(*country).map_or_else(|| scope.label(), str::to_owned),
    }
}

//! What the pages show of postings: cards, details, results, the overview.

use serde::{Deserialize, Serialize};

use crate::company::CompanyRef;
use crate::facet::FacetGroup;
use crate::facts::{Facts, SkillFact};
use crate::ignored_parameter::IgnoredParameter;
use crate::likeness::Tie;
use crate::place::Place;
use crate::posting::{Posting, PostingId};
use crate::posting_change::PostingChange;
use crate::remote_scope::RemoteScope;
use crate::salary::Salary;
use crate::skill::SkillSummary;
use crate::slug::Slug;
use crate::source::{SourceCredit, SourceKey};
use crate::staleness::StaleFact;
use crate::terms::{Seniority, Workplace};
use crate::timestamp::Timestamp;

/// A posting in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobCard {
    /// Identity, for the address.
    pub id: PostingId,
    /// Title shown.
    pub title: String,
    /// How many roles the posting offers; 0 or 1 means the title says it all.
    pub role_count: u32,
    /// Who hires.
    pub company: Option<CompanyRef>,
    /// Where it is based.
    pub places: Vec<Place>,
    /// Places of work offered.
    pub workplace: Vec<Workplace>,
    /// Where a remote worker may live.
    pub remote_scope: Vec<RemoteScope>,
    /// Levels.
    pub seniority: Vec<Seniority>,
    /// Pay stated.
    pub salary: Vec<Salary>,
    /// Skills named, strongest first.
    pub skills: Vec<SkillFact>,
    /// When it was posted.
    pub posted_at: Timestamp,
    /// When it closed, if it has.
    pub closed_at: Option<Timestamp>,
    /// Which system it comes from.
    pub source: SourceKey,
    /// A passage of the text as pieces, `true` where words of the search were
    /// found. Empty when there is nothing to show.
    pub excerpt: Vec<(String, bool)>,
}

impl JobCard {
    /// Address of the posting's page.
    #[must_use]
    pub fn path(&self) -> String {
        job_path(self.id, &self.title)
    }
}

/// Address of a posting's page: `/jobs/{id}/{slug}`.
#[must_use]
pub fn job_path(id: PostingId, title: &str) -> String {
    match Slug::from_name(title) {
        Some(slug) => format!("/jobs/{id}/{slug}"),
        None => format!("/jobs/{id}/posting"),
    }
}

impl Posting {
    /// Address of the posting's page: `/jobs/{id}/{slug}`.
    #[must_use]
    pub fn path(&self) -> String {
        job_path(self.id, &self.title)
    }

    /// The posting as a line of a list, without an excerpt.
    #[must_use]
    pub fn card(&self) -> JobCard {
        let Facts {
            titles,
            seniority,
            workplace,
            remote_scope,
            places,
            salary,
            skills,
            ..
        } = &self.facts;
        JobCard {
            id: self.id,
            title: self.title.clone(),
            role_count: u32::try_from(titles.len()).unwrap_or(u32::MAX),
            company: self.company.clone(),
            places: places.clone(),
            workplace: workplace.clone(),
            remote_scope: remote_scope.clone(),
            seniority: seniority.clone(),
            salary: salary.clone(),
            skills: skills.clone(),
            posted_at: self.posted_at,
            closed_at: self.closed_at,
            source: self.source.clone(),
            excerpt: Vec::new(),
        }
    }
}

/// Another posting of the same role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appearance {
    /// Its identity.
    pub id: PostingId,
    /// Which system it appeared in.
    pub source: SourceKey,
    /// Its page there.
    pub url: Option<String>,
    /// Where to apply.
    pub apply_url: Option<String>,
    /// When it was posted.
    pub posted_at: Timestamp,
    /// When it closed, if it has.
    pub closed_at: Option<Timestamp>,
    /// Where it is based.
    pub places: Vec<Place>,
    /// Why it is one role with the posting that was asked about: the strongest
    /// reason between the two, else between it and a third appearance. `None`
    /// for that posting itself.
    pub tie: Option<Tie>,
}

/// What a posting's own page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobDetail {
    /// The posting, the root of its role. Its `html` carries `<mark>` elements where
    /// facts were found; its `url` and `apply_url` are those of the appearance by
    /// which the role can be applied for now.
    pub posting: Posting,
    /// Skills it names with their names and how many open roles name them, strongest first.
    pub skills: Vec<(SkillFact, SkillSummary)>,
    /// The credit that the source of those links is owed.
    pub credit: SourceCredit,
    /// Other postings of the same role, each with the credit of its own source.
    /// The posting itself is among them when its links are those of another.
    pub appearances: Vec<(Appearance, SourceCredit)>,
    /// Signs that nobody is being hired by its role, whether they are enough or not.
    pub stale_facts: Vec<StaleFact>,
    /// How it changed while it was watched, the latest change first.
    pub changes: Vec<PostingChange>,
    /// Open roles that are alike.
    pub similar: Vec<JobCard>,
}

impl JobDetail {
    /// The credit that the posting's own source is owed, wherever the links lead.
    #[must_use]
    pub fn own_credit(&self) -> &SourceCredit {
        let mut others = self.appearances.iter();
        let own = others.find(|(one, _)| one.id == self.posting.id);
        own.map_or(&self.credit, |(_, credit)| credit)
    }
}

/// The searched words were not found; these were searched instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// Words as typed.
    pub from: String,
    /// Words that were searched.
    pub to: String,
}

/// The answer to a search.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchPage {
    /// Postings of this page.
    pub hits: Vec<JobCard>,
    /// Postings that match in all, exactly.
    pub total: u64,
    /// Filters with their counts.
    pub facets: Vec<FacetGroup>,
    /// Set when typos were forgiven.
    pub correction: Option<Correction>,
    /// Parameters that were not understood.
    pub ignored: Vec<IgnoredParameter>,
    /// The moment that ages are counted from.
    pub as_of: Timestamp,
}

/// A name with a count: a row of a small table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedCount {
    /// Value in addresses.
    pub slug: String,
    /// Words for people.
    pub name: String,
    /// The count.
    pub count: u64,
}

/// What a suggestion leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SuggestionKind {
    /// A skill: sets its filter.
    Skill,
    /// A company: sets its filter.
    Company,
    /// A title: asks for its words in titles.
    Title,
}

/// A completion of what is being typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// What it is.
    pub kind: SuggestionKind,
    /// Words shown.
    pub label: String,
    /// Term of the search grammar that replaces what is being typed.
    pub insert: String,
    /// Open backend postings that a search for `insert` finds.
    pub count: u64,
}

/// The figures of the front page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardOverview {
    /// Open unique roles.
    pub open: u64,
    /// Open unique roles that are backend work.
    pub open_backend: u64,
    /// Backend roles posted in the last seven days.
    pub new_this_week: u64,
    /// Companies with at least one open role.
    pub companies: u64,
    /// Open backend roles that state pay.
    pub with_pay: u64,
    /// Skills most named in open backend roles.
    pub top_skills: Vec<SkillSummary>,
    /// Open backend roles by workplace.
    pub workplaces: Vec<NamedCount>,
    /// Open backend roles by country, most first.
    pub countries: Vec<NamedCount>,
    /// Newest backend roles.
    pub newest: Vec<JobCard>,
    /// The moment the figures are of.
    pub as_of: Timestamp,
}

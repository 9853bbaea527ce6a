//! Another Backboard: the answers of its JSON interface.
//!
//! A list holds no text; single postings do. Whatever system a posting came
//! from there, here it is of that instance: it is named by the instance's host
//! and the posting's id, so that no other instance can speak for a source that
//! is read directly.

use domain::{PostingId, RawPosting, RemoteScope, Salary, Workplace};

use super::stated::{distinct, place, remote_within};
use super::{DocumentFormat, Layout, Origin, Outcome, Refusal, bounded_id, checked, source_key};
use crate::json_fields::{Fields, parse_item};

/// Name of the source.
pub(crate) const SOURCE: &str = "backboard";

/// A page of a search.
pub(crate) struct List(Instance);

/// One posting.
pub(crate) struct Posting(Instance);

/// The instance that was asked, where that is known.
struct Instance {
    host: Option<String>,
}

impl Instance {
    fn new(origin: &Origin) -> Self {
        Self {
            host: origin.address.as_deref().and_then(host_of),
        }
    }

    fn external_id(&self, id: &str, page: Option<&str>) -> String {
        let host = self.host.clone().or_else(|| page.and_then(host_of));
        bounded_id(match host {
            Some(host) => format!("{host}/{id}"),
            None => id.to_owned(),
        })
    }
}

fn host_of(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?.to_ascii_lowercase();
    Some(host).filter(|host| !host.is_empty())
}

/// Places of work, and where a remote worker may live, as locations.
fn locations(facts: Fields<'_>) -> Vec<String> {
    let places = facts
        .at("places")
        .list()
        .filter_map(|found| place(["name", "country"].map(|key| found.at(key).text())));
    let scopes = facts
        .at("remote_scope")
        .list()
        .filter_map(|scope| remote_within(&RemoteScope::parse(scope.text()?)?.label()));
    distinct(places.chain(scopes))
}

fn workplaces(facts: Fields<'_>) -> Vec<Workplace> {
    let stated = facts.at("workplace").list().filter_map(Fields::text);
    stated.filter_map(Workplace::parse).take(3).collect()
}

fn salaries(facts: Fields<'_>) -> Vec<Salary> {
    let stated = facts.at("salary").list();
    stated
        .filter_map(|range| serde_json::from_value(range.0.clone()).ok())
        .take(20)
        .collect()
}

impl List {
    /// The instance that was asked.
    pub(crate) fn new(origin: &Origin) -> Self {
        Self(Instance::new(origin))
    }
}

impl DocumentFormat for List {
    fn layout(&self) -> Layout {
        Layout::List(&["hits"])
    }

    fn item(&self, text: &str) -> Outcome {
        let hit = parse_item(text)?;
        let hit = Fields(&hit);
        let page = hit.at("url").link();
        let id = hit
            .at("id")
            .id()
            .ok_or_else(|| Refusal::new(None, "no id"))?;
        let id = self.0.external_id(&id, page.as_deref());
        let Some(title) = hit.at("title").line() else {
            return Err(Refusal::new(Some(id), "no title"));
        };
        checked(RawPosting {
            title: Some(title),
            company: hit.at("company").named(),
            locations: locations(hit),
            workplace: workplaces(hit),
            salary: salaries(hit),
            apply_url: page.clone(),
            url: page,
            posted_at: hit.at("posted_at").moment(),
            closed_at: hit.at("closed_at").moment(),
            ..RawPosting::new(source_key(SOURCE)?, id, String::new())
        })
    }
}

impl Posting {
    /// The instance that was asked.
    pub(crate) fn new(origin: &Origin) -> Self {
        Self(Instance::new(origin))
    }
}

impl DocumentFormat for Posting {
    fn layout(&self) -> Layout {
        Layout::Whole
    }

    fn item(&self, text: &str) -> Outcome {
        let answer = parse_item(text)?;
        let answer = Fields(&answer);
        let job = answer.at("posting");
        let page = answer.at("url").link();
        let id = job
            .at("id")
            .id()
            .ok_or_else(|| Refusal::new(None, "no id"))?;
        let id = self.0.external_id(&id, page.as_deref());
        let facts = job.at("facts");
        let employment = facts.at("employment").list().filter_map(Fields::text);
        checked(RawPosting {
            title: job.at("title").line(),
            company: job.at("company").named(),
            locations: locations(facts),
            workplace: workplaces(facts),
            employment: employment
                .filter_map(domain::Employment::parse)
                .take(4)
                .collect(),
            salary: salaries(facts),
            apply_url: job.at("apply_url").link().or_else(|| job.at("url").link()),
            url: page.or_else(|| job.at("url").link()),
            posted_at: job.at("posted_at").moment(),
            closed_at: job.at("closed_at").moment(),
            ..RawPosting::new(
                source_key(SOURCE)?,
                id,
                job.at("html").text().unwrap_or_default().to_owned(),
            )
        })
    }
}

/// The posting's own id in the name that it has here: `board.example/0123456789ab`.
pub(crate) fn posting_id(external_id: &str) -> Option<PostingId> {
    PostingId::parse(external_id.rsplit('/').next()?)
}

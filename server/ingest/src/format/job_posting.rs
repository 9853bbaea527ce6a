//! schema.org JobPosting: JSON-LD in a page, or the JSON itself.
//!
//! Real pages differ: `@graph` with the organisation given by `@id`, lists or
//! single objects, nulls, http or https in front of the type, line breaks inside
//! strings, HTML escaped once more. `TELECOMMUTE` means work that is wholly
//! remote, and `applicantLocationRequirements` says from where.

mod ld_json;

use std::collections::HashMap;

use domain::{RawPosting, Salary, Workplace};
use serde_json::Value;

use super::site_host::{host_of, is_within};
use super::stated::{distinct, employment, pay, pay_period, place, remote_within};
use super::{DocumentFormat, Layout, Origin, Outcome, Refusal, bounded_id, checked, source_key};
use crate::fingerprint::content_fingerprint;
use crate::json_fields::{Allowance, Fields};
use crate::readable_text::html_of_field;

/// Name of the source.
pub(crate) const SOURCE: &str = "job-posting";

/// Most places of one posting, and most addresses of one place, that are looked
/// at: references make it cheap to name the same ones very often.
const MAX_PLACES: usize = 60;
const MAX_ADDRESSES: usize = 5;

/// Most postings of one document.
const MAX_POSTINGS: usize = 5_000;

/// A page, or a JSON document.
pub(crate) struct Page {
    address: Option<String>,
    company: Option<String>,
}

impl Page {
    /// The page that was asked.
    pub(crate) fn new(origin: &Origin) -> Self {
        Self {
            address: origin.address.clone(),
            company: origin.company.clone(),
        }
    }
}

impl DocumentFormat for Page {
    fn layout(&self) -> Layout {
        Layout::Whole
    }

    fn item(&self, _text: &str) -> Outcome {
        Err(Refusal::new(None, "a page may hold any number of postings"))
    }

    fn items(&self, text: &str) -> Vec<Outcome> {
        let mut documents = Vec::new();
        let mut outcomes = Vec::new();
        // What one script refers to may stand in another, so all are held at once.
        let mut allowance = Allowance::of_item();
        for text in ld_json::documents(text) {
            match ld_json::parse(text, &mut allowance) {
                Ok(document) => documents.push(document),
                Err(reason) if text.contains("JobPosting") => {
                    outcomes.push(Err(Refusal::new(None, reason)));
                }
                Err(_) => {}
            }
        }
        let found = Found::of(&documents);
        let single = found.postings.len() == 1;
        for node in &found.postings {
            outcomes.push(self.posting(*node, &found, single));
        }
        if outcomes.is_empty() {
            outcomes.push(Err(Refusal::new(
                None,
                "a page without a schema.org JobPosting",
            )));
        }
        outcomes
    }
}

impl Page {
    fn posting(&self, node: Fields<'_>, found: &Found<'_>, single: bool) -> Outcome {
        let mut posting = RawPosting::new(source_key(SOURCE)?, String::new(), String::new());
        fill(&mut posting, node, found);
        if self.company.is_some() {
            posting.company.clone_from(&self.company);
        }
        if posting.title.is_none() {
            return Err(Refusal::new(node.at("@id").id(), "no title"));
        }
        let page = self.address.clone().filter(|_| single);
        posting.url = posting.url.or(page);
        posting.apply_url.clone_from(&posting.url);
        let name = name_of(node, &posting);
        posting.external_id = bounded_id(match self.address.as_deref().and_then(host_of) {
            // A page must not speak for the postings of another site.
            Some(site) if !host_of(&name).is_some_and(|host| is_within(&host, &site)) => {
                format!("{site}/{name}")
            }
            _ => name,
        });
        checked(posting)
    }
}

/// What a posting is called: the address that it gives itself, or its number at
/// its employer, or else a fingerprint of what tells it from others.
fn name_of(node: Fields<'_>, posting: &RawPosting) -> String {
    let own = node.at("@id").link().or_else(|| posting.url.clone());
    if let Some(address) = own {
        return address;
    }
    let company = posting.company.as_deref().unwrap_or_default();
    let number = node
        .at("identifier")
        .list()
        .find_map(|identifier| identifier.id().or_else(|| identifier.at("value").id()));
    match number {
        Some(number) => format!("{company}/{number}"),
        None => {
            let title = posting.title.as_deref().unwrap_or_default();
            let words = [company, title, &posting.locations.join(" ")].join(" ");
            content_fingerprint(&words)
        }
    }
}

/// What a document holds: its postings, and everything that has an `@id`.
#[derive(Default)]
pub(crate) struct Found<'a> {
    postings: Vec<Fields<'a>>,
    known: HashMap<&'a str, Fields<'a>>,
}

impl<'a> Found<'a> {
    /// Walks over documents, without recursion.
    fn of(documents: &'a [Value]) -> Self {
        let mut found = Self::default();
        let mut waiting: Vec<&Value> = documents.iter().rev().collect();
        while let Some(value) = waiting.pop() {
            if found.postings.len() >= MAX_POSTINGS {
                break;
            }
            match value {
                Value::Array(entries) => waiting.extend(entries.iter().rev()),
                Value::Object(members) => {
                    let node = Fields(value);
                    if let Some(id) = node.at("@id").text()
                        && members.len() > 1
                    {
                        found.known.entry(id).or_insert(node);
                    }
                    if is_posting(node) {
                        found.postings.push(node);
                    }
                    let nested = members.values().filter(|v| v.is_array() || v.is_object());
                    waiting.extend(nested.collect::<Vec<_>>().into_iter().rev());
                }
                _ => {}
            }
        }
        found
    }

    /// The object itself, or the one that it refers to.
    fn resolved(&self, node: Fields<'a>) -> Fields<'a> {
        let alone = node.0.as_object().is_some_and(|members| members.len() == 1);
        node.at("@id")
            .text()
            .filter(|_| alone)
            .and_then(|id| self.known.get(id).copied())
            .unwrap_or(node)
    }
}

/// Whether an object is a JobPosting.
pub(crate) fn is_posting(node: Fields<'_>) -> bool {
    node.at("@type")
        .list()
        .filter_map(Fields::text)
        .any(|name| {
            let name = name.rsplit(['/', ':', '#']).next().unwrap_or_default();
            name == "JobPosting"
        })
}

/// Writes what a JobPosting states into a posting.
pub(crate) fn fill<'a>(posting: &mut RawPosting, node: Fields<'a>, found: &Found<'a>) {
    posting.title = node.at("title").line().or_else(|| node.at("name").line());
    let employer = node
        .at("hiringOrganization")
        .list()
        .find_map(|organisation| {
            let organisation = found.resolved(organisation);
            organisation
                .named()
                .or_else(|| organisation.at("legalName").line())
        });
    posting.company = employer;
    let remote = node
        .at("jobLocationType")
        .list()
        .filter_map(Fields::text)
        .any(|kind| kind.to_ascii_uppercase().contains("TELECOMMUTE"));
    let scopes = node
        .at("applicantLocationRequirements")
        .list()
        .take(MAX_PLACES)
        .filter_map(|scope| {
            let scope = found.resolved(scope);
            remote_within(&scope.named().or_else(|| address_of(scope.at("address")))?)
        });
    let places = node
        .at("jobLocation")
        .list()
        .take(MAX_PLACES)
        .filter_map(|place| {
            let place = found.resolved(place);
            let addresses = place.at("address").list().take(MAX_ADDRESSES);
            addresses
                .map(|address| found.resolved(address))
                .find_map(address_of)
                .or_else(|| place.named())
        });
    posting.locations = if remote {
        distinct(scopes.chain(places))
    } else {
        distinct(places)
    };
    posting.workplace = remote.then_some(Workplace::Remote).into_iter().collect();
    posting.employment = employment(node.at("employmentType").list().filter_map(Fields::text));
    posting.salary = base_salary(node);
    posting.url = node.at("url").link();
    posting.posted_at = node.at("datePosted").moment();
    posting.updated_at = node.at("dateModified").moment();
    posting.valid_through = node.at("validThrough").moment();
    posting.body = node
        .at("description")
        .text()
        .map(html_of_field)
        .unwrap_or_default();
}

/// An address as one line: a text, or an object of parts.
fn address_of(address: Fields<'_>) -> Option<String> {
    if !address.is_object() {
        return address.line();
    }
    let parts = [
        address.at("addressLocality").line(),
        address.at("addressRegion").line(),
        address.at("addressCountry").named(),
    ];
    place(parts.iter().map(Option::as_deref))
}

fn base_salary(node: Fields<'_>) -> Vec<Salary> {
    let stated = node.at("baseSalary").list().filter_map(|range| {
        let value = range.at("value");
        let currency = [
            range.at("currency"),
            value.at("currency"),
            node.at("salaryCurrency"),
        ];
        let currency = currency.into_iter().find_map(Fields::text);
        let unit = value
            .at("unitText")
            .text()
            .or_else(|| range.at("unitText").text());
        let parts = if value.is_object() { value } else { range };
        let single = parts.at("value").amount();
        let min = parts.at("minValue").amount().or(single);
        let max = parts.at("maxValue").amount().or(single);
        pay(min, max, currency, unit.and_then(pay_period))
    });
    let mut found: Vec<Salary> = Vec::new();
    for salary in stated {
        if !found.contains(&salary) {
            found.push(salary);
        }
    }
    found
}

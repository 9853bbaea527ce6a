//! SmartRecruiters: pages of a company's list, which hold no text, and single
//! postings, which do.
//!
//! The country is a code in lower case; `city` may say `Remote`. A capture of
//! pages with their postings (`list_pages`, `details`) is read as one document.

use std::collections::HashSet;

use domain::{RawPosting, Workplace};
use serde_json::Value;

use super::stated::{distinct, employment, place};
use super::{DocumentFormat, Layout, Outcome, Refusal, checked, source_key};
use crate::json_fields::{Fields, parse_item};
use crate::readable_text::escaped;

/// Name of the source.
pub(crate) const SOURCE: &str = "smartrecruiters";

/// A page of a list.
pub(crate) struct List;

/// One posting, or a capture of several.
pub(crate) struct Posting;

impl DocumentFormat for List {
    fn layout(&self) -> Layout {
        Layout::List(&["content"])
    }

    fn item(&self, text: &str) -> Outcome {
        posting(Fields(&parse_item(text)?))
    }
}

impl DocumentFormat for Posting {
    fn layout(&self) -> Layout {
        Layout::Whole
    }

    fn item(&self, text: &str) -> Outcome {
        posting(Fields(&parse_item(text)?))
    }

    fn items(&self, text: &str) -> Vec<Outcome> {
        let document = match parse_item(text) {
            Ok(document) => document,
            Err(refusal) => return vec![Err(refusal)],
        };
        let pages = Fields(&document).at("list_pages");
        if pages.is_absent() {
            return vec![posting(Fields(&document))];
        }
        let details = Fields(&document).at("details");
        let listed = pages.list().flat_map(|page| page.at("content").list());
        // A text that is named a thousand times is no reason to keep it as often.
        let mut named = HashSet::new();
        listed
            .filter_map(|item| {
                let Some(id) = item.at("id").id() else {
                    return Some(posting(item));
                };
                let detail = details.at(&id);
                let item = if detail.is_absent() { item } else { detail };
                named.insert(id).then(|| posting(item))
            })
            .collect()
    }
}

fn posting(job: Fields<'_>) -> Outcome {
    let id = job
        .at("id")
        .id()
        .ok_or_else(|| Refusal::new(None, "no id"))?;
    let Some(title) = job.at("name").line() else {
        return Err(Refusal::new(Some(id), "no title"));
    };
    if job.at("active").flag() == Some(false) {
        return Err(Refusal::new(Some(id), "no longer active"));
    }
    let location = job.at("location");
    let stated =
        |key: &str, workplace| (location.at(key).flag() == Some(true)).then_some(workplace);
    let workplace = stated("remote", Workplace::Remote).or(stated("hybrid", Workplace::Hybrid));
    let employer = job.at("company");
    let page = job.at("postingUrl").link().or_else(|| {
        let company = employer
            .at("identifier")
            .text()
            .filter(|name| is_plain(name))?;
        is_plain(&id).then(|| format!("https://jobs.smartrecruiters.com/{company}/{id}"))
    });
    let form = job.at("typeOfEmployment");
    checked(RawPosting {
        title: Some(title),
        company: employer.at("name").line(),
        locations: distinct(location_of(location)),
        workplace: workplace.into_iter().collect(),
        employment: employment(form.at("label").text().or(form.at("id").text())),
        department: job.at("department").named().or(job.at("function").named()),
        requisition: job.at("refNumber").line(),
        apply_url: job.at("applyUrl").link().or(page.clone()),
        url: page,
        posted_at: job.at("releasedDate").moment(),
        ..RawPosting::new(source_key(SOURCE)?, id, body(job))
    })
}

/// Whether a name can stand in an address as it is.
fn is_plain(name: &str) -> bool {
    name.bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

/// The place in one line; the source's own line leaves gaps where a part is missing.
fn location_of(location: Fields<'_>) -> Option<String> {
    match location.at("fullLocation").text() {
        Some(full) => place(full.split(',').map(Some)),
        None => place(["city", "region", "country"].map(|key| location.at(key).text())),
    }
}

/// Sections in the order in which the source shows them, then any others.
fn body(job: Fields<'_>) -> String {
    const ORDER: [&str; 4] = [
        "companyDescription",
        "jobDescription",
        "qualifications",
        "additionalInformation",
    ];
    let sections = job.at("jobAd").at("sections");
    let others = match sections.0 {
        Value::Object(all) => all.keys().map(String::as_str).collect(),
        _ => Vec::new(),
    };
    let others = others.into_iter().filter(|key| !ORDER.contains(key));
    let mut body = String::new();
    for key in ORDER.into_iter().chain(others).take(20) {
        let section = sections.at(key);
        let Some(text) = section.at("text").text() else {
            continue;
        };
        if let Some(title) = section.at("title").line() {
            body.push_str(&format!("<h3>{}</h3>", escaped(&title)));
        }
        body.push_str(text);
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_posting_that_is_listed_twice_is_read_once() {
        let capture = r#"{"list_pages":[{"content":[{"id":"1","name":"A"},{"id":"1","name":"A"},
            {"name":"C"},{"id":2,"name":"B"}]}],"details":{"1":{"id":"1","name":"D"}}}"#;
        let outcomes = Posting.items(capture);
        let read: Vec<Option<&str>> = outcomes
            .iter()
            .map(|outcome| outcome.as_ref().ok()?.title.as_deref())
            .collect();
        assert_eq!(read, [Some("D"), None, Some("B")]);
    }
}

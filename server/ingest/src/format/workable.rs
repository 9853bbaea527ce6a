//! Workable: an account's widget, which names the company around its jobs.
//!
//! `state` is the region, not a status. Dates are days. `telecommuting` says
//! that the work is remote; the places beside it say where from. Places marked
//! as hidden are not shown by the source and are left out while others are there.

use domain::{RawPosting, Workplace};

use super::stated::{distinct, employment, place};
use super::{DocumentFormat, Layout, Origin, Outcome, Refusal, checked, source_key};
use crate::json_fields::{Fields, parse_item, value_at};

/// Name of the source.
pub(crate) const SOURCE: &str = "workable";

/// One company's account.
pub(crate) struct Account {
    company: Option<String>,
}

impl Account {
    /// The account that was asked.
    pub(crate) fn new(origin: &Origin) -> Self {
        Self {
            company: origin.company.clone(),
        }
    }
}

impl DocumentFormat for Account {
    fn layout(&self) -> Layout {
        Layout::List(&["jobs"])
    }

    fn survey(&mut self, document: &[u8], _items: &mut dyn Iterator<Item = &[u8]>) {
        if self.company.is_none() {
            self.company = Fields(&value_at(document, &["name"])).line();
        }
    }

    fn item(&self, text: &str) -> Outcome {
        let job = parse_item(text)?;
        let job = Fields(&job);
        let Some(id) = job.at("shortcode").id() else {
            return Err(Refusal::new(None, "no shortcode"));
        };
        let Some(title) = job.at("title").line() else {
            return Err(Refusal::new(Some(id), "no title"));
        };
        let of = |part: Fields<'_>, region: &str| {
            let parts = ["city", region, "country"].map(|key| part.at(key).text());
            place(parts)
        };
        let shown = |part: &Fields<'_>| part.at("hidden").flag() != Some(true);
        let mut places = distinct(
            job.at("locations")
                .list()
                .filter(shown)
                .filter_map(|part| of(part, "region")),
        );
        if places.is_empty() {
            places = distinct(of(job, "state"));
        }
        let remote = job.at("telecommuting").flag() == Some(true);
        checked(RawPosting {
            title: Some(title),
            company: self.company.clone(),
            locations: places,
            workplace: remote.then_some(Workplace::Remote).into_iter().collect(),
            employment: employment(job.at("employment_type").text()),
            department: job.at("department").line(),
            requisition: job.at("code").line(),
            url: job.at("url").link().or(job.at("shortlink").link()),
            apply_url: job.at("application_url").link(),
            posted_at: job
                .at("published_on")
                .moment()
                .or(job.at("created_at").moment()),
            ..RawPosting::new(source_key(SOURCE)?, id, body(job))
        })
    }
}

fn body(job: Fields<'_>) -> String {
    let parts = [
        "full_description",
        "description",
        "requirements",
        "benefits",
    ];
    let mut body = String::new();
    for part in parts {
        if part == "description" && !body.is_empty() {
            break;
        }
        body.push_str(job.at(part).text().unwrap_or_default());
    }
    body
}

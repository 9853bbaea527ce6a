//! Himalayas: pages of its list of remote work.
//!
//! Dates are seconds, although its documentation says milliseconds; both are
//! read. Countries are plain names of where a worker may live; none means
//! anywhere. Time zones are numbers such as -3.5 and follow from the countries.

use domain::{RawPosting, Workplace};

use super::stated::{distinct, employment, pay, pay_period, remote_within};
use super::{DocumentFormat, Layout, Outcome, Refusal, bounded_id, checked, source_key};
use crate::json_fields::{Fields, parse_item};

/// Name of the source.
pub(crate) const SOURCE: &str = "himalayas";

/// A page of its API.
pub(crate) struct Api;

impl DocumentFormat for Api {
    fn layout(&self) -> Layout {
        Layout::List(&["jobs"])
    }

    fn item(&self, text: &str) -> Outcome {
        let job = parse_item(text)?;
        let job = Fields(&job);
        let id = job
            .at("guid")
            .id()
            .or_else(|| job.at("applicationLink").id());
        let Some(id) = id.map(|id| bounded_id(short(&id).to_owned())) else {
            return Err(Refusal::new(None, "no guid"));
        };
        let Some(title) = job.at("title").line() else {
            return Err(Refusal::new(Some(id), "no title"));
        };
        let countries = job.at("locationRestrictions").list();
        let scopes = countries.filter_map(|country| remote_within(&country.named()?));
        let mut locations = distinct(scopes);
        if locations.is_empty() && job.at("locationRestrictions").0.is_array() {
            locations.push("Remote (Worldwide)".to_owned());
        }
        let salary = pay(
            job.at("minSalary").amount(),
            job.at("maxSalary").amount(),
            job.at("currency").text(),
            job.at("salaryPeriod").text().and_then(pay_period),
        );
        let page = job.at("applicationLink").link().or(job.at("guid").link());
        let body = job.at("description").text().or(job.at("excerpt").text());
        checked(RawPosting {
            title: Some(title),
            company: job.at("companyName").line(),
            locations,
            workplace: vec![Workplace::Remote],
            employment: employment(job.at("employmentType").text()),
            salary: salary.into_iter().collect(),
            url: page,
            posted_at: job.at("pubDate").moment(),
            valid_through: job.at("expiryDate").moment(),
            ..RawPosting::new(source_key(SOURCE)?, id, body.unwrap_or_default().to_owned())
        })
    }
}

/// An id without the address that all of them begin with.
fn short(id: &str) -> &str {
    id.strip_prefix("https://himalayas.app/companies/")
        .unwrap_or(id)
}

//! Remote OK: its list of the newest postings.
//!
//! The first element is a legal notice. Pay of 0 is unknown; other figures are
//! dollars a year. Many texts are UTF-8 that was read as Latin-1 and are
//! repaired. The board holds remote work only. Its terms ask for a visible link
//! back that names Remote OK.

use domain::{PayPeriod, RawPosting, Workplace};

use super::stated::{distinct, pay};
use super::{DocumentFormat, Layout, MAX_FIELD_CHARS, Outcome, Refusal, checked, source_key};
use crate::json_fields::{Fields, parse_item};
use crate::readable_text::one_line;
use crate::single_byte::repaired;

/// Name of the source.
pub(crate) const SOURCE: &str = "remoteok";

/// The answer of its API.
pub(crate) struct Api;

impl DocumentFormat for Api {
    fn layout(&self) -> Layout {
        Layout::List(&[])
    }

    fn items(&self, text: &str) -> Vec<Outcome> {
        let notice = parse_item(text).is_ok_and(|item| {
            let item = Fields(&item);
            !item.at("legal").is_absent() && item.at("position").is_absent()
        });
        if notice {
            Vec::new()
        } else {
            vec![self.item(text)]
        }
    }

    fn item(&self, text: &str) -> Outcome {
        let job = parse_item(text)?;
        let job = Fields(&job);
        let id = job
            .at("id")
            .id()
            .ok_or_else(|| Refusal::new(None, "no id"))?;
        let line = |key: &str| {
            job.at(key)
                .text()
                .and_then(|text| one_line(&repaired(text), MAX_FIELD_CHARS))
        };
        let Some(title) = line("position") else {
            return Err(Refusal::new(Some(id), "no title"));
        };
        let body = job
            .at("description")
            .text()
            .map(|text| repaired(text).into_owned());
        let salary = pay(
            job.at("salary_min").amount(),
            job.at("salary_max").amount(),
            Some("USD"),
            Some(PayPeriod::Year),
        );
        checked(RawPosting {
            title: Some(title),
            company: line("company"),
            locations: distinct(line("location")),
            workplace: vec![Workplace::Remote],
            salary: salary.into_iter().collect(),
            url: job.at("url").link(),
            apply_url: job.at("apply_url").link(),
            posted_at: job.at("epoch").moment().or(job.at("date").moment()),
            ..RawPosting::new(source_key(SOURCE)?, id, body.unwrap_or_default())
        })
    }
}

//! Arbeitnow: pages of its job board.
//!
//! `remote` is not reliable and states nothing; the text is read instead. Job
//! types mix forms of employment with levels, in German and English. Some texts
//! are escaped once more, with tags of the board around them.

use domain::RawPosting;

use super::stated::{distinct, employment};
use super::{DocumentFormat, Layout, Outcome, Refusal, bounded_id, checked, source_key};
use crate::json_fields::{Fields, parse_item};
use crate::readable_text::html_of_field;

/// Name of the source.
pub(crate) const SOURCE: &str = "arbeitnow";

/// A page of its API.
pub(crate) struct Api;

impl DocumentFormat for Api {
    fn layout(&self) -> Layout {
        Layout::List(&["data"])
    }

    fn item(&self, text: &str) -> Outcome {
        let job = parse_item(text)?;
        let job = Fields(&job);
        let Some(id) = job.at("slug").id().map(bounded_id) else {
            return Err(Refusal::new(None, "no slug"));
        };
        let Some(title) = job.at("title").line() else {
            return Err(Refusal::new(Some(id), "no title"));
        };
        let page = job.at("url").link();
        checked(RawPosting {
            title: Some(title),
            company: job.at("company_name").line(),
            locations: distinct(job.at("location").line()),
            employment: employment(job.at("job_types").list().filter_map(Fields::text)),
            url: page,
            posted_at: job.at("created_at").moment(),
            ..RawPosting::new(
                source_key(SOURCE)?,
                id,
                job.at("description")
                    .text()
                    .map(html_of_field)
                    .unwrap_or_default(),
            )
        })
    }
}

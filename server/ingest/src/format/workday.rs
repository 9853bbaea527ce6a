//! Workday: a page of a site's list. It holds titles and paths, no text, and
//! dates only in words (`Posted 3 Days Ago`), which depend on the day they were
//! read and so state nothing. `3 Locations` is no place.

use domain::RawPosting;

use super::stated::distinct;
use super::{DocumentFormat, Layout, Origin, Outcome, Refusal, bounded_id, checked, source_key};
use crate::json_fields::{Fields, parse_item};

/// Name of the source.
pub(crate) const SOURCE: &str = "workday";

/// A page of a list.
pub(crate) struct List {
    company: Option<String>,
}

impl List {
    /// The list that was asked.
    pub(crate) fn new(origin: &Origin) -> Self {
        Self {
            company: origin.company.clone(),
        }
    }
}

impl DocumentFormat for List {
    fn layout(&self) -> Layout {
        Layout::List(&["jobPostings"])
    }

    fn item(&self, text: &str) -> Outcome {
        let job = parse_item(text)?;
        let job = Fields(&job);
        let number = job
            .at("bulletFields")
            .list()
            .filter_map(Fields::line)
            .find(|field| field.contains(|c: char| c.is_ascii_digit()) && !field.contains(' '));
        let path = job.at("externalPath").text().map(str::to_owned);
        let Some(id) = path.map(bounded_id).or_else(|| number.clone()) else {
            return Err(Refusal::new(None, "no path"));
        };
        let Some(title) = job.at("title").line() else {
            return Err(Refusal::new(Some(id), "no title"));
        };
        let several = |text: &String| {
            text.starts_with(|c: char| c.is_ascii_digit()) && text.ends_with("Locations")
        };
        let location = job.at("locationsText").line().filter(|text| !several(text));
        checked(RawPosting {
            title: Some(title),
            company: self.company.clone(),
            locations: distinct(location),
            requisition: number,
            ..RawPosting::new(source_key(SOURCE)?, id, String::new())
        })
    }
}

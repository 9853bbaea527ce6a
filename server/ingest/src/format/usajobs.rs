//! USAJOBS: pages of a search of the United States government's postings.
//!
//! Pay comes as texts with a code for the period. The text is in pieces: a
//! summary, duties, qualifications, requirements. Public domain.

use domain::{PayPeriod, RawPosting, Salary, Workplace};

use super::stated::{distinct, employment, pay};
use super::{DocumentFormat, Layout, Outcome, Refusal, checked, source_key};
use crate::json_fields::{Fields, parse_item};
use crate::readable_text::html_of_plain;

/// Name of the source.
pub(crate) const SOURCE: &str = "usajobs";

/// A page of its search.
pub(crate) struct Api;

impl DocumentFormat for Api {
    fn layout(&self) -> Layout {
        Layout::List(&["SearchResult", "SearchResultItems"])
    }

    fn item(&self, text: &str) -> Outcome {
        let item = parse_item(text)?;
        let item = Fields(&item);
        let job = item.at("MatchedObjectDescriptor");
        let Some(id) = item
            .at("MatchedObjectId")
            .id()
            .or_else(|| job.at("PositionID").id())
        else {
            return Err(Refusal::new(None, "no id"));
        };
        let Some(title) = job.at("PositionTitle").line() else {
            return Err(Refusal::new(Some(id), "no title"));
        };
        let details = job.at("UserArea").at("Details");
        let names = |key: &str| {
            job.at(key)
                .list()
                .filter_map(|entry| entry.at("Name").text())
        };
        let places = job
            .at("PositionLocation")
            .list()
            .filter_map(|place| place.at("LocationName").line());
        let mut locations = distinct(places);
        if locations.is_empty() {
            locations = distinct(job.at("PositionLocationDisplay").line());
        }
        let remote = details.at("RemoteIndicator").flag() == Some(true);
        let page = job.at("PositionURI").link();
        checked(RawPosting {
            title: Some(title),
            company: job
                .at("OrganizationName")
                .line()
                .or(job.at("DepartmentName").line()),
            locations,
            workplace: remote.then_some(Workplace::Remote).into_iter().collect(),
            employment: employment(names("PositionSchedule").chain(names("PositionOfferingType"))),
            salary: remuneration(job),
            department: job.at("DepartmentName").line(),
            requisition: job.at("PositionID").line(),
            apply_url: job
                .at("ApplyURI")
                .list()
                .find_map(Fields::link)
                .or(page.clone()),
            url: page,
            posted_at: job
                .at("PublicationStartDate")
                .moment()
                .or(job.at("PositionStartDate").moment()),
            valid_through: job
                .at("ApplicationCloseDate")
                .moment()
                .or(job.at("PositionEndDate").moment()),
            ..RawPosting::new(source_key(SOURCE)?, id, body(job, details))
        })
    }
}

fn remuneration(job: Fields<'_>) -> Vec<Salary> {
    let stated = job.at("PositionRemuneration").list().filter_map(|range| {
        let period = match range.at("RateIntervalCode").text()?.trim() {
            "PA" | "Per Year" => PayPeriod::Year,
            "PM" | "Per Month" => PayPeriod::Month,
            "PD" | "Per Day" => PayPeriod::Day,
            "PH" | "Per Hour" => PayPeriod::Hour,
            _ => return None,
        };
        let (min, max) = (
            range.at("MinimumRange").amount(),
            range.at("MaximumRange").amount(),
        );
        pay(min, max, Some("USD"), Some(period))
    });
    let mut found: Vec<Salary> = Vec::new();
    for salary in stated {
        if !found.contains(&salary) {
            found.push(salary);
        }
    }
    found
}

fn body(job: Fields<'_>, details: Fields<'_>) -> String {
    let summary = details.at("JobSummary").list();
    let duties = details.at("MajorDuties").list();
    let asked = job.at("QualificationSummary").list();
    let more = ["Requirements", "Education"]
        .into_iter()
        .flat_map(|key| details.at(key).list());
    let pieces = summary
        .chain(duties)
        .chain(asked)
        .chain(more)
        .filter_map(Fields::text);
    pieces
        .map(|piece| {
            if piece.contains("</") {
                piece.to_owned()
            } else {
                html_of_plain(piece)
            }
        })
        .collect()
}

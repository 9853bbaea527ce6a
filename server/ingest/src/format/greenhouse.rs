//! Greenhouse: a board of its public job-board API, and captures of many boards.
//!
//! `content` is HTML that was escaped once more; it is unescaped once, and the
//! entities inside it stay. Without `content=true` there is no text at all.
//! Pay ranges are in hundredths and name no period; it is taken from their
//! title, or is a year when no other period pays as much.

use domain::{PayPeriod, RawPosting, Salary, Workplace};

use super::stated::{distinct, employment, pay, pay_period, workplace};
use super::{DocumentFormat, Layout, Origin, Outcome, Refusal, checked, source_key};
use crate::board_name::BoardName;
use crate::json_fields::{Fields, parse_item};
use crate::readable_text::unescaped_once;

/// Name of the source.
pub(crate) const SOURCE: &str = "greenhouse";

/// From here on a range without a period is for a year: no hour, day or week
/// is paid so much.
const SURELY_YEARLY: f64 = 20_000.0;

/// One company's board.
pub(crate) struct Board {
    company: Option<String>,
}

/// Jobs of many boards in one list, without texts.
pub(crate) struct Capture;

impl Board {
    /// The board that was asked.
    pub(crate) fn new(origin: &Origin) -> Self {
        Self {
            company: origin.company.clone(),
        }
    }
}

impl DocumentFormat for Board {
    fn layout(&self) -> Layout {
        Layout::List(&["jobs"])
    }

    fn item(&self, text: &str) -> Outcome {
        let job = parse_item(text)?;
        let job = Fields(&job);
        let mut posting = shared(job)?;
        posting.body = job
            .at("content")
            .text()
            .map(unescaped_once)
            .unwrap_or_default();
        posting.company = self
            .company
            .clone()
            .or_else(|| job.at("company_name").line());
        posting.posted_at = job.at("first_published").moment();
        posting.valid_through = job.at("application_deadline").moment();
        posting.requisition = job
            .at("requisition_id")
            .line()
            .filter(|number| number.contains(|c: char| c.is_ascii_digit()));
        let offices = || job.at("offices").list();
        if posting.locations.is_empty() {
            let office = |office: Fields<'_>| office.at("location").named().or(office.named());
            posting.locations = distinct(offices().filter_map(office));
        }
        posting.workplace = stated_workplace(job);
        posting.employment = employment(metadata(job, "employment"));
        posting.salary = ranges(job);
        checked(posting)
    }
}

impl DocumentFormat for Capture {
    fn layout(&self) -> Layout {
        Layout::List(&[])
    }

    fn item(&self, text: &str) -> Outcome {
        let job = parse_item(text)?;
        let job = Fields(&job);
        let mut posting = shared(job)?;
        posting.company = job
            .at("company_slug")
            .line()
            .and_then(|slug| BoardName::from_file_name(&slug).company());
        checked(posting)
    }
}

/// What both shapes hold.
fn shared(job: Fields<'_>) -> Outcome {
    let id = job
        .at("id")
        .id()
        .ok_or_else(|| Refusal::new(None, "no id"))?;
    let Some(title) = job.at("title").line() else {
        return Err(Refusal::new(Some(id), "no title"));
    };
    let page = job.at("absolute_url").link();
    Ok(RawPosting {
        title: Some(title),
        locations: distinct(job.at("location").named()),
        department: job.at("departments").list().find_map(Fields::named),
        url: page.clone(),
        apply_url: page,
        updated_at: job.at("updated_at").moment(),
        ..RawPosting::new(source_key(SOURCE)?, id, String::new())
    })
}

/// Texts of the employer's own fields whose name contains a word.
fn metadata<'a>(job: Fields<'a>, word: &str) -> Vec<&'a str> {
    job.at("metadata")
        .list()
        .filter(|field| {
            let name = field.at("name").text().unwrap_or_default();
            name.to_ascii_lowercase().contains(word)
        })
        .flat_map(|field| field.at("value").list())
        .filter_map(Fields::text)
        .collect()
}

fn stated_workplace(job: Fields<'_>) -> Vec<Workplace> {
    let mut found: Vec<Workplace> = Vec::new();
    let fields = ["workplace", "location type", "work type", "remote"];
    for stated in fields
        .iter()
        .flat_map(|word| metadata(job, word))
        .filter_map(workplace)
    {
        if !found.contains(&stated) {
            found.push(stated);
        }
    }
    found
}

fn ranges(job: Fields<'_>) -> Vec<Salary> {
    let mut found = Vec::new();
    for range in job.at("pay_input_ranges").list() {
        let units = |key: &str| range.at(key).amount().map(|cents| cents / 100.0);
        let (min, max) = (units("min_cents"), units("max_cents"));
        let top = max.or(min).unwrap_or(0.0);
        let period = range
            .at("title")
            .text()
            .and_then(|title| title.split_whitespace().find_map(pay_period))
            .or((top >= SURELY_YEARLY).then_some(PayPeriod::Year));
        found.extend(pay(min, max, range.at("currency_type").text(), period));
    }
    found.dedup();
    found
}

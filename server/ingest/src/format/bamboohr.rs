//! BambooHR: a company's list, which holds no text and no date, and single
//! openings, which do.
//!
//! Ids count from one in every company, so the company's own name at the system
//! goes before them. A place is an office (`location`) or was entered freely
//! (`atsLocation`); either may be all null. `locationType` is `0` in an office,
//! `1` remote, `2` hybrid; this is inferred from real lists, not documented.

use domain::{RawPosting, Workplace};

use super::stated::{distinct, employment, place};
use super::{DocumentFormat, Layout, Origin, Outcome, Refusal, checked, source_key};
use crate::board_name::BoardName;
use crate::json_fields::{Fields, parse_item};

/// Name of the source.
pub(crate) const SOURCE: &str = "bamboohr";

/// The company whose list or opening it is.
struct Company {
    /// Its name at the system; `None` for a file.
    token: Option<String>,
    name: Option<String>,
}

/// A company's list.
pub(crate) struct List(Company);

/// One opening.
pub(crate) struct Posting {
    company: Company,
    /// The opening's id, which only the address names.
    id: Option<String>,
}

impl Company {
    fn new(origin: &Origin) -> Self {
        let token = origin.token.clone();
        let by_token = token
            .as_deref()
            .and_then(|token| BoardName::from_file_name(token).company());
        Self {
            name: origin.company.clone().or(by_token),
            token,
        }
    }

    fn external_id(&self, id: &str) -> String {
        match &self.token {
            Some(token) => format!("{token}/{id}"),
            None => id.to_owned(),
        }
    }

    fn posting(&self, id: &str, job: Fields<'_>) -> Outcome {
        let external_id = self.external_id(id);
        let Some(title) = job.at("jobOpeningName").line() else {
            return Err(Refusal::new(Some(external_id), "no title"));
        };
        let office = job.at("location");
        let entered = job.at("atsLocation");
        let office = place(["city", "state", "addressCountry"].map(|key| office.at(key).text()));
        let keys = ["city", "state", "province", "country"];
        let entered = place(keys.map(|key| entered.at(key).text()));
        let page = self
            .token
            .as_ref()
            .filter(|_| is_number(id))
            .map(|token| format!("https://{token}.bamboohr.com/careers/{id}"));
        let page = job.at("jobOpeningShareUrl").link().or(page);
        checked(RawPosting {
            title: Some(title),
            company: self.name.clone(),
            locations: distinct(office.into_iter().chain(entered)),
            workplace: workplace_of(job),
            employment: employment(job.at("employmentStatusLabel").text()),
            department: job.at("departmentLabel").line(),
            apply_url: page.clone(),
            url: page,
            posted_at: job.at("datePosted").moment(),
            ..RawPosting::new(
                source_key(SOURCE)?,
                external_id,
                job.at("description").text().unwrap_or_default().to_owned(),
            )
        })
    }
}

/// Whether an id is a number, as all of them are.
pub(crate) fn is_number(id: &str) -> bool {
    !id.is_empty() && id.len() <= 12 && id.bytes().all(|b| b.is_ascii_digit())
}

fn workplace_of(job: Fields<'_>) -> Vec<Workplace> {
    let remote = job.at("isRemote").flag() == Some(true);
    match job.at("locationType").id().as_deref() {
        Some("1") => vec![Workplace::Remote],
        Some("2") => vec![Workplace::Hybrid],
        Some("0") if !remote => vec![Workplace::Onsite],
        _ if remote => vec![Workplace::Remote],
        _ => Vec::new(),
    }
}

impl List {
    /// The list that was asked.
    pub(crate) fn new(origin: &Origin) -> Self {
        Self(Company::new(origin))
    }
}

impl DocumentFormat for List {
    fn layout(&self) -> Layout {
        Layout::List(&["result"])
    }

    fn item(&self, text: &str) -> Outcome {
        let job = parse_item(text)?;
        let job = Fields(&job);
        let id = job
            .at("id")
            .id()
            .ok_or_else(|| Refusal::new(None, "no id"))?;
        self.0.posting(&id, job)
    }
}

impl Posting {
    /// The opening that was asked: `…/careers/{id}/detail`.
    pub(crate) fn new(origin: &Origin) -> Self {
        let id = origin.address.as_deref().and_then(opening_of);
        Self {
            company: Company::new(origin),
            id,
        }
    }
}

/// The id in an address of an opening.
fn opening_of(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("/careers/")?;
    let id = rest.split(['/', '?', '#']).next()?;
    is_number(id).then(|| id.to_owned())
}

impl DocumentFormat for Posting {
    fn layout(&self) -> Layout {
        Layout::Whole
    }

    fn item(&self, text: &str) -> Outcome {
        let document = parse_item(text)?;
        let job = Fields(&document).at("result").at("jobOpening");
        let shared = job.at("jobOpeningShareUrl").text().and_then(opening_of);
        let Some(id) = self.id.clone().or(shared) else {
            return Err(Refusal::new(None, "no id"));
        };
        let status = job.at("jobOpeningStatus").line();
        if let Some(status) = status.filter(|status| !status.eq_ignore_ascii_case("open")) {
            let id = self.company.external_id(&id);
            return Err(Refusal::new(Some(id), format!("not open but {status}")));
        }
        self.company.posting(&id, job)
    }
}

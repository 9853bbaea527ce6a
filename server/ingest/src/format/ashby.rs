//! Ashby: whole answers of its public job-board API, one board per file.
//!
//! The answer does not name the company; the board's name is the file's, and
//! its proper spelling is looked for in the postings (see `board_name`).
//! `isRemote` may be null, or true together with `workplaceType` `Hybrid`;
//! `compensation` holds tiers of components, of which only `Salary` is pay.

use domain::{Employment, RawPosting, Salary, Timestamp, Workplace};
use serde::Deserialize;

use super::stated::{pay, pay_period};
use super::{
    AnyId, DocumentFormat, Layout, MAX_FIELD_CHARS, Origin, Outcome, Refusal, checked, source_key,
};
use crate::board_name::{BoardName, path_part};
use crate::json_fields::parse_as;
use crate::readable_text::{one_line, web_address};

/// Name of the source.
pub(crate) const SOURCE: &str = "ashby";

/// Most locations, and most ranges of pay, that are kept of one posting.
const MAX_LOCATIONS: usize = 50;
const MAX_SALARIES: usize = 50;

/// One company's board.
pub(crate) struct Board {
    name: BoardName,
    company: Option<String>,
    /// Whether nothing but a file's name says which board it is.
    named_by_file: bool,
}

impl Board {
    /// The board that was asked, or that a file is named after: `Acme.json.gz`
    /// holds the board `Acme`.
    pub(crate) fn new(origin: &Origin) -> Self {
        Self {
            name: BoardName::from_file_name(origin.token.as_deref().unwrap_or(&origin.name)),
            company: origin.company.clone(),
            named_by_file: origin.token.is_none(),
        }
    }
}

#[derive(Deserialize)]
struct OnlyText {
    #[serde(rename = "descriptionPlain", default)]
    plain: Option<String>,
    #[serde(rename = "descriptionHtml", default)]
    html: Option<String>,
    #[serde(rename = "jobUrl", default)]
    page: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Job {
    id: AnyId,
    title: Option<String>,
    department: Option<String>,
    team: Option<String>,
    is_listed: Option<bool>,
    is_remote: Option<bool>,
    workplace_type: Option<String>,
    employment_type: Option<String>,
    location: Option<String>,
    secondary_locations: Option<Vec<SecondaryLocation>>,
    address: Option<Address>,
    published_at: Option<String>,
    job_url: Option<String>,
    apply_url: Option<String>,
    description_html: Option<String>,
    description_plain: Option<String>,
    should_display_compensation_on_job_postings: Option<bool>,
    compensation: Option<Compensation>,
}

#[derive(Deserialize)]
struct SecondaryLocation {
    location: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Address {
    postal_address: Option<PostalAddress>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PostalAddress {
    address_locality: Option<String>,
    address_country: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Compensation {
    compensation_tiers: Option<Vec<Tier>>,
}

#[derive(Deserialize)]
struct Tier {
    components: Option<Vec<Component>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Component {
    compensation_type: Option<String>,
    interval: Option<String>,
    currency_code: Option<String>,
    min_value: Option<f64>,
    max_value: Option<f64>,
}

impl DocumentFormat for Board {
    fn layout(&self) -> Layout {
        Layout::List(&["jobs"])
    }

    fn survey(&mut self, _document: &[u8], items: &mut dyn Iterator<Item = &[u8]>) {
        for (at, item) in items.enumerate() {
            if let Ok(OnlyText { plain, html, page }) = serde_json::from_slice(item) {
                // A file may be named after anything; the postings name their board.
                if at == 0
                    && self.named_by_file
                    && let Some(token) = page
                        .as_deref()
                        .and_then(|page| path_part(page, "ashbyhq.com"))
                {
                    self.name = BoardName::from_file_name(&token);
                }
                self.name
                    .learn_from(plain.or(html).as_deref().unwrap_or_default());
            }
        }
    }

    fn item(&self, json: &str) -> Outcome {
        let job: Job = parse_as(json)?;
        let locations = job.locations();
        let workplace = job.workplace();
        let salary = job.salary();
        let employment = job.employment_type.as_deref().and_then(employment_of);
        let id = job.id.into_string();
        if job.is_listed == Some(false) {
            return Err(Refusal::withdrawn(id, "not listed publicly"));
        }
        let Some(title) = job
            .title
            .and_then(|title| one_line(&title, MAX_FIELD_CHARS))
        else {
            return Err(Refusal::new(Some(id), "no title"));
        };
        let html = job.description_html.filter(|html| !html.trim().is_empty());
        let body = html.or(job.description_plain).unwrap_or_default();
        let field = |text: Option<String>| text.and_then(|text| one_line(&text, MAX_FIELD_CHARS));
        checked(RawPosting {
            title: Some(title),
            company: self.company.clone().or_else(|| self.name.company()),
            locations,
            workplace,
            employment: employment.into_iter().collect(),
            salary,
            url: job.job_url.as_deref().and_then(web_address),
            apply_url: job.apply_url.as_deref().and_then(web_address),
            posted_at: job.published_at.as_deref().and_then(Timestamp::parse_iso),
            department: field(job.department).or(field(job.team)),
            ..RawPosting::new(source_key(SOURCE)?, id, body)
        })
    }
}

impl Job {
    fn locations(&self) -> Vec<String> {
        let mut locations: Vec<String> = Vec::new();
        let others = self
            .secondary_locations
            .iter()
            .flatten()
            .map(|other| &other.location);
        for text in std::iter::once(&self.location).chain(others).flatten() {
            if let Some(text) = one_line(text, MAX_FIELD_CHARS)
                && !locations.contains(&text)
                && locations.len() < MAX_LOCATIONS
            {
                locations.push(text);
            }
        }
        if let Some(city) = self.city_of_office()
            && !locations.contains(&city)
        {
            locations.push(city);
        }
        locations
    }

    /// The address's city, when the location only names a building: `HQ`, `Eaton Centre`.
    fn city_of_office(&self) -> Option<String> {
        let location = self.location.as_deref()?.to_lowercase();
        let building = [
            "office",
            "hq",
            "headquarters",
            "centre",
            "center",
            "campus",
            "square",
        ];
        let names_building = location
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| building.contains(&word));
        let address = self.address.as_ref()?.postal_address.as_ref()?;
        let city = one_line(address.address_locality.as_deref()?, MAX_FIELD_CHARS)?;
        let first_word = city.split(' ').next().unwrap_or_default().to_lowercase();
        if !names_building || location.contains("remote") || location.contains(&first_word) {
            return None;
        }
        let country = address
            .address_country
            .as_deref()
            .and_then(|c| one_line(c, MAX_FIELD_CHARS));
        Some(country.map_or_else(|| city.clone(), |country| format!("{city}, {country}")))
    }

    /// What is stated; `isRemote: false` alone does not tell an office from a hybrid.
    fn workplace(&self) -> Vec<Workplace> {
        let stated = self.workplace_type.as_deref().map(str::to_ascii_lowercase);
        match (stated.as_deref(), self.is_remote) {
            (Some("remote"), _) => vec![Workplace::Remote],
            (Some("hybrid"), _) => vec![Workplace::Hybrid],
            (Some("onsite" | "on-site" | "on_site"), _) => vec![Workplace::Onsite],
            (_, Some(true)) => vec![Workplace::Remote],
            _ => Vec::new(),
        }
    }

    fn salary(&self) -> Vec<Salary> {
        if self.should_display_compensation_on_job_postings == Some(false) {
            return Vec::new();
        }
        let tiers = self
            .compensation
            .iter()
            .filter_map(|c| c.compensation_tiers.as_ref())
            .flatten();
        let components = tiers.filter_map(|tier| tier.components.as_ref()).flatten();
        let mut salaries = Vec::new();
        for salary in components.filter_map(Component::salary).take(MAX_SALARIES) {
            if !salaries.contains(&salary) {
                salaries.push(salary);
            }
        }
        salaries
    }
}

impl Component {
    fn salary(&self) -> Option<Salary> {
        if self.compensation_type.as_deref() != Some("Salary") {
            return None;
        }
        let period = match self.interval.as_deref()?.split_once(' ')? {
            ("1", unit) => pay_period(unit),
            _ => None,
        };
        pay(
            self.min_value,
            self.max_value,
            self.currency_code.as_deref(),
            period,
        )
    }
}

fn employment_of(stated: &str) -> Option<Employment> {
    match stated.to_ascii_lowercase().as_str() {
        "fulltime" => Some(Employment::FullTime),
        "parttime" => Some(Employment::PartTime),
        "contract" | "temporary" => Some(Employment::Contract),
        "intern" | "internship" => Some(Employment::Internship),
        _ => None,
    }
}

//! Lever: the postings of a site, a bare list.
//!
//! The text comes in parts: `opening` and `descriptionBody` (also joined as
//! `description`), `lists` whose items have no list around them, `additional`
//! and a word on pay. The company is not named; the site is, in `hostedUrl`.
//! The location may be null, dates are milliseconds.

use domain::RawPosting;

use super::stated::{distinct, employment, pay, pay_period, workplace};
use super::{DocumentFormat, Layout, Origin, Outcome, Refusal, checked, source_key};
use crate::board_name::{BoardName, path_part};
use crate::json_fields::{Fields, parse_item};
use crate::readable_text::{escaped, html_of_plain};

/// Name of the source.
pub(crate) const SOURCE: &str = "lever";

/// One company's site.
pub(crate) struct Site {
    name: BoardName,
    company: Option<String>,
    named_by_file: bool,
}

#[derive(serde::Deserialize)]
struct OnlyText {
    #[serde(rename = "hostedUrl", default)]
    page: Option<String>,
    #[serde(rename = "descriptionPlain", default)]
    plain: Option<String>,
}

impl Site {
    /// The site that was asked, or that the postings' own addresses name.
    pub(crate) fn new(origin: &Origin) -> Self {
        Self {
            name: BoardName::from_file_name(origin.token.as_deref().unwrap_or(&origin.name)),
            company: origin.company.clone(),
            named_by_file: origin.token.is_none(),
        }
    }
}

impl DocumentFormat for Site {
    fn layout(&self) -> Layout {
        Layout::List(&[])
    }

    fn survey(&mut self, _document: &[u8], items: &mut dyn Iterator<Item = &[u8]>) {
        for (at, item) in items.enumerate() {
            let Ok(OnlyText { page, plain }) = serde_json::from_slice(item) else {
                continue;
            };
            if at == 0
                && self.named_by_file
                && let Some(site) = page.as_deref().and_then(|page| path_part(page, "lever.co"))
            {
                self.name = BoardName::from_file_name(&site);
            }
            self.name.learn_from(plain.as_deref().unwrap_or_default());
        }
    }

    fn item(&self, text: &str) -> Outcome {
        let job = parse_item(text)?;
        let job = Fields(&job);
        let id = job
            .at("id")
            .id()
            .ok_or_else(|| Refusal::new(None, "no id"))?;
        let Some(title) = job.at("text").line() else {
            return Err(Refusal::new(Some(id), "no title"));
        };
        let categories = job.at("categories");
        let all = categories
            .at("allLocations")
            .list()
            .filter_map(Fields::line);
        let range = job.at("salaryRange");
        let period = range.at("interval").text().and_then(pay_period);
        let salary = pay(
            range.at("min").amount(),
            range.at("max").amount(),
            range.at("currency").text(),
            period,
        );
        checked(RawPosting {
            title: Some(title),
            company: self.company.clone().or_else(|| self.name.company()),
            locations: distinct(categories.at("location").line().into_iter().chain(all)),
            workplace: job
                .at("workplaceType")
                .text()
                .and_then(workplace)
                .into_iter()
                .collect(),
            employment: employment(categories.at("commitment").text()),
            salary: salary.into_iter().collect(),
            department: categories
                .at("department")
                .line()
                .or(categories.at("team").line()),
            url: job.at("hostedUrl").link(),
            apply_url: job.at("applyUrl").link(),
            posted_at: job.at("createdAt").moment(),
            ..RawPosting::new(source_key(SOURCE)?, id, body(job))
        })
    }
}

/// All parts of the text, each as HTML.
fn body(job: Fields<'_>) -> String {
    let html_or_plain = |html: &str, plain: &str| {
        let html = job.at(html).text().map(str::to_owned);
        html.or_else(|| job.at(plain).text().map(html_of_plain))
            .unwrap_or_default()
    };
    let mut body = html_or_plain("description", "descriptionPlain");
    if body.is_empty() {
        body = html_or_plain("opening", "openingPlain");
        body.push_str(&html_or_plain("descriptionBody", "descriptionBodyPlain"));
    }
    for list in job.at("lists").list() {
        if let Some(heading) = list.at("text").line() {
            body.push_str(&format!("<h3>{}</h3>", escaped(&heading)));
        }
        if let Some(items) = list.at("content").text() {
            body.push_str(&format!("<ul>{items}</ul>"));
        }
    }
    body.push_str(&html_or_plain("additional", "additionalPlain"));
    body.push_str(&html_or_plain(
        "salaryDescription",
        "salaryDescriptionPlain",
    ));
    body
}

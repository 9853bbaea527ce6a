//! Personio: the XML of a company's positions.
//!
//! Descriptions come in named parts, as CDATA or escaped. Values may be German.
//! There is no address in the document; it follows from the one that was asked.

use domain::RawPosting;

use super::stated::{distinct, employment, moment_of_text};
use super::{
    DocumentFormat, Layout, MAX_FIELD_CHARS, Origin, Outcome, Refusal, checked, source_key,
};
use crate::board_name::BoardName;
use crate::readable_text::{escaped, one_line};
use crate::xml_elements::Elements;

/// Name of the source.
pub(crate) const SOURCE: &str = "personio";

/// One company's positions.
pub(crate) struct Company {
    name: Option<String>,
    /// `https://acme.jobs.personio.de`, when the document was asked there.
    site: Option<String>,
}

impl Company {
    /// The company that was asked.
    pub(crate) fn new(origin: &Origin) -> Self {
        let token = origin.token.as_deref();
        let name = token.and_then(|token| BoardName::from_file_name(token).company());
        let site = origin.address.as_deref().and_then(|address| {
            let host = address.strip_prefix("https://")?.split(['/', '?']).next()?;
            host.contains(".jobs.personio.")
                .then(|| format!("https://{host}"))
        });
        Self {
            name: origin.company.clone().or(name),
            site,
        }
    }
}

impl DocumentFormat for Company {
    fn layout(&self) -> Layout {
        Layout::Elements(&["position"])
    }

    fn item(&self, text: &str) -> Outcome {
        let position = Elements::parse(text)?;
        let line = |path: &str| {
            position
                .text(path)
                .and_then(|text| one_line(text, MAX_FIELD_CHARS))
        };
        let id = line("id").ok_or_else(|| Refusal::new(None, "no id"))?;
        let Some(title) = line("name") else {
            return Err(Refusal::new(Some(id), "no title"));
        };
        let offices = position.iter().filter(|element| {
            element.path == "office" || element.path == "additionalOffices/office"
        });
        let locations = distinct(offices.map(|office| office.text.clone()));
        let plain = id.bytes().all(|b| b.is_ascii_digit());
        let page = self
            .site
            .as_ref()
            .filter(|_| plain)
            .map(|site| format!("{site}/job/{id}"));
        let forms = ["schedule", "employmentType"]
            .into_iter()
            .filter_map(|path| position.text(path));
        checked(RawPosting {
            title: Some(title),
            company: line("subcompany").or_else(|| self.name.clone()),
            locations,
            employment: form_of(&forms.collect::<Vec<_>>()),
            department: line("department").or_else(|| line("recruitingCategory")),
            url: page.clone(),
            apply_url: page,
            posted_at: position.text("createdAt").and_then(moment_of_text),
            ..RawPosting::new(source_key(SOURCE)?, id, body(&position))
        })
    }
}

/// Schedule and kind of contract together: a permanent part-time position is
/// no full-time one.
fn form_of(stated: &[&str]) -> Vec<domain::Employment> {
    use domain::Employment::{FullTime, PartTime};
    let both = stated
        .first()
        .is_some_and(|schedule| schedule.contains("or"));
    let mut forms = employment(stated.iter().copied());
    if forms.first() == Some(&PartTime) && !both {
        forms.retain(|form| *form != FullTime);
    }
    if forms.contains(&domain::Employment::Internship) {
        forms.retain(|form| *form == domain::Employment::Internship);
    }
    forms
}

fn body(position: &Elements<'_>) -> String {
    let mut body = String::new();
    for element in position.iter() {
        match element.path.as_str() {
            "jobDescriptions/jobDescription/name" => {
                let heading = element.text.trim();
                if !heading.is_empty() {
                    body.push_str(&format!("<h3>{}</h3>", escaped(heading)));
                }
            }
            "jobDescriptions/jobDescription/value" => body.push_str(element.text.trim()),
            _ => {}
        }
    }
    body
}

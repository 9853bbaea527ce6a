//! Recruitee: the offers of a company.
//!
//! The name is `title`; `position` is a sort number. Text comes as
//! `description` and `requirements`, in several languages under
//! `translations`. Figures of pay are texts. Dates are `2026-08-05 09:41:37 UTC`.

use domain::{RawPosting, Workplace};
use serde_json::Value;

use super::stated::{distinct, employment, pay, pay_period, place};
use super::{DocumentFormat, Layout, Origin, Outcome, Refusal, checked, source_key};
use crate::json_fields::{Fields, parse_item};

/// Name of the source.
pub(crate) const SOURCE: &str = "recruitee";

/// One company's offers.
pub(crate) struct Company {
    name: Option<String>,
}

impl Company {
    /// The company that was asked.
    pub(crate) fn new(origin: &Origin) -> Self {
        Self {
            name: origin.company.clone(),
        }
    }
}

impl DocumentFormat for Company {
    fn layout(&self) -> Layout {
        Layout::List(&["offers"])
    }

    fn item(&self, text: &str) -> Outcome {
        let offer = parse_item(text)?;
        let offer = Fields(&offer);
        let id = offer
            .at("id")
            .id()
            .ok_or_else(|| Refusal::new(None, "no id"))?;
        if let Some(status) = offer.at("status").line()
            && status != "published"
        {
            return Err(Refusal::withdrawn(
                id,
                format!("not published but {status}"),
            ));
        }
        let words = language(offer);
        let Some(title) = offer
            .at("title")
            .line()
            .or_else(|| words.at("title").line())
        else {
            return Err(Refusal::new(Some(id), "no title"));
        };
        let text = |key: &str| {
            offer
                .at(key)
                .text()
                .or_else(|| words.at(key).text())
                .unwrap_or_default()
        };
        let body = format!("{}{}", text("description"), text("requirements"));
        let salary = offer.at("salary");
        let salary = pay(
            salary.at("min").amount(),
            salary.at("max").amount(),
            salary.at("currency").text(),
            salary.at("period").text().and_then(pay_period),
        );
        checked(RawPosting {
            title: Some(title),
            company: self
                .name
                .clone()
                .or_else(|| offer.at("company_name").line()),
            locations: locations(offer),
            workplace: workplaces(offer),
            employment: employment(offer.at("employment_type_code").text()),
            salary: salary.into_iter().collect(),
            department: offer.at("department").named(),
            url: offer.at("careers_url").link(),
            apply_url: offer.at("careers_apply_url").link(),
            posted_at: offer
                .at("published_at")
                .moment()
                .or(offer.at("created_at").moment()),
            updated_at: offer.at("updated_at").moment(),
            valid_through: offer.at("close_at").moment(),
            ..RawPosting::new(source_key(SOURCE)?, id, body)
        })
    }
}

/// The offer in English, else in the first language it has.
fn language(offer: Fields<'_>) -> Fields<'_> {
    let translations = offer.at("translations");
    let english = translations.at("en");
    match translations.0 {
        Value::Object(all) if english.is_absent() => all.values().next().map_or(english, Fields),
        _ => english,
    }
}

fn locations(offer: Fields<'_>) -> Vec<String> {
    let of = |part: Fields<'_>| place(["city", "state", "country"].map(|key| part.at(key).text()));
    let listed = offer.at("locations").list().filter_map(of);
    let all = distinct(listed);
    if all.is_empty() {
        let line = offer.at("location").line();
        return distinct(line.or_else(|| of(offer)));
    }
    all
}

fn workplaces(offer: Fields<'_>) -> Vec<Workplace> {
    [
        ("on_site", Workplace::Onsite),
        ("hybrid", Workplace::Hybrid),
        ("remote", Workplace::Remote),
    ]
    .into_iter()
    .filter(|(key, _)| offer.at(key).flag() == Some(true))
    .map(|(_, workplace)| workplace)
    .collect()
}

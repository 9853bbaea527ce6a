//! The JobPosting that search engines read: JSON-LD within a script that no
//! text of a posting can leave.

use domain::{Employment, JobDetail, PayPeriod, Posting, RemoteScope, Salary, Workplace};
use serde_json::{Value, json};

/// schema.org's JobPosting of an open posting, escaped for a `<script>`.
pub(crate) fn job_posting(job: &JobDetail, origin: &str) -> String {
    let posting = &job.posting;
    let mut fields = json!({
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": posting.title,
        "description": without_marks(&posting.html),
        "datePosted": posting.posted_at.iso_date(),
        "url": format!("{origin}{}", posting.path()),
        "identifier": {
            "@type": "PropertyValue",
            "name": job.source_name,
            "value": posting.external_id,
        },
        "hiringOrganization": organization(posting, origin),
        "directApply": false,
    });
    if let Some(object) = fields.as_object_mut() {
        for (name, value) in [
            ("employmentType", employment(posting)),
            ("jobLocation", locations(posting)),
            ("jobLocationType", location_type(posting)),
            ("applicantLocationRequirements", applicants(posting)),
            ("baseSalary", posting.facts.salary.first().map(salary)),
        ] {
            if let Some(value) = value {
                object.insert(name.to_owned(), value);
            }
        }
    }
    escape_for_script(&fields.to_string())
}

/// JSON in which no character can end a script or start a comment: what is left
/// means the same to a JSON parser.
pub(crate) fn escape_for_script(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

fn organization(posting: &Posting, origin: &str) -> Value {
    match &posting.company {
        Some(company) => json!({
            "@type": "Organization",
            "name": company.name,
            "url": format!("{origin}/companies/{}", company.slug),
        }),
        None => json!("confidential"),
    }
}

fn employment(posting: &Posting) -> Option<Value> {
    let kinds: Vec<_> = posting
        .facts
        .employment
        .iter()
        .map(|employment| match employment {
            Employment::FullTime => "FULL_TIME",
            Employment::PartTime => "PART_TIME",
            Employment::Contract => "CONTRACTOR",
            Employment::Internship => "INTERN",
        })
        .collect();
    (!kinds.is_empty()).then(|| json!(kinds))
}

fn locations(posting: &Posting) -> Option<Value> {
    let places: Vec<_> = posting
        .facts
        .places
        .iter()
        .map(|place| {
            let mut address = json!({ "@type": "PostalAddress", "addressLocality": place.name });
            if let (Some(country), Some(object)) = (place.country, address.as_object_mut()) {
                object.insert("addressCountry".to_owned(), json!(country.code()));
            }
            json!({ "@type": "Place", "address": address })
        })
        .collect();
    (!places.is_empty()).then(|| json!(places))
}

fn is_remote(posting: &Posting) -> bool {
    posting.facts.workplace.contains(&Workplace::Remote)
}

fn location_type(posting: &Posting) -> Option<Value> {
    is_remote(posting).then(|| json!("TELECOMMUTE"))
}

fn applicants(posting: &Posting) -> Option<Value> {
    let countries: Vec<_> = posting
        .facts
        .remote_scope
        .iter()
        .filter_map(|scope| match scope {
            RemoteScope::Country(country) => {
                Some(json!({ "@type": "Country", "name": country.code() }))
            }
            RemoteScope::Region(_) | RemoteScope::TimeZones { .. } => None,
        })
        .collect();
    (is_remote(posting) && !countries.is_empty()).then(|| json!(countries))
}

fn salary(salary: &Salary) -> Value {
    let unit = match salary.period() {
        PayPeriod::Hour => "HOUR",
        PayPeriod::Day => "DAY",
        PayPeriod::Week => "WEEK",
        PayPeriod::Month => "MONTH",
        PayPeriod::Year => "YEAR",
    };
    let mut value = json!({ "@type": "QuantitativeValue", "unitText": unit });
    if let Some(object) = value.as_object_mut() {
        if let Some(min) = salary.min() {
            object.insert("minValue".to_owned(), json!(min));
        }
        if let Some(max) = salary.max() {
            object.insert("maxValue".to_owned(), json!(max));
        }
    }
    json!({ "@type": "MonetaryAmount", "currency": salary.currency().code(), "value": value })
}

/// The text without the marks around facts, which are ours and not the employer's.
fn without_marks(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find("<mark") {
        let (before, marked) = rest.split_at(start);
        out.push_str(before);
        rest = match marked.split_once('>') {
            Some((_, after)) => after,
            None => "",
        };
    }
    out.push_str(rest);
    out.replace("</mark>", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_leave_the_script() {
        let nasty = "</script><script>alert(1)</script><!-- \u{2028} &amp;";
        let json = json!({ "title": nasty }).to_string();
        let escaped = escape_for_script(&json);
        assert!(!escaped.contains(['<', '>', '&', '\u{2028}']));
        let again: Value = serde_json::from_str(&escaped).unwrap();
        assert_eq!(again["title"], nasty);
    }

    #[test]
    fn marks_of_facts_are_not_part_of_the_description() {
        let html = r#"<p>Build <mark data-fact="skill">Rust</mark> services</p><mark"#;
        assert_eq!(without_marks(html), "<p>Build Rust services</p>");
    }
}

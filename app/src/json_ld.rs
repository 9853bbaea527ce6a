//! What search engines read: the JobPosting of a posting, and where a page
//! stands. JSON-LD within a script that no text of a posting can leave.

use domain::{
    Employment, JobDetail, PayPeriod, Place, PlaceKind, Posting, RemoteScope, Salary, Workplace,
    WorldRegion,
};
use serde_json::{Value, json};

/// schema.org's JobPosting of an open posting, escaped for a `<script>`. `None`
/// when search engines would refuse it: it offers several roles at once, or
/// says neither where the job is nor where a remote worker may live.
/// `kind_of` tells cities from states, areas and countries.
pub(crate) fn job_posting(
    job: &JobDetail,
    origin: &str,
    kind_of: impl Fn(&Place) -> PlaceKind,
) -> Option<String> {
    let posting = &job.posting;
    if posting.facts.titles.len() > 1 {
        return None;
    }
    let places = locations(&posting.facts.places, kind_of);
    let applicants = applicants(&posting.facts.remote_scope);
    // What is asked: `TELECOMMUTE` only where all work is remote, and then a country
    // at least, of applicants or of a place.
    let remote = posting.facts.workplace == [Workplace::Remote]
        && (applicants.is_some() || places.is_some());
    if !remote && places.is_none() {
        return None;
    }
    let mut fields = json!({
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": posting.title,
        "description": without_marks(&posting.html),
        "datePosted": posting.posted_at.iso_date(),
        "url": format!("{origin}{}", posting.path()),
        "identifier": {
            "@type": "PropertyValue",
            "name": job.own_credit().name,
            "value": posting.external_id,
        },
        "hiringOrganization": organization(posting, origin),
        "directApply": false,
    });
    if let Some(object) = fields.as_object_mut() {
        for (name, value) in [
            ("employmentType", employment(posting)),
            ("jobLocation", places),
            ("jobLocationType", remote.then(|| json!("TELECOMMUTE"))),
            (
                "applicantLocationRequirements",
                applicants.filter(|_| remote),
            ),
            ("baseSalary", posting.facts.salary.first().map(salary)),
        ] {
            if let Some(value) = value {
                object.insert(name.to_owned(), value);
            }
        }
    }
    Some(escape_for_script(&fields.to_string()))
}

/// schema.org's BreadcrumbList of a page, escaped for a `<script>`: names and
/// paths of the pages above it, itself last.
pub(crate) fn breadcrumbs(origin: &str, places: &[(&str, String)]) -> String {
    let items: Vec<Value> = places
        .iter()
        .zip(1_u32..)
        .map(|((name, path), position)| {
            json!({
                "@type": "ListItem",
                "position": position,
                "name": name,
                "item": format!("{origin}{path}"),
            })
        })
        .collect();
    let list = json!({
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": items,
    });
    escape_for_script(&list.to_string())
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

/// Places whose country is known: an address without one is refused. An area is
/// neither a town nor a state, so its country stands for it.
fn locations(places: &[Place], kind_of: impl Fn(&Place) -> PlaceKind) -> Option<Value> {
    let mut found: Vec<Value> = Vec::new();
    for place in places {
        let Some(country) = place.country else {
            continue;
        };
        let mut address = json!({
            "@type": "PostalAddress",
            "addressCountry": country.code(),
        });
        let part = match kind_of(place) {
            PlaceKind::City => Some("addressLocality"),
            PlaceKind::State => Some("addressRegion"),
            PlaceKind::Area | PlaceKind::Country => None,
        };
        if let (Some(object), Some(part)) = (address.as_object_mut(), part) {
            object.insert(part.to_owned(), json!(place.name));
        }
        let place = json!({ "@type": "Place", "address": address });
        if !found.contains(&place) {
            found.push(place);
        }
    }
    (!found.is_empty()).then(|| json!(found))
}

/// The countries in which applicants may live. `None` when nothing is stated, and
/// when a part of it is no list of countries: the rest alone would turn people away
/// whom the posting asks for.
fn applicants(scopes: &[RemoteScope]) -> Option<Value> {
    let mut codes: Vec<&str> = Vec::new();
    for scope in scopes {
        match scope {
            RemoteScope::Country(country) => codes.push(country.code()),
            RemoteScope::Region(region) => codes.extend(countries_of(*region)?.iter().copied()),
            RemoteScope::TimeZones { .. } => return None,
        }
    }
    codes.sort_unstable();
    codes.dedup();
    let countries: Vec<_> = codes
        .iter()
        .map(|code| json!({ "@type": "Country", "name": code }))
        .collect();
    (!countries.is_empty()).then(|| json!(countries))
}

/// The countries of a region; `None` unless it means a fixed list of them.
const fn countries_of(region: WorldRegion) -> Option<&'static [&'static str]> {
    match region {
        WorldRegion::Eu => Some(&[
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
            "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
        ]),
        WorldRegion::NorthAmerica => Some(&["CA", "MX", "US"]),
        WorldRegion::Nordics => Some(&["DK", "FI", "IS", "NO", "SE"]),
        WorldRegion::Oceania => Some(&["AU", "NZ"]),
        _ => None,
    }
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
        let figures = match (salary.min(), salary.max()) {
            (Some(min), Some(max)) if min == max => [("value", Some(min)), ("value", None)],
            (min, max) => [("minValue", min), ("maxValue", max)],
        };
        for (name, figure) in figures {
            if let Some(figure) = figure {
                object.insert(name.to_owned(), json!(figure));
            }
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
    use domain::CountryCode;

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
    fn applicants_are_named_by_all_their_countries_or_not_at_all() {
        for (scopes, expected) in [
            ("us", vec!["US"]),
            ("us, ca, us", vec!["CA", "US"]),
            ("gb, nordics, dk", vec!["DK", "FI", "GB", "IS", "NO", "SE"]),
            ("us, europe", vec![]),
            ("worldwide", vec![]),
            ("emea, us", vec![]),
            ("us, utc-300..+60", vec![]),
            ("", vec![]),
        ] {
            let scopes: Vec<_> = scopes.split(", ").filter_map(RemoteScope::parse).collect();
            let countries: Vec<_> = expected
                .iter()
                .map(|code| json!({ "@type": "Country", "name": code }))
                .collect();
            let expected = (!countries.is_empty()).then(|| json!(countries));
            assert_eq!(applicants(&scopes), expected, "{scopes:?}");
        }
    }

    #[test]
    fn only_towns_are_localities() {
        let place = |name: &str, country: &str| Place {
            name: name.to_owned(),
            country: CountryCode::parse(country),
        };
        let places = [
            place("Oslo", "NO"),
            place("Texas", "US"),
            place("Bay Area", "US"),
            place("West Coast", "US"),
            place("Norway", "NO"),
            place("Atlantis", ""),
        ];
        let kind_of = |place: &Place| match place.name.as_str() {
            "Texas" => PlaceKind::State,
            "Bay Area" | "West Coast" => PlaceKind::Area,
            "Norway" => PlaceKind::Country,
            _ => PlaceKind::City,
        };
        let addresses = [
            json!({ "@type": "PostalAddress", "addressCountry": "NO", "addressLocality": "Oslo" }),
            json!({ "@type": "PostalAddress", "addressCountry": "US", "addressRegion": "Texas" }),
            json!({ "@type": "PostalAddress", "addressCountry": "US" }),
            json!({ "@type": "PostalAddress", "addressCountry": "NO" }),
        ];
        let expected: Vec<_> = addresses
            .into_iter()
            .map(|address| json!({ "@type": "Place", "address": address }))
            .collect();
        assert_eq!(locations(&places, kind_of), Some(json!(expected)));
        assert_eq!(locations(&[], kind_of), None);
    }

    #[test]
    fn marks_of_facts_are_not_part_of_the_description() {
        let html = r#"<p>Build <mark data-fact="skill">Rust</mark> services</p><mark"#;
        assert_eq!(without_marks(html), "<p>Build Rust services</p>");
    }
}

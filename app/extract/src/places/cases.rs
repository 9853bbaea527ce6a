//! Sentences about places and what they mean, rule by rule.

use super::{PlaceHints, find};
use crate::document::Document;

fn shown(text: &str, location: Option<&str>, header: bool) -> String {
    let document = Document::from_text(text);
    let first = text.split('\n').next().unwrap_or_default();
    let mut parts = Vec::new();
    let mut at = 0;
    for part in first.split('|') {
        parts.push(at..at + part.len());
        at += part.len() + 1;
    }
    let hints = PlaceHints {
        location,
        header: if header { &parts[1..] } else { &[] },
        ..PlaceHints::default()
    };
    let found = find(&document, &hints);
    let labels: Vec<String> = found.places.iter().map(|m| m.place.label()).collect();
    labels.join("; ")
}

#[test]
fn header_parts_name_places() {
    for (text, expected) in [
        ("Acme | Berlin, Germany | ONSITE", "Berlin, DE"),
        (
            "Acme | NYC or SF | Full-time",
            "New York, US; San Francisco, US",
        ),
        ("Acme | Washington, DC | x", "Washington, US"),
        ("Acme | Seattle, Washington | x", "Seattle, US"),
        ("Acme | Cambridge, MA | x", "Cambridge, US"),
        ("Acme | Cambridge, UK | x", "Cambridge, GB"),
        (
            "Acme | Boston or Cambridge | x",
            "Boston, US; Cambridge, US",
        ),
        ("Acme | Paris, TX | x", "Paris, US"),
        ("Acme | London, ON | x", "London, CA"),
        ("Acme | Portland, OR, USA | x", "Portland, US"),
        ("Acme | Lathrop, CA | x", "Lathrop, US"),
        ("Acme | SF Bay Area | x", "Bay Area, US"),
        ("Acme | San Francisco (Bay Area) | x", "San Francisco, US"),
        ("Acme | Santa Monica (LA area) | x", "Santa Monica, US"),
        (
            "Acme | Waltham, MA (20 minutes from Boston) | x",
            "Waltham, US",
        ),
        ("Acme | München | x", "Munich, DE"),
        ("Acme | Reading, UK | x", "Reading, GB"),
        ("Acme | Mobile Developer | Austin", "Austin, US"),
        ("Acme | Denmark | ONSITE", "Denmark, DK"),
        ("Acme | Bangalore/India | x", "Bangalore, IN"),
        ("Acme | Switzerland, Zurich | x", "Zurich, CH"),
        (
            "Acme | VA, PA, TX | ONSITE",
            "Virginia, US; Pennsylvania, US; Texas, US",
        ),
        ("Acme | University of Chicago tools | Remote", ""),
    ] {
        assert_eq!(shown(text, None, true), expected, "{text}");
    }
}

#[test]
fn remote_scopes_are_no_places() {
    for (text, expected) in [
        ("Acme | REMOTE (US) | x", ""),
        ("Acme | Remote - Europe | x", ""),
        ("Acme | Remote | US", ""),
        ("Acme | Berlin or Remote (EU) | x", "Berlin, DE"),
        ("Acme | REMOTE or Austin, TX | x", "Austin, US"),
        ("Acme | Toronto, Remote in Canada | x", "Toronto, CA"),
    ] {
        assert_eq!(shown(text, None, true), expected, "{text}");
    }
    for (location, expected) in [
        ("Remote (Boston, MA only)", ""),
        ("India (Remote)", ""),
        ("US East Coast Remote", ""),
        ("Toronto - Remote", "Toronto, CA"),
        ("Remote - Toronto", "Toronto, CA"),
        ("Remote - Ontario", ""),
        ("New York Office (or Remote)", "New York, US"),
        ("Kansas City, MO - Data Center", "Kansas City, US"),
        ("Reading (London)", "Reading, GB"),
        (
            "San Francisco or Palo Alto, CA",
            "San Francisco, US; Palo Alto, US",
        ),
        ("Hybrid - Bangalore, India", "Bangalore, IN"),
        ("france", "France, FR"),
        ("NYC Hybrid Available", "New York, US"),
        ("Amsterdam, North Holland, Netherlands", "Amsterdam, NL"),
        ("Barcelona, Catalonia, Spain", "Barcelona, ES"),
        ("Makati, Metro Manila, Philippines", "Makati, PH"),
        ("Berlin, Munich, Germany", "Berlin, DE; Munich, DE"),
    ] {
        assert_eq!(shown("Text", Some(location), false), expected, "{location}");
    }
}

#[test]
fn sentences_name_places() {
    for (text, expected) in [
        (
            "Acme makes tools. We are based in downtown Lisbon.",
            "Lisbon, PT",
        ),
        ("We make tools.\nLocation: Oslo, Norway", "Oslo, NO"),
        ("Many London based companies will come.", ""),
        ("Join us!\nCome to our Tel Aviv office.", "Tel Aviv, IL"),
        ("Acme (Ghent, Belgium) makes tools.", "Ghent, BE"),
        ("A startup in Warsaw makes tools", "Warsaw, PL"),
        ("Acme, OSLO, ONSITE. We make tools.", "Oslo, NO"),
        ("Acme, an NYC start-up, is hiring.", "New York, US"),
        (
            "Acme is hiring in the SF Bay Area, Los Angeles, and Shanghai.",
            "Bay Area, US; Los Angeles, US; Shanghai, CN",
        ),
        ("Candidates must be based in Texas.", ""),
        ("We make tools.\nLocation- Oslo", "Oslo, NO"),
        ("We make tools.\nLocation: NYC (Brooklyn)", "New York, US"),
        ("Client managers at Acme (London, UK)", "London, GB"),
        ("I am a founder of Acme, a startup in Oslo", "Oslo, NO"),
        ("Oslo (harbour) - Acme makes tools", "Oslo, NO"),
        ("We use Phoenix and Java and love Georgia the font.", ""),
    ] {
        assert_eq!(shown(text, None, false), expected, "{text}");
    }
}

#[test]
fn lines_about_a_role_name_its_place() {
    for (text, expected) in [
        (
            "Acme makes tools.\nStaff Engineer, Platform (London) https://acme.example/1",
            "London, GB",
        ),
        (
            "Acme makes tools.\nSr. Engineer - Frontend - Colorado Springs : https://acme.example/1",
            "Colorado Springs, US",
        ),
        (
            "Acme makes tools.\nDatabase Developer: Oslo (http://acme.example/1)",
            "Oslo, NO",
        ),
        (
            "Acme makes tools.\nFort Wayne, IN | ONSITE",
            "Fort Wayne, US",
        ),
        (
            "Acme makes tools.\nEngineer (remote, London) https://acme.example/1",
            "",
        ),
        (
            "Acme makes tools.\nA book about it (London) https://acme.example/1",
            "",
        ),
        (
            "Acme makes tools.\nEngineer (Python) https://acme.example/1",
            "",
        ),
        ("Acme makes tools.\n* Backend Engineer (Oslo)", "Oslo, NO"),
        ("Acme makes tools.\nAnn Tern, VP Engineering (Warsaw)", ""),
        ("Acme makes tools.\nAsk Ann, our Lead Engineer (Lisbon)", ""),
    ] {
        assert_eq!(shown(text, None, false), expected, "{text}");
    }
}

#[test]
fn a_title_names_the_cities_of_a_wide_location() {
    let shown = |title: &str, location: &str| {
        let document = Document::from_text("We sell tools.");
        let hints = PlaceHints {
            location: Some(location),
            title: Some(title),
            ..PlaceHints::default()
        };
        let found = find(&document, &hints);
        let labels: Vec<String> = found.places.iter().map(|m| m.place.label()).collect();
        labels.join("; ")
    };
    for (title, location, expected) in [
        (
            "Sales - Minneapolis / St. Paul",
            "Minnesota",
            "Minneapolis, US; St. Paul, US",
        ),
        ("Engineer (Lyon)", "France", "Lyon, FR"),
        ("Engineer (Lyon)", "Spain", "Spain, ES"),
        (
            "Elixir Developer (Phoenix)",
            "United States",
            "United States, US",
        ),
        (
            "Salesforce Developer - Apex",
            "United States",
            "United States, US",
        ),
        ("Engineer (Phoenix, AZ)", "United States", "Phoenix, US"),
        ("Engineer - Lyon office tools", "France", "France, FR"),
    ] {
        assert_eq!(shown(title, location), expected, "{title}, {location}");
    }
}

#[test]
fn places_beside_remote_work_and_in_brackets_count() {
    for (text, expected) in [
        (
            "Acme | INTERNS, HYBRID/REMOTE, Zurich, Switzerland | x",
            "Zurich, CH",
        ),
        (
            "Acme | San Francisco, CA (+ NY, London for some roles) | x",
            "San Francisco, US; New York, US; London, GB",
        ),
        ("acme | engineer | sf bay area only", "Bay Area, US"),
        (
            "Acme | Richmond, BC, Canada | Support for US candidates",
            "Richmond, CA",
        ),
    ] {
        assert_eq!(shown(text, None, true), expected, "{text}");
    }
    for (text, expected) in [
        (
            "Worldwide, REMOTE (or in Washington, DC), full time. Designer with Acme.",
            "Washington, US",
        ),
        (
            "Acme makes tools. Current openings we have in London.",
            "London, GB",
        ),
        (
            "Acme makes tools. We want remote freelancers, and onsite employees in San Diego.",
            "San Diego, US",
        ),
    ] {
        assert_eq!(shown(text, None, false), expected, "{text}");
    }
}

#[test]
fn cities_named_together_with_the_place_of_the_job_count() {
    for (text, expected) in [
        (
            "This role is onsite in Oslo or Bergen.",
            "Oslo, NO; Bergen, NO",
        ),
        ("Based in Oslo or Paris", "Oslo, NO; Paris, FR"),
        (
            "Engineer (Oslo, Paris)\nDesigner (Rome)",
            "Oslo, NO; Paris, FR",
        ),
        (
            "This role is based in person in Oslo, Norway or Bergen (not remote).",
            "Oslo, NO; Bergen, NO",
        ),
        (
            "We have offices in Oslo and Bergen, and this role is open in both.",
            "Oslo, NO; Bergen, NO",
        ),
        (
            "Candidates should be based in one of our office locations: Oslo, Rome.",
            "Oslo, NO; Rome, IT",
        ),
        ("We have offices in Oslo and Bergen.", "Oslo, NO"),
        ("We have customers in Oslo and Paris.", "Oslo, NO"),
        ("We are based in Oslo and Paris.", "Oslo, NO"),
    ] {
        assert_eq!(shown(text, Some("Oslo"), false), expected, "{text}");
    }
}

#[test]
fn a_sentence_about_the_role_names_the_city_in_a_wide_location() {
    for (location, text, expected) in [
        (
            "East Bay",
            "A position based in Oakland, CA.",
            "Oakland, US",
        ),
        (
            "Bay Area",
            "The role is based in Boston, MA.",
            "Bay Area, US",
        ),
        ("Oslo", "The role is based in Bergen.", "Oslo, NO"),
        ("East Bay", "We are based in Oakland, CA.", "Bay Area, US"),
    ] {
        assert_eq!(shown(text, Some(location), false), expected, "{text}");
    }
}

#[test]
fn a_location_and_a_sentence_can_contradict_each_other() {
    for (location, text, contrary) in [
        ("Oslo", "The role is based in Bergen.", "Bergen, NO"),
        ("Norway", "The role is based in Lyon.", "Lyon, FR"),
        (
            "California",
            "The role is based in Austin, TX.",
            "Austin, US",
        ),
        (
            "Oslo",
            "This role is based in Lyon or Rome.",
            "Lyon, FR; Rome, IT",
        ),
        // The same, more, or less is no contradiction.
        ("Oslo", "The role is based in Oslo or Bergen.", ""),
        ("Norway", "The role is based in Oslo.", ""),
        ("Europe", "The role is based in Oslo.", ""),
        ("California", "The role is based in Oakland, CA.", ""),
        ("Oslo", "The role is based in Norway.", ""),
        // Where the company sits says nothing of the role.
        ("Oslo", "We are based in Bergen.", ""),
        ("Oslo", "Our office in Bergen has a sauna.", ""),
        ("Remote", "The role is based in Bergen.", ""),
    ] {
        let hints = PlaceHints {
            location: Some(location),
            ..PlaceHints::default()
        };
        let found = find(&Document::from_text(text), &hints);
        let labels: Vec<String> = found.contrary.iter().map(domain::Place::label).collect();
        assert_eq!(labels.join("; "), contrary, "{location}: {text}");
    }
}

#[test]
fn a_title_may_name_further_cities() {
    for (title, expected) in [
        ("Field Engineer - Oslo and Bergen", "Oslo, NO; Bergen, NO"),
        ("Field Engineer (Oslo/Bergen)", "Oslo, NO; Bergen, NO"),
        ("Field Engineer - Rome and Paris", "Oslo, NO"),
        ("Nice Oslo Person", "Oslo, NO"),
    ] {
        let hints = PlaceHints {
            location: Some("Oslo"),
            title: Some(title),
            ..PlaceHints::default()
        };
        let found = find(&Document::from_text("Text"), &hints);
        let labels: Vec<String> = found.places.iter().map(|m| m.place.label()).collect();
        assert_eq!(labels.join("; "), expected, "{title}");
    }
}

#[test]
fn a_country_may_be_a_scope_and_a_city_not() {
    use domain::{CountryCode, Place, RemoteScope};
    let scope = |name: &str, country: &str| {
        let country = CountryCode::parse(country);
        super::scope_of(&Place {
            name: name.to_owned(),
            country,
        })
        .map(|s: RemoteScope| s.slug())
    };
    assert_eq!(scope("Germany", "DE").as_deref(), Some("de"));
    assert_eq!(scope("England", "GB").as_deref(), Some("gb"));
    assert_eq!(scope("Europe", "").as_deref(), Some("europe"));
    assert_eq!(scope("Singapore", "SG"), None);
    assert_eq!(scope("Texas", "US"), None);
    let named: Vec<String> = super::scopes_in("Remote in the US, New Jersey or Europe")
        .into_iter()
        .map(|(scope, _)| scope.slug())
        .collect();
    assert_eq!(named, ["us", "europe"]);
}

#[test]
fn states_and_areas_are_told_from_cities() {
    use domain::{CountryCode, Place, PlaceKind};
    for (name, country, expected) in [
        ("Oslo", "NO", PlaceKind::City),
        ("Lathrop", "US", PlaceKind::City),
        ("New York", "US", PlaceKind::City),
        ("Singapore", "SG", PlaceKind::City),
        ("California", "US", PlaceKind::State),
        ("Washington State", "US", PlaceKind::State),
        ("Wyoming", "US", PlaceKind::State),
        ("Bavaria", "DE", PlaceKind::State),
        ("Bay Area", "US", PlaceKind::Area),
        ("Île-de-France", "FR", PlaceKind::Area),
        ("Norway", "NO", PlaceKind::Country),
    ] {
        let place = Place {
            name: name.to_owned(),
            country: CountryCode::parse(country),
        };
        assert_eq!(super::place_kind(&place), expected, "{name}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read(text in "(Berlin|NYC|, |CA|based in |office| or |Remote|Zürich|St\\.|\\(|\\)|’s|\\PC{1,4}| ){0,30}") {
        let document = Document::from_text(&text);
        let hints = PlaceHints { location: Some(&text), ..PlaceHints::default() };
        let _ = find(&document, &hints);
        for mention in find(&document, &PlaceHints::default()).places {
            proptest::prop_assert!(mention.range.is_some_and(|r| document.text().get(r).is_some()));
        }
        let _ = super::find_in(&text);
    }
}

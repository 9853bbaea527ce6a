//! The match through the router: page and JSON say the same, and no parameter
//! however mangled is answered with a fault.

use axum::http::StatusCode;
use proptest::prelude::*;
use serde_json::Value;

use super::world;

const ASKED: &str = "skill=python&skill=postgresql&skill=docker";

fn number(answer: &Value, pointer: &str) -> u64 {
    answer.pointer(pointer).and_then(Value::as_u64).unwrap()
}

/// The text between two marks, after the first.
fn between<'a>(html: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = html.split_once(start).unwrap();
    rest.split_once(end).unwrap().0
}

/// The addresses of links that begin so, as they are written in a page.
fn links(html: &str, beginning: &str) -> Vec<String> {
    let pieces = html.split("href=\"").skip(1);
    let addresses = pieces.filter_map(|piece| piece.split_once('"'));
    addresses
        .map(|(address, _)| address.replace("&amp;", "&"))
        .filter(|address| address.starts_with(beginning))
        .collect()
}

#[test]
fn the_empty_form_is_listed_and_a_filled_one_is_not() {
    let empty = world().get("/match");
    assert_eq!(empty.status, StatusCode::OK);
    assert!(!empty.body.contains("noindex"));
    for needed in [
        "data-match-form",
        "data-reader",
        "name=\"skills\"",
        "src=\"/match.js\"",
        "stays on this device",
        "href=\"/match.css\"",
    ] {
        assert!(empty.body.contains(needed), "{needed}");
    }
    let filled = world().get(&format!("/match?{ASKED}"));
    assert_eq!(filled.status, StatusCode::OK);
    assert!(filled.body.contains("noindex"));
    assert!(!filled.body.contains(" style=\""));
    let sitemap = world().get("/sitemaps/pages.xml").body;
    assert!(sitemap.contains("http://board.test/match<"));
}

#[test]
fn the_page_says_what_the_json_says() {
    let world = world();
    let json = world.json(&format!("/api/v1/match?{ASKED}&country=us"));
    let html = world.get(&format!("/match?{ASKED}&country=us")).body;
    let total = between(&html, "data-match-total=\"", "\"");
    assert_eq!(total.parse::<u64>().unwrap(), number(&json, "/total"));
    let bundles: Vec<String> = json["bundles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|bundle| {
            let skills = bundle["skills"].as_array().unwrap().iter();
            let slugs: Vec<&str> = skills
                .map(|skill| skill["slug"].as_str().unwrap())
                .collect();
            slugs.join(" ")
        })
        .collect();
    assert!(!bundles.is_empty());
    for bundle in &bundles {
        assert!(
            html.contains(&format!("data-bundle=\"{bundle}\"")),
            "{bundle}"
        );
    }
    for role in json["roles"].as_array().unwrap() {
        let path = role["url"].as_str().unwrap();
        let path = path.strip_prefix("http://board.test").unwrap();
        assert!(html.contains(&format!("href=\"{path}\"")), "{path}");
    }
    assert_eq!(
        number(&json, "/counts/open"),
        number(&world.json("/api/v1/jobs"), "/total")
    );
}

/// 'Opens 12 roles' leads to a list of 12 roles.
#[test]
fn every_count_of_what_a_skill_opens_leads_to_as_many_roles() {
    let world = world();
    let html = world.get(&format!("/match?{ASKED}")).body;
    let mut compared = 0;
    for row in html.split("<tr data-").skip(1) {
        let row = between(row, "", "</tr>");
        let (Some(address), Some((_, count))) = (
            links(row, "/match?").into_iter().next(),
            row.rsplit_once("#roles\">"),
        ) else {
            continue;
        };
        let count: u64 = between(count, "", "<").replace(',', "").parse().unwrap();
        let list = world.get(address.split('#').next().unwrap()).body;
        assert_eq!(
            between(&list, "data-match-total=\"", "\""),
            count.to_string(),
            "{address}"
        );
        compared += 1;
    }
    assert!(compared > 4, "only {compared} counts were compared");
}

#[test]
fn every_page_of_the_list_leads_to_postings() {
    let world = world();
    let html = world.get(&format!("/match?{ASKED}&page=2")).body;
    let jobs = links(&html, "/jobs/");
    assert_eq!(jobs.len(), 20);
    assert_eq!(world.get(&jobs[0]).status, StatusCode::OK);
    let beyond = world.get(&format!("/match?{ASKED}&page=100"));
    assert_eq!(beyond.status, StatusCode::OK);
    assert!(beyond.body.contains("The list is not that long."));
}

#[test]
fn what_is_asked_for_as_a_page_and_is_none_has_no_roles() {
    let world = world();
    let foreign: String = (0..60).map(|n| format!("&utm_{n}=x")).collect();
    for page in ["101", "0", "x"] {
        let json = world.json(&format!("/api/v1/match?{ASKED}{foreign}&page={page}"));
        assert_eq!(number(&json, "/page"), 0, "{page}");
        assert_eq!(json["roles"].as_array().unwrap().len(), 0, "{page}");
        assert!(number(&json, "/total") > 0, "{page}");
        let mut ignored = json["ignored"].as_array().unwrap().iter();
        assert!(ignored.any(|part| part["name"] == "page"), "{page}");
    }
}

#[test]
fn what_is_not_known_is_said_with_the_near_skill() {
    let html = world()
        .get("/match?skills=kubernetis%2C+qwertz&skill=no-such-skill&pay=5&x=1")
        .body;
    for said in [
        "kubernetis",
        "Add Kubernetes",
        "the vocabulary has no such skill",
        "pay needs its currency",
        "there is no such parameter",
    ] {
        assert!(html.contains(said), "{said}");
    }
}

#[test]
fn markup_in_the_address_stays_text() {
    let html = world()
        .get("/match?skills=%3C%2Ftextarea%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E&%3Cb%3E=%3Ci%3E")
        .body;
    assert!(!html.contains("<script>alert"));
    assert_eq!(html.matches("</textarea>").count(), 1);
    assert!(!html.contains("<i>\u{201d}"));
}

#[test]
fn asking_nothing_of_the_json_is_answered_with_what_to_ask() {
    let reply = world().get("/api/v1/match?hours=9");
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
    assert!(reply.body.contains("from=nothing"), "{}", reply.body);
    let nothing = world().json("/api/v1/match?from=nothing");
    assert_eq!(number(&nothing, "/total"), 0);
    assert!(!nothing["plan"]["steps"].as_array().unwrap().is_empty());
}

#[test]
fn an_open_job_has_its_facts_for_the_fit_and_a_closed_one_has_not() {
    let world = world();
    let open = world.get(&world.some_job("open")).body;
    assert!(open.contains("data-fit"));
    assert!(open.contains("src=\"/fit.js\""));
    let facts = between(&open, "data-facts=\"", "\"").replace("&quot;", "\"");
    assert!(facts.len() <= 1_500);
    let facts: domain::Facts = serde_json::from_str(&facts).unwrap();
    assert!(facts.titles.is_empty());
    let closed = world.get(&world.some_job("closed")).body;
    assert!(!closed.contains("data-fit") && !closed.contains("fit.js"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn mangled_parameters_are_never_a_fault(
        pairs in proptest::collection::vec(
            (
                "(skills?|family|country|remote|workplace|pay|currency|level|hours|done|skip|learn|list|page|from|[a-z]{0,3})",
                "(rust|python|k8s|%[0-9a-f]{0,2}|-1|0|99999999999|remote|de|usd|docker|ready|nothing|[a-z%+&=]{0,9})",
            ),
            0..12,
        ),
    ) {
        let pairs: Vec<String> = pairs.iter().map(|(n, v)| format!("{n}={v}")).collect();
        let asked = pairs.join("&");
        let page = world().get(&format!("/match?{asked}"));
        prop_assert_eq!(page.status, StatusCode::OK, "{}", asked);
        let json = world().get(&format!("/api/v1/match?{asked}"));
        let expected = [StatusCode::OK, StatusCode::BAD_REQUEST];
        prop_assert!(expected.contains(&json.status), "{}", asked);
        prop_assert_eq!(world().get(&format!("/api/v1/match?{asked}")).body, json.body);
    }
}

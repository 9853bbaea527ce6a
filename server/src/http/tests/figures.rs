//! Every number of every chart leads to a search with the same count.

use axum::http::StatusCode;
use serde_json::Value;

use super::world;

/// The count that the search behind an address finds.
fn found(address: &str) -> u64 {
    let api = address.replacen("/jobs", "/api/v1/jobs", 1);
    world().json(&api)["total"].as_u64().unwrap()
}

/// Counts with the addresses behind them, of a chart as it is drawn.
fn counted(chart: &Value) -> Vec<(u64, String)> {
    let pair = |one: &Value| Some((one["n"].as_u64()?, one["href"].as_str()?.to_owned()));
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let series = list(&chart["panels"])
        .into_iter()
        .map(|panel| panel["series"].clone())
        .chain(list(&chart["series"]));
    series
        .flat_map(|series| list(&series["points"]))
        .chain(list(&chart["bars"]))
        .filter_map(|point| pair(&point))
        .collect()
}

/// Every figure of the outlook, but those of skills that rose or fell: the world
/// of these tests is too short for them.
const OUTLOOK: [&str; 14] = [
    "demand",
    "weekly-new",
    "weekly-open",
    "industries",
    "clouds",
    "api-styles",
    "emerging",
    "automation",
    "scalability",
    "hybrid-roles",
    "levels",
    "years-asked",
    "skills",
    "skills-strength",
];

/// The figures of a skill's page that count roles.
const SKILL: [&str; 4] = [
    "skill-strength",
    "skill-together",
    "skill-levels",
    "skill-places",
];

fn figure(id: &str, skills: &str) -> Value {
    let reply = world().get(&format!("/api/v1/figures/{id}.json?skills={skills}"));
    assert_eq!(reply.status, StatusCode::OK, "{id}");
    serde_json::from_str(&reply.body).unwrap()
}

/// Compares every number of a figure that leads to a search with what that finds;
/// says how many there were.
fn compare(id: &str, skills: &str) -> usize {
    let figure = figure(id, skills);
    let mut numbers = counted(&figure["chart"]);
    let facts = &figure["facts"];
    numbers.extend(facts["search"].as_str().map(|search| {
        let n = facts["n"].as_u64().unwrap();
        (n, search.to_owned())
    }));
    for (n, address) in &numbers {
        assert_eq!(found(address), *n, "{id} {skills}: {address}");
    }
    numbers.len()
}

#[test]
fn numbers_of_figures_are_what_their_searches_find() {
    let outlook: usize = OUTLOOK
        .iter()
        .map(|id| compare(id, "go,postgresql,kafka"))
        .sum();
    assert!(outlook > 200, "{outlook} numbers prove little");
    // A step that shares no divisor with the size of a category meets all kinds.
    let some = extract::vocabulary::skills().iter().step_by(29);
    let some: Vec<&str> = some.map(|skill| skill.slug.as_str()).collect();
    assert!(some.len() > 12, "{some:?}");
    let mut skills = 0;
    for skill in ["go", "java", "postgresql", "kafka", "aws", "cobol"]
        .into_iter()
        .chain(some)
    {
        for id in SKILL {
            skills += compare(id, skill);
        }
    }
    assert!(
        outlook + skills > 500,
        "{skills} numbers of skills prove little"
    );
}

#[test]
fn figures_without_stale_roles_lead_to_searches_without_them() {
    let of = |id: &str, asked: &str| figure(id, &format!("{asked}&stale=hide"));
    let mut numbers = 0;
    for (id, asked) in [
        ("demand", ""),
        ("weekly-open", ""),
        ("clouds", ""),
        ("levels", ""),
        ("skills", "go,kafka"),
        ("skills-strength", "go,kafka"),
        ("skill-places", "go"),
        ("skill-together", "postgresql"),
    ] {
        let found_here = of(id, asked);
        for (n, address) in counted(&found_here["chart"]) {
            assert!(address.contains("stale=hide"), "{id}: {address}");
            assert_eq!(found(&address), n, "{id}: {address}");
            numbers += 1;
        }
        let csv = found_here["facts"]["csv"].as_str().unwrap();
        assert!(csv.ends_with("stale=hide"), "{id}: {csv}");
    }
    assert!(numbers > 100, "{numbers} numbers prove little");
    for page in [
        "/",
        "/outlook",
        "/salaries",
        "/compare?skills=go",
        "/skills",
        "/skills/go",
        "/roadmap",
        "/roadmap/postgresql",
    ] {
        let sign = if page.contains('?') { '&' } else { '?' };
        let hidden = world().get(&format!("{page}{sign}stale=hide")).body;
        assert!(hidden.contains("Without stale roles"), "{page}");
        assert!(
            hidden.contains(&format!("href=\"{page}\">Count all roles")),
            "{page}"
        );
        let all = world().get(page).body;
        assert!(all.contains("Leave stale roles out"), "{page}");
    }
}

#[test]
fn skills_are_asked_together_beyond_chance_only() {
    let mut named = 0;
    for skill in ["go", "java", "postgresql", "kafka", "kubernetes"] {
        let figure = figure("skill-together", skill);
        let bars = figure["chart"]["bars"].as_array().cloned();
        for bar in bars.unwrap_or_default() {
            let reading = &bar["reading"]["Ok"];
            let low = reading["interval"]["low"].as_f64().unwrap();
            assert!(low > 1.0, "{skill}: {bar}");
            assert!(bar["n"].as_u64().unwrap() >= 5, "{skill}: {bar}");
            named += 1;
        }
    }
    assert!(named > 0, "nothing is asked together in the whole world");
}

#[test]
fn pages_show_the_figures_of_skills_and_the_outlook() {
    let skill = world().get("/skills/go").body;
    for id in SKILL {
        assert!(skill.contains(&format!("id=\"{id}\"")), "{id}");
    }
    assert!(skill.contains("skill-pay-"), "pay with and without");
    let skills = world().get("/skills").body;
    assert!(skills.contains("told once the postings cover two whole years"));
    let home = world().get("/").body;
    assert!(home.contains("class=\"sparkline\""));
    assert!(home.contains("New backend roles"));
}

#[test]
fn numbers_of_a_chart_can_be_taken_away() {
    let csv = world().get("/api/v1/figures/clouds.csv");
    assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
    assert!(csv.body.starts_with("period,series,value,low,high,n\n"));
    assert!(csv.body.lines().count() > 24, "{}", csv.body);
    for path in [
        "/api/v1/figures/nothing.json",
        "/api/v1/figures/clouds.xml",
        "/api/v1/figures/clouds",
        "/api/v1/figures/skills.json?skills=no-such-skill",
    ] {
        assert_eq!(world().get(path).status, StatusCode::NOT_FOUND, "{path}");
    }
}

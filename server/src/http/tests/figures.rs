//! Every point of every chart leads to a search with the same count.

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
        .filter_map(|point| pair(&point))
        .collect()
}

#[test]
fn points_of_the_outlook_count_what_their_searches_find() {
    let mut compared = 0;
    for id in [
        "demand",
        "clouds",
        "api-styles",
        "emerging",
        "automation",
        "scalability",
        "hybrid-roles",
    ] {
        let reply = world().get(&format!("/api/v1/figures/{id}.json"));
        assert_eq!(reply.status, StatusCode::OK, "{id}");
        let figure: Value = serde_json::from_str(&reply.body).unwrap();
        for (n, address) in counted(&figure["chart"]).into_iter().step_by(3) {
            assert_eq!(found(&address), n, "{id}: {address}");
            compared += 1;
        }
    }
    let skills = world().json("/api/v1/figures/skills.json?skills=go,postgresql,kafka");
    for (n, address) in counted(&skills["chart"]) {
        assert_eq!(found(&address), n, "{address}");
        compared += 1;
    }
    assert!(compared > 150, "{compared} figures prove little");
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

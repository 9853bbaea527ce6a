//! What the terms of sources ask for, wherever their postings are shown.

use domain::{CompanyRef, RawPosting, SourceKey, Timestamp};
use serde_json::Value;

use super::World;
use crate::board::Board;
use crate::import::read_posting;

const REMOTE_OK: &str = "https://remoteok.com/remote-jobs/";
const GREENHOUSE: &str = "https://boards.greenhouse.io/ferry/jobs/";

async fn post(board: &Board, source: &str, work: &str, page: Option<&str>, day: Timestamp) {
    let text = format!(
        "<p>You build and run the services behind {work}: you design their interfaces, keep their \
        data right and answer for them at night. You must know PostgreSQL and Go.</p>"
    );
    let id = format!("{source}-{work}");
    let mut raw = RawPosting::new(SourceKey::parse(source).unwrap(), id, text);
    raw.title = Some(format!("Backend Engineer, {work}"));
    // A company for each, so that none is a repeat of another.
    let company = format!("{work} Harbour");
    raw.company = Some(company.clone());
    raw.locations = vec!["Berlin, Germany".to_owned()];
    raw.url = page.map(|page| format!("{page}{work}"));
    raw.posted_at = Some(day);
    let mut read = read_posting(raw).unwrap().posting;
    read.company = CompanyRef::from_name(&company);
    board.intake.record(&mut [read], day).await.unwrap();
}

/// Boats only at Remote OK, timetables only at Greenhouse, weather at both,
/// meters at Remote OK without a page.
fn world() -> World {
    World::new(async |board, as_of| {
        let posted = [
            ("remoteok", "boats", Some(REMOTE_OK)),
            ("greenhouse", "timetables", Some(GREENHOUSE)),
            ("greenhouse", "weather", Some(GREENHOUSE)),
            ("remoteok", "weather", Some(REMOTE_OK)),
            ("remoteok", "meters", None),
        ];
        for (source, work, page) in posted {
            post(board, source, work, page, as_of.plus_days(-2)).await;
        }
        board.intake.catch_up().await.unwrap();
    })
}

fn hit(world: &World, work: &str) -> Value {
    let found = world.json("/api/v1/jobs?role=any");
    let hits = found["hits"].as_array().unwrap().iter();
    let mut of_work = hits.filter(|hit| hit["title"].as_str().unwrap().ends_with(work));
    let hit = of_work.next().unwrap().clone();
    assert!(of_work.next().is_none(), "{work} is one role");
    hit
}

fn page(world: &World, work: &str) -> String {
    let hit = hit(world, work);
    let url = hit["url"].as_str().unwrap();
    world
        .get(url.strip_prefix("http://board.test").unwrap())
        .body
}

fn link(href: &str, rel: &str, name: &str) -> String {
    format!("<a href=\"{href}\" rel=\"{rel}\">{name}</a>")
}

#[test]
fn a_source_that_wants_followed_links_gets_them_and_its_name() {
    let world = world();
    let boats = page(&world, "boats");
    let owed = link(&format!("{REMOTE_OK}boats"), "noopener", "Remote OK");
    assert!(boats.contains(&format!("From {owed}")), "{boats}");
    assert!(
        !boats.contains("rel=\"nofollow"),
        "the button, too: {boats}"
    );

    let meters = page(&world, "meters");
    let homepage = link("https://remoteok.com", "noopener", "Remote OK");
    assert!(meters.contains(&format!("From {homepage}")), "{meters}");

    let timetables = page(&world, "timetables");
    let courtesy = link(
        &format!("{GREENHOUSE}timetables"),
        "nofollow noopener",
        "Greenhouse job boards",
    );
    assert!(timetables.contains(&courtesy), "{timetables}");
}

#[test]
fn a_role_of_a_board_is_applied_for_at_the_board() {
    let world = world();
    let boats = page(&world, "boats");
    assert!(boats.contains(">Apply at Remote OK</a>"), "{boats}");
    let meters = page(&world, "meters");
    assert!(!meters.contains("data-apply"), "{meters}");
    for page in [boats, meters] {
        assert!(!page.contains("at the employer"), "{page}");
        assert!(!page.contains("How to apply is said"), "{page}");
    }
}

#[test]
fn a_copy_of_a_role_is_credited_to_its_own_source() {
    let world = world();
    let weather = page(&world, "weather");
    let copy = link(&format!("{REMOTE_OK}weather"), "noopener", "Remote OK");
    let own = link(
        &format!("{GREENHOUSE}weather"),
        "nofollow noopener",
        "Greenhouse job boards",
    );
    assert!(weather.contains(&copy), "{weather}");
    assert!(weather.contains(&own), "{weather}");
    assert!(!weather.contains(">remoteok<"));

    let id = hit(&world, "weather")["id"].clone();
    let job = world.json(&format!("/api/v1/jobs/{}", id.as_str().unwrap()));
    let names = [&job["source_name"], &job["appearances"][0]["source_name"]];
    assert!(names.iter().any(|name| **name == "Remote OK"), "{job}");
    assert!(names.iter().any(|name| **name == "Greenhouse job boards"));
}

#[test]
fn lists_for_other_programs_carry_the_credit_that_is_owed() {
    let world = world();
    let boats = hit(&world, "boats");
    assert_eq!(boats["source_name"], "Remote OK");
    assert_eq!(boats["source_link"], "required_followed");
    assert_eq!(boats["source_url"], format!("{REMOTE_OK}boats"));
    let timetables = hit(&world, "timetables");
    assert_eq!(timetables["source_name"], "Greenhouse job boards");
    assert_eq!(timetables["source_link"], "courtesy");
    assert!(timetables["source_url"].is_null());

    let url = format!("{REMOTE_OK}boats");
    let in_words = format!("Source: Remote OK, {url}");
    let marked = [
        (
            "/jobs.atom",
            format!("<link href=\"{url}\" rel=\"via\" title=\"Remote OK\"/>"),
        ),
        (
            "/jobs.rss",
            format!("<source url=\"{url}\">Remote OK</source>"),
        ),
        ("/jobs.json", format!("\"external_url\":\"{url}\"")),
    ];
    for (path, mark) in marked {
        let feed = world.get(&format!("{path}?role=any")).body;
        assert!(feed.contains(&mark), "{path}: {feed}");
        assert!(feed.contains(&in_words), "{path}: {feed}");
        assert!(!feed.contains("Greenhouse"), "{path}: {feed}");
    }
}

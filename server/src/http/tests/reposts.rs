//! Roles that are advertised more than once: where their links and the addresses
//! of their copies lead.

use std::sync::OnceLock;

use axum::http::StatusCode;
use domain::{CompanyRef, RawPosting, SourceKey, Timestamp};
use serde_json::Value;

use super::World;
use crate::board::Board;
use crate::import::read_posting;

/// A posting of a role, which is named by its work.
struct Posted {
    work: &'static str,
    source: &'static str,
    /// Days before now.
    posted: i64,
    /// Days before now, when it has closed.
    closed: Option<i64>,
}

const fn posted(
    work: &'static str,
    source: &'static str,
    posted: i64,
    closed: Option<i64>,
) -> Posted {
    Posted {
        work,
        source,
        posted,
        closed,
    }
}

/// Of each role the root first.
const POSTED: [Posted; 10] = [
    posted("boats", "greenhouse", 40, Some(10)),
    posted("boats", "greenhouse", 5, None),
    posted("weather", "greenhouse", 40, None),
    posted("weather", "remoteok", 30, Some(10)),
    posted("meters", "greenhouse", 90, Some(70)),
    posted("meters", "greenhouse", 60, Some(50)),
    posted("tides", "hn", 48, None),
    posted("tides", "hn", 15, None),
    posted("parcels", "remoteok", 40, Some(20)),
    posted("parcels", "greenhouse", 30, None),
];

/// The page of a posting at its source: of the work, the source and the day.
fn page_of(work: &str, source: &str, posted: i64) -> String {
    format!("https://{source}.example/{work}/{posted}")
}

async fn post(board: &Board, one: &Posted, as_of: Timestamp) {
    let work = one.work;
    let text = format!(
        "<p>You build and run the services behind {work}: you design their interfaces, keep their \
        data right and answer for them at night. You must know PostgreSQL and Go.</p>"
    );
    let source = SourceKey::parse(one.source).unwrap();
    let mut raw = RawPosting::new(source, format!("{work}-{}", one.posted), text);
    raw.title = Some(format!("Backend Engineer, {work}"));
    let company = format!("{work} Harbour");
    raw.company = Some(company.clone());
    raw.locations = vec!["Berlin, Germany".to_owned()];
    let page = page_of(work, one.source, one.posted);
    raw.apply_url = Some(format!("{page}/apply"));
    raw.url = Some(page);
    let day = as_of.plus_days(-one.posted);
    raw.posted_at = Some(day);
    raw.closed_at = one.closed.map(|days| as_of.plus_days(-days));
    let mut read = read_posting(raw).unwrap().posting;
    read.company = CompanyRef::from_name(&company);
    board.intake.record(&mut [read], day).await.unwrap();
}

fn world() -> &'static World {
    static WORLD: OnceLock<World> = OnceLock::new();
    WORLD.get_or_init(|| {
        World::new(async |board, as_of| {
            for one in &POSTED {
                post(board, one, as_of).await;
            }
            board.intake.catch_up().await.unwrap();
        })
    })
}

/// The path of the page of a role.
fn path(work: &str) -> String {
    let found = world().json("/api/v1/jobs?role=any&status=all");
    let hits = found["hits"].as_array().unwrap().iter();
    let mut of_work = hits.filter(|hit| hit["title"].as_str().unwrap().ends_with(work));
    let url = of_work.next().unwrap()["url"].as_str().unwrap();
    assert!(of_work.next().is_none(), "{work} is one role");
    url.strip_prefix("http://board.test").unwrap().to_owned()
}

/// The id in the path of a page.
fn id(path: &str) -> &str {
    path.split('/').nth(2).unwrap()
}

/// What the JSON interface answers for an id.
fn answer(id: &str) -> Value {
    world().json(&format!("/api/v1/jobs/{id}"))
}

/// The id of the posting of a role that is not its root.
fn copy_of(root: &str) -> String {
    let job = answer(root);
    let appearances = job["appearances"].as_array().unwrap().iter();
    let mut ids = appearances.map(|one| one["id"].as_str().unwrap());
    ids.find(|one| *one != root).unwrap().to_owned()
}

/// Where the button of a page leads.
fn apply_link(page: &str) -> &str {
    let tags = page.split("<a ").filter_map(|rest| rest.split_once('>'));
    let mut buttons = tags.filter(|(tag, _)| tag.contains("data-apply"));
    let (button, _) = buttons.next().unwrap();
    let (_, href) = button.split_once("href=\"").unwrap();
    href.split('"').next().unwrap()
}

/// That page and interface link a role to the posting of a source and a day.
fn assert_led(work: &str, source: &str, posted: i64) {
    let path = path(work);
    let expected = page_of(work, source, posted);
    let job = answer(id(&path));
    assert_eq!(job["posting"]["id"], id(&path), "{work}");
    assert_eq!(job["posting"]["url"], expected, "{work}");
    let apply = format!("{expected}/apply");
    assert_eq!(job["posting"]["apply_url"], apply, "{work}");
    let page = world().get(&path).body;
    assert_eq!(apply_link(&page), apply, "{work}");
    let (_, credit) = page.split_once("From <a ").unwrap();
    let (credit, _) = credit.split_once("</a>").unwrap();
    let name = job["source_name"].as_str().unwrap();
    let link = format!("href=\"{expected}\"");
    assert!(credit.contains(&link), "{work}: {credit}");
    assert!(credit.ends_with(name), "{work}: {credit}");
}

#[test]
fn a_role_that_was_posted_again_links_to_the_posting_that_is_open() {
    assert_led("boats", "greenhouse", 5);
    assert_led("tides", "hn", 15);
    assert_led("parcels", "greenhouse", 30);
}

#[test]
fn a_root_that_is_open_at_the_employer_keeps_its_links() {
    assert_led("weather", "greenhouse", 40);
    let job = answer(id(&path("weather")));
    assert_eq!(job["appearances"].as_array().unwrap().len(), 1);
}

#[test]
fn a_role_that_is_applied_for_elsewhere_credits_the_source_of_its_text_too() {
    let path = path("parcels");
    let page = world().get(&path).body;
    let own = page_of("parcels", "remoteok", 40);
    let (_, history) = page.split_once("Also posted").unwrap();
    let credit = format!("<a href=\"{own}\" rel=\"noopener\">Remote OK</a>");
    assert!(history.contains(&credit), "{history}");
    assert!(history.contains(", still open"), "{history}");
    assert!(page.contains("\"name\":\"Remote OK\""), "{page}");
    let job = answer(id(&path));
    let appearances = job["appearances"].as_array().unwrap();
    let names: Vec<_> = appearances.iter().map(|one| &one["source_name"]).collect();
    assert_eq!(names, ["Remote OK", "Greenhouse job boards"]);
}

#[test]
fn the_address_of_a_copy_leads_to_its_role() {
    for work in ["boats", "weather", "meters"] {
        let path = path(work);
        let copy = copy_of(id(&path));
        let own_path = path.replace(id(&path), &copy);
        for other in [&own_path, &format!("/jobs/{copy}")] {
            let reply = world().get(other);
            assert_eq!(reply.status, StatusCode::MOVED_PERMANENTLY, "{other}");
            assert_eq!(reply.headers["location"], path.as_str());
        }
    }
    assert_eq!(world().get(&path("weather")).status, StatusCode::OK);
    assert_eq!(world().get(&path("meters")).status, StatusCode::GONE);
}

#[test]
fn the_id_of_a_copy_is_answered_with_the_state_of_its_role() {
    for (work, is_open) in [("boats", true), ("weather", true), ("meters", false)] {
        let path = path(work);
        let job = answer(&copy_of(id(&path)));
        assert_eq!(job["open"], is_open, "{work}");
        assert_eq!(job["posting"]["id"], id(&path), "{work}");
        assert_eq!(job, answer(id(&path)), "{work}");
    }
}

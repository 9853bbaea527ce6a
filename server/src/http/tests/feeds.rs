//! Searches as feeds.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use super::world;

const FEEDS: [&str; 3] = ["/jobs.atom", "/jobs.rss", "/jobs.json"];

#[test]
fn feeds_hold_the_postings_of_their_search() {
    let ids: Vec<String> = world().json("/api/v1/jobs?skill=rust")["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| hit["id"].as_str().unwrap().to_owned())
        .collect();
    assert!(!ids.is_empty());
    for path in FEEDS {
        let reply = world().get(&format!("{path}?skill=rust"));
        assert_eq!(reply.status, StatusCode::OK);
        assert!(
            ids.iter().all(|id| reply.body.contains(id.as_str())),
            "{path}"
        );
    }
}

#[test]
fn a_feed_that_did_not_change_is_not_sent_again() {
    let path = "/jobs.atom?skill=rust&q=rust%EF%BF%BF";
    let first = world().get(path);
    assert!(!first.body.contains('\u{ffff}'));
    let tag = first.headers["etag"].clone();
    let request = Request::get(path).header("if-none-match", tag);
    let second = world().ask(request.body(Body::empty()).unwrap());
    assert_eq!(
        (second.status, &*second.body),
        (StatusCode::NOT_MODIFIED, "")
    );
    let rss = world().get("/jobs.rss?skill=rust").body;
    assert!(rss.contains("<atom:link") && rss.contains("Rust"), "{rss}");
    let page = world().get("/jobs?skill=rust").body;
    assert!(page.contains("href=\"/jobs.atom?skill=rust\""));
}

#[test]
fn a_feed_that_is_not_understood_as_a_whole_is_not_the_whole_board() {
    let long = "x".repeat(100);
    let long_alone = format!("q={long}");
    for path in FEEDS {
        for (search, said) in [
            (
                "skill=kubernets",
                "skill=kubernets: the vocabulary has no such skill",
            ),
            (
                "skill=rust&skill=kubernets",
                "skill=kubernets: the vocabulary has no such skill",
            ),
            ("role=king", "role=king: this parameter has no such value"),
            (
                "q=skill:kubernets",
                "q=kubernets: the vocabulary has no such skill",
            ),
            (
                "q=rust+-skill:kubernets",
                "q=kubernets: the vocabulary has no such skill",
            ),
            ("q=***", "q=***: there is no word in it"),
            (long_alone.as_str(), "and there is no other"),
        ] {
            let reply = world().get(&format!("{path}?{search}"));
            assert_eq!(reply.status, StatusCode::NOT_FOUND, "{path}?{search}");
            let kind = &reply.headers["content-type"];
            assert_eq!(kind, "text/plain; charset=utf-8", "{path}");
            assert!(reply.body.contains(said), "{path}: {}", reply.body);
            assert!(!reply.headers.contains_key("etag"));
        }
        let same = world().get(&format!(
            "{path}?skill=rust&sort=best&page=0&utm_source=mail"
        ));
        assert_eq!(same.status, StatusCode::OK, "{path}");
        assert_eq!(
            same.body,
            world().get(&format!("{path}?skill=rust")).body,
            "order and page of a feed are its own"
        );
        let with_excess = world().get(&format!("{path}?q=rust+{long}"));
        assert_eq!(with_excess.status, StatusCode::OK, "{path}");
    }
}

#[test]
fn a_feed_holds_the_newest_hundred_roles() {
    let search = "role=any&status=all";
    let page = |page: u32| {
        let found = world().json(&format!("/api/v1/jobs?{search}&page={page}"));
        found["hits"].as_array().unwrap().clone()
    };
    let listed: Vec<String> = (1..=5)
        .flat_map(page)
        .map(|hit| format!("http://board.test/jobs/{}", hit["id"].as_str().unwrap()))
        .collect();
    assert_eq!(listed.len(), 100);
    let feed = world().json(&format!("/jobs.json?{search}"));
    let items = feed["items"].as_array().unwrap().iter();
    let held: Vec<&str> = items.map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(held, listed);
    for (path, item) in [("/jobs.atom", "<entry>"), ("/jobs.rss", "<item>")] {
        let feed = world().get(&format!("{path}?{search}")).body;
        assert_eq!(feed.matches(item).count(), 100, "{path}");
    }
}

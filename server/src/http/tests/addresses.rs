//! One address for each page.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};

use super::{Reply, world};

fn ask(method: Method, path: &str) -> Reply {
    let request = Request::builder().method(method).uri(path);
    world().ask(request.body(Body::empty()).unwrap())
}

#[test]
fn a_slash_at_the_end_of_an_address_leads_to_the_page_with_its_islands() {
    for (address, expected) in [
        ("/jobs/", "/jobs"),
        ("/jobs/?q=rust&skill=go", "/jobs?q=rust&skill=go"),
        ("/about//", "/about"),
        ("/api/v1/jobs/?skill=rust", "/api/v1/jobs?skill=rust"),
        ("/jobs.atom/", "/jobs.atom"),
        ("//board.test/", "/board.test"),
        ("/pkg/", "/pkg"),
    ] {
        for method in [Method::GET, Method::HEAD] {
            let reply = ask(method, address);
            assert_eq!(reply.status, StatusCode::PERMANENT_REDIRECT, "{address}");
            assert_eq!(reply.headers["location"], expected, "{address}");
            assert_eq!(reply.body, "");
        }
    }
    let root = world().get("/?stale=hide");
    assert_eq!(root.status, StatusCode::OK);
    for path in ["/jobs", "/"] {
        assert!(world().get(path).body.contains("<leptos-island"), "{path}");
    }
}

#[test]
fn what_is_sent_to_an_address_with_a_slash_is_not_sent_on() {
    let reply = ask(Method::POST, "/about/");
    assert_ne!(reply.status, StatusCode::PERMANENT_REDIRECT);
    assert!(!reply.headers.contains_key("location"));
}

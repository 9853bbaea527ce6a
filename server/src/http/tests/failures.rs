//! What stands in the place of an answer: the API's words for programs, a page for
//! people, and when to ask again.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderName, Request, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse;
use serde_json::Value;
use tower_http::catch_panic::CatchPanicLayer;

use super::{Reply, World};
use crate::http::{feeds, protection, sitemap, time_limit};

fn request(path: &str) -> Request<Body> {
    let request = Request::get(path).header("x-forwarded-for", "9.9.9.9");
    request.body(Body::empty()).unwrap()
}

fn assert_problem(reply: &Reply, status: StatusCode, name: &str, seconds: &str) {
    assert_eq!(reply.status, status);
    assert_eq!(reply.headers["content-type"], "application/json");
    assert_eq!(reply.headers["retry-after"], seconds);
    let problem: Value = serde_json::from_str(&reply.body).unwrap();
    assert_eq!(problem["error"], name);
    assert!(!problem["message"].as_str().unwrap().is_empty());
}

fn assert_page(reply: &Reply, status: StatusCode, title: &str, seconds: &str) {
    assert_eq!(reply.status, status);
    assert_eq!(reply.headers["content-type"], "text/html; charset=utf-8");
    assert_eq!(reply.headers["retry-after"], seconds);
    let policy = reply.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
    assert_eq!(reply.headers["x-frame-options"], "DENY");
    let page = &reply.body;
    assert!(page.contains(&format!("<h1>{title}</h1>")), "{page}");
    assert!(page.contains("<a href=\"/jobs\">"), "{page}");
    for part in ["$title", "$advice", "<script", "<style", "<link"] {
        assert!(!page.contains(part), "{part}: {page}");
    }
}

#[test]
fn who_asks_too_often_is_told_in_the_words_of_what_was_asked() {
    let world = World::configured(
        |http| {
            http.rate_limit = Some(1);
            http.client_address_header = Some(HeaderName::from_static("x-forwarded-for"));
        },
        async |_, _| {},
    );
    // More are let pass on a machine that takes long to ask.
    let refused = |path: &str| {
        let mut replies = (0..1_000).map(|_| world.ask(request(path)));
        replies
            .find(|reply| reply.status == StatusCode::TOO_MANY_REQUESTS)
            .unwrap()
    };
    let status = StatusCode::TOO_MANY_REQUESTS;
    assert_page(&refused("/robots.txt"), status, "Too many requests", "1");
    assert_problem(&refused("/api/v1/nothing"), status, "rate_limited", "1");
}

#[tokio::test(start_paused = true)]
async fn what_takes_too_long_is_given_up_with_when_to_ask_again() {
    let longest = Duration::from_secs(10);
    let site: Router = Router::new()
        .fallback(std::future::pending::<()>)
        .layer(from_fn_with_state(longest, time_limit::limit))
        .layer(from_fn(protection::headers));
    let status = StatusCode::SERVICE_UNAVAILABLE;
    let page = Reply::of(&site, request("/jobs")).await;
    assert_page(&page, status, "Backboard cannot answer right now", "5");
    let problem = Reply::of(&site, request("/api/v1/jobs")).await;
    assert_problem(&problem, status, "unavailable", "5");
}

#[test]
fn feeds_and_sitemaps_that_cannot_be_made_say_when_to_ask_again() {
    let feed = feeds::NoFeed::Unavailable.into_response();
    for answer in [feed, sitemap::unavailable()] {
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(
            answer.headers()["content-type"],
            "text/plain; charset=utf-8"
        );
        assert_eq!(answer.headers()["retry-after"], "5");
    }
}

async fn failing() -> StatusCode {
    panic!("a secret")
}

#[tokio::test]
async fn a_panic_is_answered_in_the_words_of_what_was_asked_with_nothing_of_it() {
    let site: Router = Router::new()
        .fallback(failing)
        .layer(CatchPanicLayer::custom(protection::on_panic))
        .layer(from_fn(protection::panics))
        .layer(from_fn(protection::headers));
    for (path, kind, said) in [
        (
            "/jobs",
            "text/html; charset=utf-8",
            "<h1>Something went wrong on our side</h1>",
        ),
        ("/api/v1/jobs", "application/json", "\"error\":\"internal\""),
    ] {
        let reply = Reply::of(&site, request(path)).await;
        assert_eq!(reply.status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        assert_eq!(reply.headers["content-type"], kind, "{path}");
        assert!(reply.body.contains(said), "{path}: {}", reply.body);
        assert!(!reply.body.contains("secret"), "{path}: {}", reply.body);
    }
}

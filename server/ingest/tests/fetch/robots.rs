//! robots.txt has a say for pages, and only for pages.

use std::time::Duration;

use ingest::fetch::{FetchError, Fetched, Fetcher, Request};
use tokio::time::Instant;

use crate::bad_host::{Asked, BadHost, Reply, answer, redirect};
use crate::trial::{ask, fetcher};

const PAGE: &[u8] = b"<!doctype html><title>Jobs</title>";

fn page() -> Vec<u8> {
    answer("200 OK", &[("content-type", "text/html")], PAGE)
}

async fn site(robots: Vec<u8>) -> BadHost {
    BadHost::start(move |asked: &Asked| {
        Reply::Bytes(match asked.path.as_str() {
            "/robots.txt" => robots.clone(),
            "/moved" => redirect("302 Found", "/private/1"),
            _ => page(),
        })
    })
    .await
}

fn robots(text: &str) -> Vec<u8> {
    answer("200 OK", &[("content-type", "text/plain")], text.as_bytes())
}

async fn visit(fetcher: &Fetcher, url: &str) -> Result<Fetched, FetchError> {
    fetcher.fetch(Request::page(url)).await
}

#[tokio::test(start_paused = true)]
async fn pages_are_read_where_robots_txt_allows() {
    let host = site(robots("User-agent: *\nDisallow: /private\n")).await;
    let fetcher = fetcher();
    assert!(visit(&fetcher, &host.url("/jobs")).await.is_ok());
    let error = visit(&fetcher, &host.url("/private/1")).await.unwrap_err();
    assert_eq!(error.code(), "robots-disallowed");
    let error = visit(&fetcher, &host.url("/moved")).await.unwrap_err();
    assert_eq!(
        error.code(),
        "robots-disallowed",
        "after a redirect as well"
    );
    let paths: Vec<String> = host.asked().into_iter().map(|asked| asked.path).collect();
    assert_eq!(paths, ["/robots.txt", "/jobs", "/moved"], "asked for once");
}

#[tokio::test(start_paused = true)]
async fn documented_interfaces_are_not_asked_for_one() {
    let host = site(robots("User-agent: *\nDisallow: /\n")).await;
    let fetched = fetcher()
        .fetch(Request::interface(host.url("/feed")).expecting(ingest::fetch::ContentKind::Feed))
        .await;
    assert!(fetched.is_ok());
    assert_eq!(host.asked().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_site_without_one_allows_everything() {
    for status in [
        "404 Not Found",
        "403 Forbidden",
        "410 Gone",
        "400 Bad Request",
    ] {
        let host = site(answer(status, &[], b"")).await;
        assert!(
            visit(&fetcher(), &host.url("/jobs")).await.is_ok(),
            "{status}"
        );
    }
    let circle = site(redirect("302 Found", "/robots.txt")).await;
    assert!(visit(&fetcher(), &circle.url("/jobs")).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn one_that_cannot_be_had_forbids_for_a_while() {
    for status in [
        "500 Internal Server Error",
        "503 Service Unavailable",
        "429 Too Many Requests",
    ] {
        let host = site(answer(status, &[], b"")).await;
        let fetcher = fetcher();
        let error = visit(&fetcher, &host.url("/jobs")).await.unwrap_err();
        assert_eq!(error.code(), "robots-unreachable", "{status}");
        let asked = host.asked().len();
        assert!(visit(&fetcher, &host.url("/jobs")).await.is_err());
        assert_eq!(host.asked().len(), asked, "not asked again so soon");
        tokio::time::advance(Duration::from_mins(11)).await;
        assert!(visit(&fetcher, &host.url("/jobs")).await.is_err());
        assert!(host.asked().len() > asked, "asked again after a while");
    }
}

#[tokio::test(start_paused = true)]
async fn a_robots_txt_that_leads_inside_forbids() {
    let host = site(redirect("302 Found", "http://169.254.169.254/robots.txt")).await;
    let error = visit(&fetcher(), &host.url("/jobs")).await.unwrap_err();
    assert_eq!(error.code(), "robots-unreachable");
}

#[tokio::test]
async fn an_endless_robots_txt_is_read_to_its_bound() {
    let host = BadHost::start(|asked: &Asked| match asked.path.as_str() {
        "/robots.txt" => Reply::Stream(
            crate::bad_host::head("200 OK", &[("content-type", "text/plain")]),
            b"User-agent: *\nDisallow: /private\n".repeat(1000),
            100_000,
        ),
        _ => Reply::Bytes(page()),
    })
    .await;
    assert!(visit(&fetcher(), &host.url("/jobs")).await.is_ok());
    assert!(host.sent() < 16 * 1024 * 1024, "{}", host.sent());
}

#[tokio::test(start_paused = true)]
async fn a_crawl_delay_is_kept_to() {
    let host = site(robots("User-agent: *\nCrawl-delay: 5\n")).await;
    let fetcher = fetcher();
    visit(&fetcher, &host.url("/1")).await.unwrap();
    let before = Instant::now();
    for path in ["/2", "/3"] {
        visit(&fetcher, &host.url(path)).await.unwrap();
    }
    let waited = before.elapsed();
    assert!((9..12).contains(&waited.as_secs()), "{waited:?}");
    // What is asked beside the pages keeps the same distance.
    let before = Instant::now();
    let _ = ask(&fetcher, &host.url("/interface")).await;
    assert!(before.elapsed().as_secs() >= 4);
}

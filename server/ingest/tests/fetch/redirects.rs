//! Redirects: followed by hand, judged at every step, never without end.

use ingest::fetch::{FetchError, Request};

use crate::bad_host::{Asked, BadHost, Reply, json, redirect};
use crate::trial::{Names, ask, code, config, fetcher, fetcher_with, text};

#[tokio::test(start_paused = true)]
async fn a_board_that_moved_is_followed_and_told() {
    let host = BadHost::start(|asked: &Asked| {
        Reply::Bytes(match asked.path.as_str() {
            "/old" => redirect("301 Moved Permanently", "/new?x=1"),
            "/new?x=1" => redirect("308 Permanent Redirect", "newest"),
            "/newest" => json("[1]"),
            _ => redirect("302 Found", "/old"),
        })
    })
    .await;
    let document = ask(&fetcher(), &host.url("/old"))
        .await
        .unwrap()
        .document()
        .unwrap();
    assert_eq!(document.receipt.moved_to, Some(host.url("/newest")));
    assert_eq!(document.receipt.address, host.url("/newest"));
    assert_eq!(document.receipt.questions, 3);
    let for_now = ask(&fetcher(), &host.url("/for-now")).await.unwrap();
    assert_eq!(for_now.receipt().moved_to, None);
}

#[tokio::test(start_paused = true)]
async fn loops_end_at_once_and_long_ways_at_the_limit() {
    let host = BadHost::start(|asked: &Asked| {
        Reply::Bytes(match asked.path.as_str() {
            "/self" => redirect("302 Found", "/self"),
            "/a" => redirect("302 Found", "/b"),
            "/b" => redirect("302 Found", "/a#again"),
            path => redirect("302 Found", &format!("{path}x")),
        })
    })
    .await;
    let fetcher = fetcher();
    assert_eq!(
        code(ask(&fetcher, &host.url("/self")).await),
        "endless-redirect"
    );
    assert_eq!(host.asked().len(), 1);
    assert_eq!(
        code(ask(&fetcher, &host.url("/a")).await),
        "endless-redirect"
    );
    assert_eq!(host.asked().len(), 3);
    assert_eq!(
        code(ask(&fetcher, &host.url("/x")).await),
        "endless-redirect"
    );
    assert_eq!(host.asked().len(), 9, "five steps after the first question");
}

#[tokio::test(start_paused = true)]
async fn a_redirect_to_nowhere_is_refused() {
    for location in [
        "file:///etc/passwd",
        "gopher://127.0.0.1/_x",
        "javascript:alert(1)",
        "http://user:secret@127.0.0.1/",
        "http://127.0.0.1:22/",
        "http://[::1",
        "http://",
    ] {
        let host = BadHost::saying(redirect("302 Found", location)).await;
        assert_eq!(
            code(ask(&fetcher(), &host.url("/")).await),
            "bad-redirect",
            "{location}"
        );
    }
    let silent = BadHost::saying(crate::bad_host::answer("302 Found", &[], b"")).await;
    assert_eq!(
        code(ask(&fetcher(), &silent.url("/")).await),
        "bad-redirect"
    );
}

#[tokio::test(start_paused = true)]
async fn a_key_never_leaves_its_host() {
    let other = BadHost::saying(json("[]")).await;
    let to = other.url_as("other.example", "/");
    let first = BadHost::start(move |_| Reply::Bytes(redirect("302 Found", &to))).await;
    let names = Names::default().here("first.example").here("other.example");
    let request = Request::interface(first.url_as("first.example", "/"))
        .header("Authorization-Key", "k-123")
        .unwrap();
    let fetched = fetcher_with(config(), &names).fetch(request).await;
    assert_eq!(text(fetched), "[]");
    assert_eq!(first.asked()[0].header("authorization-key"), Some("k-123"));
    assert_eq!(other.asked()[0].header("authorization-key"), None);
}

#[tokio::test(start_paused = true)]
async fn a_question_with_content_is_not_sent_elsewhere() {
    let host = BadHost::saying(redirect("307 Temporary Redirect", "/there")).await;
    let request = Request::interface(host.url("/")).with_json("{}");
    let refused = fetcher().fetch(request).await;
    assert!(matches!(refused, Err(FetchError::BadRedirect { .. })));
    assert_eq!(host.asked().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn no_way_leads_to_a_site_that_forbids_it() {
    let host = BadHost::start(|_: &Asked| {
        Reply::Bytes(redirect("302 Found", "https://weworkremotely.com/jobs.rss"))
    })
    .await;
    let error = ask(&fetcher(), &host.url("/feed")).await.unwrap_err();
    assert!(matches!(error, FetchError::BadRedirect { .. }), "{error}");
    assert!(
        error.to_string().contains("the terms of We Work Remotely"),
        "{error}"
    );
    let error = ask(&fetcher(), "https://www.indeed.com/rss")
        .await
        .unwrap_err();
    assert!(
        matches!(error, FetchError::InvalidAddress { .. }),
        "{error}"
    );
}

//! ETag and Last-Modified in, 304 out.

use ingest::fetch::{Fetched, Request, Validators};

use crate::bad_host::{Asked, BadHost, Reply, answer, redirect};
use crate::trial::{code, fetcher};

fn versioned(asked: &Asked) -> Reply {
    let known = asked.header("if-none-match") == Some("\"v1\"");
    let headers = [("etag", "\"v1\""), ("content-type", "application/json")];
    Reply::Bytes(if known {
        answer("304 Not Modified", &headers[..1], b"")
    } else {
        answer("200 OK", &headers, b"[1]")
    })
}

#[tokio::test(start_paused = true)]
async fn an_unchanged_answer_is_told_by_its_etag() {
    let host = BadHost::start(versioned).await;
    let fetcher = fetcher();
    let ask = async |validators| {
        let request = Request::interface(host.url("/jobs")).unless_unchanged(validators);
        fetcher.fetch(request).await.unwrap()
    };
    let first = ask(None).await;
    let validators = first.receipt().validators.clone();
    assert!(first.document().is_some());
    let second = ask(validators.clone()).await;
    assert!(matches!(second, Fetched::Unchanged(_)));
    assert_eq!(second.receipt().validators, validators);
    assert_eq!(second.receipt().packed_bytes, 0);
}

#[tokio::test(start_paused = true)]
async fn a_date_does_where_there_is_no_etag_and_is_kept_when_304_says_nothing() {
    let date = "Thu, 19 Nov 2026 08:00:00 GMT";
    let host = BadHost::start(move |asked: &Asked| {
        let known = asked.header("if-modified-since").is_some();
        Reply::Bytes(if known {
            answer("304 Not Modified", &[], b"")
        } else {
            answer("200 OK", &[("last-modified", date)], b"[1]")
        })
    })
    .await;
    let fetcher = fetcher();
    let first = fetcher
        .fetch(Request::interface(host.url("/")))
        .await
        .unwrap();
    let validators = first.receipt().validators.clone().unwrap();
    assert_eq!(validators.last_modified.as_deref(), Some(date));
    let request = Request::interface(host.url("/")).unless_unchanged(Some(validators.clone()));
    let second = fetcher.fetch(request).await.unwrap();
    assert!(matches!(second, Fetched::Unchanged(_)));
    assert_eq!(second.receipt().validators, Some(validators));
}

#[tokio::test(start_paused = true)]
async fn a_304_that_nobody_asked_for_is_no_answer() {
    let host = BadHost::saying(answer("304 Not Modified", &[], b"")).await;
    let fetched = fetcher().fetch(Request::interface(host.url("/"))).await;
    assert_eq!(code(fetched), "unexpected-status");
}

#[tokio::test(start_paused = true)]
async fn validators_count_only_for_the_address_that_gave_them() {
    let host = BadHost::start(|asked: &Asked| match asked.path.as_str() {
        "/old" => Reply::Bytes(redirect("302 Found", "/new")),
        _ => versioned(asked),
    })
    .await;
    let fetcher = fetcher();
    let of_another = Validators {
        address: host.url("/elsewhere"),
        etag: Some("\"v1\"".to_owned()),
        last_modified: None,
    };
    let request = Request::interface(host.url("/old")).unless_unchanged(Some(of_another));
    let first = fetcher.fetch(request).await.unwrap();
    let validators = first.receipt().validators.clone();
    assert!(first.document().is_some(), "another's ETag is not sent");
    let request = Request::interface(host.url("/old")).unless_unchanged(validators);
    let second = fetcher.fetch(request).await.unwrap();
    assert!(
        matches!(second, Fetched::Unchanged(_)),
        "after the redirect it is"
    );
    assert!(
        host.asked()
            .iter()
            .filter(|asked| asked.path == "/old")
            .all(|asked| { asked.header("if-none-match").is_none() })
    );
}

#[tokio::test(start_paused = true)]
async fn validators_that_are_no_header_are_left_out() {
    let host = BadHost::start(versioned).await;
    let broken = Validators {
        address: host.url("/"),
        etag: Some("\"a\r\nx-evil: 1\"".to_owned()),
        last_modified: None,
    };
    let request = Request::interface(host.url("/")).unless_unchanged(Some(broken));
    assert!(fetcher().fetch(request).await.unwrap().document().is_some());
    assert!(!host.asked()[0].head.contains("x-evil"));
}

//! What passes is tried again: later, less often, and not forever.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ingest::fetch::FetchError;
use tokio::time::Instant;

use crate::bad_host::{BadHost, Reply, answer, json};
use crate::trial::{Names, ask, code, config, fetcher, fetcher_with, text};

/// Answers with these in turn, the last one from then on.
async fn in_turn(answers: Vec<Vec<u8>>) -> BadHost {
    let next = AtomicUsize::new(0);
    BadHost::start(move |_| {
        let number = next.fetch_add(1, Ordering::Relaxed).min(answers.len() - 1);
        Reply::Bytes(answers[number].clone())
    })
    .await
}

#[tokio::test(start_paused = true)]
async fn a_failure_that_passes_is_outlived() {
    for status in [
        "429 Too Many Requests",
        "502 Bad Gateway",
        "503 Service Unavailable",
        "504 Gateway Timeout",
    ] {
        let failing = answer(status, &[], b"");
        let host = in_turn(vec![failing.clone(), failing, json("[1]")]).await;
        let before = Instant::now();
        let fetched = ask(&fetcher(), &host.url("/")).await.unwrap();
        let waited = before.elapsed();
        assert_eq!(fetched.receipt().questions, 3, "{status}");
        // Half to all of 1 s, then half to all of 2 s.
        assert!(
            (1500..=3100).contains(&waited.as_millis()),
            "{status}: {waited:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_failure_that_stays_ends_after_the_attempts() {
    let host = BadHost::saying(answer("503 Service Unavailable", &[], b"")).await;
    assert_eq!(code(ask(&fetcher(), &host.url("/")).await), "server-failed");
    assert_eq!(host.asked().len(), 4);
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_waited_for_in_seconds_and_as_a_date() {
    let date = "Fri, 20 Nov 2026 12:00:40 GMT";
    for (wish, seconds) in [("40", 40), (date, 40), ("0", 0)] {
        let limited = answer("429 Too Many Requests", &[("retry-after", wish)], b"");
        let host = in_turn(vec![limited, json("[1]")]).await;
        let before = Instant::now();
        assert_eq!(text(ask(&fetcher(), &host.url("/")).await), "[1]");
        let waited = before.elapsed().as_secs();
        assert!((seconds..seconds + 2).contains(&waited), "{wish}: {waited}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_long_retry_after_ends_the_fetch_and_rests_the_whole_host() {
    let limited = answer("429 Too Many Requests", &[("retry-after", "1800")], b"");
    let host = in_turn(vec![limited, json("[1]")]).await;
    let fetcher = fetcher();
    let before = Instant::now();
    let error = ask(&fetcher, &host.url("/")).await.unwrap_err();
    assert_eq!(
        error,
        FetchError::RateLimited {
            host: "127.0.0.1".to_owned(),
            retry_after: Some(Duration::from_secs(1800)),
        }
    );
    assert_eq!(
        code(ask(&fetcher, &host.url("/another")).await),
        "rate-limited"
    );
    assert!(before.elapsed() < Duration::from_secs(5), "nobody waits");
    assert_eq!(host.asked().len(), 1, "nor asks");
    tokio::time::advance(Duration::from_secs(1800)).await;
    assert_eq!(text(ask(&fetcher, &host.url("/")).await), "[1]");
}

#[tokio::test(start_paused = true)]
async fn an_absurd_retry_after_is_believed_for_an_hour_only() {
    let wish = "99999999999999999999";
    let limited = answer("503 Service Unavailable", &[("retry-after", wish)], b"");
    let host = in_turn(vec![limited, json("[1]")]).await;
    let fetcher = fetcher();
    assert_eq!(code(ask(&fetcher, &host.url("/")).await), "server-failed");
    tokio::time::advance(Duration::from_mins(61)).await;
    assert_eq!(text(ask(&fetcher, &host.url("/")).await), "[1]");
}

#[tokio::test(start_paused = true)]
async fn a_host_that_refuses_connections_is_tried_again_and_then_named() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let closed = listener.local_addr().unwrap();
    drop(listener);
    let before = Instant::now();
    let error = ask(&fetcher(), &format!("http://{closed}/"))
        .await
        .unwrap_err();
    assert_eq!(error.code(), "unreachable");
    assert!(error.to_string().contains("refused"), "{error}");
    assert!(
        before.elapsed() >= Duration::from_millis(3500),
        "three pauses"
    );
}

#[tokio::test(start_paused = true)]
async fn an_unknown_name_is_tried_again_and_then_named() {
    let names = Names::default();
    let fetcher = fetcher_with(config(), &names);
    let error = ask(&fetcher, "http://gone.example.com/").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "gone.example.com was not found: no such name"
    );
    assert!(error.is_transient());
    assert_eq!(names.lookups().len(), 4);
}

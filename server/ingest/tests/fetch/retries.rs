//! What passes is tried again: later, less often, and not forever.

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use ingest::fetch::{FetchError, Wait};
use tokio::time::Instant;

use crate::bad_host::{BadHost, Reply, answer, head, json};
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
        "500 Internal Server Error",
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

/// Answers once by this rule, and well from then on.
async fn once(rule: impl Fn() -> Reply + Send + Sync + 'static) -> BadHost {
    let asked = AtomicUsize::new(0);
    BadHost::start(move |_| match asked.fetch_add(1, Ordering::Relaxed) {
        0 => rule(),
        _ => Reply::Bytes(json("[1]")),
    })
    .await
}

fn cut(headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let json = [("content-type", "application/json")];
    [head("200 OK", &[&json, headers].concat()), body.to_vec()].concat()
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_breaks_off_is_asked_for_again() {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(b"[1, 2, 3, 4, 5]").unwrap();
    let gzip = gzip.finish().unwrap();
    let half_packed = cut(&[("content-encoding", "gzip")], &gzip[..gzip.len() / 2]);
    for broken in [
        cut(&[("content-length", "500")], b"[1"),
        cut(&[("transfer-encoding", "chunked")], b"ff\r\n[1"),
        half_packed,
        b"HTTP/1.1 200 OK\r\ncontent-".to_vec(),
    ] {
        let words = String::from_utf8_lossy(&broken).into_owned();
        let host = once(move || Reply::Bytes(broken.clone())).await;
        let fetched = ask(&fetcher(), &host.url("/")).await;
        let questions = fetched.as_ref().map(|fetched| fetched.receipt().questions);
        assert_eq!(questions, Ok(2), "{words}");
        assert_eq!(text(fetched), "[1]");
    }
    let host = once(|| Reply::HangUp).await;
    assert_eq!(text(ask(&fetcher(), &host.url("/")).await), "[1]");
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_stalls_is_asked_for_again() {
    let silent = once(|| Reply::Silence).await;
    assert_eq!(text(ask(&fetcher(), &silent.url("/")).await), "[1]");
    let stalled = || Reply::Drip(cut(&[], b"["), b' ', Duration::from_hours(1));
    let stalled = once(stalled).await;
    assert_eq!(text(ask(&fetcher(), &stalled.url("/")).await), "[1]");
}

#[tokio::test(start_paused = true)]
async fn what_is_over_a_limit_is_not_asked_for_again() {
    let mut config = config();
    config.limits.body_bytes = 2_000_000;
    let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
    bomb.write_all(&vec![b' '; 1_900_000]).unwrap();
    let bomb = bomb.finish().unwrap();
    let gzip = ("content-encoding", "gzip");
    for (broken, expected) in [
        (cut(&[], &vec![b' '; 2_000_001]), "too-large"),
        (cut(&[gzip], &bomb), "bomb"),
        (cut(&[gzip], b"this is not packed"), "undecodable"),
    ] {
        let host = once(move || Reply::Bytes(broken.clone())).await;
        let fetcher = fetcher_with(config.clone(), &Names::default());
        assert_eq!(code(ask(&fetcher, &host.url("/")).await), expected);
        assert_eq!(host.asked().len(), 1, "{expected}");
    }
}

#[tokio::test(start_paused = true)]
async fn answers_that_break_off_hold_no_more_together_than_one_may() {
    let mut config = config();
    config.limits.body_bytes = 1_000;
    let length = [("content-length", "900")];
    let host = BadHost::saying(cut(&length, &[b' '; 600])).await;
    let fetcher = fetcher_with(config, &Names::default());
    assert_eq!(code(ask(&fetcher, &host.url("/")).await), "interrupted");
    assert_eq!(host.asked().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn attempts_and_redirects_share_the_total_time() {
    let slow = || Reply::Drip(cut(&[], b"["), b' ', Duration::from_secs(1));
    let last = BadHost::start(move |asked| match asked.path.as_str() {
        "/slow" => slow(),
        _ => Reply::Silence,
    })
    .await;
    let onward = answer("302 Found", &[("location", &last.url("/slow"))], b"");
    let stalled = AtomicUsize::new(0);
    let first = BadHost::start(move |_| match stalled.fetch_add(1, Ordering::Relaxed) {
        0 | 1 => Reply::Silence,
        _ => Reply::Bytes(onward.clone()),
    })
    .await;
    let before = Instant::now();
    let error = ask(&fetcher(), &first.url("/")).await.unwrap_err();
    let FetchError::TimedOut { waiting_for, .. } = error else {
        panic!("{error:?}");
    };
    assert_eq!(waiting_for, Wait::End);
    let waited = before.elapsed().as_secs();
    assert!((119..=121).contains(&waited), "{waited}");
    assert_eq!((first.asked().len(), last.asked().len()), (3, 1));
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
async fn a_retry_after_of_nothing_does_not_hurry() {
    let limited = answer("429 Too Many Requests", &[("retry-after", "0")], b"");
    let host = in_turn(vec![limited.clone(), limited, json("[1]")]).await;
    let mut config = config();
    config.pace.interval = Duration::ZERO;
    let fetcher = fetcher_with(config, &Names::default());
    let before = Instant::now();
    assert_eq!(text(ask(&fetcher, &host.url("/")).await), "[1]");
    // Half to all of 1 s, then half to all of 2 s.
    let waited = before.elapsed();
    assert!((1500..=3100).contains(&waited.as_millis()), "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn the_wish_of_a_host_that_fails_is_told() {
    for status in [
        "500 Internal Server Error",
        "501 Not Implemented",
        "503 Service Unavailable",
    ] {
        let failing = answer(status, &[("retry-after", "1800")], b"");
        let host = BadHost::saying(failing).await;
        let error = ask(&fetcher(), &host.url("/")).await.unwrap_err();
        assert_eq!(error.code(), "server-failed", "{status}");
        assert_eq!(error.retry_after(), Some(Duration::from_secs(1800)));
        let words = error.to_string();
        assert!(words.ends_with("asks us to wait for 1800 s"), "{words}");
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
async fn an_absurd_retry_after_is_believed_for_a_day_only() {
    let wish = "99999999999999999999";
    let limited = answer("503 Service Unavailable", &[("retry-after", wish)], b"");
    let host = in_turn(vec![limited, json("[1]")]).await;
    let fetcher = fetcher();
    assert_eq!(code(ask(&fetcher, &host.url("/")).await), "server-failed");
    tokio::time::advance(Duration::from_hours(23)).await;
    assert_eq!(code(ask(&fetcher, &host.url("/")).await), "rate-limited");
    assert_eq!(host.asked().len(), 1, "it is left alone");
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

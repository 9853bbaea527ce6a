//! Bounded time and size, whatever a host sends.

use std::time::Duration;

use ingest::fetch::{FetchError, Wait};
use tokio::time::Instant;

use crate::bad_host::{BadHost, Reply, answer, head};
use crate::trial::{Names, ask, code, config, fetcher, fetcher_with};

const JSON: (&str, &str) = ("content-type", "application/json");

async fn timed_out(host: &BadHost) -> (Wait, Duration) {
    let before = Instant::now();
    let error = ask(&fetcher(), &host.url("/")).await.unwrap_err();
    let FetchError::TimedOut { waiting_for, .. } = error else {
        panic!("{error:?}");
    };
    (waiting_for, before.elapsed())
}

#[tokio::test(start_paused = true)]
async fn one_byte_a_second_is_given_up_after_the_total_time() {
    let host =
        BadHost::start(|_| Reply::Drip(head("200 OK", &[JSON]), b'[', Duration::from_secs(1)))
            .await;
    let (waiting_for, waited) = timed_out(&host).await;
    assert_eq!(waiting_for, Wait::End);
    assert!((119..122).contains(&waited.as_secs()), "{waited:?}");
    assert_eq!(host.asked().len(), 1, "a slow host is not asked again");
}

#[tokio::test(start_paused = true)]
async fn a_host_that_stops_in_the_middle_is_given_up_after_the_idle_time() {
    let host =
        BadHost::start(|_| Reply::Drip(head("200 OK", &[JSON]), b'[', Duration::from_hours(1)))
            .await;
    let (waiting_for, waited) = timed_out(&host).await;
    assert_eq!(waiting_for, Wait::MoreBytes);
    assert_eq!(host.asked().len(), 4);
    // Four times the idle time, and the pauses between.
    assert!((83..89).contains(&waited.as_secs()), "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn a_host_that_never_answers_is_given_up() {
    let host = BadHost::start(|_| Reply::Silence).await;
    let (waiting_for, waited) = timed_out(&host).await;
    assert_eq!(waiting_for, Wait::Answer);
    assert_eq!(
        host.asked().len(),
        3,
        "a fourth would exceed the total time"
    );
    assert!(waited.as_secs() <= 95, "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn headers_a_byte_a_second_are_given_up() {
    let host = BadHost::start(|_| {
        Reply::Drip(
            b"HTTP/1.1 200 OK\r\nx: ".to_vec(),
            b'y',
            Duration::from_secs(1),
        )
    })
    .await;
    let (waiting_for, waited) = timed_out(&host).await;
    assert_eq!(waiting_for, Wait::Answer);
    assert!(waited.as_secs() <= 95, "{waited:?}");
}

#[tokio::test]
async fn a_stream_of_ten_gigabytes_is_cut_at_the_limit() {
    let host = BadHost::start(|_| {
        Reply::Stream(head("200 OK", &[JSON]), vec![b' '; 64 * 1024], 160 * 1024)
    })
    .await;
    assert_eq!(code(ask(&fetcher(), &host.url("/")).await), "too-large");
    let limit = 32 * 1024 * 1024;
    // What is beyond it lay in the buffers of both ends.
    assert!(host.sent() < limit + 16 * 1024 * 1024, "{}", host.sent());
}

#[tokio::test(start_paused = true)]
async fn an_announced_length_beyond_the_limit_is_not_even_begun() {
    let host = BadHost::start(|_| {
        let length = ("content-length", "10737418240");
        Reply::Stream(head("200 OK", &[JSON, length]), vec![b' '; 1024], 1)
    })
    .await;
    assert_eq!(code(ask(&fetcher(), &host.url("/")).await), "too-large");
}

#[tokio::test(start_paused = true)]
async fn the_limit_itself_is_still_read() {
    let mut config = config();
    config.limits.body_bytes = 1000;
    let fetcher = fetcher_with(config, &Names::default());
    let exactly = BadHost::saying(answer("200 OK", &[JSON], &[b' '; 1000])).await;
    assert!(ask(&fetcher, &exactly.url("/")).await.is_ok());
    let more = BadHost::saying(answer("200 OK", &[JSON], &[b' '; 1001])).await;
    assert_eq!(code(ask(&fetcher, &more.url("/")).await), "too-large");
}

#[tokio::test(start_paused = true)]
async fn an_unknown_or_doubled_packing_is_refused() {
    for coding in ["compress", "gzip, gzip", "br, gzip", "aes128gcm"] {
        let host = BadHost::saying(answer(
            "200 OK",
            &[JSON, ("content-encoding", coding)],
            b"x",
        ))
        .await;
        assert_eq!(
            code(ask(&fetcher(), &host.url("/")).await),
            "undecodable",
            "{coding}"
        );
    }
    let twice = [
        JSON,
        ("content-encoding", "gzip"),
        ("content-encoding", "br"),
    ];
    let host = BadHost::saying(answer("200 OK", &twice, b"x")).await;
    assert_eq!(code(ask(&fetcher(), &host.url("/")).await), "undecodable");
}

#[tokio::test(start_paused = true)]
async fn a_damaged_packing_is_refused() {
    for coding in ["gzip", "br", "zstd", "deflate"] {
        let headers = [JSON, ("content-encoding", coding)];
        let host = BadHost::saying(answer("200 OK", &headers, b"this is not packed")).await;
        assert_eq!(
            code(ask(&fetcher(), &host.url("/")).await),
            "undecodable",
            "{coding}"
        );
    }
}

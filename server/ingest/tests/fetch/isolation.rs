//! One bad host never delays another.

use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::bad_host::{BadHost, Reply, answer, head, json};
use crate::trial::{Names, ask, config, fetcher_with, text};

#[tokio::test(start_paused = true)]
async fn hosts_that_stall_keep_nobody_else_waiting() {
    let silent = BadHost::start(|_| Reply::Silence).await;
    let slow =
        BadHost::start(|_| Reply::Drip(head("200 OK", &[]), b'[', Duration::from_secs(1))).await;
    let limited = answer("429 Too Many Requests", &[("retry-after", "100")], b"");
    let limited = BadHost::saying(limited).await;
    let good = BadHost::saying(json("[1]")).await;
    let mut names = Names::default();
    let mut bad_urls = Vec::new();
    for (name, host) in [("silent", &silent), ("slow", &slow), ("limited", &limited)] {
        let name = format!("{name}.example.com");
        names = names.here(&name);
        bad_urls.extend((0..20).map(|number| host.url_as(&name, &format!("/{number}"))));
    }
    for number in 0..50 {
        names = names.here(&format!("good{number}.example.com"));
    }
    let fetcher = fetcher_with(config(), &names);

    let mut bad = JoinSet::new();
    for url in bad_urls {
        let fetcher = fetcher.clone();
        bad.spawn(async move { ask(&fetcher, &url).await.is_err() });
    }
    // Long enough that every place of the bad hosts is taken.
    tokio::time::sleep(Duration::from_secs(5)).await;
    for number in 0..50 {
        let url = good.url_as(&format!("good{number}.example.com"), "/jobs");
        let before = Instant::now();
        assert_eq!(text(ask(&fetcher, &url).await), "[1]");
        let waited = before.elapsed();
        assert!(
            waited < Duration::from_millis(100),
            "good{number}: {waited:?}"
        );
    }
    assert!(bad.len() >= 60, "the bad ones still wait");
    assert!(bad.join_all().await.into_iter().all(|failed| failed));
}

#[tokio::test(start_paused = true)]
async fn a_host_is_never_asked_more_than_twice_at_once_nor_too_fast() {
    let host = BadHost::start(|_| Reply::Silence).await;
    let names = Names::default().here("slow.example.com");
    let fetcher = fetcher_with(config(), &names);
    let mut all = JoinSet::new();
    for number in 0..10 {
        let url = host.url_as("slow.example.com", &format!("/{number}"));
        let fetcher = fetcher.clone();
        all.spawn(async move { ask(&fetcher, &url).await.is_err() });
    }
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert_eq!(host.asked().len(), 1, "the second keeps its distance");
    tokio::time::sleep(Duration::from_secs(10)).await;
    assert_eq!(host.asked().len(), 2, "the third waits for a place");
    assert!(all.join_all().await.into_iter().all(|failed| failed));
    assert_eq!(
        host.asked().len(),
        30,
        "each as often as its total time allows"
    );
}

#[tokio::test(start_paused = true)]
async fn a_fetch_that_is_dropped_gives_its_place_back() {
    let host = BadHost::start(|asked| match asked.path.as_str() {
        "/good" => Reply::Bytes(json("[1]")),
        _ => Reply::Silence,
    })
    .await;
    let fetcher = fetcher_with(config(), &Names::default());
    let before = Instant::now();
    for _ in 0..4 {
        let stall = host.url("/stall");
        let stalled = ask(&fetcher, &stall);
        let _ = tokio::time::timeout(Duration::from_secs(2), stalled).await;
    }
    assert_eq!(text(ask(&fetcher, &host.url("/good")).await), "[1]");
    assert!(
        before.elapsed() < Duration::from_secs(12),
        "{:?}",
        before.elapsed()
    );
}

//! Boards that show only their newest, when they are not read for long.

use std::fmt::Write;

use axum::http::StatusCode;
use store::BoardState;

use super::*;

const FEED: &str = "https://moor.example/jobs.json";
const BOARD: &str = "feed:https://moor.example/jobs.json";
const DAY: i64 = 24;

/// A JSON Feed with postings of these numbers.
fn feed(numbers: impl IntoIterator<Item = u64>) -> String {
    let mut items = String::new();
    for number in numbers {
        let comma = if items.is_empty() { "" } else { "," };
        write!(
            items,
            r#"{comma}{{"id":"{number}","url":"https://moor.example/jobs/{number}",
            "title":"Backend Engineer {number}","date_published":"2026-08-20T04:05:06Z",
            "content_html":"<p>We write service {number} in Rust on PostgreSQL.</p>"}}"#
        )
        .unwrap();
    }
    format!(r#"{{"version":"https://jsonfeed.org/version/1.1","title":"Moor","items":[{items}]}}"#)
}

async fn sweep(site: &Site) -> u64 {
    site.collector.intake.close_aged().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_fails_for_two_months_closes_nothing_until_it_answers() {
    let host = Host::start().await;
    let mut site = Site::new(&host).await;
    site.add(BOARD).await;
    host.json(FEED, feed(1..6));
    assert_eq!(site.pass().await.failures, []);
    host.set(FEED, Reply::Status(StatusCode::NOT_FOUND, Vec::new()));
    for day in [10, 31, 60] {
        site = site.at(day * DAY).await;
        assert_eq!(site.pass().await.failures.len(), 1);
        assert_eq!(sweep(&site).await, 0, "day {day}");
        assert_eq!(site.open(BOARD).await, 5);
    }
    host.json(FEED, feed(3..8));
    assert_eq!(site.pass().await.failures, []);
    assert_eq!(sweep(&site).await, 2, "what it lists no longer");
    assert_eq!(site.open(BOARD).await, 5);
    site.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_instance_that_was_down_for_two_months_closes_nothing_when_it_starts() {
    let host = Host::start().await;
    let site = Site::new(&host).await;
    site.add(BOARD).await;
    host.json(FEED, feed(1..6));
    site.pass().await;
    let site = site.at(60 * DAY).await;
    assert_eq!(sweep(&site).await, 0);
    assert_eq!(site.open(BOARD).await, 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_feed_keeps_its_postings_and_a_resumed_one_does_not() {
    let host = Host::start().await;
    let site = Site::new(&host).await;
    let number = site.add(BOARD).await.number;
    host.json(FEED, feed(1..6));
    site.pass().await;
    let set = async |site: &Site, state| {
        let now = site.collector.now();
        site.store().set_board_state(number, state, now).await
    };
    set(&site, BoardState::Paused).await.unwrap();
    host.json(FEED, feed(3..6));
    let site = site.at(40 * DAY).await;
    assert_eq!(sweep(&site).await, 0);
    // Fetched by name, which a pause allows.
    site.pass().await;
    assert_eq!(sweep(&site).await, 0, "still paused");
    set(&site, BoardState::Active).await.unwrap();
    assert_eq!(sweep(&site).await, 2);
    site.verify().await;
}

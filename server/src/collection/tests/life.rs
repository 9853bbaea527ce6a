//! The life of postings: new, changed, gone, back, doubted.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn postings_open_change_close_and_come_back_with_their_listing() {
    let host = Host::start().await;
    let mut site = Site::new(&host).await;
    site.add("greenhouse:tarnwell").await;
    let address = greenhouse_address("tarnwell");
    let rounds: [(String, [u64; 4], u64); 5] = [
        (greenhouse(1..9), [8, 0, 0, 0], 8),
        (greenhouse(3..9), [0, 0, 2, 0], 6),
        (greenhouse_in(3..9, "Leeds"), [0, 6, 0, 0], 6),
        (greenhouse_in(2..9, "Leeds"), [0, 1, 0, 1], 7),
        (greenhouse_in(2..10, "Leeds"), [1, 0, 0, 0], 8),
    ];
    for (hour, (body, expected, open)) in rounds.into_iter().enumerate() {
        site = site.at(i64::try_from(hour).unwrap()).await;
        host.json(&address, body);
        let pass = site.pass().await;
        assert_eq!(pass.failures, []);
        let run = site.last_run("greenhouse:tarnwell").await;
        let found = [run.new, run.changed, run.closed, run.reopened];
        assert_eq!(found, expected, "hour {hour}: {run:?}");
        assert_eq!(site.open("greenhouse:tarnwell").await, open);
        site.verify().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_listing_warns_and_the_whole_one_ends_the_doubt() {
    let host = Host::start().await;
    let site = Site::new(&host).await;
    site.add("greenhouse:tarnwell").await;
    let address = greenhouse_address("tarnwell");
    host.json(&address, greenhouse(1..21));
    site.pass().await;
    let mut site = site.at(1).await;
    host.json(&address, greenhouse([]));
    let pass = site.pass().await;
    let words = &pass.warnings[0].1;
    assert!(
        words.contains("lists 0 postings where it listed 20"),
        "{words}"
    );
    assert_eq!(site.open("greenhouse:tarnwell").await, 20);
    assert!(site.row("greenhouse:tarnwell").await.held.is_some());
    // The answer is the same again, and yet is not taken for known.
    site = site.at(2).await;
    assert_eq!(site.pass().await.warnings.len(), 1);
    site = site.at(3).await;
    host.json(&address, greenhouse(1..20));
    let pass = site.pass().await;
    assert_eq!((pass.warnings.len(), pass.totals.closed), (0, 1));
    assert!(site.row("greenhouse:tarnwell").await.held.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_says_the_same_is_read_again_in_full_once_a_day() {
    let host = Host::start().await;
    let mut site = Site::new(&host).await;
    site.add("greenhouse:tarnwell").await;
    host.json(&greenhouse_address("tarnwell"), greenhouse(1..9));
    let mut read = Vec::new();
    for hour in [0, 1, 12, 23, 25, 26] {
        site = site.at(hour).await;
        site.pass().await;
        read.push(site.last_run("greenhouse:tarnwell").await.fetched);
    }
    assert_eq!(read, [8, 0, 0, 0, 8, 0]);
}

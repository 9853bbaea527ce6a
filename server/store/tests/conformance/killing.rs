//! A process that is killed while it records or takes listings in leaves a
//! consistent database.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use store::{NewPosting, Outcome, Store};

use crate::listings::{board, fetch, hn, names};
use crate::sample::{day, posting, posting_with};

/// Says to the child where to record; absent in every other run.
const DATABASE: &str = "BACKBOARD_TEST_KILLED_DATABASE";
const BATCH: u64 = 40;

fn batch(number: u64) -> Vec<NewPosting> {
    (number * BATCH..(number + 1) * BATCH)
        .map(|posting_number| {
            posting_with(&posting_number.to_string(), |p| {
                p.content_hash.0 = format!("text-{}", posting_number % 30);
            })
        })
        .collect()
}

/// Records without end, from where the database stands; killed by the test below.
#[tokio::test]
#[ignore = "the other half of the next test, which starts it"]
async fn record_until_killed() {
    let Some(path) = std::env::var_os(DATABASE) else {
        return;
    };
    let store = Store::open_file(path).await.unwrap();
    let mut number = store.count_postings().await.unwrap() / BATCH;
    loop {
        store.record(&batch(number), day(1)).await.unwrap();
        number += 1;
        eprintln!("recorded {number}");
    }
}

#[tokio::test]
async fn a_killed_process_leaves_whole_batches_and_no_contradiction() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("board.sqlite");
    for round in 0..5 {
        let child = "killing::record_until_killed";
        let acknowledged = run_and_kill(child, &path, 3 + round);
        let store = Store::open_file(&path).await.unwrap();
        let count = store.count_postings().await.unwrap();
        assert_eq!(count % BATCH, 0, "a batch is there whole or not at all");
        assert!(
            count >= acknowledged * BATCH,
            "what was acknowledged is there"
        );
        assert_eq!(store.verify().await.unwrap(), []);
        let again = store.record(&batch(0), day(1)).await.unwrap();
        assert!(again.iter().all(|one| one.outcome == Outcome::Unchanged));
        let next = store.record(&[posting("after")], day(1)).await.unwrap();
        store.delete(&[next[0].id]).await.unwrap();
        store.close_connections().await;
    }
}

/// Every other listing of the board lacks half of the postings.
async fn take_listing_in(store: &Store, board: store::BoardNumber, round: u64) {
    let listed = if round.is_multiple_of(2) { 80 } else { 40 };
    let seen_at = day(i64::try_from(round).unwrap());
    fetch(store, board, &names(0..listed), seen_at).await;
}

/// The next round, by when the board was last listed.
async fn next_round(store: &Store) -> (store::BoardNumber, u64) {
    match store.find_board(&hn(), "acme").await.unwrap() {
        None => (board(store, "acme").await, 0),
        Some(board) => {
            let listed = board.listed.map(|(at, _)| day(0).days_until(at) + 1);
            let round = u64::try_from(listed.unwrap_or(0)).unwrap();
            (board.number, round)
        }
    }
}

/// Takes listings in without end; killed by the test below.
#[tokio::test]
#[ignore = "the other half of the next test, which starts it"]
async fn take_listings_in_until_killed() {
    let Some(path) = std::env::var_os(DATABASE) else {
        return;
    };
    let store = Store::open_file(path).await.unwrap();
    loop {
        let (board, round) = next_round(&store).await;
        take_listing_in(&store, board, round).await;
        eprintln!("recorded {}", round + 1);
    }
}

#[tokio::test]
async fn a_killed_process_leaves_listings_whole_and_the_next_completes_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("board.sqlite");
    for attempt in 0..5 {
        let child = "killing::take_listings_in_until_killed";
        let acknowledged = run_and_kill(child, &path, 3 + attempt);
        let store = Store::open_file(&path).await.unwrap();
        assert_eq!(store.verify().await.unwrap(), []);
        let (board, round) = next_round(&store).await;
        assert!(round >= acknowledged, "what was acknowledged is there");
        take_listing_in(&store, board, round).await;
        assert_eq!(store.verify().await.unwrap(), []);
        let statuses = store.list_board_statuses().await.unwrap();
        let open = if round.is_multiple_of(2) { 80 } else { 40 };
        assert_eq!(statuses[0].open, open);
        let source = &store.list_sources().await.unwrap()[0];
        assert_eq!((source.open, source.ever), (open, 80));
        store.close_connections().await;
    }
}

/// Lets a child work some rounds, kills it in the middle of another, and says
/// how many rounds it had acknowledged.
fn run_and_kill(child: &str, path: &Path, rounds: usize) -> u64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", child, "--ignored", "--nocapture"])
        .env(DATABASE, path)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let acknowledged = lines
        .map_while(Result::ok)
        .filter_map(|line| line.strip_prefix("recorded ")?.parse().ok())
        .nth(rounds - 1);
    child.kill().unwrap();
    child.wait().unwrap();
    acknowledged.unwrap()
}

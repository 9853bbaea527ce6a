//! A process that is killed while it records leaves a consistent database.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use store::{NewPosting, Outcome, Store};

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
        let acknowledged = record_and_kill(&path, 3 + round);
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

/// Lets a child record some batches, kills it in the middle of another, and
/// says how many it had acknowledged.
fn record_and_kill(path: &Path, batches: usize) -> u64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "killing::record_until_killed",
            "--ignored",
            "--nocapture",
        ])
        .env(DATABASE, path)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let acknowledged = lines
        .map_while(Result::ok)
        .filter_map(|line| line.strip_prefix("recorded ")?.parse().ok())
        .nth(batches - 1);
    child.kill().unwrap();
    child.wait().unwrap();
    acknowledged.unwrap()
}

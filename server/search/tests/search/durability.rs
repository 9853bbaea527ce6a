//! What survives: crashes, changes of schema, opening again.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use domain::{JobQuery, Posting, PostingId};
use search::{Change, Index, Lexicon, WriterOptions};

use crate::world::{Board, as_of, lexicon, open, posting, with_skill, with_text};

const DIRECTORY: &str = "SEARCH_TEST_DIRECTORY";
const BATCH: u64 = 50;

fn batch(from: u64) -> Vec<Posting> {
    (from..from + BATCH)
        .map(|number| with_text(posting(number, "Backend Engineer"), "<p>alpha beta</p>"))
        .collect()
}

fn put(index: &Index, postings: &[Posting], sequence: u64) {
    let changes: Vec<Change<'_>> = postings
        .iter()
        .map(|posting| Change {
            sequence,
            id: posting.id,
            posting: Some(posting),
        })
        .collect();
    index.apply(&changes).unwrap();
}

/// Not a test of its own: the process that [`a_killed_writer_loses_and_repeats_nothing`] kills.
#[test]
#[ignore = "run by another test"]
#[expect(
    clippy::disallowed_methods,
    reason = "how the parent tells it where to write"
)]
fn writes_until_it_is_killed() {
    let Ok(directory) = std::env::var(DIRECTORY) else {
        return;
    };
    let index = open(directory.as_ref());
    let mut sequence = index.last_sequence();
    for _ in 0..10_000 {
        put(&index, &batch(sequence), sequence + BATCH);
        sequence += BATCH;
        index.commit(sequence).unwrap();
        println!("committed {sequence}");
    }
}

#[test]
fn a_killed_writer_loses_and_repeats_nothing() {
    let directory = tempfile::tempdir().unwrap();
    for round in 0..3 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--ignored",
                "--exact",
                "--nocapture",
                "durability::writes_until_it_is_killed",
            ])
            .env(DIRECTORY, directory.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let told: Vec<u64> = lines
            .map_while(Result::ok)
            .filter_map(|line| line.strip_prefix("committed ")?.parse().ok())
            .take(2 + round)
            .collect();
        child.kill().unwrap();
        child.wait().unwrap();

        let index = open(directory.path());
        let sequence = index.last_sequence();
        assert!(sequence >= *told.last().unwrap());
        let mut expected: Vec<PostingId> =
            (0..sequence).map(|number| posting(number, "").id).collect();
        expected.sort_unstable();
        assert_eq!(index.list_ids(), expected);
    }
}

#[test]
fn what_is_not_committed_is_gone_after_opening_again() {
    let mut board = Board::of(&batch(0));
    put(&board.index, &batch(1_000), 99);
    let Board {
        index, directory, ..
    } = &mut board;
    let (before, path) = (index.list_ids(), directory.path().to_owned());
    drop(std::mem::replace(
        index,
        open(tempfile::tempdir().unwrap().path()),
    ));
    let again = open(&path);
    assert_eq!(again.list_ids(), before);
    assert_eq!(again.last_sequence(), BATCH);
}

#[test]
fn giving_changes_again_changes_nothing() {
    let mut board = Board::of(&batch(0));
    board.put(&batch(0));
    put(&board.index, &batch(0), 100);
    put(&board.index, &batch(0), 101);
    board.index.commit(101).unwrap();
    assert_eq!(board.index.list_ids().len() as u64, BATCH);
    assert_eq!(
        board.index.count(&JobQuery::default(), as_of()).unwrap(),
        BATCH
    );
    board.index.optimize().unwrap();
    assert_eq!(
        board.index.count(&JobQuery::default(), as_of()).unwrap(),
        BATCH
    );
    assert_eq!(board.index.last_sequence(), 101);
}

#[test]
fn an_index_of_another_schema_is_replaced() {
    let directory = tempfile::tempdir().unwrap();
    let other = directory.path().join("postings-0000000000000000");
    let unrelated = directory.path().join("backboard.db");
    std::fs::create_dir(&other).unwrap();
    std::fs::write(other.join("meta.json"), "of another making").unwrap();
    std::fs::write(&unrelated, "not ours").unwrap();
    let index = open(directory.path());
    assert_eq!(index.last_sequence(), 0);
    assert!(!other.exists());
    assert!(unrelated.exists());
}

#[test]
fn only_one_can_write() {
    let directory = tempfile::tempdir().unwrap();
    let _first = open(directory.path());
    assert!(Index::open(directory.path(), lexicon(), WriterOptions::default()).is_err());
}

#[test]
fn updates_are_seen_after_the_commit_and_counted_once() {
    let mut board = Board::of(&[posting(1, "Backend Engineer")]);
    let query = |text: &str| JobQuery {
        text: text.to_owned(),
        ..JobQuery::default()
    };
    let count = |board: &Board, text: &str| board.index.count(&query(text), as_of()).unwrap();

    let changed = with_skill(posting(1, "Rust Engineer"), "rust");
    put(&board.index, std::slice::from_ref(&changed), 2);
    assert_eq!(count(&board, "backend"), 1);
    board.put(std::slice::from_ref(&changed));
    assert_eq!(
        (count(&board, "backend"), count(&board, "skill:rust")),
        (0, 1)
    );

    let mut closed = changed.clone();
    closed.closed_at = Some(as_of());
    board.put(&[closed]);
    assert_eq!(count(&board, "rust"), 0);
    let all = JobQuery {
        status: domain::StatusFilter::Closed,
        ..query("rust")
    };
    assert_eq!(board.index.count(&all, as_of()).unwrap(), 1);

    let mut duplicate = changed.clone();
    duplicate.duplicate_of = Some(PostingId::from_bits(7));
    board.put(&[duplicate]);
    assert_eq!(board.index.list_ids(), []);

    board.put(std::slice::from_ref(&changed));
    board.delete(std::slice::from_ref(&changed));
    assert_eq!(count(&board, ""), 0);
}

#[test]
fn an_index_without_vocabulary_still_finds_words() {
    let directory = tempfile::tempdir().unwrap();
    let index = Index::open(
        directory.path(),
        Lexicon::default(),
        WriterOptions::default(),
    )
    .unwrap();
    put(
        &index,
        &[with_skill(posting(1, "Rust Engineer"), "rust")],
        1,
    );
    index.commit(1).unwrap();
    let query = JobQuery {
        text: "rust".to_owned(),
        ..JobQuery::default()
    };
    let answer = index.search(&query, as_of()).unwrap();
    assert_eq!(answer.total, 1);
    assert!(answer.facets.iter().all(|group| group.category.is_none()));
}

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

/// Killed after the deletions are written and before the commit names them, a
/// process leaves a file that the next one, doing the same, gives the same name.
#[test]
fn what_a_killed_writer_left_is_in_nobodys_way() {
    let directory = tempfile::tempdir().unwrap();
    let index = open(directory.path());
    put(&index, &batch(0), BATCH);
    index.commit(BATCH).unwrap();
    drop(index);
    let entries = std::fs::read_dir(directory.path()).unwrap();
    let mut entries = entries.map(|entry| entry.unwrap().path());
    let folder = entries.find(|path| path.is_dir()).unwrap();
    let meta = folder.join("meta.json");
    let committed = std::fs::read(&meta).unwrap();
    let replaced = &batch(0)[..3];
    for killed in [true, false] {
        let index = open(directory.path());
        assert_eq!(index.last_sequence(), BATCH);
        put(&index, replaced, 2 * BATCH);
        index.commit(2 * BATCH).unwrap();
        assert_eq!(index.list_ids().len(), 50);
        drop(index);
        if killed {
            std::fs::write(&meta, &committed).unwrap();
        }
    }
    let deletions = std::fs::read_dir(&folder).unwrap();
    let is_deletion = |name: &std::ffi::OsStr| name.to_string_lossy().ends_with(".del");
    let deletions = deletions.filter(|file| is_deletion(&file.as_ref().unwrap().file_name()));
    assert_eq!(deletions.count(), 1, "the name was taken before");
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
fn an_index_that_another_version_has_open_is_left_until_it_is_free() {
    let directory = tempfile::tempdir().unwrap();
    let running = open(directory.path());
    put(&running, &batch(0), 1);
    running.commit(1).unwrap();
    // As if the version that has it open had another schema.
    let other = directory.path().join("postings-0000000000000000");
    std::fs::rename(inside(directory.path()), &other).unwrap();
    drop(open(directory.path()));
    assert!(other.join("meta.json").exists());
    assert_eq!(running.count(&JobQuery::default(), as_of()).unwrap(), BATCH);
    drop(running);
    drop(open(directory.path()));
    assert!(!other.exists());
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

#[test]
fn an_index_of_another_database_or_of_a_later_state_is_emptied() {
    let mut board = Board::new();
    assert!(
        !board.index.belong_to("one", 0).unwrap(),
        "nothing was lost"
    );
    board.put(&batch(0));
    let last = board.index.last_sequence();
    assert!(!board.index.belong_to("one", last).unwrap());
    assert_eq!(board.index.list_ids().len() as u64, BATCH);
    assert!(board.index.belong_to("one", last - 1).unwrap());
    assert_eq!(board.index.list_ids(), []);
    board.put(&batch(0));
    let Board {
        index, directory, ..
    } = board;
    drop(index);
    let again = open(directory.path());
    assert!(again.belong_to("two", 1_000).unwrap());
    assert_eq!((again.last_sequence(), again.list_ids()), (0, Vec::new()));
}

/// The directory of the index inside the folder that it was opened in.
fn inside(folder: &std::path::Path) -> std::path::PathBuf {
    let mut entries = std::fs::read_dir(folder).unwrap();
    entries.next().unwrap().unwrap().path()
}

#[test]
fn a_damaged_index_is_begun_anew_and_can_be_filled() {
    type Damage = fn(&std::path::Path);
    fn segment(folder: &std::path::Path, ending: &str) -> std::path::PathBuf {
        std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .find(|path| path.extension().is_some_and(|found| found == ending))
            .unwrap()
    }
    let damages: [(&str, Damage); 6] = [
        ("meta.json is garbage", |folder| {
            std::fs::write(folder.join("meta.json"), "garbage").unwrap();
        }),
        ("meta.json is empty", |folder| {
            std::fs::write(folder.join("meta.json"), "").unwrap();
        }),
        (".managed.json is garbage", |folder| {
            std::fs::write(folder.join(".managed.json"), "garbage").unwrap();
        }),
        ("a segment is missing", |folder| {
            std::fs::remove_file(segment(folder, "fast")).unwrap();
        }),
        ("a segment is cut", |folder| {
            let path = segment(folder, "idx");
            let bytes = std::fs::read(&path).unwrap();
            std::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
        }),
        ("a byte is flipped", |folder| {
            let path = segment(folder, "fast");
            let mut bytes = std::fs::read(&path).unwrap();
            bytes[20] ^= 0x55;
            std::fs::write(&path, bytes).unwrap();
        }),
    ];
    for (what, damage) in damages {
        let directory = tempfile::tempdir().unwrap();
        let index = open(directory.path());
        put(&index, &batch(0), 1);
        index.commit(1).unwrap();
        drop(index);
        damage(&inside(directory.path()));
        let index = open(directory.path());
        assert_eq!(
            (index.last_sequence(), index.list_ids().len()),
            (0, 0),
            "{what}"
        );
        put(&index, &batch(0), 1);
        index.commit(1).unwrap();
        assert_eq!(index.list_ids().len() as u64, BATCH, "{what}");
    }
}

#[test]
fn beginning_anew_waits_for_no_sound_index_and_respects_the_lock() {
    let directory = tempfile::tempdir().unwrap();
    let index = open(directory.path());
    put(&index, &batch(0), 1);
    index.commit(1).unwrap();
    let anew = || Index::open_anew(directory.path(), lexicon(), WriterOptions::default());
    assert!(matches!(anew(), Err(search::SearchError::InUse { .. })));
    assert_eq!(index.list_ids().len() as u64, BATCH);
    drop(index);
    assert_eq!(anew().unwrap().list_ids(), []);
}

#[test]
fn a_writer_that_failed_is_replaced_once_there_is_room_again() {
    let directory = tempfile::tempdir().unwrap();
    let index = open(directory.path());
    put(&index, &batch(0), 1);
    index.commit(1).unwrap();
    let place = inside(directory.path());
    let away = directory.path().join("away");
    // As on a full disk, no file can be made.
    std::fs::rename(&place, &away).unwrap();
    let changes = batch(1_000);
    let changes: Vec<Change<'_>> = changes
        .iter()
        .map(|posting| Change {
            sequence: 2,
            id: posting.id,
            posting: Some(posting),
        })
        .collect();
    for _ in 0..3 {
        let failed = index.apply(&changes).and_then(|()| index.commit(2));
        assert!(failed.is_err());
        assert_eq!(index.last_sequence(), 1);
    }
    assert_eq!(index.count(&JobQuery::default(), as_of()).unwrap(), BATCH);
    std::fs::rename(&away, &place).unwrap();
    index.apply(&changes).unwrap();
    index.commit(2).unwrap();
    assert_eq!(
        index.count(&JobQuery::default(), as_of()).unwrap(),
        2 * BATCH
    );
}

#[test]
fn a_lock_that_cannot_be_written_is_not_taken_for_another_process() {
    let directory = tempfile::tempdir().unwrap();
    drop(open(directory.path()));
    let lock = inside(directory.path()).join(".tantivy-writer.lock");
    std::fs::remove_file(&lock).unwrap();
    std::fs::create_dir(&lock).unwrap();
    let error = Index::open(directory.path(), lexicon(), WriterOptions::default()).unwrap_err();
    match error {
        search::SearchError::Directory { path, .. } => assert_eq!(path, lock),
        other => panic!("{other}"),
    }
}

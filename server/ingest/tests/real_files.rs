//! Reads the real files beside the repository, where they are present.

#![expect(
    clippy::panic,
    clippy::print_stderr,
    reason = "a test says loudly what it skips and finds"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use ingest::{FormatKind, Item, open, sanitize};

fn real_files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data")
        .join(folder);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("SKIPPED: no real files in {}", folder.display());
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    files
}

fn read_all(folder: &str) -> (usize, BTreeSet<String>, BTreeMap<String, usize>) {
    let (mut postings, mut ids, mut reasons) = (0, BTreeSet::new(), BTreeMap::new());
    for file in real_files(folder) {
        let mut feed = open(&file, None).unwrap_or_else(|error| panic!("{error}"));
        for item in feed.by_ref() {
            match item {
                Item::Posting(posting) => {
                    postings += 1;
                    ids.insert(posting.external_id.clone());
                    assert!(!posting.body.contains('\0'));
                    assert!(!sanitize(&posting.body).contains("<script"));
                }
                Item::Rejected { reason, .. } => *reasons.entry(reason).or_default() += 1,
            }
        }
        assert!(feed.damage().is_none());
        assert_eq!(feed.bytes_total(), Some(feed.bytes_read()));
        let hn = matches!(feed.kind(), FormatKind::HnComments | FormatKind::HnJobs);
        assert_eq!(hn, folder == "hn", "{}", file.display());
    }
    eprintln!(
        "{folder}: {postings} postings, {} ids, rejected {reasons:?}",
        ids.len()
    );
    (postings, ids, reasons)
}

#[test]
fn every_real_thread_is_read() {
    let (postings, ids, reasons) = read_all("hn");
    if postings > 0 {
        assert!(postings > 52_000 && ids.len() < postings);
        let known = [
            "deleted",
            "dead",
            "no text",
            "a reply, not a posting",
            "neither text nor title",
        ];
        assert!(
            reasons
                .keys()
                .all(|reason| known.contains(&reason.as_str())),
            "{reasons:?}"
        );
    }
}

#[test]
fn every_real_board_is_read() {
    let (postings, ids, reasons) = read_all("ashby");
    if postings > 0 {
        assert_eq!((postings, ids.len()), (2_705, 2_705));
        assert!(reasons.is_empty(), "{reasons:?}");
    }
}

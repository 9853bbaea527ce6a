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

/// Per real answer: its format, and how many postings, refusals, postings
/// without a text, with a company, with a place, with pay and with a date it gives.
const REAL_ANSWERS: [(&str, FormatKind, [usize; 7]); 21] = [
    (
        "arbeitnow.json",
        FormatKind::Arbeitnow,
        [5, 0, 0, 5, 5, 0, 5],
    ),
    ("ashby.json", FormatKind::Ashby, [6, 0, 0, 6, 6, 0, 6]),
    (
        "bamboohr-list.json",
        FormatKind::BambooHr,
        [2, 0, 2, 0, 2, 0, 0],
    ),
    (
        "greenhouse-content.json",
        FormatKind::Greenhouse,
        [2, 0, 0, 2, 2, 0, 2],
    ),
    (
        "greenhouse-no-content.json",
        FormatKind::Greenhouse,
        [6, 0, 6, 6, 6, 0, 6],
    ),
    (
        "himalayas.json",
        FormatKind::Himalayas,
        [4, 0, 0, 4, 4, 2, 4],
    ),
    (
        "hn-algolia-comments.json",
        FormatKind::HnHits,
        [6, 1, 0, 0, 0, 0, 6],
    ),
    (
        "hn-thread-page.html",
        FormatKind::HnPage,
        [306, 182, 0, 0, 0, 0, 306],
    ),
    (
        "jsonld-graph.html",
        FormatKind::JobPosting,
        [1, 0, 0, 1, 1, 0, 1],
    ),
    (
        "lever-truncated.json",
        FormatKind::Lever,
        [2, 0, 0, 2, 2, 0, 2],
    ),
    ("lever.json", FormatKind::Lever, [6, 0, 0, 6, 5, 2, 6]),
    ("personio.xml", FormatKind::Personio, [2, 0, 2, 2, 2, 0, 2]),
    (
        "recruitee.json",
        FormatKind::Recruitee,
        [2, 0, 0, 2, 2, 2, 2],
    ),
    ("remoteok.json", FormatKind::RemoteOk, [4, 0, 0, 4, 4, 0, 4]),
    ("rss.xml", FormatKind::Rss, [875, 0, 0, 0, 0, 0, 875]),
    (
        "smartrecruiters-detail.json",
        FormatKind::SmartRecruitersPosting,
        [0, 1, 0, 0, 0, 0, 0],
    ),
    (
        "smartrecruiters-list-pages.json",
        FormatKind::SmartRecruitersPosting,
        [3, 0, 1, 3, 3, 0, 3],
    ),
    (
        "teamtailor-jsonfeed.json",
        FormatKind::JsonFeed,
        [2, 0, 2, 2, 2, 0, 2],
    ),
    ("teamtailor.rss.xml", FormatKind::Rss, [1, 0, 0, 1, 1, 0, 1]),
    (
        "workable-widget.json",
        FormatKind::Workable,
        [3, 0, 3, 3, 3, 0, 3],
    ),
    (
        "workday-list.json",
        FormatKind::Workday,
        [2, 0, 2, 0, 0, 0, 0],
    ),
];

#[test]
fn every_real_answer_of_an_applicant_tracking_system_is_read() {
    let files = real_files("ats");
    for file in &files {
        let mut feed = open(file, None).unwrap_or_else(|error| panic!("{error}"));
        let kind = feed.kind();
        let mut counts = [0; 7];
        for item in feed.by_ref() {
            let Item::Posting(posting) = item else {
                counts[1] += 1;
                continue;
            };
            let stated = [
                true,
                false,
                posting.body.is_empty(),
                posting.company.is_some(),
                !posting.locations.is_empty(),
                !posting.salary.is_empty(),
                posting.posted_at.is_some(),
            ];
            for (count, stated) in counts.iter_mut().zip(stated) {
                *count += usize::from(stated);
            }
            let shown = sanitize(&posting.body);
            assert!(
                !shown.contains("<script") && !shown.contains("&lt;p"),
                "{shown}"
            );
        }
        assert!(feed.damage().is_none());
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let expected = REAL_ANSWERS.iter().find(|(known, ..)| *known == name);
        let Some((_, format, expected)) = expected else {
            panic!("{name} is new: {} {counts:?}", kind.name());
        };
        assert_eq!((kind, counts), (*format, *expected), "{name}");
    }
    assert!(files.is_empty() || files.len() == REAL_ANSWERS.len());
}

#[test]
fn two_days_of_many_real_boards_are_read() {
    let files = real_files("greenhouse-daily");
    for file in &files {
        let mut feed = open(file, None).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(feed.kind(), FormatKind::GreenhouseCapture);
        let (mut postings, mut refused, mut unnamed) = (0, 0, 0);
        for item in feed.by_ref() {
            match item {
                Item::Posting(posting) => {
                    postings += 1;
                    unnamed += usize::from(posting.company.is_none());
                    assert!(posting.updated_at.is_some() && posting.url.is_some());
                }
                Item::Rejected { .. } => refused += 1,
            }
        }
        eprintln!("{}: {postings} postings, {refused} refused", file.display());
        assert!(postings > 110_000 && refused == 0 && unnamed == 0);
    }
}

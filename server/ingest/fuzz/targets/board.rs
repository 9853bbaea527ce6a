//! An answer to a board's question, read as a crawl does it. The first byte tells
//! the board and what it was asked; the rest is the answer.
#![no_main]

use ingest::system::{Board, Extent, Purpose, Request};
use ingest::{Item, sanitize};
use libfuzzer_sys::fuzz_target;

/// A board of every system, and two where the first question may be one of two.
const BOARDS: [&str; 21] = [
    "greenhouse:acme",
    "lever:acme",
    "lever-eu:acme",
    "ashby:acme",
    "workable:acme",
    "smartrecruiters:acme",
    "recruitee:acme",
    "personio:acme",
    "personio-com:acme",
    "teamtailor:acme",
    "bamboohr:acme",
    "hn:whoishiring",
    "hn:48000000",
    "remoteok",
    "arbeitnow",
    "himalayas",
    "usajobs:2210",
    "job-posting:https://a.example/jobs",
    "job-posting:https://a.example/sitemap.xml",
    "feed:https://a.example/feed",
    "backboard:https://a.example",
];

/// The board's first question, one for a single posting, or one for where a
/// thread of Hacker News is.
fn question(board: &Board, which: usize) -> Request {
    let first = board.first_requests().remove(0);
    match which % 3 {
        0 => first,
        1 => board
            .posting_request("a.example/48000000")
            .unwrap_or(Request {
                purpose: Purpose::Posting { external_id: None },
                ..first
            }),
        _ => Request {
            url: "https://hacker-news.firebaseio.com/v0/item/48000000.json".to_owned(),
            purpose: Purpose::Index,
            ..first
        },
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some((which, body)) = bytes.split_first() else {
        return;
    };
    let which = usize::from(*which);
    let name = BOARDS[which % BOARDS.len()];
    let board: Board = name.parse().expect("the name of a board");
    let request = question(&board, which / BOARDS.len());
    let Ok(answer) = board.read(&request, body.to_vec(), None) else {
        return;
    };
    let unsure = answer.has_unnamed && answer.extent == Extent::Whole;
    assert!(!unsure, "whole, and yet something has no name");
    for next in answer.follow {
        assert!(next.url.contains("://"), "no address: {}", next.url);
    }
    for item in answer.items {
        if let Item::Posting(posting) = item {
            assert!(!posting.external_id.is_empty(), "a posting without an id");
            let source = posting.source.as_str();
            assert_eq!(source, board.system().source(), "of another source");
            let clean = sanitize(&posting.body);
            assert!(!clean.contains("<script"), "a script came through");
        }
    }
});

//! Every system through a server on this machine that behaves like its
//! interface, and misbehaves like any.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ingest::Item;
use ingest::fetch::{FetchConfig, FetchError, Fetched, Fetcher, Keys, Request, UsaJobsKey};
use ingest::system::{self, Answer, Board};

use crate::bad_host::{Asked, BadHost, Reply, answer, head, json, redirect};
use crate::trial::{Names, config, fetcher_with};

/// A board of every system, its answer among the fixtures, and its type.
const BOARDS: &[(&str, &str, &str)] = &[
    ("greenhouse:tarnwell", "greenhouse.json", "application/json"),
    (
        "ashby:lark-the-heron",
        "ashby.json",
        "application/json; charset=utf-8",
    ),
    ("lever:ulverwold", "lever.json", "application/json"),
    ("lever-eu:ulverwold", "lever.json", "application/json"),
    ("workable:zennor", "workable.json", "application/json"),
    ("recruitee:heronworks", "recruitee.json", "application/json"),
    (
        "personio:larkfield",
        "personio.xml",
        "text/xml; charset=UTF-8",
    ),
    (
        "teamtailor:fenlight",
        "teamtailor.rss.xml",
        "application/rss+xml",
    ),
    (
        "smartrecruiters:QuillBase",
        "smartrecruiters-list.json",
        "application/json",
    ),
    (
        "bamboohr:pinebridge",
        "bamboohr-list.json",
        "application/json",
    ),
    ("hn:48000000", "hn-thread.json", "application/json"),
    ("remoteok", "remoteok.json", "application/json"),
    ("arbeitnow", "arbeitnow.json", "application/json"),
    ("himalayas", "himalayas.json", "application/json"),
    ("usajobs:2210", "usajobs.json", "application/hr+json"),
    (
        "feed:https://moor.example/feed.xml",
        "feed.rss.xml",
        "application/xml",
    ),
    (
        "feed:https://moor.example/feed.atom",
        "feed.atom.xml",
        "application/atom+xml",
    ),
    (
        "feed:https://moor.example/feed.json",
        "feed.json",
        "application/feed+json",
    ),
];

fn fixture(name: &str) -> Vec<u8> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    std::fs::read(folder.join(name)).unwrap()
}

fn board(name: &str) -> Board {
    name.parse().unwrap()
}

fn keys() -> Keys {
    Keys {
        usajobs: Some(UsaJobsKey {
            email: "ops@example.org".to_owned(),
            key: "k-123".to_owned(),
        }),
    }
}

fn fetcher() -> Fetcher {
    let mut config: FetchConfig = config();
    config.pace.interval = Duration::ZERO;
    fetcher_with(config, &Names::default())
}

/// The question as asked of this machine: the real host becomes a folder.
fn question(host: &BadHost, board: &Board, wanted: &system::Request) -> Request {
    let path = wanted.url.trim_start_matches("https://");
    let wanted = system::Request {
        url: host.url(&format!("/{path}")),
        ..wanted.clone()
    };
    Request::of_board(board, &wanted, &keys()).unwrap()
}

async fn read(
    fetcher: &Fetcher,
    host: &BadHost,
    board: &Board,
    wanted: &system::Request,
) -> Result<Answer, FetchError> {
    let document = fetcher.fetch(question(host, board, wanted)).await?;
    let body = document.document().expect("a document").body.to_vec();
    Ok(board.read(wanted, body, None).unwrap())
}

/// Follows a board from its first request to its last; ids listed and read.
async fn crawl(host: &BadHost, board: &Board) -> (Vec<String>, BTreeSet<String>) {
    let fetcher = fetcher();
    let mut waiting = board.first_requests();
    let (mut listed, mut read_ids) = (Vec::new(), BTreeSet::new());
    while let Some(wanted) = waiting.pop() {
        let answer = read(&fetcher, host, board, &wanted).await.unwrap();
        if wanted.purpose == system::Purpose::Listing {
            listed.extend(answer.listed);
        }
        read_ids.extend(answer.items.into_iter().filter_map(|item| match item {
            Item::Posting(posting) => Some(posting.external_id),
            Item::Rejected { .. } => None,
        }));
        waiting.extend(answer.follow);
    }
    (listed, read_ids)
}

/// Answers with a fixture, and 304 to those who have it.
async fn serving(body: Vec<u8>, content_type: &'static str) -> BadHost {
    BadHost::start(move |asked: &Asked| {
        Reply::Bytes(if asked.path == "/robots.txt" {
            answer("404 Not Found", &[], b"")
        } else if asked.header("if-none-match").is_some() {
            answer("304 Not Modified", &[], b"")
        } else {
            let headers = [("content-type", content_type), ("etag", "W/\"1\"")];
            answer("200 OK", &headers, &body)
        })
    })
    .await
}

#[tokio::test(start_paused = true)]
async fn every_system_is_asked_read_and_not_sent_twice() {
    let fetcher = fetcher();
    for (name, file, content_type) in BOARDS {
        let board = board(name);
        let wanted = board.first_requests().remove(0);
        let host = serving(fixture(file), content_type).await;
        let first = fetcher
            .fetch(question(&host, &board, &wanted))
            .await
            .unwrap();
        let validators = first.receipt().validators.clone();
        let body = first.document().unwrap().body.to_vec();
        let answer = board.read(&wanted, body, None).unwrap();
        assert!(!answer.listed.is_empty(), "{name}");
        let again = question(&host, &board, &wanted).unless_unchanged(validators);
        let again = fetcher.fetch(again).await.unwrap();
        assert!(matches!(again, Fetched::Unchanged(_)), "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn every_system_fails_in_words_when_its_host_misbehaves() {
    let fetcher = fetcher();
    for (name, file, content_type) in BOARDS {
        let board = board(name);
        let wanted = board.first_requests().remove(0);
        let whole = fixture(file);
        let length = whole.len().to_string();
        let headers = [("content-type", *content_type), ("content-length", &length)];
        let cut = [head("200 OK", &headers), whole[..whole.len() / 2].to_vec()].concat();
        let drip = head("200 OK", &headers);
        let misbehaviours: [(&str, Rule); 8] = [
            ("not-found", bytes(answer("404 Not Found", &[], b"{}"))),
            (
                "rate-limited",
                bytes(answer(
                    "429 Too Many Requests",
                    &[("retry-after", "900")],
                    b"",
                )),
            ),
            (
                "server-failed",
                bytes(answer("500 Internal Server Error", &[], b"oh")),
            ),
            ("interrupted", bytes(cut)),
            (
                "timed-out",
                Box::new(move |_| Reply::Drip(drip.clone(), b' ', Duration::from_secs(1))),
            ),
            (
                "wrong-content",
                bytes(answer("200 OK", &[("content-type", "image/png")], &whole)),
            ),
            (
                "endless-redirect",
                Box::new(|asked: &Asked| Reply::Bytes(redirect("302 Found", &asked.path))),
            ),
            ("denied", bytes(answer("403 Forbidden", &[], b"<html>"))),
        ];
        for (expected, rule) in misbehaviours {
            let host = BadHost::start(move |asked: &Asked| match asked.path.as_str() {
                "/robots.txt" => Reply::Bytes(answer("404 Not Found", &[], b"")),
                _ => rule(asked),
            })
            .await;
            let error = read(&fetcher, &host, &board, &wanted).await.unwrap_err();
            assert_eq!(error.code(), expected, "{name}: {error}");
            assert!(!error.advice().is_empty());
        }
    }
}

type Rule = Box<dyn Fn(&Asked) -> Reply + Send + Sync>;

fn bytes(bytes: Vec<u8>) -> Rule {
    Box::new(move |_| Reply::Bytes(bytes.clone()))
}

fn number(asked: &Asked, key: &str) -> usize {
    let query = asked.path.split('?').nth(1).unwrap_or_default();
    let value = query
        .split('&')
        .find_map(|pair| pair.strip_prefix(&format!("{key}=")));
    value.map_or(0, |value| value.parse().unwrap())
}

#[tokio::test(start_paused = true)]
async fn a_listing_of_pages_by_skip_and_limit_is_read_to_its_end() {
    let host = BadHost::start(|asked: &Asked| {
        let (skip, limit) = (number(asked, "skip"), number(asked, "limit"));
        let jobs: Vec<String> = (skip..(skip + limit).min(250))
            .map(|n| format!(r#"{{"id":"job-{n}","text":"Backend Engineer","categories":{{}},"description":"<p>Rust</p>","createdAt":1760000000000}}"#))
            .collect();
        Reply::Bytes(json(&format!("[{}]", jobs.join(","))))
    })
    .await;
    let (listed, read) = crawl(&host, &board("lever:ulverwold")).await;
    assert_eq!((listed.len(), read.len()), (250, 250));
    assert_eq!(host.asked().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_listing_without_texts_is_followed_to_each_of_them_past_a_429() {
    let limited_once = AtomicBool::new(false);
    let host = BadHost::start(move |asked: &Asked| {
        let path = asked.path.split('?').next().unwrap_or_default();
        let id = path.rsplit('/').next().unwrap_or_default();
        if id == "job7" && !limited_once.swap(true, Ordering::Relaxed) {
            return Reply::Bytes(answer("429 Too Many Requests", &[("retry-after", "3")], b""));
        }
        if id != "postings" {
            return Reply::Bytes(json(&format!(
                r#"{{"id":"{id}","name":"Backend Engineer","jobAd":{{"sections":{{"jobDescription":{{"title":"Job","text":"<p>We write Rust services.</p>"}}}}}}}}"#
            )));
        }
        let offset = number(asked, "offset");
        let jobs: Vec<String> = (offset..(offset + 100).min(130))
            .map(|n| format!(r#"{{"id":"job{n}","name":"Backend Engineer"}}"#))
            .collect();
        Reply::Bytes(json(&format!(
            r#"{{"offset":{offset},"limit":100,"totalFound":130,"content":[{}]}}"#,
            jobs.join(",")
        )))
    })
    .await;
    let (listed, read) = crawl(&host, &board("smartrecruiters:QuillBase")).await;
    assert_eq!((listed.len(), read.len()), (130, 130));
    assert_eq!(host.asked().len(), 2 + 130 + 1, "one was asked twice");
}

#[tokio::test(start_paused = true)]
async fn a_listing_of_numbered_pages_ends_where_no_next_is_named() {
    let host = BadHost::start(|asked: &Asked| {
        let page = number(asked, "page");
        let jobs: Vec<String> = (0..10)
            .map(|n| format!(r#"{{"slug":"job-{page}-{n}","title":"Backend Engineer","company_name":"Heron","description":"<p>Go</p>","url":"https://www.arbeitnow.com/jobs/{page}/{n}","created_at":1760000000}}"#))
            .collect();
        let next = if page < 4 { "\"next\"" } else { "null" };
        Reply::Bytes(json(&format!(
            r#"{{"data":[{}],"links":{{"next":{next}}},"meta":{{"current_page":{page}}}}}"#,
            jobs.join(",")
        )))
    })
    .await;
    let (listed, read) = crawl(&host, &board("arbeitnow")).await;
    assert_eq!((listed.len(), read.len()), (40, 40));
    assert_eq!(host.asked().len(), 4);
}

/// Real answers where they are at hand: the same through the network as from a file.
#[tokio::test]
async fn real_answers_are_the_same_through_the_network() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/ats");
    let real = [
        (
            "greenhouse:acme",
            "greenhouse-content.json",
            "application/json",
        ),
        ("ashby:acme", "ashby.json", "application/json"),
        ("lever:acme", "lever.json", "application/json"),
        ("workable:acme", "workable-widget.json", "application/json"),
        ("recruitee:acme", "recruitee.json", "application/json"),
        ("personio:acme", "personio.xml", "text/xml"),
        (
            "teamtailor:acme",
            "teamtailor.rss.xml",
            "application/rss+xml",
        ),
        ("bamboohr:acme", "bamboohr-list.json", "application/json"),
        ("remoteok", "remoteok.json", "application/json"),
        ("arbeitnow", "arbeitnow.json", "application/json"),
        ("himalayas", "himalayas.json", "application/json"),
        ("feed:https://moor.example/feed.xml", "rss.xml", "text/xml"),
    ];
    let fetcher = fetcher();
    for (name, file, content_type) in real {
        let Ok(body) = std::fs::read(folder.join(file)) else {
            eprintln!("SKIPPED: no real file {file}");
            continue;
        };
        let board = board(name);
        let wanted = board.first_requests().remove(0);
        let from_file = board.read(&wanted, body.clone(), None);
        let host = serving(body, content_type).await;
        let document = fetcher
            .fetch(question(&host, &board, &wanted))
            .await
            .unwrap();
        let body = document.document().unwrap().body.to_vec();
        let from_network = board.read(&wanted, body, None);
        match (from_file, from_network) {
            (Ok(file), Ok(network)) => {
                assert!(!file.listed.is_empty(), "{name}");
                assert_eq!(file.listed, network.listed, "{name}");
            }
            (file, network) => panic!("{name}: {:?} {:?}", file.err(), network.err()),
        }
    }
}

//! Answers of every system, read the way a fetcher would: page after page, from
//! lists to texts, and never taken for whole when they are not.
#![expect(clippy::panic, reason = "tests fail loudly")]

use ingest::system::{Answer, Board, Extent, Purpose, Request};
use ingest::{FeedError, Item};

fn fixture(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/");
    std::fs::read(format!("{folder}{name}")).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn board(name: &str) -> Board {
    name.parse().unwrap_or_else(|error| panic!("{error}"))
}

fn first(board: &Board) -> Request {
    board.first_requests().remove(0)
}

fn listing(name: &str, body: impl Into<Vec<u8>>) -> Answer {
    let board = board(name);
    let read = board.read(&first(&board), body.into(), None);
    read.unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn urls(answer: &Answer) -> Vec<&str> {
    answer
        .follow
        .iter()
        .map(|request| request.url.as_str())
        .collect()
}

fn postings(answer: &Answer) -> usize {
    answer
        .items
        .iter()
        .filter(|item| matches!(item, Item::Posting(_)))
        .count()
}

#[test]
fn one_answer_is_the_whole_listing_of_most_systems() {
    for (name, file, listed, extent) in [
        ("greenhouse:tarnwell", "greenhouse.json", 3, Extent::Part),
        ("ashby:lark-the-heron", "ashby.json", 1, Extent::Whole),
        ("lever:ulverwold", "lever.json", 3, Extent::Whole),
        ("workable:zennor", "workable.json", 2, Extent::Part),
        ("recruitee:heronworks", "recruitee.json", 2, Extent::Whole),
        ("personio:larkfield", "personio.xml", 2, Extent::Part),
        (
            "teamtailor:fenlight",
            "teamtailor.rss.xml",
            2,
            Extent::Whole,
        ),
        ("remoteok", "remoteok.json", 3, Extent::Part),
        ("hn:48000000", "hn-thread.json", 1, Extent::Part),
        (
            "feed:https://moor.example/feed.xml",
            "feed.rss.xml",
            2,
            Extent::Part,
        ),
        (
            "feed:https://moor.example/feed",
            "feed.atom.xml",
            2,
            Extent::Part,
        ),
        (
            "feed:https://moor.example/feed",
            "feed.json",
            2,
            Extent::Part,
        ),
    ] {
        let answer = listing(name, fixture(file));
        assert_eq!(
            (answer.listed.len(), answer.extent),
            (listed, extent),
            "{name}"
        );
        assert!(answer.follow.is_empty(), "{name}");
    }
}

#[test]
fn a_listing_is_not_whole_when_items_are_missing_or_unnamed() {
    let job = r#"{"id":1,"title":"A","absolute_url":"https://a.example/1"}"#;
    let of = |jobs: &str, total: &str| {
        listing(
            "greenhouse:x",
            format!(r#"{{"jobs":[{jobs}],"meta":{{"total":{total}}}}}"#),
        )
        .extent
    };
    assert_eq!(of(job, "1"), Extent::Whole);
    assert_eq!(of(job, "37"), Extent::Part);
    assert_eq!(of(job, "\"odd\""), Extent::Whole);
    assert_eq!(of(r#"{"title":"no id"}"#, "1"), Extent::Part);
    assert_eq!(of("", "0"), Extent::Whole);
    assert_eq!(of("", "5"), Extent::Part);
}

#[test]
fn answers_that_are_no_listing_are_errors() {
    let board = board("greenhouse:x");
    for body in [
        "",
        "Not Found",
        r#"{"status":404,"error":"Job not found"}"#,
        "<html>",
        r#"{"jobs":[{"id":1"#,
    ] {
        let read = board.read(&first(&board), body.into(), None);
        assert!(read.is_err(), "{body}");
    }
    for name in ["personio:x", "teamtailor:x", "feed:https://a.example/feed"] {
        let xml = self::board(name);
        for body in [
            "<html><body>Not here</body></html>",
            "<!doctype html><p>x",
            "<error>gone</error>",
            "{}",
        ] {
            assert!(
                xml.read(&first(&xml), body.into(), None).is_err(),
                "{name} {body}"
            );
        }
    }
    let empty = listing("personio:x", "<workzag-jobs></workzag-jobs>");
    assert_eq!((empty.listed.len(), empty.extent), (0, Extent::Whole));
    let cut = board.read(&first(&board), r#"{"jobs":[{"id":1"#.into(), None);
    assert!(matches!(cut, Err(FeedError::Truncated { .. })));
}

#[test]
fn pages_follow_one_another_until_the_last() {
    let lever = board("lever:ulverwold");
    let item = |n: usize| format!(r#"{{"id":"i{n}","text":"T","categories":{{}}}}"#);
    let page = |count: usize| format!("[{}]", (0..count).map(item).collect::<Vec<_>>().join(","));
    let full = lever.read(&first(&lever), page(100).into(), None).unwrap();
    assert_eq!(full.extent, Extent::Continues);
    assert_eq!(
        urls(&full),
        ["https://api.lever.co/v0/postings/ulverwold?mode=json&limit=100&skip=100"]
    );
    let second = lever.read(&full.follow[0], page(100).into(), None).unwrap();
    assert!(urls(&second)[0].ends_with("skip=200"));
    let last = lever.read(&second.follow[0], page(0).into(), None).unwrap();
    assert_eq!((last.extent, last.follow.len()), (Extent::Whole, 0));

    let arbeitnow = listing("arbeitnow", fixture("arbeitnow.json"));
    assert_eq!(
        urls(&arbeitnow),
        ["https://www.arbeitnow.com/api/job-board-api?page=2"]
    );
    let himalayas = listing("himalayas", fixture("himalayas.json"));
    assert_eq!(
        urls(&himalayas),
        ["https://himalayas.app/jobs/api?limit=20&offset=2"]
    );
    assert_eq!(
        (himalayas.extent, himalayas.total),
        (Extent::Continues, Some(4))
    );
    let usajobs = listing("usajobs:2210", fixture("usajobs.json"));
    assert_eq!((usajobs.follow.len(), usajobs.total), (0, Some(2)));
}

#[test]
fn a_listing_that_promises_more_but_gives_nothing_ends() {
    let smart = board("smartrecruiters:QuillBase");
    let empty = smart.read(
        &first(&smart),
        r#"{"content":[],"offset":0,"totalFound":9}"#.into(),
        None,
    );
    let empty = empty.unwrap();
    assert_eq!((empty.extent, empty.follow.len()), (Extent::Part, 0));
}

#[test]
fn lists_without_texts_lead_to_their_postings() {
    let smart = board("smartrecruiters:QuillBase");
    let list = smart
        .read(&first(&smart), fixture("smartrecruiters-list.json"), None)
        .unwrap();
    assert_eq!((list.items.len(), list.listed.len()), (0, 2));
    assert_eq!(
        urls(&list),
        [
            "https://api.smartrecruiters.com/v1/companies/QuillBase/postings?limit=100&offset=2",
            "https://api.smartrecruiters.com/v1/companies/QuillBase/postings/744000000000001",
            "https://api.smartrecruiters.com/v1/companies/QuillBase/postings/744000000000002",
        ]
    );
    let text = smart
        .read(
            &list.follow[1],
            fixture("smartrecruiters-posting.json"),
            Some("Quill"),
        )
        .unwrap();
    assert_eq!(
        (postings(&text), text.listed[0].as_str()),
        (1, "744000000000001")
    );

    let bamboo = board("bamboohr:pinebridge");
    let list = bamboo
        .read(&first(&bamboo), fixture("bamboohr-list.json"), None)
        .unwrap();
    assert_eq!(
        list.listed,
        ["pinebridge/86", "pinebridge/87", "pinebridge/88"]
    );
    assert_eq!(
        urls(&list)[0],
        "https://pinebridge.bamboohr.com/careers/86/detail"
    );
    let text = bamboo
        .read(&list.follow[0], fixture("bamboohr-posting.json"), None)
        .unwrap();
    assert_eq!(
        (postings(&text), text.listed[0].as_str()),
        (1, "pinebridge/86")
    );

    let other = board("backboard:https://board.example");
    let list = other
        .read(&first(&other), fixture("backboard.json"), None)
        .unwrap();
    assert_eq!(
        (list.extent, urls(&list)),
        (
            Extent::Whole,
            vec!["https://board.example/api/v1/jobs/0123456789ab"]
        )
    );
    let text = other
        .read(&list.follow[0], fixture("backboard-posting.json"), None)
        .unwrap();
    assert_eq!(text.listed, list.listed);
}

#[test]
fn hacker_news_leads_from_the_account_to_the_thread() {
    let hn = board("hn");
    let user = r#"{"id":"whoishiring","submitted":[48747977,48747976,48747975,"x",1,2,3]}"#;
    let stories = hn.read(&first(&hn), user.into(), None).unwrap();
    assert_eq!(
        urls(&stories)[1],
        "https://hacker-news.firebaseio.com/v0/item/48747976.json"
    );
    assert!(
        stories.follow.len() <= 6 && stories.follow.iter().all(|r| r.purpose == Purpose::Index)
    );
    let answer = |title: &str, by: &str| {
        let body = format!(
            r#"{{"id":48747976,"type":"story","by":"{by}","title":"{title}","time":1782918000}}"#
        );
        hn.read(&stories.follow[1], body.into(), None).unwrap()
    };
    let story = |title: &str, by: &str| answer(title, by).follow;
    let july = answer("Ask HN: Who is hiring? (July 2026)", "whoishiring");
    let opened = domain::Timestamp::parse_iso("2026-07-01T15:00:00Z");
    assert_eq!(july.opened_at, opened);
    let thread = story("Ask HN: Who is hiring? (July 2026)", "whoishiring");
    assert_eq!(
        thread[0].url,
        "https://hn.algolia.com/api/v1/items/48747976"
    );
    assert!(story("Ask HN: Who wants to be hired? (July 2026)", "whoishiring").is_empty());
    assert!(
        story(
            "Ask HN: Freelancer? Seeking freelancer? (July 2026)",
            "whoishiring"
        )
        .is_empty()
    );
    assert!(story("Ask HN: Who is hiring? (July 2026)", "someone").is_empty());
    let read = hn
        .read(&thread[0], fixture("hn-thread.json"), None)
        .unwrap();
    assert_eq!((postings(&read), read.extent), (1, Extent::Part));
    assert_eq!(read.opened_at, opened);
    assert!(
        hn.read(&first(&hn), b"[]".to_vec(), None)
            .unwrap()
            .follow
            .is_empty()
    );
    assert!(hn.read(&first(&hn), b"<html>".to_vec(), None).is_err());
}

#[test]
fn a_sitemap_leads_to_pages_of_its_own_host() {
    let pages = board("job-posting:https://gorse.example/sitemap.xml");
    let map = "<urlset><url><loc>https://gorse.example/jobs/1</loc></url><url><loc>https://gorse.example/about</loc></url>\
               <url><loc>https://evil.example/jobs/2</loc></url><url><loc>http://10.0.0.1/jobs</loc></url><url><loc>nothing</loc></url>\
               <sitemap><loc>https://gorse.example/sitemap-jobs.xml</loc></sitemap><sitemap><loc>https://gorse.example/sitemap.xml</loc></sitemap></urlset>";
    let found = pages.read(&first(&pages), map.into(), None).unwrap();
    assert_eq!(
        urls(&found),
        [
            "https://gorse.example/jobs/1",
            "https://gorse.example/sitemap-jobs.xml"
        ]
    );
    assert_eq!(found.follow[1].purpose, Purpose::Index);
    let page = pages
        .read(&found.follow[0], fixture("job-posting.html"), None)
        .unwrap();
    assert_eq!((postings(&page), page.extent), (2, Extent::Part));
}

#[test]
fn a_known_company_name_wins_over_the_answer() {
    for (name, file) in [
        ("greenhouse:tarnwell", "greenhouse.json"),
        ("lever:ulverwold", "lever.json"),
        ("workable:zennor", "workable.json"),
        ("ashby:lark", "ashby.json"),
        ("recruitee:h", "recruitee.json"),
        ("teamtailor:fenlight", "teamtailor.rss.xml"),
    ] {
        let board = board(name);
        let answer = board
            .read(&first(&board), fixture(file), Some("The Known Name"))
            .unwrap();
        for item in &answer.items {
            if let Item::Posting(posting) = item {
                assert_eq!(posting.company.as_deref(), Some("The Known Name"), "{name}");
                assert_eq!(posting.source.as_str(), board.system().source());
            }
        }
    }
}

proptest::proptest! {
    #[test]
    fn reading_any_answer_never_panics(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200), which in 0_usize..40) {
        let names = ["greenhouse:a", "lever:a", "smartrecruiters:a", "bamboohr:a", "hn", "hn:1", "himalayas",
            "feed:https://a.example/feed", "job-posting:https://a.example/sitemap.xml", "backboard:https://a.example"];
        let board = board(names[which % names.len()]);
        let mut body = br#"{"content":[{"id":1}],"totalFound":99999999999999999999,"hits":[{}]}"#.to_vec();
        body.extend(bytes);
        let _ = board.read(&first(&board), body, None);
    }
}

#[test]
fn what_a_source_takes_back_is_named_but_not_listed() {
    let ashby = r#"{"jobs":[{"id":"a","title":"T","isListed":true,"descriptionHtml":"x"},
        {"id":"b","title":"T","isListed":false,"descriptionHtml":"x"}],"apiVersion":"1"}"#;
    let recruitee = r#"{"offers":[{"id":1,"title":"T","status":"published","description":"x"},
        {"id":2,"title":"T","status":"archived","description":"x"}]}"#;
    let hn = r#"{"id":9,"children":[{"id":1,"text":"Acme | Engineer"},{"id":2,"text":null}],
        "story_id":9}"#;
    for (name, body, listed, withdrawn, extent) in [
        ("ashby:acme", ashby, "a", "b", Extent::Whole),
        ("recruitee:acme", recruitee, "1", "2", Extent::Whole),
        ("hn:9", hn, "1", "2", Extent::Part),
    ] {
        let answer = listing(name, body);
        assert_eq!(answer.listed, [listed], "{name}");
        assert_eq!(answer.withdrawn, [withdrawn], "{name}");
        assert_eq!(
            (answer.extent, answer.has_unnamed),
            (extent, false),
            "{name}"
        );
    }
}

#[test]
fn a_feed_speaks_for_no_other_system() {
    let name = "feed:https://a.example/feed";
    let board = board(name);
    for file in [
        "greenhouse.json",
        "ashby.json",
        "hn-thread.json",
        "job-posting.html",
    ] {
        let read = board.read(&first(&board), fixture(file), None);
        assert!(matches!(read, Err(FeedError::NoPostings { .. })), "{file}");
    }
    let own = r#"{"source":"greenhouse","external_id":"1","title":"T","body":"x"}"#;
    let read = board.read(&first(&board), own.as_bytes().to_vec(), None);
    let words = read.map(|_| ()).unwrap_err().to_string();
    assert!(words.contains("which is no feed"), "{words}");
    // Teamtailor's feed under a company's own address is a feed like others.
    let answer = listing(name, fixture("teamtailor.rss.xml"));
    for item in &answer.items {
        let Item::Posting(posting) = item else {
            continue;
        };
        assert_eq!(posting.source.as_str(), "feed");
    }
    assert_eq!(postings(&answer), 2);
}

#[test]
fn ids_of_elsewhere_are_the_feeds_own() {
    let feed = |guid: &str| {
        format!(
            "<rss version='2.0'><channel><title>x</title><item><guid>{guid}</guid>\
            <title>T</title><link>https://b.example/1</link></item></channel></rss>"
        )
    };
    for (guid, id) in [
        ("https://a.example/1", "https://a.example/1"),
        ("https://jobs.a.example/1", "https://jobs.a.example/1"),
        ("https://b.example/1", "a.example/https://b.example/1"),
        (
            "https://not-a.example/1",
            "a.example/https://not-a.example/1",
        ),
        ("b.example/12", "a.example/b.example/12"),
        ("12", "a.example/12"),
        (
            "0123456789-0123456789-0123456789",
            "a.example/0123456789-0123456789-0123456789",
        ),
    ] {
        let answer = listing("feed:https://a.example/feed", feed(guid));
        assert_eq!(answer.listed, [id]);
    }
    let page = |url: &str| {
        format!(
            r#"{{"@context":"https://schema.org","@type":"JobPosting","title":"T","url":"{url}"}}"#
        )
    };
    for (url, id) in [
        ("https://www.a.example/1", "https://www.a.example/1"),
        ("https://b.example/1", "a.example/https://b.example/1"),
    ] {
        let answer = listing("job-posting:https://a.example/jobs", page(url));
        assert_eq!(answer.listed, [id]);
    }
}

//! Every system, twice: the second time nothing is new, and little is asked.

use super::*;

/// A board of every system, its address, the answer among the fixtures, and its
/// type.
const BOARDS: &[(&str, &str, &str, &str)] = &[
    (
        "greenhouse:tarnwell",
        "https://boards-api.greenhouse.io/v1/boards/tarnwell/jobs?content=true",
        "greenhouse.json",
        "application/json",
    ),
    (
        "ashby:lark-the-heron",
        "https://api.ashbyhq.com/posting-api/job-board/lark-the-heron?includeCompensation=true",
        "ashby.json",
        "application/json; charset=utf-8",
    ),
    (
        "lever:ulverwold",
        "https://api.lever.co/v0/postings/ulverwold?mode=json&skip=0&limit=100",
        "lever.json",
        "application/json",
    ),
    (
        "lever-eu:other",
        "https://api.eu.lever.co/v0/postings/other?mode=json&skip=0&limit=100",
        "lever.json",
        "application/json",
    ),
    (
        "workable:zennor",
        "https://apply.workable.com/api/v1/widget/accounts/zennor?details=true",
        "workable.json",
        "application/json",
    ),
    (
        "recruitee:heronworks",
        "https://heronworks.recruitee.com/api/offers",
        "recruitee.json",
        "application/json",
    ),
    (
        "personio:larkfield",
        "https://larkfield.jobs.personio.de/xml?language=en",
        "personio.xml",
        "text/xml; charset=UTF-8",
    ),
    (
        "teamtailor:fenlight",
        "https://fenlight.teamtailor.com/jobs.rss?per_page=200",
        "teamtailor.rss.xml",
        "application/rss+xml",
    ),
    (
        "hn:48000000",
        "https://hn.algolia.com/api/v1/items/48000000",
        "hn-thread.json",
        "application/json",
    ),
    (
        "remoteok",
        "https://remoteok.com/api",
        "remoteok.json",
        "application/json",
    ),
    (
        "himalayas",
        "https://himalayas.app/jobs/api?limit=20&offset=0",
        "himalayas.json",
        "application/json",
    ),
    (
        "arbeitnow",
        "https://www.arbeitnow.com/api/job-board-api?page=1",
        "arbeitnow.json",
        "application/json",
    ),
    (
        "usajobs:2210",
        "https://data.usajobs.gov/api/Search?JobCategoryCode=2210&ResultsPerPage=500&Page=1",
        "usajobs.json",
        "application/hr+json",
    ),
    (
        "feed:https://moor.example/feed.xml",
        "https://moor.example/feed.xml",
        "feed.rss.xml",
        "application/xml",
    ),
    (
        "job-posting:https://gorse.example/jobs/1",
        "https://gorse.example/jobs/1",
        "job-posting.html",
        "text/html",
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_system_is_fetched_and_a_second_time_nothing_is_new() {
    let host = Host::start().await;
    let key = [("usajobs_email", "a@b.example"), ("usajobs_key", "k")];
    let site = Site::with(&host, &key).await;
    for (name, address, file, kind) in BOARDS {
        host.document(address, kind, fixture(file));
        site.add(name).await;
    }
    let last = String::from_utf8(fixture("arbeitnow.json")).unwrap();
    let last = last.replace("\"next\"", "\"former\"");
    host.json("https://www.arbeitnow.com/api/job-board-api?page=2", last);
    let second = "https://himalayas.app/jobs/api?limit=20&offset=2";
    host.json(second, fixture("himalayas.json"));
    let pass = site.pass().await;
    assert_eq!(pass.failures, []);
    assert_eq!(pass.succeeded, BOARDS.len());
    for (name, ..) in BOARDS {
        let run = site.last_run(name).await;
        assert!(run.fetched > 0, "{name}: {run:?}");
        assert!(site.open(name).await > 0, "{name}: {run:?}");
    }
    assert!(host.asked().len() >= BOARDS.len());
    let site = site.at(1).await;
    let pass = site.pass().await;
    assert_eq!(pass.failures, []);
    let totals = &pass.totals;
    assert_eq!(
        (totals.new, totals.changed, totals.closed, totals.reopened),
        (0, 0, 0, 0),
        "{totals:?}"
    );
    let run = site.last_run("ashby:lark-the-heron").await;
    assert_eq!(run.fetched, 0, "it was unchanged, and not sent again");
    site.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_is_asked_for_once_while_the_listing_says_the_same() {
    let host = Host::start().await;
    let site = Site::new(&host).await;
    let base = "https://api.smartrecruiters.com/v1/companies/QuillBase/postings";
    let list = |title: &str| {
        let posting = |id: u64, title: &str| {
            format!(
                r#"{{"id":"{id}","name":"{title}","company":{{"identifier":"QuillBase","name":"QuillBase"}},
                "releasedDate":"2026-07-01T08:00:00.000Z","location":{{"city":"Leeds","country":"gb"}}}}"#
            )
        };
        let content = [posting(1, title), posting(2, "Platform Engineer")].join(",");
        format!(r#"{{"offset":0,"limit":100,"totalFound":2,"content":[{content}]}}"#)
    };
    let text = |id: u64, title: &str| {
        format!(
            r#"{{"id":"{id}","name":"{title}","company":{{"identifier":"QuillBase","name":"QuillBase"}},
            "location":{{"city":"Leeds","country":"gb"}},"jobAd":{{"sections":{{"jobDescription":
            {{"title":"The work","text":"<p>Rust and Kafka, {title}.</p>"}}}}}}}}"#
        )
    };
    let first = format!("{base}?limit=100&offset=0");
    host.json(&first, list("Backend Engineer"));
    host.json(&format!("{base}/1"), text(1, "Backend Engineer"));
    host.json(&format!("{base}/2"), text(2, "Platform Engineer"));
    site.add("smartrecruiters:QuillBase").await;
    let pass = site.pass().await;
    assert_eq!((pass.totals.new, pass.totals.fetched), (2, 2), "{pass:?}");
    assert_eq!(host.asked().len(), 3);

    let site = site.at(1).await;
    assert_eq!(site.pass().await.totals.changed, 0);
    assert_eq!(host.asked().len(), 1, "the list has not changed");

    let site = site.at(2).await;
    host.json(&first, list("Senior Backend Engineer"));
    host.json(&format!("{base}/1"), text(1, "Senior Backend Engineer"));
    let pass = site.pass().await;
    assert_eq!((pass.totals.changed, pass.totals.new), (1, 0), "{pass:?}");
    let asked = host.asked();
    assert_eq!(asked.len(), 2, "one text: {asked:?}");
    assert_eq!(site.open("smartrecruiters:QuillBase").await, 2);
    site.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_threads_of_hacker_news_are_found_followed_and_closed_by_their_successor() {
    let host = Host::start().await;
    let site = Site::with(&host, &[("hn_close_with_next", "yes")]).await;
    let firebase = "https://hacker-news.firebaseio.com/v0";
    let story = |id: u64, title: &str, time: i64| {
        let body = format!(
            r#"{{"id":{id},"type":"story","by":"whoishiring","title":"{title}","time":{time}}}"#
        );
        host.json(&format!("{firebase}/item/{id}.json"), body);
    };
    let comment = |id: u64, time: i64, text: &str| {
        format!(
            r#"{{"id":{id},"created_at_i":{time},"type":"comment","author":"a","text":"{text}","children":
            [{{"id":{},"created_at_i":{time},"type":"comment","author":"b","text":"A reply | Engineer | Oslo","children":[]}}]}}"#,
            id + 500
        )
    };
    let thread = |id: u64, opened: i64, comments: &[String]| {
        let body = format!(
            r#"{{"id":{id},"created_at_i":{opened},"type":"story","author":"whoishiring",
            "title":"Ask HN: Who is hiring?","children":[{}]}}"#,
            comments.join(",")
        );
        host.json(&format!("https://hn.algolia.com/api/v1/items/{id}"), body);
    };
    let (july, august) = (
        moment(-33 * 24).millis() / 1_000,
        moment(-12).millis() / 1_000,
    );
    host.json(
        &format!("{firebase}/user/whoishiring.json"),
        r#"{"id":"whoishiring","submitted":[70,71]}"#,
    );
    story(70, "Ask HN: Who is hiring? (July 2026)", july);
    story(71, "Ask HN: Who wants to be hired? (July 2026)", july);
    let old = comment(
        100,
        july + 60,
        "Quayside | Backend Engineer | Hamburg | Rust",
    );
    let second = |pay: &str| {
        let text = format!("Ravelmoor | Backend Engineer | Porto | {pay} Kafka");
        comment(101, july + 70, &text)
    };
    thread(70, july, &[old.clone(), second("")]);
    site.add("hn").await;
    let pass = site.pass().await;
    assert_eq!(pass.failures, []);
    assert_eq!(
        (pass.totals.new, pass.totals.rejected_in_all()),
        (2, 0),
        "{pass:?}"
    );
    assert_eq!(site.open("hn").await, 2);

    let site = site.at(1).await;
    thread(70, july, &[old.clone(), second("EUR 90k")]);
    let pass = site.pass().await;
    assert_eq!(
        (pass.totals.changed, pass.totals.unchanged),
        (1, 0),
        "an edit: {pass:?}"
    );

    let site = site.at(2).await;
    host.json(
        &format!("{firebase}/user/whoishiring.json"),
        r#"{"id":"whoishiring","submitted":[80,70,71]}"#,
    );
    story(80, "Ask HN: Who is hiring? (August 2026)", august);
    let new = comment(200, august + 60, "Zennor | Backend Engineer | Leeds | Go");
    thread(80, august, &[new]);
    for hours in [3, 4] {
        let pass = site.pass().await;
        assert_eq!(pass.failures, []);
        assert_eq!(site.open("hn").await, 1, "{hours}");
        site.verify().await;
    }
}

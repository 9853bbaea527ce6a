//! The life of postings: new, changed, gone, back, doubted.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn postings_open_change_close_and_come_back_with_their_listing() {
    let host = Host::start().await;
    let mut site = Site::new(&host).await;
    site.add("greenhouse:tarnwell").await;
    let address = greenhouse_address("tarnwell");
    let rounds: [(String, [u64; 4], u64); 5] = [
        (greenhouse(1..9), [8, 0, 0, 0], 8),
        (greenhouse(3..9), [0, 0, 2, 0], 6),
        (greenhouse_in(3..9, "Leeds"), [0, 6, 0, 0], 6),
        (greenhouse_in(2..9, "Leeds"), [0, 1, 0, 1], 7),
        (greenhouse_in(2..10, "Leeds"), [1, 0, 0, 0], 8),
    ];
    for (hour, (body, expected, open)) in rounds.into_iter().enumerate() {
        site = site.at(i64::try_from(hour).unwrap()).await;
        host.json(&address, body);
        let pass = site.pass().await;
        assert_eq!(pass.failures, []);
        let run = site.last_run("greenhouse:tarnwell").await;
        let found = [run.new, run.changed, run.closed, run.reopened];
        assert_eq!(found, expected, "hour {hour}: {run:?}");
        assert_eq!(site.open("greenhouse:tarnwell").await, open);
        site.verify().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_listing_warns_and_the_whole_one_ends_the_doubt() {
    let host = Host::start().await;
    let site = Site::new(&host).await;
    site.add("greenhouse:tarnwell").await;
    let address = greenhouse_address("tarnwell");
    host.json(&address, greenhouse(1..21));
    site.pass().await;
    let mut site = site.at(1).await;
    host.json(&address, greenhouse([]));
    let pass = site.pass().await;
    let words = &pass.warnings[0].1;
    assert!(
        words.contains("lists 0 postings where it listed 20"),
        "{words}"
    );
    assert_eq!(site.open("greenhouse:tarnwell").await, 20);
    assert!(site.row("greenhouse:tarnwell").await.held.is_some());
    // The answer is the same again, and yet is not taken for known.
    site = site.at(2).await;
    assert_eq!(site.pass().await.warnings.len(), 1);
    site = site.at(3).await;
    host.json(&address, greenhouse(1..20));
    let pass = site.pass().await;
    assert_eq!((pass.warnings.len(), pass.totals.closed), (0, 1));
    assert!(site.row("greenhouse:tarnwell").await.held.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listing_that_is_what_it_was_ends_the_doubt_about_a_small_one() {
    let host = Host::start().await;
    let mut site = Site::new(&host).await;
    let name = "greenhouse:tarnwell";
    site.add(name).await;
    let rounds = [
        (greenhouse(1..21), false),
        (greenhouse([]), true),
        (greenhouse(1..21), false),
    ];
    for (hour, (body, doubted)) in rounds.into_iter().enumerate() {
        site = site.at(i64::try_from(hour).unwrap()).await;
        host.json(&greenhouse_address("tarnwell"), body);
        let pass = site.pass().await;
        assert_eq!(pass.warnings.len(), usize::from(doubted), "hour {hour}");
        assert_eq!(site.row(name).await.held.is_some(), doubted, "hour {hour}");
    }
    let run = site.last_run(name).await;
    assert_eq!(run.fetched, 0, "it was unchanged, and not sent again");
}

/// A Recruitee answer with offers of these numbers, published or not any more.
fn offers(published: std::ops::Range<u64>, drafts: std::ops::Range<u64>) -> String {
    let offer = |number: u64, status: &str| {
        format!(
            r#"{{"id":{number},"title":"Backend Engineer {number}","status":"{status}","location":"Graz",
            "description":"<p>We write service {number} in Rust on PostgreSQL.</p>"}}"#
        )
    };
    let published = published.map(|number| offer(number, "published"));
    let all: Vec<String> = published
        .chain(drafts.map(|number| offer(number, "draft")))
        .collect();
    format!(r#"{{"offers":[{}]}}"#, all.join(","))
}

/// An Ashby answer with eight jobs, which are listed or not.
fn jobs(listed: bool) -> String {
    let jobs: Vec<String> = (1..9)
        .map(|number| {
            format!(
                r#"{{"id":"{number}","title":"Backend Engineer {number}","isListed":{listed},"location":"Graz",
                "descriptionHtml":"<p>We write service {number} in Rust on PostgreSQL.</p>"}}"#
            )
        })
        .collect();
    format!(r#"{{"jobs":[{}],"apiVersion":"1"}}"#, jobs.join(","))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_board_that_takes_everything_back_warns_and_is_believed_when_it_lasts() {
    let host = Host::start().await;
    let mut site = Site::new(&host).await;
    let boards = [
        (
            "recruitee:heronworks",
            "https://heronworks.recruitee.com/api/offers",
            [offers(1..9, 0..0), offers(0..0, 1..9)],
        ),
        (
            "ashby:lark-the-heron",
            "https://api.ashbyhq.com/posting-api/job-board/lark-the-heron?includeCompensation=true",
            [jobs(true), jobs(false)],
        ),
    ];
    for (name, ..) in &boards {
        site.add(name).await;
    }
    // The third answer comes three days after the first.
    for (hour, closed) in [(0, 0), (1, 0), (40, 0), (73, 8)] {
        site = site.at(hour).await;
        for (_, address, [whole, taken_back]) in &boards {
            let body = if hour == 0 { whole } else { taken_back };
            host.json(address, body.clone());
        }
        assert_eq!(site.pass().await.failures, []);
        for (name, ..) in &boards {
            let run = site.last_run(name).await;
            assert_eq!(run.closed, closed, "{name}, hour {hour}: {run:?}");
            assert_eq!(site.open(name).await, 8 - closed, "{name}, hour {hour}");
            let expected = (hour == 1 || hour == 40).then_some(
                "it lists 0 postings where it listed 8 before: nothing was closed, not even the \
                 8 of 8 that it takes back; that is believed when it stays so for three days",
            );
            assert_eq!(run.warning.as_deref(), expected, "{name}, hour {hour}");
        }
        site.verify().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_few_offers_taken_back_close_at_once_and_are_told_beside_a_doubt() {
    let host = Host::start().await;
    let mut site = Site::new(&host).await;
    let name = "recruitee:heronworks";
    site.add(name).await;
    let doubt = "it lists 1 postings where it listed 6 before: nothing was closed but 2 that it \
                 takes back; that is believed when it stays so for three days";
    let rounds = [
        (offers(1..9, 0..0), [8, 0, 0], 8, None),
        (offers(3..9, 1..3), [0, 2, 0], 6, None),
        (offers(3..4, 4..6), [0, 2, 0], 4, Some(doubt)),
        (offers(3..9, 0..0), [0, 0, 2], 6, None),
    ];
    for (hour, (body, expected, open, warning)) in rounds.into_iter().enumerate() {
        site = site.at(i64::try_from(hour).unwrap()).await;
        host.json("https://heronworks.recruitee.com/api/offers", body);
        assert_eq!(site.pass().await.failures, []);
        let run = site.last_run(name).await;
        let found = [run.new, run.closed, run.reopened];
        assert_eq!(found, expected, "hour {hour}: {run:?}");
        assert_eq!(run.warning.as_deref(), warning, "hour {hour}");
        assert_eq!(site.open(name).await, open, "hour {hour}");
        site.verify().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_that_loses_all_its_comments_at_once_warns_and_closes_nothing() {
    let host = Host::start().await;
    let mut site = Site::new(&host).await;
    let name = "hn:48000000";
    site.add(name).await;
    let thread = |text: &str| {
        format!(
            r#"{{"id":48000000,"created_at_i":1787900000,"story_id":48000000,"children":[
            {{"id":1,"created_at_i":1787900001,"text":{text}}}]}}"#
        )
    };
    let comment = "\"Acme | Backend Engineer | Oslo\"";
    for (hour, text, doubted) in [(0, comment, false), (1, "null", true), (2, comment, false)] {
        site = site.at(hour).await;
        host.json("https://hn.algolia.com/api/v1/items/48000000", thread(text));
        let pass = site.pass().await;
        let words = pass.warnings.first().map(|(_, words)| words.as_str());
        let told = words.is_some_and(|words| words.contains("takes back 1 of 1 postings"));
        assert_eq!(told, doubted, "hour {hour}: {words:?}");
        assert_eq!(site.row(name).await.held.is_some(), doubted, "hour {hour}");
        assert_eq!(site.open(name).await, 1, "hour {hour}");
        site.verify().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_says_the_same_is_read_again_in_full_once_a_day() {
    let host = Host::start().await;
    let mut site = Site::new(&host).await;
    site.add("greenhouse:tarnwell").await;
    host.json(&greenhouse_address("tarnwell"), greenhouse(1..9));
    let mut read = Vec::new();
    for hour in [0, 1, 12, 23, 25, 26] {
        site = site.at(hour).await;
        site.pass().await;
        read.push(site.last_run("greenhouse:tarnwell").await.fetched);
    }
    assert_eq!(read, [8, 0, 0, 0, 8, 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_comment_closes_its_posting_and_an_undeleted_one_opens_it() {
    let host = Host::start().await;
    let mut site = Site::new(&host).await;
    site.add("hn:48000000").await;
    let thread = |second: &str| {
        format!(
            r#"{{"id":48000000,"created_at_i":1787900000,"story_id":48000000,"children":[
            {{"id":1,"created_at_i":1787900001,"text":"Acme | Backend Engineer | Oslo"}},
            {{"id":2,"created_at_i":1787900002,"text":{second}}}]}}"#
        )
    };
    let whole = thread("\"Tarn | Rust Engineer | Lisbon\"");
    let rounds = [
        (whole.clone(), [2, 0, 0], 2),
        (thread("null"), [0, 1, 0], 1),
        (thread("null"), [0, 0, 0], 1),
        (whole, [0, 0, 1], 2),
    ];
    for (hour, (body, expected, open)) in rounds.into_iter().enumerate() {
        site = site.at(i64::try_from(hour).unwrap()).await;
        host.json("https://hn.algolia.com/api/v1/items/48000000", body);
        site.pass().await;
        let run = site.last_run("hn:48000000").await;
        let found = [run.new, run.closed, run.changed + run.reopened];
        assert_eq!(found, expected, "hour {hour}: {run:?}");
        assert_eq!(site.open("hn:48000000").await, open, "hour {hour}");
        site.verify().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_posting_that_slips_between_two_pages_does_not_close() {
    let host = Host::start().await;
    let site = Site::new(&host).await;
    site.add("smartrecruiters:Acme").await;
    let offset = |at: usize| {
        format!("https://api.smartrecruiters.com/v1/companies/Acme/postings?limit=100&offset={at}")
    };
    let page = |ids: std::ops::Range<usize>, total: usize| {
        let items: Vec<String> = ids
            .map(|id| {
                format!(r#"{{"id":"{id}","name":"Engineer {id}","company":{{"name":"Acme"}}}}"#)
            })
            .collect();
        format!(
            r#"{{"content":[{}],"totalFound":{total}}}"#,
            items.join(",")
        )
    };
    for id in 0..150 {
        let address = format!("https://api.smartrecruiters.com/v1/companies/Acme/postings/{id}");
        let text = format!(
            r#"{{"id":"{id}","name":"Engineer {id}","company":{{"name":"Acme"}},
            "jobAd":{{"sections":{{"jobDescription":{{"text":"Work {id}"}}}}}}}}"#
        );
        host.json(&address, text);
    }
    host.json(&offset(0), page(0..100, 150));
    host.json(&offset(100), page(100..150, 150));
    site.pass().await;
    assert_eq!(site.open("smartrecruiters:Acme").await, 150);
    // Posting 5 goes after the first page was given: 100 moves onto that page.
    let site = site.at(1).await;
    host.json(&offset(100), page(101..150, 149));
    let pass = site.pass().await;
    assert_eq!((pass.totals.closed, pass.warnings.len()), (0, 1));
    let words = &pass.warnings[0].1;
    assert!(
        words.contains("lists 150 postings and gave 149: nothing was closed"),
        "{words}"
    );
    assert_eq!(site.open("smartrecruiters:Acme").await, 150);
    assert_eq!(
        site.row("smartrecruiters:Acme").await.listed,
        Some((moment(0), 150))
    );
    site.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_feed_warns_and_closes_nothing() {
    let host = Host::start().await;
    let mut site = Site::new(&host).await;
    let name = "feed:https://moor.example/feed.json";
    site.add(name).await;
    let feed = |items: &str| {
        format!(
            r#"{{"version":"https://jsonfeed.org/version/1.1","title":"Moor","items":[{items}]}}"#
        )
    };
    let item = r#"{"id":"1","title":"Engineer","content_text":"Work"}"#;
    for (hour, items, warnings) in [(0, item, 0), (1, "", 1), (2, "", 1), (3, item, 0)] {
        site = site.at(hour).await;
        host.json("https://moor.example/feed.json", feed(items));
        let pass = site.pass().await;
        assert_eq!(pass.warnings.len(), warnings, "hour {hour}");
        assert_eq!(site.open(name).await, 1, "hour {hour}");
    }
}

//! Boards that fail: told in words, and nothing closes.

use axum::http::StatusCode;
use tokio::sync::Semaphore;

use super::*;
use crate::collection::pace;

#[tokio::test(flavor = "multi_thread")]
async fn a_failing_board_says_why_closes_nothing_and_leaves_others_alone() {
    let host = Host::start().await;
    let site = Site::new(&host).await;
    let status = |status: u16, headers: &[(&'static str, &str)]| {
        let headers = headers.iter().map(|(n, v)| (*n, (*v).to_owned())).collect();
        Reply::Status(StatusCode::from_u16(status).unwrap(), headers)
    };
    let json = "application/json";
    let body = greenhouse(1..5).into_bytes();
    let cases: Vec<(&str, Reply, &str)> = vec![
        ("gone", status(404, &[]), "does not exist (HTTP 404)"),
        (
            "busy",
            status(429, &[("retry-after", "7200")]),
            "asks us to wait",
        ),
        (
            "broken",
            status(500, &[]),
            "failed at its own end (HTTP 500)",
        ),
        (
            "denied",
            status(403, &[]),
            "is not given out to us (HTTP 403)",
        ),
        ("half", Reply::Half(json, body.clone()), "is cut off"),
        (
            "page",
            Reply::Document("text/html", b"<html>sorry</html>".to_vec()),
            "instead of",
        ),
        (
            "circle",
            status(302, &[("location", "?content=true")]),
            "leads in a circle",
        ),
        ("empty", Reply::Document(json, Vec::new()), "is empty"),
        (
            "error",
            Reply::Document(json, br#"{"error":"later"}"#.to_vec()),
            "no list of postings",
        ),
    ];
    let hosts = ["well"].into_iter().chain(cases.iter().map(|case| case.0));
    for token in hosts {
        host.json(&greenhouse_address(token), body.clone());
        site.add(&format!("greenhouse:{token}")).await;
    }
    assert_eq!(site.pass().await.failures, []);

    let mut site = site.at(1).await;
    for (token, reply, words) in cases {
        site = site.at(2).await;
        let name = format!("greenhouse:{token}");
        host.set(&greenhouse_address(token), reply);
        let row = site.row(&name).await;
        let (_word, stop) = Stop::channel();
        let pass = fetch_once(site.collector.clone(), &[row.number], stop, |_| {}).await;
        let pass = pass.unwrap();
        assert_eq!(pass.succeeded, 0, "{token}");
        let run = site.last_run(&name).await;
        let error = run.error.unwrap();
        assert!(error.contains(words), "{token}: {error}");
        assert_eq!((run.closed, site.open(&name).await), (0, 4), "{token}");
        let due = site.row(&name).await.due_at;
        let least = if token == "busy" { 2 * 60 } else { 30 };
        let minutes = (due.millis() - moment(2).millis()) / 60_000;
        assert!(
            (least..=180).contains(&minutes),
            "{token}: due in {minutes} min"
        );
    }
    let site = site.at(3).await;
    let row = site.row("greenhouse:well").await;
    let (_word, stop) = Stop::channel();
    let pass = fetch_once(site.collector.clone(), &[row.number], stop, |_| {}).await;
    assert_eq!(pass.unwrap().succeeded, 1);
    site.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_broken_off_run_recorded_closes_when_a_whole_listing_lacks_it() {
    let host = Host::start().await;
    let site = Site::new(&host).await;
    let name = "smartrecruiters:Acme";
    site.add(name).await;
    let base = "https://api.smartrecruiters.com/v1/companies/Acme/postings";
    let item = |id: u64, more: &str| {
        format!(r#"{{"id":"{id}","name":"Engineer {id}","company":{{"name":"Acme"}}{more}}}"#)
    };
    let list = |ids: std::ops::Range<u64>| {
        let items: Vec<String> = ids.map(|id| item(id, "")).collect();
        let (content, total) = (items.join(","), items.len());
        let body = format!(r#"{{"content":[{content}],"totalFound":{total}}}"#);
        host.json(&format!("{base}?limit=100&offset=0"), body);
    };
    let text = |id: u64| {
        let words =
            format!(r#","jobAd":{{"sections":{{"jobDescription":{{"text":"Work {id}"}}}}}}"#);
        host.json(&format!("{base}/{id}"), item(id, &words));
    };
    (0..6).for_each(text);
    let patience = vec![("retry-after", "7200".to_owned())];
    let busy = Reply::Status(StatusCode::TOO_MANY_REQUESTS, patience);
    host.set(&format!("{base}/4"), busy);
    list(0..6);
    assert_eq!(site.pass().await.failures.len(), 1);
    let run = site.last_run(name).await;
    assert_eq!((run.new, run.closed, run.reopened), (4, 0, 0), "{run:?}");
    assert_eq!(site.open(name).await, 4, "they are the board's");
    assert_eq!(site.row(name).await.listed, None, "nothing was taken in");

    let site = site.at(3).await;
    text(4);
    list(2..6);
    assert_eq!(site.pass().await.failures, []);
    let run = site.last_run(name).await;
    assert_eq!((run.new, run.closed, run.reopened), (2, 2, 0), "{run:?}");
    assert_eq!(site.open(name).await, 4);
    site.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_failure_in_a_row_doubles_the_time_up_to_a_day() {
    let host = Host::start().await;
    let mut site = Site::new(&host).await;
    site.add("greenhouse:nobody").await;
    let mut waits = Vec::new();
    for _ in 0..7 {
        site.pass().await;
        let due = site.row("greenhouse:nobody").await.due_at;
        let now = site.collector.now();
        waits.push((due.millis() - now.millis()) / 3_600_000);
        site = site.at(0).await;
    }
    assert!(waits[0] <= 1, "{waits:?}");
    assert!(waits.iter().all(|hours| *hours <= 36), "{waits:?}");
    assert!(waits[5] >= 12 && waits[6] >= 12, "{waits:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_slow_board_holds_up_nobody_and_the_end_is_clean() {
    let host = Host::start().await;
    let site = Site::with(&host, &[("fetch_boards", "4")]).await;
    let never = Arc::new(Semaphore::new(0));
    let slow = Reply::When(never, "application/json", b"{}".to_vec());
    host.set(
        "https://apply.workable.com/api/v1/widget/accounts/slow?details=true",
        slow,
    );
    site.add("workable:slow").await;
    for number in 0..12 {
        let token = format!("quick{number}");
        host.json(&greenhouse_address(&token), greenhouse([number]));
        site.add(&format!("greenhouse:{token}")).await;
    }
    let rows = site.store().list_boards().await.unwrap();
    let numbers: Vec<BoardNumber> = rows.iter().map(|row| row.number).collect();
    let (word, stop) = Stop::channel();
    // When all but the slow one have ended, it is told to stop.
    let told = move |pass: &Pass| {
        if pass.succeeded == 12 {
            word.send(true).unwrap();
        }
    };
    let pass = fetch_once(site.collector.clone(), &numbers, stop, told).await;
    let pass = pass.unwrap();
    assert_eq!((pass.succeeded, pass.interrupted), (12, 1), "{pass:?}");
    let slow = site.row("workable:slow").await;
    assert_eq!((slow.lease, slow.due_at), (None, moment(0)), "still due");
    let runs = site.store().list_runs(slow.number, 2).await.unwrap();
    let errors: Vec<Option<&str>> = runs.iter().map(|run| run.error.as_deref()).collect();
    assert_eq!(errors, [Some(pace::INTERRUPTED)]);
    assert_eq!(pace::failures(&runs), 0, "it is no failure of the board");
}

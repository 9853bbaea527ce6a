//! Boards that a pass over all of them leaves out: they may not be asked yet.

use axum::http::StatusCode;
use store::NextFetch;

use super::super::boards::Candidate;
use super::super::pass::LeftOut;
use super::*;
use crate::collection::pace;

const RECRUITEE: &str = "https://broken.recruitee.com/api/offers/";
const LEVER: &str = "https://api.lever.co/v0/postings/busy?mode=json&skip=0&limit=100";
const ARBEITNOW: &str = "https://www.arbeitnow.com/api/job-board-api?page=1";

fn wish(status: StatusCode, seconds: u32) -> Reply {
    Reply::Status(status, vec![("retry-after", seconds.to_string())])
}

/// The boards that a pass would ask now, and how many it would leave out.
async fn ready(site: &Site) -> (Vec<String>, LeftOut) {
    let rows = site.store().list_boards().await.unwrap();
    let candidates = rows.iter().map(Candidate::kept).collect();
    let now = site.collector.now();
    let ready = Candidate::those_ready(candidates, site.store(), now).await;
    let (ready, left_out) = ready.unwrap();
    let name = |one: &Candidate| one.board.as_ref().unwrap().to_string();
    (ready.iter().map(name).collect(), left_out)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pass_leaves_out_who_asked_to_be_left_alone_and_asks_the_others_every_hour() {
    let host = Host::start().await;
    let mut site = Site::new(&host).await;
    host.json(&greenhouse_address("well"), greenhouse(1..4));
    host.set(LEVER, wish(StatusCode::TOO_MANY_REQUESTS, 86_400));
    host.set(RECRUITEE, wish(StatusCode::SERVICE_UNAVAILABLE, 7_200));
    for name in ["greenhouse:well", "lever:busy", "recruitee:broken"] {
        site.add(name).await;
    }
    let all: &[&str] = &["greenhouse:well", "lever:busy", "recruitee:broken"];
    assert_eq!(ready(&site).await.0, all, "none was asked before");
    assert_eq!(site.pass().await.failures.len(), 2);
    let due = site.row("recruitee:broken").await.due_at;
    assert_eq!(due, moment(2), "as its host asked");
    let well: &[&str] = &["greenhouse:well"];
    let well_and_broken: &[&str] = &["greenhouse:well", "recruitee:broken"];
    for (hour, expected, after_failure) in [
        (0, well, 2),
        (1, well, 2),
        (2, well_and_broken, 1),
        (23, well_and_broken, 1),
        (24, all, 0),
    ] {
        site = site.at(hour).await;
        let (names, left_out) = ready(&site).await;
        assert_eq!(names, expected, "hour {hour}");
        let expected = LeftOut {
            after_failure,
            asked_lately: 0,
        };
        assert_eq!(left_out, expected, "hour {hour}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_was_stopped_does_not_end_the_wait() {
    let host = Host::start().await;
    let site = Site::new(&host).await;
    host.set(LEVER, wish(StatusCode::TOO_MANY_REQUESTS, 86_400));
    site.add("lever:busy").await;
    site.pass().await;
    let stopped = BoardRun {
        error: Some(pace::INTERRUPTED.to_owned()),
        ..site.last_run("lever:busy").await
    };
    let next = NextFetch {
        due_at: site.row("lever:busy").await.due_at,
        validators: None,
    };
    let told = site.store().finish_run("another", &stopped, &next).await;
    assert!(!told.unwrap(), "the row alone is kept");
    let site = site.at(1).await;
    assert_eq!(ready(&site).await.1.after_failure, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_system_that_is_asked_seldom_is_left_out_until_its_period_is_over() {
    let host = Host::start().await;
    let mut site = Site::new(&host).await;
    host.json(&greenhouse_address("well"), greenhouse(1..4));
    let listing = r#"{"data":[{"slug":"job-1","title":"Backend Engineer","company_name":"Heron",
        "description":"<p>Go</p>","url":"https://www.arbeitnow.com/jobs/1",
        "created_at":1760000000}],"links":{"next":null},"meta":{"current_page":1}}"#;
    host.json(ARBEITNOW, listing);
    for name in ["arbeitnow", "greenhouse:well"] {
        site.add(name).await;
    }
    assert_eq!(site.pass().await.failures, []);
    let well: &[&str] = &["greenhouse:well"];
    let both: &[&str] = &["arbeitnow:all", "greenhouse:well"];
    for (hour, expected) in [(0, well), (1, well), (2, well), (6, both)] {
        site = site.at(hour).await;
        let (names, left_out) = ready(&site).await;
        assert_eq!(names, expected, "hour {hour}");
        assert_eq!(left_out.asked_lately, 2 - expected.len(), "hour {hour}");
    }
    let number = site.row("arbeitnow").await.number;
    let site = site.at(1).await;
    let now = site.collector.now();
    for state in [store::BoardState::Paused, store::BoardState::Active] {
        let set = site.store().set_board_state(number, state, now).await;
        assert!(set.unwrap());
    }
    assert_eq!(ready(&site).await.0, both, "resuming makes it due at once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wish_in_the_middle_of_a_board_ends_the_run_and_is_kept() {
    let host = Host::start().await;
    let site = Site::new(&host).await;
    let base = "https://api.smartrecruiters.com/v1/companies/Acme/postings";
    let listing = r#"{"offset":0,"limit":100,"totalFound":1,
        "content":[{"id":"1","name":"Engineer","company":{"name":"Acme"}}]}"#;
    host.json(&format!("{base}?limit=100&offset=0"), listing);
    let busy = wish(StatusCode::SERVICE_UNAVAILABLE, 7_200);
    host.set(&format!("{base}/1"), busy);
    site.add("smartrecruiters:Acme").await;
    let pass = site.pass().await;
    assert_eq!(pass.failures.len(), 1, "{pass:?}");
    let words = &pass.failures[0].1;
    assert!(words.contains("asks us to wait for 7200 s"), "{words}");
    assert_eq!(site.row("smartrecruiters:Acme").await.due_at, moment(2));
}

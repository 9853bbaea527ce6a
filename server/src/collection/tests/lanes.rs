//! Slow boards keep only their like waiting.

use tokio::sync::Semaphore;

use super::super::fleet::{Fleet, Wanted};
use super::*;

fn never() -> Reply {
    Reply::When(Arc::new(Semaphore::new(0)), "application/json", Vec::new())
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_hosts_of_feeds_and_pages_leave_places_for_others() {
    let host = Host::start().await;
    let site = Site::with(&host, &[("fetch_boards", "8")]).await;
    for number in 0..12 {
        let system = ["feed", "job-posting", "backboard"][number % 3];
        let address = format!("https://slow{number}.example");
        for path in ["/robots.txt", "/jobs.xml", "/api/v1/jobs?page=1"] {
            host.set(&format!("{address}{path}"), never());
        }
        let path = if system == "backboard" {
            ""
        } else {
            "/jobs.xml"
        };
        site.add(&format!("{system}:{address}{path}")).await;
    }
    for number in 0..10 {
        let token = format!("quick{number}");
        host.json(&greenhouse_address(&token), greenhouse([number]));
        site.add(&format!("greenhouse:{token}")).await;
    }
    let rows = site.store().list_boards().await.unwrap();
    let numbers: Vec<BoardNumber> = rows.iter().map(|row| row.number).collect();
    let (word, stop) = Stop::channel();
    let told = move |pass: &Pass| {
        if pass.succeeded == 10 {
            word.send(true).unwrap();
        }
    };
    let fetching = fetch_once(site.collector.clone(), &numbers, stop, told);
    let pass = tokio::time::timeout(Duration::from_secs(30), fetching).await;
    let pass = pass
        .expect("the quick ones wait for the slow ones")
        .unwrap();
    assert_eq!((pass.succeeded, pass.interrupted), (10, 12), "{pass:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lane_is_never_overfilled_and_what_is_left_over_stays_due() {
    let host = Host::start().await;
    let site = Site::with(&host, &[("fetch_boards", "64")]).await;
    for number in 0..40 {
        let token = format!("slow{number}");
        host.set(&greenhouse_address(&token), never());
        site.add(&format!("greenhouse:{token}")).await;
    }
    site.add("lever:last").await;
    let (word, stop) = Stop::channel();
    let mut fleet = Fleet::new(site.collector.clone(), stop);
    let taken = fleet.take(&Wanted::Due).await.unwrap();
    let last = site.row("lever:last").await;
    assert_eq!(taken.len(), 16 + 1, "a full lane, and the one behind it");
    assert!(taken.contains(&last.number));
    let rows = site.store().list_boards().await.unwrap();
    let leased = rows.iter().filter(|row| row.lease.is_some()).count();
    assert!(leased <= taken.len(), "{leased}");
    assert_eq!(fleet.take(&Wanted::Due).await.unwrap(), []);
    word.send(true).unwrap();
    fleet.finish().await;
}

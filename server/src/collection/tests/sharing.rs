//! Several servers on one database, and the schedule.

use super::super::schedule::{self, Demo, Schedule};
use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn several_servers_share_the_boards_and_fetch_none_twice() {
    let host = Host::start().await;
    let site = Site::new(&host).await;
    for number in 0..40 {
        let token = format!("b{number}");
        host.json(&greenhouse_address(&token), greenhouse([number]));
        site.add(&format!("greenhouse:{token}")).await;
    }
    let mut servers = vec![site.collector.clone()];
    for chance in 1..4 {
        let other = collector(site.folder.path(), &[], &host, moment(0)).await;
        let other = Arc::try_unwrap(other).ok().unwrap();
        servers.push(Arc::new(Collector {
            holder: format!("other-{chance}"),
            ..other
        }));
    }
    let running: Vec<_> = servers
        .iter()
        .map(|server| schedule::start(server.clone(), Demo::Stays))
        .collect();
    let all = async {
        loop {
            let runs = site.store().list_newest_runs(100).await.unwrap();
            if runs.len() >= 40 {
                return runs;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let runs = tokio::time::timeout(Duration::from_secs(60), all)
        .await
        .unwrap();
    for one in running {
        one.finish().await;
    }
    assert_eq!(runs.len(), 40);
    assert_eq!(host.most_at_once(), 1);
    assert_eq!(host.asked().len(), 40);
    for row in site.store().list_boards().await.unwrap() {
        assert_eq!(row.lease, None);
        assert!(row.due_at > moment(0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn made_up_postings_stay_alone_until_somebody_wants_real_ones() {
    let host = Host::start().await;
    let site = Site::new(&host).await;
    host.json(&greenhouse_address("tarnwell"), greenhouse(1..4));
    site.add("greenhouse:tarnwell").await;
    let intake = &site.collector.intake;
    crate::import::demo_world(intake, 1, 60, 6).await.unwrap();
    assert!(intake.is_demo());
    let (_word, stop) = Stop::channel();
    for (demo, taken) in [(Demo::Stays, 0), (Demo::MakesRoom, 1)] {
        let mut schedule = Schedule::new(site.collector.clone(), stop.clone(), demo);
        assert_eq!(schedule.tick().await.unwrap(), taken, "{demo:?}");
        schedule.finish().await;
    }
    let pass = site.pass().await;
    assert_eq!(pass.failures, []);
    assert!(!intake.is_demo());
    assert_eq!(intake.store.count_postings().await.unwrap(), 3);
    site.verify().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_shipped_list_comes_with_its_switch_and_is_spread_over_the_hour() {
    let host = Host::start().await;
    let site = Site::with(&host, &[("shipped_boards", "yes")]).await;
    let running = schedule::start(site.collector.clone(), Demo::Stays);
    let added = async {
        while site.store().list_boards().await.unwrap().is_empty() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), added)
        .await
        .unwrap();
    running.finish().await;
    let rows = site.store().list_boards().await.unwrap();
    assert!(rows.len() > 500);
    let quarter =
        |row: &&SourceBoard| row.due_at < Timestamp::from_millis(moment(0).millis() + 900_000);
    let early = rows.iter().filter(quarter).count();
    assert!(early > rows.len() / 6 && early < rows.len() / 3, "{early}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shipped_board_is_fetched_without_the_list_once_it_is_adopted() {
    let host = Host::start().await;
    let site = Site::new(&host).await;
    let board: Board = "greenhouse:tarnwell".parse().unwrap();
    let new = new_board(&board, "Tarnwell", AddedBy::ShippedList).unwrap();
    let now = site.collector.now();
    let added = site.store().add_boards(&[new], FirstFetch::Now, now).await;
    assert_eq!(added.unwrap(), 1);
    host.json(&greenhouse_address("tarnwell"), greenhouse(1..4));
    let number = site.row("greenhouse:tarnwell").await.number;
    for taken in [0, 1] {
        let (_word, stop) = Stop::channel();
        let mut schedule = Schedule::new(site.collector.clone(), stop, Demo::Stays);
        assert_eq!(schedule.tick().await.unwrap(), taken);
        schedule.finish().await;
        site.store().adopt_board(number, now).await.unwrap();
    }
}

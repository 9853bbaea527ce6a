//! What the operator sees of a shipped list that was on and is switched off.

use app::backend::{Freshness, Sources};
use domain::Timestamp;
use store::{BoardRun, FirstFetch, LeaseRequest, NextFetch, WhichBoards};

use super::World;
use crate::board::Board;
use crate::collection::{ShippedList, add_shipped, record_state};

/// The first board of the list was read once, long ago, and failed since.
async fn fill(board: &Board, as_of: Timestamp) {
    let store = &board.intake.store;
    let then = as_of.plus_days(-10);
    add_shipped(store, FirstFetch::Now, then).await.unwrap();
    let request = LeaseRequest {
        holder: "one",
        now: then,
        until: then.plus_days(1),
        limit: 1,
        boards: WhichBoards::Due,
        except: &[],
    };
    let taken = store.take_leases(&request).await.unwrap();
    for (day, error) in [(0, None), (1, Some("it does not answer".to_owned()))] {
        let run = BoardRun {
            board: taken[0].number,
            started_at: then.plus_days(day),
            took: 10,
            fetched: 0,
            new: 0,
            changed: 0,
            closed: 0,
            reopened: 0,
            rejected: [].into(),
            disagreements: [].into(),
            warning: None,
            error,
        };
        let next = NextFetch {
            due_at: then.plus_days(1),
            validators: None,
        };
        store.finish_run("one", &run, &next).await.unwrap();
    }
}

/// The figures for Prometheus that hold such a text.
fn figures(world: &World, part: &str) -> Vec<String> {
    let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder();
    let handle = recorder.handle();
    metrics::with_local_recorder(&recorder, || {
        world.runtime.block_on(record_state(&world.board)).unwrap();
    });
    let text = handle.render();
    let lines = text
        .lines()
        .filter(|line| !line.starts_with('#') && line.contains(part));
    lines.map(str::to_owned).collect()
}

#[test]
fn a_shipped_list_that_is_switched_off_is_neither_due_nor_late_and_says_so() {
    let world = World::new(async |board, as_of| fill(board, as_of).await);
    let state = || world.runtime.block_on(world.board.collection()).unwrap();
    let on = state();
    assert!(on.due > 500 && on.switched_off == 0 && on.next_due.is_some());
    assert_eq!(
        figures(&world, "boards_failing"),
        ["backboard_boards_failing 1"]
    );
    let page = world.get("/status").body;
    assert!(!page.contains("switched off"), "{page}");

    world.board.note_shipped_list(ShippedList::Off);
    let off = state();
    assert_eq!((off.due, off.switched_off, off.next_due), (0, on.due, None));
    let page = world.get("/status").body;
    assert!(page.contains("The shipped list is switched off"), "{page}");
    assert_eq!(
        figures(&world, "boards_failing"),
        ["backboard_boards_failing 0"]
    );
    assert_eq!(figures(&world, "boards_due"), ["backboard_boards_due 0"]);
    assert_eq!(
        figures(&world, "state=\"switched-off\""),
        [format!(
            "backboard_boards{{state=\"switched-off\"}} {}",
            on.due
        )]
    );
    let lines = world.runtime.block_on(world.board.list_boards()).unwrap();
    assert!(lines.iter().all(|l| l.freshness == Freshness::SwitchedOff));
    let read = lines.iter().find(|line| line.last_success.is_some());
    let words = read.and_then(|line| line.words.clone()).unwrap();
    assert!(
        words.contains("nothing was read since 2026-11-10"),
        "{words}"
    );
    let page = world.get("/sources?state=attention").body;
    assert!(page.contains("No board is like that."), "{page}");
    let page = world.get("/sources?state=paused").body;
    assert!(page.matches("switched off").count() > 50, "{page}");
}

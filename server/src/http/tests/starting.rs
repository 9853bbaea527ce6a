//! What pages say before the first figures have been counted.

use axum::http::{StatusCode, header};

use super::World;
use crate::import;

/// The front page and a topic without stale roles are there before their months are.
fn assert_no_page_waits(world: &World) {
    assert_eq!(world.get("/?stale=hide").status, StatusCode::OK);
    let topic = world.get("/roadmap/postgresql?stale=hide");
    assert_eq!(topic.status, StatusCode::OK);
    assert!(topic.body.contains("months are being counted"));
}

#[test]
fn figures_that_are_being_counted_are_promised_and_counted_once() {
    let world = World::new(async |board, _| {
        import::demo_world(&board.intake, 11, 200, 24)
            .await
            .unwrap();
    });
    // As a server does that has just started, before it has counted anything.
    world.board.keep_market_ahead();
    let early = world.get("/outlook");
    assert_eq!(early.status, StatusCode::SERVICE_UNAVAILABLE);
    for name in [header::RETRY_AFTER, header::REFRESH] {
        assert_eq!(early.headers.get(&name).unwrap(), "5", "{name}");
    }
    assert!(early.body.contains("The figures are being counted"));
    let numbers = world.get("/api/v1/figures/demand.json");
    assert_eq!(numbers.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(numbers.headers.get(header::RETRY_AFTER).unwrap(), "5");
    assert!(numbers.body.contains("preparing"), "{}", numbers.body);
    // What does not need them is there.
    let skill = world.get("/skills/python");
    assert_eq!(skill.status, StatusCode::OK);
    assert!(skill.body.contains("months are being counted"));
    assert_eq!(world.get("/").status, StatusCode::OK);
    assert_no_page_waits(&world);

    let refreshed = world.runtime.block_on(world.board.refresh_market());
    refreshed.unwrap();
    assert_eq!(world.get("/outlook").status, StatusCode::OK);
    let skill = world.get("/skills/python");
    assert!(!skill.body.contains("months are being counted"));
    assert!(!world.board.most_asked_skills(3).is_empty());
}

#[test]
fn pages_without_stale_roles_do_not_wait_for_their_months_either() {
    let world = World::new(async |board, _| {
        import::demo_world(&board.intake, 11, 200, 24)
            .await
            .unwrap();
    });
    // Those of all roles are there, as they are made first.
    assert_eq!(world.get("/outlook").status, StatusCode::OK);
    world.board.keep_market_ahead();
    let all = world.get("/roadmap/postgresql");
    assert!(!all.body.contains("months are being counted"));
    assert_no_page_waits(&world);
}

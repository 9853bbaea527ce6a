//! What pages say before the first figures have been counted.

use axum::http::{StatusCode, header};

use super::World;
use crate::import;

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

    let refreshed = world.runtime.block_on(world.board.refresh_market());
    refreshed.unwrap();
    assert_eq!(world.get("/outlook").status, StatusCode::OK);
    let skill = world.get("/skills/python");
    assert!(!skill.body.contains("months are being counted"));
    assert!(!world.board.most_asked_skills(3).is_empty());
}

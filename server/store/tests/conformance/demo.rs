//! A demo world makes room for real postings, whoever comes first.

use store::{NewPosting, Store};

use crate::sample::{day, posting};

crate::scenarios! {
    a_loader_stops_when_its_world_is_cleared_for_real_postings,
    made_up_postings_are_refused_once_there_are_real_ones,
    a_world_that_was_left_half_way_is_known_as_such,
}

fn made_up(id: &str) -> NewPosting {
    NewPosting {
        source: domain::SourceKey::parse("demo-feed").unwrap(),
        ..posting(id)
    }
}

async fn a_loader_stops_when_its_world_is_cleared_for_real_postings(store: Store) {
    assert!(store.begin_demo("one").await.unwrap());
    let loaded = store
        .record_demo(&[made_up("1")], day(1), Some("one"))
        .await;
    assert_eq!(loaded.unwrap().unwrap().len(), 1);
    assert!(store.holds_demo().await.unwrap());
    let real = [posting("7")];
    let refused = store.record_real(&real, day(1)).await.unwrap();
    assert_eq!(refused, None, "not beside made-up ones");
    store.clear_demo().await.unwrap();
    for loader in [Some("one"), None] {
        let late = store.record_demo(&[made_up("2")], day(1), loader).await;
        assert_eq!(late.unwrap(), None, "{loader:?} while real ones arrive");
    }
    let recorded = store.record_real(&real, day(1)).await.unwrap();
    assert_eq!(recorded.unwrap().len(), 1);
    let late = store
        .record_demo(&[made_up("2")], day(1), Some("one"))
        .await;
    assert_eq!(late.unwrap(), None);
    assert!(!store.finish_demo("one").await.unwrap());
    assert!(!store.holds_demo().await.unwrap());
    assert_eq!(store.count_postings().await.unwrap(), 1);
}

async fn made_up_postings_are_refused_once_there_are_real_ones(store: Store) {
    let demo = [made_up("1")];
    let first = store.record_demo(&demo, day(1), None).await.unwrap();
    assert!(first.is_some(), "an empty board takes them");
    store.clear_demo().await.unwrap();
    store.record_real(&[posting("7")], day(1)).await.unwrap();
    let later = store.record_demo(&demo, day(1), None).await.unwrap();
    assert_eq!(later, None);
    assert!(!store.begin_demo("two").await.unwrap());
    assert!(!store.has_unfinished_demo().await.unwrap());
}

async fn a_world_that_was_left_half_way_is_known_as_such(store: Store) {
    assert!(!store.has_unfinished_demo().await.unwrap());
    assert!(store.begin_demo("one").await.unwrap());
    let batch = [made_up("1")];
    store
        .record_demo(&batch, day(1), Some("one"))
        .await
        .unwrap();
    assert!(store.has_unfinished_demo().await.unwrap());
    store.clear_demo().await.unwrap();
    assert!(store.has_unfinished_demo().await.unwrap());
    assert!(store.clear_unfinished_demo().await.unwrap());
    assert!(!store.clear_unfinished_demo().await.unwrap());
    assert!(store.begin_demo("two").await.unwrap());
    assert!(!store.finish_demo("one").await.unwrap());
    assert!(store.finish_demo("two").await.unwrap());
    assert!(!store.has_unfinished_demo().await.unwrap());
}

//! Postings that close because they have come of age, or are taken back.

use domain::{ContentHash, SourceKey};
use store::{NewPosting, Outcome, Store};

use crate::listings::{closed_at, hn};
use crate::recording::record_one;
use crate::sample::{day, posting_with};

crate::scenarios! {
    what_a_source_takes_back_closes_unless_it_was_seen_later,
    a_role_closes_when_its_last_appearance_is_taken_back,
    postings_close_when_they_come_of_age,
    closing_by_age_twice_or_late_changes_nothing,
    a_role_stays_open_until_its_last_appearance_comes_of_age,
    more_postings_than_one_transaction_takes_come_of_age_at_once,
}

fn posted(external_id: &str, number: i64) -> NewPosting {
    posting_with(external_id, |p| p.posted_at = Some(day(number)))
}

async fn what_a_source_takes_back_closes_unless_it_was_seen_later(store: Store) {
    for (id, seen) in [("1", 1), ("2", 2), ("3", 3), ("4", 1)] {
        record_one(&store, posted(id, 0), day(seen)).await;
    }
    let elsewhere = posting_with("5", |p| p.source = SourceKey::parse("ashby").unwrap());
    record_one(&store, elsewhere, day(1)).await;
    let sequence = store.last_sequence().await.unwrap();
    let ids = ["1", "2", "3", "5", "77", "\0"].map(str::to_owned);
    let withdraw = async |at| store.close_withdrawn(&hn(), &ids, day(at)).await.unwrap();
    assert_eq!(withdraw(2).await, 2);
    let changes = store.changes_after(sequence, 10).await.unwrap();
    assert_eq!(changes.len(), 2);
    for id in ["1", "2"] {
        assert_eq!(closed_at(&store, id).await, Some(day(2)), "{id}");
    }
    for id in ["3", "4", "5"] {
        assert_eq!(closed_at(&store, id).await, None, "{id}");
    }
    let sequence = store.last_sequence().await.unwrap();
    assert_eq!(withdraw(2).await, 0, "the same view again");
    let again = record_one(&store, posted("1", 0), day(1)).await;
    assert_eq!(again.outcome, Outcome::Unchanged, "an older view");
    assert_eq!(store.last_sequence().await.unwrap(), sequence);
    let closed = store.find_closed(&hn(), &ids).await.unwrap();
    let expected = ["1", "2"].map(|id| (id.to_owned(), day(2)));
    assert_eq!(closed, expected.into());
    assert_eq!(store.close_withdrawn(&hn(), &[], day(9)).await.unwrap(), 0);
    record_one(&store, posted("1", 0), day(4)).await;
    assert_eq!(closed_at(&store, "1").await, None, "it is shown again");
}

async fn a_role_closes_when_its_last_appearance_is_taken_back(store: Store) {
    let copy = |external_id: &str, number| {
        let mut copy = posted(external_id, number);
        copy.content_hash = ContentHash("same".to_owned());
        copy
    };
    let root = record_one(&store, copy("1", 0), day(31)).await;
    record_one(&store, copy("2", 31), day(31)).await;
    for (id, expected) in [("1", None), ("2", Some(day(40)))] {
        let closed = store
            .close_withdrawn(&hn(), &[id.to_owned()], day(40))
            .await;
        assert_eq!(closed.unwrap(), 1);
        let found = store.find_posting(root.id).await.unwrap().unwrap();
        assert_eq!(found.closed_at, expected, "after {id}");
    }
}

async fn postings_close_when_they_come_of_age(store: Store) {
    let old = record_one(&store, posted("1", 0), day(0)).await;
    let young = record_one(&store, posted("2", 1), day(1)).await;
    let elsewhere = posting_with("3", |p| p.source = SourceKey::parse("ashby").unwrap());
    let elsewhere = record_one(&store, elsewhere, day(1)).await;
    let sequence = store.last_sequence().await.unwrap();
    assert_eq!(store.close_expired(&hn(), 60, day(60)).await.unwrap(), 1);
    let found = store.find_posting(old.id).await.unwrap().unwrap();
    assert_eq!(found.closed_at, Some(day(60)));
    for id in [young.id, elsewhere.id] {
        let found = store.find_posting(id).await.unwrap().unwrap();
        assert_eq!(found.closed_at, None);
    }
    let changes = store.changes_after(sequence, 10).await.unwrap();
    let ids: Vec<_> = changes.iter().map(|change| change.id).collect();
    assert_eq!(ids, [old.id]);
}

async fn closing_by_age_twice_or_late_changes_nothing(store: Store) {
    let recorded = record_one(&store, posted("1", 0), day(0)).await;
    assert_eq!(store.close_expired(&hn(), 60, day(400)).await.unwrap(), 1);
    let found = store.find_posting(recorded.id).await.unwrap().unwrap();
    assert_eq!(found.closed_at, Some(day(60)), "on the day it came of age");
    let sequence = store.last_sequence().await.unwrap();
    assert_eq!(store.close_expired(&hn(), 60, day(500)).await.unwrap(), 0);
    let stated = posting_with("1", |p| p.closed_at = Some(day(60)));
    let again = record_one(&store, stated, day(300)).await;
    assert_eq!(again.outcome, Outcome::Unchanged);
    assert_eq!(store.last_sequence().await.unwrap(), sequence);
}

async fn a_role_stays_open_until_its_last_appearance_comes_of_age(store: Store) {
    let copy = |external_id: &str, number| {
        let mut copy = posted(external_id, number);
        copy.content_hash = ContentHash("same".to_owned());
        copy
    };
    let root = record_one(&store, copy("1", 0), day(31)).await;
    record_one(&store, copy("2", 31), day(31)).await;
    assert_eq!(store.close_expired(&hn(), 60, day(70)).await.unwrap(), 1);
    let found = store.find_posting(root.id).await.unwrap().unwrap();
    assert_eq!(found.closed_at, None);
    assert_eq!(store.close_expired(&hn(), 60, day(91)).await.unwrap(), 1);
    let found = store.find_posting(root.id).await.unwrap().unwrap();
    assert_eq!(found.closed_at, Some(day(91)));
}

async fn more_postings_than_one_transaction_takes_come_of_age_at_once(store: Store) {
    let batch: Vec<_> = (0..2_100).map(|n| posted(&n.to_string(), 0)).collect();
    store.record(&batch, day(0)).await.unwrap();
    assert_eq!(
        store.close_expired(&hn(), 60, day(61)).await.unwrap(),
        2_100
    );
}

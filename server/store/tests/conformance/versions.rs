//! Former versions of postings that change.

use std::collections::HashMap;

use domain::PostingId;
use store::{Outcome, Store};

use crate::recording::record_one;
use crate::sample::{day, posting, posting_with};

crate::scenarios! {
    a_changed_posting_keeps_what_it_said_before,
    the_same_view_read_anew_is_no_other_version,
    what_is_not_said_in_words_or_facts_makes_no_version,
    the_versions_of_a_posting_are_bounded_in_number_and_size,
    a_deleted_posting_leaves_no_versions,
    the_last_change_of_a_posting_is_that_of_its_newest_version,
}

async fn a_changed_posting_keeps_what_it_said_before(store: Store) {
    let first = record_one(&store, posting("1"), day(1)).await;
    record_one(&store, posting("1"), day(3)).await;
    let second = posting_with("1", |p| {
        p.title = "Staff Engineer".to_owned();
        p.facts.skills.clear();
    });
    record_one(&store, second.clone(), day(5)).await;
    let third = posting_with("1", |p| {
        p.html = "<p>Other words</p>".to_owned();
        p.content_hash.0 = "other".to_owned();
    });
    record_one(&store, third, day(6)).await;
    let versions = store.list_versions(first.id).await.unwrap();
    assert_eq!(versions.len(), 2);
    let (newer, older) = (&versions[0], &versions[1]);
    assert_eq!((newer.replaced_at, newer.seen_until), (day(6), day(5)));
    assert_eq!((&newer.title, &newer.facts), (&second.title, &second.facts));
    assert_eq!((older.replaced_at, older.seen_until), (day(5), day(3)));
    assert_eq!(older.title, posting("1").title);
    assert_eq!(older.html, posting("1").html);
    assert_eq!(older.facts, posting("1").facts);
}

async fn the_same_view_read_anew_is_no_other_version(store: Store) {
    let first = record_one(&store, posting("1"), day(1)).await;
    let read_better = posting_with("1", |p| p.facts.skills.truncate(1));
    let again = record_one(&store, read_better, day(1)).await;
    assert_eq!(again.outcome, Outcome::Updated);
    assert_eq!(store.list_versions(first.id).await.unwrap(), []);
}

async fn what_is_not_said_in_words_or_facts_makes_no_version(store: Store) {
    let first = record_one(&store, posting("1"), day(1)).await;
    let moved = posting_with("1", |p| {
        p.url = None;
        p.html = format!("{}<br>", p.html);
        p.closed_at = Some(day(2));
    });
    let updated = record_one(&store, moved, day(2)).await;
    assert_eq!(updated.outcome, Outcome::Updated);
    assert_eq!(store.list_versions(first.id).await.unwrap(), []);
}

async fn the_versions_of_a_posting_are_bounded_in_number_and_size(store: Store) {
    let edited = |number: i64, length: usize| {
        posting_with("1", |p| {
            p.title = format!("Edited {number}");
            p.html = "é".repeat(length);
        })
    };
    let first = record_one(&store, posting("1"), day(0)).await;
    record_one(&store, posting("2"), day(0)).await;
    for number in 1..=15 {
        record_one(&store, edited(number, 10), day(number)).await;
    }
    let versions = store.list_versions(first.id).await.unwrap();
    assert_eq!(versions.len(), 10);
    assert_eq!(versions[0].title, "Edited 14");
    for number in 16..=20 {
        record_one(&store, edited(number, 60_000), day(number)).await;
    }
    let versions = store.list_versions(first.id).await.unwrap();
    let titles: Vec<_> = versions.iter().map(|v| v.title.as_str()).collect();
    assert_eq!(titles, ["Edited 19", "Edited 18", "Edited 17"]);
    record_one(&store, edited(21, 250_000), day(21)).await;
    record_one(&store, edited(22, 10), day(22)).await;
    assert_eq!(store.list_versions(first.id).await.unwrap(), []);
}

async fn a_deleted_posting_leaves_no_versions(store: Store) {
    let first = record_one(&store, posting("1"), day(1)).await;
    let edited = posting_with("1", |p| p.title = "Edited".to_owned());
    record_one(&store, edited, day(2)).await;
    assert_eq!(store.list_versions(first.id).await.unwrap().len(), 1);
    store.delete(&[first.id]).await.unwrap();
    let again = record_one(&store, posting("1"), day(3)).await;
    assert_eq!(again.id, first.id);
    assert_eq!(store.list_versions(first.id).await.unwrap(), []);
}

async fn the_last_change_of_a_posting_is_that_of_its_newest_version(store: Store) {
    let edited = record_one(&store, posting("1"), day(1)).await;
    let unchanged = record_one(&store, posting("2"), day(1)).await;
    for number in [3, 5] {
        let edit = posting_with("1", |p| p.title = format!("Edited {number}"));
        record_one(&store, edit, day(number)).await;
    }
    record_one(&store, posting("2"), day(5)).await;
    let ids = [edited.id, unchanged.id, PostingId::from_bits(7)];
    let changes = store.list_last_changes(&ids).await.unwrap();
    assert_eq!(changes, HashMap::from([(edited.id, day(5))]));
    let none = store.list_last_changes(&[]).await.unwrap();
    assert_eq!(none, HashMap::new());
}

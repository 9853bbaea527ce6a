//! What recording does to postings, and what is read back.

use domain::{PostingId, Timestamp};
use store::{NewPosting, Outcome, PostingCursor, Recorded, Store};

use crate::sample::{day, posting, posting_with};

crate::scenarios! {
    captures_in_any_order_give_the_same_dates,
    a_recorded_posting_reads_back_as_it_was,
    recording_twice_changes_nothing,
    the_later_of_two_in_a_batch_wins,
    a_changed_posting_is_updated_and_keeps_its_id,
    an_older_capture_does_not_overwrite_a_newer_one,
    captures_of_a_month_recorded_again_change_nothing,
    a_closed_posting_opens_when_it_is_seen_later,
    a_posting_without_date_keeps_the_day_it_was_first_seen,
    postings_are_listed_in_the_order_asked_for,
    all_postings_are_listed_in_stretches,
    zero_characters_are_replaced,
    changes_name_each_posting_once_with_its_latest_state,
}

pub(crate) async fn record(
    store: &Store,
    postings: &[NewPosting],
    seen: Timestamp,
) -> Vec<Recorded> {
    store.record(postings, seen).await.unwrap()
}

pub(crate) async fn record_one(store: &Store, posting: NewPosting, seen: Timestamp) -> Recorded {
    record(store, &[posting], seen).await[0]
}

async fn a_recorded_posting_reads_back_as_it_was(store: Store) {
    let given = posting("1");
    let recorded = record_one(&store, given.clone(), day(1)).await;
    assert_eq!(recorded.outcome, Outcome::New);
    let found = store.find_posting(recorded.id).await.unwrap().unwrap();
    assert_eq!(found.id, recorded.id);
    assert_eq!(found.title, given.title);
    assert_eq!(found.company, given.company);
    assert_eq!(found.html, given.html);
    assert_eq!(found.facts, given.facts);
    assert_eq!(found.url, given.url);
    assert_eq!(found.apply_url, None);
    assert_eq!(found.posted_at, day(0));
    assert_eq!((found.first_seen, found.last_seen), (day(1), day(1)));
    assert_eq!((found.closed_at, found.duplicate_of), (None, None));
    assert_eq!(found.content_hash, given.content_hash);
    let unknown = PostingId::from_bits(7);
    assert_eq!(store.find_posting(unknown).await.unwrap(), None);
    assert_eq!(store.count_postings().await.unwrap(), 1);
    let place = given.facts.places[0].clone();
    let places = store.list_places().await.unwrap();
    assert_eq!(places, [(place.slug().unwrap(), place)]);
}

async fn recording_twice_changes_nothing(store: Store) {
    let batch: Vec<_> = (0..50).map(|n| posting(&n.to_string())).collect();
    let first = record(&store, &batch, day(1)).await;
    let sequence = store.last_sequence().await.unwrap();
    for seen in [day(1), day(3), day(2)] {
        let again = record(&store, &batch, seen).await;
        for (one, other) in first.iter().zip(&again) {
            assert_eq!(one.id, other.id);
            assert_eq!(other.outcome, Outcome::Unchanged);
        }
    }
    assert_eq!(store.last_sequence().await.unwrap(), sequence);
    let found = store.find_posting(first[0].id).await.unwrap().unwrap();
    assert_eq!((found.first_seen, found.last_seen), (day(1), day(3)));
}

async fn the_later_of_two_in_a_batch_wins(store: Store) {
    let later = posting_with("1", |p| p.title = "Later".to_owned());
    let recorded = record(&store, &[posting("1"), posting("2"), later], day(1)).await;
    let outcomes: Vec<_> = recorded.iter().map(|r| r.outcome).collect();
    assert_eq!(outcomes, [Outcome::Unchanged, Outcome::New, Outcome::New]);
    assert_eq!(recorded[0].id, recorded[2].id);
    let found = store.find_posting(recorded[0].id).await.unwrap().unwrap();
    assert_eq!(found.title, "Later");
}

async fn a_changed_posting_is_updated_and_keeps_its_id(store: Store) {
    let first = record_one(&store, posting("1"), day(1)).await;
    let changed = posting_with("1", |p| {
        p.html = "<p>Other words</p>".to_owned();
        p.facts.skills.clear();
        p.company = None;
    });
    let second = record_one(&store, changed.clone(), day(2)).await;
    assert_eq!((second.id, second.outcome), (first.id, Outcome::Updated));
    let found = store.find_posting(first.id).await.unwrap().unwrap();
    assert_eq!((found.html, found.company), (changed.html, None));
    assert!(found.facts.skills.is_empty());
    assert_eq!((found.first_seen, found.last_seen), (day(1), day(2)));
}

async fn an_older_capture_does_not_overwrite_a_newer_one(store: Store) {
    let newer = posting_with("1", |p| p.title = "Edited".to_owned());
    let recorded = record_one(&store, newer, day(5)).await;
    let older = record_one(&store, posting("1"), day(4)).await;
    assert_eq!(older.outcome, Outcome::Unchanged);
    let found = store.find_posting(recorded.id).await.unwrap().unwrap();
    assert_eq!(found.title, "Edited");
}

async fn captures_of_a_month_recorded_again_change_nothing(store: Store) {
    let edited = |id: &str| posting_with(id, |p| p.title = "Edited".to_owned());
    let early = [posting("1"), posting("2"), posting("3")];
    let late = [edited("1"), posting("2"), posting("4")];
    record(&store, &early, day(3)).await;
    record(&store, &late, day(20)).await;
    let sequence = store.last_sequence().await.unwrap();
    let (before, _) = store.list_all(PostingCursor::START, 10).await.unwrap();
    record(&store, &early, day(3)).await;
    record(&store, &late, day(20)).await;
    let (after, _) = store.list_all(PostingCursor::START, 10).await.unwrap();
    assert_eq!(before, after);
    assert_eq!(store.last_sequence().await.unwrap(), sequence);
}

async fn a_closed_posting_opens_when_it_is_seen_later(store: Store) {
    let recorded = record_one(&store, posting("1"), day(1)).await;
    store.close(&[recorded.id], day(5)).await.unwrap();
    let same = record_one(&store, posting("1"), day(5)).await;
    assert_eq!(same.outcome, Outcome::Unchanged);
    let later = record_one(&store, posting("1"), day(6)).await;
    assert_eq!(later.outcome, Outcome::Updated);
    let found = store.find_posting(recorded.id).await.unwrap().unwrap();
    assert_eq!(found.closed_at, None);
    let stated = posting_with("1", |p| p.closed_at = Some(day(3)));
    assert_eq!(
        record_one(&store, stated.clone(), day(7)).await.outcome,
        Outcome::Updated
    );
    assert_eq!(
        record_one(&store, stated, day(8)).await.outcome,
        Outcome::Unchanged
    );
    let found = store.find_posting(recorded.id).await.unwrap().unwrap();
    assert_eq!(found.closed_at, Some(day(3)));
}

async fn a_posting_without_date_keeps_the_day_it_was_first_seen(store: Store) {
    let undated = posting_with("1", |p| p.posted_at = None);
    let recorded = record_one(&store, undated.clone(), day(3)).await;
    let again = record_one(&store, undated, day(9)).await;
    assert_eq!(again.outcome, Outcome::Unchanged);
    let found = store.find_posting(recorded.id).await.unwrap().unwrap();
    assert_eq!(found.posted_at, day(3));
}

async fn postings_are_listed_in_the_order_asked_for(store: Store) {
    let batch: Vec<_> = (0..30).map(|n| posting(&n.to_string())).collect();
    let mut ids: Vec<_> = record(&store, &batch, day(1))
        .await
        .iter()
        .map(|recorded| recorded.id)
        .collect();
    ids.reverse();
    let mut asked = ids.clone();
    asked.insert(3, PostingId::from_bits(1));
    let listed = store.list_postings(&asked).await.unwrap();
    assert_eq!(listed.iter().map(|p| p.id).collect::<Vec<_>>(), ids);
    assert!(store.list_postings(&[]).await.unwrap().is_empty());
    let cards = store.list_cards(&asked).await.unwrap();
    let expected: Vec<_> = listed.iter().map(domain::Posting::card).collect();
    assert_eq!(cards, expected);
}

async fn all_postings_are_listed_in_stretches(store: Store) {
    let batch: Vec<_> = (0..25).map(|n| posting(&n.to_string())).collect();
    let recorded = record(&store, &batch, day(1)).await;
    let mut cursor = PostingCursor::START;
    let mut listed = Vec::new();
    loop {
        let (postings, next) = store.list_all(cursor, 10).await.unwrap();
        if postings.is_empty() {
            break;
        }
        listed.extend(postings.into_iter().map(|posting| posting.id));
        cursor = next;
    }
    let expected: Vec<_> = recorded.iter().map(|r| r.id).collect();
    assert_eq!(listed, expected);
}

async fn zero_characters_are_replaced(store: Store) {
    let zeros = posting_with("a\0b", |p| {
        p.title = "x\0y".to_owned();
        p.facts.titles = vec!["x\0y".to_owned()];
    });
    let recorded = record_one(&store, zeros.clone(), day(1)).await;
    let found = store.find_posting(recorded.id).await.unwrap().unwrap();
    assert_eq!(found.title, "x\u{fffd}y");
    assert_eq!(found.external_id, "a\u{fffd}b");
    let again = record_one(&store, zeros, day(1)).await;
    assert_eq!((again.id, again.outcome), (recorded.id, Outcome::Unchanged));
}

async fn changes_name_each_posting_once_with_its_latest_state(store: Store) {
    assert_eq!(store.last_sequence().await.unwrap(), 0);
    let recorded = record(&store, &[posting("1"), posting("2")], day(1)).await;
    let edited = posting_with("1", |p| p.title = "Edited".to_owned());
    record_one(&store, edited, day(2)).await;
    let changes = store.changes_after(0, 100).await.unwrap();
    let ids: Vec<_> = changes.iter().map(|change| change.id).collect();
    assert_eq!(ids, [recorded[1].id, recorded[0].id]);
    assert_eq!(changes[1].posting.as_ref().unwrap().title, "Edited");
    let last = store.last_sequence().await.unwrap();
    assert_eq!(changes[1].sequence, last);
    assert!(store.changes_after(last, 100).await.unwrap().is_empty());
    let first = store.changes_after(0, 1).await.unwrap();
    assert_eq!((first.len(), first[0].id), (1, recorded[0].id));
}

async fn captures_in_any_order_give_the_same_dates(store: Store) {
    let undated = |id: &str| NewPosting {
        posted_at: None,
        ..posting(id)
    };
    let views = [
        undated("early first"),
        undated("late first"),
        posting("dated"),
    ];
    store.record(&views[..1], day(10)).await.unwrap();
    store.record(&views[..1], day(20)).await.unwrap();
    store.record(&views[1..], day(20)).await.unwrap();
    let before = store.last_sequence().await.unwrap();
    let again = store.record(&views[1..], day(10)).await.unwrap();
    assert!(again.iter().all(|view| view.outcome == Outcome::Unchanged));
    let changes = store.changes_after(before, 10).await.unwrap();
    assert_eq!(changes.len(), 2, "the index hears of it");
    let (all, _) = store.list_all(PostingCursor::START, 10).await.unwrap();
    for known in &all {
        assert_eq!((known.first_seen, known.last_seen), (day(10), day(20)));
    }
    assert_eq!((all[0].posted_at, all[1].posted_at), (day(10), day(10)));
    assert_eq!(Some(all[2].posted_at), posting("dated").posted_at);
    let before = store.last_sequence().await.unwrap();
    store.record(&views, day(15)).await.unwrap();
    assert_eq!(store.last_sequence().await.unwrap(), before, "nothing new");
}

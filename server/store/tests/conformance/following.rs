//! Several writers at once, and a follower of the change log beside them.

use std::collections::HashSet;

use domain::{ContentHash, PostingId};
use store::Store;

use crate::sample::{day, posting, posting_with};

crate::scenarios! {
    a_follower_misses_nothing_that_several_writers_record,
    writers_at_once_find_each_others_duplicates,
    a_watcher_is_told_of_every_commit,
    own_readers_see_at_once_what_was_recorded,
}

const WRITERS: usize = 6;
const BATCHES: usize = 12;
const BATCH: usize = 5;

async fn a_follower_misses_nothing_that_several_writers_record(store: Store) {
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| tokio::spawn(write(store.clone(), writer)))
        .collect();
    let mut seen = HashSet::new();
    let mut last = 0;
    loop {
        let finished = writers.iter().all(|writer| writer.is_finished());
        let changes = store.changes_after(last, 20).await.unwrap();
        for change in &changes {
            assert!(change.sequence > last, "numbers come in their order");
            last = change.sequence;
            assert!(change.posting.is_some());
            seen.insert(change.id);
        }
        if finished && changes.is_empty() {
            break;
        }
        tokio::task::yield_now().await;
    }
    let mut written: HashSet<PostingId> = HashSet::new();
    for writer in writers {
        written.extend(writer.await.unwrap());
    }
    assert_eq!(written.len(), WRITERS * BATCHES * BATCH);
    assert_eq!(seen, written);
    assert_eq!(last, store.last_sequence().await.unwrap());
}

async fn write(store: Store, writer: usize) -> Vec<PostingId> {
    let mut ids = Vec::new();
    for batch in 0..BATCHES {
        let postings: Vec<_> = (0..BATCH)
            .map(|number| posting_with(&format!("{writer}-{batch}-{number}"), |_| ()))
            .collect();
        let recorded = store.record(&postings, day(1)).await.unwrap();
        ids.extend(recorded.iter().map(|recorded| recorded.id));
    }
    ids
}

async fn writers_at_once_find_each_others_duplicates(store: Store) {
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let store = store.clone();
            tokio::spawn(async move {
                for number in 0..BATCHES {
                    let copy = posting_with(&format!("{writer}-{number}"), |p| {
                        p.content_hash = ContentHash(format!("text-{number}"));
                    });
                    store.record(&[copy], day(1)).await.unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let query = domain::JobQuery::default();
    let roles = store.count(&query, day(1), |_| None).await.unwrap();
    assert_eq!(roles, u64::try_from(BATCHES).unwrap());
}

async fn a_watcher_is_told_of_every_commit(store: Store) {
    let mut commits = store.watch_changes();
    assert!(!commits.has_changed().unwrap());
    let recorded = store
        .record(&[posting_with("1", |_| ())], day(1))
        .await
        .unwrap();
    commits.changed().await.unwrap();
    store.close(&[recorded[0].id], day(2)).await.unwrap();
    commits.changed().await.unwrap();
    assert!(!commits.has_changed().unwrap());
}

async fn own_readers_see_at_once_what_was_recorded(store: Store) {
    let own = store.with_own_readers().await.unwrap();
    for number in 0..20 {
        let recorded = store.record(&[posting(&number.to_string())], day(1)).await;
        let id = recorded.unwrap()[0].id;
        let found = own.find_posting(id).await.unwrap();
        assert!(found.is_some());
    }
    let readers = (0..40).map(|_| {
        let own = own.clone();
        tokio::spawn(async move { own.count_postings().await })
    });
    for reader in readers.collect::<Vec<_>>() {
        assert_eq!(reader.await.unwrap().unwrap(), 20);
    }
}

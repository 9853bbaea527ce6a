//! Sources, imports, and facts about the database itself.

use domain::{ContentHash, SourceKey};
use store::{ImportRun, Store};

use crate::sample::{day, posting, posting_with};

crate::scenarios! {
    a_source_shows_its_postings_and_its_last_import,
    deleting_the_postings_of_a_source_leaves_the_others,
    meta_values_are_kept_replaced_and_deleted,
}

fn run(source: &SourceKey, rejected: u64) -> ImportRun {
    ImportRun {
        source: source.clone(),
        started_at: day(1),
        finished_at: day(2),
        read: 10,
        new: 5,
        updated: 1,
        unchanged: 2,
        duplicates: 1,
        rejected,
    }
}

async fn a_source_shows_its_postings_and_its_last_import(store: Store) {
    let hn = SourceKey::parse("hn").unwrap();
    let copy = posting_with("2", |p| p.content_hash = ContentHash("hash-1".to_owned()));
    let closed = posting_with("3", |p| p.closed_at = Some(day(1)));
    let batch = [posting("1"), copy, closed];
    store.record(&batch, day(4)).await.unwrap();
    let named = &store.list_sources().await.unwrap()[0];
    assert_eq!((named.name.as_str(), named.rejected), ("hn", 0));
    let homepage = Some("https://example.org");
    store
        .describe_source(&hn, "Who is hiring", homepage)
        .await
        .unwrap();
    store.record_import_run(&run(&hn, 7)).await.unwrap();
    store.record_import_run(&run(&hn, 3)).await.unwrap();
    let ashby = SourceKey::parse("ashby").unwrap();
    store.record_import_run(&run(&ashby, 0)).await.unwrap();
    let sources = store.list_sources().await.unwrap();
    let keys: Vec<_> = sources.iter().map(|source| source.key.as_str()).collect();
    assert_eq!(keys, ["ashby", "hn"]);
    assert_eq!(
        (sources[0].open, sources[0].ever, sources[0].last_seen),
        (0, 0, None)
    );
    let hn_summary = &sources[1];
    assert_eq!(hn_summary.name, "Who is hiring");
    assert_eq!(hn_summary.homepage.as_deref(), homepage);
    assert_eq!((hn_summary.open, hn_summary.ever), (1, 3));
    assert_eq!(
        (hn_summary.last_seen, hn_summary.rejected),
        (Some(day(4)), 3)
    );
    let runs = store.list_import_runs(2).await.unwrap();
    assert_eq!(runs, [run(&ashby, 0), run(&hn, 3)]);
}

async fn deleting_the_postings_of_a_source_leaves_the_others(store: Store) {
    let demo = SourceKey::parse("demo").unwrap();
    let batch: Vec<_> = (0..20)
        .map(|n| {
            posting_with(&n.to_string(), |p| {
                if n % 2 == 0 {
                    p.source = demo.clone();
                }
            })
        })
        .collect();
    store.record(&batch, day(1)).await.unwrap();
    assert_eq!(store.delete_source_postings(&demo).await.unwrap(), 10);
    assert_eq!(store.delete_source_postings(&demo).await.unwrap(), 0);
    assert_eq!(store.count_postings().await.unwrap(), 10);
}

async fn meta_values_are_kept_replaced_and_deleted(store: Store) {
    assert_eq!(store.find_meta("demo").await.unwrap(), None);
    store.set_meta("demo", "seed 1").await.unwrap();
    store.set_meta("demo", "seed 2").await.unwrap();
    assert_eq!(
        store.find_meta("demo").await.unwrap().as_deref(),
        Some("seed 2")
    );
    store.delete_meta("demo").await.unwrap();
    assert_eq!(store.find_meta("demo").await.unwrap(), None);
}

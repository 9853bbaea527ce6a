//! Opening databases again, and those of another version.

use sqlx::AnyPool;
use store::{DatabaseUrl, Outcome, Store, StoreError};

use crate::sample::{day, posting};

async fn opened(folder: &std::path::Path) -> store::Result<Store> {
    let url = DatabaseUrl::file(folder.join("a board's data.sqlite"));
    Store::open(&url).await
}

async fn alter(folder: &std::path::Path, text: &'static str) {
    let path = folder.join("a%20board%27s%20data.sqlite");
    let url = format!("sqlite://{}", path.display());
    let pool = AnyPool::connect(&url).await.unwrap();
    sqlx::raw_sql(text).execute(&pool).await.unwrap();
    pool.close().await;
}

#[tokio::test]
async fn what_was_recorded_is_there_after_opening_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = opened(folder.path()).await.unwrap();
    let recorded = store.record(&[posting("1")], day(1)).await.unwrap();
    store.close_connections().await;
    let store = opened(folder.path()).await.unwrap();
    let found = store.find_posting(recorded[0].id).await.unwrap();
    assert!(found.is_some());
    assert!(store.verify().await.unwrap().is_empty());
}

#[tokio::test]
async fn several_may_open_a_new_database_at_once() {
    for _ in 0..10 {
        let folder = tempfile::tempdir().unwrap();
        let openings: Vec<_> = (0..4)
            .map(|_| {
                let folder = folder.path().to_owned();
                tokio::spawn(async move { opened(&folder).await })
            })
            .collect();
        for opening in openings {
            let store = opening.await.unwrap().unwrap();
            store.record(&[posting("1")], day(1)).await.unwrap();
            store.close_connections().await;
        }
    }
}

#[tokio::test]
async fn a_posting_whose_id_is_taken_gets_another() {
    let folder = tempfile::tempdir().unwrap();
    let store = opened(folder.path()).await.unwrap();
    let first = store.record(&[posting("1")], day(1)).await.unwrap()[0];
    let rename = "UPDATE posting SET external_id = 'other' WHERE external_id = '1'";
    alter(folder.path(), rename).await;
    let batch = [posting("1"), posting("2")];
    let second = store.record(&batch, day(1)).await.unwrap();
    assert_ne!(second[0].id, first.id);
    assert_eq!(store.count_postings().await.unwrap(), 3);
    let again = store.record(&batch, day(1)).await.unwrap();
    assert_eq!(again[0].id, second[0].id, "and keeps it");
    assert_eq!(again[0].outcome, Outcome::Unchanged);
    let mut other = posting("other");
    other.title = "Changed".to_owned();
    let updated = store.record(&[other], day(1)).await.unwrap()[0];
    assert_eq!((updated.id, updated.outcome), (first.id, Outcome::Updated));
}

#[tokio::test]
async fn a_migration_that_was_changed_afterwards_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    opened(folder.path())
        .await
        .unwrap()
        .close_connections()
        .await;
    alter(folder.path(), "UPDATE migration SET checksum = 'other'").await;
    let error = opened(folder.path()).await.unwrap_err();
    assert!(
        matches!(error, StoreError::Incompatible { version: 1, .. }),
        "{error}"
    );
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    opened(folder.path())
        .await
        .unwrap()
        .close_connections()
        .await;
    alter(
        folder.path(),
        "INSERT INTO migration (version, name, checksum) VALUES (9999, 'later', 'x')",
    )
    .await;
    let error = opened(folder.path()).await.unwrap_err();
    let words = error.to_string();
    assert!(words.contains("9999") && words.contains("newer"), "{words}");
}

#[tokio::test]
async fn a_row_that_cannot_be_read_names_table_column_and_id() {
    let folder = tempfile::tempdir().unwrap();
    let store = opened(folder.path()).await.unwrap();
    let recorded = store.record(&[posting("1")], day(1)).await.unwrap();
    alter(folder.path(), "UPDATE posting_content SET facts = '{}'").await;
    match store.find_posting(recorded[0].id).await.unwrap_err() {
        StoreError::Unreadable {
            table, column, id, ..
        } => {
            assert_eq!((table, column), ("posting", "facts"));
            assert_eq!(id, recorded[0].id.to_string());
        }
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn contradicting_rows_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let store = opened(folder.path()).await.unwrap();
    let postings = [posting("1"), posting("2")];
    store.record(&postings, day(1)).await.unwrap();
    alter(
        folder.path(),
        "UPDATE posting SET duplicate_of = 7 WHERE number = 1;
        DELETE FROM posting_content WHERE number = 2;
        INSERT INTO posting_fact (number, field, value) VALUES (9, 'role', 'backend');
        DELETE FROM change;",
    )
    .await;
    let problems = store.verify().await.unwrap();
    let words: Vec<_> = problems.iter().map(|problem| problem.what).collect();
    for expected in [
        "a duplicate repeats a posting that does not exist",
        "a posting has no text",
        "a text, fact, skill, place or pay belongs to no posting",
        "a posting was never logged as changed",
    ] {
        assert!(words.contains(&expected), "{expected}: {words:?}");
    }
}

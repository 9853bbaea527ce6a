//! Opening databases again, and those of another version.

use std::io::Write;

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
async fn a_database_keeps_its_identity_and_another_has_another() {
    let folders = [(); 2].map(|()| tempfile::tempdir().unwrap());
    let mut identities = Vec::new();
    for folder in &folders {
        let store = opened(folder.path()).await.unwrap();
        let identity = store.identity().await.unwrap();
        assert_eq!(identity.len(), 32, "{identity}");
        store.delete_meta("database_id").await.unwrap();
        store.close_connections().await;
        let older = opened(folder.path()).await.unwrap();
        let given = older.identity().await.unwrap();
        assert_eq!(
            given.len(),
            32,
            "one from before gets an identity on opening"
        );
        older.close_connections().await;
        let again = opened(folder.path()).await.unwrap();
        assert_eq!(again.identity().await.unwrap(), given);
        identities.push(given);
    }
    assert_ne!(identities[0], identities[1]);
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
        "a text, fact, skill, place, pay, likeness or sign belongs to no posting",
        "a posting was never logged as changed",
    ] {
        assert!(words.contains(&expected), "{expected}: {words:?}");
    }
}

/// An error with all its causes, as a person sees it.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    let words: Vec<String> = causes.map(ToString::to_string).collect();
    words.join(": ")
}

#[tokio::test]
async fn a_database_that_cannot_be_used_says_why_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("text.sqlite");
    std::fs::write(&text, "These are words. ".repeat(512)).unwrap();
    let store = Store::open_file(folder.path().join("cut.sqlite")).await;
    store.unwrap().close_connections().await;
    let cut = folder.path().join("cut.sqlite");
    let bytes = std::fs::read(&cut).unwrap();
    std::fs::write(&cut, [&bytes[..4096], &[0x55; 4096 * 3]].concat()).unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let free_port = taken.local_addr().unwrap().port();
    drop(taken);
    for (address, word) in [
        (text.display().to_string(), "not a SQLite database"),
        (cut.display().to_string(), "damaged"),
        (folder.path().display().to_string(), "cannot be opened"),
        (
            format!("postgres://me:secret@127.0.0.1:{free_port}/board"),
            "nothing answers",
        ),
    ] {
        let url = DatabaseUrl::parse(&address).unwrap();
        let started = std::time::Instant::now();
        let error = Store::open(&url).await.unwrap_err();
        let words = chain(&error);
        assert!(matches!(error, StoreError::Unusable { .. }), "{words}");
        assert!(words.contains(word), "{words}");
        assert!(started.elapsed().as_secs() < 10, "{words}");
    }
}

#[tokio::test]
async fn an_address_that_the_driver_refuses_is_a_mistake_of_the_configuration() {
    for (rest, word) in [
        ("db.example/board?sslmode=on", "unknown value \"on\""),
        ("db.example/board?port=abc", "such as the port"),
        ("db.example:abc/board", "invalid port number"),
        ("db.example/%ff", "%25"),
    ] {
        let url = DatabaseUrl::parse(&format!("postgres://me:secret@{rest}")).unwrap();
        let error = Store::open(&url).await.unwrap_err();
        let words = chain(&error);
        assert!(matches!(error, StoreError::Address(_)), "{words}");
        assert!(words.contains(word) && !words.contains("secret"), "{words}");
    }
}

#[tokio::test]
async fn a_server_of_another_kind_is_told_from_one_that_refuses() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        // MySQL speaks first, and says its version.
        stream.write_all(b"J\0\0\0\x0a8.0.36\0").unwrap();
        // Until the other end has had enough of it.
        let _ = std::io::copy(&mut stream, &mut std::io::sink());
    });
    let url = DatabaseUrl::parse(&format!("postgres://me:secret@127.0.0.1:{port}/board")).unwrap();
    let error = Store::open(&url).await.unwrap_err();
    let words = chain(&error);
    assert!(matches!(error, StoreError::Unusable { .. }), "{words}");
    assert!(words.contains("no PostgreSQL server"), "{words}");
    server.join().unwrap();
}

#[tokio::test]
async fn one_row_that_cannot_be_read_spoils_no_list_and_no_change() {
    let folder = tempfile::tempdir().unwrap();
    let store = opened(folder.path()).await.unwrap();
    let postings = [posting("1"), posting("2"), posting("3")];
    let recorded = store.record(&postings, day(1)).await.unwrap();
    let ids: Vec<_> = recorded.iter().map(|recorded| recorded.id).collect();
    let damage = "UPDATE posting_content SET facts = '{' WHERE number = 2";
    alter(folder.path(), damage).await;
    let rest = [ids[0], ids[2]];
    let cards = store.list_cards(&ids).await.unwrap();
    assert_eq!(cards.iter().map(|card| card.id).collect::<Vec<_>>(), rest);
    let whole = store.list_postings(&ids).await.unwrap();
    assert_eq!(whole.iter().map(|whole| whole.id).collect::<Vec<_>>(), rest);
    let start = store::PostingCursor::START;
    let (all, next) = store.list_all(start, 2).await.unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(store.list_all(next, 2).await.unwrap().0.len(), 1);
    let (rows, _) = store.list_rows(start, 9).await.unwrap();
    let wrong: Vec<_> = rows.into_iter().filter_map(Result::err).collect();
    assert!(
        wrong[0].to_string().contains(&ids[1].to_string()),
        "{wrong:?}"
    );
    let changes = store.changes_after(0, 9).await.unwrap();
    assert_eq!(changes.len(), 3);
    for change in changes {
        assert_eq!(change.posting.is_none(), change.id == ids[1]);
    }
}

/// A server that agrees to encrypt is greeted as TLS greets: no word of a login is sent
/// before.
#[tokio::test]
async fn a_connection_is_encrypted_where_the_server_agrees() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = [0; 8];
        stream.read_exact(&mut request).await.unwrap();
        stream.write_all(b"S").await.unwrap();
        let mut first = [0; 1];
        stream.read_exact(&mut first).await.unwrap();
        (request, first)
    });
    let url = format!("postgres://tern@127.0.0.1:{port}/board?sslmode=require");
    let url = DatabaseUrl::parse(&url).unwrap();
    let opening = tokio::spawn(async move { Store::open(&url).await.is_ok() });
    let (request, first) = server.await.unwrap();
    // Length 8, and the number by which encryption is asked for.
    assert_eq!(request, [0, 0, 0, 8, 4, 210, 22, 47]);
    // A record of a handshake.
    assert_eq!(first, [22]);
    opening.abort();
}

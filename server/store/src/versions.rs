//! Former versions of postings, kept when their title, words or facts change.
//!
//! Of each posting the newest 10 are kept, and fewer when their titles, texts
//! and facts are longer than 200,000 characters together: the oldest go first.

use std::collections::HashMap;

use domain::{Facts, PostingId, Timestamp};
use sqlx::AnyConnection;

use crate::database_url::Engine;
use crate::dialect::statement;
use crate::error::Result;
use crate::identity::id_number;
use crate::json;
use crate::row::Reader;
use crate::store::Store;

/// Versions kept of a posting.
const KEPT: i64 = 10;
/// Characters kept of a posting's versions together.
const KEPT_CHARACTERS: i64 = 200_000;

/// What a posting said before it changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostingVersion {
    /// When it was first seen to say something else.
    pub replaced_at: Timestamp,
    /// When it was last seen to say this.
    pub seen_until: Timestamp,
    /// Title shown.
    pub title: String,
    /// Sanitized HTML of the text.
    pub html: String,
    /// What it stated.
    pub facts: Facts,
}

/// Rows of (number, seen at, title, content hash, facts) as they will be.
const KEEP: &str = "INSERT INTO posting_version
        (number, replaced_at, seen_until, title, html, facts)
    SELECT p.number, CAST(r.value->>1 AS BIGINT), p.last_seen, c.title, c.html, c.facts
    FROM each_row($1) r
    JOIN posting p ON p.number = CAST(r.value->>0 AS BIGINT)
    JOIN posting_content c ON c.number = p.number
    WHERE p.last_seen < CAST(r.value->>1 AS BIGINT)
        AND (c.title <> r.value->>2 OR p.content_hash <> r.value->>3 OR c.facts <> r.value->>4)
    ON CONFLICT DO NOTHING RETURNING number";
const TRIM: &str = "DELETE FROM posting_version WHERE (number, replaced_at) IN (
        SELECT number, replaced_at FROM (
            SELECT number, replaced_at,
                ROW_NUMBER() OVER (PARTITION BY number ORDER BY replaced_at DESC) AS place,
                SUM(LENGTH(title) + LENGTH(html) + LENGTH(facts))
                    OVER (PARTITION BY number ORDER BY replaced_at DESC) AS characters
            FROM posting_version
            WHERE number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))) v
        WHERE v.place > $2 OR v.characters > $3)";

/// Looks a posting up by id and its versions by number, both in an index.
const LAST_CHANGES: &str = "SELECT p.id, MAX(v.replaced_at)
    FROM posting p JOIN posting_version v ON v.number = p.number
    WHERE p.id IN (SELECT CAST(value AS BIGINT) FROM each_value($1))
    GROUP BY p.id";

/// A posting as it is about to be written over its former version.
#[derive(serde::Serialize)]
pub(crate) struct NextVersion<'e>(
    pub(crate) i64,
    pub(crate) i64,
    pub(crate) &'e str,
    pub(crate) &'e str,
    pub(crate) &'e str,
);

/// Keeps the former versions of postings that are about to be written. Only
/// what was seen later counts: the same view read anew, by a program that reads
/// more out of it, is no other version.
pub(crate) async fn keep_versions<'e>(
    connection: &mut AnyConnection,
    engine: Engine,
    next: impl Iterator<Item = NextVersion<'e>>,
) -> Result<()> {
    let rows = json::array(next);
    if rows == "[]" {
        return Ok(());
    }
    let kept = sqlx::query(statement(engine, KEEP))
        .bind(rows)
        .fetch_all(&mut *connection)
        .await?;
    if kept.is_empty() {
        return Ok(());
    }
    let numbers = kept
        .iter()
        .map(|row| Reader::new(row, "posting_version").number(0, "number"))
        .collect::<Result<Vec<_>>>()?;
    sqlx::query(statement(engine, TRIM))
        .bind(json::array(numbers))
        .bind(KEPT)
        .bind(KEPT_CHARACTERS)
        .execute(connection)
        .await?;
    Ok(())
}

impl Store {
    /// When title, words or facts of these postings last changed, for those of
    /// which a former version is kept.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_last_changes(
        &self,
        ids: &[PostingId],
    ) -> Result<HashMap<PostingId, Timestamp>> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let rows = sqlx::query(statement(self.engine(), LAST_CHANGES))
            .bind(json::array(ids.iter().map(|id| id_number(*id))))
            .fetch_all(self.readers())
            .await?;
        rows.iter()
            .map(|row| {
                let reader = Reader::new(row, "posting_version");
                Ok((reader.id(0, "id")?, reader.time(1, "replaced_at")?))
            })
            .collect()
    }

    /// Former versions of a posting, the newest first. Kept are at most ten, of
    /// at most 200,000 characters together.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_versions(&self, id: PostingId) -> Result<Vec<PostingVersion>> {
        let rows = sqlx::query(
            "SELECT v.replaced_at, v.seen_until, v.title, v.html, v.facts
            FROM posting p JOIN posting_version v ON v.number = p.number
            WHERE p.id = $1 ORDER BY v.replaced_at DESC",
        )
        .bind(id_number(id))
        .fetch_all(self.readers())
        .await?;
        rows.iter()
            .map(|row| {
                let reader = Reader::new(row, "posting_version").named(id);
                Ok(PostingVersion {
                    replaced_at: reader.time(0, "replaced_at")?,
                    seen_until: reader.time(1, "seen_until")?,
                    title: reader.text(2, "title")?.to_owned(),
                    html: reader.text(3, "html")?.to_owned(),
                    facts: serde_json::from_str(reader.text(4, "facts")?)
                        .map_err(|error| reader.unreadable("facts", error))?,
                })
            })
            .collect()
    }
}

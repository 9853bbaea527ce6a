//! The log of changes, which the search index follows.
//!
//! Rows are written in the transaction of the change. Numbers become visible in
//! their order, because one transaction writes at a time (see
//! [`crate::store`]): a follower that remembers the last number it read misses
//! nothing.

use std::collections::HashMap;

use domain::{Posting, PostingId};
use sqlx::AnyConnection;

use crate::database_url::Engine;
use crate::dialect::statement;
use crate::error::Result;
use crate::identity::id_number;
use crate::json;
use crate::row::Reader;
use crate::store::Store;

/// Why a row was written: for people who read the table, and for
/// [`crate::staleness`], which passes over what it has written itself.
#[derive(Clone, Copy)]
pub(crate) enum ChangeKind {
    /// It was recorded, new or different.
    Recorded,
    /// Its place in a role, or the state of its role, changed.
    Regrouped,
    /// Whether its role is stale changed.
    Judged,
    /// It was closed.
    Closed,
    /// It is open again.
    Reopened,
    /// It was deleted.
    Deleted,
}

/// How [`ChangeKind::Judged`] is written.
pub(crate) const JUDGED: &str = "judged";

impl ChangeKind {
    const fn slug(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Regrouped => "regrouped",
            Self::Judged => JUDGED,
            Self::Closed => "closed",
            Self::Reopened => "reopened",
            Self::Deleted => "deleted",
        }
    }
}

/// A posting that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Number of the change; the last one of this posting in the answer.
    pub sequence: u64,
    /// Which posting.
    pub id: PostingId,
    /// Its state now (not at that change); `None` when it is deleted, or a copy of
    /// another, or its row cannot be read.
    pub posting: Option<Posting>,
}

pub(crate) async fn append_changes<'i>(
    connection: &mut AnyConnection,
    engine: Engine,
    kind: ChangeKind,
    ids: impl Iterator<Item = &'i PostingId>,
) -> Result<()> {
    let list = json::array(ids.map(|id| id_number(*id)));
    if list == "[]" {
        return Ok(());
    }
    let text = "INSERT INTO change (posting, kind)
        SELECT CAST(value AS BIGINT), $2 FROM each_value($1) WHERE true";
    sqlx::query(statement(engine, text))
        .bind(list)
        .bind(kind.slug())
        .execute(connection)
        .await?;
    Ok(())
}

impl Store {
    /// Changes after a number, oldest first, out of at most `limit` rows of the
    /// log. A posting that changed several times among them comes once, at its
    /// last change and in its state now. Empty when there are none; else ask
    /// again with the number of the last.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn changes_after(&self, sequence: u64, limit: u32) -> Result<Vec<Change>> {
        let after = i64::try_from(sequence).unwrap_or(i64::MAX);
        let rows = sqlx::query(
            "SELECT sequence, posting FROM change WHERE sequence > $1 ORDER BY sequence LIMIT $2",
        )
        .bind(after)
        .bind(i64::from(limit))
        .fetch_all(self.readers())
        .await?;
        let mut last = HashMap::with_capacity(rows.len());
        for row in &rows {
            let reader = Reader::new(row, "change");
            let sequence = reader.count(0, "sequence")?;
            let reader = reader.named(sequence);
            last.insert(reader.id(1, "posting")?, sequence);
        }
        let mut changes: Vec<(u64, PostingId)> = last
            .into_iter()
            .map(|(id, sequence)| (sequence, id))
            .collect();
        changes.sort_unstable();
        let ids: Vec<PostingId> = changes.iter().map(|(_, id)| *id).collect();
        let mut postings = self.roots_by_id(&ids).await?;
        Ok(changes
            .into_iter()
            .map(|(sequence, id)| Change {
                sequence,
                id,
                posting: postings.remove(&id),
            })
            .collect())
    }

    /// Number of the last change; 0 when nothing was ever recorded.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn last_sequence(&self) -> Result<u64> {
        let row = sqlx::query("SELECT COALESCE(MAX(sequence), 0) FROM change")
            .fetch_one(self.readers())
            .await?;
        Reader::new(&row, "change").count(0, "sequence")
    }
}

//! What the database already knows of a batch.

use std::collections::{HashMap, HashSet};

use domain::{PostingId, Timestamp};
use sqlx::AnyConnection;

use super::draft::Draft;
use crate::database_url::Engine;
use crate::dialect::statement;
use crate::error::Result;
use crate::identity::id_number;
use crate::json;
use crate::row::Reader;

/// The state of a known posting that decides whether it changes.
pub(super) struct Known {
    pub(super) number: i64,
    pub(super) id: PostingId,
    pub(super) fingerprint: i64,
    pub(super) role_key: Option<i64>,
    pub(super) block: Option<i64>,
    pub(super) first_seen: Timestamp,
    pub(super) last_seen: Timestamp,
    pub(super) closed_at: Option<Timestamp>,
}

const FIND_KNOWN: &str = "SELECT CAST(r.value->>0 AS BIGINT), p.id, p.number, p.fingerprint,
        p.role_key, p.first_seen, p.last_seen, p.closed_at, p.role_block
    FROM each_row($1) r
    JOIN posting p ON p.source = r.value->>1 AND p.external_id = r.value->>2";

/// Known postings by the position of their draft.
pub(super) async fn find_known(
    connection: &mut AnyConnection,
    engine: Engine,
    drafts: &[Draft<'_>],
) -> Result<HashMap<usize, Known>> {
    let keys = drafts
        .iter()
        .enumerate()
        .map(|(position, draft)| (position, draft.new.source.as_str(), &*draft.external_id));
    let rows = sqlx::query(statement(engine, FIND_KNOWN))
        .bind(json::array(keys))
        .fetch_all(connection)
        .await?;
    let mut known = HashMap::with_capacity(rows.len());
    for row in &rows {
        let reader = Reader::new(row, "posting");
        let id = reader.id(1, "id")?;
        let reader = reader.named(id);
        let position = reader.number(0, "position")?;
        let Ok(position) = usize::try_from(position) else {
            continue;
        };
        let posting = Known {
            id,
            number: reader.number(2, "number")?,
            fingerprint: reader.number(3, "fingerprint")?,
            role_key: reader.optional_number(4, "role_key")?,
            first_seen: reader.time(5, "first_seen")?,
            last_seen: reader.time(6, "last_seen")?,
            closed_at: reader.optional_time(7, "closed_at")?,
            block: reader.optional_number(8, "role_block")?,
        };
        known.insert(position, posting);
    }
    Ok(known)
}

/// Those of the ids that some posting has, as numbers.
pub(super) async fn taken_ids(
    connection: &mut AnyConnection,
    engine: Engine,
    ids: &[PostingId],
) -> Result<HashSet<i64>> {
    let text =
        "SELECT id FROM posting WHERE id IN (SELECT CAST(value AS BIGINT) FROM each_value($1))";
    let rows = sqlx::query(statement(engine, text))
        .bind(json::array(ids.iter().map(|id| id_number(*id))))
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| Reader::new(row, "posting").number(0, "id"))
        .collect()
}

/// The highest internal number in use; 0 when there is no posting.
pub(super) async fn highest_number(connection: &mut AnyConnection) -> Result<i64> {
    let row = sqlx::query("SELECT COALESCE(MAX(number), 0) FROM posting")
        .fetch_one(connection)
        .await?;
    Reader::new(&row, "posting").number(0, "number")
}

//! What a board said of each posting when it was last read, as a fingerprint:
//! what says the same again need not be read again.

use std::collections::HashMap;

use domain::Timestamp;

use super::BoardNumber;
use crate::dialect::statement;
use crate::error::Result;
use crate::json;
use crate::row::Reader;
use crate::store::Store;

/// A posting of a board with the fingerprint of what the board says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Its id at the source.
    pub external_id: String,
    /// The fingerprint.
    pub outline: i64,
}

/// A posting that has closed is read again when it is listed again: recording
/// it opens it.
const FIND: &str = "SELECT o.external_id, o.outline FROM board_outline o
    JOIN source_board b ON b.number = o.board
    JOIN posting p ON p.source = b.system AND p.external_id = o.external_id
    WHERE o.board = $1 AND o.read_at > $2 AND p.closed_at IS NULL";
const KEEP: &str = "INSERT INTO board_outline (board, external_id, outline, read_at)
    SELECT CAST($2 AS BIGINT), r.value->>0, CAST(r.value->>1 AS BIGINT), CAST($3 AS BIGINT)
    FROM each_row($1) r WHERE true
    ON CONFLICT (board, external_id)
    DO UPDATE SET outline = excluded.outline, read_at = excluded.read_at";

impl Store {
    /// Outlines of a board's open postings that were read after `read_after`,
    /// by their ids at the source.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn find_outlines(
        &self,
        board: BoardNumber,
        read_after: Timestamp,
    ) -> Result<HashMap<String, i64>> {
        let rows = sqlx::query(FIND)
            .bind(board.0)
            .bind(read_after.millis())
            .fetch_all(self.readers())
            .await?;
        rows.iter()
            .map(|row| {
                let reader = Reader::new(row, "board_outline").named(board.0);
                let id = reader.text(0, "external_id")?.to_owned();
                Ok((id, reader.number(1, "outline")?))
            })
            .collect()
    }

    /// Keeps outlines of postings that have been recorded.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn keep_outlines(
        &self,
        board: BoardNumber,
        outlines: &[Outline],
        read_at: Timestamp,
    ) -> Result<()> {
        // A statement may not touch one row twice.
        let rows: HashMap<&str, i64> = outlines
            .iter()
            .map(|one| (one.external_id.as_str(), one.outline))
            .collect();
        if rows.is_empty() {
            return Ok(());
        }
        let mut transaction = self.begin().await?;
        sqlx::query(statement(self.engine(), KEEP))
            .bind(json::array(rows))
            .bind(board.0)
            .bind(read_at.millis())
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Forgets what a board said before a moment.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn forget_outlines(&self, board: BoardNumber, before: Timestamp) -> Result<()> {
        let mut transaction = self.begin().await?;
        sqlx::query("DELETE FROM board_outline WHERE board = $1 AND read_at < $2")
            .bind(board.0)
            .bind(before.millis())
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }
}

//! Listings that hold some of a board's postings: its newest, or what it passes
//! on from others. Nothing closes for not being in one.

use super::listing::{Listing, find_present, find_rows, mark};
use crate::error::Result;
use crate::record::see_again;
use crate::store::Store;

const NOTE: &str = "INSERT INTO board_posting (board, number)
    SELECT CAST($2 AS BIGINT), CAST(value AS BIGINT) FROM each_value($1) WHERE true
    ON CONFLICT (board, number) DO UPDATE SET absent_since = NULL";
const PASS: &str = "UPDATE board_posting SET absent_since = $3
    WHERE board = $2 AND absent_since IS NULL
        AND number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))";
const LISTED: &str = "UPDATE source_board SET listed_at = $2, listed_count = $3
    WHERE number = $1 AND (listed_at IS NULL OR listed_at <= $2)";
const SYSTEM: &str = "SELECT system FROM source_board WHERE number = $1 AND state <> 'removed'";

impl Store {
    /// Takes note of a listing that shows only some of a board's postings, after
    /// they have been recorded: what it holds was seen and belongs to the board,
    /// and what it does not hold any more does not close.
    ///
    /// # Errors
    /// See [`crate::StoreError`]. Nothing is changed when one is returned.
    pub async fn note_listing(&self, listing: &Listing<'_>) -> Result<()> {
        let (board, seen_at) = (listing.board, listing.seen_at);
        let engine = self.engine();
        let mut transaction = self.begin().await?;
        let row = sqlx::query(SYSTEM)
            .bind(board.0)
            .fetch_optional(&mut *transaction)
            .await?;
        let Some(row) = row else { return Ok(()) };
        let system = crate::row::Reader::new(&row, "source_board")
            .text(0, "system")?
            .to_owned();
        let present = find_present(&mut transaction, engine, &system, listing.external_ids).await?;
        let earlier: Vec<i64> = present
            .iter()
            .filter(|(_, last_seen)| **last_seen < seen_at)
            .map(|(number, _)| *number)
            .collect();
        see_again(&mut transaction, engine, &earlier, seen_at).await?;
        let passed: Vec<i64> = find_rows(&mut transaction, board)
            .await?
            .iter()
            .filter(|row| !present.contains_key(&row.number))
            .map(|row| row.number)
            .collect();
        let held: Vec<i64> = present.keys().copied().collect();
        mark(&mut transaction, engine, NOTE, &held, board, None).await?;
        let at = Some(seen_at);
        mark(&mut transaction, engine, PASS, &passed, board, at).await?;
        sqlx::query(LISTED)
            .bind(board.0)
            .bind(seen_at.millis())
            .bind(i64::try_from(held.len()).unwrap_or(i64::MAX))
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }
}

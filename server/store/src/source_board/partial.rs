//! Listings that hold some of a board's postings: its newest, what it passes on
//! from others, or what could be had of it. Nothing closes for not being in one,
//! but for being in one that calls it deleted.

use std::collections::HashMap;

use domain::Timestamp;
use sqlx::AnyConnection;

use super::BoardNumber;
use super::guard::{end_doubt, find_accepted, hold, is_small};
use super::listing::{Listing, ListingOutcome, Row, close_gone, find_present, find_rows, mark};
use crate::affected::follow;
use crate::change_log::ChangeKind;
use crate::database_url::Engine;
use crate::error::Result;
use crate::record::see_again;
use crate::store::Store;

const NOTE: &str = "INSERT INTO board_posting (board, number)
    SELECT CAST($2 AS BIGINT), CAST(value AS BIGINT) FROM each_value($1) WHERE true
    ON CONFLICT (board, number) DO UPDATE SET absent_since = NULL";
/// What is in the listing already stays as it is there.
const KEEP: &str = "INSERT INTO board_posting (board, number)
    SELECT CAST($2 AS BIGINT), CAST(value AS BIGINT) FROM each_value($1) WHERE true
    ON CONFLICT (board, number) DO NOTHING";
const PASS: &str = "UPDATE board_posting SET absent_since = $3
    WHERE board = $2 AND absent_since IS NULL
        AND number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))";
const LISTED: &str = "UPDATE source_board SET listed_at = $2, listed_count = $3
    WHERE number = $1 AND (listed_at IS NULL OR listed_at <= $2)";
const SYSTEM: &str = "SELECT system FROM source_board WHERE number = $1 AND state <> 'removed'";

impl Store {
    /// Takes note of a listing that by its nature shows only some of a board's
    /// postings, after they have been recorded: what it holds was seen and
    /// belongs to the board, and what it does not hold any more does not close.
    /// If the board was doubted, it is no more.
    ///
    /// # Errors
    /// See [`crate::StoreError`]. Nothing is changed when one is returned.
    pub async fn note_listing(&self, listing: &Listing<'_>) -> Result<()> {
        let (board, seen_at) = (listing.board, listing.seen_at);
        let engine = self.engine();
        let mut transaction = self.begin().await?;
        let Some(present) = see(&mut transaction, engine, listing).await? else {
            return Ok(());
        };
        let passed: Vec<i64> = find_rows(&mut transaction, board)
            .await?
            .iter()
            .filter(|row| !present.contains_key(&row.number))
            .map(|row| row.number)
            .collect();
        let at = Some(seen_at);
        mark(&mut transaction, engine, PASS, &passed, board, at).await?;
        sqlx::query(LISTED)
            .bind(board.0)
            .bind(seen_at.millis())
            .bind(i64::try_from(present.len()).unwrap_or(i64::MAX))
            .execute(&mut *transaction)
            .await?;
        end_doubt(&mut transaction, board, seen_at).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Takes note of what could be had of a listing that was not had whole, after
    /// it has been recorded: that was seen and belongs to the board. Nothing
    /// follows for the rest, and the size of the last whole listing stays what
    /// the next is measured by.
    ///
    /// # Errors
    /// See [`crate::StoreError`]. Nothing is changed when one is returned.
    pub async fn note_part(&self, listing: &Listing<'_>) -> Result<()> {
        let mut transaction = self.begin().await?;
        see(&mut transaction, self.engine(), listing).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Takes note that postings which have just been recorded are in a listing of
    /// a board, before it is known whether the listing is had to its end: they
    /// belong to the board, so that they close with it, or when a later whole
    /// listing lacks them. Nothing else follows: what an earlier listing dropped
    /// counts as dropped until this one is taken in.
    ///
    /// # Errors
    /// See [`crate::StoreError`]. Nothing is changed when one is returned.
    pub async fn note_recorded(&self, board: BoardNumber, external_ids: &[String]) -> Result<()> {
        if external_ids.is_empty() {
            return Ok(());
        }
        let engine = self.engine();
        let mut transaction = self.begin().await?;
        let Some(system) = find_system(&mut transaction, board).await? else {
            return Ok(());
        };
        let present = find_present(&mut transaction, engine, &system, external_ids).await?;
        let numbers: Vec<i64> = present.into_keys().collect();
        mark(&mut transaction, engine, KEEP, &numbers, board, None).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Closes, at `seen_at`, the postings of a board that it shows and calls
    /// deleted or not published, unless another board lists them. One that the
    /// board shows as open again later is recorded, which opens it.
    ///
    /// When that leaves fewer than half of the board's open postings, it is held
    /// back and closes nothing; see [`ListingOutcome::Held`], and for when it is
    /// believed [`Store::apply_listing`].
    ///
    /// # Errors
    /// See [`crate::StoreError`]. Nothing is changed when one is returned.
    pub async fn withdraw(&self, listing: &Listing<'_>) -> Result<ListingOutcome> {
        if listing.external_ids.is_empty() {
            return Ok(closed_of(0));
        }
        let (engine, at) = (self.engine(), listing.seen_at);
        let mut transaction = self.begin().await?;
        let Some(board) = find_accepted(&mut transaction, listing.board).await? else {
            return Ok(ListingOutcome::Superseded);
        };
        let ids = listing.external_ids;
        let shown = find_present(&mut transaction, engine, &board.system, ids).await?;
        let rows = find_rows(&mut transaction, listing.board).await?;
        let open = rows.iter().filter(|row| row.open);
        let (gone, others): (Vec<&Row>, Vec<&Row>) =
            open.partition(|row| shown.contains_key(&row.number));
        let left = others.iter().filter(|row| row.absent_since.is_none());
        let left = left.count();
        let (expected, found) = (as_count(left + gone.len()), as_count(left));
        if let Some(held) = board.holds_back(expected, found, at) {
            hold(&mut transaction, listing.board, held).await?;
            transaction.commit().await?;
            return Ok(ListingOutcome::Held {
                expected,
                found,
                held,
            });
        }
        if is_small(expected, found) {
            end_doubt(&mut transaction, listing.board, at).await?;
        }
        let gone: Vec<i64> = gone.iter().map(|row| row.number).collect();
        let closed = close_gone(&mut transaction, engine, listing.board, &gone, at).await?;
        follow(&mut transaction, engine, ChangeKind::Closed, &closed).await?;
        self.commit(transaction).await?;
        Ok(closed_of(closed.len()))
    }
}

/// What became of postings that a board takes back: so many have closed.
fn closed_of(closed: usize) -> ListingOutcome {
    ListingOutcome::Accepted {
        closed: as_count(closed),
        reopened: 0,
    }
}

fn as_count(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// Marks what is listed as seen and as the board's own. Gives its numbers, with
/// when each was seen before; `None` when there is no such board.
async fn see(
    connection: &mut AnyConnection,
    engine: Engine,
    listing: &Listing<'_>,
) -> Result<Option<HashMap<i64, Timestamp>>> {
    let Some(system) = find_system(connection, listing.board).await? else {
        return Ok(None);
    };
    let present = find_present(connection, engine, &system, listing.external_ids).await?;
    let earlier: Vec<i64> = present
        .iter()
        .filter(|(_, last_seen)| **last_seen < listing.seen_at)
        .map(|(number, _)| *number)
        .collect();
    see_again(connection, engine, &earlier, listing.seen_at).await?;
    let held: Vec<i64> = present.keys().copied().collect();
    mark(connection, engine, NOTE, &held, listing.board, None).await?;
    Ok(Some(present))
}

async fn find_system(connection: &mut AnyConnection, board: BoardNumber) -> Result<Option<String>> {
    let row = sqlx::query(SYSTEM)
        .bind(board.0)
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        let reader = crate::row::Reader::new(&row, "source_board");
        Ok(reader.text(0, "system")?.to_owned())
    })
    .transpose()
}

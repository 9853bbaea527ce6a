//! What the complete listing of a board means for its postings: what is gone
//! from it has closed, what came back is open again. A suspiciously small one
//! does neither; see [`super::guard`].
//!
//! A fetch that failed, or whose pages could not all be had, is no listing and
//! must not be given to these operations.

use std::collections::{HashMap, HashSet};

use domain::Timestamp;
use sqlx::AnyConnection;

use super::BoardNumber;
use super::guard::{HeldListing, end_doubt, find_accepted, hold};
use crate::affected::{Affected, follow, read_affected};
use crate::change_log::ChangeKind;
use crate::database_url::Engine;
use crate::dialect::statement;
use crate::error::Result;
use crate::json;
use crate::record::see_again;
use crate::row::Reader;
use crate::store::Store;

/// Everything that a board lists at a moment.
#[derive(Clone, Copy, Debug)]
pub struct Listing<'a> {
    /// Which board.
    pub board: BoardNumber,
    /// Ids of the postings at their source, those that could not be read
    /// included; not those that the source itself calls closed.
    pub external_ids: &'a [String],
    /// When the answer was fetched: the `seen_at` with which its postings were
    /// recorded before.
    pub seen_at: Timestamp,
}

/// What became of a listing, or of what one takes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListingOutcome {
    /// It was taken in.
    Accepted {
        /// Postings that it closed.
        closed: u64,
        /// Postings that came back and are open, whether this opened them or
        /// recording them before it did.
        reopened: u64,
    },
    /// It is suspiciously small and changed nothing: warn the operator.
    Held {
        /// Postings that the board had: that the last accepted listing held, or,
        /// where some are taken back, that are open.
        expected: u64,
        /// Postings that this one leaves.
        found: u64,
        /// Since when the board answers so.
        held: HeldListing,
    },
    /// A newer listing of the board was taken in before, or the board does not
    /// exist: nothing changed.
    Superseded,
}

/// A posting that listings of the board have held.
pub(super) struct Row {
    pub(super) number: i64,
    pub(super) absent_since: Option<Timestamp>,
    pub(super) open: bool,
}

/// `CROSS JOIN` binds SQLite to this order: without it, all postings of the
/// source are gone through, and the array with each of them.
const PRESENT: &str = "SELECT p.number, p.last_seen FROM each_value($1) v
    CROSS JOIN posting p WHERE p.source = $2 AND p.external_id = v.value";
const ROWS: &str = "SELECT l.number, l.absent_since,
        CASE WHEN p.closed_at IS NULL THEN 1 ELSE 0 END
    FROM board_posting l JOIN posting p ON p.number = l.number WHERE l.board = $1";
const LIST: &str = "INSERT INTO board_posting (board, number)
    SELECT CAST($2 AS BIGINT), CAST(value AS BIGINT) FROM each_value($1) WHERE true
    ON CONFLICT (board, number) DO UPDATE SET absent_since = NULL";
const REOPEN: &str = "UPDATE posting SET closed_at = NULL, role_closed_at = NULL
    WHERE number IN (SELECT CAST(value AS BIGINT) FROM each_value($1)) AND closed_at < $2
        AND EXISTS (SELECT 1 FROM board_posting l
            WHERE l.number = posting.number AND l.absent_since = posting.closed_at)
    RETURNING id, role_key, number, role_block";
const MISS: &str = "UPDATE board_posting SET absent_since = $3
    WHERE board = $2 AND absent_since IS NULL
        AND number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))";
const CLOSE: &str = "UPDATE posting SET closed_at = $2, role_closed_at = $2
    WHERE closed_at IS NULL AND last_seen < $2
        AND number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))
        AND NOT EXISTS (SELECT 1 FROM board_posting o
            WHERE o.number = posting.number AND o.absent_since IS NULL)
    RETURNING id, role_key, number, role_block";
const CLOSED_HERE: &str = "UPDATE board_posting SET absent_since = $3
    WHERE board = $2 AND number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))";
const ACCEPT: &str = "UPDATE source_board SET listed_at = $2, listed_count = $3,
        held_since = NULL, held_until = NULL, held_times = 0
    WHERE number = $1";

impl Store {
    /// Takes in everything that a board lists, after its postings have been
    /// recorded, in one transaction.
    ///
    /// - A posting that earlier listings held and this one does not closes at
    ///   `seen_at`, unless another board lists it or it was seen at `seen_at` or
    ///   later in another way. One that was never in a listing of the board is
    ///   left alone.
    /// - A posting that a listing closed is open again when it is listed again.
    ///   One that closed otherwise stays closed.
    /// - What is listed was seen: its `last_seen` moves to `seen_at`.
    /// - A suspiciously small listing is held back; see [`ListingOutcome::Held`]:
    ///   one that holds fewer than half of the postings of the last accepted,
    ///   until the board has answered so 3 times and for 72 hours. What a board
    ///   shows and takes back is not in its listing.
    ///
    /// Taking the same listing in again changes nothing. Every posting that
    /// closes or opens has its row in the log of changes.
    ///
    /// # Errors
    /// See [`crate::StoreError`]. Nothing is changed when one is returned.
    pub async fn apply_listing(&self, listing: &Listing<'_>) -> Result<ListingOutcome> {
        let found: HashSet<&str> = listing.external_ids.iter().map(String::as_str).collect();
        let found = u64::try_from(found.len()).unwrap_or(u64::MAX);
        let mut transaction = self.begin().await?;
        let board = find_accepted(&mut transaction, listing.board).await?;
        let Some(board) = board.filter(|board| board.at.is_none_or(|at| at <= listing.seen_at))
        else {
            return Ok(ListingOutcome::Superseded);
        };
        if let Some(held) = board.holds_back(board.count, found, listing.seen_at) {
            hold(&mut transaction, listing.board, held).await?;
            transaction.commit().await?;
            return Ok(ListingOutcome::Held {
                expected: board.count,
                found,
                held,
            });
        }
        let engine = self.engine();
        let taken = take_in(&mut transaction, engine, &board.system, listing).await?;
        sqlx::query(ACCEPT)
            .bind(listing.board.0)
            .bind(listing.seen_at.millis())
            .bind(i64::try_from(found).unwrap_or(i64::MAX))
            .execute(&mut *transaction)
            .await?;
        let (opened, closed) = (&taken.opened, &taken.closed);
        follow(&mut transaction, engine, ChangeKind::Reopened, opened).await?;
        follow(&mut transaction, engine, ChangeKind::Closed, closed).await?;
        self.commit(transaction).await?;
        Ok(ListingOutcome::Accepted {
            closed: u64::try_from(taken.closed.len()).unwrap_or(u64::MAX),
            reopened: u64::try_from(taken.back_and_open).unwrap_or(u64::MAX),
        })
    }

    /// Takes note that the last accepted listing of a board still holds, as an
    /// answer 'not modified' says: everything in it was seen at `seen_at`, and no
    /// smaller answer from before is believed.
    ///
    /// # Errors
    /// See [`crate::StoreError`]. Nothing is changed when one is returned.
    pub async fn confirm_listing(&self, board: BoardNumber, seen_at: Timestamp) -> Result<()> {
        let mut transaction = self.begin().await?;
        let rows = sqlx::query(
            "SELECT p.number FROM board_posting l JOIN posting p ON p.number = l.number
            WHERE l.board = $1 AND l.absent_since IS NULL AND p.last_seen < $2",
        )
        .bind(board.0)
        .bind(seen_at.millis())
        .fetch_all(&mut *transaction)
        .await?;
        let numbers = rows
            .iter()
            .map(|row| Reader::new(row, "board_posting").number(0, "number"))
            .collect::<Result<Vec<_>>>()?;
        see_again(&mut transaction, self.engine(), &numbers, seen_at).await?;
        sqlx::query("UPDATE source_board SET listed_at = $2 WHERE number = $1 AND listed_at < $2")
            .bind(board.0)
            .bind(seen_at.millis())
            .execute(&mut *transaction)
            .await?;
        end_doubt(&mut transaction, board, seen_at).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// What taking a listing in did.
struct Taken {
    /// Postings that it opened.
    opened: Vec<Affected>,
    /// Postings that it closed.
    closed: Vec<Affected>,
    /// Postings that came back and are open now.
    back_and_open: usize,
}

/// Opens and closes what the listing says, and remembers what it held.
async fn take_in(
    connection: &mut AnyConnection,
    engine: Engine,
    system: &str,
    listing: &Listing<'_>,
) -> Result<Taken> {
    let seen_at = listing.seen_at;
    let present = find_present(connection, engine, system, listing.external_ids).await?;
    let rows = find_rows(connection, listing.board).await?;
    let earlier: Vec<i64> = present
        .iter()
        .filter(|(_, last_seen)| **last_seen < seen_at)
        .map(|(number, _)| *number)
        .collect();
    see_again(connection, engine, &earlier, seen_at).await?;

    let listed: HashSet<i64> = rows
        .iter()
        .filter(|row| row.absent_since.is_none())
        .map(|row| row.number)
        .collect();
    let back: Vec<&Row> = rows
        .iter()
        .filter(|row| row.absent_since.is_some() && present.contains_key(&row.number))
        .collect();
    let back_numbers: Vec<i64> = back.iter().map(|row| row.number).collect();
    let opened = change(connection, engine, REOPEN, &back_numbers, seen_at).await?;
    let back_and_open = back.iter().filter(|row| row.open).count() + opened.len();
    let unlisted = present.keys().filter(|number| !listed.contains(*number));
    let unlisted: Vec<i64> = unlisted.copied().collect();
    mark(connection, engine, LIST, &unlisted, listing.board, None).await?;

    let gone: Vec<i64> = rows
        .iter()
        .filter(|row| !present.contains_key(&row.number))
        .filter(|row| row.absent_since.is_none() || row.open)
        .map(|row| row.number)
        .collect();
    let closed = close_gone(connection, engine, listing.board, &gone, seen_at).await?;
    Ok(Taken {
        opened,
        closed,
        back_and_open,
    })
}

/// Closes what a board no longer has, unless another board lists it.
pub(super) async fn close_gone(
    connection: &mut AnyConnection,
    engine: Engine,
    board: BoardNumber,
    gone: &[i64],
    seen_at: Timestamp,
) -> Result<Vec<Affected>> {
    let at = Some(seen_at);
    mark(connection, engine, MISS, gone, board, at).await?;
    let closed = change(connection, engine, CLOSE, gone, seen_at).await?;
    let numbers: Vec<i64> = closed.iter().map(|one| one.number).collect();
    mark(connection, engine, CLOSED_HERE, &numbers, board, at).await?;
    Ok(closed)
}

/// Known postings among those listed, with when they were last seen.
pub(super) async fn find_present(
    connection: &mut AnyConnection,
    engine: Engine,
    system: &str,
    external_ids: &[String],
) -> Result<HashMap<i64, Timestamp>> {
    let rows = sqlx::query(statement(engine, PRESENT))
        .bind(json::array(external_ids))
        .bind(system)
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            let reader = Reader::new(row, "posting");
            Ok((reader.number(0, "number")?, reader.time(1, "last_seen")?))
        })
        .collect()
}

pub(super) async fn find_rows(
    connection: &mut AnyConnection,
    board: BoardNumber,
) -> Result<Vec<Row>> {
    let rows = sqlx::query(ROWS)
        .bind(board.0)
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            let reader = Reader::new(row, "board_posting").named(board.0);
            Ok(Row {
                number: reader.number(0, "number")?,
                absent_since: reader.optional_time(1, "absent_since")?,
                open: reader.count(2, "closed_at")? == 1,
            })
        })
        .collect()
}

/// Closes or opens postings and says which.
async fn change(
    connection: &mut AnyConnection,
    engine: Engine,
    text: &str,
    numbers: &[i64],
    at: Timestamp,
) -> Result<Vec<Affected>> {
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let rows = sqlx::query(statement(engine, text))
        .bind(json::array(numbers))
        .bind(at.millis())
        .fetch_all(connection)
        .await?;
    read_affected(&rows)
}

/// Writes rows of the board's listing.
pub(super) async fn mark(
    connection: &mut AnyConnection,
    engine: Engine,
    text: &str,
    numbers: &[i64],
    board: BoardNumber,
    absent_since: Option<Timestamp>,
) -> Result<()> {
    if numbers.is_empty() {
        return Ok(());
    }
    let mut query = sqlx::query(statement(engine, text))
        .bind(json::array(numbers))
        .bind(board.0);
    if let Some(at) = absent_since {
        query = query.bind(at.millis());
    }
    query.execute(connection).await?;
    Ok(())
}

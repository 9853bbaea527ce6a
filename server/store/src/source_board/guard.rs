//! The volume guard: an answer that leaves suspiciously few of a board's
//! postings is held back.
//!
//! An answer may be wrong without saying so: empty, cut off, or with everything
//! in it called deleted. One that leaves fewer than half of what the board had
//! is **held back**: it closes and opens nothing, and the caller is told. What a
//! board had is what its last accepted listing held; where nothing but what an
//! answer takes back would close, it is the open postings of the board.
//!
//! It is believed when the board has answered so small at least 3 times over at
//! least 72 hours, without a larger answer in between, among which is the word
//! that the last accepted listing still holds. Believing it wrongly loses
//! nothing: the next whole listing opens again what it closed.

use domain::{SourceKey, Timestamp};
use sqlx::AnyConnection;

use super::BoardNumber;
use super::row::read_held;
use crate::error::Result;
use crate::row::Reader;

/// Answers that must agree before a suddenly small board is believed.
const BELIEVED_AFTER_TIMES: u64 = 3;
/// Milliseconds over which they must agree: 72 hours.
const BELIEVED_AFTER: i64 = 3 * Timestamp::DAY_MS;

/// A listing that is suspiciously small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldListing {
    /// When the board first answered so.
    pub since: Timestamp,
    /// When it last did.
    pub until: Timestamp,
    /// How often it did, without a larger answer in between.
    pub times: u64,
}

/// The board as its listings left it.
pub(super) struct Accepted {
    pub(super) system: String,
    pub(super) at: Option<Timestamp>,
    pub(super) count: u64,
    held: Option<HeldListing>,
}

const FIND: &str = "SELECT system, listed_at, listed_count, held_since, held_until, held_times
    FROM source_board WHERE number = $1 AND state <> 'removed'";
const HOLD: &str = "UPDATE source_board SET held_since = $2, held_until = $3, held_times = $4
    WHERE number = $1";
const END_DOUBT: &str = "UPDATE source_board SET held_since = NULL, held_until = NULL,
        held_times = 0
    WHERE number = $1 AND held_until <= $2";

impl Accepted {
    /// Why an answer that leaves `found` postings of `expected` is not believed,
    /// if it is not.
    pub(super) fn holds_back(
        &self,
        expected: u64,
        found: u64,
        seen_at: Timestamp,
    ) -> Option<HeldListing> {
        if !is_small(expected, found) {
            return None;
        }
        let held = match self.held {
            None => HeldListing {
                since: seen_at,
                until: seen_at,
                times: 1,
            },
            // The same answer again, or one from before.
            Some(held) if seen_at <= held.until => held,
            Some(held) => HeldListing {
                until: seen_at,
                times: held.times + 1,
                ..held
            },
        };
        let agreed = held.until.millis().saturating_sub(held.since.millis());
        let believed = held.times >= BELIEVED_AFTER_TIMES && agreed >= BELIEVED_AFTER;
        (!believed).then_some(held)
    }
}

/// Whether `found` postings are suspiciously few where there were `expected`.
pub(super) fn is_small(expected: u64, found: u64) -> bool {
    found < expected.div_ceil(2)
}

pub(super) async fn find_accepted(
    connection: &mut AnyConnection,
    board: BoardNumber,
) -> Result<Option<Accepted>> {
    let row = sqlx::query(FIND)
        .bind(board.0)
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        let reader = Reader::new(&row, "source_board").named(board.0);
        Ok(Accepted {
            system: reader
                .parsed(0, "system", |text| SourceKey::parse(text).ok())?
                .to_string(),
            at: reader.optional_time(1, "listed_at")?,
            count: reader.count(2, "listed_count")?,
            held: read_held(&reader, 3)?,
        })
    })
    .transpose()
}

/// Remembers that a board is doubted, and since when.
pub(super) async fn hold(
    connection: &mut AnyConnection,
    board: BoardNumber,
    held: HeldListing,
) -> Result<()> {
    sqlx::query(HOLD)
        .bind(board.0)
        .bind(held.since.millis())
        .bind(held.until.millis())
        .bind(i64::try_from(held.times).unwrap_or(i64::MAX))
        .execute(connection)
        .await?;
    Ok(())
}

/// Ends the doubt that answers up to `seen_at` have raised.
pub(super) async fn end_doubt(
    connection: &mut AnyConnection,
    board: BoardNumber,
    seen_at: Timestamp,
) -> Result<()> {
    sqlx::query(END_DOUBT)
        .bind(board.0)
        .bind(seen_at.millis())
        .execute(connection)
        .await?;
    Ok(())
}

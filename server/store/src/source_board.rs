//! Boards of employers that postings are fetched from: which they are, and
//! whether and when they are to be fetched.
//!
//! Who fetches a board is the business of [`lease`], how it went of [`run`],
//! what its complete listing means for postings of [`listing`], what a listing
//! of some means of [`partial`], which answers are not believed of [`guard`],
//! and what a board said of each posting of [`outline`]. When to fetch and how is
//! decided by the callers.

mod guard;
mod lease;
mod listing;
mod outline;
mod partial;
mod row;
mod run;

use domain::{SourceKey, Timestamp};

pub use guard::HeldListing;
pub use lease::{LeaseRequest, WhichBoards};
pub use listing::{Listing, ListingOutcome};
pub use outline::Outline;
pub use run::{BoardRun, BoardStatus, NextFetch};

use crate::affected::{follow, read_affected};
use crate::change_log::ChangeKind;
use crate::dialect::statement;
use crate::error::Result;
use crate::identity::fingerprint;
use crate::json;
use crate::row::Reader;
use crate::store::Store;
use row::{SELECT_BOARD, read_board};

/// The database's own number of a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BoardNumber(i64);

/// Whether a board is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BoardState {
    /// It is, when it is due.
    Active,
    /// Not until somebody says so; its postings stay as they are.
    Paused,
}

impl BoardState {
    const fn slug(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
        }
    }
}

/// State of a board that was removed. It is found and listed no more.
const REMOVED: &str = "removed";

/// Who chose a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddedBy {
    /// It is on the list that comes with the program.
    ShippedList,
    /// Somebody who runs this instance.
    Operator,
}

impl AddedBy {
    const fn slug(self) -> &'static str {
        match self {
            Self::ShippedList => "shipped-list",
            Self::Operator => "operator",
        }
    }
}

/// A board to be added. (system, token) is its identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBoard {
    /// The system that runs it; its postings have this source.
    pub system: SourceKey,
    /// Its name within the system, as the system's addresses write it.
    pub token: String,
    /// Name for people.
    pub name: String,
    /// Who chose it.
    pub added_by: AddedBy,
}

/// When an added board is fetched for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstFetch {
    /// As soon as may be.
    Now,
    /// At a moment of its own within so many milliseconds.
    Within(i64),
}

/// How a copy of an address from before is told from a new one, as HTTP has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validator {
    /// The address that gave it; it counts for no other.
    pub address: String,
    /// Its ETag, as it was sent.
    pub etag: Option<String>,
    /// Its Last-Modified, as it was sent.
    pub last_modified: Option<String>,
}

/// Who is fetching a board, and until when nobody else may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardLease {
    /// Name of the server, as it gave it.
    pub holder: String,
    /// When the lease ends by itself.
    pub until: Timestamp,
}

/// A board with its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceBoard {
    /// Its number, for the other operations.
    pub number: BoardNumber,
    /// The system that runs it.
    pub system: SourceKey,
    /// Its name within the system.
    pub token: String,
    /// Name for people.
    pub name: String,
    /// Who chose it.
    pub added_by: AddedBy,
    /// Whether it is fetched.
    pub state: BoardState,
    /// When it was added.
    pub added_at: Timestamp,
    /// When it is to be fetched next.
    pub due_at: Timestamp,
    /// Who is fetching it, or was and never said that it ended.
    pub lease: Option<BoardLease>,
    /// Validators of the answers that were last taken in.
    pub validators: Vec<Validator>,
    /// When its last complete listing was taken in, and how many postings that held.
    pub listed: Option<(Timestamp, u64)>,
    /// Set while its listings are held back for being suspiciously small.
    pub held: Option<HeldListing>,
}

impl SourceBoard {
    /// When to fetch it next: at its own moment of each period, so that boards
    /// spread evenly and stay apart, at least half a period after `now`.
    /// `period` is in milliseconds, and one millisecond at least.
    #[must_use]
    pub fn next_due(&self, now: Timestamp, period: i64) -> Timestamp {
        let period = period.max(1);
        let slot = slot(&self.system, &self.token, period);
        let wait = (slot - now.millis()).rem_euclid(period);
        let wait = if wait < period / 2 + period % 2 {
            wait.saturating_add(period)
        } else {
            wait
        };
        Timestamp::from_millis(now.millis().saturating_add(wait))
    }
}

/// A board's own moment within a period.
fn slot(system: &SourceKey, token: &str, period: i64) -> i64 {
    fingerprint([system.as_str(), token]).rem_euclid(period.max(1))
}

/// Rows of (system, token, name, added by, due).
const ADD: &str = "INSERT INTO source_board
        (system, token, name, added_by, state, added_at, due_at)
    SELECT r.value->>0, r.value->>1, r.value->>2, r.value->>3, 'active', CAST($2 AS BIGINT),
        CAST(r.value->>4 AS BIGINT)
    FROM each_row($1) r WHERE true
    ON CONFLICT (system, token) DO UPDATE SET name = excluded.name,
        added_by = excluded.added_by, added_at = excluded.added_at, due_at = excluded.due_at,
        state = 'active'
    WHERE source_board.state = 'removed' AND excluded.added_by = 'operator'
    RETURNING number";

const ORPHANED: &str = "UPDATE posting SET closed_at = $2, role_closed_at = $2
    WHERE closed_at IS NULL AND number IN (
        SELECT l.number FROM board_posting l WHERE l.board = $1 AND l.absent_since IS NULL)
        AND NOT EXISTS (SELECT 1 FROM board_posting o
            WHERE o.number = posting.number AND o.board <> $1 AND o.absent_since IS NULL)
    RETURNING id, role_key, number, role_block";

impl Store {
    /// Adds boards and says how many were not known. A known one stays as it
    /// is, save that one that was removed comes back when an operator adds it;
    /// the shipped list brings none back.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn add_boards(
        &self,
        boards: &[NewBoard],
        first: FirstFetch,
        now: Timestamp,
    ) -> Result<u64> {
        if boards.is_empty() {
            return Ok(0);
        }
        let rows = boards.iter().map(|board| {
            let wait = match first {
                FirstFetch::Now => 0,
                FirstFetch::Within(period) => slot(&board.system, &board.token, period),
            };
            (
                board.system.as_str(),
                board.token.as_str(),
                board.name.as_str(),
                board.added_by.slug(),
                now.millis().saturating_add(wait),
            )
        });
        // A statement may not touch one row twice.
        let rows: std::collections::BTreeMap<_, _> =
            rows.map(|row| ((row.0, row.1), row)).collect();
        let mut transaction = self.begin().await?;
        let added = sqlx::query(statement(self.engine(), ADD))
            .bind(json::array(rows.values()))
            .bind(now.millis())
            .fetch_all(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(u64::try_from(added.len()).unwrap_or(u64::MAX))
    }

    /// Makes a board of the shipped list the operator's own, as somebody does who
    /// adds it by hand, due at once; a paused one stays paused. Says whether it
    /// was of the list.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn adopt_board(&self, board: BoardNumber, now: Timestamp) -> Result<bool> {
        let mut transaction = self.begin().await?;
        let rows = sqlx::query(
            "UPDATE source_board SET added_by = 'operator', due_at = $2
            WHERE number = $1 AND added_by = 'shipped-list' AND state <> 'removed'
            RETURNING number",
        )
        .bind(board.0)
        .bind(now.millis())
        .fetch_all(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(!rows.is_empty())
    }

    /// Every board that was not removed, by system and token.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_boards(&self) -> Result<Vec<SourceBoard>> {
        let text = format!("{SELECT_BOARD} WHERE state <> 'removed' ORDER BY system, token");
        let rows = sqlx::query(statement(self.engine(), &text))
            .fetch_all(self.readers())
            .await?;
        rows.iter().map(read_board).collect()
    }

    /// Finds a board that was not removed.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn find_board(&self, system: &SourceKey, token: &str) -> Result<Option<SourceBoard>> {
        let text =
            format!("{SELECT_BOARD} WHERE system = $1 AND token = $2 AND state <> 'removed'");
        let row = sqlx::query(statement(self.engine(), &text))
            .bind(system.as_str())
            .bind(token)
            .fetch_optional(self.readers())
            .await?;
        row.as_ref().map(read_board).transpose()
    }

    /// Pauses a board or sets it going again, at once; says whether there is one.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn set_board_state(
        &self,
        board: BoardNumber,
        state: BoardState,
        now: Timestamp,
    ) -> Result<bool> {
        let mut transaction = self.begin().await?;
        let rows = sqlx::query(
            "UPDATE source_board SET state = $2,
                due_at = CASE WHEN state = $2 THEN due_at ELSE $3 END
            WHERE number = $1 AND state <> 'removed' RETURNING number",
        )
        .bind(board.0)
        .bind(state.slug())
        .bind(now.millis())
        .fetch_all(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(!rows.is_empty())
    }

    /// Removes a board with its lease and runs, and closes the postings that
    /// only its listing holds: nobody would notice any more when they close.
    /// Says how many closed; `None` when there is no such board.
    ///
    /// # Errors
    /// See [`crate::StoreError`]. Nothing is changed when one is returned.
    pub async fn remove_board(&self, board: BoardNumber, now: Timestamp) -> Result<Option<u64>> {
        let mut transaction = self.begin().await?;
        let removed = sqlx::query(
            "UPDATE source_board SET state = $2, lease_holder = NULL, lease_until = NULL,
                validators = '[]', listed_at = NULL, listed_count = 0, held_since = NULL,
                held_until = NULL, held_times = 0
            WHERE number = $1 AND state <> $2 RETURNING number",
        )
        .bind(board.0)
        .bind(REMOVED)
        .fetch_all(&mut *transaction)
        .await?;
        if removed.is_empty() {
            return Ok(None);
        }
        let rows = sqlx::query(ORPHANED)
            .bind(board.0)
            .bind(now.millis())
            .fetch_all(&mut *transaction)
            .await?;
        let closed = read_affected(&rows)?;
        for text in [
            "DELETE FROM board_posting WHERE board = $1",
            "DELETE FROM board_run WHERE board = $1",
            "DELETE FROM board_outline WHERE board = $1",
        ] {
            sqlx::query(text)
                .bind(board.0)
                .execute(&mut *transaction)
                .await?;
        }
        follow(&mut transaction, self.engine(), ChangeKind::Closed, &closed).await?;
        self.commit(transaction).await?;
        Ok(Some(u64::try_from(closed.len()).unwrap_or(u64::MAX)))
    }

    /// Number of boards that are neither paused nor removed.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn count_active_boards(&self) -> Result<u64> {
        let row = sqlx::query("SELECT COUNT(*) FROM source_board WHERE state = 'active'")
            .fetch_one(self.readers())
            .await?;
        Reader::new(&row, "source_board").count(0, "count")
    }
}

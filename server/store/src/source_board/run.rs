//! How fetching the boards went: one row for each run, the newest of each board.

use std::collections::BTreeMap;

use domain::Timestamp;
use sqlx::any::AnyRow;

use super::row::validators_json;
use super::{BoardNumber, Validator};
use crate::error::Result;
use crate::json;
use crate::row::Reader;
use crate::store::Store;

/// Runs kept of each board; older ones are deleted.
const KEPT: i64 = 100;
/// Reasons kept of a run, the most frequent; the others become one.
const REASONS: usize = 20;
/// What the others are called.
const OTHER_REASONS: &str = "other reasons";
/// Longest warning, error and reason kept, in characters.
const MAX_WORDS: usize = 400;
/// Validators kept of a board.
const MAX_VALIDATORS: usize = 50;

/// One fetch of a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardRun {
    /// Which board.
    pub board: BoardNumber,
    /// When it began.
    pub started_at: Timestamp,
    /// How long it took, in milliseconds.
    pub took: u64,
    /// Items in the answers, rejected ones included.
    pub fetched: u64,
    /// Postings that were not known, repeats of known roles included.
    pub new: u64,
    /// Postings that changed.
    pub changed: u64,
    /// Postings that the listing closed.
    pub closed: u64,
    /// Postings that the listing opened again.
    pub reopened: u64,
    /// How often items were rejected for each reason. At most twenty reasons
    /// are kept, the rest as one.
    pub rejected: BTreeMap<String, u64>,
    /// How often a text contradicted what the source states, by fact; the
    /// source won.
    pub disagreements: BTreeMap<String, u64>,
    /// What somebody should look at, in words, although the run succeeded.
    pub warning: Option<String>,
    /// Why it failed, in words; `None` when it did not.
    pub error: Option<String>,
}

impl BoardRun {
    /// Items rejected for any reason.
    #[must_use]
    pub fn rejected_in_all(&self) -> u64 {
        self.rejected.values().sum()
    }
}

/// What a run leaves for the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextFetch {
    /// When the board is to be fetched next; see
    /// [`SourceBoard::next_due`](super::SourceBoard::next_due).
    pub due_at: Timestamp,
    /// Validators of the answers, at most fifty. Only when everything in them
    /// has been recorded and their listing accepted: what they stand for is not
    /// asked for again. `None` keeps those from before.
    pub validators: Option<Vec<Validator>>,
}

/// How a board is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardStatus {
    /// Which board.
    pub board: BoardNumber,
    /// Its open postings, repeats included.
    pub open: u64,
    /// Its newest run.
    pub last_run: Option<BoardRun>,
    /// When its newest run without error began.
    pub last_success: Option<Timestamp>,
}

const INSERT: &str = "INSERT INTO board_run (board, started_at, took, fetched, new_count,
        changed_count, closed_count, reopened_count, rejected_count, reasons, warning, error,
        disagreements)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
const TRIM: &str = "DELETE FROM board_run WHERE board = $1 AND number <= (
        SELECT number FROM board_run WHERE board = $1 ORDER BY number DESC LIMIT 1 OFFSET $2)";
const FINISH: &str = "UPDATE source_board SET due_at = $3,
        validators = COALESCE(CAST($4 AS TEXT), validators),
        lease_holder = NULL, lease_until = NULL
    WHERE number = $1 AND lease_holder = $2 RETURNING number";
const SELECT_RUN: &str = "SELECT number, board, started_at, took, fetched, new_count,
        changed_count, closed_count, reopened_count, reasons, warning, error, disagreements
    FROM board_run";
const OPEN: &str = "SELECT b.number, COALESCE(o.open, 0), s.started_at
    FROM source_board b
    LEFT JOIN (SELECT l.board, COUNT(*) AS open FROM board_posting l
            JOIN posting p ON p.number = l.number
            WHERE l.absent_since IS NULL AND p.closed_at IS NULL GROUP BY l.board) o
        ON o.board = b.number
    LEFT JOIN (SELECT board, MAX(started_at) AS started_at FROM board_run
            WHERE error IS NULL GROUP BY board) s ON s.board = b.number
    WHERE b.state <> 'removed' ORDER BY b.number";

impl Store {
    /// Ends a run: keeps its row and, when the server still holds the board,
    /// when to fetch next, and gives the board back. All of it or nothing.
    /// Says whether the server still held the board; if not, another has it by
    /// now, and only the row is kept.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn finish_run(&self, holder: &str, run: &BoardRun, next: &NextFetch) -> Result<bool> {
        let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let validators = next
            .validators
            .as_deref()
            .map(|all| validators_json(all.get(..MAX_VALIDATORS).unwrap_or(all)));
        let mut transaction = self.begin().await?;
        sqlx::query(INSERT)
            .bind(run.board.0)
            .bind(run.started_at.millis())
            .bind(count(run.took))
            .bind(count(run.fetched))
            .bind(count(run.new))
            .bind(count(run.changed))
            .bind(count(run.closed))
            .bind(count(run.reopened))
            .bind(count(run.rejected_in_all()))
            .bind(json::value(&kept_reasons(&run.rejected)))
            .bind(run.warning.as_deref().map(kept_words))
            .bind(run.error.as_deref().map(kept_words))
            .bind(json::value(&run.disagreements))
            .execute(&mut *transaction)
            .await?;
        sqlx::query(TRIM)
            .bind(run.board.0)
            .bind(KEPT)
            .execute(&mut *transaction)
            .await?;
        let held = sqlx::query(FINISH)
            .bind(run.board.0)
            .bind(holder)
            .bind(next.due_at.millis())
            .bind(validators)
            .fetch_all(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(!held.is_empty())
    }

    /// The newest runs of a board, newest first.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_runs(&self, board: BoardNumber, limit: u32) -> Result<Vec<BoardRun>> {
        let text = format!("{SELECT_RUN} WHERE board = $1 ORDER BY number DESC LIMIT $2");
        let rows = sqlx::query(sqlx::AssertSqlSafe(text))
            .bind(board.0)
            .bind(i64::from(limit))
            .fetch_all(self.readers())
            .await?;
        rows.iter().map(read_run).collect()
    }

    /// The newest runs of all boards, newest first.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_newest_runs(&self, limit: u32) -> Result<Vec<BoardRun>> {
        let text = format!("{SELECT_RUN} ORDER BY number DESC LIMIT $1");
        let rows = sqlx::query(sqlx::AssertSqlSafe(text))
            .bind(i64::from(limit))
            .fetch_all(self.readers())
            .await?;
        rows.iter().map(read_run).collect()
    }

    /// How every board that was not removed is doing, by number.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_board_statuses(&self) -> Result<Vec<BoardStatus>> {
        let text = format!(
            "{SELECT_RUN} WHERE number IN (SELECT MAX(number) FROM board_run GROUP BY board)"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(text))
            .fetch_all(self.readers())
            .await?;
        let mut last_runs = rows
            .iter()
            .map(|row| read_run(row).map(|run| (run.board, run)))
            .collect::<Result<BTreeMap<_, _>>>()?;
        let rows = sqlx::query(OPEN).fetch_all(self.readers()).await?;
        rows.iter()
            .map(|row| {
                let reader = Reader::new(row, "source_board");
                let board = BoardNumber(reader.number(0, "number")?);
                Ok(BoardStatus {
                    board,
                    open: reader.count(1, "open")?,
                    last_run: last_runs.remove(&board),
                    last_success: reader.optional_time(2, "started_at")?,
                })
            })
            .collect()
    }
}

fn read_run(row: &AnyRow) -> Result<BoardRun> {
    let reader = Reader::new(row, "board_run");
    let number = reader.number(0, "number")?;
    let reader = reader.named(number);
    let owned = |text: Option<&str>| text.map(str::to_owned);
    Ok(BoardRun {
        board: BoardNumber(reader.number(1, "board")?),
        started_at: reader.time(2, "started_at")?,
        took: reader.count(3, "took")?,
        fetched: reader.count(4, "fetched")?,
        new: reader.count(5, "new_count")?,
        changed: reader.count(6, "changed_count")?,
        closed: reader.count(7, "closed_count")?,
        reopened: reader.count(8, "reopened_count")?,
        rejected: serde_json::from_str(reader.text(9, "reasons")?)
            .map_err(|error| reader.unreadable("reasons", error))?,
        warning: owned(reader.optional_text(10, "warning")?),
        error: owned(reader.optional_text(11, "error")?),
        disagreements: serde_json::from_str(reader.text(12, "disagreements")?)
            .map_err(|error| reader.unreadable("disagreements", error))?,
    })
}

/// Words without zero characters, cut to what is kept.
fn kept_words(text: &str) -> String {
    text.chars()
        .take(MAX_WORDS)
        .map(|c| if c == '\0' { '\u{fffd}' } else { c })
        .collect()
}

/// The most frequent reasons, and the rest as one.
fn kept_reasons(reasons: &BTreeMap<String, u64>) -> BTreeMap<String, u64> {
    let mut all: Vec<(&String, u64)> = reasons.iter().map(|(why, count)| (why, *count)).collect();
    all.sort_by_key(|(why, count)| (std::cmp::Reverse(*count), *why));
    let mut kept = BTreeMap::new();
    for (position, (why, count)) in all.into_iter().enumerate() {
        let why = if position < REASONS {
            kept_words(why)
        } else {
            OTHER_REASONS.to_owned()
        };
        *kept.entry(why).or_insert(0) += count;
    }
    kept
}

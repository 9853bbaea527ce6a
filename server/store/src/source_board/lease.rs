//! Who fetches a board: several servers on one database share the boards, and
//! never two fetch the same one at once.
//!
//! A lease is a name and a time on the row of its board. Taking, renewing and
//! releasing are writing transactions, of which one runs at a time, so two
//! servers cannot take the same board. A server that dies leaves a lease that
//! ends by itself. Servers compare the time with their own clocks: a lease must
//! be longer than their clocks differ.

use domain::{SourceKey, Timestamp};

use super::row::{SELECT_BOARD, read_board};
use super::{BoardNumber, SourceBoard};
use crate::dialect::statement;
use crate::error::Result;
use crate::json;
use crate::row::Reader;
use crate::store::Store;

/// Which boards a server is willing to fetch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhichBoards<'a> {
    /// Every active board that is due.
    Due,
    /// Active boards that are due and that an operator has added.
    DueOfOperator,
    /// These, due or not, paused or not.
    These(&'a [BoardNumber]),
}

/// A server's wish to fetch boards.
#[derive(Clone, Copy, Debug)]
pub struct LeaseRequest<'a> {
    /// Name of the server: no other may have it.
    pub holder: &'a str,
    /// The time now.
    pub now: Timestamp,
    /// When the leases end by themselves.
    pub until: Timestamp,
    /// Most boards to take.
    pub limit: u32,
    /// Which boards.
    pub boards: WhichBoards<'a>,
    /// Systems of which no further board is wanted now.
    pub except: &'a [SourceKey],
}

const HELD: &str = "UPDATE source_board SET lease_until = $3
    WHERE lease_holder = $2
        AND number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))
    RETURNING number";
const RELEASE: &str = "UPDATE source_board SET lease_holder = NULL, lease_until = NULL
    WHERE lease_holder = $2
        AND number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))";

impl WhichBoards<'_> {
    const fn condition(self) -> &'static str {
        match self {
            Self::Due => "state = 'active' AND due_at <= $3 AND CAST($5 AS TEXT) = '[]'",
            Self::DueOfOperator => {
                "state = 'active' AND due_at <= $3 AND added_by = 'operator'
                AND CAST($5 AS TEXT) = '[]'"
            }
            Self::These(_) => {
                "state <> 'removed'
                AND number IN (SELECT CAST(value AS BIGINT) FROM each_value($5))"
            }
        }
    }
}

impl Store {
    /// Takes boards for a server: those that nobody has, the longest due first.
    /// A lease that has ended counts as none, whoever had it.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn take_leases(&self, request: &LeaseRequest<'_>) -> Result<Vec<SourceBoard>> {
        let named = match request.boards {
            WhichBoards::These(boards) => numbers(boards),
            WhichBoards::Due | WhichBoards::DueOfOperator => numbers(&[]),
        };
        let text = format!(
            "UPDATE source_board SET lease_holder = $1, lease_until = $2
            WHERE number IN (SELECT number FROM source_board
                WHERE {} AND (lease_until IS NULL OR lease_until <= $3)
                    AND system NOT IN (SELECT value FROM each_value($6))
                ORDER BY due_at, number LIMIT $4)
            RETURNING number",
            request.boards.condition()
        );
        let mut transaction = self.begin().await?;
        let rows = sqlx::query(statement(self.engine(), &text))
            .bind(request.holder)
            .bind(request.until.millis())
            .bind(request.now.millis())
            .bind(i64::from(request.limit))
            .bind(named)
            .bind(json::array(request.except))
            .fetch_all(&mut *transaction)
            .await?;
        let taken = rows
            .iter()
            .map(|row| Reader::new(row, "source_board").number(0, "number"))
            .collect::<Result<Vec<_>>>()?;
        if taken.is_empty() {
            return Ok(Vec::new());
        }
        let text = format!(
            "{SELECT_BOARD} WHERE number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))
            ORDER BY due_at, number"
        );
        let rows = sqlx::query(statement(self.engine(), &text))
            .bind(json::array(taken))
            .fetch_all(&mut *transaction)
            .await?;
        let boards = rows.iter().map(read_board).collect::<Result<Vec<_>>>()?;
        transaction.commit().await?;
        Ok(boards)
    }

    /// Renews leases that a server holds, and says which those are: one that is
    /// not among them was taken by another since, and its fetch must stop.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn renew_leases(
        &self,
        holder: &str,
        boards: &[BoardNumber],
        until: Timestamp,
    ) -> Result<Vec<BoardNumber>> {
        let mut transaction = self.begin().await?;
        let rows = sqlx::query(statement(self.engine(), HELD))
            .bind(numbers(boards))
            .bind(holder)
            .bind(until.millis())
            .fetch_all(&mut *transaction)
            .await?;
        let held = rows
            .iter()
            .map(|row| {
                Reader::new(row, "source_board")
                    .number(0, "number")
                    .map(BoardNumber)
            })
            .collect::<Result<Vec<_>>>()?;
        transaction.commit().await?;
        Ok(held)
    }

    /// Gives boards back that were not fetched, as a server does that stops:
    /// they stay due. What another server holds by now stays its own.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn release_leases(&self, holder: &str, boards: &[BoardNumber]) -> Result<()> {
        let mut transaction = self.begin().await?;
        sqlx::query(statement(self.engine(), RELEASE))
            .bind(numbers(boards))
            .bind(holder)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }
}

fn numbers(boards: &[BoardNumber]) -> String {
    json::array(boards.iter().map(|board| board.0))
}

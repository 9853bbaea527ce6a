//! Closes postings: by hand, because their source takes them back, or because they
//! have come of age.

use std::collections::BTreeMap;

use domain::{PostingId, SourceKey, Timestamp};
use sqlx::any::AnyRow;
use sqlx::{Any, Transaction};

use crate::affected::{follow, read_affected};
use crate::change_log::ChangeKind;
use crate::dialect::statement;
use crate::error::Result;
use crate::identity::id_number;
use crate::json;
use crate::row::Reader;
use crate::store::Store;

/// Postings closed by age in one transaction.
const CLOSED_AT_ONCE: i64 = 1_000;

const CLOSE: &str = "UPDATE posting SET closed_at = $2, role_closed_at = $2
    WHERE closed_at IS NULL
        AND id IN (SELECT CAST(value AS BIGINT) FROM each_value($1))
    RETURNING id, role_key, number, role_block";
/// The postings that a source names by their ids there. In this order, or SQLite
/// goes through all postings of the source.
const NAMED: &str = "SELECT p.number, p.external_id, p.closed_at FROM each_value($1) v
    CROSS JOIN posting p WHERE p.source = $2 AND p.external_id = v.value";
const WITHDRAW: &str = "UPDATE posting SET closed_at = $2, role_closed_at = $2
    WHERE closed_at IS NULL AND last_seen <= $2
        AND number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))
    RETURNING id, role_key, number, role_block";

/// Which open postings of a source are too old: those whose date, and the days
/// they live, have passed.
struct Age {
    /// Column of the date.
    date: &'static str,
    /// What must be true of them besides.
    also: &'static str,
}

const EXPIRED: Age = Age {
    date: "posted_at",
    also: "true",
};
/// A board that did not answer cannot have shown the posting: only one that
/// went on for the days it lives, and no longer lists it, is a sign of its end.
const UNSEEN: Age = Age {
    date: "last_seen",
    also: "NOT EXISTS (SELECT 1 FROM board_posting l JOIN source_board b ON b.number = l.board
        WHERE l.number = posting.number AND b.state <> 'removed'
            AND (b.state = 'paused' OR b.listed_at IS NULL
                OR b.listed_at < posting.last_seen + CAST($2 AS BIGINT)))",
};

impl Age {
    fn find(&self) -> String {
        let Self { date, also } = self;
        format!(
            "SELECT number FROM posting
            WHERE source = $1 AND closed_at IS NULL
                AND {date} <= CAST($3 AS BIGINT) - CAST($2 AS BIGINT) AND {also}
            ORDER BY number LIMIT $4"
        )
    }

    fn close(&self) -> String {
        let Self { date, also } = self;
        format!(
            "UPDATE posting SET closed_at = {date} + CAST($2 AS BIGINT),
                role_closed_at = {date} + CAST($2 AS BIGINT)
            WHERE closed_at IS NULL
                AND {date} <= CAST($3 AS BIGINT) - CAST($2 AS BIGINT) AND {also}
                AND number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))
            RETURNING id, role_key, number, role_block"
        )
    }
}

impl Store {
    /// Closes those of the postings that are open, and says how many they were.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn close(&self, ids: &[PostingId], at: Timestamp) -> Result<u64> {
        if ids.is_empty() {
            return Ok(0);
        }
        let mut transaction = self.begin().await?;
        let rows = sqlx::query(statement(self.engine(), CLOSE))
            .bind(json::array(ids.iter().map(|id| id_number(*id))))
            .bind(at.millis())
            .fetch_all(&mut *transaction)
            .await?;
        self.commit_closed(transaction, &rows).await
    }

    /// Closes, at `seen_at`, the open postings that their source showed then and
    /// takes back, and says how many they were. An older view never overrules a
    /// newer one: what was seen after `seen_at` stays open.
    ///
    /// # Errors
    /// See [`crate::StoreError`]. Nothing is changed when one is returned.
    pub async fn close_withdrawn(
        &self,
        source: &SourceKey,
        external_ids: &[String],
        seen_at: Timestamp,
    ) -> Result<u64> {
        if external_ids.is_empty() {
            return Ok(0);
        }
        let mut transaction = self.begin().await?;
        let rows = sqlx::query(statement(self.engine(), NAMED))
            .bind(json::array(external_ids))
            .bind(source.as_str())
            .fetch_all(&mut *transaction)
            .await?;
        let numbers = numbers(&rows)?;
        let rows = sqlx::query(statement(self.engine(), WITHDRAW))
            .bind(json::array(numbers))
            .bind(seen_at.millis())
            .fetch_all(&mut *transaction)
            .await?;
        self.commit_closed(transaction, &rows).await
    }

    /// When postings of a source closed, by their ids there; without those that
    /// are open or not known.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn find_closed(
        &self,
        source: &SourceKey,
        external_ids: &[String],
    ) -> Result<BTreeMap<String, Timestamp>> {
        let rows = sqlx::query(statement(self.engine(), NAMED))
            .bind(json::array(external_ids))
            .bind(source.as_str())
            .fetch_all(self.readers())
            .await?;
        let mut closed = BTreeMap::new();
        for row in &rows {
            let reader = Reader::new(row, "posting");
            if let Some(closed_at) = reader.optional_time(2, "closed_at")? {
                closed.insert(reader.text(1, "external_id")?.to_owned(), closed_at);
            }
        }
        Ok(closed)
    }

    /// Closes the open postings of a source that were posted at least `days`
    /// days before `now`, and says how many they were. Each closes `days` days
    /// after its own date, whenever this is called: calling late or twice ends
    /// in the same rows. A role closes when its last appearance does.
    ///
    /// # Errors
    /// See [`crate::StoreError`]; what was closed before it, a thousand postings
    /// at a time, stays closed.
    pub async fn close_expired(
        &self,
        source: &SourceKey,
        days: u32,
        now: Timestamp,
    ) -> Result<u64> {
        self.close_old(source, days, now, &EXPIRED).await
    }

    /// Closes the open postings of a source that were last seen at least `days`
    /// days before `now`, and says how many they were. Each closes `days` days
    /// after it was last seen, whenever this is called. For sources that never
    /// say that a posting has closed.
    ///
    /// A posting that boards have listed closes only when each of them has been
    /// listed again `days` days later or after that, and none is paused: a board
    /// that nobody reads, or that does not answer, says nothing about it. One
    /// that no board has listed, as of a file, goes by the time alone.
    ///
    /// # Errors
    /// See [`crate::StoreError`]; what was closed before it, a thousand postings
    /// at a time, stays closed.
    pub async fn close_unseen(&self, source: &SourceKey, days: u32, now: Timestamp) -> Result<u64> {
        self.close_old(source, days, now, &UNSEEN).await
    }

    /// Closes the open postings of a source that are of an age.
    async fn close_old(
        &self,
        source: &SourceKey,
        days: u32,
        now: Timestamp,
        age: &Age,
    ) -> Result<u64> {
        let lifetime = Timestamp::from_millis(0).plus_days(i64::from(days));
        let (find, close) = (age.find(), age.close());
        let mut closed = 0;
        loop {
            let rows = sqlx::query(statement(self.engine(), &find))
                .bind(source.as_str())
                .bind(lifetime.millis())
                .bind(now.millis())
                .bind(CLOSED_AT_ONCE)
                .fetch_all(self.readers())
                .await?;
            if rows.is_empty() {
                return Ok(closed);
            }
            let numbers = numbers(&rows)?;
            let mut transaction = self.begin().await?;
            let rows = sqlx::query(statement(self.engine(), &close))
                .bind(json::array(numbers))
                .bind(lifetime.millis())
                .bind(now.millis())
                .fetch_all(&mut *transaction)
                .await?;
            closed += self.commit_closed(transaction, &rows).await?;
        }
    }

    /// Lets roles and the log of changes follow rows that have just closed, commits,
    /// and says how many they are.
    async fn commit_closed(
        &self,
        mut transaction: Transaction<'static, Any>,
        rows: &[AnyRow],
    ) -> Result<u64> {
        let closed = read_affected(rows)?;
        follow(&mut transaction, self.engine(), ChangeKind::Closed, &closed).await?;
        self.commit(transaction).await?;
        Ok(u64::try_from(closed.len()).unwrap_or(u64::MAX))
    }
}

/// The internal numbers in the first column.
fn numbers(rows: &[AnyRow]) -> Result<Vec<i64>> {
    let number = |row| Reader::new(row, "posting").number(0, "number");
    rows.iter().map(number).collect()
}

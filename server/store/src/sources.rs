//! Where postings come from, and how importing them went.

use std::collections::BTreeSet;

use domain::{PostingId, Slug, SourceKey, SourceSummary, Timestamp};

use crate::dialect::statement;
use crate::error::Result;
use crate::json;
use crate::row::Reader;
use crate::store::Store;

/// One import from one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRun {
    /// Which source.
    pub source: SourceKey,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Timestamp,
    /// Items read.
    pub read: u64,
    /// Postings that were not known.
    pub new: u64,
    /// Postings that changed.
    pub updated: u64,
    /// Postings known as they are.
    pub unchanged: u64,
    /// Postings that were not known and repeat a known role.
    pub duplicates: u64,
    /// Items that are no readable posting.
    pub rejected: u64,
}

/// Postings deleted in one transaction.
const DELETED_AT_ONCE: i64 = 1_000;

const SUMMARIES: &str = "SELECT s.key, s.name, s.homepage, COALESCE(t.open, 0),
        COALESCE(t.ever, 0), t.last_seen, COALESCE(r.rejected_count, 0)
    FROM source s
    LEFT JOIN (SELECT source, COUNT(*) AS ever, MAX(last_seen) AS last_seen,
            SUM(CASE WHEN duplicate_of IS NULL AND role_closed_at IS NULL THEN 1 ELSE 0 END) AS open
        FROM posting GROUP BY source) t ON t.source = s.key
    LEFT JOIN import_run r
        ON r.id = (SELECT MAX(l.id) FROM import_run l WHERE l.source = s.key)
    ORDER BY s.key";

impl Store {
    /// Names a source, anew or for the first time.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn describe_source(
        &self,
        key: &SourceKey,
        name: &str,
        homepage: Option<&str>,
    ) -> Result<()> {
        let mut transaction = self.begin().await?;
        sqlx::query(
            "INSERT INTO source (key, name, homepage) VALUES ($1, $2, $3)
            ON CONFLICT (key) DO UPDATE SET name = excluded.name, homepage = excluded.homepage",
        )
        .bind(key.as_str())
        .bind(name)
        .bind(homepage)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Every source with its state, by key.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_sources(&self) -> Result<Vec<SourceSummary>> {
        let rows = sqlx::query(SUMMARIES).fetch_all(self.readers()).await?;
        rows.iter()
            .map(|row| {
                let reader = Reader::new(row, "source");
                let key: Slug = reader.parsed(0, "key", |text| Slug::parse(text).ok())?;
                let reader = reader.named(&key);
                Ok(SourceSummary {
                    name: reader.text(1, "name")?.to_owned(),
                    homepage: reader.optional_text(2, "homepage")?.map(str::to_owned),
                    open: reader.count(3, "open")?,
                    ever: reader.count(4, "ever")?,
                    last_seen: reader.optional_time(5, "last_seen")?,
                    rejected: reader.count(6, "rejected_count")?,
                    key,
                })
            })
            .collect()
    }

    /// Which of a source's postings are known, by their ids there.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn find_known(
        &self,
        source: &SourceKey,
        external_ids: &[String],
    ) -> Result<BTreeSet<String>> {
        // In this order, or SQLite goes through all postings of the source.
        let text = "SELECT p.external_id FROM each_value($1) v
            CROSS JOIN posting p WHERE p.source = $2 AND p.external_id = v.value";
        let rows = sqlx::query(statement(self.engine(), text))
            .bind(json::array(external_ids))
            .bind(source.as_str())
            .fetch_all(self.readers())
            .await?;
        rows.iter()
            .map(|row| {
                Ok(Reader::new(row, "posting")
                    .text(0, "external_id")?
                    .to_owned())
            })
            .collect()
    }

    /// Keeps the totals of an import. A source that is not known gets its key
    /// as name.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn record_import_run(&self, run: &ImportRun) -> Result<()> {
        let mut transaction = self.begin().await?;
        sqlx::query("INSERT INTO source (key, name) VALUES ($1, $1) ON CONFLICT DO NOTHING")
            .bind(run.source.as_str())
            .execute(&mut *transaction)
            .await?;
        let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        sqlx::query(
            "INSERT INTO import_run (source, started_at, finished_at, read_count, new_count,
                updated_count, unchanged_count, duplicate_count, rejected_count)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(run.source.as_str())
        .bind(run.started_at.millis())
        .bind(run.finished_at.millis())
        .bind(count(run.read))
        .bind(count(run.new))
        .bind(count(run.updated))
        .bind(count(run.unchanged))
        .bind(count(run.duplicates))
        .bind(count(run.rejected))
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// The last imports of every source, newest first.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_import_runs(&self, limit: u32) -> Result<Vec<ImportRun>> {
        let rows = sqlx::query(
            "SELECT id, source, started_at, finished_at, read_count, new_count, updated_count,
                unchanged_count, duplicate_count, rejected_count
            FROM import_run ORDER BY id DESC LIMIT $1",
        )
        .bind(i64::from(limit))
        .fetch_all(self.readers())
        .await?;
        rows.iter()
            .map(|row| {
                let reader = Reader::new(row, "import_run");
                let id = reader.number(0, "id")?;
                let reader = reader.named(id);
                Ok(ImportRun {
                    source: reader.parsed(1, "source", |text| Slug::parse(text).ok())?,
                    started_at: reader.time(2, "started_at")?,
                    finished_at: reader.time(3, "finished_at")?,
                    read: reader.count(4, "read_count")?,
                    new: reader.count(5, "new_count")?,
                    updated: reader.count(6, "updated_count")?,
                    unchanged: reader.count(7, "unchanged_count")?,
                    duplicates: reader.count(8, "duplicate_count")?,
                    rejected: reader.count(9, "rejected_count")?,
                })
            })
            .collect()
    }

    /// Deletes every posting of a source, in several transactions, and says how
    /// many there were. The source itself and its imports stay.
    ///
    /// # Errors
    /// See [`crate::StoreError`]; what was deleted before it stays deleted.
    pub async fn delete_source_postings(&self, key: &SourceKey) -> Result<u64> {
        let mut deleted = 0;
        loop {
            let text = "SELECT id FROM posting WHERE source = $1 LIMIT $2";
            let rows = sqlx::query(statement(self.engine(), text))
                .bind(key.as_str())
                .bind(DELETED_AT_ONCE)
                .fetch_all(self.readers())
                .await?;
            let ids: Vec<PostingId> = rows
                .iter()
                .map(|row| Reader::new(row, "posting").id(0, "id"))
                .collect::<Result<_>>()?;
            if ids.is_empty() {
                return Ok(deleted);
            }
            deleted += self.delete(&ids).await?;
        }
    }
}

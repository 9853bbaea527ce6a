//! Reads the counts.

use domain::{Slug, SourceKey, Timestamp};

use super::{Cohort, MarketField, MonthNumber};
use crate::dialect::statement;
use crate::error::Result;
use crate::json;
use crate::row::Reader;
use crate::store::Store;

/// Counts of a value in a month and source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarketMonth {
    /// Which source.
    pub source: SourceKey,
    /// Which month.
    pub month: MonthNumber,
    /// Postings posted, every appearance of a role.
    pub posted: u64,
    /// Unique roles first posted.
    pub opened: u64,
    /// Unique roles closed.
    pub closed: u64,
}

/// Counts of a value over months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarketValue {
    /// What is counted, such as the slug of a skill.
    pub value: String,
    /// Postings posted, every appearance of a role.
    pub posted: u64,
    /// Unique roles first posted.
    pub opened: u64,
    /// Unique roles closed.
    pub closed: u64,
}

/// Which postings of a role are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appearances {
    /// All of them.
    All,
    /// The one that was posted first.
    First,
}

/// Over which time a source was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceSpan {
    /// Which source.
    pub source: SourceKey,
    /// Date of its first posting.
    pub posted_from: Timestamp,
    /// When one of its postings was first seen.
    pub seen_from: Timestamp,
    /// When one of its postings was last seen.
    pub seen_until: Timestamp,
}

impl Store {
    /// Counts of a value by source and month, in that order; several fields are
    /// added up, as those of [`MarketField::SKILL`].
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_market_months(
        &self,
        cohort: Cohort,
        fields: &[MarketField],
        value: &str,
    ) -> Result<Vec<MarketMonth>> {
        let text = "SELECT source, month, CAST(SUM(posted) AS BIGINT),
                CAST(SUM(opened) AS BIGINT), CAST(SUM(closed) AS BIGINT)
            FROM market_count c WHERE c.cohort = $1
                AND c.field IN (SELECT value FROM each_value($2)) AND c.value = $3
            GROUP BY source, month
            HAVING SUM(posted) <> 0 OR SUM(opened) <> 0 OR SUM(closed) <> 0
            ORDER BY source, month";
        let rows = sqlx::query(statement(self.engine(), text))
            .bind(cohort.slug())
            .bind(slugs(fields))
            .bind(value)
            .fetch_all(self.readers())
            .await?;
        rows.iter()
            .map(|row| {
                let reader = Reader::new(row, "market_count").named(value);
                Ok(MarketMonth {
                    source: reader.parsed(0, "source", |text| Slug::parse(text).ok())?,
                    month: MonthNumber(reader.number(1, "month")?),
                    posted: reader.count(2, "posted")?,
                    opened: reader.count(3, "opened")?,
                    closed: reader.count(4, "closed")?,
                })
            })
            .collect()
    }

    /// Counts of every value of a field over months, both included, in one source
    /// or in all; several fields are added up.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn sum_market(
        &self,
        cohort: Cohort,
        fields: &[MarketField],
        source: Option<&SourceKey>,
        months: (MonthNumber, MonthNumber),
    ) -> Result<Vec<MarketValue>> {
        let text = "SELECT c.value, CAST(SUM(c.posted) AS BIGINT),
                CAST(SUM(c.opened) AS BIGINT), CAST(SUM(c.closed) AS BIGINT)
            FROM market_count c WHERE c.cohort = $1
                AND c.field IN (SELECT value FROM each_value($2))
                AND c.month BETWEEN $3 AND $4 AND ($5 = '' OR c.source = $5)
            GROUP BY c.value
            HAVING SUM(c.posted) <> 0 OR SUM(c.opened) <> 0 OR SUM(c.closed) <> 0
            ORDER BY c.value";
        let rows = sqlx::query(statement(self.engine(), text))
            .bind(cohort.slug())
            .bind(slugs(fields))
            .bind(months.0.0)
            .bind(months.1.0)
            .bind(source.map_or("", SourceKey::as_str))
            .fetch_all(self.readers())
            .await?;
        rows.iter()
            .map(|row| {
                let reader = Reader::new(row, "market_count");
                let value = reader.text(0, "value")?.to_owned();
                let reader = reader.named(&value);
                Ok(MarketValue {
                    posted: reader.count(1, "posted")?,
                    opened: reader.count(2, "opened")?,
                    closed: reader.count(3, "closed")?,
                    value,
                })
            })
            .collect()
    }

    /// When the postings of a cohort were posted that name any of the skills, in one
    /// source or in all. Reads every posting that names one of them.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_posting_dates(
        &self,
        cohort: Cohort,
        skills: &[&Slug],
        source: Option<&SourceKey>,
        appearances: Appearances,
    ) -> Result<Vec<Timestamp>> {
        let mut text = "SELECT p.posted_at FROM posting p WHERE p.number IN (
                SELECT s.number FROM posting_skill s
                WHERE s.skill IN (SELECT value FROM each_value($1)))
            AND ($2 = '' OR p.source = $2)"
            .to_owned();
        if appearances == Appearances::First {
            text.push_str(" AND p.duplicate_of IS NULL");
        }
        text.push_str(&cohort.condition());
        let rows = sqlx::query(statement(self.engine(), &text))
            .bind(json::array(skills.iter().map(|skill| skill.as_str())))
            .bind(source.map_or("", SourceKey::as_str))
            .fetch_all(self.readers())
            .await?;
        rows.iter()
            .map(|row| Reader::new(row, "posting").time(0, "posted_at"))
            .collect()
    }

    /// Over which time each source with postings was read, by its key.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_source_spans(&self) -> Result<Vec<SourceSpan>> {
        let rows = sqlx::query(
            "SELECT source, MIN(posted_at), MIN(first_seen), MAX(last_seen)
            FROM posting GROUP BY source ORDER BY source",
        )
        .fetch_all(self.readers())
        .await?;
        rows.iter()
            .map(|row| {
                let reader = Reader::new(row, "posting");
                Ok(SourceSpan {
                    source: reader.parsed(0, "source", |text| Slug::parse(text).ok())?,
                    posted_from: reader.time(1, "posted_at")?,
                    seen_from: reader.time(2, "first_seen")?,
                    seen_until: reader.time(3, "last_seen")?,
                })
            })
            .collect()
    }
}

fn slugs(fields: &[MarketField]) -> String {
    json::array(fields.iter().map(|field| field.slug()))
}

//! Finds, lists and deletes postings.

use std::collections::HashMap;

use domain::{CountryCode, JobCard, Place, Posting, PostingId, Slug};
use sqlx::any::AnyRow;

use crate::affected::{follow, read_affected};
use crate::change_log::ChangeKind;
use crate::dialect::statement;
use crate::error::Result;
use crate::identity::id_number;
use crate::json;
use crate::posting_row::{NUMBER_COLUMN, SELECT_CARD, SELECT_POSTING, read_card, read_posting};
use crate::record::delete_stated;
use crate::row::Reader;
use crate::store::Store;

/// Where a listing of all postings stands. Begins with [`PostingCursor::START`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PostingCursor(i64);

impl PostingCursor {
    /// Before the first posting.
    pub const START: Self = Self(0);
}

/// What [`Store::rows_by_id`] asks for besides ids: nothing.
const ANY: &str = "";
/// That they are the roots of their roles.
const ROOTS: &str = " AND p.duplicate_of IS NULL";

impl Store {
    /// Finds a posting.
    ///
    /// The root of a role is given with what holds of the role: `posted_at` and
    /// `last_seen` are those of its latest appearance, and it is closed only
    /// when all its appearances are. Its own dates are among
    /// [`Store::list_appearances`].
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn find_posting(&self, id: PostingId) -> Result<Option<Posting>> {
        let text = format!("{SELECT_POSTING} WHERE p.id = $1");
        let row = sqlx::query(statement(self.engine(), &text))
            .bind(id_number(id))
            .fetch_optional(self.readers())
            .await?;
        row.as_ref().map(read_posting).transpose()
    }

    /// Finds the root of the role that a posting belongs to: the posting itself
    /// when it is one, with what holds of the role, as [`Store::find_posting`]
    /// gives it.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn find_root(&self, id: PostingId) -> Result<Option<Posting>> {
        let text = format!(
            "{SELECT_POSTING}
            WHERE p.id = (SELECT COALESCE(duplicate_of, id) FROM posting WHERE id = $1)"
        );
        let row = sqlx::query(statement(self.engine(), &text))
            .bind(id_number(id))
            .fetch_optional(self.readers())
            .await?;
        row.as_ref().map(read_posting).transpose()
    }

    /// Postings in the order of `ids`; those that do not exist, or cannot be
    /// read, are left out.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_postings(&self, ids: &[PostingId]) -> Result<Vec<Posting>> {
        let rows = self.rows_by_id(SELECT_POSTING, ANY, ids).await?;
        let mut postings = self.by_id(&rows)?;
        Ok(ids.iter().filter_map(|id| postings.remove(id)).collect())
    }

    /// Postings as lines of a list, in the order of `ids`; those that do not
    /// exist, or cannot be read, are left out. The quick way to a page of results.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_cards(&self, ids: &[PostingId]) -> Result<Vec<JobCard>> {
        let rows = self.rows_by_id(SELECT_CARD, ANY, ids).await?;
        let cards = rows.iter().filter_map(|row| {
            let card = self.readable(read_card(row)).transpose()?;
            Some(card.map(|card| (card.id, card)))
        });
        let mut cards: HashMap<_, _> = cards.collect::<Result<_>>()?;
        Ok(ids.iter().filter_map(|id| cards.remove(id)).collect())
    }

    /// Those of these postings that are roots of their roles: copies are left out.
    pub(crate) async fn roots_by_id(
        &self,
        ids: &[PostingId],
    ) -> Result<HashMap<PostingId, Posting>> {
        let rows = self.rows_by_id(SELECT_POSTING, ROOTS, ids).await?;
        self.by_id(&rows)
    }

    fn by_id(&self, rows: &[AnyRow]) -> Result<HashMap<PostingId, Posting>> {
        rows.iter()
            .filter_map(|row| {
                let posting = self.readable(read_posting(row)).transpose()?;
                Some(posting.map(|posting| (posting.id, posting)))
            })
            .collect()
    }

    async fn rows_by_id(
        &self,
        select: &str,
        besides: &str,
        ids: &[PostingId],
    ) -> Result<Vec<AnyRow>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let text = format!(
            "{select} WHERE p.id IN (SELECT CAST(value AS BIGINT) FROM each_value($1)){besides}"
        );
        Ok(sqlx::query(statement(self.engine(), &text))
            .bind(json::array(ids.iter().map(|id| id_number(*id))))
            .fetch_all(self.readers())
            .await?)
    }

    /// A stretch of all postings, in the order in which they first came, with
    /// the cursor for the next. Empty at the end. Postings that come while
    /// somebody lists are at the end, too.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_all(
        &self,
        after: PostingCursor,
        limit: u32,
    ) -> Result<(Vec<Posting>, PostingCursor)> {
        let (rows, cursor) = self.list_rows(after, limit).await?;
        let postings = rows
            .into_iter()
            .filter_map(|read| self.readable(read).transpose());
        Ok((postings.collect::<Result<_>>()?, cursor))
    }

    /// The same stretch with an error in the place of each row that does not
    /// hold what was written, which other lists leave out.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_rows(
        &self,
        after: PostingCursor,
        limit: u32,
    ) -> Result<(Vec<Result<Posting>>, PostingCursor)> {
        let text = format!("{SELECT_POSTING} WHERE p.number > $1 ORDER BY p.number LIMIT $2");
        let rows = sqlx::query(statement(self.engine(), &text))
            .bind(after.0)
            .bind(i64::from(limit))
            .fetch_all(self.readers())
            .await?;
        let mut cursor = after;
        let mut postings = Vec::with_capacity(rows.len());
        for row in &rows {
            postings.push(read_posting(row));
            cursor = PostingCursor(Reader::new(row, "posting").number(NUMBER_COLUMN, "number")?);
        }
        Ok((postings, cursor))
    }

    /// Every place ever named, by its slug.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_places(&self) -> Result<Vec<(Slug, Place)>> {
        let rows = sqlx::query(
            "SELECT slug, MIN(name), MIN(country) FROM posting_place GROUP BY slug ORDER BY slug",
        )
        .fetch_all(self.readers())
        .await?;
        rows.iter()
            .map(|row| {
                let reader = Reader::new(row, "posting_place");
                let slug: Slug = reader.parsed(0, "slug", |text| Slug::parse(text).ok())?;
                let reader = reader.named(&slug);
                let country = match reader.optional_text(2, "country")? {
                    None => None,
                    Some(_) => Some(reader.parsed(2, "country", CountryCode::parse)?),
                };
                let name = reader.text(1, "name")?.to_owned();
                Ok((slug, Place { name, country }))
            })
            .collect()
    }

    /// Number of postings, duplicates and closed ones included.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn count_postings(&self) -> Result<u64> {
        let row = sqlx::query("SELECT COUNT(*) FROM posting")
            .fetch_one(self.readers())
            .await?;
        Reader::new(&row, "posting").count(0, "count")
    }

    /// Deletes postings with all that hangs on them, and says how many there
    /// were. A role whose root is deleted gets another.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn delete(&self, ids: &[PostingId]) -> Result<u64> {
        if ids.is_empty() {
            return Ok(0);
        }
        let mut transaction = self.begin().await?;
        let text = "SELECT id, role_key, number, role_block FROM posting
            WHERE id IN (SELECT CAST(value AS BIGINT) FROM each_value($1))";
        let rows = sqlx::query(statement(self.engine(), text))
            .bind(json::array(ids.iter().map(|id| id_number(*id))))
            .fetch_all(&mut *transaction)
            .await?;
        let deleted = read_affected(&rows)?;
        let numbers: Vec<i64> = deleted.iter().map(|affected| affected.number).collect();
        delete_stated(&mut transaction, self.engine(), &numbers).await?;
        for text in [
            "DELETE FROM board_posting WHERE number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))",
            "DELETE FROM posting_version WHERE number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))",
            "DELETE FROM role_sign WHERE number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))",
            "DELETE FROM posting_likeness WHERE number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))",
            "DELETE FROM posting_content WHERE number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))",
            "DELETE FROM posting WHERE number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))",
        ] {
            sqlx::query(statement(self.engine(), text))
                .bind(json::array(&numbers))
                .execute(&mut *transaction)
                .await?;
        }
        follow(
            &mut transaction,
            self.engine(),
            ChangeKind::Deleted,
            &deleted,
        )
        .await?;
        self.commit(transaction).await?;
        Ok(u64::try_from(deleted.len()).unwrap_or(u64::MAX))
    }
}

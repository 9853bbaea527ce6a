//! What decides which postings are one role, for postings that were recorded by
//! an earlier version of the program, or read by it otherwise.

use std::collections::HashMap;

use domain::{Likeness, Posting, PostingId};

use crate::affected::{Affected, follow};
use crate::change_log::ChangeKind;
use crate::dialect::statement;
use crate::error::Result;
use crate::identity::id_number;
use crate::json;
use crate::posting_row::{SELECT_POSTING, read_posting};
use crate::record::{natural_key, role_block, write_likeness};
use crate::row::Reader;
use crate::store::Store;

const FIND: &str = "SELECT id, number, role_key, role_block, company, content_hash FROM posting
    WHERE id IN (SELECT CAST(value AS BIGINT) FROM each_value($1))";
const MOVE: &str = "UPDATE posting SET role_block = CAST(r.value->>1 AS BIGINT),
        role_key = CASE WHEN posting.role_key < 0 THEN posting.role_key
            WHEN r.value->>1 IS NULL THEN NULL ELSE posting.id END
    FROM each_row($1) r WHERE posting.number = CAST(r.value->>0 AS BIGINT)";

impl Store {
    /// Some postings of which it is not known what they are like; empty when
    /// there are none.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_without_likeness(&self, limit: u32) -> Result<Vec<Posting>> {
        let text = format!(
            "{SELECT_POSTING} LEFT JOIN posting_likeness l ON l.number = p.number
            WHERE l.number IS NULL ORDER BY p.number LIMIT $1"
        );
        let rows = sqlx::query(statement(self.engine(), &text))
            .bind(i64::from(limit))
            .fetch_all(self.readers())
            .await?;
        rows.iter().map(read_posting).collect()
    }

    /// Says what postings are like, and finds their roles anew. Those that do
    /// not exist are passed over.
    ///
    /// # Errors
    /// See [`crate::StoreError`]. Nothing is changed when one is returned.
    pub async fn set_likeness(&self, likenesses: &HashMap<PostingId, Likeness>) -> Result<()> {
        let engine = self.engine();
        let mut transaction = self.begin().await?;
        let rows = sqlx::query(statement(engine, FIND))
            .bind(json::array(likenesses.keys().map(|id| id_number(*id))))
            .fetch_all(&mut *transaction)
            .await?;
        let (mut written, mut moved, mut affected) = (Vec::new(), Vec::new(), Vec::new());
        for row in &rows {
            let reader = Reader::new(row, "posting");
            let id = reader.id(0, "id")?;
            let Some(likeness) = likenesses.get(&id) else {
                continue;
            };
            let number = reader.number(1, "number")?;
            let company = reader.optional_text(4, "company")?;
            let says = natural_key(company, reader.text(5, "content_hash")?).is_some();
            let block = company.filter(|_| says);
            let block = block.map(|company| role_block(company, likeness));
            written.push((number, likeness));
            moved.push((number, block));
            let former = reader.optional_number(3, "role_block")?;
            let former_key = reader.optional_number(2, "role_key")?;
            let own_key = block.map(|_| id_number(id));
            for (role_key, block) in [(former_key, former), (own_key, block)] {
                affected.push(Affected {
                    id,
                    role_key,
                    number,
                    block,
                });
            }
        }
        write_likeness(&mut transaction, engine, written.into_iter()).await?;
        sqlx::query(statement(engine, MOVE))
            .bind(json::array(moved))
            .execute(&mut *transaction)
            .await?;
        follow(&mut transaction, engine, ChangeKind::Regrouped, &affected).await?;
        self.commit(transaction).await
    }
}

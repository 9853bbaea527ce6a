//! Small facts about the database itself, such as that it holds demo data.

use crate::error::Result;
use crate::row::Reader;
use crate::store::Store;

impl Store {
    /// Finds what is kept under a key.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn find_meta(&self, key: &str) -> Result<Option<String>> {
        let row = sqlx::query("SELECT value FROM meta WHERE key = $1")
            .bind(key)
            .fetch_optional(self.readers())
            .await?;
        row.map(|row| {
            Ok(Reader::new(&row, "meta")
                .named(key)
                .text(0, "value")?
                .to_owned())
        })
        .transpose()
    }

    /// Keeps a value under a key, in place of what was there.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn set_meta(&self, key: &str, value: &str) -> Result<()> {
        let mut transaction = self.begin().await?;
        sqlx::query(
            "INSERT INTO meta (key, value) VALUES ($1, $2)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        )
        .bind(key)
        .bind(value)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Deletes what is kept under a key.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn delete_meta(&self, key: &str) -> Result<()> {
        let mut transaction = self.begin().await?;
        sqlx::query("DELETE FROM meta WHERE key = $1")
            .bind(key)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }
}

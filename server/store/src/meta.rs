//! Small facts about the database itself, such as that it holds demo data.

use sqlx::AnyConnection;

use crate::database_url::Engine;
use crate::dialect::statement;
use crate::error::Result;
use crate::row::Reader;
use crate::store::Store;

/// Where the database remembers who it is.
const IDENTITY: &str = "database_id";

/// Gives a database an identity, drawn at random, unless it has one.
pub(crate) async fn identify(connection: &mut AnyConnection, engine: Engine) -> Result<()> {
    let text = "INSERT INTO meta (key, value) SELECT $1,
            /* sqlite: lower(hex(randomblob(16))) */
            /* postgres: replace(CAST(gen_random_uuid() AS TEXT), '-', '') */
        WHERE true ON CONFLICT (key) DO NOTHING";
    sqlx::query(statement(engine, text))
        .bind(IDENTITY)
        .execute(connection)
        .await?;
    Ok(())
}

/// Finds what is kept under a key, in a transaction.
pub(crate) async fn find_meta_in(
    connection: &mut AnyConnection,
    key: &str,
) -> Result<Option<String>> {
    let row = sqlx::query("SELECT value FROM meta WHERE key = $1")
        .bind(key)
        .fetch_optional(connection)
        .await?;
    row.map(|row| {
        let reader = Reader::new(&row, "meta").named(key);
        Ok(reader.text(0, "value")?.to_owned())
    })
    .transpose()
}

/// Keeps a value under a key, in a transaction.
pub(crate) async fn set_meta_in(
    connection: &mut AnyConnection,
    key: &str,
    value: &str,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO meta (key, value) VALUES ($1, $2)
        ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )
    .bind(key)
    .bind(value)
    .execute(connection)
    .await?;
    Ok(())
}

/// Deletes what is kept under a key, in a transaction.
pub(crate) async fn delete_meta_in(connection: &mut AnyConnection, key: &str) -> Result<()> {
    sqlx::query("DELETE FROM meta WHERE key = $1")
        .bind(key)
        .execute(connection)
        .await?;
    Ok(())
}

impl Store {
    /// The identity of the database: drawn when it was made, the same for as
    /// long as it lives and in copies of it. What is derived from a database
    /// remembers it.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn identity(&self) -> Result<String> {
        Ok(self.find_meta(IDENTITY).await?.unwrap_or_default())
    }

    /// Finds what is kept under a key.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn find_meta(&self, key: &str) -> Result<Option<String>> {
        find_meta_in(&mut *self.readers().acquire().await?, key).await
    }

    /// Keeps a value under a key, in place of what was there.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn set_meta(&self, key: &str, value: &str) -> Result<()> {
        let mut transaction = self.begin().await?;
        set_meta_in(&mut transaction, key, value).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Deletes what is kept under a key.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn delete_meta(&self, key: &str) -> Result<()> {
        let mut transaction = self.begin().await?;
        delete_meta_in(&mut transaction, key).await?;
        transaction.commit().await?;
        Ok(())
    }
}

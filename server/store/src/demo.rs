//! Made-up postings and real ones never stand beside each other: a demo world
//! makes room for the first real posting, and no made-up one follows it.
//!
//! Whether a batch may come in is decided in the transaction that records it,
//! so that it holds whoever else writes at the same time.

use domain::{SourceKey, Timestamp};
use sqlx::AnyConnection;

use crate::error::Result;
use crate::meta::{delete_meta_in, find_meta_in, set_meta_in};
use crate::new_posting::{NewPosting, Recorded};
use crate::row::Reader;
use crate::store::Store;

/// Where the database remembers how far a demo world has come: `loading NAME`,
/// `clearing` or `yes`.
const STATE: &str = "demo";
const CLEARING: &str = "clearing";
const COMPLETE: &str = "yes";

const MADE_UP: &str = "SELECT COUNT(*) FROM (SELECT 1 FROM posting
    WHERE source IN (SELECT key FROM source WHERE key LIKE 'demo-%') LIMIT 1) x";
const REAL: &str = "SELECT COUNT(*) FROM (SELECT 1 FROM posting
    WHERE source IN (SELECT key FROM source WHERE key NOT LIKE 'demo-%') LIMIT 1) x";

/// Whether postings of a source are made up.
#[must_use]
pub fn is_demo(source: &SourceKey) -> bool {
    source.as_str().starts_with("demo-")
}

/// What the postings of a batch are, which decides when they may come in.
#[derive(Clone, Copy)]
pub(crate) enum Batch<'a> {
    /// Anything, whenever.
    Any,
    /// Real ones: when no made-up one is there.
    Real,
    /// Made-up ones: when no real one is there or arriving.
    MadeUp,
    /// Made-up ones of the loader with this name: as long as its world lasts.
    Loaded(&'a str),
}

impl Batch<'_> {
    /// Whether the batch may come in now, in the transaction that records it;
    /// notes what follows from that.
    pub(crate) async fn admit(self, connection: &mut AnyConnection) -> Result<bool> {
        match self {
            Self::Any => Ok(true),
            Self::Real => {
                if exists(connection, MADE_UP).await? {
                    return Ok(false);
                }
                if find_meta_in(connection, STATE).await?.is_some() {
                    delete_meta_in(connection, STATE).await?;
                }
                Ok(true)
            }
            Self::MadeUp => {
                let state = find_meta_in(connection, STATE).await?;
                if state.as_deref() == Some(CLEARING) || exists(connection, REAL).await? {
                    return Ok(false);
                }
                if state.is_none() {
                    set_meta_in(connection, STATE, COMPLETE).await?;
                }
                Ok(true)
            }
            Self::Loaded(name) => {
                let state = find_meta_in(connection, STATE).await?;
                Ok(state == Some(loading(name)) && !exists(connection, REAL).await?)
            }
        }
    }
}

fn loading(name: &str) -> String {
    format!("loading {name}")
}

async fn exists(connection: &mut AnyConnection, text: &'static str) -> Result<bool> {
    let row = sqlx::query(text).fetch_one(connection).await?;
    Ok(Reader::new(&row, "posting").count(0, "count")? > 0)
}

impl Store {
    /// Whether there are made-up postings.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn holds_demo(&self) -> Result<bool> {
        exists(&mut *self.readers().acquire().await?, MADE_UP).await
    }

    /// Records postings of real sources as [`Store::record`] does; `None`, and
    /// nothing is written, while there are made-up ones: clear them first.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn record_real(
        &self,
        postings: &[NewPosting],
        seen_at: Timestamp,
    ) -> Result<Option<Vec<Recorded>>> {
        self.record_when(Batch::Real, postings, seen_at).await
    }

    /// Records made-up postings as [`Store::record`] does; `None`, and nothing
    /// is written, when there are real ones, or when the world of the loader
    /// that is named is not being loaded any more.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn record_demo(
        &self,
        postings: &[NewPosting],
        seen_at: Timestamp,
        loader: Option<&str>,
    ) -> Result<Option<Vec<Recorded>>> {
        let batch = loader.map_or(Batch::MadeUp, Batch::Loaded);
        self.record_when(batch, postings, seen_at).await
    }

    /// Lets a loader of that name begin a demo world; `false` when there is any
    /// posting. Another that was loading has to stop.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn begin_demo(&self, loader: &str) -> Result<bool> {
        let mut transaction = self.begin().await?;
        if exists(&mut transaction, MADE_UP).await? || exists(&mut transaction, REAL).await? {
            return Ok(false);
        }
        set_meta_in(&mut transaction, STATE, &loading(loader)).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// Notes that the world of a loader is whole; `false` when it was cleared.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn finish_demo(&self, loader: &str) -> Result<bool> {
        let mut transaction = self.begin().await?;
        let lasts = find_meta_in(&mut transaction, STATE).await? == Some(loading(loader));
        if lasts {
            set_meta_in(&mut transaction, STATE, COMPLETE).await?;
            transaction.commit().await?;
        }
        Ok(lasts)
    }

    /// Whether a demo world was left half-way, while loading or clearing. True
    /// as well while somebody is at it.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn has_unfinished_demo(&self) -> Result<bool> {
        let state = self.find_meta(STATE).await?;
        Ok(state.is_some_and(|state| state != COMPLETE))
    }

    /// Deletes a demo world that was left half-way, and says whether there was
    /// one. Only for a caller that knows that nobody is at it.
    ///
    /// # Errors
    /// See [`crate::StoreError`]; what was deleted before it stays deleted.
    pub async fn clear_unfinished_demo(&self) -> Result<bool> {
        let unfinished = self.has_unfinished_demo().await?;
        if unfinished {
            self.clear_demo().await?;
            self.delete_meta(STATE).await?;
        }
        Ok(unfinished)
    }

    /// Deletes every made-up posting; no other comes in until a real one is
    /// recorded, or a world is begun.
    ///
    /// # Errors
    /// See [`crate::StoreError`]; what was deleted before it stays deleted.
    pub async fn clear_demo(&self) -> Result<()> {
        self.set_meta(STATE, CLEARING).await?;
        for source in self.list_sources().await? {
            if is_demo(&source.key) {
                self.delete_source_postings(&source.key).await?;
            }
        }
        Ok(())
    }
}

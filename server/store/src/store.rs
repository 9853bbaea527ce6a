//! The connections to the database.
//!
//! sqlx's `Any` driver serves both engines: the portable subset needs only
//! integers and text, and lists travel as JSON (see [`crate::dialect`]).
//!
//! SQLite has one connection that writes and several that read beside it, in
//! WAL mode. On PostgreSQL every writing transaction takes one advisory lock,
//! so that there, too, only one writes at a time: duplicates are then found
//! reliably, and numbers of the change log become visible in their order.

use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::{Any, AnyConnection, AnyPool, Executor, Transaction};
use tokio::sync::watch;

use crate::database_url::{DatabaseUrl, Engine};
use crate::error::{Result, StoreError};
use crate::first_contact::first_contact;
use crate::left_out::LeftOut;
use crate::meta::identify;
use crate::migration::migrate;

/// Connections that read from a SQLite file.
const SQLITE_READERS: u32 = 4;
/// Connections to a PostgreSQL server; a server of pages has those of its
/// visitors beside them.
const POSTGRES_CONNECTIONS: u32 = 8;
/// Connections to a PostgreSQL server of readers that have their own.
const POSTGRES_READERS: u32 = 6;
/// How long a caller waits for a free connection.
const PATIENCE: Duration = Duration::from_secs(30);
/// Name of the lock that writers on PostgreSQL hold, an arbitrary number.
const WRITER_LOCK: i64 = 0x62_6163_6b62_6f61;

/// Memory mapping stays off: each connection's map would count as memory of
/// its own, and reading through the system's cache is as quick.
const SQLITE_SETTINGS: &str = "
    PRAGMA busy_timeout = 30000;
    PRAGMA synchronous = NORMAL;
    PRAGMA foreign_keys = ON;
    PRAGMA mmap_size = 0;
";
/// The write-ahead log is folded back every 128 MiB, since a bulk import writes
/// the same index pages again and again.
const SQLITE_WRITER: &str = "
    PRAGMA page_size = 4096;
    PRAGMA journal_mode = WAL;
    PRAGMA wal_autocheckpoint = 32768;
    PRAGMA journal_size_limit = 67108864;
    PRAGMA cache_size = -65536;
    PRAGMA temp_store = MEMORY;
";
const SQLITE_READER: &str = "
    PRAGMA cache_size = -16384;
    PRAGMA query_only = ON;
";

/// The job database. Cloning is cheap and shares the connections.
#[derive(Clone, Debug)]
pub struct Store {
    engine: Engine,
    readers: AnyPool,
    writer: AnyPool,
    commits: watch::Sender<u64>,
    left_out: LeftOut,
}

impl Store {
    /// Opens a database; makes it when it is a file that is absent, and brings
    /// it to the shape that this version needs.
    ///
    /// # Errors
    /// [`crate::StoreError::Unusable`] when it cannot be used as it is, within
    /// ten seconds; [`crate::StoreError::Incompatible`] when a newer version has
    /// written it.
    pub async fn open(url: &DatabaseUrl) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let engine = url.engine();
        let address = url.driver_url()?;
        let settings: &[&str] = match engine {
            Engine::Sqlite => &[SQLITE_SETTINGS, SQLITE_WRITER],
            Engine::Postgres => &[],
        };
        first_contact(&address, settings).await?;
        let store = match engine {
            Engine::Sqlite => {
                let writer = sqlite_pool(1, &[SQLITE_SETTINGS, SQLITE_WRITER])
                    .connect(&address)
                    .await?;
                let readers = sqlite_readers().connect_lazy(&address)?;
                Self {
                    engine,
                    readers,
                    writer,
                    commits: watch::Sender::new(0),
                    left_out: LeftOut::default(),
                }
            }
            Engine::Postgres => {
                let pool = postgres_pool(POSTGRES_CONNECTIONS)
                    .connect(&address)
                    .await?;
                Self {
                    engine,
                    readers: pool.clone(),
                    writer: pool,
                    commits: watch::Sender::new(0),
                    left_out: LeftOut::default(),
                }
            }
        };
        let mut transaction = store.begin().await?;
        migrate(&mut transaction, engine).await?;
        identify(&mut transaction, engine).await?;
        transaction.commit().await?;
        Ok(store)
    }

    /// Opens a SQLite database in a file.
    ///
    /// # Errors
    /// See [`Store::open`].
    pub async fn open_file(path: impl Into<std::path::PathBuf>) -> Result<Self> {
        Self::open(&DatabaseUrl::file(path)).await
    }

    /// The same database with connections of its own for reading. On SQLite each
    /// has a thread, which gets the priority of the thread that opens it; on
    /// PostgreSQL they belong to the runtime that opens them. The connections for
    /// writing are shared.
    ///
    /// # Errors
    /// [`crate::StoreError`] when they cannot be opened.
    pub async fn with_own_readers(&self) -> Result<Self> {
        let pool = match self.engine {
            Engine::Sqlite => sqlite_readers().min_connections(SQLITE_READERS),
            Engine::Postgres => postgres_pool(POSTGRES_READERS),
        };
        let options = self.readers.connect_options().as_ref().clone();
        Ok(Self {
            readers: pool.connect_with(options).await?,
            ..self.clone()
        })
    }

    /// Waits for running operations and closes every connection.
    pub async fn close_connections(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// The engine behind it.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        self.engine
    }

    /// Tells when this process has written to the change log, as a number that
    /// grows. What other processes write is not told: followers on PostgreSQL
    /// ask from time to time as well.
    #[must_use]
    pub fn watch_changes(&self) -> watch::Receiver<u64> {
        self.commits.subscribe()
    }

    /// Commits a transaction that may have written to the change log.
    pub(crate) async fn commit(&self, transaction: Transaction<'static, Any>) -> Result<()> {
        transaction.commit().await?;
        self.commits.send_modify(|commits| *commits += 1);
        Ok(())
    }

    /// What was read from a row of a list; `None` when the row does not hold
    /// what was written. It is then left out, so that it spoils no other.
    pub(crate) fn readable<T>(&self, read: Result<T>) -> Result<Option<T>> {
        match read {
            Err(error @ StoreError::Unreadable { .. }) => {
                self.left_out.tell(&error);
                Ok(None)
            }
            read => read.map(Some),
        }
    }

    /// Connections for reading.
    pub(crate) const fn readers(&self) -> &AnyPool {
        &self.readers
    }

    /// Begins a writing transaction; there is one at a time. Dropping it without
    /// a commit undoes it.
    pub(crate) async fn begin(&self) -> Result<Transaction<'static, Any>> {
        match self.engine {
            Engine::Sqlite => Ok(self.writer.begin_with("BEGIN IMMEDIATE").await?),
            Engine::Postgres => {
                let mut transaction = self.writer.begin().await?;
                sqlx::query("SELECT pg_advisory_xact_lock($1)")
                    .bind(WRITER_LOCK)
                    .execute(&mut *transaction)
                    .await?;
                Ok(transaction)
            }
        }
    }
}

fn postgres_pool(size: u32) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(size)
        .acquire_timeout(PATIENCE)
}

fn sqlite_readers() -> AnyPoolOptions {
    sqlite_pool(SQLITE_READERS, &[SQLITE_SETTINGS, SQLITE_READER])
}

fn sqlite_pool(size: u32, settings: &'static [&'static str]) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .max_connections(size)
        .acquire_timeout(PATIENCE)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .after_connect(move |connection: &mut AnyConnection, _| {
            Box::pin(async move {
                for text in settings {
                    connection.execute(sqlx::raw_sql(*text)).await?;
                }
                Ok(())
            })
        })
}

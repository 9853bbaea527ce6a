//! Brings a database to the shape that this version of the program needs.
//!
//! Migrations are files that are only ever added. Each is applied in one
//! transaction together with its row in `migration`, which keeps a checksum: a
//! file that was changed after it had been applied is an error, and so is a
//! database from a newer version of the program.

use sha2::{Digest, Sha256};
use sqlx::{AnyConnection, Row};

use crate::database_url::Engine;
use crate::dialect::spelled;
use crate::error::{Result, StoreError};

struct Migration {
    version: i64,
    name: &'static str,
    text: &'static str,
}

const MIGRATIONS: &[Migration] = &[
    Migration {
        version: 1,
        name: "board",
        text: include_str!("../migrations/0001_board.sql"),
    },
    Migration {
        version: 2,
        name: "company_counts",
        text: include_str!("../migrations/0002_company_counts.sql"),
    },
    Migration {
        version: 3,
        name: "open_roles",
        text: include_str!("../migrations/0003_open_roles.sql"),
    },
    Migration {
        version: 4,
        name: "source_boards",
        text: include_str!("../migrations/0004_source_boards.sql"),
    },
    Migration {
        version: 5,
        name: "posting_versions",
        text: include_str!("../migrations/0005_posting_versions.sql"),
    },
    Migration {
        version: 6,
        name: "role_decisions",
        text: include_str!("../migrations/0006_role_decisions.sql"),
    },
    Migration {
        version: 7,
        name: "role_likeness",
        text: include_str!("../migrations/0007_role_likeness.sql"),
    },
    Migration {
        version: 8,
        name: "stale_roles",
        text: include_str!("../migrations/0008_stale_roles.sql"),
    },
    Migration {
        version: 9,
        name: "board_outlines",
        text: include_str!("../migrations/0009_board_outlines.sql"),
    },
    Migration {
        version: 10,
        name: "market",
        text: include_str!("../migrations/0010_market.sql"),
    },
    Migration {
        version: 11,
        name: "reference_series",
        text: include_str!("../migrations/0011_reference_series.sql"),
    },
];

const CREATE: &str = "CREATE TABLE IF NOT EXISTS migration (
    version BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL
)";

/// Applies what is missing. The caller holds the transaction and the lock that
/// keeps other processes from doing the same.
pub(crate) async fn migrate(connection: &mut AnyConnection, engine: Engine) -> Result<()> {
    sqlx::raw_sql(CREATE).execute(&mut *connection).await?;
    let rows = sqlx::query("SELECT version, checksum FROM migration ORDER BY version")
        .fetch_all(&mut *connection)
        .await?;
    let mut applied = Vec::with_capacity(rows.len());
    for row in &rows {
        applied.push((row.try_get::<i64, _>(0)?, row.try_get::<String, _>(1)?));
    }
    if let Some((version, _)) = applied
        .iter()
        .find(|(version, _)| MIGRATIONS.iter().all(|known| known.version != *version))
    {
        return Err(StoreError::Incompatible {
            version: *version,
            reason: "it was applied by a newer version of the program".to_owned(),
        });
    }
    for migration in MIGRATIONS {
        let checksum = checksum(migration.text);
        match applied
            .iter()
            .find(|(version, _)| *version == migration.version)
        {
            Some((_, found)) if *found == checksum => {}
            Some(_) => {
                return Err(StoreError::Incompatible {
                    version: migration.version,
                    reason: format!(
                        "the file {} differs from the one that was applied",
                        migration.name
                    ),
                });
            }
            None => apply(connection, engine, migration, &checksum).await?,
        }
    }
    Ok(())
}

async fn apply(
    connection: &mut AnyConnection,
    engine: Engine,
    migration: &Migration,
    checksum: &str,
) -> Result<()> {
    tracing::info!(
        version = migration.version,
        name = migration.name,
        "migrating the database"
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(spelled(engine, migration.text)))
        .execute(&mut *connection)
        .await?;
    sqlx::query("INSERT INTO migration (version, name, checksum) VALUES ($1, $2, $3)")
        .bind(migration.version)
        .bind(migration.name)
        .bind(checksum)
        .execute(&mut *connection)
        .await?;
    Ok(())
}

/// Line ends do not count: a checkout may change them.
fn checksum(text: &str) -> String {
    let digest = Sha256::digest(text.replace("\r\n", "\n").as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn migrations_are_numbered_in_their_order_and_say_why() {
        assert!(MIGRATIONS.is_sorted_by(|a, b| a.version < b.version));
        for migration in MIGRATIONS {
            assert!(migration.text.starts_with("-- Why: "), "{}", migration.name);
        }
    }
}

//! What can go wrong with the database, by what the caller can do about it.

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address of the database cannot be used: correct the configuration.
    #[error("the database address is not usable: {0}")]
    Address(String),
    /// The database cannot be reached, is busy or full: try again later.
    #[error("the database is not available")]
    Unavailable(#[source] sqlx::Error),
    /// The database cannot be used as it is: do what the reason says.
    #[error("{reason}")]
    Unusable {
        /// What is wrong, and what to do.
        reason: &'static str,
        /// What the engine said; `None` when it said nothing.
        source: Option<sqlx::Error>,
    },
    /// The database was made by another version of the program: use that
    /// version, or restore a copy.
    #[error("migration {version} of the database: {reason}")]
    Incompatible {
        /// Number of the migration.
        version: i64,
        /// What does not fit.
        reason: String,
    },
    /// A row does not hold what was written: repair or delete it.
    #[error("{table}.{column} of {id} cannot be read: {reason}")]
    Unreadable {
        /// Table of the row.
        table: &'static str,
        /// Column of the value.
        column: &'static str,
        /// Which row.
        id: String,
        /// Why the value is not one.
        reason: String,
    },
    /// The database refused a statement: a defect of this program.
    #[error("the database refused a statement")]
    Refused(#[source] sqlx::Error),
}

/// Result of a store operation.
pub type Result<T> = std::result::Result<T, StoreError>;

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let passing = match &error {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => true,
            sqlx::Error::Database(refusal) => refusal.code().is_some_and(|code| passes(&code)),
            _ => false,
        };
        if passing {
            Self::Unavailable(error)
        } else {
            Self::Refused(error)
        }
    }
}

/// Whether waiting may help. SQLite: 5 busy, 6 locked, 10 input or output, 13
/// full, 14 cannot open, with their extended codes in the higher bits.
/// PostgreSQL: classes 08 connection, 40 rollback, 53 resources, 57 operator.
fn passes(code: &str) -> bool {
    match code.parse::<u32>() {
        Ok(number) if code.len() < 5 => matches!(number & 0xff, 5 | 6 | 10 | 13 | 14),
        _ => ["08", "40", "53", "57"]
            .iter()
            .any(|class| code.starts_with(class)),
    }
}

#[cfg(test)]
mod tests {
    use super::passes;

    #[test]
    fn busy_and_lost_databases_are_told_from_refusals() {
        for code in ["5", "261", "517", "13", "57P01", "40001", "08006", "53300"] {
            assert!(passes(code), "{code}");
        }
        for code in ["1", "19", "2067", "23505", "42601"] {
            assert!(!passes(code), "{code}");
        }
    }
}

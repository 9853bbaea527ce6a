//! What can go wrong with the index. Queries never fail for what they say.

/// Why the index could not do something.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The index's directory could not be made, read or cleaned.
    #[error("the index directory {path} cannot be used")]
    Directory {
        /// Which directory.
        path: std::path::PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Another process has the index open: leave it to that one, or stop it.
    #[error("the index in {path} is in use by another process")]
    InUse {
        /// Which directory.
        path: std::path::PathBuf,
    },
    /// The index itself failed. It is derived data: removing its directory and
    /// filling it again from the database mends it.
    #[error("the index failed")]
    Index(#[from] tantivy::TantivyError),
    /// Reading the index failed.
    #[error("the index cannot be read")]
    Read(#[from] std::io::Error),
}

/// Result of this crate.
pub type Result<T> = std::result::Result<T, SearchError>;

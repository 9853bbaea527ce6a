//! Why a file as a whole cannot be read.

use crate::format::FormatKind;

/// Why a file gives no postings, or no more of them. A single bad item is no
/// error of the file; it is an [`Item::Rejected`](crate::Item::Rejected).
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// Nothing could be read from the disk or the stream.
    #[error("{name} cannot be read: {source}")]
    Unreadable {
        /// Name of the file.
        name: String,
        /// What the system says.
        source: std::io::Error,
    },
    /// There is nothing in it.
    #[error("{name} is empty")]
    Empty {
        /// Name of the file.
        name: String,
    },
    /// The content has the shape of no known format.
    #[error(
        "{name} is in no format known here: found {found}. Known formats: {}",
        FormatKind::listing()
    )]
    Unknown {
        /// Name of the file.
        name: String,
        /// What was found instead.
        found: String,
    },
    /// The source answered with an error or a notice instead of postings.
    #[error("{name} holds no list of postings but {found}")]
    NoPostings {
        /// Name of the file.
        name: String,
        /// What was found instead.
        found: String,
    },
    /// The file ends in the middle.
    #[error("{name} is cut off: {detail}")]
    Truncated {
        /// Name of the file.
        name: String,
        /// Where it ends.
        detail: String,
    },
    /// The structure around the items is broken.
    #[error("{name} is malformed at byte {position}: {detail}")]
    Malformed {
        /// Name of the file.
        name: String,
        /// Where, in bytes of the decompressed content.
        position: usize,
        /// What is wrong there.
        detail: String,
    },
    /// The document is too large to be held in memory.
    #[error("{name} holds more than {limit} bytes in one document; split it, or use NDJSON")]
    TooLarge {
        /// Name of the file.
        name: String,
        /// The most that is read, decompressed bytes.
        limit: u64,
    },
}

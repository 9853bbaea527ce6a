//! Where postings come from.

use serde::{Deserialize, Serialize};

use crate::slug::Slug;
use crate::timestamp::Timestamp;

/// Stable name of a source system: `hn`, `ashby`, `demo`.
pub type SourceKey = Slug;

/// A source with its state, as `/sources` shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceSummary {
    /// Stable name.
    pub key: SourceKey,
    /// Name for people.
    pub name: String,
    /// Page to credit and link back to.
    pub homepage: Option<String>,
    /// Open unique roles from it.
    pub open: u64,
    /// Postings ever seen from it, repeats included.
    pub ever: u64,
    /// When a posting of it was last seen.
    pub last_seen: Option<Timestamp>,
    /// Postings of the last import that could not be read.
    pub rejected: u64,
}

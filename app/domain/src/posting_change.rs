//! How a posting changed while it was watched, for people to read.

use serde::{Deserialize, Serialize};

use crate::timestamp::Timestamp;

/// A stretch of a text beside its former version. Plain text: never HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Passage {
    /// Words that stand in both.
    Kept(String),
    /// Words that stand in the former version only.
    Removed(String),
    /// Words that stand in the newer version only.
    Added(String),
    /// So many words that stand in both and are not repeated here.
    Omitted(u32),
}

impl Passage {
    /// Whether something changed here.
    #[must_use]
    pub const fn is_change(&self) -> bool {
        matches!(self, Self::Removed(_) | Self::Added(_))
    }
}

/// A fact that is stated differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactChange {
    /// What kind of fact, in words: 'Pay'.
    pub label: String,
    /// What is no longer stated, in words.
    pub removed: Vec<String>,
    /// What is stated anew, in words.
    pub added: Vec<String>,
}

/// One change of a posting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostingChange {
    /// When the newer version was first seen.
    pub at: Timestamp,
    /// When the former version was last seen.
    pub seen_until: Timestamp,
    /// The title beside the former one; empty when it is the same.
    pub title: Vec<Passage>,
    /// Facts stated differently.
    pub facts: Vec<FactChange>,
    /// The text beside the former one; empty when its words are the same.
    pub text: Vec<Passage>,
}

impl PostingChange {
    /// Whether nothing that people can read is different.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.title.is_empty() && self.facts.is_empty() && self.text.is_empty()
    }
}

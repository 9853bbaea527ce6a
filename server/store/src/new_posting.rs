//! What is handed to the store, and what became of it.

use domain::{CompanyRef, ContentHash, Facts, Likeness, PostingId, SourceKey, Timestamp};

/// A posting as read from its source, before the store knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPosting {
    /// Which system it comes from.
    pub source: SourceKey,
    /// Its name there; (source, external id) is its identity.
    pub external_id: String,
    /// Title shown.
    pub title: String,
    /// Who hires; `None` when the posting does not say.
    pub company: Option<CompanyRef>,
    /// Sanitized HTML of the text.
    pub html: String,
    /// What it states.
    pub facts: Facts,
    /// Page of the posting at its source.
    pub url: Option<String>,
    /// Where to apply.
    pub apply_url: Option<String>,
    /// When it was posted. `None` when the source does not say: then it is when
    /// the posting was first seen, and stays so on every later import.
    pub posted_at: Option<Timestamp>,
    /// When it closed, if its source says that it has.
    pub closed_at: Option<Timestamp>,
    /// Fingerprint of its text; an empty one is equal to none.
    pub content_hash: ContentHash,
    /// What else decides which postings of its company it is one role with.
    pub likeness: Likeness,
}

/// What became of one recorded posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Recorded {
    /// Its id, new or known.
    pub id: PostingId,
    /// What happened.
    pub outcome: Outcome,
}

/// What happened to a recorded posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It was not known and is a role of its own.
    New,
    /// It was known and says or is something else now.
    Updated,
    /// It was known as it is, or a later state of it is known.
    Unchanged,
    /// It was not known and repeats a known role.
    Duplicate {
        /// The root of that role.
        of: PostingId,
    },
}

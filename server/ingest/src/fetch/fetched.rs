//! What a fetch gives.

use std::time::Duration;

use bytes::Bytes;

use super::media_type::MediaType;
use super::request::Validators;

/// The answer to a question.
#[derive(Clone, Debug)]
pub enum Fetched {
    /// Something to read.
    Document(Document),
    /// The copy from before still counts.
    Unchanged(Receipt),
}

/// An answer with something to read.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its content, unpacked, never longer than the limit.
    pub body: Bytes,
    /// What it says it is.
    pub media_type: MediaType,
    /// How it was had.
    pub receipt: Receipt,
}

/// How an answer was had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The address that answered, after redirects.
    pub address: String,
    /// Where the address that was asked has moved for good (301, 308), if it has.
    pub moved_to: Option<String>,
    /// To be given back with the next question.
    pub validators: Option<Validators>,
    /// Questions that it took, attempts and redirects included, without those
    /// for a robots.txt.
    pub questions: u32,
    /// Bytes of the body as they were sent.
    pub packed_bytes: u64,
    /// From the first question to the end of the answer, waiting for a turn
    /// included.
    pub elapsed: Duration,
}

impl Fetched {
    /// How it was had.
    #[must_use]
    pub const fn receipt(&self) -> &Receipt {
        match self {
            Self::Document(document) => &document.receipt,
            Self::Unchanged(receipt) => receipt,
        }
    }

    /// The document, when there is a new one.
    #[must_use]
    pub fn document(self) -> Option<Document> {
        match self {
            Self::Document(document) => Some(document),
            Self::Unchanged(_) => None,
        }
    }
}

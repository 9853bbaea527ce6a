//! Postings: as a source gives them, and as Backboard keeps them.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::company::CompanyRef;
use crate::facts::Facts;
use crate::salary::Salary;
use crate::source::SourceKey;
use crate::terms::{Employment, Workplace};
use crate::timestamp::Timestamp;

/// Stable identity of a posting, the same after every re-import: 60 bits,
/// written as twelve characters of Crockford's base 32 in lower case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PostingId(u64);

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl PostingId {
    /// Number of bits in use.
    pub const BITS: u32 = 60;

    /// From a number; bits above the sixtieth are dropped.
    #[must_use]
    pub const fn from_bits(bits: u64) -> Self {
        Self(bits & ((1 << Self::BITS) - 1))
    }

    /// The number behind the name, below 2^60.
    #[must_use]
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// Reads the twelve characters, in any case; letters that look like digits
    /// are taken as them.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 12 {
            return None;
        }
        let mut bits = 0_u64;
        for byte in text.bytes() {
            let byte = match byte.to_ascii_lowercase() {
                b'o' => b'0',
                b'i' | b'l' => b'1',
                other => other,
            };
            let value = ALPHABET.iter().position(|a| *a == byte)?;
            bits = bits << 5 | u64::try_from(value).ok()?;
        }
        Some(Self(bits))
    }
}

impl fmt::Display for PostingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for shift in (0..12).rev() {
            let value = usize::try_from(self.0 >> (shift * 5) & 31).unwrap_or(0);
            let byte = ALPHABET.get(value).copied().unwrap_or(b'0');
            write!(f, "{}", char::from(byte))?;
        }
        Ok(())
    }
}

impl fmt::Debug for PostingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PostingId({self})")
    }
}

impl TryFrom<String> for PostingId {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("{text} is not a posting id"))
    }
}

impl From<PostingId> for String {
    fn from(id: PostingId) -> Self {
        id.to_string()
    }
}

/// Fingerprint of what a posting says, apart from how it is marked up:
/// hexadecimal, equal texts of one company have equal hashes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContentHash(pub String);

/// Pay in structured form from a source. Wins over what the text says.
pub type RawPay = Salary;

/// A posting as a source gives it, before reading. Also one line of Backboard's
/// own NDJSON, where everything but `source`, `external_id` and `body` may be absent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawPosting {
    /// Which system it comes from.
    pub source: SourceKey,
    /// Its name there; (source, external id) is its identity.
    pub external_id: String,
    /// HTML of the posting, as given: never shown unsanitized.
    pub body: String,
    /// Title, when the source gives one apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Company, when the source gives one apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// Locations as the source writes them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<String>,
    /// Workplaces, when the source states them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub workplace: Vec<Workplace>,
    /// Employment, when the source states it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub employment: Vec<Employment>,
    /// Pay, when the source states it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub salary: Vec<RawPay>,
    /// Page of the posting at its source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Where to apply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub apply_url: Option<String>,
    /// When it was posted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted_at: Option<Timestamp>,
    /// When it closed, if it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Timestamp>,
    /// Department or team, as the source writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub department: Option<String>,
    /// The employer's own number of the opening; two of one employer are never one role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requisition: Option<String>,
    /// When the source last changed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// Until when it may be applied for, as the source announces it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_through: Option<Timestamp>,
}

impl RawPosting {
    /// A posting of which nothing but its text is stated.
    #[must_use]
    pub const fn new(source: SourceKey, external_id: String, body: String) -> Self {
        Self {
            source,
            external_id,
            body,
            title: None,
            company: None,
            locations: Vec::new(),
            workplace: Vec::new(),
            employment: Vec::new(),
            salary: Vec::new(),
            url: None,
            apply_url: None,
            posted_at: None,
            closed_at: None,
            department: None,
            requisition: None,
            updated_at: None,
            valid_through: None,
        }
    }
}

/// A posting as Backboard keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// Stable identity.
    pub id: PostingId,
    /// Which system it comes from.
    pub source: SourceKey,
    /// Its name there.
    pub external_id: String,
    /// Title shown: the first role, or the header's words.
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
    /// When it was posted, by its source, or first seen when the source does not say.
    pub posted_at: Timestamp,
    /// When its role was first posted, anywhere.
    pub opened_at: Timestamp,
    /// When Backboard first saw it.
    pub first_seen: Timestamp,
    /// When Backboard last saw it.
    pub last_seen: Timestamp,
    /// When it closed, if it has.
    pub closed_at: Option<Timestamp>,
    /// Fingerprint of its text.
    pub content_hash: ContentHash,
    /// The role that this posting repeats, if it is a duplicate.
    pub duplicate_of: Option<PostingId>,
    /// Whether there are signs enough that nobody is being hired by its role; see
    /// [`crate::StaleSign`]. `false` for duplicates.
    #[serde(default)]
    pub stale: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn ids_round_trip(bits in 0_u64..(1 << 60)) {
            let id = PostingId::from_bits(bits);
            proptest::prop_assert_eq!(PostingId::parse(&id.to_string()), Some(id));
        }

        #[test]
        fn reading_an_id_never_panics(text in ".{0,14}") {
            let _ = PostingId::parse(&text);
        }
    }

    #[test]
    fn letters_that_look_like_digits_are_read_as_them() {
        assert_eq!(
            PostingId::parse("OIL000000000"),
            PostingId::parse("011000000000")
        );
        assert_eq!(PostingId::parse("u00000000000"), None);
    }
}

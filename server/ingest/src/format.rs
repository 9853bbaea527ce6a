//! The formats of source files, one file each.
//!
//! To add a format: write `format/NAME.rs` with a type that implements
//! [`DocumentFormat`], add a variant and a line to [`FormatKind`], name it in
//! [`FormatKind::document`] and recognise it in `head.rs`. Its file says what
//! the source's fields mean; the walking, the bounds and the reasons are shared.

pub(crate) mod arbeitnow;
pub(crate) mod ashby;
pub(crate) mod backboard;
pub(crate) mod bamboohr;
pub(crate) mod greenhouse;
pub(crate) mod himalayas;
pub(crate) mod hn;
pub(crate) mod hn_algolia;
pub(crate) mod hn_page;
pub(crate) mod job_posting;
mod kind;
pub(crate) mod lever;
pub(crate) mod ndjson;
pub(crate) mod personio;
pub(crate) mod recruitee;
pub(crate) mod remoteok;
mod site_host;
pub(crate) mod smartrecruiters;
pub(crate) mod stated;
pub(crate) mod syndication;
pub(crate) mod usajobs;
pub(crate) mod workable;
pub(crate) mod workday;

use domain::{RawPosting, SourceKey, Timestamp};

pub use kind::FormatKind;

use crate::json_fields::{Fields, value_at};
use crate::readable_text::multi_line;

/// Longest item that is read, bytes as its host writes it: a hundred times the
/// longest of real ones.
pub(crate) const MAX_ITEM_BYTES: usize = 4 * 1024 * 1024;

/// Longest body of one posting, bytes of HTML.
pub const MAX_BODY_BYTES: usize = 1024 * 1024;

/// Longest one-line field (title, company, location), characters.
pub(crate) const MAX_FIELD_CHARS: usize = 300;

/// Longest id of a posting, bytes; a longer one is replaced by its fingerprint.
const MAX_ID_BYTES: usize = 200;

/// Where a document comes from, as far as that is known.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origin {
    /// Name of the file or board.
    pub(crate) name: String,
    /// The board's own name at its system, when the document was asked of it.
    pub(crate) token: Option<String>,
    /// The company's name, when it is known beforehand.
    pub(crate) company: Option<String>,
    /// The address that was asked.
    pub(crate) address: Option<String>,
}

impl Origin {
    /// Of a file, of which nothing but its name is known.
    pub(crate) fn file(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }
}

/// Where a document keeps its items.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Layout {
    /// In a JSON list under these keys, outermost first; the document itself is
    /// the list when there is none.
    List(&'static [&'static str]),
    /// In the outermost XML elements of any of these names.
    Elements(&'static [&'static str]),
    /// The document is one piece.
    Whole,
}

/// What became of an item.
pub(crate) type Outcome = Result<RawPosting, Refusal>;

/// A format that is one document with items.
pub(crate) trait DocumentFormat: Send {
    /// Where its items are.
    fn layout(&self) -> Layout;

    /// Looks at the document and all its items once before the first is parsed,
    /// where a format must know the whole to read a part.
    fn survey(&mut self, _document: &[u8], _items: &mut dyn Iterator<Item = &[u8]>) {}

    /// When the document says that it was captured; `head` is everything before
    /// its first item.
    fn captured_at(&self, _head: &[u8]) -> Option<Timestamp> {
        None
    }

    /// Reads one item.
    fn item(&self, text: &str) -> Outcome;

    /// Reads one piece of the document, which may hold any number of postings.
    fn items(&self, text: &str) -> Vec<Outcome> {
        vec![self.item(text)]
    }
}

/// Why an item is no posting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// Its name at the source, where it could be read.
    pub(crate) id: Option<String>,
    /// Why, in words for people.
    pub(crate) reason: String,
    /// Whether the source itself takes it back: it is listed, and yet not open.
    pub(crate) withdrawn: bool,
}

impl Refusal {
    pub(crate) fn new(id: Option<String>, reason: impl Into<String>) -> Self {
        Self {
            id,
            reason: reason.into(),
            withdrawn: false,
        }
    }

    /// Of an item that its source lists and calls deleted, or not published.
    pub(crate) fn withdrawn(id: String, reason: impl Into<String>) -> Self {
        Self {
            withdrawn: true,
            ..Self::new(Some(id), reason)
        }
    }

    /// Of JSON that is too large, or does not have the expected shape.
    pub(crate) fn of_json(json: &str, reason: String) -> Self {
        let id = ["id", "external_id"]
            .into_iter()
            .find_map(|key| Fields(&value_at(json.as_bytes(), &[key])).id())
            .filter(|id| id.len() <= MAX_ID_BYTES);
        Self::new(id, reason)
    }
}

/// An id that a source writes as a number or as a text.
#[derive(serde::Deserialize)]
#[serde(untagged)]
pub(crate) enum AnyId {
    Number(u64),
    Text(String),
}

impl AnyId {
    pub(crate) fn into_string(self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text,
        }
    }
}

/// Checks what every posting must fulfil, whatever its format.
pub(crate) fn checked(mut posting: RawPosting) -> Result<RawPosting, Refusal> {
    let refuse = |id: &str, reason: String| Err(Refusal::new(Some(id.to_owned()), reason));
    let id = &posting.external_id;
    if id.is_empty() || id.len() > MAX_ID_BYTES || id.contains(char::is_control) {
        let shown: String = id.chars().filter(|c| !c.is_control()).take(40).collect();
        return refuse(
            &shown,
            "an id is 1 to 200 characters without control characters".to_owned(),
        );
    }
    if posting.body.len() > MAX_BODY_BYTES {
        let size = posting.body.len();
        return refuse(
            id,
            format!("too long: {size} bytes of text, at most {MAX_BODY_BYTES} are read"),
        );
    }
    posting.body = multi_line(posting.body);
    if posting.body.trim().is_empty() && posting.title.is_none() {
        return refuse(&posting.external_id, "neither text nor title".to_owned());
    }
    Ok(posting)
}

/// An id of bounded length: a longer one is replaced by its fingerprint, which
/// stays the same as long as it does.
pub(crate) fn bounded_id(id: String) -> String {
    if id.len() <= MAX_ID_BYTES {
        return id;
    }
    // Lower and upper case differ in ids; as a text without words they would not.
    let codes: String = id.bytes().map(|byte| format!("{byte:02x}")).collect();
    format!("long-{}", crate::fingerprint::content_fingerprint(&codes))
}

/// The key of a source that is written in the program.
pub(crate) fn source_key(name: &'static str) -> Result<SourceKey, Refusal> {
    SourceKey::parse(name).map_err(|error| Refusal::new(None, error.to_string()))
}

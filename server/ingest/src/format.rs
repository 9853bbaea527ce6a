//! The formats of source files, one file each.
//!
//! To add a format that is one JSON document: write `format/NAME.rs` with a
//! type that implements [`DocumentFormat`], add a variant to [`FormatKind`]
//! and name it in [`FormatKind::document`]. Its file says what the source's
//! fields mean; the walking, the bounds and the reasons are shared.

pub(crate) mod ashby;
pub(crate) mod hn;
pub(crate) mod ndjson;

use domain::{RawPosting, SourceKey, Timestamp};

use crate::readable_text::multi_line;

/// Longest body of one posting, bytes of HTML.
pub const MAX_BODY_BYTES: usize = 1024 * 1024;

/// Longest one-line field (title, company, location), characters.
pub(crate) const MAX_FIELD_CHARS: usize = 300;

/// A known format of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FormatKind {
    /// Items of Hacker News as its own API gives them: `{"comments":[…]}`.
    HnComments,
    /// Hacker News threads with job stories, as captured monthly: `{"jobs":[{"id","source","by",…}]}`.
    HnJobs,
    /// Answers of Ashby's job-board API, one board each: `{"jobs":[…],"apiVersion":…}`.
    Ashby,
    /// Backboard's own: one [`RawPosting`] as JSON per line.
    Ndjson,
}

impl FormatKind {
    /// Every format.
    pub const ALL: &'static [Self] = &[Self::HnComments, Self::HnJobs, Self::Ashby, Self::Ndjson];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::HnComments => "hn",
            Self::HnJobs => "hn-jobs",
            Self::Ashby => "ashby",
            Self::Ndjson => "ndjson",
        }
    }

    /// What it is, in words for people.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            Self::HnComments => "Hacker News items, {\"comments\":[…]}",
            Self::HnJobs => {
                "Hacker News jobs, {\"jobs\":[{\"id\",\"source\",\"by\",\"time\",\"text\"}]}"
            }
            Self::Ashby => "an answer of Ashby's job-board API, {\"jobs\":[…],\"apiVersion\":…}",
            Self::Ndjson => "Backboard's own, one posting as JSON per line",
        }
    }

    /// Reads a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// All formats with their names, for messages.
    #[must_use]
    pub fn listing() -> String {
        let lines: Vec<String> = Self::ALL
            .iter()
            .map(|kind| format!("{} ({})", kind.name(), kind.description()))
            .collect();
        lines.join("; ")
    }

    /// The reader of documents of this format; `None` for formats read by line.
    pub(crate) fn document(self, file_name: &str) -> Option<Box<dyn DocumentFormat>> {
        match self {
            Self::HnComments => Some(Box::new(hn::Comments::default())),
            Self::HnJobs => Some(Box::new(hn::Jobs)),
            Self::Ashby => Some(Box::new(ashby::Board::from_file_name(file_name))),
            Self::Ndjson => None,
        }
    }
}

/// A format that is one JSON document with an array of items.
pub(crate) trait DocumentFormat: Send {
    /// Key of the array in the outermost object.
    fn array_key(&self) -> &'static str;

    /// Looks at all items once before the first is parsed, where a format must
    /// know the whole to read a part.
    fn survey(&mut self, _items: &mut dyn Iterator<Item = &[u8]>) {}

    /// When the document says that it was captured; `head` is everything before
    /// its first item.
    fn captured_at(&self, _head: &[u8]) -> Option<Timestamp> {
        None
    }

    /// Reads one item.
    fn item(&self, json: &str) -> Result<RawPosting, Refusal>;
}

/// Why an item is no posting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// Its name at the source, where it could be read.
    pub(crate) id: Option<String>,
    /// Why, in words for people.
    pub(crate) reason: String,
}

impl Refusal {
    pub(crate) fn new(id: Option<String>, reason: impl Into<String>) -> Self {
        Self {
            id,
            reason: reason.into(),
        }
    }

    /// Of JSON that does not have the expected shape.
    pub(crate) fn of_json(json: &str, error: &serde_json::Error) -> Self {
        let id = serde_json::from_str::<OnlyId>(json)
            .ok()
            .map(|item| item.id.into_string());
        Self {
            id,
            reason: error.to_string(),
        }
    }
}

#[derive(serde::Deserialize)]
struct OnlyId {
    #[serde(alias = "external_id")]
    id: AnyId,
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
    if id.is_empty() || id.len() > 200 || id.contains(char::is_control) {
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

/// The key of a source that is written in the program.
pub(crate) fn source_key(name: &'static str) -> Result<SourceKey, Refusal> {
    SourceKey::parse(name).map_err(|error| Refusal::new(None, error.to_string()))
}

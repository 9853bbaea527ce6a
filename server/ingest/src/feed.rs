//! A file of postings, item by item.

mod document;

use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, Cursor, Read};
use std::ops::Range;
use std::path::Path;

use document::{broken_stream, cut_document, read_document};
use domain::{RawPosting, Timestamp};

use crate::byte_source::{ByteCount, PlainBytes, plain_bytes};
use crate::feed_error::FeedError;
use crate::format::{DocumentFormat, FormatKind, Origin, Outcome, Refusal, ndjson};
use crate::head::{Recognised, recognise};
use crate::line_reader::{Line, MAX_LINE_BYTES, read_line};
use crate::readable_text::lossy;

/// How much of a file is looked at to tell its format, decompressed bytes.
const HEAD_BYTES: usize = 64 * 1024;

/// One item of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A posting, not yet read or sanitized.
    Posting(Box<RawPosting>),
    /// Something that is no posting, or none that can be read.
    Rejected {
        /// Which item of the file it is: the line, or the place in the list, from 1.
        position: u64,
        /// Its name at the source, where it could be read.
        id: Option<String>,
        /// Why, in words for people.
        reason: String,
        /// Whether the source itself takes it back: a deleted comment, an offer
        /// that is not published. A posting that was read before has closed.
        withdrawn: bool,
    },
}

/// The items of one file. Documents are held whole up to a limit; lines are
/// streamed, so the length of an NDJSON file does not matter.
pub struct Feed {
    name: String,
    kind: FormatKind,
    count: ByteCount,
    total: Option<u64>,
    position: u64,
    damage: Option<FeedError>,
    captured_at: Option<Timestamp>,
    items: Items,
}

enum Items {
    Document {
        bytes: Vec<u8>,
        ranges: VecDeque<Range<usize>>,
        /// What the last piece gave and was not yet delivered.
        ready: VecDeque<Outcome>,
        format: Box<dyn DocumentFormat>,
    },
    Lines {
        stream: Box<dyn BufRead + Send>,
        line: Vec<u8>,
    },
    Finished,
}

/// Opens a file; its format is told from its content unless it is named.
///
/// # Errors
/// [`FeedError`] when the file as a whole gives no postings.
pub fn open(path: &Path, kind: Option<FormatKind>) -> Result<Feed, FeedError> {
    let name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned();
    let unreadable = |source| FeedError::Unreadable {
        name: name.clone(),
        source,
    };
    let file = File::open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(unreadable(std::io::Error::other("it is a folder")));
    }
    let mut feed = read(file, &name, kind)?;
    feed.total = metadata.is_file().then_some(metadata.len());
    Ok(feed)
}

/// Reads a stream under a name, which for some formats names the company's board.
///
/// # Errors
/// [`FeedError`] when the stream as a whole gives no postings.
pub fn read(
    reader: impl Read + Send + 'static,
    name: &str,
    kind: Option<FormatKind>,
) -> Result<Feed, FeedError> {
    let origin = Origin::file(name);
    let unreadable = |source| FeedError::Unreadable {
        name: name.to_owned(),
        source,
    };
    let count = ByteCount::default();
    let mut stream = plain_bytes(Box::new(reader), count.clone()).map_err(unreadable)?;
    let (head, head_error) = read_head(&mut stream);
    let (kind, head_error) = match (format_of(&head, kind, name), head_error) {
        (Err(FeedError::Empty { .. }), Some(error)) => return Err(broken_stream(name, error)),
        (kind, head_error) => (kind?, head_error),
    };
    let mut whole: Box<dyn BufRead + Send> = match head_error {
        None => Box::new(Cursor::new(head).chain(stream)),
        Some(error) => Box::new(std::io::BufReader::new(
            Cursor::new(head).chain(FailingEnd(Some(error))),
        )),
    };
    let feed = match kind.document(&origin) {
        Some(format) => {
            let body = read_document(&mut whole, name)?;
            Feed::of_document(name, kind, body, format)?
        }
        None => Feed::of_lines(name, kind, whole),
    };
    Ok(Feed { count, ..feed })
}

/// Reads what is held in memory, and of which it is known where it comes from.
/// It is taken over as it is: nothing is copied, and nothing unpacked.
///
/// # Errors
/// [`FeedError`] when it as a whole gives no postings.
pub(crate) fn read_held(
    body: Vec<u8>,
    origin: &Origin,
    kind: Option<FormatKind>,
) -> Result<Feed, FeedError> {
    let name = origin.name.as_str();
    let head = body.get(..HEAD_BYTES).unwrap_or(&body);
    let kind = format_of(head, kind, name)?;
    match kind.document(origin) {
        Some(format) => Feed::of_document(name, kind, body, format),
        None => Ok(Feed::of_lines(name, kind, Box::new(Cursor::new(body)))),
    }
}

/// The format that was named, or else the one that the beginning shows.
fn format_of(head: &[u8], named: Option<FormatKind>, name: &str) -> Result<FormatKind, FeedError> {
    let name = name.to_owned();
    match (named, recognise(head)) {
        (_, Recognised::Nothing) => Err(FeedError::Empty { name }),
        (Some(kind), _) | (None, Recognised::Format(kind)) => Ok(kind),
        (None, Recognised::Notice(found)) => Err(FeedError::NoPostings { name, found }),
        (None, Recognised::Other(found)) => Err(FeedError::Unknown { name, found }),
    }
}

/// A stream that fails once, as the one it stands for did while its head was read.
struct FailingEnd(Option<std::io::Error>);

impl Read for FailingEnd {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

fn read_head(stream: &mut PlainBytes) -> (Vec<u8>, Option<std::io::Error>) {
    let mut head = Vec::with_capacity(HEAD_BYTES);
    let limit = u64::try_from(HEAD_BYTES).unwrap_or(u64::MAX);
    let error = stream.by_ref().take(limit).read_to_end(&mut head).err();
    (head, error)
}

impl Feed {
    fn new(name: &str, kind: FormatKind, items: Items) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            count: ByteCount::default(),
            total: None,
            position: 0,
            damage: None,
            captured_at: None,
            items,
        }
    }

    fn of_document(
        name: &str,
        kind: FormatKind,
        body: Vec<u8>,
        format: Box<dyn DocumentFormat>,
    ) -> Result<Self, FeedError> {
        let (items, captured_at) = cut_document(body, name, format)?;
        Ok(Self {
            captured_at,
            ..Self::new(name, kind, items)
        })
    }

    fn of_lines(name: &str, kind: FormatKind, stream: Box<dyn BufRead + Send>) -> Self {
        let line = Vec::new();
        Self::new(name, kind, Items::Lines { stream, line })
    }

    /// Name of the file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its format, told or named.
    #[must_use]
    pub const fn kind(&self) -> FormatKind {
        self.kind
    }

    /// Bytes of the file read so far, as stored; for a gz file these are compressed.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.count.get()
    }

    /// Bytes of the file in all, where that is known.
    #[must_use]
    pub const fn bytes_total(&self) -> Option<u64> {
        self.total
    }

    /// The day on which the file says that it was captured, at midnight UTC. An
    /// older capture never replaces what a newer one has told.
    #[must_use]
    pub const fn captured_at(&self) -> Option<Timestamp> {
        self.captured_at
    }

    /// Why the file ended before its end, once the iterator is exhausted: a
    /// truncated gz, or a disk that failed. What came before was delivered.
    #[must_use]
    pub const fn damage(&self) -> Option<&FeedError> {
        self.damage.as_ref()
    }

    fn judged(&self, outcome: Result<RawPosting, Refusal>) -> Item {
        match outcome {
            Ok(posting) => Item::Posting(Box::new(posting)),
            Err(Refusal {
                id,
                reason,
                withdrawn,
            }) => Item::Rejected {
                position: self.position,
                id,
                reason,
                withdrawn,
            },
        }
    }

    fn next_line(&mut self) -> Option<Item> {
        loop {
            let Items::Lines { stream, line } = &mut self.items else {
                return None;
            };
            let outcome = read_line(stream, line, MAX_LINE_BYTES);
            self.position += 1;
            match outcome {
                Ok(Line::End) => {
                    self.items = Items::Finished;
                    return None;
                }
                Ok(Line::TooLong(bytes)) => {
                    let reason = format!(
                        "too long: a line of {bytes} bytes, at most {MAX_LINE_BYTES} are read"
                    );
                    return Some(self.judged(Err(Refusal::new(None, reason))));
                }
                Ok(Line::Whole | Line::Unfinished) => {
                    let start =
                        usize::from(self.position == 1 && line.starts_with(b"\xef\xbb\xbf")) * 3;
                    let text = lossy(line.get(start..).unwrap_or_default());
                    if text.trim().is_empty() {
                        continue;
                    }
                    let parsed = ndjson::line(&text);
                    return Some(self.judged(parsed));
                }
                Err(error) => {
                    let damage = broken_stream(&self.name, error);
                    let reason = damage.to_string();
                    self.damage = Some(damage);
                    self.items = Items::Finished;
                    return Some(self.judged(Err(Refusal::new(None, reason))));
                }
            }
        }
    }
}

impl Iterator for Feed {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if matches!(self.items, Items::Lines { .. }) {
            return self.next_line();
        }
        let Items::Document {
            bytes,
            ranges,
            ready,
            format,
        } = &mut self.items
        else {
            return None;
        };
        while ready.is_empty() {
            let range = ranges.pop_front()?;
            let text = lossy(bytes.get(range).unwrap_or_default());
            ready.extend(format.items(&text));
        }
        let outcome = ready.pop_front()?;
        self.position += 1;
        Some(self.judged(outcome))
    }
}

//! A document held whole, cut into the pieces that hold its items.

use std::collections::VecDeque;
use std::io::BufRead;
use std::ops::Range;

use domain::Timestamp;

use super::{HEAD_BYTES, Items};
use crate::feed_error::FeedError;
use crate::format::{DocumentFormat, Layout, MAX_ITEM_BYTES};
use crate::head::{Recognised, recognise};
use crate::json_document::{BrokenDocument, ItemArray, MAX_DOCUMENT_BYTES, find_items, read_whole};
use crate::readable_text::lossy;
use crate::xml_elements::{find_elements, to_utf8};

pub(super) fn broken_stream(name: &str, error: std::io::Error) -> FeedError {
    if error.kind() == std::io::ErrorKind::UnexpectedEof {
        FeedError::Truncated {
            name: name.to_owned(),
            detail: "the compressed data end early".to_owned(),
        }
    } else {
        FeedError::Unreadable {
            name: name.to_owned(),
            source: error,
        }
    }
}

/// Reads a document whole.
pub(super) fn read_document(stream: &mut impl BufRead, name: &str) -> Result<Vec<u8>, FeedError> {
    read_whole(stream, MAX_DOCUMENT_BYTES)
        .map_err(|error| broken_stream(name, error))?
        .ok_or_else(|| FeedError::TooLarge {
            name: name.to_owned(),
            limit: MAX_DOCUMENT_BYTES,
        })
}

/// Finds the items of a document; says when it was captured.
pub(super) fn cut_document(
    mut body: Vec<u8>,
    name: &str,
    mut format: Box<dyn DocumentFormat>,
) -> Result<(Items, Option<Timestamp>), FeedError> {
    if body.starts_with(b"\xef\xbb\xbf") {
        body.drain(..3);
    }
    let ranges = match format.layout() {
        Layout::List(path) => list_items(&body, path, name)?,
        Layout::Elements(names) => {
            body = match String::from_utf8(to_utf8(body)) {
                Ok(text) => text.into_bytes(),
                Err(error) => lossy(error.as_bytes()).into_owned().into_bytes(),
            };
            let text = std::str::from_utf8(&body).unwrap_or_default();
            let found = find_elements(text, names);
            let found = found.map_err(|broken| broken_document(broken, &body, name))?;
            // An error page is a document without items too, but no empty listing.
            if found.is_empty()
                && let Recognised::Other(found) | Recognised::Notice(found) = recognise_head(&body)
            {
                let name = name.to_owned();
                return Err(FeedError::NoPostings { name, found });
            }
            found
        }
        Layout::Whole => std::iter::once(0..body.len()).collect(),
    };
    // What is too long to be read is too long to be looked at.
    let mut pieces = ranges
        .iter()
        .filter_map(|range| body.get(range.clone()))
        .filter(|piece| piece.len() <= MAX_ITEM_BYTES);
    format.survey(&body, &mut pieces);
    let before_items = ranges.first().and_then(|first| body.get(..first.start));
    let captured_at = format.captured_at(before_items.unwrap_or_default());
    let items = Items::Document {
        bytes: body,
        ranges: ranges.into(),
        ready: VecDeque::new(),
        format,
    };
    Ok((items, captured_at))
}

/// What the beginning of a document shows; nobody needs more of one without items.
fn recognise_head(body: &[u8]) -> Recognised {
    recognise(body.get(..HEAD_BYTES).unwrap_or(body))
}

/// Finds the items of a JSON document.
fn list_items(body: &[u8], path: &[&str], name: &str) -> Result<Vec<Range<usize>>, FeedError> {
    let no_postings = |found: String| FeedError::NoPostings {
        name: name.to_owned(),
        found,
    };
    let key = path.last().copied().unwrap_or_default();
    match find_items(body, path) {
        Ok(ItemArray::Items(ranges)) => Ok(ranges),
        Ok(ItemArray::Null) => Ok(Vec::new()),
        Ok(ItemArray::Absent) => {
            let found = format!("an answer without the key \"{key}\"");
            Err(no_postings(found))
        }
        Ok(ItemArray::Other(_)) => Err(no_postings(match recognise_head(body) {
            Recognised::Other(found) | Recognised::Notice(found) if !body.starts_with(b"{") => {
                found
            }
            _ if path.is_empty() => "an answer that is not a list".to_owned(),
            _ => format!("an answer whose \"{key}\" is not a list"),
        })),
        Err(broken) => Err(broken_document(broken, body, name)),
    }
}

fn broken_document(broken: BrokenDocument, body: &[u8], name: &str) -> FeedError {
    let name = name.to_owned();
    match broken {
        BrokenDocument::CutOff { position, inside } => {
            let detail = format!("the document ends at byte {position}, inside {inside}");
            FeedError::Truncated { name, detail }
        }
        BrokenDocument::Malformed { position: 0, .. } => {
            let found = match recognise_head(body) {
                Recognised::Other(found) | Recognised::Notice(found) => found,
                _ => "something of another shape".to_owned(),
            };
            FeedError::NoPostings { name, found }
        }
        BrokenDocument::Malformed { position, detail } => FeedError::Malformed {
            name,
            position,
            detail: detail.to_owned(),
        },
    }
}

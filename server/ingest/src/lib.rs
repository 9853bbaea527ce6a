//! Sources of postings: feed formats, sanitizing of their HTML, and the demo world.
//!
//! [`open`] turns a file into a [`Feed`]: an iterator of postings and of items
//! that were refused, each with a reason. One unreadable item never spoils its
//! file, and nothing here grows with hostile input: lines, documents, bodies
//! and nesting are all bounded.
//!
//! A source format lives in one file under `format/` and implements
//! [`DocumentFormat`](format::DocumentFormat) or reads lines; see `format.rs`
//! for how to add one. [`system`] knows what to ask each system for and how to
//! read its answers. What a posting *states* is read elsewhere, in the crate
//! `extract`. [`fetch`] asks, politely and safely, and knows nothing of postings.

mod board_name;
mod byte_source;
pub mod demo;
mod evergreen;
mod feed;
mod feed_error;
pub mod fetch;
mod fingerprint;
mod forbidden_sites;
mod format;
mod head;
mod html_tokens;
mod json_document;
mod json_fields;
mod likeness;
mod line_reader;
mod outline;
mod readable_text;
mod reconcile;
mod sanitize;
pub mod series;
mod single_byte;
pub mod system;
mod xml_elements;

pub use feed::{Feed, Item, open, read};
pub use feed_error::FeedError;
pub use fingerprint::{TextWords, content_fingerprint};
pub use format::{FormatKind, MAX_BODY_BYTES};
pub use json_document::MAX_DOCUMENT_BYTES;
pub use likeness::{Seen, likeness_of};
pub use line_reader::MAX_LINE_BYTES;
pub use outline::outline;
pub use reconcile::{Disagreement, StatedFact, reconcile};
pub use sanitize::sanitize;

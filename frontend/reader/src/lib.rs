//! Reads a resume on the reader's own device: a file becomes text, and the
//! skills of the vocabulary are found in it, each with its places.
//!
//! Compiled for the browser and run there in a worker that may load nothing;
//! nothing of it ever runs on the server. Pure: no network, no clock, no
//! storage. What a name means is the business of the crate `extract`; here is
//! how text lies in files.

mod answer;
mod browser;
mod file;
mod pdf;
mod plain_text;
mod skills;
mod unreadable;
mod word_document;
mod wrapping;

pub use answer::{Answer, FoundSkill, Place};
pub use browser::read_file;
pub use file::{Format, MOST_BYTES, MOST_LETTERS, Resume, read};
pub use skills::{Found, find};
pub use unreadable::Unreadable;

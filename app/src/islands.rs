//! The interactive parts of pages, compiled for the server and the browser.
//! Each one works as plain HTML first; here is only what it adds.

pub mod finder;
pub mod search_box;

pub use finder::Finder;
pub use search_box::SearchBox;

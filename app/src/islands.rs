//! The interactive parts of pages, compiled for the server and the browser.
//! Each one works as plain HTML first; here is only what it adds.

pub mod crosshair;
pub mod finder;
pub mod progress;
pub mod search_box;

pub use crosshair::Crosshair;
pub use finder::Finder;
pub use progress::ProgressKeeper;
pub use search_box::SearchBox;

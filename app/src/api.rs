//! Server functions: what the islands ask for. They only read, so they are GET;
//! every endpoint is named, so that an installed app finds it after an update.

pub mod finder;
pub mod suggest;

pub use finder::{FindJobs, FinderAnswer, find_jobs};
pub use suggest::{Completion, SuggestWords, suggest_words};

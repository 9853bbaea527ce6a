//! Says on the device how a profile kept there fits one role.
//!
//! The judgement is that of `roadmap::fit`; here are the profile as the device
//! keeps it and the words that the page shows. Pure: no storage, no page.

mod browser;
mod profile;
mod verdict;
mod vocabulary;

pub use browser::fit;
pub use profile::Profile;
pub use verdict::Verdict;

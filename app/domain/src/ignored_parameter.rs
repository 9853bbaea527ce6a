//! Parts of an address that were not understood.

use serde::{Deserialize, Serialize};

/// Why the end of a text was ignored.
pub(crate) const TEXT_CUT: &str = "only the first 300 characters were searched";

/// A parameter of an address that was not understood, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IgnoredParameter {
    /// Its name, cut to 40 characters.
    pub name: String,
    /// Its value, cut to 80 characters.
    pub value: String,
    /// Why it was ignored, in words.
    pub reason: String,
}

impl IgnoredParameter {
    /// Why a parameter was ignored that no search has.
    pub const NO_SUCH_PARAMETER: &'static str = "there is no such parameter";
    /// Why a word beside others was ignored that is too long to be in any posting.
    pub const WORD_TOO_LONG: &'static str = "the word is too long to be searched";
    /// Why the terms after those that are searched were ignored.
    pub const TOO_MANY_TERMS: &'static str = "only the first 24 terms were searched";

    /// Whether no search has a parameter of this name, so that it may belong to somebody
    /// else: `utm_source`.
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        self.reason == Self::NO_SUCH_PARAMETER
    }

    /// Whether it is what a text has more of than is searched, so that the rest of the
    /// text still narrows the search.
    #[must_use]
    pub fn is_excess(&self) -> bool {
        let reasons = [TEXT_CUT, Self::WORD_TOO_LONG, Self::TOO_MANY_TERMS];
        reasons.contains(&self.reason.as_str())
    }

    /// Whether both have one name, or are both of nobody's: reports of many such parameters
    /// are not to stand in the way of others'.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        self.name == other.name || self.is_foreign() && other.is_foreign()
    }

    pub(crate) fn new(name: &str, value: &str, reason: &str) -> Self {
        Self {
            name: name.chars().take(40).collect(),
            value: value.chars().take(80).collect(),
            reason: reason.to_owned(),
        }
    }
}

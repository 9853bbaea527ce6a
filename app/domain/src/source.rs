//! Where postings come from.

use serde::{Deserialize, Serialize};

use crate::likeness::ListingKind;
use crate::slug::Slug;
use crate::timestamp::Timestamp;

/// Stable name of a source system: `hn`, `ashby`, `demo`.
pub type SourceKey = Slug;

/// How a source wants to be linked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkBack {
    /// Its terms do not ask for it; every posting is linked to its page all the same.
    Courtesy,
    /// A visible link to the posting's page at the source, naming it.
    Required,
    /// The same, and the link must not carry `nofollow`.
    RequiredFollowed,
}

impl LinkBack {
    /// The `rel` of a link to a page of the source.
    #[must_use]
    pub const fn rel(self) -> &'static str {
        match self {
            Self::Courtesy | Self::Required => "nofollow noopener",
            Self::RequiredFollowed => "noopener",
        }
    }

    /// Whether the link goes wherever a posting of the source does.
    #[must_use]
    pub const fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::RequiredFollowed)
    }
}

/// The credit that goes with the postings of a source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceCredit {
    /// Name for people.
    pub name: String,
    /// The source's own page.
    pub homepage: Option<String>,
    /// How it wants to be linked to.
    pub link_back: LinkBack,
    /// Whose list it is, and with that where a posting of it is applied for.
    pub listing: ListingKind,
}

impl SourceCredit {
    /// What the name is linked to, given the posting's page at the source: that
    /// page, or the source's own where its terms ask for a link and there is none.
    #[must_use]
    pub fn link<'a>(&'a self, page: Option<&'a str>) -> Option<&'a str> {
        let homepage = self.homepage.as_deref();
        page.or_else(|| homepage.filter(|_| self.link_back.is_required()))
    }
}

/// A source with its state, as `/sources` shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceSummary {
    /// Stable name.
    pub key: SourceKey,
    /// Name for people.
    pub name: String,
    /// Page to credit and link back to.
    pub homepage: Option<String>,
    /// Open unique roles from it.
    pub open: u64,
    /// Postings ever seen from it, repeats included.
    pub ever: u64,
    /// When a posting of it was last seen.
    pub last_seen: Option<Timestamp>,
    /// Postings of the last import that could not be read.
    pub rejected: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credit(link_back: LinkBack) -> SourceCredit {
        SourceCredit {
            name: "A board".to_owned(),
            homepage: Some("https://board.example".to_owned()),
            link_back,
            listing: ListingKind::Board,
        }
    }

    #[test]
    fn only_a_link_that_must_be_followed_goes_without_nofollow() {
        assert_eq!(LinkBack::RequiredFollowed.rel(), "noopener");
        assert_eq!(LinkBack::Required.rel(), "nofollow noopener");
        assert_eq!(LinkBack::Courtesy.rel(), "nofollow noopener");
    }

    #[test]
    fn a_link_that_is_owed_is_there_without_a_page_of_the_posting() {
        let page = Some("https://board.example/1");
        for link_back in [LinkBack::Required, LinkBack::RequiredFollowed] {
            assert_eq!(credit(link_back).link(page), page);
            assert_eq!(credit(link_back).link(None), Some("https://board.example"));
        }
        assert_eq!(credit(LinkBack::Courtesy).link(page), page);
        assert_eq!(credit(LinkBack::Courtesy).link(None), None);
    }
}

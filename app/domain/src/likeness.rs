//! Which postings are one role: the rule, in one place.
//!
//! A **role** is what somebody who looks for work would call one job: an
//! opening of one employer, however often, wherever and in however many cities
//! it is advertised. Postings are compared within one company only, and:
//!
//! 1. What a person has decided wins over everything below.
//! 2. Titles must agree, apart from spelling, order, places and forms such as
//!    `(m/f/d)`: see [`title_key`]. 'Senior' and 'Junior', 'Frontend' and
//!    'Backend' are never one role, whatever their texts.
//! 3. Two postings that state different requisition numbers are never one role.
//! 4. Two ids of one source that are open at the same time are **rivals**: the
//!    employer means two openings. They are one role only when their words are
//!    the same, or differ in nothing but the names of their places and figures
//!    while the places are different: one role in several cities. Stating the
//!    same requisition number makes them no rivals. In a monthly thread rivals
//!    are comments of the same month; one that corrects another repeats it:
//!    hardly a word differs ([`NEAR_TWICE`]), or the titles are the very same
//!    ([`NEAR_TWICE_OFFERS`]).
//! 5. Otherwise the same words are one role, and so are nearly the same words:
//!    at least [`NEAR`] of the runs of three words of the shorter text stand in
//!    the longer one, and the longer one has not grown beyond recognition
//!    ([`NEAR_WHOLE`]). So a repost with edits and a copy to which another
//!    board has added its own words find their first posting.
//! 6. A text of fewer than [`TELLING`] such runs tells too little to be
//!    compared: then only the same words count, and not between rivals.
//! 7. Comments of threads offer several titles, written anew each time: there
//!    titles agree too that differ in words which name neither level nor kind,
//!    and the share of titles that agree decides how like the words must be.
//!
//! Groups are made from the strongest tie to the weakest, and no group ever
//! holds two postings that rules 1 to 4 keep apart. The result depends on the
//! postings alone, not on the order in which they came: see [`group_roles`].

mod grouping;
mod pair;
mod sketch;
mod title;

pub use grouping::group_roles;
pub use pair::{Tie, tie};
pub use sketch::TextSketch;
pub use title::title_key;

use serde::{Deserialize, Serialize};

use crate::closed_set::closed_set;
use crate::posting::PostingId;
use crate::source::SourceKey;
use crate::timestamp::Timestamp;

/// Least share of the shorter text's runs of words that nearly the same texts
/// have in common.
pub(crate) const NEAR: f64 = 0.75;
/// Least share of all runs of words of either text that nearly the same texts
/// have in common.
pub(crate) const NEAR_WHOLE: f64 = 0.40;
/// Least share of all runs of words of two comments of one thread by which the
/// second corrects the first.
pub(crate) const NEAR_TWICE: f64 = 0.85;
/// [`NEAR_TWICE`] where both name the very same titles.
pub(crate) const NEAR_TWICE_OFFERS: f64 = 0.55;
/// Least number of runs of words that a text must have to be compared.
pub(crate) const TELLING: u32 = 20;

closed_set! {
    /// Whose list a source is, and with that what its ids name.
    ListingKind {
        /// An employer's own system: each id is an opening.
        Employer = "employer", "Employer's own listing";
        /// A board or feed that gathers advertisements of many employers.
        Board = "board", "Job board";
        /// A thread that begins anew every month: each id is a comment.
        Thread = "thread", "Hiring thread";
    }
}

/// What of a posting decides which others it is one role with, besides its
/// company, dates and words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likeness {
    /// Whose list its source is.
    pub listing: ListingKind,
    /// The employer's own number of the opening, where it is one.
    pub requisition: Option<String>,
    /// Keys of the titles that it offers; see [`title_key`]. One, save in threads.
    pub titles: Vec<String>,
    /// Fingerprint of its words without names of its places and figures.
    pub skeleton: String,
    /// Its places, as one text: equal for equal places.
    pub places: String,
    /// Sketch of the same words.
    pub sketch: TextSketch,
    /// The words by which it is always open, if it has such: 'talent pool'.
    pub evergreen: Option<String>,
}

impl Likeness {
    /// Of a posting of which nothing but its title is known.
    #[must_use]
    pub fn of_title(listing: ListingKind, title: &str) -> Self {
        Self {
            listing,
            requisition: None,
            titles: vec![title_key(title, [])],
            skeleton: String::new(),
            places: String::new(),
            sketch: TextSketch::default(),
            evergreen: None,
        }
    }

    /// Name of the group of postings of one company within which roles are
    /// looked for: those with equal titles, or all comments of threads, which
    /// offer several titles.
    #[must_use]
    pub fn block(&self) -> &str {
        match (self.listing, self.titles.first()) {
            (ListingKind::Thread, _) => "\u{1}thread",
            (_, Some(title)) => title,
            (_, None) => "",
        }
    }
}

/// What a person has decided of a posting's role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HandRole {
    /// Nothing.
    #[default]
    Free,
    /// It is one role with others of this number, and what is like it joins.
    Merged(i64),
    /// It is of the role of this number, and nothing else joins.
    Split(i64),
}

/// A posting as the rule sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advert {
    /// Its identity.
    pub id: PostingId,
    /// Which system it comes from.
    pub source: SourceKey,
    /// When it was posted.
    pub posted_at: Timestamp,
    /// When it closed, if it has.
    pub closed_at: Option<Timestamp>,
    /// Fingerprint of its words.
    pub text: String,
    /// What else decides.
    pub likeness: Likeness,
    /// What a person has decided.
    pub hand: HandRole,
}

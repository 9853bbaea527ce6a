//! The rule for two postings.

use serde::{Deserialize, Serialize};

use super::title::are_alike;
use super::{
    Advert, HandRole, Likeness, ListingKind, NEAR, NEAR_TWICE, NEAR_TWICE_OFFERS, NEAR_WHOLE,
    TELLING,
};
use crate::timestamp::Timestamp;

/// Days for which two openings may overlap and still be one after the other:
/// lists are read and closed late.
const OVERLAP_DAYS: i64 = 3;

/// Why two postings are one role, the strongest reason first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tie {
    /// A person has said so.
    ByHand,
    /// Their words are the same.
    SameText,
    /// Their words are the same but for places and figures.
    SameTextElsewhere,
    /// Nearly all their words are the same: so many hundredths of the runs of
    /// words of the shorter text are not in the longer one.
    NearlySameText {
        /// Hundredths, at most those that the rule leaves.
        missing: u8,
    },
}

/// Whether two postings of one company must not be in one role.
pub(super) fn are_apart(one: &Advert, other: &Advert) -> bool {
    if is_decided_one(one.hand, other.hand) {
        return false;
    }
    are_decided_apart(one.hand, other.hand)
        || !titles_agree(&one.likeness, &other.likeness)
        || requisitions(&one.likeness, &other.likeness) == Some(false)
        || (are_rivals(one, other) && !is_repeated(one, other))
}

fn is_decided_one(one: HandRole, other: HandRole) -> bool {
    one == other && one != HandRole::Free
}

fn are_decided_apart(one: HandRole, other: HandRole) -> bool {
    !matches!(
        (one, other),
        (HandRole::Free, HandRole::Free | HandRole::Merged(_))
            | (HandRole::Merged(_), HandRole::Free)
    )
}

/// Whether they state the same requisition number; `None` when not both state one.
fn requisitions(one: &Likeness, other: &Likeness) -> Option<bool> {
    let (one, other) = (one.requisition.as_ref()?, other.requisition.as_ref()?);
    Some(one.eq_ignore_ascii_case(other))
}

/// Whether they are two ids of one source that were open at the same time.
fn are_rivals(one: &Advert, other: &Advert) -> bool {
    if one.source != other.source || requisitions(&one.likeness, &other.likeness) == Some(true) {
        return false;
    }
    if one.likeness.listing == ListingKind::Thread {
        return month(one.posted_at) == month(other.posted_at);
    }
    let begins_before_the_end = |one: &Advert, other: &Advert| {
        let overlap = one.posted_at.plus_days(OVERLAP_DAYS);
        other.closed_at.is_none_or(|closed| overlap < closed)
    };
    begins_before_the_end(one, other) && begins_before_the_end(other, one)
}

/// The month whose thread a comment stands in: threads begin with the month.
fn month(at: Timestamp) -> (i32, u8) {
    let (year, month, _) = at.date();
    (year, month)
}

/// Whether one repeats the other while it is open: the same words, the same
/// words for another place, or a comment that was corrected by another.
fn is_repeated(one: &Advert, other: &Advert) -> bool {
    let (a, b) = (&one.likeness, &other.likeness);
    let in_thread = a.listing == ListingKind::Thread;
    let is_elsewhere = a.skeleton == b.skeleton && (a.places != b.places || in_thread);
    let is_corrected = || {
        let least = match offers_in_common(a, b) {
            Some(offers) if offers.are_all => NEAR_TWICE_OFFERS,
            Some(offers) if offers.share >= SOME_OFFERS => NEAR_TWICE,
            _ => return false,
        };
        a.sketch.resemblance(&b.sketch) >= least
    };
    a.sketch.runs() >= TELLING && (one.text == other.text || is_elsewhere || is_corrected())
}

/// Why two postings of one company are one role by themselves; `None` when they
/// are not.
#[must_use]
pub fn tie(one: &Advert, other: &Advert) -> Option<Tie> {
    if is_decided_one(one.hand, other.hand) {
        return Some(Tie::ByHand);
    }
    let is_same = one.text == other.text;
    let is_elsewhere = one.likeness.skeleton == other.likeness.skeleton;
    let (a, b) = (&one.likeness.sketch, &other.likeness.sketch);
    let likeness = Bar::new(a.containment(b), a.resemblance(b));
    // Most pairs are nothing like one another, which costs least to find out.
    let may_be_near = is_elsewhere || likeness.reaches(Bar::LEAST);
    if !is_same && (a.runs().min(b.runs()) < TELLING || !may_be_near) {
        return None;
    }
    if are_apart(one, other) {
        return None;
    }
    if is_same {
        return Some(Tie::SameText);
    }
    if is_elsewhere {
        return Some(Tie::SameTextElsewhere);
    }
    let bar = Bar::of(one, other)?;
    debug_assert!(bar.reaches(Bar::LEAST), "{bar:?}");
    likeness.reaches(bar).then(|| Tie::NearlySameText {
        missing: hundredths(1.0 - likeness.contained),
    })
}

/// Least share of agreeing titles at which comments may be one role.
const SOME_OFFERS: f64 = 1.0 / 3.0;
/// Least share of agreeing titles at which a comment may have been rewritten.
const MOST_OFFERS: f64 = 0.5;
/// Days within which a comment that names no title may have been rewritten.
const UNTITLED_DAYS: i64 = 200;

/// How like the words of two postings must be.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Bar {
    /// Least share of the shorter text's runs of words that both have.
    contained: f64,
    /// Least share of all runs of words that both have.
    whole: f64,
}

impl Bar {
    /// No bar is lower than this, that of comments which name no title.
    const LEAST: Self = Self::new(0.55, 0.30);

    const fn new(contained: f64, whole: f64) -> Self {
        Self { contained, whole }
    }

    fn reaches(self, bar: Self) -> bool {
        self.contained >= bar.contained && self.whole >= bar.whole
    }

    /// `None` when no likeness of their words is enough.
    fn of(one: &Advert, other: &Advert) -> Option<Self> {
        let near = Self::new(NEAR, NEAR_WHOLE);
        if [one, other].map(|one| one.likeness.listing) != [ListingKind::Thread; 2] {
            return Some(near);
        }
        let Some(offers) = offers_in_common(&one.likeness, &other.likeness) else {
            let apart = (one.posted_at.millis() - other.posted_at.millis()).abs();
            let soon = apart <= UNTITLED_DAYS * Timestamp::DAY_MS;
            return Some(if soon { Self::LEAST } else { near });
        };
        if offers.share < SOME_OFFERS {
            return None;
        }
        Some(match (offers.has_equal, offers.share >= MOST_OFFERS) {
            (true, true) => Self::new(0.60, 0.30),
            (true, false) => near,
            (false, _) => Self::new(NEAR, 0.45),
        })
    }
}

/// What two comments of threads offer in common.
struct Offers {
    /// Titles that agree, as a share of all different ones.
    share: f64,
    /// Whether a title of one is a title of the other, word for word.
    has_equal: bool,
    /// Whether every title of either is one of the other, word for word.
    are_all: bool,
}

/// `None` when one of them is no comment of a thread or names no title.
fn offers_in_common(one: &Likeness, other: &Likeness) -> Option<Offers> {
    let in_threads = [one, other].map(|likeness| likeness.listing) == [ListingKind::Thread; 2];
    if !in_threads || one.titles.is_empty() || other.titles.is_empty() {
        return None;
    }
    let equal = |from: &Likeness, to: &Likeness| {
        let titles = from.titles.iter();
        titles.filter(|title| to.titles.contains(title)).count()
    };
    let common = titles_in_common(one, other);
    let all = one.titles.len() + other.titles.len() - common;
    let (here, there) = (equal(one, other), equal(other, one));
    Some(Offers {
        share: part(common, all),
        has_equal: here > 0,
        are_all: here == one.titles.len() && there == other.titles.len(),
    })
}

/// How many titles of one are alike to one of the other, counted on the side
/// where they are fewer.
fn titles_in_common(one: &Likeness, other: &Likeness) -> usize {
    let mut met = vec![false; other.titles.len()];
    let mut here = 0;
    for title in &one.titles {
        let mut is_met = false;
        for (met, other) in met.iter_mut().zip(&other.titles) {
            if are_alike(title, other) {
                *met = true;
                is_met = true;
            }
        }
        here += usize::from(is_met);
    }
    here.min(met.into_iter().filter(|met| *met).count())
}

/// A part of a whole; of nothing, none.
fn part(part: usize, whole: usize) -> f64 {
    let small = |count: usize| f64::from(u16::try_from(count).unwrap_or(u16::MAX));
    if whole == 0 {
        return 0.0;
    }
    small(part) / small(whole)
}

/// Whether they offer a title in common, or one of them names none.
fn titles_agree(one: &Likeness, other: &Likeness) -> bool {
    let in_threads = [one, other].map(|likeness| likeness.listing) == [ListingKind::Thread; 2];
    let any = |same: fn(&str, &str) -> bool| {
        let mut titles = one.titles.iter();
        titles.any(|title| other.titles.iter().any(|other| same(title, other)))
    };
    one.titles.is_empty()
        || other.titles.is_empty()
        || any(|one, other| one == other)
        || in_threads && any(are_alike)
}

fn hundredths(share: f64) -> u8 {
    let whole = |hundredths: &u8| f64::from(*hundredths) / 100.0 >= share;
    (0..100).find(whole).unwrap_or(100)
}

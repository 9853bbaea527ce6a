//! The rule for two postings.

use serde::{Deserialize, Serialize};

use super::{
    Advert, HandRole, Likeness, ListingKind, NEAR, NEAR_OFFERS, NEAR_OFFERS_WHOLE, NEAR_TWICE,
    NEAR_WHOLE, TELLING,
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
    let is_corrected =
        || in_thread && same_offers(a, b) && a.sketch.resemblance(&b.sketch) >= NEAR_TWICE;
    a.sketch.runs() >= TELLING && (one.text == other.text || is_elsewhere || is_corrected())
}

/// Why two postings of one company are one role by themselves; `None` when they
/// are not.
#[must_use]
pub fn tie(one: &Advert, other: &Advert) -> Option<Tie> {
    if is_decided_one(one.hand, other.hand) {
        return Some(Tie::ByHand);
    }
    if are_apart(one, other) {
        return None;
    }
    if one.text == other.text {
        return Some(Tie::SameText);
    }
    let (a, b) = (&one.likeness.sketch, &other.likeness.sketch);
    if a.runs().min(b.runs()) < TELLING {
        return None;
    }
    if one.likeness.skeleton == other.likeness.skeleton {
        return Some(Tie::SameTextElsewhere);
    }
    let (least_contained, least_whole) = if same_offers(&one.likeness, &other.likeness) {
        (NEAR_OFFERS, NEAR_OFFERS_WHOLE)
    } else {
        (NEAR, NEAR_WHOLE)
    };
    let (contained, whole) = (a.containment(b), a.resemblance(b));
    (contained >= least_contained && whole >= least_whole).then(|| Tie::NearlySameText {
        missing: hundredths(1.0 - contained),
    })
}

/// Whether both are comments of threads that name the same titles.
fn same_offers(one: &Likeness, other: &Likeness) -> bool {
    let within = |one: &Likeness, other: &Likeness| {
        let mut titles = one.titles.iter();
        titles.all(|title| other.titles.contains(title))
    };
    [one, other].map(|likeness| likeness.listing) == [ListingKind::Thread; 2]
        && !one.titles.is_empty()
        && within(one, other)
        && within(other, one)
}

/// Whether they offer a title in common, or one of them names none.
fn titles_agree(one: &Likeness, other: &Likeness) -> bool {
    one.titles.is_empty()
        || other.titles.is_empty()
        || one.titles.iter().any(|title| other.titles.contains(title))
}

fn hundredths(share: f64) -> u8 {
    let whole = |hundredths: &u8| f64::from(*hundredths) / 100.0 >= share;
    (0..100).find(whole).unwrap_or(100)
}

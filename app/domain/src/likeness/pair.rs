//! The rule for two postings.

use serde::{Deserialize, Serialize};

use super::{Advert, HandRole, Likeness, ListingKind, NEAR, NEAR_WHOLE, TELLING};
use crate::timestamp::Timestamp;

/// Days for which two openings may overlap and still be one after the other:
/// lists are read and closed late.
const OVERLAP_DAYS: i64 = 3;
/// Days within which two comments are of the same monthly thread.
const THREAD_DAYS: i64 = 20;

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
        /// Hundredths, fewer than a hundred times `1 - NEAR`.
        missing: u8,
    },
}

/// Whether two postings of one company must not be in one role.
pub(super) fn are_apart(one: &Advert, other: &Advert) -> bool {
    if is_decided_one(one.hand, other.hand) {
        return false;
    }
    are_decided_apart(one.hand, other.hand)
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
        let between = one.posted_at.millis().abs_diff(other.posted_at.millis());
        return i64::try_from(between)
            .is_ok_and(|between| between < THREAD_DAYS * Timestamp::DAY_MS);
    }
    let begins_before_the_end = |one: &Advert, other: &Advert| {
        let overlap = one.posted_at.plus_days(OVERLAP_DAYS);
        other.closed_at.is_none_or(|closed| overlap < closed)
    };
    begins_before_the_end(one, other) && begins_before_the_end(other, one)
}

/// Whether one repeats the other while it is open: the same words, or the same
/// words for another place.
fn is_repeated(one: &Advert, other: &Advert) -> bool {
    let telling = one.likeness.sketch.runs() >= TELLING;
    let is_elsewhere = one.likeness.skeleton == other.likeness.skeleton
        && (one.likeness.places != other.likeness.places
            || one.likeness.listing == ListingKind::Thread);
    telling && (one.text == other.text || is_elsewhere)
}

/// Why two postings of one company are one role by themselves; `None` when they
/// are not.
#[must_use]
pub fn tie(one: &Advert, other: &Advert) -> Option<Tie> {
    if is_decided_one(one.hand, other.hand) {
        return Some(Tie::ByHand);
    }
    if are_apart(one, other) || !titles_agree(&one.likeness, &other.likeness) {
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
    if are_rivals(one, other) {
        return None;
    }
    let (contained, whole) = (a.containment(b), a.resemblance(b));
    (contained >= NEAR && whole >= NEAR_WHOLE).then(|| Tie::NearlySameText {
        missing: hundredths(1.0 - contained),
    })
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

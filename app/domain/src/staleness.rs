//! Signs that nobody is being hired by a role though it is open: the rule, in
//! one place.
//!
//! Five signs are looked for. Each is a fact with a date and a figure:
//!
//! - **reposted**: taken down and posted again at one source with the same or
//!   nearly the same text, at least [`REPOSTS`] times;
//! - **open long**: advertised without a gap of more than [`GAP_DAYS`] days for
//!   at least [`LONG_FACTOR`] times the median of the company's own closed roles
//!   (of at least [`CLOSED_ROLES`]), and for at least [`LONG_DAYS`] days;
//! - **gone**: the employer's own listing has dropped it at least [`GONE_DAYS`]
//!   days ago, and a copy elsewhere lives on;
//! - **evergreen**: its words say that it stands for no opening of its own;
//! - **unchanged**: at least [`SIBLINGS`] roles of the company that were posted
//!   later have closed, while its text was never changed.
//!
//! Two of them, *open long* and *unchanged*, come with age by themselves. They
//! are one kind of evidence. A role is called stale when there are two kinds at
//! least, so never by its age alone.

use serde::{Deserialize, Serialize};

use crate::closed_set::closed_set;
use crate::likeness::ListingKind;
use crate::source::SourceKey;
use crate::timestamp::Timestamp;

/// Least number of reposts that are a sign: one is common.
pub(crate) const REPOSTS: usize = 2;
/// Longest gap, in days, between two postings of a role that is advertised on
/// and on.
pub(crate) const GAP_DAYS: i64 = 30;
/// How many times the company's median a role is open that is open long.
pub(crate) const LONG_FACTOR: i64 = 3;
/// Days below which no role is open long.
pub(crate) const LONG_DAYS: i64 = 90;
/// Closed roles that a company's median needs.
pub(crate) const CLOSED_ROLES: usize = 5;
/// Days for which the employer's listing must have been without the role.
pub(crate) const GONE_DAYS: i64 = 14;
/// Later roles that must have closed beside an unchanged one.
pub(crate) const SIBLINGS: usize = 3;
/// Postings of one source that begin within so many days are one turn.
const TURN_DAYS: i64 = 7;

closed_set! {
    /// A sign that nobody is being hired by a role.
    StaleSign {
        /// Posted again and again.
        Reposted = "reposted", "Posted again and again";
        /// Open far longer than the company's roles are.
        OpenLong = "open-long", "Open far longer than usual here";
        /// Gone from the employer's own listing.
        Gone = "gone", "No longer in the employer's own listing";
        /// Says that it stands for no opening.
        Evergreen = "evergreen", "Says that it is always open";
        /// Unchanged while others came and went.
        Unchanged = "unchanged", "Unchanged while later roles closed";
    }
}

impl StaleSign {
    /// Whether it comes with age by itself.
    #[must_use]
    pub const fn is_of_age(self) -> bool {
        matches!(self, Self::OpenLong | Self::Unchanged)
    }

    /// How much it says, against the others.
    #[must_use]
    pub const fn weight(self) -> u32 {
        match self {
            Self::Reposted | Self::Evergreen | Self::Gone => 3,
            Self::OpenLong => 2,
            Self::Unchanged => 1,
        }
    }
}

/// A sign that was found, with its date and figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaleFact {
    /// Which sign.
    pub sign: StaleSign,
    /// Since when: first posted, first advertised, gone, posted; by the sign.
    pub since: Timestamp,
    /// How many reposts, days for which the company's roles are open by the
    /// median, or later roles that closed; 0 where the date says all.
    pub figure: u32,
}

/// Whether signs are evidence enough: of two kinds at least, not by age alone.
#[must_use]
pub fn are_enough(facts: &[StaleFact]) -> bool {
    let of_age = facts.iter().any(|fact| fact.sign.is_of_age());
    let others = facts.iter().filter(|fact| !fact.sign.is_of_age()).count();
    others + usize::from(of_age) >= 2
}

/// How much signs say together; 0 without any.
#[must_use]
pub fn stale_score(facts: &[StaleFact]) -> u32 {
    facts.iter().map(|fact| fact.sign.weight()).sum()
}

/// One posting of a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Where it was posted.
    pub source: SourceKey,
    /// Whose list that is.
    pub listing: ListingKind,
    /// When it was posted.
    pub posted_at: Timestamp,
    /// When it closed, if it has.
    pub closed_at: Option<Timestamp>,
    /// When its text or facts were last changed, if they were.
    pub changed_at: Option<Timestamp>,
    /// Whether its words say that it stands for no opening.
    pub is_evergreen: bool,
}

/// What the company's other roles say of a role's age.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Siblings {
    /// When each of its closed roles was posted and closed, in any order.
    pub closed: Vec<(Timestamp, Timestamp)>,
}

impl Siblings {
    /// Days for which half of the roles that had closed at a moment were open at
    /// least; `None` when they are too few.
    #[must_use]
    pub fn median_days(&self, at: Timestamp) -> Option<i64> {
        let closed = self.closed.iter().filter(|(_, closed)| *closed <= at);
        let days = closed.map(|(from, to)| from.days_until(*to).max(0));
        let mut days: Vec<i64> = days.collect();
        days.sort_unstable();
        (days.len() >= CLOSED_ROLES).then(|| days.get(days.len() / 2).copied())?
    }

    fn closed_after(&self, from: Timestamp, until: Timestamp) -> usize {
        let later = self.closed.iter();
        later
            .filter(|(posted, closed)| *posted > from && *closed <= until)
            .count()
    }
}

/// Looks for signs in a role as it stands at a moment. None are found in a role
/// without postings.
#[must_use]
pub fn stale_facts(turns: &[Turn], siblings: &Siblings, at: Timestamp) -> Vec<StaleFact> {
    let mut turns: Vec<&Turn> = turns.iter().filter(|turn| turn.posted_at <= at).collect();
    turns.sort_by_key(|turn| turn.posted_at);
    let open = |turn: &&&Turn| turn.closed_at.is_none_or(|closed| closed > at);
    if !turns.iter().any(|turn| open(&turn)) {
        // A role that has closed is judged as it was just before.
        let closed = turns.iter().filter_map(|turn| turn.closed_at).max();
        let before = closed.map(|closed| Timestamp::from_millis(closed.millis() - 1));
        let before = before.filter(|before| *before < at);
        return before.map_or_else(Vec::new, |before| signs(&turns, siblings, before));
    }
    signs(&turns, siblings, at)
}

fn signs(turns: &[&Turn], siblings: &Siblings, at: Timestamp) -> Vec<StaleFact> {
    let facts = [
        reposted(turns),
        open_long(turns, siblings, at),
        gone(turns, at),
        evergreen(turns, at),
        unchanged(turns, siblings, at),
    ];
    facts.into_iter().flatten().collect()
}

fn figure(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn is_open(turn: &Turn, at: Timestamp) -> bool {
    turn.posted_at <= at && turn.closed_at.is_none_or(|closed| closed > at)
}

/// The source at which it began most often, when it did so more than twice.
fn reposted(turns: &[&Turn]) -> Option<StaleFact> {
    let reposts_at = |source: &SourceKey| {
        let own = turns.iter().filter(|turn| turn.source == *source);
        let mut began: Vec<Timestamp> = Vec::new();
        for turn in own {
            let is_new = |last: &Timestamp| turn.posted_at >= last.plus_days(TURN_DAYS);
            if began.last().is_none_or(is_new) {
                began.push(turn.posted_at);
            }
        }
        (began.len().saturating_sub(1), began.first().copied())
    };
    let counts = turns.iter().map(|turn| reposts_at(&turn.source));
    let (count, first) = counts.max_by_key(|(count, _)| *count)?;
    (count >= REPOSTS).then_some(StaleFact {
        sign: StaleSign::Reposted,
        since: first?,
        figure: figure(count),
    })
}

/// Since when it is advertised without a long gap.
fn advertised_since(turns: &[&Turn], at: Timestamp) -> Option<Timestamp> {
    let open = turns.iter().filter(|turn| is_open(turn, at));
    let mut since = open.map(|turn| turn.posted_at).min()?;
    for turn in turns.iter().rev() {
        let ended = turn.closed_at.unwrap_or(at);
        if turn.posted_at < since && ended.plus_days(GAP_DAYS) >= since {
            since = turn.posted_at;
        }
    }
    Some(since)
}

fn open_long(turns: &[&Turn], siblings: &Siblings, at: Timestamp) -> Option<StaleFact> {
    let median = siblings.median_days(at)?;
    let since = advertised_since(turns, at)?;
    let open = since.days_until(at);
    (open >= LONG_DAYS.max(median * LONG_FACTOR)).then(|| StaleFact {
        sign: StaleSign::OpenLong,
        since,
        figure: u32::try_from(median).unwrap_or(u32::MAX),
    })
}

fn gone(turns: &[&Turn], at: Timestamp) -> Option<StaleFact> {
    let own = || {
        turns
            .iter()
            .filter(|turn| turn.listing == ListingKind::Employer)
    };
    if own().any(|turn| is_open(turn, at)) {
        return None;
    }
    let dropped = own().filter_map(|turn| turn.closed_at).max()?;
    let copy = |turn: &&&Turn| is_open(turn, at) && turn.posted_at <= dropped;
    let lives_on = turns.iter().any(|turn| copy(&turn));
    (lives_on && dropped.plus_days(GONE_DAYS) <= at).then_some(StaleFact {
        sign: StaleSign::Gone,
        since: dropped,
        figure: 0,
    })
}

fn evergreen(turns: &[&Turn], at: Timestamp) -> Option<StaleFact> {
    let says = turns
        .iter()
        .find(|turn| turn.is_evergreen && is_open(turn, at))?;
    Some(StaleFact {
        sign: StaleSign::Evergreen,
        since: says.posted_at,
        figure: 0,
    })
}

fn unchanged(turns: &[&Turn], siblings: &Siblings, at: Timestamp) -> Option<StaleFact> {
    let open = turns.iter().filter(|turn| is_open(turn, at));
    let since = open
        .map(|turn| turn.changed_at.unwrap_or(turn.posted_at))
        .max()?;
    let closed = siblings.closed_after(since, at);
    (closed >= SIBLINGS && since.days_until(at) >= LONG_DAYS).then(|| StaleFact {
        sign: StaleSign::Unchanged,
        since,
        figure: figure(closed),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: i64) -> Timestamp {
        Timestamp::from_millis(0).plus_days(20_000 + number)
    }

    fn turn(listing: ListingKind, posted: i64, closed: Option<i64>) -> Turn {
        Turn {
            source: SourceKey::parse(listing.slug()).unwrap(),
            listing,
            posted_at: day(posted),
            closed_at: closed.map(day),
            changed_at: None,
            is_evergreen: false,
        }
    }

    fn own(posted: i64, closed: Option<i64>) -> Turn {
        turn(ListingKind::Employer, posted, closed)
    }

    /// Ten roles, one after the other, each open for thirty days.
    fn siblings() -> Siblings {
        let closed = (0..10).map(|role| (day(role * 30), day(role * 30 + 30)));
        Siblings {
            closed: closed.collect(),
        }
    }

    fn found(turns: &[Turn], at: i64) -> Vec<StaleSign> {
        let facts = stale_facts(turns, &siblings(), day(at));
        facts.iter().map(|fact| fact.sign).collect()
    }

    #[test]
    fn age_alone_is_never_enough() {
        let facts = stale_facts(&[own(0, None)], &siblings(), day(2_000));
        let signs: Vec<_> = facts.iter().map(|fact| fact.sign).collect();
        assert_eq!(signs, [StaleSign::OpenLong, StaleSign::Unchanged]);
        assert!(!are_enough(&facts));
        assert_eq!((facts[0].figure, facts[0].since), (30, day(0)));
        assert_eq!(facts[1].figure, 9, "those posted later");
    }

    #[test]
    fn a_role_posted_again_and_again_is_advertised_all_the_time() {
        let turns = [own(0, Some(40)), own(45, Some(90)), own(95, None)];
        assert_eq!(
            found(&turns, 200),
            [StaleSign::Reposted, StaleSign::OpenLong]
        );
        let twice = [own(0, Some(40)), own(45, None)];
        assert_eq!(found(&twice, 80), []);
        let with_gaps = [own(0, Some(40)), own(145, Some(190)), own(295, None)];
        assert_eq!(found(&with_gaps, 300), [StaleSign::Reposted]);
        let cities = [own(0, None), own(1, None), own(2, None), own(3, None)];
        assert_eq!(found(&cities, 10), []);
    }

    #[test]
    fn a_copy_lives_on_after_the_employer_has_closed() {
        let copy = |posted| turn(ListingKind::Board, posted, None);
        let turns = [own(0, Some(20)), copy(2)];
        assert_eq!(found(&turns, 30), []);
        assert_eq!(found(&turns, 34), [StaleSign::Gone]);
        assert_eq!(
            found(&[own(0, Some(20)), copy(25)], 60),
            [],
            "posted anew elsewhere"
        );
        assert_eq!(found(&[own(0, Some(20)), own(30, None), copy(2)], 60), []);
    }

    #[test]
    fn an_edit_is_a_sign_of_life_and_few_siblings_say_nothing() {
        let mut edited = own(0, None);
        edited.changed_at = Some(day(250));
        assert_eq!(found(&[edited], 300), [StaleSign::OpenLong]);
        let few = Siblings {
            closed: vec![(day(1), day(2)); 4],
        };
        let facts = stale_facts(&[own(0, None)], &few, day(900));
        assert_eq!(facts.len(), 1, "no median of four: {facts:?}");
    }

    #[test]
    fn evergreen_words_need_a_second_sign() {
        let mut evergreen = own(0, None);
        evergreen.is_evergreen = true;
        let at = |at| stale_facts(std::slice::from_ref(&evergreen), &siblings(), day(at));
        assert!(!are_enough(&at(20)));
        assert!(are_enough(&at(200)));
        assert!(stale_score(&at(200)) > stale_score(&at(20)));
    }

    #[test]
    fn a_closed_role_is_judged_as_it_was_when_it_closed() {
        let turns = [own(0, Some(40)), own(45, Some(90)), own(95, Some(140))];
        let before = found(&turns, 139);
        assert_eq!(found(&turns, 140), before);
        assert_eq!(found(&turns, 4_000), before);
        assert_eq!(found(&[], 10), []);
    }
}

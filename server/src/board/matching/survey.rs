//! One look at every role that agrees with a goal: what it requires, and its
//! place in the list. The order is that of [`roadmap::fit::Rank`], from
//! look-ups; among equals the newest comes first.

use std::cmp::Reverse;

use app::{Listed, MatchQuery};
use domain::{PostingId, Timestamp};
use extract::vocabulary;
use roadmap::fit::{Score, Standings};
use roadmap::gaps::{KnownSkills, MAX_BUNDLE, RoleSkills};
use search::{GoalRole, GoalRoles, RoleKey};

use super::KIN;
use super::profile::{Profile, number};

/// What the roles ask for.
pub(super) struct Survey {
    /// Skills that each role requires; roles that require none are left out.
    pub(super) asking: RoleSkills,
    /// Roles that miss one to three required skills, with these, ascending.
    pub(super) near: Vec<(RoleKey, Missing)>,
    /// Roles that name a known skill.
    pub(super) named: u64,
    /// The roles of the list, in no order.
    listed: Vec<Place>,
}

/// Skills that a role misses, at most as many as a bundle has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Missing {
    skills: [u16; MAX_BUNDLE],
    count: usize,
}

impl Missing {
    /// `None` when more are missing.
    fn of(required: &[u16], known: &KnownSkills) -> Option<Self> {
        let mut missing = Self::default();
        for skill in required.iter().filter(|skill| !known.contains(**skill)) {
            *missing.skills.get_mut(missing.count)? = *skill;
            missing.count += 1;
        }
        Some(missing)
    }

    pub(super) fn skills(&self) -> &[u16] {
        self.skills.get(..self.count).unwrap_or(&[])
    }

    /// Whether all of it is among some skills.
    pub(super) fn is_within(&self, skills: &[u16]) -> bool {
        self.skills().iter().all(|skill| skills.contains(skill))
    }
}

/// Where a role stands in a list: what is least comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    names_known: Reverse<bool>,
    score: Reverse<Score>,
    required_met: Reverse<usize>,
    nice_met: Reverse<usize>,
    posted: Reverse<Option<Timestamp>>,
    id: Option<PostingId>,
    key: RoleKey,
}

impl Survey {
    pub(super) fn of(roles: &GoalRoles, profile: &Profile, listed: &Listed) -> Self {
        let standings = Standings::of(vocabulary::skills(), &profile.known, &KIN);
        let known = &profile.numbers;
        let choice = Choice::of(listed, profile);
        let all = usize::try_from(roles.len()).unwrap_or(0);
        let mut survey = Self {
            asking: RoleSkills::with_capacity(all),
            near: Vec::new(),
            named: 0,
            listed: Vec::new(),
        };
        for role in roles.iter() {
            let met = |skills: &[u16]| skills.iter().filter(|s| known.contains(**s)).count();
            let (required_met, nice_met) = (met(role.required), met(role.nice));
            let names_known = required_met + nice_met + met(role.mentioned) > 0;
            survey.named += u64::from(names_known);
            if !role.required.is_empty() {
                survey.asking.push(role.required.iter().copied());
                if let Some(missing) = Missing::of(role.required, known)
                    && missing.count > 0
                {
                    survey.near.push((role.key, missing));
                }
            }
            if choice.takes(&role, known, names_known) {
                survey.listed.push(Place {
                    names_known: Reverse(names_known),
                    score: Reverse(standings.score(role.required, role.nice, role.mentioned)),
                    required_met: Reverse(required_met),
                    nice_met: Reverse(nice_met),
                    posted: Reverse(roles.posted_at(role.key)),
                    id: roles.id(role.key),
                    key: role.key,
                });
            }
        }
        survey
    }

    /// Roles in the list.
    pub(super) fn total(&self) -> u64 {
        u64::try_from(self.listed.len()).unwrap_or(u64::MAX)
    }

    /// The postings of a page of the list.
    pub(super) fn page(&mut self, roles: &GoalRoles, page: u32) -> Vec<PostingId> {
        let before = usize::try_from(page.saturating_sub(1)).unwrap_or(usize::MAX);
        let start = before.saturating_mul(MatchQuery::PAGE_SIZE);
        let end = start.saturating_add(MatchQuery::PAGE_SIZE);
        // Of very many only those up to the page are put in order.
        if end < self.listed.len() {
            self.listed.select_nth_unstable(end);
        }
        let mut places: Vec<Place> = self.listed.iter().take(end).copied().collect();
        places.sort_unstable();
        let shown = places.get(start..).unwrap_or(&[]);
        shown
            .iter()
            .filter_map(|place| roles.id(place.key))
            .collect()
    }
}

/// Which roles are listed.
enum Choice {
    Best,
    Ready,
    /// Those that miss some of these skills and nothing else.
    Opened(KnownSkills),
}

impl Choice {
    fn of(listed: &Listed, profile: &Profile) -> Self {
        match listed {
            Listed::Best => Self::Best,
            Listed::Ready => Self::Ready,
            Listed::Opened(learn) => {
                let known = &profile.numbers;
                let learn = learn.iter().filter_map(number);
                Self::Opened(learn.filter(|skill| !known.contains(*skill)).collect())
            }
        }
    }

    fn takes(&self, role: &GoalRole<'_>, known: &KnownSkills, names_known: bool) -> bool {
        let mut required = role.required.iter();
        match self {
            Self::Best => names_known,
            Self::Ready => !role.required.is_empty() && required.all(|s| known.contains(*s)),
            Self::Opened(learn) => {
                let mut missing = false;
                required.all(|skill| {
                    let is_known = known.contains(*skill);
                    missing |= !is_known;
                    is_known || learn.contains(*skill)
                }) && missing
            }
        }
    }
}

//! How a profile fits one role, and why.
//!
//! Hard conditions come before all: a role that disagrees with what the reader
//! wants (family, level, place, way of working, pay) is never ranked above one
//! that does not. What a posting leaves open disagrees with nothing. Then what
//! is required counts, then what is welcome, then what is mentioned.
//!
//! The score counts what is missing, a requirement met in part as half: fewer
//! required skills missing is always better, whatever else is; of equals, fewer
//! welcome ones. So a further skill never lowers a score, and neither does a
//! requirement less.

mod condition;
mod kinship;
mod regions;
mod standings;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeSet;

use domain::{Facts, Requirement, Slug};
use serde::Serialize;

pub use condition::{Agreement, Condition, Wishes};
pub use kinship::Kinship;
pub use regions::covers;
pub use standings::Standings;

/// How far a requirement is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Not at all.
    Missing,
    /// By something close to it.
    Partly,
    /// In full.
    Met,
}

/// Why a requirement is judged as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "because", content = "skill")]
pub enum Reason {
    /// The profile has the skill.
    Known,
    /// The profile has this more special skill that belongs to it (S3 for AWS).
    KnowsPart(Slug),
    /// The profile has this more general skill (AWS for S3).
    KnowsWhole(Slug),
    /// Nothing in the profile is close to it.
    Unknown,
}

/// One requirement of a role and how far it is met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Judged {
    /// Slug of the skill.
    pub skill: Slug,
    /// How strongly it is asked for.
    pub requirement: Requirement,
    /// How far it is met.
    pub standing: Standing,
    /// Why.
    pub reason: Reason,
}

/// A number to compare fits by: higher is better, [`Score::MAX`] misses nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Score(u16);

impl Score {
    /// Nothing is missing.
    pub const MAX: Self = Self(64 * 16 * 16 - 1);

    /// From what is missing, in halves: of required, welcome, mentioned skills.
    /// More than 31 required or 7 other skills missing count as so many.
    fn of_gaps(required: u16, nice: u16, mentioned: u16) -> Self {
        let high = 63 - required.min(63);
        let middle = 15 - nice.min(15);
        let low = 15 - mentioned.min(15);
        Self(high * 256 + middle * 16 + low)
    }

    /// The number, 0 to 16,383.
    #[must_use]
    pub const fn value(self) -> u16 {
        self.0
    }
}

/// How a profile fits a role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fit {
    /// The reader's conditions and whether the role agrees with each.
    pub conditions: Vec<(Condition, Agreement)>,
    /// Every skill that the role names, strongest first.
    pub requirements: Vec<Judged>,
    /// What is missing, as a number.
    pub score: Score,
}

impl Fit {
    /// Judges a role.
    #[must_use]
    pub fn of(facts: &Facts, profile: &BTreeSet<Slug>, wishes: &Wishes, kin: &Kinship) -> Self {
        let mut requirements: Vec<Judged> = facts
            .skills
            .iter()
            .map(|fact| {
                let (standing, reason) = judge(&fact.skill, profile, kin);
                Judged {
                    skill: fact.skill.clone(),
                    requirement: fact.requirement,
                    standing,
                    reason,
                }
            })
            .collect();
        requirements.sort_by_key(|judged| judged.requirement);
        let gap = |requirement| -> u16 {
            let asked = requirements.iter().filter(|j| j.requirement == requirement);
            asked
                .map(|judged| halves_missing(judged.standing))
                .fold(0, u16::saturating_add)
        };
        Self {
            conditions: condition::judge(facts, wishes),
            score: Score::of_gaps(
                gap(Requirement::Required),
                gap(Requirement::Nice),
                gap(Requirement::Mentioned),
            ),
            requirements,
        }
    }

    /// Whether no condition is disagreed with.
    #[must_use]
    pub fn is_allowed(&self) -> bool {
        let mut answers = self.conditions.iter();
        answers.all(|(_, agreement)| *agreement != Agreement::Disagrees)
    }

    /// How many skills of this strength stand so.
    #[must_use]
    pub fn count(&self, requirement: Requirement, standing: Standing) -> usize {
        let judged = self.requirements.iter();
        judged
            .filter(|j| j.requirement == requirement && j.standing == standing)
            .count()
    }

    /// What to sort roles by, highest first: roles that agree before roles that
    /// do not; roles that name something the profile has before roles that name
    /// nothing of it, which prove no fit; then the score, then how much is met.
    #[must_use]
    pub fn rank(&self) -> Rank {
        let met = |requirement| self.count(requirement, Standing::Met);
        let (required, nice) = (met(Requirement::Required), met(Requirement::Nice));
        let named = required + nice + met(Requirement::Mentioned);
        Rank(self.is_allowed(), named > 0, self.score, required, nice)
    }
}

/// The order of fits; see [`Fit::rank`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank(bool, bool, Score, usize, usize);

const fn halves_missing(standing: Standing) -> u16 {
    match standing {
        Standing::Missing => 2,
        Standing::Partly => 1,
        Standing::Met => 0,
    }
}

/// Of several close skills, the reason names the first by slug.
fn judge(skill: &Slug, profile: &BTreeSet<Slug>, kin: &Kinship) -> (Standing, Reason) {
    if profile.contains(skill) {
        return (Standing::Met, Reason::Known);
    }
    if let Some(part) = kin.below(skill).find(|part| profile.contains(*part)) {
        return (Standing::Partly, Reason::KnowsPart(part.clone()));
    }
    if let Some(whole) = kin.above(skill).find(|whole| profile.contains(*whole)) {
        return (Standing::Partly, Reason::KnowsWhole(whole.clone()));
    }
    (Standing::Missing, Reason::Unknown)
}

//! Scores of very many roles for one profile.

use std::collections::BTreeSet;

use domain::{Skill, Slug};

use super::{Kinship, Score, Standing, halves_missing, judge};

/// How every skill of a vocabulary stands for one profile. Made once for a
/// profile, it gives the score of a role, and no reasons, in a few look-ups:
/// what to choose with among all roles before [`super::Fit`] explains a few.
#[derive(Clone, Debug)]
pub struct Standings {
    halves: Vec<u16>,
}

impl Standings {
    /// Judges every skill of the vocabulary.
    #[must_use]
    pub fn of(vocabulary: &[Skill], profile: &BTreeSet<Slug>, kin: &Kinship) -> Self {
        let halves = vocabulary
            .iter()
            .map(|skill| halves_missing(judge(&skill.slug, profile, kin).0))
            .collect();
        Self { halves }
    }

    /// The score of a role, as [`super::Fit::of`] gives it, from the indices in
    /// the vocabulary of the skills that it requires, welcomes and mentions.
    /// An index that the vocabulary does not have is missing.
    #[must_use]
    pub fn score(&self, required: &[u16], nice: &[u16], mentioned: &[u16]) -> Score {
        Score::of_gaps(self.gap(required), self.gap(nice), self.gap(mentioned))
    }

    fn gap(&self, skills: &[u16]) -> u16 {
        let missing = halves_missing(Standing::Missing);
        let halves = skills.iter().map(|skill| {
            let held = self.halves.get(usize::from(*skill));
            held.copied().unwrap_or(missing)
        });
        halves.fold(0, u16::saturating_add)
    }
}

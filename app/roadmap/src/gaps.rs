//! What is missing most: in how many roles a skill is the only missing
//! requirement, and which few skills together open the most roles. Counted
//! exactly, over the sets of required skills of all roles.
//!
//! Skills are small numbers here, such as their index in the vocabulary. A
//! bundle opens a role when everything that the role requires is known or in
//! the bundle, and something of the bundle was missing. Only roles that miss at
//! most [`MAX_BUNDLE`] skills can be opened by a bundle, so these are grouped
//! by what they miss first, and all else works on the groups.

mod search;
mod sets;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::Serialize;

pub use sets::{KnownSkills, RoleSkills};

/// Most skills in a bundle.
pub const MAX_BUNDLE: usize = 3;

/// A few skills and how many roles they open together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Bundle {
    /// The skills, ascending.
    pub skills: Vec<u16>,
    /// Roles that miss nothing else.
    pub roles: u32,
}

/// Roles by what they miss.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gaps {
    roles: u32,
    open: u32,
    one: BTreeMap<u16, u32>,
    /// Both orders of each pair are held, so that a skill's partners are a range.
    two: BTreeMap<(u16, u16), u32>,
    three: BTreeMap<[u16; 3], u32>,
}

impl Gaps {
    /// Groups all roles by what they miss.
    #[must_use]
    pub fn of(roles: &RoleSkills, known: &KnownSkills) -> Self {
        let mut gaps = Self {
            roles: u32::try_from(roles.len()).unwrap_or(u32::MAX),
            ..Self::default()
        };
        let mut few: Vec<u64> = Vec::new();
        for role in roles.iter() {
            match sets::missing(role, known) {
                Some(0) => gaps.open = gaps.open.saturating_add(1),
                Some(key) => few.push(key),
                None => {}
            }
        }
        few.sort_unstable();
        for same in few.chunk_by(|a, b| a == b) {
            if let Some(key) = same.first() {
                gaps.add(*key, u32::try_from(same.len()).unwrap_or(u32::MAX));
            }
        }
        gaps
    }

    fn add(&mut self, key: u64, count: u32) {
        match sets::unpack(key) {
            (a, None, _) => {
                self.one.insert(a, count);
            }
            (a, Some(b), None) => {
                self.two.insert((a, b), count);
                self.two.insert((b, a), count);
            }
            (a, Some(b), Some(c)) => {
                self.three.insert([a, b, c], count);
            }
        }
    }

    /// Roles in all.
    #[must_use]
    pub const fn roles(&self) -> u32 {
        self.roles
    }

    /// Roles that miss nothing.
    #[must_use]
    pub const fn open(&self) -> u32 {
        self.open
    }

    /// In how many roles this skill is the only one missing.
    #[must_use]
    pub fn only_missing(&self, skill: u16) -> u32 {
        self.one.get(&skill).copied().unwrap_or(0)
    }

    /// Skills by the number of roles in which each is the only one missing,
    /// most first.
    #[must_use]
    pub fn singles(&self) -> Vec<Bundle> {
        let mut singles: Vec<Bundle> = self
            .one
            .iter()
            .map(|(skill, roles)| Bundle {
                skills: vec![*skill],
                roles: *roles,
            })
            .collect();
        singles.sort_by(|a, b| b.roles.cmp(&a.roles).then(a.skills.cmp(&b.skills)));
        singles
    }

    /// How many roles these skills open together; further ones than
    /// [`MAX_BUNDLE`] are counted too, but not roles that miss more than that.
    #[must_use]
    pub fn opened_by(&self, skills: &[u16]) -> u32 {
        let mut sorted = skills.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let mut sum = 0_u32;
        for (at, a) in sorted.iter().enumerate() {
            sum = sum.saturating_add(self.only_missing(*a));
            let rest = sorted.get(at.saturating_add(1)..).unwrap_or(&[]);
            for (at, b) in rest.iter().enumerate() {
                sum = sum.saturating_add(self.two.get(&(*a, *b)).copied().unwrap_or(0));
                for c in rest.get(at.saturating_add(1)..).unwrap_or(&[]) {
                    let triple = self.three.get(&[*a, *b, *c]);
                    sum = sum.saturating_add(triple.copied().unwrap_or(0));
                }
            }
        }
        sum
    }

    /// The bundle of at most so many skills (1 to [`MAX_BUNDLE`]) that opens
    /// most roles; of equals the one with fewer skills, then the one whose
    /// skills come first. `None` when no bundle of that size opens any.
    #[must_use]
    pub fn best_bundle(&self, at_most: usize) -> Option<Bundle> {
        search::best(self, at_most.min(MAX_BUNDLE))
    }
}

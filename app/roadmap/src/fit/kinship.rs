//! Which skills belong to which more general ones.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Skill, Slug};

/// The more general and the more special skills of each skill, however far.
#[derive(Clone, Debug, Default)]
pub struct Kinship {
    above: BTreeMap<Slug, BTreeSet<Slug>>,
    below: BTreeMap<Slug, BTreeSet<Slug>>,
}

impl Kinship {
    /// Reads the parents of a vocabulary.
    #[must_use]
    pub fn new(vocabulary: &[Skill]) -> Self {
        let parents: BTreeMap<&Slug, &[Slug]> = vocabulary
            .iter()
            .map(|skill| (&skill.slug, skill.parents.as_slice()))
            .collect();
        let mut above = BTreeMap::new();
        let mut below: BTreeMap<Slug, BTreeSet<Slug>> = BTreeMap::new();
        for skill in vocabulary.iter().filter(|s| !s.parents.is_empty()) {
            let mut found: BTreeSet<Slug> = BTreeSet::new();
            let mut open: Vec<&Slug> = skill.parents.iter().collect();
            while let Some(parent) = open.pop() {
                if found.insert(parent.clone()) {
                    open.extend(parents.get(parent).copied().unwrap_or(&[]));
                }
            }
            for general in &found {
                let special = below.entry(general.clone()).or_default();
                special.insert(skill.slug.clone());
            }
            above.insert(skill.slug.clone(), found);
        }
        Self { above, below }
    }

    /// The skills that a skill belongs to, by slug.
    pub fn above(&self, skill: &Slug) -> impl Iterator<Item = &Slug> {
        self.above.get(skill).into_iter().flatten()
    }

    /// The skills that belong to a skill, by slug.
    pub fn below(&self, skill: &Slug) -> impl Iterator<Item = &Slug> {
        self.below.get(skill).into_iter().flatten()
    }

    /// Whether the first skill belongs to the second, more general one.
    #[must_use]
    pub fn belongs_to(&self, special: &Slug, general: &Slug) -> bool {
        self.above
            .get(special)
            .is_some_and(|above| above.contains(general))
    }
}

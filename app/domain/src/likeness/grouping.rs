//! Postings put together as roles.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::pair::{Tie, are_apart, tie};
use super::{Advert, HandRole};

/// Postings up to which every pair is compared; of more, those that share a
/// band of their sketches.
const ALL_PAIRS: usize = 48;
/// Postings with the same words, or in one band, that each is compared with.
const NEIGHBOURS: usize = 8;

/// Puts postings of one company together as roles: for each posting, in their
/// order, the position of its role's root, which was posted first (of those
/// posted at once, the one with the lowest id). The same postings end in the
/// same roles, whatever their order.
///
/// Ties are taken from the strongest to the weakest, and of equal ones those of
/// the earliest postings first; one that would bring together what must stay
/// apart is passed over.
#[must_use]
pub fn group_roles(adverts: &[Advert]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..adverts.len()).collect();
    let age = |at: &usize| adverts.get(*at).map(|advert| (advert.posted_at, advert.id));
    order.sort_by_key(age);
    let sorted: Vec<&Advert> = order.iter().filter_map(|at| adverts.get(*at)).collect();
    let mut ties = ties(&sorted);
    ties.sort_unstable();
    let mut groups = Groups::of(sorted.len());
    for (_, one, other) in ties {
        groups.join(one, other, &sorted);
    }
    let mut roots = vec![0; adverts.len()];
    for (rank, at) in order.iter().enumerate() {
        let root = order.get(groups.root(rank)).copied().unwrap_or(*at);
        if let Some(slot) = roots.get_mut(*at) {
            *slot = root;
        }
    }
    roots
}

/// Every tie that may matter, between ranks in the order of age.
fn ties(sorted: &[&Advert]) -> Vec<(Tie, usize, usize)> {
    let compare = |(one, other): (usize, usize)| {
        let tie = tie(sorted.get(one)?, sorted.get(other)?)?;
        Some((tie, one, other))
    };
    let ranks = 0..sorted.len();
    if sorted.len() <= ALL_PAIRS {
        let pairs = ranks.flat_map(|other| (0..other).map(move |one| (one, other)));
        return pairs.filter_map(compare).collect();
    }
    likely_pairs(sorted)
        .into_iter()
        .filter_map(compare)
        .collect()
}

/// Pairs that may be tied: decided by hand, of the same words, or with a band of
/// their sketches in common.
fn likely_pairs(sorted: &[&Advert]) -> HashSet<(usize, usize)> {
    let mut pairs = HashSet::new();
    let mut by_hand: HashMap<i64, usize> = HashMap::new();
    let mut same: HashMap<(&str, &str), Vec<usize>> = HashMap::new();
    let mut bands: HashMap<(usize, &[u8]), Vec<usize>> = HashMap::new();
    for (rank, advert) in sorted.iter().enumerate() {
        if let HandRole::Merged(role) | HandRole::Split(role) = advert.hand {
            let before = by_hand.insert(role, rank);
            pairs.extend(before.map(|before| (before, rank)));
        }
        let likeness = &advert.likeness;
        let requisition = likeness.requisition.as_deref().unwrap_or_default();
        for key in [
            (advert.text.as_str(), requisition),
            (advert.text.as_str(), "\u{1}"),
        ] {
            neighbours(same.entry(key).or_default(), rank, &mut pairs);
        }
        neighbours(
            same.entry((likeness.skeleton.as_str(), "\u{2}"))
                .or_default(),
            rank,
            &mut pairs,
        );
        for (band, values) in likeness.sketch.bands() {
            neighbours(bands.entry((band, values)).or_default(), rank, &mut pairs);
        }
    }
    pairs
}

/// Pairs a posting with the latest and the first of those that share something.
fn neighbours(sharing: &mut Vec<usize>, rank: usize, pairs: &mut HashSet<(usize, usize)>) {
    let first = sharing.iter().take(1);
    let latest = sharing.iter().rev().take(NEIGHBOURS);
    pairs.extend(first.chain(latest).map(|other| (*other, rank)));
    sharing.push(rank);
}

/// Groups of ranks; each is named by its lowest.
struct Groups {
    root: Vec<usize>,
    members: BTreeMap<usize, Vec<usize>>,
}

impl Groups {
    fn of(count: usize) -> Self {
        Self {
            root: (0..count).collect(),
            members: BTreeMap::new(),
        }
    }

    fn root(&self, rank: usize) -> usize {
        self.root.get(rank).copied().unwrap_or(rank)
    }

    fn members(&self, root: usize) -> Vec<usize> {
        self.members
            .get(&root)
            .cloned()
            .unwrap_or_else(|| vec![root])
    }

    /// Makes one group of two, unless it would hold what must stay apart.
    fn join(&mut self, one: usize, other: usize, sorted: &[&Advert]) {
        let (one, other) = (self.root(one), self.root(other));
        if one == other {
            return;
        }
        let (lower, higher) = (one.min(other), one.max(other));
        let (mut staying, moving) = (self.members(lower), self.members(higher));
        let apart = |one: &usize, other: &usize| {
            let pair = sorted.get(*one).zip(sorted.get(*other));
            pair.is_none_or(|(one, other)| are_apart(one, other))
        };
        if staying
            .iter()
            .any(|one| moving.iter().any(|other| apart(one, other)))
        {
            return;
        }
        for rank in &moving {
            if let Some(root) = self.root.get_mut(*rank) {
                *root = lower;
            }
        }
        self.members.remove(&higher);
        staying.extend(moving);
        self.members.insert(lower, staying);
    }
}

#[cfg(test)]
mod tests;

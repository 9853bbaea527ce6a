//! Bundles against brute force, and the small print.

use std::collections::BTreeMap;

use super::*;
use crate::dice::Dice;

/// Every bundle of at most so many skills, with the roles that it opens: each
/// role votes for every bundle that holds all it misses. Knows nothing of the
/// groups and bounds of the real thing.
fn by_brute_force(
    roles: &[Vec<u16>],
    known: &[u16],
    skills: u16,
    at_most: usize,
) -> BTreeMap<Vec<u16>, u32> {
    let mut votes: BTreeMap<Vec<u16>, u32> = BTreeMap::new();
    let mut groups: BTreeMap<Vec<u16>, u32> = BTreeMap::new();
    for role in roles {
        let missing: Vec<u16> = role
            .iter()
            .copied()
            .filter(|s| !known.contains(s))
            .collect();
        if (1..=at_most).contains(&missing.len()) {
            *groups.entry(missing).or_default() += 1;
        }
    }
    for (missing, count) in groups {
        for bundle in supersets(&missing, skills, at_most) {
            *votes.entry(bundle).or_default() += count;
        }
    }
    votes
}

fn supersets(missing: &[u16], skills: u16, at_most: usize) -> Vec<Vec<u16>> {
    let mut all = vec![missing.to_vec()];
    let mut from = 0;
    while from < all.len() {
        let base = all[from].clone();
        from += 1;
        if base.len() < at_most {
            for skill in (0..skills).filter(|skill| !base.contains(skill)) {
                let mut bundle = base.clone();
                bundle.push(skill);
                bundle.sort_unstable();
                all.push(bundle);
            }
        }
    }
    all.sort();
    all.dedup();
    all
}

fn best_by_brute_force(votes: &BTreeMap<Vec<u16>, u32>) -> Option<Bundle> {
    let mut best: Option<Bundle> = None;
    for (skills, roles) in votes {
        let better = best.as_ref().is_none_or(|best| {
            let (more, same) = (*roles > best.roles, *roles == best.roles);
            let smaller = skills.len() < best.skills.len();
            let first = skills.len() == best.skills.len() && *skills < best.skills;
            more || (same && (smaller || first))
        });
        if better {
            best = Some(Bundle {
                skills: skills.clone(),
                roles: *roles,
            });
        }
    }
    best
}

fn world(dice: &mut Dice, roles: usize, skills: usize, longest: usize) -> Vec<Vec<u16>> {
    let mut all = Vec::with_capacity(roles);
    for _ in 0..roles {
        let mut role: Vec<u16> = (0..=dice.below(longest))
            .map(|_| u16::try_from(dice.skewed(skills)).unwrap())
            .collect();
        role.sort_unstable();
        role.dedup();
        all.push(role);
    }
    all
}

fn profile(dice: &mut Dice, skills: usize, longest: usize) -> Vec<u16> {
    let own = dice.below(longest);
    (0..own)
        .map(|_| u16::try_from(dice.skewed(skills)).unwrap())
        .collect()
}

fn gaps_of(roles: &[Vec<u16>], known: &[u16]) -> Gaps {
    let roles: RoleSkills = roles.iter().map(|r| r.iter().copied()).collect();
    Gaps::of(&roles, &known.iter().copied().collect())
}

#[test]
fn bundles_equal_brute_force_in_small_worlds() {
    let mut dice = Dice(1);
    for round in 0..400 {
        let skills = 4 + dice.below(9);
        let count = 1 + dice.below(60);
        let roles = world(&mut dice, count, skills, 6);
        let known = profile(&mut dice, skills, skills / 2);
        let gaps = gaps_of(&roles, &known);
        for at_most in 0..=MAX_BUNDLE {
            let votes = by_brute_force(&roles, &known, u16::try_from(skills).unwrap(), at_most);
            let best = best_by_brute_force(&votes);
            assert_eq!(gaps.best_bundle(at_most), best, "round {round}, {at_most}");
            for (bundle, roles) in &votes {
                if at_most == MAX_BUNDLE {
                    assert_eq!(gaps.opened_by(bundle), *roles);
                }
            }
        }
    }
}

#[test]
fn bundles_equal_brute_force_over_twenty_thousand_roles() {
    compare_with_brute_force(40);
}

#[test]
#[ignore = "minutes long without optimisation: the same for 2,000 profiles"]
fn bundles_equal_brute_force_for_two_thousand_profiles() {
    compare_with_brute_force(2_000);
}

fn compare_with_brute_force(profiles: usize) {
    const SKILLS: usize = 36;
    let mut dice = Dice(2);
    let roles = world(&mut dice, 20_000, SKILLS, 9);
    let packed: RoleSkills = roles.iter().map(|r| r.iter().copied()).collect();
    // Each role as bits, so that a bundle is tested by one operation.
    let bits = |skills: &[u16]| skills.iter().fold(0_u64, |all, s| all | 1 << s);
    let mut masks: BTreeMap<u64, u32> = BTreeMap::new();
    for role in &roles {
        *masks.entry(bits(role)).or_default() += 1;
    }
    for round in 0..profiles {
        let known = profile(&mut dice, SKILLS, 18);
        let gaps = Gaps::of(&packed, &known.iter().copied().collect());
        let own = bits(&known);
        let mut missing: BTreeMap<u64, u32> = BTreeMap::new();
        for (mask, count) in &masks {
            let lacks = mask & !own;
            if lacks.count_ones() <= 3 {
                *missing.entry(lacks).or_default() += count;
            }
        }
        assert_eq!(gaps.open(), missing.remove(&0).unwrap_or(0));
        let mut most = 0;
        let mut triples = vec![0_u32; SKILLS * SKILLS * SKILLS];
        for (lacks, count) in &missing {
            let held: Vec<usize> = (0..SKILLS).filter(|s| lacks >> s & 1 == 1).collect();
            vote(&mut triples, &held, *count, SKILLS);
        }
        for votes in &triples {
            most = most.max(*votes);
        }
        let best = gaps.best_bundle(3);
        assert_eq!(best.as_ref().map_or(0, |b| b.roles), most, "round {round}");
        if let Some(best) = best {
            let mask = bits(&best.skills);
            let opened = missing.iter().filter(|(lacks, _)| *lacks & !mask == 0);
            assert_eq!(opened.map(|(_, count)| count).sum::<u32>(), best.roles);
        }
        for skill in 0..u16::try_from(SKILLS).unwrap() {
            let alone = missing.get(&(1 << skill)).copied().unwrap_or(0);
            assert_eq!(gaps.only_missing(skill), alone);
        }
    }
}

/// Adds a role's vote to every ordered triple that holds all it misses.
fn vote(triples: &mut [u32], held: &[usize], count: u32, skills: usize) {
    let at = |a: usize, b: usize, c: usize| (a * skills + b) * skills + c;
    match *held {
        [a, b, c] => triples[at(a, b, c)] += count,
        [a, b] => {
            for c in (0..skills).filter(|c| *c != a && *c != b) {
                let mut sorted = [a, b, c];
                sorted.sort_unstable();
                triples[at(sorted[0], sorted[1], sorted[2])] += count;
            }
        }
        [a] => {
            for b in (0..skills).filter(|b| *b != a) {
                for c in (b + 1..skills).filter(|c| *c != a) {
                    let mut sorted = [a, b, c];
                    sorted.sort_unstable();
                    triples[at(sorted[0], sorted[1], sorted[2])] += count;
                }
            }
        }
        _ => {}
    }
}

#[test]
fn a_skill_opens_the_roles_that_miss_only_it() {
    let roles = [
        vec![1, 2],
        vec![1, 2, 3],
        vec![2],
        vec![1, 4, 5, 6],
        vec![1],
    ];
    let gaps = gaps_of(&roles, &[1]);
    assert_eq!((gaps.roles(), gaps.open()), (5, 1));
    assert_eq!(gaps.only_missing(2), 2);
    assert_eq!(gaps.only_missing(3), 0);
    let singles = gaps.singles();
    assert_eq!(singles.len(), 1);
    assert_eq!(
        (singles[0].skills.as_slice(), singles[0].roles),
        (&[2][..], 2)
    );
    assert_eq!(gaps.opened_by(&[2, 3]), 3);
    assert_eq!(gaps.opened_by(&[3, 2, 3]), 3);
    let best = gaps.best_bundle(3).unwrap();
    assert_eq!((best.skills.as_slice(), best.roles), (&[2, 3][..], 3));
    let triple = gaps_of(&roles, &[1, 2, 3]).best_bundle(3).unwrap();
    assert_eq!(
        (triple.skills.as_slice(), triple.roles),
        (&[4, 5, 6][..], 1)
    );
}

#[test]
fn nothing_missing_or_too_much_missing_gives_no_bundle() {
    assert_eq!(gaps_of(&[vec![1], vec![]], &[1]).best_bundle(3), None);
    assert_eq!(gaps_of(&[vec![1, 2, 3, 4]], &[]).best_bundle(3), None);
    assert_eq!(gaps_of(&[], &[]).best_bundle(3), None);
    assert_eq!(gaps_of(&[vec![1]], &[]).best_bundle(0), None);
}

#[test]
fn the_largest_numbers_of_skills_are_kept_apart() {
    let roles = [
        vec![u16::MAX, 0],
        vec![u16::MAX],
        vec![0],
        vec![u16::MAX - 1, u16::MAX, 0],
    ];
    let gaps = gaps_of(&roles, &[]);
    assert_eq!(gaps.only_missing(0), 1);
    assert_eq!(gaps.only_missing(u16::MAX), 1);
    assert_eq!(gaps.best_bundle(2).unwrap().roles, 3);
    assert_eq!(
        gaps.best_bundle(3).unwrap().skills,
        [0, u16::MAX - 1, u16::MAX]
    );
}

#[test]
fn the_order_of_roles_and_skills_does_not_matter() {
    let mut dice = Dice(3);
    let mut roles = world(&mut dice, 500, 30, 6);
    let known = profile(&mut dice, 30, 12);
    let before = gaps_of(&roles, &known);
    roles.reverse();
    for role in &mut roles {
        role.reverse();
    }
    assert_eq!(gaps_of(&roles, &known), before);
}

#[test]
fn roles_are_read_back_as_they_were_added() {
    let roles: RoleSkills = [vec![3, 1, 3], vec![], vec![2]].into_iter().collect();
    assert_eq!(roles.iter().collect::<Vec<_>>(), [&[1, 3][..], &[], &[2]]);
    assert_eq!(
        (roles.get(0), roles.get(1), roles.get(2)),
        (&[1, 3][..], &[][..], &[2][..])
    );
    assert_eq!((roles.get(3), roles.len()), (&[][..], 3));
}

//! The best bundle, by trying all that could be it.
//!
//! A triple opens at most `q(a) + q(b) + q(c)`, where `q` of a skill is the
//! roles that miss it alone, plus the most that it shares with one other, plus
//! a third of the most that it shares with two others. Skills are tried in the
//! order of their `q`, and a branch ends when even the best that could follow
//! is below what was found; so the answer is exact.

use super::{Bundle, Gaps};

/// A skill with what bounds any bundle that has it. Sums are held three times
/// over, so that thirds stay whole.
#[derive(Clone, Copy)]
struct Candidate {
    skill: u16,
    alone: u64,
    most_with_one: u64,
    most_with_two: u64,
    bound: u64,
}

struct Search<'a> {
    gaps: &'a Gaps,
    at_most: usize,
    candidates: Vec<Candidate>,
    best: Option<Bundle>,
}

/// The best bundle of at most so many skills.
pub(super) fn best(gaps: &Gaps, at_most: usize) -> Option<Bundle> {
    let mut search = Search {
        gaps,
        at_most,
        candidates: candidates(gaps, at_most),
        best: None,
    };
    search.run();
    search.best
}

fn candidates(gaps: &Gaps, at_most: usize) -> Vec<Candidate> {
    let mut by_skill = std::collections::BTreeMap::<u16, (u64, u64, u64)>::new();
    for (skill, count) in &gaps.one {
        by_skill.entry(*skill).or_default().0 = u64::from(*count);
    }
    if at_most >= 2 {
        for ((skill, _), count) in &gaps.two {
            let most = &mut by_skill.entry(*skill).or_default().1;
            *most = (*most).max(u64::from(*count));
        }
    }
    if at_most >= 3 {
        for (triple, count) in &gaps.three {
            for skill in triple {
                let most = &mut by_skill.entry(*skill).or_default().2;
                *most = (*most).max(u64::from(*count));
            }
        }
    }
    let mut all: Vec<Candidate> = by_skill
        .into_iter()
        .map(|(skill, (alone, one, two))| Candidate {
            skill,
            alone,
            most_with_one: one,
            most_with_two: two,
            bound: 3 * (alone + one) + two,
        })
        .collect();
    all.sort_by(|a, b| b.bound.cmp(&a.bound).then(a.skill.cmp(&b.skill)));
    all
}

impl Search<'_> {
    fn run(&mut self) {
        if self.at_most == 0 {
            return;
        }
        let candidates = std::mem::take(&mut self.candidates);
        for (at, a) in candidates.iter().enumerate() {
            self.offer(&[a.skill], a.alone);
            let rest = candidates.get(at.saturating_add(1)..).unwrap_or(&[]);
            let next = rest.first().map_or(0, |b| b.bound);
            if self.hopeless(a.bound + 2 * next) {
                // Singles of what follows are bounded by the same sum.
                break;
            }
            if self.at_most >= 2 {
                self.pairs(a, rest);
            }
        }
    }

    fn pairs(&mut self, a: &Candidate, rest: &[Candidate]) {
        for (at, b) in rest.iter().enumerate() {
            if self.hopeless(a.bound + 2 * b.bound) {
                break;
            }
            let base = a.alone + b.alone + self.pair(a.skill, b.skill);
            self.offer(&[a.skill, b.skill], base);
            if self.at_most >= 3 {
                let rest = rest.get(at.saturating_add(1)..).unwrap_or(&[]);
                self.triples((a, b), base, rest);
            }
        }
    }

    fn triples(&mut self, (a, b): (&Candidate, &Candidate), base: u64, rest: &[Candidate]) {
        // What a third skill adds is bounded by its own `q` and by the most
        // that one of the two shares with it.
        let shared = a.most_with_one.min(b.most_with_one) + a.most_with_two.min(b.most_with_two);
        for c in rest {
            if self.hopeless(3 * (base + shared) + c.bound)
                || self.hopeless(a.bound + b.bound + c.bound)
            {
                break;
            }
            let pairs = self.pair(a.skill, c.skill) + self.pair(b.skill, c.skill);
            let mut skills = [a.skill, b.skill, c.skill];
            skills.sort_unstable();
            let triple = self.gaps.three.get(&skills).copied().map_or(0, u64::from);
            self.offer(&skills, base + c.alone + pairs + triple);
        }
    }

    fn pair(&self, a: u16, b: u16) -> u64 {
        self.gaps.two.get(&(a, b)).copied().map_or(0, u64::from)
    }

    /// Whether three times what could be reached is less than what is found.
    fn hopeless(&self, threefold: u64) -> bool {
        let found = self.best.as_ref().map_or(0, |b| u64::from(b.roles));
        threefold < 3 * found
    }

    fn offer(&mut self, skills: &[u16], roles: u64) {
        let roles = u32::try_from(roles).unwrap_or(u32::MAX);
        if roles == 0 {
            return;
        }
        let mut skills = skills.to_vec();
        skills.sort_unstable();
        let better = self.best.as_ref().is_none_or(|best| {
            let order = roles.cmp(&best.roles);
            let order = order.then(best.skills.len().cmp(&skills.len()));
            order.then(best.skills.cmp(&skills)).is_gt()
        });
        if better {
            self.best = Some(Bundle { skills, roles });
        }
    }
}

//! Times of what `/match` computes over many roles, on one thread.
//!
//! `cargo bench -p roadmap -- 200000` makes so many roles of the skills of the
//! graph, asked for as unequally as real ones, and looks at 200 profiles.

#![expect(clippy::print_stdout, reason = "a benchmark reports by printing")]
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark stops at what it does not expect"
)]
#![expect(clippy::indexing_slicing, reason = "its indices are of its own making")]

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use roadmap::Roadmap;
use roadmap::gaps::{Gaps, KnownSkills, RoleSkills};
use roadmap::plan::{PlanRequest, RoleGroup, plan};

const PROFILES: usize = 200;

struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    /// Small numbers far more often than large ones.
    fn skewed(&mut self, limit: usize) -> usize {
        let first = self.below(limit) + 1;
        let second = self.below(first) + 1;
        self.below(second)
    }
}

fn main() {
    let asked = std::env::args().find_map(|argument| argument.parse().ok());
    let count: usize = asked.unwrap_or(200_000);
    // The order of nodes is by track; turned about, no track is the favourite.
    let nodes = Roadmap::shipped().nodes();
    let mut skills: Vec<&str> = nodes.iter().flat_map(|n| n.skills).copied().collect();
    let mut dice = Dice(7);
    for at in (1..skills.len()).rev() {
        skills.swap(at, dice.below(at + 1));
    }
    let roles: Vec<Vec<u16>> = (0..count)
        .map(|_| {
            let most = 1 + dice.below(9);
            (0..most)
                .map(|_| u16::try_from(dice.skewed(skills.len())).unwrap())
                .collect()
        })
        .collect();
    let packed: RoleSkills = roles.iter().map(|role| role.iter().copied()).collect();
    let mut times: BTreeMap<&str, Vec<Duration>> = BTreeMap::new();
    for _ in 0..PROFILES {
        let own = 3 + dice.below(25);
        let own: Vec<u16> = (0..own)
            .map(|_| u16::try_from(dice.skewed(skills.len())).unwrap())
            .collect();
        let known: KnownSkills = own.iter().copied().collect();
        let start = Instant::now();
        let gaps = Gaps::of(&packed, &known);
        times.entry("gaps").or_default().push(start.elapsed());
        let start = Instant::now();
        std::hint::black_box(gaps.best_bundle(3));
        times
            .entry("best bundle")
            .or_default()
            .push(start.elapsed());
        let request = request(&roles, &skills, &own);
        let start = Instant::now();
        std::hint::black_box(plan(Roadmap::shipped(), &request));
        times
            .entry("plan of 12 nodes")
            .or_default()
            .push(start.elapsed());
    }
    println!(
        "{count} roles, {} skills, {PROFILES} profiles",
        skills.len()
    );
    for (what, times) in &mut times {
        times.sort_unstable();
        let at = |percent: usize| times[(times.len() - 1) * percent / 100];
        println!(
            "{what:18} p50 {:?}  p99 {:?}  max {:?}",
            at(50),
            at(99),
            at(100)
        );
    }
}

/// Roles that miss at most four skills, grouped by what they require.
fn request<'a>(roles: &[Vec<u16>], skills: &[&'a str], own: &[u16]) -> PlanRequest<'a> {
    let mut groups: BTreeMap<Vec<u16>, u32> = BTreeMap::new();
    for role in roles {
        let mut missing: Vec<u16> = role.iter().copied().filter(|s| !own.contains(s)).collect();
        missing.sort_unstable();
        missing.dedup();
        if missing.len() <= 4 {
            *groups.entry(missing).or_default() += 1;
        }
    }
    let name = |skill: &u16| skills[usize::from(*skill)];
    let group = |(role, weight): (&Vec<u16>, &u32)| RoleGroup {
        skills: role.iter().map(name).collect(),
        weight: *weight,
    };
    let mut most: Vec<(&Vec<u16>, &u32)> = groups.iter().collect();
    most.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    most.truncate(2_000);
    PlanRequest {
        skills: own.iter().map(name).collect(),
        roles: most.into_iter().map(group).collect(),
        hours_per_week: 8,
        at_most: Some(12),
        ..PlanRequest::default()
    }
}

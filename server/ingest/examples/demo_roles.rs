//! Puts a demo world's postings together as roles and compares with its truth:
//! `demo_roles [POSTINGS] [SEED]`.
//!
//! Prints how many pairs of postings are rightly together, how well signs of
//! staleness rank stale roles before others, and what it costs: the time in
//! which texts are sketched and grouped, without making the world, and the most
//! memory that the process had. Fails when a promise is not kept.
#![expect(clippy::print_stdout, reason = "an example that prints")]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::{Duration, Instant};

use domain::{
    Advert, BackendVerdict, CompanyRef, Facts, HandRole, ListingKind, PostingId, Siblings,
    StaleFact, Timestamp, Turn, are_enough, group_roles, stale_facts, stale_score,
};
use ingest::demo::{DemoPosting, DemoTruth, World};
use ingest::{Seen, TextWords, likeness_of, sanitize};

/// Postings that are made before their texts are read.
const AT_ONCE: usize = 4_096;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number =
        |at: usize, default: u64| arguments.get(at).map_or(Ok(default), |text| text.parse());
    let as_of = Timestamp::from_date(2026, 11, 23).unwrap_or_default();
    let world = World::new(number(1, 1)?, number(0, 100_000)?, 30, as_of);
    let mut read = Duration::ZERO;
    let mut board = Board::default();
    let mut batch = Vec::with_capacity(AT_ONCE);
    for posting in world.postings() {
        batch.push(posting);
        if batch.len() == AT_ONCE {
            read += board.take(&mut batch);
        }
    }
    read += board.take(&mut batch);
    let begin = Instant::now();
    let roots = board.group();
    let grouped = begin.elapsed();
    println!(
        "{} postings: texts read in {read:.1?}, grouped in {grouped:.1?}{}",
        board.adverts.len(),
        peak_memory()
    );
    let pairs = board.pairs(&roots);
    println!("{pairs}");
    let judged = board.judge(&roots, as_of);
    println!("{judged}");
    if pairs.precision() < 0.99 || pairs.recall() < 0.95 || judged.area() < 0.85 {
        return Err("a promise is not kept".into());
    }
    Ok(())
}

/// What of a posting's truth is compared.
struct Known {
    role: u64,
    stale: bool,
    company: usize,
}

/// All postings as the rule sees them, by block.
#[derive(Default)]
struct Board {
    adverts: Vec<Advert>,
    known: Vec<Known>,
    blocks: HashMap<(usize, String), Vec<usize>>,
    companies: HashMap<String, usize>,
}

impl Board {
    /// Reads the texts of postings on all cores; says how long that took.
    fn take(&mut self, batch: &mut Vec<DemoPosting>) -> Duration {
        let begin = Instant::now();
        let first = u64::try_from(self.adverts.len()).unwrap_or(u64::MAX);
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let share = batch.len().div_ceil(cores).max(1);
        let read: Vec<Vec<Advert>> = std::thread::scope(|scope| {
            let threads: Vec<_> = batch
                .chunks(share)
                .zip((first..).step_by(share))
                .map(|(postings, first)| {
                    let numbered = postings.iter().zip(first..);
                    scope.spawn(move || numbered.map(|(one, id)| advert(one, id)).collect())
                })
                .collect();
            threads
                .into_iter()
                .filter_map(|thread| thread.join().ok())
                .collect()
        });
        let took = begin.elapsed();
        for (advert, posting) in read.into_iter().flatten().zip(batch.drain(..)) {
            self.add(advert, posting.truth);
        }
        took
    }

    fn add(&mut self, advert: Advert, truth: DemoTruth) {
        let next = self.companies.len();
        let company = CompanyRef::from_name(&truth.company);
        let slug = company.map_or_else(String::new, |company| company.slug.to_string());
        let company = *self.companies.entry(slug).or_insert(next);
        let block = (company, advert.likeness.block().to_owned());
        self.blocks
            .entry(block)
            .or_default()
            .push(self.adverts.len());
        self.adverts.push(advert);
        self.known.push(Known {
            role: truth.role,
            stale: truth.staleness.is_some(),
            company,
        });
    }

    /// For each posting its role's root, found on all cores.
    fn group(&self) -> Vec<usize> {
        let blocks: Vec<&Vec<usize>> = self.blocks.values().collect();
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let share = blocks.len().div_ceil(cores).max(1);
        let grouped: Vec<Vec<(usize, usize)>> = std::thread::scope(|scope| {
            let group = |block: &&Vec<usize>| {
                let of_block = block.iter().filter_map(|at| self.adverts.get(*at));
                let adverts: Vec<Advert> = of_block.cloned().collect();
                let roots = group_roles(&adverts).into_iter();
                let root = |root: usize| block.get(root).copied();
                let pairs = block.iter().copied().zip(roots);
                pairs
                    .filter_map(|(at, of)| Some((at, root(of)?)))
                    .collect::<Vec<_>>()
            };
            let threads: Vec<_> = blocks
                .chunks(share)
                .map(|blocks| scope.spawn(move || blocks.iter().flat_map(group).collect()))
                .collect();
            threads
                .into_iter()
                .filter_map(|thread| thread.join().ok())
                .collect()
        });
        let mut roots: Vec<usize> = (0..self.adverts.len()).collect();
        for (at, root) in grouped.into_iter().flatten() {
            if let Some(slot) = roots.get_mut(at) {
                *slot = root;
            }
        }
        roots
    }

    fn pairs(&self, roots: &[usize]) -> Pairs {
        let mut together: HashMap<(usize, u64), u64> = HashMap::new();
        let mut found: HashMap<usize, u64> = HashMap::new();
        let mut true_roles: HashMap<u64, u64> = HashMap::new();
        for (root, known) in roots.iter().zip(&self.known) {
            *together.entry((*root, known.role)).or_default() += 1;
            *found.entry(*root).or_default() += 1;
            *true_roles.entry(known.role).or_default() += 1;
        }
        Pairs {
            right: count_pairs(together.values()),
            found: count_pairs(found.values()),
            true_pairs: count_pairs(true_roles.values()),
        }
    }

    /// Judges every role that is open in the end.
    fn judge(&self, roots: &[usize], as_of: Timestamp) -> Judged {
        let mut roles: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, root) in roots.iter().enumerate() {
            roles.entry(*root).or_default().push(at);
        }
        let mut siblings: HashMap<usize, Siblings> = HashMap::new();
        let mut open = Vec::new();
        for members in roles.values() {
            let of_role = || members.iter().filter_map(|at| self.adverts.get(*at));
            let company = members.first().and_then(|at| self.known.get(*at));
            let company = company.map_or(0, |known| known.company);
            let closed: Option<Vec<Timestamp>> = of_role().map(|one| one.closed_at).collect();
            let posted = of_role().map(|one| one.posted_at).max();
            match (closed.and_then(|times| times.into_iter().max()), posted) {
                (Some(closed), Some(posted)) => {
                    siblings
                        .entry(company)
                        .or_default()
                        .closed
                        .push((posted, closed));
                }
                _ => open.push((company, members)),
            }
        }
        let alone = Siblings::default();
        let mut judged = Judged::default();
        for (company, members) in open {
            let turns: Vec<Turn> = members
                .iter()
                .filter_map(|at| self.adverts.get(*at).map(turn))
                .collect();
            let is_stale = |at: &usize| self.known.get(*at).is_some_and(|known| known.stale);
            let stale = members.iter().any(is_stale);
            let facts = stale_facts(&turns, siblings.get(&company).unwrap_or(&alone), as_of);
            judged.add(stale, &facts);
        }
        judged
    }
}

fn count_pairs<'c>(sizes: impl Iterator<Item = &'c u64>) -> u64 {
    sizes.map(|size| size * (size - 1) / 2).sum()
}

fn turn(advert: &Advert) -> Turn {
    Turn {
        source: advert.source.clone(),
        listing: advert.likeness.listing,
        posted_at: advert.posted_at,
        closed_at: advert.closed_at,
        changed_at: None,
        is_evergreen: advert.likeness.evergreen.is_some(),
    }
}

/// A posting as the rule sees it, from what its source gives.
fn advert(posting: &DemoPosting, number: u64) -> Advert {
    let raw = &posting.raw;
    let html = sanitize(&raw.body);
    let words = TextWords::read(&html);
    let facts = Facts {
        backend: BackendVerdict::Unclear,
        places: posting.truth.places.clone(),
        ..Facts::unstated()
    };
    let listing = match raw.source.as_str() {
        "demo-ats" => ListingKind::Employer,
        _ => ListingKind::Board,
    };
    Advert {
        id: PostingId::from_bits(number),
        source: raw.source.clone(),
        posted_at: posting.truth.opened,
        closed_at: posting.truth.closed,
        text: words.fingerprint(),
        likeness: likeness_of(&Seen {
            listing,
            title: raw.title.as_deref().unwrap_or_default(),
            facts: &facts,
            words: &words,
            locations: &raw.locations,
            requisition: raw.requisition.as_deref(),
        }),
        hand: HandRole::Free,
    }
}

/// Pairs of postings.
struct Pairs {
    right: u64,
    found: u64,
    true_pairs: u64,
}

impl Pairs {
    fn precision(&self) -> f64 {
        share(self.right, self.found)
    }

    fn recall(&self) -> f64 {
        share(self.right, self.true_pairs)
    }
}

impl std::fmt::Display for Pairs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "pairs of one role: {} in truth, {} found, {} of them right: precision {:.4}, recall {:.4}",
            self.true_pairs,
            self.found,
            self.right,
            self.precision(),
            self.recall()
        )
    }
}

/// Open roles by score: how many are stale in truth, and how many are not.
#[derive(Default)]
struct Judged {
    by_score: BTreeMap<u32, [u64; 2]>,
    called: [u64; 2],
    by_age_alone: u64,
    signs: HashMap<&'static str, [u64; 2]>,
}

impl Judged {
    fn add(&mut self, stale: bool, facts: &[StaleFact]) {
        let side = usize::from(stale);
        let count = |counts: &mut [u64; 2]| {
            if let Some(count) = counts.get_mut(side) {
                *count += 1;
            }
        };
        count(self.by_score.entry(stale_score(facts)).or_default());
        for fact in facts {
            count(self.signs.entry(fact.sign.slug()).or_default());
        }
        if are_enough(facts) {
            count(&mut self.called);
            let kinds: HashSet<bool> = facts.iter().map(|fact| fact.sign.is_of_age()).collect();
            self.by_age_alone += u64::from(kinds.len() == 1 && kinds.contains(&true));
        }
    }

    /// Area under the curve: how often a stale role has more to say against it
    /// than one that is not; equal ones count half.
    fn area(&self) -> f64 {
        let (mut won, mut below) = (0.0, 0.0);
        let (mut stale, mut others) = (0.0, 0.0);
        for [other, is_stale] in self.by_score.values() {
            let (other, is_stale) = (real(*other), real(*is_stale));
            won += is_stale * (below + other / 2.0);
            below += other;
            stale += is_stale;
            others += other;
        }
        won / (stale * others)
    }
}

impl std::fmt::Display for Judged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [wrong, right] = self.called;
        let stale: u64 = self.by_score.values().map(|[_, stale]| stale).sum();
        let others: u64 = self.by_score.values().map(|[other, _]| other).sum();
        let mut signs: Vec<_> = self.signs.iter().collect();
        signs.sort();
        writeln!(
            f,
            "open roles: {stale} stale in truth, {others} not; by signs: {signs:?}"
        )?;
        write!(
            f,
            "called stale: {right} rightly, {wrong} wrongly, {} by age alone; area under the curve {:.4}",
            self.by_age_alone,
            self.area()
        )
    }
}

fn share(part: u64, whole: u64) -> f64 {
    real(part) / real(whole.max(1))
}

fn real(count: u64) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

/// The most memory that the process had, where the system tells.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(String::new, |peak| format!(", {} at most", peak.trim()))
}

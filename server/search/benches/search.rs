//! Times of searches over a large synthetic index, with all counts each time.
//!
//! `cargo bench -p search -- 1000000 [directory [percent open]]` builds an index of so many
//! postings (or takes the one in the directory, when it is complete) and runs
//! 10,000 searches of six kinds on one thread. Times are of the thread's
//! processor (so that other work on the machine does not count) and of the
//! clock. Nothing is cached between searches. For one search in ten, matching
//! alone (M), and matching with counting (M+C) are timed as well. Suggestions are
//! timed as they are asked for the first time, and with their numbers kept.

#![expect(clippy::print_stdout, reason = "a benchmark reports by printing")]
#![expect(
    clippy::unwrap_used,
    reason = "a benchmark stops at what it does not expect"
)]
#![expect(clippy::as_conversions, reason = "its numbers are small")]
#![expect(clippy::indexing_slicing, reason = "its indices are of its own making")]

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use domain::{
    BackendVerdict, CompanyRef, ContentHash, CountryCode, Currency, Employment, Facts, JobQuery,
    PayFilter, PayFloor, PayPeriod, Place, PostedWithin, Posting, PostingId, RemoteScope,
    Requirement, RoleFamily, Salary, Seniority, Skill, SkillCategory, SkillFact, Slug, Timestamp,
    Visa, Workplace, WorldRegion,
};
use search::{Change, Index, Lexicon, WriterOptions};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SKILLS: usize = 460;
const COMPANIES: usize = 20_000;
const WORDS: usize = 40_000;
const SEARCHES: usize = 10_000;
/// Most of a real board's postings are closed; this is the harder case.
static OPEN_PERCENT: AtomicUsize = AtomicUsize::new(70);
const NOW: i64 = 1_780_000_000_000;

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % sides.max(1) as u64) as usize
    }

    /// Small numbers much more often than large ones, as words and names go.
    fn zipf(&mut self, sides: usize) -> usize {
        let unit = self.roll(1 << 40) as f64 / (1_u64 << 40) as f64;
        let ranked = ((sides as f64 + 1.0).ln() * unit).exp() - 1.0;
        (ranked as usize).min(sides - 1)
    }

    fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.roll(all.len())]
    }
}

/// A pronounceable word for a number.
fn word(number: usize) -> String {
    let consonants = b"bdfgklmnprstvz";
    let vowels = b"aeiou";
    let mut rest = number;
    let mut out = String::new();
    for _ in 0..2 {
        out.push(char::from(consonants[rest % 14]));
        rest /= 14;
        out.push(char::from(vowels[rest % 5]));
        rest /= 5;
    }
    while rest > 0 {
        out.push(char::from(consonants[rest % 14]));
        out.push('a');
        rest /= 14;
    }
    out.push('n');
    out
}

fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

fn vocabulary() -> Vec<Skill> {
    (0..SKILLS)
        .map(|n| Skill {
            slug: slug(&format!("skill-{n}")),
            name: format!("Skill{n}"),
            category: SkillCategory::ALL[n % SkillCategory::ALL.len()],
            aliases: vec![format!("sk{n}x")],
            parents: Vec::new(),
        })
        .collect()
}

fn posting(number: usize) -> Posting {
    let mut dice = Dice((number as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    dice.roll(2);
    let level = ["Senior ", "Junior ", "", "", "Staff "];
    let kind = [
        "Backend",
        "Platform",
        "Data",
        "Full-stack",
        "Cloud",
        "API",
        "Systems",
        "Payments",
    ];
    let noun = ["Engineer", "Developer", "Architect", "Lead"];
    let title = format!(
        "{}{} {}",
        dice.pick(&level),
        dice.pick(&kind),
        dice.pick(&noun)
    );
    let mut html = String::from("<p>");
    for _ in 0..90 + dice.roll(60) {
        html.push_str(&word(dice.zipf(WORDS)));
        html.push(' ');
    }
    html.push_str("</p>");
    let mut facts = Facts::unstated();
    facts.titles = vec![title.clone()];
    facts.families = vec![RoleFamily::ALL[dice.zipf(RoleFamily::ALL.len())]];
    facts.backend = if dice.roll(10) < 6 {
        BackendVerdict::Yes
    } else {
        BackendVerdict::No
    };
    facts.seniority = vec![dice.pick(Seniority::ALL)];
    facts.workplace = vec![dice.pick(Workplace::ALL)];
    if dice.roll(3) == 0 {
        let regions = WorldRegion::ALL;
        facts.remote_scope = vec![RemoteScope::Region(regions[dice.zipf(regions.len())])];
    }
    let city = dice.zipf(600);
    let country =
        CountryCode::parse(["US", "GB", "DE", "FR", "NL", "IN", "CA", "PL", "ES", "SE"][city % 10]);
    facts.places = vec![Place {
        name: format!("City {city}"),
        country,
    }];
    if dice.roll(10) < 4 {
        let currency = [Currency::USD, Currency::USD, Currency::EUR, Currency::GBP][dice.roll(4)];
        let low = 40_000 + dice.roll(120) as u32 * 1_000;
        let high = low + dice.roll(60) as u32 * 1_000;
        facts.salary = Salary::new(Some(low), Some(high), currency, PayPeriod::Year)
            .into_iter()
            .collect();
    }
    facts.employment = vec![Employment::ALL[dice.zipf(4)]];
    facts.visa = dice.pick(Visa::ALL);
    let mut skills: Vec<usize> = (0..10).map(|_| dice.zipf(SKILLS)).collect();
    skills.sort_unstable();
    skills.dedup();
    facts.skills = skills
        .into_iter()
        .map(|n| SkillFact {
            skill: slug(&format!("skill-{n}")),
            requirement: dice.pick(Requirement::ALL),
        })
        .collect();
    let age = dice.roll(900) as i64;
    let posted_at =
        Timestamp::from_millis(NOW - age * Timestamp::DAY_MS - dice.roll(86_000_000) as i64);
    Posting {
        id: PostingId::from_bits((number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)),
        source: slug(["demo", "ats", "feed"][dice.roll(3)]),
        external_id: String::new(),
        title,
        company: CompanyRef::from_name(&format!("{} Works", word(dice.zipf(COMPANIES)))),
        html,
        facts,
        url: None,
        apply_url: None,
        posted_at,
        opened_at: posted_at,
        first_seen: posted_at,
        last_seen: posted_at,
        closed_at: (dice.roll(100) >= OPEN_PERCENT.load(Ordering::Relaxed)).then_some(posted_at),
        content_hash: ContentHash(String::new()),
        duplicate_of: None,
        stale: false,
    }
}

fn filter(query: &mut JobQuery, dice: &mut Dice) {
    match dice.roll(9) {
        0 => drop(
            query
                .skills
                .insert(slug(&format!("skill-{}", dice.zipf(SKILLS)))),
        ),
        1 => drop(query.levels.insert(dice.pick(Seniority::ALL))),
        2 => drop(query.workplaces.insert(dice.pick(Workplace::ALL))),
        3 => drop(
            query
                .countries
                .insert(CountryCode::parse(dice.pick(&["us", "de", "gb"])).unwrap()),
        ),
        4 => drop(
            query
                .cities
                .insert(slug(&format!("city-{}0-us", dice.zipf(60)))),
        ),
        5 => {
            query.pay = Some(PayFilter::AtLeast(PayFloor {
                currency: Currency::USD,
                amount: 60_000 + dice.roll(10) as u32 * 10_000,
            }));
        }
        6 => query.posted = Some(dice.pick(PostedWithin::ALL)),
        7 => drop(query.roles.insert(dice.pick(RoleFamily::ALL))),
        _ => drop(
            query
                .companies
                .insert(slug(&format!("{}-works", word(dice.zipf(COMPANIES))))),
        ),
    }
}

fn term(dice: &mut Dice) -> String {
    match dice.roll(4) {
        0 => format!("sk{}x", dice.zipf(SKILLS)),
        1 => dice
            .pick(&["backend", "engineer", "senior", "platform", "lead", "api"])
            .to_owned(),
        _ => word(dice.zipf(WORDS)),
    }
}

const KINDS: [&str; 6] = [
    "one term", "several", "phrase", "filters", "text+3", "prefix",
];

fn query(kind: usize, postings: usize, dice: &mut Dice) -> JobQuery {
    let mut query = JobQuery::default();
    match kind {
        0 => query.text = term(dice),
        1 => {
            let terms: Vec<String> = (0..2 + dice.roll(2)).map(|_| term(dice)).collect();
            query.text = terms.join(" ");
        }
        2 => {
            let posting = posting(dice.roll(postings));
            let text = if dice.roll(3) == 0 {
                posting.title
            } else {
                posting.html.replace("<p>", "")
            };
            let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
            let start = dice.roll(words.len() - 1);
            query.text = format!("\"{} {}\"", words[start], words[start + 1]);
        }
        3 => (0..1 + dice.roll(4)).for_each(|_| filter(&mut query, dice)),
        4 => {
            query.text = term(dice);
            (0..3).for_each(|_| filter(&mut query, dice));
        }
        _ => {
            let word = term(dice);
            query.text = format!("{}*", &word[..word.len().min(2 + dice.roll(3))]);
        }
    }
    query
}

fn cpu_micros() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as f64 * 1e6 + time.tv_nsec as f64 / 1e3
}

fn memory(field: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find(|line| line.starts_with(field))
        .unwrap_or("");
    let kilobytes = line
        .split_whitespace()
        .nth(1)
        .and_then(|n| n.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}

fn line(name: &str, times: &mut [f64]) {
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize] / 1000.0;
    println!(
        "{name:>12}: p50 {:7.3}  p90 {:7.3}  p99 {:7.3}  max {:7.3} ms  (n = {})",
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0),
        times.len()
    );
}

fn build(index: &Index, postings: usize) {
    let start = Instant::now();
    for from in (0..postings).step_by(2_000) {
        let batch: Vec<Posting> = (from..postings.min(from + 2_000)).map(posting).collect();
        let changes: Vec<Change<'_>> = batch
            .iter()
            .map(|posting| Change {
                sequence: 1,
                id: posting.id,
                posting: Some(posting),
            })
            .collect();
        index.apply(&changes).unwrap();
    }
    let taken = start.elapsed();
    index.commit(postings as u64).unwrap();
    println!("taken in {taken:?}, committed {:?}", start.elapsed());
    index.optimize().unwrap();
    println!("one segment after {:?}", start.elapsed());
}

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| !a.starts_with("--"))
        .collect();
    let postings = arguments
        .first()
        .and_then(|n| n.parse().ok())
        .unwrap_or(20_000);
    let kept = arguments.get(1).map(PathBuf::from);
    if let Some(percent) = arguments.get(2).and_then(|n| n.parse().ok()) {
        OPEN_PERCENT.store(percent, Ordering::Relaxed);
    }
    let temporary = tempfile::tempdir().unwrap();
    let directory = kept.unwrap_or_else(|| temporary.path().to_owned());
    let start = Instant::now();
    let mut index = Index::open(
        &directory,
        Lexicon::new(&vocabulary()),
        WriterOptions::bulk(2),
    )
    .unwrap();
    println!("opened in {:?}", start.elapsed());
    if index.last_sequence() != postings as u64 {
        build(&index, postings);
        drop(index);
        let start = Instant::now();
        index = Index::open(
            &directory,
            Lexicon::new(&vocabulary()),
            WriterOptions::default(),
        )
        .unwrap();
        println!("opened again in {:?}", start.elapsed());
    }
    println!("{:?}; resident {} MB", index.size(), memory("VmRSS"));
    let as_of = Timestamp::from_millis(NOW);
    let mut all = (Vec::new(), Vec::new());
    let mut by_kind = vec![Vec::new(); KINDS.len()];
    let mut stages = vec![[Vec::new(), Vec::new()]; KINDS.len()];
    let mut slowest = (0.0, String::new());
    let mut dice = Dice(42);
    for n in 0..SEARCHES {
        let kind = n % KINDS.len();
        let query = query(kind, postings, &mut dice);
        let (clock, cpu) = (Instant::now(), cpu_micros());
        let answer = index.search(&query, as_of).unwrap();
        let cpu = cpu_micros() - cpu;
        all.1.push(clock.elapsed().as_secs_f64() * 1e6);
        all.0.push(cpu);
        by_kind[kind].push(cpu);
        if n % 60 < KINDS.len() {
            let start = cpu_micros();
            let _ = index.count(&query, as_of).unwrap();
            let counted = cpu_micros();
            let _ = index.figures(&query, as_of).unwrap();
            stages[kind][0].push(counted - start);
            stages[kind][1].push(cpu_micros() - counted);
        }
        if cpu > slowest.0 {
            slowest = (cpu, format!("{} ({} found)", query.path(), answer.total));
        }
    }
    line("processor", &mut all.0);
    line("clock", &mut all.1);
    for (kind, times) in KINDS.iter().zip(&mut by_kind) {
        line(kind, times);
    }
    println!("slowest: {}", slowest.1);
    for (kind, [matched, counted]) in KINDS.iter().zip(&mut stages) {
        line(&format!("{kind} M"), matched);
        line(&format!("{kind} M+C"), counted);
    }
    let mut times = (Vec::new(), Vec::new());
    for n in 0..2_000 {
        let typed: String = term(&mut dice).chars().take(1 + n % 4).collect();
        let start = cpu_micros();
        let _ = index.suggest(&typed, 8).unwrap();
        let counted = cpu_micros();
        let _ = index.suggest_with(&typed, 8, |_, _| Ok(1)).unwrap();
        times.0.push(counted - start);
        times.1.push(cpu_micros() - counted);
    }
    line("suggest", &mut times.0);
    line("suggest kept", &mut times.1);
    let mut times = Vec::new();
    for n in 0..200 {
        let posting = posting(n * 31 % postings);
        let cpu = cpu_micros();
        let _ = index.similar(&posting, 6).unwrap();
        times.push(cpu_micros() - cpu);
    }
    line("similar", &mut times);
    println!(
        "resident {} MB, at most {} MB",
        memory("VmRSS"),
        memory("VmHWM")
    );
}

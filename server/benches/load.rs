//! Asks a running server and says how long it took. Not a test: it fails only
//! when an answer is wrong.
//!
//! ```text
//! cargo bench -p server --bench load -- --url http://127.0.0.1:3000 --mode search --requests 10000
//! ```
//!
//! Modes: `search` asks `/api/v1/jobs` a fixed mix of 10,000 different queries
//! (one term, several, a phrase, filters only, words with three filters, a
//! prefix as it is typed), and tells the times of those asked for the first time
//! apart, because the server keeps answers for a while; `page` asks `/jobs` as HTML with the same mix;
//! `list` asks `/jobs` and its first pages only; `match` asks `/match` for profiles
//! of 1 to 30 skills, half of them with a goal, each once; `outlook` asks one
//! time in four `/outlook`, otherwise `/skills/{slug}` of 40 skills.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::print_stdout,
    reason = "a measurement stops at the first surprise and speaks to a person"
)]

use std::collections::HashSet;
use std::time::{Duration, Instant};

const WORDS: &[&str] = &[
    "api",
    "payments",
    "platform",
    "data",
    "services",
    "team",
    "latency",
    "scale",
    "reliability",
    "storage",
    "billing",
    "events",
    "pipelines",
    "search",
    "security",
    "cloud",
    "migration",
    "senior",
    "engineer",
    "backend",
    "developer",
    "distributed",
    "systems",
    "observability",
    "postgres",
    "kubernetes",
    "golang",
    "rust",
    "java",
    "python",
    "kafka",
    "redis",
    "aws",
    "grpc",
];
const PHRASES: &[&str] = &[
    "backend engineer",
    "distributed systems",
    "event driven",
    "on call",
    "senior engineer",
];
const SKILLS: &[&str] = &[
    "rust",
    "go",
    "java",
    "python",
    "typescript",
    "postgresql",
    "mysql",
    "redis",
    "kafka",
    "kubernetes",
    "docker",
    "aws",
    "gcp",
    "azure",
    "terraform",
    "grpc",
    "graphql",
    "rest",
];
const FILTERS: &[&str] = &[
    "level=senior",
    "level=mid",
    "level=junior",
    "workplace=remote",
    "workplace=hybrid",
    "workplace=onsite",
    "role=backend",
    "role=platform",
    "role=full-stack",
    "role=any",
    "country=us",
    "country=de",
    "country=gb",
    "employment=full-time",
    "employment=contract",
    "visa=yes",
    "pay=usd-120000",
    "pay=eur-70000",
    "posted=30d",
    "posted=90d",
    "status=all",
    "status=closed",
    "sort=pay",
    "sort=newest",
];

const PROFILE: &[&str] = &[
    "ansible",
    "bash",
    "c",
    "cpp",
    "csharp",
    "django",
    "elasticsearch",
    "git",
    "jenkins",
    "kotlin",
    "linux",
    "mongodb",
    "node-js",
    "php",
    "prometheus",
    "rabbitmq",
    "ruby",
    "ruby-on-rails",
    "scala",
    "spark",
    "spring-boot",
    "sql",
];
const GOALS: &[&str] = &[
    "family=backend",
    "family=platform&family=systems",
    "level=senior",
    "level=junior&level=mid",
    "workplace=remote",
    "workplace=remote&country=de",
    "country=us",
    "country=gb&country=ie",
    "pay=100000&currency=USD",
    "pay=70000&currency=EUR",
];

/// A small generator with a seed, so that every run asks the same.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.roll(list.len())]
    }
}

fn query(dice: &mut Dice, everything: bool) -> String {
    let kind = dice.roll(6);
    let mut parts: Vec<String> = match kind {
        0 => vec![format!("q={}", dice.pick(WORDS))],
        1 => vec![format!(
            "q={}+{}+{}",
            dice.pick(WORDS),
            dice.pick(WORDS),
            dice.pick(WORDS)
        )],
        2 => vec![format!("q=%22{}%22", dice.pick(PHRASES).replace(' ', "+"))],
        3 => vec![
            format!("skill={}", dice.pick(SKILLS)),
            dice.pick(FILTERS).to_owned(),
        ],
        4 => {
            let words = format!("q={}+{}", dice.pick(WORDS), dice.pick(WORDS));
            let filters = [dice.pick(FILTERS), dice.pick(FILTERS)].map(str::to_owned);
            let skill = format!("skill={}", dice.pick(SKILLS));
            [words, skill].into_iter().chain(filters).collect()
        }
        _ => {
            let word = dice.pick(WORDS);
            vec![format!("q={}", &word[..word.len().min(3 + dice.roll(3))])]
        }
    };
    if everything && !parts.iter().any(|p| p.starts_with("status=")) {
        parts.push("status=all".to_owned());
    }
    parts.push(format!("page={}", 1 + dice.roll(3)));
    parts.join("&")
}

/// A profile, and what it wants in half of all cases.
fn profile(dice: &mut Dice) -> String {
    let mut parts: Vec<String> = Vec::new();
    for _ in 0..=dice.roll(30) {
        let from = if dice.roll(2) == 0 { SKILLS } else { PROFILE };
        parts.push(format!("skill={}", dice.pick(from)));
    }
    for _ in 0..dice.roll(2) * (1 + dice.roll(2)) {
        parts.push(dice.pick(GOALS).to_owned());
    }
    parts.push(format!("hours={}", 1 + dice.roll(40)));
    parts.join("&")
}

fn argument(name: &str, default: &str) -> String {
    let mut arguments = std::env::args().skip_while(|a| a != name);
    arguments.nth(1).unwrap_or_else(|| default.to_owned())
}

fn main() {
    let url = argument("--url", "");
    if url.is_empty() {
        println!("no --url given: start a server and name its address; nothing was measured");
        return;
    }
    let mode = argument("--mode", "search");
    let requests: usize = argument("--requests", "10000")
        .parse()
        .expect("--requests is a number");
    let connections: usize = argument("--connections", "1")
        .parse()
        .expect("--connections");
    let everything = argument("--status", "all") == "all";
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let paths: Vec<String> = (0..requests)
        .map(|n| match mode.as_str() {
            "list" => format!("/jobs?page={}", 1 + n % 5),
            "match" => format!("/match?{}", profile(&mut dice)),
            "outlook" if n % 4 == 0 => "/outlook".to_owned(),
            "outlook" => {
                let from = if n % 2 == 0 { SKILLS } else { PROFILE };
                format!("/skills/{}", dice.pick(from))
            }
            "page" => format!("/jobs?{}", query(&mut dice, everything)),
            _ => format!("/api/v1/jobs?{}", query(&mut dice, everything)),
        })
        .collect();
    for path in paths.iter().take(20) {
        ask(&ureq::Agent::new_with_defaults(), &url, path);
    }
    let mut asked = HashSet::new();
    let first: Vec<bool> = paths.iter().map(|path| asked.insert(path)).collect();
    let started = Instant::now();
    let share = requests.div_ceil(connections).max(1);
    let times: Vec<Duration> = std::thread::scope(|scope| {
        let workers: Vec<_> = paths
            .chunks(share)
            .map(|share| {
                let url = &url;
                scope.spawn(move || {
                    let agent = ureq::Agent::new_with_defaults();
                    share
                        .iter()
                        .map(|path| ask(&agent, url, path))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().expect("a worker"))
            .collect()
    });
    let elapsed = started.elapsed().as_secs_f64();
    println!(
        "{mode}: {requests} requests on {connections} connection(s) in {elapsed:.2} s = {:.0}/s",
        requests as f64 / elapsed,
    );
    println!("{mode}: all {}", spread(times.clone()));
    if mode != "list" {
        let new = times.iter().zip(&first).filter(|(_, first)| **first);
        let new: Vec<Duration> = new.map(|(time, _)| *time).collect();
        println!("{mode}: asked for the first time {}", spread(new));
    }
}

fn spread(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    format!(
        "({}): p50 {:.2} ms, p90 {:.2} ms, p99 {:.2} ms, max {:.2} ms",
        times.len(),
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0),
    )
}

fn ask(agent: &ureq::Agent, url: &str, path: &str) -> Duration {
    let started = Instant::now();
    let mut response = agent.get(format!("{url}{path}")).call().expect("an answer");
    let body = response.body_mut().read_to_vec().expect("a body");
    assert!(!body.is_empty(), "{path} answered nothing");
    started.elapsed()
}

//! How fast postings are recorded, recorded again, and read for a page.
//!
//! `cargo bench -p store --bench record -- [POSTINGS] [DATABASE]`: by default
//! 100,000 postings of 10 skills and 2 kB of HTML each, in batches of 500, into
//! a SQLite file in a temporary folder.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement ends when something is not as it should be, and prints"
)]

use std::time::{Duration, Instant};

use domain::{
    BackendVerdict, CompanyRef, ContentHash, CountryCode, Currency, Employment, Facts, JobQuery,
    Likeness, ListingKind, PayPeriod, Place, PostingId, RemoteScope, Requirement, RoleFamily,
    Salary, Seniority, SkillFact, Slug, SourceKey, TextSketch, Timestamp, Visa, Workplace,
};
use store::{DatabaseUrl, NewPosting, Store};

const BATCH: u32 = 500;
const PAGE: usize = 20;
const PAGES: usize = 2_000;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let mut arguments = std::env::args().skip(1).filter(|text| text != "--bench");
    let postings: u32 = arguments
        .next()
        .map_or(100_000, |text| text.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let url = match arguments.next() {
        Some(text) => DatabaseUrl::parse(&text).unwrap(),
        None => DatabaseUrl::file(folder.path().join("board.sqlite")),
    };
    let store = Store::open(&url).await.unwrap();
    let seen = Timestamp::from_date(2026, 11, 1).unwrap();
    for (name, seen) in [
        ("new", seen),
        ("again, seen at the same time", seen),
        ("again, seen later", seen.plus_days(1)),
    ] {
        let (took, busy, ids) = record_all(&store, postings, seen).await;
        let rate = f64::from(postings) / took.as_secs_f64();
        println!("{postings} postings {name}: {took:.2?}, {rate:.0} postings/s, {busy:.2?} of CPU");
        if name == "new" {
            read_pages(&store, &ids).await;
            read_tables(&store, seen).await;
        }
    }
    store.close_connections().await;
    if let Ok(file) = std::fs::metadata(folder.path().join("board.sqlite")) {
        println!("file: {} MB", file.len() / 1_000_000);
    }
}

/// Time and processor time of this process spent in `record`, without making
/// the postings; on a busy machine only the latter says much.
async fn record_all(
    store: &Store,
    postings: u32,
    seen: Timestamp,
) -> (Duration, Duration, Vec<PostingId>) {
    let mut took = Duration::ZERO;
    let mut busy = Duration::ZERO;
    let mut ids = Vec::new();
    for start in (0..postings).step_by(500) {
        let end = postings.min(start + BATCH);
        let batch: Vec<NewPosting> = (start..end).map(posting).collect();
        let (begin, busy_before) = (Instant::now(), processor_time());
        let recorded = store.record(&batch, seen).await.unwrap();
        took += begin.elapsed();
        busy += processor_time() - busy_before;
        ids.extend(recorded.iter().map(|recorded| recorded.id));
    }
    (took, busy, ids)
}

/// Processor time of this process so far; zero where the system does not tell.
fn processor_time() -> Duration {
    let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten();
    threads
        .flatten()
        .filter_map(|thread| {
            let text = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
            text.split(' ').next()?.parse().ok()
        })
        .map(Duration::from_nanos)
        .sum()
}

/// Times pages of postings from all over the table, whole and as cards.
async fn read_pages(store: &Store, ids: &[PostingId]) {
    for cards in [false, true] {
        let mut times = Vec::with_capacity(PAGES);
        let busy_before = processor_time();
        for page in 0..PAGES {
            let asked: Vec<PostingId> = (0..PAGE)
                .filter_map(|row| ids.get((page * 7_919 + row * 104_729) % ids.len()).copied())
                .collect();
            let begin = Instant::now();
            let found = if cards {
                store.list_cards(&asked).await.unwrap().len()
            } else {
                store.list_postings(&asked).await.unwrap().len()
            };
            times.push(begin.elapsed());
            assert_eq!(found, asked.len());
        }
        let busy = (processor_time() - busy_before) / u32::try_from(PAGES).unwrap();
        times.sort_unstable();
        let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap();
        let what = if cards { "cards" } else { "postings" };
        println!(
            "page of {PAGE} {what}: p50 {:.0?}, p99 {:.0?}, {busy:.0?} of CPU",
            at(50),
            at(99)
        );
    }
}

/// Times what reads whole tables.
async fn read_tables(store: &Store, as_of: Timestamp) {
    let begin = Instant::now();
    let query = JobQuery::parse_query_string("skill=skill-1&country=de&pay=eur-100000").0;
    let count = store.count(&query, as_of, |_| None).await.unwrap();
    println!("count of {count} by three filters: {:.0?}", begin.elapsed());
    let begin = Instant::now();
    let companies = store.list_companies("", 1).await.unwrap();
    println!(
        "page of {} companies: {:.0?}",
        companies.total,
        begin.elapsed()
    );
    let begin = Instant::now();
    store.list_sources().await.unwrap();
    println!("sources: {:.0?}", begin.elapsed());
    let begin = Instant::now();
    assert!(store.verify().await.unwrap().is_empty());
    println!("verify: {:.0?}", begin.elapsed());
}

fn posting(number: u32) -> NewPosting {
    let pick = |salt: u32, of: u32| number.wrapping_mul(2_654_435_761).rotate_left(salt) % of;
    let slug = |text: String| Slug::parse(&text).unwrap();
    let words = [
        "service", "database", "team", "latency", "design", "queue", "review",
    ];
    let mut html = String::with_capacity(2_100);
    let mut word = number;
    while html.len() < 2_000 {
        word = word.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let index = usize::try_from(word >> 16).unwrap() % words.len();
        html.push_str("<li>");
        html.push_str(words.get(index).unwrap());
        html.push_str("</li>\n");
    }
    let low = 50_000 + pick(3, 100) * 1_000;
    NewPosting {
        source: SourceKey::parse("demo").unwrap(),
        external_id: format!("posting-{number}"),
        title: format!("Senior Backend Engineer {number}"),
        company: CompanyRef::from_name(&format!("Company {}", pick(5, 3_000))),
        html,
        facts: Facts {
            titles: vec![format!("Senior Backend Engineer {number}")],
            families: vec![RoleFamily::Backend],
            backend: BackendVerdict::Yes,
            seniority: vec![Seniority::Senior],
            workplace: vec![Workplace::Remote],
            remote_scope: RemoteScope::parse("eu").into_iter().collect(),
            places: vec![Place {
                name: format!("City {}", pick(7, 200)),
                country: CountryCode::parse("de"),
            }],
            salary: Salary::new(
                Some(low),
                Some(low + 30_000),
                Currency::EUR,
                PayPeriod::Year,
            )
            .into_iter()
            .collect(),
            employment: vec![Employment::FullTime],
            visa: Visa::Unstated,
            skills: (0..10)
                .map(|skill| SkillFact {
                    skill: slug(format!("skill-{}", skill * 45 + pick(skill, 45))),
                    requirement: Requirement::Required,
                })
                .collect(),
            ..Facts::unstated()
        },
        url: Some(format!("https://jobs.example.org/{number}")),
        apply_url: None,
        posted_at: Some(Timestamp::from_seconds(1_700_000_000 + i64::from(number))),
        closed_at: None,
        content_hash: ContentHash(format!("{number:064x}")),
        likeness: Likeness {
            skeleton: format!("{number:032x}"),
            places: format!("city-{}", pick(7, 200)),
            sketch: TextSketch::of_words([format!("{number}").as_str()].into_iter()),
            ..Likeness::of_title(ListingKind::Employer, "Senior Backend Engineer")
        },
    }
}

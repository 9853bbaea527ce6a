//! Measures a running server that fetches: how soon a posting that a source
//! shows is found, how many it takes in, what searching costs meanwhile, and
//! whether its memory stays.
//!
//! ```text
//! cargo bench -p server --bench ingest -- --binary target/release/backboard --fetches 3000
//! cargo bench -p server --bench ingest -- --binary target/release/backboard --boards 1000 --postings 20 --fetches 50000
//! ```
//!
//! The first measures speed, with 200 boards of 250 postings, the second memory,
//! over many fetches of small ones.
//!
//! The sources are Greenhouse boards on this machine, answered by this program.
//! Each round makes all boards due at once, changes a tenth of their postings
//! and adds one with a word of its own to each tenth board. Meanwhile searches
//! like those of visitors are timed, one after the other, and so they are before
//! and after. Fails when a target is missed.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::print_stdout,
    reason = "a measurement stops at the first surprise and speaks to a person"
)]

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path as FilePath;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::Timestamp;
use store::{BoardNumber, BoardState, DatabaseUrl, Store};

/// How much is fetched.
#[derive(Clone, Copy, Debug)]
struct Extent {
    boards: u64,
    /// Postings of a board; at least ten.
    postings: u64,
    /// Answers of boards after the first fill.
    fetches: u64,
}

#[derive(Default)]
struct Sources {
    /// Postings of a board.
    postings: u64,
    round: u64,
    /// Words of new postings, by board, with when they were first shown.
    marked: HashMap<u64, (String, Option<Instant>)>,
    answers: u64,
}

type Shared = Arc<Mutex<Sources>>;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str, default: &str| {
        let at = arguments.iter().position(|argument| argument == name);
        at.and_then(|at| arguments.get(at + 1).cloned())
            .unwrap_or_else(|| default.to_owned())
    };
    let number =
        |name: &str, default: &str| -> u64 { option(name, default).parse().expect("a number") };
    let extent = Extent {
        boards: number("--boards", "200"),
        postings: number("--postings", "250"),
        fetches: number("--fetches", "50000"),
    };
    let binary = option("--binary", "target/release/backboard");
    let shared = Shared::default();
    shared.lock().expect("sources").postings = extent.postings;
    // Elsewhere the sources are other machines: here, too, no search waits for them.
    let elsewhere = tokio::runtime::Builder::new_multi_thread()
        .on_thread_start(step_aside)
        .enable_all()
        .build()
        .expect("a runtime");
    let sources = elsewhere.block_on(async {
        let serving = tokio::spawn(serve(shared.clone()));
        serving.await.expect("sources")
    });
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let binary = FilePath::new(&binary);
    let passed = runtime.block_on(measure(binary, &shared, sources, extent));
    if !passed {
        std::process::exit(1);
    }
}

/// Gives the calling thread the priority that fetching has in the server.
fn step_aside() {
    #[cfg(target_os = "linux")]
    rustix::process::setpriority_process(None, 15).expect("a lower priority");
}

async fn measure(binary: &FilePath, shared: &Shared, sources: SocketAddr, extent: Extent) -> bool {
    let Extent {
        boards,
        postings,
        fetches,
    } = extent;
    let folder = tempfile::tempdir().expect("a folder");
    add_boards(folder.path(), boards).await;
    let server = Arc::new(Server::start(binary, folder.path(), sources));
    let url = DatabaseUrl::file(folder.path().join("backboard.sqlite"));
    let store = Store::open(&url).await.expect("the database");

    let begun = Instant::now();
    server.wait_for(boards * postings).await;
    let filled = begun.elapsed().as_secs_f64();
    let first_rate = (boards * postings) as f64 / filled;
    println!(
        "first fill: {} postings searchable in {filled:.1} s, {first_rate:.0}/s",
        boards * postings
    );

    let mut quiet = server.quiet_times(0).await;
    let mut before = None;
    let begun = Instant::now();
    let searching = tokio::spawn(search_on(server.clone()));
    let (mut waits, mut round) = (Vec::new(), 0);
    let start = shared.lock().expect("sources").answers;
    while shared.lock().expect("sources").answers - start < fetches {
        round += 1;
        waits.extend(refresh(&server, &store, shared, boards, round).await);
        let answered = shared.lock().expect("sources").answers - start;
        if answered >= fetches / 10 {
            before.get_or_insert_with(|| server.resident());
        }
        if round % 10 == 1 {
            println!(
                "round {round}: {answered} fetches after {:.1} s, {} MB",
                begun.elapsed().as_secs_f64(),
                server.resident() / 1024
            );
        }
    }
    let seconds = begun.elapsed().as_secs_f64();
    server.stop_searching();
    let mut busy = searching.await.expect("searches");
    let answers = shared.lock().expect("sources").answers - start;
    let rate = (answers * postings) as f64 / seconds;
    let after = server.resident();
    // A machine that others share is not equally quick all the time.
    let asked = QUIET_SEARCHES + busy.len();
    quiet.extend(server.quiet_times(asked).await);
    let wait = percentile(&mut waits, 99);
    for (name, times) in [("quiet", &mut quiet), ("meanwhile", &mut busy)] {
        let of = |percent, times: &mut [f64]| percentile(times, percent) * 1e3;
        let (p50, p90, p99) = (of(50, times), of(90, times), of(99, times));
        println!(
            "search {name}: p50 {p50:.1}, p90 {p90:.1}, p99 {p99:.1} ms of {}",
            times.len()
        );
    }
    let (quiet, busy) = (percentile(&mut quiet, 99), percentile(&mut busy, 99));
    let before = before.unwrap_or_default();
    println!("refresh: {answers} fetches in {seconds:.1} s, {rate:.0} postings/s");
    println!(
        "from source to searchable: p99 {wait:.2} s of {}",
        waits.len()
    );
    println!(
        "resident memory: {} MB after a tenth of them, {} MB at the end",
        before / 1024,
        after / 1024
    );
    let targets = [
        ("searchable within 2 s", wait <= 2.0),
        ("2,000 postings/s", rate >= 2_000.0),
        ("search p99 at most 1.5 times", busy <= quiet * 1.5),
        (
            "memory flat (at most a quarter more)",
            after <= before + before / 4,
        ),
    ];
    for (name, met) in targets {
        println!("{} {name}", if met { "met   " } else { "MISSED" });
    }
    store.close_connections().await;
    targets.iter().all(|(_, met)| *met)
}

/// Searches as visitors do, until told to stop.
async fn search_on(server: Arc<Server>) -> Vec<f64> {
    let mut times = Vec::new();
    while !server.stopped.load(Ordering::Relaxed) {
        // None of those that were asked before.
        let number = QUIET_SEARCHES + times.len();
        times.push(server.search_time(number).await);
        tokio::time::sleep(BETWEEN_SEARCHES).await;
    }
    times
}

/// One round: all boards due, some postings changed, some new; the time from
/// being shown to being found for each new one.
async fn refresh(
    server: &Server,
    store: &Store,
    shared: &Shared,
    boards: u64,
    round: u64,
) -> Vec<f64> {
    let before = {
        let mut sources = shared.lock().expect("sources");
        sources.round = round;
        let word = |board: u64| format!("mark{round}x{board}");
        sources.marked = (0..boards)
            .step_by(10)
            .map(|b| (b, (word(b), None)))
            .collect();
        sources.answers
    };
    let now = Timestamp::from_millis(0);
    // A board whose run of the round before has not ended would be due later.
    let numbers: Vec<BoardNumber> = loop {
        let rows = store.list_boards().await.expect("boards");
        if rows.iter().all(|row| row.lease.is_none()) {
            break rows.iter().map(|row| row.number).collect();
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    for number in numbers {
        for state in [BoardState::Paused, BoardState::Active] {
            store
                .set_board_state(number, state, now)
                .await
                .expect("a board");
        }
    }
    let mut waits = Vec::new();
    let mut open: HashMap<u64, String> = HashMap::new();
    loop {
        let answered = {
            let sources = shared.lock().expect("sources");
            for (board, (word, _)) in &sources.marked {
                open.entry(*board).or_insert_with(|| word.clone());
            }
            sources.answers - before
        };
        let mut found = Vec::new();
        for (board, word) in &open {
            if word.is_empty() {
                continue;
            }
            let shown = shared.lock().expect("sources").marked[board].1;
            let Some(shown) = shown else { continue };
            let total = server.total(&format!("q={word}&role=any")).await;
            if total > 0 {
                waits.push(shown.elapsed().as_secs_f64());
                found.push(*board);
            }
        }
        for board in found {
            open.insert(board, String::new());
        }
        if answered >= boards && open.values().all(String::is_empty) {
            return waits;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn percentile(times: &mut [f64], percent: usize) -> f64 {
    times.sort_by(f64::total_cmp);
    let at = times
        .len()
        .saturating_mul(percent)
        .div_ceil(100)
        .saturating_sub(1);
    times.get(at).copied().unwrap_or_default()
}

async fn serve(shared: Shared) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let address = listener.local_addr().expect("an address");
    let router = Router::new()
        .route("/v1/boards/{token}/jobs", get(listing))
        .with_state(shared);
    tokio::spawn(async move { axum::serve(listener, router).await.expect("the sources") });
    address
}

async fn listing(State(shared): State<Shared>, Path(token): Path<String>) -> Response {
    let board: u64 = token.trim_start_matches('b').parse().expect("a board");
    let (round, mark, postings) = {
        let mut sources = shared.lock().expect("sources");
        sources.answers += 1;
        let round = sources.round;
        let mark = sources.marked.get_mut(&board).map(|(word, shown)| {
            shown.get_or_insert_with(Instant::now);
            word.clone()
        });
        (round, mark, sources.postings)
    };
    let mut jobs: Vec<serde_json::Value> = (0..postings)
        .map(|number| {
            let edition = if number % 10 == round % 10 { round } else { 0 };
            job(&token, board * 100_000 + number, edition, "steady")
        })
        .collect();
    if let Some(word) = mark {
        // In the place of the last one of the round before.
        jobs.pop();
        // Of words of its own, or it would be a repost of one that has closed.
        let own: Vec<String> = (0..60).map(|number| format!("{word}w{number}")).collect();
        let words = format!("{word} {}", own.join(" "));
        jobs.push(job(&token, board * 100_000 + 1_000 + round, 0, &words));
    }
    let total = jobs.len();
    let body = serde_json::json!({"jobs": jobs, "meta": {"total": total}}).to_string();
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

fn job(board: &str, id: u64, edition: u64, word: &str) -> serde_json::Value {
    let text = format!(
        "<p>Company {board} looks for engineer {id} to build its payment services, edition \
         {edition}, keyword {word}.</p><ul><li>Rust or Go in production</li><li>PostgreSQL, Kafka \
         and Kubernetes on AWS</li><li>Five years with distributed systems</li></ul><p>We pay \
         90,000 to 120,000 EUR a year, hybrid in Berlin or remote within Europe. You design \
         interfaces, keep them fast, and share the duty for what runs at night.</p>"
    );
    serde_json::json!({
        "id": id,
        "title": format!("Backend Engineer {id}"),
        "location": {"name": "Berlin, Germany"},
        "absolute_url": format!("https://{board}.example/jobs/{id}"),
        "company_name": format!("Company {board}"),
        "updated_at": "2026-08-01T10:00:00Z",
        "content": text.replace('<', "&lt;").replace('>', "&gt;"),
    })
}

async fn add_boards(folder: &FilePath, boards: u64) {
    let url = DatabaseUrl::file(folder.join("backboard.sqlite"));
    let store = Store::open(&url).await.expect("the database");
    let new: Vec<store::NewBoard> = (0..boards)
        .map(|board| store::NewBoard {
            system: domain::SourceKey::parse("greenhouse").expect("a source"),
            token: format!("b{board}"),
            name: format!("b{board}"),
            added_by: store::AddedBy::Operator,
        })
        .collect();
    let now = Timestamp::from_millis(0);
    let added = store.add_boards(&new, store::FirstFetch::Now, now).await;
    assert_eq!(added.expect("boards"), boards);
    store.close_connections().await;
}

/// Searches that are timed before fetching goes on, and again after it.
const QUIET_SEARCHES: usize = 2_000;
/// Pause between two searches of the visitor that is timed.
const BETWEEN_SEARCHES: Duration = Duration::from_millis(10);

/// The server that is measured; it ends with this value.
struct Server {
    child: Child,
    url: String,
    agent: ureq::Agent,
    /// Whether the visitor that is timed is to stop.
    stopped: AtomicBool,
}

impl Server {
    fn start(binary: &FilePath, folder: &FilePath, sources: SocketAddr) -> Self {
        let mut child: Child = Command::new(binary)
            .args([
                "serve",
                "--no-demo",
                "--listen",
                "127.0.0.1:0",
                "--data-dir",
            ])
            .arg(folder)
            .args(["--fetch-stand-in", &sources.to_string()])
            .args(["--fetch-pause", "0", "--shipped-boards", "no"])
            .env("BACKBOARD_LOG", "warn")
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program");
        let voice = child.stderr.take().expect("its words");
        let mut server = Self {
            child,
            url: String::new(),
            agent: ureq::agent(),
            stopped: AtomicBool::new(false),
        };
        let mut lines = BufReader::new(voice).lines();
        while server.url.is_empty() {
            let line = lines.next().expect("it ended early").expect("a line");
            if let Some((_, url)) = line.split_once("listening on ") {
                url.clone_into(&mut server.url);
            }
        }
        // What it says later must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        server
    }

    /// The answer to a search, and how long it took, in seconds.
    async fn ask(&self, query: &str) -> (String, f64) {
        let (url, agent) = (
            format!("{}/api/v1/jobs?{query}", self.url),
            self.agent.clone(),
        );
        let asked = tokio::task::spawn_blocking(move || {
            let begun = Instant::now();
            let mut answer = agent.get(&url).call().expect("an answer");
            let body = answer.body_mut().read_to_string().expect("a body");
            (body, begun.elapsed().as_secs_f64())
        });
        asked.await.expect("a question")
    }

    /// How many postings a search finds.
    async fn total(&self, query: &str) -> u64 {
        let (body, _) = self.ask(query).await;
        let answer: serde_json::Value = serde_json::from_str(&body).expect("JSON");
        // A word that is not there yet may be taken for one like it.
        if !answer["correction"].is_null() {
            return 0;
        }
        answer["total"].as_u64().expect("a total")
    }

    /// How long a search takes that nobody has asked before: a word, a phrase or
    /// filters that find all postings, one that finds one, or a typo, each with the
    /// number of a posting.
    async fn search_time(&self, number: usize) -> f64 {
        const KINDS: [&str; 5] = [
            "q=payment+or",
            "q=%22distributed+systems%22+or",
            "skill=rust&workplace=hybrid&q=kafka+or",
            "q=engineer",
            "q=kuberntes",
        ];
        let kind = KINDS[number % KINDS.len()];
        let posting = number % 200 * 100_000 + number / 200;
        self.ask(&format!("{kind}+{posting}&role=any")).await.1
    }

    /// How long searches take while nothing is fetched; the first has a number.
    async fn quiet_times(&self, first: usize) -> Vec<f64> {
        // Until what fetching has left to do is done.
        tokio::time::sleep(Duration::from_secs(15)).await;
        let mut times = Vec::new();
        for number in 0..QUIET_SEARCHES {
            times.push(self.search_time(first + number).await);
            tokio::time::sleep(BETWEEN_SEARCHES).await;
        }
        times
    }

    fn stop_searching(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    async fn wait_for(&self, postings: u64) {
        while self.total("role=any").await < postings {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Resident memory in kilobytes; only Linux tells.
    fn resident(&self) -> u64 {
        let status = format!("/proc/{}/status", self.child.id());
        let status = std::fs::read_to_string(status).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let digits = |line: &str| line.split_whitespace().next().map(str::to_owned);
        line.and_then(digits)
            .and_then(|kilobytes| kilobytes.parse().ok())
            .unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

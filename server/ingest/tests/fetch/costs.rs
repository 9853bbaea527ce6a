//! What hostile answers cost: at most 3 s of processor time and 64 MB each.
//!
//! Measured by the process, so only where a test has the process to itself, as
//! under nextest.

use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::bad_host::{BadHost, Reply, answer, head};
use crate::trial::{Names, ask, code, config, fetcher_with};

const MEBIBYTE: usize = 1024 * 1024;

/// Text that packs 20 to 100 times smaller, which is still believed: records of
/// 2,000 letters that differ in 20.
fn believable(bytes: usize) -> Vec<u8> {
    let mut text = Vec::with_capacity(bytes + 4096);
    let mut state: u64 = 7;
    while text.len() < bytes {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        text.extend_from_slice(format!("{state:020}").as_bytes());
        text.extend_from_slice(&b"We build services that others rely on. ".repeat(50));
    }
    text
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(3));
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn zstd(text: &[u8]) -> Vec<u8> {
    zstd::encode_all(text, 3).unwrap()
}

fn brotli(mut text: &[u8]) -> Vec<u8> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: 2,
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut text, &mut packed, &params).unwrap();
    packed
}

/// Serves a body under a coding; measures what asking for it costs.
async fn cost(coding: &str, body: Vec<u8>) -> (&'static str, Cost) {
    let headers = [
        ("content-type", "application/json"),
        ("content-encoding", coding),
    ];
    let whole = answer("200 OK", &headers, &body);
    drop(body);
    let host = BadHost::saying(whole).await;
    measured(&host).await
}

async fn measured(host: &BadHost) -> (&'static str, Cost) {
    let mut config = config();
    config.limits.total = Duration::from_hours(1);
    config.retry.first_delay = Duration::ZERO;
    let fetcher = fetcher_with(config, &Names::default());
    let before = Cost::start();
    let code = code(ask(&fetcher, &host.url("/")).await);
    (code, before.until_now())
}

/// Processor time and the peak of memory.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    cpu: Duration,
    memory_bytes: u64,
}

impl Cost {
    /// Forgets the peak of memory so far.
    pub(crate) fn start() -> Self {
        std::fs::write("/proc/self/clear_refs", "5").unwrap();
        Self {
            cpu: cpu_time(),
            memory_bytes: status_bytes("VmRSS:"),
        }
    }

    /// What was spent since then.
    pub(crate) fn until_now(self) -> Self {
        Self {
            cpu: cpu_time() - self.cpu,
            memory_bytes: status_bytes("VmHWM:").saturating_sub(self.memory_bytes),
        }
    }

    pub(crate) fn check(self, what: &str) {
        eprintln!("{what}: {:?}, {} KiB", self.cpu, self.memory_bytes / 1024);
        assert!(self.memory_bytes < 64 * 1024 * 1024, "{what}: {self:?}");
        // An unoptimised build is several times slower.
        let most = if cfg!(debug_assertions) { 20 } else { 3 };
        assert!(self.cpu < Duration::from_secs(most), "{what}: {self:?}");
    }
}

fn cpu_time() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap()
        .split_whitespace()
        .collect();
    let ticks: u64 = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
    Duration::from_millis(ticks * 10)
}

fn status_bytes(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace()
        .nth(1)
        .unwrap()
        .parse::<u64>()
        .unwrap()
        * 1024
}

pub(crate) fn can_measure() -> bool {
    let alone = std::env::args().any(|argument| argument == "--exact");
    let possible = alone && std::fs::write("/proc/self/clear_refs", "5").is_ok();
    if !possible {
        eprintln!("SKIPPED: costs are measured where a test has the process to itself");
    }
    possible
}

#[tokio::test]
async fn bombs_cost_next_to_nothing() {
    if !can_measure() {
        return;
    }
    let zeros = vec![0; 16 * MEBIBYTE];
    let ten_gigabytes = 10 * 1024 / 16;
    let bombs = [
        ("gzip", gzip(&zeros).repeat(ten_gigabytes)),
        ("zstd", zstd(&zeros).repeat(ten_gigabytes)),
        ("br", brotli(&zeros)),
    ];
    drop(zeros);
    for (coding, bomb) in bombs {
        let (code, cost) = cost(coding, bomb).await;
        assert_eq!(code, "bomb", "{coding}");
        cost.check(coding);
    }
}

/// A believable text of so many bytes, in every packing.
fn packed(bytes: usize) -> [(&'static str, Vec<u8>); 3] {
    let text = believable(bytes);
    [
        ("gzip", gzip(&text)),
        ("zstd", zstd(&text)),
        ("br", brotli(&text)),
    ]
}

#[tokio::test]
async fn answers_that_unpack_to_too_much_cost_their_limit() {
    if !can_measure() {
        return;
    }
    for (coding, body) in packed(33 * MEBIBYTE) {
        let (code, cost) = cost(coding, body).await;
        assert_eq!(code, "too-large", "{coding}");
        cost.check(coding);
    }
}

#[tokio::test]
async fn answers_that_break_off_cost_their_limit_for_all_attempts() {
    if !can_measure() {
        return;
    }
    for (coding, body) in packed(31 * MEBIBYTE) {
        let length = (body.len() + 1).to_string();
        let headers = [("content-encoding", coding), ("content-length", &length)];
        let host = BadHost::saying([head("200 OK", &headers), body].concat()).await;
        let (code, cost) = measured(&host).await;
        assert_eq!(code, "interrupted", "{coding}");
        cost.check(coding);
    }
}

#[tokio::test]
async fn a_stream_of_ten_gigabytes_costs_its_limit() {
    if !can_measure() {
        return;
    }
    let host =
        BadHost::start(|_| Reply::Stream(head("200 OK", &[]), vec![b' '; 64 * 1024], 160 * 1024))
            .await;
    let (code, cost) = measured(&host).await;
    assert_eq!(code, "too-large");
    cost.check("stream");
}

#[tokio::test]
async fn answers_that_hold_nothing_cost_next_to_nothing() {
    if !can_measure() {
        return;
    }
    for (coding, empty) in [("gzip", gzip(b"")), ("zstd", zstd(b""))] {
        let body = empty.repeat(30 * MEBIBYTE / empty.len());
        let (code, cost) = cost(coding, body).await;
        assert_eq!(code, "undecodable", "{coding}");
        cost.check(coding);
    }
    let crumbs = || {
        let head = head("200 OK", &[("transfer-encoding", "chunked")]);
        Reply::Stream(head, b"1\r\n \r\n".repeat(10_000), 3_200)
    };
    let host = BadHost::start(move |_| crumbs()).await;
    let (code, cost) = measured(&host).await;
    assert_eq!(code, "undecodable");
    cost.check("crumbs");
}

#[tokio::test]
#[ignore = "takes minutes"]
async fn memory_stays_flat_over_fifty_thousand_fetches() {
    if !can_measure() {
        return;
    }
    let host = BadHost::saying(answer("200 OK", &[("etag", "\"1\"")], &[b' '; 20_000])).await;
    let mut names = Names::default();
    for number in 0..200 {
        names = names.here(&format!("host{number}.example.com"));
    }
    let mut config = config();
    config.pace.interval = Duration::ZERO;
    let fetcher = fetcher_with(config, &names);
    let mut after_warm_up = 0;
    for round in 0..250 {
        for number in 0..200 {
            let url = host.url_as(&format!("host{number}.example.com"), "/jobs");
            ask(&fetcher, &url).await.unwrap();
        }
        host.forget();
        names.forget();
        if round == 25 {
            after_warm_up = status_bytes("VmRSS:");
        }
    }
    let grown = status_bytes("VmRSS:").saturating_sub(after_warm_up);
    eprintln!(
        "grown by {} KiB from {} KiB",
        grown / 1024,
        after_warm_up / 1024
    );
    assert!(grown < 8 * 1024 * 1024, "{grown}");
}

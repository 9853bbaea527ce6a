//! Settings of fetching, each with a default that is polite and safe.

use std::sync::Arc;
use std::time::Duration;

use domain::Timestamp;

use super::address_guard::Reach;
use super::name_guard::{NameResolver, SystemResolver};

/// How to fetch. Start from [`FetchConfig::new`] and change what must differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FetchConfig {
    /// Where the operator can be reached, a web address or an e-mail address;
    /// it is sent with every question.
    pub contact: String,
    /// How far fetching may reach.
    pub reach: Reach,
    /// Bounds of one answer.
    pub limits: Limits,
    /// How often a host is asked.
    pub pace: Pace,
    /// What is tried again, and when.
    pub retry: Retry,
    /// How long a robots.txt counts.
    pub robots: RobotsPolicy,
}

/// Bounds of one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Until a connection stands, TLS included.
    pub connect: Duration,
    /// Until an answer begins, and between any two pieces of it.
    pub idle: Duration,
    /// From the question to the end of the answer. Attempts and redirects share
    /// it; what a host asks to wait does not count.
    pub total: Duration,
    /// Largest answer, bytes, packed and unpacked. After so many of answers that
    /// broke off there is no further attempt.
    pub body_bytes: usize,
    /// Most bytes that one packed byte may become. The first mebibyte of an
    /// answer is not measured by it.
    pub unpack_ratio: u32,
    /// Most redirects of one question.
    pub redirects: usize,
}

/// How often a host is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Least time between the beginnings of two questions to one host.
    pub interval: Duration,
    /// Most questions to one host at the same time.
    pub concurrency: usize,
    /// Ends of names that are one service however many names it has: their
    /// questions keep the interval together.
    pub shared_suffixes: Vec<String>,
    /// Longest `Crawl-delay` of a robots.txt that is kept to.
    pub longest_crawl_delay: Duration,
}

/// What is tried again, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retry {
    /// Most questions for one answer, the first included.
    pub attempts: u32,
    /// About how long is waited after the first failure; doubled with each.
    pub first_delay: Duration,
    /// The most that is waited between two attempts.
    pub longest_delay: Duration,
    /// Longest `Retry-After` that is waited for within one fetch; a longer one
    /// ends the fetch.
    pub longest_patience: Duration,
    /// Longest `Retry-After` that is believed: until then the host is left alone.
    pub longest_rest: Duration,
}

/// How long a robots.txt counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RobotsPolicy {
    /// One that was read, or that does not exist. RFC 9309: a day at most.
    pub lifetime: Duration,
    /// One that could not be had.
    pub unreachable_lifetime: Duration,
}

impl FetchConfig {
    /// The defaults, with the operator's contact.
    #[must_use]
    pub fn new(contact: impl Into<String>) -> Self {
        Self {
            contact: contact.into(),
            reach: Reach::Public,
            limits: Limits::default(),
            pace: Pace::default(),
            retry: Retry::default(),
            robots: RobotsPolicy::default(),
        }
    }

    /// Every mistake in the settings, in words; empty when there is none.
    pub(crate) fn mistakes(&self) -> Vec<String> {
        let mut mistakes = Vec::new();
        let contact = self.contact.trim();
        if contact.is_empty() || !contact.bytes().all(|b| b.is_ascii_graphic()) {
            mistakes.push(
                "the contact must be a web or e-mail address: hosts see it with every question"
                    .to_owned(),
            );
        }
        let durations = [
            ("the time to connect", self.limits.connect),
            ("the idle time", self.limits.idle),
            ("the total time", self.limits.total),
            ("the lifetime of a robots.txt", self.robots.lifetime),
        ];
        for (name, duration) in durations {
            if duration.is_zero() {
                mistakes.push(format!("{name} must be more than nothing"));
            }
        }
        let counts = [
            ("the largest answer", self.limits.body_bytes),
            (
                "the number of questions at the same time",
                self.pace.concurrency,
            ),
        ];
        for (name, count) in counts {
            if count == 0 {
                mistakes.push(format!("{name} must be at least 1"));
            }
        }
        if self.limits.unpack_ratio == 0 {
            mistakes.push("the ratio of unpacking must be at least 1".to_owned());
        }
        if self.retry.attempts == 0 {
            mistakes.push("the number of attempts must be at least 1".to_owned());
        }
        if self.robots.lifetime > Duration::from_hours(24) {
            mistakes.push("a robots.txt counts for a day at most".to_owned());
        }
        mistakes
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            idle: Duration::from_secs(20),
            total: Duration::from_mins(2),
            body_bytes: 32 * 1024 * 1024,
            unpack_ratio: 200,
            redirects: 5,
        }
    }
}

impl Default for Pace {
    fn default() -> Self {
        let shared = [
            "recruitee.com",
            "jobs.personio.de",
            "jobs.personio.com",
            "teamtailor.com",
            "bamboohr.com",
            "myworkdayjobs.com",
        ];
        Self {
            interval: Duration::from_millis(500),
            concurrency: 2,
            shared_suffixes: shared.map(str::to_owned).to_vec(),
            longest_crawl_delay: Duration::from_secs(30),
        }
    }
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            attempts: 4,
            first_delay: Duration::from_secs(1),
            longest_delay: Duration::from_secs(30),
            longest_patience: Duration::from_mins(2),
            longest_rest: Duration::from_hours(24),
        }
    }
}

impl Default for RobotsPolicy {
    fn default() -> Self {
        Self {
            lifetime: Duration::from_hours(24),
            unreachable_lifetime: Duration::from_mins(10),
        }
    }
}

/// What fetching is given from outside. Timers are tokio's, which a test can
/// hold still.
#[derive(Clone)]
pub struct Surroundings {
    /// Finds the addresses of names.
    pub names: Arc<dyn NameResolver>,
    /// The time of day, to read a `Retry-After` that is a date.
    pub now: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    /// Seed of the jitter between attempts; differs between servers.
    pub seed: u64,
}

impl Surroundings {
    /// The machine's own resolver, with the clock and seed that are given.
    #[must_use]
    pub fn system(now: Arc<dyn Fn() -> Timestamp + Send + Sync>, seed: u64) -> Self {
        Self {
            names: Arc::new(SystemResolver),
            now,
            seed,
        }
    }
}

/// Why fetching cannot begin.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchConfigError {
    /// The settings hold mistakes; all of them are named.
    #[error("fetching is set up wrongly: {}", .0.join("; "))]
    Mistakes(Vec<String>),
    /// The client could not be made.
    #[error("fetching cannot begin: {0}")]
    Client(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_hold_no_mistake() {
        assert!(
            FetchConfig::new("https://example.org/bot")
                .mistakes()
                .is_empty()
        );
    }

    #[test]
    fn every_mistake_is_named_at_once() {
        let mut config = FetchConfig::new("two words");
        config.limits.idle = Duration::ZERO;
        config.limits.unpack_ratio = 0;
        config.pace.concurrency = 0;
        config.retry.attempts = 0;
        config.robots.lifetime = Duration::from_hours(25);
        assert_eq!(config.mistakes().len(), 6);
    }
}

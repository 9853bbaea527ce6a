//! What is tried again and when: exponential backoff with jitter, `Retry-After`,
//! and what all attempts together may cost.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use domain::Timestamp;

use super::fetch_config::{Limits, Retry};
use super::fetch_error::{FetchError, Wait};

/// Spreads attempts of many so that they do not come all at once.
///
/// SplitMix64 over a counter: seeded, so that a test sees the same each time.
pub(crate) struct Jitter(AtomicU64);

impl Jitter {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    /// A fraction from 0 up to, but not including, 1.
    fn fraction(&self) -> f64 {
        let mut mixed = self
            .0
            .fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed)
            .wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        let top = u32::try_from(mixed >> 32).unwrap_or(0);
        f64::from(top) / 4_294_967_296.0
    }
}

/// How long to wait after the `failures`-th failure: the first delay doubled
/// with each, at most the longest, of which between half and all is waited.
pub(crate) fn backoff(retry: &Retry, failures: u32, jitter: &Jitter) -> Duration {
    let doubled = 2_u32.saturating_pow(failures.saturating_sub(1).min(30));
    let whole = retry
        .first_delay
        .saturating_mul(doubled)
        .min(retry.longest_delay);
    whole.mul_f64(0.5 + jitter.fraction() / 2.0)
}

/// What a fetch may still cost: its attempts and redirects share the bounds of
/// one answer, so that no host gets more out of failing again and again. What
/// hosts ask to wait does not count, nor does waiting for a turn.
#[derive(Clone, Debug)]
pub(crate) struct Allowance {
    pub(crate) time: Duration,
    bytes: u64,
}

impl Allowance {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            time: limits.total,
            bytes: u64::try_from(limits.body_bytes).unwrap_or(u64::MAX),
        }
    }

    /// Takes off what a question has taken.
    pub(crate) fn spend(&mut self, time: Duration) {
        self.time = self.time.saturating_sub(time);
    }

    /// Whether a failure is of the kind that asking again soon may mend, and
    /// there is room for that after a pause; takes off what it will have cost.
    pub(crate) fn covers(&mut self, error: &FetchError, pause: Duration) -> bool {
        let (time, bytes) = match error {
            FetchError::UnknownHost { .. } | FetchError::Unreachable { .. } => (Duration::ZERO, 0),
            FetchError::Interrupted { received, .. } => (Duration::ZERO, *received),
            // As long again must be possible, or the next attempt is in vain.
            FetchError::TimedOut {
                waiting_for: Wait::Connection | Wait::Answer | Wait::MoreBytes,
                after,
                ..
            } => (*after, 0),
            _ => return false,
        };
        if self.time <= pause + time || self.bytes <= bytes {
            return false;
        }
        self.spend(pause);
        self.bytes -= bytes;
        true
    }
}

impl FetchError {
    /// How long the host asks to be left alone, when it said so or that is known
    /// from before.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::RateLimited { retry_after, .. } | Self::ServerFailed { retry_after, .. } => {
                *retry_after
            }
            _ => None,
        }
    }
}

/// Reads a `Retry-After`: seconds, or a date, which is measured by the answer's
/// own `Date` when it has one, since clocks differ.
pub(crate) fn parse_retry_after(
    header: &str,
    date: Option<&str>,
    now: Timestamp,
) -> Option<Duration> {
    let header = header.trim();
    if !header.is_empty() && header.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than fit are still 'very long'.
        return Some(Duration::from_secs(header.parse().unwrap_or(u64::MAX)));
    }
    let until = httpdate::parse_http_date(header).ok()?;
    let from = date
        .and_then(|date| httpdate::parse_http_date(date.trim()).ok())
        .or_else(|| {
            let millis = u64::try_from(now.millis()).ok()?;
            SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(millis))
        })?;
    Some(until.duration_since(from).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        Timestamp::parse_iso("2026-11-20T12:00:00Z").unwrap()
    }

    #[test]
    fn the_wait_doubles_up_to_the_longest_and_is_never_the_same_twice() {
        let retry = Retry::default();
        let jitter = Jitter::new(7);
        for (failures, whole) in [(1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 30), (40, 30)] {
            let first = backoff(&retry, failures, &jitter);
            let second = backoff(&retry, failures, &jitter);
            for wait in [first, second] {
                assert!(
                    wait >= Duration::from_millis(whole * 500),
                    "{failures}: {wait:?}"
                );
                assert!(wait <= Duration::from_secs(whole), "{failures}: {wait:?}");
            }
            assert_ne!(first, second);
        }
    }

    #[test]
    fn retry_after_is_read_as_seconds_and_as_a_date() {
        let seconds = |header, date| {
            parse_retry_after(header, date, now()).map(|duration| duration.as_secs())
        };
        assert_eq!(seconds("120", None), Some(120));
        assert_eq!(seconds(" 0 ", None), Some(0));
        assert_eq!(seconds("99999999999999999999999", None), Some(u64::MAX));
        assert_eq!(seconds("Fri, 20 Nov 2026 12:01:30 GMT", None), Some(90));
        assert_eq!(seconds("Fri, 20 Nov 2026 11:00:00 GMT", None), Some(0));
        let date = Some("Fri, 20 Nov 2026 12:01:00 GMT");
        assert_eq!(seconds("Fri, 20 Nov 2026 12:01:30 GMT", date), Some(30));
        for nonsense in ["", "soon", "-5", "1.5", "1 hour"] {
            assert_eq!(seconds(nonsense, None), None, "{nonsense}");
        }
    }
}

//! When a board is fetched next, and how much at once.

use std::time::Duration;

use domain::Timestamp;
use ingest::system::System;
use store::{BoardRun, SourceBoard};

/// Milliseconds of an hour.
const HOUR: i64 = 3_600_000;
/// The longest that a board which keeps failing is left alone.
const LONGEST: i64 = 24 * HOUR;
/// What says the same as before is read in full again after so long: the
/// program may have learnt to read better.
pub(super) const READ_AGAIN: i64 = 24 * HOUR;
/// The same where every posting is a question of its own.
pub(super) const ASK_AGAIN: i64 = 7 * 24 * HOUR;
/// Outlines of what was not listed for so long are forgotten.
pub(super) const FORGET: i64 = 30 * 24 * HOUR;
/// Most questions for single postings in one run; the others wait for the next.
pub(super) const TEXTS: usize = 300;
/// Most questions of one run, whatever they are for.
pub(super) const QUESTIONS: usize = 2_500;
/// Longest run; what it has recorded by then stays.
pub(super) const LONGEST_RUN: Duration = Duration::from_mins(30);
/// Boards of one system that are fetched at the same time where they share
/// hosts: more would only wait for each other, and keep others from starting.
const LANE: usize = 16;
/// The same where every board is at a host of its own.
const WIDE_LANE: usize = 256;

/// How many boards of a system may be fetched at the same time.
pub(super) fn lane(system: &str) -> usize {
    match System::parse(system) {
        Some(System::Feed | System::JobPages | System::Backboard) => WIDE_LANE,
        _ => LANE,
    }
}

/// When to fetch a board again after a run. Each failure in a row doubles the
/// time, up to a day; a host that asked for patience gets at least that.
pub(super) fn next_due(
    row: &SourceBoard,
    interval: i64,
    failures: u32,
    patience: Option<Duration>,
    now: Timestamp,
) -> Timestamp {
    let least = System::parse(row.system.as_str()).map_or(0, System::least_hours);
    let period = interval.max(i64::from(least) * HOUR);
    let factor = 1_i64 << failures.saturating_sub(1).min(10);
    let slowed = period.saturating_mul(factor).min(LONGEST.max(period));
    let due = row.next_due(now, slowed);
    let patience = patience.map_or(0, |wait| i64::try_from(wait.as_millis()).unwrap_or(LONGEST));
    due.max(after(now, patience.min(LONGEST)))
}

/// A moment some milliseconds later, or earlier.
pub(super) fn after(at: Timestamp, millis: i64) -> Timestamp {
    Timestamp::from_millis(at.millis().saturating_add(millis))
}

/// Failures in a row, the newest first.
pub(super) fn failures(runs: &[BoardRun]) -> u32 {
    let failed = runs.iter().take_while(|run| run.error.is_some()).count();
    u32::try_from(failed).unwrap_or(u32::MAX)
}

/// Whether some answer of a board was read lately, not only found unchanged.
pub(super) fn was_read_lately(runs: &[BoardRun], now: Timestamp) -> bool {
    runs.iter()
        .filter(|run| run.error.is_none() && run.fetched > 0)
        .any(|run| run.started_at > after(now, -READ_AGAIN))
}

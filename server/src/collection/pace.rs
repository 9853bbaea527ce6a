//! When a board is fetched next, and how much at once.

use std::time::Duration;

use domain::{SourceKey, Timestamp};
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
/// Systems of which every board is at a host of its own.
const WIDE: [System; 3] = [System::Feed, System::JobPages, System::Backboard];

/// Boards that may be slow together, and keep only each other waiting.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Lane {
    /// Boards of one system, which share hosts.
    System(SourceKey),
    /// Boards at anybody's hosts, of whatever system.
    Wide,
}

impl Lane {
    /// The lane of a system's boards.
    pub(super) fn of(system: &SourceKey) -> Self {
        if WIDE.iter().any(|wide| wide.source() == system.as_str()) {
            Self::Wide
        } else {
            Self::System(system.clone())
        }
    }

    /// How many of its boards may be fetched at the same time, of so many
    /// boards at all: never all of them where there is room for two.
    pub(super) fn width(&self, boards_at_once: usize) -> usize {
        let half = (boards_at_once / 2).max(1);
        match self {
            Self::System(_) => half.min(LANE),
            Self::Wide => half,
        }
    }

    /// The systems in it.
    pub(super) fn systems(&self) -> Vec<SourceKey> {
        match self {
            Self::System(system) => vec![system.clone()],
            Self::Wide => {
                let keys = WIDE.iter().map(|wide| SourceKey::parse(wide.source()));
                keys.filter_map(Result::ok).collect()
            }
        }
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

/// What the row of a run says that ended because the program was to stop. It is
/// no failure of the board, which is due again at once.
pub(super) const INTERRUPTED: &str =
    "the program was stopped before the end; it is asked again at the next start";

/// Failures in a row, the newest first.
pub(super) fn failures(runs: &[BoardRun]) -> u32 {
    let told = |run: &&BoardRun| run.error.as_deref() != Some(INTERRUPTED);
    let runs = runs.iter().filter(told);
    let failed = runs.take_while(|run| run.error.is_some()).count();
    u32::try_from(failed).unwrap_or(u32::MAX)
}

/// Whether some answer of a board was read lately, not only found unchanged.
pub(super) fn was_read_lately(runs: &[BoardRun], now: Timestamp) -> bool {
    runs.iter()
        .filter(|run| run.error.is_none() && run.fetched > 0)
        .any(|run| run.started_at > after(now, -READ_AGAIN))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_lane_takes_every_place() {
        let lane = |system| Lane::of(&SourceKey::parse(system).unwrap());
        let wide = WIDE.map(|system| lane(system.source()));
        assert_eq!(wide, [Lane::Wide, Lane::Wide, Lane::Wide]);
        assert_eq!(Lane::Wide.systems().len(), WIDE.len());
        let greenhouse = lane("greenhouse");
        for (boards, system, wide) in [(1, 1, 1), (2, 1, 1), (8, 4, 4), (64, 16, 32)] {
            assert_eq!(greenhouse.width(boards), system, "{boards}");
            assert_eq!(Lane::Wide.width(boards), wide, "{boards}");
        }
    }
}

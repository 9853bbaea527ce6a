//! Boards fetched once, as for a timetable kept by others.
//!
//! A timetable comes round at moments of its own, so that a board's own moment
//! does not count. That a host wants to be left alone does.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use domain::Timestamp;
use serde::Serialize;
use store::{BoardNumber, BoardStatus, Store};

use super::boards::Candidate;
use super::fleet::{Finished, Fleet, Wanted};
use super::run::Ended;
use super::tally::Tally;
use super::{Collector, Stop, pace};
use crate::causes::told_once;

/// How often it is looked whether there is room for another board.
const TICK: Duration = Duration::from_secs(1);
/// How often in a row the database may fail before fetching is given up.
const TROUBLES: u32 = 5;
/// Milliseconds of an hour.
const HOUR: i64 = 3_600_000;
/// How much earlier than after its system's least period a board may be asked: a
/// pass does not come to it after the same time on every round.
const LENIENCE: i64 = HOUR / 2;
/// Newest runs among which one is looked for that came to an end.
const RUNS: u32 = 40;

/// What came of fetching boards once.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Pass {
    /// Boards that were fetched, with a warning or without.
    pub(crate) succeeded: usize,
    /// What was done with their postings.
    pub(crate) totals: Tally,
    /// What somebody should look at, by board.
    pub(crate) warnings: Vec<(String, String)>,
    /// Why boards could not be fetched.
    pub(crate) failures: Vec<(String, String)>,
    /// Boards that may not be asked yet.
    pub(crate) left_out: LeftOut,
    /// Boards that another server was fetching.
    pub(crate) elsewhere: usize,
    /// Boards that were not fetched because the word to stop was given.
    pub(crate) interrupted: usize,
}

/// Boards that a pass over all of them leaves out, by the reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct LeftOut {
    /// Their last run failed or was told to wait, and they are not due again.
    pub(crate) after_failure: usize,
    /// Their system is asked every few hours at most, and was asked lately.
    pub(crate) asked_lately: usize,
}

/// Why a board may not be asked yet.
enum Waiting {
    AfterFailure,
    AskedLately,
}

impl Candidate {
    /// Those of some boards that may be asked now, and how many may not yet. One
    /// that is due always may.
    ///
    /// # Errors
    /// See [`store::StoreError`].
    pub(crate) async fn those_ready(
        candidates: Vec<Self>,
        store: &Store,
        now: Timestamp,
    ) -> store::Result<(Vec<Self>, LeftOut)> {
        let statuses = store.list_board_statuses().await?;
        let statuses: HashMap<BoardNumber, BoardStatus> = statuses
            .into_iter()
            .map(|status| (status.board, status))
            .collect();
        let mut ready = Vec::new();
        let mut left_out = LeftOut::default();
        for one in candidates {
            let status = one.number.and_then(|number| statuses.get(&number));
            match one.waiting(status, store, now).await? {
                Some(Waiting::AfterFailure) => left_out.after_failure += 1,
                Some(Waiting::AskedLately) => left_out.asked_lately += 1,
                None => ready.push(one),
            }
        }
        Ok((ready, left_out))
    }

    async fn waiting(
        &self,
        status: Option<&BoardStatus>,
        store: &Store,
        now: Timestamp,
    ) -> store::Result<Option<Waiting>> {
        let is_due = self.due_at.is_none_or(|due_at| due_at <= now);
        let Some(status) = status.filter(|_| !is_due) else {
            return Ok(None);
        };
        let last_run = status.last_run.as_ref();
        let failed = match last_run.and_then(|run| run.error.as_deref()) {
            None => false,
            // Such a run says nothing of the board; the one before it does.
            Some(pace::INTERRUPTED) => {
                let runs = store.list_runs(status.board, RUNS).await?;
                pace::failures(&runs) > 0
            }
            Some(_) => true,
        };
        if failed {
            return Ok(Some(Waiting::AfterFailure));
        }
        let system = self.board.as_ref().map(|board| board.system());
        let period = i64::from(system.map_or(0, |system| system.least_hours())) * HOUR;
        let is_early = |last| pace::after(last, period - LENIENCE) > now;
        let asked_lately = period > 0 && status.last_success.is_some_and(is_early);
        Ok(asked_lately.then_some(Waiting::AskedLately))
    }
}

/// Fetches boards once, several at the same time. `told` hears of each that has
/// ended.
///
/// # Errors
/// When the database fails.
pub(crate) async fn fetch_once(
    collector: Arc<Collector>,
    boards: &[BoardNumber],
    mut stop: Stop,
    mut told: impl FnMut(&Pass),
) -> anyhow::Result<Pass> {
    let mut pass = Pass::default();
    let mut fleet = Fleet::new(collector, stop.clone());
    let mut waiting: Vec<BoardNumber> = boards.to_vec();
    let mut troubles = 0;
    while !stop.is_given() {
        let asked = take(&mut fleet, &mut waiting).await;
        troubles = if asked.is_err() { troubles + 1 } else { 0 };
        if let Err(error) = asked {
            if troubles == TROUBLES {
                return Err(error.into());
            }
            tracing::warn!(%error, "boards cannot be taken now; trying again");
        } else if fleet.len() == 0 {
            break;
        }
        tokio::select! {
            finished = fleet.next() => {
                pass.count(&finished);
                told(&pass);
            }
            () = tokio::time::sleep(TICK) => {}
            () = stop.given() => {}
        }
    }
    if stop.is_given() {
        pass.interrupted = waiting.len() + fleet.len();
        fleet.finish().await;
    } else {
        pass.elsewhere = waiting.len();
    }
    Ok(pass)
}

/// Renews the leases, and takes as many of the boards as there is room for.
async fn take(fleet: &mut Fleet, waiting: &mut Vec<BoardNumber>) -> store::Result<()> {
    fleet.renew().await?;
    if !waiting.is_empty() {
        let taken = fleet.take(&Wanted::These(waiting.clone())).await?;
        let taken: HashSet<BoardNumber> = taken.into_iter().collect();
        waiting.retain(|board| !taken.contains(board));
    }
    Ok(())
}

impl Pass {
    fn count(&mut self, finished: &Finished) {
        let board = format!("{} ({})", finished.row.name, finished.row.system);
        match &finished.ended {
            Ended::Interrupted => self.interrupted += 1,
            Ended::Untold(error) => self.failures.push((board, told_once(error))),
            Ended::Told(run) => {
                self.totals.add(run);
                match (&run.error, &run.warning) {
                    (Some(error), _) => self.failures.push((board, error.clone())),
                    (None, warning) => {
                        self.succeeded += 1;
                        let warning = warning.iter().cloned();
                        self.warnings
                            .extend(warning.map(|words| (board.clone(), words)));
                    }
                }
            }
        }
    }

    /// Boards that have ended.
    pub(crate) fn ended(&self) -> usize {
        self.succeeded + self.failures.len() + self.interrupted
    }

    /// The outcome for the person at the terminal.
    pub(crate) fn words(&self) -> String {
        let mut lines = vec![
            format!(
                "{} fetched, {} failed",
                boards(self.succeeded),
                self.failures.len()
            ),
            self.totals.words(),
        ];
        for (board, words) in &self.warnings {
            lines.push(format!("warning: {board}: {words}"));
        }
        for (board, words) in &self.failures {
            lines.push(format!("failed: {board}: {words}"));
        }
        lines.extend(self.left_out.words());
        if self.elsewhere > 0 {
            let count = boards(self.elsewhere);
            lines.push(format!("{count} left out: another server is fetching them"));
        }
        if self.interrupted > 0 {
            let count = boards(self.interrupted);
            lines.push(format!("stopped: {count} not fetched, and still due"));
        }
        lines.join("\n")
    }
}

impl LeftOut {
    /// How many and why, a line for each reason.
    pub(crate) fn words(self) -> Vec<String> {
        let reasons = [
            (
                self.after_failure,
                "the last fetch failed or was told to wait, and that time is not over",
            ),
            (
                self.asked_lately,
                "fetched lately, and the system is asked every few hours at most",
            ),
        ];
        reasons
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, why)| {
                let count = boards(count);
                format!("{count} left out: {why} (--source names a board to be asked at once)")
            })
            .collect()
    }
}

/// '1 board', '3 boards'.
fn boards(count: usize) -> String {
    match count {
        1 => "1 board".to_owned(),
        other => format!("{other} boards"),
    }
}

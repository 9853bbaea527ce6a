//! Boards fetched once, as for a timetable kept by others.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use store::BoardNumber;

use super::fleet::{Finished, Fleet, Wanted};
use super::run::Ended;
use super::tally::Tally;
use super::{Collector, Stop};
use crate::causes::told_once;

/// How often it is looked whether there is room for another board.
const TICK: Duration = Duration::from_secs(1);
/// How often in a row the database may fail before fetching is given up.
const TROUBLES: u32 = 5;

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
    /// Boards that another server was fetching.
    pub(crate) elsewhere: usize,
    /// Boards that were not fetched because the word to stop was given.
    pub(crate) interrupted: usize,
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

/// 'one board', '3 boards'.
fn boards(count: usize) -> String {
    match count {
        1 => "1 board".to_owned(),
        other => format!("{other} boards"),
    }
}

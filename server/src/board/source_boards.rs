//! The boards that postings are fetched from, as the interface shows them.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use app::AppError;
use app::backend::{BoardLine, Collecting, CollectionState, Freshness, RunLine, Sources};
use domain::Timestamp;
use store::{BoardNumber, BoardRun, BoardStatus, SourceBoard};

use super::Board;
use super::catalogue::internal;
use crate::collection::{Standing, board_of};
use crate::sources;

/// Milliseconds for which the list of boards may stand still.
const STILL: i64 = 10_000;
/// Milliseconds after which a board that is due and was not fetched is late.
const LATE: i64 = 2 * 3_600_000;
/// Runs that the operator is shown.
const RUNS: u32 = 50;

#[async_trait::async_trait]
impl Sources for Board {
    async fn list_boards(&self) -> Result<Vec<BoardLine>, AppError> {
        let key = self.now().millis() / STILL;
        if let Some(lines) = self.cache.boards.get(&key) {
            return Ok((*lines).clone());
        }
        let now = self.now();
        let rows = self.store.list_boards().await.map_err(internal)?;
        let statuses = self.store.list_board_statuses().await.map_err(internal)?;
        let statuses: HashMap<BoardNumber, BoardStatus> = statuses
            .into_iter()
            .map(|status| (status.board, status))
            .collect();
        let mut lines: Vec<BoardLine> = rows
            .iter()
            .map(|row| {
                let standing = Standing::of(row, self.shipped_list());
                line(row, standing, statuses.get(&row.number), now)
            })
            .collect();
        lines.sort_by_cached_key(|line| {
            (
                line.system.to_lowercase(),
                line.source.clone(),
                line.name.to_lowercase(),
            )
        });
        self.cache.boards.insert(key, Arc::new(lines.clone()));
        Ok(lines)
    }

    async fn collection(&self) -> Result<CollectionState, AppError> {
        let now = self.now();
        let rows = self.store.list_boards().await.map_err(internal)?;
        let runs = self.store.list_newest_runs(RUNS).await.map_err(internal)?;
        let list = self.shipped_list();
        let stands = |row: &&SourceBoard, standing: Standing| Standing::of(row, list) == standing;
        let waiting: Vec<&SourceBoard> = rows
            .iter()
            .filter(|row| stands(row, Standing::Active) && !is_leased(row, now))
            .collect();
        let off = rows.iter().filter(|row| stands(row, Standing::SwitchedOff));
        let due = waiting.iter().filter(|row| row.due_at <= now).count();
        let failing = self.intake.health.failing_for(now);
        Ok(CollectionState {
            collecting: match (self.is_demo(), self.collects()) {
                (true, _) => Collecting::Demo,
                (false, true) => Collecting::Here,
                (false, false) => Collecting::Off,
            },
            due: number(due),
            running: number(rows.iter().filter(|row| is_leased(row, now)).count()),
            switched_off: number(off.count()),
            next_due: waiting.iter().map(|row| row.due_at).min(),
            index_lag: self.index_lag().await.map_err(internal)?,
            index_failing: failing.map(|time| time.as_secs()),
            disagreements: disagreements(&rows, &runs),
            runs: run_lines(&rows, runs),
        })
    }
}

fn line(
    row: &SourceBoard,
    standing: Standing,
    status: Option<&BoardStatus>,
    now: Timestamp,
) -> BoardLine {
    let board = board_of(row);
    let last_run = status.and_then(|status| status.last_run.as_ref());
    let last_success = status.and_then(|status| status.last_success);
    let words = match standing {
        Standing::SwitchedOff => Some(words_of_silence(last_success)),
        _ => last_run.and_then(|run| run.error.clone().or_else(|| run.warning.clone())),
    };
    BoardLine {
        system: sources::name(&row.system),
        source: row.system.clone(),
        board: board.as_ref().map_or_else(
            || format!("{}:{}", row.system, row.token),
            ToString::to_string,
        ),
        page: board.map(|board| board.page()),
        name: row.name.clone(),
        freshness: freshness(row, standing, last_run, now),
        open: status.map_or(0, |status| status.open),
        last_success,
        words,
    }
}

/// Says of a board that is switched off since when its postings are as they are.
fn words_of_silence(last_success: Option<Timestamp>) -> String {
    let since = last_success.map_or_else(
        || "it was never read".to_owned(),
        |at| format!("nothing was read since {}", at.iso_date()),
    );
    format!("the shipped list is switched off (setting shipped_boards); {since}")
}

fn freshness(
    row: &SourceBoard,
    standing: Standing,
    last_run: Option<&BoardRun>,
    now: Timestamp,
) -> Freshness {
    let overdue = now.millis().saturating_sub(row.due_at.millis()) > LATE;
    match last_run {
        _ if standing == Standing::Paused => Freshness::Paused,
        _ if standing == Standing::SwitchedOff => Freshness::SwitchedOff,
        Some(run) if run.error.is_some() => Freshness::Failing,
        _ if row.held.is_some() => Freshness::Doubted,
        None => Freshness::Waiting,
        Some(_) if overdue => Freshness::Late,
        Some(_) => Freshness::Fresh,
    }
}

fn is_leased(row: &SourceBoard, now: Timestamp) -> bool {
    row.lease.as_ref().is_some_and(|lease| lease.until > now)
}

fn run_lines(rows: &[SourceBoard], runs: Vec<BoardRun>) -> Vec<RunLine> {
    let names: HashMap<BoardNumber, &str> = rows
        .iter()
        .map(|row| (row.number, row.name.as_str()))
        .collect();
    let line = |run: BoardRun| {
        let name = names.get(&run.board).copied().unwrap_or("a removed board");
        let reason = run.rejected.iter().max_by_key(|(_, count)| **count);
        RunLine {
            name: name.to_owned(),
            started_at: run.started_at,
            took: run.took,
            fetched: run.fetched,
            new: run.new,
            changed: run.changed,
            closed: run.closed,
            rejected: run.rejected_in_all(),
            reason: reason.map(|(words, _)| words.clone()),
            warning: run.warning,
            error: run.error,
        }
    };
    runs.into_iter().map(line).collect()
}

/// How often texts contradicted their source in some runs, by system and fact.
fn disagreements(rows: &[SourceBoard], runs: &[BoardRun]) -> Vec<(String, String, u64)> {
    let mut counts: BTreeMap<(String, String), u64> = BTreeMap::new();
    for run in runs {
        let Some(row) = rows.iter().find(|row| row.number == run.board) else {
            continue;
        };
        for (fact, count) in &run.disagreements {
            let key = (sources::name(&row.system), fact.clone());
            *counts.entry(key).or_default() += count;
        }
    }
    counts
        .into_iter()
        .map(|((system, fact), count)| (system, fact, count))
        .collect()
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

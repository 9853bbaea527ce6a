//! Figures for the operator, as Prometheus reads them. Without an address to
//! serve them on, counting costs next to nothing.

use std::collections::HashSet;

use ingest::fetch::{FetchError, Fetched};
use ingest::system::Board;
use metrics::{counter, gauge, histogram};
use store::{BoardNumber, BoardRun, SourceBoard};

use super::boards::Standing;
use super::run::Ended;
use crate::board::Board as Site;

/// Counts a question to a board's host, by how it was answered.
pub(super) fn count_question(board: &Board, fetched: Result<&Fetched, &FetchError>) {
    let system = board.system().name();
    let answer = match fetched {
        Ok(Fetched::Document(_)) => "document",
        Ok(Fetched::Unchanged(_)) => "unchanged",
        Err(error) => error.code(),
    };
    counter!("backboard_questions_total", "system" => system, "answer" => answer).increment(1);
    if let Ok(fetched) = fetched {
        let receipt = fetched.receipt();
        histogram!("backboard_question_seconds", "system" => system).record(receipt.elapsed);
        counter!("backboard_received_bytes_total", "system" => system)
            .increment(receipt.packed_bytes);
    }
}

/// Counts a run by how it ended, and what it did.
pub(super) fn count_run(row: &SourceBoard, ended: &Ended) {
    let system = row.system.to_string();
    let outcome = match ended {
        Ended::Interrupted => "interrupted",
        Ended::Untold(_) => "untold",
        Ended::Told(run) if run.error.is_some() => "failed",
        Ended::Told(run) if run.warning.is_some() => "warned",
        Ended::Told(_) => "succeeded",
    };
    counter!("backboard_runs_total", "system" => system.clone(), "outcome" => outcome).increment(1);
    let Ended::Told(run) = ended else { return };
    let seconds = std::time::Duration::from_millis(run.took);
    histogram!("backboard_run_seconds", "system" => system.clone()).record(seconds);
    for (what, count) in [
        ("fetched", run.fetched),
        ("new", run.new),
        ("changed", run.changed),
        ("closed", run.closed),
        ("reopened", run.reopened),
        ("rejected", run.rejected_in_all()),
    ] {
        counter!("backboard_postings_total", "system" => system.clone(), "what" => what)
            .increment(count);
    }
    for (fact, count) in &run.disagreements {
        counter!("backboard_disagreements_total", "system" => system.clone(), "fact" => fact.clone())
            .increment(*count);
    }
}

/// Brings the figures up to date that are a state and no count: boards, the
/// queue, open postings, and how far the index is behind.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn record_state(site: &Site) -> store::Result<()> {
    let now = site.now();
    let store = site.store();
    let boards = store.list_boards().await?;
    let statuses = store.list_board_statuses().await?;
    let list = site.shipped_list();
    let stands = |board: &SourceBoard, standing: Standing| Standing::of(board, list) == standing;
    let active = |board: &&SourceBoard| stands(board, Standing::Active);
    let off: HashSet<BoardNumber> = boards
        .iter()
        .filter(|board| stands(board, Standing::SwitchedOff))
        .map(|board| board.number)
        .collect();
    let count = |of: &dyn Fn(&&SourceBoard) -> bool| as_figure(boards.iter().filter(of).count());
    gauge!("backboard_boards", "state" => "active").set(count(&active));
    gauge!("backboard_boards", "state" => "paused")
        .set(count(&|board| stands(board, Standing::Paused)));
    gauge!("backboard_boards", "state" => "switched-off").set(as_figure(off.len()));
    gauge!("backboard_boards_due").set(count(&|board| active(board) && board.due_at <= now));
    gauge!("backboard_boards_running").set(count(&|board| {
        board.lease.as_ref().is_some_and(|lease| lease.until > now)
    }));
    gauge!("backboard_boards_held").set(count(&|board| {
        board.held.is_some() && !off.contains(&board.number)
    }));
    let failing = statuses.iter().filter(|status| {
        let failed = |run: &BoardRun| run.error.is_some() && !off.contains(&run.board);
        status.last_run.as_ref().is_some_and(failed)
    });
    gauge!("backboard_boards_failing").set(as_figure(failing.count()));
    let open: u64 = statuses.iter().map(|status| status.open).sum();
    gauge!("backboard_open_postings").set(as_figure(usize::try_from(open).unwrap_or(usize::MAX)));
    let lag = site.index_lag().await?;
    gauge!("backboard_index_lag_changes")
        .set(as_figure(usize::try_from(lag).unwrap_or(usize::MAX)));
    Ok(())
}

/// A count as a gauge has it.
fn as_figure(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

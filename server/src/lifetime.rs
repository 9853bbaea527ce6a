//! How long postings stay open by themselves, where a source never says that
//! one has closed.
//!
//! Hardly anybody takes a comment of a hiring thread back: it closes some days
//! after it was posted. It does so when it is recorded, if it is that old, and
//! otherwise while the server runs, which looks every hour. Both set the same
//! closing date, so that importing a thread again changes nothing. Feeds that
//! show only their newest never tell either: what their boards went on without
//! for some days has closed.

use std::sync::Arc;
use std::time::Duration;

use domain::{SourceKey, Timestamp};
use ingest::system::System;
use store::{Judged, NewPosting};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::board::Board;

/// Key of the source whose postings are comments of hiring threads.
const HN: &str = "hn";
/// How often a running server looks for postings that have come of age.
const PAUSE: Duration = Duration::from_secs(3_600);

/// Days for which postings stay open, by source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lifetimes {
    /// Comments of hiring threads; `None`: until somebody closes them.
    pub hn_days: Option<u32>,
    /// Postings that nobody has seen any more, of sources that show only their
    /// newest and never say that one has closed; `None`: until somebody closes them.
    pub unseen_days: Option<u32>,
}

impl Lifetimes {
    /// Sources whose postings close by age, with the days they live.
    pub(crate) fn by_source(self) -> impl Iterator<Item = (SourceKey, u32)> {
        let hn = SourceKey::parse(HN).ok();
        hn.zip(self.hn_days).into_iter()
    }

    /// Sources whose postings close when they were not seen for so many days.
    pub(crate) fn by_sight(self) -> impl Iterator<Item = (SourceKey, u32)> {
        let silent =
            |system: &&System| !system.closes_by_absence() && !matches!(system, System::HackerNews);
        let silent = System::ALL.iter().filter(silent);
        silent.filter_map(move |system| {
            let source = SourceKey::parse(system.source()).ok()?;
            Some((source, self.unseen_days?))
        })
    }

    /// Closes those of the postings that are past their days at `now`, each on
    /// its own day. What its source says of its end is kept when it is earlier.
    pub(crate) fn close_aged(self, postings: &mut [NewPosting], now: Timestamp) {
        let Some(days) = self.hn_days else {
            return;
        };
        for posting in postings {
            let Some(posted_at) = posting.posted_at.filter(|_| posting.source.as_str() == HN)
            else {
                continue;
            };
            let end = posted_at.plus_days(i64::from(days));
            if end <= now && posting.closed_at.is_none_or(|closed| closed > end) {
                posting.closed_at = Some(end);
            }
        }
    }
}

/// Closing by age, and judging which roles are stale, that go on in the background.
pub(crate) struct Sweeping {
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Sweeping {
    /// Lets the sweep that runs now end, and starts no other.
    pub(crate) async fn finish(self) {
        // A task that is gone needs no word.
        let _ = self.stop.send(());
        if let Err(error) = self.task.await {
            tracing::error!(%error, "closing postings by age stopped");
        }
    }
}

/// Closes what has come of age, and judges which roles are stale, now and every
/// hour until told to finish. A
/// failure is logged and tried again an hour later.
pub(crate) fn start(board: Arc<Board>) -> Sweeping {
    let (stop, mut stopped) = oneshot::channel();
    let task = tokio::spawn(async move {
        loop {
            match board.intake.close_aged().await {
                Ok(0) => {}
                Ok(closed) => tracing::info!(closed, "postings have come of age"),
                Err(error) => {
                    tracing::error!(error = format!("{error:#}"), "postings cannot be closed");
                }
            }
            match board.intake.judge_roles(Judged::Due).await {
                Ok(0) => {}
                Ok(changed) => tracing::info!(changed, "roles have become stale, or fresh again"),
                Err(error) => {
                    tracing::error!(error = format!("{error:#}"), "roles cannot be judged");
                }
            }
            if tokio::time::timeout(PAUSE, &mut stopped).await.is_ok() {
                return;
            }
        }
    });
    Sweeping { stop, task }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use domain::{JobQuery, RawPosting};

    use super::*;
    use crate::clock::Clock;
    use crate::config::{DataConfig, Layers};
    use crate::import::read_posting;

    fn settings(folder: &Path, days: &str) -> DataConfig {
        let mut layers = Layers::default();
        for (key, value) in [
            ("data_dir", folder.display().to_string()),
            ("hn_close_days", days.to_owned()),
        ] {
            layers.flags.insert(key.to_owned(), value);
        }
        layers.settle().unwrap().data
    }

    fn comment(id: &str, posted: Timestamp) -> NewPosting {
        let text = format!("Quayside Freight {id} | Backend Engineer | Hamburg | Rust, PostgreSQL");
        let mut raw = RawPosting::new(SourceKey::parse(HN).unwrap(), id.to_owned(), text);
        raw.posted_at = Some(posted);
        read_posting(raw).unwrap().posting
    }

    async fn board(config: &DataConfig, now: Timestamp) -> Arc<Board> {
        let board = Board::open(config, String::new(), Clock::fixed(now)).await;
        Arc::new(board.unwrap())
    }

    async fn open_roles(board: &Board) -> u64 {
        let query = JobQuery::parse_query_string("role=any").0;
        let store = &board.intake.store;
        store.count(&query, board.now(), |_| None).await.unwrap()
    }

    #[tokio::test]
    async fn an_old_thread_is_imported_closed_and_importing_it_later_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let config = settings(folder.path(), "60");
        let posted = Timestamp::from_date(2018, 3, 1).unwrap();
        let now = Timestamp::from_date(2026, 11, 1).unwrap();
        for year in [0, 365] {
            let board = board(&config, now.plus_days(year)).await;
            let mut batch = [comment("1", posted)];
            let captured = posted.plus_days(30);
            let recorded = board.intake.record(&mut batch, captured).await.unwrap();
            let found = board.intake.store.find_posting(recorded[0].id).await;
            assert_eq!(
                found.unwrap().unwrap().closed_at,
                Some(posted.plus_days(60))
            );
            let expected = if year == 0 {
                store::Outcome::New
            } else {
                store::Outcome::Unchanged
            };
            assert_eq!(recorded[0].outcome, expected);
            board.close().await;
        }
    }

    #[tokio::test]
    async fn a_server_closes_what_comes_of_age_and_stops_when_told() {
        let folder = tempfile::tempdir().unwrap();
        let config = settings(folder.path(), "60");
        let posted = Timestamp::from_date(2026, 9, 1).unwrap();
        let young = board(&config, posted.plus_days(59)).await;
        let mut batch = [comment("1", posted), comment("2", posted.plus_days(5))];
        let now = young.now();
        young.intake.record(&mut batch, now).await.unwrap();
        start(young.clone()).finish().await;
        assert_eq!(open_roles(&young).await, 2);
        young.close().await;
        drop(young);
        let grown = board(&config, posted.plus_days(60)).await;
        start(grown.clone()).finish().await;
        assert_eq!(open_roles(&grown).await, 1);
        let indexed = grown.intake.catch_up().await.unwrap();
        assert!(indexed > 0, "the index follows");
        grown.close().await;
    }

    #[tokio::test]
    async fn zero_days_leave_a_thread_open() {
        let folder = tempfile::tempdir().unwrap();
        let config = settings(folder.path(), "0");
        let posted = Timestamp::from_date(2018, 3, 1).unwrap();
        let board = board(&config, posted.plus_days(3_000)).await;
        let mut batch = [comment("1", posted)];
        board.intake.record(&mut batch, posted).await.unwrap();
        assert_eq!(board.intake.close_aged().await.unwrap(), 0);
        assert_eq!(open_roles(&board).await, 1);
    }
}

//! The index follows the database: it reads the log of changes from where its
//! last commit ended, so a crash loses nothing and repeats nothing.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use domain::Timestamp;
use search::Index;
use store::{MarketProgress, Store};
use tokio::sync::{Mutex, oneshot};
use tokio::task::JoinHandle;

use crate::board::Board;
use crate::causes::told_once;
use crate::outlook;

/// Changes taken at a time.
const STEP: u32 = 2_000;
/// Changes after which the index commits even though more are waiting.
const COMMIT_AFTER: usize = 100_000;
/// How often a running server looks for changes, its own and other programs'.
const PAUSE: Duration = Duration::from_millis(400);

/// Longest time between two attempts while following fails.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// Brings changes from the database into the index; one at a time.
#[derive(Clone)]
pub(crate) struct Follower {
    store: Store,
    index: Arc<Index>,
    at_work: Arc<Mutex<()>>,
}

impl Follower {
    pub(crate) fn new(store: Store, index: Arc<Index>) -> Self {
        Self {
            store,
            index,
            at_work: Arc::new(Mutex::new(())),
        }
    }

    /// The index that follows.
    pub(crate) fn index(&self) -> Arc<Index> {
        self.index.clone()
    }

    /// Takes in everything that has changed and commits. Says how many changes
    /// there were.
    ///
    /// # Errors
    /// When the database or the index fails; what was committed stays.
    pub(crate) async fn catch_up(&self) -> anyhow::Result<usize> {
        let _turn = self.at_work.lock().await;
        let mut taken = 0;
        let mut since_commit = 0;
        let mut sequence = self.index.last_sequence();
        loop {
            let changes = self.store.changes_after(sequence, STEP).await?;
            let Some(last) = changes.iter().map(|change| change.sequence).max() else {
                break;
            };
            sequence = last;
            taken += changes.len();
            since_commit += changes.len();
            let index = self.index.clone();
            let commit = since_commit >= COMMIT_AFTER;
            if commit {
                since_commit = 0;
            }
            tokio::task::spawn_blocking(move || {
                let changes: Vec<_> = changes
                    .iter()
                    .map(|change| search::Change {
                        sequence: change.sequence,
                        id: change.id,
                        posting: change.posting.as_ref(),
                    })
                    .collect();
                index.apply(&changes)?;
                if commit { index.commit(last) } else { Ok(()) }
            })
            .await
            .context("the index stopped")??;
        }
        if since_commit > 0 {
            let index = self.index.clone();
            tokio::task::spawn_blocking(move || index.commit(sequence))
                .await
                .context("the index stopped")??;
        }
        Ok(taken)
    }

    /// Keeps following until it is told to finish.
    pub(crate) fn follow(&self) -> Following {
        let follower = self.clone();
        let (finish, mut finished) = oneshot::channel::<()>();
        let task = tokio::spawn(async move {
            loop {
                follower.catch_up().await?;
                if tokio::time::timeout(PAUSE, &mut finished).await.is_ok() {
                    return follower.catch_up().await.map(|_| ());
                }
            }
        });
        Following { finish, task }
    }
}

/// Following that goes on in the background.
pub(crate) struct Following {
    finish: oneshot::Sender<()>,
    task: JoinHandle<anyhow::Result<()>>,
}

impl Following {
    /// Takes in what is left and stops.
    ///
    /// # Errors
    /// What went wrong while following.
    pub(crate) async fn finish(self) -> anyhow::Result<()> {
        // A task that is gone has its error as its result.
        let _ = self.finish.send(());
        self.task.await.context("the index stopped")?
    }
}

/// Following of a running server.
pub(crate) struct Running {
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Running {
    /// Lets the changes that are being taken in be taken in, and stops.
    pub(crate) async fn finish(self) {
        // A task that is gone needs no word.
        let _ = self.stop.send(());
        if let Err(error) = self.task.await {
            tracing::error!(%error, "following the database stopped");
        }
    }
}

/// Keeps the index of a running server up to date until told to finish. A
/// failure is logged when it begins and when it is over, and tried again, less
/// and less often: the database stays the truth meanwhile.
pub(crate) fn start(board: Arc<Board>) -> Running {
    let (stop, mut stopped) = oneshot::channel();
    let task = tokio::spawn(async move {
        let mut pause = PAUSE;
        loop {
            match board.intake.catch_up().await {
                Ok(changes) => {
                    if board.intake.health.recover() {
                        tracing::info!("the index follows again");
                    }
                    if changes > 0 {
                        tracing::info!(changes, "the index took in changes");
                    }
                    pause = follow_market(&board).await;
                }
                Err(error) => {
                    if board.intake.health.fail(board.now()) {
                        tracing::error!(
                            error = told_once(&error),
                            "the index cannot follow; trying again until it can"
                        );
                    }
                    pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
                }
            }
            if tokio::time::timeout(pause, &mut stopped).await.is_ok() {
                return;
            }
        }
    });
    Running { stop, task }
}

/// Lets the counts of the market take a step, and says when to look again: at once
/// while there is more to do.
async fn follow_market(board: &Board) -> Duration {
    match outlook::step(&board.intake.store).await {
        Ok(MarketProgress::More) => Duration::ZERO,
        Ok(MarketProgress::Done) => PAUSE,
        Err(error) => {
            tracing::error!(%error, "the counts of the market cannot follow; trying again");
            LONGEST_PAUSE
        }
    }
}

/// Since when the index of a running server could not follow.
#[derive(Debug, Default)]
pub(crate) struct Health {
    failing_since: std::sync::Mutex<Option<Timestamp>>,
}

impl Health {
    /// Notes a failure; says whether it is the first after a success.
    fn fail(&self, now: Timestamp) -> bool {
        let mut since = self.since();
        let first = since.is_none();
        since.get_or_insert(now);
        first
    }

    /// Notes a success; says whether it is the first after a failure.
    fn recover(&self) -> bool {
        self.since().take().is_some()
    }

    /// For how long following has failed; `None` when it works.
    pub(crate) fn failing_for(&self, now: Timestamp) -> Option<Duration> {
        let since = (*self.since())?;
        let millis = u64::try_from(now.millis() - since.millis()).unwrap_or_default();
        Some(Duration::from_millis(millis))
    }

    fn since(&self) -> std::sync::MutexGuard<'_, Option<Timestamp>> {
        let since = self.failing_since.lock();
        since.unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use crate::config::Layers;
    use crate::import;

    #[test]
    fn only_the_first_failure_and_the_first_success_are_news() {
        let at = Timestamp::from_millis;
        let health = Health::default();
        assert!(!health.recover());
        assert_eq!(health.failing_for(at(5)), None);
        assert!(health.fail(at(1_000)));
        assert!(!health.fail(at(2_000)));
        let failing = health.failing_for(at(4_000));
        assert_eq!(failing, Some(Duration::from_secs(3)));
        assert!(health.recover());
        assert!(!health.recover());
        assert_eq!(health.failing_for(at(5_000)), None);
    }

    #[tokio::test]
    async fn a_server_that_could_not_write_its_index_follows_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut layers = Layers::default();
        let dir = folder.path().display().to_string();
        layers.flags.insert("data_dir".to_owned(), dir);
        let config = layers.settle().unwrap();
        let now = Timestamp::from_date(2026, 11, 1).unwrap();
        let board = Board::open(&config.data, String::new(), Clock::fixed(now)).await;
        let board = Arc::new(board.unwrap());
        import::demo_world(&board.intake, 1, 60, 6).await.unwrap();
        let indexed = board.intake.index().unwrap().list_ids();
        let place = folder.path().join("index");
        let away = folder.path().join("away");
        std::fs::rename(&place, &away).unwrap();
        board.intake.store.delete(&indexed[..5]).await.unwrap();
        assert!(board.intake.catch_up().await.is_err());
        assert!(board.intake.catch_up().await.is_err());
        std::fs::rename(&away, &place).unwrap();
        assert!(board.intake.catch_up().await.unwrap() > 0);
        let after = board.intake.index().unwrap().list_ids();
        assert!(!after.iter().any(|id| indexed[..5].contains(id)));
        assert!(board.check().await.unwrap().is_clean());
        board.close().await;
    }
}

//! The index follows the database: it reads the log of changes from where its
//! last commit ended, so a crash loses nothing and repeats nothing.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use domain::Timestamp;
use search::Index;
use store::{MarketProgress, Store};
use tokio::sync::{Mutex, oneshot, watch};
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

/// When following in the background commits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Commits {
    /// As soon as changes were taken in: it goes on for days.
    AtOnce,
    /// When following ends, when it is wished, and after many changes: small
    /// commits would be merged again and again. What a crash takes away is taken
    /// in again at the next start.
    AtTheEnd,
}

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
        let mut open = Uncommitted::after(self.index.last_sequence());
        let taken = self.take_in(&mut open).await?;
        self.commit(&mut open).await?;
        self.index.free_retired();
        Ok(taken)
    }

    /// Takes in everything that has changed; commits only what has become much.
    async fn take_in(&self, open: &mut Uncommitted) -> anyhow::Result<usize> {
        let mut taken = 0;
        loop {
            let changes = self.store.changes_after(open.sequence, STEP).await?;
            let Some(last) = changes.iter().map(|change| change.sequence).max() else {
                return Ok(taken);
            };
            taken += changes.len();
            open.sequence = last;
            open.changes += changes.len();
            let index = self.index.clone();
            tokio::task::spawn_blocking(move || {
                let changes: Vec<_> = changes
                    .iter()
                    .map(|change| search::Change {
                        sequence: change.sequence,
                        id: change.id,
                        posting: change.posting.as_ref(),
                    })
                    .collect();
                index.apply(&changes)
            })
            .await
            .context("the index stopped")??;
            if open.changes >= COMMIT_AFTER {
                self.commit(open).await?;
            }
        }
    }

    /// Makes what was taken in durable and visible.
    async fn commit(&self, open: &mut Uncommitted) -> anyhow::Result<()> {
        if open.changes == 0 {
            return Ok(());
        }
        let (index, sequence) = (self.index.clone(), open.sequence);
        tokio::task::spawn_blocking(move || index.commit(sequence))
            .await
            .context("the index stopped")??;
        open.changes = 0;
        Ok(())
    }

    /// Keeps following until it is told to finish.
    pub(crate) fn follow(&self, commits: Commits) -> Following {
        let follower = self.clone();
        let (wish, wishes) = watch::channel(Wish::GoOn);
        let task = tokio::spawn(async move {
            match commits {
                Commits::AtOnce => follower.follow_closely(wishes).await,
                Commits::AtTheEnd => follower.follow_loosely(wishes).await,
            }
        });
        Following { wish, task }
    }

    async fn follow_closely(&self, mut wishes: watch::Receiver<Wish>) -> anyhow::Result<()> {
        loop {
            self.catch_up().await?;
            if next_wish(&mut wishes).await == Wish::Finish {
                return self.catch_up().await.map(|_| ());
            }
        }
    }

    async fn follow_loosely(&self, mut wishes: watch::Receiver<Wish>) -> anyhow::Result<()> {
        let _turn = self.at_work.lock().await;
        let mut open = Uncommitted::after(self.index.last_sequence());
        loop {
            self.take_in(&mut open).await?;
            let wish = next_wish(&mut wishes).await;
            if wish != Wish::GoOn {
                self.take_in(&mut open).await?;
                self.commit(&mut open).await?;
            }
            if wish == Wish::Finish {
                return Ok(());
            }
        }
    }
}

/// What is wished of following in the background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    GoOn,
    /// Commit, and go on.
    Commit,
    /// Commit, and end.
    Finish,
}

/// What is wished now, after a pause unless it is something new. Whoever is gone
/// wishes for the end.
async fn next_wish(wishes: &mut watch::Receiver<Wish>) -> Wish {
    match tokio::time::timeout(PAUSE, wishes.changed()).await {
        Err(_) => Wish::GoOn,
        Ok(Ok(())) => *wishes.borrow_and_update(),
        Ok(Err(_)) => Wish::Finish,
    }
}

/// What the index has taken in since its last commit.
struct Uncommitted {
    /// Number of the last change taken in.
    sequence: u64,
    /// How many changes wait for a commit.
    changes: usize,
}

impl Uncommitted {
    const fn after(sequence: u64) -> Self {
        Self {
            sequence,
            changes: 0,
        }
    }
}

/// Following that goes on in the background.
pub(crate) struct Following {
    wish: watch::Sender<Wish>,
    task: JoinHandle<anyhow::Result<()>>,
}

impl Following {
    /// Lets it commit what is there, while this program does something else.
    pub(crate) fn commit_soon(&self) {
        self.wish.send_replace(Wish::Commit);
    }

    /// Takes in what is left and stops.
    ///
    /// # Errors
    /// What went wrong while following.
    pub(crate) async fn finish(self) -> anyhow::Result<()> {
        self.wish.send_replace(Wish::Finish);
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

    async fn board(folder: &tempfile::TempDir) -> Arc<Board> {
        let mut layers = Layers::default();
        let dir = folder.path().display().to_string();
        layers.flags.insert("data_dir".to_owned(), dir);
        let config = layers.settle().unwrap();
        let now = Timestamp::from_date(2026, 11, 1).unwrap();
        let board = Board::open(&config.data, String::new(), Clock::fixed(now)).await;
        Arc::new(board.unwrap())
    }

    /// Waits for something to become so.
    async fn until(what: impl Fn() -> bool) {
        while !what() {
            tokio::time::sleep(PAUSE / 4).await;
        }
    }

    #[tokio::test]
    async fn following_that_commits_at_the_end_does_so_when_it_is_wished() {
        let folder = tempfile::tempdir().unwrap();
        let board = board(&folder).await;
        import::demo_world(&board.intake, 1, 60, 6).await.unwrap();
        let index = board.intake.index().unwrap();
        let indexed = index.list_ids();
        let all = indexed.len();
        let following = board
            .intake
            .follow_in_background(Commits::AtTheEnd)
            .unwrap();
        board.intake.store.delete(&indexed[..5]).await.unwrap();
        following.commit_soon();
        until(|| index.list_ids().len() < all).await;
        board.intake.store.delete(&indexed[5..6]).await.unwrap();
        following.finish().await.unwrap();
        assert!(!index.list_ids().iter().any(|id| indexed[..6].contains(id)));
        assert!(board.check().await.unwrap().is_clean());
        board.close().await;
    }

    #[tokio::test]
    async fn a_server_that_could_not_write_its_index_follows_again() {
        let folder = tempfile::tempdir().unwrap();
        let board = board(&folder).await;
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

//! The index follows the database: it reads the log of changes from where its
//! last commit ended, so a crash loses nothing and repeats nothing.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use search::Index;
use store::Store;
use tokio::sync::{Mutex, oneshot};
use tokio::task::JoinHandle;

use crate::board::Board;

/// Changes taken at a time.
const STEP: u32 = 2_000;
/// Changes after which the index commits even though more are waiting.
const COMMIT_AFTER: usize = 100_000;
/// How often a running server looks for changes, its own and other programs'.
const PAUSE: Duration = Duration::from_millis(400);

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

/// Keeps the index of a running server up to date. A failure is logged and
/// tried again: the database stays the truth meanwhile.
pub(crate) fn start(board: Arc<Board>) {
    tokio::spawn(async move {
        let mut pause = tokio::time::interval(PAUSE);
        pause.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            pause.tick().await;
            match board.intake.catch_up().await {
                Ok(0) => {}
                Ok(changes) => tracing::info!(changes, "the index took in changes"),
                Err(error) => {
                    tracing::error!(error = format!("{error:#}"), "the index cannot follow");
                }
            }
        }
    });
}

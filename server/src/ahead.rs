//! Makes the figures over months ahead, whenever what they are made of has changed,
//! so that no visitor waits for them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::board::Board;

/// How often a running server looks whether anything has changed.
const PAUSE: Duration = Duration::from_millis(500);
/// How many times as long as making took it rests after making: a board that
/// changes all the time keeps most of a core for its visitors.
const REST: u32 = 4;

/// Making that goes on in the background.
pub(crate) struct Ahead {
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Ahead {
    /// Lets what is being made be made, and stops.
    pub(crate) async fn finish(self) {
        // A task that is gone needs no word.
        let _ = self.stop.send(());
        if let Err(error) = self.task.await {
            tracing::error!(%error, "figures are no longer made ahead");
        }
    }
}

/// Keeps making figures until told to finish. A failure is logged by whoever
/// found it; the figures of before stay until it is over.
pub(crate) fn start(board: Arc<Board>) -> Ahead {
    let (stop, mut stopped) = oneshot::channel();
    board.keep_market_ahead();
    let task = tokio::spawn(async move {
        let mut made = None;
        loop {
            let mut rest = PAUSE;
            if board
                .market_moment()
                .await
                .is_ok_and(|moment| made.as_ref() != Some(&moment))
            {
                let started = Instant::now();
                made = make(board.clone()).await.or(made);
                rest = rest.max(started.elapsed().saturating_mul(REST));
            }
            if tokio::time::timeout(rest, &mut stopped).await.is_ok() {
                return;
            }
        }
    });
    Ahead { stop, task }
}

/// Makes them on a thread of their own: it is work for a core, not for waiting.
async fn make(board: Arc<Board>) -> Option<crate::board::Moment> {
    let here = Handle::current();
    let work = move || here.block_on(async move { board.refresh_market().await });
    tokio::task::spawn_blocking(work).await.ok()?.ok()
}

//! Makes the figures over months ahead, whenever what they are made of has changed,
//! so that no visitor waits for them; then, one by one, those of the skills that are
//! asked for most.

use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, Instant};

use app::backend::Market;
use domain::StaleFilter;
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::board::Board;

/// How often a running server looks whether anything has changed, unless it rests.
const PAUSE: Duration = Duration::from_millis(500);
/// How many times as long as making took it rests after making: a board that
/// changes all the time keeps most of a core for its visitors.
const REST: u32 = 4;

/// Skills whose figures are made ahead, those that most roles ask for.
const SKILLS: usize = 100;

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
/// found it; the figures of before stay until it is over. Visitors wait for the
/// first ones, so these are made where their pages are, on the runtime that is
/// given for them.
pub(crate) fn start(board: Arc<Board>, visitors: Handle) -> Ahead {
    let (stop, mut stopped) = oneshot::channel();
    board.keep_market_ahead();
    let task = tokio::spawn(async move {
        let mut made = None;
        let mut skills = Vec::new().into_iter();
        loop {
            let mut rest = PAUSE;
            if board
                .market_moment()
                .await
                .is_ok_and(|moment| made.as_ref() != Some(&moment))
            {
                let started = Instant::now();
                let of_months = board.clone();
                let runtime = match made {
                    None => visitors.clone(),
                    Some(_) => Handle::current(),
                };
                let making = async move { of_months.refresh_market().await.ok() };
                made = on_a_thread(runtime, making).await.or(made);
                skills = board.most_asked_skills(SKILLS).into_iter();
                rest = rest.max(started.elapsed().saturating_mul(REST));
            } else if let Some(skill) = skills.next() {
                let started = Instant::now();
                let of_skill = board.clone();
                let making =
                    async move { of_skill.skill_figures(&skill, StaleFilter::Show).await.ok() };
                on_a_thread(Handle::current(), making).await;
                rest = started.elapsed().saturating_mul(REST);
            }
            if tokio::time::timeout(rest, &mut stopped).await.is_ok() {
                return;
            }
        }
    });
    Ahead { stop, task }
}

/// Makes something on a thread of its own of a runtime: it is work for a core, not
/// for waiting. A failure has been logged by whoever found it, a panic by its hook.
async fn on_a_thread<T: Send + 'static>(
    runtime: Handle,
    work: impl Future<Output = Option<T>> + Send + 'static,
) -> Option<T> {
    let there = runtime.clone();
    runtime
        .spawn_blocking(move || there.block_on(work))
        .await
        .ok()?
}

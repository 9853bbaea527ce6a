//! Fetching that goes on in the background: what is due is taken and fetched,
//! until the word to stop is given.

use std::sync::Arc;
use std::time::Duration;

use store::FirstFetch;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::fleet::{Finished, Fleet, Wanted};
use super::run::Ended;
use super::{Collector, Stop, add_shipped};
use crate::causes::told_once;

/// How often it is looked whether something is due.
const TICK: Duration = Duration::from_secs(1);
/// The longest pause while the database fails.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Fetching in the background.
pub(crate) struct Collecting {
    word: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Collecting {
    /// Gives the word to stop and waits for the runs under way to end.
    pub(crate) async fn finish(self) {
        // A task that is gone needs no word.
        let _ = self.word.send(true);
        if let Err(error) = self.task.await {
            tracing::error!(%error, "fetching stopped");
        }
    }
}

/// What becomes of a demo world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Demo {
    /// While there is one, nothing is fetched: real postings would take its place.
    Stays,
    /// The first real posting takes its place.
    MakesRoom,
}

/// Fetches what is due until told to finish.
pub(crate) fn start(collector: Arc<Collector>, demo: Demo) -> Collecting {
    let (word, stop) = Stop::channel();
    let task = tokio::spawn(async move {
        let mut stop = stop;
        let schedule = Schedule::new(collector, stop.clone(), demo);
        schedule.go(&mut stop).await;
    });
    Collecting { word, task }
}

/// What is due, taken and fetched.
pub(super) struct Schedule {
    collector: Arc<Collector>,
    fleet: Fleet,
    wanted: Wanted,
    demo: Demo,
    shipped_are_added: bool,
    pause: Duration,
}

impl Schedule {
    pub(super) fn new(collector: Arc<Collector>, stop: Stop, demo: Demo) -> Self {
        let wanted = if collector.config.shipped {
            Wanted::Due
        } else {
            Wanted::DueOfOperator
        };
        Self {
            fleet: Fleet::new(Arc::clone(&collector), stop),
            shipped_are_added: !collector.config.shipped,
            collector,
            wanted,
            demo,
            pause: TICK,
        }
    }

    async fn go(mut self, stop: &mut Stop) {
        while !stop.is_given() {
            match self.tick().await {
                Ok(_) => self.pause = TICK,
                Err(error) => {
                    self.pause = self.pause.saturating_mul(2).min(LONGEST_PAUSE);
                    tracing::error!(error = told_once(&error), "boards cannot be taken");
                }
            }
            tokio::select! {
                () = stop.given() => {}
                () = tokio::time::sleep(self.pause) => {}
                finished = self.fleet.next() => self.tell(&finished),
            }
        }
        self.finish().await;
    }

    /// Waits for the runs under way to end.
    pub(super) async fn finish(self) {
        self.fleet.finish().await;
    }

    /// Takes what is due, as far as there is room; says how many boards.
    pub(super) async fn tick(&mut self) -> anyhow::Result<usize> {
        let collector = &self.collector;
        if self.demo == Demo::Stays && collector.intake.is_demo() {
            return Ok(0);
        }
        if !self.shipped_are_added {
            let first = FirstFetch::Within(collector.config.interval);
            let added = add_shipped(&collector.intake.store, first, collector.now()).await?;
            if added > 0 {
                tracing::info!(added, "boards of the shipped list are fetched from now on");
            }
            self.shipped_are_added = true;
        }
        self.fleet.renew().await?;
        Ok(self.fleet.take(&self.wanted).await?.len())
    }

    fn tell(&mut self, finished: &Finished) {
        let board = &finished.row.name;
        match &finished.ended {
            Ended::Interrupted => {}
            Ended::Untold(error) => {
                self.pause = self.pause.saturating_mul(2).min(LONGEST_PAUSE);
                tracing::error!(board, error = told_once(error), "a run was not recorded");
            }
            Ended::Told(run) => {
                if let Some(error) = &run.error {
                    tracing::warn!(board, error, "a board could not be fetched");
                } else if let Some(warning) = &run.warning {
                    tracing::warn!(board, warning, "a board was fetched");
                } else if run.new + run.changed + run.closed + run.reopened > 0 {
                    tracing::info!(
                        board,
                        new = run.new,
                        changed = run.changed,
                        closed = run.closed,
                        reopened = run.reopened,
                        "a board was fetched"
                    );
                }
            }
        }
    }
}

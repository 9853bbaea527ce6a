//! Postings from employers' boards, fetched again and again.
//!
//! A board goes this way: the [`schedule`] takes it when it is due, with a
//! lease, so that no other server does; [`crawl`] asks its questions through
//! [`asking`], politely; [`reading`] makes postings of the answers; [`run`]
//! records them, tells the store what the listing holds, and leaves a row that
//! says how it went. What is due when is decided in [`pace`], which rows are
//! which boards in [`boards`].

mod asking;
mod boards;
mod crawl;
mod figures;
mod fleet;
mod pace;
mod pass;
mod reading;
mod run;
mod schedule;
mod tally;
mod trial;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use domain::{SourceKey, Timestamp};
use ingest::fetch::FetchConfig;
use tokio::sync::{Semaphore, SemaphorePermit, watch};

pub(crate) use asking::Asking;
pub(crate) use boards::{
    Candidate, ShippedList, Standing, add_shipped, board_of, new_board, shipped_to_come,
};
pub(crate) use figures::record_state;
pub(crate) use pass::{Pass, fetch_once};
pub(crate) use schedule::{Collecting, Demo, start};
pub(crate) use trial::{Trial, try_board};

use crate::config::CollectionConfig;
use crate::intake::Intake;

/// Everything that fetching boards needs.
pub(crate) struct Collector {
    /// Where postings go.
    pub(crate) intake: Arc<Intake>,
    asking: Asking,
    config: CollectionConfig,
    /// Name of this process, which no other has: leases are in its name.
    holder: String,
    /// Runs that may read or write at the same time: both cost memory and
    /// processors, and there is one place to write; waiting for answers costs
    /// neither.
    working: Semaphore,
    /// Sources that the store has been told the names of.
    described: Mutex<HashSet<SourceKey>>,
}

impl Collector {
    /// Makes one. `chance` differs between processes.
    ///
    /// # Errors
    /// When the settings of fetching cannot be used.
    pub(crate) fn new(
        intake: Arc<Intake>,
        config: &CollectionConfig,
        chance: u64,
    ) -> anyhow::Result<Self> {
        Self::with(intake, config, config.fetching(), chance)
    }

    /// The same with other settings of fetching.
    fn with(
        intake: Arc<Intake>,
        config: &CollectionConfig,
        fetching: FetchConfig,
        chance: u64,
    ) -> anyhow::Result<Self> {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Ok(Self {
            asking: Asking::with(config, fetching, intake.clock().clone(), chance)?,
            holder: format!("{}-{chance:016x}", std::process::id()),
            working: Semaphore::new(cores.clamp(2, 8)),
            described: Mutex::default(),
            config: config.clone(),
            intake,
        })
    }

    /// Waits for a place among those that read and write.
    async fn place(&self) -> anyhow::Result<SemaphorePermit<'_>> {
        Ok(self.working.acquire().await?)
    }

    /// Tells the store what a source is called, once.
    async fn describe(&self, source: &SourceKey) -> store::Result<()> {
        let known = |set: &Mutex<HashSet<SourceKey>>, note: bool| {
            let mut set = set.lock().unwrap_or_else(PoisonError::into_inner);
            if note {
                !set.insert(source.clone())
            } else {
                set.contains(source)
            }
        };
        if !known(&self.described, false) {
            boards::describe(&self.intake.store, source).await?;
            known(&self.described, true);
        }
        Ok(())
    }

    /// The time now.
    fn now(&self) -> Timestamp {
        self.intake.now()
    }
}

/// Told to everything that runs when it is to stop: questions that are under
/// way are dropped, what is being written is written to its end.
#[derive(Clone, Debug)]
pub(crate) struct Stop(watch::Receiver<bool>);

impl Stop {
    /// A word that can be given, and where it is heard.
    pub(crate) fn channel() -> (watch::Sender<bool>, Self) {
        let (word, heard) = watch::channel(false);
        (word, Self(heard))
    }

    /// Whether the word was given.
    pub(crate) fn is_given(&self) -> bool {
        *self.0.borrow()
    }

    /// Ends when the word is given; never when nobody can give it any more.
    pub(crate) async fn given(&mut self) {
        if self.0.wait_for(|given| *given).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(test)]
mod tests;

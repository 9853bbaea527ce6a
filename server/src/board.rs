//! The board as pages and the JSON interface see it: searches answered from the
//! index, postings from the database.

mod agreement;
mod cache;
mod catalogue;
mod check;
mod company;
mod credit;
mod figures;
mod first_roles;
mod history;
mod learning;
mod marks;
mod matching;
mod outlook;
mod role_links;
mod source_boards;
mod suggestion;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use domain::{Skill, Slug, Timestamp};
use search::Index;
use store::{Judged, Store};

use crate::clock::Clock;
use crate::collection::ShippedList;
use crate::config::DataConfig;
use crate::intake::Intake;
use cache::Cache;
pub(crate) use credit::CardCredit;
use outlook::Kept;

/// Everything behind the pages.
pub(crate) struct Board {
    /// Where postings come in.
    pub(crate) intake: Arc<Intake>,
    /// The database as visitors read it.
    store: Store,
    index: Arc<Index>,
    cache: Cache,
    kept: Kept,
    origin: String,
    skills: HashMap<Slug, &'static Skill>,
    collects: AtomicBool,
    shipped_off: AtomicBool,
}

impl Board {
    /// Opens the database and the index in a data folder, making what is absent.
    ///
    /// # Errors
    /// With what to do, when either cannot be opened, and when another program
    /// has the index open.
    pub(crate) async fn open(
        config: &DataConfig,
        origin: String,
        clock: Clock,
    ) -> anyhow::Result<Self> {
        Self::over(Intake::open(config, clock).await?, config, origin)
    }

    /// Opens the same with an empty index, whatever state the old one is in;
    /// [`Board::reindex`] fills it.
    ///
    /// # Errors
    /// As for [`Board::open`].
    pub(crate) async fn open_anew(config: &DataConfig, clock: Clock) -> anyhow::Result<Self> {
        let intake = Intake::open_anew(config, clock).await?;
        Self::over(intake, config, String::new())
    }

    fn over(intake: Intake, config: &DataConfig, origin: String) -> anyhow::Result<Self> {
        let index = intake.index().with_context(|| {
            format!(
                "another backboard is running on the data folder {}; stop it, or choose another \
                 folder with --data-dir",
                config.dir.display()
            )
        })?;
        let skills = extract::vocabulary::skills();
        Ok(Self {
            store: intake.store.clone(),
            intake: Arc::new(intake),
            index,
            cache: Cache::new(),
            kept: Kept::default(),
            collects: AtomicBool::new(false),
            shipped_off: AtomicBool::new(false),
            origin,
            skills: skills
                .iter()
                .map(|skill| (skill.slug.clone(), skill))
                .collect(),
        })
    }

    /// Gives visitors connections of their own to the database, so that they do
    /// not wait for one that work in the background has, nor for its threads.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn for_visitors(self) -> store::Result<Self> {
        let store = self.store.with_own_readers().await?;
        Ok(Self { store, ..self })
    }

    /// Ends all work and closes the database.
    pub(crate) async fn close(&self) {
        self.store.close_connections().await;
        self.intake.close().await;
    }

    /// The time now.
    pub(crate) fn now(&self) -> Timestamp {
        self.intake.now()
    }

    /// Origin of the site, without a slash at the end.
    pub(crate) fn origin(&self) -> String {
        self.origin.clone()
    }

    /// Whether the postings are made up.
    pub(crate) fn is_demo(&self) -> bool {
        self.intake.is_demo()
    }

    /// Notes that this process fetches postings when they are due.
    pub(crate) fn note_collecting(&self) {
        self.collects.store(true, Ordering::Relaxed);
    }

    /// Whether this process fetches postings when they are due.
    pub(crate) fn collects(&self) -> bool {
        self.collects.load(Ordering::Relaxed)
    }

    /// Notes the switch of the shipped list, which is on unless this says otherwise.
    pub(crate) fn note_shipped_list(&self, list: ShippedList) {
        let off = list == ShippedList::Off;
        self.shipped_off.store(off, Ordering::Relaxed);
    }

    /// The switch of the shipped list.
    pub(crate) fn shipped_list(&self) -> ShippedList {
        if self.shipped_off.load(Ordering::Relaxed) {
            ShippedList::Off
        } else {
            ShippedList::On
        }
    }

    /// The database as visitors read it.
    pub(crate) const fn store(&self) -> &Store {
        &self.store
    }

    /// Number of changes of the database that searches do not see yet.
    ///
    /// # Errors
    /// When the database does not answer.
    pub(crate) async fn index_lag(&self) -> store::Result<u64> {
        let last = self.store.last_sequence().await?;
        Ok(last.saturating_sub(self.index.last_sequence()))
    }

    /// Judges every role anew and fills the index. Says how many roles it holds.
    pub(crate) async fn reindex(&self) -> anyhow::Result<u64> {
        self.intake.judge_roles(Judged::All).await?;
        self.intake.catch_up().await?;
        Ok(self.index.size().postings)
    }
}

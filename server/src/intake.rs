//! Where postings come in: the database, and the index that follows it when no
//! other program has it open.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use domain::{CountryCode, Timestamp};
use search::{Index, Lexicon, SearchError, WriterOptions};
use store::{DatabaseUrl, ImportRun, NewPosting, Recorded, Store};

use crate::clock::Clock;
use crate::config::DataConfig;
use crate::follower::{Follower, Following};
use crate::import::Totals;
use crate::lifetime::Lifetimes;
use crate::sources;

/// Where the database remembers that it holds a demo world.
const DEMO_KEY: &str = "demo";

/// The database with its follower.
pub(crate) struct Intake {
    pub(crate) store: Store,
    follower: Option<Follower>,
    clock: Clock,
    lifetimes: Lifetimes,
    demo: AtomicBool,
}

impl Intake {
    /// Opens the database in a data folder, making what is absent, and the index
    /// unless a running server has it open: that one follows by itself.
    ///
    /// # Errors
    /// With what to do, when either cannot be opened.
    pub(crate) async fn open(config: &DataConfig, clock: Clock) -> anyhow::Result<Self> {
        std::fs::create_dir_all(&config.dir)
            .with_context(|| format!("the data folder {} cannot be made", config.dir.display()))?;
        let url = DatabaseUrl::parse(config.database.reveal())?;
        let store = Store::open(&url)
            .await
            .with_context(|| format!("the database {url} cannot be opened"))?;
        let folder = config.dir.join("index");
        let follower = match open_index(&folder, config.index_memory) {
            Ok(index) => Some(Follower::new(store.clone(), Arc::new(index))),
            Err(SearchError::InUse { .. }) => None,
            Err(error) => {
                return Err(error).with_context(|| {
                    format!("the search index in {} cannot be opened", folder.display())
                });
            }
        };
        let demo = store.find_meta(DEMO_KEY).await?.is_some();
        Ok(Self {
            store,
            follower,
            clock,
            lifetimes: config.lifetimes,
            demo: AtomicBool::new(demo),
        })
    }

    /// Ends all work and closes the database.
    pub(crate) async fn close(&self) {
        self.store.close_connections().await;
    }

    /// The index, unless another program has it open.
    pub(crate) fn index(&self) -> Option<Arc<Index>> {
        self.follower.as_ref().map(Follower::index)
    }

    /// The time now.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Whether the postings are made up.
    pub(crate) fn is_demo(&self) -> bool {
        self.demo.load(Ordering::Relaxed)
    }

    /// Whether there is no posting at all.
    pub(crate) async fn is_empty(&self) -> anyhow::Result<bool> {
        Ok(self.store.count_postings().await? == 0)
    }

    /// Records a batch, in which those past their lifetime are closed. Real
    /// postings take the place of a demo world.
    pub(crate) async fn record(
        &self,
        postings: &mut [NewPosting],
        seen_at: Timestamp,
    ) -> anyhow::Result<Vec<Recorded>> {
        self.lifetimes.close_aged(postings, self.now());
        let made_up = |posting: &NewPosting| sources::is_demo(&posting.source);
        if postings.iter().any(made_up) && !self.is_demo() {
            self.store.set_meta(DEMO_KEY, "yes").await?;
            self.demo.store(true, Ordering::Relaxed);
        } else if self.is_demo() && postings.iter().any(|posting| !made_up(posting)) {
            self.clear_demo().await?;
        }
        Ok(self.store.record(postings, seen_at).await?)
    }

    /// Closes the recorded postings that have come of age, and says how many
    /// they were.
    pub(crate) async fn close_aged(&self) -> anyhow::Result<u64> {
        let now = self.now();
        let mut closed = 0;
        for (source, days) in self.lifetimes.by_source() {
            closed += self.store.close_expired(&source, days, now).await?;
        }
        Ok(closed)
    }

    /// Deletes every posting of the demo world.
    async fn clear_demo(&self) -> anyhow::Result<()> {
        tracing::info!("real postings arrive: the demo world makes room");
        for source in self.store.list_sources().await? {
            if sources::is_demo(&source.key) {
                self.store.delete_source_postings(&source.key).await?;
            }
        }
        self.store.delete_meta(DEMO_KEY).await?;
        self.demo.store(false, Ordering::Relaxed);
        Ok(())
    }

    /// Remembers an import, and what its sources are called.
    pub(crate) async fn record_import(
        &self,
        totals: &Totals,
        started_at: Timestamp,
    ) -> anyhow::Result<()> {
        let finished_at = self.now();
        for (source, counts) in &totals.by_source {
            if let Some(known) = sources::find(source) {
                self.store
                    .describe_source(source, known.name, known.homepage)
                    .await?;
            }
            let run = ImportRun {
                source: source.clone(),
                started_at,
                finished_at,
                read: counts.read,
                new: counts.new,
                updated: counts.updated,
                unchanged: counts.unchanged,
                duplicates: counts.duplicates,
                rejected: counts.rejected,
            };
            self.store.record_import_run(&run).await?;
        }
        Ok(())
    }

    /// Brings the index up to date, and notices when another program has made
    /// or cleared a demo world. Says how many changes there were.
    pub(crate) async fn catch_up(&self) -> anyhow::Result<usize> {
        let Some(follower) = &self.follower else {
            return Ok(0);
        };
        let changes = follower.catch_up().await?;
        if changes > 0 {
            let demo = self.store.find_meta(DEMO_KEY).await?.is_some();
            self.demo.store(demo, Ordering::Relaxed);
        }
        Ok(changes)
    }

    /// Lets the index follow until [`Following::finish`]; `None` when another
    /// program has it open.
    pub(crate) fn follow_in_background(&self) -> Option<Following> {
        self.follower.as_ref().map(Follower::follow)
    }
}

fn open_index(folder: &Path, memory: usize) -> Result<Index, SearchError> {
    let lexicon = Lexicon::new(extract::vocabulary::skills())
        .with_countries(country_names())
        .with_sources(sources::names());
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get().min(4));
    Index::open(folder, lexicon, WriterOptions { threads, memory })
}

/// Every country that the gazetteer knows, with its name.
fn country_names() -> impl Iterator<Item = (CountryCode, String)> {
    let letters = || 'A'..='Z';
    letters()
        .flat_map(move |first| letters().map(move |second| format!("{first}{second}")))
        .filter_map(|code| {
            let country = CountryCode::parse(&code)?;
            Some((country, extract::country_name(country)?.to_owned()))
        })
}

//! Where postings come in: the database, and the index that follows it when no
//! other program has it open.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use domain::{CountryCode, Timestamp};
use search::{Index, Lexicon, SearchError, WriterOptions};
use store::{DatabaseUrl, ImportRun, Judged, NewPosting, Recorded, Store};

use crate::clock::Clock;
use crate::config::DataConfig;
use crate::follower::{Commits, Follower, Following, Health};
use crate::import::Totals;
use crate::lifetime::Lifetimes;
use crate::{likeness, sources};

/// How often made-up postings are cleared for one batch of real ones; others
/// can hardly come in meanwhile.
const CLEARINGS: usize = 8;

/// The database with its follower.
pub(crate) struct Intake {
    pub(crate) store: Store,
    follower: Option<Follower>,
    /// How following goes in a running server.
    pub(crate) health: Health,
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
        Self::open_with(config, clock, Index::open).await
    }

    /// Opens the same with an empty index, whatever state the old one is in.
    ///
    /// # Errors
    /// With what to do, when either cannot be opened.
    pub(crate) async fn open_anew(config: &DataConfig, clock: Clock) -> anyhow::Result<Self> {
        Self::open_with(config, clock, Index::open_anew).await
    }

    async fn open_with(config: &DataConfig, clock: Clock, open: OpenIndex) -> anyhow::Result<Self> {
        std::fs::create_dir_all(&config.dir)
            .with_context(|| format!("the data folder {} cannot be made", config.dir.display()))?;
        let url = DatabaseUrl::parse(config.database.reveal())?;
        let store = Store::open(&url)
            .await
            .with_context(|| format!("the database {url} cannot be opened"))?;
        let folder = config.dir.join("index");
        let follower = match open_index(open, &folder, config.index_memory) {
            Ok(index) => {
                let last = store.last_sequence().await?;
                if index.belong_to(&store.identity().await?, last)? {
                    tracing::warn!(
                        "the search index was made from another database, or from a later state \
                         of this one: it is built anew"
                    );
                }
                Some(Follower::new(store.clone(), Arc::new(index)))
            }
            Err(SearchError::InUse { .. }) => None,
            Err(error) => {
                return Err(error).with_context(|| {
                    format!("the search index in {} cannot be opened", folder.display())
                });
            }
        };
        likeness::complete(&store).await?;
        let demo = store.holds_demo().await?;
        Ok(Self {
            store,
            follower,
            health: Health::default(),
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

    /// What tells the time.
    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
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

    /// Records a batch of real postings, in which those past their lifetime are
    /// closed. They take the place of a demo world.
    pub(crate) async fn record(
        &self,
        postings: &mut [NewPosting],
        seen_at: Timestamp,
    ) -> anyhow::Result<Vec<Recorded>> {
        self.lifetimes.close_aged(postings, self.now());
        for _ in 0..CLEARINGS {
            if let Some(recorded) = self.store.record_real(postings, seen_at).await? {
                self.demo.store(false, Ordering::Relaxed);
                return Ok(recorded);
            }
            tracing::info!("real postings arrive: the demo world makes room");
            self.store.clear_demo().await?;
        }
        anyhow::bail!("made-up postings keep coming in; stop what imports them")
    }

    /// Records a batch of made-up postings: of a loader's world, or from a file
    /// when no loader is named. `None` when real ones are there or on their way.
    pub(crate) async fn record_demo(
        &self,
        postings: &[NewPosting],
        seen_at: Timestamp,
        loader: Option<&str>,
    ) -> anyhow::Result<Option<Vec<Recorded>>> {
        let recorded = self.store.record_demo(postings, seen_at, loader).await?;
        if recorded.is_some() && !postings.is_empty() {
            self.demo.store(true, Ordering::Relaxed);
        }
        Ok(recorded)
    }

    /// Clears a demo world that was left half-way, unless another program has
    /// the index open, which may be at it.
    pub(crate) async fn clear_unfinished_demo(&self) -> anyhow::Result<()> {
        if self.follower.is_some() && self.store.clear_unfinished_demo().await? {
            tracing::warn!("a demo world was left half-way and is removed");
            self.demo.store(false, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Closes the recorded postings that have come of age, and says how many
    /// they were.
    pub(crate) async fn close_aged(&self) -> anyhow::Result<u64> {
        let now = self.now();
        let mut closed = 0;
        for (source, days) in self.lifetimes.by_source() {
            closed += self.store.close_expired(&source, days, now).await?;
        }
        for (source, days) in self.lifetimes.by_sight() {
            closed += self.store.close_unseen(&source, days, now).await?;
        }
        Ok(closed)
    }

    /// Judges which roles are stale, and says of how many that changed.
    pub(crate) async fn judge_roles(&self, judged: Judged) -> anyhow::Result<u64> {
        Ok(self.store.judge_roles(judged, self.now()).await?)
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
            let demo = self.store.holds_demo().await?;
            self.demo.store(demo, Ordering::Relaxed);
        }
        Ok(changes)
    }

    /// Lets the index follow until [`Following::finish`]; `None` when another
    /// program has it open.
    pub(crate) fn follow_in_background(&self, commits: Commits) -> Option<Following> {
        let follower = self.follower.as_ref()?;
        Some(follower.follow(commits))
    }
}

/// One of the ways to open an index.
type OpenIndex = fn(&Path, Lexicon, WriterOptions) -> Result<Index, SearchError>;

fn open_index(open: OpenIndex, folder: &Path, memory: usize) -> Result<Index, SearchError> {
    let lexicon = Lexicon::new(extract::vocabulary::skills())
        .with_countries(country_names())
        .with_sources(sources::names());
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get().min(4));
    open(folder, lexicon, WriterOptions { threads, memory })
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

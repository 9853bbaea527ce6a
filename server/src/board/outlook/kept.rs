//! Figures over months, kept until what they are made of changes. Making them of a
//! million postings takes seconds, so a running server makes them ahead and
//! answers with those of a moment ago meanwhile.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use app::AppError;
use domain::{ChartedFigure, FacetField, Outlook, Slug, StaleFilter, Timestamp};
use tokio::sync::{Mutex, Notify};

use super::frame::Frame;
use super::{Board, internal, outlook, salaries};

/// How long a visitor waits for the first figures of a program. Tests do not.
const PATIENCE: Duration = if cfg!(test) {
    Duration::ZERO
} else {
    Duration::from_secs(3)
};

/// What figures over months are made of, so that they are made again when it is
/// another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Moment {
    /// State of the index.
    generation: u64,
    /// Days since 1970: whole months are told by it.
    day: i64,
    /// State of what others publish.
    references: String,
    /// Whether stale roles are among those that are counted.
    stale: StaleFilter,
}

/// Figures of one moment.
pub(in crate::board) struct MarketFigures {
    pub(in crate::board) moment: Moment,
    pub(super) frame: Frame,
    pub(super) outlook: Arc<Outlook>,
    pub(super) salaries: Arc<Vec<ChartedFigure>>,
}

/// The newest figures, and who makes them.
#[derive(Default)]
pub(in crate::board) struct Kept {
    /// With and without stale roles.
    newest: RwLock<HashMap<StaleFilter, Arc<MarketFigures>>>,
    /// Held while they are made: nobody makes them twice.
    turn: Mutex<()>,
    /// Told whenever there are newer ones.
    made: Notify,
    /// Whether making them has failed since they were last made.
    failed: AtomicBool,
    /// Whether somebody makes them ahead, so that nobody waits for new ones.
    ahead: AtomicBool,
}

impl Kept {
    fn newest(&self, stale: StaleFilter) -> Option<Arc<MarketFigures>> {
        let newest = self.newest.read();
        let newest = newest.unwrap_or_else(PoisonError::into_inner);
        newest.get(&stale).cloned()
    }

    fn set(&self, figures: Arc<MarketFigures>) {
        let newest = self.newest.write();
        let mut newest = newest.unwrap_or_else(PoisonError::into_inner);
        let old = newest.insert(figures.moment.stale, figures);
        drop(newest);
        // Freed where nobody waits for the lock.
        drop(old);
        self.failed.store(false, Ordering::Relaxed);
        self.made.notify_waiters();
    }

    /// Notes that they could not be made; whoever waits for them is told.
    fn note_failure(&self) {
        self.failed.store(true, Ordering::Relaxed);
        self.made.notify_waiters();
    }

    /// The newest figures; the first ones of a program are waited for a while.
    async fn first(&self, stale: StaleFilter) -> Result<Arc<MarketFigures>, AppError> {
        let wait = async {
            loop {
                let mut made = std::pin::pin!(self.made.notified());
                // From now on nothing is missed.
                made.as_mut().enable();
                if let Some(newest) = self.newest(stale) {
                    return Ok(newest);
                }
                if self.failed.load(Ordering::Relaxed) {
                    return Err(AppError::Unavailable);
                }
                made.await;
            }
        };
        let found = tokio::time::timeout(PATIENCE, wait).await;
        found.unwrap_or(Err(AppError::Preparing))
    }
}

impl Board {
    /// The figures over months: those of now, or while they are made ahead the
    /// newest that there are.
    ///
    /// # Errors
    /// [`AppError::Preparing`] while the first ones are made ahead,
    /// [`AppError::Unavailable`] when they cannot be made.
    pub(in crate::board) async fn market_figures(
        &self,
        stale: StaleFilter,
    ) -> Result<Arc<MarketFigures>, AppError> {
        if self.kept.ahead.load(Ordering::Relaxed) {
            return self.kept.first(stale).await;
        }
        self.make_market_figures(stale).await
    }

    /// Whether figures are being made ahead and there are none yet.
    pub(in crate::board) fn is_first_outlook_pending(&self, stale: StaleFilter) -> bool {
        self.kept.ahead.load(Ordering::Relaxed) && self.kept.newest(stale).is_none()
    }

    /// Lets others know that figures are made ahead from now on.
    pub(crate) fn keep_market_ahead(&self) {
        self.kept.ahead.store(true, Ordering::Relaxed);
    }

    /// Makes the figures over months anew if what they are made of has changed:
    /// those of all roles first, then those without stale ones.
    ///
    /// # Errors
    /// When the database or the index fails.
    pub(crate) async fn refresh_market(&self) -> Result<Moment, AppError> {
        let made = self.make_both().await;
        if made.is_err() {
            self.kept.note_failure();
        }
        made
    }

    async fn make_both(&self) -> Result<Moment, AppError> {
        let moment = self
            .make_market_figures(StaleFilter::Show)
            .await?
            .moment
            .clone();
        self.make_market_figures(StaleFilter::Hide).await?;
        Ok(moment)
    }

    /// The skills that most open roles ask for, by the newest figures.
    pub(crate) fn most_asked_skills(&self, most: usize) -> Vec<Slug> {
        let Some(figures) = self.kept.newest(StaleFilter::Show) else {
            return Vec::new();
        };
        let asked = figures.frame.open_values(FacetField::Skill).iter();
        asked
            .filter_map(|(slug, _)| Slug::parse(slug).ok())
            .take(most)
            .collect()
    }

    async fn make_market_figures(
        &self,
        stale: StaleFilter,
    ) -> Result<Arc<MarketFigures>, AppError> {
        let moment = self.moment_of(stale).await?;
        let of_now = |figures: &Arc<MarketFigures>| figures.moment == moment;
        if let Some(newest) = self.kept.newest(stale).filter(of_now) {
            return Ok(newest);
        }
        let _turn = self.kept.turn.lock().await;
        let moment = self.moment_of(stale).await?;
        let of_now = |figures: &Arc<MarketFigures>| figures.moment == moment;
        if let Some(newest) = self.kept.newest(stale).filter(of_now) {
            return Ok(newest);
        }
        // Made ahead as a rule, and then in the background.
        let store = &self.intake.store;
        crate::outlook::catch_up(store).await.map_err(internal)?;
        let references = store.list_reference_series().await.map_err(internal)?;
        let frame = Frame::new(self, stale)?;
        let figures = Arc::new(MarketFigures {
            outlook: Arc::new(outlook(self, &frame, &references).await?),
            salaries: Arc::new(salaries::figures(self, &frame)?),
            frame,
            moment,
        });
        self.kept.set(figures.clone());
        Ok(figures)
    }

    /// What figures that are made now would be made of.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn market_moment(&self) -> Result<Moment, AppError> {
        self.moment_of(StaleFilter::Show).await
    }

    async fn moment_of(&self, stale: StaleFilter) -> Result<Moment, AppError> {
        Ok(Moment {
            generation: self.index.generation(),
            day: self.now().millis().div_euclid(Timestamp::DAY_MS),
            references: self
                .intake
                .store
                .reference_state()
                .await
                .map_err(internal)?,
            stale,
        })
    }
}

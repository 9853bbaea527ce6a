//! Figures over months, kept until what they are made of changes. Making them of a
//! million postings takes seconds, so a running server makes them ahead and
//! answers with those of a moment ago meanwhile.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use app::AppError;
use domain::{ChartedFigure, Outlook, StaleFilter, Timestamp};
use tokio::sync::Mutex;

use super::frame::Frame;
use super::{Board, internal, outlook, salaries};

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
        newest.insert(figures.moment.stale, figures);
    }
}

impl Board {
    /// The figures over months: those of now, or while they are made ahead the
    /// newest that there are.
    pub(in crate::board) async fn market_figures(
        &self,
        stale: StaleFilter,
    ) -> Result<Arc<MarketFigures>, AppError> {
        if self.kept.ahead.load(Ordering::Relaxed)
            && let Some(newest) = self.kept.newest(stale)
        {
            return Ok(newest);
        }
        self.make_market_figures(stale).await
    }

    /// Whether figures are being made ahead and there are none yet.
    pub(in crate::board) fn is_first_outlook_pending(&self) -> bool {
        self.kept.ahead.load(Ordering::Relaxed) && self.kept.newest(StaleFilter::Show).is_none()
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
        let moment = self
            .make_market_figures(StaleFilter::Show)
            .await?
            .moment
            .clone();
        self.make_market_figures(StaleFilter::Hide).await?;
        Ok(moment)
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
        crate::outlook::catch_up(&self.store)
            .await
            .map_err(internal)?;
        let references = self.store.list_reference_series().await.map_err(internal)?;
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
            references: self.store.reference_state().await.map_err(internal)?,
            stale,
        })
    }
}

//! The first roles of a search in one piece, for feeds: without pages, and without
//! the counts that the finder shows beside its results.

use std::sync::Arc;

use app::AppError;
use domain::{IgnoredParameter, JobCard, JobQuery, Timestamp};

use super::catalogue::{MINUTE, internal};
use super::{Board, CardCredit};

/// Most roles: more than a busy board gains between two polls of a reader.
const MOST: usize = 100;

/// The first roles of a search.
pub(crate) struct FirstRoles {
    /// Roles in the order of the search, each with the credit of its source.
    pub roles: Vec<(JobCard, CardCredit)>,
    /// What was not understood of the words and skills.
    pub ignored: Vec<IgnoredParameter>,
    /// The moment that 'posted within' is counted from.
    pub as_of: Timestamp,
}

impl Board {
    /// The first hundred roles of a search in its order, whatever its page. Kept
    /// until the index changes, for a minute at most.
    pub(crate) async fn first_roles(&self, query: &JobQuery) -> Result<Arc<FirstRoles>, AppError> {
        let (generation, minute) = self.moment();
        let key = (generation, minute, query.clone());
        if let Some(first) = self.cache.first_roles.get(&key) {
            return Ok(first);
        }
        let as_of = Timestamp::from_millis(minute * MINUTE);
        let listing = self.index.list(query, as_of, MOST).map_err(internal)?;
        let cards = self.cards(&listing.hits).await?;
        let credits = self.credits(&cards).await?;
        let first = Arc::new(FirstRoles {
            roles: cards.into_iter().zip(credits).collect(),
            ignored: listing.ignored,
            as_of,
        });
        self.cache.first_roles.insert(key, Arc::clone(&first));
        Ok(first)
    }
}

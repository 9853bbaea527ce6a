//! Answers that stay right until the index commits again.

use std::sync::Arc;

use domain::{BoardOverview, JobQuery, SearchPage, SkillSummary};
use moka::sync::Cache as Kept;

/// Searches kept; a page of results takes about 40 kB.
const SEARCHES: u64 = 400;

/// What has been worked out for one state of the index, by its generation and
/// the minute: ages and 'posted within' move with the clock.
pub(super) struct Cache {
    pub(super) searches: Kept<(u64, i64, JobQuery), Arc<SearchPage>>,
    pub(super) overview: Kept<(u64, i64), Arc<BoardOverview>>,
    pub(super) skills: Kept<(u64, i64), Arc<Vec<SkillSummary>>>,
}

impl Cache {
    pub(super) fn new() -> Self {
        Self {
            searches: Kept::new(SEARCHES),
            overview: Kept::new(2),
            skills: Kept::new(2),
        }
    }
}

//! The figures of the market: counts of the store, made into what can be said by the
//! crate `market`, in shapes that the command line prints and pages show.

mod counts;
mod demand;
mod pay;
mod shares;
mod skills;

pub(crate) use demand::{Demand, DemandRow, demand};
pub(crate) use pay::{PayQuestion, pay};
pub(crate) use shares::{share_trend, shares};
pub(crate) use skills::skill_moves;

use std::collections::HashMap;
use std::sync::LazyLock;

use counts::Count;
use domain::{SkillCategory, Slug, SourceKey};
use market::Granularity;
use store::{Cohort, MarketProgress, Store};

/// Which postings a figure is of.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    /// Backend work, one family, or all.
    pub(crate) cohort: Cohort,
    /// One source, or all.
    pub(crate) source: Option<SourceKey>,
    /// What is counted.
    pub(crate) unit: Unit,
    /// By week or by month.
    pub(crate) by: Granularity,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Every posting in the month or week in which it was posted.
    Postings,
    /// Every unique role in the month or week in which it was first posted.
    Roles,
}

impl Scope {
    fn count(&self, count: &Count) -> u64 {
        match self.unit {
            Unit::Postings => count.posted,
            Unit::Roles => count.opened,
        }
    }

    fn holds(&self, count: &Count) -> bool {
        self.source
            .as_ref()
            .is_none_or(|source| *source == count.source)
    }
}

/// Lets the counts catch up with the postings, however far behind they are.
///
/// # Errors
/// When the database fails.
pub(crate) async fn catch_up(store: &Store) -> store::Result<()> {
    while step(store).await? == MarketProgress::More {}
    Ok(())
}

/// Lets the counts take one step towards the postings.
///
/// # Errors
/// When the database fails.
pub(crate) async fn step(store: &Store) -> store::Result<MarketProgress> {
    store.follow_market(category_of).await
}

/// The category of a skill of the vocabulary, by its slug.
fn category_of(skill: &Slug) -> Option<SkillCategory> {
    static CATEGORIES: LazyLock<HashMap<&'static Slug, SkillCategory>> = LazyLock::new(|| {
        let skills = extract::vocabulary::skills().iter();
        skills.map(|skill| (&skill.slug, skill.category)).collect()
    });
    CATEGORIES.get(skill).copied()
}

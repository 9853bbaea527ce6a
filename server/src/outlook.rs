//! The figures of the market: counts of the store, made into what can be said by the
//! crate `market`, in shapes that the command line prints and pages show.

mod demand;
mod pay;
mod shares;
mod skills;

pub(crate) use demand::{Demand, demand};
pub(crate) use pay::{PayQuestion, pay};
pub(crate) use shares::{share_trend, shares};
pub(crate) use skills::skill_moves;

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::{SkillCategory, Slug, SourceKey, Timestamp};
use market::{Granularity, Period};
use store::{Cohort, MarketMonth, MarketProgress, MonthNumber, Store};

/// Which postings a figure is of.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    /// Backend work, one family, or all.
    pub(crate) cohort: Cohort,
    /// One source, or all.
    pub(crate) source: Option<SourceKey>,
    /// What is counted.
    pub(crate) unit: Unit,
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Every posting in the month in which it was posted.
    Postings,
    /// Every unique role in the month in which it was first posted.
    Roles,
}

impl Scope {
    fn count(&self, month: &MarketMonth) -> u64 {
        match self.unit {
            Unit::Postings => month.posted,
            Unit::Roles => month.opened,
        }
    }

    fn holds(&self, month: &MarketMonth) -> bool {
        self.source
            .as_ref()
            .is_none_or(|source| *source == month.source)
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

/// The month as the period of a series.
fn period(month: MonthNumber) -> Option<Period> {
    let start = month.start()?;
    Some(Period::containing(Granularity::Month, start))
}

/// The last month that is over.
fn last_whole_month(as_of: Timestamp) -> MonthNumber {
    MonthNumber(MonthNumber::containing(as_of).0 - 1)
}

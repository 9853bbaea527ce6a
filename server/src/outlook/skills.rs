//! Which skills rise and which fall.

use std::collections::BTreeMap;

use domain::Timestamp;
use market::{Candidate, Figure, Granularity, Movers, Period, Share};
use serde::Serialize;
use store::{MarketField, MarketValue, MonthNumber, Store};

use super::counts::{counts, last_whole, period};
use super::{Scope, Unit};

/// Risers and fallers among the skills.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct SkillMoves {
    /// First and last month of the earlier year.
    pub(crate) before: (Period, Period),
    /// First and last month of the later year.
    pub(crate) after: (Period, Period),
    /// Postings or roles in the earlier year.
    pub(crate) postings_before: u64,
    /// Postings or roles in the later year.
    pub(crate) postings_after: u64,
    /// What moved.
    pub(crate) movers: Movers<String>,
}

/// Compares the shares of all skills in the last twelve months with those of the
/// twelve before. The last month is the last that is over and has postings.
///
/// # Errors
/// When the database fails. The inner one says why nothing can be compared.
pub(crate) async fn skill_moves(
    store: &Store,
    scope: &Scope,
    as_of: Timestamp,
) -> store::Result<Figure<SkillMoves>> {
    let months = counts(store, scope, None).await?;
    let over = last_whole(scope.by, as_of);
    let last = months
        .iter()
        .filter(|month| scope.holds(month) && scope.count(month) > 0 && month.period <= over)
        .map(|month| month.period)
        .max()
        .unwrap_or(over);
    let year = |back: i64| {
        let end = last - 12 * back;
        (MonthNumber(end - 11), MonthNumber(end))
    };
    let (before, after) = (year(1), year(0));
    let of = async |fields: &[MarketField], months: (MonthNumber, MonthNumber)| {
        let values = store.sum_market(scope.cohort, fields, scope.source.as_ref(), months);
        values.await.map(|values| by_value(scope, values))
    };
    let total = |counts: &BTreeMap<String, u64>| counts.get("").copied().unwrap_or(0);
    let all: &[MarketField] = &[MarketField::All];
    let (n_before, n_after) = (
        total(&of(all, before).await?),
        total(&of(all, after).await?),
    );
    let earlier = of(MarketField::SKILL, before).await?;
    let later = of(MarketField::SKILL, after).await?;
    let candidates: Figure<Vec<Candidate<String>>> = earlier
        .keys()
        .chain(later.keys().filter(|skill| !earlier.contains_key(*skill)))
        .map(|skill| {
            let count = |counts: &BTreeMap<String, u64>| counts.get(skill).copied().unwrap_or(0);
            Ok(Candidate {
                item: skill.clone(),
                before: Share::new(count(&earlier), n_before)?,
                after: Share::new(count(&later), n_after)?,
            })
        })
        .collect();
    let named = |(first, last): (MonthNumber, MonthNumber)| {
        Some((
            period(Granularity::Month, first.0)?,
            period(Granularity::Month, last.0)?,
        ))
    };
    Ok(candidates.and_then(|candidates| {
        let (before, after) = named(before)
            .zip(named(after))
            .ok_or(market::CannotSay::OutsideSeries)?;
        Ok(SkillMoves {
            before,
            after,
            postings_before: n_before,
            postings_after: n_after,
            movers: market::movers(candidates),
        })
    }))
}

fn by_value(scope: &Scope, values: Vec<MarketValue>) -> BTreeMap<String, u64> {
    let count = |one: &MarketValue| match scope.unit {
        Unit::Postings => one.posted,
        Unit::Roles => one.opened,
    };
    values
        .into_iter()
        .map(|one| (one.value.clone(), count(&one)))
        .collect()
}

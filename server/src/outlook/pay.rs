//! What open roles pay: percentiles, and the association of a skill with pay.

use std::collections::BTreeMap;

use domain::{Currency, Seniority, Slug};
use market::{CannotSay, Figure, PayEffect, PayPercentiles, PayStratum};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use serde::Serialize;
use store::{Cohort, MarketField, MonthNumber, PaidRole, Store};

/// Draws of a bootstrap interval.
const DRAWS: usize = 1_000;
/// Seed of its random numbers: the same postings give the same interval.
const SEED: u64 = 20_260_101;

/// What is asked about pay.
#[derive(Clone, Debug)]
pub(crate) struct PayQuestion {
    /// Which roles.
    pub(crate) cohort: Cohort,
    /// In which currency; others are left out, never converted.
    pub(crate) currency: Currency,
    /// Which skill is compared.
    pub(crate) skill: Option<Slug>,
}

/// Percentiles of a group of roles.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct PayRow {
    /// Which group: `all`, a level, `with` or `without` the skill.
    pub(crate) group: String,
    /// Number of roles with pay in the currency.
    pub(crate) n: u64,
    /// Percentiles of the upper end of yearly pay, or why there are none.
    pub(crate) percentiles: Figure<PayPercentiles>,
}

/// What open roles pay.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Pay {
    /// The currency.
    pub(crate) currency: String,
    /// Open roles in all.
    pub(crate) open: u64,
    /// Those that state pay in the currency.
    pub(crate) with_pay: u64,
    /// Percentiles by group.
    pub(crate) rows: Vec<PayRow>,
    /// How many times as much roles with the skill pay, among those of the same
    /// families, levels and countries.
    pub(crate) effect: Option<Figure<PayEffect>>,
}

/// Answers a question about the pay of open roles.
///
/// # Errors
/// When the database fails.
pub(crate) async fn pay(store: &Store, question: &PayQuestion) -> store::Result<Pay> {
    let PayQuestion {
        cohort,
        currency,
        skill,
    } = question;
    let roles = store
        .list_paid_roles(*cohort, *currency, skill.as_ref())
        .await?;
    let ever = (MonthNumber(0), MonthNumber(i64::MAX));
    let all = store
        .sum_market(*cohort, &[MarketField::All], None, ever)
        .await?;
    let open = all
        .iter()
        .map(|one| one.opened.saturating_sub(one.closed))
        .sum();
    let mut rows = vec![row("all", roles.iter())];
    for level in Seniority::ALL {
        let has = |role: &&PaidRole| role.levels.split(',').any(|one| one == level.slug());
        rows.push(row(level.slug(), roles.iter().filter(has)));
    }
    if skill.is_some() {
        rows.push(row("with", roles.iter().filter(|role| role.has_skill)));
        rows.push(row("without", roles.iter().filter(|role| !role.has_skill)));
    }
    Ok(Pay {
        currency: currency.code().to_owned(),
        open,
        with_pay: u64::try_from(roles.len()).unwrap_or(u64::MAX),
        effect: skill.as_ref().map(|_| effect(&roles)),
        rows,
    })
}

fn row<'r>(group: &str, roles: impl Iterator<Item = &'r PaidRole>) -> PayRow {
    let pays: Vec<f64> = roles.filter_map(yearly).collect();
    PayRow {
        group: group.to_owned(),
        n: u64::try_from(pays.len()).unwrap_or(u64::MAX),
        percentiles: market::pay_percentiles(&pays),
    }
}

fn yearly(role: &PaidRole) -> Option<f64> {
    let whole = u32::try_from(role.yearly_top).ok()?;
    Some(f64::from(whole)).filter(|pay| *pay > 0.0)
}

/// Roles are alike when they offer the same families, state the same levels and are
/// based in the same countries.
fn effect(roles: &[PaidRole]) -> Figure<PayEffect> {
    let mut strata: BTreeMap<(&str, &str, &str), PayStratum> = BTreeMap::new();
    for role in roles {
        let Some(pay) = yearly(role) else {
            return Err(CannotSay::Inconsistent);
        };
        let key = (
            role.families.as_str(),
            role.levels.as_str(),
            role.countries.as_str(),
        );
        let stratum = strata.entry(key).or_default();
        if role.has_skill {
            stratum.with.push(pay);
        } else {
            stratum.without.push(pay);
        }
    }
    let strata: Vec<PayStratum> = strata.into_values().collect();
    market::pay_effect(&strata, DRAWS, &mut ChaCha8Rng::seed_from_u64(SEED))
}

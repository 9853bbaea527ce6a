//! What roles that name a skill pay beside those that do not: side by side, and
//! among roles that are alike.

use app::AppError;
use domain::{
    Chart, ChartedFigure, Coverage, Currency, FacetField, JobQuery, PayFilter, PayPeriod,
    PercentileChart, Unit, Withheld,
};
use market::{Figure, PayEffect, PayStratum};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use search::PaidRoles;

use super::{Asked, Board, Frame, Sketch, internal};
use crate::board::outlook::salaries::row;
use crate::board::outlook::words::why;

/// Currencies that are shown, each by itself.
const CURRENCIES: usize = 2;
/// Draws of a bootstrap interval.
const DRAWS: usize = 1_000;
/// Seed of its random numbers: the same postings give the same interval.
const SEED: u64 = 20_260_101;
/// Roles are alike when they are of the same kind and level and in the same country.
const ALIKE: [FacetField; 3] = [FacetField::Role, FacetField::Level, FacetField::Country];

/// A figure for each of the currencies that most roles state.
pub(super) fn figures(
    board: &Board,
    frame: &Frame,
    asked: &Asked<'_>,
) -> Result<Vec<ChartedFigure>, AppError> {
    let currencies = board.index.currencies();
    if currencies.is_empty() {
        return Ok(vec![unstated(frame, asked)]);
    }
    currencies
        .into_iter()
        .take(CURRENCIES)
        .map(|currency| {
            let paid = board
                .index
                .list_paid(
                    &frame.open(),
                    frame.as_of,
                    currency,
                    &ALIKE,
                    Some(asked.skill.slug.as_str()),
                )
                .map_err(internal)?;
            Ok(figure(frame, asked, currency, &paid))
        })
        .collect()
}

/// What stands in place of pay that nobody states.
fn unstated(frame: &Frame, asked: &Asked<'_>) -> ChartedFigure {
    let name = &asked.skill.name;
    let sketch = Sketch {
        id: "skill-pay".to_owned(),
        message: format!("Whether roles that name {name} pay otherwise cannot be said."),
        measure: "What open backend roles pay with and without it".to_owned(),
        n: asked.open,
        note: None,
        search: None,
    };
    let withheld = Withheld::Because {
        reason: "No open backend role states both ends of its pay.".to_owned(),
    };
    asked.open_figure(frame, sketch, Chart::Withheld(withheld))
}

fn figure(frame: &Frame, asked: &Asked<'_>, currency: Currency, paid: &PaidRoles) -> ChartedFigure {
    let name = &asked.skill.name;
    let pays = |has: bool| -> Vec<f64> {
        let of = paid.roles.iter().filter(|role| role.has == has);
        of.map(|role| f64::from(role.yearly)).collect()
    };
    let stating = JobQuery {
        pay: Some(PayFilter::Stated),
        ..asked.query.clone()
    };
    let rows = vec![
        row(
            format!("Roles that name {name}"),
            Some(stating.path()),
            &pays(true),
        ),
        row("Other backend roles".to_owned(), None, &pays(false)),
    ];
    let with = rows.first().map_or(0, |row| row.n);
    let sketch = Sketch {
        id: format!("skill-pay-{}", currency.code().to_lowercase()),
        message: message(name, currency, &effect(paid)),
        measure: "10th, 25th, 50th, 75th and 90th percentile of the middle of the range that open backend roles state, a year".to_owned(),
        n: with,
        note: Some("The rows hold roles of every kind, level and country; the sentence above compares only roles that are alike in all three. Associated is not caused: who asks for a skill may differ in other ways.".to_owned()),
        search: Some(stating.path()),
    };
    let chart = Chart::Percentiles(PercentileChart {
        unit: Unit::Pay(currency, PayPeriod::Year),
        names: "Roles".to_owned(),
        rows,
    });
    let mut figure = asked.open_figure(frame, sketch, chart);
    figure.facts.coverage = Some(Coverage {
        part: with,
        whole: asked.open,
        says: format!("state both ends of their pay in {}", currency.code()),
    });
    figure.facts.counted = format!("open backend roles that name {name} and state pay");
    figure
}

/// Compares pay among alike roles.
fn effect(paid: &PaidRoles) -> Figure<PayEffect> {
    let mut strata = vec![PayStratum::default(); paid.groups.len()];
    for role in &paid.roles {
        let Some(stratum) = strata.get_mut(role.group) else {
            continue;
        };
        let side = if role.has {
            &mut stratum.with
        } else {
            &mut stratum.without
        };
        side.push(f64::from(role.yearly));
    }
    market::pay_effect(&strata, DRAWS, &mut ChaCha8Rng::seed_from_u64(SEED))
}

fn message(name: &str, currency: Currency, effect: &Figure<PayEffect>) -> String {
    let code = currency.code();
    match effect {
        Ok(effect) => {
            let signed = |value: f64| format!("{:+.1}", (value - 1.0) * 100.0);
            let ratio = effect.ratio;
            let numbers = format!(
                "{}\u{a0}% (95\u{a0}% interval {} to {}\u{a0}%; {} roles with it, {} without)",
                signed(ratio.value),
                signed(ratio.interval.low),
                signed(ratio.interval.high),
                effect.with,
                effect.without
            );
            if ratio.excludes(1.0) {
                format!(
                    "Among alike roles paid in {code}, {name} is associated with a pay of {numbers}."
                )
            } else {
                format!(
                    "Among alike roles paid in {code}, no difference of pay is found with {name}: {numbers}."
                )
            }
        }
        Err(reason) => format!(
            "Whether roles that name {name} pay otherwise in {code} cannot be said, because {}.",
            why(reason)
        ),
    }
}

#[cfg(test)]
mod tests {
    use search::PaidRole;

    use super::*;

    fn paid(roles: impl IntoIterator<Item = (u32, bool)>) -> PaidRoles {
        let role = |(yearly, has)| PaidRole {
            yearly,
            group: 0,
            has,
        };
        PaidRoles {
            roles: roles.into_iter().map(role).collect(),
            groups: vec![vec![
                Some("backend".to_owned()),
                None,
                Some("de".to_owned()),
            ]],
        }
    }

    #[test]
    fn the_message_says_what_is_found_and_what_is_not() {
        let roles = |step: u32| -> PaidRoles {
            let with = (0..20).map(|n| (80_000 + step + n * 100, true));
            paid(with.chain((0..20).map(|n| (80_000 + n * 100, false))))
        };
        let words = |roles: &PaidRoles| message("Kafka", Currency::EUR, &effect(roles));
        let found = words(&roles(20_000));
        assert!(found.contains("is associated with a pay of +2"), "{found}");
        let none = words(&roles(0));
        assert!(none.contains("no difference of pay is found"), "{none}");
        let few = words(&paid([(80_000, true), (70_000, false)]));
        assert!(few.contains("cannot be said"), "{few}");
    }
}

//! What the reader wants of a role, and whether a role agrees.

use domain::{CountryCode, Facts, PayFloor, RemoteScope, RoleFamily, Seniority, Workplace};
use serde::{Deserialize, Serialize};

use super::regions;

/// What the reader wants; an empty list wants nothing in particular.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Wishes {
    /// Families of roles.
    pub families: Vec<RoleFamily>,
    /// Levels.
    pub seniority: Vec<Seniority>,
    /// Ways of working.
    pub workplaces: Vec<Workplace>,
    /// Countries to work in or from.
    pub countries: Vec<CountryCode>,
    /// The least that a year must pay, at the top of the range.
    pub pay: Option<PayFloor>,
}

/// A hard condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Condition {
    /// The family of the role.
    Family,
    /// Its level.
    Level,
    /// Office, hybrid, remote.
    Workplace,
    /// The country.
    Place,
    /// The pay.
    Pay,
}

impl Condition {
    /// Words for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Family => "Kind of role",
            Self::Level => "Level",
            Self::Workplace => "Way of working",
            Self::Place => "Country",
            Self::Pay => "Pay",
        }
    }
}

/// Whether a role agrees with a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Agreement {
    /// The posting says something else.
    Disagrees,
    /// The posting does not say, or not in a way that can be compared.
    Unstated,
    /// It does.
    Agrees,
}

/// The conditions that the reader set, each with the role's answer.
pub(super) fn judge(facts: &Facts, wishes: &Wishes) -> Vec<(Condition, Agreement)> {
    let mut answers = Vec::new();
    if !wishes.families.is_empty() {
        let agreement = any_of(&wishes.families, &facts.families);
        answers.push((Condition::Family, agreement));
    }
    if !wishes.seniority.is_empty() {
        let agreement = any_of(&wishes.seniority, &facts.seniority);
        answers.push((Condition::Level, agreement));
    }
    if !wishes.workplaces.is_empty() {
        let agreement = any_of(&wishes.workplaces, &facts.workplace);
        answers.push((Condition::Workplace, agreement));
    }
    if !wishes.countries.is_empty() {
        answers.push((Condition::Place, place(facts, wishes)));
    }
    if let Some(floor) = wishes.pay {
        answers.push((Condition::Pay, pay(facts, floor)));
    }
    answers
}

fn any_of<T: PartialEq>(wanted: &[T], stated: &[T]) -> Agreement {
    if stated.is_empty() {
        Agreement::Unstated
    } else if stated.iter().any(|value| wanted.contains(value)) {
        Agreement::Agrees
    } else {
        Agreement::Disagrees
    }
}

/// The best answer of the ways of working that the reader wants and the role
/// may offer: at a place of the role, or from where its remote scope allows.
fn place(facts: &Facts, wishes: &Wishes) -> Agreement {
    let wants = |workplace| wishes.workplaces.is_empty() || wishes.workplaces.contains(&workplace);
    let offers = |workplace| facts.workplace.contains(&workplace);
    let unsaid = facts.workplace.is_empty();
    let mut answers = Vec::new();
    let wants_presence = wants(Workplace::Onsite) || wants(Workplace::Hybrid);
    let remote_only = offers(Workplace::Remote) && facts.workplace.len() == 1;
    if wants_presence && !remote_only {
        answers.push(at_place(facts, wishes));
    }
    if wants(Workplace::Remote) && (offers(Workplace::Remote) || unsaid) {
        answers.push(from_afar(facts, wishes));
    }
    // No way of working fits: that is another condition's to say.
    answers.into_iter().max().unwrap_or(Agreement::Unstated)
}

fn at_place(facts: &Facts, wishes: &Wishes) -> Agreement {
    let known: Vec<CountryCode> = facts.places.iter().filter_map(|p| p.country).collect();
    if known.len() < facts.places.len() && !known.iter().any(|c| wishes.countries.contains(c)) {
        return Agreement::Unstated;
    }
    any_of(&wishes.countries, &known)
}

/// A scope by time zones is not compared with countries. Without a scope, a
/// posting with places says nothing of where else one may live.
fn from_afar(facts: &Facts, wishes: &Wishes) -> Agreement {
    let answer = |scope: &RemoteScope| match scope {
        RemoteScope::TimeZones { .. } => Agreement::Unstated,
        scope if wishes.countries.iter().any(|c| regions::covers(scope, *c)) => Agreement::Agrees,
        _ => Agreement::Disagrees,
    };
    let scopes = facts.remote_scope.iter().map(answer);
    scopes.max().unwrap_or(match at_place(facts, wishes) {
        Agreement::Agrees => Agreement::Agrees,
        _ => Agreement::Unstated,
    })
}

/// Compared in the floor's own currency; others say nothing.
fn pay(facts: &Facts, floor: PayFloor) -> Agreement {
    let comparable = facts
        .salary
        .iter()
        .filter(|s| s.currency() == floor.currency);
    let answer = |top| match top >= floor.amount {
        true => Agreement::Agrees,
        false => Agreement::Disagrees,
    };
    comparable
        .map(|salary| answer(salary.yearly_top()))
        .max()
        .unwrap_or(Agreement::Unstated)
}

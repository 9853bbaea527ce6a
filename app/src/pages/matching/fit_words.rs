//! How a profile fits one role, in words: what is met, in part, and missing.

use domain::Requirement;
use leptos::prelude::*;
use roadmap::fit::{Agreement, Fit, Judged, Reason, Standing};

use crate::backend::SharedCatalogue;
use crate::components::skill_terms::skill_name;

/// Most skills of one strength that are named; the rest are counted.
const MOST: usize = 14;

/// The fit of a role, with the names of skills.
pub(super) fn fit_words(fit: &Fit, catalogue: &SharedCatalogue) -> AnyView {
    let groups: Vec<_> = Requirement::ALL
        .iter()
        .filter_map(|requirement| group(fit, *requirement, catalogue))
        .collect();
    view! {
        <div class="fit">
            <p class="fit-verdict">{verdict(fit)}</p>
            {conditions(fit)}
            <dl class="fit-groups">{groups}</dl>
        </div>
    }
    .into_any()
}

/// `Meets 3 of 5 required skills, 1 in part; 2 of 4 that are nice to have`.
fn verdict(fit: &Fit) -> String {
    let count = |requirement, standing| fit.count(requirement, standing);
    let all = |requirement| {
        let judged = fit.requirements.iter();
        judged.filter(|j| j.requirement == requirement).count()
    };
    let required = all(Requirement::Required);
    let met = count(Requirement::Required, Standing::Met);
    let partly = match count(Requirement::Required, Standing::Partly) {
        0 => String::new(),
        partly => format!(", {partly} in part"),
    };
    let mut words = match required {
        0 => "Requires no skill by name".to_owned(),
        1 if met == 1 => "Meets the one required skill".to_owned(),
        all if met == all => format!("Meets all {all} required skills"),
        1 => format!("Meets 0 of 1 required skill{partly}"),
        all => format!("Meets {met} of {all} required skills{partly}"),
    };
    let nice = all(Requirement::Nice);
    if nice > 0 {
        let met = count(Requirement::Nice, Standing::Met);
        words.push_str(&format!("; {met} of {nice} nice to have"));
    }
    words
}

fn conditions(fit: &Fit) -> Option<AnyView> {
    let words: Vec<String> = fit
        .conditions
        .iter()
        .map(|(condition, agreement)| {
            let said = match agreement {
                Agreement::Agrees => "as you want",
                Agreement::Unstated => "not stated",
                Agreement::Disagrees => "not as you want",
            };
            format!("{}: {said}", condition.label())
        })
        .collect();
    (!words.is_empty())
        .then(|| view! { <p class="fit-conditions">{words.join(" · ")}</p> }.into_any())
}

fn group(fit: &Fit, requirement: Requirement, catalogue: &SharedCatalogue) -> Option<AnyView> {
    let mut judged: Vec<&Judged> = fit.requirements.iter().collect();
    judged.retain(|judged| judged.requirement == requirement);
    // What is missing comes first; of a long list, what is met is left out.
    judged.sort_by_key(|judged| judged.standing);
    let more = judged.len().saturating_sub(MOST);
    judged.truncate(MOST);
    let items: Vec<_> = judged
        .iter()
        .map(|judged| item(judged, catalogue))
        .collect();
    let term = match requirement {
        Requirement::Required => "Required",
        Requirement::Nice => "Nice to have",
        Requirement::Mentioned => "Also named",
    };
    let class = (requirement == Requirement::Required).then_some("fit-required");
    (!items.is_empty()).then(|| {
        view! {
            <div class=class>
                <dt>{term}</dt>
                <dd>
                    <ul class="fit-skills" role="list">
                        {items}
                        {(more > 0)
                            .then(|| view! { <li class="fit-more">{format!("and {more} more")}</li> })}
                    </ul>
                </dd>
            </div>
        }
        .into_any()
    })
}

fn item(judged: &Judged, catalogue: &SharedCatalogue) -> AnyView {
    let name = |slug| skill_name(Some(catalogue), slug);
    let (class, standing) = match judged.standing {
        Standing::Met => ("is-met", "met"),
        Standing::Partly => ("is-partly", "partly met"),
        Standing::Missing => ("is-missing", "missing"),
    };
    let reason = match &judged.reason {
        Reason::Known | Reason::Unknown => None,
        Reason::KnowsPart(part) => Some(format!(" (you know {}, a part of it)", name(part))),
        Reason::KnowsWhole(whole) => Some(format!(" (you know {}, it belongs there)", name(whole))),
    };
    view! {
        <li class=class>
            <span class="visually-hidden">{format!("{standing}: ")}</span>
            {name(&judged.skill)}
            {reason.map(|reason| view! { <small>{reason}</small> })}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::{Facts, SkillFact, Slug};
    use roadmap::fit::{Kinship, Wishes};

    use super::*;

    fn words(required: &[&str], nice: &[&str], known: &[&str]) -> String {
        let slug = |text: &&str| Slug::parse(text).unwrap();
        let fact = |requirement| {
            move |text: &&str| SkillFact {
                skill: slug(text),
                requirement,
            }
        };
        let mut facts = Facts::unstated();
        let required = required.iter().map(fact(Requirement::Required));
        let nice = nice.iter().map(fact(Requirement::Nice));
        facts.skills = required.chain(nice).collect();
        let known: BTreeSet<Slug> = known.iter().map(slug).collect();
        let kin = Kinship::new(&[]);
        verdict(&Fit::of(&facts, &known, &Wishes::default(), &kin))
    }

    #[test]
    fn a_verdict_counts_what_is_met() {
        assert_eq!(words(&[], &[], &[]), "Requires no skill by name");
        assert_eq!(words(&["go"], &[], &["go"]), "Meets the one required skill");
        assert_eq!(words(&["go"], &[], &[]), "Meets 0 of 1 required skill");
        assert_eq!(
            words(&["go", "sql"], &[], &["go", "sql"]),
            "Meets all 2 required skills"
        );
        assert_eq!(
            words(&["go", "sql"], &["aws", "gcp"], &["go", "aws"]),
            "Meets 1 of 2 required skills; 1 of 2 nice to have"
        );
    }
}

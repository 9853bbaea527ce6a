//! How a profile fits one role, in words: what is met, in part, and missing.

use domain::{Requirement, Slug};
use leptos::prelude::*;
use roadmap::fit::{Fit, Judged, Standing};

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
            <p class="fit-verdict">{fit.sum_in_words()}</p>
            {conditions(fit)}
            <dl class="fit-groups">{groups}</dl>
        </div>
    }
    .into_any()
}

fn conditions(fit: &Fit) -> Option<AnyView> {
    let words = fit.conditions_in_words();
    (!words.is_empty())
        .then(|| view! { <p class="fit-conditions">{words.join(" · ")}</p> }.into_any())
}

fn group(fit: &Fit, requirement: Requirement, catalogue: &SharedCatalogue) -> Option<AnyView> {
    let mut judged = fit.of_strength(requirement);
    // Of a long list, what is met is left out.
    let more = judged.len().saturating_sub(MOST);
    judged.truncate(MOST);
    let items: Vec<_> = judged
        .iter()
        .map(|judged| item(judged, catalogue))
        .collect();
    let class = (requirement == Requirement::Required).then_some("fit-required");
    (!items.is_empty()).then(|| {
        view! {
            <div class=class>
                <dt>{requirement.label()}</dt>
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
    let name = |slug: &Slug| skill_name(Some(catalogue), slug);
    let (class, standing) = match judged.standing {
        Standing::Met => ("is-met", "met"),
        Standing::Partly => ("is-partly", "partly met"),
        Standing::Missing => ("is-missing", "missing"),
    };
    let reason = judged.reason.words(name);
    view! {
        <li class=class>
            <span class="visually-hidden">{format!("{standing}: ")}</span>
            {name(&judged.skill)}
            {reason.map(|reason| view! { <small>{format!(" ({reason})")}</small> })}
        </li>
    }
    .into_any()
}

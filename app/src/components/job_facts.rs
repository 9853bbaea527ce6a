//! The facts of a posting as a list of terms, each leading to its search.

use std::sync::Arc;

use domain::{
    Experience, FacetField, Facts, JobQuery, Place, RemoteScope, Requirement, Salary, SkillFact,
    SkillSummary, Visa,
};
use leptos::prelude::*;

use crate::backend::SharedCatalogue;
use crate::figure::thousands;

/// Pay, place, remote scope, level, employment, visa, kind of role, years asked, industry.
#[component]
pub fn JobFacts(
    /// The facts.
    facts: Facts,
    /// Names of places and scopes.
    catalogue: SharedCatalogue,
) -> impl IntoView {
    let label = Labels(catalogue);
    let workplace = slugs(&facts.workplace, |w| {
        (w.slug().to_owned(), w.label().to_owned())
    });
    let remote = slugs(&facts.remote_scope, |scope: &RemoteScope| {
        (scope.slug(), label.of(FacetField::Remote, &scope.slug()))
    });
    let places = slugs(&facts.places, |place: &Place| {
        let slug = place.slug().map(String::from).unwrap_or_default();
        (slug, place.label())
    });
    let level = slugs(&facts.seniority, |l| {
        (l.slug().to_owned(), l.label().to_owned())
    });
    let employment = slugs(&facts.employment, |e| {
        (e.slug().to_owned(), e.label().to_owned())
    });
    let role = slugs(&facts.families, |f| {
        (f.slug().to_owned(), f.label().to_owned())
    });
    let experience: Vec<_> = facts
        .experience
        .map(|years| {
            let band = Experience::of_years(years).slug().to_owned();
            (band, experience_words(years))
        })
        .into_iter()
        .collect();
    let industry: Vec<_> = facts
        .industry
        .map(|industry| (industry.slug().to_owned(), industry.label().to_owned()))
        .into_iter()
        .collect();
    let visa = if facts.visa == Visa::Unstated {
        Vec::new()
    } else {
        vec![(facts.visa.slug().to_owned(), facts.visa.label().to_owned())]
    };
    view! {
        <dl class="job-facts">
            <div class="job-facts-pay">
                <dt>"Pay"</dt>
                <dd>{pay_words(&facts.salary)}</dd>
            </div>
            {fact("Workplace", FacetField::Workplace, workplace)}
            {fact("Remote from", FacetField::Remote, remote)}
            {fact("Place", FacetField::City, places)}
            {fact("Level", FacetField::Level, level)}
            {fact("Kind of role", FacetField::Role, role)}
            {fact("Employment", FacetField::Employment, employment)}
            {fact("Visa", FacetField::Visa, visa)}
            {fact("Years asked", FacetField::Experience, experience)}
            {fact("Industry", FacetField::Industry, industry)}
        </dl>
    }
    .into_any()
}

/// `at least 3 years`.
fn experience_words(years: u8) -> String {
    match years {
        0 => "none".to_owned(),
        1 => "at least 1 year".to_owned(),
        _ => format!("at least {years} years"),
    }
}

/// The skills of a posting by strength, each with how many open roles name it.
#[component]
pub fn JobStack(
    /// Skills, strongest first.
    skills: Vec<(SkillFact, SkillSummary)>,
) -> impl IntoView {
    let groups: Vec<_> = Requirement::ALL
        .iter()
        .filter_map(|requirement| {
            let items: Vec<_> = skills
                .iter()
                .filter(|(fact, _)| fact.requirement == *requirement)
                .map(|(_, skill)| skill_item(skill))
                .collect();
            (!items.is_empty()).then(|| {
                view! {
                    <div class=format!("job-stack-group job-stack-{requirement}")>
                        <h3>{requirement.label()}</h3>
                        <ul role="list">{items}</ul>
                    </div>
                }
            })
        })
        .collect();
    (!groups.is_empty()).then(|| {
        view! {
            <section class="job-stack" aria-labelledby="stack">
                <h2 id="stack">"Stack"</h2>
                {groups}
                <p class="fine-print">"Numbers: open backend roles that name the skill."</p>
            </section>
        }
    })
}

fn skill_item(skill: &SkillSummary) -> AnyView {
    let search = JobQuery::default().toggled(FacetField::Skill, skill.slug.as_str());
    view! {
        <li>
            <a href=format!("/skills/{}", skill.slug)>{skill.name.clone()}</a>
            <a
                class="job-stack-count"
                href=search.path()
                aria-label=format!("{} open backend roles name {}", thousands(skill.open), skill.name)
            >
                {thousands(skill.open)}
            </a>
        </li>
    }
    .into_any()
}

struct Labels(SharedCatalogue);

impl Labels {
    fn of(&self, field: FacetField, value: &str) -> String {
        Arc::clone(&self.0).filter_label(field, value)
    }
}

fn slugs<T>(values: &[T], pair: impl Fn(&T) -> (String, String)) -> Vec<(String, String)> {
    values.iter().map(pair).collect()
}

/// A term with its values; 'not stated' when there is none.
fn fact(term: &'static str, field: FacetField, values: Vec<(String, String)>) -> AnyView {
    let values: Vec<_> = values
        .into_iter()
        .map(|(slug, label)| {
            let search = JobQuery::default().toggled(field, &slug);
            if search.is_unfiltered() {
                view! { <li>{label}</li> }.into_any()
            } else {
                view! { <li><a href=search.path()>{label}</a></li> }.into_any()
            }
        })
        .collect();
    let stated = if values.is_empty() {
        view! { <span class="is-unstated">"Not stated"</span> }.into_any()
    } else {
        view! { <ul role="list">{values}</ul> }.into_any()
    };
    view! {
        <div>
            <dt>{term}</dt>
            <dd>{stated}</dd>
        </div>
    }
    .into_any()
}

fn pay_words(salaries: &[Salary]) -> AnyView {
    if salaries.is_empty() {
        return view! { <span class="is-unstated">"Not stated"</span> }.into_any();
    }
    let items: Vec<_> = salaries
        .iter()
        .map(|salary| view! { <li>{salary.words()}</li> })
        .collect();
    view! { <ul role="list">{items}</ul> }.into_any()
}

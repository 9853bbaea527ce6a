//! A posting in a list.

use domain::{Place, RemoteScope, Salary, Timestamp, Workplace};
use leptos::prelude::*;

use super::moment::Moment;
use super::skill_terms::SkillTerms;

/// Most places named in a list.
const MOST_PLACES: usize = 3;

/// A posting as a line of a list: role, who, where, pay, skills, age.
#[component]
pub fn JobCard(
    /// The posting.
    job: domain::JobCard,
    /// The moment its age is counted from.
    as_of: Timestamp,
) -> impl IntoView {
    let path = job.path();
    let where_to = places_in_words(&job.places);
    let workplace = workplace_in_words(&job.workplace, &job.remote_scope);
    let more_roles = job.role_count.saturating_sub(1);
    let pay = job.salary.first().map(Salary::words);
    let excerpt = job.excerpt;
    view! {
        <article class="job-card" data-result="">
            <h3 class="job-card-title">
                <a href=path>{job.title}</a>
                {(more_roles > 0)
                    .then(|| view! { <span class="job-card-roles">{roles_in_words(more_roles)}</span> })}
            </h3>
            <p class="job-card-who">
                {job
                    .company
                    .map(|company| {
                        view! {
                            <a class="job-card-company" href=format!("/companies/{}", company.slug)>
                                {company.name}
                            </a>
                        }
                    })}
                {where_to.map(|words| view! { <span>{words}</span> })}
                {workplace.map(|words| view! { <span>{words}</span> })}
            </p>
            <p class="job-card-pay">
                {match pay {
                    Some(pay) => view! { <span>{pay}</span> }.into_any(),
                    None => view! { <span class="is-unstated">"Pay not stated"</span> }.into_any(),
                }}
            </p>
            <p class="job-card-age">
                {match job.closed_at {
                    Some(closed) => view! { "Closed " <Moment at=closed as_of/> }.into_any(),
                    None => view! { <Moment at=job.posted_at as_of/> }.into_any(),
                }}
            </p>
            {(!excerpt.is_empty()).then(|| view! { <p class="job-card-excerpt">{pieces(excerpt)}</p> })}
            <SkillTerms skills=job.skills/>
        </article>
    }
    .into_any()
}

/// A list of postings.
#[component]
pub fn JobList(
    /// The postings.
    jobs: Vec<domain::JobCard>,
    /// The moment that ages are counted from.
    as_of: Timestamp,
) -> impl IntoView {
    let items: Vec<_> = jobs
        .into_iter()
        .map(|job| view! { <li><JobCard job as_of/></li> })
        .collect();
    view! { <ol class="job-list" role="list">{items}</ol> }
}

fn pieces(excerpt: Vec<(String, bool)>) -> Vec<AnyView> {
    excerpt
        .into_iter()
        .map(|(text, found)| {
            if found {
                view! { <mark>{text}</mark> }.into_any()
            } else {
                text.into_any()
            }
        })
        .collect()
}

fn roles_in_words(more: u32) -> String {
    if more == 1 {
        "and 1 more role".to_owned()
    } else {
        format!("and {more} more roles")
    }
}

/// `Berlin, DE; London, GB and 4 more`; `None` when no place is stated.
pub(crate) fn places_in_words(places: &[Place]) -> Option<String> {
    let named: Vec<String> = places.iter().take(MOST_PLACES).map(Place::label).collect();
    let more = places.len().saturating_sub(MOST_PLACES);
    match (named.is_empty(), more) {
        (true, _) => None,
        (false, 0) => Some(named.join("; ")),
        (false, more) => Some(format!("{} and {more} more", named.join("; "))),
    }
}

/// `Hybrid or remote (EU)`; `None` when nothing is stated.
pub(crate) fn workplace_in_words(
    workplaces: &[Workplace],
    scopes: &[RemoteScope],
) -> Option<String> {
    let mut words = String::new();
    for workplace in workplaces {
        let label = workplace.label();
        if words.is_empty() {
            words.push_str(label);
        } else {
            words.push_str(" or ");
            words.push_str(&label.to_lowercase());
        }
    }
    if workplaces.contains(&Workplace::Remote) && !scopes.is_empty() {
        let named: Vec<String> = scopes
            .iter()
            .take(MOST_PLACES)
            .map(RemoteScope::label)
            .collect();
        words.push_str(&format!(" ({})", named.join(", ")));
    }
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use domain::{CountryCode, WorldRegion};

    use super::*;

    #[test]
    fn places_beyond_the_third_are_counted() {
        let place = |name: &str| Place {
            name: name.to_owned(),
            country: CountryCode::parse("de"),
        };
        assert_eq!(places_in_words(&[]), None);
        assert_eq!(
            places_in_words(&[place("Berlin")]).as_deref(),
            Some("Berlin, DE")
        );
        let five: Vec<_> = ["A", "B", "C", "D", "E"].map(place).to_vec();
        assert_eq!(
            places_in_words(&five).as_deref(),
            Some("A, DE; B, DE; C, DE and 2 more")
        );
    }

    #[test]
    fn a_remote_scope_is_named_only_with_remote_work() {
        let europe = [RemoteScope::Region(WorldRegion::Europe)];
        let both = [Workplace::Hybrid, Workplace::Remote];
        assert_eq!(
            workplace_in_words(&both, &europe).as_deref(),
            Some("Hybrid or remote (Europe)")
        );
        assert_eq!(
            workplace_in_words(&[Workplace::Onsite], &europe).as_deref(),
            Some("On site")
        );
        assert_eq!(workplace_in_words(&[], &europe), None);
    }
}

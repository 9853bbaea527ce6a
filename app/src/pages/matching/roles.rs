//! The roles of a match, the best fit first, each with its reasons.

use leptos::prelude::*;

use super::fit_words::fit_words;
use crate::backend::{MatchAnswer, MatchedRole, SharedCatalogue};
use crate::components::job_card::JobCard;
use crate::components::pagination::{Pagination, end_of_pages, last_page};
use crate::figure::counted;
use crate::match_query::{Listed, MatchQuery};

/// The list with its pages.
pub(super) fn section(answer: &MatchAnswer, catalogue: &SharedCatalogue) -> AnyView {
    let as_of = catalogue.notice().as_of;
    let items: Vec<_> = answer
        .roles
        .iter()
        .map(|MatchedRole { card, fit }| {
            let job = domain::JobCard {
                skills: Vec::new(),
                ..card.clone()
            };
            let fit = fit_words(fit, catalogue);
            view! {
                <li>
                    <JobCard job as_of/>
                    {fit}
                </li>
            }
        })
        .collect();
    let list = if items.is_empty() {
        nothing(answer)
    } else {
        view! { <ol class="job-list match-roles" role="list">{items}</ol> }.into_any()
    };
    let pages = pages(answer.query.clone(), answer.total);
    view! {
        <section aria-labelledby="roles">
            <div class="section-head">
                <h2 id="roles">{title(answer)}</h2>
                {other_lists(answer)}
            </div>
            <p class="match-note match-total" data-match-total=answer.total.to_string()>
                {total_words(answer)}
            </p>
            {list}
            {pages}
        </section>
    }
    .into_any()
}

fn pages(query: MatchQuery, total: u64) -> AnyView {
    let size = u64::try_from(MatchQuery::PAGE_SIZE).unwrap_or(1);
    let last = last_page(total, size, MatchQuery::MAX_PAGE);
    let end = end_of_pages(total, size, MatchQuery::MAX_PAGE);
    let page = query.page;
    let href = move |page| format!("{}#roles", query.at_page(page).path());
    view! { <Pagination page last end href/> }.into_any()
}

fn title(answer: &MatchAnswer) -> &'static str {
    match answer.query.listed {
        Listed::Best => "Roles that fit",
        Listed::Ready => "Roles that require nothing you lack",
        Listed::Opened(_) => "Roles that this would open",
    }
}

fn other_lists(answer: &MatchAnswer) -> AnyView {
    let address = |listed| format!("{}#roles", answer.query.listing(listed).path());
    match answer.query.listed {
        Listed::Best => view! {
            <a href=address(Listed::Ready)>"Only those that require nothing you lack"</a>
        }
        .into_any(),
        Listed::Ready | Listed::Opened(_) => {
            view! { <a href=address(Listed::Best)>"All by how well they fit"</a> }.into_any()
        }
    }
}

fn total_words(answer: &MatchAnswer) -> String {
    let total = counted(answer.total, "role", "roles");
    match &answer.query.listed {
        Listed::Best if answer.total == 0 => String::new(),
        Listed::Best => format!("{total} that name something you know, the best fit first"),
        Listed::Ready => format!("{total} of which you know every required skill"),
        Listed::Opened(learn) => {
            let learn: Vec<String> = learn.iter().map(|slug| name_of(answer, slug)).collect();
            let only = match learn.as_slice() {
                [one] => one.clone(),
                several => format!("some of {}", several.join(", ")),
            };
            format!("{total} that require {only} and nothing else that you lack")
        }
    }
}

fn name_of(answer: &MatchAnswer, slug: &domain::Slug) -> String {
    let openings = answer.singles.iter().chain(&answer.bundles);
    let mut named = openings.flat_map(|opening| &opening.skills);
    let known = named.find(|skill| skill.slug == *slug);
    let named = known.map(|skill| skill.name.clone());
    let catalogue = use_context::<SharedCatalogue>();
    named
        .or_else(|| catalogue.and_then(|catalogue| catalogue.skill_name(slug)))
        .unwrap_or_else(|| slug.to_string())
}

/// An empty list: why, and what to do.
fn nothing(answer: &MatchAnswer) -> AnyView {
    let counts = answer.counts;
    let whole = MatchQuery {
        wishes: roadmap::fit::Wishes::default(),
        ..answer.query.listing(Listed::Best)
    };
    let (title, next) = if counts.agreeing == 0 {
        (
            "No open role agrees with all of this.",
            view! { <p><a href=whole.path()>"The same skills without a goal"</a></p> }.into_any(),
        )
    } else if answer.query.page > 1 && answer.total > 0 {
        let first = format!("{}#roles", answer.query.at_page(1).path());
        (
            "The list is not that long.",
            view! { <p><a href=first>"Its first page"</a></p> }.into_any(),
        )
    } else if answer.skills.is_empty() {
        (
            "Name a skill, and the roles that ask for it stand here.",
            view! { <p>"What to learn first is said all the same."</p> }.into_any(),
        )
    } else {
        (
            "No open role is like that.",
            view! { <p><a href="/jobs">"All backend jobs"</a></p> }.into_any(),
        )
    };
    view! {
        <div class="empty-results">
            <p class="empty-results-title">{title}</p>
            {next}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_page_that_can_be_asked_for_says_that_there_is_more() {
        let words = "Only the first 2,000 can be paged through";
        for (total, page, is_cut) in [(2_001, 100, true), (2_001, 99, false), (2_000, 100, false)] {
            let query = MatchQuery::default().at_page(page);
            let html = Owner::new().with(|| pages(query, total).to_html());
            assert_eq!(html.contains(words), is_cut, "{total}, {page}");
        }
    }
}

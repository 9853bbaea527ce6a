//! A search without results: what to loosen, as links.

use domain::{JobQuery, StatusFilter};
use leptos::prelude::*;

use super::filter_chips::Chip;

/// Most filters offered for removal.
const MOST: usize = 6;

/// Says that nothing matches, and what to do about it.
#[component]
pub fn EmptyResults(
    /// The search.
    query: JobQuery,
    /// Its filters.
    chips: Vec<Chip>,
    /// The last page that holds something, when only the page is wrong.
    past: Option<u32>,
) -> impl IntoView {
    if let Some(last) = past {
        return past_the_end(&query, last).into_any();
    }
    let unfiltered = query.is_unfiltered();
    let loosen: Vec<_> = chips
        .into_iter()
        .take(MOST)
        .map(|chip| {
            view! {
                <li>
                    <a href=chip.without.path() data-refine="">
                        "Without " {chip.kind.to_lowercase()} " " <em>{chip.label}</em>
                    </a>
                </li>
            }
        })
        .collect();
    let every_role = (!query.any_role && query.roles.is_empty()).then(|| {
        let wider = JobQuery {
            any_role: true,
            page: 1,
            ..query.clone()
        };
        view! {
            <li>
                <a href=wider.path() data-refine="">"Roles of every kind, not only backend work"</a>
            </li>
        }
    });
    let closed = (query.status == StatusFilter::Open).then(|| {
        let wider = JobQuery {
            status: StatusFilter::All,
            page: 1,
            ..query.clone()
        };
        view! { <li><a href=wider.path() data-refine="">"Closed roles too"</a></li> }
    });
    view! {
        <div class="empty-results">
            <p class="empty-results-title">
                {if unfiltered { "No open backend roles yet." } else { "No role matches all of this." }}
            </p>
            <p>
                {if unfiltered {
                    "Postings appear here as soon as they are imported."
                } else {
                    "Loosen it in one step:"
                }}
            </p>
            <ul>
                {loosen} {every_role} {closed}
                {(!unfiltered)
                    .then(|| view! { <li><a href="/jobs" data-refine="">"Start again"</a></li> })}
            </ul>
        </div>
    }
    .into_any()
}

/// A page after the last one.
fn past_the_end(query: &JobQuery, last: u32) -> impl IntoView + use<> {
    let words = if last == 1 {
        "There is only one page.".to_owned()
    } else {
        format!("There are only {last} pages.")
    };
    view! {
        <div class="empty-results">
            <p class="empty-results-title">{words}</p>
            <ul>
                <li><a href=query.at_page(last).path() data-refine="">"The last page"</a></li>
                <li><a href=query.at_page(1).path() data-refine="">"The first page"</a></li>
            </ul>
        </div>
    }
}

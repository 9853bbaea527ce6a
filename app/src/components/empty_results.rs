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
) -> impl IntoView {
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
    let first_page = (query.page > 1).then(|| {
        view! { <li><a href=query.at_page(1).path() data-refine="">"The first page"</a></li> }
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
                {first_page} {loosen} {every_role} {closed}
                {(!unfiltered)
                    .then(|| view! { <li><a href="/jobs" data-refine="">"Start again"</a></li> })}
            </ul>
        </div>
    }
    .into_any()
}

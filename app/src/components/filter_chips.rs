//! The filters that are set, each with a link that takes it away.

use domain::{FacetField, JobQuery, StaleFilter, StatusFilter};
use leptos::prelude::*;

use crate::backend::Catalogue;

/// A filter that is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    /// What it filters by.
    pub kind: &'static str,
    /// Its value in words.
    pub label: String,
    /// The search without it.
    pub without: JobQuery,
}

/// Every filter of a search that is set, in the order of its address.
#[must_use]
pub fn chips_of(query: &JobQuery, catalogue: &dyn Catalogue) -> Vec<Chip> {
    let mut chips = Vec::new();
    if !query.text.is_empty() {
        let without = JobQuery {
            text: String::new(),
            sort: None,
            page: 1,
            ..query.clone()
        };
        chips.push(Chip {
            kind: "Words",
            label: query.text.clone(),
            without,
        });
    }
    for field in FacetField::ALL.iter().copied() {
        for value in query.values(field) {
            let label = match field {
                FacetField::Role if value == "any" => "every kind".to_owned(),
                _ => catalogue.filter_label(field, &value),
            };
            let without = query.toggled(field, &value);
            chips.push(Chip {
                kind: chip_kind(field),
                label,
                without,
            });
        }
    }
    if query.status != StatusFilter::Open {
        let without = JobQuery {
            status: StatusFilter::Open,
            page: 1,
            ..query.clone()
        };
        chips.push(Chip {
            kind: "Status",
            label: query.status.label().to_owned(),
            without,
        });
    }
    if query.stale != StaleFilter::Show {
        let without = JobQuery {
            stale: StaleFilter::Show,
            page: 1,
            ..query.clone()
        };
        chips.push(Chip {
            kind: "Stale",
            label: query.stale.label().to_owned(),
            without,
        });
    }
    chips
}

const fn chip_kind(field: FacetField) -> &'static str {
    match field {
        FacetField::Skill => "Skill",
        _ => field.label(),
    }
}

/// The chips of a search, and a way to clear them all.
#[component]
pub fn FilterChips(
    /// The chips.
    chips: Vec<Chip>,
) -> impl IntoView {
    if chips.is_empty() {
        return ().into_any();
    }
    let clear_all = chips.len() > 1;
    let items: Vec<_> = chips
        .into_iter()
        .map(|chip| {
            view! {
                <li>
                    <a class="chip" href=chip.without.path() data-refine="">
                        <span class="visually-hidden">"Remove filter "</span>
                        <span class="chip-kind">{chip.kind}</span>
                        " "
                        <span>{chip.label}</span>
                        <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
                            <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" stroke-width="1.5"/>
                        </svg>
                    </a>
                </li>
            }
        })
        .collect();
    view! {
        <ul class="filter-chips" aria-label="Filters that are set">
            {items}
            {clear_all
                .then(|| {
                    view! {
                        <li><a class="chip-clear" href="/jobs" data-refine="">"Clear all"</a></li>
                    }
                })}
        </ul>
    }
    .into_any()
}

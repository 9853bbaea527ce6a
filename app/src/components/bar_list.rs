//! Names with counts, each with a bar and each leading to its postings.

use leptos::prelude::*;

use crate::figure::{bar_percent, thousands};

/// One row of a [`BarList`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarRow {
    /// What is counted.
    pub name: String,
    /// The search that shows exactly these postings, where there is one.
    pub href: Option<String>,
    /// The count.
    pub count: u64,
}

/// Rows of names, bars and counts. The numbers are the content, the bars only
/// make them comparable at a glance.
#[component]
pub fn BarList(
    /// Rows, most first.
    rows: Vec<BarRow>,
) -> impl IntoView {
    let most = rows.iter().map(|row| row.count).max().unwrap_or(0);
    let items: Vec<_> = rows
        .into_iter()
        .map(|row| {
            let width = format!("{}%", bar_percent(row.count, most));
            let cells = view! {
                <span class="bar-list-name">{row.name}</span>
                <svg class="bar-list-bar" width="100%" height="4" aria-hidden="true">
                    <rect width=width height="4"/>
                </svg>
                <span class="bar-list-count">{thousands(row.count)}</span>
            };
            match row.href {
                Some(href) => {
                    view! { <li><a class="bar-list-row" href=href>{cells}</a></li> }.into_any()
                }
                None => view! { <li><div class="bar-list-row">{cells}</div></li> }.into_any(),
            }
        })
        .collect();
    view! { <ul class="bar-list" role="list">{items}</ul> }
}

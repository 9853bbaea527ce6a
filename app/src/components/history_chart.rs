//! Counts by month as bars, with the table of their numbers.

use domain::NamedCount;
use leptos::prelude::*;

use crate::figure::{bar_percent, month, thousands};

/// Height of the bars, in units of the drawing.
const HEIGHT: u64 = 100;
/// Width of a month, in units of the drawing.
const STEP: u64 = 10;

/// A bar for each month, oldest first, and a table that says the same.
#[component]
pub fn HistoryChart(
    /// Months (`YYYY-MM`) with their counts, oldest first.
    months: Vec<NamedCount>,
    /// What is counted: 'Roles first seen'.
    #[prop(into)]
    caption: String,
) -> impl IntoView {
    let most = months.iter().map(|row| row.count).max().unwrap_or(0);
    if most == 0 {
        return ().into_any();
    }
    let mut x = 0;
    let bars: Vec<_> = months
        .iter()
        .map(|row| {
            let height = bar_percent(row.count, most);
            let left = x;
            x += STEP;
            view! { <rect x=left y=HEIGHT - height width=STEP - 2 height=height/> }
        })
        .collect();
    let ends = months.first().zip(months.last()).map(|(first, last)| {
        view! {
            <p class="history-chart-axis" aria-hidden="true">
                <span>{month(&first.slug)}</span>
                <span>{format!("most: {} a month", thousands(most))}</span>
                <span>{month(&last.slug)}</span>
            </p>
        }
    });
    let rows: Vec<_> = months
        .iter()
        .rev()
        .map(|row| {
            view! {
                <tr>
                    <th scope="row">{month(&row.slug)}</th>
                    <td class="is-number">{thousands(row.count)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <figure class="history-chart">
            <svg
                viewBox=format!("0 0 {x} {HEIGHT}")
                preserveAspectRatio="none"
                width="100%"
                height="96"
                aria-hidden="true"
            >
                {bars}
            </svg>
            {ends}
            <figcaption>
                <details>
                    <summary>{format!("{caption}, by month: the numbers")}</summary>
                    <table class="data-table">
                        <thead>
                            <tr>
                                <th scope="col">"Month"</th>
                                <th scope="col" class="is-number">"Roles"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </details>
            </figcaption>
        </figure>
    }
    .into_any()
}

//! A moment in words, with its exact date for machines and on hover.

use domain::Timestamp;
use leptos::prelude::*;

use crate::figure;

/// 'three days ago', counted from `as_of`.
#[component]
pub fn Moment(
    /// The moment.
    at: Timestamp,
    /// The moment its age is counted from.
    as_of: Timestamp,
) -> impl IntoView {
    view! { <time datetime=at.iso_date() title=figure::day(at)>{at.ago(as_of)}</time> }
}

/// '12 Nov 2026'.
#[component]
pub fn Day(
    /// The moment.
    at: Timestamp,
) -> impl IntoView {
    view! { <time datetime=at.iso_date()>{figure::day(at)}</time> }
}

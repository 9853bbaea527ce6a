//! The finder: its form and results follow what is typed and ticked.
#![expect(
    missing_docs,
    reason = "the island macro writes items that cannot be documented"
)]

use leptos::prelude::*;

/// Wraps the finder's form and results, which the server renders, and keeps
/// them in step with the address.
#[island(lazy)]
pub fn Finder(
    /// The form with its results.
    children: Children,
) -> impl IntoView {
    view! { <div class="finder-root">{children()}</div> }
}

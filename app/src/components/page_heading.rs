//! The heading of a page: what it is, and a sentence about it.

use leptos::prelude::*;

/// A page's title with what introduces it.
#[component]
pub fn PageHeading(
    /// Title.
    #[prop(into)]
    title: String,
    /// Words above the title that say what kind of thing it is.
    #[prop(optional, into)]
    kind: Option<String>,
    /// A sentence below it.
    children: Children,
) -> impl IntoView {
    view! {
        <header class="page-heading">
            {kind.map(|kind| view! { <p class="page-heading-kind">{kind}</p> })}
            <h1>{title}</h1>
            <div class="page-heading-lead">{children()}</div>
        </header>
    }
    .into_any()
}

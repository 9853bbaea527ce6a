//! The search box as a plain form that leads to the finder.

use leptos::prelude::*;

use crate::islands::SearchBox;

/// A search box with its button.
#[component]
pub fn SearchForm() -> impl IntoView {
    view! {
        <search>
            <form class="search-form" action="/jobs" method="get">
                <SearchBox value=String::new()/>
                <button class="button" type="submit">"Search"</button>
            </form>
        </search>
    }
    .into_any()
}

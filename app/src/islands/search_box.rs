//! The search box: completes skills, companies and titles while one types.
#![expect(
    missing_docs,
    reason = "the island macro writes items that cannot be documented"
)]

use leptos::prelude::*;

/// A text field for the search's words, with suggestions.
#[island(lazy)]
pub fn SearchBox(
    /// Words to begin with.
    value: String,
) -> impl IntoView {
    view! {
        <div class="search-box">
            <label class="visually-hidden" for="q">"Words, skills, companies"</label>
            <input
                class="field"
                id="q"
                name="q"
                type="search"
                value=value
                placeholder="Words, skills, companies"
                maxlength="300"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                data-search=""
            />
        </div>
    }
}

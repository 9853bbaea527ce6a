//! This very search for other programs: feeds and the API.

use domain::JobQuery;
use leptos::prelude::*;

/// Links to the feeds and the API's answer of a search.
#[component]
pub fn FeedLinks(
    /// The search.
    query: JobQuery,
) -> impl IntoView {
    let all = query.at_page(1);
    view! {
        <p class="feed-links">
            "Follow this search: "
            <a href=all.path_on("/jobs.atom") type="application/atom+xml">"Atom"</a> ", "
            <a href=all.path_on("/jobs.rss") type="application/rss+xml">"RSS"</a> ", "
            <a href=all.path_on("/jobs.json") type="application/feed+json">"JSON Feed"</a>
            ", or read it through the "
            <a href=query.path_on("/api/v1/jobs") type="application/json">"API"</a> "."
        </p>
    }
    .into_any()
}

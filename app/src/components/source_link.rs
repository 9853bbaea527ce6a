//! The name of a source with the link that it is owed.

use domain::SourceCredit;
use leptos::prelude::*;

/// A source's name, linked as its terms ask.
#[component]
pub fn SourceLink(
    /// The credit of the source.
    credit: SourceCredit,
    /// The posting's page there.
    page: Option<String>,
) -> impl IntoView {
    let rel = credit.link_back.rel();
    match credit.link(page.as_deref()).map(str::to_owned) {
        Some(href) => view! { <a href=href rel=rel>{credit.name}</a> }.into_any(),
        None => credit.name.into_any(),
    }
}

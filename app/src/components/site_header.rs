//! The head of every page: the name and the ways to the main parts.

use leptos::prelude::*;

use crate::request;

const PARTS: [(&str, &str); 7] = [
    ("/jobs", "Jobs"),
    ("/companies", "Companies"),
    ("/skills", "Skills"),
    ("/outlook", "Outlook"),
    ("/roadmap", "Roadmap"),
    ("/match", "Match"),
    ("/about", "About"),
];

/// Name of the site and its navigation.
#[component]
pub fn SiteHeader() -> impl IntoView {
    let path = request::path();
    let links = PARTS.map(|(address, name)| {
        let current = if path == address {
            Some("page")
        } else if path.starts_with(&format!("{address}/")) {
            Some("true")
        } else {
            None
        };
        view! { <li><a href=address aria-current=current>{name}</a></li> }
    });
    view! {
        <header class="site-header">
            <div class="site-header-inner">
                <a class="site-name" href="/" aria-label="Backboard, front page">
                    <svg class="site-mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
                        <rect x="2" y="3" width="20" height="14" rx="1.5" fill="none" stroke="currentColor" stroke-width="2"/>
                        <rect x="8" y="8" width="8" height="9" fill="none" stroke="currentColor" stroke-width="2"/>
                        <path d="M9 21h6" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>
                    </svg>
                    <span class="site-word">"Backboard"</span>
                </a>
                <nav aria-label="Main">
                    <ul class="site-nav">{links.collect_view()}</ul>
                </nav>
            </div>
        </header>
    }
    .into_any()
}

//! The foot of every page.

use leptos::prelude::*;

use crate::request::site_notice;

/// Ways to the lesser pages and the program's version.
#[component]
pub fn SiteFooter() -> impl IntoView {
    let version = site_notice().map(|notice| notice.version);
    view! {
        <footer class="site-footer">
            <div class="site-footer-inner">
                <nav aria-label="More">
                    <ul class="site-footer-links">
                        <li><a href="/sources">"Sources"</a></li>
                        <li><a href="/about#numbers">"How the numbers are made"</a></li>
                        <li><a href="/about#feeds">"Feeds and API"</a></li>
                        <li><a href="/jobs.atom">"Newest jobs as a feed"</a></li>
                    </ul>
                </nav>
                <p class="site-footer-note">
                    "Backboard"
                    {version.map(|version| format!(" {version}"))}
                </p>
                // Shown by the page's script, which knows the keys.
                <button class="site-footer-keys" type="button" data-keys="" hidden=true>
                    "Keys"
                </button>
            </div>
        </footer>
    }
    .into_any()
}

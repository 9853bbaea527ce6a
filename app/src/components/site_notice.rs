//! What a visitor must know of the instance before anything else.

use leptos::prelude::*;

use crate::request::site_notice;

/// 'Demo data', on every page of an instance whose postings are made up.
#[component]
pub fn DemoNotice() -> impl IntoView {
    site_notice().filter(|notice| notice.demo).map(|_| {
        view! {
            <aside class="site-notice" aria-label="Notice">
                <p>
                    <strong>"Demo data."</strong>
                    " Companies and postings are made up. "
                    <a href="/about#real-postings">"Bring real postings"</a>
                    <span class="site-notice-command">
                        " with " <code>"backboard import FILE…"</code>
                    </span>
                </p>
            </aside>
        }
    })
}

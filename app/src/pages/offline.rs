//! `/offline`: what the service worker shows when a page is not at hand.

use leptos::prelude::*;

use crate::components::page_heading::PageHeading;
use crate::head::Head;

/// Says that the device is offline and what still works.
#[component]
pub fn OfflinePage() -> impl IntoView {
    let head = Head::unlisted("Offline", "This page needs a connection.", "/offline");
    head.write();
    view! {
        <div class="page page-narrow">
            <PageHeading title="You are offline">
                <p>
                    "This page has not been read on this device before, so it needs a connection."
                </p>
            </PageHeading>
            <div class="prose">
                <p>
                    "Pages that you have opened before can still be read: go back, or open them from your history. Searching works again as soon as there is a connection."
                </p>
            </div>
            // Filled by the service worker with what is kept on the device.
            <div id="kept-pages" hidden=true></div>
            <ul class="ways">
                <li><a href="/">"Front page"</a></li>
                <li><a href="/jobs">"Backend jobs"</a></li>
            </ul>
        </div>
    }
    .into_any()
}

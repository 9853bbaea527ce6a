//! The document around every page.

use leptos::hydration::{AutoReload, HydrationScripts};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags};

use crate::drawings;
use crate::request;
use crate::site::App;

/// Job pages are fetched ahead when a visitor is about to open one.
const SPECULATION_RULES: &str = concat!(
    r#"{"prefetch":[{"where":{"and":[{"href_matches":"/jobs/*"},"#,
    r#"{"not":{"selector_matches":"[rel~=nofollow]"}}]},"eagerness":"moderate"}]}"#,
);

/// A transition between two pages that the browser gives up (the visitor was
/// faster, the window hidden) is no error: without somebody listening it would
/// be reported as an unhandled rejection. One that comes after the new page was
/// revealed is handed to nobody, so it is known by what Chromium says of it
/// (<https://github.com/w3c/csswg-drafts/issues/13726>). In the document itself,
/// because a transition may begin before any script file has arrived.
const QUIET_TRANSITIONS: &str = concat!(
    "for(const name of['pageswap','pagereveal'])addEventListener(name,({viewTransition:t})=>",
    "t&&Promise.allSettled([t.ready,t.finished,t.updateCallbackDone]));",
    "addEventListener('unhandledrejection',e=>e.reason instanceof DOMException&&",
    "/^Transition was /.test(e.reason.message)&&e.preventDefault())",
);

/// Stands after all that a page shows. Nothing is painted before it has arrived:
/// painted before, what stands at the right moves aside for what arrives after it,
/// and columns of tables change their widths by rows to come. It is empty, because
/// Chromium waits for the beginning of an element, not for its end: on a short page
/// the foot would be painted without its links, and move when these come. A page is
/// some tens of kilobytes as it travels, and comes with the head in one answer.
const PAGE_END: &str = "page-end";

/// Paths of pages that have islands; only these load a script of leptos and wasm.
const PATHS_WITH_ISLANDS: [&str; 2] = ["/", "/jobs"];

/// Beginnings of the paths of pages that say how a profile fits; only these
/// load the styles of it.
const FITTED: [&str; 2] = ["/match", "/jobs/"];

fn has_islands(path: &str) -> bool {
    PATHS_WITH_ISLANDS.contains(&path)
}

fn has_fits(path: &str) -> bool {
    FITTED.iter().any(|beginning| path.starts_with(beginning))
}

/// The document: head, and the site as its body.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let has_islands = has_islands(&request::path());
    let has_drawings = drawings::are_on(&request::path());
    let has_fits = has_fits(&request::path());
    view! {
        <!DOCTYPE html>
        <html lang="en">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="expect" href=format!("#{PAGE_END}") blocking="render"/>
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff"/>
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#131615"/>
                <HashedStylesheet options=options.clone() id="style"/>
                {has_drawings.then(|| view! { <link rel="stylesheet" href=drawings::drawings_address()/> })}
                {has_fits.then(|| view! { <link rel="stylesheet" href="/match.css"/> })}
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="apple-touch-icon" href="/icons/apple-touch-icon.png"/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                <AutoReload options=options.clone()/>
                {has_islands.then(|| view! { <HydrationScripts options islands=true/> })}
                <script nonce=use_nonce() inner_html=QUIET_TRANSITIONS></script>
                <script type="module" src="/app.js" nonce=use_nonce()></script>
                <script type="speculationrules" nonce=use_nonce() inner_html=SPECULATION_RULES></script>
                <MetaTags/>
            </head>
            <body>
                <App/>
                <span id=PAGE_END hidden></span>
            </body>
        </html>
    }
    .into_any()
}

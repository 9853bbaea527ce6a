//! The browser's entry: hands the islands of a page to leptos. What they do is
//! written in the crate `app`.

// Links the islands of `app` into this module.
use app as _;

/// Makes the islands of this page interactive; called by the page's script.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}

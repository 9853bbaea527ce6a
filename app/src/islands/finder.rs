//! The finder: its form and results follow what is typed and ticked.

#![expect(
    missing_docs,
    reason = "the island macro writes items that cannot be documented"
)]

mod session;

use leptos::html::Div;
use leptos::prelude::*;

/// Wraps the finder's form and results, which the server renders, and keeps
/// them in step with what is typed and ticked, and with the address.
#[island(lazy)]
pub fn Finder(
    /// The form with its results.
    children: Children,
) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            session::begin(&root);
        }
    });
    view! {
        <div class="finder-root" node_ref=root>
            {children()}
        </div>
    }
}

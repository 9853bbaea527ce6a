//! The reader's progress on the roadmap: read from the device, shown on lists,
//! picture and pages of topics, written back when it changes. Nothing of it is
//! ever sent.

#![expect(
    missing_docs,
    reason = "the island macro writes items that cannot be documented"
)]

pub(crate) mod graph_table;
mod hours;
mod keeper;
mod page;

use leptos::html::Div;
use leptos::prelude::*;

/// Wraps the form of one topic, or the summary with its tools, which the server
/// renders hidden, and brings the marks of the whole page up to date.
#[island(lazy)]
pub fn ProgressKeeper(
    /// The ids and the history of the graph: see [`graph_table`].
    graph: String,
    /// The form or the tools.
    children: Children,
) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            page::begin(&root, graph.clone());
        }
    });
    view! {
        <div class="progress-root" node_ref=root>
            {children()}
        </div>
    }
}

//! The crosshair: reads the values of a chart where the pointer or the keyboard
//! is. The chart is complete without it.

#![expect(
    missing_docs,
    reason = "the island macro writes items that cannot be documented"
)]

mod reading;
mod vertex;

use leptos::html::Div;
use leptos::prelude::*;

/// Lies over the drawing of the chart that it stands in, and shows the row of the
/// chart's table that belongs to the place pointed at.
#[island(lazy)]
pub fn Crosshair() -> impl IntoView {
    let root = NodeRef::<Div>::new();
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            reading::begin(&root);
        }
    });
    view! {
        <div class="chart-crosshair" hidden node_ref=root></div>
    }
}

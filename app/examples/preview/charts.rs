//! All kinds of charts on one page, for looking at them.

#[path = "charts/samples.rs"]
mod samples;

use app::components::chart::{ChartFigure, Sparkline};
use axum::response::Html;
use leptos::prelude::*;

/// The page of charts.
pub(crate) async fn gallery() -> Html<String> {
    let figures: Vec<_> = samples::all()
        .into_iter()
        .map(|(facts, chart)| view! { <ChartFigure facts chart/> })
        .collect();
    let page = view! {
        <main><div class="page">
            <h1>"Charts"</h1>
            <p>
                "Open roles " <Sparkline line=samples::spark() label="Index of open roles"/>
                " stand 14 % above their level of two years ago."
            </p>
            {figures}
        </div></main>
    };
    Html(format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Charts</title>\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <link rel=\"stylesheet\" href=\"/pkg/backboard.css\"></head><body>{}</body></html>",
        page.to_html()
    ))
}

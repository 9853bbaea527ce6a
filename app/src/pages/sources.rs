//! `/sources`: where postings come from and how fresh they are.

mod board_list;
mod choice;
mod source_table;

use domain::SourceSummary;
use leptos::prelude::*;

use crate::backend::{BoardLine, SharedSources};
use crate::components::page_heading::PageHeading;
use crate::figure::counted;
use crate::head::Head;
use crate::request::{from_backend, query_string};
use board_list::board_list;
use choice::Choice;
use source_table::source_table;

/// The sources.
#[component]
pub fn SourcesPage() -> impl IntoView {
    let choice = Choice::parse(&query_string());
    let boards = use_context::<SharedSources>();
    from_backend(move |catalogue| async move {
        let sources = catalogue.list_sources().await?;
        let lines = match boards {
            Some(boards) => boards.list_boards().await?,
            None => Vec::new(),
        };
        Ok(sources_page(
            sources,
            lines,
            &choice,
            catalogue.notice().as_of,
        ))
    })
}

fn sources_page(
    sources: Vec<SourceSummary>,
    boards: Vec<BoardLine>,
    choice: &Choice,
    as_of: domain::Timestamp,
) -> AnyView {
    if *choice == Choice::default() {
        Head::listed(
            "Sources",
            "Where the postings come from, how many, and when they were last fetched.",
            "/sources",
        )
        .write();
    } else {
        Head::unlisted("Sources", "Boards of employers.", choice.path()).write();
    }
    let lead = if boards.is_empty() {
        "Every posting names its source and links back to it.".to_owned()
    } else {
        let wrong = boards.iter().filter(|b| b.freshness.is_wrong()).count();
        format!(
            "Every posting names its source and links back to it. Postings are fetched from {}; {} need attention.",
            counted(number(boards.len()), "board", "boards"),
            number(wrong)
        )
    };
    let nothing = sources.is_empty() && boards.is_empty();
    let body = if nothing {
        view! {
            <div class="empty-results">
                <p class="empty-results-title">"No postings have come yet."</p>
                <p><a href="/about#real-postings">"How to bring real postings"</a></p>
            </div>
        }
        .into_any()
    } else {
        view! {
            {source_table(sources, &boards, as_of)}
            {board_list(&boards, choice, as_of)}
        }
        .into_any()
    };
    view! {
        <div class="page page-list">
            <PageHeading title="Sources">
                <p>{lead}</p>
            </PageHeading>
            {body}
        </div>
    }
    .into_any()
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

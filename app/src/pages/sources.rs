//! `/sources`: where postings come from and how fresh they are.

use domain::{FacetField, JobQuery, SourceSummary};
use leptos::prelude::*;

use crate::components::moment::Moment;
use crate::components::page_heading::PageHeading;
use crate::figure::thousands;
use crate::head::Head;
use crate::request::from_backend;

/// The sources.
#[component]
pub fn SourcesPage() -> impl IntoView {
    from_backend(|catalogue| async move {
        let sources = catalogue.list_sources().await?;
        Ok(sources_page(sources, catalogue.notice().as_of))
    })
}

fn sources_page(sources: Vec<SourceSummary>, as_of: domain::Timestamp) -> AnyView {
    let head = Head::listed(
        "Sources",
        "Where the postings come from, how many, and when they were last seen.",
        "/sources",
    );
    let empty = sources.is_empty();
    let rows: Vec<_> = sources
        .into_iter()
        .map(|source| source_row(source, as_of))
        .collect();
    let table = if empty {
        view! {
            <div class="empty-results">
                <p class="empty-results-title">"No postings have been imported yet."</p>
                <p><a href="/about#real-postings">"How to bring real postings"</a></p>
            </div>
        }
        .into_any()
    } else {
        view! {
            <table class="data-table">
                <thead>
                    <tr>
                        <th scope="col">"Source"</th>
                        <th scope="col" class="is-number">"Open roles"</th>
                        <th scope="col" class="is-number">"Ever seen"</th>
                        <th scope="col" class="is-number">"Not readable"</th>
                        <th scope="col" class="is-date">"Last seen"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    };
    head.write();
    view! {
        <div class="page page-list">
            <PageHeading title="Sources">
                <p>
                    "Every posting names its source and links back to it. Open roles are counted once, however often they were posted; 'ever seen' counts every posting."
                </p>
            </PageHeading>
            {table}
        </div>
    }
    .into_any()
}

fn source_row(source: SourceSummary, as_of: domain::Timestamp) -> AnyView {
    let search = JobQuery::default()
        .toggled(FacetField::Role, "any")
        .toggled(FacetField::Source, source.key.as_str());
    let name = match source.homepage {
        Some(homepage) => view! { <a href=homepage rel="noopener">{source.name}</a> }.into_any(),
        None => source.name.into_any(),
    };
    view! {
        <tr>
            <th scope="row">
                {name}
                // Where there is no room for the column of its own.
                <span class="source-seen">
                    {source.last_seen.map(|at| view! { "Last seen " <Moment at as_of/> })}
                </span>
            </th>
            <td class="is-number">
                <a href=search.path()>{thousands(source.open)}</a>
            </td>
            <td class="is-number">{thousands(source.ever)}</td>
            <td class="is-number">{thousands(source.rejected)}</td>
            <td class="is-date">{source.last_seen.map(|at| view! { <Moment at as_of/> })}</td>
        </tr>
    }
    .into_any()
}

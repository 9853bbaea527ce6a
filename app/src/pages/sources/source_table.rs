//! The sources in one table: credit, boards, open roles, freshness.

use std::collections::BTreeMap;

use domain::{FacetField, JobQuery, SourceKey, SourceSummary, Timestamp};
use leptos::prelude::*;

use super::choice::Choice;
use super::number;
use crate::backend::BoardLine;
use crate::figure::{counted, since, thousands};

/// What the boards of a source have in common.
#[derive(Default)]
struct Boards {
    count: usize,
    wrong: usize,
    last_success: Option<Timestamp>,
}

pub(super) fn source_table(
    sources: Vec<SourceSummary>,
    boards: &[BoardLine],
    as_of: Timestamp,
) -> AnyView {
    let mut by_source: BTreeMap<&SourceKey, Boards> = BTreeMap::new();
    for board in boards {
        let of_source = by_source.entry(&board.source).or_default();
        of_source.count += 1;
        of_source.wrong += usize::from(board.freshness.is_wrong());
        of_source.last_success = of_source.last_success.max(board.last_success);
    }
    let rows: Vec<_> = sources
        .into_iter()
        .map(|source| {
            let boards = by_source.get(&source.key);
            source_row(source, boards, as_of)
        })
        .collect();
    view! {
        <section aria-labelledby="systems">
            <h2 id="systems">"Systems and feeds"</h2>
            <p class="measure">
                "Open roles are counted once, however often they were posted; 'ever seen' counts every posting."
            </p>
            <table class="data-table">
                <thead>
                    <tr>
                        <th scope="col">"Source"</th>
                        <th scope="col" class="is-number">"Boards"</th>
                        <th scope="col" class="is-number">"Open roles"</th>
                        <th scope="col" class="is-number is-lesser">"Ever seen"</th>
                        <th scope="col" class="is-date">"Last fetched or seen"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn source_row(source: SourceSummary, boards: Option<&Boards>, as_of: Timestamp) -> AnyView {
    let search = JobQuery::default()
        .toggled(FacetField::Role, "any")
        .toggled(FacetField::Source, source.key.as_str());
    let name = match source.homepage {
        Some(homepage) => view! { <a href=homepage rel="noopener">{source.name}</a> }.into_any(),
        None => source.name.into_any(),
    };
    let at = boards
        .and_then(|boards| boards.last_success)
        .or(source.last_seen);
    let seen = at.map(|at| since(at, as_of));
    let count = boards.map(|boards| {
        let choice = Choice {
            source: source.key.to_string(),
            ..Choice::default()
        };
        let href = format!("{}#boards", choice.path());
        view! { <a href=href>{thousands(number(boards.count))}</a> }
    });
    let wrong = boards.map_or(0, |boards| boards.wrong);
    let wrong = (wrong > 0).then(|| {
        let words = counted(number(wrong), "board needs", "boards need");
        view! { <span class="source-wrong">{words}" attention"</span> }
    });
    view! {
        <tr>
            <th scope="row">
                {name}
                {wrong}
                // Where there is no room for the column of its own.
                <span class="source-seen">{seen.clone()}</span>
            </th>
            <td class="is-number">{count}</td>
            <td class="is-number">
                <a href=search.path()>{thousands(source.open)}</a>
            </td>
            <td class="is-number is-lesser">{thousands(source.ever)}</td>
            <td class="is-date">{seen}</td>
        </tr>
    }
    .into_any()
}

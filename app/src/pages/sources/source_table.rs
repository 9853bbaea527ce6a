//! The sources in one table: credit, boards, open roles, freshness.

use std::collections::BTreeMap;

use domain::{FacetField, JobQuery, SourceKey, SourceSummary, Timestamp};
use leptos::prelude::*;

use super::choice::Choice;
use super::number;
use crate::backend::BoardLine;
use crate::components::fetched_table::{Column, FetchedRow, FetchedTable, Said};
use crate::figure::{counted, thousands};

const COLUMNS: &[Column] = &[
    Column::Figures("Boards"),
    Column::Figures("Open roles"),
    Column::LesserFigures("Ever seen"),
];

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
            <FetchedTable names="Source" columns=COLUMNS moments="Last fetched or seen">
                <tbody>{rows}</tbody>
            </FetchedTable>
        </section>
    }
    .into_any()
}

fn source_row(source: SourceSummary, boards: Option<&Boards>, as_of: Timestamp) -> AnyView {
    let search = JobQuery::default()
        .toggled(FacetField::Role, "any")
        .toggled(FacetField::Source, source.key.as_str());
    let at = boards
        .and_then(|boards| boards.last_success)
        .or(source.last_seen);
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
        let boards = counted(number(wrong), "board needs", "boards need");
        Said::Wrong(format!("{boards} attention"))
    });
    view! {
        <FetchedRow name=source.name page=source.homepage said=wrong at as_of>
            <td class="is-number">{count}</td>
            <td class="is-number">
                <a href=search.path()>{thousands(source.open)}</a>
            </td>
            <td class="is-number is-lesser">{thousands(source.ever)}</td>
        </FetchedRow>
    }
    .into_any()
}

//! The boards, grouped by system, searchable and in pages.

use domain::Timestamp;
use leptos::prelude::*;

use super::choice::{Choice, Shown};
use super::number;
use crate::backend::BoardLine;
use crate::components::fetched_table::{Column, FetchedRow, FetchedTable, Said};
use crate::components::pagination::{Pagination, last_page};
use crate::figure::{counted, thousands};

/// Boards on a page.
const PAGE: usize = 50;
/// Last page that can be asked for.
const MAX_PAGE: u32 = 1_000;
const COLUMNS: &[Column] = &[Column::Figures("Open postings"), Column::Words("State")];

pub(super) fn board_list(boards: &[BoardLine], choice: &Choice, as_of: Timestamp) -> AnyView {
    if boards.is_empty() {
        return ().into_any();
    }
    let found: Vec<&BoardLine> = boards.iter().filter(|b| choice.includes(b)).collect();
    let total = number(found.len());
    let last = last_page(total, number(PAGE), MAX_PAGE);
    let page = choice.page.min(last);
    let first = PAGE.saturating_mul(usize::try_from(page - 1).unwrap_or_default());
    let shown: Vec<&BoardLine> = found.into_iter().skip(first).take(PAGE).collect();
    let groups: Vec<_> = shown
        .chunk_by(|one, next| one.source == next.source)
        .map(|group| board_group(group, as_of))
        .collect();
    let list = if groups.is_empty() {
        view! {
            <div class="empty-results">
                <p class="empty-results-title">"No board is like that."</p>
                <p><a href="/sources#boards">"Show all boards"</a></p>
            </div>
        }
        .into_any()
    } else {
        view! {
            <FetchedTable names="Board" columns=COLUMNS moments="Last fetched">
                {groups}
            </FetchedTable>
        }
        .into_any()
    };
    let pages = choice.clone();
    view! {
        <section aria-labelledby="boards">
            <h2 id="boards">"Boards"</h2>
            {board_form(boards, choice)}
            <p class="board-total" role="status">{counted(total, "board", "boards")}</p>
            {list}
            <Pagination
                page
                last
                href=move |page| format!("{}#boards", pages.page_path(page))
            />
        </section>
    }
    .into_any()
}

/// A plain form: the address is the state.
fn board_form(boards: &[BoardLine], choice: &Choice) -> AnyView {
    let mut systems: Vec<(&str, &str)> = boards
        .iter()
        .map(|board| (board.source.as_str(), board.system.as_str()))
        .collect();
    systems.dedup();
    let systems: Vec<_> = systems
        .into_iter()
        .map(|(key, name)| {
            let selected = key == choice.source;
            view! { <option value=key.to_owned() selected=selected>{name.to_owned()}</option> }
        })
        .collect();
    let states: Vec<_> = Shown::ALL
        .into_iter()
        .map(|shown| {
            let selected = shown == choice.shown;
            view! { <option value=shown.name() selected=selected>{shown.words()}</option> }
        })
        .collect();
    view! {
        <search>
            <form class="board-form" action="/sources#boards" method="get">
                <label class="visually-hidden" for="board-name">"Name of a board"</label>
                <input
                    class="field"
                    id="board-name"
                    type="search"
                    name="q"
                    value=choice.text.clone()
                    placeholder="Name of a board"
                    maxlength="80"
                    data-search=""
                />
                <label class="visually-hidden" for="board-system">"System"</label>
                <select class="field" id="board-system" name="system">
                    <option value="">"Every system"</option>
                    {systems}
                </select>
                <label class="visually-hidden" for="board-state">"State"</label>
                <select class="field" id="board-state" name="state">
                    {states}
                </select>
                <button class="button" type="submit">"Show"</button>
            </form>
        </search>
    }
    .into_any()
}

/// The boards of one system.
fn board_group(boards: &[&BoardLine], as_of: Timestamp) -> AnyView {
    let system = boards.first().map(|board| board.system.clone());
    let rows: Vec<_> = boards.iter().map(|board| board_row(board, as_of)).collect();
    view! {
        <tbody>
            <tr class="board-group">
                <th scope="rowgroup" colspan="4">{system}</th>
            </tr>
            {rows}
        </tbody>
    }
    .into_any()
}

fn board_row(board: &BoardLine, as_of: Timestamp) -> AnyView {
    let mark = if board.freshness.is_wrong() {
        "board-state is-wrong"
    } else {
        "board-state"
    };
    let (open, state) = (thousands(board.open), board.freshness.word());
    view! {
        <FetchedRow
            name=board.name.clone()
            page=board.page.clone()
            said=board.words.clone().map(Said::Note)
            at=board.last_success
            as_of
        >
            <td class="is-number">{open}</td>
            <td>
                <span class=mark>{state}</span>
            </td>
        </FetchedRow>
    }
    .into_any()
}

//! `/status`: how fetching and the index go, for whoever runs the board.

use domain::Timestamp;
use leptos::prelude::*;

use crate::backend::{Collecting, CollectionState, RunLine};
use crate::components::fetched_table::{Column, FetchedRow, FetchedTable, Said};
use crate::components::page_heading::PageHeading;
use crate::figure::{counted, duration, thousands};
use crate::head::Head;
use crate::request::{from_backend, sources};

const RUN_COLUMNS: &[Column] = &[
    Column::Figures("Fetched"),
    Column::Figures("New"),
    Column::LesserFigures("Changed"),
    Column::Figures("Closed"),
    Column::LesserFigures("Refused"),
    Column::LesserFigures("Took"),
];

/// How things go.
#[component]
pub fn StatusPage() -> impl IntoView {
    let boards = sources();
    from_backend(move |catalogue| async move {
        let state = boards?.collection().await?;
        Ok(status_page(state, catalogue.notice().as_of))
    })
}

fn status_page(state: CollectionState, as_of: Timestamp) -> AnyView {
    Head::unlisted("Status", "How fetching and the index go.", "/status").write();
    let collecting = match state.collecting {
        Collecting::Here => "Postings are fetched by this server when they are due.",
        Collecting::Off => {
            "This server does not fetch postings (setting collect); backboard ingest does."
        }
        Collecting::Demo => {
            "The postings are made up, so none are fetched. backboard ingest fetches real ones in their place."
        }
    };
    let next = state.next_due.map(|at| {
        let minutes = at.millis().saturating_sub(as_of.millis()) / 60_000;
        if minutes <= 0 {
            "now".to_owned()
        } else {
            format!("in {minutes} min")
        }
    });
    let index = match state.index_failing {
        Some(seconds) => format!("could not follow for {seconds} s"),
        None => format!("{} waiting", counted(state.index_lag, "change", "changes")),
    };
    let switched_off = (state.switched_off > 0).then(|| {
        let boards = counted(state.switched_off, "board", "boards");
        let words = format!(
            "The shipped list is switched off (setting shipped_boards): {boards} of it not fetched."
        );
        view! { <p>{words}</p> }
    });
    view! {
        <div class="page page-list">
            <PageHeading title="Status">
                <p>{collecting}</p>
                {switched_off}
            </PageHeading>
            <dl class="status-figures">
                {figure("Being fetched", thousands(state.running))}
                {figure("Due and waiting", thousands(state.due))}
                {figure("Next one due", next.unwrap_or_else(|| "none".to_owned()))}
                {figure("Search index", index)}
            </dl>
            <section aria-labelledby="runs">
                <h2 id="runs">"Newest runs"</h2>
                {run_table(state.runs, as_of)}
            </section>
            {disagreement_table(state.disagreements)}
        </div>
    }
    .into_any()
}

fn figure(name: &'static str, value: String) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
        </div>
    }
}

fn run_table(runs: Vec<RunLine>, as_of: Timestamp) -> AnyView {
    if runs.is_empty() {
        return view! { <p>"Nothing has been fetched yet."</p> }.into_any();
    }
    let rows: Vec<_> = runs.into_iter().map(|run| run_row(run, as_of)).collect();
    view! {
        <FetchedTable names="Board" columns=RUN_COLUMNS moments="Began">
            <tbody>{rows}</tbody>
        </FetchedTable>
    }
    .into_any()
}

fn run_row(run: RunLine, as_of: Timestamp) -> AnyView {
    let reason = run
        .reason
        .map(|reason| format!("refused most often: {reason}"));
    let said = run.error.or(run.warning).or(reason).map(Said::Note);
    view! {
        <FetchedRow name=run.name said at=Some(run.started_at) as_of>
            <td class="is-number">{thousands(run.fetched)}</td>
            <td class="is-number">{thousands(run.new)}</td>
            <td class="is-number is-lesser">{thousands(run.changed)}</td>
            <td class="is-number">{thousands(run.closed)}</td>
            <td class="is-number is-lesser">{thousands(run.rejected)}</td>
            <td class="is-number is-lesser">{duration(run.took)}</td>
        </FetchedRow>
    }
    .into_any()
}

/// Where texts contradict what their sources state.
fn disagreement_table(found: Vec<(String, String, u64)>) -> AnyView {
    if found.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> = found
        .into_iter()
        .map(|(system, fact, count)| {
            view! {
                <tr>
                    <th scope="row">{system}</th>
                    <td>{fact}</td>
                    <td class="is-number">{thousands(count)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <section aria-labelledby="disagreements">
            <h2 id="disagreements">"Texts that contradict their source"</h2>
            <p class="measure">
                "In the runs above. What a source states in fields of its own wins over what its text says."
            </p>
            <table class="data-table">
                <thead>
                    <tr>
                        <th scope="col">"Source"</th>
                        <th scope="col">"Fact"</th>
                        <th scope="col" class="is-number">"Postings"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

//! The roadmap as lists: for each track its topics by level, with hours, the
//! roles that ask for each, and the reader's own progress.

use domain::StaleFilter;
use leptos::prelude::*;
use roadmap::{Level, Node, Roadmap};

use crate::backend::RoadmapDemand;
use crate::figure::{Share, thousands};
use crate::roles_asking::roles_asking_for;
use crate::stale_roles::with_stale;

/// Every topic that is shown, by track and level.
#[component]
pub fn RoadmapList(
    /// How many roles ask for each node.
    demand: RoadmapDemand,
    /// Whether each node is shown, by its index.
    shown: Vec<bool>,
    /// Whether stale roles are among those that ask.
    stale: StaleFilter,
) -> impl IntoView {
    let roadmap = Roadmap::shipped();
    let mut tracks: Vec<Vec<(usize, &'static Node)>> = vec![Vec::new(); roadmap.tracks().len()];
    for (index, node) in roadmap.nodes().iter().enumerate() {
        if shown.get(index) == Some(&true)
            && let Some(track) = tracks.get_mut(node.track)
        {
            track.push((index, node));
        }
    }
    let shown_tracks = || {
        let both = roadmap.tracks().iter().zip(&tracks);
        both.filter(|(_, nodes)| !nodes.is_empty())
    };
    let jumps: Vec<_> = shown_tracks()
        .map(|(track, _)| view! { <li><a href=format!("#{}", track.id)>{track.title}</a></li> })
        .collect();
    let sections: Vec<_> = shown_tracks()
        .map(|(track, nodes)| {
            view! {
                <section class="roadmap-track" aria-labelledby=track.id>
                    <h2 id=track.id>{track.title}</h2>
                    <p class="roadmap-track-summary">{track.summary}</p>
                    {table(track.title, nodes, &demand, stale)}
                </section>
            }
        })
        .collect();
    view! {
        <nav aria-label="Tracks">
            <ul class="skill-index-jumps" role="list">{jumps}</ul>
        </nav>
        {sections}
    }
    .into_any()
}

fn table(
    track: &'static str,
    nodes: &[(usize, &'static Node)],
    demand: &RoadmapDemand,
    stale: StaleFilter,
) -> AnyView {
    let levels: Vec<_> = Level::ALL
        .into_iter()
        .filter_map(|level| {
            let rows: Vec<_> = nodes
                .iter()
                .filter(|(_, node)| node.level == level)
                .map(|(index, node)| row(node, demand, *index, stale))
                .collect();
            (!rows.is_empty()).then(|| {
                view! {
                    <tbody>
                        <tr class="roadmap-level">
                            <th scope="rowgroup" colspan="4">{level.label()}</th>
                        </tr>
                        {rows}
                    </tbody>
                }
            })
        })
        .collect();
    view! {
        <table class="data-table roadmap-table">
            <caption class="visually-hidden">{format!("Topics of the track {track}")}</caption>
            <thead>
                <tr>
                    <th scope="col">"Topic"</th>
                    <th scope="col">"Progress"</th>
                    <th scope="col" class="is-number">"Hours"</th>
                    <th scope="col" class="is-number">"Asked by"</th>
                </tr>
            </thead>
            {levels}
        </table>
    }
    .into_any()
}

fn row(node: &'static Node, demand: &RoadmapDemand, index: usize, stale: StaleFilter) -> AnyView {
    let page = with_stale(&format!("/roadmap/{}", node.id), stale);
    let count = demand.asked.get(index).copied().flatten();
    view! {
        <tr data-state-of=node.id>
            <th scope="row">
                <a href=page>{node.title}</a>
            </th>
            <td class="roadmap-state" data-state-words=node.id></td>
            <td class="is-number">{node.hours.typical}</td>
            <td class="is-number roadmap-asked">
                {asked(node, count, demand.all_open, stale)}
            </td>
        </tr>
    }
    .into_any()
}

/// The roles that ask for a node, as a link to them, and their share.
fn asked(node: &'static Node, count: Option<u64>, all_open: u64, stale: StaleFilter) -> AnyView {
    match count.zip(roles_asking_for(node.skills, stale)) {
        Some((count, query)) => {
            let share = Share::new(count, all_open);
            view! {
                <a href=query.path()>{thousands(count)}</a>
                <span class="roadmap-share">{share.map(Share::percent)}</span>
            }
            .into_any()
        }
        None => view! { <span class="is-unstated">"not counted"</span> }.into_any(),
    }
}

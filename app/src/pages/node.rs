//! `/roadmap/{node}`: a topic of the roadmap: what it is, what comes before and
//! after it, how to learn it, and what the market says of it.
//!
//! An id of an earlier version leads to what it became, or says what became of it.

mod fate;

use std::sync::Arc;

use domain::StaleFilter;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use roadmap::{Fate, Node, Roadmap};

use crate::backend::{NodeMarket, SharedCatalogue, SharedLearning};
use crate::components::node_market::NodeMarketFigures;
use crate::components::node_resources::NodeResources;
use crate::components::page_heading::PageHeading;
use crate::components::progress_form::ProgressForm;
use crate::components::skill_terms::skill_name;
use crate::error::AppError;
use crate::figure::thousands;
use crate::head::Head;
use crate::json_ld;
use crate::request::{self, from_backend};
use crate::stale_roles::{stale_in, with_stale};

/// A topic's page.
#[component]
pub fn NodePage() -> impl IntoView {
    let id = use_params_map()
        .read_untracked()
        .get_str("node")
        .map(str::to_owned);
    let learning = use_context::<SharedLearning>();
    let stale = stale_in(&request::query_string());
    from_backend(move |catalogue| async move {
        let id = id.ok_or(AppError::NotFound)?;
        let roadmap = Roadmap::shipped();
        match roadmap.fate_of(&id) {
            Fate::Current => {
                let index = roadmap.index_of(&id).ok_or(AppError::NotFound)?;
                let node = roadmap.nodes().get(index).ok_or(AppError::NotFound)?;
                let learning = learning.ok_or(AppError::Internal)?;
                let market = learning.find_node_market(node, stale).await?;
                Ok(node_page(roadmap, index, node, (market, stale), &catalogue))
            }
            fate => fate::page(&id, &fate),
        }
    })
}

fn node_page(
    roadmap: &'static Roadmap,
    index: usize,
    node: &'static Node,
    (market, stale): (Option<Arc<NodeMarket>>, StaleFilter),
    catalogue: &SharedCatalogue,
) -> AnyView {
    let track = roadmap.tracks().get(node.track);
    let track_title = track.map_or("", |track| track.title);
    let path = format!("/roadmap/{}", node.id);
    Head::listed(
        format!("{}: how to learn it, and who asks for it", node.title),
        first_sentence(node.summary),
        path.clone(),
    )
    .write();
    let origin = catalogue.notice().origin;
    let places = [("Roadmap", "/roadmap".to_owned()), (node.title, path)];
    let breadcrumbs = json_ld::breadcrumbs(&origin, &places);
    let facts = facts(roadmap, index, node, (catalogue, stale));
    let to_track = track.map(|track| {
        let page = with_stale(&format!("/roadmap?track={}", track.id), stale);
        view! { <a href=page>{track.title}</a> }
    });
    view! {
        <script type="application/ld+json" nonce=use_nonce() inner_html=breadcrumbs></script>
        <article class="page node-page">
            <nav class="node-way" aria-label="Where this is">
                <a href=with_stale("/roadmap", stale)>"Roadmap"</a>
                " › "
                {to_track}
            </nav>
            <PageHeading title=node.title kind=format!("{track_title} · {}", node.level.label())>
                <p>{node.outcome}</p>
                {facts}
            </PageHeading>
            <div class="columns">
                <div class="columns-main node-main">
                    {text(node)}
                    {neighbours(roadmap, index, node, stale)}
                    <NodeResources resources=node.resources/>
                </div>
                <div class="columns-side">
                    <ProgressForm node=node.id/>
                    <NodeMarketFigures
                        node=node
                        market=market
                        needed_by=roadmap.unlocks(index).len()
                        stale=stale
                    />
                </div>
            </div>
        </article>
    }
    .into_any()
}

fn facts(
    roadmap: &Roadmap,
    index: usize,
    node: &Node,
    (catalogue, stale): (&SharedCatalogue, StaleFilter),
) -> AnyView {
    let hours = node.hours;
    let before = roadmap.hours_from_nothing(index);
    let more = before > u32::from(hours.typical);
    let skills: Vec<_> = node
        .skills
        .iter()
        .filter_map(|skill| domain::Slug::parse(skill).ok())
        .enumerate()
        .map(|(place, slug)| {
            let separator = if place == 0 { " " } else { ", " };
            let name = skill_name(Some(catalogue), &slug);
            let page = with_stale(&format!("/skills/{slug}"), stale);
            view! { {separator} <a href=page>{name}</a> }
        })
        .collect();
    view! {
        <ul class="facts-line" role="list">
            <li>
                <strong>{format!("{} hours", hours.typical)}</strong>
                {format!(" to a working level ({} to {})", hours.low, hours.high)}
            </li>
            {more
                .then(|| {
                    view! {
                        <li>
                            {format!("{} from nothing, with all that it needs", thousands(before.into()))}
                        </li>
                    }
                })}
            {(!skills.is_empty()).then(|| view! { <li>"Skills:" {skills}</li> })}
        </ul>
    }
    .into_any()
}

fn text(node: &'static Node) -> impl IntoView {
    view! {
        <section class="node-text" aria-labelledby="what">
            <h2 id="what">"What it is, and why it matters"</h2>
            <p>{node.summary.trim()}</p>
        </section>
        <section class="node-text" aria-labelledby="project">
            <h2 id="project">"A project that proves it"</h2>
            <p>{node.project}</p>
        </section>
    }
}

/// What comes before and after a node.
fn neighbours(
    roadmap: &'static Roadmap,
    index: usize,
    node: &'static Node,
    stale: StaleFilter,
) -> impl IntoView {
    let group = |title, nodes| group(roadmap, title, nodes, stale);
    view! {
        <section class="node-neighbours" aria-labelledby="before">
            <h2 id="before">"Before and after"</h2>
            <div class="node-groups">
                {group("Needed first", node.needs)}
                {group("Makes it easier", node.helps)}
                {group("Opens up", roadmap.unlocks(index))}
            </div>
            {node
                .needs
                .is_empty()
                .then(|| view! { <p>"It needs nothing: one can begin here."</p> })}
        </section>
    }
}

fn group(
    roadmap: &'static Roadmap,
    title: &'static str,
    nodes: &[usize],
    stale: StaleFilter,
) -> AnyView {
    let items: Vec<_> = nodes
        .iter()
        .filter_map(|index| roadmap.nodes().get(*index))
        .map(|node| {
            let page = with_stale(&format!("/roadmap/{}", node.id), stale);
            view! {
                <li data-state-of=node.id>
                    <a href=page>{node.title}</a>
                    <span class="node-hours">{format!("{} h", node.hours.typical)}</span>
                    <span class="roadmap-state" data-state-words=node.id></span>
                </li>
            }
        })
        .collect();
    if items.is_empty() {
        return ().into_any();
    }
    view! {
        <div>
            <h3>{title}</h3>
            <ul role="list">{items}</ul>
        </div>
    }
    .into_any()
}

fn first_sentence(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.split_once(". ") {
        Some((sentence, _)) => format!("{sentence}."),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_the_first_sentence_on_one_line() {
        assert_eq!(first_sentence("One\nthing. And more."), "One thing.");
        assert_eq!(first_sentence("Only this.\n"), "Only this.");
    }
}

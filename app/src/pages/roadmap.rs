//! `/roadmap`: the learning graph as a picture and as a list, each node with
//! what the market says of it.

mod selection;

use domain::StaleFilter;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use roadmap::{Level, Roadmap};

use crate::backend::{RoadmapDemand, SharedLearning};
use crate::components::page_heading::PageHeading;
use crate::components::progress_tools::ProgressTools;
use crate::components::roadmap_list::RoadmapList;
use crate::components::roadmap_picture::RoadmapPicture;
use crate::error::AppError;
use crate::figure::{counted, thousands};
use crate::head::Head;
use crate::request::from_backend;
use crate::stale_roles::stale_switch;
use selection::{DEMANDS, Selection, Shape};

/// The roadmap.
#[component]
pub fn RoadmapPage() -> impl IntoView {
    let selection = use_query_map().with_untracked(Selection::of);
    let learning = use_context::<SharedLearning>();
    from_backend(move |_| async move {
        let learning = learning.ok_or(AppError::Internal)?;
        let demand = learning.list_demand(selection.stale).await?;
        Ok(roadmap_page(selection, &demand))
    })
}

fn roadmap_page(selection: Selection, demand: &RoadmapDemand) -> AnyView {
    let nodes = Roadmap::shipped().nodes();
    let shown: Vec<bool> = nodes
        .iter()
        .enumerate()
        .map(|(index, node)| selection.shows(index, node, demand))
        .collect();
    let count = number(shown.iter().filter(|shown| **shown).count());
    let lead = format!(
        "{} things to learn for backend work, from how the web works to specialities: what each \
         needs, how long it takes, and how many of {} open backend roles ask for it.",
        nodes.len(),
        thousands(demand.all_open),
    );
    let draws = selection.shape != Shape::List && count > 0;
    let class = if selection.shape == Shape::Picture {
        "page roadmap-page is-picture"
    } else {
        "page roadmap-page"
    };
    let stale = selection.stale;
    head(selection).write();
    view! {
        <div class=class>
            <PageHeading title="Roadmap">
                <p>
                    {lead} " " <a href="/match">"Name your skills"</a>
                    " to see which topics open the most roles to you."
                </p>
            </PageHeading>
            <ProgressTools/>
            {filters(selection, count)}
            {stale_switch(&selection.with_all_roles(), stale)}
            {draws
                .then(|| {
                    view! {
                        <RoadmapPicture demand=demand.clone() shown=shown.clone() stale/>
                        <script type="module" src="/roadmap.js" nonce=use_nonce()></script>
                    }
                })}
            {if count == 0 {
                nothing_shown(selection).into_any()
            } else {
                view! { <RoadmapList demand=demand.clone() shown stale/> }.into_any()
            }}
        </div>
    }
    .into_any()
}

/// Selections are not listed by search engines: the nodes have their own pages.
fn head(selection: Selection) -> Head {
    let title = "Roadmap for backend developers";
    let description = "What to learn for backend work and in which order: every topic with its \
                       prerequisites, hours, a project, and how many open roles ask for it.";
    if selection == Selection::default() {
        Head::listed(title, description, "/roadmap")
    } else {
        Head::unlisted(title, description, "/roadmap")
    }
}

fn filters(selection: Selection, count: u64) -> impl IntoView {
    let tracks = Roadmap::shipped().tracks().iter().enumerate();
    let tracks: Vec<_> = tracks
        .map(|(index, track)| {
            let selected = selection.track == Some(index);
            view! { <option value=track.id selected=selected>{track.title}</option> }
        })
        .collect();
    let levels = Level::ALL.map(|level| {
        let selected = selection.level == Some(level);
        view! { <option value=level.slug() selected=selected>{level.label()}</option> }
    });
    let demands = DEMANDS.map(|percent| {
        let selected = selection.demand == Some(percent);
        view! {
            <option value=percent.to_string() selected=selected>
                {format!("at least {percent} % of roles")}
            </option>
        }
    });
    let shape = match selection.shape {
        Shape::Fitting => None,
        Shape::Picture => Some("picture"),
        Shape::List => Some("list"),
    };
    let hidden = (selection.stale == StaleFilter::Hide).then_some(selection.stale);
    view! {
        <form class="roadmap-filters" action="/roadmap" method="get" aria-label="What is shown">
            <label>
                <span>"Track"</span>
                <select name="track">
                    <option value="">"Every track"</option>
                    {tracks}
                </select>
            </label>
            <label>
                <span>"Level"</span>
                <select name="level">
                    <option value="">"Every level"</option>
                    {levels.collect_view()}
                </select>
            </label>
            <label>
                <span>"Asked by"</span>
                <select name="demand">
                    <option value="">"any number of roles"</option>
                    {demands.collect_view()}
                </select>
            </label>
            {shape.map(|shape| view! { <input type="hidden" name="view" value=shape/> })}
            {hidden.map(|stale| view! { <input type="hidden" name="stale" value=stale.slug()/> })}
            <button class="button" type="submit">"Show"</button>
            <p class="roadmap-shown">
                {counted(count, "topic", "topics")}
                {(!selection.is_everything())
                    .then(|| view! { " · " <a href=selection.everything()>"Show all"</a> })}
                {shapes(selection)}
            </p>
        </form>
    }
}

/// The way to the other shape of the same nodes.
fn shapes(selection: Selection) -> impl IntoView {
    let (with, without) = (
        selection.address(Shape::Picture),
        selection.address(Shape::List),
    );
    match selection.shape {
        Shape::List => view! { " · " <a href=with>"With the picture"</a> }.into_any(),
        Shape::Picture => view! { " · " <a href=without>"Only the list"</a> }.into_any(),
        Shape::Fitting => view! {
            <span class="roadmap-where-wide">" · " <a href=without>"Only the list"</a></span>
            <span class="roadmap-where-narrow">" · " <a href=with>"With the picture"</a></span>
        }
        .into_any(),
    }
}

fn nothing_shown(selection: Selection) -> impl IntoView {
    view! {
        <div class="empty-results">
            <p class="empty-results-title">"No topic is like that."</p>
            <p><a href=selection.everything()>"Show the whole roadmap"</a></p>
        </div>
    }
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

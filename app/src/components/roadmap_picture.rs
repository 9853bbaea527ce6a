//! The roadmap as a picture: tracks as columns, levels as bands, needs as lines.
//!
//! It is for eyes and pointers; the list beside it says the same to everybody,
//! so that the picture is not announced a second time.

mod line;

use domain::StaleFilter;
use leptos::prelude::*;
use roadmap::{BOX_HEIGHT, BOX_WIDTH, Edge, HEAD_HEIGHT, Layout, Node, NodeBox, Roadmap};

use crate::backend::RoadmapDemand;
use crate::figure::{Share, bar_percent};
use crate::stale_roles::with_stale;

/// Width of the strip that names the levels.
const STRIP: u32 = 28;
/// Distance between two mentions of a level along its band.
const MENTION: u32 = 360;
/// Free space at the sides of a box's words.
const PAD: u32 = 11;

/// The picture, with what it needs to be moved and scaled.
#[component]
pub fn RoadmapPicture(
    /// How many roles ask for each node.
    demand: RoadmapDemand,
    /// Whether each node is shown, by its index; others are there, but faint.
    shown: Vec<bool>,
    /// Whether stale roles are among those that ask.
    stale: StaleFilter,
) -> impl IntoView {
    let roadmap = Roadmap::shipped();
    let layout = roadmap.layout();
    let is_shown = |node: usize| shown.get(node) == Some(&true);
    let first = shown.iter().position(|shown| *shown).unwrap_or(0);
    let mut edges: Vec<_> = layout
        .edges
        .iter()
        .map(|edge| (Reach::of(edge, roadmap, is_shown), edge))
        .collect();
    // What lies nearer is drawn over what lies farther.
    edges.sort_by_key(|(reach, _)| *reach);
    let edges: Vec<_> = edges
        .into_iter()
        .map(|(reach, edge)| edge_line(edge, reach))
        .collect();
    let boxes: Vec<_> = layout
        .boxes
        .iter()
        .zip(roadmap.nodes())
        .map(|(place, node)| node_box(place, node, (&demand, stale), is_shown(place.node)))
        .collect();
    let most_height = layout.height.saturating_sub(HEAD_HEIGHT);
    view! {
        <section class="roadmap-picture" aria-label="Picture">
            <div class="roadmap-zoom" hidden>
                <button type="button" data-zoom="out" aria-label="Smaller">"−"</button>
                <button type="button" data-zoom="in" aria-label="Larger">"+"</button>
                <button type="button" data-zoom="all">"Overview"</button>
                <p>
                    "Drag, scroll or use the arrow keys to move; "
                    <kbd>"+"</kbd> " " <kbd>"−"</kbd> " " <kbd>"0"</kbd> " to scale."
                </p>
            </div>
            <div
                class="roadmap-box"
                tabindex="0"
                role="group"
                aria-label="Picture of the roadmap. The list below it says the same."
                data-first=first
            >
                <div class="roadmap-canvas" aria-hidden="true">
                    <div class="roadmap-corner"></div>
                    {heads(layout, roadmap)}
                    {strip(layout)}
                    <svg
                        class="roadmap-map"
                        width=layout.width
                        height=most_height
                        viewBox=format!("0 {HEAD_HEIGHT} {} {most_height}", layout.width)
                    >
                        {bands(layout)}
                        <g class="roadmap-edges">{edges}</g>
                        {boxes}
                    </svg>
                </div>
            </div>
        </section>
    }
    .into_any()
}

fn heads(layout: &Layout, roadmap: &Roadmap) -> impl IntoView + use<> {
    let heads: Vec<_> = layout
        .tracks
        .iter()
        .filter_map(|head| {
            let track = roadmap.tracks().get(head.track)?;
            let end = head.x.saturating_add(head.width);
            Some(view! {
                <a href=format!("#{}", track.id) tabindex="-1">
                    <text x=head.x y="26">{track.title}</text>
                </a>
                <path d=format!("M{} 37H{end}", head.x)/>
            })
        })
        .collect();
    view! {
        <svg
            class="roadmap-heads"
            width=layout.width
            height="38"
            viewBox=format!("0 0 {} 38", layout.width)
        >
            {heads}
        </svg>
    }
}

/// The names of the levels, often enough that one is always in sight.
fn strip(layout: &Layout) -> impl IntoView + use<> {
    let height = layout.height.saturating_sub(HEAD_HEIGHT);
    let mut names = Vec::new();
    for band in &layout.levels {
        let end = band.y.saturating_add(band.height);
        let mut y = band.y;
        while y.saturating_add(100) <= end {
            let turn = format!("translate(18 {y}) rotate(90)");
            names.push(view! { <text transform=turn>{band.level.label()}</text> });
            y = y.saturating_add(MENTION);
        }
    }
    view! {
        <svg
            class="roadmap-strip"
            width=STRIP
            height=height
            viewBox=format!("0 {HEAD_HEIGHT} {STRIP} {height}")
        >
            {names}
        </svg>
    }
}

fn bands(layout: &Layout) -> impl IntoView + use<> {
    let bands = layout.levels.iter().map(|band| {
        view! {
            <rect
                class="roadmap-band"
                x="0"
                y=band.y.saturating_sub(10)
                width=layout.width
                height=band.height.saturating_add(20)
            />
        }
    });
    bands.collect_view()
}

/// How far an edge reaches; farther ones are fainter.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    /// One of its ends is not shown.
    Off,
    /// Into another track.
    Far,
    /// Within its track.
    Near,
}

impl Reach {
    fn of(edge: &Edge, roadmap: &Roadmap, is_shown: impl Fn(usize) -> bool) -> Self {
        let track = |node: usize| roadmap.nodes().get(node).map(|node| node.track);
        if !is_shown(edge.from) || !is_shown(edge.to) {
            Self::Off
        } else if track(edge.from) == track(edge.to) {
            Self::Near
        } else {
            Self::Far
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Off => "is-off",
            Self::Far => "is-far",
            Self::Near => "is-near",
        }
    }
}

fn edge_line(edge: &Edge, reach: Reach) -> impl IntoView + use<> {
    let d = line::rounded(&edge.points);
    view! { <path class=reach.class() data-from=edge.from data-to=edge.to d=d/> }
}

fn node_box(
    place: &NodeBox,
    node: &'static Node,
    (demand, stale): (&RoadmapDemand, StaleFilter),
    shown: bool,
) -> impl IntoView + use<> {
    let asked = demand.asked.get(place.node).copied().flatten();
    let share = asked.and_then(|asked| Share::new(asked, demand.all_open));
    let (x, y) = (place.corner.x, place.corner.y);
    let text_x = x.saturating_add(PAD);
    let mut baseline = y.saturating_add(if place.lines.len() > 2 { 15 } else { 19 });
    let lines: Vec<_> = place
        .lines
        .iter()
        .map(|line| {
            let at = baseline;
            baseline = baseline.saturating_add(14);
            view! { <text x=text_x y=at>{line.clone()}</text> }
        })
        .collect();
    let words = match share {
        Some(share) => format!("{} h · {}", node.hours.typical, share.percent()),
        None => format!("{} h", node.hours.typical),
    };
    let class = if shown {
        "roadmap-node"
    } else {
        "roadmap-node is-off"
    };
    // As long as the share: a box as wide as all roles.
    let bar =
        u64::from(BOX_WIDTH).saturating_mul(bar_percent(asked.unwrap_or(0), demand.all_open)) / 100;
    view! {
        <a
            class=class
            href=with_stale(&format!("/roadmap/{}", node.id), stale)
            tabindex="-1"
            data-state-of=node.id
            data-node=place.node
        >
            <rect class="roadmap-node-box" x=x y=y width=BOX_WIDTH height=BOX_HEIGHT rx="3"/>
            <rect
                class="roadmap-node-bar"
                x=x
                y=y.saturating_add(BOX_HEIGHT).saturating_sub(3)
                width=bar
                height="3"
            />
            {lines}
            <text class="roadmap-node-words" x=text_x y=y.saturating_add(BOX_HEIGHT - 8)>
                {words}
            </text>
            <text
                class="roadmap-node-mark"
                x=x.saturating_add(BOX_WIDTH - PAD)
                y=y.saturating_add(BOX_HEIGHT - 8)
                data-state-mark=node.id
            ></text>
        </a>
    }
}

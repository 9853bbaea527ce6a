//! Tests of the picture, on the shipped graph and on random ones.

use proptest::prelude::*;

use super::*;
use crate::Roadmap;

fn level(index: usize) -> Level {
    Level::ALL[index % Level::ALL.len()]
}

/// A random graph: for each node track, level and needs among those before it.
fn graphs() -> impl Strategy<Value = (Vec<(usize, usize, Vec<usize>)>, usize)> {
    (1..7_usize).prop_flat_map(|columns| {
        let node = (
            0..columns,
            0..4_usize,
            proptest::collection::vec(0..80_usize, 0..4),
        );
        (proptest::collection::vec(node, 0..80), Just(columns))
    })
}

/// Needs that exist and never have a higher level.
fn sound(drawn: &[(usize, usize, Vec<usize>)]) -> Vec<Vec<usize>> {
    let mut sorted: Vec<Vec<usize>> = Vec::new();
    for (at, (_, own, needs)) in drawn.iter().enumerate() {
        let mut needs: Vec<usize> = needs
            .iter()
            .copied()
            .filter(|need| *need < at && drawn[*need].1 <= *own)
            .collect();
        needs.sort_unstable();
        needs.dedup();
        sorted.push(needs);
    }
    sorted
}

fn segments(edge: &Edge) -> Vec<(Point, Point)> {
    edge.points.windows(2).map(|p| (p[0], p[1])).collect()
}

fn boxes_keep_apart(layout: &Layout) {
    for (at, a) in layout.boxes.iter().enumerate() {
        assert!(a.corner.x + BOX_WIDTH <= layout.width);
        assert!(a.corner.y + BOX_HEIGHT <= layout.height);
        assert!(a.corner.y >= HEAD_HEIGHT);
        for b in &layout.boxes[at + 1..] {
            let beside = a.corner.x.abs_diff(b.corner.x) >= BOX_WIDTH + 12;
            let below = a.corner.y.abs_diff(b.corner.y) >= BOX_HEIGHT + 12;
            assert!(beside || below, "{a:?} overlaps {b:?}");
        }
    }
}

fn edges_lead_down_around_boxes(layout: &Layout) {
    for edge in &layout.edges {
        let (from, to) = (&layout.boxes[edge.from], &layout.boxes[edge.to]);
        assert!(from.row < to.row);
        assert!(edge.points.len() >= 2);
        assert_eq!(edge.points[0].y, from.corner.y + BOX_HEIGHT);
        assert_eq!(edge.points[edge.points.len() - 1].y, to.corner.y);
        for (a, b) in segments(edge) {
            assert!(a.x == b.x || a.y == b.y, "a slanting edge: {edge:?}");
            assert!(b.y >= a.y, "an edge that goes up: {edge:?}");
            assert!(a.x.max(b.x) < layout.width);
            for held in &layout.boxes {
                let (left, top) = (held.corner.x, held.corner.y);
                let misses = a.x.max(b.x) < left
                    || a.x.min(b.x) > left + BOX_WIDTH
                    || a.y.max(b.y) <= top
                    || a.y.min(b.y) >= top + BOX_HEIGHT;
                assert!(misses, "{edge:?} runs through {held:?}");
            }
        }
    }
}

/// Where two edges lie on each other, they leave the same box or enter the same.
fn ways_of_strangers_never_merge(layout: &Layout) {
    for (at, a) in layout.edges.iter().enumerate() {
        for b in &layout.edges[at + 1..] {
            if a.from == b.from || a.to == b.to {
                continue;
            }
            for (p, q) in segments(a) {
                for (r, s) in segments(b) {
                    let along = |a: (u32, u32), b: (u32, u32)| {
                        a.0.min(a.1).max(b.0.min(b.1)) <= a.0.max(a.1).min(b.0.max(b.1))
                    };
                    let upright = p.x == q.x && r.x == s.x && p.x == r.x;
                    let level = p.y == q.y && r.y == s.y && p.y == r.y;
                    let merged = (upright && along((p.y, q.y), (r.y, s.y)))
                        || (level && along((p.x, q.x), (r.x, s.x)));
                    assert!(!merged, "{a:?} lies on {b:?}");
                }
            }
        }
    }
}

#[test]
fn boxes_of_the_roadmap_never_overlap() {
    boxes_keep_apart(Roadmap::shipped().layout());
}

#[test]
fn edges_of_the_roadmap_lead_down_around_boxes() {
    edges_lead_down_around_boxes(Roadmap::shipped().layout());
}

#[test]
fn edges_of_strangers_never_lie_on_each_other() {
    ways_of_strangers_never_merge(Roadmap::shipped().layout());
}

#[test]
fn titles_fit_their_boxes() {
    for node in &Roadmap::shipped().layout().boxes {
        assert!((1..=3).contains(&node.lines.len()), "{:?}", node.lines);
        for line in &node.lines {
            let chars = line.chars().count();
            assert!((1..=label::LINE_CHARS).contains(&chars), "{:?}", node.lines);
        }
        let title = Roadmap::shipped().nodes()[node.node].title;
        assert_eq!(node.lines.join(" "), title);
    }
}

#[test]
fn columns_are_tracks_and_bands_are_levels() {
    let roadmap = Roadmap::shipped();
    let layout = roadmap.layout();
    assert_eq!(layout.boxes.len(), roadmap.nodes().len());
    assert_eq!(layout.levels.len(), Level::ALL.len());
    for placed in &layout.boxes {
        let node = &roadmap.nodes()[placed.node];
        let head = layout.tracks[node.track];
        assert!(placed.corner.x >= head.x);
        assert!(placed.corner.x + BOX_WIDTH <= head.x + head.width);
        let band = layout
            .levels
            .iter()
            .find(|b| b.level == node.level)
            .unwrap();
        assert!(placed.corner.y >= band.y);
        assert!(placed.corner.y + BOX_HEIGHT <= band.y + band.height);
    }
    assert!(layout.levels.is_sorted_by(|a, b| a.y + a.height < b.y));
    assert!(layout.tracks.is_sorted_by(|a, b| a.x + a.width < b.x));
}

/// An edge is left out only when other edges lead from its one end to the other.
#[test]
fn edges_left_out_are_implied_by_others() {
    let roadmap = Roadmap::shipped();
    let edges = &roadmap.layout().edges;
    let leads = |from: usize, to: usize| {
        let mut open = vec![to];
        let mut seen = Vec::new();
        while let Some(at) = open.pop() {
            for edge in edges.iter().filter(|e| e.to == at) {
                if edge.from == from {
                    return true;
                }
                if !seen.contains(&edge.from) {
                    seen.push(edge.from);
                    open.push(edge.from);
                }
            }
        }
        false
    };
    for (to, node) in roadmap.nodes().iter().enumerate() {
        for from in node.needs {
            assert!(leads(*from, to), "{} is cut off from a need", node.id);
        }
    }
}

#[test]
fn a_circle_of_needs_is_still_drawn() {
    let needs = [vec![1], vec![0]];
    let items: Vec<Item<'_>> = needs
        .iter()
        .map(|needs| Item {
            title: "a",
            track: 0,
            level: Level::Core,
            needs,
        })
        .collect();
    let layout = Layout::of_items(&items, 1);
    assert_eq!(layout.boxes.len(), 2);
    boxes_keep_apart(&layout);
}

proptest! {
    #[test]
    fn random_graphs_are_drawn_without_overlap((drawn, columns) in graphs()) {
        let needs = sound(&drawn);
        let items: Vec<Item<'_>> = drawn
            .iter()
            .zip(&needs)
            .map(|((track, own, _), needs)| Item {
                title: "a title of three words",
                track: *track,
                level: level(*own),
                needs,
            })
            .collect();
        let layout = Layout::of_items(&items, columns);
        boxes_keep_apart(&layout);
        edges_lead_down_around_boxes(&layout);
        ways_of_strangers_never_merge(&layout);
        prop_assert_eq!(&layout, &Layout::of_items(&items, columns));
    }
}

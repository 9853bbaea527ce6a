//! The picture of the graph: where each box stands and how each edge runs.
//!
//! Tracks are columns (a track with many nodes of a level is several wide) and
//! levels are bands of rows, so that every edge leads downwards. Edges run in gutters between the boxes: down from the right half
//! of a box, along the gutter below it, down a gutter beside the target's
//! column, and into the left half of the target. Edges of one box share their
//! way for as long as they can; different ways never lie on each other. An edge
//! that says nothing new, because its need is already needed by another need,
//! is left out. Everything is in whole units, of which a box is [`BOX_WIDTH`]
//! wide; the picture is the same for the same graph.

mod label;
mod reduce;
mod routes;
mod rows;
#[cfg(test)]
mod tests;

use std::ops::Range;

use serde::Serialize;

use crate::node::{Level, Node, Track};
use routes::Ways;
use rows::Grid;

/// Width of a box.
pub const BOX_WIDTH: u32 = 192;
/// Height of a box.
pub const BOX_HEIGHT: u32 = 64;
/// Height of the heads.
pub const HEAD_HEIGHT: u32 = 56;
/// Space between two bands of levels.
pub const BAND_GAP: u32 = 24;

/// A point of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Point {
    /// From the left.
    pub x: u32,
    /// From the top.
    pub y: u32,
}

/// The box of a node, [`BOX_WIDTH`] by [`BOX_HEIGHT`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NodeBox {
    /// Index of the node.
    pub node: usize,
    /// Column, over all tracks.
    pub column: usize,
    /// Row, over all levels.
    pub row: usize,
    /// Its upper left corner.
    pub corner: Point,
    /// The title, broken into lines that fit: at most three.
    pub lines: Vec<String>,
}

/// An edge from what is needed to what needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edge {
    /// Index of the node needed.
    pub from: usize,
    /// Index of the node that needs it.
    pub to: usize,
    /// Its corners, from the lower side of a box to the upper side of another.
    pub points: Vec<Point>,
}

/// The head of a track's columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TrackHead {
    /// Index of the track.
    pub track: usize,
    /// Left side of its boxes.
    pub x: u32,
    /// From there to the right side of its boxes.
    pub width: u32,
}

/// The band of a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LevelBand {
    /// The level.
    pub level: Level,
    /// Its upper side.
    pub y: u32,
    /// Its height.
    pub height: u32,
}

/// The picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Layout {
    /// Width of everything.
    pub width: u32,
    /// Height of everything.
    pub height: u32,
    /// Heads of the tracks.
    pub tracks: Vec<TrackHead>,
    /// Bands of the levels that have nodes.
    pub levels: Vec<LevelBand>,
    /// A box for each node, in the order of the nodes.
    pub boxes: Vec<NodeBox>,
    /// The edges.
    pub edges: Vec<Edge>,
}

/// What the picture needs to know of a node.
#[derive(Clone, Copy, Debug)]
struct Item<'a> {
    title: &'a str,
    track: usize,
    level: Level,
    needs: &'a [usize],
}

impl Layout {
    /// Lays out nodes in the columns of their tracks.
    #[must_use]
    pub(crate) fn of(nodes: &[Node], tracks: &[Track]) -> Self {
        let items: Vec<Item<'_>> = nodes
            .iter()
            .map(|node| Item {
                title: node.title,
                track: node.track,
                level: node.level,
                needs: node.needs,
            })
            .collect();
        Self::of_items(&items, tracks.len())
    }

    fn of_items(items: &[Item<'_>], tracks: usize) -> Self {
        let grid = Grid::of(items, tracks);
        let ways = Ways::of(&grid, &reduce::needs(items));
        let placed = items.iter().zip(&grid.cells).enumerate();
        Self {
            width: ways.width(),
            height: ways.height(),
            tracks: heads(&grid, &ways),
            levels: bands(&grid, &ways),
            boxes: placed
                .map(|(node, (item, cell))| NodeBox {
                    node,
                    column: cell.column,
                    row: cell.row,
                    corner: Point {
                        x: ways.column_x(cell.column),
                        y: ways.row_y(cell.row),
                    },
                    lines: label::lines(item.title),
                })
                .collect(),
            edges: ways.edges(),
        }
    }
}

fn heads(grid: &Grid, ways: &Ways<'_>) -> Vec<TrackHead> {
    let head = |(track, columns): (usize, &Range<usize>)| {
        let x = ways.column_x(columns.start);
        let last = ways.column_x(columns.end.saturating_sub(1));
        TrackHead {
            track,
            x,
            width: last.saturating_add(BOX_WIDTH).saturating_sub(x),
        }
    };
    grid.tracks.iter().enumerate().map(head).collect()
}

fn bands(grid: &Grid, ways: &Ways<'_>) -> Vec<LevelBand> {
    let band = |(level, range): &(Level, Range<usize>)| {
        let y = ways.row_y(range.start);
        let last = ways.row_y(range.end.saturating_sub(1));
        LevelBand {
            level: *level,
            y,
            height: last.saturating_add(BOX_HEIGHT).saturating_sub(y),
        }
    };
    grid.bands.iter().map(band).collect()
}

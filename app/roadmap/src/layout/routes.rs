//! The ways of edges through the gutters, and the widths that gutters need.

mod lanes;

use super::rows::Grid;
use super::{BAND_GAP, BOX_HEIGHT, BOX_WIDTH, Edge, HEAD_HEIGHT, Point};
use lanes::{Gutter, Net};

/// Free space on both sides of the lanes of a gutter.
const MARGIN: u32 = 12;
/// Space between two lanes.
const LANE: u32 = 6;

/// Where a node stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub(super) column: usize,
    pub(super) row: usize,
}

/// How one edge runs.
#[derive(Clone, Copy, Debug)]
enum Run {
    /// Straight down to the box below.
    Straight,
    /// Along the one gutter between two neighbouring rows.
    Along,
    /// Along, down this gutter beside the target's column, and along again.
    Around(usize),
}

/// All ways, with the gutters' lanes given out.
pub(super) struct Ways<'a> {
    cells: &'a [Cell],
    runs: Vec<(usize, usize, Run)>,
    /// Gutter `i` lies above row `i`.
    across: Vec<Gutter>,
    /// Gutter `i` lies left of column `i`.
    down: Vec<Gutter>,
    column_x: Vec<u32>,
    row_y: Vec<u32>,
}

impl<'a> Ways<'a> {
    pub(super) fn of(grid: &'a Grid, needs: &[Vec<usize>]) -> Self {
        let mut ways = Self {
            cells: &grid.cells,
            runs: Vec::new(),
            across: vec![Gutter::default(); grid.rows().saturating_add(1)],
            down: vec![Gutter::default(); grid.columns().saturating_add(1)],
            column_x: Vec::new(),
            row_y: Vec::new(),
        };
        for (to, needed) in needs.iter().enumerate() {
            for from in needed {
                ways.add(*from, to);
            }
        }
        for gutter in ways.across.iter_mut().chain(&mut ways.down) {
            gutter.give_out();
        }
        ways.measure(grid);
        ways
    }

    /// Decides how an edge runs and claims its stretches of the gutters.
    fn add(&mut self, from: usize, to: usize) {
        let (Some(a), Some(b)) = (self.cells.get(from).copied(), self.cells.get(to).copied())
        else {
            return;
        };
        let below = a.row.saturating_add(1);
        let run = if b.row == below && a.column == b.column {
            Run::Straight
        } else if b.row <= below {
            self.claim_across(below, Net::From(from), exit(a.column), entry(b.column));
            Run::Along
        } else {
            let beside = if a.column <= b.column {
                b.column
            } else {
                b.column.saturating_add(1)
            };
            self.claim_across(below, Net::From(from), exit(a.column), gutter(beside));
            self.claim_across(b.row, Net::Into(to), gutter(beside), entry(b.column));
            if let Some(down) = self.down.get_mut(beside) {
                down.claim(Net::From(from), (below, below), (b.row, b.row));
            }
            Run::Around(beside)
        };
        self.runs.push((from, to, run));
    }

    fn claim_across(&mut self, row: usize, net: Net, a: (usize, usize), b: (usize, usize)) {
        if let Some(across) = self.across.get_mut(row) {
            across.claim(net, a, b);
        }
    }

    /// Places columns and rows, now that every gutter knows its width.
    fn measure(&mut self, grid: &Grid) {
        let mut x = 0_u32;
        for gutter in &self.down {
            x = x.saturating_add(thickness(gutter));
            self.column_x.push(x);
            x = x.saturating_add(BOX_WIDTH);
        }
        let mut y = HEAD_HEIGHT;
        for (row, gutter) in self.across.iter().enumerate() {
            y = y.saturating_add(thickness(gutter));
            if row > 0 && grid.bands.iter().any(|(_, range)| range.start == row) {
                y = y.saturating_add(BAND_GAP);
            }
            self.row_y.push(y);
            y = y.saturating_add(BOX_HEIGHT);
        }
    }

    /// Left side of a column's boxes.
    pub(super) fn column_x(&self, column: usize) -> u32 {
        self.column_x.get(column).copied().unwrap_or(0)
    }

    /// Upper side of a row's boxes.
    pub(super) fn row_y(&self, row: usize) -> u32 {
        self.row_y.get(row).copied().unwrap_or(0)
    }

    /// Width of the picture: the last gutter's right side.
    pub(super) fn width(&self) -> u32 {
        self.column_x.last().copied().unwrap_or(0)
    }

    /// Height of the picture: the last gutter's lower side.
    pub(super) fn height(&self) -> u32 {
        self.row_y.last().copied().unwrap_or(HEAD_HEIGHT)
    }

    /// The edges with their corners.
    pub(super) fn edges(&self) -> Vec<Edge> {
        let edge = |&(from, to, run): &(usize, usize, Run)| {
            let (a, b) = (self.cells.get(from)?, self.cells.get(to)?);
            Some(Edge {
                from,
                to,
                points: self.corners((from, *a), (to, *b), run),
            })
        };
        self.runs.iter().filter_map(edge).collect()
    }

    fn corners(&self, (from, a): (usize, Cell), (to, b): (usize, Cell), run: Run) -> Vec<Point> {
        let (left, right) = (self.column_x(a.column), self.column_x(b.column));
        let bottom = self.row_y(a.row).saturating_add(BOX_HEIGHT);
        let top = self.row_y(b.row);
        let point = |x, y| Point { x, y };
        if matches!(run, Run::Straight) {
            let x = left.saturating_add(BOX_WIDTH / 2);
            return vec![point(x, bottom), point(x, top)];
        }
        let out = left.saturating_add(BOX_WIDTH / 4 * 3);
        let into = right.saturating_add(BOX_WIDTH / 4);
        let first = self.across_y(a.row.saturating_add(1), Net::From(from));
        let mut points = vec![point(out, bottom), point(out, first)];
        if let Run::Around(beside) = run {
            let x = self.down_x(beside, Net::From(from));
            let last = self.across_y(b.row, Net::Into(to));
            points.extend([point(x, first), point(x, last), point(into, last)]);
        } else {
            points.push(point(into, first));
        }
        points.push(point(into, top));
        points
    }

    /// The height of a net's lane in the gutter above a row. The lanes lie
    /// right below the boxes of the row above, apart from the gap of a band.
    fn across_y(&self, row: usize, net: Net) -> u32 {
        let above = match row.checked_sub(1) {
            Some(above) => self.row_y(above).saturating_add(BOX_HEIGHT),
            None => HEAD_HEIGHT,
        };
        let lane = self.across.get(row).map_or(0, |g| g.lane(net));
        above.saturating_add(offset(lane))
    }

    fn down_x(&self, column: usize, net: Net) -> u32 {
        let before = match column.checked_sub(1) {
            Some(before) => self.column_x(before).saturating_add(BOX_WIDTH),
            None => 0,
        };
        let lane = self.down.get(column).map_or(0, |g| g.lane(net));
        before.saturating_add(offset(lane))
    }
}

fn thickness(gutter: &Gutter) -> u32 {
    offset(gutter.lanes().saturating_sub(1)).saturating_add(MARGIN)
}

fn offset(lane: u32) -> u32 {
    MARGIN.saturating_add(LANE.saturating_mul(lane))
}

// Places along a row in eighths of a column, before widths are known: a gutter
// takes the two eighths around its column's left side.

fn gutter(column: usize) -> (usize, usize) {
    let at = column.saturating_mul(8).saturating_add(2);
    (at.saturating_sub(2), at.saturating_add(2))
}

fn entry(column: usize) -> (usize, usize) {
    let at = column.saturating_mul(8).saturating_add(5);
    (at, at)
}

fn exit(column: usize) -> (usize, usize) {
    let at = column.saturating_mul(8).saturating_add(7);
    (at, at)
}

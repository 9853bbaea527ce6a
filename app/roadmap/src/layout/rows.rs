//! Which column and row each node stands in.

use std::ops::Range;

use super::Item;
use super::routes::Cell;
use crate::node::Level;

/// Most nodes of a track and level below each other; a track with more is as
/// many columns wide as it takes.
const TALLEST: usize = 8;

/// Places of all nodes.
pub(super) struct Grid {
    /// Column and row of each node.
    pub(super) cells: Vec<Cell>,
    /// Columns of each track.
    pub(super) tracks: Vec<Range<usize>>,
    /// Rows of each level that has nodes.
    pub(super) bands: Vec<(Level, Range<usize>)>,
}

impl Grid {
    /// Fills the rows of each level from the top. In each row a track takes its
    /// first nodes whose needs all stand in rows above, so that edges lead
    /// downwards and the order of the files is kept where it can be.
    pub(super) fn of(items: &[Item<'_>], tracks: usize) -> Self {
        let mut grid = Self {
            cells: vec![Cell { column: 0, row: 0 }; items.len()],
            tracks: columns(items, tracks),
            bands: Vec::new(),
        };
        let mut placed = vec![false; items.len()];
        let mut row = 0_usize;
        for level in Level::ALL {
            let start = row;
            let mut waiting: Vec<usize> = items
                .iter()
                .enumerate()
                .filter(|(_, item)| item.level == level)
                .map(|(index, _)| index)
                .collect();
            while !waiting.is_empty() {
                let mut chosen = grid.choose(items, &waiting, &placed);
                if chosen.is_empty() {
                    // Only a circle of needs leads here; it is drawn as it comes.
                    chosen.extend(waiting.first());
                }
                grid.fill(items, &chosen, row);
                for index in &chosen {
                    if let Some(placed) = placed.get_mut(*index) {
                        *placed = true;
                    }
                }
                waiting.retain(|index| !chosen.contains(index));
                row += 1;
            }
            if row > start {
                grid.bands.push((level, start..row));
            }
        }
        grid
    }

    /// Number of rows.
    pub(super) fn rows(&self) -> usize {
        self.bands.last().map_or(0, |(_, range)| range.end)
    }

    /// Number of columns.
    pub(super) fn columns(&self) -> usize {
        self.tracks.last().map_or(0, |range| range.end)
    }

    /// The nodes of the next row: at most one for each column.
    fn choose(&self, items: &[Item<'_>], waiting: &[usize], placed: &[bool]) -> Vec<usize> {
        let ready = |need: &usize| placed.get(*need).copied().unwrap_or(true);
        let mut room: Vec<usize> = self.tracks.iter().map(ExactSizeIterator::len).collect();
        let mut chosen = Vec::new();
        for index in waiting {
            let Some(item) = items.get(*index) else {
                continue;
            };
            let Some(room) = room.get_mut(item.track).filter(|room| **room > 0) else {
                continue;
            };
            if item.needs.iter().all(ready) {
                *room -= 1;
                chosen.push(*index);
            }
        }
        chosen
    }

    /// Gives the nodes of a row their columns: the one below something that the
    /// node needs, when that is free, and else the first.
    fn fill(&mut self, items: &[Item<'_>], chosen: &[usize], row: usize) {
        let mut taken: Vec<usize> = Vec::new();
        let mut later: Vec<usize> = Vec::new();
        for index in chosen {
            match self.below_a_need(items, *index, row) {
                Some(column) if !taken.contains(&column) => {
                    taken.push(column);
                    self.put(*index, column, row);
                }
                _ => later.push(*index),
            }
        }
        for index in later {
            let track = items.get(index).map_or(0, |item| item.track);
            let mut columns = self.tracks.get(track).cloned().unwrap_or(0..1);
            let first = columns.start;
            let free = columns.find(|column| !taken.contains(column));
            let column = free.unwrap_or(first);
            taken.push(column);
            self.put(index, column, row);
        }
    }

    fn below_a_need(&self, items: &[Item<'_>], index: usize, row: usize) -> Option<usize> {
        let item = items.get(index)?;
        let columns = self.tracks.get(item.track)?;
        let mut above = item.needs.iter().filter_map(|need| {
            let cell = self.cells.get(*need)?;
            (cell.row + 1 == row && columns.contains(&cell.column)).then_some(cell.column)
        });
        above.next()
    }

    fn put(&mut self, index: usize, column: usize, row: usize) {
        if let Some(cell) = self.cells.get_mut(index) {
            *cell = Cell { column, row };
        }
    }
}

/// The columns of each track, by the tallest pile of one of its levels.
fn columns(items: &[Item<'_>], tracks: usize) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut all = Vec::with_capacity(tracks);
    for track in 0..tracks {
        let pile = |level: Level| {
            let here = |item: &&Item<'_>| item.track == track && item.level == level;
            items.iter().filter(here).count()
        };
        let tallest = Level::ALL.into_iter().map(pile).max().unwrap_or(0);
        let end = start + tallest.div_ceil(TALLEST).max(1);
        all.push(start..end);
        start = end;
    }
    all
}

//! The lanes of a gutter, given out so that ways do not lie on each other.

use std::collections::BTreeMap;

/// What shares a way: the edges out of a node, or those into one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Net {
    From(usize),
    Into(usize),
}

/// A gutter: which nets use which stretch of it, and in which lane.
#[derive(Clone, Debug, Default)]
pub(super) struct Gutter {
    stretches: BTreeMap<Net, (usize, usize)>,
    lane_of: BTreeMap<Net, u32>,
    lanes: u32,
}

impl Gutter {
    /// Claims the stretch from one place to another, each given by its ends.
    pub(super) fn claim(&mut self, net: Net, a: (usize, usize), b: (usize, usize)) {
        let (low, high) = (a.0.min(b.0), a.1.max(b.1));
        let held = self.stretches.entry(net).or_insert((low, high));
        *held = (held.0.min(low), held.1.max(high));
    }

    /// Gives each net the first lane that is free along its whole stretch;
    /// those that begin first choose first.
    pub(super) fn give_out(&mut self) {
        let mut order: Vec<(usize, usize, Net)> = self
            .stretches
            .iter()
            .map(|(net, (low, high))| (*low, *high, *net))
            .collect();
        order.sort_unstable();
        let mut ends: Vec<usize> = Vec::new();
        for (low, high, net) in order {
            let free = ends.iter().position(|end| *end < low);
            let lane = free.unwrap_or(ends.len());
            match ends.get_mut(lane) {
                Some(end) => *end = high,
                None => ends.push(high),
            }
            self.lane_of
                .insert(net, u32::try_from(lane).unwrap_or(u32::MAX));
        }
        self.lanes = u32::try_from(ends.len()).unwrap_or(u32::MAX);
    }

    /// The lane of a net.
    pub(super) fn lane(&self, net: Net) -> u32 {
        self.lane_of.get(&net).copied().unwrap_or(0)
    }

    /// How many lanes there are.
    pub(super) const fn lanes(&self) -> u32 {
        self.lanes
    }
}

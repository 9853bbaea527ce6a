//! Finds a set of tasks that reaches more weight per minute than a given one.
//!
//! For a rate of weight per minute, each aim is worth its weight and each task
//! costs its minutes at that rate. The set with the most worth beyond its cost
//! is what a smallest cut between the aims' side and the tasks' side leaves
//! with the aims (Picard 1976); the flow is Dinic's.

use super::closure::{Aim, TaskSet};
use super::order::{Task, Yield};

const SOURCE: usize = 0;
const SINK: usize = 1;
const ENDLESS: i128 = i128::MAX / 4;

struct Pipe {
    to: usize,
    room: i128,
}

/// A network; the pipes `2i` and `2i + 1` are each other's way back.
struct Network {
    pipes: Vec<Pipe>,
    out: Vec<Vec<usize>>,
    depth: Vec<usize>,
    tried: Vec<usize>,
}

/// A set that yields more than the rate, when there is one.
pub(super) fn better(tasks: &[Task], aims: &[Aim], rate: Yield) -> Option<TaskSet> {
    let task_at = |index: usize| index + 2;
    let aim_at = |index: usize| index + 2 + tasks.len();
    let mut network = Network::new(2 + tasks.len() + aims.len());
    let mut used = TaskSet::default();
    let mut worth = 0_i128;
    for (index, aim) in aims.iter().enumerate() {
        let value = i128::from(aim.weight) * i128::from(rate.minutes);
        worth += value;
        network.add(SOURCE, aim_at(index), value);
        for task in aim.left.iter() {
            used.insert(task);
            network.add(aim_at(index), task_at(task), ENDLESS);
        }
    }
    for index in used.iter() {
        let minutes = tasks.get(index).map_or(0, |t| t.minutes);
        let cost = i128::from(minutes) * i128::from(rate.weight);
        network.add(task_at(index), SINK, cost);
    }
    if network.flow() >= worth {
        return None;
    }
    network.spread();
    let kept = |index: &usize| network.depth.get(task_at(*index)).is_some_and(|d| *d > 0);
    Some(used.iter().filter(kept).collect())
}

impl Network {
    fn new(nodes: usize) -> Self {
        Self {
            pipes: Vec::new(),
            out: vec![Vec::new(); nodes],
            depth: vec![0; nodes],
            tried: vec![0; nodes],
        }
    }

    fn add(&mut self, from: usize, to: usize, room: i128) {
        for (from, to, room) in [(from, to, room), (to, from, 0)] {
            if let Some(out) = self.out.get_mut(from) {
                out.push(self.pipes.len());
            }
            self.pipes.push(Pipe { to, room });
        }
    }

    /// The most that flows from source to sink.
    fn flow(&mut self) -> i128 {
        let mut sum = 0;
        while self.spread() {
            self.tried.fill(0);
            loop {
                let pushed = self.push(SOURCE, ENDLESS);
                if pushed == 0 {
                    break;
                }
                sum += pushed;
            }
        }
        sum
    }

    /// Counts steps from the source (which has 1) along pipes with room; says
    /// whether the sink is reached.
    fn spread(&mut self) -> bool {
        self.depth.fill(0);
        let mut front = vec![SOURCE];
        if let Some(depth) = self.depth.get_mut(SOURCE) {
            *depth = 1;
        }
        let mut steps = 1;
        while !front.is_empty() {
            steps += 1;
            let mut next = Vec::new();
            for node in front {
                for pipe in self.out.get(node).map_or(&[][..], Vec::as_slice) {
                    let Some(pipe) = self.pipes.get(*pipe).filter(|p| p.room > 0) else {
                        continue;
                    };
                    if let Some(depth) = self.depth.get_mut(pipe.to).filter(|d| **d == 0) {
                        *depth = steps;
                        next.push(pipe.to);
                    }
                }
            }
            front = next;
        }
        self.depth_of(SINK) > 0
    }

    fn depth_of(&self, node: usize) -> usize {
        self.depth.get(node).copied().unwrap_or(0)
    }

    /// Pushes as much as one way to the sink takes. The ways are at most a few
    /// steps long, and longer only by ways back, so that it may call itself.
    fn push(&mut self, node: usize, most: i128) -> i128 {
        if node == SINK {
            return most;
        }
        while let Some(at) = self.tried.get(node).copied() {
            let Some(pipe) = self.out.get(node).and_then(|out| out.get(at)).copied() else {
                return 0;
            };
            let Some((to, room)) = self.pipes.get(pipe).map(|p| (p.to, p.room)) else {
                return 0;
            };
            if room > 0 && self.depth_of(to) == self.depth_of(node) + 1 {
                let pushed = self.push(to, most.min(room));
                if pushed > 0 {
                    self.shift(pipe, pushed);
                    return pushed;
                }
            }
            if let Some(tried) = self.tried.get_mut(node) {
                *tried += 1;
            }
        }
        0
    }

    fn shift(&mut self, pipe: usize, amount: i128) {
        if let Some(there) = self.pipes.get_mut(pipe) {
            there.room -= amount;
        }
        if let Some(back) = self.pipes.get_mut(pipe ^ 1) {
            back.room += amount;
        }
    }
}

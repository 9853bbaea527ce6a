//! The best order of a small block, by going through every set of tasks that
//! can be done first.

use std::collections::BTreeMap;

use super::closure::{Aim, TaskSet};
use super::order::Task;

/// Most sets that are gone through.
const MAX_SETS: usize = 5_000;

/// The best way to a set of tasks: what is waited for until then and after, and
/// the last task with the set before it.
struct Way {
    cost: u128,
    last: Option<(usize, u64)>,
}

/// A block with its tasks numbered from 0, so that a set of them is one number.
struct Block {
    tasks: Vec<usize>,
    minutes: Vec<u64>,
    needs: Vec<u64>,
    aims: Vec<(u64, u64)>,
}

/// The best order; `None` when there are too many sets to go through.
pub(super) fn order(tasks: &[Task], block: &TaskSet, aims: &[Aim]) -> Option<Vec<usize>> {
    let block = Block::of(tasks, block, aims)?;
    // One map of sets for each number of tasks done.
    let mut layers: Vec<BTreeMap<u64, Way>> = vec![BTreeMap::from([(
        0,
        Way {
            cost: 0,
            last: None,
        },
    )])];
    let mut sets = 0_usize;
    for _ in &block.tasks {
        let next = block.next_layer(layers.last()?);
        sets = sets.saturating_add(next.len());
        if sets > MAX_SETS {
            return None;
        }
        layers.push(next);
    }
    let mut steps = Vec::with_capacity(block.tasks.len());
    let mut set = layers.last()?.keys().next().copied()?;
    for layer in layers.iter().rev() {
        let Some((task, before)) = layer.get(&set).and_then(|way| way.last) else {
            break;
        };
        steps.push(*block.tasks.get(task)?);
        set = before;
    }
    steps.reverse();
    Some(steps)
}

impl Block {
    /// `None` when it has more tasks than a number has bits.
    fn of(tasks: &[Task], set: &TaskSet, aims: &[Aim]) -> Option<Self> {
        let members: Vec<usize> = set.iter().collect();
        if members.len() > 64 {
            return None;
        }
        let bits = |within: &dyn Fn(usize) -> bool| -> u64 {
            let held = members.iter().enumerate().filter(|(_, t)| within(**t));
            held.map(|(at, _)| 1_u64 << at).sum()
        };
        let task = |index: &usize| tasks.get(*index);
        Some(Self {
            minutes: members
                .iter()
                .map(|t| task(t).map_or(0, |t| u64::from(t.minutes)))
                .collect(),
            needs: members
                .iter()
                .map(|t| bits(&|other| task(t).is_some_and(|t| t.needs.contains(&other))))
                .collect(),
            aims: aims
                .iter()
                .map(|aim| (bits(&|other| aim.left.contains(other)), aim.weight))
                .collect(),
            tasks: members,
        })
    }

    /// Every set with one task more, with the best way to it.
    fn next_layer(&self, layer: &BTreeMap<u64, Way>) -> BTreeMap<u64, Way> {
        let mut next: BTreeMap<u64, Way> = BTreeMap::new();
        for (set, way) in layer {
            // While a task is done, every aim not yet reached waits for it.
            let waiting = self.aims.iter().filter(|(left, _)| left & !set != 0);
            let waiting: u128 = waiting.map(|(_, weight)| u128::from(*weight)).sum();
            for (at, (minutes, needs)) in self.minutes.iter().zip(&self.needs).enumerate() {
                let bit = 1_u64 << at;
                if set & bit != 0 || needs & !set != 0 {
                    continue;
                }
                let cost = way.cost + waiting * u128::from(*minutes);
                let better = next.get(&(set | bit)).is_none_or(|held| cost < held.cost);
                if better {
                    let last = Some((at, *set));
                    next.insert(set | bit, Way { cost, last });
                }
            }
        }
        next
    }
}

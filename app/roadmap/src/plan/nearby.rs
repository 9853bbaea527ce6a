//! A good order of a large block: a greedy one, and then what is reached from
//! it by moving runs of tasks, as long as the effort allowed lasts.

use super::closure::{Aim, TaskSet};
use super::order::{Task, Yield};

/// Longest run that is moved.
const MAX_RUN: usize = 4;
/// How far a run is moved in a block of many tasks.
const MAX_MOVE: usize = 12;
/// Most orders that are looked at.
const MAX_TRIES: usize = 4_000;

/// A good order.
pub(super) fn order(tasks: &[Task], block: &TaskSet, aims: &[Aim]) -> Vec<usize> {
    let mut search = Search {
        tasks,
        aims: aims
            .iter()
            .map(|a| (a.left.iter().collect(), a.weight))
            .collect(),
        tries: 0,
    };
    let mut steps = greedy(tasks, block, aims);
    let mut cost = search.wait(&steps);
    while search.improve(&mut steps, &mut cost) {}
    steps
}

/// Always the aim next that yields most per minute with what is left of it.
fn greedy(tasks: &[Task], block: &TaskSet, aims: &[Aim]) -> Vec<usize> {
    let mut done = TaskSet::default();
    let mut steps = Vec::new();
    let mut ahead: Vec<&Aim> = aims.iter().collect();
    while !ahead.is_empty() {
        let mut best: Option<(Yield, TaskSet)> = None;
        for aim in &ahead {
            let left: TaskSet = aim.left.iter().filter(|t| !done.contains(*t)).collect();
            let yields = Yield {
                weight: aim.weight,
                minutes: Yield::of(tasks, &left, &[]).minutes,
            };
            if best
                .as_ref()
                .is_none_or(|(held, _)| yields.cmp(*held).is_gt())
            {
                best = Some((yields, left));
            }
        }
        let Some((_, chosen)) = best else { break };
        let before = steps.len();
        add_in_order(tasks, &chosen, &mut done, &mut steps);
        ahead.retain(|aim| !aim.left.is_within(&done));
        if steps.len() == before {
            break;
        }
    }
    add_in_order(tasks, block, &mut done, &mut steps);
    steps
}

/// Adds the tasks of a set, each after what it needs.
fn add_in_order(tasks: &[Task], set: &TaskSet, done: &mut TaskSet, steps: &mut Vec<usize>) {
    let mut waiting: Vec<usize> = set.iter().filter(|t| !done.contains(*t)).collect();
    loop {
        let ready = |index: &usize| {
            let needs = tasks.get(*index).map_or(&[][..], |t| t.needs.as_slice());
            needs.iter().all(|need| !waiting.contains(need))
        };
        let Some(next) = waiting.iter().position(ready) else {
            return;
        };
        let task = waiting.remove(next);
        done.insert(task);
        steps.push(task);
    }
}

struct Search<'a> {
    tasks: &'a [Task],
    aims: Vec<(Vec<usize>, u64)>,
    tries: usize,
}

impl Search<'_> {
    /// Goes once over all moves and makes each that lessens the wait; says
    /// whether there was one.
    fn improve(&mut self, steps: &mut Vec<usize>, cost: &mut u128) -> bool {
        let before = *cost;
        for run in 1..=MAX_RUN.min(steps.len()) {
            for start in 0..=steps.len() - run {
                let last = (start + MAX_MOVE).min(steps.len() - run);
                for to in start.saturating_sub(MAX_MOVE)..=last {
                    if to == start {
                        continue;
                    }
                    let moved = moved(steps, start, run, to);
                    if !in_order(self.tasks, &moved) {
                        continue;
                    }
                    self.tries += 1;
                    if self.tries > MAX_TRIES {
                        return false;
                    }
                    let other = self.wait(&moved);
                    if other < *cost {
                        (*steps, *cost) = (moved, other);
                    }
                }
            }
        }
        *cost < before
    }

    /// The sum of weight × minutes over the aims.
    fn wait(&self, steps: &[usize]) -> u128 {
        let mut after = vec![0_u64; self.tasks.len()];
        let mut spent = 0_u64;
        for step in steps {
            spent += self.tasks.get(*step).map_or(0, |t| u64::from(t.minutes));
            if let Some(after) = after.get_mut(*step) {
                *after = spent;
            }
        }
        let reached = |left: &[usize]| -> u64 {
            let times = left.iter().filter_map(|task| after.get(*task));
            times.copied().max().unwrap_or(0)
        };
        let aims = self.aims.iter();
        aims.map(|(left, weight)| u128::from(reached(left)) * u128::from(*weight))
            .sum()
    }
}

/// The order with a run of steps taken out and put elsewhere.
fn moved(steps: &[usize], start: usize, run: usize, to: usize) -> Vec<usize> {
    let mut rest = steps.to_vec();
    let taken: Vec<usize> = rest.drain(start..start + run).collect();
    rest.splice(to..to, taken);
    rest
}

fn in_order(tasks: &[Task], steps: &[usize]) -> bool {
    let mut place = vec![None; tasks.len()];
    for (at, step) in steps.iter().enumerate() {
        if let Some(place) = place.get_mut(*step) {
            *place = Some(at);
        }
    }
    steps.iter().enumerate().all(|(at, step)| {
        let needs = tasks.get(*step).map_or(&[][..], |t| t.needs.as_slice());
        let before = |need: &usize| place.get(*need).copied().flatten().is_none_or(|p| p < at);
        needs.iter().all(before)
    })
}

//! The order itself.

use super::closure::{Aim, TaskSet, aims};
use super::{exact, flow, nearby};

/// How many single aims are looked at before the flow.
const FIRST_GUESSES: usize = 32;

/// Something to do. One that takes no time is done, with all that it needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Task {
    /// How long it takes.
    pub minutes: u32,
    /// Indices of the tasks to do first.
    pub needs: Vec<usize>,
}

/// Something reached when tasks are done, with everything that they need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Goal {
    /// Indices of the tasks.
    pub needs: Vec<usize>,
    /// How much it counts.
    pub weight: u32,
}

/// Orders the tasks that lead to a goal, so that the sum over all goals of
/// weight × time until it is reached is as small as can be found.
///
/// The order is put together of blocks. Each block is, of all sets of tasks
/// that can be done next, one that reaches the most weight per minute (found
/// exactly, as a flow); by Sidney's theorem (Operations Research 23, 1975) some
/// best order goes through such blocks one after another. Inside a block the
/// order is exact as long as no more than some thousand sets of its tasks can be
/// done first, and else the best of what a greedy choice and changes to
/// it lead to. The same input always gives the same order. With `at_most`, only
/// the beginning of the order is made.
///
/// Needs must not go in circles; goals behind a circle are left out.
#[must_use]
pub fn order(tasks: &[Task], goals: &[Goal], at_most: Option<usize>) -> Vec<usize> {
    let limit = at_most.unwrap_or(tasks.len());
    let mut left = aims(tasks, goals);
    let mut ordered: Vec<usize> = Vec::new();
    while !left.is_empty() && ordered.len() < limit {
        let block = next_block(tasks, &left);
        let inside: Vec<Aim> = left
            .iter()
            .filter(|aim| aim.left.is_within(&block))
            .cloned()
            .collect();
        let steps = exact::order(tasks, &block, &inside)
            .unwrap_or_else(|| nearby::order(tasks, &block, &inside));
        if steps.is_empty() {
            break;
        }
        left = without(left, &steps.iter().copied().collect());
        ordered.extend(steps);
    }
    ordered.truncate(limit);
    ordered
}

/// The aims that are still ahead when these tasks are done.
fn without(aims: Vec<Aim>, done: &TaskSet) -> Vec<Aim> {
    let mut rest = std::collections::BTreeMap::<TaskSet, u64>::new();
    for aim in aims.into_iter().filter(|aim| !aim.left.is_within(done)) {
        let left = aim.left.iter().filter(|t| !done.contains(*t)).collect();
        *rest.entry(left).or_default() += aim.weight;
    }
    rest.into_iter()
        .map(|(left, weight)| Aim { left, weight })
        .collect()
}

/// Weight and minutes of a set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Yield {
    pub(super) weight: u64,
    pub(super) minutes: u64,
}

impl Yield {
    const NOTHING: Self = Self {
        weight: 0,
        minutes: 1,
    };

    pub(super) fn of(tasks: &[Task], set: &TaskSet, aims: &[Aim]) -> Self {
        let inside = aims.iter().filter(|aim| aim.left.is_within(set));
        Self {
            weight: inside.map(|aim| aim.weight).sum(),
            minutes: minutes(tasks, set),
        }
    }

    /// How it compares by weight per minute.
    pub(super) fn cmp(self, other: Self) -> std::cmp::Ordering {
        let ours = u128::from(self.weight) * u128::from(other.minutes);
        let theirs = u128::from(other.weight) * u128::from(self.minutes);
        ours.cmp(&theirs)
    }
}

fn minutes(tasks: &[Task], set: &TaskSet) -> u64 {
    let task = |index: usize| tasks.get(index).map_or(0, |t| u64::from(t.minutes));
    set.iter().map(task).sum()
}

/// The set with the most weight per minute. It is looked for from the best of a
/// few single aims; when the rest of a single aim does as well as the union
/// found, it is preferred, since small blocks are ordered exactly.
fn next_block(tasks: &[Task], aims: &[Aim]) -> TaskSet {
    let mut by_own: Vec<(&Aim, Yield)> = aims.iter().map(|aim| (aim, own(tasks, aim))).collect();
    by_own.sort_by(|(_, a), (_, b)| b.cmp(*a));
    let (mut block, mut best) = (TaskSet::default(), Yield::NOTHING);
    for (aim, _) in by_own.iter().take(FIRST_GUESSES) {
        let yields = Yield::of(tasks, &aim.left, aims);
        if yields.cmp(best).is_gt() {
            (block, best) = (aim.left.clone(), yields);
        }
    }
    while let Some(better) = flow::better(tasks, aims, best) {
        let yields = Yield::of(tasks, &better, aims);
        if yields.cmp(best).is_le() {
            break;
        }
        (block, best) = (better, yields);
    }
    smallest_of_its_yield(tasks, aims, block, best)
}

fn own(tasks: &[Task], aim: &Aim) -> Yield {
    Yield {
        weight: aim.weight,
        minutes: minutes(tasks, &aim.left),
    }
}

fn smallest_of_its_yield(tasks: &[Task], aims: &[Aim], block: TaskSet, best: Yield) -> TaskSet {
    let inside: Vec<Aim> = aims
        .iter()
        .filter(|aim| aim.left.is_within(&block))
        .cloned()
        .collect();
    let as_good = inside.iter().filter(|aim| {
        let yields = Yield::of(tasks, &aim.left, &inside);
        yields.cmp(best).is_ge()
    });
    let smallest = as_good.min_by_key(|aim| (minutes(tasks, &aim.left), &aim.left));
    smallest.map_or_else(|| block.clone(), |aim| aim.left.clone())
}

/// The sum over all goals of weight × minutes until the goal is reached, for an
/// order; `None` when the order breaks a need or leaves a goal unreached.
#[must_use]
pub fn weighted_wait(tasks: &[Task], goals: &[Goal], ordered: &[usize]) -> Option<u128> {
    let mut after: Vec<Option<u64>> = tasks
        .iter()
        .map(|task| (task.minutes == 0).then_some(0))
        .collect();
    let mut spent = 0_u64;
    for index in ordered {
        let task = tasks.get(*index)?;
        let ready = |need: &usize| after.get(*need).copied().flatten().is_some();
        if !task.needs.iter().all(ready) {
            return None;
        }
        spent += u64::from(task.minutes);
        *after.get_mut(*index)? = Some(spent);
    }
    let mut sum = 0_u128;
    for goal in goals {
        let mut reached = 0;
        for need in &goal.needs {
            reached = reached.max(after.get(*need).copied().flatten()?);
        }
        sum += u128::from(reached) * u128::from(goal.weight);
    }
    Some(sum)
}

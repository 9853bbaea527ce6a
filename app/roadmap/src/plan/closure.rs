//! Sets of tasks, and everything that a set needs.

use super::order::{Goal, Task};

/// A set of tasks, as bits.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct TaskSet {
    words: Vec<u64>,
}

impl TaskSet {
    pub(super) fn insert(&mut self, task: usize) {
        let (word, bit) = place(task);
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        if let Some(word) = self.words.get_mut(word) {
            *word |= bit;
        }
    }

    pub(super) fn contains(&self, task: usize) -> bool {
        let (word, bit) = place(task);
        self.words.get(word).is_some_and(|word| word & bit != 0)
    }

    /// Whether all of this set is in the other.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        let mut words = self.words.iter().enumerate();
        words.all(|(at, word)| word & !other.words.get(at).copied().unwrap_or(0) == 0)
    }

    /// Its tasks, ascending.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            (0..64)
                .filter(move |bit| word >> bit & 1 == 1)
                .map(move |bit| at * 64 + bit)
        })
    }
}

impl FromIterator<usize> for TaskSet {
    fn from_iter<I: IntoIterator<Item = usize>>(tasks: I) -> Self {
        let mut set = Self::default();
        for task in tasks {
            set.insert(task);
        }
        set
    }
}

const fn place(task: usize) -> (usize, u64) {
    (task / 64, 1 << (task % 64))
}

/// A goal with everything that is left to do for it.
#[derive(Clone, Debug)]
pub(super) struct Aim {
    pub(super) left: TaskSet,
    pub(super) weight: u64,
}

/// The goals with all that they need and that takes time; those with the same
/// rest are one. Goals of no weight, goals already reached and goals that can
/// never be are left out.
pub(super) fn aims(tasks: &[Task], goals: &[Goal]) -> Vec<Aim> {
    let feasible = feasible(tasks);
    let mut by_rest = std::collections::BTreeMap::<TaskSet, u64>::new();
    for goal in goals.iter().filter(|goal| goal.weight > 0) {
        let left = rest(tasks, &goal.needs);
        if left.iter().next().is_some() && left.is_within(&feasible) {
            *by_rest.entry(left).or_default() += u64::from(goal.weight);
        }
    }
    by_rest
        .into_iter()
        .map(|(left, weight)| Aim { left, weight })
        .collect()
}

/// Tasks that can be done: those in no circle of needs, nor behind one.
fn feasible(tasks: &[Task]) -> TaskSet {
    let mut done = TaskSet::default();
    let mut waiting: Vec<usize> = (0..tasks.len()).collect();
    loop {
        let before = waiting.len();
        waiting.retain(|index| {
            let ready = tasks.get(*index).is_some_and(|task| {
                let mut needs = task.needs.iter();
                task.minutes == 0 || needs.all(|n| *n >= tasks.len() || done.contains(*n))
            });
            if ready {
                done.insert(*index);
            }
            !ready
        });
        if waiting.len() == before {
            return done;
        }
    }
}

/// Everything that these tasks need, themselves among it, as far as it takes
/// time. What takes none is known, and so is everything before it.
fn rest(tasks: &[Task], needs: &[usize]) -> TaskSet {
    let mut set = TaskSet::default();
    let mut open = needs.to_vec();
    while let Some(index) = open.pop() {
        let Some(task) = tasks.get(index).filter(|t| t.minutes > 0) else {
            continue;
        };
        if !set.contains(index) {
            set.insert(index);
            open.extend(&task.needs);
        }
    }
    set
}

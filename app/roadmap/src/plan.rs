//! What to learn in which order, so that roles open as early as possible.
//!
//! A role opens when everything that it requires is known. The plan is an order
//! of nodes, each after what it needs, that makes the sum over all roles of
//! (weight × time until the role opens) as small as it can be: the same as
//! opening the most roles per hour, at every point of the way. How the order is
//! found is written at [`mod@order`].
//!
//! What a reader knows: a node is known when it is marked as done, when every
//! skill that it grants is known, or when something that needs it is known at
//! least in part. A node of whose skills some are known takes its typical hours
//! in proportion to the rest.

mod closure;
mod exact;
mod flow;
mod nearby;
mod order;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::graph::Roadmap;

pub use order::{Goal, Task, order, weighted_wait};

/// Least minutes that a node of the plan takes.
const LEAST_MINUTES: u32 = 30;

/// Roles that require the same skills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleGroup<'a> {
    /// Slugs of the skills required.
    pub skills: Vec<&'a str>,
    /// How many roles these are.
    pub weight: u32,
}

/// Where a reader stands and what the market asks.
#[derive(Clone, Debug, Default)]
pub struct PlanRequest<'a> {
    /// Slugs of the skills known.
    pub skills: Vec<&'a str>,
    /// Indices of nodes marked as done.
    pub done: Vec<usize>,
    /// Indices of nodes that the reader does not want.
    pub skipped: Vec<usize>,
    /// Hours a week; 0 counts as 1.
    pub hours_per_week: u16,
    /// What roles require.
    pub roles: Vec<RoleGroup<'a>>,
    /// Most nodes in the plan; everything useful when `None`.
    pub at_most: Option<usize>,
}

/// One node of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PlanStep {
    /// Index of the node.
    pub node: usize,
    /// Minutes for what is not known of it yet.
    pub minutes: u32,
    /// Minutes from the beginning of the plan to the end of this node.
    pub minutes_after: u32,
    /// Week in which this node ends, the first being 1.
    pub week: u32,
    /// Roles that this node opens.
    pub opens: u32,
    /// Roles open after it, those open from the start among them.
    pub open_after: u32,
}

/// An order of nodes, and what it opens.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// Roles open from the start.
    pub open_now: u32,
    /// Roles that require a skill that no node grants, or a skipped node.
    pub out_of_reach: u32,
    /// The nodes, in order.
    pub steps: Vec<PlanStep>,
}

/// Plans what to learn.
#[must_use]
pub fn plan(roadmap: &Roadmap, request: &PlanRequest<'_>) -> Plan {
    let known: BTreeSet<&str> = request.skills.iter().copied().collect();
    let mut minutes = minutes_left(roadmap, &known, &request.done);
    let mut plan = Plan::default();
    let mut goals: BTreeMap<Vec<usize>, u32> = BTreeMap::new();
    let skipped = skipped(roadmap, &minutes, &request.skipped);
    for role in &request.roles {
        let missing: Option<BTreeSet<usize>> = role
            .skills
            .iter()
            .filter(|skill| !knows(roadmap, &known, &request.done, skill))
            .map(|skill| {
                roadmap
                    .node_of_skill(skill)
                    .filter(|n| !skipped.contains(n))
            })
            .collect();
        match missing {
            None => plan.out_of_reach = plan.out_of_reach.saturating_add(role.weight),
            Some(nodes) if nodes.is_empty() => {
                plan.open_now = plan.open_now.saturating_add(role.weight);
            }
            Some(nodes) => {
                for node in &nodes {
                    reopen(roadmap, &mut minutes, *node);
                }
                let weight = goals.entry(nodes.into_iter().collect()).or_default();
                *weight = weight.saturating_add(role.weight);
            }
        }
    }
    let goals: Vec<Goal> = goals
        .into_iter()
        .map(|(needs, weight)| Goal { needs, weight })
        .collect();
    let tasks = tasks(roadmap, &minutes);
    let ordered = order(&tasks, &goals, request.at_most);
    steps(&mut plan, &tasks, &goals, &ordered, request.hours_per_week);
    plan
}

/// Whether a required skill is there, by itself or through a node done.
fn knows(roadmap: &Roadmap, known: &BTreeSet<&str>, done: &[usize], skill: &str) -> bool {
    known.contains(skill)
        || roadmap
            .node_of_skill(skill)
            .is_some_and(|n| done.contains(&n))
}

/// Minutes that each node still takes; 0 for what is known.
fn minutes_left(roadmap: &Roadmap, known: &BTreeSet<&str>, done: &[usize]) -> Vec<u32> {
    let nodes = roadmap.nodes();
    let mut left = vec![0; nodes.len()];
    let mut touched: Vec<usize> = done.to_vec();
    for (index, node) in nodes.iter().enumerate() {
        let all = u32::try_from(node.skills.len()).unwrap_or(u32::MAX);
        let held = node.skills.iter().filter(|s| known.contains(**s)).count();
        let held = u32::try_from(held).unwrap_or(u32::MAX);
        if held > 0 {
            touched.push(index);
        }
        let whole = u32::from(node.hours.typical).saturating_mul(60);
        let rest = whole / all.max(1) * all.max(1).saturating_sub(held);
        if let Some(left) = left.get_mut(index) {
            *left = rest;
        }
    }
    for index in done {
        clear(&mut left, *index);
    }
    for index in touched {
        for before in roadmap.prerequisites(index) {
            clear(&mut left, before);
        }
    }
    left
}

fn clear(left: &mut [u32], index: usize) {
    if let Some(left) = left.get_mut(index) {
        *left = 0;
    }
}

/// A node that a role misses a skill of is not known, though something that
/// needs it is: that skill takes its part of the node's hours.
fn reopen(roadmap: &Roadmap, minutes: &mut [u32], index: usize) {
    let (Some(left), Some(node)) = (minutes.get_mut(index), roadmap.nodes().get(index)) else {
        return;
    };
    if *left == 0 {
        let skills = u32::try_from(node.skills.len()).unwrap_or(u32::MAX);
        let part = u32::from(node.hours.typical).saturating_mul(60) / skills.max(1);
        *left = part.max(LEAST_MINUTES);
    }
}

/// Skipped nodes that are not known, and everything that needs one of them.
fn skipped(roadmap: &Roadmap, minutes: &[u32], skipped: &[usize]) -> BTreeSet<usize> {
    let unknown = |index: &usize| minutes.get(*index).is_some_and(|m| *m > 0);
    let mut out = BTreeSet::new();
    let mut open: Vec<usize> = skipped.iter().copied().filter(unknown).collect();
    while let Some(index) = open.pop() {
        if out.insert(index) {
            open.extend(roadmap.unlocks(index).iter().copied().filter(unknown));
        }
    }
    out
}

fn tasks(roadmap: &Roadmap, minutes: &[u32]) -> Vec<Task> {
    let nodes = roadmap.nodes().iter().zip(minutes);
    nodes
        .map(|(node, minutes)| Task {
            minutes: *minutes,
            needs: node.needs.to_vec(),
        })
        .collect()
}

fn steps(plan: &mut Plan, tasks: &[Task], goals: &[Goal], ordered: &[usize], hours: u16) {
    let week = u32::from(hours.max(1)).saturating_mul(60);
    let mut waits: Vec<BTreeSet<usize>> = goals
        .iter()
        .map(|goal| goal.needs.iter().copied().collect())
        .collect();
    let (mut spent, mut open) = (0_u32, plan.open_now);
    for node in ordered {
        let minutes = tasks.get(*node).map_or(0, |t| t.minutes);
        spent = spent.saturating_add(minutes);
        let mut opens = 0_u32;
        for (goal, wait) in goals.iter().zip(&mut waits) {
            if wait.remove(node) && wait.is_empty() {
                opens = opens.saturating_add(goal.weight);
            }
        }
        open = open.saturating_add(opens);
        plan.steps.push(PlanStep {
            node: *node,
            minutes,
            minutes_after: spent,
            week: spent.div_ceil(week).max(1),
            opens,
            open_after: open,
        });
    }
}

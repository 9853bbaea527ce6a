//! What to learn in which order. The order is found over the roles that miss
//! little, grouped by what they miss; what it opens is then counted over all.

use app::backend::{LearningPlan, PlannedTopic};
use extract::vocabulary;
use roadmap::Roadmap;
use roadmap::gaps::{KnownSkills, RoleSkills};
use roadmap::plan::{Plan, PlanRequest, RoleGroup, plan as order};

use super::profile::Profile;
use super::skill;

/// Topics of a plan.
const TOPICS: usize = 12;
/// Roles that miss more required skills than this do not shape the order.
const MOST_MISSING: usize = 4;
/// Groups of roles that miss the same, the largest first, that shape the order.
const GROUPS: usize = 2_000;

/// Plans what to learn for the roles of which each requires something.
pub(super) fn plan(asking: &RoleSkills, profile: &Profile, hours: u16) -> LearningPlan {
    let request = PlanRequest {
        hours_per_week: hours,
        roles: groups(asking, &profile.numbers),
        at_most: Some(TOPICS),
        ..profile.plan_request()
    };
    let plan = order(Roadmap::shipped(), &request);
    count(asking, profile, &plan)
}

impl Profile {
    /// A request for a plan over no roles.
    pub(super) fn plan_request(&self) -> PlanRequest<'_> {
        PlanRequest {
            skills: self.named.iter().map(|skill| skill.slug.as_str()).collect(),
            done: self.done.clone(),
            skipped: self.skipped.clone(),
            ..PlanRequest::default()
        }
    }
}

/// Roles by what they miss, the largest groups first.
fn groups(asking: &RoleSkills, known: &KnownSkills) -> Vec<RoleGroup<'static>> {
    // A skill is held one higher than it is, so that an empty place is 0.
    let mut missing: Vec<[u32; MOST_MISSING]> = Vec::new();
    for role in asking.iter() {
        let mut own = role.iter().filter(|skill| !known.contains(**skill));
        let key: [u32; MOST_MISSING] =
            std::array::from_fn(|_| own.next().map_or(0, |skill| u32::from(*skill) + 1));
        if key != [0; MOST_MISSING] && own.next().is_none() {
            missing.push(key);
        }
    }
    missing.sort_unstable();
    let mut groups: Vec<(usize, [u32; MOST_MISSING])> = missing
        .chunk_by(|a, b| a == b)
        .filter_map(|same| Some((same.len(), *same.first()?)))
        .collect();
    groups.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    groups.truncate(GROUPS);
    let slug = |held: &u32| {
        let number = u16::try_from(held.checked_sub(1)?).ok()?;
        Some(skill(number)?.slug.as_str())
    };
    groups
        .into_iter()
        .map(|(count, key)| RoleGroup {
            skills: key.iter().filter_map(slug).collect(),
            weight: u32::try_from(count).unwrap_or(u32::MAX),
        })
        .collect()
}

/// When a skill is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Known {
    Now,
    /// After this step, from 0.
    After(usize),
    /// Its topic is not part of the plan.
    Later,
    /// No topic teaches it, or only one left out.
    Never,
}

/// Counts what an order opens, over all roles.
fn count(asking: &RoleSkills, profile: &Profile, plan: &Plan) -> LearningPlan {
    let skills = vocabulary::skills().iter().enumerate();
    let table: Vec<Known> = skills
        .map(|(at, skill)| match u16::try_from(at) {
            Ok(number) if profile.numbers.contains(number) => Known::Now,
            _ => known_after(skill.slug.as_str(), profile, plan),
        })
        .collect();
    let (mut ready, mut out_of_reach) = (0_u64, 0_u64);
    let mut opens = vec![0_u64; plan.steps.len()];
    for role in asking.iter() {
        let known = |skill: &u16| table.get(usize::from(*skill)).copied();
        match role.iter().map(|s| known(s).unwrap_or(Known::Never)).max() {
            None | Some(Known::Now) => ready += 1,
            Some(Known::After(step)) => {
                if let Some(opens) = opens.get_mut(step) {
                    *opens += 1;
                }
            }
            Some(Known::Later) => {}
            Some(Known::Never) => out_of_reach += 1,
        }
    }
    let mut open_after = ready;
    let steps = plan.steps.iter().zip(opens).filter_map(|(step, opens)| {
        open_after += opens;
        Some(PlannedTopic {
            node: Roadmap::shipped().nodes().get(step.node)?,
            minutes: step.minutes,
            minutes_after: step.minutes_after,
            week: step.week,
            opens,
            open_after,
        })
    });
    LearningPlan {
        steps: steps.collect(),
        out_of_reach,
    }
}

fn known_after(skill: &str, profile: &Profile, plan: &Plan) -> Known {
    let Some(node) = Roadmap::shipped().node_of_skill(skill) else {
        return Known::Never;
    };
    match plan.steps.iter().position(|step| step.node == node) {
        Some(step) => Known::After(step),
        None if profile.skipped.contains(&node) => Known::Never,
        None => Known::Later,
    }
}

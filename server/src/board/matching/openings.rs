//! Which skills would open the most roles, what these pay, and how long the
//! skills take.

use app::backend::{NodePay, Opening};
use domain::Currency;
use roadmap::Roadmap;
use roadmap::gaps::{Bundle, Gaps, MAX_BUNDLE};
use roadmap::plan::{PlanRequest, RoleGroup, plan};
use search::{GoalRoles, RoleKey};

use super::profile::Profile;
use super::survey::Survey;
use super::{skill, skill_name};
use crate::board::learning::percentiles;

/// Single skills that are told.
const SINGLES: usize = 10;

/// What is needed to tell what skills open.
pub(super) struct Openings<'a> {
    pub(super) roles: &'a GoalRoles,
    pub(super) survey: &'a Survey,
    pub(super) gaps: &'a Gaps,
    pub(super) profile: &'a Profile,
    /// The currency to tell pay in; `None` for the one stated most.
    pub(super) currency: Option<Currency>,
}

impl Openings<'_> {
    /// Skills by the number of roles in which each is the only one missing.
    pub(super) fn singles(&self) -> Vec<Opening> {
        let singles = self.gaps.singles();
        singles
            .iter()
            .take(SINGLES)
            .map(|b| self.opening(b))
            .collect()
    }

    /// The best bundle of each size that opens more than a smaller one.
    pub(super) fn bundles(&self) -> Vec<Opening> {
        let mut bundles: Vec<Bundle> = Vec::new();
        for size in 1..=MAX_BUNDLE {
            if let Some(best) = self.gaps.best_bundle(size)
                && bundles
                    .last()
                    .is_none_or(|smaller| best.roles > smaller.roles)
            {
                bundles.push(best);
            }
        }
        bundles.iter().map(|bundle| self.opening(bundle)).collect()
    }

    fn opening(&self, bundle: &Bundle) -> Opening {
        let near = self.survey.near.iter();
        let opened: Vec<RoleKey> = near
            .filter(|(_, missing)| missing.is_within(&bundle.skills))
            .map(|(key, _)| *key)
            .collect();
        let skills = bundle.skills.iter().filter_map(|number| skill(*number));
        Opening {
            skills: skills.map(skill_name).collect(),
            roles: u64::from(bundle.roles),
            minutes: self.minutes(&bundle.skills),
            pay: self.pay(&opened),
        }
    }

    /// Minutes until all of these skills are known.
    fn minutes(&self, skills: &[u16]) -> Option<u32> {
        let slug = |number: &u16| skill(*number).map(|skill| skill.slug.as_str());
        let request = PlanRequest {
            roles: vec![RoleGroup {
                skills: skills.iter().filter_map(slug).collect(),
                weight: 1,
            }],
            ..self.profile.plan_request()
        };
        let plan = plan(Roadmap::shipped(), &request);
        (plan.out_of_reach == 0).then(|| plan.steps.last().map_or(0, |step| step.minutes_after))
    }

    fn pay(&self, opened: &[RoleKey]) -> Option<NodePay> {
        let all = self.roles.list_pay(opened);
        let (currency, amounts) = match self.currency {
            Some(wanted) => all.into_iter().find(|(currency, _)| *currency == wanted)?,
            None => all.into_iter().next()?,
        };
        Some(NodePay {
            currency,
            count: u64::try_from(amounts.len()).unwrap_or(u64::MAX),
            percentiles: percentiles(&amounts),
        })
    }
}

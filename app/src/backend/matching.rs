//! What the match needs of a backend, and its answer.

use std::sync::Arc;

use domain::{CountryCode, Currency, IgnoredParameter, JobCard, Slug};
use roadmap::Node;
use roadmap::fit::Fit;

use super::NodePay;
use crate::error::AppError;
use crate::match_query::MatchQuery;

/// How a profile fits the open backend roles, and what would open more of them.
/// The same question over the same postings has the same answer.
#[async_trait::async_trait]
pub trait Matching: Send + Sync + 'static {
    /// Answers a question, one that names no skill among them.
    async fn find_match(&self, query: &MatchQuery) -> Result<Arc<MatchAnswer>, AppError>;

    /// What a goal can be chosen from.
    async fn list_goal_options(&self) -> Result<Arc<GoalOptions>, AppError>;
}

/// The match as context carries it.
pub type SharedMatching = Arc<dyn Matching>;

/// What a goal can be chosen from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalOptions {
    /// Open backend roles in all.
    pub open: u64,
    /// Countries in which roles are open, by name.
    pub countries: Vec<(CountryCode, String)>,
    /// Currencies in which roles state pay, the one stated most first.
    pub currencies: Vec<Currency>,
}

/// The answer to a [`MatchQuery`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchAnswer {
    /// The question, with every skill as its slug and none as typed.
    pub query: MatchQuery,
    /// The skills named, by name.
    pub skills: Vec<SkillName>,
    /// What was typed and names no skill of the vocabulary.
    pub unknown: Vec<UnknownSkill>,
    /// Skills of the address that were not used, and why.
    pub ignored: Vec<IgnoredParameter>,
    /// How many roles there are of each kind.
    pub counts: MatchCounts,
    /// Roles of the page asked for, the best fit first.
    pub roles: Vec<MatchedRole>,
    /// Roles in the list asked for.
    pub total: u64,
    /// Skills by the number of roles in which each is the only one missing.
    pub singles: Vec<Opening>,
    /// The best bundle of one, two and three skills; one that opens no more
    /// roles than a smaller one is left out.
    pub bundles: Vec<Opening>,
    /// What to learn in which order.
    pub plan: LearningPlan,
}

/// A skill of the vocabulary.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct SkillName {
    /// Its slug.
    pub slug: Slug,
    /// Its name.
    pub name: String,
}

/// Words that name no skill of the vocabulary.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct UnknownSkill {
    /// The words as typed.
    pub text: String,
    /// Skills spelled nearly so, the nearest first.
    pub near: Vec<SkillName>,
}

/// Numbers of open backend roles, each part of the one before it save the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct MatchCounts {
    /// All.
    pub open: u64,
    /// Those that disagree with no wish.
    pub agreeing: u64,
    /// Those of the agreeing that require a skill by name.
    pub asking: u64,
    /// Those of the asking whose every required skill is known.
    pub ready: u64,
    /// Those of the agreeing that name a known skill, required or not.
    pub named: u64,
}

/// A role and how the profile fits it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchedRole {
    /// The role.
    pub card: JobCard,
    /// The fit, and why.
    pub fit: Fit,
}

/// Skills, and the roles that miss some of them and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The skills, by name.
    pub skills: Vec<SkillName>,
    /// The roles.
    pub roles: u64,
    /// Minutes to learn them with all they need that is not known; `None` when
    /// no topic of the roadmap teaches one of them.
    pub minutes: Option<u32>,
    /// Pay of these roles in the currency of the wish, or in the one that most
    /// of them state; `None` when none states any.
    pub pay: Option<NodePay>,
}

/// What to learn in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LearningPlan {
    /// The topics, each after what it needs.
    pub steps: Vec<PlannedTopic>,
    /// Roles that require a skill that no topic teaches, or only one left out.
    pub out_of_reach: u64,
}

/// A topic of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlannedTopic {
    /// The topic.
    pub node: &'static Node,
    /// Minutes for what is not known of it yet.
    pub minutes: u32,
    /// Minutes from the beginning of the plan to the end of this topic.
    pub minutes_after: u32,
    /// Week in which it ends, the first being 1.
    pub week: u32,
    /// Roles that it opens.
    pub opens: u64,
    /// Roles open after it, those open from the start among them.
    pub open_after: u64,
}

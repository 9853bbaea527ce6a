//! Answers that stay right until the index commits again.

use std::sync::Arc;

use app::backend::{BoardLine, CompanyList, GoalOptions, MatchAnswer, NodeMarket, RoadmapDemand};
use domain::{
    BoardOverview, ChartedFigure, JobQuery, SearchPage, SkillPage, SkillSummary, Slug,
    SourceSummary, StaleFilter,
};
use moka::sync::Cache as Kept;

use super::first_roles::FirstRoles;
use super::outlook::Moment;
use super::suggestion::SuggestionCounts;

/// Searches kept; a page of results takes about 40 kB.
const SEARCHES: u64 = 400;

/// Searches kept for feeds, each with up to a hundred roles.
const FEEDS: u64 = 100;

/// Skill pages, pages of the list of companies, and matches kept.
const PAGES: u64 = 200;

/// Nodes of the roadmap kept: all of them, with and without stale roles.
const NODES: u64 = 1_000;

/// What a node's market is made of: the generation, whether stale roles are
/// counted, the figures over months unless they are still being made, the node.
type NodeMoment = (u64, StaleFilter, Option<Moment>, &'static str);

/// What has been worked out for one state of the index, by its generation and
/// the minute: ages and 'posted within' move with the clock.
///
/// What does not move with the clock is kept by the generation alone.
pub(super) struct Cache {
    pub(super) searches: Kept<(u64, i64, JobQuery), Arc<SearchPage>>,
    pub(super) first_roles: Kept<(u64, i64, JobQuery), Arc<FirstRoles>>,
    pub(super) overview: Kept<(u64, i64, StaleFilter), Arc<BoardOverview>>,
    pub(super) skills: Kept<(u64, i64, StaleFilter), Arc<Vec<SkillSummary>>>,
    pub(super) skill_pages: Kept<(u64, i64, StaleFilter, Slug), Arc<SkillPage>>,
    pub(super) companies: Kept<(u64, String, u32), Arc<CompanyList>>,
    pub(super) sources: Kept<u64, Arc<Vec<SourceSummary>>>,
    /// By what they are made of, as all figures over months.
    pub(super) comparisons: Kept<(Moment, Vec<Slug>), Arc<Vec<ChartedFigure>>>,
    pub(super) skill_figures: Kept<(Moment, Slug), Arc<Vec<ChartedFigure>>>,
    /// By tens of seconds: runs change without the index.
    pub(super) boards: Kept<i64, Arc<Vec<BoardLine>>>,
    pub(super) demand: Kept<(u64, StaleFilter), Arc<RoadmapDemand>>,
    pub(super) node_markets: Kept<NodeMoment, Arc<NodeMarket>>,
    /// By the generation and the question's canonical address.
    pub(super) matches: Kept<(u64, String), Arc<MatchAnswer>>,
    pub(super) goal_options: Kept<u64, Arc<GoalOptions>>,
    /// By the generation or the minute, whichever holds longer.
    pub(super) suggestion_counts: SuggestionCounts,
}

impl Cache {
    pub(super) fn new() -> Self {
        Self {
            searches: Kept::new(SEARCHES),
            first_roles: Kept::new(FEEDS),
            overview: Kept::new(4),
            skills: Kept::new(4),
            skill_pages: Kept::new(PAGES),
            companies: Kept::new(PAGES),
            sources: Kept::new(2),
            comparisons: Kept::new(PAGES),
            skill_figures: Kept::new(PAGES),
            boards: Kept::new(2),
            demand: Kept::new(4),
            node_markets: Kept::new(NODES),
            matches: Kept::new(PAGES),
            goal_options: Kept::new(2),
            suggestion_counts: SuggestionCounts::new(),
        }
    }
}

//! Answers that stay right until the index commits again.

use std::sync::Arc;

use app::backend::{BoardLine, CompanyList, GoalOptions, MatchAnswer, NodeMarket, RoadmapDemand};
use domain::{
    BoardOverview, ChartedFigure, JobQuery, SearchPage, SkillPage, SkillSummary, Slug,
    SourceSummary,
};
use moka::sync::Cache as Kept;

use super::outlook::Moment;

/// Searches kept; a page of results takes about 40 kB.
const SEARCHES: u64 = 400;

/// Skill pages, pages of the list of companies, and matches kept.
const PAGES: u64 = 200;

/// Nodes of the roadmap kept: all of them.
const NODES: u64 = 500;

/// What has been worked out for one state of the index, by its generation and
/// the minute: ages and 'posted within' move with the clock.
///
/// What does not move with the clock is kept by the generation alone.
pub(super) struct Cache {
    pub(super) searches: Kept<(u64, i64, JobQuery), Arc<SearchPage>>,
    pub(super) overview: Kept<(u64, i64), Arc<BoardOverview>>,
    pub(super) skills: Kept<(u64, i64), Arc<Vec<SkillSummary>>>,
    pub(super) skill_pages: Kept<(u64, i64, Slug), Arc<SkillPage>>,
    pub(super) companies: Kept<(u64, String, u32), Arc<CompanyList>>,
    pub(super) sources: Kept<u64, Arc<Vec<SourceSummary>>>,
    /// By what they are made of, as all figures over months.
    pub(super) comparisons: Kept<(Moment, Vec<Slug>), Arc<Vec<ChartedFigure>>>,
    pub(super) skill_figures: Kept<(Moment, Slug), Arc<Vec<ChartedFigure>>>,
    /// By tens of seconds: runs change without the index.
    pub(super) boards: Kept<i64, Arc<Vec<BoardLine>>>,
    pub(super) demand: Kept<u64, Arc<RoadmapDemand>>,
    pub(super) node_markets: Kept<(u64, Option<Moment>, &'static str), Arc<NodeMarket>>,
    /// By the generation and the question's canonical address.
    pub(super) matches: Kept<(u64, String), Arc<MatchAnswer>>,
    pub(super) goal_options: Kept<u64, Arc<GoalOptions>>,
}

impl Cache {
    pub(super) fn new() -> Self {
        Self {
            searches: Kept::new(SEARCHES),
            overview: Kept::new(2),
            skills: Kept::new(2),
            skill_pages: Kept::new(PAGES),
            companies: Kept::new(PAGES),
            sources: Kept::new(2),
            comparisons: Kept::new(PAGES),
            skill_figures: Kept::new(PAGES),
            boards: Kept::new(2),
            demand: Kept::new(2),
            node_markets: Kept::new(NODES),
            matches: Kept::new(PAGES),
            goal_options: Kept::new(2),
        }
    }
}

//! What the interface needs from a backend, as traits. The server implements
//! them and provides them as context; nothing here knows how it is done.

mod matching;

use std::sync::Arc;

use domain::{
    BoardOverview, ChartedFigure, CompanyPage, CompanySummary, Currency, Headline, JobDetail,
    JobQuery, Outlook, Place, PlaceKind, PostingId, SearchPage, SkillPage, SkillSummary, Slug,
    SourceKey, SourceSummary, StaleFilter, Suggestion, Timestamp,
};

use crate::error::AppError;

pub use matching::{
    GoalOptions, LearningPlan, MatchAnswer, MatchCounts, MatchedRole, Matching, Opening,
    PlannedTopic, SharedMatching, SkillName, UnknownSkill,
};

/// The jobs of the board.
#[async_trait::async_trait]
pub trait Catalogue: Send + Sync + 'static {
    /// Answers a search: hits of its page, exact total, facets.
    async fn search(&self, query: &JobQuery) -> Result<SearchPage, AppError>;

    /// Completes what is being typed, best first, at most `limit`.
    async fn suggest(&self, prefix: &str, limit: usize) -> Result<Vec<Suggestion>, AppError>;

    /// The role of a posting with its surroundings: its root, which is another
    /// posting when this one is a copy. Closed ones are found too.
    async fn find_job(&self, id: PostingId) -> Result<Option<JobDetail>, AppError>;

    /// The figures of the front page, of all roles or without stale ones.
    async fn overview(&self, stale: StaleFilter) -> Result<BoardOverview, AppError>;

    /// Companies with open roles, most roles first; `text` filters by name.
    async fn list_companies(&self, text: &str, page: u32) -> Result<CompanyList, AppError>;

    /// A company that was ever seen.
    async fn find_company(&self, slug: &Slug) -> Result<Option<CompanyPage>, AppError>;

    /// Every skill of the vocabulary with its open roles, all or without stale ones.
    async fn list_skills(&self, stale: StaleFilter) -> Result<Vec<SkillSummary>, AppError>;

    /// A skill of the vocabulary, with counts of all roles or without stale ones.
    async fn find_skill(
        &self,
        slug: &Slug,
        stale: StaleFilter,
    ) -> Result<Option<SkillPage>, AppError>;

    /// Every source.
    async fn list_sources(&self) -> Result<Vec<SourceSummary>, AppError>;

    /// What every page says of the instance.
    fn notice(&self) -> SiteNotice;

    /// Name of a skill of the vocabulary; `None` for an unknown slug.
    fn skill_name(&self, slug: &Slug) -> Option<String>;

    /// Name of a company, source, country or city value of a filter, for chips.
    fn filter_label(&self, field: domain::FacetField, value: &str) -> String;

    /// What sort of place a place of a posting is.
    fn place_kind(&self, place: &Place) -> PlaceKind;
}

/// The boards that postings are fetched from, and how fetching goes.
#[async_trait::async_trait]
pub trait Sources: Send + Sync + 'static {
    /// Every board, by system and name.
    async fn list_boards(&self) -> Result<Vec<BoardLine>, AppError>;

    /// How fetching goes.
    async fn collection(&self) -> Result<CollectionState, AppError>;
}

/// A board as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardLine {
    /// Key of the source of its postings.
    pub source: SourceKey,
    /// Name of its system for people.
    pub system: String,
    /// Its name as commands take it: `greenhouse:acme`.
    pub board: String,
    /// Name for people.
    pub name: String,
    /// The page where a person sees the same listing.
    pub page: Option<String>,
    /// How fresh its postings are.
    pub freshness: Freshness,
    /// Its open postings, repeats included.
    pub open: u64,
    /// When it was last fetched without error.
    pub last_success: Option<Timestamp>,
    /// What is wrong, in words.
    pub words: Option<String>,
}

/// How fresh the postings of a board are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// It was fetched when it was due.
    Fresh,
    /// It should have been fetched by now.
    Late,
    /// It was fetched, and its answer is doubted or left something out.
    Doubted,
    /// It could not be fetched.
    Failing,
    /// Nobody has fetched it yet.
    Waiting,
    /// It is not fetched until somebody says so.
    Paused,
    /// It is on the shipped list, which is switched off.
    SwitchedOff,
}

impl Freshness {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Fresh => "fresh",
            Self::Late => "late",
            Self::Doubted => "in doubt",
            Self::Failing => "failing",
            Self::Waiting => "not fetched yet",
            Self::Paused => "paused",
            Self::SwitchedOff => "switched off",
        }
    }

    /// Whether somebody should look at it.
    #[must_use]
    pub const fn is_wrong(self) -> bool {
        matches!(self, Self::Late | Self::Doubted | Self::Failing)
    }
}

/// Whether postings are fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collecting {
    /// By this server, when they are due.
    Here,
    /// Not by this server: a setting says so.
    Off,
    /// Not at all: the postings are made up.
    Demo,
}

/// How fetching goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectionState {
    /// Whether postings are fetched.
    pub collecting: Collecting,
    /// Boards that are due and wait.
    pub due: u64,
    /// Boards that are being fetched now, by any server.
    pub running: u64,
    /// Boards of the shipped list that are not fetched, for it is switched off.
    pub switched_off: u64,
    /// When the next board is due.
    pub next_due: Option<Timestamp>,
    /// Changes of the database that searches do not see yet.
    pub index_lag: u64,
    /// For how many seconds the index could not follow the database; `None`
    /// when it can.
    pub index_failing: Option<u64>,
    /// The newest runs, newest first.
    pub runs: Vec<RunLine>,
    /// How often a text contradicted what its source states, in these runs, by
    /// system and fact.
    pub disagreements: Vec<(String, String, u64)>,
}

/// One fetch of a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunLine {
    /// Name of the board for people.
    pub name: String,
    /// When it began.
    pub started_at: Timestamp,
    /// How long it took, in milliseconds.
    pub took: u64,
    /// Items in the answers.
    pub fetched: u64,
    /// Postings that were not known.
    pub new: u64,
    /// Postings that changed.
    pub changed: u64,
    /// Postings that closed.
    pub closed: u64,
    /// Items that were refused.
    pub rejected: u64,
    /// The most frequent reason for that.
    pub reason: Option<String>,
    /// What somebody should look at.
    pub warning: Option<String>,
    /// Why it failed.
    pub error: Option<String>,
}

/// One page of companies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanyList {
    /// Companies of this page, at most [`CompanyList::PAGE_SIZE`].
    pub companies: Vec<CompanySummary>,
    /// Companies in all.
    pub total: u64,
}

impl CompanyList {
    /// Companies on a page.
    pub const PAGE_SIZE: u64 = 60;
}

/// What every page says of the instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteNotice {
    /// Whether the postings are made up.
    pub demo: bool,
    /// Origin of the site for canonical addresses, without a slash at the end:
    /// `https://jobs.example.org`.
    pub origin: String,
    /// Version of the program.
    pub version: String,
    /// The moment that ages are counted from.
    pub as_of: Timestamp,
}

/// The backend as context carries it.
pub type SharedCatalogue = Arc<dyn Catalogue>;

/// The market in figures. Every count is of unique roles, and as many as the
/// search behind its link finds. Figures can be had of all roles and without stale
/// ones ([`StaleFilter::Hide`]).
#[async_trait::async_trait]
pub trait Market: Send + Sync + 'static {
    /// The claims of the outlook with their verdicts.
    async fn outlook(&self, stale: StaleFilter) -> Result<Arc<Outlook>, AppError>;

    /// The outlook in one line, for pages that do not wait: `None` while it is being
    /// made for the first time, and when there is no index of demand.
    async fn headline(&self, stale: StaleFilter) -> Result<Option<Headline>, AppError>;

    /// How the share of backend roles that name some skills went, one line each;
    /// unknown skills are left out.
    async fn compare_skills(
        &self,
        skills: &[Slug],
        stale: StaleFilter,
    ) -> Result<Arc<Vec<ChartedFigure>>, AppError>;

    /// How often a skill is asked for and how strongly, with what, at which levels,
    /// where, and what roles that name it pay; nothing for an unknown skill.
    async fn skill_figures(
        &self,
        skill: &Slug,
        stale: StaleFilter,
    ) -> Result<Arc<Vec<ChartedFigure>>, AppError>;

    /// Pay of open backend roles by level, kind of role and country, in the
    /// currency that most of them state.
    async fn salaries(&self, stale: StaleFilter) -> Result<Arc<Vec<ChartedFigure>>, AppError>;
}

/// The market as context carries it.
pub type SharedMarket = Arc<dyn Market>;

/// The boards as context carries them.
pub type SharedSources = Arc<dyn Sources>;

/// What the market says of the nodes of the roadmap. Every count is of open
/// backend roles, all or without stale ones, and as many as
/// [`crate::roles_asking_for`] finds.
#[async_trait::async_trait]
pub trait Learning: Send + Sync + 'static {
    /// How many roles ask for each node of the shipped graph.
    async fn list_demand(&self, stale: StaleFilter) -> Result<Arc<RoadmapDemand>, AppError>;

    /// What is asked, paid and named together with a node's skills; `None` for
    /// a node that grants none.
    async fn find_node_market(
        &self,
        node: &'static roadmap::Node,
        stale: StaleFilter,
    ) -> Result<Option<Arc<NodeMarket>>, AppError>;
}

/// How many roles ask for each node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoadmapDemand {
    /// Open backend roles in all.
    pub all_open: u64,
    /// Roles that name any skill of a node, by the node's index; `None` for a
    /// node that grants no skill.
    pub asked: Vec<Option<u64>>,
}

/// What the market says of one node.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeMarket {
    /// Open backend roles in all.
    pub all_open: u64,
    /// Those that name any of its skills.
    pub asked: u64,
    /// Open backend roles for juniors.
    pub junior_open: u64,
    /// Those that name any of its skills.
    pub junior_asked: u64,
    /// Roles that ask for it and state pay.
    pub with_pay: u64,
    /// Their pay by currency, the one stated most first.
    pub pay: Vec<NodePay>,
    /// Skills asked for together with it, most roles first.
    pub together: Vec<NamedTogether>,
    /// How often it was asked for over the months.
    pub trend: NodeTrend,
}

/// How often a node was asked for over the months.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeTrend {
    /// Figures over months are being made for the first time since the start.
    Preparing,
    /// No backend role was first posted in a whole month yet.
    NoMonths,
    /// The figures.
    Counted(CountedTrend),
}

/// Figures of a node over whole months, of backend roles by the month in which
/// they were first posted.
#[derive(Clone, Debug, PartialEq)]
pub struct CountedTrend {
    /// The share of each of the last months.
    pub line: domain::Sparkline,
    /// Roles of the last twelve months that ask for the node.
    pub asked: u64,
    /// The address of the search for those.
    pub asked_path: String,
    /// Roles of the last twelve months in all.
    pub all: u64,
    /// The address of the search for those.
    pub all_path: String,
    /// How the share of the last twelve months differs from that of the twelve
    /// before, or why that cannot be said.
    pub change: Result<TrendChange, String>,
}

/// A change against the year before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrendChange {
    /// Which way, where the interval leaves that not open.
    pub direction: TrendDirection,
    /// The relative change: `up 12 % (95 % interval +5 to +20 %)`.
    pub words: String,
}

/// Which way a share went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrendDirection {
    /// The whole interval lies above no change.
    Rising,
    /// The whole interval lies below no change.
    Falling,
    /// The interval holds no change.
    Unclear,
}

/// Pay of the roles that ask for a node, in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodePay {
    /// The currency; nothing is converted.
    pub currency: Currency,
    /// Roles that state pay in it.
    pub count: u64,
    /// Percentiles of the upper end of what they state, a year; `None` when
    /// there are fewer than [`NodePay::FEWEST`].
    pub percentiles: Option<PayPercentiles>,
}

impl NodePay {
    /// Fewest roles of which percentiles are told.
    pub const FEWEST: u64 = 30;
}

/// Percentiles of yearly pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PayPercentiles {
    /// A quarter is paid at most so much.
    pub lower: u32,
    /// Half.
    pub median: u32,
    /// Three quarters.
    pub upper: u32,
}

/// A skill that roles name beside a node's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedTogether {
    /// The skill; `open` counts the roles that name both.
    pub skill: SkillSummary,
    /// Roles that name it at all.
    pub all: u64,
}

/// The roadmap's figures as context carries them.
pub type SharedLearning = Arc<dyn Learning>;

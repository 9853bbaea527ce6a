//! What the interface needs from a backend, as traits. The server implements
//! them and provides them as context; nothing here knows how it is done.

use std::sync::Arc;

use domain::{
    BoardOverview, ChartedFigure, CompanyPage, CompanySummary, JobDetail, JobQuery, Outlook,
    PostingId, SearchPage, SkillPage, SkillSummary, Slug, SourceSummary, Suggestion, Timestamp,
};

use crate::error::AppError;

/// The jobs of the board.
#[async_trait::async_trait]
pub trait Catalogue: Send + Sync + 'static {
    /// Answers a search: hits of its page, exact total, facets.
    async fn search(&self, query: &JobQuery) -> Result<SearchPage, AppError>;

    /// Completes what is being typed, best first, at most `limit`.
    async fn suggest(&self, prefix: &str, limit: usize) -> Result<Vec<Suggestion>, AppError>;

    /// A posting with its surroundings; closed ones are found too.
    async fn find_job(&self, id: PostingId) -> Result<Option<JobDetail>, AppError>;

    /// The figures of the front page.
    async fn overview(&self) -> Result<BoardOverview, AppError>;

    /// Companies with open roles, most roles first; `text` filters by name.
    async fn list_companies(&self, text: &str, page: u32) -> Result<CompanyList, AppError>;

    /// A company that was ever seen.
    async fn find_company(&self, slug: &Slug) -> Result<Option<CompanyPage>, AppError>;

    /// Every skill of the vocabulary with its open roles.
    async fn list_skills(&self) -> Result<Vec<SkillSummary>, AppError>;

    /// A skill of the vocabulary.
    async fn find_skill(&self, slug: &Slug) -> Result<Option<SkillPage>, AppError>;

    /// Every source.
    async fn list_sources(&self) -> Result<Vec<SourceSummary>, AppError>;

    /// What every page says of the instance.
    fn notice(&self) -> SiteNotice;

    /// Name of a skill of the vocabulary; `None` for an unknown slug.
    fn skill_name(&self, slug: &Slug) -> Option<String>;

    /// Name of a company, source, country or city value of a filter, for chips.
    fn filter_label(&self, field: domain::FacetField, value: &str) -> String;
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
/// search behind its link finds.
#[async_trait::async_trait]
pub trait Market: Send + Sync + 'static {
    /// The claims of the outlook with their verdicts.
    async fn outlook(&self) -> Result<Arc<Outlook>, AppError>;

    /// How the share of backend roles that name some skills went, one line each;
    /// unknown skills are left out.
    async fn compare_skills(&self, skills: &[Slug]) -> Result<Arc<Vec<ChartedFigure>>, AppError>;

    /// Pay of open backend roles by level, kind of role and country, in the
    /// currency that most of them state.
    async fn salaries(&self) -> Result<Arc<Vec<ChartedFigure>>, AppError>;
}

/// The market as context carries it.
pub type SharedMarket = Arc<dyn Market>;

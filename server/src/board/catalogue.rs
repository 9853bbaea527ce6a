//! The board as the interface needs it: searches, postings, suggestions.

use std::sync::Arc;

use app::AppError;
use app::backend::{Catalogue, CompanyList, SiteNotice};
use domain::{
    BoardOverview, CompanyPage, FacetField, JobCard, JobDetail, JobQuery, Place, PlaceKind,
    Posting, PostingId, SearchPage, SkillFact, SkillPage, SkillSummary, Slug, SourceSummary,
    StaleFilter, Suggestion, Timestamp,
};

use super::{Board, marks, role_links};
use crate::causes::told_once;
use crate::sources;

/// Milliseconds for which ages and counts may stand still.
pub(super) const MINUTE: i64 = 60_000;
/// Postings alike that a page of a posting shows.
const SIMILAR: usize = 6;

#[async_trait::async_trait]
impl Catalogue for Board {
    async fn search(&self, query: &JobQuery) -> Result<SearchPage, AppError> {
        let (generation, minute) = self.moment();
        let key = (generation, minute, query.clone());
        if let Some(page) = self.cache.searches.get(&key) {
            return Ok((*page).clone());
        }
        let page = self
            .search_now(query, Timestamp::from_millis(minute * MINUTE))
            .await?;
        self.cache.searches.insert(key, Arc::new(page.clone()));
        Ok(page)
    }

    async fn suggest(&self, prefix: &str, limit: usize) -> Result<Vec<Suggestion>, AppError> {
        self.list_suggestions(prefix, limit).await
    }

    async fn find_job(&self, id: PostingId) -> Result<Option<JobDetail>, AppError> {
        let Some(mut detail) = self.find_job_plain(id).await? else {
            return Ok(None);
        };
        detail.changes = self.changes_of(&detail.posting).await?;
        detail.posting.html = marks::marked(&detail.posting);
        let alike = self
            .index
            .similar(&detail.posting, SIMILAR)
            .map_err(internal)?;
        detail.similar = self.cards(&alike).await?;
        Ok(Some(detail))
    }

    async fn overview(&self, stale: StaleFilter) -> Result<BoardOverview, AppError> {
        let (generation, minute) = self.moment();
        let key = (generation, minute, stale);
        if let Some(overview) = self.cache.overview.get(&key) {
            return Ok((*overview).clone());
        }
        let as_of = Timestamp::from_millis(minute * MINUTE);
        let overview = self.figure_overview(stale, as_of).await?;
        self.cache.overview.insert(key, Arc::new(overview.clone()));
        Ok(overview)
    }

    async fn list_companies(&self, text: &str, page: u32) -> Result<CompanyList, AppError> {
        self.companies_page(text, page).await
    }

    async fn find_company(&self, slug: &Slug) -> Result<Option<CompanyPage>, AppError> {
        self.company_page(slug).await
    }

    async fn list_skills(&self, stale: StaleFilter) -> Result<Vec<SkillSummary>, AppError> {
        let (generation, minute) = self.moment();
        let key = (generation, minute, stale);
        if let Some(skills) = self.cache.skills.get(&key) {
            return Ok((*skills).clone());
        }
        let skills = self.figure_skills(stale, Timestamp::from_millis(minute * MINUTE))?;
        self.cache.skills.insert(key, Arc::new(skills.clone()));
        Ok(skills)
    }

    async fn find_skill(
        &self,
        slug: &Slug,
        stale: StaleFilter,
    ) -> Result<Option<SkillPage>, AppError> {
        let (generation, minute) = self.moment();
        let key = (generation, minute, stale, slug.clone());
        if let Some(page) = self.cache.skill_pages.get(&key) {
            return Ok(Some((*page).clone()));
        }
        let as_of = Timestamp::from_millis(minute * MINUTE);
        let page = self.figure_skill(slug, stale, as_of).await?;
        if let Some(page) = page.clone() {
            self.cache.skill_pages.insert(key, Arc::new(page));
        }
        Ok(page)
    }

    async fn list_sources(&self) -> Result<Vec<SourceSummary>, AppError> {
        let key = self.index.generation();
        if let Some(sources) = self.cache.sources.get(&key) {
            return Ok((*sources).clone());
        }
        let sources = self.store.list_sources().await.map_err(internal)?;
        self.cache.sources.insert(key, Arc::new(sources.clone()));
        Ok(sources)
    }

    fn notice(&self) -> SiteNotice {
        SiteNotice {
            demo: self.is_demo(),
            origin: self.origin(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            as_of: self.now(),
        }
    }

    fn skill_name(&self, slug: &Slug) -> Option<String> {
        self.skills.get(slug).map(|skill| skill.name.clone())
    }

    fn filter_label(&self, field: FacetField, value: &str) -> String {
        self.index.label(field, value)
    }

    fn place_kind(&self, place: &Place) -> PlaceKind {
        extract::place_kind(place)
    }
}

impl Board {
    /// Answers a search from the index.
    async fn search_now(&self, query: &JobQuery, as_of: Timestamp) -> Result<SearchPage, AppError> {
        let answer = self.index.search(query, as_of).map_err(internal)?;
        let hits = if answer.terms.is_empty() {
            self.store
                .list_cards(&answer.hits)
                .await
                .map_err(internal)?
        } else {
            let postings = self
                .store
                .list_postings(&answer.hits)
                .await
                .map_err(internal)?;
            let with_excerpt = |posting: &Posting| JobCard {
                excerpt: search::excerpt(&search::running_text(&posting.html), &answer.terms),
                ..posting.card()
            };
            postings.iter().map(with_excerpt).collect()
        };
        Ok(SearchPage {
            hits,
            total: answer.total,
            facets: answer.facets,
            correction: answer.correction,
            ignored: answer.ignored,
            as_of,
        })
    }

    /// The role that a posting belongs to: its root with its surroundings, its
    /// HTML without marks, nothing similar and no changes.
    pub(crate) async fn find_job_plain(
        &self,
        id: PostingId,
    ) -> Result<Option<JobDetail>, AppError> {
        let Some(mut posting) = self.store.find_root(id).await.map_err(internal)? else {
            return Ok(None);
        };
        let id = posting.id;
        let appearances = self.store.list_appearances(id).await.map_err(internal)?;
        let stale_facts = self.store.list_stale_facts(id).await.map_err(internal)?;
        let skills = self.skill_summaries(&posting.facts.skills).await?;
        let leading = role_links::leading(id, &appearances).filter(|one| one.id != id);
        if let Some(leading) = leading {
            posting.url.clone_from(&leading.url);
            posting.apply_url.clone_from(&leading.apply_url);
        }
        let credit = sources::credit(leading.map_or(&posting.source, |one| &one.source));
        let is_led_by_another = leading.is_some();
        Ok(Some(JobDetail {
            credit,
            skills,
            appearances: appearances
                .into_iter()
                .filter(|one| one.id != id || is_led_by_another)
                .map(|one| {
                    let credit = sources::credit(&one.source);
                    (one, credit)
                })
                .collect(),
            stale_facts,
            changes: Vec::new(),
            similar: Vec::new(),
            posting,
        }))
    }

    async fn skill_summaries(
        &self,
        facts: &[SkillFact],
    ) -> Result<Vec<(SkillFact, SkillSummary)>, AppError> {
        let all = self.list_skills(StaleFilter::Show).await?;
        Ok(facts
            .iter()
            .filter_map(|fact| {
                let summary = all.iter().find(|skill| skill.slug == fact.skill)?;
                Some((fact.clone(), summary.clone()))
            })
            .collect())
    }

    /// Lines for lists, in the order of the ids.
    pub(crate) async fn cards(&self, ids: &[PostingId]) -> Result<Vec<JobCard>, AppError> {
        self.store.list_cards(ids).await.map_err(internal)
    }

    /// The state of the index and the minute, by which answers are kept.
    pub(super) fn moment(&self) -> (u64, i64) {
        (self.index.generation(), self.now().millis() / MINUTE)
    }
}

/// A fault behind the pages: logged here, once, and shown without its words.
pub(super) fn internal(error: impl std::error::Error + Send + Sync + 'static) -> AppError {
    let error = anyhow::Error::new(error);
    tracing::error!(error = told_once(&error), "the board cannot answer");
    AppError::Internal
}

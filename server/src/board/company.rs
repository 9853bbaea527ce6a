//! Companies as the pages show them.

use std::sync::Arc;

use app::AppError;
use app::backend::CompanyList;
use domain::{
    CompanyPage, FacetField, JobQuery, NamedCount, PostingId, SkillSummary, Slug, Timestamp,
};

use super::Board;
use super::catalogue::internal;

/// Skills of a company's stack that its page lists.
const STACK: usize = 20;

impl Board {
    pub(super) async fn companies_page(
        &self,
        text: &str,
        page: u32,
    ) -> Result<CompanyList, AppError> {
        let key = (self.index.generation(), text.to_owned(), page);
        if let Some(list) = self.cache.companies.get(&key) {
            return Ok((*list).clone());
        }
        let list = self
            .store
            .list_companies(text, page)
            .await
            .map_err(internal)?;
        let list = CompanyList {
            companies: list.companies,
            total: list.total,
        };
        self.cache.companies.insert(key, Arc::new(list.clone()));
        Ok(list)
    }

    pub(super) async fn company_page(&self, slug: &Slug) -> Result<Option<CompanyPage>, AppError> {
        let Some(record) = self.store.find_company(slug).await.map_err(internal)? else {
            return Ok(None);
        };
        let mut stack: Vec<_> = record.stack.iter().filter(|e| e.open > 0).collect();
        stack.sort_by_key(|evidence| std::cmp::Reverse(evidence.open));
        let stack = stack
            .into_iter()
            .take(STACK)
            .filter_map(|evidence| {
                let skill = self.skills.get(&evidence.skill)?;
                Some(SkillSummary {
                    slug: skill.slug.clone(),
                    name: skill.name.clone(),
                    category: skill.category,
                    open: evidence.open,
                })
            })
            .collect();
        let families = record
            .families
            .iter()
            .map(|(family, count)| NamedCount {
                slug: family.slug().to_owned(),
                name: family.label().to_owned(),
                count: *count,
            })
            .collect();
        let history = record
            .history
            .iter()
            .map(|((year, month), count)| NamedCount {
                slug: format!("{year:04}-{month:02}"),
                name: format!("{year:04}-{month:02}"),
                count: *count,
            })
            .collect();
        Ok(Some(CompanyPage {
            open_roles: self.cards(&record.open_roles).await?,
            summary: record.summary,
            ever: record.ever,
            stack,
            families,
            history,
            with_pay: record.with_pay,
            reposts: record.reposts,
        }))
    }

    /// A part of all companies with open roles, by slug, for the sitemap.
    pub(crate) fn list_hiring_companies(
        &self,
        part: usize,
        size: usize,
    ) -> Result<Vec<String>, AppError> {
        let everything = JobQuery {
            any_role: true,
            ..JobQuery::default()
        };
        let counts = self
            .index
            .count_values(&everything, self.now(), FacetField::Company)
            .map_err(internal)?;
        let mut slugs: Vec<String> = counts.into_iter().map(|(slug, _)| slug).collect();
        slugs.sort_unstable();
        let skip = part.saturating_mul(size);
        Ok(slugs.into_iter().skip(skip).take(size).collect())
    }

    /// Number of open roles, of every kind.
    pub(crate) fn count_open(&self) -> Result<u64, AppError> {
        let everything = JobQuery {
            any_role: true,
            ..JobQuery::default()
        };
        self.index.count(&everything, self.now()).map_err(internal)
    }

    /// Addresses of one part of all open roles, each with when it was posted or
    /// last changed, whichever is later.
    pub(crate) async fn list_open_jobs(
        &self,
        part: usize,
        size: usize,
    ) -> Result<Vec<(String, Timestamp)>, AppError> {
        let roles = self.index.list_open(part.saturating_mul(size), size);
        let ids: Vec<PostingId> = roles.iter().map(|role| role.id).collect();
        let changes = self.store.list_last_changes(&ids).await.map_err(internal)?;
        let jobs = roles.into_iter().map(|role| {
            let posted = role.posted_at;
            let changed = changes.get(&role.id);
            let at = changed.map_or(posted, |changed| posted.max(*changed));
            (domain::job_path(role.id, &role.title), at)
        });
        Ok(jobs.collect())
    }
}

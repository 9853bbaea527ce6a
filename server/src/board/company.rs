//! Companies as the pages show them.

use app::AppError;
use app::backend::CompanyList;
use domain::{CompanyPage, CompanySummary, NamedCount, SkillSummary, Slug, Timestamp};
use store::PostingCursor;

use super::Board;
use super::catalogue::internal;

/// Skills of a company's stack that its page lists.
const STACK: usize = 40;
/// Postings read at a time for the sitemap.
const STEP: u32 = 5_000;

impl Board {
    pub(super) async fn companies_page(
        &self,
        text: &str,
        page: u32,
    ) -> Result<CompanyList, AppError> {
        let list = self
            .store
            .list_companies(text, page)
            .await
            .map_err(internal)?;
        Ok(CompanyList {
            companies: list.companies,
            total: list.total,
        })
    }

    pub(super) async fn company_page(&self, slug: &Slug) -> Result<Option<CompanyPage>, AppError> {
        let Some(record) = self.store.find_company(slug).await.map_err(internal)? else {
            return Ok(None);
        };
        let stack = record
            .stack
            .iter()
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

    /// Companies with open roles, at most `most`, for the sitemap.
    pub(crate) async fn list_hiring_companies(
        &self,
        most: u32,
    ) -> Result<Vec<CompanySummary>, AppError> {
        let mut companies = Vec::new();
        for page in 1.. {
            let list = self.companies_page("", page).await?;
            let last = list.companies.is_empty();
            companies.extend(
                list.companies
                    .into_iter()
                    .filter(|company| company.open > 0),
            );
            if last || u32::try_from(companies.len()).unwrap_or(u32::MAX) >= most {
                break;
            }
        }
        Ok(companies)
    }

    /// Number of open roles, of every kind.
    pub(crate) async fn count_open(&self) -> Result<u64, AppError> {
        let sources = self.store.list_sources().await.map_err(internal)?;
        Ok(sources.iter().map(|source| source.open).sum())
    }

    /// Addresses of one part of all open roles, in the order in which they first
    /// came, and when each was last seen to change.
    pub(crate) async fn list_open_jobs(
        &self,
        part: u32,
        size: u32,
    ) -> Result<Vec<(String, Timestamp)>, AppError> {
        let skip = u64::from(part) * u64::from(size);
        let end = skip + u64::from(size);
        let mut jobs = Vec::new();
        let mut cursor = PostingCursor::START;
        let mut open = 0_u64;
        loop {
            let (postings, next) = self.store.list_all(cursor, STEP).await.map_err(internal)?;
            if postings.is_empty() || open >= end {
                return Ok(jobs);
            }
            cursor = next;
            let is_open = |p: &&domain::Posting| p.closed_at.is_none() && p.duplicate_of.is_none();
            for posting in postings.iter().filter(is_open) {
                if (skip..end).contains(&open) {
                    jobs.push((posting.path(), posting.posted_at));
                }
                open += 1;
            }
        }
    }
}

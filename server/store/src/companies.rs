//! Companies: who hires, how much, for what, and how that went over time.

use std::collections::BTreeMap;

use domain::{CompanyRef, CompanySummary, PostingId, RoleFamily, Slug, Timestamp};
use sqlx::any::AnyRow;

use crate::dialect::statement;
use crate::error::Result;
use crate::row::Reader;
use crate::store::Store;

/// Companies on a page of [`Store::list_companies`].
pub const COMPANIES_PER_PAGE: u32 = 60;
/// Most open roles that [`Store::find_company`] names.
pub const OPEN_ROLES: u32 = 50;

/// A page of companies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanyList {
    /// Companies of the page, those with most open roles first.
    pub companies: Vec<CompanySummary>,
    /// Companies that match in all.
    pub total: u64,
}

/// How often a company's roles name a skill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkillEvidence {
    /// The skill.
    pub skill: Slug,
    /// Its roles that name it, open and closed.
    pub ever: u64,
    /// Its open roles that name it.
    pub open: u64,
}

/// What the database knows of a company. All counts are of unique roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanyRecord {
    /// Name and open roles.
    pub summary: CompanySummary,
    /// Roles ever seen.
    pub ever: u64,
    /// Open roles, newest first, at most [`OPEN_ROLES`].
    pub open_roles: Vec<PostingId>,
    /// Skills its roles name, most named first.
    pub stack: Vec<SkillEvidence>,
    /// Open roles by family, most first.
    pub families: Vec<(RoleFamily, u64)>,
    /// Roles by the calendar month (year, month) in which they were first posted,
    /// or first seen if that was earlier; oldest first, gaps filled with 0.
    pub history: Vec<((i32, u8), u64)>,
    /// Roles ever seen that state pay.
    pub with_pay: u64,
    /// Repeated postings of a role already seen.
    pub reposts: u64,
}

/// Roles of each company, answered by an index alone.
const ROLES: &str = "SELECT company, COUNT(*) AS ever, MAX(role_posted_at) AS newest,
        SUM(CASE WHEN role_closed_at IS NULL THEN 1 ELSE 0 END) AS open,
        SUM(CASE WHEN role_closed_at IS NULL AND backend = 'yes' THEN 1 ELSE 0 END) AS open_backend
    FROM posting WHERE duplicate_of IS NULL AND company IS NOT NULL";

impl Store {
    /// A page (from 1) of the companies with open roles whose name contains
    /// `filter`, accents and case aside; of all of them when it is empty.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_companies(&self, filter: &str, page: u32) -> Result<CompanyList> {
        let (column, pattern) = pattern(filter);
        let text = format!(
            "SELECT o.slug, o.name, r.ever, r.open, r.open_backend, r.newest
            FROM ({ROLES} GROUP BY company) r JOIN company o ON o.slug = r.company
            WHERE r.open > 0 AND o.{column} LIKE $1
            ORDER BY r.open DESC, o.slug LIMIT $2 OFFSET $3"
        );
        let skipped = i64::from(page.saturating_sub(1)) * i64::from(COMPANIES_PER_PAGE);
        let rows = sqlx::query(statement(self.engine(), &text))
            .bind(pattern.clone())
            .bind(i64::from(COMPANIES_PER_PAGE))
            .bind(skipped)
            .fetch_all(self.readers())
            .await?;
        let companies = rows.iter().map(|row| Ok(read_summary(row)?.0));
        let companies = companies.collect::<Result<_>>()?;
        let text = format!(
            "SELECT COUNT(*) FROM company o WHERE o.{column} LIKE $1 AND EXISTS (
                SELECT 1 FROM posting p WHERE p.company = o.slug AND p.company IS NOT NULL
                    AND p.duplicate_of IS NULL AND p.role_closed_at IS NULL)"
        );
        let row = sqlx::query(statement(self.engine(), &text))
            .bind(pattern)
            .fetch_one(self.readers())
            .await?;
        Ok(CompanyList {
            companies,
            total: Reader::new(&row, "company").count(0, "count")?,
        })
    }

    /// Every company ever seen, by slug.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_company_names(&self) -> Result<Vec<CompanyRef>> {
        let rows = sqlx::query("SELECT slug, name FROM company ORDER BY slug")
            .fetch_all(self.readers())
            .await?;
        rows.iter()
            .map(|row| {
                let reader = Reader::new(row, "company");
                let slug: Slug = reader.parsed(0, "slug", |text| Slug::parse(text).ok())?;
                let name = reader.named(&slug).text(1, "name")?.to_owned();
                Ok(CompanyRef { slug, name })
            })
            .collect()
    }

    /// Finds a company with everything its page shows.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn find_company(&self, slug: &Slug) -> Result<Option<CompanyRecord>> {
        let text = format!(
            "SELECT o.slug, o.name, COALESCE(r.ever, 0), COALESCE(r.open, 0),
                COALESCE(r.open_backend, 0), r.newest
            FROM company o LEFT JOIN ({ROLES} AND company = $1 GROUP BY company) r
                ON r.company = o.slug
            WHERE o.slug = $1"
        );
        let rows = self.rows_of(&text, slug).await?;
        let Some(row) = rows.first() else {
            return Ok(None);
        };
        let (summary, ever) = read_summary(row)?;
        let single = |rows: Vec<AnyRow>| match rows.first() {
            Some(row) => Reader::new(row, "posting").count(0, "count"),
            None => Ok(0),
        };
        let with_pay = single(self.rows_of(WITH_PAY, slug).await?)?;
        let reposts = single(self.rows_of(REPOSTS, slug).await?)?;
        Ok(Some(CompanyRecord {
            summary,
            ever,
            open_roles: self.open_roles_of(slug).await?,
            stack: self.stack_of(slug).await?,
            families: self.families_of(slug).await?,
            history: self.history_of(slug).await?,
            with_pay,
            reposts,
        }))
    }

    async fn rows_of(&self, text: &str, slug: &Slug) -> Result<Vec<AnyRow>> {
        Ok(sqlx::query(statement(self.engine(), text))
            .bind(slug.as_str())
            .fetch_all(self.readers())
            .await?)
    }

    async fn open_roles_of(&self, slug: &Slug) -> Result<Vec<PostingId>> {
        let text = format!(
            "SELECT id FROM posting WHERE company = $1 AND duplicate_of IS NULL
                AND role_closed_at IS NULL ORDER BY role_posted_at DESC, id LIMIT {OPEN_ROLES}"
        );
        let rows = self.rows_of(&text, slug).await?;
        rows.iter()
            .map(|row| Reader::new(row, "posting").named(slug).id(0, "id"))
            .collect()
    }

    async fn stack_of(&self, slug: &Slug) -> Result<Vec<SkillEvidence>> {
        let rows = self.rows_of(STACK, slug).await?;
        rows.iter()
            .map(|row| {
                let reader = Reader::new(row, "posting_skill").named(slug);
                Ok(SkillEvidence {
                    skill: reader.parsed(0, "skill", |text| Slug::parse(text).ok())?,
                    ever: reader.count(1, "ever")?,
                    open: reader.count(2, "open")?,
                })
            })
            .collect()
    }

    async fn families_of(&self, slug: &Slug) -> Result<Vec<(RoleFamily, u64)>> {
        let rows = self.rows_of(FAMILIES, slug).await?;
        rows.iter()
            .map(|row| {
                let reader = Reader::new(row, "posting_fact").named(slug);
                let family = reader.parsed(0, "value", RoleFamily::parse)?;
                Ok((family, reader.count(1, "count")?))
            })
            .collect()
    }

    async fn history_of(&self, slug: &Slug) -> Result<Vec<((i32, u8), u64)>> {
        let rows = self.rows_of(BEGINNINGS, slug).await?;
        let mut months = BTreeMap::new();
        for row in &rows {
            let reader = Reader::new(row, "posting").named(slug);
            let (year, month, _) = reader.time(0, "posted_at")?.date();
            *months.entry((year, month)).or_insert(0) += 1;
        }
        Ok(without_gaps(months))
    }
}

const WITH_PAY: &str = "SELECT COUNT(*) FROM posting p WHERE p.company = $1
    AND p.duplicate_of IS NULL
    AND EXISTS (SELECT 1 FROM posting_pay m WHERE m.number = p.number)";
const REPOSTS: &str = "SELECT COUNT(*) FROM posting d JOIN posting p ON p.id = d.duplicate_of
    WHERE p.company = $1 AND p.duplicate_of IS NULL AND d.duplicate_of IS NOT NULL";
const STACK: &str = "SELECT s.skill, COUNT(*) AS ever,
        SUM(CASE WHEN p.role_closed_at IS NULL THEN 1 ELSE 0 END)
    FROM posting p JOIN posting_skill s ON s.number = p.number
    WHERE p.company = $1 AND p.duplicate_of IS NULL
    GROUP BY s.skill ORDER BY ever DESC, s.skill";
const FAMILIES: &str = "SELECT f.value, COUNT(*) AS roles
    FROM posting p JOIN posting_fact f ON f.number = p.number AND f.field = 'role'
    WHERE p.company = $1 AND p.duplicate_of IS NULL AND p.role_closed_at IS NULL
    GROUP BY f.value ORDER BY roles DESC, f.value";
const BEGINNINGS: &str =
    "SELECT CASE WHEN posted_at < first_seen THEN posted_at ELSE first_seen END
    FROM posting WHERE company = $1 AND duplicate_of IS NULL";

/// The column to search and what it must be like. A slug has neither accents
/// nor case; a name that no slug can be made of is looked for as written.
fn pattern(filter: &str) -> (&'static str, String) {
    match Slug::from_name(filter) {
        Some(slug) => ("slug", format!("%{slug}%")),
        None if filter.trim().is_empty() => ("slug", "%".to_owned()),
        None => (
            "name",
            format!("%{}%", filter.trim().replace(['%', '_', '\\'], "")),
        ),
    }
}

fn read_summary(row: &AnyRow) -> Result<(CompanySummary, u64)> {
    let reader = Reader::new(row, "company");
    let slug: Slug = reader.parsed(0, "slug", |text| Slug::parse(text).ok())?;
    let reader = reader.named(&slug);
    let summary = CompanySummary {
        name: reader.text(1, "name")?.to_owned(),
        open: reader.count(3, "open")?,
        open_backend: reader.count(4, "open_backend")?,
        newest: reader
            .optional_number(5, "newest")?
            .map(Timestamp::from_millis),
        slug,
    };
    Ok((summary, reader.count(2, "ever")?))
}

/// Every month from the first to the last.
fn without_gaps(mut months: BTreeMap<(i32, u8), u64>) -> Vec<((i32, u8), u64)> {
    let (Some(first), Some(last)) = (
        months.keys().next().copied(),
        months.keys().next_back().copied(),
    ) else {
        return Vec::new();
    };
    let mut month = first;
    while month < last {
        months.entry(month).or_insert(0);
        month = match month {
            (year, 12) => (year + 1, 1),
            (year, month) => (year, month + 1),
        };
    }
    months.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_without_a_role_are_filled_with_zero() {
        let months = BTreeMap::from([((2025, 11), 2), ((2026, 2), 1)]);
        assert_eq!(
            without_gaps(months),
            [
                ((2025, 11), 2),
                ((2025, 12), 0),
                ((2026, 1), 0),
                ((2026, 2), 1)
            ]
        );
        assert!(without_gaps(BTreeMap::new()).is_empty());
    }
}

//! Hiring organisations.

use serde::{Deserialize, Serialize};

use crate::job_view::{JobCard, NamedCount};
use crate::skill::SkillSummary;
use crate::slug::Slug;
use crate::timestamp::Timestamp;

/// A company as a posting names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CompanyRef {
    /// Stable name in addresses.
    pub slug: Slug,
    /// Name as written.
    pub name: String,
}

impl CompanyRef {
    /// From a name; one that no slug can be made of gets the slug `unnamed`
    /// followed by a fingerprint of its characters, so that 東京 and 大阪 differ.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim();
        if name.is_empty() {
            return None;
        }
        let slug = Slug::from_name(name).or_else(|| {
            let fingerprint = name.chars().fold(0_u32, |hash, c| {
                hash.wrapping_mul(31).wrapping_add(u32::from(c))
            });
            Slug::from_name(&format!("unnamed {fingerprint:08x}"))
        })?;
        Some(Self {
            slug,
            name: name.to_owned(),
        })
    }
}

/// A company with its count of open roles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanySummary {
    /// Stable name in addresses.
    pub slug: Slug,
    /// Name as written.
    pub name: String,
    /// Open unique roles.
    pub open: u64,
    /// Open unique roles that are backend work.
    pub open_backend: u64,
    /// When its newest role was posted.
    pub newest: Option<Timestamp>,
}

/// What a company's own page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyPage {
    /// The company.
    pub summary: CompanySummary,
    /// Roles ever seen, open and closed, duplicates merged.
    pub ever: u64,
    /// Open roles, newest first, at most fifty.
    pub open_roles: Vec<JobCard>,
    /// Skills its roles name, by evidence, most named first.
    pub stack: Vec<SkillSummary>,
    /// Open roles by family.
    pub families: Vec<NamedCount>,
    /// Roles first seen by calendar month (`YYYY-MM`), oldest first, gaps filled with 0.
    pub history: Vec<NamedCount>,
    /// Roles ever seen that state pay.
    pub with_pay: u64,
    /// Repeated postings of a role already seen.
    pub reposts: u64,
}

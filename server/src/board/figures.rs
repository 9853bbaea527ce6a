//! The figures of the front page and of skills. Each counts open backend roles,
//! all or without stale ones, as the search behind its link does.

use app::AppError;
use app::backend::Catalogue;
use domain::{
    BoardOverview, CompanySummary, FacetField, FacetGroup, JobQuery, NamedCount, PostedWithin,
    Requirement, Skill, SkillPage, SkillSummary, Slug, StaleFilter, Timestamp,
};

use super::Board;
use super::catalogue::internal;

const TOP_SKILLS: usize = 12;
const TOP_COUNTRIES: usize = 8;
const NEWEST: usize = 6;
const COMPANIES: usize = 12;

impl Board {
    pub(super) async fn figure_overview(
        &self,
        stale: StaleFilter,
        as_of: Timestamp,
    ) -> Result<BoardOverview, AppError> {
        let backend = JobQuery::open_backend(stale);
        let found = self.index.search(&backend, as_of).map_err(internal)?;
        let this_week = JobQuery {
            posted: Some(PostedWithin::Week),
            ..backend.clone()
        };
        let of_every_kind = JobQuery {
            any_role: true,
            ..backend.clone()
        };
        let companies = self
            .index
            .count_values(&of_every_kind, as_of, FacetField::Company)
            .map_err(internal)?;
        let newest = found.hits.get(..NEWEST).unwrap_or(&found.hits);
        Ok(BoardOverview {
            open: found.total_any_role,
            open_backend: found.total,
            new_this_week: self.index.count(&this_week, as_of).map_err(internal)?,
            companies: u64::try_from(companies.len()).unwrap_or(u64::MAX),
            with_pay: self
                .index
                .count_stating_pay(&backend, as_of)
                .map_err(internal)?,
            top_skills: self.top_skills(&backend, as_of, TOP_SKILLS)?,
            workplaces: named(&found.facets, FacetField::Workplace, usize::MAX),
            countries: named(&found.facets, FacetField::Country, TOP_COUNTRIES),
            newest: self.cards(newest).await?,
            as_of,
        })
    }

    /// Every skill of the vocabulary with its open backend roles, those most
    /// asked for first.
    pub(super) fn figure_skills(
        &self,
        stale: StaleFilter,
        as_of: Timestamp,
    ) -> Result<Vec<SkillSummary>, AppError> {
        let counts = self
            .index
            .count_values(&JobQuery::open_backend(stale), as_of, FacetField::Skill)
            .map_err(internal)?;
        let counts: std::collections::HashMap<String, u64> = counts.into_iter().collect();
        let mut skills: Vec<SkillSummary> = self
            .skills
            .values()
            .map(|skill| SkillSummary {
                slug: skill.slug.clone(),
                name: skill.name.clone(),
                category: skill.category,
                open: counts.get(skill.slug.as_str()).copied().unwrap_or(0),
            })
            .collect();
        skills.sort_by(|a, b| b.open.cmp(&a.open).then_with(|| a.name.cmp(&b.name)));
        Ok(skills)
    }

    pub(super) async fn figure_skill(
        &self,
        slug: &Slug,
        stale: StaleFilter,
        as_of: Timestamp,
    ) -> Result<Option<SkillPage>, AppError> {
        let Some(skill) = self.skills.get(slug) else {
            return Ok(None);
        };
        let backend = JobQuery::open_backend(stale);
        let newest_first = JobQuery {
            // As a word, not as a filter: then its own category is narrowed, too.
            text: format!("skill:{slug}"),
            sort: Some(domain::Sort::Newest),
            ..backend.clone()
        };
        let found = self.index.search(&newest_first, as_of).map_err(internal)?;
        let all = self.list_skills(stale).await?;
        let summaries = |wanted: &dyn Fn(&SkillSummary) -> bool| -> Vec<SkillSummary> {
            all.iter()
                .filter(|summary| wanted(summary))
                .cloned()
                .collect()
        };
        let children: Vec<&Slug> = self
            .skills
            .values()
            .filter(|other| other.parents.contains(slug))
            .map(|other| &other.slug)
            .collect();
        let companies = named(&found.facets, FacetField::Company, COMPANIES);
        Ok(Some(SkillPage {
            summary: SkillSummary {
                slug: skill.slug.clone(),
                name: skill.name.clone(),
                category: skill.category,
                open: found.total,
            },
            aliases: spellings(skill),
            parents: summaries(&|summary| skill.parents.contains(&summary.slug)),
            children: summaries(&|summary| children.contains(&&summary.slug)),
            by_requirement: self.count_requirements(slug, &backend, as_of)?,
            families: named(&found.facets, FacetField::Role, usize::MAX),
            companies: companies
                .into_iter()
                .filter_map(|company| {
                    Some(CompanySummary {
                        slug: Slug::parse(&company.slug).ok()?,
                        name: company.name,
                        open: company.count,
                        open_backend: company.count,
                        newest: None,
                    })
                })
                .collect(),
            newest: self
                .cards(found.hits.get(..NEWEST).unwrap_or(&found.hits))
                .await?,
            all_open: self.index.count(&backend, as_of).map_err(internal)?,
        }))
    }

    /// In how many roles of a search without words a skill is asked for how strongly,
    /// each as the search behind its link counts; strengths that no role has are left
    /// out.
    fn count_requirements(
        &self,
        slug: &Slug,
        among: &JobQuery,
        as_of: Timestamp,
    ) -> Result<Vec<(Requirement, u64)>, AppError> {
        let mut counts = Vec::new();
        for requirement in Requirement::ALL {
            let query = JobQuery {
                text: format!("{requirement}:{slug}"),
                ..among.clone()
            };
            let count = self.index.count(&query, as_of).map_err(internal)?;
            if count > 0 {
                counts.push((*requirement, count));
            }
        }
        Ok(counts)
    }

    /// Skills most named in what a search finds.
    fn top_skills(
        &self,
        query: &JobQuery,
        as_of: Timestamp,
        most: usize,
    ) -> Result<Vec<SkillSummary>, AppError> {
        let counts = self
            .index
            .count_values(query, as_of, FacetField::Skill)
            .map_err(internal)?;
        Ok(counts
            .into_iter()
            .filter_map(|(slug, open)| {
                let skill = self.skills.get(&Slug::parse(&slug).ok()?)?;
                Some(SkillSummary {
                    slug: skill.slug.clone(),
                    name: skill.name.clone(),
                    category: skill.category,
                    open,
                })
            })
            .take(most)
            .collect())
    }
}

/// Other spellings of a skill, for people: without those that only put words
/// around its name, which help reading and tell nothing.
fn spellings(skill: &Skill) -> Vec<String> {
    let name = skill.name.to_lowercase();
    let holds_name = |alias: &str| alias.to_lowercase().split(' ').any(|word| word == name);
    skill
        .aliases
        .iter()
        .filter(|alias| !holds_name(alias))
        .cloned()
        .collect()
}

/// The values of a filter with their counts, most first.
fn named(facets: &[FacetGroup], field: FacetField, most: usize) -> Vec<NamedCount> {
    facets
        .iter()
        .filter(|group| group.field == field)
        .flat_map(|group| &group.values)
        .filter(|value| value.count > 0)
        .take(most)
        .map(|value| NamedCount {
            slug: value.value.clone(),
            name: value.label.clone(),
            count: value.count,
        })
        .collect()
}

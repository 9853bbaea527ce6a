//! A made-up board in memory: enough of a backend to see and test the pages.

#[path = "board/learning.rs"]
mod learning;
#[path = "board/matching.rs"]
mod matching;
#[path = "board/postings.rs"]
mod postings;

use std::collections::BTreeMap;

use app::AppError;
use app::backend::{Catalogue, CompanyList, SiteNotice};
use domain::{
    Appearance, BackendVerdict, BoardOverview, CompanyPage, CompanySummary, Correction, FacetField,
    FacetGroup, FacetValue, JobCard, JobDetail, JobQuery, LinkBack, ListingKind, NamedCount,
    PAGE_SIZE, PayFilter, Place, PlaceKind, Posting, PostingId, Requirement, SearchPage,
    SkillCategory, SkillPage, SkillSummary, Slug, SourceCredit, SourceSummary, StaleFilter,
    StatusFilter, Suggestion, SuggestionKind, Tie, Timestamp,
};

use postings::SKILLS;
#[cfg(test)]
pub(crate) use postings::posting;

/// The board.
pub(crate) struct Board {
    postings: Vec<Posting>,
}

impl Board {
    /// A board of `count` made-up postings, the same every time.
    pub(crate) fn made_up(count: u64) -> Self {
        let postings = (0..count).map(postings::posting).collect();
        Self { postings }
    }

    /// A board of these postings.
    #[cfg(test)]
    pub(crate) fn of(postings: Vec<Posting>) -> Self {
        Self { postings }
    }

    fn matching(&self, query: &JobQuery) -> Vec<&Posting> {
        self.postings
            .iter()
            .filter(|posting| matches(posting, query))
            .collect()
    }

    /// Open postings of every kind.
    fn open(&self, stale: StaleFilter) -> impl Iterator<Item = &Posting> {
        self.postings.iter().filter(move |posting| {
            posting.closed_at.is_none() && (stale != StaleFilter::Hide || !posting.stale)
        })
    }

    fn named(&self, skill: &Slug) -> Option<SkillSummary> {
        self.counted(skill, StaleFilter::Show)
    }

    /// A skill with the open postings that name it.
    fn counted(&self, skill: &Slug, stale: StaleFilter) -> Option<SkillSummary> {
        let (name, category) = SKILLS
            .iter()
            .find(|(name, _)| Slug::from_name(name).as_ref() == Some(skill))?;
        let open = self
            .open(stale)
            .filter(|posting| posting.facts.skills.iter().any(|fact| fact.skill == *skill))
            .count();
        Some(SkillSummary {
            slug: skill.clone(),
            name: (*name).to_owned(),
            category: *category,
            open: number(open),
        })
    }

    fn top_skills(&self, postings: &[&Posting], most: usize) -> Vec<SkillSummary> {
        let mut counts = BTreeMap::new();
        for fact in postings.iter().flat_map(|posting| &posting.facts.skills) {
            *counts.entry(fact.skill.clone()).or_insert(0_u64) += 1;
        }
        let mut skills: Vec<_> = counts
            .into_iter()
            .filter_map(|(slug, open)| {
                Some(SkillSummary {
                    open,
                    ..self.named(&slug)?
                })
            })
            .collect();
        skills.sort_by_key(|row| std::cmp::Reverse(row.open));
        skills.truncate(most);
        skills
    }

    fn counts(&self, field: FacetField, postings: &[&Posting]) -> Vec<NamedCount> {
        let mut counts = BTreeMap::new();
        for value in postings
            .iter()
            .flat_map(|posting| values_of(posting, field))
        {
            *counts.entry(value).or_insert(0_u64) += 1;
        }
        let mut rows: Vec<_> = counts
            .into_iter()
            .map(|(slug, count)| NamedCount {
                name: self.filter_label(field, &slug),
                slug,
                count,
            })
            .collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.count));
        rows
    }

    fn companies(&self, stale: StaleFilter) -> Vec<CompanySummary> {
        let open: Vec<_> = self.open(stale).collect();
        let mut companies: Vec<_> = self
            .counts(FacetField::Company, &open)
            .into_iter()
            .filter_map(|row| {
                let of: Vec<_> = open
                    .iter()
                    .filter(|posting| values_of(posting, FacetField::Company).contains(&row.slug))
                    .collect();
                let backend = of
                    .iter()
                    .filter(|p| p.facts.backend == BackendVerdict::Yes)
                    .count();
                Some(CompanySummary {
                    slug: Slug::parse(&row.slug).ok()?,
                    name: row.name,
                    open: row.count,
                    open_backend: number(backend),
                    newest: of.iter().map(|posting| posting.posted_at).max(),
                })
            })
            .collect();
        companies.sort_by(|a, b| b.open.cmp(&a.open).then(a.name.cmp(&b.name)));
        companies
    }

    fn facets(&self, query: &JobQuery) -> Vec<FacetGroup> {
        let mut groups = Vec::new();
        for field in FacetField::ALL.iter().copied() {
            let mut open_query = query.without(field);
            if field == FacetField::Role {
                open_query.any_role = true;
            }
            let base = self.matching(&open_query);
            let counts = match field {
                FacetField::Pay => pay_steps(&base),
                FacetField::Posted => posted_steps(&base),
                _ => self.counts(field, &base),
            };
            let value = |row: NamedCount| FacetValue {
                selected: query.has(field, &row.slug),
                value: row.slug,
                label: row.name,
                count: row.count,
            };
            if field != FacetField::Skill {
                let values = counts.into_iter().take(24).map(value).collect();
                groups.push(FacetGroup {
                    field,
                    category: None,
                    values,
                    more: 0,
                });
                continue;
            }
            for category in SkillCategory::ALL {
                let values: Vec<_> = counts
                    .iter()
                    .filter(|row| {
                        Slug::parse(&row.slug)
                            .ok()
                            .and_then(|slug| self.named(&slug))
                            .is_some_and(|skill| skill.category == *category)
                    })
                    .cloned()
                    .map(value)
                    .collect();
                if !values.is_empty() {
                    groups.push(FacetGroup {
                        field,
                        category: Some(*category),
                        values,
                        more: 0,
                    });
                }
            }
        }
        groups
    }

    fn cards(&self, postings: &[&Posting], text: &str) -> Vec<JobCard> {
        postings
            .iter()
            .map(|posting| {
                let mut card = posting.card();
                if !text.is_empty() {
                    card.excerpt = vec![
                        ("… you will design ".to_owned(), false),
                        (text.to_owned(), true),
                        (
                            " and run it together with the team that built it …".to_owned(),
                            false,
                        ),
                    ];
                }
                card
            })
            .collect()
    }
}

#[async_trait::async_trait]
impl Catalogue for Board {
    async fn search(&self, query: &JobQuery) -> Result<SearchPage, AppError> {
        let mut found = self.matching(query);
        found.sort_by_key(|row| std::cmp::Reverse(row.posted_at));
        let page: Vec<_> = found
            .iter()
            .skip(query.offset())
            .take(PAGE_SIZE)
            .copied()
            .collect();
        let correction = (query.text == "kubernets").then(|| Correction {
            from: "kubernets".to_owned(),
            to: "kubernetes".to_owned(),
        });
        Ok(SearchPage {
            hits: self.cards(&page, &query.text),
            total: number(found.len()),
            facets: self.facets(query),
            correction,
            ignored: Vec::new(),
            as_of: postings::as_of(),
        })
    }

    async fn suggest(&self, prefix: &str, limit: usize) -> Result<Vec<Suggestion>, AppError> {
        let prefix = prefix.to_lowercase();
        Ok(SKILLS
            .iter()
            .filter(|(name, _)| name.to_lowercase().starts_with(&prefix))
            .filter_map(|(name, _)| self.named(&Slug::from_name(name)?))
            .take(limit)
            .map(|skill| Suggestion {
                kind: SuggestionKind::Skill,
                insert: format!("skill:{}", skill.slug),
                label: skill.name,
                count: skill.open,
            })
            .collect())
    }

    async fn find_job(&self, id: PostingId) -> Result<Option<JobDetail>, AppError> {
        let Some(posting) = self.postings.iter().find(|posting| posting.id == id) else {
            return Ok(None);
        };
        let skills = posting.facts.skills.iter();
        let alike: Vec<_> = self
            .matching(&JobQuery::default())
            .into_iter()
            .filter(|other| other.id != id && other.facts.families == posting.facts.families)
            .take(4)
            .collect();
        Ok(Some(JobDetail {
            skills: skills
                .filter_map(|fact| Some((fact.clone(), self.named(&fact.skill)?)))
                .collect(),
            credit: SourceCredit {
                name: "Made-up board".to_owned(),
                homepage: Some("https://example.org/".to_owned()),
                link_back: LinkBack::Courtesy,
                listing: ListingKind::Board,
            },
            appearances: vec![earlier(posting)],
            stale_facts: postings::stale_facts(posting),
            changes: vec![postings::change(posting)],
            similar: self.cards(&alike, ""),
            posting: posting.clone(),
        }))
    }

    async fn overview(&self, stale: StaleFilter) -> Result<BoardOverview, AppError> {
        let backend = self.matching(&JobQuery::open_backend(stale));
        let mut newest = backend.clone();
        newest.sort_by_key(|row| std::cmp::Reverse(row.posted_at));
        newest.truncate(8);
        let week = postings::as_of().plus_days(-7);
        Ok(BoardOverview {
            open: number(self.open(stale).count()),
            open_backend: number(backend.len()),
            new_this_week: number(backend.iter().filter(|p| p.posted_at >= week).count()),
            companies: number(self.companies(stale).len()),
            with_pay: number(
                backend
                    .iter()
                    .filter(|p| !p.facts.salary.is_empty())
                    .count(),
            ),
            top_skills: self.top_skills(&backend, 15),
            workplaces: self.counts(FacetField::Workplace, &backend),
            countries: self.counts(FacetField::Country, &backend),
            newest: self.cards(&newest, ""),
            as_of: postings::as_of(),
        })
    }

    async fn list_companies(&self, text: &str, _page: u32) -> Result<CompanyList, AppError> {
        let mut companies = self.companies(StaleFilter::Show);
        companies.retain(|company| company.name.to_lowercase().contains(&text.to_lowercase()));
        Ok(CompanyList {
            total: number(companies.len()),
            companies,
        })
    }

    async fn find_company(&self, slug: &Slug) -> Result<Option<CompanyPage>, AppError> {
        let Some(summary) = self
            .companies(StaleFilter::Show)
            .into_iter()
            .find(|company| company.slug == *slug)
        else {
            return Ok(None);
        };
        let of: Vec<_> = self
            .postings
            .iter()
            .filter(|posting| posting.company.as_ref().is_some_and(|c| c.slug == *slug))
            .collect();
        let open: Vec<_> = of
            .iter()
            .copied()
            .filter(|posting| posting.closed_at.is_none())
            .collect();
        Ok(Some(CompanyPage {
            summary,
            ever: number(of.len()),
            stack: self.top_skills(&open, 12),
            families: self.counts(FacetField::Role, &open),
            history: (1..=24)
                .map(|month: u64| {
                    let slug = format!("{}-{:02}", 2024 + (month + 10) / 12, (month + 10) % 12 + 1);
                    NamedCount {
                        name: slug.clone(),
                        slug,
                        count: month * month * 7 % 11,
                    }
                })
                .collect(),
            with_pay: number(of.iter().filter(|p| !p.facts.salary.is_empty()).count()),
            reposts: 3,
            open_roles: self.cards(&open, ""),
        }))
    }

    async fn list_skills(&self, stale: StaleFilter) -> Result<Vec<SkillSummary>, AppError> {
        let slugs = SKILLS.iter().filter_map(|(name, _)| Slug::from_name(name));
        Ok(slugs
            .filter_map(|slug| self.counted(&slug, stale))
            .collect())
    }

    async fn find_skill(
        &self,
        slug: &Slug,
        stale: StaleFilter,
    ) -> Result<Option<SkillPage>, AppError> {
        let Some(summary) = self.counted(slug, stale) else {
            return Ok(None);
        };
        let query = JobQuery {
            any_role: true,
            ..JobQuery::open_backend(stale)
        }
        .toggled(FacetField::Skill, slug.as_str());
        let open = self.matching(&query);
        let strength = |requirement| {
            let facts = open.iter().flat_map(|posting| &posting.facts.skills);
            let of = facts.filter(|fact| fact.skill == *slug && fact.requirement == requirement);
            (requirement, number(of.count()))
        };
        Ok(Some(SkillPage {
            aliases: vec!["as written".to_owned(), "or so".to_owned()],
            parents: Vec::new(),
            children: self.top_skills(&open, 2),
            by_requirement: Requirement::ALL.iter().copied().map(strength).collect(),
            families: self.counts(FacetField::Role, &open),
            companies: self.companies(stale).into_iter().take(8).collect(),
            newest: self.cards(&open.iter().take(10).copied().collect::<Vec<_>>(), ""),
            all_open: number(self.open(stale).count()),
            summary,
        }))
    }

    async fn list_sources(&self) -> Result<Vec<SourceSummary>, AppError> {
        Ok(vec![SourceSummary {
            key: postings::source(),
            name: "Made-up board".to_owned(),
            homepage: Some("https://example.org/".to_owned()),
            open: number(
                self.matching(&JobQuery {
                    any_role: true,
                    ..JobQuery::default()
                })
                .len(),
            ),
            ever: number(self.postings.len()),
            last_seen: Some(postings::as_of()),
            rejected: 2,
        }])
    }

    fn notice(&self) -> SiteNotice {
        SiteNotice {
            demo: true,
            origin: "https://jobs.example.org".to_owned(),
            version: "0.1.0".to_owned(),
            as_of: postings::as_of(),
        }
    }

    fn skill_name(&self, slug: &Slug) -> Option<String> {
        self.named(slug).map(|skill| skill.name)
    }

    fn filter_label(&self, field: FacetField, value: &str) -> String {
        postings::label(field, value)
    }

    fn place_kind(&self, _place: &Place) -> PlaceKind {
        PlaceKind::City
    }
}

/// An earlier posting of the same role, at a board that wants a followed link.
fn earlier(posting: &Posting) -> (Appearance, SourceCredit) {
    let appearance = Appearance {
        id: PostingId::from_bits(posting.id.bits() + 1_000_000),
        source: posting.source.clone(),
        url: Some("https://example.org/earlier".to_owned()),
        apply_url: None,
        posted_at: posting.posted_at.plus_days(-33),
        closed_at: Some(posting.posted_at.plus_days(-3)),
        places: posting.facts.places.clone(),
        tie: Some(Tie::NearlySameText { missing: 8 }),
    };
    let credit = SourceCredit {
        name: "Another made-up board".to_owned(),
        homepage: None,
        link_back: LinkBack::RequiredFollowed,
        listing: ListingKind::Board,
    };
    (appearance, credit)
}

fn matches(posting: &Posting, query: &JobQuery) -> bool {
    let in_status = match query.status {
        StatusFilter::Open => posting.closed_at.is_none(),
        StatusFilter::Closed => posting.closed_at.is_some(),
        StatusFilter::All => true,
    } && match query.stale {
        StaleFilter::Show => true,
        StaleFilter::Hide => !posting.stale,
        StaleFilter::Only => posting.stale,
    };
    let in_role = query.any_role
        || !query.roles.is_empty()
        || posting
            .facts
            .families
            .iter()
            .any(|family| family.is_backend());
    let text = query.text.to_lowercase();
    let in_text = text.is_empty()
        || text == "kubernets"
        || posting.title.to_lowercase().contains(&text)
        || posting.html.to_lowercase().contains(&text);
    let in_filters = FacetField::ALL.iter().copied().all(|field| {
        let wanted = query.values(field);
        match field {
            FacetField::Role if query.any_role => true,
            FacetField::Pay => query.pay.is_none_or(|wanted| pays(posting, wanted)),
            FacetField::Posted => query.posted.is_none_or(|within| {
                posting.posted_at >= postings::as_of().plus_days(-within.days())
            }),
            FacetField::Opened => query.opened.is_none_or(|period| {
                period.start() <= posting.opened_at && posting.opened_at < period.end()
            }),
            FacetField::During => query.during.is_none_or(|period| {
                posting.opened_at < period.end()
                    && posting
                        .closed_at
                        .is_none_or(|closed| closed >= period.start())
            }),
            _ => {
                let has = values_of(posting, field);
                wanted.is_empty() || wanted.iter().any(|value| has.contains(value))
            }
        }
    });
    in_status && in_role && in_text && in_filters
}

fn pays(posting: &Posting, wanted: PayFilter) -> bool {
    posting.facts.salary.iter().any(|salary| {
        wanted.floor().is_none_or(|floor| {
            salary.currency() == floor.currency && salary.yearly_top() >= floor.amount
        })
    })
}

fn pay_steps(postings: &[&Posting]) -> Vec<NamedCount> {
    let steps = [
        "stated",
        "usd-80000",
        "usd-120000",
        "usd-160000",
        "usd-200000",
        "eur-60000",
        "eur-80000",
    ];
    steps
        .into_iter()
        .filter_map(|step| {
            let wanted = PayFilter::parse(step)?;
            let count = number(
                postings
                    .iter()
                    .filter(|posting| pays(posting, wanted))
                    .count(),
            );
            let name = postings::label(FacetField::Pay, step);
            Some(NamedCount {
                slug: step.to_owned(),
                name,
                count,
            })
        })
        .collect()
}

fn posted_steps(postings: &[&Posting]) -> Vec<NamedCount> {
    domain::PostedWithin::ALL
        .iter()
        .map(|within| {
            let since: Timestamp = postings::as_of().plus_days(-within.days());
            let count = number(postings.iter().filter(|p| p.posted_at >= since).count());
            NamedCount {
                slug: within.slug().to_owned(),
                name: within.label().to_owned(),
                count,
            }
        })
        .collect()
}

fn values_of(posting: &Posting, field: FacetField) -> Vec<String> {
    let facts = &posting.facts;
    match field {
        FacetField::Role => facts.families.iter().map(ToString::to_string).collect(),
        FacetField::Skill => facts
            .skills
            .iter()
            .map(|fact| fact.skill.to_string())
            .collect(),
        FacetField::Level => facts.seniority.iter().map(ToString::to_string).collect(),
        FacetField::Workplace => facts.workplace.iter().map(ToString::to_string).collect(),
        FacetField::Remote => facts.remote_scope.iter().map(ToString::to_string).collect(),
        FacetField::Country => facts
            .places
            .iter()
            .filter_map(|place| place.country)
            .map(|c| c.slug())
            .collect(),
        FacetField::City => facts
            .places
            .iter()
            .filter_map(domain::Place::slug)
            .map(String::from)
            .collect(),
        FacetField::Employment => facts.employment.iter().map(ToString::to_string).collect(),
        FacetField::Visa => vec![facts.visa.to_string()],
        FacetField::Company => posting.company.iter().map(|c| c.slug.to_string()).collect(),
        FacetField::Source => vec![posting.source.to_string()],
        FacetField::Industry => facts.industry.iter().map(ToString::to_string).collect(),
        FacetField::Experience => facts
            .experience
            .map(|years| domain::Experience::of_years(years).to_string())
            .into_iter()
            .collect(),
        FacetField::Pay | FacetField::Posted | FacetField::Opened | FacetField::During => {
            Vec::new()
        }
    }
}

fn number(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

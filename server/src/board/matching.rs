//! The match: how a profile fits the open backend roles, which skills would
//! open more of them, and in which order to learn. Counted in the index over
//! all roles at once; reasons are given for the roles of one page.

mod openings;
mod planning;
mod profile;
mod survey;
#[cfg(test)]
mod tests;

use std::sync::{Arc, LazyLock};

use app::backend::{GoalOptions, MatchAnswer, MatchCounts, MatchedRole, Matching, SkillName};
use app::{AppError, MatchQuery};
use domain::{CountryCode, FacetField, JobQuery, PostingId, Skill, Timestamp};
use extract::vocabulary;
use roadmap::fit::{Fit, Kinship, covers};
use roadmap::gaps::Gaps;
use search::{Goal, Index};

use super::Board;
use super::catalogue::internal;
use openings::Openings;
use profile::Profile;
use survey::Survey;

/// Which skills of the vocabulary belong to which.
static KIN: LazyLock<Kinship> = LazyLock::new(|| Kinship::new(vocabulary::skills()));

#[async_trait::async_trait]
impl Matching for Board {
    async fn find_match(&self, query: &MatchQuery) -> Result<Arc<MatchAnswer>, AppError> {
        let key = (self.index.generation(), query.query_string());
        if let Some(answer) = self.cache.matches.get(&key) {
            return Ok(answer);
        }
        let (index, as_of, asked) = (Arc::clone(&self.index), self.now(), query.clone());
        let found = tokio::task::spawn_blocking(move || compute(&index, &asked, as_of))
            .await
            .map_err(internal)?
            .map_err(internal)?;
        let answer = Arc::new(self.with_roles(found).await?);
        self.cache.matches.insert(key, Arc::clone(&answer));
        Ok(answer)
    }

    async fn list_goal_options(&self) -> Result<Arc<GoalOptions>, AppError> {
        let generation = self.index.generation();
        if let Some(options) = self.cache.goal_options.get(&generation) {
            return Ok(options);
        }
        let everything = JobQuery::default();
        let counts = self
            .index
            .count_values(&everything, self.now(), FacetField::Country)
            .map_err(internal)?;
        let mut countries: Vec<(CountryCode, String)> = counts
            .into_iter()
            .filter_map(|(slug, _)| {
                let code = CountryCode::parse(&slug)?;
                Some((code, self.index.label(FacetField::Country, &slug)))
            })
            .collect();
        countries.sort_by(|a, b| a.1.cmp(&b.1).then(a.0.cmp(&b.0)));
        let options = Arc::new(GoalOptions {
            open: self
                .index
                .count(&everything, self.now())
                .map_err(internal)?,
            countries,
            currencies: self.index.currencies(),
        });
        self.cache
            .goal_options
            .insert(generation, Arc::clone(&options));
        Ok(options)
    }
}

/// An answer whose roles are ids still.
struct Found {
    answer: MatchAnswer,
    profile: Profile,
    ids: Vec<PostingId>,
}

impl Board {
    async fn with_roles(&self, found: Found) -> Result<MatchAnswer, AppError> {
        let Found {
            mut answer,
            profile,
            ids,
        } = found;
        let postings = self.store.list_postings(&ids).await.map_err(internal)?;
        answer.roles = postings
            .iter()
            .map(|posting| MatchedRole {
                card: posting.card(),
                fit: Fit::of(&posting.facts, &profile.known, &answer.query.wishes, &KIN),
            })
            .collect();
        Ok(answer)
    }
}

/// Everything but the texts of the roles.
fn compute(index: &Index, query: &MatchQuery, as_of: Timestamp) -> search::Result<Found> {
    let profile = Profile::of(index, query);
    let wishes = &query.wishes;
    let roles = index.goal_roles(
        &Goal {
            families: &wishes.families,
            levels: &wishes.seniority,
            workplaces: &wishes.workplaces,
            countries: &wishes.countries,
            covers: &|scope| wishes.countries.iter().any(|c| covers(scope, *c)),
            pay: wishes.pay,
        },
        as_of,
    )?;
    let mut survey = Survey::of(&roles, &profile, &query.listed);
    let ids = survey.page(&roles, query.page);
    let gaps = Gaps::of(&survey.asking, &profile.numbers);
    let openings = Openings {
        roles: &roles,
        survey: &survey,
        gaps: &gaps,
        profile: &profile,
        currency: wishes.pay.map(|floor| floor.currency),
    };
    let answer = MatchAnswer {
        query: profile.asked(query),
        skills: profile
            .named
            .iter()
            .map(|skill| skill_name(skill))
            .collect(),
        unknown: profile.unknown.clone(),
        ignored: profile.ignored.clone(),
        counts: MatchCounts {
            open: roles.open(),
            agreeing: roles.len(),
            asking: u64::try_from(survey.asking.len()).unwrap_or(u64::MAX),
            ready: u64::from(gaps.open()),
            named: survey.named,
        },
        roles: Vec::new(),
        total: survey.total(),
        singles: openings.singles(),
        bundles: openings.bundles(),
        plan: planning::plan(&survey.asking, &profile, query.hours),
    };
    Ok(Found {
        answer,
        profile,
        ids,
    })
}

fn skill_name(skill: &Skill) -> SkillName {
    SkillName {
        slug: skill.slug.clone(),
        name: skill.name.clone(),
    }
}

/// A skill by its index in the vocabulary.
fn skill(number: u16) -> Option<&'static Skill> {
    vocabulary::skills().get(usize::from(number))
}

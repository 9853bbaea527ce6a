//! What the made-up board answers to a match: role by role, as slow as it is plain.

use std::collections::BTreeSet;
use std::sync::Arc;

use app::backend::{
    GoalOptions, LearningPlan, MatchAnswer, MatchCounts, MatchedRole, Matching, NodePay, Opening,
    PayPercentiles, PlannedTopic, SkillName, UnknownSkill,
};
use app::{AppError, Listed, MatchQuery};
use domain::{CountryCode, Currency, JobQuery, Posting, Requirement, Slug};
use roadmap::Roadmap;
use roadmap::fit::{Fit, Kinship};
use roadmap::gaps::{Bundle, Gaps};
use roadmap::plan::{PlanRequest, RoleGroup, plan};

use super::postings::SKILLS;
use super::{Board, number};

#[async_trait::async_trait]
impl Matching for Board {
    async fn find_match(&self, query: &MatchQuery) -> Result<Arc<MatchAnswer>, AppError> {
        let (skills, unknown) = read(query);
        let known: BTreeSet<Slug> = skills.iter().map(|skill| skill.slug.clone()).collect();
        let kin = Kinship::new(&[]);
        let open = self.matching(&JobQuery::default());
        let fit = |posting: &&Posting| Fit::of(&posting.facts, &known, &query.wishes, &kin);
        let mut agreeing: Vec<(&Posting, Fit)> = open
            .iter()
            .map(|posting| (*posting, fit(posting)))
            .collect();
        agreeing.retain(|(_, fit)| fit.is_allowed());
        agreeing.sort_by(|a, b| b.1.rank().cmp(&a.1.rank()).then(a.0.id.cmp(&b.0.id)));
        let asking: Vec<Vec<u16>> = agreeing
            .iter()
            .map(|(posting, _)| required(posting))
            .collect();
        let asking: Vec<Vec<u16>> = asking.into_iter().filter(|role| !role.is_empty()).collect();
        let numbers = known.iter().filter_map(index).collect();
        let gaps = Gaps::of(&asking.iter().cloned().collect(), &numbers);
        let listed: Vec<&(&Posting, Fit)> = agreeing
            .iter()
            .filter(|(posting, _)| is_listed(posting, &known, &query.listed))
            .collect();
        let start = usize::try_from(query.page - 1).unwrap_or(0) * MatchQuery::PAGE_SIZE;
        let shown = listed.iter().skip(start).take(MatchQuery::PAGE_SIZE);
        let singles = gaps.singles();
        let bundles = (1..=3).filter_map(|most| gaps.best_bundle(most));
        let names_known =
            |(posting, _): &&(&Posting, Fit)| is_listed(posting, &known, &Listed::Best);
        Ok(Arc::new(MatchAnswer {
            query: MatchQuery {
                skills: known.clone(),
                names: String::new(),
                ..query.clone()
            },
            unknown,
            ignored: Vec::new(),
            counts: MatchCounts {
                open: number(open.len()),
                agreeing: number(agreeing.len()),
                asking: number(asking.len()),
                ready: u64::from(gaps.open()),
                named: number(agreeing.iter().filter(names_known).count()),
            },
            roles: shown
                .map(|(posting, fit)| MatchedRole {
                    card: posting.card(),
                    fit: fit.clone(),
                })
                .collect(),
            total: number(listed.len()),
            singles: singles.iter().take(10).map(opening).collect(),
            bundles: bundles.map(|bundle| opening(&bundle)).collect(),
            plan: planned(&asking, &skills, u64::from(gaps.open()), query.hours),
            skills,
        }))
    }

    async fn list_goal_options(&self) -> Result<Arc<GoalOptions>, AppError> {
        let countries = [
            ("de", "Germany"),
            ("gb", "United Kingdom"),
            ("us", "United States"),
        ];
        Ok(Arc::new(GoalOptions {
            open: number(self.matching(&JobQuery::default()).len()),
            countries: countries
                .iter()
                .filter_map(|(code, name)| Some((CountryCode::parse(code)?, (*name).to_owned())))
                .collect(),
            currencies: vec![Currency::USD, Currency::EUR, Currency::GBP],
        }))
    }
}

fn index(slug: &Slug) -> Option<u16> {
    let mut slugs = SKILLS.iter().map(|(name, _)| Slug::from_name(name));
    u16::try_from(slugs.position(|other| other.as_ref() == Some(slug))?).ok()
}

fn skill_name(index: u16) -> Option<SkillName> {
    let (name, _) = SKILLS.get(usize::from(index))?;
    Some(SkillName {
        slug: Slug::from_name(name)?,
        name: (*name).to_owned(),
    })
}

fn read(query: &MatchQuery) -> (Vec<SkillName>, Vec<UnknownSkill>) {
    let typed = query
        .names
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty());
    let mut skills: BTreeSet<SkillName> = BTreeSet::new();
    let mut unknown = Vec::new();
    for slug in &query.skills {
        skills.extend(index(slug).and_then(skill_name));
    }
    for name in typed {
        match Slug::from_name(name)
            .as_ref()
            .and_then(index)
            .and_then(skill_name)
        {
            Some(skill) => {
                skills.insert(skill);
            }
            None => unknown.push(UnknownSkill {
                text: name.to_owned(),
                near: skill_name(0).into_iter().collect(),
            }),
        }
    }
    (skills.into_iter().collect(), unknown)
}

fn required(posting: &Posting) -> Vec<u16> {
    let facts = posting.facts.skills.iter();
    facts
        .filter(|fact| fact.requirement == Requirement::Required)
        .filter_map(|fact| index(&fact.skill))
        .collect()
}

fn is_listed(posting: &Posting, known: &BTreeSet<Slug>, listed: &Listed) -> bool {
    let facts = &posting.facts.skills;
    let required = || {
        let required = facts
            .iter()
            .filter(|fact| fact.requirement == Requirement::Required);
        required.map(|fact| &fact.skill)
    };
    match listed {
        Listed::Best => facts.iter().any(|fact| known.contains(&fact.skill)),
        Listed::Ready => required().next().is_some() && required().all(|s| known.contains(s)),
        Listed::Opened(learn) => {
            required().any(|skill| !known.contains(skill))
                && required().all(|skill| known.contains(skill) || learn.contains(skill))
        }
    }
}

fn opening(bundle: &Bundle) -> Opening {
    let enough = bundle.roles >= 5;
    Opening {
        skills: bundle
            .skills
            .iter()
            .copied()
            .filter_map(skill_name)
            .collect(),
        roles: u64::from(bundle.roles),
        minutes: (bundle.roles != 2).then_some(60 * 40),
        pay: (bundle.roles > 1).then_some(NodePay {
            currency: Currency::EUR,
            count: u64::from(bundle.roles) * 7,
            percentiles: enough.then_some(PayPercentiles {
                lower: 70_000,
                median: 84_500,
                upper: 101_000,
            }),
        }),
    }
}

fn planned(asking: &[Vec<u16>], skills: &[SkillName], ready: u64, hours: u16) -> LearningPlan {
    let slugs: Vec<SkillName> = (0..u16::MAX).map_while(skill_name).collect();
    let name = |skill: &u16| {
        slugs
            .get(usize::from(*skill))
            .map(|skill| skill.slug.as_str())
    };
    let request = PlanRequest {
        skills: skills.iter().map(|skill| skill.slug.as_str()).collect(),
        hours_per_week: hours,
        roles: asking
            .iter()
            .map(|role| RoleGroup {
                skills: role.iter().filter_map(name).collect(),
                weight: 1,
            })
            .collect(),
        at_most: Some(8),
        ..PlanRequest::default()
    };
    let found = plan(Roadmap::shipped(), &request);
    let mut open_after = ready;
    let steps = found.steps.iter().filter_map(|step| {
        open_after += u64::from(step.opens);
        Some(PlannedTopic {
            node: Roadmap::shipped().nodes().get(step.node)?,
            minutes: step.minutes,
            minutes_after: step.minutes_after,
            week: step.week,
            opens: u64::from(step.opens),
            open_after,
        })
    });
    LearningPlan {
        steps: steps.collect(),
        out_of_reach: u64::from(found.out_of_reach),
    }
}

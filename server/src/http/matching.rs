//! The match as JSON: the same question as the page's, the same answer.

use app::MatchQuery;
use app::backend::{
    MatchAnswer, MatchCounts, MatchedRole, Matching, NodePay, Opening, PlannedTopic, SkillName,
    UnknownSkill,
};
use axum::Json;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use domain::IgnoredParameter;
use roadmap::fit::{Agreement, Condition, Judged};
use serde::Serialize;

use super::Site;
use super::api::{incomplete, problem};

/// What a request that names nothing is told.
const NOTHING_ASKED: &str =
    "Name skills, as in skill=rust&skill=postgresql or skills=Rust,Postgres, or say from=nothing.";

/// Answer of `GET /api/v1/match`.
#[derive(Serialize)]
struct Answer<'a> {
    /// The question in canonical form, as a query string.
    query: String,
    /// Skills that were understood.
    skills: &'a [SkillName],
    /// Names that the vocabulary does not know.
    unknown: &'a [UnknownSkill],
    /// Parameters that were not used, with reasons.
    ignored: Vec<IgnoredParameter>,
    /// Numbers of open backend roles.
    counts: MatchCounts,
    /// Roles in the list asked for.
    total: u64,
    /// Page of the list, from 1; 0 when what was asked for is no page.
    page: u32,
    /// Roles of this page, the best fit first; none when what was asked for is no page.
    roles: Vec<Role<'a>>,
    /// Skills by the roles in which each is the only one missing.
    only_missing: Vec<Opened<'a>>,
    /// The best one, two and three skills.
    bundles: Vec<Opened<'a>>,
    /// What to learn in which order.
    plan: Plan,
}

/// A role and its fit.
#[derive(Serialize)]
struct Role<'a> {
    url: String,
    title: &'a str,
    company: Option<&'a str>,
    posted: String,
    /// 16,383 when nothing is missing.
    score: u16,
    conditions: Vec<Said>,
    requirements: &'a [Judged],
}

/// What a role says of a condition.
#[derive(Serialize)]
struct Said {
    condition: Condition,
    agreement: Agreement,
}

/// Skills and the roles that miss nothing else.
#[derive(Serialize)]
struct Opened<'a> {
    skills: &'a [SkillName],
    roles: u64,
    /// Whole hours, rounded up; absent when no topic teaches it.
    #[serde(skip_serializing_if = "Option::is_none")]
    hours: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pay: Option<Pay>,
}

/// Pay of some roles in one currency, a year.
#[derive(Serialize)]
struct Pay {
    currency: String,
    /// Roles that state it.
    stated: u64,
    /// Absent for fewer than thirty.
    #[serde(skip_serializing_if = "Option::is_none")]
    quartiles: Option<[u32; 3]>,
}

/// An order of topics.
#[derive(Serialize)]
struct Plan {
    hours_a_week: u16,
    /// Roles that require what no topic teaches.
    out_of_reach: u64,
    steps: Vec<Step>,
}

/// A topic of the plan.
#[derive(Serialize)]
struct Step {
    topic: &'static str,
    title: &'static str,
    url: String,
    minutes: u32,
    minutes_after: u32,
    week: u32,
    opens: u64,
    open_after: u64,
}

/// `GET /api/v1/match`
pub(super) async fn answer(State(site): State<Site>, RawQuery(query): RawQuery) -> Response {
    let (query, ignored) = MatchQuery::parse_query_string(query.as_deref().unwrap_or(""));
    if query.is_blank() {
        return incomplete(NOTHING_ASKED);
    }
    match site.board.find_match(&query).await {
        Err(error) => problem(&error),
        Ok(answer) => Json(shown(&answer, ignored, &site.board.origin())).into_response(),
    }
}

fn shown<'a>(answer: &'a MatchAnswer, ignored: Vec<IgnoredParameter>, origin: &str) -> Answer<'a> {
    let steps = answer.plan.steps.iter();
    let is_page = ignored.iter().all(|part| part.name != "page");
    let roles = answer.roles.iter().filter(|_| is_page);
    Answer {
        query: answer.query.query_string(),
        skills: &answer.skills,
        unknown: &answer.unknown,
        ignored: ignored.into_iter().chain(answer.ignored.clone()).collect(),
        counts: answer.counts,
        total: answer.total,
        page: if is_page { answer.query.page } else { 0 },
        roles: roles.map(|role| shown_role(role, origin)).collect(),
        only_missing: answer.singles.iter().map(opened).collect(),
        bundles: answer.bundles.iter().map(opened).collect(),
        plan: Plan {
            hours_a_week: answer.query.hours,
            out_of_reach: answer.plan.out_of_reach,
            steps: steps.map(|step| shown_step(step, origin)).collect(),
        },
    }
}

fn shown_role<'a>(role: &'a MatchedRole, origin: &str) -> Role<'a> {
    let MatchedRole { card, fit } = role;
    let said = |(condition, agreement): &(Condition, Agreement)| Said {
        condition: *condition,
        agreement: *agreement,
    };
    Role {
        url: format!("{origin}{}", card.path()),
        title: &card.title,
        company: card.company.as_ref().map(|company| company.name.as_str()),
        posted: card.posted_at.rfc3339(),
        score: fit.score.value(),
        conditions: fit.conditions.iter().map(said).collect(),
        requirements: &fit.requirements,
    }
}

fn opened(opening: &Opening) -> Opened<'_> {
    let pay = |pay: &NodePay| Pay {
        currency: pay.currency.code().to_owned(),
        stated: pay.count,
        quartiles: pay.percentiles.map(|p| [p.lower, p.median, p.upper]),
    };
    Opened {
        skills: &opening.skills,
        roles: opening.roles,
        hours: opening.minutes.map(|minutes| minutes.div_ceil(60)),
        pay: opening.pay.as_ref().map(pay),
    }
}

fn shown_step(step: &PlannedTopic, origin: &str) -> Step {
    Step {
        topic: step.node.id,
        title: step.node.title,
        url: format!("{origin}/roadmap/{}", step.node.id),
        minutes: step.minutes,
        minutes_after: step.minutes_after,
        week: step.week,
        opens: step.opens,
        open_after: step.open_after,
    }
}

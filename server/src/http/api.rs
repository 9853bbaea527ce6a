//! The JSON interface, version 1: the same search as the pages, the same
//! parameters, the same answers.

use app::AppError;
use app::backend::Catalogue;
use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::{
    Appearance, Correction, FacetGroup, IgnoredParameter, JobCard, JobQuery, LinkBack, Posting,
    PostingId, SearchPage, SkillFact, SourceCredit,
};
use serde::Serialize;

use super::Site;
use crate::board::CardCredit;

/// Answer of `GET /api/v1/jobs`.
#[derive(Serialize)]
struct SearchAnswer {
    /// Postings of this page; none when what was asked for is no page, so that who
    /// reads page after page until one is empty comes to an end.
    hits: Vec<Hit>,
    /// Postings that match in all.
    total: u64,
    /// Page, from 1; 0 when what was asked for is no page.
    page: u32,
    /// What was understood of the search, in canonical form, as a query string: without
    /// skills that the vocabulary does not know, and with the words as they were typed,
    /// also when `correction` says that others were searched.
    query: String,
    /// Filters with their counts.
    facets: Vec<FacetGroup>,
    /// Set when typos were forgiven.
    #[serde(skip_serializing_if = "Option::is_none")]
    correction: Option<Correction>,
    /// Parameters that were not understood, with reasons.
    ignored: Vec<IgnoredParameter>,
}

/// A posting in the list, with its address.
#[derive(Serialize)]
struct Hit {
    url: String,
    posted: String,
    source_name: String,
    /// How whoever shows it must link to its source.
    source_link: LinkBack,
    /// Its page at the source, where the source's terms ask for a link.
    #[serde(skip_serializing_if = "Option::is_none")]
    source_url: Option<String>,
    #[serde(flatten)]
    card: JobCard,
}

/// Answer of `GET /api/v1/jobs/{id}`: the role of which the posting of that id is
/// an appearance.
#[derive(Serialize)]
struct JobAnswer {
    url: String,
    open: bool,
    posted: String,
    /// Source of the posting's `url` and `apply_url`.
    source_name: String,
    /// How whoever shows it must link to that source.
    source_link: LinkBack,
    /// Skills by name.
    skill_names: Vec<NamedSkill>,
    /// Other postings of the role; the one in `posting` is among them when its
    /// links are those of another.
    appearances: Vec<NamedAppearance>,
    /// Signs that nobody is being hired by its role, whether enough or not.
    stale_facts: Vec<domain::StaleFact>,
    /// The root of the role, whichever of its appearances was asked for. Its links
    /// are those by which the role can be applied for now.
    posting: Posting,
}

#[derive(Serialize)]
struct NamedSkill {
    name: String,
    #[serde(flatten)]
    fact: SkillFact,
}

#[derive(Serialize)]
struct NamedAppearance {
    source_name: String,
    source_link: LinkBack,
    #[serde(flatten)]
    appearance: Appearance,
}

impl From<(Appearance, SourceCredit)> for NamedAppearance {
    fn from((appearance, credit): (Appearance, SourceCredit)) -> Self {
        Self {
            source_name: credit.name,
            source_link: credit.link_back,
            appearance,
        }
    }
}

/// The body of every error: what happened and what to do.
#[derive(Serialize)]
struct Problem {
    error: &'static str,
    message: String,
}

/// `GET /api/v1/jobs`
pub(super) async fn search(State(site): State<Site>, RawQuery(query): RawQuery) -> Response {
    let (query, ignored) = JobQuery::parse_query_string(query.as_deref().unwrap_or(""));
    match credited(&site, &query).await {
        Err(error) => problem(&error),
        Ok((page, credits)) => {
            let query = query.without_unknown(&page.ignored);
            let is_page = ignored.iter().all(|part| part.name != "page");
            let origin = site.board.origin();
            let hits = page.hits.into_iter().zip(credits);
            let hits = hits
                .filter(|_| is_page)
                .map(|(card, credit)| Hit {
                    url: format!("{origin}{}", card.path()),
                    posted: card.posted_at.rfc3339(),
                    source_name: credit.name,
                    source_link: credit.link_back,
                    source_url: credit.url,
                    card,
                })
                .collect();
            Json(SearchAnswer {
                hits,
                total: page.total,
                page: if is_page { query.page } else { 0 },
                query: query.query_string(),
                facets: page.facets,
                correction: page.correction,
                ignored: ignored.into_iter().chain(page.ignored).collect(),
            })
            .into_response()
        }
    }
}

/// The answer to a search, and the credits of its postings in their order.
async fn credited(
    site: &Site,
    query: &JobQuery,
) -> Result<(SearchPage, Vec<CardCredit>), AppError> {
    let page = site.board.search(query).await?;
    let credits = site.board.credits(&page.hits).await?;
    Ok((page, credits))
}

/// `GET /api/v1/jobs/{id}`. The id of a copy is answered as that of its root is,
/// so that who keeps ids learns whether the role is open, by one request.
pub(super) async fn job(State(site): State<Site>, Path(id): Path<String>) -> Response {
    let Some(id) = PostingId::parse(&id) else {
        return problem(&AppError::NotFound);
    };
    match site.board.find_job_plain(id).await {
        Err(error) => problem(&error),
        Ok(None) => problem(&AppError::NotFound),
        Ok(Some(detail)) => {
            let posting = detail.posting;
            let skill_names = detail
                .skills
                .into_iter()
                .map(|(fact, summary)| NamedSkill {
                    name: summary.name,
                    fact,
                })
                .collect();
            Json(JobAnswer {
                url: format!("{}{}", site.board.origin(), posting.path()),
                open: posting.closed_at.is_none(),
                posted: posting.posted_at.rfc3339(),
                source_name: detail.credit.name,
                source_link: detail.credit.link_back,
                skill_names,
                appearances: detail.appearances.into_iter().map(Into::into).collect(),
                stale_facts: detail.stale_facts,
                posting,
            })
            .into_response()
        }
    }
}

/// Everything else under `/api`.
pub(super) async fn unknown() -> Response {
    problem(&AppError::NotFound)
}

/// After how many seconds a client that asked too often is answered again: the
/// limit is of requests a second.
const SECONDS_TO_PAUSE: u16 = 1;

/// The status that an error is answered with.
pub(super) const fn status_of(error: &AppError) -> StatusCode {
    match error {
        AppError::NotFound => StatusCode::NOT_FOUND,
        AppError::Gone => StatusCode::GONE,
        AppError::Invalid(_) => StatusCode::BAD_REQUEST,
        AppError::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        AppError::Unavailable | AppError::Preparing => StatusCode::SERVICE_UNAVAILABLE,
        AppError::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// When to ask again, where that helps.
pub(super) fn retry_after(error: &AppError) -> Option<HeaderValue> {
    let seconds = match error {
        AppError::Preparing => app::SECONDS_TO_PREPARE,
        AppError::Unavailable => app::SECONDS_TO_RECOVER,
        AppError::RateLimited => SECONDS_TO_PAUSE,
        AppError::NotFound | AppError::Gone | AppError::Invalid(_) | AppError::Internal => {
            return None;
        }
    };
    Some(HeaderValue::from(seconds))
}

/// An error as the JSON interface answers it.
pub(super) fn problem(error: &AppError) -> Response {
    let name = match error {
        AppError::NotFound => "not_found",
        AppError::Gone => "gone",
        AppError::Invalid(_) => "invalid",
        AppError::RateLimited => "rate_limited",
        AppError::Unavailable => "unavailable",
        AppError::Preparing => "preparing",
        AppError::Internal => "internal",
    };
    let body = Problem {
        error: name,
        message: error.to_string(),
    };
    let mut response = (status_of(error), Json(body)).into_response();
    if let Some(seconds) = retry_after(error) {
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response
}

/// A request that asks for nothing, with what it should say.
pub(super) fn incomplete(message: &str) -> Response {
    let body = Problem {
        error: "invalid",
        message: message.to_owned(),
    };
    (StatusCode::BAD_REQUEST, Json(body)).into_response()
}

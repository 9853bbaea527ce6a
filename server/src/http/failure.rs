//! What stands in the place of an answer when there is none: a handler failed,
//! took too long, or was not asked at all. No page is rendered for it, so that it
//! costs nothing while there is too much to do.

use app::AppError;
use axum::body::Body;
use axum::http::header::RETRY_AFTER;
use axum::http::{Response, StatusCode};
use axum::response::{Html, IntoResponse};

use super::api::{problem, retry_after};

/// The page, with places for its words.
const PAGE: &str = include_str!("failure.html");

/// The failure as whoever asks for this path can read it: the problem of the API,
/// or a page.
pub(super) fn failure(path: &str, error: &AppError) -> Response<Body> {
    if path.starts_with("/api/") {
        problem(error)
    } else {
        page(error)
    }
}

/// The failure as a page that loads nothing.
fn page(error: &AppError) -> Response<Body> {
    let (status, title, advice) = app::fault_words(error);
    let html = PAGE.replace("$title", title).replace("$advice", advice);
    with_retry((status, Html(html)).into_response(), error)
}

/// The words, for programs that read no API, of what cannot be made right now.
pub(super) fn unavailable(words: &'static str) -> Response<Body> {
    let response = (StatusCode::SERVICE_UNAVAILABLE, words).into_response();
    with_retry(response, &AppError::Unavailable)
}

/// The answer with when to ask again, where that helps.
fn with_retry(mut response: Response<Body>, error: &AppError) -> Response<Body> {
    if let Some(seconds) = retry_after(error) {
        response.headers_mut().insert(RETRY_AFTER, seconds);
    }
    response
}

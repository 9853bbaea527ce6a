//! What stands in the place of an answer when there is none: a handler failed,
//! took too long, or was not asked at all. No page is rendered for it, so that it
//! costs nothing while there is too much to do.

use app::AppError;
use axum::body::Body;
use axum::http::Response;
use axum::http::header::RETRY_AFTER;
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
pub(super) fn page(error: &AppError) -> Response<Body> {
    let (status, title, advice) = app::fault_words(error);
    let html = PAGE.replace("$title", title).replace("$advice", advice);
    let mut response = (status, Html(html)).into_response();
    if let Some(seconds) = retry_after(error) {
        response.headers_mut().insert(RETRY_AFTER, seconds);
    }
    response
}

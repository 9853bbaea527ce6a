//! The status of a server function that failed. leptos answers 500 whatever the
//! error is; here the error itself decides.

use app::AppError;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::ACCEPT;
use axum::http::{Response, StatusCode};
use axum::middleware::Next;

use super::api::status_of;

/// Header that leptos puts on the answer of a failed server function.
const FAILED: &str = "serverfnerror";
/// Longest error, in bytes.
const MAX_ERROR: usize = 64 * 1024;

/// Gives a failed server function the status of its error. Forms sent without
/// scripts are left alone: their answer is a redirect.
pub(super) async fn status(request: Request, next: Next) -> Response<Body> {
    let wants_html = request
        .headers()
        .get(ACCEPT)
        .is_some_and(|accept| accept.as_bytes().starts_with(b"text/html"));
    let response = next.run(request).await;
    let failed = response.status() == StatusCode::INTERNAL_SERVER_ERROR
        && response.headers().contains_key(FAILED);
    if !failed || wants_html {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, MAX_ERROR).await else {
        return Response::from_parts(parts, Body::empty());
    };
    if let Ok(error) = serde_json::from_slice::<AppError>(&bytes) {
        parts.status = status_of(&error);
    }
    Response::from_parts(parts, Body::from(bytes))
}

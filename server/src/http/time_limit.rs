//! A limit on how long one request may take.

use std::time::Duration;

use app::AppError;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Response;
use axum::middleware::Next;

use super::failure::failure;

/// Gives up what takes longer than the limit, and says when to ask again.
pub(super) async fn limit(
    State(longest): State<Duration>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let uri = request.uri().clone();
    let answer = tokio::time::timeout(longest, next.run(request)).await;
    answer.unwrap_or_else(|_| failure(uri.path(), &AppError::Unavailable))
}

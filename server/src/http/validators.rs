//! Answers that need not be sent twice: a validator over what was made, and 304
//! for whoever has it already.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderValue, Method, Response, StatusCode};
use axum::middleware::Next;

/// Longest answer that gets one, in bytes; a part of the sitemap is the longest.
const MOST: usize = 8 << 20;

/// Gives successful answers an `ETag`, and answers 304 when the request names it.
pub(super) async fn etag(request: Request, next: Next) -> Response<Body> {
    let asked = request.headers().get(IF_NONE_MATCH).cloned();
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let response = next.run(request).await;
    if !reads || response.status() != StatusCode::OK {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, MOST).await else {
        let mut failed = Response::new(Body::empty());
        *failed.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        return failed;
    };
    let mut hash = DefaultHasher::new();
    bytes.hash(&mut hash);
    // Weak: what is sent may be compressed in several ways.
    let tag = format!("W/\"{:016x}\"", hash.finish());
    let known = asked
        .and_then(|asked| Some(asked.to_str().ok()?.to_owned()))
        .is_some_and(|asked| asked == "*" || asked.split(',').any(|one| one.trim() == tag));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        parts.headers.insert(ETAG, tag);
    }
    if known {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(CONTENT_TYPE);
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

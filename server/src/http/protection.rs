//! Headers that protect visitors, and what they see when the program fails.

use std::any::Any;

use app::AppError;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderValue, Response, StatusCode};
use axum::middleware::Next;

use super::failure::failure;

/// Policy of everything that sets none of its own: it may load nothing but the
/// style of a page that says what failed.
const NOTHING: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);
/// Headers of every answer.
static ALWAYS: [(HeaderName, &str); 2] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];
/// Headers that mean something for documents only. A page has a dozen files, and
/// each would carry them in vain.
static DOCUMENTS: [(HeaderName, &str); 4] = [
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];

/// Policy of a page whose scripts carry `nonce`. `wasm-unsafe-eval` lets the
/// islands compile; inline styles stay refused.
#[must_use]
pub(super) fn page_policy(nonce: &str) -> String {
    format!(
        "default-src 'self'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; \
         manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'"
    )
}

/// Adds the protecting headers to every answer; a page has set its own policy.
/// An answer without a kind counts as a document.
pub(super) async fn headers(request: Request, next: Next) -> Response<Body> {
    let secure = request
        .headers()
        .get("x-forwarded-proto")
        .is_some_and(|scheme| scheme.as_bytes() == b"https");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(NOTHING);
    let is_document = headers
        .get(CONTENT_TYPE)
        .is_none_or(|kind| kind.as_bytes().starts_with(b"text/html"));
    let for_documents = DOCUMENTS.iter().filter(|_| is_document);
    for (name, value) in ALWAYS.iter().chain(for_documents) {
        headers.insert(name.clone(), HeaderValue::from_static(value));
    }
    if secure {
        headers.insert(
            STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    response
}

/// Marks what [`on_panic`] answers.
#[derive(Clone, Copy)]
struct Panicked;

/// Logs once that a handler panicked. Nothing of it is shown; what to say instead is
/// left to [`panics`], which knows what was asked for.
#[must_use]
pub(super) fn on_panic(panic: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let message = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("a panic without words");
    tracing::error!(message, "a request failed");
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response.extensions_mut().insert(Panicked);
    response
}

/// Answers for a handler that panicked, so that whoever asked can read it.
pub(super) async fn panics(request: Request, next: Next) -> Response<Body> {
    let uri = request.uri().clone();
    let response = next.run(request).await;
    if response.extensions().get::<Panicked>().is_some() {
        failure(uri.path(), &AppError::Internal)
    } else {
        response
    }
}

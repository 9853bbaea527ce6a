//! What a page knows of its request, and what it says of its response: the
//! query, the backend, the status.

use std::future::Future;

use http::{HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::*;
use leptos_axum::ResponseOptions;

use crate::backend::{SharedCatalogue, SharedMarket, SharedSources, SiteNotice};
use crate::error::AppError;
use crate::pages::fault::fault;

/// The query part of the request's address, without `?`.
pub(crate) fn query_string() -> String {
    use_context::<Parts>()
        .and_then(|parts| parts.uri.query().map(str::to_owned))
        .unwrap_or_default()
}

/// The path of the request's address; `/` outside a request.
pub(crate) fn path() -> String {
    use_context::<Parts>().map_or_else(|| "/".to_owned(), |parts| parts.uri.path().to_owned())
}

/// The backend of the request.
///
/// # Errors
/// [`AppError::Internal`] when none was provided.
pub(crate) fn catalogue() -> Result<SharedCatalogue, AppError> {
    use_context::<SharedCatalogue>().ok_or(AppError::Internal)
}

/// The boards of the request.
///
/// # Errors
/// [`AppError::Internal`] when none were provided.
pub(crate) fn sources() -> Result<SharedSources, AppError> {
    use_context::<SharedSources>().ok_or(AppError::Internal)
}

/// What every page says of the instance; `None` while routes are listed.
pub(crate) fn site_notice() -> Option<SiteNotice> {
    use_context::<SharedCatalogue>().map(|catalogue| catalogue.notice())
}

/// Sets the status of the response.
pub(crate) fn set_status(status: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}

/// Lets programs know when to ask again.
pub(crate) fn retry_after(seconds: u16) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
}

/// Lets programs and browsers know when to ask again; browsers do by themselves.
pub(crate) fn ask_again(seconds: u16) {
    retry_after(seconds);
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(header::REFRESH, HeaderValue::from(seconds));
    }
}

/// Answers with a permanent redirect to an address of this site.
pub(crate) fn redirect_permanently(path: &str) {
    let Some(response) = use_context::<ResponseOptions>() else {
        return;
    };
    if let Ok(location) = HeaderValue::from_str(path) {
        response.insert_header(header::LOCATION, location);
        response.set_status(StatusCode::MOVED_PERMANENTLY);
    }
}

/// As [`from_backend`], with the market's answer.
pub(crate) fn from_market<L, F>(load: L) -> AnyView
where
    L: FnOnce(SharedMarket) -> F,
    F: Future<Output = Result<AnyView, AppError>> + Send + 'static,
{
    let Some(market) = use_context::<SharedMarket>() else {
        return ().into_any();
    };
    let answer = load(market);
    Suspend::new(async move { answer.await.unwrap_or_else(|error| fault(&error)) }).into_any()
}

/// Shows what `load` makes of the backend's answer. A fault gets its own page
/// and status. While routes are listed there is no backend, and nothing is shown.
pub(crate) fn from_backend<L, F>(load: L) -> AnyView
where
    L: FnOnce(SharedCatalogue) -> F,
    F: Future<Output = Result<AnyView, AppError>> + Send + 'static,
{
    let Some(catalogue) = use_context::<SharedCatalogue>() else {
        return ().into_any();
    };
    let answer = load(catalogue);
    Suspend::new(async move { answer.await.unwrap_or_else(|error| fault(&error)) }).into_any()
}

//! What is shown when there is nothing to show: not found, gone, refused,
//! failed. The words come from the error's variant.

use http::StatusCode;
use leptos::prelude::*;

use crate::components::page_heading::PageHeading;
use crate::components::search_form::SearchForm;
use crate::error::{AppError, SECONDS_TO_PREPARE, SECONDS_TO_RECOVER};
use crate::head::Head;
use crate::request;

/// The page of an address that leads nowhere; answers 404.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    fault(&AppError::NotFound)
}

/// The page of a fault, with its status.
pub(crate) fn fault(error: &AppError) -> AnyView {
    let (status, title, advice) = fault_words(error);
    request::set_status(status);
    say_when(error);
    let head = Head::unlisted(title, advice, request::path());
    head.write();
    view! {
        <div class="page page-narrow">
            <PageHeading title kind=format!("Error {}", status.as_u16())>
                <p>{advice}</p>
            </PageHeading>
            {(status != StatusCode::INTERNAL_SERVER_ERROR)
                .then(|| view! { <SearchForm/> })}
            <ul class="ways">
                <li><a href="/jobs">"All open backend jobs"</a></li>
                <li><a href="/companies">"Companies that hire"</a></li>
                <li><a href="/skills">"Skills asked for"</a></li>
            </ul>
        </div>
    }
    .into_any()
}

/// Says when to ask again, where that helps. A page reloads by itself only for what is
/// sure to come.
fn say_when(error: &AppError) {
    match error {
        AppError::Preparing => request::ask_again(SECONDS_TO_PREPARE),
        AppError::Unavailable => request::retry_after(SECONDS_TO_RECOVER),
        _ => {}
    }
}

/// Status, title and advice of a fault. They hold nothing that HTML would read as
/// markup.
#[must_use]
pub const fn fault_words(error: &AppError) -> (StatusCode, &'static str, &'static str) {
    match error {
        AppError::NotFound => (
            StatusCode::NOT_FOUND,
            "There is nothing here",
            "The address may be mistyped, or what it led to was never here. Search for it:",
        ),
        AppError::Gone => (
            StatusCode::GONE,
            "This is no longer here",
            "It was here and has been taken away. Search for something like it:",
        ),
        AppError::Invalid(_) => (
            StatusCode::BAD_REQUEST,
            "This request cannot be answered",
            "Something in it cannot be used. Start again from the search:",
        ),
        AppError::RateLimited => (
            StatusCode::TOO_MANY_REQUESTS,
            "Too many requests",
            "Wait a moment, then go on. Feeds and the API are better for programs.",
        ),
        AppError::Unavailable => (
            StatusCode::SERVICE_UNAVAILABLE,
            "Backboard cannot answer right now",
            "This passes by itself. Try again in a moment.",
        ),
        AppError::Preparing => (
            StatusCode::SERVICE_UNAVAILABLE,
            "The figures are being counted",
            "This program has just started and counts every month anew, which takes some seconds. The page asks again by itself.",
        ),
        AppError::Internal => (
            StatusCode::INTERNAL_SERVER_ERROR,
            "Something went wrong on our side",
            "It is not your doing, and it has been noted. Try again, or go another way:",
        ),
    }
}

#[cfg(test)]
mod tests {
    use http::header;
    use leptos_axum::ResponseOptions;

    use super::*;

    #[test]
    fn a_fault_that_passes_says_when_to_ask_again_and_only_figures_reload() {
        for (error, is_said, reloads) in [
            (AppError::Unavailable, true, false),
            (AppError::Preparing, true, true),
            (AppError::NotFound, false, false),
        ] {
            let response = ResponseOptions::default();
            Owner::new().with(|| {
                provide_context(response.clone());
                say_when(&error);
            });
            let parts = response.0.read().unwrap();
            let has = |name: header::HeaderName| parts.headers.contains_key(name);
            assert_eq!(has(header::RETRY_AFTER), is_said, "{error}");
            assert_eq!(has(header::REFRESH), reloads, "{error}");
        }
    }
}

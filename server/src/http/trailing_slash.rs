//! One address for each page: a path that ends in a slash leads to the path that
//! does not. The router of the pages takes both for the same, but only the path
//! without is looked up where a page is told from another.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, Method, Response, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::IntoResponse;

/// Answers what is read at a path that ends in a slash with the address without it.
pub(super) async fn redirect(request: Request, next: Next) -> Response<Body> {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    match without_slash(request.uri()).filter(|_| reads) {
        Some(address) => (StatusCode::PERMANENT_REDIRECT, [(LOCATION, address)]).into_response(),
        None => next.run(request).await,
    }
}

/// The address without the slashes at the end of its path; `None` where there are
/// none, and for the root. It begins with one slash: with two, or a backslash in
/// the place of the second, it would lead to another host.
fn without_slash(uri: &Uri) -> Option<HeaderValue> {
    let bare = uri
        .path()
        .strip_suffix('/')
        .filter(|bare| !bare.is_empty())?;
    let bare = bare.trim_end_matches('/').trim_start_matches(['/', '\\']);
    let address = match uri.query() {
        Some(query) => format!("/{bare}?{query}"),
        None => format!("/{bare}"),
    };
    HeaderValue::try_from(address).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_loses_the_slashes_at_its_end_and_leads_to_no_other_host() {
        for (address, expected) in [
            ("/", None),
            ("/?q=rust", None),
            ("/jobs", None),
            ("/jobs?next=/about/", None),
            ("//host.test", None),
            ("/jobs/", Some("/jobs")),
            (
                "/jobs/?q=rust&next=/about/",
                Some("/jobs?q=rust&next=/about/"),
            ),
            ("/jobs///", Some("/jobs")),
            ("/jobs/0123456789ab/x/", Some("/jobs/0123456789ab/x")),
            ("//", Some("/")),
            ("//?q=rust", Some("/?q=rust")),
            ("//host.test/", Some("/host.test")),
            ("///host.test//", Some("/host.test")),
            ("/\\host.test/", Some("/host.test")),
            ("/\\/\\host.test/", Some("/host.test")),
            ("/\\/", Some("/")),
            ("/%2Fhost.test/", Some("/%2Fhost.test")),
            ("http://board.test/jobs/", Some("/jobs")),
        ] {
            let found = without_slash(&address.parse().unwrap());
            let found = found.as_ref().map(|found| found.to_str().unwrap());
            assert_eq!(found, expected, "{address}");
        }
    }
}

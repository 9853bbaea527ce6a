//! `robots.txt`.

use axum::extract::State;
use axum::response::IntoResponse;

use super::Site;

/// Crawlers find every posting through the sitemap. Searches say themselves that
/// they are not to be listed, which only those can read who may fetch them.
pub(super) async fn robots(State(site): State<Site>) -> impl IntoResponse {
    let origin = site.board.origin();
    let rules = if site.board.is_demo() {
        "User-agent: *\nDisallow: /\n".to_owned()
    } else {
        format!("User-agent: *\nDisallow: /api/\nAllow: /\n\nSitemap: {origin}/sitemap.xml\n")
    };
    ([("content-type", "text/plain; charset=utf-8")], rules)
}

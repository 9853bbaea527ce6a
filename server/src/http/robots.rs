//! `robots.txt`.

use axum::extract::State;
use axum::response::IntoResponse;

use super::Site;

/// Searches with several filters are endless and say nothing new: crawlers
/// find every posting through the sitemap.
pub(super) async fn robots(State(site): State<Site>) -> impl IntoResponse {
    let origin = site.board.origin();
    let rules = if site.board.is_demo() {
        "User-agent: *\nDisallow: /\n".to_owned()
    } else {
        format!(
            "User-agent: *\nDisallow: /api/\nDisallow: /jobs?\nAllow: /\n\nSitemap: {origin}/sitemap.xml\n"
        )
    };
    ([("content-type", "text/plain; charset=utf-8")], rules)
}

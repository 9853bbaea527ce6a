//! The built client: hashed files for ever, the others with revalidation. What
//! is no file is a page that does not exist.

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY};
use axum::http::{HeaderValue, Response, StatusCode, Uri};
use axum::middleware::{Next, from_fn};
use axum::response::IntoResponse;
use axum::routing::get;
use tower_http::services::ServeDir;

use super::Site;
use crate::config::HttpConfig;

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Policy of files that are shown or run by themselves.
const FILES: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
);
/// The worker that reads resumes runs one script of ours and a module, and may
/// load nothing besides: no text can leave it but to its page.
const READER: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'; frame-ancestors 'none'",
);
/// The script of that worker.
const READER_SCRIPT: &str = "/reader.worker.js";
const REVALIDATE: HeaderValue = HeaderValue::from_static("no-cache");

/// Files under `/pkg` and at the root; everything else becomes the 404 page.
pub(super) fn router(
    site: &Site,
    config: &HttpConfig,
    context: impl Fn() + Clone + Send + Sync + 'static,
) -> Router<Site> {
    let directory = |path: &std::path::Path| {
        ServeDir::new(path)
            .append_index_html_on_directories(false)
            .precompressed_br()
            .precompressed_gzip()
    };
    let pkg = Router::new()
        .fallback_service(directory(&config.site_dir.join("pkg")))
        .layer(from_fn(cache_for_ever));
    let missing_page = {
        let options = site.options.clone();
        leptos_axum::render_app_async_with_context(context, move || app::shell(options.clone()))
    };
    let root = directory(&config.site_dir).fallback(
        tower::ServiceBuilder::new()
            .map_response(|response: Response<Body>| response)
            .service(axum::handler::Handler::with_state(
                move |State(()): State<()>, request: Request| missing_page(request),
                (),
            )),
    );
    Router::new()
        .route(app::drawings_address(), get(drawings))
        .nest_service("/pkg", pkg)
        .fallback_service(
            Router::new()
                .fallback_service(root)
                .layer(from_fn(revalidate)),
        )
}

/// The stylesheet of pages that draw, whose address changes with its text.
async fn drawings() -> impl IntoResponse {
    let headers = [
        (
            CONTENT_TYPE,
            HeaderValue::from_static("text/css; charset=utf-8"),
        ),
        (CACHE_CONTROL, FOR_EVER),
    ];
    (headers, app::drawings_text())
}

/// Longest part of a path that can name a file: names on disk end at 255 bytes,
/// and those of compressed files are longer than the path says.
const LONGEST_NAME: usize = 200;
/// Longest path of a file; the folder of all files stands before it on the disk.
const LONGEST_PATH: usize = 1_000;

/// Whether no file can have this path. Asking the disk for it is no miss but an
/// error, which would be logged and answered as a fault of the server.
fn names_no_file(path: &str) -> bool {
    let too_long = |part: &str| part.len() > LONGEST_NAME;
    path.len() > LONGEST_PATH || path.contains("%00") || path.split('/').any(too_long)
}

async fn cache_for_ever(request: Request, next: Next) -> Response<Body> {
    let mut response = if names_no_file(request.uri().path()) {
        StatusCode::NOT_FOUND.into_response()
    } else {
        next.run(request).await
    };
    // What was not modified is kept as it was: its headers replace those kept with it.
    let status = response.status();
    let lasting = if status.is_success() || status == StatusCode::NOT_MODIFIED {
        FOR_EVER
    } else {
        REVALIDATE
    };
    response.headers_mut().insert(CACHE_CONTROL, lasting);
    response
        .headers_mut()
        .insert(VARY, HeaderValue::from_static("accept-encoding"));
    response
}

async fn revalidate(mut request: Request, next: Next) -> Response<Body> {
    if names_no_file(request.uri().path()) {
        *request.uri_mut() = Uri::from_static("/no-such-page");
    }
    let policy = policy(request.uri().path());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.entry(CACHE_CONTROL).or_insert(REVALIDATE);
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(policy);
    response
}

/// The policy of a file. That of a worker's script is that of everything it
/// fetches.
fn policy(path: &str) -> HeaderValue {
    match path {
        READER_SCRIPT => READER,
        _ => FILES,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_that_reads_resumes_can_send_nothing() {
        let of = |path| policy(path).to_str().unwrap().to_owned();
        let reader = of("/reader.worker.js");
        assert!(reader.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"));
        for way in ["connect-src", "img-src", "form-action", "unsafe-inline"] {
            assert!(!reader.contains(way), "{way}");
        }
        assert!(of("/sw.js").starts_with("default-src 'self';"));
    }
}

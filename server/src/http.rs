//! The site over HTTP: which route answers what, and what every request passes
//! through on its way.

mod api;
mod assets;
mod client_limit;
mod connections;
mod failure;
mod feeds;
mod figures;
mod health;
mod matching;
pub(crate) mod metrics;
mod page_context;
mod protection;
mod robots;
mod server_functions;
mod sitemap;
mod time_limit;
mod trailing_slash;
mod validators;

use std::sync::Arc;
use std::time::Duration;

use app::backend::{SharedCatalogue, SharedLearning, SharedMarket, SharedMatching, SharedSources};
use axum::Router;
use axum::routing::get;
use leptos::config::LeptosOptions;
use leptos_axum::{LeptosRoutes, generate_route_list};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;

pub(crate) use connections::serve;

use crate::board::Board;
use crate::config::HttpConfig;

/// Largest body of a request, in bytes. Nothing that visitors send is larger.
const MAX_BODY: usize = 256 * 1024;

/// What handlers share.
#[derive(Clone)]
pub(crate) struct Site {
    /// The board with all its data.
    pub board: Arc<Board>,
    /// Where the built client lies and what it is called.
    pub options: LeptosOptions,
}

impl Site {
    fn catalogue(&self) -> SharedCatalogue {
        self.board.clone()
    }

    fn market(&self) -> SharedMarket {
        self.board.clone()
    }

    fn sources(&self) -> SharedSources {
        self.board.clone()
    }

    fn learning(&self) -> SharedLearning {
        self.board.clone()
    }

    fn matching(&self) -> SharedMatching {
        self.board.clone()
    }
}

impl axum::extract::FromRef<Site> for LeptosOptions {
    fn from_ref(site: &Site) -> Self {
        site.options.clone()
    }
}

/// The whole site as one service.
pub(crate) fn router(site: Site, config: &HttpConfig) -> Router {
    let pages = generate_route_list(app::App);
    let context = page_context::provider(&site);
    let shell_options = site.options.clone();
    // What programs ask for again and again.
    let polled = Router::new()
        .route("/jobs.atom", get(feeds::atom))
        .route("/jobs.rss", get(feeds::rss))
        .route("/jobs.json", get(feeds::json_feed))
        .route("/sitemap.xml", get(sitemap::index))
        .route("/sitemaps/{file}", get(sitemap::part))
        .route_layer(axum::middleware::from_fn(validators::etag));
    let dynamic = Router::new()
        .merge(polled)
        .route("/api/v1/jobs", get(api::search))
        .route("/api/v1/jobs/{id}", get(api::job))
        .route("/api/v1/match", get(matching::answer))
        .route("/api/v1/figures/{file}", get(figures::figure))
        .route("/api/{*rest}", get(api::unknown))
        .route("/robots.txt", get(robots::robots))
        .route("/healthz", get(health::health))
        .leptos_routes_with_context(&site, pages, context.clone(), move || {
            app::shell(shell_options.clone())
        });
    let files = assets::router(&site, config, context);
    dynamic.merge(files).with_state(site).layer(
        ServiceBuilder::new()
            .layer(axum::middleware::from_fn(protection::headers))
            .layer(axum::middleware::from_fn(protection::panics))
            .layer(CatchPanicLayer::custom(protection::on_panic))
            .layer(axum::middleware::from_fn_with_state(
                config.request_timeout.max(Duration::from_secs(1)),
                time_limit::limit,
            ))
            .layer(axum::middleware::from_fn_with_state(
                client_limit::ClientLimit::new(config),
                client_limit::limit,
            ))
            .layer(axum::middleware::from_fn(trailing_slash::redirect))
            .layer(axum::middleware::from_fn(server_functions::status))
            .layer(CsrfLayer::new())
            .layer(RequestBodyLimitLayer::new(MAX_BODY))
            .layer(CompressionLayer::new().compress_when(
                DefaultPredicate::new().and(NotForContentType::new("application/wasm")),
            )),
    )
}

#[cfg(test)]
mod tests;

//! Shows the interface without a database: a made-up board of a few hundred
//! postings, every page, live styles.
//!
//! ```text
//! cargo run -p app --features ssr --example preview
//! ```
//!
//! Then open <http://127.0.0.1:3100>. Styles are served from `style/` as they
//! are, so that a change shows on reload. All kinds of charts are at `/charts`. The islands come alive when the folder
//! of a built client and its `hash.txt` are named:
//!
//! ```text
//! cargo leptos build --release --split --frontend-only
//! cargo run -p app --features ssr --example preview -- target/site target/release/hash.txt
//! ```

mod board;
mod charts;

use std::sync::Arc;

use app::backend::{SharedCatalogue, SharedLearning, SharedMatching};
use app::{App, shell};
use axum::Router;
use axum::routing::get;
use leptos::prelude::*;
use leptos_axum::{LeptosRoutes, generate_route_list};
use tower_http::services::{ServeDir, ServeFile};

const ADDRESS: &str = "127.0.0.1:3100";
/// Files that pages load besides the client.
const PUBLIC: [&str; 7] = [
    "favicon.svg",
    "app.js",
    "roadmap.js",
    "match.js",
    "fit.js",
    "drawings.css",
    "match.css",
];

#[expect(clippy::print_stdout, reason = "says where to look")]
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let board = Arc::new(board::Board::made_up(400));
    let catalogue: SharedCatalogue = board.clone();
    let learning: SharedLearning = board.clone();
    let matching: SharedMatching = board;
    let mut arguments = std::env::args().skip(1);
    let client = arguments.next().zip(arguments.next());
    let (site, hashes) = client.clone().unwrap_or_default();
    let options = LeptosOptions::builder()
        .output_name("backboard")
        .site_root(site.clone())
        .hash_files(client.is_some())
        .hash_file(hashes.into())
        .build();
    let context = move || {
        provide_context(Arc::clone(&catalogue));
        provide_context(Arc::clone(&learning));
        provide_context(Arc::clone(&matching));
    };
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let missing = {
        let (options, context) = (options.clone(), context.clone());
        leptos_axum::render_app_async_with_context(context, move || shell(options.clone()))
    };
    let public = |name: &str| ServeFile::new(format!("{root}/frontend/public/{name}"));
    let mut pages = Router::new()
        .leptos_routes_with_context(&options, generate_route_list(App), context, {
            let options = options.clone();
            move || shell(options.clone())
        })
        .route("/charts", get(charts::gallery))
        .route_service(
            "/pkg/backboard.css",
            ServeFile::new(format!("{root}/style/main.css")),
        )
        .nest_service("/pkg", package(client.is_some(), &site, root))
        .nest_service(
            "/icons",
            ServeDir::new(format!("{root}/frontend/public/icons")),
        );
    for name in PUBLIC {
        pages = pages.route_service(&format!("/{name}"), public(name));
    }
    let pages = pages.fallback(get(missing)).with_state(options);
    let listener = tokio::net::TcpListener::bind(ADDRESS).await?;
    println!("Preview at http://{ADDRESS}");
    axum::serve(listener, pages).await?;
    Ok(())
}

/// The built client, or the styles as they are written.
fn package(built: bool, site: &str, root: &str) -> ServeDir {
    if built {
        ServeDir::new(format!("{site}/pkg"))
    } else {
        ServeDir::new(format!("{root}/style"))
    }
}

//! What pages and server functions find in their context, and the headers that
//! every page carries.

use app::backend::{SharedCatalogue, SharedLearning, SharedMarket, SharedMatching, SharedSources};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use leptos::nonce::use_nonce;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::ResponseOptions;

use super::{Site, protection};

/// Makes the closure that leptos runs before each page and server function.
pub(super) fn provider(site: &Site) -> impl Fn() + Clone + Send + Sync + 'static {
    let catalogue: SharedCatalogue = site.catalogue();
    let learning: SharedLearning = site.learning();
    let market: SharedMarket = site.market();
    let matching: SharedMatching = site.matching();
    let sources: SharedSources = site.sources();
    move || {
        provide_context(catalogue.clone());
        provide_context(market.clone());
        provide_context(sources.clone());
        provide_context(learning.clone());
        provide_context(matching.clone());
        let Some(response) = use_context::<ResponseOptions>() else {
            return;
        };
        response.insert_header(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        if let Some(nonce) = use_nonce()
            && let Ok(policy) = HeaderValue::try_from(protection::page_policy(&nonce))
        {
            response.insert_header(CONTENT_SECURITY_POLICY, policy);
        }
    }
}

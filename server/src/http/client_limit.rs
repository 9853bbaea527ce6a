//! A limit on how often one client may ask.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderName, HeaderValue, Response, StatusCode};
use axum::middleware::Next;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::config::HttpConfig;

/// Bursts may be this many times the rate.
const BURST: u32 = 4;
/// Clients remembered before the idle ones are forgotten.
const MANY_CLIENTS: usize = 10_000;

/// The limiter, and how it knows clients apart.
#[derive(Clone)]
pub(super) struct ClientLimit {
    limiter: Option<Arc<DefaultKeyedRateLimiter<IpAddr>>>,
    header: Option<HeaderName>,
}

impl ClientLimit {
    pub(super) fn new(config: &HttpConfig) -> Self {
        let limiter = config.rate_limit.and_then(NonZeroU32::new).map(|rate| {
            let burst = rate.saturating_mul(NonZeroU32::MIN.saturating_add(BURST - 1));
            Arc::new(RateLimiter::keyed(
                Quota::per_second(rate).allow_burst(burst),
            ))
        });
        Self {
            limiter,
            header: config.client_address_header.clone(),
        }
    }

    /// The client's address: from the trusted proxy's header when there is one,
    /// else of the connection. `None`: this machine itself, which is not limited.
    fn client(&self, request: &Request) -> Option<IpAddr> {
        let forwarded = self
            .header
            .as_ref()
            .and_then(|name| request.headers().get_all(name).iter().next_back())
            .and_then(|value| value.to_str().ok())
            .and_then(|list| list.rsplit(',').next())
            .and_then(|last| last.trim().parse().ok());
        let peer = request
            .extensions()
            .get::<ConnectInfo<SocketAddr>>()
            .map(|info| info.0.ip());
        forwarded.or_else(|| peer.filter(|address| !address.is_loopback()))
    }
}

/// Lets a request pass, or answers 429 with when to come back.
pub(super) async fn limit(
    State(limit): State<ClientLimit>,
    request: Request,
    next: Next,
) -> Response<Body> {
    if let Some(limiter) = &limit.limiter
        && let Some(client) = limit.client(&request)
    {
        if limiter.len() > MANY_CLIENTS {
            limiter.retain_recent();
        }
        if limiter.check_key(&client).is_err() {
            let mut response = Response::new(Body::from(
                "Too many requests from your address. Please wait a second and try again.\n",
            ));
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from_static("1"));
            return response;
        }
    }
    next.run(request).await
}

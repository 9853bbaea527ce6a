//! A limit on how often one client may ask.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;

use app::AppError;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderName, Response};
use axum::middleware::Next;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::failure::failure;
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
            .map(|last| address_in(last.trim()).unwrap_or(UNREADABLE));
        let peer = request
            .extensions()
            .get::<ConnectInfo<SocketAddr>>()
            .map(|info| info.0.ip());
        forwarded
            .or_else(|| peer.filter(|address| !address.is_loopback()))
            .map(network)
    }
}

/// Clients whose address in the proxy's header cannot be read share one limit.
const UNREADABLE: IpAddr = IpAddr::V4(Ipv4Addr::UNSPECIFIED);

/// An address as proxies write it: alone, in brackets, or with a port.
fn address_in(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    bare.parse()
        .ok()
        .or_else(|| text.parse().ok().map(|address: SocketAddr| address.ip()))
}

/// What counts as one client: an IPv4 address, or the /64 network of an IPv6
/// one, all addresses of which one subscriber has.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let prefix = address.to_bits() >> 64 << 64;
            IpAddr::V6(Ipv6Addr::from_bits(prefix))
        }
        v4 => v4,
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
            return failure(request.uri().path(), &AppError::RateLimited);
        }
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_are_told_apart_by_what_one_subscriber_has() {
        let client = |text| address_in(text).map(network);
        assert_eq!(client("9.9.9.9:443"), client("9.9.9.9"));
        assert_eq!(client("[2001:db8::9]:443"), client("[2001:db8::1:2]"));
        assert_ne!(client("2001:db8:0:1::1"), client("2001:db8:0:2::1"));
        assert_eq!(client("::ffff:9.9.9.9"), client("9.9.9.9"));
        assert_eq!(client("unknown"), None);
    }
}

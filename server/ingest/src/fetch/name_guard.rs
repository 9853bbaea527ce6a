//! Names become addresses here, and only public ones get through.
//!
//! The connection goes to exactly the addresses that were judged: there is one
//! lookup per connection and its answer is handed on, so a name that answers
//! differently the next time ('rebinding') gains nothing. One special address
//! among the answers refuses them all: an honest name has none.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::address_guard::{AddressKind, Reach, refusal};

/// Most addresses of one name that are tried.
const MAX_ADDRESSES: usize = 16;

/// The addresses of a name, in the making.
pub type Lookup = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// Finds the addresses of names.
pub trait NameResolver: Send + Sync {
    /// Looks up a host name. Its answer is judged before it is used.
    fn lookup(&self, host: &str) -> Lookup;
}

/// The machine's own resolver.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemResolver;

impl NameResolver for SystemResolver {
    fn lookup(&self, host: &str) -> Lookup {
        let host = host.to_owned();
        Box::pin(async move {
            let found = tokio::net::lookup_host((host, 0)).await?;
            Ok(found.map(|address| address.ip()).collect())
        })
    }
}

/// Why a name gives no address to connect to. It travels through the client's
/// own error and is found again there.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LookupError {
    /// It has an address that must not be asked.
    #[error("{ip} is {kind}")]
    Forbidden {
        /// The address.
        ip: IpAddr,
        /// What is special about it.
        kind: AddressKind,
    },
    /// It has no address.
    #[error("the name has no address")]
    NoAddress,
    /// The lookup failed.
    #[error("{0}")]
    Failed(io::Error),
}

/// A resolver whose answers have been judged.
pub(crate) struct GuardedResolver {
    names: Arc<dyn NameResolver>,
    reach: Reach,
}

impl GuardedResolver {
    pub(crate) fn new(names: Arc<dyn NameResolver>, reach: Reach) -> Self {
        Self { names, reach }
    }
}

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let lookup = self.names.lookup(name.as_str());
        let reach = self.reach;
        Box::pin(async move {
            let addresses = judged(lookup.await, reach)?;
            let addresses = addresses.into_iter().map(|ip| SocketAddr::new(ip, 0));
            let addresses: Addrs = Box::new(addresses);
            Ok(addresses)
        })
    }
}

fn judged(answer: io::Result<Vec<IpAddr>>, reach: Reach) -> Result<Vec<IpAddr>, LookupError> {
    let mut addresses = answer.map_err(LookupError::Failed)?;
    for ip in &addresses {
        if let Some(kind) = refusal(*ip, reach) {
            return Err(LookupError::Forbidden { ip: *ip, kind });
        }
    }
    addresses.truncate(MAX_ADDRESSES);
    if addresses.is_empty() {
        return Err(LookupError::NoAddress);
    }
    Ok(addresses)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged_texts(texts: &[&str]) -> Result<Vec<IpAddr>, LookupError> {
        let addresses = texts.iter().map(|text| text.parse().unwrap()).collect();
        judged(Ok(addresses), Reach::Public)
    }

    #[test]
    fn one_private_address_among_public_ones_refuses_them_all() {
        let refused = judged_texts(&["8.8.8.8", "10.0.0.1", "1.1.1.1"]);
        assert!(matches!(
            refused,
            Err(LookupError::Forbidden {
                kind: AddressKind::Private,
                ..
            })
        ));
    }

    #[test]
    fn public_addresses_are_handed_on_as_they_are() {
        let found = judged_texts(&["8.8.8.8", "2606:4700::1111"]).unwrap();
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn a_name_without_an_address_is_an_error() {
        assert!(matches!(judged_texts(&[]), Err(LookupError::NoAddress)));
    }
}

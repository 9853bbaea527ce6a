//! Addresses as text, judged before anything is asked.
//!
//! A [`Target`] is an http(s) address without credentials, at an ordinary port,
//! whose host is neither a special IP address in any spelling nor a name that
//! means the own network. What a name resolves to is judged by `name_guard.rs`.

use std::fmt;
use std::net::IpAddr;

use reqwest::Url;
use url::Host;

use super::address_guard::{Reach, refusal};
use super::fetch_error::{FetchError, shown};
use crate::forbidden_sites::forbidden;

/// Longest address, bytes.
const MAX_ADDRESS_BYTES: usize = 4096;

/// Names that mean this machine (RFC 6761).
const LOOPBACK_NAME: &str = "localhost";

/// Ends of names that mean the own network, or a cloud's inside.
const LOCAL_SUFFIXES: &[&str] = &[
    "local",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "private",
    "localdomain",
    "home.arpa",
];

/// An address that may be asked, as far as its text tells.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Target {
    url: Url,
    host: String,
}

impl Target {
    /// Reads and judges an address.
    pub(crate) fn parse(text: &str, reach: Reach) -> Result<Self, FetchError> {
        let invalid = |reason: &str| FetchError::InvalidAddress {
            address: shown(text),
            reason: reason.to_owned(),
        };
        if text.len() > MAX_ADDRESS_BYTES {
            return Err(invalid("it is longer than any real one"));
        }
        let url = Url::parse(text.trim()).map_err(|error| invalid(&error.to_string()))?;
        Self::judge(url, reach)
    }

    /// Judges an address that has been read, such as where a redirect leads.
    pub(crate) fn judge(mut url: Url, reach: Reach) -> Result<Self, FetchError> {
        let address = shown(url.as_str());
        let invalid = |reason: &str| FetchError::InvalidAddress {
            address: address.clone(),
            reason: reason.to_owned(),
        };
        if url.as_str().len() > MAX_ADDRESS_BYTES {
            return Err(invalid("it is longer than any real one"));
        }
        if !matches!(url.scheme(), "http" | "https") {
            return Err(invalid("it is neither http nor https"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(invalid("it carries a user name or password"));
        }
        let port = url.port_or_known_default().unwrap_or_default();
        if port < 1024 && !matches!(port, 80 | 443) {
            return Err(invalid("its port belongs to a service other than the web"));
        }
        let host = match url.host() {
            Some(Host::Domain(name)) => judge_name(name, reach).map_err(invalid)?,
            Some(Host::Ipv4(v4)) => judge_literal(IpAddr::V4(v4), &address, reach)?,
            Some(Host::Ipv6(v6)) => judge_literal(IpAddr::V6(v6), &address, reach)?,
            None => return Err(invalid("it names no host")),
        };
        if let Some(words) = forbidden(&host) {
            return Err(invalid(words));
        }
        url.set_fragment(None);
        Ok(Self { url, host })
    }

    /// The address.
    pub(crate) fn url(&self) -> &Url {
        &self.url
    }

    /// The host without a final dot.
    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    /// Host and port, for what is kept per server.
    pub(crate) fn authority(&self) -> String {
        let port = self.url.port_or_known_default().unwrap_or_default();
        format!("{}:{port}", self.host)
    }

    /// Scheme, host and port.
    pub(crate) fn origin(&self) -> String {
        format!("{}://{}", self.url.scheme(), self.authority())
    }

    /// The address for messages.
    pub(crate) fn shown(&self) -> String {
        shown(self.url.as_str())
    }
}

impl fmt::Debug for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Target({})", self.shown())
    }
}

/// The name without a final dot, or why it must not be asked.
fn judge_name(name: &str, reach: Reach) -> Result<String, &'static str> {
    let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    let ends_in = |suffix: &str| {
        name.strip_suffix(suffix)
            .is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    if ends_in(LOOPBACK_NAME) {
        return match reach {
            Reach::Public => Err("its host is this machine itself"),
            Reach::PublicAndLoopback => Ok(name),
        };
    }
    if LOCAL_SUFFIXES.iter().any(|suffix| ends_in(suffix)) {
        return Err("its host is a name of the own network");
    }
    if !name.contains('.') {
        return Err("its host is a name without a dot, which only the own network knows");
    }
    Ok(name)
}

fn judge_literal(ip: IpAddr, address: &str, reach: Reach) -> Result<String, FetchError> {
    match refusal(ip, reach) {
        Some(kind) => Err(FetchError::ForbiddenAddress {
            address: address.to_owned(),
            ip,
            kind,
        }),
        None => Ok(ip.to_canonical().to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Target, FetchError> {
        Target::parse(text, Reach::Public)
    }

    #[test]
    fn ordinary_addresses_are_targets() {
        for text in [
            "https://boards.example.com/v1/jobs?content=true",
            "http://example.com:8080/feed",
            "https://example.com./jobs",
            " https://example.com/jobs ",
            "https://8.8.8.8/",
            "https://[2606:4700::1111]/",
            "https://bücher.example/jobs",
        ] {
            assert!(parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_final_dot_and_a_fragment_make_no_other_host() {
        let target = parse("https://Example.com./jobs#top").unwrap();
        assert_eq!(target.authority(), "example.com:443");
        assert_eq!(target.url().fragment(), None);
    }

    #[test]
    fn other_schemes_credentials_and_ports_are_refused() {
        for text in [
            "ftp://example.com/",
            "file:///etc/passwd",
            "gopher://example.com/",
            "javascript:alert(1)",
            "data:text/html,hello",
            "https://user@example.com/",
            "https://user:secret@example.com/",
            "https://:secret@example.com/",
            "http://example.com:22/",
            "http://example.com:25/",
            "https://",
            "jobs",
            "",
        ] {
            let refused = parse(text);
            assert!(
                matches!(refused, Err(FetchError::InvalidAddress { .. })),
                "{text}: {refused:?}"
            );
        }
    }

    #[test]
    fn names_of_the_own_network_are_refused() {
        for text in [
            "http://localhost/",
            "http://LOCALHOST./",
            "http://db.localhost/",
            "http://printer.local/",
            "http://metadata.google.internal/",
            "http://metadata/",
            "http://router.lan/",
            "http://nas.home.arpa/",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}

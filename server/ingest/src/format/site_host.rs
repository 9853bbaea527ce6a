//! Whose an address is: a feed or page may name postings of its own site alone.

use crate::readable_text::web_address;

/// Host of an address of the web, with its port, in lower case.
pub(crate) fn host_of(address: &str) -> Option<String> {
    let rest = web_address(address)?;
    let (_, rest) = rest.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?.to_ascii_lowercase();
    Some(host).filter(|host| !host.is_empty() && host.len() <= 100)
}

/// Whether a host is a site's own: the same, or one below it.
pub(crate) fn is_within(host: &str, site: &str) -> bool {
    let plain = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
    let (host, site) = (plain(host), plain(site));
    host.strip_suffix(&site)
        .is_some_and(|before| before.is_empty() || before.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_has_its_own_host_and_those_below_it() {
        for host in ["acme.example", "www.acme.example", "jobs.acme.example"] {
            assert!(is_within(host, "www.acme.example"), "{host}");
        }
        for host in ["not-acme.example", "example", "acme.example.evil.example"] {
            assert!(!is_within(host, "acme.example"), "{host}");
        }
        let host = host_of("https://Jobs.Acme.example:8443/a?b#c");
        assert_eq!(host.as_deref(), Some("jobs.acme.example:8443"));
        assert_eq!(host_of("acme.example"), None);
    }
}

//! Names of sites that a posting links to or writes from: a strong hint at
//! what its company is called.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::document::Document;
use crate::lexicon;
use crate::word::{squeeze, words};

/// Hosts that are no company's own.
struct Hosts {
    /// Hosts whose path names the company: `jobs.lever.co/acme`.
    boards_by_path: Vec<&'static str>,
    /// Hosts whose first label names the company: `acme.breezy.hr`.
    boards_by_label: Vec<&'static str>,
    /// Labels that name no company.
    generic: HashSet<&'static str>,
}

static HOSTS: LazyLock<Hosts> = LazyLock::new(|| {
    let text = include_str!("../lexicon/companies.txt");
    Hosts {
        boards_by_path: lexicon::list(text, "board-by-path"),
        boards_by_label: lexicon::list(text, "board-by-label"),
        generic: lexicon::set(text, "generic-site"),
    }
});

/// Squeezed names of the sites of a posting, in order, without repeats.
pub(crate) fn names(document: &Document) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: Option<String>| {
        if let Some(name) = name.filter(|n| n.len() > 1 && !HOSTS.generic.contains(n.as_str()))
            && !names.contains(&name)
        {
            names.push(name);
        }
    };
    for link in document.links() {
        add(of_url(&link.href));
    }
    for (_, word) in words(document.text()) {
        let marks = |byte: &u8| matches!(byte, b':' | b'@' | b'.');
        if !word.as_bytes().iter().any(marks) {
            continue;
        }
        if word.contains("://") {
            add(of_url(word));
        } else if let Some((_, host)) = word.rsplit_once('@') {
            add(of_host(host.trim_end_matches('>'), ""));
        } else if word.contains('.') && is_domain(word) {
            let (host, path) = word.split_once('/').unwrap_or((word, ""));
            add(of_host(host, path));
        }
    }
    names
}

/// Whether a word looks like a bare domain, with or without a path.
pub(crate) fn is_domain(word: &str) -> bool {
    const ENDINGS: [&str; 40] = [
        "com", "io", "co", "net", "org", "ai", "app", "dev", "me", "us", "uk", "de", "fr", "nl",
        "eu", "in", "ca", "se", "ch", "at", "tv", "ly", "fm", "so", "is", "health", "tech", "xyz",
        "hr", "inc", "im", "it", "es", "pl", "dk", "no", "fi", "jobs", "cc", "au",
    ];
    if !word.as_bytes().contains(&b'.') {
        return false;
    }
    let host = word.split(['/', '?']).next().unwrap_or_default();
    let Some((name, ending)) = host.rsplit_once('.') else {
        return false;
    };
    !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
        && name.bytes().any(|b| b.is_ascii_alphabetic())
        && ENDINGS.iter().any(|e| e.eq_ignore_ascii_case(ending))
        && !["node.js", "asp.net"]
            .iter()
            .any(|w| host.eq_ignore_ascii_case(w))
}

fn of_url(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.strip_prefix("mailto:").unwrap_or(rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.split(['?', '#', ':']).next().unwrap_or_default();
    of_host(host.rsplit('@').next().unwrap_or_default(), path)
}

fn of_host(host: &str, path: &str) -> Option<String> {
    let host = host.to_ascii_lowercase();
    let labels: Vec<&str> = host.split('.').filter(|l| !l.is_empty()).collect();
    if labels.len() < 2 {
        return None;
    }
    let under = |board: &&str| {
        host == **board || host.strip_suffix(*board).is_some_and(|h| h.ends_with('.'))
    };
    if HOSTS.boards_by_label.iter().any(&under) && labels.len() > 2 {
        let label = labels.first().copied().unwrap_or_default();
        if !matches!(label, "apply" | "www" | "jobs" | "app" | "careers") {
            return Some(squeeze(label));
        }
    }
    if HOSTS.boards_by_path.iter().any(&under) {
        let skip = |s: &&str| {
            !matches!(
                *s,
                "" | "companies"
                    | "company"
                    | "c"
                    | "j"
                    | "jobs"
                    | "in"
                    | "o"
                    | "embed"
                    | "job_app"
                    | "careers"
            )
        };
        let part = path.split(['/', '?', '#']).find(skip)?;
        return Some(squeeze(part));
    }
    let second_level = |l: &str| matches!(l, "co" | "com" | "org" | "ac" | "net" | "gov" | "edu");
    let mut at = labels.len().checked_sub(2)?;
    if at > 0
        && labels.get(at).copied().is_some_and(second_level)
        && labels.last().is_some_and(|l| l.len() == 2)
    {
        at -= 1;
    }
    labels.get(at).map(|l| squeeze(l))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_name_their_company() {
        let name = |url| of_url(url);
        assert_eq!(
            name("https://www.acme.example.com/x").as_deref(),
            Some("example")
        );
        assert_eq!(
            name("https://jobs.lever.co/acme-labs/123").as_deref(),
            Some("acmelabs")
        );
        assert_eq!(name("http://acme.breezy.hr/").as_deref(), Some("acme"));
        assert_eq!(name("mailto:jobs@acme.co.uk").as_deref(), Some("acme"));
        assert!(is_domain("acme.io/jobs") && !is_domain("Node.js") && !is_domain("e.g"));
    }
}

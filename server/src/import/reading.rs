//! One posting: facts from its text, its own structured facts over them, its
//! HTML made safe.

use domain::{BackendVerdict, CompanyRef, ContentHash, RawPosting};
use extract::{Format, Input};
use ingest::{Disagreement, Seen, TextWords, likeness_of, reconcile};
use store::NewPosting;

use crate::sources;

/// Longest title kept, in characters.
const MAX_TITLE: usize = 160;
/// Longest company name kept, in characters.
const MAX_COMPANY: usize = 120;

/// A posting as it was read.
#[derive(Debug)]
pub(crate) struct Reading {
    /// What is recorded.
    pub posting: NewPosting,
    /// Where its text contradicts what its source states; the source won.
    pub disagreements: Vec<Disagreement>,
}

/// Reads a posting.
///
/// # Errors
/// The reason, in words, why it is none.
pub(crate) fn read_posting(raw: RawPosting) -> Result<Reading, &'static str> {
    let is_thread = raw.source.as_str() == "hn";
    let location = (!raw.locations.is_empty()).then(|| raw.locations.join("; "));
    let reading = extract::read(&Input {
        format: if is_thread { Format::Hn } else { Format::Html },
        title: raw.title.as_deref(),
        company: raw.company.as_deref(),
        location: location.as_deref(),
        body: &raw.body,
    });
    if !reading.is_job {
        return Err("it offers no position");
    }
    let company = reading.company.as_deref().or(raw.company.as_deref());
    let company = company
        .map(|name| cut(name, MAX_COMPANY))
        .and_then(|name| CompanyRef::from_name(&name));
    let title = raw
        .title
        .as_deref()
        .filter(|t| !t.trim().is_empty())
        .unwrap_or(&reading.title);
    let title = cut(title, MAX_TITLE);
    if title.is_empty() && company.is_none() && reading.facts.backend == BackendVerdict::Unclear {
        return Err("neither a role nor a company could be read");
    }
    let html = ingest::sanitize(&raw.body);
    let words = TextWords::read(&html);
    let content_hash = ContentHash(words.fingerprint());
    let (facts, disagreements) = reconcile(reading.facts, &reading.contrary_places, &raw);
    let likeness = likeness_of(&Seen {
        listing: sources::listing(&raw.source),
        title: &title,
        facts: &facts,
        words: &words,
        locations: &raw.locations,
        requisition: raw.requisition.as_deref(),
    });
    let posting = NewPosting {
        title: if title.is_empty() {
            "Open role".to_owned()
        } else {
            title
        },
        company,
        html,
        facts,
        source: raw.source,
        external_id: raw.external_id,
        url: raw.url,
        apply_url: raw.apply_url,
        posted_at: raw.posted_at,
        closed_at: raw.closed_at,
        content_hash,
        likeness,
    };
    Ok(Reading {
        posting,
        disagreements,
    })
}

/// Whether a character may stand in a title: no control, and none of those that
/// XML has no place for.
fn is_text(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')
}

fn cut(text: &str, most: usize) -> String {
    let clean: String = text
        .trim()
        .chars()
        .map(|c| if is_text(c) { c } else { ' ' })
        .take(most)
        .collect();
    clean.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{RemoteScope, SourceKey, Workplace};

    fn raw(body: &str) -> RawPosting {
        let source = SourceKey::parse("himalayas").unwrap();
        let raw = RawPosting::new(source, "1".to_owned(), body.to_owned());
        RawPosting {
            title: Some("Backend Engineer".to_owned()),
            company: Some("Tarnwell".to_owned()),
            ..raw
        }
    }

    #[test]
    fn what_a_source_states_wins_and_the_contradiction_is_told() {
        let stated = RawPosting {
            workplace: vec![Workplace::Hybrid],
            ..raw("<p>We build rivers in Rust. This role is fully remote.</p>")
        };
        let reading = read_posting(stated).unwrap();
        assert_eq!(reading.posting.facts.workplace, [Workplace::Hybrid]);
        assert_eq!(
            reading.disagreements.len(),
            1,
            "{:?}",
            reading.disagreements
        );
        let quiet = read_posting(raw("<p>This role is fully remote.</p>")).unwrap();
        assert!(quiet.disagreements.is_empty());
    }

    #[test]
    fn countries_of_a_remote_role_become_its_scope() {
        let stated = RawPosting {
            workplace: vec![Workplace::Remote],
            locations: vec![
                "Remote (Canada)".to_owned(),
                "Remote (United States)".to_owned(),
            ],
            ..raw("<p>We build rivers in Rust.</p>")
        };
        let facts = read_posting(stated).unwrap().posting.facts;
        let scopes: Vec<String> = facts.remote_scope.iter().map(RemoteScope::slug).collect();
        assert_eq!(scopes, ["ca", "us"], "{:?}", facts.places);
        assert!(facts.places.is_empty(), "{:?}", facts.places);
    }

    #[test]
    fn a_posting_without_a_text_is_read_by_its_title() {
        let reading = read_posting(raw("")).unwrap();
        assert_eq!(reading.posting.facts.backend, BackendVerdict::Yes);
    }
}

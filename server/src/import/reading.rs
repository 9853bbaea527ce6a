//! One posting: facts from its text, its own structured facts over them, its
//! HTML made safe.

use domain::{BackendVerdict, CompanyRef, ContentHash, Facts, RawPosting};
use extract::{Format, Input};
use store::NewPosting;

/// Longest title kept, in characters.
const MAX_TITLE: usize = 160;
/// Longest company name kept, in characters.
const MAX_COMPANY: usize = 120;

/// Reads a posting.
///
/// # Errors
/// The reason, in words, why it is none.
pub(crate) fn read_posting(raw: RawPosting) -> Result<NewPosting, &'static str> {
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
    let content_hash = ContentHash(ingest::content_fingerprint(&html));
    Ok(NewPosting {
        title: if title.is_empty() {
            "Open role".to_owned()
        } else {
            title
        },
        company,
        html,
        facts: with_structured(reading.facts, &raw),
        source: raw.source,
        external_id: raw.external_id,
        url: raw.url,
        apply_url: raw.apply_url,
        posted_at: raw.posted_at,
        closed_at: raw.closed_at,
        content_hash,
    })
}

/// What a source states in fields of its own wins over what was read.
fn with_structured(read: Facts, raw: &RawPosting) -> Facts {
    fn prefer<T: Clone>(given: &[T], read: Vec<T>) -> Vec<T> {
        if given.is_empty() {
            read
        } else {
            given.to_vec()
        }
    }
    Facts {
        workplace: prefer(&raw.workplace, read.workplace),
        employment: prefer(&raw.employment, read.employment),
        salary: prefer(&raw.salary, read.salary),
        ..read
    }
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

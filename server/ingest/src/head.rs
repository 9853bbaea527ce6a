//! Telling a file's format from its beginning.

use crate::format::FormatKind;
use crate::json_document::{keys_of, visible_keys};
use crate::readable_text::lossy;
use crate::xml_elements::root_element;

/// What the beginning of a file shows.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Recognised {
    /// A known format.
    Format(FormatKind),
    /// Nothing but white space.
    Nothing,
    /// An answer of a source that carries no postings.
    Notice(String),
    /// Something else, in words.
    Other(String),
}

/// Tells the format from the first bytes of the decompressed content.
pub(crate) fn recognise(head: &[u8]) -> Recognised {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0;
    let Some(start) = head.iter().position(|byte| !blank(byte)) else {
        return Recognised::Nothing;
    };
    let head = head.get(start..).unwrap_or_default();
    if head.starts_with(b"{") {
        return recognise_object(head);
    }
    if head.starts_with(b"[")
        && let Some(kind) = recognise_list(head)
    {
        return Recognised::Format(kind);
    }
    if let Some(kind) = recognise_markup(head) {
        return Recognised::Format(kind);
    }
    // One broken line at the top does not make another format of the rest.
    let other_lines = head.split(|byte| *byte == b'\n').skip(1).take(100);
    if other_lines
        .filter(|line| line.starts_with(b"{"))
        .any(|line| is_posting(&visible_keys(line).0))
    {
        return Recognised::Format(FormatKind::Ndjson);
    }
    Recognised::Other(describe(head))
}

fn has(keys: &[String], wanted: &[&str]) -> bool {
    wanted.iter().any(|w| keys.iter().any(|k| k == w))
}

fn recognise_object(head: &[u8]) -> Recognised {
    let (outer, inner) = visible_keys(head);
    if is_posting(&outer) {
        return Recognised::Format(FormatKind::Ndjson);
    }
    let beginning = head.get(..2_000).unwrap_or(head);
    if has(&outer, &["result"]) && beginning.windows(12).any(|w| w == b"\"jobOpening\"") {
        return Recognised::Format(FormatKind::BambooHrPosting);
    }
    if let Some(kind) = kind_of_keys(&outer, &inner) {
        return Recognised::Format(kind);
    }
    if has(&outer, &["jobs"]) && !inner.is_empty() {
        return Recognised::Other(format!(
            "a JSON object with \"jobs\" whose first item has the keys {}",
            listed(&inner)
        ));
    }
    let later_line = head
        .split(|byte| *byte == b'\n')
        .skip(1)
        .take(100)
        .any(|line| is_posting(&visible_keys(line).0));
    if later_line {
        return Recognised::Format(FormatKind::Ndjson);
    }
    if has(&outer, &["error", "errors", "message", "status"]) {
        return Recognised::Notice(format!("an answer with the keys {}", listed(&outer)));
    }
    if outer.is_empty() {
        return Recognised::Other("a JSON object without a key".to_owned());
    }
    Recognised::Other(format!("a JSON object with the keys {}", listed(&outer)))
}

/// The format whose documents have these keys, and these in their first item.
fn kind_of_keys(outer: &[String], inner: &[String]) -> Option<FormatKind> {
    let outside = |wanted: &[&str]| has(outer, wanted);
    let inside = |wanted: &[&str]| has(inner, wanted);
    let all_outside = |wanted: &[&str]| wanted.iter().all(|key| has(outer, &[key]));
    let by_outer = [
        (
            outside(&["jobAd", "list_pages"]),
            FormatKind::SmartRecruitersPosting,
        ),
        (outside(&["offers"]), FormatKind::Recruitee),
        (outside(&["jobPostings"]), FormatKind::Workday),
        (outside(&["SearchResult"]), FormatKind::UsaJobs),
        (
            all_outside(&["content", "totalFound"]),
            FormatKind::SmartRecruiters,
        ),
        (all_outside(&["children", "story_id"]), FormatKind::HnThread),
        (
            all_outside(&["hits", "facets", "total"]),
            FormatKind::Backboard,
        ),
        (outside(&["posting"]), FormatKind::BackboardPosting),
        (all_outside(&["version", "items"]), FormatKind::JsonFeed),
        (
            outside(&["@context", "@graph", "@type"]),
            FormatKind::JobPosting,
        ),
        (
            outside(&["hits"]) && inside(&["comment_text"]),
            FormatKind::HnHits,
        ),
        (
            outside(&["data"]) && inside(&["company_name", "job_types"]),
            FormatKind::Arbeitnow,
        ),
        (
            outside(&["result"]) && inside(&["jobOpeningName"]),
            FormatKind::BambooHr,
        ),
        (
            outside(&["comments"]) && !outside(&["jobs"]),
            FormatKind::HnComments,
        ),
    ];
    let known = by_outer
        .iter()
        .find(|(fits, _)| *fits)
        .map(|(_, kind)| *kind);
    if known.is_some() || !outside(&["jobs"]) {
        return known;
    }
    let by_inner = [
        (
            inside(&["absolute_url", "internal_job_id"]),
            FormatKind::Greenhouse,
        ),
        (inside(&["shortcode"]), FormatKind::Workable),
        (
            inside(&["companySlug", "locationRestrictions"]),
            FormatKind::Himalayas,
        ),
        (outside(&["apiVersion"]), FormatKind::Ashby),
        (
            inside(&["jobUrl", "descriptionHtml", "isListed", "publishedAt"]),
            FormatKind::Ashby,
        ),
        (
            outside(&["schema_version", "sources", "run_id"]),
            FormatKind::HnJobs,
        ),
        (inside(&["text", "by", "source"]), FormatKind::HnJobs),
        (
            inner.is_empty() && outside(&["meta"]),
            FormatKind::Greenhouse,
        ),
        (inner.is_empty() && outside(&["name"]), FormatKind::Workable),
        (
            inner.is_empty() && outside(&["totalCount"]),
            FormatKind::Himalayas,
        ),
        (inner.is_empty(), FormatKind::Ashby),
    ];
    by_inner
        .iter()
        .find(|(fits, _)| *fits)
        .map(|(_, kind)| *kind)
}

/// The format of a bare list, told from its first item.
fn recognise_list(head: &[u8]) -> Option<FormatKind> {
    let keys = keys_of(head.get(1..).unwrap_or_default());
    let any = |wanted: &[&str]| has(&keys, wanted);
    [
        (
            any(&["company_slug"]) && any(&["absolute_url"]),
            FormatKind::GreenhouseCapture,
        ),
        (
            any(&["hostedUrl", "descriptionPlain", "categories"]),
            FormatKind::Lever,
        ),
        (
            any(&["legal"]) || (any(&["epoch"]) && any(&["position"])),
            FormatKind::RemoteOk,
        ),
        (any(&["@context", "@type"]), FormatKind::JobPosting),
    ]
    .iter()
    .find(|(fits, _)| *fits)
    .map(|(_, kind)| *kind)
}

/// The format of an XML document or a page.
fn recognise_markup(head: &[u8]) -> Option<FormatKind> {
    let utf16 = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    if !utf16 && !head.starts_with(b"<") {
        return None;
    }
    let text = lossy(head);
    let (root, _) = root_element(&text)?;
    let kind = match root.as_str() {
        "workzag-jobs" => FormatKind::Personio,
        "rss" | "RDF" => FormatKind::Rss,
        "feed" => FormatKind::Atom,
        _ if !root.eq_ignore_ascii_case("html") => return None,
        _ if text.contains("id=\"hnmain\"") => FormatKind::HnPage,
        _ if text.contains("ld+json") || text.contains("LD+JSON") => FormatKind::JobPosting,
        _ => return None,
    };
    Some(kind)
}

/// Whether an object with these keys is meant to be a posting of Backboard's own format.
fn is_posting(keys: &[String]) -> bool {
    keys.iter().any(|key| key == "external_id" || key == "body")
}

fn listed(keys: &[String]) -> String {
    let shown: Vec<String> = keys
        .iter()
        .take(8)
        .map(|key| {
            format!(
                "\"{}\"",
                key.chars()
                    .filter(|c| !c.is_control())
                    .take(30)
                    .collect::<String>()
            )
        })
        .collect();
    let more = if keys.len() > shown.len() {
        " and more"
    } else {
        ""
    };
    format!("{}{more}", shown.join(", "))
}

fn describe(head: &[u8]) -> String {
    let lower: Vec<u8> = head.iter().take(15).map(u8::to_ascii_lowercase).collect();
    let kind = if lower.starts_with(b"<!doctype html") || lower.starts_with(b"<html") {
        "an HTML page"
    } else if head.starts_with(b"<") {
        "an XML document"
    } else if head.starts_with(b"[") {
        "a JSON list"
    } else if head.starts_with(b"PK\x03\x04") {
        "a zip archive"
    } else if head.starts_with(b"%PDF") {
        "a PDF"
    } else if head.starts_with(b"SQLite format 3") {
        "a SQLite database"
    } else if head
        .iter()
        .take(200)
        .any(|byte| *byte < 9 || (14..32).contains(byte))
    {
        "binary data"
    } else {
        let start: String = String::from_utf8_lossy(head.get(..200).unwrap_or(head))
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .take(40)
            .collect();
        return format!("text that begins with '{}'", start.trim());
    };
    kind.to_owned()
}

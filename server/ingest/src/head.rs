//! Telling a file's format from its beginning.

use crate::format::FormatKind;
use crate::json_document::visible_keys;

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
    // One broken line at the top does not make another format of the rest.
    let other_lines = head.split(|byte| *byte == b'\n').skip(1).take(100);
    if other_lines
        .filter(|line| line.starts_with(b"{"))
        .any(|line| is_posting(&visible_keys(line, "jobs").0))
    {
        return Recognised::Format(FormatKind::Ndjson);
    }
    Recognised::Other(describe(head))
}

fn recognise_object(head: &[u8]) -> Recognised {
    let (outer, inner) = visible_keys(head, "jobs");
    let has = |keys: &[String], wanted: &[&str]| wanted.iter().any(|w| keys.iter().any(|k| k == w));
    if is_posting(&outer) {
        return Recognised::Format(FormatKind::Ndjson);
    }
    if has(&outer, &["comments"]) {
        return Recognised::Format(FormatKind::HnComments);
    }
    if has(&outer, &["jobs"]) {
        let ashby = has(&outer, &["apiVersion"])
            || has(
                &inner,
                &["jobUrl", "descriptionHtml", "isListed", "publishedAt"],
            );
        let hn = has(&outer, &["schema_version", "sources", "run_id"])
            || has(&inner, &["text", "by", "source"]);
        if ashby {
            return Recognised::Format(FormatKind::Ashby);
        }
        if hn {
            return Recognised::Format(FormatKind::HnJobs);
        }
        if inner.is_empty() {
            return Recognised::Format(FormatKind::Ashby);
        }
        return Recognised::Other(format!(
            "a JSON object with \"jobs\" whose first item has the keys {}",
            listed(&inner)
        ));
    }
    let later_line = head
        .split(|byte| *byte == b'\n')
        .skip(1)
        .take(100)
        .any(|line| is_posting(&visible_keys(line, "jobs").0));
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

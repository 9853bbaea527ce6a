//! Backboard's own format: one [`RawPosting`] as JSON on each line.

use domain::RawPosting;

use super::{MAX_FIELD_CHARS, Outcome, checked};
use crate::json_fields::parse_as;
use crate::readable_text::{one_line, web_address};

/// Reads one line. The caller has skipped empty ones.
pub(crate) fn line(json: &str) -> Outcome {
    let raw: RawPosting = parse_as(json)?;
    let field = |text: Option<String>| text.and_then(|text| one_line(&text, MAX_FIELD_CHARS));
    let link = |text: Option<String>| text.and_then(|text| web_address(&text));
    checked(RawPosting {
        title: field(raw.title),
        company: field(raw.company),
        locations: raw
            .locations
            .iter()
            .filter_map(|text| one_line(text, MAX_FIELD_CHARS))
            .take(50)
            .collect(),
        url: link(raw.url),
        apply_url: link(raw.apply_url),
        department: field(raw.department),
        requisition: field(raw.requisition),
        ..raw
    })
}

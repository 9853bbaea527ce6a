//! JSON-LD in a page: its scripts found, and the mistakes that are common in
//! them forgiven.

use serde_json::Value;

use crate::json_fields::Allowance;

/// Most scripts of one page that are read.
const MAX_SCRIPTS: usize = 200;

/// The JSON-LD documents of a page; a text that is no mark-up is one itself.
pub(crate) fn documents(text: &str) -> Vec<&str> {
    if !text.trim_start().starts_with('<') {
        return vec![text];
    }
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(after) = after_name(rest, "<script") {
        let Some((attributes, body)) = after.split_once('>') else {
            break;
        };
        let end = position_of(body, "</script").unwrap_or(body.len());
        let (content, next) = body.split_at_checked(end).unwrap_or((body, ""));
        if attributes.to_ascii_lowercase().contains("ld+json") {
            found.push(content);
            if found.len() == MAX_SCRIPTS {
                break;
            }
        }
        rest = next;
    }
    found
}

/// What follows a name, whatever its case.
fn after_name<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.get(position_of(text, name)? + name.len()..)
}

/// Where a name that begins with `<` stands, whatever its case.
fn position_of(text: &str, name: &str) -> Option<usize> {
    text.match_indices('<').map(|(at, _)| at).find(|at| {
        text.get(*at..at + name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name))
    })
}

/// Reads a document. Comments and CDATA marks around it are dropped, and line
/// breaks and other control characters inside strings count as spaces.
///
/// # Errors
/// What is wrong with it after that, in words, or that it is more than is allowed.
pub(crate) fn parse(text: &str, allowance: &mut Allowance) -> Result<Value, String> {
    allowance.spend_on(text)?;
    let mut text = text.trim();
    for (start, end) in [
        ("<!--", "-->"),
        ("//<![CDATA[", "//]]>"),
        ("<![CDATA[", "]]>"),
    ] {
        if let Some(inner) = text.strip_prefix(start) {
            text = inner.trim_end().strip_suffix(end).unwrap_or(inner).trim();
        }
    }
    let text = text.trim_end_matches(';');
    let parsed = serde_json::from_str(text).or_else(|error| {
        if text.contains(char::is_control) {
            let plain: String = text
                .chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect();
            serde_json::from_str(&plain)
        } else {
            Err(error)
        }
    });
    parsed.map_err(|error| format!("broken JSON-LD: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Value, String> {
        super::parse(text, &mut Allowance::of_item())
    }

    #[test]
    fn scripts_are_found_whatever_stands_around_them() {
        let page = "<html><SCRIPT>let a = '<script type=x>';</SCRIPT>\
                    <script type='application/ld+json' id=1> {\"a\":1} </Script>\
                    <script type=\"application/LD+JSON\"><!-- {\"b\":\"x\ny\"}; --></script><script type=ld+json>{";
        let found: Vec<Option<Value>> =
            documents(page).into_iter().map(|d| parse(d).ok()).collect();
        assert_eq!(found.len(), 3);
        assert_eq!(found[0], Some(serde_json::json!({"a": 1})));
        assert_eq!(found[2], None);
        assert_eq!(documents("[{}]"), ["[{}]"]);
    }

    #[test]
    fn line_breaks_in_strings_are_forgiven() {
        let document = parse("//<![CDATA[\n{\"a\":\"x\ny\"};//]]>").ok();
        assert_eq!(document, Some(serde_json::json!({"a": "x y"})));
    }

    proptest::proptest! {
        #[test]
        fn reading_never_panics(text in "[<>/!a-zA-Z+\"'={}:é \\[\\]-]{0,80}") {
            for document in documents(&text) {
                let _ = parse(document);
            }
        }
    }
}

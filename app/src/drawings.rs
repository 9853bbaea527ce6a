//! The stylesheet of pages that draw charts or the roadmap: a second one, so that
//! the others do not load it. Its sources stand in `style/drawings`; its address
//! holds a hash of its text, so that browsers may keep it for ever.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

/// Its parts in the order they apply.
const PARTS: [&str; 7] = [
    include_str!("../../style/drawings/chart.css"),
    include_str!("../../style/drawings/chart-rows.css"),
    include_str!("../../style/drawings/outlook.css"),
    include_str!("../../style/drawings/roadmap.css"),
    include_str!("../../style/drawings/roadmap-picture.css"),
    include_str!("../../style/drawings/topic.css"),
    include_str!("../../style/drawings/progress.css"),
];

/// Beginnings of the paths of pages that load it.
const DRAWN: [&str; 6] = [
    "/outlook",
    "/salaries",
    "/compare",
    "/skills",
    "/roadmap",
    "/method",
];

static SHEET: LazyLock<(String, String)> = LazyLock::new(|| {
    let text: String = PARTS.iter().map(|part| compact(part)).collect();
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    let address = format!("/style/drawings.{:016x}.css", hasher.finish());
    (address, text)
});

/// Whether a page loads it.
pub(crate) fn are_on(path: &str) -> bool {
    DRAWN.iter().any(|beginning| path.starts_with(beginning))
}

/// Its address on the site.
#[must_use]
pub fn drawings_address() -> &'static str {
    &SHEET.0
}

/// Its text.
#[must_use]
pub fn drawings_text() -> &'static str {
    &SHEET.1
}

/// A sheet without its comments and indentation.
fn compact(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_loses_what_browsers_do_not_read() {
        let sheet = "/* Why. */\n.a {\n  color: red;\n\n  /* Because. */\n}\n";
        assert_eq!(compact(sheet), ".a {\ncolor: red;\n}\n");
    }

    #[test]
    fn no_part_holds_text_that_looks_like_a_comment_or_ends_early() {
        for part in PARTS {
            assert!(!part.contains("\"/*"), "a comment within a text");
            assert_eq!(part.matches('{').count(), part.matches('}').count());
        }
        assert!(drawings_text().contains(".chart-message {"));
        assert!(drawings_address().ends_with(".css"));
    }
}

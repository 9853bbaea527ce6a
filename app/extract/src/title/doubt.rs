//! What reads like a title and is none: terms of employment, the signature of
//! whoever writes, words that sum up a list.

use std::ops::Range;

use super::{WORDS, has_strong_head};
use crate::signal;
use crate::skills::vocabulary;
use crate::word::words;

/// Whether an intern is one of a named kind ('Marketing Intern') by the words before.
pub(super) fn is_intern_of(before: &str) -> bool {
    const TERMS: [&str; 16] = [
        "time",
        "full-time",
        "part-time",
        "fulltime",
        "summer",
        "winter",
        "paid",
        "remote",
        "onsite",
        "hiring",
        "seeking",
        "for",
        "and",
        "or",
        "also",
        "jobs",
    ];
    let before = before.strip_suffix(' ').unwrap_or(before);
    if !before.ends_with(|c: char| c.is_alphanumeric() || c == '+' || c == '#') {
        return false;
    }
    let Some((_, last)) = words(before).last() else {
        return false;
    };
    let lower = last.to_lowercase();
    let capital = last.starts_with(char::is_uppercase) && last.chars().any(char::is_lowercase);
    !TERMS.contains(&lower.as_str())
        && !WORDS.never.contains(lower.as_str())
        && (capital || WORDS.modifiers.contains(lower.as_str()))
}

/// Whether the last words of a posting are the name and office of its writer:
/// `Berta, Director of Engineering`.
pub(super) fn is_signature(text: &str, line: &Range<usize>) -> bool {
    const LAST: usize = 80;
    let words = text.get(line.clone()).unwrap_or_default();
    let words = words.trim_start_matches(['-', '–', '—', ' ', '~']);
    let name = words.split(", ").next().unwrap_or_default();
    let lower = name.to_lowercase();
    let is_name = name.len() < words.len()
        && !name.is_empty()
        && name.split_whitespace().count() <= 2
        && name
            .split_whitespace()
            .all(|w| w.starts_with(char::is_uppercase) && w.chars().all(char::is_alphabetic))
        && !WORDS.modifiers.contains(lower.as_str())
        && !has_strong_head(name)
        && signal::find(name).is_empty()
        && vocabulary::find(name).is_none();
    let last = text.len().saturating_sub(line.end) <= LAST;
    last && line.start > LAST && words.len() <= LAST && is_name && !words.contains("http")
}

/// Whether a title only says that engineers are wanted.
pub(super) fn sums_up(title: &str) -> bool {
    const PLAIN: [&str; 19] = [
        "software",
        "engineer",
        "engineers",
        "engineering",
        "developer",
        "developers",
        "development",
        "full-stack",
        "fullstack",
        "full",
        "stack",
        "senior",
        "staff",
        "product",
        "tech",
        "team",
        "eng",
        "junior",
        "experienced",
    ];
    let lower = title.to_ascii_lowercase();
    let choice = lower.ends_with('s') && [" or ", " and ", " & "].iter().any(|j| lower.contains(j));
    choice
        || lower
            .split([' ', '/', ','])
            .filter(|w| !matches!(*w, "" | "&" | "and" | "or" | "+"))
            .all(|w| PLAIN.contains(&w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interns_are_roles_only_of_a_kind_of_work() {
        assert!(is_intern_of("Marketing "));
        assert!(is_intern_of("a Data Science "));
        assert!(!is_intern_of("Full Time, "));
        assert!(!is_intern_of("paid "));
        assert!(!is_intern_of("("));
    }
}

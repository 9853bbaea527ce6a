//! Reads the word lists in `lexicon/`: sections of phrases separated by semicolons.

use std::collections::HashSet;

/// Sections of a list with their phrases.
fn sections(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut name = "";
    list.lines().filter_map(move |line| {
        let line = line.trim();
        if line.is_empty() || line.starts_with("# ") {
            return None;
        }
        if let Some(section) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            name = section;
            return None;
        }
        Some((name, line))
    })
}

/// Every phrase of a list with the name of its section.
pub(crate) fn phrases(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    sections(list).flat_map(|(name, line)| {
        line.split(';')
            .map(str::trim)
            .filter(|phrase| !phrase.is_empty())
            .map(move |phrase| (name, phrase))
    })
}

/// The phrases of one section, in order.
pub(crate) fn list(text: &'static str, section: &str) -> Vec<&'static str> {
    phrases(text)
        .filter(|(name, _)| *name == section)
        .map(|(_, phrase)| phrase)
        .collect()
}

/// The phrases of one section, to look words up in.
pub(crate) fn set(text: &'static str, section: &str) -> HashSet<&'static str> {
    list(text, section).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_comments_and_phrases_are_told_apart() {
        let text = "# note\n[a]\none; two words;\nc#\n\n[b]\nthree\n";
        assert_eq!(list(text, "a"), ["one", "two words", "c#"]);
        assert_eq!(list(text, "b"), ["three"]);
    }
}

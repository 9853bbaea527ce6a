//! Words of a text with their places in it.

use std::ops::Range;

/// Every run between white space, stripped of punctuation at its ends (but
/// `C++`, `C#` and `.NET` stay whole); what has no letter or digit is left out.
pub(crate) fn words(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    pieces(text).filter_map(move |range| {
        let raw = text.get(range.clone())?;
        let start_trim =
            raw.trim_start_matches(|c: char| !(c.is_alphanumeric() || c == '.' || c == '@'));
        let start_trim = if start_trim.starts_with('.')
            && !start_trim
                .get(1..2)
                .is_some_and(|c| c.chars().all(char::is_alphabetic))
        {
            start_trim.trim_start_matches(|c: char| !c.is_alphanumeric())
        } else {
            start_trim
        };
        let start = range.end - start_trim.len();
        let word =
            start_trim.trim_end_matches(|c: char| !(c.is_alphanumeric() || c == '+' || c == '#'));
        (!word.is_empty()).then(|| (start..start + word.len(), word))
    })
}

fn pieces(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let skip = rest.len() - rest.trim_start().len();
        let start = at + skip;
        let rest = text.get(start..)?;
        if rest.is_empty() {
            return None;
        }
        let len = rest.find(char::is_whitespace).unwrap_or(rest.len());
        at = start + len;
        Some(start..at)
    })
}

/// Letters and digits only, in lower case: `Feature Labs, Inc.` → `featurelabsinc`.
pub(crate) fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            squeezed.push(c.to_ascii_lowercase());
        } else if c.is_alphanumeric() {
            squeezed.extend(c.to_lowercase());
        }
    }
    squeezed
}

/// Trims white space and stray punctuation from both ends of a range.
pub(crate) fn trim_range(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = text.get(range.clone()).unwrap_or_default();
    let junk = |c: char| c.is_whitespace() || ",;:|-–—*_·•~=\"“”>/\\[]!".contains(c);
    let left = piece.trim_start_matches(junk);
    let start = range.end - left.len();
    let right = left.trim_end_matches(junk);
    start..start + right.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_what_makes_technology_names() {
        let found: Vec<&str> = words("(C++, C#) .NET/Node.js - R&D... \"Go\"!")
            .map(|w| w.1)
            .collect();
        assert_eq!(found, ["C++", "C#", ".NET/Node.js", "R&D", "Go"]);
    }
}

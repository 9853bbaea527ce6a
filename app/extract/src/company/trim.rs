//! Names without what stands around them, and words that are no name at all.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::gazetteer::{Kind, gazetteer};
use crate::lexicon;
use crate::word::trim_range;

/// Longest name, in bytes and in words.
const LONGEST_NAME: usize = 60;
const MOST_WORDS: usize = 7;

/// What never is a name.
static NEVER: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lexicon::set(include_str!("../../lexicon/companies.txt"), "never"));

/// Takes off what stands before and after a name without belonging to it.
pub(super) fn trim_name(text: &str, range: Range<usize>) -> Range<usize> {
    let mut range = trim_range(text, range);
    loop {
        let name = text.get(range.clone()).unwrap_or_default();
        // `### Acme`.
        let marks = name.len() - name.trim_start_matches('#').len();
        if marks > 0 {
            range = trim_range(text, range.start + marks..range.end);
            continue;
        }
        // `Acme. The marketplace for hats`.
        if let Some(end) = tagline(name) {
            range.end = range.start + end;
            continue;
        }
        let lower = name.to_ascii_lowercase();
        let prefix = [
            "company: ",
            "join ",
            "at ",
            "work at ",
            "company ",
            "hiring: ",
            "about ",
            "here at ",
            "hi from ",
            "hello from ",
            "work with ",
            "we at ",
            "we are ",
            "we're ",
        ]
        .iter()
        .find(|p| lower.starts_with(**p));
        let team = text
            .get(range.end..)
            .is_some_and(|t| t.starts_with(" team"));
        // `The Quillworks Museum of Art`.
        let article = team || lower.contains(" of ");
        let prefix = prefix.or(Some(&"the ").filter(|p| article && lower.starts_with(**p)));
        let suffix = [
            " is hiring",
            " hiring",
            " is looking for",
            " (yc",
            " yc",
            "'s",
            "’s",
            " jobs",
            " h1b",
            " visa",
            " remote",
            " onsite",
            " full time",
            " full-time",
            " fulltime",
            " careers",
            " team",
            "®",
            "™",
            " is",
        ]
        .iter()
        .find(|s| lower.ends_with(**s));
        if let Some(prefix) = prefix {
            range = trim_range(text, range.start + prefix.len()..range.end);
        } else if let Some(suffix) = suffix {
            let end = name.len() - suffix.len();
            if end == 0 || !name.is_char_boundary(end) {
                return range;
            }
            range = trim_range(text, range.start..range.start + end);
        } else {
            return trim_batch(text, range);
        }
    }
}

/// Where a name ends that a sentence about it follows.
fn tagline(name: &str) -> Option<usize> {
    const BEGINNINGS: [&str; 6] = ["The ", "A ", "An ", "We ", "Our ", "Your "];
    let (before, after) = name.split_once(". ")?;
    let last = before.rsplit(' ').next()?;
    let begins = BEGINNINGS.iter().any(|word| after.starts_with(word));
    (last.len() > 3 && begins).then_some(before.len())
}

/// Takes off a batch tag without parentheses: `Acme YC S21`.
fn trim_batch(text: &str, range: Range<usize>) -> Range<usize> {
    let name = text.get(range.clone()).unwrap_or_default();
    match name.find(" YC") {
        Some(at) if name.get(at + 3..).is_some_and(|r| r.len() <= 5) => {
            trim_range(text, range.start..range.start + at)
        }
        _ => range,
    }
}

/// Beginnings of header pieces that address the reader or state terms instead of
/// naming anyone.
const NO_NAMES: [&str; 21] = [
    "stealth ",
    "back by ",
    "backed by ",
    "on-site/",
    "onsite/",
    "remote/",
    "head of ",
    "happy new year",
    "happy monday",
    "happy tuesday",
    "email ",
    "contact ",
    "apply ",
    "send ",
    "is anyone",
    "can't ",
    "looking for ",
    "for ",
    "startup working on ",
    "we ",
    "anyone ",
];

/// Ends of header pieces that name nobody.
const NO_ENDS: [&str; 7] = [
    " startup",
    " preferred",
    " roles",
    " positions",
    " wanted",
    " needed",
    " or",
];

/// Whether a lower-case piece is pay: `85-105k AUD`.
fn states_pay(lower: &str) -> bool {
    lower.split([' ', '-', '–']).any(|word| {
        word.strip_suffix('k')
            .is_some_and(|digits| digits.len() > 1 && digits.bytes().all(|b| b.is_ascii_digit()))
    })
}

/// Whether a lower-case piece is a stretch of time: `6 months`.
fn is_time(lower: &str) -> bool {
    let units = [
        "day", "days", "week", "weeks", "month", "months", "year", "years",
    ];
    lower.split_once(' ').is_some_and(|(number, unit)| {
        number.bytes().all(|byte| byte.is_ascii_digit()) && units.contains(&unit)
    })
}

/// Whether words go on after the code of a state: `CA. Relocation provided`.
fn follows_state(name: &str) -> bool {
    name.split_once(". ").is_some_and(|(code, _)| {
        let code_like = code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
        code_like && gazetteer().coded(code).any(|e| e.kind == Kind::State)
    })
}

/// Whether words may be a name at all; `known` names may be any words.
pub(super) fn plausible(name: &str, known: bool) -> bool {
    let lower = name.to_ascii_lowercase();
    !name.is_empty()
        && name.len() <= LONGEST_NAME
        && name.split_whitespace().count() <= MOST_WORDS
        && name.chars().any(char::is_alphabetic)
        && !lower.contains("://")
        && !lower.starts_with("www.")
        && !follows_state(name)
        && (known || !NO_NAMES.iter().any(|start| lower.starts_with(start)))
        && !states_pay(&lower)
        && !lower.contains("relocation")
        && !lower.contains("/careers")
        && !lower.contains(" days ago")
        && !NO_ENDS.iter().any(|end| lower.ends_with(end))
        && !is_time(&lower)
        && (known || !NEVER.contains(lower.as_str()))
}

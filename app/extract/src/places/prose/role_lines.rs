//! Places of lines that each name a role: `Staff Engineer (London) https://…`.

use std::ops::Range;

use crate::gazetteer::Kind;
use crate::signal::{self, Signal};
use crate::word::words;

use super::super::scan::{Case, Hit, scan};
use super::super::terse::remote_words;
use super::{is_only_a_list, shift};

/// Longest line that is read, in bytes.
const LONGEST: usize = 160;

/// Cities that lines give to the role which they name.
pub(in crate::places) fn of_role_lines(text: &str) -> Vec<Hit> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        if line.len() <= LONGEST {
            for place in [after_title(line), beside_terms(line, start)]
                .into_iter()
                .flatten()
            {
                let words = line.get(place.clone()).unwrap_or_default();
                let hits = cities(words).into_iter().map(|mut hit| {
                    shift(&mut hit, start + place.start);
                    hit
                });
                found.extend(hits);
            }
        }
        start += line.len() + 1;
    }
    found
}

/// The cities of words that name nothing else.
fn cities(words: &str) -> Vec<Hit> {
    let hits = scan(words, Case::Written);
    let sure = |hit: &Hit| hit.kind == Kind::City && !hit.word;
    if hits.iter().all(sure) && is_only_a_list(words, &hits) {
        hits
    } else {
        Vec::new()
    }
}

/// What stands in brackets after a title, or before a link between the title's dash or
/// colon and it: the `London` of `Engineer (London)` and `Engineer - London: https://…`.
fn after_title(line: &str) -> Option<Range<usize>> {
    let link = line.find("http");
    let head = line.get(..link.unwrap_or(line.len()))?;
    let head = head.trim_end_matches([' ', ':', '-', '–', '—', '|', '(', '[', '<', '>']);
    let place = if let Some(inner) = head.strip_suffix(')') {
        inner.rfind('(')? + 1..inner.len()
    } else {
        link?;
        let marks = [" - ", " – ", " — ", ": ", " @ ", " | "];
        let ends = marks
            .iter()
            .filter_map(|mark| Some(head.rfind(mark)? + mark.len()));
        ends.max()?..head.len()
    };
    let words = line.get(place.clone())?;
    if words.is_empty() || words.len() > 60 || !remote_words(words).is_empty() {
        return None;
    }
    if cities(words).is_empty() {
        return None;
    }
    let title = line.get(..place.start)?;
    let named = signal::find(title)
        .iter()
        .any(|found| found.signal == Signal::Role);
    (named && (link.is_some() || !names_somebody(title))).then_some(place)
}

/// Whether a line without a link names a person in their office: `Ann Tern, VP
/// Engineering (Oslo)`, `Ask Ann, our lead engineer (Oslo)`.
fn names_somebody(title: &str) -> bool {
    const ABOUT: [&str; 10] = [
        "our", "ask", "contact", "email", "mail", "ping", "founder", "ceo", "cto", "me",
    ];
    let person = title.split_once(", ").is_some_and(|(name, _)| {
        let bare = name.trim_start_matches(|c: char| !c.is_alphanumeric());
        let roles = signal::find(bare);
        !roles.iter().any(|found| found.signal == Signal::Role)
    });
    person || words(title).any(|(_, word)| ABOUT.contains(&word.to_ascii_lowercase().as_str()))
}

/// The place in a line below the first that gives it with the terms of one role:
/// `Lyon, France | ONSITE`.
fn beside_terms(line: &str, start: usize) -> Option<Range<usize>> {
    let (place, terms) = line.split_once(" | ")?;
    let terms = terms.to_ascii_lowercase();
    let stated = ["onsite", "on-site", "on site", "in-person", "hybrid"];
    let own = start > 0 && stated.iter().any(|word| terms.contains(word));
    (own && !cities(place).is_empty()).then_some(0..place.len())
}

//! The shape of a title: cutting off what stands around it.

use std::ops::Range;
use std::sync::LazyLock;

use domain::SkillCategory;

use super::{WORDS, has_strong_head};
use crate::company::is_place;
use crate::places;
use crate::seniority;
use crate::signal::{self, Signal};
use crate::skills::vocabulary;
use crate::word_starts::WordStarts;

/// Longest suffix of a title ('- Developer Tools') in bytes and words.
const LONGEST_SUFFIX: usize = 40;
const MOST_SUFFIX_WORDS: usize = 5;

/// Longest qualification in parentheses, in bytes.
const LONGEST_PARENTHESES: usize = 40;

/// Splits 'Backend Engineer, Designer and QA Lead' at its separators, outside
/// parentheses; parts without a head of their own stay with their neighbour.
pub(super) fn split_list(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    const SEPARATORS: [&str; 9] = [
        ", and ", ", or ", ", ", "; ", " and ", " & ", " or ", " + ", "•",
    ];
    let words = text.get(range.clone()).unwrap_or_default();
    let mut parts = Vec::new();
    let (mut start, mut at, mut depth) = (0, 0, 0_usize);
    while let Some(rest) = words.get(at..).filter(|r| !r.is_empty()) {
        match rest.as_bytes().first() {
            Some(b'(' | b'[') => depth += 1,
            Some(b')' | b']') => depth = depth.saturating_sub(1),
            _ => {}
        }
        let separator = SEPARATORS.iter().find(|s| rest.starts_with(**s));
        if let (0, Some(separator)) = (depth, separator) {
            let before = words.get(start..at).unwrap_or_default();
            let after = rest.get(separator.len()..).unwrap_or_default();
            let next = after.split([',', ';']).next().unwrap_or_default();
            let next = next.split(" and ").next().unwrap_or_default();
            let next = next.split(" / ").next().unwrap_or_default();
            if has_strong_head(before) && has_strong_head(next) {
                parts.push(range.start + start..range.start + at);
                at += separator.len();
                start = at;
                continue;
            }
        }
        at += rest.chars().next().map_or(1, char::len_utf8);
    }
    parts.push(range.start + start..range.end);
    parts
}

/// Cuts off what stands around a title: its number, an article, place, terms,
/// pay, link, explanation.
pub(super) fn bounds(text: &str, range: Range<usize>) -> Range<usize> {
    let start = lead(text, &range);
    let end = tail(text, start..range.end);
    start.min(end)..end
}

/// Where a title begins after what leads it in.
fn lead(text: &str, range: &Range<usize>) -> usize {
    const LEADS: [&str; 39] = [
        "a ",
        "an ",
        "and ",
        "or ",
        "our ",
        "the ",
        "hiring ",
        "for ",
        "Hiring ",
        "HIRING ",
        "Seeking ",
        "seeking ",
        "A ",
        "An ",
        "The ",
        "Looking for ",
        "looking for ",
        "Hiring: ",
        "Role: ",
        "Title: ",
        "Position: ",
        "Job title: ",
        "Job Title: ",
        "more ",
        "* ",
        "experienced ",
        "Experienced ",
        "FULL TIME ",
        "full-time ",
        "Full-time ",
        "Full-Time ",
        "Full time ",
        "Full Time ",
        "full time ",
        "fulltime ",
        "Fulltime ",
        "part-time ",
        "Part-time ",
        "FT ",
    ];
    let words = text.get(range.clone()).unwrap_or_default();
    let signs = |c: char| matches!(c, '+' | '★' | '☆' | '►' | '→' | '✔' | '>' | ' ');
    let mut start = words.len() - words.trim_start_matches(signs).len();
    start += numbering(words.get(start..).unwrap_or_default());
    for mark in ["] ", ": ", ") ", "? ", "! ", " for ", ". "] {
        let found = words.get(start..).and_then(|w| w.find(mark));
        let Some(next) = found.map(|at| start + at + mark.len()) else {
            continue;
        };
        let before = words.get(start..next).unwrap_or_default();
        let after = words.get(next..).unwrap_or_default();
        let abbreviated = mark == ". " && before.rsplit(' ').nth(1).unwrap_or_default().len() <= 3;
        let level = !seniority::in_title(before).is_empty();
        let inside = mark == ") " && (level || !before.starts_with('('));
        if !abbreviated && !inside && !has_strong_head(before) && has_strong_head(after) {
            start = next;
        }
    }
    loop {
        let rest = words.get(start..).unwrap_or_default();
        let taken = LEADS.iter().find(|lead| rest.starts_with(**lead));
        let step = taken.map(|lead| lead.len());
        let step = step.or_else(|| praise(rest)).or_else(|| place_before(rest));
        // 'Hiring 4 developers'.
        let step = step.or_else(|| Some(numbering(rest)).filter(|step| *step > 0));
        let Some(step) = step else {
            return range.start + start;
        };
        start += step;
    }
}

/// How long the numbering of a list is: `(1) `, `2x `, `#3 `, `[4] - `, but not the
/// `3` of `3D Engineer`.
fn numbering(words: &str) -> usize {
    let numbered = words.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '#' | '('));
    let rest = words.trim_start_matches(|c: char| {
        c.is_ascii_digit() || matches!(c, 'x' | ' ' | ')' | '(' | '.' | '#' | ']' | '-')
    });
    let number = words.get(..words.len() - rest.len()).unwrap_or_default();
    let counted = number.contains(|c: char| c.is_ascii_digit() || c == '#');
    let parted = !number.ends_with(|c: char| c.is_ascii_digit());
    // '4 developers' counts them, '10 years' does not.
    let named = || rest.starts_with(char::is_uppercase) || has_strong_head(rest);
    if numbered && counted && parted && named() {
        words.len() - rest.len()
    } else {
        0
    }
}

/// How long the praise is that leads in a title: 'smart engineers'.
fn praise(words: &str) -> Option<usize> {
    let (first, rest) = words.split_once(' ')?;
    let lower = first.to_ascii_lowercase();
    let praised = WORDS.never.contains(lower.as_str())
        || matches!(lower.as_str(), "smart" | "expert" | "seasoned");
    let source = lower == "open" && rest.to_ascii_lowercase().starts_with("source");
    (praised && !source && has_strong_head(rest)).then_some(first.len() + 1)
}

/// How long the place is that leads in a title: `Berlin Backend Engineer`.
fn place_before(words: &str) -> Option<usize> {
    let code = words.get(..3).unwrap_or_default();
    let state = code.ends_with(' ')
        && code.bytes().take(2).all(|b| b.is_ascii_uppercase())
        && is_place(code.trim())
        && !WORDS
            .modifiers
            .contains(code.trim().to_lowercase().as_str());
    if state && has_strong_head(words.get(3..).unwrap_or_default()) {
        return Some(3);
    }
    let spaces = words.match_indices(' ').map(|(at, _)| at).take(3);
    let mut longest = None;
    for at in spaces {
        let name = words.get(..at)?;
        let rest = words.get(at + 1..)?;
        let lower = name.to_lowercase();
        let other = WORDS.modifiers.contains(lower.as_str()) || vocabulary::find(name).is_some();
        let goes_on = rest.starts_with(char::is_uppercase) && has_strong_head(rest);
        if !other && name.starts_with(char::is_uppercase) && goes_on && is_all_place(name) {
            longest = Some(at + 1);
        }
    }
    longest
}

/// Whether a name is a place and nothing else.
fn is_all_place(name: &str) -> bool {
    let covers = |range: &Range<usize>| *range == (0..name.len());
    let found = places::find_in(name);
    found.iter().any(|m| m.range.as_ref().is_some_and(covers))
}

/// What may follow a title without belonging to it.
const STOPS: [&str; 34] = [
    " of all ",
    ", no ",
    ", not ",
    ", FT",
    "; ",
    " needed",
    " wanted",
    " (",
    " http",
    " www.",
    " - ",
    " – ",
    " — ",
    ": ",
    " in ",
    " at ",
    " @ ",
    " to ",
    " who ",
    " with ",
    " for ",
    " $",
    " €",
    " £",
    ". ",
    " | ",
    " [",
    " -- ",
    " remote",
    " REMOTE",
    " Remote",
    " and more",
    " and many more",
    ", and more",
];

const _: () = assert!(STOPS.len() <= 64, "there is a bit for every stop");

/// Finds [`STOPS`] in one pass.
static STOP: LazyLock<WordStarts> = LazyLock::new(|| WordStarts::by_case(STOPS));

/// Where a title ends before what explains it.
fn tail(text: &str, range: Range<usize>) -> usize {
    let words = text.get(range.clone()).unwrap_or_default();
    // Of each stop the first one counts.
    let mut seen = 0_u64;
    let mut stops: Vec<usize> = STOP
        .find_all(words)
        .filter(|(stop, range)| {
            let bit = 1_u64 << (stop & 63);
            let first = seen & bit == 0;
            seen |= bit;
            first && range.start >= 2
        })
        .map(|(_, range)| range.start)
        .collect();
    stops.sort_unstable();
    let headed = |at: &usize| has_strong_head(words.get(..*at).unwrap_or_default());
    let end = stops.into_iter().find(headed).unwrap_or(words.len());
    let end = end.min(pay_in(words).unwrap_or(end));
    let after = words.get(end..).unwrap_or_default();
    range.start + end + parentheses(after)
}

/// Where figures of pay without a sign begin: `Researcher 120-180k USD`.
fn pay_in(words: &str) -> Option<usize> {
    let figures = words.match_indices(' ').find(|(at, _)| {
        let next = words.get(at + 1..).unwrap_or_default();
        let next = next.split(' ').next().unwrap_or_default();
        let digits = next.bytes().filter(u8::is_ascii_digit).count();
        next.starts_with(|c: char| c.is_ascii_digit())
            && digits > 1
            && (next.ends_with(['k', 'K']) || digits > 4)
    });
    figures.map(|(at, _)| at).filter(|at| *at > 2)
}

/// How long the parentheses are that belong to a title: those that name an
/// area, `Engineer (Platform)`, not `(m/f)`, `(Berlin)`, `(Senior)`, `(Go)`.
fn parentheses(after: &str) -> usize {
    let Some(inner) = after.strip_prefix(" (") else {
        return 0;
    };
    let Some(inner) = inner.find(')').and_then(|close| inner.get(..close)) else {
        return 0;
    };
    if inner.len() > LONGEST_PARENTHESES || !seniority::in_title(inner).is_empty() {
        return 0;
    }
    let says_terms = signal::find(inner).iter().any(|f| f.signal != Signal::Role);
    let known = |word: &str| {
        let lower = word.to_lowercase();
        let area = WORDS.modifiers.contains(lower.as_str()) || WORDS.heads.contains(lower.as_str());
        area && !is_language(word)
    };
    let names = inner
        .split([' ', ',', '/', '&', '+'])
        .filter(|word| !word.is_empty() && *word != "and");
    let mut names = names.peekable();
    let named = names.peek().is_some() && names.all(known);
    if named && !says_terms {
        inner.len() + " ()".len()
    } else {
        0
    }
}

/// Whether a word is a technology to know rather than an area to work in.
fn is_language(word: &str) -> bool {
    vocabulary::find(word).is_some_and(|skill| {
        matches!(
            skill.category,
            SkillCategory::Languages | SkillCategory::Frameworks
        )
    })
}

/// Where a title ends with the team that follows it: `Engineer - Developer
/// Tools`, but not `Engineer - Berlin` or `Engineer - you build things`.
pub(super) fn suffix(text: &str, end: usize, line_end: usize) -> usize {
    let after = text.get(end..line_end).unwrap_or_default();
    let Some(dash) = [" - ", " – ", " — "]
        .iter()
        .find(|d| after.starts_with(**d))
    else {
        return end;
    };
    let rest = after.get(dash.len()..).unwrap_or_default();
    let stops = [
        " - ", " – ", " — ", " (", " http", ": ", " |", " @ ", ";", ". ",
    ];
    let len = stops.iter().filter_map(|s| rest.find(s)).min();
    let team = rest.get(..len.unwrap_or(rest.len())).unwrap_or_default();
    let team = team.trim_end_matches([' ', ':', '.', ',']);
    let capital = |word: &str| {
        word.starts_with(|c: char| c.is_uppercase() || c == '&')
            || matches!(word, "and" | "of" | "the")
    };
    let terms = |found: &signal::Found| !matches!(found.signal, Signal::Role);
    let named = !team.is_empty()
        && team.len() <= LONGEST_SUFFIX
        && team.split_whitespace().count() <= MOST_SUFFIX_WORDS
        && team.split_whitespace().all(capital)
        && team.chars().any(char::is_lowercase)
        && !team.contains(['$', '€', '£', '@'])
        && places::find_in(team).is_empty()
        && !signal::find(team).iter().any(terms)
        && seniority::in_title(team).is_empty();
    if named {
        end + dash.len() + team.len()
    } else {
        end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> &str {
        text.get(bounds(text, 0..text.len())).unwrap()
    }

    #[test]
    fn what_stands_around_a_title_is_cut_off() {
        for (written, title) in [
            ("(2) Backend Engineer", "Backend Engineer"),
            ("2x Backend Engineer", "Backend Engineer"),
            ("3D Graphics Engineer", "3D Graphics Engineer"),
            ("++ Backend Engineer", "Backend Engineer"),
            ("a full-time Sr. Data Engineer", "Sr. Data Engineer"),
            ("Work available for Rust Developers", "Rust Developers"),
            ("Los Angeles Data Engineer", "Data Engineer"),
            ("WA Web Developers", "Web Developers"),
            ("Research Analyst 90-120k USD", "Research Analyst"),
            (
                "Software Engineer (Platform)",
                "Software Engineer (Platform)",
            ),
            ("Software Engineer (m/f)", "Software Engineer"),
            ("Software Engineer (Senior)", "Software Engineer"),
            ("Software Engineer (Elixir)", "Software Engineer"),
            (
                "Big-Data (Analytics) Engineer",
                "Big-Data (Analytics) Engineer",
            ),
            ("product designers, and more", "product designers"),
        ] {
            assert_eq!(cut(written), title);
        }
    }

    #[test]
    fn a_team_after_a_dash_belongs_to_its_title() {
        let with_team = |text: &str| {
            let end = bounds(text, 0..text.len()).end;
            text.get(..suffix(text, end, text.len()))
                .unwrap()
                .to_owned()
        };
        let title = "DevOps Engineer - Build Tools";
        assert_eq!(with_team(&format!("{title} (https://a.example)")), title);
        for (written, title) in [
            ("Backend Engineer - Berlin", "Backend Engineer"),
            ("Backend Engineer - Remote", "Backend Engineer"),
            ("Backend Engineer - you own our queues", "Backend Engineer"),
        ] {
            assert_eq!(with_team(written), title);
        }
    }
}

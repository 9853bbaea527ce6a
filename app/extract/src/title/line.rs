//! Titles in header pieces and in lines that begin with a role.

use std::ops::Range;

use super::prose::last_stop;
use super::shape::{bounds, split_list, suffix};
use super::{Titles, WORDS, has_strong_head, heads_in, is_strong};
use crate::company::is_place;
use crate::document::BlockKind;
use crate::skills::vocabulary;
use crate::window::floor;
use crate::word::{trim_range, words};

/// Words that speak of many roles without naming one.
const GENERIC: [&str; 9] = [
    "multiple",
    "various",
    "several",
    "many ",
    "engineering roles",
    "all roles",
    "engineering positions",
    "engineering team",
    "all positions",
];

/// Praise that may lead in the title of a line: 'Strong Python Engineers'.
const PRAISE: [&str; 12] = [
    "strong",
    "experienced",
    "talented",
    "great",
    "excellent",
    "skilled",
    "exceptional",
    "awesome",
    "amazing",
    "brilliant",
    "seasoned",
    "smart",
];

/// Longest lead of a line before its head, in words.
const LONGEST_LEAD: usize = 7;

/// Titles in a piece of the header.
pub(super) fn in_piece(
    text: &str,
    piece: &Range<usize>,
    heads: &[&Range<usize>],
    titles: &mut Titles<'_>,
) {
    if heads_in(heads, piece).is_empty() {
        return;
    }
    let words = text.get(piece.clone()).unwrap_or_default();
    let lower = words.to_ascii_lowercase();
    let generic = GENERIC.iter().any(|g| lower.starts_with(g));
    let announces = generic
        || ["hiring", "role", "position", "opening", "looking"]
            .iter()
            .any(|w| lower.starts_with(w));
    let start = match words.find(": ").filter(|_| announces) {
        Some(colon) => piece.start + colon + 1,
        None if generic => return,
        None => piece.start,
    };
    for part in split_list(text, start..piece.end) {
        let inside = heads_in(heads, &part);
        let strong = inside.iter().any(|h| is_strong(text, h));
        let piece = text.get(part.clone()).unwrap_or_default();
        let named = inside.iter().any(|h| !is_internship(text, h));
        let lower = piece.to_ascii_lowercase();
        let whole = lower.trim() == "engineering" || crate::site::is_domain(piece.trim());
        let named = named && !whole;
        let short = part.len() <= 40 && named && leads_line(piece) && !is_place(piece);
        if strong || short {
            let mut range = bounds(text, part.clone());
            range.end = suffix(text, range.end, part.end);
            titles.add_all(range, part);
        }
    }
}

/// Whether a head is an internship, which is a term of employment unless a
/// kind of work stands before it.
fn is_internship(text: &str, head: &Range<usize>) -> bool {
    let word = text.get(head.clone()).unwrap_or_default();
    word.to_ascii_lowercase().starts_with("intern")
}

/// Cuts a line that lists items with ` * ` or ` • ` between them.
pub(super) fn inline_items(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let words = text.get(line.clone()).unwrap_or_default();
    for bullet in [" * ", " • ", " · ", " | "] {
        if words.matches(bullet).count() >= 2 {
            let mut at = line.start;
            let cut = words.split(bullet).map(|part| {
                let start = at;
                at += part.len() + bullet.len();
                start..start + part.len()
            });
            return cut.filter(|r| !r.is_empty()).collect();
        }
    }
    let mut items = Vec::new();
    let mut start = 0;
    for at in numbers(words).into_iter().chain([words.len()]) {
        if at > start {
            items.push(line.start + start..line.start + at);
        }
        start = at;
    }
    items
}

/// Where the numbers of a list stand that goes on in one line: `Roles: 1. Backend
/// Engineer, 2. Designer`. None when there is but one.
fn numbers(words: &str) -> Vec<usize> {
    let bytes = words.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let marked = |at: usize| matches!(words.get(at + 1..at + 3), Some(". " | ") "));
    let free = |at: usize| {
        let before = at.checked_sub(1);
        before.is_none_or(|before| bytes.get(before) == Some(&b' '))
    };
    let capital = |at: usize| {
        let rest = words.get(at + 3..).unwrap_or_default();
        rest.trim_start().starts_with(char::is_uppercase)
    };
    let begins = |at: &usize| digit(*at) && marked(*at) && free(*at) && capital(*at);
    let found: Vec<usize> = (0..words.len()).filter(begins).collect();
    if found.len() > 1 { found } else { Vec::new() }
}

/// Titles at the beginning of a line of the body; whether there were any.
pub(super) fn in_line(
    text: &str,
    line: Range<usize>,
    kind: BlockKind,
    heads: &[&Range<usize>],
    titles: &mut Titles<'_>,
) -> bool {
    let line = after_number(text, trim_range(text, line));
    let line = after_announcement(text, after_brackets(text, line));
    let found = heads_in(heads, &line);
    let words = text.get(line.clone()).unwrap_or_default();
    let listed = kind == BlockKind::ListItem || words.contains("http");
    let strong = found.iter().position(|h| is_strong(text, h));
    let listed = listed && !describes_stack(words);
    let weak = || listed.then(|| found.iter().position(|h| is_weak(text, h)))?;
    let ends = |position: Option<usize>| title_head(text, &line, &found, position?, kind);
    let Some((head, head_end)) = ends(strong).or_else(|| ends(weak())) else {
        return false;
    };
    let weak = !is_strong(text, head);
    let mut any = false;
    let end = title_end(text, head_end, line.end);
    for part in split_list(text, line.start..end) {
        if weak || has_strong_head(text.get(part.clone()).unwrap_or_default()) {
            let mut context = part.clone();
            if part.end == end {
                context.end = context_end(text, end, line.end);
            }
            let mut range = bounds(text, part.clone());
            if part.end == end {
                range.end = suffix(text, range.end, line.end);
            }
            titles.add_all(range, context);
            any = true;
        }
    }
    any
}

/// Whether a line names an area of a stack rather than of an opening: `- Elm
/// front end.`, `Front End: Angular, jQuery`, `Strong UI and design skills`.
fn describes_stack(words: &str) -> bool {
    const SHORT: usize = 40;
    let first = words.split(' ').next().unwrap_or_default();
    if PRAISE.contains(&first.to_ascii_lowercase().as_str()) {
        return true;
    }
    let linked = words.contains("http");
    let sentence = words.len() <= SHORT && words.trim_end().ends_with('.') && !words.contains(':');
    let made_of = words.split_once(": ").and_then(|(_, rest)| {
        let split = |c: char| matches!(c, ',' | ' ' | '/' | '(');
        rest.trim_start().split(split).next()
    });
    !linked && (sentence || made_of.is_some_and(|skill| vocabulary::find(skill).is_some()))
}

/// The head at a position and where it ends, if the words before it lead in a
/// title and those after it let one end.
fn title_head<'r>(
    text: &str,
    line: &Range<usize>,
    found: &[&'r Range<usize>],
    position: usize,
    kind: BlockKind,
) -> Option<(&'r Range<usize>, usize)> {
    let mut rest = found.iter().skip(position).copied();
    let mut head = rest.next()?;
    let before = text.get(line.start..head.start)?;
    if before.split_whitespace().count() > LONGEST_LEAD || !leads_line(before) {
        return None;
    }
    for next in rest {
        if next.start > head.end + 1 {
            break;
        }
        head = next;
    }
    let head_end = office(text, head, line.end);
    ends_title(text, head_end, line.end, kind).then_some((head, head_end))
}

/// Skips the number of an item: `2. Backend Engineer`.
fn after_number(text: &str, line: Range<usize>) -> Range<usize> {
    let words = text.get(line.clone()).unwrap_or_default();
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = words.len() - rest.len();
    if (1..=2).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") ")) {
        trim_range(text, line.start + digits + 1..line.end)
    } else {
        line
    }
}

/// Skips `[Berlin] [ONSITE]` at the beginning of a line.
fn after_brackets(text: &str, line: Range<usize>) -> Range<usize> {
    let mut line = line;
    // Trimming takes off the first opening bracket.
    loop {
        let words = text.get(line.clone()).unwrap_or_default();
        let opened =
            words.starts_with('[') || text.get(..line.start).is_some_and(|t| t.ends_with('['));
        match words.find(']').filter(|at| opened && *at < 60) {
            Some(close) => line = trim_range(text, line.start + close + 1..line.end),
            None => return line,
        }
    }
}

/// Skips 'Open roles:' and its like at the beginning of a line.
fn after_announcement(text: &str, line: Range<usize>) -> Range<usize> {
    const ANNOUNCES: [&str; 8] = [
        "role",
        "position",
        "opening",
        "hiring",
        "jobs",
        "job title",
        "looking for",
        "seeking",
    ];
    let words = text.get(line.clone()).unwrap_or_default();
    let Some(colon) = words.find(": ").filter(|at| *at <= 100) else {
        return line;
    };
    let lower = words.get(..colon).unwrap_or_default().to_ascii_lowercase();
    if ANNOUNCES.iter().any(|a| lower.contains(a)) {
        return trim_range(text, line.start + colon + 1..line.end);
    }
    line
}

/// Heads that name a role when a list item consists of them: 'Senior Backend'.
fn is_weak(text: &str, head: &Range<usize>) -> bool {
    let word = text
        .get(head.clone())
        .unwrap_or_default()
        .to_ascii_lowercase();
    WORDS.weak.contains(word.as_str())
}

/// Where the words that qualify a title end: its level in parentheses, its team.
fn context_end(text: &str, from: usize, line_end: usize) -> usize {
    let tail = text.get(from..line_end).unwrap_or_default();
    let tail = tail.get(..floor(tail, 80)).unwrap_or_default();
    let stops = [
        " http", ". ", "$", "€", ": ", "! ", " we ", " you ", " to ", " who ", " our ", " the ",
        "With ", "(our ", " just ",
    ];
    from + stops
        .iter()
        .filter_map(|s| tail.find(s))
        .min()
        .unwrap_or(tail.len())
}

/// Where the head of an office ends, with what it is over: `Head of Product`,
/// `VP, User Experience`, `Director of Engineering`.
pub(super) fn office(text: &str, head: &Range<usize>, line_end: usize) -> usize {
    let word = text
        .get(head.clone())
        .unwrap_or_default()
        .to_ascii_lowercase();
    if !matches!(
        word.as_str(),
        "head of" | "vp" | "director" | "vice president" | "chief" | "manager" | "managers"
    ) {
        return head.end;
    }
    let after = text.get(head.end..line_end).unwrap_or_default();
    let of = after
        .strip_prefix(" of ")
        .or_else(|| after.strip_prefix(", "))
        .or_else(|| after.strip_prefix(' '));
    let Some(over) = of.filter(|o| o.starts_with(char::is_uppercase)) else {
        return head.end;
    };
    let stops = [
        ": ", " -", " –", " —", " (", ", ", " |", " http", ". ", "/", " in ", " at ", " to ",
        " for ", " who ",
    ];
    let len = stops
        .iter()
        .filter_map(|s| over.find(s))
        .min()
        .unwrap_or(over.len());
    if len > 40
        || over
            .get(..len)
            .is_some_and(|o| o.split_whitespace().count() > 4)
    {
        return head.end;
    }
    head.end + (after.len() - over.len()) + len
}

/// Whether all words may stand before the head of a title.
fn leads_line(before: &str) -> bool {
    const ARTICLES: [&str; 2] = ["A", "An"];
    let small = |lower: &str| matches!(lower, "and" | "or" | "of" | "a" | "an" | "for" | "hiring");
    let leads = |i: usize, word: &str, lower: &str| {
        i == 0 && (ARTICLES.contains(&word) || PRAISE.contains(&lower))
    };
    // The 'on' of 'Ruby on Rails' is no word of a sentence.
    let before = &before.replace("uby on ", "uby ");
    let sentence = last_stop(before).is_some() || before.contains("? ") || before.contains("! ");
    !sentence
        && words(before).enumerate().all(|(i, (_, word))| {
            let lower = word.to_ascii_lowercase();
            let capital =
                word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '.');
            (capital && !WORDS.never.contains(lower.as_str()))
                || leads(i, word, &lower)
                || WORDS.modifiers.contains(lower.as_str())
                || (small(&lower)
                    && (i > 0 || before.starts_with(char::is_lowercase) || lower == "hiring"))
        })
}

/// Whether a title may end at its head: at the line's end, before a separator,
/// a place, a link; running text goes on with a verb instead.
fn ends_title(text: &str, head_end: usize, line_end: usize, kind: BlockKind) -> bool {
    const STRICT: [&str; 17] = [
        " role:",
        " position:",
        ":",
        " :",
        " -",
        " –",
        " —",
        " (",
        "/",
        " /",
        " |",
        " http",
        " [",
        " @",
        "–",
        "—",
        ",",
    ];
    const LOOSE: [&str; 20] = [
        " who ", "-", " at ", " in ", " &", " and ", " II", " I", " $", " €", " £", "(", ";", " =",
        " +", " with ", " for ", " to ", " of ", ".",
    ];
    let tail = text.get(head_end..line_end).unwrap_or_default().trim_end();
    if tail.is_empty() {
        return true;
    }
    let strict = STRICT.iter().any(|s| tail.starts_with(s));
    let loose = strict || LOOSE.iter().any(|s| tail.starts_with(s));
    match kind {
        BlockKind::Paragraph => strict || (loose && tail.len() < 50),
        BlockKind::Heading | BlockKind::ListItem => {
            let explained = tail.starts_with([':', '(', '-', '–', '—'])
                || [" -", " –", " (", " ["].iter().any(|s| tail.starts_with(s));
            loose && (tail.len() < 200 || explained)
        }
    }
}

/// Where the listing of titles in a line ends and its explanation begins.
fn title_end(text: &str, head_end: usize, line_end: usize) -> usize {
    let tail = text.get(head_end..line_end).unwrap_or_default();
    let stops = [
        ". ", " http", ":http", ": ", " – ", " — ", " - ", "|", "? ", "! ",
    ];
    let stop = stops.iter().filter_map(|s| tail.find(s)).min();
    head_end + stop.unwrap_or(tail.len()).min(floor(tail, 160))
}

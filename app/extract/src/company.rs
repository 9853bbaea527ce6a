//! Finds the hiring organisation's name in a comment.
//!
//! Candidates come from the header and from phrases that introduce a company
//! ('Acme is hiring', 'At Acme, we'); each is weighed by where it stands, what
//! stands around it, and whether the posting links to a site of that name.

use std::ops::Range;

use crate::document::Document;
use crate::header::{Header, HeaderForm, floor};
use crate::places;
use crate::signal::{self, Signal};
use crate::site;
use crate::word::{squeeze, trim_range, words};

/// Longest name, in bytes and in words.
const LONGEST_NAME: usize = 60;
const MOST_WORDS: usize = 7;

/// Bytes of a comment in which its company is introduced.
const OPENING: usize = 1_500;

/// Least weight that makes a candidate the company.
const ENOUGH: i32 = 4;

struct Candidate {
    range: Range<usize>,
    weight: i32,
}

/// Finds the company with the place of its name in the text.
pub(crate) fn find(document: &Document, header: &Header) -> Option<(String, Range<usize>)> {
    let text = document.text();
    let sites = site::names(document);
    let mut candidates = Vec::new();
    from_header(text, header, &mut candidates);
    let sure = candidates.first().is_some_and(|c: &Candidate| {
        header.form == HeaderForm::Piped && matches_site(text, &c.range, &sites) > 0
    });
    if !sure {
        from_phrases(text, &mut candidates);
        from_sites(text, &sites, &mut candidates);
    }
    let mut best: Option<Candidate> = None;
    for mut candidate in candidates {
        candidate.range = trim_name(text, candidate.range);
        let name = text.get(candidate.range.clone()).unwrap_or_default();
        if !plausible(name) {
            continue;
        }
        candidate.weight += weight(text, &candidate.range, &sites);
        if best.as_ref().is_none_or(|b| candidate.weight > b.weight) {
            best = Some(candidate);
        }
    }
    let best = best.filter(|b| b.weight >= ENOUGH)?;
    let name = text.get(best.range.clone())?.to_owned();
    Some((name, best.range))
}

/// Candidates of the header: its pieces and what their punctuation cuts off.
fn from_header(text: &str, header: &Header, candidates: &mut Vec<Candidate>) {
    let base = match header.form {
        HeaderForm::Piped => 10,
        HeaderForm::Lines => 7,
        HeaderForm::Prose => return,
    };
    for (i, piece) in header.pieces.iter().enumerate().take(8) {
        let position = i32::try_from(i).unwrap_or(i32::MAX);
        for (j, part) in parts(text, piece.clone()).into_iter().enumerate().take(3) {
            let nested = i32::try_from(j).unwrap_or(i32::MAX);
            candidates.push(Candidate {
                range: part,
                weight: base - position.saturating_mul(2) - nested.saturating_mul(3),
            });
        }
    }
}

/// The parts of a header piece: up to a parenthesis, link, dash, colon or comma.
fn parts(text: &str, piece: Range<usize>) -> Vec<Range<usize>> {
    let words = text.get(piece.clone()).unwrap_or_default();
    let mut out = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut depth = 0_usize;
    let mut add = |from: usize, to: usize| {
        let range = trim_range(text, piece.start + from..piece.start + to);
        if !range.is_empty() {
            out.push(range);
        }
    };
    while let Some(rest) = words.get(at..).filter(|r| !r.is_empty()) {
        let c = rest.chars().next().unwrap_or(' ');
        let cut = match c {
            '(' | '[' => {
                depth += 1;
                depth == 1
            }
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                start = if depth == 0 { at + 1 } else { start };
                false
            }
            _ if depth > 0 => false,
            ',' => !legal_form(rest.trim_start_matches([',', ' '])),
            ':' | ';' => !rest.starts_with("://"),
            '-' | '–' | '—' => {
                let spaced = rest
                    .get(c.len_utf8()..)
                    .is_some_and(|r| r.starts_with([' ', '-']))
                    || words.get(..at).is_some_and(|b| b.ends_with(' '));
                spaced || c == '—'
            }
            'h' => rest.starts_with("http://") || rest.starts_with("https://"),
            'w' => rest.starts_with("www."),
            ' ' => [
                " is hiring",
                " is looking",
                " are hiring",
                " are looking",
                " is seeking",
                " is a ",
                " in ",
                " at ",
                " seeks ",
                " hiring",
                " http",
                " Is Hiring",
                " HIRING",
            ]
            .iter()
            .any(|s| rest.starts_with(s)),
            _ => false,
        };
        if cut {
            add(start, at);
            if matches!(c, 'h' | 'w') {
                at += rest.find(' ').unwrap_or(rest.len());
                start = at;
                continue;
            }
            start = at + c.len_utf8();
        }
        at += c.len_utf8();
    }
    if depth == 0 {
        add(start, words.len());
    }
    out
}

fn legal_form(rest: &str) -> bool {
    [
        "Inc", "LLC", "Ltd", "L.L.C", "Corp", "GmbH", "S.A", "B.V", "Co.", "LP", "PBC", "inc",
        "llc",
    ]
    .iter()
    .any(|f| rest.starts_with(f))
}

/// Candidates that a phrase introduces.
fn from_phrases(text: &str, candidates: &mut Vec<Candidate>) {
    const AFTER: [&str; 34] = [
        " is hiring",
        " are hiring",
        " is looking",
        " are looking",
        " is seeking",
        " are seeking",
        " is a ",
        " is an ",
        " is the ",
        " is building",
        " builds ",
        " is one of",
        " is expanding",
        " is growing",
        " is recruiting",
        " has been",
        " has an ",
        " has a ",
        " makes ",
        " provides ",
        " was founded",
        " is on a mission",
        " is changing",
        " is making",
        " is developing",
        " is creating",
        " is transforming",
        " is based",
        " needs ",
        " seeks ",
        " helps ",
        " is searching",
        ", a ",
        " was started",
    ];
    const BEFORE: [&str; 30] = [
        "at ",
        "join ",
        "about ",
        "we are ",
        "we're ",
        "we’re ",
        "here at ",
        "work at ",
        "working at ",
        "work for ",
        "i'm with ",
        "startup ",
        "company, ",
        "called ",
        "startup, ",
        "team at ",
        "i work for ",
        "i work at ",
        "my company ",
        "our company ",
        "company: ",
        "hi from ",
        "from ",
        "i'm from ",
        "welcome to ",
        "founder of ",
        "cto of ",
        "cto at ",
        "founder at ",
        "hiring at ",
    ];
    let end = floor(text, OPENING);
    let opening = text.get(..end).unwrap_or_default();
    let words: Vec<(Range<usize>, &str)> = words(opening).collect();
    let mut i = 0;
    while let Some((first, word)) = words.get(i) {
        let name_like = |w: &str| {
            w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                || w.contains('.') && site::is_domain(w)
        };
        if !name_like(word) {
            i += 1;
            continue;
        }
        let mut end = first.end;
        let mut next = i + 1;
        while let Some((range, word)) = words.get(next) {
            let gap = text.get(end..range.start).unwrap_or_default();
            if next - i >= 4 || !(gap == " " || gap == " & ") || !name_like(word) {
                break;
            }
            end = range.end;
            next += 1;
        }
        let tail = text.get(end..).unwrap_or_default();
        let tail = tail.strip_prefix('®').unwrap_or(tail);
        let head_end = first.start;
        let head_start = {
            let mut at = head_end.saturating_sub(16);
            while !text.is_char_boundary(at) {
                at += 1;
            }
            at
        };
        let head = text
            .get(head_start..head_end)
            .unwrap_or_default()
            .to_ascii_lowercase();
        let mut weight = 0;
        if AFTER.iter().any(|a| tail.starts_with(a)) {
            weight += 4;
        } else if tail.starts_with(" (http")
            || tail.starts_with(" - http")
            || tail.starts_with(" (www")
            || tail.starts_with(" http")
            || tail.starts_with(" (YC")
            || tail.starts_with("'s ")
            || tail.starts_with("’s ")
        {
            weight += 3;
        }
        if BEFORE.iter().any(|b| {
            head.ends_with(b)
                && (head.len() == b.len()
                    || !head
                        .get(..head.len() - b.len())
                        .is_some_and(|h| h.ends_with(char::is_alphanumeric)))
        }) {
            weight += 2;
        }
        if weight > 0 {
            let late = i32::try_from(first.start / 300).unwrap_or(3).min(3);
            let sentence_start = if head.trim_end().ends_with(['.', '\n'])
                || head.ends_with('\n')
                || first.start == 0
            {
                1
            } else {
                0
            };
            candidates.push(Candidate {
                range: first.start..end,
                weight: weight - late + sentence_start,
            });
        }
        i = next;
    }
}

/// Candidates that read like the name of a site the posting links to.
fn from_sites(text: &str, sites: &[String], candidates: &mut Vec<Candidate>) {
    if sites.is_empty() {
        return;
    }
    let opening = text.get(..floor(text, OPENING)).unwrap_or_default();
    let words: Vec<(Range<usize>, &str)> = words(opening)
        .filter(|w| !w.1.contains('@') && !w.1.contains("://"))
        .collect();
    for (i, (first, _)) in words.iter().enumerate() {
        let mut squeezed = String::new();
        for (range, word) in words.iter().skip(i).take(4) {
            if text
                .get(first.start..range.end)
                .is_some_and(|t| t.contains(['\n', '|', '(']))
            {
                break;
            }
            squeezed.push_str(&squeeze(word));
            let named = sites.iter().take(4).position(|s| *s == squeezed);
            let written_as_name = text
                .get(first.clone())
                .is_some_and(|w| w.chars().any(|c| c.is_uppercase() || c.is_ascii_digit()));
            if let Some(rank) = named.filter(|_| !word.contains('/')) {
                let rank = i32::try_from(rank).unwrap_or(4);
                let weight = if written_as_name { 3 } else { 0 } - rank;
                candidates.push(Candidate {
                    range: first.start..range.end,
                    weight,
                });
                break;
            }
        }
    }
}

/// 2 when the name is that of a linked site, 1 when they share a beginning.
fn matches_site(text: &str, range: &Range<usize>, sites: &[String]) -> i32 {
    let name = squeeze(text.get(range.clone()).unwrap_or_default());
    if name.is_empty() {
        return 0;
    }
    if sites.contains(&name) {
        return 2;
    }
    let close = |site: &String| {
        (name.len() >= 4 && site.starts_with(&name))
            || (site.len() >= 4 && name.starts_with(site.as_str()))
            || (name.len() >= 5 && site.contains(&name))
            || (site.len() >= 5 && name.contains(site.as_str()))
    };
    i32::from(sites.iter().any(close))
}

fn weight(text: &str, range: &Range<usize>, sites: &[String]) -> i32 {
    let name = text.get(range.clone()).unwrap_or_default();
    let site = matches_site(text, range, sites);
    let mut weight = match site {
        2 => 6,
        1 => 3,
        _ => 0,
    };
    let keywords = signal::find(name);
    let bytes_of = |wanted: fn(Signal) -> bool| -> usize {
        keywords
            .iter()
            .filter(|f| wanted(f.signal))
            .map(|f| f.range.len())
            .sum()
    };
    let terms = bytes_of(|s| {
        !matches!(
            s,
            Signal::Role | Signal::Apply | Signal::Hire | Signal::Contract | Signal::OnsiteWord
        )
    });
    let role = keywords.iter().any(|f| f.signal == Signal::Role);
    let hire = bytes_of(|s| matches!(s, Signal::Hire | Signal::Contract | Signal::OnsiteWord));
    if terms > 0 && site < 2 {
        weight -= 12;
    }
    if role && site < 2 {
        weight -= if ends_with_role(name, &keywords) {
            9
        } else {
            3
        };
    }
    if hire * 2 >= name.len() {
        weight -= 9;
    }
    if is_place(name) {
        weight -= if site == 2 { 2 } else { 12 };
    }
    if site == 0 && name.split_whitespace().count() > 4 {
        weight -= 4;
    }
    if !name.chars().any(|c| c.is_uppercase() || c.is_ascii_digit()) && site == 0 {
        weight -= 3;
    }
    if name.contains(['$', '€', '£', '@', '%']) {
        weight -= 8;
    }
    if text.matches(name).take(3).count() > 1 {
        weight += 2;
    }
    weight
}

fn ends_with_role(name: &str, found: &[signal::Found]) -> bool {
    found
        .iter()
        .any(|f| f.signal == Signal::Role && f.range.end == name.len())
}

/// Whether places are all that the words name.
pub(crate) fn is_place(words: &str) -> bool {
    let named: usize = places::find_in(words)
        .iter()
        .filter_map(|m| m.range.as_ref())
        .map(ExactSizeIterator::len)
        .sum();
    let letters = words.chars().filter(|c| c.is_alphanumeric()).count();
    named > 0 && named * 10 >= letters * 6
}

/// Takes off what stands before and after a name without belonging to it.
fn trim_name(text: &str, range: Range<usize>) -> Range<usize> {
    let mut range = trim_range(text, range);
    loop {
        let name = text.get(range.clone()).unwrap_or_default();
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
            "we at ",
            "we are ",
            "we're ",
        ]
        .iter()
        .find(|p| lower.starts_with(**p));
        let suffix = [
            " is hiring",
            " hiring",
            " is looking for",
            " (yc",
            " yc",
            "'s",
            "’s",
            " jobs",
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

fn plausible(name: &str) -> bool {
    const NEVER: [&str; 66] = [
        "we",
        "i",
        "our",
        "the",
        "location",
        "hi",
        "hello",
        "who",
        "what",
        "about us",
        "full stack",
        "company",
        "us",
        "my",
        "it",
        "this",
        "you",
        "here",
        "if",
        "and",
        "also",
        "all",
        "there",
        "he",
        "she",
        "they",
        "yc",
        "ycombinator",
        "y combinator",
        "ny",
        "ca",
        "usa",
        "hq",
        "ai",
        "saas",
        "series a",
        "series b",
        "seed",
        "new",
        "an",
        "a",
        "any",
        "multiple",
        "various",
        "several",
        "other",
        "edit",
        "update",
        "note",
        "ps",
        "hn",
        "b2b",
        "fintech",
        "healthcare",
        "startup",
        "stealth",
        "team",
        "apply",
        "more",
        "description",
        "hey",
        "everyone",
        "is",
        "title",
        "salary",
        "stack",
    ];
    let count = name.split_whitespace().count();
    let lower = name.to_ascii_lowercase();
    !name.is_empty()
        && name.len() <= LONGEST_NAME
        && count <= MOST_WORDS
        && name.chars().any(char::is_alphabetic)
        && !lower.contains("://")
        && !lower.starts_with("www.")
        && !NEVER.contains(&lower.as_str())
}

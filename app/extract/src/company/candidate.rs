//! Where names of companies may stand: in the header, after phrases that
//! introduce them, and wherever the name of a linked site is written.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use domain::{FormUse, LegalForm, legal_forms};

use crate::header::{Header, HeaderForm};
use crate::lexicon;
use crate::site;
use crate::window::floor;
use crate::word::{squeeze, trim_range, words};
use crate::word_starts::ends_word;

/// Bytes of a posting in which its company is introduced.
const OPENING: usize = 1_500;

/// Words of a name at most.
const MOST_WORDS: usize = 4;

/// Words around a name that is introduced.
struct Introductions {
    /// By their first byte.
    after: HashMap<u8, Vec<&'static str>>,
    /// By their last byte.
    before: HashMap<u8, Vec<&'static str>>,
    verbs: Vec<&'static str>,
    cuts: Vec<String>,
    /// Legal forms, which belong to the name after a comma.
    legal_forms: Vec<&'static str>,
}

static INTRODUCTIONS: LazyLock<Introductions> = LazyLock::new(|| {
    let text = include_str!("../../lexicon/companies.txt");
    let spaced = |phrase: &&str| format!(" {phrase}");
    Introductions {
        after: by_byte(lexicon::list(text, "after"), <[u8]>::first),
        before: by_byte(lexicon::list(text, "before"), <[u8]>::last),
        verbs: lexicon::list(text, "verb"),
        cuts: lexicon::list(text, "cut").iter().map(spaced).collect(),
        legal_forms: legal_forms(FormUse::Name).map(LegalForm::written).collect(),
    }
});

/// Phrases by one of their bytes, so that few of them are compared.
fn by_byte(
    phrases: Vec<&'static str>,
    byte: fn(&[u8]) -> Option<&u8>,
) -> HashMap<u8, Vec<&'static str>> {
    let mut found: HashMap<u8, Vec<&'static str>> = HashMap::new();
    for phrase in phrases {
        if let Some(byte) = byte(phrase.as_bytes()) {
            found.entry(*byte).or_default().push(phrase);
        }
    }
    found
}

/// Whether one of the phrases that follow a name begins a text in lower case, after
/// a space unless it is a comma.
fn follows(tail: &str) -> bool {
    let rest = tail
        .strip_prefix(' ')
        .or_else(|| tail.starts_with(',').then_some(tail));
    rest.is_some_and(|rest| {
        let first = rest.as_bytes().first();
        let phrases = first.and_then(|byte| INTRODUCTIONS.after.get(byte));
        phrases.into_iter().flatten().any(|phrase| {
            let next = rest.strip_prefix(*phrase);
            next.is_some_and(|r| !r.starts_with(char::is_alphanumeric))
        })
    })
}

/// Whether one of the phrases that lead to a name ends a text in lower case, before
/// a space.
fn leads(head: &str) -> bool {
    let words = head.trim_end_matches(' ');
    let last = words.as_bytes().last();
    let phrases = last.and_then(|byte| INTRODUCTIONS.before.get(byte));
    head.ends_with(' ')
        && phrases.into_iter().flatten().any(|phrase| {
            let rest = words.strip_suffix(*phrase);
            rest.is_some_and(|r| !r.ends_with(char::is_alphanumeric))
        })
}

/// A piece of text that may be the company's name.
pub(super) struct Candidate {
    pub(super) range: Range<usize>,
    /// Weight of the place where it stands.
    pub(super) weight: i32,
    /// Whether it stands in the header.
    pub(super) header: bool,
}

/// Candidates of the header: its pieces and what their punctuation cuts off.
pub(super) fn from_header(text: &str, header: &Header) -> Vec<Candidate> {
    let base = match header.form {
        HeaderForm::Piped => 10,
        HeaderForm::Lines => 7,
        HeaderForm::Prose => return Vec::new(),
    };
    let mut candidates = Vec::new();
    for (i, piece) in header.pieces.iter().enumerate().take(8) {
        let position = i32::try_from(i).unwrap_or(i32::MAX);
        for (j, part) in parts(text, piece.clone()).into_iter().enumerate().take(3) {
            let nested = i32::try_from(j).unwrap_or(i32::MAX);
            let first = if header.form == HeaderForm::Piped && i == 0 && j == 0 {
                4
            } else {
                0
            };
            // `Engineer @ Acme`.
            let at = text.get(..part.start).is_some_and(|t| t.ends_with("@ "));
            let first = if at { first + 4 } else { first };
            let weight = base + first - position.saturating_mul(2) - nested.saturating_mul(3);
            candidates.push(Candidate {
                range: part,
                weight,
                header: true,
            });
        }
    }
    candidates
}

/// The parts of a header piece: up to a parenthesis, link, dash, colon or comma.
fn parts(text: &str, piece: Range<usize>) -> Vec<Range<usize>> {
    let words = text.get(piece.clone()).unwrap_or_default();
    let mut out = Vec::new();
    let (mut start, mut at, mut depth) = (0, 0, 0_usize);
    let mut add = |from: usize, to: usize| {
        let range = trim_range(text, piece.start + from..piece.start + to);
        if !range.is_empty() {
            out.push(range);
        }
    };
    while let Some(rest) = words.get(at..).filter(|r| !r.is_empty()) {
        let c = rest.chars().next().unwrap_or(' ');
        match c {
            '(' | '[' => {
                depth += 1;
                if depth == 1 {
                    add(start, at);
                    start = at + 1;
                }
            }
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    start = at + 1;
                }
            }
            _ if depth == 0 && cuts(words, at, c) => {
                add(start, at);
                if rest.starts_with("http") || rest.starts_with("www.") {
                    at += rest.find(' ').unwrap_or(rest.len());
                    start = at;
                    continue;
                }
                start = at + c.len_utf8();
            }
            _ => {}
        }
        at += c.len_utf8();
    }
    if depth == 0 {
        add(start, words.len());
    }
    out
}

/// Whether a header piece is cut before its character `c` at `at`.
fn cuts(words: &str, at: usize, c: char) -> bool {
    let rest = words.get(at..).unwrap_or_default();
    let after = rest.get(c.len_utf8()..).unwrap_or_default();
    match c {
        ',' => {
            let next = after.trim_start();
            !INTRODUCTIONS
                .legal_forms
                .iter()
                .any(|form| next.starts_with(form))
        }
        ':' => !rest.starts_with("://") && !after.starts_with(char::is_alphanumeric),
        ';' | '—' => true,
        // `Acme / Lyon (France)`.
        '/' => {
            let place = after.split(['(', '|', ',']).next().unwrap_or_default();
            let apart = words.get(..at).is_some_and(|b| b.ends_with(' '));
            apart && place.starts_with(' ') && super::is_place(place.trim())
        }
        '@' => after.starts_with(' '),
        '-' | '–' => {
            after.starts_with([' ', '-']) || words.get(..at).is_some_and(|b| b.ends_with(' '))
        }
        'h' => rest.starts_with("http://") || rest.starts_with("https://"),
        'w' => rest.starts_with("www."),
        ' ' => {
            let lower = rest
                .get(..floor(rest, 16))
                .unwrap_or_default()
                .to_ascii_lowercase();
            let starts =
                |cut: &&String| lower.starts_with(cut.as_str()) && ends_word(&lower, cut.len());
            let we = words
                .get(..at)
                .is_some_and(|b| b.eq_ignore_ascii_case("we"));
            !we && INTRODUCTIONS.cuts.iter().any(|cut| starts(&cut))
        }
        _ => false,
    }
}

/// Candidates that a phrase introduces.
pub(super) fn from_phrases(text: &str) -> Vec<Candidate> {
    let opening = text.get(..floor(text, OPENING)).unwrap_or_default();
    let words: Vec<(Range<usize>, &str)> = words(opening).collect();
    let mut candidates = Vec::new();
    let mut i = 0;
    while let Some((first, word)) = words.get(i) {
        if !name_like(word) {
            i += 1;
            continue;
        }
        let mut end = first.end;
        let mut next = i + 1;
        while let Some((range, word)) = words.get(next) {
            let gap = text.get(end..range.start).unwrap_or_default();
            let name = name_like(word) && !INTRODUCTIONS.verbs.contains(word);
            // `Quillworks, Inc is hiring`.
            let form = gap == ", " && INTRODUCTIONS.legal_forms.contains(word);
            if next - i >= MOST_WORDS || !(gap == " " || gap == " & " || form) || !name {
                break;
            }
            end = range.end;
            next += 1;
        }
        // `The Quillworks Museum of Art`.
        let of = |at: usize| words.get(at).is_some_and(|(_, word)| *word == "of");
        let named = words.get(next + 1).filter(|(_, word)| name_like(word));
        if let Some((range, _)) = named.filter(|_| of(next))
            && text.get(end..range.start) == Some(" of ")
        {
            let whole = first.start..range.end;
            if next - i > 1 && introduction(text, &whole) > 0 {
                end = range.end;
                next += 2;
            }
        }
        let weight = introduction(text, &(first.start..end));
        if weight > 0 {
            let late = i32::try_from(first.start / 300).unwrap_or(3).min(3);
            let range = first.start..end;
            candidates.push(Candidate {
                range,
                weight: weight - late,
                header: false,
            });
        }
        i = next;
    }
    candidates
}

pub(super) fn name_like(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || site::is_domain(word)
}

/// How strongly the words around a name introduce it; 0 when they do not.
pub(super) fn introduction(text: &str, name: &Range<usize>) -> i32 {
    const LOOK: usize = 24;
    let tail = text
        .get(name.end..)
        .unwrap_or_default()
        .trim_start_matches(['®', '™']);
    // `Acme Hats, Inc. is hiring`.
    let words = text.get(name.clone()).unwrap_or_default();
    let is_short = || legal_forms(FormUse::Dotted).any(|form| words.ends_with(form.written()));
    let goes_on = |rest: &&str| {
        follows(
            &rest
                .get(..floor(rest, LOOK))
                .unwrap_or_default()
                .to_ascii_lowercase(),
        )
    };
    let after_form = tail.strip_prefix('.').filter(|_| is_short());
    let tail = after_form.filter(goes_on).unwrap_or(tail);
    let tail = tail
        .get(..floor(tail, LOOK))
        .unwrap_or_default()
        .to_ascii_lowercase();
    let mut start = name.start.saturating_sub(LOOK);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let head = text
        .get(start..name.start)
        .unwrap_or_default()
        .to_ascii_lowercase();
    let mut weight = 0;
    let after = text.get(name.end..).unwrap_or_default();
    if let Some(rest) = after.strip_prefix(", a")
        && apposed(rest.get(..floor(rest, 120)).unwrap_or_default())
    {
        return 9;
    }
    // 'We are Acme Makers, builders of acme.example.'
    let presents = ["we are ", "we're ", "we’re ", "here at "];
    let maker = [
        ", makers of",
        ", the makers of",
        ", developers of",
        ", creators of",
    ];
    if presents.iter().any(|p| head.ends_with(p)) && maker.iter().any(|m| tail.starts_with(m)) {
        return 12;
    }
    let linked = [
        " (http", " - http", " (www", " http", " (yc", "'s ", "’s ", " (",
    ];
    if follows(&tail) {
        weight += 4;
    } else if linked.iter().any(|l| tail.starts_with(l)) {
        weight += 3;
    }
    if leads(&head) {
        weight += 2;
    }
    if weight == 0
        && name.start == 0
        && [" in ", " at ", ": ", " -", ", ", ". ", "! ", " / "]
            .iter()
            .any(|s| tail.starts_with(s))
    {
        weight += 3;
    }
    // `Acme. We make …`, on a line of its own.
    if weight == 0 && name.start < 200 && head.ends_with('\n') && tail.starts_with(". we ") {
        weight += 3;
    }
    // `Acme - we make …`, on the line after the place.
    let dashed = [" - ", " – ", " — "].iter().any(|s| tail.starts_with(s));
    if weight == 0 && name.start < 200 && head.ends_with('\n') && dashed {
        weight += 3;
    }
    let opens = name.start == 0 || head.trim_end_matches(' ').ends_with(['.', '\n', '!']);
    if weight > 0 && opens {
        weight + 1
    } else {
        weight
    }
}

/// Whether what follows `Acme, a` ends with its hiring: `young startup, is hiring`.
fn apposed(rest: &str) -> bool {
    let Some((between, after)) = rest.split_once(", ") else {
        return false;
    };
    let article = between.starts_with([' ', 'n']);
    let hires = ["is hiring", "are hiring", "is looking for", "is seeking"];
    article && !between.contains(['.', '\n', '!']) && hires.iter().any(|h| after.starts_with(h))
}

/// Whether what follows a name, in lower case, says what a company is or does.
pub(super) fn introduces(tail: &str) -> bool {
    follows(tail.trim_start_matches(['®', '™']))
}

/// Whether a word, squeezed, may begin like one of the sites: told by its first letter,
/// as far as that is of ASCII.
fn may_begin(word: &str, sites: &[String]) -> bool {
    let first = word.chars().find(|c| c.is_alphanumeric());
    let Some(first) = first.filter(char::is_ascii) else {
        return true;
    };
    let mut letters = sites.iter().filter_map(|site| site.chars().next());
    letters.any(|letter| letter == first.to_ascii_lowercase())
}

/// Candidates that read like the name of a site the posting links to.
pub(super) fn from_sites(text: &str, sites: &[String]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    if sites.is_empty() {
        return candidates;
    }
    let opening = text.get(..floor(text, OPENING * 2)).unwrap_or_default();
    let words: Vec<(Range<usize>, &str)> = words(opening)
        .filter(|w| !w.1.contains('@') && !w.1.contains("://"))
        .collect();
    let longest = sites.iter().map(String::len).max().unwrap_or(0);
    for (i, (first, word)) in words.iter().enumerate() {
        if !may_begin(word, sites) {
            continue;
        }
        let mut squeezed = squeeze(word);
        if !sites.iter().any(|s| s.starts_with(&squeezed)) {
            continue;
        }
        for (n, (range, word)) in words.iter().skip(i).take(MOST_WORDS).enumerate() {
            if text
                .get(first.start..range.end)
                .is_none_or(|t| t.contains(['\n', '|', '(']))
            {
                break;
            }
            if n > 0 {
                squeezed.push_str(&squeeze(word));
            }
            if squeezed.len() > longest {
                break;
            }
            let named = sites.iter().take(4).position(|s| *s == squeezed);
            if let Some(rank) = named.filter(|_| !word.contains('/')) {
                let whole = text.get(first.start..range.end).unwrap_or_default();
                let capital = whole
                    .chars()
                    .any(|c| c.is_uppercase() || c.is_ascii_digit());
                let rank = i32::try_from(rank).unwrap_or(4);
                let weight = if capital { 3 } else { 0 } - rank;
                let range = first.start..range.end;
                candidates.push(Candidate {
                    range,
                    weight,
                    header: false,
                });
                break;
            }
        }
    }
    candidates
}

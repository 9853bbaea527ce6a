//! Finds every spelling of the vocabulary that stands in a text as a word of
//! its own. What an ambiguous spelling means there is decided in `context`.

use std::ops::Range;
use std::sync::OnceLock;

use super::vocabulary::{Form, Need, Spelling, spellings};
use crate::word_starts::WordStarts;

/// A spelling found in the text.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    /// Where, an attached version number included.
    pub(super) range: Range<usize>,
    /// Index of its block.
    pub(super) block: usize,
    /// What it may mean.
    pub(super) form: &'static Form,
    /// Whether upper and lower case are those of the form.
    pub(super) exact: bool,
}

/// Longest spelling that is taken for an abbreviation, which hardly anything
/// may touch.
const SHORT: usize = 2;

fn starts() -> &'static WordStarts {
    static STARTS: OnceLock<WordStarts> = OnceLock::new();
    let build = || WordStarts::new(spellings().iter().map(|spelling| spelling.key));
    STARTS.get_or_init(build)
}

/// Finds all spellings in the blocks of a text, from left to right; where
/// several overlap, the one that begins first and reaches furthest is kept.
pub(super) fn scan(text: &str, blocks: &[Range<usize>]) -> Vec<Hit> {
    let mut found: Vec<(Range<usize>, &'static Spelling)> = Vec::new();
    for (pattern, range) in starts().find_all(text) {
        let start = range.start;
        let end = stands_alone(text, range);
        if let (Some(end), Some(spelling)) = (end, spellings().get(pattern)) {
            found.push((start..end, spelling));
        }
    }
    found.sort_by(|(a, first), (b, second)| {
        let longer = b.end.cmp(&a.end);
        let spelled = second.key.len().cmp(&first.key.len());
        a.start.cmp(&b.start).then(longer).then(spelled)
    });
    let mut hits: Vec<Hit> = Vec::with_capacity(found.len());
    let mut covered = 0;
    for (range, spelling) in found {
        if range.start < covered || in_address(text, &range) {
            continue;
        }
        let block = blocks.partition_point(|b| b.end <= range.start);
        let inside = |b: &Range<usize>| b.start <= range.start && range.end <= b.end;
        if !blocks.get(block).is_some_and(inside) {
            continue;
        }
        let written = text.get(range.clone()).unwrap_or_default();
        if let Some((form, exact)) = choose(spelling, written) {
            covered = range.end;
            let hit = Hit {
                range,
                block,
                form,
                exact,
            };
            hits.push(hit);
        }
    }
    hits
}

/// The form that is written so, else the first, whose case then is not its own. Of
/// several words only the first must be written as the form is: 'Rust Engineer'.
fn choose(spelling: &'static Spelling, written: &str) -> Option<(&'static Form, bool)> {
    let exact = |form: &&Form| {
        let name = form.text.split(' ').next().unwrap_or_default();
        form.need == Need::Nothing || written.starts_with(name)
    };
    match spelling.forms.iter().find(exact) {
        Some(form) => Some((form, true)),
        None => spelling.forms.first().map(|form| (form, false)),
    }
}

fn word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Letters of other scripts touch a word; dashes, quotes and bullets do not.
fn touches(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

/// Where a word of its own ends, with its attached version number; `None` when
/// the match is a piece of another word.
fn stands_alone(text: &str, range: Range<usize>) -> Option<usize> {
    let bytes = text.as_bytes();
    let at = |index: usize| bytes.get(index).copied();
    let before = range.start.checked_sub(1).and_then(at);
    // What begins with a mark, such as `.net`, may stand within a word.
    if before.is_some_and(|b| b < 0x80 && word(b)) {
        return None;
    }
    let after = at(range.end);
    let short = range.len() <= SHORT;
    if short && after.is_some_and(|b| b < 0x80 && word(b)) {
        return None;
    }
    let head = text.get(..range.start)?;
    let tail = text.get(range.end..)?;
    if touches(head.chars().next_back()) {
        return None;
    }
    if let Some(b'.' | b'-' | b'&' | b'\'' | b'@' | b'/' | b'+') = before {
        let further = range.start.checked_sub(2).and_then(at).is_some_and(word);
        let refused = match before {
            Some(b'@') => true,
            Some(b'.' | b'\'') => further && range.len() <= 3,
            Some(b'-' | b'&') => further && short,
            _ => false,
        };
        if refused {
            return None;
        }
    }
    let version = if short { 0 } else { version(tail) };
    let rest = tail.get(version..).unwrap_or_default();
    if touches(rest.chars().next()) {
        return None;
    }
    let mut next = rest.bytes();
    let refused = match (next.next(), next.next()) {
        (Some(b'+' | b'#' | b'$'), _) => short,
        (Some(b'.'), Some(b)) => b.is_ascii_lowercase(),
        (Some(b'-' | b'&' | b'\''), Some(b)) => short && word(b),
        _ => false,
    };
    (!refused).then_some(range.end + version)
}

/// Length of what may be attached to a name: a version (`3.7`, `8+`) or `.js`.
fn version(tail: &str) -> usize {
    if let Some(rest) = tail.strip_prefix(".js")
        && !touches(rest.chars().next())
    {
        return 3;
    }
    let digits = tail
        .bytes()
        .take_while(|b| b.is_ascii_digit() || *b == b'.');
    let length = digits.count();
    let number = tail.get(..length).unwrap_or_default();
    let number = number.trim_end_matches('.');
    let figures = number.bytes().filter(u8::is_ascii_digit).count();
    if number.starts_with('.') || figures == 0 || figures > 4 {
        return 0;
    }
    let rest = tail.get(number.len()..).unwrap_or_default();
    let suffix = if rest.starts_with(".x") {
        2
    } else {
        usize::from(rest.starts_with('+'))
    };
    number.len() + suffix
}

/// Ends of host names. Not `.net`: `ASP.NET` is none.
#[rustfmt::skip]
const DOMAINS: &[&str] = &[
    ".com", ".org", ".io", ".co", ".ai", ".dev", ".app", ".edu", ".gov", ".de", ".fr", ".uk",
    ".us", ".eu", ".ch", ".ca", ".in", ".me", ".tech", ".cloud", ".xyz", ".jobs", ".so", ".ly",
    ".gg", ".tv", ".careers", ".fm", ".im", ".info", ".is", ".it", ".nl", ".se", ".no", ".sh",
    ".to", ".vc", ".work", ".works", ".team", ".systems", ".software", ".engineering", ".page",
    ".site", ".health", ".energy", ".bio", ".finance", ".world", ".network", ".inc", ".build",
    ".space", ".studio", ".run", ".law", ".be", ".at", ".es", ".pl", ".dk", ".fi", ".nz", ".au",
    ".jp", ".sg", ".kr", ".br", ".ie", ".cc", ".biz", ".news",
];

/// Whether a piece of text is part of a web or mail address.
fn in_address(text: &str, range: &Range<usize>) -> bool {
    let breaks = |c: char| c.is_whitespace() || "(<>[]{}\"“”|,;".contains(c);
    let head = text.get(..range.start).unwrap_or_default();
    let tail = text.get(range.end..).unwrap_or_default();
    let start = head.rfind(breaks).map_or(0, |at| {
        at + head
            .get(at..)
            .and_then(|h| h.chars().next())
            .map_or(1, char::len_utf8)
    });
    let length = tail.find(breaks).unwrap_or(tail.len());
    let left = head.get(start..).unwrap_or_default();
    let right = tail.get(..length).unwrap_or_default();
    if left.is_empty() && right.is_empty() {
        return false;
    }
    if left.contains("://") || right.contains("://") || left.starts_with("www.") {
        return true;
    }
    if left.contains('@') || (right.contains('@') && right.contains('.')) {
        return true;
    }
    // A host name goes on to the left of a path, but not to the right of one.
    host_in(left) || host_in(right.split('/').next().unwrap_or_default())
}

/// Whether a piece of text without space holds the end of a host name.
fn host_in(piece: &str) -> bool {
    if !piece.contains('.') {
        return false;
    }
    let lower = piece.to_ascii_lowercase();
    DOMAINS.iter().any(|domain| {
        lower.match_indices(domain).any(|(at, _)| {
            let rest = lower.get(at + domain.len()..).unwrap_or_default();
            let bare = rest.trim_end_matches(|c: char| ".!?:)'’".contains(c));
            bare.is_empty() || bare.starts_with(['/', '?', '#'])
        })
    })
}

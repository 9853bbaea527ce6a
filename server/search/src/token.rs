//! Words: how texts and queries are cut into them, the same way for both.
//!
//! Words are lower-case and without accents. `c++`, `c#`, `f#`, `.net` and
//! `node.js` are one word each; `back-end` counts as `back`, `end` and
//! `backend`; a plural counts as its singular, by a few safe endings. Nothing
//! else is stemmed, so that `server` never finds `serverless`.

use std::ops::Range;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest word that is indexed, in bytes.
const MAX_WORD_BYTES: usize = 64;
/// Endings that belong to a name when a dot comes before them.
const DOTTED_ENDINGS: &[&str] = &["js", "net", "io", "ai", "py"];
/// First character of a text that is already cut: its words are between spaces.
pub(crate) const RAW_MARK: char = '\u{1}';

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    /// Folded form, as it is indexed.
    pub(crate) text: &'a str,
    /// First byte in the text.
    pub(crate) from: usize,
    /// First byte after it.
    pub(crate) to: usize,
    /// Number of the word in the text; a joined form has the number of its first part.
    pub(crate) position: usize,
    /// Whether it is the joined form of parts that are words as well.
    pub(crate) joined: bool,
}

/// Calls `sink` with every word of `text`, in order.
pub(crate) fn for_each_word(text: &str, mut sink: impl FnMut(Word<'_>)) {
    let mut folded = String::new();
    let mut joined = String::new();
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut position = 0;
    let mut at = 0;
    while let Some(start) = next_start(text, at) {
        parts.clear();
        let mut end = word_end(text, start);
        parts.push(start..end);
        while let Some(next) = hyphenated(text, end) {
            end = word_end(text, next);
            parts.push(next..end);
        }
        emit_joined(text, &parts, position, &mut joined, &mut sink);
        for part in &parts {
            fold(text.get(part.clone()).unwrap_or(""), &mut folded);
            if !folded.is_empty() && folded.len() <= MAX_WORD_BYTES {
                sink(Word {
                    text: &folded,
                    from: part.start,
                    to: part.end,
                    position,
                    joined: false,
                });
            }
            position += 1;
        }
        at = end;
    }
}

/// The words of a short text, joined forms left out.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for_each_word(text, |word| {
        if !word.joined {
            out.push(word.text.to_owned());
        }
    });
    out
}

/// Words of a short text that are too long to be indexed, as they are written.
pub(crate) fn too_long(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut folded = String::new();
    let mut at = 0;
    while let Some(start) = next_start(text, at) {
        at = word_end(text, start);
        let word = text.get(start..at).unwrap_or("");
        fold(word, &mut folded);
        if folded.len() > MAX_WORD_BYTES {
            out.push(word);
        }
    }
    out
}

/// The words of a name as one key: `Ruby  on Rails` → `ruby on rail`.
pub(crate) fn key(text: &str) -> String {
    words(text).join(" ")
}

/// The joined form of a hyphenated word, when the whole text is one.
pub(crate) fn joined_form(text: &str) -> Option<String> {
    let mut whole = None;
    for_each_word(text, |word| {
        if word.joined && word.to - word.from >= text.trim().len() {
            whole = Some(word.text.to_owned());
        }
    });
    whole
}

/// Emits `backend` for `back-end`: every pair of parts, and three parts as a whole.
fn emit_joined(
    text: &str,
    parts: &[Range<usize>],
    position: usize,
    joined: &mut String,
    sink: &mut impl FnMut(Word<'_>),
) {
    if parts.len() < 2 {
        return;
    }
    let alphabetic = |part: &Range<usize>| {
        text.get(part.clone())
            .is_some_and(|piece| piece.chars().all(char::is_alphabetic))
    };
    let mut emit = |parts: &[Range<usize>], position: usize| {
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else {
            return;
        };
        if !parts.iter().all(alphabetic) {
            return;
        }
        let source: String = parts
            .iter()
            .filter_map(|part| text.get(part.clone()))
            .collect();
        fold(&source, joined);
        if joined.len() <= MAX_WORD_BYTES {
            sink(Word {
                text: joined,
                from: first.start,
                to: last.end,
                position,
                joined: true,
            });
        }
    };
    for (offset, pair) in parts.windows(2).enumerate() {
        emit(pair, position + offset);
    }
    if parts.len() == 3 {
        emit(parts, position);
    }
}

/// Where the next word starts, at or after `at`.
fn next_start(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    for (offset, c) in rest.char_indices() {
        let here = at + offset;
        if c.is_alphanumeric() || (c == '.' && is_dot_net(text, here)) {
            return Some(here);
        }
    }
    None
}

/// Whether `.net` starts at this dot.
fn is_dot_net(text: &str, dot: usize) -> bool {
    let before = text.get(..dot).and_then(|head| head.chars().next_back());
    let named = text
        .get(dot + 1..dot + 4)
        .is_some_and(|name| name.eq_ignore_ascii_case("net"));
    named && !before.is_some_and(char::is_alphanumeric) && boundary(text, dot + 4)
}

fn boundary(text: &str, at: usize) -> bool {
    !text
        .get(at..)
        .and_then(|rest| rest.chars().next())
        .is_some_and(char::is_alphanumeric)
}

/// Start of the next part when a hyphen at `end` joins it to the word before.
fn hyphenated(text: &str, end: usize) -> Option<usize> {
    let mut rest = text.get(end..)?.chars();
    let hyphen = rest
        .next()
        .filter(|c| matches!(c, '-' | '\u{2010}' | '\u{2011}'))?;
    rest.next()
        .is_some_and(char::is_alphanumeric)
        .then(|| end + hyphen.len_utf8())
}

/// First byte after the word that starts at `start`.
fn word_end(text: &str, start: usize) -> usize {
    let mut end = run_end(text, start);
    if end == start {
        // The dot of `.net`.
        return run_end(text, start + 1);
    }
    let rest = text.get(end..).unwrap_or("");
    if rest.starts_with("++") && boundary(text, end + 2) {
        return end + 2;
    }
    if rest.starts_with('#') && end - start <= 3 && boundary(text, end + 1) {
        return end + 1;
    }
    if rest.starts_with('.') {
        let dotted = run_end(text, end + 1);
        let ending = text.get(end + 1..dotted).unwrap_or("");
        if DOTTED_ENDINGS
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
        {
            end = dotted;
        }
    }
    end
}

/// End of the letters, digits and inner apostrophes from `start` on.
fn run_end(text: &str, start: usize) -> usize {
    let Some(rest) = text.get(start..) else {
        return start;
    };
    let mut end = start;
    for (offset, c) in rest.char_indices() {
        if c.is_alphanumeric() || (end > start && is_combining_mark(c)) {
            end = start + offset + c.len_utf8();
        } else if !(end > start && matches!(c, '\'' | '’') && end == start + offset) {
            break;
        }
    }
    end
}

/// Writes the folded form of one word.
fn fold(word: &str, out: &mut String) {
    out.clear();
    let word = word
        .strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .unwrap_or(word);
    if word.is_ascii() {
        out.extend(
            word.chars()
                .filter(|c| *c != '\'')
                .map(|c| c.to_ascii_lowercase()),
        );
    } else {
        for c in word.nfd().filter(|c| !is_combining_mark(*c)) {
            for lower in c.to_lowercase() {
                match lower {
                    'ß' => out.push_str("ss"),
                    'æ' => out.push_str("ae"),
                    'œ' => out.push_str("oe"),
                    'ø' => out.push('o'),
                    'ł' => out.push('l'),
                    'đ' | 'ð' => out.push('d'),
                    'ı' => out.push('i'),
                    '’' | '\'' => {}
                    lower if is_combining_mark(lower) => {}
                    lower => out.push(lower),
                }
            }
        }
    }
    singular(out);
}

/// Takes a plural's ending off. Both sides of a search go through it, so what
/// matters is that equal words stay equal and different ones apart.
fn singular(word: &mut String) {
    let keep = word.len() <= 3
        || !word.ends_with('s')
        || !word.bytes().all(|b| b.is_ascii_lowercase())
        || ["ss", "us", "is", "as", "os"]
            .iter()
            .any(|ending| word.ends_with(ending));
    if keep || matches!(word.as_str(), "series" | "species") {
        return;
    }
    if word.len() > 4 && word.ends_with("ies") {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if ["sses", "xes", "shes"]
        .iter()
        .any(|ending| word.ends_with(ending))
    {
        word.truncate(word.len() - 2);
    } else {
        word.truncate(word.len() - 1);
    }
}

/// The same words for the index.
#[derive(Clone, Default)]
pub(crate) struct WordTokenizer {
    text: String,
    spans: Vec<(Range<usize>, Range<usize>, usize)>,
}

impl Tokenizer for WordTokenizer {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.text.clear();
        self.spans.clear();
        if let Some(raw) = text.strip_prefix(RAW_MARK) {
            for (position, word) in raw.split_ascii_whitespace().enumerate() {
                let start = self.text.len();
                self.text.push_str(word);
                self.spans.push((start..self.text.len(), 0..0, position));
            }
        } else {
            for_each_word(text, |word| {
                let start = self.text.len();
                self.text.push_str(word.text);
                self.spans
                    .push((start..self.text.len(), word.from..word.to, word.position));
            });
        }
        WordStream {
            text: &self.text,
            spans: self.spans.iter(),
            token: Token::default(),
        }
    }
}

/// Stream of [`WordTokenizer`].
pub(crate) struct WordStream<'a> {
    text: &'a str,
    spans: std::slice::Iter<'a, (Range<usize>, Range<usize>, usize)>,
    token: Token,
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some((span, offsets, position)) = self.spans.next() else {
            return false;
        };
        self.token.text.clear();
        self.token
            .text
            .push_str(self.text.get(span.clone()).unwrap_or(""));
        self.token.offset_from = offsets.start;
        self.token.offset_to = offsets.end;
        self.token.position = *position;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
#[path = "token_tests.rs"]
mod tests;

//! Finds many fixed patterns in one pass, but only where words begin.
//!
//! Hardly any word of a text begins like one of the patterns. Which three bytes
//! some pattern begins with is kept as a bit each, so that most words cost a look
//! at one bit; the few that are left are compared with the patterns that begin so.

use std::cmp::Reverse;
use std::ops::Range;

/// Bytes whose lower five bits make up the slot of a beginning.
const LETTERS: usize = 3;
/// Bits of a byte that count: upper and lower case have them in common.
const BITS: usize = 5;

/// Numbers that hold the bits of all beginnings.
const CELLS: usize = 1 << (LETTERS * BITS - 6);
/// A byte is a letter or digit of ASCII.
const IN_WORD: u8 = 1;
/// A pattern may begin with a byte.
const BEGINS: u8 = 2;

/// Patterns, prepared for being found where words begin.
pub(crate) struct WordStarts {
    patterns: Vec<Box<str>>,
    /// Whether upper and lower case differ.
    by_case: bool,
    /// What each byte may be: [`IN_WORD`], [`BEGINS`].
    kinds: Box<[u8; 256]>,
    /// A bit for each beginning that some pattern may have.
    beginnings: Box<[u64; CELLS]>,
    /// How many bits are set before each number of them.
    before: Vec<usize>,
    /// For each bit that is set, where its patterns end in `order`.
    ends: Vec<usize>,
    /// Patterns by their beginnings, the longest first.
    order: Vec<Entry>,
}

/// A pattern among those that begin alike.
struct Entry {
    /// What it begins with, to tell it from most words without looking at it.
    head: u64,
    length: u32,
    index: usize,
}

impl Entry {
    fn new(index: usize, pattern: &str) -> Self {
        Self {
            head: head(pattern.as_bytes()),
            length: u32::try_from(pattern.len()).unwrap_or(u32::MAX),
            index,
        }
    }

    /// Whether a text with that head may begin with it.
    const fn may_begin(&self, head: u64) -> bool {
        let over = 8_u32.saturating_sub(self.length) * 8;
        (self.head ^ head) << over == 0
    }
}

impl WordStarts {
    /// Prepares patterns that are found whatever their case; an empty one is found
    /// nowhere.
    pub(crate) fn new<P: AsRef<str>>(patterns: impl IntoIterator<Item = P>) -> Self {
        Self::prepare(patterns, false)
    }

    /// Prepares patterns that are found as they are written.
    pub(crate) fn by_case<P: AsRef<str>>(patterns: impl IntoIterator<Item = P>) -> Self {
        Self::prepare(patterns, true)
    }

    fn prepare<P: AsRef<str>>(patterns: impl IntoIterator<Item = P>, by_case: bool) -> Self {
        let patterns: Vec<Box<str>> = patterns.into_iter().map(|p| p.as_ref().into()).collect();
        let mut entries = Vec::with_capacity(patterns.len());
        let patterned = patterns.iter().enumerate().filter(|(_, p)| !p.is_empty());
        for (index, pattern) in patterned {
            let known = first_letters(pattern.as_bytes());
            let first = slot(known);
            // A pattern of fewer letters begins with any others after them.
            let open = 1 << ((LETTERS - known.len()) * BITS);
            let slots = first..first + open;
            entries.extend(slots.map(|slot| (slot, Reverse(pattern.len()), index)));
        }
        entries.sort_unstable();
        let mut beginnings = Box::new([0_u64; CELLS]);
        let mut ends = Vec::new();
        for (at, (slot, ..)) in entries.iter().enumerate() {
            if let Some(bits) = beginnings.get_mut(slot >> 6) {
                if *bits & bit(*slot) == 0 {
                    *bits |= bit(*slot);
                    ends.push(at);
                }
                if let Some(end) = ends.last_mut() {
                    *end = at + 1;
                }
            }
        }
        let before = beginnings.iter().scan(0, |sum, bits| {
            let before = *sum;
            *sum += ones(*bits);
            Some(before)
        });
        let order = entries.iter().filter_map(|(.., index)| {
            let pattern = patterns.get(*index)?;
            Some(Entry::new(*index, pattern))
        });
        let mut kinds = Box::new([0; 256]);
        for (byte, kind) in (0..=u8::MAX).zip(kinds.iter_mut()) {
            *kind = u8::from(byte.is_ascii_alphanumeric()) * IN_WORD;
        }
        for first in patterns.iter().filter_map(|p| p.bytes().next()) {
            for case in [first.to_ascii_lowercase(), first.to_ascii_uppercase()] {
                if let Some(kind) = kinds.get_mut(usize::from(case)) {
                    *kind |= BEGINS;
                }
            }
        }
        Self {
            before: before.collect(),
            order: order.collect(),
            kinds,
            patterns,
            by_case,
            beginnings,
            ends,
        }
    }

    /// The next place from `from` on where a word begins like a pattern does.
    pub(crate) fn next(&self, text: &str, from: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let kind = |byte: u8| self.kinds.get(usize::from(byte)).copied();
        let before = from.checked_sub(1).and_then(|before| bytes.get(before));
        let mut before = before.and_then(|byte| kind(*byte)).unwrap_or_default();
        for (at, byte) in bytes.iter().enumerate().skip(from) {
            let here = kind(*byte).unwrap_or_default();
            let goes_on = before & here & IN_WORD;
            before = here;
            if goes_on != 0 || here & BEGINS == 0 {
                continue;
            }
            let slot = slot(first_letters(bytes.get(at..).unwrap_or_default()));
            let bits = self.beginnings.get(slot >> 6);
            if bits.is_some_and(|bits| bits & bit(slot) != 0)
                && text.is_char_boundary(at)
                && starts_word(text, at)
            {
                return Some(at);
            }
        }
        None
    }

    /// Every pattern that begins at a place, the longest first: which one, and
    /// where it is.
    pub(crate) fn all<'t>(
        &'t self,
        text: &'t str,
        at: usize,
    ) -> impl Iterator<Item = (usize, Range<usize>)> + 't {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        let head = head(rest);
        let candidates = self.beginning_like(first_letters(rest)).iter();
        let candidates = candidates.filter(move |entry| entry.may_begin(head));
        candidates.filter_map(move |entry| {
            let pattern = self.patterns.get(entry.index)?.as_bytes();
            let there = rest.get(..pattern.len())?;
            let same = if self.by_case {
                there == pattern
            } else {
                there.eq_ignore_ascii_case(pattern)
            };
            same.then_some((entry.index, at..at + pattern.len()))
        })
    }

    /// Patterns that begin with some letters, the longest first.
    fn beginning_like(&self, letters: &[u8]) -> &[Entry] {
        let slot = slot(letters);
        let bits = self.beginnings.get(slot >> 6).copied().unwrap_or_default();
        if bits & bit(slot) == 0 {
            return &[];
        }
        let lower = bits & (bit(slot) - 1);
        let before = self.before.get(slot >> 6).copied().unwrap_or_default();
        let bucket = before + ones(lower);
        let end = |bucket: usize| self.ends.get(bucket).copied().unwrap_or_default();
        let start = bucket.checked_sub(1).map_or(0, end);
        self.order.get(start..end(bucket)).unwrap_or_default()
    }

    /// All patterns wherever words begin, by where they begin, the longest first.
    pub(crate) fn find_all<'t>(
        &'t self,
        text: &'t str,
    ) -> impl Iterator<Item = (usize, Range<usize>)> + 't {
        let mut from = 0;
        let places = std::iter::from_fn(move || {
            let at = self.next(text, from)?;
            from = at + 1;
            Some(at)
        });
        places.flat_map(move |at| self.all(text, at))
    }

    /// The longest pattern wherever one begins after the end of the one before.
    pub(crate) fn find_longest<'t>(
        &'t self,
        text: &'t str,
    ) -> impl Iterator<Item = (usize, Range<usize>)> + 't {
        let mut free = 0;
        self.find_all(text).filter(move |(_, range)| {
            let is_free = range.start >= free;
            if is_free {
                free = range.end;
            }
            is_free
        })
    }
}

fn first_letters(bytes: &[u8]) -> &[u8] {
    bytes.get(..LETTERS).unwrap_or(bytes)
}

/// The first eight bytes, the first lowest, alike for both cases of a letter.
fn head(bytes: &[u8]) -> u64 {
    const ALIKE: u64 = 0x2020_2020_2020_2020;
    let whole = bytes.first_chunk().map(|first| u64::from_le_bytes(*first));
    let head = whole.unwrap_or_else(|| {
        let bytes = bytes.iter().rev();
        bytes.fold(0, |head, byte| head << 8 | u64::from(*byte))
    });
    head | ALIKE
}

/// The slot of a beginning, absent letters being nothing.
fn slot(letters: &[u8]) -> usize {
    let low = |letter: u8| usize::from(letter & 31);
    if let [first, second, third] = *letters {
        return low(first) << (2 * BITS) | low(second) << BITS | low(third);
    }
    let slot = letters
        .iter()
        .fold(0, |slot, letter| slot << BITS | low(*letter));
    slot << ((LETTERS - letters.len()) * BITS)
}

/// How many bits are set.
fn ones(bits: u64) -> usize {
    usize::try_from(bits.count_ones()).unwrap_or_default()
}

/// The bit of a slot in its number.
const fn bit(slot: usize) -> u64 {
    1 << (slot & 63)
}

/// Whether no word goes on across `at` to the left.
pub(crate) fn starts_word(text: &str, at: usize) -> bool {
    let first = text.get(at..).and_then(|t| t.chars().next());
    let before = text.get(..at).and_then(|t| t.chars().next_back());
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !(inside(before) && inside(first))
}

/// Whether no word goes on across `at` to the right.
pub(crate) fn ends_word(text: &str, at: usize) -> bool {
    starts_word(text, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(patterns: &[&str], text: &str) -> Vec<String> {
        let starts = WordStarts::new(patterns);
        let found = starts.find_all(text);
        found.map(|(_, range)| text[range].to_owned()).collect()
    }

    #[test]
    fn every_pattern_is_found_where_words_begin_and_only_there() {
        let patterns = ["c", "c#", "go", "google", ".net", "été", "’s"];
        assert_eq!(
            found(&patterns, "C# ago Google's .NET, ASP.NET, Été: cargo’s c"),
            ["C#", "C", "Google", "Go", ".NET", ".NET", "c", "’s", "c"]
        );
        assert_eq!(found(&patterns, "été"), ["été"]);
        assert_eq!(found(&patterns, ""), [""; 0]);
    }

    #[test]
    fn an_empty_pattern_is_found_nowhere() {
        assert_eq!(found(&["", "go"], "a Go b"), ["Go"]);
    }

    #[test]
    fn whatever_is_near_the_end_is_found() {
        assert_eq!(found(&["r", "rx", "rxj"], "RxJ r"), ["RxJ", "Rx", "R", "r"]);
    }

    #[test]
    fn case_counts_where_it_is_asked_for() {
        let starts = WordStarts::by_case([" to ", ", FT"]);
        let found = |text: &str| starts.find_all(text).count();
        assert_eq!(found("from x to y, FT"), 2);
        assert_eq!(found("FROM X TO Y, ft"), 0);
    }

    #[test]
    fn of_overlapping_patterns_the_first_and_of_these_the_longest_stays() {
        let starts = WordStarts::new(["on site", "on", "site in", "in"]);
        let found: Vec<_> = starts.find_longest("on site in on").collect();
        assert_eq!(found, [(0, 0..7), (3, 8..10), (1, 11..13)]);
    }
}

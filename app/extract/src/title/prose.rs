//! Titles that running text offers after a cue: 'we are looking for a …'.

use std::ops::Range;

use super::shape::bounds;
use super::{Titles, WORDS, heads_in, is_strong, line};
use crate::skills::vocabulary;
use crate::window;
use crate::word::words;
use crate::word_starts::ends_word;

/// Longest way from a cue to its title, in words.
const LONGEST_GAP: usize = 12;

/// Longest title, in words before the head.
const MOST_MODIFIERS: usize = 8;

/// How far back a sentence is followed, in bytes.
const LONGEST_SENTENCE: usize = 400;

/// Titles in one line of running text.
pub(super) fn in_line(
    text: &str,
    line: &Range<usize>,
    heads: &[&Range<usize>],
    titles: &mut Titles<'_>,
) {
    for head in heads_in(heads, line) {
        if !is_strong(text, head) {
            continue;
        }
        let sentence = sentence_start(text, line.start, head.start);
        let before = text.get(sentence..head.start).unwrap_or_default();
        let Some(cue) = last_cue(before) else {
            continue;
        };
        let mut phrase = extend_left(text, sentence + cue, head);
        let gap = text.get(sentence + cue..phrase.start).unwrap_or_default();
        let away = [
            " who ",
            " with ",
            " to work ",
            " our ",
            " to join ",
            " alongside ",
            " to help ",
            " their ",
            " you will ",
        ];
        if gap.split_whitespace().count() > LONGEST_GAP || away.iter().any(|a| gap.contains(a)) {
            continue;
        }
        phrase.end = extend_right(text, head, line.end);
        let mut context = phrase.clone();
        let after = text.get(phrase.end..line.end).unwrap_or_default();
        if after.starts_with(" (") {
            context.end += after.find(')').filter(|at| *at < 40).unwrap_or(0);
        }
        titles.add_all(bounds(text, phrase), context);
    }
}

fn sentence_start(text: &str, from: usize, to: usize) -> usize {
    let before = window::before(text, to, LONGEST_SENTENCE.min(to.saturating_sub(from)));
    let from = to - before.len();
    let stops = ["! ", "? ", "\n"];
    let stop = stops
        .iter()
        .filter_map(|s| before.rfind(s).map(|i| i + s.len()))
        .chain(last_stop(before))
        .max();
    from + stop.unwrap_or(0)
}

/// Where the last full stop of a text ends; that of a level ('Sr. Engineer') is
/// none.
pub(super) fn last_stop(text: &str) -> Option<usize> {
    let mut stops = text.rmatch_indices(". ").filter(|(at, _)| {
        let before = text.get(..*at).unwrap_or_default();
        let word = before
            .rsplit(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default();
        !is_short_level(word)
    });
    stops.next().map(|(at, stop)| at + stop.len())
}

/// Whether a word is a level that is written with a full stop.
fn is_short_level(word: &str) -> bool {
    let levels = ["sr", "jr", "snr", "jnr"];
    levels.iter().any(|level| level.eq_ignore_ascii_case(word))
}

/// Where the last cue of a sentence part ends.
fn last_cue(before: &str) -> Option<usize> {
    let cues = WORDS.cues.find_all(before).map(|(_, cue)| cue);
    let offers = |cue: &Range<usize>| {
        let head = before.get(..cue.start).unwrap_or_default().trim_end();
        let words = before.get(cue.clone()).unwrap_or_default();
        let last = head.rsplit(|c: char| !c.is_alphanumeric()).next();
        let last = last.unwrap_or_default().to_ascii_lowercase();
        // 'Not hiring', 'then you hire an administrator'.
        let others = words.eq_ignore_ascii_case("hire") && matches!(last.as_str(), "they" | "you");
        last != "not" && !others && ends_word(before, cue.end)
    };
    cues.filter(offers).map(|cue| cue.end).max()
}

/// Extends a head to the left over the words that belong to its title.
fn extend_left(text: &str, from: usize, head: &Range<usize>) -> Range<usize> {
    let before = text.get(from..head.start).unwrap_or_default();
    let found: Vec<(Range<usize>, &str)> = words(before).collect();
    let mut start = head.start;
    let mut taken = 0;
    let mut joined = false;
    let mut next = head.start;
    for (range, word) in found.iter().rev() {
        let lower = word.to_ascii_lowercase();
        let gap = text.get(from + range.end..next).unwrap_or_default();
        next = from + range.start;
        let level = gap == ". " && is_short_level(word);
        if taken >= MOST_MODIFIERS || (!level && gap.contains(['.', ':', ';', '(', ')'])) {
            break;
        }
        if matches!(lower.as_str(), "and" | "or") {
            if joined {
                break;
            }
            joined = true;
            continue;
        }
        let another = gap.contains(',') && is_strong(text, &(from + range.start..from + range.end));
        if another {
            break;
        }
        if lower == "on"
            && before
                .get(..range.start)
                .is_some_and(|b| b.ends_with("uby "))
        {
            continue;
        }
        let capital = word.starts_with(char::is_uppercase) && !WORDS.never.contains(lower.as_str());
        let version = word.chars().all(|c| c.is_ascii_digit() || c == '.') && word.len() < 4;
        let known = version
            || (WORDS.modifiers.contains(lower.as_str()) && lower != "of")
            || capital
            || lower.contains('/')
            || vocabulary::find(word).is_some();
        if !known {
            break;
        }
        start = from + range.start;
        joined = false;
        taken += 1;
    }
    start..head.end
}

/// Extends a head to the right: 'developers and architects', 'VP of Engineering'.
fn extend_right(text: &str, head: &Range<usize>, line_end: usize) -> usize {
    let mut end = line::office(text, head, line_end);
    let after = text.get(end..line_end).unwrap_or_default();
    for joint in [" and ", "/", " & ", " / "] {
        if let Some(rest) = after.strip_prefix(joint) {
            let word = rest
                .split(|c: char| !(c.is_alphanumeric() || c == '-'))
                .next()
                .unwrap_or_default();
            if !word.is_empty() && is_strong(word, &(0..word.len())) {
                end += joint.len() + word.len();
                break;
            }
        }
    }
    end
}

//! The opening of a hiring comment, cut into its pieces.
//!
//! `Acme (YC S21) | Backend Engineer | Berlin or REMOTE | €70k` and its many
//! dialects: dashes, bullets, commas or slashes instead of bars, one piece a
//! line, the company on the second line, no header at all.

use std::ops::Range;

use crate::document::Document;
use crate::window::floor;
use crate::word::trim_range;

/// Lines that are looked at, and their longest length in bytes.
const MOST_LINES: usize = 5;
const LONGEST_LINE: usize = 150;
const LONGEST_PIPED_LINE: usize = 600;
const LONGEST_PROSE: usize = 300;

/// Most bytes of punctuation and space that trimming takes off a piece.
const LONGEST_TRIMMING: usize = 24;

/// How sure it is that the opening is a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeaderForm {
    /// Cut by bars.
    Piped,
    /// Short lines cut by other signs, or not at all.
    Lines,
    /// The comment begins with a sentence.
    Prose,
}

/// The opening of a comment.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    pub(crate) form: HeaderForm,
    /// Byte range in the document's text.
    pub(crate) range: Range<usize>,
    /// Its pieces, trimmed, in order; never empty ones.
    pub(crate) pieces: Vec<Range<usize>>,
}

impl Header {
    /// A header that is not there.
    pub(crate) const fn absent() -> Self {
        Self {
            form: HeaderForm::Prose,
            range: 0..0,
            pieces: Vec::new(),
        }
    }
}

/// Finds the header of a comment.
pub(crate) fn find(document: &Document) -> Header {
    let text = document.text();
    let mut lines = lines(text)
        .filter(|line| has_letter(text, line))
        .take(MOST_LINES);
    let Some(first) = lines.next() else {
        return Header::absent();
    };
    let first_text = text.get(first.clone()).unwrap_or_default();
    let bars = bars(first_text);
    let form = if bars > 0 && first.len() <= LONGEST_PIPED_LINE * 2 {
        HeaderForm::Piped
    } else if first.len() <= LONGEST_LINE && !is_sentence(first_text) {
        HeaderForm::Lines
    } else if let Some(end) = leading_header(first_text) {
        return led_in(text, first.start..first.start + end);
    } else {
        HeaderForm::Prose
    };
    let mut kept = Vec::from([first.clone()]);
    let mut end = first.end;
    if form == HeaderForm::Prose {
        end = first.start + floor(first_text, LONGEST_PROSE);
        kept.clear();
        kept.push(first.start..end);
    } else {
        for line in lines {
            let words = text.get(line.clone()).unwrap_or_default();
            let listed = words.trim_start().starts_with(['-', '*', '•', '–', '·']);
            let goes_on = !listed
                && (self::bars(words) > 1 && line.len() <= LONGEST_PIPED_LINE
                    || line.len() <= LONGEST_LINE && !is_sentence(words));
            if !goes_on {
                break;
            }
            end = line.end;
            kept.push(line);
        }
    }
    let mut pieces = Vec::new();
    for line in kept {
        cut(text, line, form, &mut pieces);
    }
    // `Acme | Berlin | Full-time Acme makes …`: prose begins in the last piece.
    if let Some(last) = pieces.last().filter(|_| form == HeaderForm::Piped)
        && last.end + LONGEST_TRIMMING < end
    {
        end = last.end;
    }
    Header {
        form,
        range: first.start..end,
        pieces,
    }
}

/// A header that is the beginning of a line of prose.
fn led_in(text: &str, range: Range<usize>) -> Header {
    let mut pieces = Vec::new();
    cut(text, range.clone(), HeaderForm::Lines, &mut pieces);
    Header {
        form: HeaderForm::Lines,
        range,
        pieces,
    }
}

/// Where the header ends that a line of prose begins with: `Acme - Berlin -
/// Onsite. We make maps.`
fn leading_header(line: &str) -> Option<usize> {
    const DASHES: [&str; 4] = [" - ", " – ", " — ", " -- "];
    let end = line.match_indices(". ").find_map(|(at, _)| {
        let word = line.get(..at)?.rsplit([' ', '.', ',']).next()?;
        (word.len() > 3).then_some(at)
    })?;
    let head = line.get(..end)?;
    let dashed = DASHES.iter().any(|dash| head.contains(dash));
    (dashed && head.len() <= LONGEST_LINE && !is_sentence(head)).then_some(end)
}

fn has_letter(text: &str, line: &Range<usize>) -> bool {
    text.get(line.clone())
        .is_some_and(|l| l.chars().any(char::is_alphanumeric))
}

/// Lines of a text.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let start = at;
        at += line.len() + 1;
        start..start + line.len()
    })
}

fn bars(line: &str) -> usize {
    line.chars()
        .filter(|c| matches!(c, '|' | '¦' | '‖' | '│'))
        .count()
}

/// Whether a line reads as running prose rather than as a header.
fn is_sentence(line: &str) -> bool {
    const VERBS: [&str; 21] = [
        " is ",
        " are ",
        " we ",
        " you ",
        " our ",
        " we're ",
        " we’re ",
        " i ",
        " i'm ",
        " i’m ",
        " has ",
        " have ",
        " that ",
        " you'll ",
        " build ",
        " builds ",
        " was ",
        " will ",
        " your ",
        " me ",
        " want ",
    ];
    const OPENINGS: [&str; 14] = [
        "we ", "we're ", "we’re ", "we've ", "we’ve ", "our ", "hi ", "hi,", "hello", "i ", "i'm ",
        "i’m ", "hey", "at ",
    ];
    let mut lower = without_asides(line).to_ascii_lowercase();
    lower.push(' ');
    OPENINGS.iter().any(|o| lower.starts_with(o))
        || VERBS.iter().any(|v| lower.contains(v))
        // `(US remote)` names a country.
        || line.contains(" us ")
        || line.contains(". ") && line.len() > 80
}

/// A line without what stands in brackets: `Acme - Engineer (H1B is fine)`.
fn without_asides(line: &str) -> String {
    let mut rest = line;
    let mut plain = String::with_capacity(line.len());
    while let Some((before, inside)) = rest.split_once('(') {
        let Some((_, after)) = inside.split_once(')') else {
            break;
        };
        plain.push_str(before);
        rest = after;
    }
    plain.push_str(rest);
    plain
}

/// Cuts one line into pieces.
fn cut(text: &str, line: Range<usize>, form: HeaderForm, pieces: &mut Vec<Range<usize>>) {
    let words = text.get(line.clone()).unwrap_or_default();
    let mut add = |range: Range<usize>| {
        let range = range.start..range.start + first_sentence(words.get(range).unwrap_or_default());
        let range = trim_range(text, line.start + range.start..line.start + range.end);
        if !range.is_empty() {
            pieces.push(range);
        }
    };
    if form == HeaderForm::Piped && bars(words) > 0 {
        split(words, &["|", "¦", "‖", "│"])
            .into_iter()
            .for_each(&mut add);
        return;
    }
    // `Acme//Lima, Peru//On-site`.
    if words.matches("//").count() > 1 && !words.contains("://") {
        split(words, &["//"]).into_iter().for_each(&mut add);
        return;
    }
    let by_strength: [&[&str]; 5] = [
        &["•", "·", "●", "‧", "∙", "◆", "⋅"],
        &[
            " - ", " – ", " — ", " -- ", "--", "—", " ~ ", " :: ", " · ", " > ", " -", "- ", " –",
            "– ",
        ],
        &[" // ", " / ", " \\ ", "; ", "||"],
        &[": "],
        &[", "],
    ];
    for separators in by_strength {
        let cut = split(words, separators);
        if cut.len() > 1 {
            cut.into_iter().for_each(&mut add);
            return;
        }
    }
    add(0..words.len());
}

/// How long the piece of a header is before the text goes on as prose in it.
fn first_sentence(piece: &str) -> usize {
    let end = piece
        .find(". ")
        .or_else(|| piece.find(" We "))
        .filter(|at| *at > 3);
    match end {
        Some(end) if piece.len() > LONGEST_LINE => end,
        _ => piece.len(),
    }
}

/// Splits at any of the separators, but not inside parentheses.
fn split(text: &str, separators: &[&str]) -> Vec<Range<usize>> {
    // Most places are told by one byte.
    let begins_with = |rest: &str, separator: &str| {
        rest.as_bytes().first() == separator.as_bytes().first() && rest.starts_with(separator)
    };
    let mut out = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut depth = 0_usize;
    let mut closes = text.matches(')').count();
    while let Some(rest) = text.get(at..).filter(|r| !r.is_empty()) {
        let c = rest.chars().next().map_or(1, char::len_utf8);
        if rest.starts_with('(') && closes > 0 {
            depth += 1;
        } else if rest.starts_with(')') {
            depth = depth.saturating_sub(1);
            closes = closes.saturating_sub(1);
        }
        if depth == 0
            && let Some(separator) = separators.iter().find(|s| begins_with(rest, s))
        {
            out.push(start..at);
            at += separator.len();
            start = at;
            continue;
        }
        at += c;
    }
    out.push(start..text.len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(source: &str) -> Vec<String> {
        let document = Document::from_hn(source);
        let header = find(&document);
        header
            .pieces
            .into_iter()
            .map(|p| document.slice(p).to_owned())
            .collect()
    }

    #[test]
    fn headers_of_many_dialects_are_cut() {
        assert_eq!(
            pieces("Acme (YC S21 | B2B) | Engineer | Berlin<p>We are Acme and we build things."),
            ["Acme (YC S21 | B2B)", "Engineer", "Berlin"]
        );
        assert_eq!(
            pieces("Acme - Berlin, Germany - Full Time"),
            ["Acme", "Berlin, Germany", "Full Time"]
        );
        assert_eq!(pieces("Acme, Berlin, REMOTE"), ["Acme", "Berlin", "REMOTE"]);
        assert_eq!(
            pieces("Acme<p>Berlin • REMOTE<p>We are hiring."),
            ["Acme", "Berlin", "REMOTE"]
        );
        assert_eq!(
            pieces("Acme - Berlin - Onsite - Permanent. We are making maps that walkers like."),
            ["Acme", "Berlin", "Onsite", "Permanent"]
        );
        assert_eq!(
            pieces("Acme//Lima, Peru//On-site"),
            ["Acme", "Lima, Peru", "On-site"]
        );
    }

    #[test]
    fn prose_that_goes_on_in_the_last_piece_is_no_header() {
        let source = "Acme | Berlin | Full-time At Acme every hill is on a map. Hats keep us warm \
                      while rain falls on those who walk and those who ride, every single day, and rest at night.";
        let document = Document::from_hn(source);
        let header = find(&document);
        assert!(header.range.end < source.len() - 60);
    }
}

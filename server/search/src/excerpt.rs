//! The passage of a text in which the searched words stand closest together.

use std::collections::HashSet;
use std::ops::Range;

use crate::token::for_each_word;

/// Length of a passage, in bytes, about.
const LENGTH: usize = 220;
/// Longest text that is looked through, in bytes.
const MAX_TEXT: usize = 100_000;

/// A passage of about 220 characters of `plain_text` as pieces, `true` where it
/// has words of `terms` (see [`crate::Answer::terms`]). Without any of them it is the
/// text's beginning; an empty text has no pieces.
#[must_use]
pub fn excerpt(plain_text: &str, terms: &[String]) -> Vec<(String, bool)> {
    let text = plain_text
        .get(..plain_text.floor_char_boundary(MAX_TEXT))
        .unwrap_or(plain_text);
    let found = occurrences(text, terms);
    let window = window(text, &found);
    let mut pieces = Vec::new();
    let mut push = |piece: &str, marked: bool| {
        if !piece.is_empty() {
            pieces.push((piece.to_owned(), marked));
        }
    };
    let mut at = window.start;
    if at > 0 {
        push("… ", false);
    }
    for (span, _) in &found {
        if span.start >= at && span.end <= window.end {
            push(text.get(at..span.start).unwrap_or(""), false);
            push(text.get(span.clone()).unwrap_or(""), true);
            at = span.end;
        }
    }
    push(text.get(at..window.end).unwrap_or(""), false);
    if window.end < text.len() {
        push(" …", false);
    }
    pieces
}

/// Where terms stand, without overlaps, with the number of the term.
fn occurrences(text: &str, terms: &[String]) -> Vec<(Range<usize>, usize)> {
    let terms: Vec<Vec<&str>> = terms
        .iter()
        .map(|term| term.split(' ').filter(|word| !word.is_empty()).collect())
        .filter(|words: &Vec<&str>| !words.is_empty())
        .collect();
    if terms.is_empty() {
        return Vec::new();
    }
    let known: HashSet<&str> = terms.iter().flatten().copied().collect();
    // Words that matter, with where they stand and their number in the text.
    let mut words: Vec<(String, Range<usize>, usize)> = Vec::new();
    for_each_word(text, |word| {
        let wanted = known.contains(word.text)
            || terms
                .iter()
                .any(|term| is_beginning(term).is_some_and(|start| word.text.starts_with(start)));
        if wanted {
            words.push((word.text.to_owned(), word.from..word.to, word.position));
        }
    });
    let mut found: Vec<(Range<usize>, usize)> = Vec::new();
    for (place, (word, span, position)) in words.iter().enumerate() {
        let hit = terms.iter().enumerate().find_map(|(number, term)| {
            if let Some(start) = is_beginning(term) {
                return word.starts_with(start).then(|| (span.clone(), number));
            }
            let rest = words.get(place..).unwrap_or(&[]);
            let end = term.iter().enumerate().try_fold(0, |_, (offset, wanted)| {
                rest.iter()
                    .find(|(text, _, at)| text == wanted && *at == position + offset)
                    .map(|(_, span, _)| span.end)
            })?;
            Some((span.start..end, number))
        });
        if let Some((span, number)) = hit
            && found.last().is_none_or(|(last, _)| last.end <= span.start)
        {
            found.push((span, number));
        }
    }
    found
}

/// The beginning that a term such as `kube*` stands for.
fn is_beginning<'a>(term: &[&'a str]) -> Option<&'a str> {
    match term {
        [word] => word.strip_suffix('*'),
        _ => None,
    }
}

/// The stretch with the most different terms, then the most of them, then the
/// earliest; it begins and ends between words.
fn window(text: &str, found: &[(Range<usize>, usize)]) -> Range<usize> {
    let mut best: Option<((usize, usize), Range<usize>)> = None;
    for (place, (span, _)) in found.iter().enumerate() {
        let inside: Vec<&(Range<usize>, usize)> = found
            .iter()
            .skip(place)
            .take_while(|(other, _)| other.end <= span.start + LENGTH)
            .collect();
        let different: HashSet<usize> = inside.iter().map(|(_, term)| *term).collect();
        let end = inside.last().map_or(span.end, |(last, _)| last.end);
        let score = (different.len(), inside.len());
        if best.as_ref().is_none_or(|(least, _)| score > *least) {
            best = Some((score, span.start..end));
        }
    }
    let hits = best.map_or(0..0, |(_, hits)| hits);
    let spare = LENGTH.saturating_sub(hits.len());
    let start = hits.start.saturating_sub(spare / 3);
    let start = if start == 0 {
        0
    } else {
        // After the first space, so that no word is cut.
        let start = text.floor_char_boundary(start);
        text.get(start..hits.start)
            .and_then(|head| head.find(' '))
            .map_or(hits.start, |space| start + space + 1)
    };
    let end = text.floor_char_boundary((start + LENGTH).max(hits.end));
    let end = if end >= text.len() {
        text.len()
    } else {
        text.get(hits.end.max(start)..end)
            .and_then(|tail| tail.rfind(' '))
            .map_or(end, |space| hits.end.max(start) + space)
    };
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, terms: &[&str]) -> String {
        let terms: Vec<String> = terms.iter().map(|term| (*term).to_owned()).collect();
        excerpt(text, &terms)
            .into_iter()
            .map(|(piece, hit)| if hit { format!("[{piece}]") } else { piece })
            .collect()
    }

    #[test]
    fn words_and_phrases_are_marked_where_they_stand() {
        let text = "We run Kubernetes and Ruby on Rails; rails of steel. Back-end!";
        assert_eq!(
            marked(text, &["kubernete", "ruby on rail", "backend"]),
            "We run [Kubernetes] and [Ruby on Rails]; rails of steel. [Back-end]!"
        );
        assert_eq!(marked("Kubernetes", &["kube*"]), "[Kubernetes]");
        assert_eq!(marked("", &["x"]), "");
        assert_eq!(marked("No hit", &[]), "No hit");
    }

    #[test]
    fn the_passage_is_where_most_terms_meet() {
        let filler = "lorem ipsum dolor sit amet ".repeat(30);
        let text = format!("rust {filler} rust and kafka here {filler}");
        let passage = marked(&text, &["rust", "kafka"]);
        assert!(passage.contains("[rust] and [kafka] here"), "{passage}");
        assert!(passage.starts_with("… ") && passage.ends_with(" …"));
        assert!(passage.len() < 260);
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_a_passage(text in ".{0,400}", terms in proptest::collection::vec("[a-z]{0,3}\\*?", 0..4)) {
            let pieces = excerpt(&text, &terms);
            let whole: String = pieces.iter().map(|(piece, _)| piece.as_str()).collect();
            proptest::prop_assert!(whole.len() <= text.len() + 16);
        }
    }
}

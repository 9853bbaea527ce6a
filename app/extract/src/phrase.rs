//! Finds many fixed phrases in one pass, at word boundaries, whatever their case.

use std::ops::Range;

use crate::lexicon;
use crate::word_starts::{WordStarts, ends_word};

/// A set of phrases, each standing for a value.
///
/// In a phrase, `~` is a space, a hyphen or nothing (`full~time`), `'` also
/// stands for `’`, and a final `*` lets the last word go on (`sponsor*`).
pub(crate) struct Phrases<T> {
    starts: WordStarts,
    values: Vec<(T, bool)>,
}

impl<T: Copy> Phrases<T> {
    /// Prepares the phrases of a list in `lexicon/`, whose sections stand for
    /// values; of two phrases that match at one place the longer wins.
    pub(crate) fn read(list: &'static str, sections: &[(&str, T)]) -> Self {
        let known = |section: &str| sections.iter().any(|(name, _)| *name == section);
        debug_assert!(
            lexicon::phrases(list).all(|(section, _)| known(section)),
            "a section without a value"
        );
        Self::read_only(list, sections)
    }

    /// Prepares the phrases of some sections of a list, leaving out the others.
    pub(crate) fn read_only(list: &'static str, sections: &[(&str, T)]) -> Self {
        let mut patterns = Vec::new();
        let mut values = Vec::new();
        for (section, phrase) in lexicon::phrases(list) {
            let Some((_, value)) = sections.iter().find(|(name, _)| *name == section) else {
                continue;
            };
            let open = phrase.ends_with('*');
            for variant in variants(phrase.trim_end_matches('*')) {
                patterns.push(variant);
                values.push((*value, open));
            }
        }
        Self {
            starts: WordStarts::new(patterns),
            values,
        }
    }

    /// Every match, in order, without overlap.
    pub(crate) fn find<'t>(
        &'t self,
        text: &'t str,
    ) -> impl Iterator<Item = (T, Range<usize>)> + 't {
        let mut from = 0;
        std::iter::from_fn(move || {
            loop {
                let at = self.starts.next(text, from)?;
                let whole = self.whole(text, at);
                from = whole.as_ref().map_or(at + 1, |(_, range)| range.end);
                if whole.is_some() {
                    return whole;
                }
            }
        })
    }

    /// The longest phrase that begins at a place and does not end inside a word.
    fn whole(&self, text: &str, at: usize) -> Option<(T, Range<usize>)> {
        self.starts.all(text, at).find_map(|(pattern, range)| {
            let (value, open) = *self.values.get(pattern)?;
            (open || ends_word(text, range.end)).then_some((value, range))
        })
    }
}

fn variants(phrase: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for c in phrase.chars() {
        let choices: &[&str] = match c {
            '~' => &[" ", "-", ""],
            '\'' => &["'", "’"],
            _ => &[],
        };
        if choices.is_empty() {
            for one in &mut all {
                one.push(c);
            }
        } else {
            all = all
                .iter()
                .flat_map(|one| choices.iter().map(move |choice| format!("{one}{choice}")))
                .collect();
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_match_whole_words_in_their_variants() {
        let list = "[a]\nfull~time\n[b]\nsponsor*; no'one";
        let phrases = Phrases::read(list, &[("a", 1_u8), ("b", 2)]);
        let found: Vec<u8> = phrases
            .find("Full-time, FULLTIME, fulltimer, sponsorship, no’one")
            .map(|(value, _)| value)
            .collect();
        assert_eq!(found, [1, 1, 2, 2]);
    }

    #[test]
    fn a_longer_phrase_that_ends_inside_a_word_does_not_hide_a_shorter_one() {
        let list = "[a]\nhybrid\n[b]\nhybrid of";
        let phrases = Phrases::read(list, &[("a", 1_u8), ("b", 2)]);
        let found: Vec<u8> = phrases
            .find("Hybrid office, a hybrid of both")
            .map(|(v, _)| v)
            .collect();
        assert_eq!(found, [1, 2]);
    }
}

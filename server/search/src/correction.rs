//! Typos: what was probably meant by a word that no posting has where it is
//! looked for.

use std::collections::HashMap;
use std::ops::Range;

use domain::{FacetField, Skill};
use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use tantivy::Term;
use tantivy::schema::Field;
use tantivy_fst::Automaton;

use crate::error::Result;
use crate::grammar::{Atom, Request};
use crate::lexicon::Lexicon;
use crate::schema::{Fields, SKILL_MARK};
use crate::token::for_each_word;
use crate::view::View;

/// Most words of one search that are looked up.
const MAX_CORRECTED: usize = 4;
/// Words shorter than this are left as they are.
const SHORTEST: usize = 3;
/// Letters from which on two mistakes are forgiven.
const LONG: usize = 8;

/// A word that was probably meant, and how well it fits.
struct Candidate {
    word: String,
    distance: u8,
    postings: u64,
}

/// Words near another one, as the dictionary of words walks them.
struct Near<'a>(&'a DFA);

impl Automaton for Near<'_> {
    type State = u32;

    fn start(&self) -> u32 {
        self.0.initial_state()
    }

    fn is_match(&self, state: &u32) -> bool {
        matches!(self.0.distance(*state), Distance::Exact(_))
    }

    fn can_match(&self, state: &u32) -> bool {
        *state != SINK_STATE
    }

    fn accept(&self, state: &u32, byte: u8) -> u32 {
        self.0.transition(*state, byte)
    }
}

/// The text with every word that no posting has, where it is looked for, replaced
/// by the likeliest one that some have there; `None` when there is nothing to
/// replace.
pub(crate) fn corrected(
    view: &View,
    fields: &Fields,
    lexicon: &Lexicon,
    request: &Request,
    text: &str,
) -> Result<Option<String>> {
    let mut unknown: Vec<(Range<usize>, Field, &str)> = Vec::new();
    for atom in request.wanted() {
        let (field, words) = match atom {
            Atom::Word(word, _) => (fields.text, std::slice::from_ref(word)),
            Atom::Phrase(words) => (fields.text, words.as_slice()),
            Atom::Company(words) => (fields.company_name, words.as_slice()),
            Atom::Title(words) => (fields.title, words.as_slice()),
            Atom::Prefix { .. } | Atom::Skill(_) | Atom::Named(..) | Atom::Asked(..) => continue,
        };
        for word in words {
            let term = Term::from_field_text(field, word);
            if view.searcher.doc_freq(&term)? > 0 {
                continue;
            }
            let spans = match atom {
                Atom::Word(_, span) if !span.is_empty() => vec![span.clone()],
                _ => written(text, word),
            };
            unknown.extend(spans.into_iter().map(|span| (span, field, word.as_str())));
        }
    }
    unknown.sort_by_key(|(span, ..)| std::cmp::Reverse(span.start));
    let mut out = text.to_owned();
    // From the end on, so that what is before stays where it is.
    let mut rest = text.len();
    for (span, field, word) in unknown.into_iter().take(MAX_CORRECTED) {
        if span.end <= rest
            && let Some(better) = likeliest(view, fields, lexicon, field, word)?
            && out.get(span.clone()).is_some()
        {
            rest = span.start;
            out.replace_range(span, &better);
        }
    }
    Ok((out != text).then_some(out))
}

/// Where a word is written, unless it is the name of a field.
fn written(text: &str, wanted: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    for_each_word(text, |word| {
        let is_field = text
            .get(word.to..)
            .is_some_and(|rest| rest.starts_with(':'));
        if word.text == wanted && !word.joined && !is_field {
            spans.push(word.from..word.to);
        }
    });
    spans
}

fn likeliest(
    view: &View,
    fields: &Fields,
    lexicon: &Lexicon,
    field: Field,
    word: &str,
) -> Result<Option<String>> {
    let letters = word.chars().count();
    if letters < SHORTEST {
        return Ok(None);
    }
    let most = if letters >= LONG { 2 } else { 1 };
    let automaton = LevenshteinAutomatonBuilder::new(most, true).build_dfa(word);
    let mut candidates = indexed(view, field, lexicon, &automaton)?;
    if field == fields.text {
        candidates.extend(spelled(view, lexicon, word, &automaton));
    }
    // Fewest mistakes first, then the most postings, then the alphabet.
    candidates.sort_by(|a, b| {
        let order = a.distance.cmp(&b.distance);
        order
            .then(b.postings.cmp(&a.postings))
            .then_with(|| a.word.cmp(&b.word))
    });
    Ok(candidates.into_iter().next().map(|best| best.word))
}

/// Spellings of skills near a word, or beginning with it.
fn spelled(view: &View, lexicon: &Lexicon, word: &str, automaton: &DFA) -> Vec<Candidate> {
    let postings = |skill: &Skill| {
        view.values
            .find(FacetField::Skill, skill.slug.as_str())
            .map_or(0, |value| view.spread_of(value))
    };
    lexicon
        .spellings()
        .filter_map(|(key, skill)| {
            let distance = match automaton.eval(key) {
                Distance::Exact(distance) => distance,
                Distance::AtLeast(_) if key.starts_with(word) && word.len() >= 4 => 1,
                Distance::AtLeast(_) => return None,
            };
            let postings = postings(skill);
            (postings > 0).then(|| Candidate {
                word: shown(key, skill),
                distance,
                postings,
            })
        })
        .collect()
}

/// The skill's own name when it is spelled so, else the alias.
fn shown(key: &str, skill: &Skill) -> String {
    std::iter::once(&skill.name)
        .chain(&skill.aliases)
        .find(|spelling| crate::token::key(spelling) == key)
        .map_or_else(|| key.to_owned(), |spelling| spelling.to_lowercase())
}

/// Words of a field of postings near a word.
fn indexed(
    view: &View,
    field: Field,
    lexicon: &Lexicon,
    automaton: &DFA,
) -> Result<Vec<Candidate>> {
    let mut found: HashMap<String, u64> = HashMap::new();
    for reader in view.searcher.segment_readers() {
        let index = reader.inverted_index(field)?;
        let mut terms = index.terms().search(Near(automaton)).into_stream()?;
        while terms.advance() {
            if let Ok(word) = std::str::from_utf8(terms.key())
                && !word.starts_with(SKILL_MARK)
            {
                *found.entry(word.to_owned()).or_default() += u64::from(terms.value().doc_freq);
            }
        }
    }
    Ok(found
        .into_iter()
        .filter_map(|(word, postings)| {
            let Distance::Exact(distance) = automaton.eval(&word) else {
                return None;
            };
            // A plural's ending was taken off: show a known name in full.
            let word = match lexicon.longest_skill(&[word.as_str()]) {
                Some((_, skill)) => shown(&word, skill),
                None => word,
            };
            Some(Candidate {
                word,
                distance,
                postings,
            })
        })
        .collect())
}

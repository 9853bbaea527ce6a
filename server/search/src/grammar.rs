//! The grammar of the search box. Every text is a search; what makes no sense
//! is forgiven or reported, never an error.
//!
//! | written | means |
//! | --- | --- |
//! | `rust backend` | both; what names a skill, in any spelling, is it, or a company called so |
//! | `"event driven"` | these words in this order, taken literally |
//! | `-php` | not |
//! | `rust or go` | either; `or` joins its two neighbours |
//! | `skill:k8s` | the posting names the skill |
//! | `required:rust`, `nice:rust`, `mentioned:rust` | it names the skill, and so strongly |
//! | `company:"Acme Labs"`, `title:lead` | words of the company's name, of a title |
//! | `kube*` | words that begin so |

mod lexeme;

use std::ops::Range;

use domain::{IgnoredParameter, Requirement, Slug};

pub(crate) use self::lexeme::is_quote;
use self::lexeme::{Lexeme, bare_run, lex};
use crate::lexicon::Lexicon;
use crate::token;

/// Most terms of one search; what is beyond is dropped and reported.
pub(crate) const MAX_TERMS: usize = 24;
/// Most pieces without a word that are reported.
const MAX_WORDLESS: usize = 8;
/// Why a word too long is ignored beside which nothing can be searched.
const NOTHING_SHORTER: &str = "the word is too long to be searched, and there is no other";
/// Words that say nothing on their own; outside quotes they are not searched.
const STOP_WORDS: &[&str] = &[
    "a", "an", "and", "at", "for", "in", "is", "of", "on", "the", "to", "with",
];

/// What one term of a search asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Atom {
    /// A word, and where it is written.
    Word(String, Range<usize>),
    /// Words in this order.
    Phrase(Vec<String>),
    /// Words that begin with `start` as it is typed, and `word`, which is how the
    /// same stands in the index when it is whole: a plural there has no ending.
    Prefix { start: String, word: String },
    /// A skill of the vocabulary.
    Skill(Slug),
    /// Words that name a skill: the skill, or a company's name with these words.
    Named(Slug, Vec<String>),
    /// A skill of the vocabulary that is asked for so strongly.
    Asked(Slug, Requirement),
    /// Words of the company's name, in this order.
    Company(Vec<String>),
    /// Words of a title, in this order.
    Title(Vec<String>),
}

/// Terms of which any is enough; `negated`: of which none may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    pub(crate) negated: bool,
    pub(crate) any: Vec<Atom>,
}

/// A search, all clauses of which must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Request {
    pub(crate) clauses: Vec<Clause>,
    /// What was not understood, and why.
    pub(crate) complaints: Vec<(String, &'static str)>,
}

/// How words that name a skill are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SkillWords {
    /// As the skill.
    AsSkills,
    /// As the words that they are.
    Literally,
}

impl Request {
    /// Terms that postings must have, in order.
    pub(crate) fn wanted(&self) -> impl Iterator<Item = &Atom> {
        self.clauses
            .iter()
            .filter(|clause| !clause.negated)
            .flat_map(|clause| &clause.any)
    }

    pub(crate) fn has_skill_words(&self) -> bool {
        self.wanted().any(|atom| matches!(atom, Atom::Named(..)))
    }
}

/// Reads a text.
pub(crate) fn parse(text: &str, lexicon: &Lexicon, reading: SkillWords) -> Request {
    let lexemes = lex(text);
    let mut builder = Builder::default();
    let mut at = 0;
    while let Some(lexeme) = lexemes.get(at) {
        let run = bare_run(lexemes.get(at..).unwrap_or(&[]));
        if run.is_empty() {
            builder.take(lexeme, lexicon, reading);
            at += 1;
        } else {
            builder.take_words(run, lexicon, reading);
            at += run.len();
        }
    }
    builder.finish(text)
}

#[derive(Default)]
struct Builder {
    request: Request,
    /// Pieces in which there is no word.
    wordless: Vec<String>,
    terms: usize,
    /// An `or` was just read.
    either: bool,
    /// The last clause may be widened by an `or`.
    last_joins: bool,
}

impl Builder {
    fn take(&mut self, lexeme: &Lexeme<'_>, lexicon: &Lexicon, reading: SkillWords) {
        let Lexeme::Item {
            negated,
            field,
            text,
            at,
            quoted,
        } = lexeme
        else {
            self.either = true;
            return;
        };
        let words = token::words(text);
        if !self.has_words(*field, text, &words) {
            // Between words, punctuation is no term.
            if field.is_some() || *quoted || !token::too_long(text).is_empty() {
                self.leave_out(*negated);
            }
            return;
        }
        match field {
            Some("skill") => match lexicon.find_skill(text) {
                Some(skill) => self.push(*negated, Atom::Skill(skill.slug.clone())),
                None => self.refuse(*negated, text, "the vocabulary has no such skill"),
            },
            Some("company") => self.push(*negated, Atom::Company(words)),
            Some("title") => self.push(*negated, Atom::Title(words)),
            Some(strength) => match (lexicon.find_skill(text), Requirement::parse(strength)) {
                (Some(skill), Some(strength)) => {
                    self.push(*negated, Atom::Asked(skill.slug.clone(), strength));
                }
                _ => self.refuse(*negated, text, "the vocabulary has no such skill"),
            },
            None if *quoted => match <[String; 1]>::try_from(words) {
                Ok([word]) => self.push(*negated, Atom::Word(word, 0..0)),
                Err(words) => self.push(*negated, Atom::Phrase(words)),
            },
            None if text.ends_with('*') => match <[String; 1]>::try_from(words) {
                Ok([word]) if word.chars().count() >= 2 => {
                    // What is typed so far is no plural yet.
                    let typed = text.trim_end_matches('*').to_lowercase();
                    let start = if typed.starts_with(&word) {
                        typed
                    } else {
                        word.clone()
                    };
                    self.push(*negated, Atom::Prefix { start, word });
                }
                Ok(_) => self.refuse(*negated, text, "a beginning has at least two letters"),
                Err(words) => self.push_words(*negated, words, text, *at),
            },
            None => match lexicon.find_skill(text) {
                Some(skill) if reading == SkillWords::AsSkills => {
                    self.push(*negated, Atom::Named(skill.slug.clone(), words));
                }
                _ => self.push_words(*negated, words, text, *at),
            },
        }
    }

    /// Whether a piece has words to search for. Those too long to be in the
    /// index are reported.
    fn has_words(&mut self, field: Option<&str>, text: &str, words: &[String]) -> bool {
        let too_long = token::too_long(text);
        for word in &too_long {
            self.complain(word, IgnoredParameter::WORD_TOO_LONG);
        }
        if words.is_empty() && too_long.is_empty() {
            self.wordless.push(match field {
                Some(field) => format!("{field}:{text}"),
                None if text.is_empty() => "\"\"".to_owned(),
                None => text.to_owned(),
            });
        }
        !words.is_empty()
    }

    /// One written word that may be several: joined when hyphenated.
    fn push_words(&mut self, negated: bool, words: Vec<String>, text: &str, at: usize) {
        let span = at..at + text.len();
        if let Some(joined) = token::joined_form(text) {
            self.push(negated, Atom::Word(joined, span));
        } else if negated && words.len() > 1 {
            self.push(negated, Atom::Phrase(words));
        } else {
            for word in words {
                self.push(negated, Atom::Word(word, span.clone()));
            }
        }
    }

    fn take_words(&mut self, run: &[Lexeme<'_>], lexicon: &Lexicon, reading: SkillWords) {
        let mut tokens: Vec<(String, usize)> = Vec::new();
        for (place, lexeme) in run.iter().enumerate() {
            if let Lexeme::Item { text, .. } = lexeme {
                let words = token::words(text);
                self.has_words(None, text, &words);
                tokens.extend(words.into_iter().map(|word| (word, place)));
            }
        }
        let words: Vec<&str> = tokens.iter().map(|(word, _)| word.as_str()).collect();
        let mut next = 0;
        while let Some((word, place)) = tokens.get(next) {
            let rest = words.get(next..).unwrap_or(&[]);
            let skill = match reading {
                SkillWords::AsSkills => lexicon.longest_skill(rest),
                SkillWords::Literally => None,
            };
            if let Some((length, skill)) = skill {
                let named = rest.iter().take(length).map(|word| (*word).to_owned());
                self.push(false, Atom::Named(skill.slug.clone(), named.collect()));
                next += length;
                continue;
            }
            let Some(Lexeme::Item { text, at, .. }) = run.get(*place) else {
                break;
            };
            let parts = tokens.iter().filter(|(_, other)| other == place).count();
            let starts_here = next == 0 || tokens.get(next - 1).is_none_or(|(_, p)| p != place);
            match token::joined_form(text) {
                Some(joined) if starts_here => {
                    let skill = lexicon
                        .longest_skill(&[joined.as_str()])
                        .filter(|_| reading == SkillWords::AsSkills)
                        .map(|(_, skill)| skill.slug.clone());
                    let atom = match skill {
                        Some(slug) => Atom::Named(slug, vec![joined]),
                        None => Atom::Word(joined, *at..*at + text.len()),
                    };
                    self.push(false, atom);
                    next += parts;
                }
                _ => {
                    let span = if parts == 1 {
                        *at..*at + text.len()
                    } else {
                        0..0
                    };
                    self.push(false, Atom::Word(word.clone(), span));
                    next += 1;
                }
            }
        }
    }

    fn push(&mut self, negated: bool, atom: Atom) {
        let either = std::mem::take(&mut self.either);
        if self.terms >= MAX_TERMS {
            if self.terms == MAX_TERMS {
                self.terms += 1;
                self.complain("…", IgnoredParameter::TOO_MANY_TERMS);
            }
            return;
        }
        self.terms += 1;
        if either
            && !negated
            && self.last_joins
            && let Some(last) = self.request.clauses.last_mut()
        {
            // 'java or the jvm': the word after it is what is meant.
            self.either = says_nothing(&atom);
            if !last.any.contains(&atom) {
                last.any.push(atom);
            }
            return;
        }
        self.last_joins = !negated;
        self.request.clauses.push(Clause {
            negated,
            any: vec![atom],
        });
    }

    /// Leaves a term out and says why.
    fn refuse(&mut self, negated: bool, text: &str, reason: &'static str) {
        self.complain(text, reason);
        self.leave_out(negated);
    }

    /// Leaves a term out: an `or` before it joins nothing, nor does one after it,
    /// unless the clause before is one that the term would have widened.
    fn leave_out(&mut self, negated: bool) {
        let either = std::mem::take(&mut self.either);
        self.last_joins = self.last_joins && either && !negated;
    }

    fn complain(&mut self, value: &str, reason: &'static str) {
        let complaint = (value.chars().take(80).collect(), reason);
        if !self.request.complaints.contains(&complaint) {
            self.request.complaints.push(complaint);
        }
    }

    /// The search as a whole. One in which nothing can be searched says so.
    fn finish(mut self, text: &str) -> Request {
        drop_stop_words(&mut self.request);
        drop_repeats(&mut self.request);
        if self.request.clauses.is_empty() {
            for (_, reason) in &mut self.request.complaints {
                if *reason == IgnoredParameter::WORD_TOO_LONG {
                    *reason = NOTHING_SHORTER;
                }
            }
            let reason = "there is no word in it";
            let wordless = std::mem::take(&mut self.wordless);
            for piece in wordless.iter().take(MAX_WORDLESS) {
                self.complain(piece, reason);
            }
            let text = text.trim();
            if self.request.complaints.is_empty() && !text.is_empty() {
                self.complain(text, reason);
            }
        }
        self.request
    }
}

/// Whether a term is a word that says nothing by itself.
fn says_nothing(atom: &Atom) -> bool {
    matches!(atom, Atom::Word(word, span)
        if !span.is_empty() && STOP_WORDS.contains(&word.as_str()))
}

/// Leaves out words that say nothing: those beside others that do, and then those
/// that stand for themselves, unless there is nothing else.
fn drop_stop_words(request: &mut Request) {
    for clause in &mut request.clauses {
        if !clause.any.iter().all(says_nothing) {
            clause.any.retain(|atom| !says_nothing(atom));
        }
    }
    let is_idle = |clause: &Clause| !clause.negated && clause.any.iter().all(says_nothing);
    if !request.clauses.iter().all(is_idle) {
        request.clauses.retain(|clause| !is_idle(clause));
    }
}

/// Leaves out clauses that were met before.
fn drop_repeats(request: &mut Request) {
    let mut met: Vec<Clause> = Vec::with_capacity(request.clauses.len());
    for clause in std::mem::take(&mut request.clauses) {
        if !met.contains(&clause) {
            met.push(clause);
        }
    }
    request.clauses = met;
}

#[cfg(test)]
#[path = "grammar_tests.rs"]
mod tests;

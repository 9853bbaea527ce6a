//! The grammar of the search box. Every text is a search; what makes no sense
//! is forgiven or reported, never an error.
//!
//! | written | means |
//! | --- | --- |
//! | `rust backend` | both; a word that names a skill, in any spelling, is that skill |
//! | `"event driven"` | these words in this order, taken literally |
//! | `-php` | not |
//! | `rust or go` | either; `or` joins its two neighbours |
//! | `skill:k8s` | the posting names the skill |
//! | `required:rust`, `nice:rust`, `mentioned:rust` | it names the skill, and so strongly |
//! | `company:"Acme Labs"`, `title:lead` | words of the company's name, of a title |
//! | `kube*` | words that begin so |

use std::ops::Range;

use domain::{Requirement, Slug};

use crate::lexicon::Lexicon;
use crate::token;

/// Most terms of one search; what is beyond is dropped and reported.
pub(crate) const MAX_TERMS: usize = 24;
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
    /// Words that begin so.
    Prefix(String),
    /// A skill of the vocabulary.
    Skill(Slug),
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
        self.wanted().any(|atom| matches!(atom, Atom::Skill(_)))
    }
}

/// A piece of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Lexeme<'a> {
    Or,
    Item {
        negated: bool,
        field: Option<&'a str>,
        text: &'a str,
        at: usize,
        quoted: bool,
    },
}

/// Reads a text.
pub(crate) fn parse(text: &str, lexicon: &Lexicon, reading: SkillWords) -> Request {
    let lexemes = lex(text);
    let mut request = Request::default();
    let mut builder = Builder {
        request: &mut request,
        terms: 0,
        either: false,
        last_joins: false,
    };
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
    drop_stop_words(&mut request);
    request
}

fn lex(text: &str) -> Vec<Lexeme<'_>> {
    let mut lexemes = Vec::new();
    let mut at = 0;
    while let Some((start, c)) = next_char(text, at) {
        if c.is_whitespace() || matches!(c, '(' | ')' | ',' | ';') {
            at = start + c.len_utf8();
            continue;
        }
        let after_minus = text
            .get(start..)
            .and_then(|rest| rest.find(|c| !is_minus(c)))
            .map_or(text.len(), |length| start + length);
        let negated = after_minus > start
            && next_char(text, after_minus).is_some_and(|(_, next)| is_term_start(next));
        let begin = if negated { after_minus } else { start };
        let (lexeme, end) = lex_item(text, begin, negated);
        lexemes.extend(lexeme);
        at = end.max(begin + 1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    lexemes
}

fn next_char(text: &str, at: usize) -> Option<(usize, char)> {
    text.get(at..)?.chars().next().map(|c| (at, c))
}

fn is_term_start(c: char) -> bool {
    c.is_alphanumeric() || is_quote(c) || c == '.'
}

const fn is_minus(c: char) -> bool {
    matches!(c, '-' | '−' | '!')
}

const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

/// One term from `begin` on, and where it ends.
fn lex_item(text: &str, begin: usize, negated: bool) -> (Option<Lexeme<'_>>, usize) {
    if let Some((inner, end)) = quoted(text, begin) {
        let item = Lexeme::Item {
            negated,
            field: None,
            text: inner,
            at: begin,
            quoted: true,
        };
        return (Some(item), end);
    }
    let rest = text.get(begin..).unwrap_or("");
    let length = rest
        .find(|c: char| c.is_whitespace() || is_quote(c) || matches!(c, '(' | ')' | ',' | ';'))
        .unwrap_or(rest.len());
    let word = rest.get(..length).unwrap_or("");
    let end = begin + length;
    if !negated && (word.eq_ignore_ascii_case("or") || word == "|" || word == "||") {
        return (Some(Lexeme::Or), end);
    }
    if let Some((name, value)) = word.split_once(':')
        && !value.starts_with("//")
        && let Some(field) = field_name(name)
    {
        let (value, end, quoted) = match quoted(text, begin + name.len() + 1) {
            Some((inner, end)) if value.is_empty() => (inner, end, true),
            _ => (value, end, false),
        };
        let item = Lexeme::Item {
            negated,
            field: Some(field),
            text: value,
            at: begin,
            quoted,
        };
        return (Some(item), end);
    }
    let item = Lexeme::Item {
        negated,
        field: None,
        text: word,
        at: begin,
        quoted: false,
    };
    ((!word.is_empty()).then_some(item), end)
}

fn field_name(name: &str) -> Option<&'static str> {
    let strengths = Requirement::ALL.iter().map(|strength| strength.slug());
    ["skill", "company", "title"]
        .into_iter()
        .chain(strengths)
        .find(|field| name.eq_ignore_ascii_case(field))
}

/// The inside of quotes that open at `at`; without closing ones, all the rest.
fn quoted(text: &str, at: usize) -> Option<(&str, usize)> {
    let (_, open) = next_char(text, at).filter(|(_, c)| is_quote(*c))?;
    let start = at + open.len_utf8();
    let inside = text.get(start..)?;
    match inside.char_indices().find(|(_, c)| is_quote(*c)) {
        Some((length, close)) => {
            let end = start + length + close.len_utf8();
            Some((text.get(start..start + length)?, end))
        }
        None => Some((inside, text.len())),
    }
}

/// The plain words from the start on, between which names of skills may stretch.
fn bare_run<'a, 'b>(lexemes: &'b [Lexeme<'a>]) -> &'b [Lexeme<'a>] {
    let length = lexemes
        .iter()
        .take_while(|lexeme| {
            matches!(lexeme, Lexeme::Item { negated: false, field: None, quoted: false, text, .. }
                if !text.ends_with('*'))
        })
        .count();
    lexemes.get(..length).unwrap_or(&[])
}

struct Builder<'a> {
    request: &'a mut Request,
    terms: usize,
    /// An `or` was just read.
    either: bool,
    /// The last clause may be widened by an `or`.
    last_joins: bool,
}

impl Builder<'_> {
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
        match field {
            Some("skill") => match lexicon.find_skill(text) {
                Some(skill) => self.push(*negated, Atom::Skill(skill.slug.clone())),
                None if words.is_empty() => {}
                None => self.complain(text, "the vocabulary has no such skill"),
            },
            Some(_) if words.is_empty() => {}
            Some("company") => self.push(*negated, Atom::Company(words)),
            Some("title") => self.push(*negated, Atom::Title(words)),
            Some(strength) => match (lexicon.find_skill(text), Requirement::parse(strength)) {
                (Some(skill), Some(strength)) => {
                    self.push(*negated, Atom::Asked(skill.slug.clone(), strength));
                }
                _ => self.complain(text, "the vocabulary has no such skill"),
            },
            None if *quoted => match <[String; 1]>::try_from(words) {
                Ok([word]) => self.push(*negated, Atom::Word(word, 0..0)),
                Err(words) if words.is_empty() => {}
                Err(words) => self.push(*negated, Atom::Phrase(words)),
            },
            None if text.ends_with('*') => match <[String; 1]>::try_from(words) {
                Ok([word]) if word.chars().count() >= 2 => {
                    // What is typed so far is no plural yet.
                    let typed = text.trim_end_matches('*').to_lowercase();
                    let start = if typed.starts_with(&word) {
                        typed
                    } else {
                        word
                    };
                    self.push(*negated, Atom::Prefix(start));
                }
                Ok(_) => self.complain(text, "a beginning has at least two letters"),
                Err(words) => self.push_words(*negated, words, text, *at),
            },
            None => match lexicon.find_skill(text) {
                Some(skill) if reading == SkillWords::AsSkills => {
                    self.push(*negated, Atom::Skill(skill.slug.clone()));
                }
                _ => self.push_words(*negated, words, text, *at),
            },
        }
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
                tokens.extend(token::words(text).into_iter().map(|word| (word, place)));
            }
        }
        let words: Vec<&str> = tokens.iter().map(|(word, _)| word.as_str()).collect();
        let mut next = 0;
        while let Some((word, place)) = tokens.get(next) {
            let skill = match reading {
                SkillWords::AsSkills => lexicon.longest_skill(words.get(next..).unwrap_or(&[])),
                SkillWords::Literally => None,
            };
            if let Some((length, skill)) = skill {
                self.push(false, Atom::Skill(skill.slug.clone()));
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
                        .filter(|_| reading == SkillWords::AsSkills);
                    match skill {
                        Some((_, skill)) => self.push(false, Atom::Skill(skill.slug.clone())),
                        None => self.push(false, Atom::Word(joined, *at..*at + text.len())),
                    }
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
                self.complain("…", "only the first 24 terms were searched");
            }
            return;
        }
        self.terms += 1;
        if either
            && !negated
            && self.last_joins
            && let Some(last) = self.request.clauses.last_mut()
        {
            if !last.any.contains(&atom) {
                last.any.push(atom);
            }
            return;
        }
        self.last_joins = !negated;
        let clause = Clause {
            negated,
            any: vec![atom],
        };
        if !self.request.clauses.contains(&clause) {
            self.request.clauses.push(clause);
        }
    }

    fn complain(&mut self, value: &str, reason: &'static str) {
        let value = value.chars().take(80).collect();
        self.request.complaints.push((value, reason));
    }
}

/// Leaves out words that say nothing, unless there is nothing else.
fn drop_stop_words(request: &mut Request) {
    let says_nothing = |clause: &Clause| {
        matches!(clause.any.as_slice(), [Atom::Word(word, span)]
            if !clause.negated && !span.is_empty() && STOP_WORDS.contains(&word.as_str()))
    };
    if !request.clauses.iter().all(says_nothing) {
        request.clauses.retain(|clause| !says_nothing(clause));
    }
}

#[cfg(test)]
#[path = "grammar_tests.rs"]
mod tests;

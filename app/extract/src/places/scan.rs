//! Finds names of places in a text and decides which place each one means.

mod meaning;
mod qualifier;
mod town;

use std::ops::Range;

use domain::Place;

use crate::gazetteer::{Entry, Gazetteer, Kind, Token, gazetteer, tokens};

pub(super) use meaning::likeliest;
use meaning::{context, hit};

/// How strictly names must be written as names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// Capitals are expected, as in running text and headers.
    Written,
    /// Any case, as in a field that holds nothing but places.
    Any,
}

/// A name found in a text.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    /// The name with its state or country.
    pub(super) range: Range<usize>,
    /// The name alone.
    pub(super) name: Range<usize>,
    /// What it means.
    pub(super) place: Place,
    /// What sort of place.
    pub(super) kind: Kind,
    /// Code of its state.
    pub(super) region: &'static str,
    /// Whether a state or country beside it says which one is meant.
    pub(super) qualified: bool,
    /// Whether its name is also a word or a common name.
    pub(super) word: bool,
    /// Inhabitants.
    pub(super) population: u64,
}

/// A name that is not decided yet.
struct Raw<'a> {
    range: Range<usize>,
    options: Vec<&'a Entry>,
    /// The state or country that was written beside it.
    qualifier: Option<&'a Entry>,
    name: Range<usize>,
    /// The name as written, for towns that the gazetteer does not know.
    own_name: Option<String>,
}

/// Finds the places of a text, in order.
pub(super) fn scan(text: &str, case: Case) -> Vec<Hit> {
    let scanner = Scanner {
        gazetteer: gazetteer(),
        text,
        case,
        tokens: tokens(text),
    };
    let raws = scanner.raws();
    let context = context(&raws);
    raws.iter().filter_map(|raw| hit(raw, &context)).collect()
}

struct Scanner<'a> {
    gazetteer: &'a Gazetteer,
    text: &'a str,
    case: Case,
    tokens: Vec<Token>,
}

impl<'a> Scanner<'a> {
    fn raws(&self) -> Vec<Raw<'a>> {
        let mut raws = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            let run = self.run_of_codes(at);
            if run.len() >= 3 {
                at += run.len();
                raws.extend(run);
                continue;
            }
            let found = self
                .name_at(at)
                .map(|(count, options)| self.qualified(at, count, options));
            match found.or_else(|| self.unknown_town(at)) {
                Some((raw, next)) => {
                    raws.push(raw);
                    at = next.max(at + 1);
                }
                None => at += 1,
            }
        }
        raws
    }

    fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    fn written(&self, at: usize) -> &'a str {
        self.token(at)
            .and_then(|t| self.text.get(t.range.clone()))
            .unwrap_or_default()
    }

    /// What stands between two tokens.
    fn gap(&self, at: usize) -> &'a str {
        let end = self.token(at).map_or(0, |t| t.range.end);
        let start = self.token(at + 1).map_or(end, |t| t.range.start);
        self.text.get(end..start).unwrap_or_default()
    }

    /// States by their codes in a list: `VA, PA, TX`. A code that is also how
    /// people call a city, such as `LA`, means the city.
    fn run_of_codes(&self, at: usize) -> Vec<Raw<'a>> {
        let mut run = Vec::new();
        for next in at.. {
            let written = self.written(next);
            let listed = run.is_empty() || matches!(self.gap(next - 1).trim(), "," | "/" | "&");
            let mut options: Vec<&Entry> = self
                .gazetteer
                .coded(written)
                .filter(|e| e.kind == Kind::State)
                .collect();
            if written.len() != 2 || options.is_empty() || !listed {
                break;
            }
            let name = written.to_lowercase();
            options.extend(self.gazetteer.named(&name).filter(|e| e.kind == Kind::City));
            let (start, end) = self.span(next, 1);
            run.push(Raw {
                range: start..end,
                options,
                qualifier: None,
                name: start..end,
                own_name: None,
            });
        }
        run
    }

    /// The longest name that begins at a token: its words and what it can mean.
    fn name_at(&self, at: usize) -> Option<(usize, Vec<&'a Entry>)> {
        let first = self.token(at)?;
        let longest = self.gazetteer.longest(&first.folded);
        if longest == 0 || self.in_address(at) {
            return None;
        }
        let mut key = String::new();
        let mut keys = Vec::with_capacity(longest);
        for step in 0..longest {
            let Some(token) = self.token(at + step) else {
                break;
            };
            if step > 0 {
                if !binds(self.gap(at + step - 1)) {
                    break;
                }
                key.push(' ');
            }
            key.push_str(&token.folded);
            keys.push(key.len());
        }
        for (index, len) in keys.iter().enumerate().rev() {
            let name = key.get(..*len)?;
            if !self.gazetteer.knows(name) || !self.is_written_as_name(at, index + 1, name) {
                continue;
            }
            return Some((index + 1, self.gazetteer.named(name).collect()));
        }
        None
    }

    /// Whether the words are written as a name: short ones in capitals, others
    /// with a capital, as far as the place asks for it.
    fn is_written_as_name(&self, at: usize, count: usize, name: &str) -> bool {
        let (Some(first), Some(last)) = (self.token(at), self.token(at + count - 1)) else {
            return false;
        };
        let written = self
            .text
            .get(first.range.start..last.range.end)
            .unwrap_or_default();
        let letters = name.len() - name.matches(' ').count();
        if letters <= 3 || name == "soma" || name == "nova" {
            let free = self.case == Case::Any
                && matches!(name, "nyc" | "sf" | "uk" | "usa" | "uae" | "sfo" | "us");
            let known = matches!(
                written,
                "Nyc"
                    | "Usa"
                    | "Uk"
                    | "nyc"
                    | "Goa"
                    | "Ulm"
                    | "Rio"
                    | "Hof"
                    | "Spa"
                    | "Ely"
                    | "Rye"
                    | "Lod"
                    | "Bay"
                    | "Van"
                    | "Ufa"
                    | "Pau"
                    | "Gap"
                    | "Bar"
                    | "Aix"
                    | "Niš"
                    | "Cluj"
                    | "Zug"
                    | "Aue"
                    | "Ham"
                    | "Lie"
            );
            return free || known || !written.chars().any(char::is_lowercase);
        }
        if self.case == Case::Any {
            return true;
        }
        written.chars().next().is_some_and(|c| !c.is_lowercase())
            && self
                .written(at + count - 1)
                .chars()
                .next()
                .is_some_and(|c| {
                    !c.is_lowercase() || count > 2 || matches!(name, "the hague" | "bay area")
                })
    }

    /// Whether a token is part of an address of the web or of mail.
    fn in_address(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else {
            return true;
        };
        let before = self.text.get(..token.range.start).unwrap_or_default();
        let after = self.text.get(token.range.end..).unwrap_or_default();
        let mut next = after.chars();
        let dotted = next.next() == Some('.')
            && next
                .next()
                .is_some_and(|c| c.is_lowercase() || c.is_ascii_digit());
        let mailed = before.ends_with('@') || after.starts_with('@') || before.ends_with('#');
        let word = before
            .rsplit([' ', '\n', '|', '('])
            .next()
            .unwrap_or_default();
        dotted
            || mailed
            || word.contains("://")
            || word.starts_with("www.")
            || (word.contains('.') && word.contains('/'))
    }

    fn span(&self, at: usize, count: usize) -> (usize, usize) {
        let start = self.token(at).map_or(0, |t| t.range.start);
        let end = self.token(at + count - 1).map_or(start, |t| t.range.end);
        (start, end)
    }
}

/// Whether words with this between them can be one name.
fn binds(gap: &str) -> bool {
    matches!(
        gap,
        " " | "-" | "." | ". " | "–" | "/" | "'" | "" | " & " | ".-"
    )
}

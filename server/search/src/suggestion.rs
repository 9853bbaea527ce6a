//! Completions of what is being typed: skills, companies and titles of open
//! backend roles, which is what a search finds that sets no kind of role.
//!
//! Which come first is told by how many roles are called exactly so. The number
//! that a completion shows is what its search finds: of a title or a company,
//! whatever has its words in this order.

use std::cmp::Reverse;
use std::collections::HashMap;

use domain::{FacetField, Suggestion, SuggestionKind};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::bits::{Bits, number, place};
use crate::columns::NONE;
use crate::error::Result;
use crate::grammar::{self, Clause, Request, SkillWords, is_quote};
use crate::lexicon::Lexicon;
use crate::titles::Titles;
use crate::values::Values;
use crate::view::Segment;

/// Most titles that are offered: the most frequent ones.
const MAX_TITLES: usize = 20_000;
/// Most words of a name at which a completion can begin.
const MAX_STARTS: usize = 4;
/// Most entries that one beginning is compared with.
const MAX_SCANNED: usize = 20_000;

#[derive(Debug)]
struct Entry {
    kind: SuggestionKind,
    label: Box<str>,
    /// What the search grammar calls it.
    name: Box<str>,
    /// Open backend roles that are called exactly so.
    count: u32,
}

impl Entry {
    /// The term of the search grammar that asks for it.
    fn term(&self) -> String {
        match self.kind {
            SuggestionKind::Skill => format!("skill:{}", self.name),
            SuggestionKind::Company => format!("company:\"{}\"", unquoted(&self.name)),
            SuggestionKind::Title => format!("title:\"{}\"", unquoted(&self.name)),
        }
    }
}

/// Where a word of an entry begins.
#[derive(Debug)]
struct Start {
    entry: u32,
    /// First byte in the entry's key.
    from: u32,
}

/// All completions, in the order of their keys.
#[derive(Debug, Default)]
pub(crate) struct Suggestions {
    entries: Vec<Entry>,
    keys: Vec<Box<str>>,
    starts: Vec<Start>,
}

impl Suggestions {
    pub(crate) fn new(
        segments: &[Segment],
        lexicon: &Lexicon,
        values: &Values,
        titles: &Titles,
    ) -> Self {
        let mut suggestions = Self::default();
        let searched: Vec<Bits> = segments.iter().map(Segment::searched).collect();
        let mut by_skill = HashMap::new();
        for (id, value) in values.iter() {
            if !matches!(value.group.field, FacetField::Skill | FacetField::Company) {
                continue;
            }
            let count = segments
                .iter()
                .zip(&searched)
                .filter_map(|(segment, set)| Some(segment.columns.list(id)?.count_meet(set)))
                .sum();
            if value.group.field == FacetField::Company {
                let label = value.label.as_str();
                suggestions.add(SuggestionKind::Company, label, label, label, count);
            } else {
                by_skill.insert(value.slug.as_str(), count);
            }
        }
        for skill in lexicon.skills() {
            let Some(count) = by_skill.get(skill.slug.as_str()) else {
                continue;
            };
            let (kind, name) = (SuggestionKind::Skill, skill.name.as_str());
            suggestions.add(kind, name, name, skill.slug.as_str(), *count);
            for alias in &skill.aliases {
                suggestions.add_from(kind, alias, 1, name, skill.slug.as_str(), *count);
            }
        }
        suggestions.add_titles(segments, &searched, titles);
        suggestions.sort();
        suggestions
    }

    fn add_titles(&mut self, segments: &[Segment], searched: &[Bits], titles: &Titles) {
        let mut counts = vec![0_u32; titles.len()];
        for (segment, set) in segments.iter().zip(searched) {
            for doc in set.iter() {
                let title = segment.columns.titles.get(place(doc)).copied();
                if let Some(count) = counts.get_mut(place(title.unwrap_or(NONE))) {
                    *count += 1;
                }
            }
        }
        let mut found: Vec<(u32, u32)> = counts
            .into_iter()
            .enumerate()
            .filter(|(_, count)| *count > 0)
            .map(|(title, count)| (count, number(title)))
            .collect();
        found.sort_unstable_by_key(|(count, _)| Reverse(*count));
        for (count, title) in found.into_iter().take(MAX_TITLES) {
            if let Some(title) = titles.get(title) {
                self.add(SuggestionKind::Title, title, title, title, u64::from(count));
            }
        }
    }

    fn add(&mut self, kind: SuggestionKind, spelling: &str, label: &str, name: &str, count: u64) {
        self.add_from(kind, spelling, MAX_STARTS, label, name, count);
    }

    /// Adds an entry that is completed from the beginnings of its first words, as many as
    /// `words`. Of an alias that is the first: nobody who types 'engineer' means Docker,
    /// though a 'docker engineer' does.
    fn add_from(
        &mut self,
        kind: SuggestionKind,
        spelling: &str,
        words: usize,
        label: &str,
        name: &str,
        count: u64,
    ) {
        let key = key(spelling);
        if count == 0 || key.is_empty() {
            return;
        }
        let entry = number(self.entries.len());
        let inner = key.match_indices(' ').map(|(at, _)| at + 1);
        let starts = std::iter::once(0).chain(inner).take(words);
        self.starts.extend(starts.map(|from| Start {
            entry,
            from: number(from),
        }));
        self.keys.push(key.into());
        self.entries.push(Entry {
            kind,
            label: label.into(),
            name: name.into(),
            count: u32::try_from(count).unwrap_or(u32::MAX),
        });
    }

    fn text(&self, start: &Start) -> &str {
        self.keys
            .get(place(start.entry))
            .and_then(|key| key.get(place(start.from)..))
            .unwrap_or("")
    }

    fn sort(&mut self) {
        let mut starts = std::mem::take(&mut self.starts);
        starts.sort_unstable_by(|a, b| self.text(a).cmp(self.text(b)));
        self.starts = starts;
    }

    /// Completions of a beginning, at most `limit`: skills, then companies, then
    /// titles, of each those that most open backend roles are called, by what
    /// their search finds. `skill:`, `company:` and `title:` before it ask for
    /// one kind only. `found` says how many postings the search finds that a
    /// completion inserts: it is asked of what is offered, and of what stands before
    /// that and finds nothing.
    ///
    /// # Errors
    /// Those of `found`.
    pub(crate) fn find(
        &self,
        typed: &str,
        limit: usize,
        lexicon: &Lexicon,
        found: impl Fn(&str, &Request) -> Result<u64>,
    ) -> Result<Vec<Suggestion>> {
        let (wanted, typed) = kind_of(typed);
        let typed = key(typed);
        if typed.is_empty() {
            return Ok(Vec::new());
        }
        let entries = self.beginning_with(&typed, wanted);
        let kinds = [
            (SuggestionKind::Skill, limit.div_ceil(2)),
            (SuggestionKind::Company, limit.div_ceil(4)),
            (SuggestionKind::Title, limit),
        ];
        let mut out: Vec<Suggestion> = Vec::new();
        for (kind, share) in kinds {
            let share = if wanted.is_some() { limit } else { share };
            let room = share.min(limit.saturating_sub(out.len()));
            let of_kind = entries.iter().copied().filter(|entry| entry.kind == kind);
            out.extend(offered(of_kind, room, lexicon, &found)?);
        }
        Ok(out)
    }

    /// Entries of which a word begins so, those that most roles are called first.
    fn beginning_with(&self, typed: &str, wanted: Option<SuggestionKind>) -> Vec<&Entry> {
        let from = self
            .starts
            .partition_point(|start| self.text(start) < typed);
        let mut found: Vec<(bool, &Entry)> = self
            .starts
            .iter()
            .skip(from)
            .take(MAX_SCANNED)
            .take_while(|start| self.text(start).starts_with(typed))
            .filter_map(|start| Some((start.from == 0, self.entries.get(place(start.entry))?)))
            .filter(|(_, entry)| wanted.is_none_or(|kind| kind == entry.kind))
            .collect();
        found.sort_by(|(a_first, a), (b_first, b)| {
            let rank = |first: bool, entry: &Entry| (entry.count, first);
            rank(*b_first, b)
                .cmp(&rank(*a_first, a))
                .then_with(|| a.label.cmp(&b.label))
        });
        found.into_iter().map(|(_, entry)| entry).collect()
    }
}

/// The first entries that are searches of their own, at most `room`, by what
/// those find. Names that mean the same search are one, as the first is written.
fn offered<'a>(
    entries: impl Iterator<Item = &'a Entry>,
    room: usize,
    lexicon: &Lexicon,
    found: &impl Fn(&str, &Request) -> Result<u64>,
) -> Result<Vec<Suggestion>> {
    let mut taken: Vec<Vec<Clause>> = Vec::new();
    let mut out: Vec<Suggestion> = Vec::new();
    for entry in entries {
        if out.len() >= room {
            break;
        }
        let insert = entry.term();
        let request = grammar::parse(&insert, lexicon, SkillWords::AsSkills);
        // Without a word it would find everything.
        if request.clauses.is_empty() || taken.contains(&request.clauses) {
            continue;
        }
        let count = found(&insert, &request)?;
        taken.push(request.clauses);
        // A name that was cut within a word finds nothing.
        if count > 0 {
            out.push(Suggestion {
                kind: entry.kind,
                label: entry.label.to_string(),
                insert,
                count,
            });
        }
    }
    out.sort_by_key(|suggestion| Reverse(suggestion.count));
    Ok(out)
}

/// A name without the marks that would end a quote.
fn unquoted(name: &str) -> String {
    let parts = name.split(is_quote).map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// The kind that a beginning asks for, and what remains of it.
fn kind_of(typed: &str) -> (Option<SuggestionKind>, &str) {
    let typed = typed
        .trim_start()
        .trim_start_matches(|c: char| c == '-' || is_quote(c));
    if let Some((name, rest)) = typed.split_once(':') {
        let kind = match name.to_ascii_lowercase().as_str() {
            "skill" => Some(SuggestionKind::Skill),
            "company" => Some(SuggestionKind::Company),
            "title" => Some(SuggestionKind::Title),
            _ => None,
        };
        if kind.is_some() {
            return (kind, rest);
        }
    }
    (None, typed)
}

/// A name as it is compared while typing: lower-case, without accents, words
/// between single spaces. Endings stay, since what is typed has none yet.
fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !is_combining_mark(*c)).take(200) {
        if c.is_alphanumeric() || matches!(c, '+' | '#' | '.') {
            out.extend(c.to_lowercase());
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

//! The order by relevance: how much the searched words say about a document,
//! by BM25F, and a little of how new it is.

use std::borrow::Cow;
use std::cmp::Reverse;

use domain::{PostingId, Timestamp};
use tantivy::query::{Bm25Weight, BooleanQuery, EnableScoring, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Term, postings::Postings};

use super::{Best, Page, Ranked};
use crate::bits::Bits;
use crate::error::Result;
use crate::filter::Docs;
use crate::grammar::{Atom, Request};
use crate::matching::at_companies;
use crate::schema::{COMPANY_WEIGHT, Fields};
use crate::view::View;

/// The most that being new adds to a score: it decides between equals, and
/// little else.
const FRESHNESS: f32 = 0.1;
/// Age at which half of it is left, in days.
const HALF_LIFE_DAYS: f32 = 30.0;
/// Up to so many matches each one is scored; beyond, those that cannot be among
/// the first are skipped, unless the terms stand in so many times more postings
/// than match that skipping would meet mostly others.
const SCORE_ALL: u64 = 20_000;
const SCORE_RARE: u64 = 6;
/// Most terms that count for the order.
const MAX_SCORED: usize = 16;

/// Terms that decide the order.
pub(super) struct Scored<'a> {
    terms: Vec<Term>,
    /// Whether every match has all of them, or is of a company called so.
    all: bool,
    /// Skills that are named by words, with these words: a company's name with
    /// them counts for the skill's term as it does for a word's.
    named: Vec<(Term, &'a [String])>,
}

impl<'a> Scored<'a> {
    pub(super) fn of(fields: &Fields, request: &'a Request) -> Self {
        let mut terms: Vec<Term> = Vec::new();
        let mut named: Vec<(Term, &'a [String])> = Vec::new();
        let mut all = true;
        for clause in request.clauses.iter().filter(|clause| !clause.negated) {
            all &= clause.any.len() == 1;
            for atom in &clause.any {
                match atom {
                    Atom::Word(word, _) => terms.push(fields.word(word)),
                    Atom::Skill(slug) | Atom::Asked(slug, _) => {
                        terms.push(fields.skill_word(slug.as_str()));
                    }
                    Atom::Named(slug, words) => {
                        let term = fields.skill_word(slug.as_str());
                        named.push((term.clone(), words.as_slice()));
                        terms.push(term);
                    }
                    Atom::Phrase(words) | Atom::Company(words) | Atom::Title(words) => {
                        terms.extend(words.iter().map(|word| fields.word(word)));
                    }
                    Atom::Prefix { .. } => {}
                }
            }
        }
        terms.sort();
        terms.dedup();
        all &= terms.len() <= MAX_SCORED;
        terms.truncate(MAX_SCORED);
        Self { terms, all, named }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

/// Documents of companies that are called as a skill is named.
struct Called {
    /// The skill's term.
    term: Term,
    docs: Docs,
}

/// The results of a page among the documents of a set, with their number.
pub(super) fn page(
    view: &View,
    fields: &Fields,
    scored: &Scored<'_>,
    (set, count): (&[Bits], u64),
    page: &Page,
) -> Result<Vec<PostingId>> {
    let mut best = Best::new(page.offset + page.size);
    let called = called(view, fields, scored, set)?;
    let terms = &scored.terms;
    let mut spread = 0;
    for term in terms {
        spread += view.searcher.doc_freq(term)?;
    }
    let matches = u64::try_from(terms.len()).unwrap_or(1) * count;
    if count <= SCORE_ALL || matches.saturating_mul(SCORE_RARE) <= spread {
        score_each(view, terms, &called, set, page, &mut best)?;
    } else {
        // What the name of a company adds is in no list of a term, and those who
        // match by it need not have the term: they are scored by themselves.
        let mut rest = Cow::Borrowed(set);
        if !called.is_empty() {
            let by_name = together(&called);
            for (rest, docs) in rest.to_mut().iter_mut().zip(&by_name) {
                rest.and_not(docs);
            }
            score_each(view, terms, &called, &by_name, page, &mut best)?;
        }
        score_pruned(view, terms, scored.all, &rest, page, &mut best)?;
        let wanted = usize::try_from(count).map_or(best.limit, |count| count.min(best.limit));
        if best.heap.len() < wanted {
            // What matches by a beginning alone has none of the terms; it
            // follows behind all that has.
            best = Best::new(best.limit);
            score_each(view, terms, &called, set, page, &mut best)?;
        }
    }
    Ok(best.page(page.offset))
}

/// Documents of a set that match by the name of their company, skill by skill.
fn called(view: &View, fields: &Fields, scored: &Scored<'_>, set: &[Bits]) -> Result<Vec<Called>> {
    let mut called = Vec::new();
    for (term, words) in &scored.named {
        let docs = at_companies(view, fields, words, set)?;
        called.extend(docs.map(|docs| Called {
            term: term.clone(),
            docs,
        }));
    }
    Ok(called)
}

fn together(called: &[Called]) -> Docs {
    let mut rest = called.iter().map(|called| &called.docs);
    let mut all = rest.next().cloned().unwrap_or_default();
    for docs in rest {
        for (all, docs) in all.iter_mut().zip(docs) {
            all.or(docs);
        }
    }
    all
}

fn freshness(posted: i64, as_of: Timestamp) -> f32 {
    let age = Timestamp::from_millis(posted).days_until(as_of);
    let age = f32::from(u16::try_from(age).unwrap_or(u16::MAX));
    FRESHNESS * HALF_LIFE_DAYS / (HALF_LIFE_DAYS + age)
}

/// Scores every document of a set, one term after the other.
fn score_each(
    view: &View,
    terms: &[Term],
    called: &[Called],
    set: &[Bits],
    page: &Page,
    best: &mut Best,
) -> Result<()> {
    let mut weights = Vec::with_capacity(terms.len());
    for term in terms {
        let one = std::slice::from_ref(term);
        weights.push(Bm25Weight::for_terms(&view.searcher, one)?);
    }
    for (at, ((segment, reader), set)) in view.readers().zip(set).enumerate() {
        let columns = &segment.columns;
        let mut scores: Vec<(u32, f32)> = set.iter().map(|doc| (doc, 0.0)).collect();
        if scores.is_empty() {
            continue;
        }
        for (term, weight) in terms.iter().zip(&weights) {
            let index = reader.inverted_index(term.field())?;
            let option = IndexRecordOption::WithFreqs;
            let mut postings = index.read_postings(term, option)?;
            let of_term = called.iter().filter(|called| called.term == *term);
            let by_name: Vec<&Bits> = of_term.filter_map(|called| called.docs.get(at)).collect();
            if postings.is_none() && by_name.is_empty() {
                continue;
            }
            let norms = reader.get_fieldnorms_reader(term.field())?;
            for (doc, score) in &mut scores {
                let mut frequency = 0;
                if let Some(postings) = &mut postings {
                    if postings.doc() < *doc {
                        postings.seek(*doc);
                    }
                    if postings.doc() == *doc {
                        frequency = postings.term_freq();
                    }
                }
                if by_name.iter().any(|docs| docs.has(*doc)) {
                    frequency += COMPANY_WEIGHT;
                }
                if frequency > 0 {
                    *score += weight.score(norms.fieldnorm_id(*doc), frequency);
                }
            }
        }
        for (doc, score) in scores {
            let posted = columns.posted(doc);
            best.push(Ranked {
                score: score + freshness(posted, page.as_of),
                posted,
                id: Reverse(columns.id(doc)),
            });
        }
    }
    Ok(())
}

/// Scores documents of a set, skipping whole blocks that cannot be among the first.
fn score_pruned(
    view: &View,
    terms: &[Term],
    all: bool,
    set: &[Bits],
    page: &Page,
    best: &mut Best,
) -> Result<()> {
    let occur = if all { Occur::Must } else { Occur::Should };
    let clauses = terms.iter().map(|term| {
        let query: Box<dyn Query> =
            Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs));
        (occur, query)
    });
    let scoring = EnableScoring::enabled_from_searcher(&view.searcher);
    let weight = BooleanQuery::new(clauses.collect()).weight(scoring)?;
    for ((segment, reader), set) in view.readers().zip(set) {
        let columns = &segment.columns;
        let start = best.least() - FRESHNESS;
        weight.for_each_pruning(start, reader, &mut |doc, score| {
            if set.has(doc) {
                let posted = columns.posted(doc);
                best.push(Ranked {
                    score: score + freshness(posted, page.as_of),
                    posted,
                    id: Reverse(columns.id(doc)),
                });
            }
            best.least() - FRESHNESS
        })?;
    }
    Ok(())
}

//! The order of the results, and the page of it that is asked for.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use domain::{PostingId, Sort, Timestamp};
use tantivy::query::{Bm25Weight, BooleanQuery, EnableScoring, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Term, postings::Postings};

use crate::bits::Bits;
use crate::error::Result;
use crate::filter::total;
use crate::grammar::{Atom, Request};
use crate::schema::Fields;
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

/// A result in the order of the page: the first is the greatest.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Ranked {
    score: f32,
    posted: i64,
    id: Reverse<u64>,
}

impl Eq for Ranked {}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score
            .total_cmp(&other.score)
            .then_with(|| self.posted.cmp(&other.posted))
            .then_with(|| self.id.cmp(&other.id))
    }
}

/// The first so many results.
struct Best {
    limit: usize,
    heap: BinaryHeap<Reverse<Ranked>>,
}

impl Best {
    fn new(limit: usize) -> Self {
        Self {
            limit,
            heap: BinaryHeap::with_capacity(limit + 1),
        }
    }

    fn push(&mut self, ranked: Ranked) {
        if self.heap.len() < self.limit {
            self.heap.push(Reverse(ranked));
        } else if let Some(mut last) = self.heap.peek_mut()
            && last.0 < ranked
        {
            *last = Reverse(ranked);
        }
    }

    /// Score that a result must have to be among them.
    fn least(&self) -> f32 {
        if self.heap.len() < self.limit {
            f32::NEG_INFINITY
        } else {
            self.heap
                .peek()
                .map_or(f32::NEG_INFINITY, |last| last.0.score)
        }
    }

    fn page(self, offset: usize) -> Vec<PostingId> {
        let sorted = self.heap.into_sorted_vec();
        sorted
            .into_iter()
            .skip(offset)
            .map(|Reverse(ranked)| PostingId::from_bits(ranked.id.0))
            .collect()
    }
}

/// Which page of which order.
pub(crate) struct Page {
    pub(crate) sort: Sort,
    pub(crate) offset: usize,
    pub(crate) size: usize,
    pub(crate) as_of: Timestamp,
    pub(crate) pay: Option<domain::Currency>,
}

/// The results of a page among the documents of a set.
pub(crate) fn page(
    view: &View,
    fields: &Fields,
    request: &Request,
    set: &[Bits],
    page: &Page,
) -> Result<Vec<PostingId>> {
    let count = total(set);
    if usize::try_from(count).is_ok_and(|count| count <= page.offset) {
        return Ok(Vec::new());
    }
    let terms = scored_terms(fields, request);
    match page.sort {
        Sort::Relevance if !terms.is_empty() => {
            let (terms, all) = terms.into_parts();
            by_relevance(view, &terms, all, set, count, page)
        }
        Sort::Relevance | Sort::Newest => Ok(newest(view, set, count, page)),
        Sort::Pay => Ok(by_pay(view, set, page)),
    }
}

/// Terms that decide the order.
struct Scored {
    terms: Vec<Term>,
    /// Whether every match has all of them.
    all: bool,
}

impl Scored {
    fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    fn into_parts(self) -> (Vec<Term>, bool) {
        (self.terms, self.all)
    }
}

fn scored_terms(fields: &Fields, request: &Request) -> Scored {
    let mut terms: Vec<Term> = Vec::new();
    let mut all = true;
    for clause in request.clauses.iter().filter(|clause| !clause.negated) {
        all &= clause.any.len() == 1;
        for atom in &clause.any {
            match atom {
                Atom::Word(word, _) => terms.push(fields.word(word)),
                Atom::Skill(slug) | Atom::Asked(slug, _) => {
                    terms.push(fields.skill_word(slug.as_str()));
                }
                Atom::Phrase(words) | Atom::Company(words) | Atom::Title(words) => {
                    terms.extend(words.iter().map(|word| fields.word(word)));
                }
                Atom::Prefix(_) => {}
            }
        }
    }
    terms.sort();
    terms.dedup();
    all &= terms.len() <= MAX_SCORED;
    terms.truncate(MAX_SCORED);
    Scored { terms, all }
}

fn freshness(posted: i64, as_of: Timestamp) -> f32 {
    let age = Timestamp::from_millis(posted).days_until(as_of);
    let age = f32::from(u16::try_from(age).unwrap_or(u16::MAX));
    FRESHNESS * HALF_LIFE_DAYS / (HALF_LIFE_DAYS + age)
}

fn by_relevance(
    view: &View,
    terms: &[Term],
    all: bool,
    set: &[Bits],
    count: u64,
    page: &Page,
) -> Result<Vec<PostingId>> {
    let mut best = Best::new(page.offset + page.size);
    let mut spread = 0;
    for term in terms {
        spread += view.searcher.doc_freq(term)?;
    }
    let matches = u64::try_from(terms.len()).unwrap_or(1) * count;
    if count <= SCORE_ALL || matches.saturating_mul(SCORE_RARE) <= spread {
        score_each(view, terms, set, page, &mut best)?;
    } else {
        score_pruned(view, terms, all, set, page, &mut best)?;
        let wanted = usize::try_from(count).map_or(best.limit, |count| count.min(best.limit));
        if best.heap.len() < wanted {
            // What matches by a beginning alone has none of the terms; it
            // follows behind all that has.
            best = Best::new(best.limit);
            score_each(view, terms, set, page, &mut best)?;
        }
    }
    Ok(best.page(page.offset))
}

/// Scores every document of a set, one term after the other.
fn score_each(
    view: &View,
    terms: &[Term],
    set: &[Bits],
    page: &Page,
    best: &mut Best,
) -> Result<()> {
    let mut weights = Vec::with_capacity(terms.len());
    for term in terms {
        let one = std::slice::from_ref(term);
        weights.push(Bm25Weight::for_terms(&view.searcher, one)?);
    }
    for ((segment, reader), set) in view.readers().zip(set) {
        let columns = &segment.columns;
        let mut scores: Vec<(u32, f32)> = set.iter().map(|doc| (doc, 0.0)).collect();
        if scores.is_empty() {
            continue;
        }
        for (term, weight) in terms.iter().zip(&weights) {
            let index = reader.inverted_index(term.field())?;
            let option = IndexRecordOption::WithFreqs;
            let Some(mut postings) = index.read_postings(term, option)? else {
                continue;
            };
            let norms = reader.get_fieldnorms_reader(term.field())?;
            for (doc, score) in &mut scores {
                if postings.doc() < *doc {
                    postings.seek(*doc);
                }
                if postings.doc() == *doc {
                    *score += weight.score(norms.fieldnorm_id(*doc), postings.term_freq());
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

/// The newest documents of a set: by the order that each segment keeps when the
/// set is large, else all of the set.
fn newest(view: &View, set: &[Bits], count: u64, page: &Page) -> Vec<PostingId> {
    let wanted = page.offset + page.size;
    let mut best = Best::new(wanted);
    for (segment, set) in view.segments.iter().zip(set) {
        let columns = &segment.columns;
        let ranked = |doc: u32| Ranked {
            score: 0.0,
            posted: columns.posted(doc),
            id: Reverse(columns.id(doc)),
        };
        if count <= SCORE_ALL {
            set.iter().for_each(|doc| best.push(ranked(doc)));
        } else {
            let in_set = columns.newest.iter().filter(|doc| set.has(**doc));
            in_set.take(wanted).for_each(|doc| best.push(ranked(*doc)));
        }
    }
    best.page(page.offset)
}

/// Documents by pay: those that state it in the currency of the pay floor come
/// first, then currency by currency as most postings state them, since nothing
/// is converted; within one currency the highest pay first. Those without pay
/// follow, newest first.
fn by_pay(view: &View, set: &[Bits], page: &Page) -> Vec<PostingId> {
    let wanted = page.offset + page.size;
    let mut rest: Vec<Bits> = set.to_vec();
    let mut found: Vec<PostingId> = Vec::new();
    let others = view
        .currencies
        .iter()
        .filter(|currency| Some(**currency) != page.pay);
    for currency in page.pay.iter().chain(others) {
        if found.len() >= wanted {
            break;
        }
        let mut best: Vec<(Reverse<u32>, Reverse<i64>, u64)> = Vec::new();
        for (segment, rest) in view.segments.iter().zip(&rest) {
            let columns = &segment.columns;
            // Within a segment they are in this order but for equals' ids.
            let mut last = None;
            let mut taken = 0;
            for (doc, top) in columns.paying(*currency, 0) {
                if !rest.has(*doc) {
                    continue;
                }
                let key = (*top, columns.posted(*doc));
                if taken >= wanted && last != Some(key) {
                    break;
                }
                taken += 1;
                last = Some(key);
                best.push((Reverse(*top), Reverse(key.1), columns.id(*doc)));
            }
        }
        best.sort_unstable();
        found.extend(best.iter().map(|(_, _, id)| PostingId::from_bits(*id)));
        for (segment, rest) in view.segments.iter().zip(&mut rest) {
            for pay in segment
                .columns
                .pay
                .iter()
                .filter(|pay| pay.currency == *currency)
            {
                let mut docs = Bits::none(segment.columns.max_doc);
                pay.docs.add_to(&mut docs);
                rest.and_not(&docs);
            }
        }
    }
    if found.len() < wanted {
        let unpaid = Page {
            sort: Sort::Newest,
            offset: 0,
            size: wanted - found.len(),
            as_of: page.as_of,
            pay: None,
        };
        found.extend(newest(view, &rest, total(&rest), &unpaid));
    }
    found
        .into_iter()
        .skip(page.offset)
        .take(page.size)
        .collect()
}

//! The order of the results, and the page of it that is asked for.

mod relevance;

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use domain::{PostingId, Sort, Timestamp};

use self::relevance::Scored;
use crate::bits::Bits;
use crate::error::Result;
use crate::filter::total;
use crate::grammar::Request;
use crate::schema::Fields;
use crate::view::View;

/// Up to so many matches each one is looked at; beyond, those that cannot be
/// among the first are skipped.
const LOOK_AT_ALL: u64 = 20_000;

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
    match page.sort {
        Sort::Relevance => {
            let scored = Scored::of(fields, request);
            if scored.is_empty() {
                return Ok(newest(view, set, count, page));
            }
            relevance::page(view, fields, &scored, (set, count), page)
        }
        Sort::Newest => Ok(newest(view, set, count, page)),
        Sort::Pay => Ok(by_pay(view, set, page)),
    }
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
        if count <= LOOK_AT_ALL {
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

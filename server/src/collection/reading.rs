//! From the items of an answer to postings that can be recorded, on all cores.

use std::collections::HashMap;

use domain::{RawPosting, Timestamp};
use ingest::{Disagreement, Item, outline};
use rayon::prelude::*;
use store::{NewPosting, Outline};

use crate::import::{Reading, expired_at, is_plausible, read_posting};

/// What holds for the postings of an answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terms {
    /// The time now.
    pub(super) now: Timestamp,
    /// When the listing that they are in was followed by another, which closes
    /// them; `None` when it was not, or when that closes nothing.
    pub(super) succeeded_at: Option<Timestamp>,
    /// Whether a posting closes when the time to apply is over, as where a
    /// listing says nothing by leaving one out.
    pub(super) expires: bool,
}

/// A batch of items, read.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) postings: Vec<NewPosting>,
    /// What the source says of them, by which they are known the next time.
    pub(super) outlines: Vec<Outline>,
    pub(super) disagreements: Vec<Disagreement>,
    /// Reasons why items were refused.
    pub(super) rejected: Vec<String>,
    /// Postings that say what they said when they were last read.
    pub(super) passed: u64,
    /// Ids of postings that are closed, whatever lists them.
    pub(super) closed: Vec<String>,
}

enum Read {
    Posting { reading: Box<Reading>, outline: i64 },
    Passed,
    Rejected(String),
}

/// Reads a batch. `known` are outlines of postings that need not be read again.
pub(super) fn read_batch(items: Vec<Item>, known: &HashMap<String, i64>, terms: Terms) -> Batch {
    let read: Vec<Read> = items
        .into_par_iter()
        .map(|item| match item {
            Item::Rejected { reason, .. } => Read::Rejected(reason),
            Item::Posting(raw) => read_one(*raw, known, terms),
        })
        .collect();
    let mut batch = Batch::default();
    for one in read {
        match one {
            Read::Passed => batch.passed += 1,
            Read::Rejected(reason) => batch.rejected.push(reason),
            Read::Posting { reading, outline } => {
                let external_id = reading.posting.external_id.clone();
                if reading.posting.closed_at.is_some() {
                    batch.closed.push(external_id.clone());
                }
                batch.outlines.push(Outline {
                    external_id,
                    outline,
                });
                batch.postings.push(reading.posting);
                batch.disagreements.extend(reading.disagreements);
            }
        }
    }
    batch
}

fn read_one(mut raw: RawPosting, known: &HashMap<String, i64>, terms: Terms) -> Read {
    let outline = outline(&raw);
    raw.posted_at = raw.posted_at.filter(|at| is_plausible(*at, terms.now));
    let closes_at = closing(&raw, terms);
    if closes_at.is_none() && known.get(&raw.external_id) == Some(&outline) {
        return Read::Passed;
    }
    raw.closed_at = closes_at;
    match read_posting(raw) {
        Ok(reading) => Read::Posting {
            reading: Box::new(reading),
            outline,
        },
        Err(reason) => Read::Rejected(reason.to_owned()),
    }
}

/// When a posting closed: as its source says, with its time to apply, or with
/// the listing that follows the one that it is in.
fn closing(raw: &RawPosting, terms: Terms) -> Option<Timestamp> {
    let over = expired_at(raw, terms.now).filter(|_| terms.expires);
    let succeeded = terms
        .succeeded_at
        .map(|at| raw.posted_at.map_or(at, |posted| posted.max(at)));
    [raw.closed_at, over, succeeded].into_iter().flatten().min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::SourceKey;

    fn day(number: i64) -> Timestamp {
        Timestamp::from_millis(1_780_000_000_000).plus_days(number)
    }

    fn item(id: &str, change: impl FnOnce(&mut RawPosting)) -> Item {
        let source = SourceKey::parse("greenhouse").unwrap();
        let body = "<p>Rust and PostgreSQL in Hull.</p>".to_owned();
        let mut raw = RawPosting::new(source, id.to_owned(), body);
        raw.title = Some("Backend Engineer".to_owned());
        raw.company = Some("Tarnwell".to_owned());
        change(&mut raw);
        Item::Posting(Box::new(raw))
    }

    const TERMS: Terms = Terms {
        now: Timestamp::from_millis(1_780_000_000_000),
        succeeded_at: None,
        expires: false,
    };

    #[test]
    fn what_says_the_same_is_passed_over_until_it_says_something_else() {
        let items = || vec![item("1", |_| {}), item("2", |_| {})];
        let first = read_batch(items(), &HashMap::new(), TERMS);
        assert_eq!((first.postings.len(), first.passed), (2, 0));
        let known: HashMap<String, i64> = first
            .outlines
            .iter()
            .map(|one| (one.external_id.clone(), one.outline))
            .collect();
        let mut second = items();
        second.push(item("1", |raw| raw.locations = vec!["Leeds".to_owned()]));
        let second = read_batch(second, &known, TERMS);
        assert_eq!((second.postings.len(), second.passed), (1, 2));
    }

    #[test]
    fn a_thread_closes_with_its_successor_however_late_it_is_answered() {
        let items = vec![
            item("early", |raw| raw.posted_at = Some(day(-60))),
            item("late", |raw| raw.posted_at = Some(day(-2))),
        ];
        let terms = Terms {
            succeeded_at: Some(day(-30)),
            ..TERMS
        };
        let batch = read_batch(items, &HashMap::new(), terms);
        let closed: Vec<_> = batch.postings.iter().map(|one| one.closed_at).collect();
        assert_eq!(closed, [Some(day(-30)), Some(day(-2))]);
        assert_eq!(batch.closed.len(), 2);
    }

    #[test]
    fn the_time_to_apply_closes_only_where_listings_do_not() {
        let expired = || vec![item("1", |raw| raw.valid_through = Some(day(-1)))];
        for (expires, closed_at) in [(true, Some(day(-1))), (false, None)] {
            let terms = Terms { expires, ..TERMS };
            let batch = read_batch(expired(), &HashMap::new(), terms);
            assert_eq!(batch.postings[0].closed_at, closed_at);
        }
    }

    #[test]
    fn nothing_closes_before_it_was_posted() {
        let renewed = item("1", |raw| {
            raw.posted_at = Some(day(-2));
            raw.valid_through = Some(day(-9));
        });
        let terms = Terms {
            expires: true,
            ..TERMS
        };
        let batch = read_batch(vec![renewed], &HashMap::new(), terms);
        assert_eq!(batch.postings[0].closed_at, Some(day(-2)));
    }
}

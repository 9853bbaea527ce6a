//! Asking a board to see what would be read, without storing anything.

use std::collections::{BTreeMap, HashMap};

use ingest::Item;
use ingest::system::{Board, Extent, Purpose};
use store::NewPosting;

use super::asking::Asking;
use super::crawl::{Crawl, CrawlError, Step};
use super::tally::Tally;
use crate::import::read_posting;

/// Postings that are shown.
const SHOWN: usize = 5;
/// Questions for single postings: enough to see whether they can be read.
const TEXTS: usize = 3;

/// What a board would give.
#[derive(Debug, Default)]
pub(crate) struct Trial {
    /// Counts of what was read.
    pub(crate) tally: Tally,
    /// Ids that the listing holds.
    pub(crate) listed: Vec<String>,
    /// The first postings that could be read.
    pub(crate) shown: Vec<NewPosting>,
    /// Postings that were read.
    pub(crate) readable: u64,
    /// Whether the listing was whole, so that what it does not hold has closed.
    pub(crate) whole: bool,
    /// How often each company was named.
    pub(crate) companies: BTreeMap<String, u64>,
    /// Questions that were asked.
    pub(crate) questions: u64,
    /// Why it could not be asked to its end.
    pub(crate) error: Option<CrawlError>,
}

impl Trial {
    /// The company that most of the postings name.
    pub(crate) fn company(&self) -> Option<&str> {
        let most = self.companies.iter().max_by_key(|(_, count)| **count);
        most.map(|(name, _)| name.as_str())
    }
}

/// Asks a board from its first question to its last, but for a few of its
/// single postings only.
pub(crate) async fn try_board(asking: &Asking, board: &Board, company: Option<&str>) -> Trial {
    let nothing_known = HashMap::new();
    let mut crawl = Crawl::new(asking, board, company, &nothing_known);
    let mut trial = Trial::default();
    let mut texts = 0;
    while texts < TEXTS {
        match crawl.next(None).await {
            Ok(None) => break,
            Ok(Some(Step::Unchanged)) => trial.questions += 1,
            Ok(Some(Step::Missing(reason))) => {
                trial.questions += 1;
                texts += 1;
                trial.tally.fetched += 1;
                trial.tally.reject(&reason);
            }
            Ok(Some(Step::Answer { request, answer })) => {
                trial.questions += 1;
                let single = matches!(request.purpose, Purpose::Posting { .. });
                texts += usize::from(single);
                if !single || !board.system().lists_without_texts() {
                    trial.listed.extend(answer.listed);
                }
                trial.take(answer.items);
            }
            Err(error) => {
                trial.error = Some(error);
                break;
            }
        }
    }
    trial.whole = trial.error.is_none() && crawl.extent == Some(Extent::Whole);
    trial
}

impl Trial {
    fn take(&mut self, items: Vec<Item>) {
        for item in items {
            self.tally.fetched += 1;
            match item {
                Item::Rejected { reason, .. } => self.tally.reject(&reason),
                Item::Posting(raw) => match read_posting(*raw) {
                    Err(reason) => self.tally.reject(reason),
                    Ok(reading) => {
                        self.readable += 1;
                        self.tally.disagree(&reading.disagreements);
                        if let Some(company) = &reading.posting.company {
                            *self.companies.entry(company.name.clone()).or_default() += 1;
                        }
                        if self.shown.len() < SHOWN {
                            self.shown.push(reading.posting);
                        }
                    }
                },
            }
        }
    }
}

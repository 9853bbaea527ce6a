//! Asking a board from its first question to its last.
//!
//! The pages of a listing come first, so that it is known what the listing
//! holds before any single posting is asked for.

use std::collections::{HashMap, HashSet, VecDeque};

use ingest::FeedError;
use ingest::fetch::{FetchError, Fetched, Validators};
use ingest::system::{Answer, Board, Extent, Purpose, Request};
use tokio::time::Instant;

use super::asking::Asking;
use super::figures;
use super::pace::{LONGEST_RUN, QUESTIONS, TEXTS};

/// Questions for single postings that may fail one after another before the
/// board is taken to be failing.
const FAILURES: u32 = 5;

/// Why a board gave no more answers.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CrawlError {
    /// A question was not answered.
    #[error("{error}; {}", error.advice())]
    Fetch {
        /// Why not.
        error: FetchError,
    },
    /// An answer could not be read.
    #[error("{0}")]
    Feed(#[from] FeedError),
    /// Reading the answer broke off.
    #[error("an answer could not be read: {0}")]
    Broken(String),
    /// It took too long.
    #[error("it was not at its end after {} minutes; the rest waits for the next run", LONGEST_RUN.as_secs() / 60)]
    TooLong,
}

impl CrawlError {
    /// How long the host asked us to wait, if it did.
    pub(crate) fn patience(&self) -> Option<std::time::Duration> {
        match self {
            Self::Fetch { error } => error.retry_after(),
            _ => None,
        }
    }
}

/// What the next question gave.
pub(crate) enum Step {
    /// An answer with items.
    Answer {
        /// What was asked.
        request: Request,
        /// What it holds; what it leads to is asked next.
        answer: Answer,
    },
    /// A single posting that could not be had, with the reason.
    Missing(String),
    /// The listing is what it was.
    Unchanged,
}

/// A board that is being asked.
pub(crate) struct Crawl<'a> {
    asking: &'a Asking,
    board: &'a Board,
    company: Option<&'a str>,
    listing: VecDeque<Request>,
    texts: VecDeque<Request>,
    asked: HashSet<String>,
    known: &'a HashMap<String, i64>,
    begun: Instant,
    pages: u32,
    failures: u32,
    /// Postings that say what they said, so that they were not asked for.
    pub(crate) passed: u64,
    /// Postings that wait for the next run.
    pub(crate) left: usize,
    /// How much of its listing the last page was; `None` before one.
    pub(crate) extent: Option<Extent>,
    /// The most postings that a page said the listing has.
    pub(crate) total: Option<u64>,
    /// Whether any page held something without an id.
    pub(crate) has_unnamed: bool,
    /// Validators of the listing, when it is a single answer.
    pub(crate) validators: Option<Validators>,
}

impl<'a> Crawl<'a> {
    /// Begins. Of postings that have these outlines the text is not asked for.
    pub(crate) fn new(
        asking: &'a Asking,
        board: &'a Board,
        company: Option<&'a str>,
        known: &'a HashMap<String, i64>,
    ) -> Self {
        Self {
            asking,
            board,
            company,
            listing: board.first_requests().into(),
            texts: VecDeque::new(),
            asked: HashSet::new(),
            known,
            begun: Instant::now(),
            pages: 0,
            failures: 0,
            passed: 0,
            left: 0,
            extent: None,
            total: None,
            has_unnamed: false,
            validators: None,
        }
    }

    /// Asks the next question; `None` when there is none left. May be dropped
    /// at any moment. `validators` of the listing count for the first question.
    ///
    /// # Errors
    /// Why the board cannot be asked to its end.
    pub(crate) async fn next(
        &mut self,
        validators: Option<Validators>,
    ) -> Result<Option<Step>, CrawlError> {
        let Some(request) = self.take() else {
            return Ok(None);
        };
        if self.begun.elapsed() > LONGEST_RUN {
            return Err(CrawlError::TooLong);
        }
        let first = self.asked.len() == 1;
        let validators = validators.filter(|_| first);
        let single = matches!(request.purpose, Purpose::Posting { .. });
        let fetched = self.asking.ask(self.board, &request, validators).await;
        figures::count_question(self.board, fetched.as_ref());
        let document = match fetched {
            Ok(Fetched::Document(document)) => document,
            Ok(Fetched::Unchanged(_)) => return Ok(Some(Step::Unchanged)),
            Err(error) if single => return self.missing(error).map(Some),
            Err(error) => return Err(CrawlError::Fetch { error }),
        };
        let (receipt, body) = (document.receipt, Vec::from(document.body));
        let answer = match self.read(&request, body).await {
            Err(CrawlError::Feed(error)) if single => {
                return Ok(Some(Step::Missing(error.to_string())));
            }
            answer => answer?,
        };
        self.failures = 0;
        if !single {
            self.pages += 1;
            self.validators = (self.pages == 1).then_some(receipt.validators).flatten();
            if request.purpose == Purpose::Listing {
                self.extent = Some(answer.extent);
                self.total = self.total.max(answer.total);
                self.has_unnamed |= answer.has_unnamed;
            }
        }
        Ok(Some(self.follow(request, answer)))
    }

    /// Whether everything that the board lists was asked for.
    pub(crate) fn is_complete(&self) -> bool {
        self.listing.is_empty() && self.texts.is_empty() && self.left == 0
    }

    /// How much of the board's listing its pages were together, that named so
    /// many postings. While they were asked for, postings may have come and gone,
    /// so that one slipped from a page not yet asked to one that was: then they
    /// name fewer than a page said there are.
    pub(crate) fn extent_of_all(&self, named: usize) -> Option<Extent> {
        let named = u64::try_from(named).unwrap_or(u64::MAX);
        let misses_some = self.has_unnamed || self.total.is_some_and(|total| named < total);
        match self.extent {
            Some(Extent::Whole) if misses_some => Some(Extent::Part),
            extent => extent,
        }
    }

    fn take(&mut self) -> Option<Request> {
        loop {
            let request = self
                .listing
                .pop_front()
                .or_else(|| self.texts.pop_front())?;
            if self.asked.len() >= QUESTIONS {
                self.left += 1;
            } else if self.asked.insert(request.url.clone()) {
                return Some(request);
            }
        }
    }

    /// Reads an answer off the threads that wait for others.
    async fn read(&self, request: &Request, body: Vec<u8>) -> Result<Answer, CrawlError> {
        let (board, request) = (self.board.clone(), request.clone());
        let company = self.company.map(str::to_owned);
        let work = move || board.read(&request, body, company.as_deref());
        let read = tokio::task::spawn_blocking(work).await;
        Ok(read.map_err(|error| CrawlError::Broken(error.to_string()))??)
    }

    /// Puts what an answer leads to where it belongs.
    fn follow(&mut self, request: Request, mut answer: Answer) -> Step {
        for next in std::mem::take(&mut answer.follow) {
            let Purpose::Posting { external_id } = &next.purpose else {
                if self.pages < self.board.system().page_limit() {
                    self.listing.push_back(next);
                } else {
                    // What lies beyond is not known, so nothing follows from it.
                    self.extent = Some(Extent::Part);
                }
                continue;
            };
            let known = external_id.as_ref().and_then(|id| self.known.get(id));
            if known.is_some() && known == next.outline.as_ref() {
                self.passed += 1;
            } else if external_id.is_some() && self.texts.len() >= TEXTS {
                self.left += 1;
            } else {
                self.texts.push_back(next);
            }
        }
        Step::Answer { request, answer }
    }

    /// A single posting may go between the listing and its own question; a host
    /// that fails again and again, or asks to be left alone, is another matter.
    fn missing(&mut self, error: FetchError) -> Result<Step, CrawlError> {
        let gone = matches!(
            error,
            FetchError::NotFound { .. } | FetchError::DisallowedByRobots { .. }
        );
        if !gone {
            self.failures += 1;
            let waits =
                matches!(error, FetchError::RateLimited { .. }) || error.retry_after().is_some();
            if waits || self.failures >= FAILURES {
                return Err(CrawlError::Fetch { error });
            }
        }
        Ok(Step::Missing(format!(
            "its text could not be had ({})",
            error.code()
        )))
    }
}

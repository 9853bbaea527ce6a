//! One run: a board asked, its postings recorded, its listing taken in, and a
//! row that says how it went.
//!
//! Each step is one transaction, and doing any of them again changes nothing,
//! so a process may die at any moment: the next run does what is left. What the
//! listing as a whole means is the business of [`listing`].

mod listing;

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use domain::Timestamp;
use ingest::fetch::Validators;
use ingest::system::{Board, Purpose};
use ingest::{Item, system};
use store::{BoardRun, NewPosting, NextFetch, SourceBoard, Validator};

use super::boards::{board_of, company_of};
use super::crawl::{Crawl, CrawlError, Step};
use super::pace::{self, after};
use super::reading::{Batch, Terms, read_batch};
use super::tally::Tally;
use super::{Collector, Stop, figures};
use crate::causes::told_once;
use crate::import::Filling;

/// How a run ended.
#[derive(Debug)]
pub(crate) enum Ended {
    /// It is told in its row.
    Told(Box<BoardRun>),
    /// The process is to stop: the board stays due. Its row says so.
    Interrupted,
    /// The database failed, so that nothing could be told.
    Untold(anyhow::Error),
}

/// Why a run did not come to its end, for its row.
enum Failure {
    /// The process is to stop.
    Interrupted,
    /// In words, and how long its host asks to be left alone.
    Told(String, Option<Duration>),
}

/// What went wrong in a run.
enum Fault {
    Interrupted,
    Crawl(CrawlError),
    Store(anyhow::Error),
}

impl From<CrawlError> for Fault {
    fn from(error: CrawlError) -> Self {
        Self::Crawl(error)
    }
}

impl From<store::StoreError> for Fault {
    fn from(error: store::StoreError) -> Self {
        Self::Store(error.into())
    }
}

/// What a run leaves besides its counts.
#[derive(Default)]
struct Findings {
    tally: Tally,
    warning: Option<String>,
    validators: Option<Vec<Validator>>,
}

/// A run under way.
struct Run<'a> {
    collector: &'a Collector,
    row: &'a SourceBoard,
    board: &'a Board,
    started_at: Timestamp,
    known: &'a HashMap<String, i64>,
    found: Findings,
    listed: Vec<String>,
    /// Ids of what the listing shows and its source takes back.
    withdrawn: Vec<String>,
    closed: HashSet<String>,
    /// When the newest listing of several was opened.
    newest: Option<Timestamp>,
}

impl Collector {
    /// Fetches a board that is leased to this process, and gives it back.
    pub(crate) async fn run(&self, row: &SourceBoard, stop: &mut Stop) -> Ended {
        let started_at = self.now();
        let ended = match self.fetch(row, started_at, stop).await {
            Ok(ended) => ended,
            Err(error) => Ended::Untold(error),
        };
        if matches!(ended, Ended::Untold(_)) {
            let board = [row.number];
            let released = self.intake.store.release_leases(&self.holder, &board);
            if let Err(error) = released.await {
                tracing::debug!(%error, "a board is not given back; its lease ends by itself");
            }
        }
        figures::count_run(row, &ended);
        ended
    }

    async fn fetch(
        &self,
        row: &SourceBoard,
        started_at: Timestamp,
        stop: &mut Stop,
    ) -> anyhow::Result<Ended> {
        let store = &self.intake.store;
        let runs = store.list_runs(row.number, 40).await?;
        self.describe(&row.system).await?;
        let mut found = Findings::default();
        let failure = match board_of(row) {
            None => Some(Failure::Told(
                "this version of the program does not know its system".to_owned(),
                None,
            )),
            Some(board) => {
                let lately = pace::was_read_lately(&runs, started_at);
                let again = if board.system().lists_without_texts() {
                    pace::ASK_AGAIN
                } else {
                    pace::READ_AGAIN
                };
                let since = after(started_at, -again);
                let known = store.find_outlines(row.number, since).await?;
                let mut run = Run {
                    collector: self,
                    row,
                    board: &board,
                    started_at,
                    known: &known,
                    found,
                    listed: Vec::new(),
                    withdrawn: Vec::new(),
                    closed: HashSet::new(),
                    newest: None,
                };
                let done = run.go(lately, stop).await;
                found = run.found;
                match done {
                    Ok(()) => None,
                    Err(Fault::Interrupted) => Some(Failure::Interrupted),
                    Err(Fault::Store(error)) => {
                        tracing::error!(
                            board = row.name,
                            error = told_once(&error),
                            "postings cannot be recorded"
                        );
                        let words = "the database failed; see the log".to_owned();
                        Some(Failure::Told(words, None))
                    }
                    Err(Fault::Crawl(error)) => {
                        Some(Failure::Told(error.to_string(), error.patience()))
                    }
                }
            }
        };
        self.finish(row, started_at, &runs, found, failure).await
    }

    async fn finish(
        &self,
        row: &SourceBoard,
        started_at: Timestamp,
        runs: &[BoardRun],
        found: Findings,
        failure: Option<Failure>,
    ) -> anyhow::Result<Ended> {
        let now = self.now();
        let interrupted = matches!(failure, Some(Failure::Interrupted));
        let next_due =
            |failures, patience| pace::next_due(row, self.config.interval, failures, patience, now);
        let (error, due_at) = match failure {
            None => (None, next_due(0, None)),
            Some(Failure::Interrupted) => (Some(pace::INTERRUPTED.to_owned()), row.due_at),
            Some(Failure::Told(words, patience)) => {
                let failures = pace::failures(runs) + 1;
                (Some(words), next_due(failures, patience))
            }
        };
        let took = now.millis().saturating_sub(started_at.millis());
        let Findings {
            tally,
            warning,
            validators,
        } = found;
        let run = BoardRun {
            board: row.number,
            started_at,
            took: u64::try_from(took).unwrap_or_default(),
            fetched: tally.fetched,
            new: tally.new,
            changed: tally.changed,
            closed: tally.closed,
            reopened: tally.reopened,
            rejected: tally.rejected,
            disagreements: tally.disagreements,
            warning,
            error,
        };
        let next = NextFetch {
            due_at,
            validators: validators.filter(|_| run.error.is_none()),
        };
        let _place = self.place().await?;
        let store = &self.intake.store;
        if !store.finish_run(&self.holder, &run, &next).await? {
            tracing::warn!(
                board = row.name,
                "another server has taken the board meanwhile"
            );
        }
        if interrupted {
            return Ok(Ended::Interrupted);
        }
        Ok(Ended::Told(Box::new(run)))
    }
}

impl Run<'_> {
    /// Whether every posting of the board is a question of its own.
    fn asks_singly(&self) -> bool {
        self.board.system().lists_without_texts()
    }

    async fn go(&mut self, read_lately: bool, stop: &mut Stop) -> Result<(), Fault> {
        let company = company_of(self.row, self.board);
        let asking = &self.collector.asking;
        let mut crawl = Crawl::new(asking, self.board, company.as_deref(), self.known);
        let mut validators = self.validators_from_before(read_lately);
        loop {
            let step = tokio::select! {
                step = crawl.next(validators.take()) => step?,
                () = stop.given() => return Err(Fault::Interrupted),
            };
            match step {
                None => break,
                Some(Step::Unchanged) => {
                    let store = &self.collector.intake.store;
                    store
                        .confirm_listing(self.row.number, self.started_at)
                        .await?;
                    return Ok(());
                }
                Some(Step::Missing(reason)) => {
                    self.found.tally.fetched += 1;
                    self.found.tally.reject(&reason);
                }
                Some(Step::Answer { request, answer }) => self.take(&request, answer).await?,
            }
        }
        let passed = crawl.passed;
        self.found.tally.fetched += passed;
        self.found.tally.unchanged += passed;
        if crawl.left > 0 {
            self.found.warning = Some(format!(
                "{} postings are too many for one run and wait for the next",
                crawl.left
            ));
        }
        if !read_lately {
            let before = after(self.started_at, -pace::FORGET);
            let store = &self.collector.intake.store;
            store.forget_outlines(self.row.number, before).await?;
        }
        let taken_in = self.take_in(&crawl).await?;
        let known_by = crawl.validators.as_ref().filter(|_| crawl.is_complete());
        if taken_in {
            self.found.validators = Some(known_by.map(kept).into_iter().collect());
        }
        Ok(())
    }

    /// Validators of the last answer, unless it is time to read all of it again.
    fn validators_from_before(&self, read_lately: bool) -> Option<Validators> {
        let kept = self.row.validators.first().filter(|_| read_lately)?;
        Some(Validators {
            address: kept.address.clone(),
            etag: kept.etag.clone(),
            last_modified: kept.last_modified.clone(),
        })
    }

    /// Records the postings of an answer.
    async fn take(
        &mut self,
        request: &system::Request,
        answer: system::Answer,
    ) -> Result<(), Fault> {
        let this = answer.opened_at;
        self.newest = self.newest.max(this);
        let with_next = self.collector.config.hn_close_with_next;
        let terms = Terms {
            now: self.started_at,
            succeeded_at: self
                .newest
                .filter(|newest| with_next && Some(*newest) > this && this.is_some()),
            expires: !self.board.system().closes_by_absence(),
        };
        if request.purpose == Purpose::Listing || !self.asks_singly() {
            self.listed.extend(answer.listed);
        }
        self.withdrawn.extend(answer.withdrawn);
        let collector = self.collector;
        let _place = collector.place().await.map_err(Fault::Store)?;
        let mut filling = Filling::default();
        for item in answer.items {
            self.found.tally.fetched += 1;
            if filling.push(item) {
                self.record(filling.take(), terms, request.outline).await?;
            }
        }
        self.record(filling.take(), terms, request.outline).await
    }

    /// Records items. `listed_as` is the outline by which the listing knows the
    /// one posting that was asked for.
    async fn record(
        &mut self,
        items: Vec<Item>,
        terms: Terms,
        listed_as: Option<i64>,
    ) -> Result<(), Fault> {
        if items.is_empty() {
            return Ok(());
        }
        let known = self.known_among(&items);
        let work = move || read_batch(items, &known, terms);
        let read = tokio::task::spawn_blocking(work).await;
        let mut batch: Batch = read.map_err(|error| Fault::Store(error.into()))?;
        let tally = &mut self.found.tally;
        for reason in &batch.rejected {
            tally.reject(reason);
        }
        tally.disagree(&batch.disagreements);
        tally.unchanged += batch.passed;
        self.closed.extend(batch.closed);
        let intake = &self.collector.intake;
        let recorded = intake.record(&mut batch.postings, self.started_at).await;
        self.found.tally.recorded(&recorded.map_err(Fault::Store)?);
        // At once: the run may break off before the listing is taken in.
        let own = self.listed_among(&batch.postings);
        intake.store.note_recorded(self.row.number, &own).await?;
        if let Some(listed_as) = listed_as {
            for one in &mut batch.outlines {
                one.outline = listed_as;
            }
        }
        let store = &intake.store;
        store
            .keep_outlines(self.row.number, &batch.outlines, self.started_at)
            .await?;
        Ok(())
    }

    /// Ids of those of some recorded postings that are open and in the listing. An
    /// answer of its own may give a posting another id than its listing does.
    fn listed_among(&self, postings: &[NewPosting]) -> Vec<String> {
        let singly = self.asks_singly();
        postings
            .iter()
            .filter(|one| one.closed_at.is_none())
            .map(|one| &one.external_id)
            .filter(|id| !singly || self.listed.contains(id))
            .cloned()
            .collect()
    }

    /// The outlines that are known of some items. Where a posting is a question
    /// of its own, they are those of the listing, which say nothing of its text.
    fn known_among(&self, items: &[Item]) -> HashMap<String, i64> {
        if self.asks_singly() {
            return HashMap::new();
        }
        items
            .iter()
            .filter_map(|item| match item {
                Item::Posting(raw) => self.known.get_key_value(&raw.external_id),
                Item::Rejected { .. } => None,
            })
            .map(|(id, outline)| (id.clone(), *outline))
            .collect()
    }
}

fn kept(validators: &Validators) -> Validator {
    Validator {
        address: validators.address.clone(),
        etag: validators.etag.clone(),
        last_modified: validators.last_modified.clone(),
    }
}

//! What the listing of a run means as a whole: told to the store, and in words
//! when less follows from it than from others.

use std::collections::HashSet;

use ingest::system::Extent;
use store::{Listing, ListingOutcome};

use super::{Fault, Run};
use crate::collection::crawl::Crawl;

/// How doubt ends, after a word for what is doubted.
const BELIEVED: &str = "is believed when it stays so for three days";

/// What became of the postings that a board shows and takes back.
#[derive(Clone, Copy)]
enum TakenBack {
    /// So many were open, and have closed.
    Closed(u64),
    /// They are most of the board's open postings, and none has closed.
    Held {
        /// How many they are.
        taken: u64,
        /// Open postings of the board.
        of: u64,
    },
}

impl TakenBack {
    /// What closed where nothing closes for not being listed.
    fn words(self) -> String {
        match self {
            Self::Closed(0) => "nothing was closed".to_owned(),
            Self::Closed(closed) => format!("nothing was closed but {closed} that it takes back"),
            Self::Held { taken, of } => {
                format!("nothing was closed, not even the {taken} of {of} that it takes back")
            }
        }
    }
}

impl Run<'_> {
    /// Tells the store what the listing holds; says whether it was believed.
    pub(super) async fn take_in(&mut self, crawl: &Crawl<'_>) -> Result<bool, Fault> {
        let ids = self.listed.iter().chain(&self.withdrawn);
        let named = ids.collect::<HashSet<_>>().len();
        let extent = crawl.extent_of_all(named);
        self.listed.retain(|id| !self.closed.contains(id));
        let collector = self.collector;
        let _place = collector.place().await.map_err(Fault::Store)?;
        if !self.board.system().closes_by_absence() {
            return self.take_in_newest(named).await;
        }
        if extent == Some(Extent::Whole) {
            return self.take_in_whole().await;
        }
        self.take_in_part(&in_part(crawl, named)).await?;
        Ok(false)
    }

    /// Takes in a listing that shows some of a board's postings by its nature.
    async fn take_in_newest(&mut self, named: usize) -> Result<bool, Fault> {
        let before = self.row.listed.map_or(0, |(_, count)| count);
        if named == 0 && before > 0 {
            self.found.warning = Some(format!("it lists nothing where it listed {before}"));
            return Ok(false);
        }
        let taken_back = self.take_back().await?;
        let store = &self.collector.intake.store;
        let listing = self.listing_of(&self.listed);
        if let TakenBack::Held { taken, of } = taken_back {
            // What is held is still shown, so that nothing has passed from the board.
            store.note_part(&listing).await?;
            self.found.warning = Some(format!(
                "it takes back {taken} of {of} postings, which were not closed; that {BELIEVED}"
            ));
            return Ok(false);
        }
        store.note_listing(&listing).await?;
        Ok(true)
    }

    /// Takes in all of a listing. What the board takes back is not listed, so that
    /// it closes with what is gone. Where the listing is not believed, it closes
    /// all the same unless it is most of the board.
    async fn take_in_whole(&mut self) -> Result<bool, Fault> {
        let store = &self.collector.intake.store;
        let outcome = store.apply_listing(&self.listing_of(&self.listed)).await?;
        match outcome {
            ListingOutcome::Accepted { closed, reopened } => {
                self.found.tally.closed += closed;
                self.found.tally.reopened += reopened;
                Ok(true)
            }
            ListingOutcome::Held {
                expected, found, ..
            } => {
                let closed = self.take_back().await?.words();
                self.found.warning = Some(format!(
                    "it lists {found} postings where it listed {expected} before: {closed}; that \
                     {BELIEVED}"
                ));
                Ok(false)
            }
            ListingOutcome::Superseded => Ok(false),
        }
    }

    /// Takes in what could be had of a listing, for which there are words.
    async fn take_in_part(&mut self, found: &str) -> Result<(), Fault> {
        let taken_back = self.take_back().await?;
        let store = &self.collector.intake.store;
        store.note_part(&self.listing_of(&self.listed)).await?;
        let words = format!("{found}: {}", taken_back.words());
        let warning = &mut self.found.warning;
        match taken_back {
            TakenBack::Held { .. } => *warning = Some(format!("{words}, which {BELIEVED}")),
            TakenBack::Closed(_) => {
                warning.get_or_insert(words);
            }
        }
        Ok(())
    }

    /// Closes what the board shows and takes back, unless that is most of it.
    async fn take_back(&mut self) -> Result<TakenBack, Fault> {
        let store = &self.collector.intake.store;
        let outcome = store.withdraw(&self.listing_of(&self.withdrawn)).await?;
        Ok(match outcome {
            ListingOutcome::Accepted { closed, .. } => {
                self.found.tally.closed += closed;
                TakenBack::Closed(closed)
            }
            ListingOutcome::Held {
                expected, found, ..
            } => TakenBack::Held {
                taken: expected.saturating_sub(found),
                of: expected,
            },
            ListingOutcome::Superseded => TakenBack::Closed(0),
        })
    }

    fn listing_of<'a>(&self, external_ids: &'a [String]) -> Listing<'a> {
        Listing {
            board: self.row.number,
            external_ids,
            seen_at: self.started_at,
        }
    }
}

/// Why nothing closes for not being in a listing.
fn in_part(crawl: &Crawl<'_>, named: usize) -> String {
    match crawl.total {
        Some(total) if !crawl.has_unnamed => {
            format!("it says that it lists {total} postings and gave {named}")
        }
        _ if crawl.has_unnamed => "it lists something without an id".to_owned(),
        _ => format!("it lists more than the {named} postings that it gave"),
    }
}

//! Completes what an earlier version of the program has recorded: what its
//! postings are like, by which they are put together as roles.

use std::collections::HashMap;

use domain::{Likeness, Posting, PostingId};
use ingest::{Seen, TextWords, likeness_of};
use rayon::prelude::*;
use store::Store;

use crate::sources;

/// Postings of an earlier version that are completed at once.
const AT_ONCE: u32 = 2_000;

/// Reads what postings are like that an earlier version of the program recorded.
///
/// # Errors
/// When the database cannot be read or written.
pub(crate) async fn complete(store: &Store) -> anyhow::Result<()> {
    let mut completed = 0;
    loop {
        let postings = store.list_without_likeness(AT_ONCE).await?;
        if postings.is_empty() {
            break;
        }
        if completed == 0 {
            tracing::info!("postings of an earlier version are put together as roles");
        }
        completed += postings.len();
        let read = postings
            .par_iter()
            .map(|posting| (posting.id, of_recorded(posting)));
        let likenesses: HashMap<PostingId, Likeness> = read.collect();
        store.set_likeness(&likenesses).await?;
    }
    if completed > 0 {
        tracing::info!(completed, "all postings are put together as roles");
    }
    Ok(())
}

fn of_recorded(posting: &Posting) -> Likeness {
    likeness_of(&Seen {
        listing: sources::listing(&posting.source),
        title: &posting.title,
        facts: &posting.facts,
        words: &TextWords::read(&posting.html),
        locations: &[],
        requisition: None,
    })
}

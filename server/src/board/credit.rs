//! What is said of the sources of postings that leave as a list: there, nobody
//! passes the page that credits them.

use std::collections::HashMap;

use app::AppError;
use domain::{JobCard, LinkBack, PostingId};

use super::Board;
use super::catalogue::internal;
use crate::sources;

/// The credit of a posting in a list.
pub(crate) struct CardCredit {
    /// Name of its source, for people.
    pub name: String,
    /// How the source wants to be linked to.
    pub link_back: LinkBack,
    /// What to link the name to, where its terms ask for a link.
    pub url: Option<String>,
}

impl Board {
    /// The credits of these postings, in their order.
    pub(crate) async fn credits(&self, cards: &[JobCard]) -> Result<Vec<CardCredit>, AppError> {
        let credited = cards
            .iter()
            .map(|card| (card, sources::credit(&card.source)));
        let credited: Vec<_> = credited.collect();
        let owed = credited
            .iter()
            .filter(|(_, credit)| credit.link_back.is_required());
        let owed: Vec<PostingId> = owed.map(|(card, _)| card.id).collect();
        let postings = self.store.list_postings(&owed).await.map_err(internal)?;
        let pages: HashMap<_, _> = postings
            .into_iter()
            .filter_map(|posting| Some((posting.id, posting.url?)))
            .collect();
        let credits = credited.into_iter().map(|(card, credit)| CardCredit {
            url: credit
                .link(pages.get(&card.id).map(String::as_str))
                .map(str::to_owned),
            name: credit.name,
            link_back: credit.link_back,
        });
        Ok(credits.collect())
    }
}

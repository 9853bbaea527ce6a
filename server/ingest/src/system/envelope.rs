//! What stands around the items of a listing: how many there are, where the
//! next page is.

use domain::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::System;
use super::answer::seconds;
use super::board::{PAGE, SMALL_PAGE, USAJOBS_PAGE};
use crate::json_fields::Fields;

/// The parts of an answer that tell about the listing; everything else is skipped.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Envelope {
    meta: Value,
    links: Value,
    total: Value,
    #[serde(rename = "totalFound")]
    total_found: Value,
    #[serde(rename = "totalCount")]
    total_count: Value,
    #[serde(rename = "SearchResult")]
    search: SearchResult,
    created_at_i: Value,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct SearchResult {
    #[serde(rename = "SearchResultCountAll")]
    all: Value,
}

impl Envelope {
    /// Reads an answer; one that is no JSON object tells nothing.
    pub(super) fn parse(body: &[u8]) -> Self {
        serde_json::from_slice(body).unwrap_or_default()
    }

    /// How many postings the listing says it has, on all its pages.
    pub(super) fn total(&self, system: System) -> Option<u64> {
        let stated = match system {
            System::Greenhouse => Fields(&self.meta).at("total"),
            System::BambooHr => Fields(&self.meta).at("totalCount"),
            System::SmartRecruiters => Fields(&self.total_found),
            System::Himalayas => Fields(&self.total_count),
            System::UsaJobs => Fields(&self.search.all),
            System::Backboard => Fields(&self.total),
            _ => return None,
        };
        stated.id()?.parse().ok()
    }

    /// When the thread that is the listing was opened.
    pub(super) fn opened_at(&self, system: System) -> Option<Timestamp> {
        let thread = system == System::HackerNews;
        thread
            .then(|| seconds(Fields(&self.created_at_i)))
            .flatten()
    }

    /// Whether the answer names a next page.
    pub(super) fn names_next(&self) -> bool {
        Fields(&self.links).at("next").text().is_some()
    }
}

/// Where a page lies in its listing.
#[derive(Clone, Copy, Debug)]
pub(super) struct PagePlace {
    /// Postings on the pages before it.
    pub(super) before: u64,
    /// Postings that a full page has.
    pub(super) size: u64,
    key: &'static str,
    /// What the next page's number is.
    next: u64,
}

impl PagePlace {
    /// Reads it from the address that was asked; `None` for listings of one page.
    pub(super) fn of(system: System, address: &str) -> Option<Self> {
        let (key, size, counts_pages) = match system {
            System::Lever | System::LeverEu => ("skip", PAGE, false),
            System::SmartRecruiters => ("offset", PAGE, false),
            System::Himalayas => ("offset", SMALL_PAGE, false),
            System::Arbeitnow => ("page", PAGE, true),
            System::UsaJobs => ("Page", USAJOBS_PAGE, true),
            System::Backboard => ("page", u64::try_from(domain::PAGE_SIZE).unwrap_or(20), true),
            _ => return None,
        };
        let url = Url::parse(address).ok()?;
        let value = url
            .query_pairs()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value);
        let first = u64::from(counts_pages);
        let number: u64 = value.and_then(|value| value.parse().ok()).unwrap_or(first);
        let (before, next) = if counts_pages {
            (
                number.saturating_sub(1).saturating_mul(size),
                number.saturating_add(1),
            )
        } else {
            (number, number)
        };
        Some(Self {
            before,
            size,
            key,
            next,
        })
    }

    /// The address of the next page, after one that held so many postings.
    pub(super) fn next_address(&self, address: &str, held: u64) -> Option<String> {
        let mut url = Url::parse(address).ok()?;
        let counts_pages = matches!(self.key, "page" | "Page");
        let next = if counts_pages {
            self.next
        } else {
            self.next.saturating_add(held)
        };
        let kept: Vec<(String, String)> = url
            .query_pairs()
            .filter(|(name, _)| name != self.key)
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        url.query_pairs_mut()
            .clear()
            .extend_pairs(kept)
            .append_pair(self.key, &next.to_string());
        Some(url.into())
    }
}

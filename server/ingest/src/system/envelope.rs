//! What stands around the items of a listing: how many there are, where the
//! next page is.

use domain::Timestamp;
use url::Url;

use super::System;
use super::answer::seconds;
use super::board::{PAGE, SMALL_PAGE, USAJOBS_PAGE};
use crate::json_fields::{Fields, value_at};

/// What an answer states about its listing.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Envelope {
    /// How many postings the listing says it has, on all its pages.
    pub(super) total: Option<u64>,
    /// When the thread that is the listing was opened.
    pub(super) opened_at: Option<Timestamp>,
    /// Whether the answer names a next page.
    pub(super) names_next: bool,
}

impl Envelope {
    /// Reads what answers of this system state; one that is no JSON object states
    /// nothing, and neither does a field of another type.
    pub(super) fn read(system: System, body: &[u8]) -> Self {
        let path: &[&str] = match system {
            System::Greenhouse => &["meta", "total"],
            System::BambooHr => &["meta", "totalCount"],
            System::SmartRecruiters => &["totalFound"],
            System::Himalayas => &["totalCount"],
            System::UsaJobs => &["SearchResult", "SearchResultCountAll"],
            System::Backboard => &["total"],
            System::HackerNews => &["created_at_i"],
            System::Arbeitnow => &["links", "next"],
            _ => return Self::default(),
        };
        let value = value_at(body, path);
        let value = Fields(&value);
        let mut envelope = Self::default();
        match system {
            System::HackerNews => envelope.opened_at = seconds(value),
            System::Arbeitnow => envelope.names_next = value.text().is_some(),
            _ => envelope.total = value.id().and_then(|total| total.parse().ok()),
        }
        envelope
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

#[cfg(test)]
mod tests {
    use super::*;

    fn total(system: System, body: &str) -> Option<u64> {
        Envelope::read(system, body.as_bytes()).total
    }

    #[test]
    fn totals_are_read_where_each_system_states_them() {
        for (system, body) in [
            (System::Greenhouse, r#"{"jobs":[],"meta":{"total":9}}"#),
            (
                System::BambooHr,
                r#"{"meta":{"totalCount":"9"},"result":[]}"#,
            ),
            (System::SmartRecruiters, r#"{"totalFound":9}"#),
            (System::Himalayas, r#"{"totalCount":9}"#),
            (
                System::UsaJobs,
                r#"{"SearchResult":{"SearchResultCountAll":9}}"#,
            ),
            (System::Backboard, r#"{"total":" 9 "}"#),
        ] {
            assert_eq!(total(system, body), Some(9), "{}", system.name());
        }
        assert_eq!(total(System::Lever, r#"{"total":9}"#), None);
    }

    #[test]
    fn odd_types_state_nothing_and_cost_nothing_else() {
        for total_of in ["[1]", "{}", "null", "-1", "\"x\"", "1.5", "true"] {
            let body = format!(r#"{{"total":{total_of}}}"#);
            assert_eq!(total(System::Backboard, &body), None, "{total_of}");
        }
        let body = r#"{"meta":[0,{"total":1}],"links":5,"jobs":[],"meta":{"total":2}}"#;
        assert_eq!(total(System::Greenhouse, body), Some(2));
        for body in ["", "[]", "<rss>", r#"{"meta":7}"#, r#"{"meta":{"total":2}"#] {
            let read = Envelope::read(System::Greenhouse, body.as_bytes());
            assert_eq!(read, Envelope::default(), "{body}");
        }
    }

    #[test]
    fn threads_state_their_moment_and_pages_the_next_one() {
        let thread = br#"{"id":1,"created_at_i":1782918000,"children":[]}"#;
        let opened = Timestamp::from_seconds(1_782_918_000);
        let read = Envelope::read(System::HackerNews, thread);
        assert_eq!((read.opened_at, read.total), (Some(opened), None));
        for (next, named) in [
            (r#""https://a.example""#, true),
            (r#"" ""#, false),
            ("[1]", false),
        ] {
            let body = format!(r#"{{"data":[],"links":{{"next":{next}}}}}"#);
            let read = Envelope::read(System::Arbeitnow, body.as_bytes());
            assert_eq!(read.names_next, named, "{next}");
        }
    }
}

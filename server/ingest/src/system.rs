//! The systems that postings are fetched from, without the fetching.
//!
//! A [`Board`] is one listing at a [`System`]: a company's board, a site, a
//! feed. It says what to ask first ([`Board::first_requests`]); whoever fetches
//! hands every answer back ([`Board::read`]) and gets the postings, the ids that
//! the listing holds, what to ask next, and whether the listing was whole. Any
//! careers address is turned into a board by [`recognise()`], and a company's own
//! page is searched for boards by [`boards_in_page`].

mod answer;
mod attribution;
mod board;
mod bounds;
mod envelope;
mod page_links;
mod recognise;
mod shipped;

pub use answer::{Answer, Extent};
pub use attribution::{Attribution, LinkBack};
pub use board::{Board, BoardError, Purpose, Request, Secret};
pub use page_links::boards_in_page;
pub use recognise::{Unrecognised, recognise};
pub use shipped::{ShippedBoard, shipped_boards};

use domain::ListingKind;

use crate::format::{
    arbeitnow, ashby, backboard, bamboohr, greenhouse, himalayas, hn, job_posting, lever, personio,
    recruitee, remoteok, smartrecruiters, syndication, usajobs, workable,
};

/// A system that postings are fetched from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum System {
    /// Greenhouse job boards.
    Greenhouse,
    /// Lever, on its hosts in the United States.
    Lever,
    /// Lever, on its hosts in the European Union.
    LeverEu,
    /// Ashby job boards.
    Ashby,
    /// Workable accounts.
    Workable,
    /// SmartRecruiters companies.
    SmartRecruiters,
    /// Recruitee companies.
    Recruitee,
    /// Personio companies under `personio.de`.
    Personio,
    /// Personio companies under `personio.com`.
    PersonioCom,
    /// Teamtailor career sites.
    Teamtailor,
    /// BambooHR companies.
    BambooHr,
    /// Hacker News: the monthly threads, or one of them.
    HackerNews,
    /// Remote OK.
    RemoteOk,
    /// Arbeitnow.
    Arbeitnow,
    /// Himalayas.
    Himalayas,
    /// USAJOBS, one series of occupations.
    UsaJobs,
    /// Pages with schema.org JobPosting, or a sitemap of such pages.
    JobPages,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// Another Backboard.
    Backboard,
}

impl System {
    /// Every system.
    pub const ALL: &'static [Self] = &[
        Self::Greenhouse,
        Self::Lever,
        Self::LeverEu,
        Self::Ashby,
        Self::Workable,
        Self::SmartRecruiters,
        Self::Recruitee,
        Self::Personio,
        Self::PersonioCom,
        Self::Teamtailor,
        Self::BambooHr,
        Self::HackerNews,
        Self::RemoteOk,
        Self::Arbeitnow,
        Self::Himalayas,
        Self::UsaJobs,
        Self::JobPages,
        Self::Feed,
        Self::Backboard,
    ];

    /// Its name in a board's name, such as `lever-eu` of `lever-eu:acme`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::LeverEu => "lever-eu",
            Self::PersonioCom => "personio-com",
            other => other.source(),
        }
    }

    /// Key of the source of its postings. It is the same for all hosts of one system.
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Self::Greenhouse => greenhouse::SOURCE,
            Self::Lever | Self::LeverEu => lever::SOURCE,
            Self::Ashby => ashby::SOURCE,
            Self::Workable => workable::SOURCE,
            Self::SmartRecruiters => smartrecruiters::SOURCE,
            Self::Recruitee => recruitee::SOURCE,
            Self::Personio | Self::PersonioCom => personio::SOURCE,
            Self::Teamtailor => syndication::TEAMTAILOR,
            Self::BambooHr => bamboohr::SOURCE,
            Self::HackerNews => hn::SOURCE,
            Self::RemoteOk => remoteok::SOURCE,
            Self::Arbeitnow => arbeitnow::SOURCE,
            Self::Himalayas => himalayas::SOURCE,
            Self::UsaJobs => usajobs::SOURCE,
            Self::JobPages => job_posting::SOURCE,
            Self::Feed => syndication::SOURCE,
            Self::Backboard => backboard::SOURCE,
        }
    }

    /// Reads a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|system| system.name() == name)
    }

    /// Whether a posting that a whole listing no longer holds has closed. It has
    /// not where a listing shows only its newest, or passes on what others list.
    #[must_use]
    pub const fn closes_by_absence(self) -> bool {
        !matches!(
            self,
            Self::HackerNews
                | Self::RemoteOk
                | Self::Arbeitnow
                | Self::Himalayas
                | Self::JobPages
                | Self::Feed
        )
    }

    /// Whose list it is, and with that what its ids name.
    #[must_use]
    pub const fn listing(self) -> ListingKind {
        match self {
            Self::HackerNews => ListingKind::Thread,
            Self::RemoteOk | Self::Arbeitnow | Self::Himalayas | Self::Feed | Self::Backboard => {
                ListingKind::Board
            }
            _ => ListingKind::Employer,
        }
    }

    /// Whether its listings hold no texts, so that every posting is a question of
    /// its own.
    #[must_use]
    pub const fn lists_without_texts(self) -> bool {
        matches!(
            self,
            Self::SmartRecruiters | Self::BambooHr | Self::Backboard
        )
    }

    /// Fewest hours between two fetches of one listing, however often others are
    /// fetched: many pages for few news.
    #[must_use]
    pub const fn least_hours(self) -> u32 {
        match self {
            Self::JobPages => 24,
            Self::Arbeitnow | Self::Himalayas | Self::UsaJobs => 6,
            _ => 0,
        }
    }

    /// Most pages of one listing that are worth asking for.
    #[must_use]
    pub const fn page_limit(self) -> u32 {
        match self {
            Self::Arbeitnow | Self::Himalayas => 20,
            Self::UsaJobs => 20,
            Self::Backboard => domain::MAX_PAGE,
            _ => 200,
        }
    }
}

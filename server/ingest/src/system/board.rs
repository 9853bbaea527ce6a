//! A board: one listing at a system, by name, and what to ask it first.

use std::fmt;
use std::str::FromStr;

use url::Url;

use super::System;
use crate::forbidden_sites::forbidden;
use crate::format::syndication::is_own_domain;
use crate::format::{FormatKind, Origin};

/// Longest name of a board, bytes.
const MAX_TOKEN: usize = 100;

/// Longest address of a board that is named by its address, bytes.
const MAX_ADDRESS: usize = 1_000;

/// Postings of one page at Lever and at SmartRecruiters.
pub(super) const PAGE: u64 = 100;
/// Postings of one page at Himalayas, which gives no more.
pub(super) const SMALL_PAGE: u64 = 20;
/// Postings of one answer of Teamtailor and of USAJOBS.
pub(super) const TEAMTAILOR_PAGE: u64 = 200;
pub(super) const USAJOBS_PAGE: u64 = 500;

/// The name of a system that has a single board.
const ONLY: &str = "all";

/// The account that opens the monthly threads of Hacker News.
pub(super) const HIRING_ACCOUNT: &str = "whoishiring";

/// One listing at a system. Written as `greenhouse:acme`, `lever-eu:acme`,
/// `hn:whoishiring` or `feed:https://…`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Board {
    system: System,
    token: String,
}

/// Why a text names no board.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BoardError {
    /// The system is not known.
    #[error("{0} is no system known here; a board is written as greenhouse:acme")]
    System(String),
    /// The name cannot be one of that system.
    #[error("{token} cannot be the name of a board at {system}")]
    Token {
        /// Name of the system.
        system: &'static str,
        /// What was given.
        token: String,
    },
    /// The site does not want its postings used this way.
    #[error("{0}")]
    Forbidden(&'static str),
}

/// A secret that a request needs and an operator must provide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secret {
    /// The headers `User-Agent` (an e-mail address) and `Authorization-Key` of USAJOBS.
    UsaJobs,
}

/// What an answer is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A page of the listing.
    Listing,
    /// One posting of the listing, with its text.
    Posting {
        /// Its id, when the listing told it.
        external_id: Option<String>,
    },
    /// Where the listing is.
    Index,
}

/// A `GET` that a board wants answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The address.
    pub url: String,
    /// What for.
    pub purpose: Purpose,
    /// What the system needs to be told to answer.
    pub secret: Option<Secret>,
    /// Fingerprint of what the listing says of the posting that is asked for:
    /// while it stays the same, its text need not be asked for again.
    pub outline: Option<i64>,
}

impl Request {
    pub(super) fn new(url: String, purpose: Purpose) -> Self {
        Self {
            url,
            purpose,
            secret: None,
            outline: None,
        }
    }
}

impl Board {
    /// A board by its system and name.
    ///
    /// # Errors
    /// [`BoardError::Token`] when the name cannot be one of that system,
    /// [`BoardError::Forbidden`] when it is the address of a site that forbids it.
    pub fn new(system: System, token: &str) -> Result<Self, BoardError> {
        let token = token.trim();
        if let Some(words) = web_page(token).and_then(|url| forbidden(url.host_str()?)) {
            return Err(BoardError::Forbidden(words));
        }
        let parsed = match system {
            System::Greenhouse
            | System::Recruitee
            | System::Personio
            | System::PersonioCom
            | System::BambooHr => host_label(token).map(|label| label.to_ascii_lowercase()),
            System::Teamtailor => teamtailor_name(token),
            System::Lever | System::LeverEu | System::Workable | System::SmartRecruiters => {
                plain_name(token, "-_.").map(str::to_owned)
            }
            System::Ashby => plain_name(token, "-_. &+").map(str::to_owned),
            System::HackerNews => {
                (token == HIRING_ACCOUNT || is_number(token)).then(|| token.to_owned())
            }
            System::RemoteOk | System::Arbeitnow | System::Himalayas => {
                (token == ONLY).then(|| ONLY.to_owned())
            }
            System::UsaJobs => (token.len() == 4 && is_number(token)).then(|| token.to_owned()),
            System::JobPages | System::Feed => web_page(token).map(String::from),
            System::Backboard => web_page(token).map(|url| url.origin().ascii_serialization()),
        };
        let error = || BoardError::Token {
            system: system.name(),
            token: token.chars().filter(|c| !c.is_control()).take(80).collect(),
        };
        Ok(Self {
            system,
            token: parsed.ok_or_else(error)?,
        })
    }

    /// The only board of a system that has one: the monthly threads of Hacker
    /// News, Remote OK, Arbeitnow, Himalayas; `None` for the others.
    #[must_use]
    pub fn only(system: System) -> Option<Self> {
        match system {
            System::HackerNews => Self::new(system, HIRING_ACCOUNT).ok(),
            _ => Self::new(system, ONLY).ok().filter(|_| {
                matches!(
                    system,
                    System::RemoteOk | System::Arbeitnow | System::Himalayas
                )
            }),
        }
    }

    /// Its system.
    #[must_use]
    pub const fn system(&self) -> System {
        self.system
    }

    /// Its name at the system; an address for feeds, pages and other instances.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// The page where a person sees the same listing.
    #[must_use]
    pub fn page(&self) -> String {
        let token = encoded(&self.token);
        match self.system {
            System::Greenhouse => format!("https://job-boards.greenhouse.io/{token}"),
            System::Lever => format!("https://jobs.lever.co/{token}"),
            System::LeverEu => format!("https://jobs.eu.lever.co/{token}"),
            System::Ashby => format!("https://jobs.ashbyhq.com/{token}"),
            System::Workable => format!("https://apply.workable.com/{token}/"),
            System::SmartRecruiters => format!("https://careers.smartrecruiters.com/{token}"),
            System::Recruitee => format!("https://{token}.recruitee.com/"),
            System::Personio => format!("https://{token}.jobs.personio.de/"),
            System::PersonioCom => format!("https://{token}.jobs.personio.com/"),
            System::Teamtailor => format!("https://{}/jobs", teamtailor_host(&self.token)),
            System::BambooHr => format!("https://{token}.bamboohr.com/careers"),
            System::HackerNews if self.token == HIRING_ACCOUNT => {
                "https://news.ycombinator.com/submitted?id=whoishiring".to_owned()
            }
            System::HackerNews => format!("https://news.ycombinator.com/item?id={token}"),
            System::RemoteOk => "https://remoteok.com/".to_owned(),
            System::Arbeitnow => "https://www.arbeitnow.com/".to_owned(),
            System::Himalayas => "https://himalayas.app/jobs".to_owned(),
            System::UsaJobs => format!("https://www.usajobs.gov/search/results/?j={token}"),
            System::JobPages | System::Feed => self.token.clone(),
            System::Backboard => format!("{}/jobs", self.token),
        }
    }

    /// What to ask first.
    #[must_use]
    pub fn first_requests(&self) -> Vec<Request> {
        let token = encoded(&self.token);
        let mut purpose = Purpose::Listing;
        let url = match self.system {
            // Boards shown on hosts in the European Union are answered here as well.
            System::Greenhouse => {
                format!("https://boards-api.greenhouse.io/v1/boards/{token}/jobs?content=true")
            }
            System::Lever => {
                format!("https://api.lever.co/v0/postings/{token}?mode=json&skip=0&limit={PAGE}")
            }
            System::LeverEu => {
                format!("https://api.eu.lever.co/v0/postings/{token}?mode=json&skip=0&limit={PAGE}")
            }
            System::Ashby => format!(
                "https://api.ashbyhq.com/posting-api/job-board/{token}?includeCompensation=true"
            ),
            System::Workable => {
                format!("https://apply.workable.com/api/v1/widget/accounts/{token}?details=true")
            }
            System::SmartRecruiters => format!(
                "https://api.smartrecruiters.com/v1/companies/{token}/postings?limit={PAGE}&offset=0"
            ),
            System::Recruitee => format!("https://{token}.recruitee.com/api/offers/"),
            System::Personio => format!("https://{token}.jobs.personio.de/xml?language=en"),
            System::PersonioCom => format!("https://{token}.jobs.personio.com/xml?language=en"),
            System::Teamtailor => {
                let host = teamtailor_host(&self.token);
                format!("https://{host}/jobs.rss?per_page={TEAMTAILOR_PAGE}")
            }
            System::BambooHr => format!("https://{token}.bamboohr.com/careers/list"),
            System::HackerNews if self.token == HIRING_ACCOUNT => {
                purpose = Purpose::Index;
                format!("https://hacker-news.firebaseio.com/v0/user/{HIRING_ACCOUNT}.json")
            }
            System::HackerNews => format!("https://hn.algolia.com/api/v1/items/{token}"),
            System::RemoteOk => "https://remoteok.com/api".to_owned(),
            System::Arbeitnow => "https://www.arbeitnow.com/api/job-board-api?page=1".to_owned(),
            System::Himalayas => {
                format!("https://himalayas.app/jobs/api?limit={SMALL_PAGE}&offset=0")
            }
            System::UsaJobs => format!(
                "https://data.usajobs.gov/api/Search?JobCategoryCode={token}&ResultsPerPage={USAJOBS_PAGE}&Page=1"
            ),
            System::JobPages => {
                if is_sitemap(&self.token) {
                    purpose = Purpose::Index;
                }
                self.token.clone()
            }
            System::Feed => self.token.clone(),
            System::Backboard => format!("{}/api/v1/jobs?page=1", self.token),
        };
        let mut request = Request::new(url, purpose);
        if self.system == System::UsaJobs {
            request.secret = Some(Secret::UsaJobs);
        }
        vec![request]
    }

    /// The format of an answer; `None` where it is told from the content.
    pub(super) const fn format(&self, purpose: &Purpose) -> Option<FormatKind> {
        Some(match (self.system, purpose) {
            (System::Greenhouse, _) => FormatKind::Greenhouse,
            (System::Lever | System::LeverEu, _) => FormatKind::Lever,
            (System::Ashby, _) => FormatKind::Ashby,
            (System::Workable, _) => FormatKind::Workable,
            (System::SmartRecruiters, Purpose::Posting { .. }) => {
                FormatKind::SmartRecruitersPosting
            }
            (System::SmartRecruiters, _) => FormatKind::SmartRecruiters,
            (System::Recruitee, _) => FormatKind::Recruitee,
            (System::Personio | System::PersonioCom, _) => FormatKind::Personio,
            (System::Teamtailor, _) => FormatKind::Rss,
            (System::BambooHr, Purpose::Posting { .. }) => FormatKind::BambooHrPosting,
            (System::BambooHr, _) => FormatKind::BambooHr,
            (System::HackerNews, _) => FormatKind::HnThread,
            (System::RemoteOk, _) => FormatKind::RemoteOk,
            (System::Arbeitnow, _) => FormatKind::Arbeitnow,
            (System::Himalayas, _) => FormatKind::Himalayas,
            (System::UsaJobs, _) => FormatKind::UsaJobs,
            (System::JobPages, _) => FormatKind::JobPosting,
            (System::Feed, _) => return None,
            (System::Backboard, Purpose::Posting { .. }) => FormatKind::BackboardPosting,
            (System::Backboard, _) => FormatKind::Backboard,
        })
    }

    /// Where an answer comes from, for its reader.
    pub(super) fn origin(&self, request: &Request, company: Option<&str>) -> Origin {
        let named = !matches!(
            self.system,
            System::JobPages | System::Feed | System::Backboard | System::HackerNews
        );
        Origin {
            name: self.to_string(),
            token: named.then(|| self.token.clone()),
            company: company.map(str::to_owned),
            address: Some(request.url.clone()),
        }
    }
}

impl fmt::Display for Board {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.system.name(), self.token)
    }
}

impl FromStr for Board {
    type Err = BoardError;

    fn from_str(text: &str) -> Result<Self, BoardError> {
        let (system, token) = text.split_once(':').unwrap_or((text, ""));
        let shown = || {
            system
                .chars()
                .filter(|c| !c.is_control())
                .take(80)
                .collect()
        };
        let system = System::parse(system).ok_or_else(|| BoardError::System(shown()))?;
        match Self::only(system) {
            Some(only) if token.is_empty() => Ok(only),
            _ => Self::new(system, token),
        }
    }
}

/// A name of letters, digits and a few signs.
fn plain_name<'a>(token: &'a str, signs: &str) -> Option<&'a str> {
    let fits = token.len() <= MAX_TOKEN
        && token.starts_with(|c: char| c.is_ascii_alphanumeric())
        && token
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || signs.contains(c));
    fits.then_some(token)
}

/// A name that can stand before a dot in a host's name.
fn host_label(token: &str) -> Option<&str> {
    plain_name(token, "-_").filter(|label| label.len() <= 63 && !label.ends_with('-'))
}

/// Teamtailor's names are labels, on some hosts with a region after them: `acme.na`.
/// A company's own host, where its career site has one, is a name as well.
fn teamtailor_name(token: &str) -> Option<String> {
    let token = token.to_ascii_lowercase();
    let labels = token.split('.').all(|label| host_label(label).is_some());
    let elsewhere = !token.ends_with(".teamtailor.com");
    (token.len() <= MAX_TOKEN && labels && elsewhere).then_some(token)
}

/// The host of a Teamtailor board.
fn teamtailor_host(token: &str) -> String {
    if is_own_domain(token) {
        token.to_owned()
    } else {
        format!("{token}.teamtailor.com")
    }
}

pub(super) fn is_number(token: &str) -> bool {
    !token.is_empty() && token.len() <= 12 && token.bytes().all(|b| b.is_ascii_digit())
}

/// Whether an address is one of a sitemap.
pub(super) fn is_sitemap(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let file = path
        .rsplit('/')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    file.contains("sitemap") && file.ends_with(".xml")
}

/// An address of the web without user, password and fragment.
pub(super) fn web_page(address: &str) -> Option<Url> {
    if address.len() > MAX_ADDRESS {
        return None;
    }
    let mut url = Url::parse(address.trim()).ok()?;
    let plain = matches!(url.scheme(), "https" | "http")
        && url.host_str().is_some_and(|host| !host.is_empty())
        && url.username().is_empty()
        && url.password().is_none();
    url.set_fragment(None);
    plain.then_some(url)
}

/// A name as a part of an address.
fn encoded(token: &str) -> String {
    token
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

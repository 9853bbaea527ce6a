//! Any address of a careers site, turned into its board.
//!
//! Only the whole host decides, compared after the address was parsed the way
//! browsers do it: `boards.greenhouse.io@other.example`, `xn--` look-alikes and
//! hosts that merely begin or end alike are not taken for a system.

use url::Url;

use super::board::{HIRING_ACCOUNT, is_number, is_sitemap, web_page};
use super::{Board, System};
use crate::forbidden_sites::forbidden;

/// Why an address gives no board.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unrecognised {
    /// It is no address of the web, or carries a user and a password.
    #[error("that is no address of the web such as https://jobs.lever.co/acme")]
    NotAnAddress,
    /// It is on a known system but names no board there.
    #[error(
        "the address is at {0} but names no board there; use the page that lists a company's jobs"
    )]
    NoBoard(&'static str),
    /// The site does not want its postings used this way.
    #[error("{0}")]
    Unusable(&'static str),
    /// No system is known by it. The page itself may name one: see
    /// [`boards_in_page`](super::boards_in_page), or be read as
    /// [`System::JobPages`].
    #[error("no system is known by that address")]
    Unknown,
}

/// First parts of hosts that are a system's own and no company's.
const RESERVED: [&str; 29] = [
    "www",
    "api",
    "apply",
    "app",
    "jobs",
    "job",
    "careers",
    "help",
    "support",
    "blog",
    "info",
    "resources",
    "developer",
    "developers",
    "docs",
    "documentation",
    "status",
    "login",
    "auth",
    "secure",
    "static",
    "assets",
    "cdn",
    "mail",
    "partners",
    "academy",
    "community",
    "marketplace",
    "about",
];

/// Tells which system and board an address belongs to.
///
/// # Errors
/// [`Unrecognised`], with words for the operator.
pub fn recognise(address: &str) -> Result<Board, Unrecognised> {
    let address = address.trim();
    let with_scheme = if address.contains("://") {
        address.to_owned()
    } else {
        format!("https://{address}")
    };
    let url = web_page(&with_scheme).ok_or(Unrecognised::NotAnAddress)?;
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    if !host.contains('.') && url.port().is_none() {
        return Err(Unrecognised::NotAnAddress);
    }
    if let Some(words) = forbidden(&host) {
        return Err(Unrecognised::Unusable(words));
    }
    if url.port().is_none()
        && let Some((system, token)) = at_system(&host, &url)
    {
        let name = system.attribution().name;
        let token = token.ok_or(Unrecognised::NoBoard(name))?;
        return Board::new(system, &token).map_err(|_| Unrecognised::NoBoard(name));
    }
    by_path(&url).ok_or(Unrecognised::Unknown)
}

/// The system of a host, and the board that the rest of the address names.
fn at_system(host: &str, url: &Url) -> Option<(System, Option<String>)> {
    let parts: Vec<String> = url
        .path_segments()
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .map(decoded)
        .collect();
    let part = |at: usize| parts.get(at).cloned();
    let after = |names: &[&str]| {
        let found = names.iter().enumerate().all(|(at, name)| {
            parts
                .get(at)
                .is_some_and(|part| part.eq_ignore_ascii_case(name))
        });
        found.then(|| part(names.len())).flatten()
    };
    let named = |key: &str| {
        url.query_pairs()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.into_owned())
    };
    let only = |system: System| {
        Some((
            system,
            Board::only(system).map(|board| board.token().to_owned()),
        ))
    };
    match host {
        "boards.greenhouse.io"
        | "job-boards.greenhouse.io"
        | "boards.eu.greenhouse.io"
        | "job-boards.eu.greenhouse.io" => {
            let embedded = part(0).is_some_and(|part| part == "embed");
            Some((
                System::Greenhouse,
                if embedded { named("for") } else { part(0) },
            ))
        }
        "boards-api.greenhouse.io" | "api.greenhouse.io" | "boards-api.eu.greenhouse.io" => {
            Some((System::Greenhouse, after(&["v1", "boards"])))
        }
        "jobs.lever.co" => Some((System::Lever, part(0))),
        "api.lever.co" => Some((System::Lever, after(&["v0", "postings"]))),
        "jobs.eu.lever.co" => Some((System::LeverEu, part(0))),
        "api.eu.lever.co" => Some((System::LeverEu, after(&["v0", "postings"]))),
        "jobs.ashbyhq.com" => Some((System::Ashby, part(0).filter(|part| part != "api"))),
        "api.ashbyhq.com" => Some((System::Ashby, after(&["posting-api", "job-board"]))),
        "apply.workable.com" => {
            let account = after(&["api", "v1", "widget", "accounts"]);
            let posting = |part: &String| matches!(part.as_str(), "j" | "api");
            let account = account.or_else(|| part(0).filter(|part| !posting(part)));
            Some((System::Workable, account))
        }
        "careers.smartrecruiters.com" | "jobs.smartrecruiters.com" => {
            let own = |part: &String| matches!(part.as_str(), "oneclick-ui" | "external-referrals");
            Some((System::SmartRecruiters, part(0).filter(|part| !own(part))))
        }
        "api.smartrecruiters.com" => Some((System::SmartRecruiters, after(&["v1", "companies"]))),
        "news.ycombinator.com" => {
            let id = named("id").filter(|id| is_number(id) || id == HIRING_ACCOUNT);
            Some((System::HackerNews, id))
        }
        "hn.algolia.com" => Some((System::HackerNews, after(&["api", "v1", "items"]))),
        "hacker-news.firebaseio.com" => {
            let file = after(&["v0", "item"]).or_else(|| after(&["v0", "user"]));
            let id = file.and_then(|file| Some(file.strip_suffix(".json")?.to_owned()));
            Some((System::HackerNews, id))
        }
        "remoteok.com" | "www.remoteok.com" | "remoteok.io" => only(System::RemoteOk),
        "arbeitnow.com" | "www.arbeitnow.com" => only(System::Arbeitnow),
        "himalayas.app" | "www.himalayas.app" => only(System::Himalayas),
        "data.usajobs.gov" | "www.usajobs.gov" | "usajobs.gov" => {
            let series = named("JobCategoryCode").or_else(|| named("j"));
            Some((System::UsaJobs, series.or_else(|| Some("2210".to_owned()))))
        }
        _ => at_company_host(host),
    }
}

/// Systems that give every company a host of its own.
fn at_company_host(host: &str) -> Option<(System, Option<String>)> {
    const HOSTS: [(&str, System); 6] = [
        (".workable.com", System::Workable),
        (".recruitee.com", System::Recruitee),
        (".jobs.personio.de", System::Personio),
        (".jobs.personio.com", System::PersonioCom),
        (".teamtailor.com", System::Teamtailor),
        (".bamboohr.com", System::BambooHr),
    ];
    let (company, system) = HOSTS
        .iter()
        .find_map(|(end, system)| Some((host.strip_suffix(end)?, *system)))?;
    let region = system == System::Teamtailor && company.ends_with(".na");
    let deeper = company.contains('.') && !region;
    let own = deeper || RESERVED.contains(&company);
    Some((system, (!own).then(|| company.to_owned())))
}

/// What the path says of an address on an unknown host.
fn by_path(url: &Url) -> Option<Board> {
    let path = url.path().to_ascii_lowercase();
    let file = path
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default();
    let ends = |any: &[&str]| any.iter().any(|end| file.ends_with(end));
    let system = if path.trim_end_matches('/') == "/api/v1/jobs" {
        System::Backboard
    } else if is_sitemap(url.path()) {
        System::JobPages
    } else if ends(&[".rss", ".atom", ".rdf", ".xml", "feed.json", "jobs.json"])
        || matches!(file, "feed" | "rss" | "atom")
    {
        System::Feed
    } else {
        return None;
    };
    Board::new(system, url.as_str()).ok()
}

/// A part of a path with its escapes read.
fn decoded(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escape = (*first == b'%')
            .then(|| after.get(..2))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(escape.unwrap_or(*first));
        rest = if escape.is_some() {
            after.get(2..).unwrap_or_default()
        } else {
            after
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

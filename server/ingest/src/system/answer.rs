//! What an answer to a board's request gives.

use domain::Timestamp;

use super::board::{
    HIRING_ACCOUNT, Purpose, Request, TEAMTAILOR_PAGE, is_number, is_sitemap, web_page,
};
use super::bounds::{kept, made_plain};
use super::envelope::{Envelope, PagePlace};
use super::{Board, System};
use crate::feed::{Item, read_held};
use crate::feed_error::FeedError;
use crate::format::backboard::posting_id;
use crate::format::{FormatKind, bamboohr};
use crate::json_fields::{Fields, parse_item};
use crate::outline::outline;
use crate::readable_text::lossy;
use crate::xml_elements::{Elements, find_elements};

/// Newest stories of the hiring account that are looked at: it opens three
/// threads a month, of which one lists positions.
const STORIES: usize = 6;

/// Most pages that one sitemap is followed to.
const MAX_PAGES: usize = 2_000;

/// Words in an address of a page that may hold a posting.
const JOB_WORDS: [&str; 9] = [
    "job", "career", "position", "vacanc", "opening", "stelle", "karriere", "role", "work",
];

/// How much of its listing an answer shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// With the pages before it, all of it: what it does not hold is not listed.
    Whole,
    /// A page that another one follows.
    Continues,
    /// Some of it: nothing follows from what it does not hold.
    Part,
}

/// What an answer gives.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Postings, and items that were refused. A listing without texts gives its
    /// postings through [`Answer::follow`] and only its refused items here.
    pub items: Vec<Item>,
    /// Ids of everything that the listing holds on this page, in its order,
    /// refused items included where their id could be read, and those in
    /// [`Answer::withdrawn`] left out.
    pub listed: Vec<String>,
    /// Ids of what the page shows and its source itself takes back: whatever was
    /// read of it before has closed.
    pub withdrawn: Vec<String>,
    /// Whether the page holds something whose id could not be read, or more than
    /// is read of one answer, so that nothing follows from what it does not name.
    pub has_unnamed: bool,
    /// What to ask next: the next page, single postings, or where the listing is.
    pub follow: Vec<Request>,
    /// How much of its listing this is.
    pub extent: Extent,
    /// How many postings the listing says it has, where it says so.
    pub total: Option<u64>,
    /// When the listing was opened, where a newer one takes its place: a monthly
    /// thread of Hacker News, or the word of where one is.
    pub opened_at: Option<Timestamp>,
}

impl Board {
    /// Reads an answer. `company` is the company's name where it is known
    /// beforehand; it wins over what the answer says.
    ///
    /// # Errors
    /// [`FeedError`] when the answer as a whole gives no postings: it is empty,
    /// cut off, of another format, or an error in words.
    pub fn read(
        &self,
        request: &Request,
        body: Vec<u8>,
        company: Option<&str>,
    ) -> Result<Answer, FeedError> {
        let body = made_plain(body);
        if request.purpose == Purpose::Index {
            return self.read_index(request, &body);
        }
        let envelope = Envelope::read(self.system(), &body);
        let origin = self.origin(request, company);
        let kind = self.format(&request.purpose);
        let feed = read_held(body, &origin, kind)?;
        self.expect_kind(feed.kind())?;
        let (items, more) = kept(feed.map(|item| self.own(item)));
        let mut answer = Answer::of(items);
        answer.has_unnamed |= more;
        if matches!(request.purpose, Purpose::Posting { .. }) {
            return Ok(answer);
        }
        let held = u64::try_from(answer.items.len()).unwrap_or(u64::MAX);
        answer.total = envelope.total;
        let (extent, next) = self.extent(request, &envelope, held, &answer);
        answer.extent = extent;
        answer.follow.extend(next);
        answer.opened_at = envelope.opened_at;
        self.follow_to_texts(&mut answer);
        Ok(answer)
    }

    /// How much of the listing a page is, and the page after it.
    fn extent(
        &self,
        request: &Request,
        envelope: &Envelope,
        held: u64,
        answer: &Answer,
    ) -> (Extent, Option<Request>) {
        let total = answer.total;
        let place = PagePlace::of(self.system(), &request.url);
        let before = place.map_or(0, |place| place.before);
        let reached = before.saturating_add(held);
        let full = place.is_some_and(|place| held >= place.size);
        let more = match (self.system(), total) {
            (System::Arbeitnow, _) => envelope.names_next,
            (_, Some(total)) => place.is_some() && reached < total,
            (_, None) => full,
        };
        if more
            && held > 0
            && let Some(url) = place.and_then(|place| place.next_address(&request.url, held))
        {
            let next = Request {
                url,
                ..request.clone()
            };
            return (Extent::Continues, Some(next));
        }
        let short = total.is_some_and(|total| reached < total);
        let capped = self.system() == System::Teamtailor && held >= TEAMTAILOR_PAGE;
        let named = !answer.has_unnamed;
        let whole = self.system().closes_by_absence() && !short && !capped && named;
        (if whole { Extent::Whole } else { Extent::Part }, None)
    }

    /// A feed's format is told from its content, and may be none but a feed's: a
    /// document of another system would speak for that system's postings.
    fn expect_kind(&self, kind: FormatKind) -> Result<(), FeedError> {
        let feeds = [FormatKind::Rss, FormatKind::Atom, FormatKind::JsonFeed];
        if self.system() != System::Feed || feeds.contains(&kind) {
            return Ok(());
        }
        Err(FeedError::NoPostings {
            name: self.to_string(),
            found: format!("{}, which is no feed", kind.description()),
        })
    }

    /// Refuses a posting of another source than the board's own.
    fn own(&self, item: Item) -> Item {
        match item {
            Item::Posting(posting) if posting.source.as_str() != self.system().source() => {
                Item::Rejected {
                    position: 0,
                    id: None,
                    reason: format!("it says that it is of {}", posting.source),
                    withdrawn: false,
                }
            }
            own => own,
        }
    }

    /// Turns the postings of a listing without texts into requests for them.
    fn follow_to_texts(&self, answer: &mut Answer) {
        if !self.system().lists_without_texts() {
            return;
        }
        let mut kept = Vec::new();
        for item in std::mem::take(&mut answer.items) {
            let request = match &item {
                Item::Posting(posting) => {
                    let request = self.posting_request(&posting.external_id);
                    request.map(|request| Request {
                        outline: Some(outline(posting)),
                        ..request
                    })
                }
                Item::Rejected { .. } => None,
            };
            match request {
                Some(request) => answer.follow.push(request),
                None => kept.push(item),
            }
        }
        answer.items = kept;
    }

    /// The request for one posting with its text, for listings that have none.
    #[must_use]
    pub fn posting_request(&self, external_id: &str) -> Option<Request> {
        let token = self.token();
        let url = match self.system() {
            System::SmartRecruiters => {
                let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
                let fits = !external_id.is_empty() && external_id.bytes().all(plain);
                fits.then(|| {
                    format!("https://api.smartrecruiters.com/v1/companies/{token}/postings/{external_id}")
                })
            }
            System::BambooHr => {
                let id = external_id.rsplit('/').next().unwrap_or_default();
                bamboohr::is_number(id)
                    .then(|| format!("https://{token}.bamboohr.com/careers/{id}/detail"))
            }
            System::Backboard => {
                posting_id(external_id).map(|id| format!("{token}/api/v1/jobs/{id}"))
            }
            _ => None,
        }?;
        let external_id = Some(external_id.to_owned());
        Some(Request::new(url, Purpose::Posting { external_id }))
    }

    /// Reads an answer that only tells where the listing is.
    fn read_index(&self, request: &Request, body: &[u8]) -> Result<Answer, FeedError> {
        let follow = match self.system() {
            System::HackerNews => threads(request, body),
            _ => sitemap(request, body).map(|follow| (follow, None)),
        };
        let (follow, opened_at) = follow.ok_or_else(|| FeedError::NoPostings {
            name: self.to_string(),
            found: "an answer that does not tell where the listing is".to_owned(),
        })?;
        Ok(Answer {
            follow,
            opened_at,
            ..Answer::of(Vec::new())
        })
    }
}

/// A moment written in seconds.
pub(super) fn seconds(field: Fields<'_>) -> Option<Timestamp> {
    let seconds: i64 = field.id()?.parse().ok()?;
    Some(Timestamp::from_millis(seconds.checked_mul(1_000)?))
}

impl Answer {
    /// An answer of nothing but items, from which nothing follows.
    fn of(items: Vec<Item>) -> Self {
        let mut answer = Self {
            items,
            listed: Vec::new(),
            withdrawn: Vec::new(),
            has_unnamed: false,
            follow: Vec::new(),
            extent: Extent::Part,
            total: None,
            opened_at: None,
        };
        for item in &answer.items {
            match item {
                Item::Posting(posting) => answer.listed.push(posting.external_id.clone()),
                Item::Rejected {
                    id: Some(id),
                    withdrawn,
                    ..
                } => {
                    let ids = if *withdrawn {
                        &mut answer.withdrawn
                    } else {
                        &mut answer.listed
                    };
                    ids.push(id.clone());
                }
                Item::Rejected { id: None, .. } => answer.has_unnamed = true,
            }
        }
        answer
    }
}

/// From the account's newest stories to those that list positions, and from one
/// of them to the thread, with when it was opened.
fn threads(request: &Request, body: &[u8]) -> Option<(Vec<Request>, Option<Timestamp>)> {
    let answer = parse_item(std::str::from_utf8(body).ok()?).ok()?;
    let answer = Fields(&answer);
    if request.url.contains("/v0/user/") {
        let newest = answer
            .at("submitted")
            .list()
            .filter_map(Fields::id)
            .take(STORIES);
        let item = |id: String| {
            is_number(&id).then(|| {
                let url = format!("https://hacker-news.firebaseio.com/v0/item/{id}.json");
                Request::new(url, Purpose::Index)
            })
        };
        return Some((newest.filter_map(item).collect(), None));
    }
    let title = answer
        .at("title")
        .text()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let lists = title.starts_with("ask hn: who is hiring")
        && answer.at("by").text() == Some(HIRING_ACCOUNT);
    let id = answer.at("id").id().filter(|id| is_number(id))?;
    let url = format!("https://hn.algolia.com/api/v1/items/{id}");
    let listing = lists.then(|| Request::new(url, Purpose::Listing));
    let opened_at = lists.then(|| seconds(answer.at("time"))).flatten();
    Some((listing.into_iter().collect(), opened_at))
}

/// The pages of a sitemap that may hold postings, and the sitemaps it names,
/// all on the host that was asked.
fn sitemap(request: &Request, body: &[u8]) -> Option<Vec<Request>> {
    let host = web_page(&request.url)?.host_str()?.to_owned();
    let text = lossy(body);
    let entries = find_elements(&text, &["url", "sitemap"]).ok()?;
    let mut follow: Vec<Request> = Vec::new();
    for range in entries {
        let Ok(entry) = Elements::parse(text.get(range)?) else {
            continue;
        };
        let Some(url) = entry.text("loc").and_then(web_page) else {
            continue;
        };
        if url.host_str() != Some(host.as_str()) || url.as_str() == request.url {
            continue;
        }
        let path = url.path().to_ascii_lowercase();
        let purpose = if is_sitemap(url.as_str()) {
            Purpose::Index
        } else if JOB_WORDS.iter().any(|word| path.contains(word)) {
            Purpose::Posting { external_id: None }
        } else {
            continue;
        };
        follow.push(Request::new(url.into(), purpose));
        if follow.len() == MAX_PAGES {
            break;
        }
    }
    Some(follow)
}

//! RSS, Atom and JSON Feed: any feed of postings, and Teamtailor's, which adds
//! places, departments and the remote status.
//!
//! An item is called by its `guid` or `id`; one that is short and no address is
//! unique in its feed alone, so the feed's host goes before it. It goes before
//! an id of elsewhere as well when the feed was fetched: a feed is whatever its
//! publisher writes, and must not speak for the postings of another.

use domain::{RawPosting, Workplace};

use super::job_posting::{self, Found};
use super::site_host::{host_of, is_within};
use super::stated::{distinct, employment, moment_of_text, place, workplace};
use super::{
    DocumentFormat, Layout, MAX_FIELD_CHARS, Origin, Outcome, Refusal, bounded_id, checked,
    source_key,
};
use crate::fingerprint::decode_into;
use crate::json_fields::{Fields, parse_item, value_at};
use crate::readable_text::{html_of_field, html_of_plain, lossy, one_line, web_address};
use crate::xml_elements::{Element, Elements};

/// Name of the source of any feed.
pub(crate) const SOURCE: &str = "feed";
/// Name of the source of Teamtailor's feeds.
pub(crate) const TEAMTAILOR: &str = "teamtailor";

/// What is known of a feed beside its items.
struct Channel {
    /// Whether it is a company's own, of Teamtailor.
    teamtailor: bool,
    company: Option<String>,
    /// Host of the feed or of its page.
    host: Option<String>,
    /// Whether the feed was fetched from that host, and not from Teamtailor's own.
    fetched: bool,
    /// Whether it is known to be Teamtailor's, or may be because it is a file.
    may_be_teamtailor: bool,
}

/// RSS or Atom.
pub(crate) struct Xml {
    channel: Channel,
    names: &'static [&'static str],
}

/// JSON Feed.
pub(crate) struct Json(Channel);

impl Channel {
    fn new(origin: &Origin) -> Self {
        let token = origin.token.as_deref();
        Self {
            teamtailor: token.is_some(),
            company: origin.company.clone(),
            host: origin.address.as_deref().and_then(host_of),
            fetched: origin.address.is_some() && token.is_none_or(is_own_domain),
            may_be_teamtailor: token.is_some() || origin.address.is_none(),
        }
    }

    /// What the feed says of itself.
    fn describe(&mut self, title: Option<&str>, page: Option<&str>, teamtailor: bool) {
        self.teamtailor |= teamtailor;
        if self.teamtailor && self.company.is_none() {
            self.company = title.and_then(|title| one_line(title, MAX_FIELD_CHARS));
        }
        if self.host.is_none() {
            self.host = page.and_then(host_of);
        }
    }

    const fn source(&self) -> &'static str {
        if self.teamtailor && self.may_be_teamtailor {
            TEAMTAILOR
        } else {
            SOURCE
        }
    }

    /// The name of an item among those of all feeds.
    fn name(&self, id: &str, link: Option<&str>) -> String {
        let linked = link.and_then(host_of);
        if self.fetched
            && let Some(asked) = &self.host
        {
            let own = |host: &String| is_within(host, asked);
            if host_of(id).as_ref().is_some_and(own) {
                return bounded_id(id.to_owned());
            }
            let host = linked.filter(own);
            return bounded_id(format!("{}/{id}", host.as_ref().unwrap_or(asked)));
        }
        let unique = id.contains("://") || id.len() >= 20;
        bounded_id(match linked.or_else(|| self.host.clone()) {
            Some(host) if !unique => format!("{host}/{id}"),
            _ => id.to_owned(),
        })
    }
}

/// Whether the name of a Teamtailor board is a host of the company's own, and no
/// name under `teamtailor.com`, of which some have a region: `acme.na`.
pub(crate) fn is_own_domain(token: &str) -> bool {
    token.contains('.') && !token.ends_with(".na")
}

/// HTML of a text that may be plain.
fn html(text: &str) -> String {
    let text = html_of_field(text);
    let marked_up = ["</", "<p", "<br", "<li", "<div", "&amp;", "&#", "&nbsp;"];
    if marked_up.iter().any(|mark| text.contains(mark)) {
        text
    } else {
        html_of_plain(&text)
    }
}

/// A title without entities: many feeds escape it once more.
fn plain_title(title: &str) -> String {
    let mut plain = String::with_capacity(title.len());
    decode_into(&mut plain, title);
    one_line(&plain, MAX_FIELD_CHARS).unwrap_or(plain)
}

impl Xml {
    /// RSS of any version.
    pub(crate) fn rss(origin: &Origin) -> Self {
        Self {
            channel: Channel::new(origin),
            names: &["item"],
        }
    }

    /// Atom.
    pub(crate) fn atom(origin: &Origin) -> Self {
        Self {
            channel: Channel::new(origin),
            names: &["entry"],
        }
    }
}

impl DocumentFormat for Xml {
    fn layout(&self) -> Layout {
        Layout::Elements(self.names)
    }

    fn survey(&mut self, document: &[u8], _items: &mut dyn Iterator<Item = &[u8]>) {
        let head = lossy(document.get(..16 * 1024).unwrap_or(document));
        // The head is cut in the middle; what has ended before is enough.
        let head_only = head.split("<item").next().unwrap_or_default();
        let head_only = head_only.split("<entry").next().unwrap_or_default();
        let teamtailor = head_only.contains("teamtailor.com");
        if let Ok(head) = Elements::parse(head_only) {
            let title = head.text("channel/title").or_else(|| head.text("title"));
            let page = head.text("channel/link");
            self.channel.describe(title, page, teamtailor);
        }
    }

    fn item(&self, text: &str) -> Outcome {
        let item = Elements::parse(text)?;
        let line = |path: &str| {
            item.text(path)
                .and_then(|text| one_line(text, MAX_FIELD_CHARS))
        };
        let link = link_of(&item);
        let id = item
            .text("guid")
            .or_else(|| item.text("id"))
            .or(link.as_deref());
        let Some(id) = id.map(|id| self.channel.name(id, link.as_deref())) else {
            return Err(Refusal::new(None, "neither a guid nor a link"));
        };
        let Some(title) = line("title").map(|title| plain_title(&title)) else {
            return Err(Refusal::new(Some(id), "no title"));
        };
        let text = ["encoded", "content", "description", "summary"];
        let body = text
            .iter()
            .find_map(|path| item.html(path))
            .unwrap_or_default();
        let date = |paths: &[&str]| {
            paths
                .iter()
                .find_map(|path| item.text(path).and_then(moment_of_text))
        };
        let forms = ["employmentType", "job_type", "type"];
        checked(RawPosting {
            title: Some(title),
            company: self.channel.company.clone().or_else(|| line("company")),
            locations: locations(&item),
            workplace: item
                .text("remoteStatus")
                .and_then(remote_status)
                .into_iter()
                .collect(),
            employment: employment(forms.iter().filter_map(|path| item.text(path))),
            department: line("department"),
            apply_url: link.clone(),
            url: link,
            posted_at: date(&["pubDate", "published", "date", "issued", "updated"]),
            updated_at: date(&["updated", "modified"]),
            valid_through: date(&["expires", "validThrough", "expirationDate"]),
            ..RawPosting::new(source_key(self.channel.source())?, id, html(body))
        })
    }
}

/// The page of an item: a text in RSS, an attribute in Atom.
fn link_of(item: &Elements<'_>) -> Option<String> {
    let plain = item.text("link").and_then(web_address);
    let of = |element: &Element| web_address(&element.attribute("href")?);
    let alternate = || {
        let rel = |element: &&Element| {
            element
                .attribute("rel")
                .is_none_or(|rel| rel == "alternate")
        };
        item.at("link").filter(rel).find_map(of)
    };
    plain.or_else(alternate)
}

/// Teamtailor's places, or what a feed calls a location.
fn locations(item: &Elements<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let (mut city, mut country, mut name) = (None, None, None);
    for element in item.iter() {
        let text = Some(element.text.trim()).filter(|text| !text.is_empty());
        match element.path.as_str() {
            "locations/location/city" => city = text,
            "locations/location/country" => country = text,
            "locations/location/name" => name = text,
            "locations/location" => {
                found.extend(place([city.or(name), country]));
                (city, country, name) = (None, None, None);
            }
            "location" => found.extend(text.map(str::to_owned)),
            _ => {}
        }
    }
    distinct(found)
}

fn remote_status(status: &str) -> Option<Workplace> {
    match status.trim() {
        "none" => Some(Workplace::Onsite),
        other => workplace(other),
    }
}

impl Json {
    /// The feed that was asked.
    pub(crate) fn new(origin: &Origin) -> Self {
        Self(Channel::new(origin))
    }
}

impl DocumentFormat for Json {
    fn layout(&self) -> Layout {
        Layout::List(&["items"])
    }

    fn survey(&mut self, document: &[u8], items: &mut dyn Iterator<Item = &[u8]>) {
        let key = b"\"_jobposting\"";
        let extended = items
            .next()
            .is_some_and(|item| item.windows(key.len()).any(|w| w == key));
        let [title, page, feed] =
            ["title", "home_page_url", "feed_url"].map(|key| value_at(document, &[key]));
        let page = page.as_str().or(feed.as_str());
        self.0.describe(title.as_str(), page, extended);
    }

    fn item(&self, text: &str) -> Outcome {
        let item = parse_item(text)?;
        let item = Fields(&item);
        let link = item
            .at("url")
            .link()
            .or_else(|| item.at("external_url").link());
        let Some(id) = item.at("id").id().or_else(|| link.clone()) else {
            return Err(Refusal::new(None, "neither an id nor an address"));
        };
        let id = self.0.name(&id, link.as_deref());
        let mut posting = RawPosting::new(source_key(self.0.source())?, id, String::new());
        let structured = item.at("_jobposting");
        if structured.is_object() {
            job_posting::fill(&mut posting, structured, &Found::default());
        }
        posting.title = item.at("title").line().or(posting.title);
        if posting.title.is_none() {
            return Err(Refusal::new(Some(posting.external_id), "no title"));
        }
        let text = item.at("content_html").text().map(html_of_field);
        let text = text.or_else(|| item.at("content_text").text().map(html_of_plain));
        let summary = || item.at("summary").text().map(html_of_plain);
        if let Some(text) = text.or_else(|| posting.body.is_empty().then(summary)?) {
            posting.body = text;
        }
        posting.company = self.0.company.clone().or(posting.company);
        posting.url = link.or(posting.url);
        posting.apply_url.clone_from(&posting.url);
        posting.posted_at = item.at("date_published").moment().or(posting.posted_at);
        posting.updated_at = item.at("date_modified").moment().or(posting.updated_at);
        checked(posting)
    }
}

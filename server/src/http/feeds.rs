//! Any search as a feed: Atom, RSS 2.0 and JSON Feed 1.1, newest first. A search
//! with a filter or words that are not understood has no feed: without them the feed
//! would hold more than was asked for, and nobody reads in a feed why.

use app::AppError;
use app::backend::Catalogue;
use atom_syndication as atom;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::{IgnoredParameter, JobCard, JobQuery, Salary, Sort, Timestamp};
use serde_json::json;

use super::Site;
use super::failure::unavailable;
use crate::board::CardCredit;

/// What all three formats are made of.
struct Feed {
    title: String,
    page: String,
    itself: String,
    updated: Timestamp,
    items: Vec<FeedItem>,
}

struct FeedItem {
    /// Stays the same when the posting gets another title.
    id: String,
    url: String,
    title: String,
    summary: String,
    posted: Timestamp,
    tags: Vec<String>,
    /// Named where its terms ask for a link.
    source: Option<FeedSource>,
}

struct FeedSource {
    name: String,
    /// The posting's page there.
    url: String,
}

/// Why there is no feed.
pub(super) enum NoFeed {
    /// These parts of its address are not understood.
    Unclear(Vec<IgnoredParameter>),
    /// The board cannot answer.
    Unavailable,
}

impl From<AppError> for NoFeed {
    fn from(_: AppError) -> Self {
        Self::Unavailable
    }
}

impl IntoResponse for NoFeed {
    fn into_response(self) -> Response {
        match self {
            Self::Unclear(parts) => (StatusCode::NOT_FOUND, unclear(&parts)).into_response(),
            Self::Unavailable => {
                unavailable("The feed cannot be made right now; please try again.\n")
            }
        }
    }
}

fn unclear(parts: &[IgnoredParameter]) -> String {
    let parts = parts
        .iter()
        .map(|part| format!("{}={}: {}\n", part.name, part.value, part.reason));
    format!(
        "There is no such feed: its address has parts that are not understood.\n\n{}",
        parts.collect::<String>()
    )
}

/// Whether it is another feed without this part: a filter or words that are not understood.
/// Every feed has the same order and no pages, of too many words the others are searched,
/// and what others append to an address is not the search's.
fn matters(ignored: &IgnoredParameter) -> bool {
    let is_harmless = ignored.is_foreign() || ignored.is_excess();
    !is_harmless && !matches!(ignored.name.as_str(), "sort" | "page")
}

/// `GET /jobs.atom`
pub(super) async fn atom(
    State(site): State<Site>,
    RawQuery(query): RawQuery,
) -> Result<Response, NoFeed> {
    let feed = gather(&site, query, "/jobs.atom").await?;
    let link = |rel: &str, href: &str| atom::Link {
        rel: rel.to_owned(),
        href: href.to_owned(),
        ..atom::Link::default()
    };
    let entries = feed
        .items
        .iter()
        .map(|item| atom::Entry {
            id: item.id.clone(),
            title: atom::Text::plain(item.title.clone()),
            updated: atom_date(item.posted),
            published: Some(atom_date(item.posted)),
            links: std::iter::once(link("alternate", &item.url))
                .chain(item.source.as_ref().map(|source| atom::Link {
                    title: Some(source.name.clone()),
                    ..link("via", &source.url)
                }))
                .collect(),
            summary: Some(atom::Text::plain(item.summary.clone())),
            categories: item
                .tags
                .iter()
                .map(|tag| atom::Category {
                    term: tag.clone(),
                    ..atom::Category::default()
                })
                .collect(),
            ..atom::Entry::default()
        })
        .collect();
    let document = atom::Feed {
        id: feed.itself.clone(),
        title: atom::Text::plain(feed.title),
        updated: atom_date(feed.updated),
        authors: vec![atom::Person {
            name: "Backboard".to_owned(),
            ..atom::Person::default()
        }],
        links: vec![link("self", &feed.itself), link("alternate", &feed.page)],
        entries,
        ..atom::Feed::default()
    };
    let text = document.to_string();
    Ok(answer("application/atom+xml; charset=utf-8", text))
}

/// `GET /jobs.rss`
pub(super) async fn rss(
    State(site): State<Site>,
    RawQuery(query): RawQuery,
) -> Result<Response, NoFeed> {
    let feed = gather(&site, query, "/jobs.rss").await?;
    let items = feed
        .items
        .iter()
        .map(|item| rss::Item {
            title: Some(item.title.clone()),
            link: Some(item.url.clone()),
            description: Some(item.summary.clone()),
            pub_date: Some(rfc2822(item.posted)),
            guid: Some(rss::Guid {
                value: item.id.clone(),
                permalink: true,
            }),
            categories: item
                .tags
                .iter()
                .map(|tag| rss::Category {
                    name: tag.clone(),
                    domain: None,
                })
                .collect(),
            source: item.source.as_ref().map(|source| rss::Source {
                url: source.url.clone(),
                title: Some(source.name.clone()),
            }),
            ..rss::Item::default()
        })
        .collect();
    let channel = rss::Channel {
        title: feed.title,
        link: feed.page,
        description: "Jobs for backend developers that match a search".to_owned(),
        last_build_date: Some(rfc2822(feed.updated)),
        atom_ext: Some(rss::extension::atom::AtomExtension {
            links: vec![atom::Link {
                rel: "self".to_owned(),
                href: feed.itself,
                mime_type: Some("application/rss+xml".to_owned()),
                ..atom::Link::default()
            }],
        }),
        namespaces: [(
            "atom".to_owned(),
            rss::extension::atom::NAMESPACE.to_owned(),
        )]
        .into(),
        items,
        ..rss::Channel::default()
    };
    let text = channel.to_string();
    Ok(answer("application/rss+xml; charset=utf-8", text))
}

/// `GET /jobs.json`
pub(super) async fn json_feed(
    State(site): State<Site>,
    RawQuery(query): RawQuery,
) -> Result<Response, NoFeed> {
    let feed = gather(&site, query, "/jobs.json").await?;
    let items: Vec<_> = feed
        .items
        .iter()
        .map(|item| {
            let mut fields = json!({
                "id": item.id,
                "url": item.url,
                "title": item.title,
                "content_text": item.summary,
                "date_published": item.posted.rfc3339(),
                "tags": item.tags,
            });
            if let (Some(fields), Some(source)) = (fields.as_object_mut(), &item.source) {
                fields.insert("external_url".to_owned(), json!(source.url));
            }
            fields
        })
        .collect();
    let document = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.itself,
        "items": items,
    });
    let text = document.to_string();
    Ok(answer("application/feed+json; charset=utf-8", text))
}

async fn gather(site: &Site, query: Option<String>, path: &str) -> Result<Feed, NoFeed> {
    let (mut query, ignored) = JobQuery::parse_query_string(query.as_deref().unwrap_or(""));
    query.page = 1;
    query.sort = (!query.text.is_empty()).then_some(Sort::Newest);
    let first = site.board.first_roles(&query).await?;
    let ignored = ignored.into_iter().chain(first.ignored.iter().cloned());
    let unclear: Vec<_> = ignored.filter(matters).collect();
    if !unclear.is_empty() {
        return Err(NoFeed::Unclear(unclear));
    }
    let origin = site.board.origin();
    let title = format!("Backboard: {}", app::search_title(&query, &*site.board));
    let posted = first.roles.iter().map(|(card, _)| card.posted_at);
    let updated = posted.max().unwrap_or(first.as_of);
    let items = first
        .roles
        .iter()
        .map(|(card, credit)| feed_item(site, &origin, card, credit))
        .collect();
    Ok(Feed {
        title: xml_text(&title),
        page: format!("{origin}{}", query.path()),
        itself: format!("{origin}{}", query.path_on(path)),
        updated,
        items,
    })
}

fn feed_item(site: &Site, origin: &str, card: &JobCard, credit: &CardCredit) -> FeedItem {
    let company = card.company.as_ref().map(|company| company.name.as_str());
    let title = match company {
        Some(company) => format!("{} at {company}", card.title),
        None => card.title.clone(),
    };
    let tags: Vec<String> = card
        .skills
        .iter()
        .filter_map(|fact| site.board.skill_name(&fact.skill))
        .collect();
    let mut parts: Vec<String> = Vec::new();
    parts.extend(card.places.iter().map(domain::Place::label));
    parts.extend(card.workplace.iter().map(|w| w.label().to_owned()));
    parts.extend(card.salary.iter().map(Salary::words));
    if !tags.is_empty() {
        parts.push(tags.iter().take(8).cloned().collect::<Vec<_>>().join(", "));
    }
    let source = credit.url.as_deref().map(|url| FeedSource {
        name: credit.name.clone(),
        url: xml_text(url),
    });
    // In words, too: hardly a reader shows where an item says that it is from.
    if let Some(FeedSource { name, url }) = &source {
        parts.push(format!("Source: {name}, {url}"));
    }
    FeedItem {
        id: format!("{origin}/jobs/{}", card.id),
        url: format!("{origin}{}", card.path()),
        title: xml_text(&title),
        summary: xml_text(&parts.join(" · ")),
        posted: card.posted_at,
        tags,
        source,
    }
}

/// A text without the characters that XML 1.0 has no place for.
fn xml_text(text: &str) -> String {
    let allowed = |c: &char| !matches!(c, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    text.chars().filter(allowed).collect()
}

fn answer(kind: &'static str, body: String) -> Response {
    (
        [(CONTENT_TYPE, kind), (CACHE_CONTROL, "public, max-age=300")],
        body,
    )
        .into_response()
}

fn atom_date(at: Timestamp) -> atom::FixedDateTime {
    at.rfc3339().parse().unwrap_or_default()
}

/// `Mon, 05 Jan 2026 10:00:00 GMT`, as RSS 2.0 wants dates.
fn rfc2822(at: Timestamp) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (year, month, day) = at.date();
    let weekday = usize::try_from(at.millis().div_euclid(Timestamp::DAY_MS).rem_euclid(7));
    let weekday = weekday
        .ok()
        .and_then(|i| DAYS.get(i))
        .copied()
        .unwrap_or("Thu");
    let month = MONTHS
        .get(usize::from(month).saturating_sub(1))
        .copied()
        .unwrap_or("Jan");
    let iso = at.rfc3339();
    let clock = iso.get(11..19).unwrap_or("00:00:00");
    format!("{weekday}, {day:02} {month} {year} {clock} GMT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rss_dates_name_the_right_weekday() {
        let at = Timestamp::parse_iso("2026-11-23T22:13:00Z").unwrap();
        assert_eq!(rfc2822(at), "Mon, 23 Nov 2026 22:13:00 GMT");
        assert_eq!(
            rfc2822(Timestamp::from_millis(0)),
            "Thu, 01 Jan 1970 00:00:00 GMT"
        );
    }
}

//! The sitemap: an index of parts, each well under the limits of 50,000
//! addresses and 50 MB.

use app::AppError;
use app::backend::Catalogue;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::{StaleFilter, Timestamp};
use quick_xml::escape::escape;

use super::{Site, failure};

/// Addresses in one part.
pub(super) const PART_SIZE: usize = 10_000;

/// One address.
struct Entry {
    path: String,
    changed: Option<Timestamp>,
}

/// `GET /sitemap.xml`
pub(super) async fn index(State(site): State<Site>) -> Response {
    let Ok(jobs) = site.board.count_open() else {
        return unavailable();
    };
    let origin = site.board.origin();
    let parts = jobs.div_ceil(u64::try_from(PART_SIZE).unwrap_or(u64::MAX));
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let names = ["pages", "roadmap", "skills"].map(str::to_owned);
    let companies = (1..)
        .take_while(|n| !hiring_companies(&site, n - 1).is_empty())
        .map(|n| format!("companies-{n}"));
    let jobs = (1..=parts).map(|n| format!("jobs-{n}"));
    for name in names.into_iter().chain(companies).chain(jobs) {
        xml.push_str(&format!(
            "<sitemap><loc>{}/sitemaps/{name}.xml</loc></sitemap>\n",
            escape(&origin)
        ));
    }
    xml.push_str("</sitemapindex>\n");
    answer(xml)
}

/// `GET /sitemaps/{pages|roadmap|skills|companies-N|jobs-N}.xml`
pub(super) async fn part(State(site): State<Site>, Path(file): Path<String>) -> Response {
    let Some(name) = file.strip_suffix(".xml") else {
        return missing();
    };
    let entries = match name {
        "pages" => pages(),
        "roadmap" => nodes(),
        "skills" => match site.board.list_skills(StaleFilter::Show).await {
            Ok(skills) => skills
                .into_iter()
                .filter(|skill| skill.open > 0)
                .map(|skill| Entry {
                    path: format!("/skills/{}", skill.slug),
                    changed: None,
                })
                .collect(),
            Err(_) => return unavailable(),
        },
        _ => match name.split_once('-').map(|(kind, n)| (kind, part_of(n))) {
            Some(("companies", Some(part))) => hiring_companies(&site, part),
            Some(("jobs", Some(part))) => match open_jobs(&site, part).await {
                Ok(jobs) => jobs,
                Err(_) => return unavailable(),
            },
            _ => return missing(),
        },
    };
    if entries.is_empty() && !matches!(name, "pages" | "skills") {
        return missing();
    }
    answer(url_set(&site.board.origin(), &entries))
}

/// Place of a part from its number, which begins at 1.
fn part_of(number: &str) -> Option<usize> {
    number.parse::<usize>().ok()?.checked_sub(1)
}

fn hiring_companies(site: &Site, part: usize) -> Vec<Entry> {
    let slugs = site.board.list_hiring_companies(part, PART_SIZE);
    let entry = |slug: String| Entry {
        path: format!("/companies/{slug}"),
        changed: None,
    };
    // What fails was logged, and the part is then not there.
    slugs.unwrap_or_default().into_iter().map(entry).collect()
}

async fn open_jobs(site: &Site, part: usize) -> Result<Vec<Entry>, AppError> {
    let entry = |(path, changed)| Entry {
        path,
        changed: Some(changed),
    };
    let jobs = site.board.list_open_jobs(part, PART_SIZE).await?;
    Ok(jobs.into_iter().map(entry).collect())
}

fn pages() -> Vec<Entry> {
    [
        "/",
        "/jobs",
        "/companies",
        "/skills",
        "/outlook",
        "/salaries",
        "/compare",
        "/method",
        "/roadmap",
        "/match",
        "/sources",
        "/about",
    ]
    .into_iter()
    .map(|path| Entry {
        path: path.to_owned(),
        changed: None,
    })
    .collect()
}

fn nodes() -> Vec<Entry> {
    let nodes = roadmap::Roadmap::shipped().nodes().iter();
    nodes
        .map(|node| Entry {
            path: format!("/roadmap/{}", node.id),
            changed: None,
        })
        .collect()
}

fn url_set(origin: &str, entries: &[Entry]) -> String {
    let mut xml = String::with_capacity(entries.len().saturating_mul(120) + 200);
    xml.push_str(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for entry in entries {
        let address = format!("{origin}{}", entry.path);
        xml.push_str(&format!("<url><loc>{}</loc>", escape(&address)));
        if let Some(changed) = entry.changed {
            xml.push_str(&format!("<lastmod>{}</lastmod>", changed.iso_date()));
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    xml
}

fn answer(xml: String) -> Response {
    (
        [
            (CONTENT_TYPE, "application/xml; charset=utf-8"),
            (CACHE_CONTROL, "public, max-age=3600"),
        ],
        xml,
    )
        .into_response()
}

fn missing() -> Response {
    (
        StatusCode::NOT_FOUND,
        "There is no such part of the sitemap.\n",
    )
        .into_response()
}

pub(super) fn unavailable() -> Response {
    failure::unavailable("The sitemap cannot be made right now; please try again.\n")
}

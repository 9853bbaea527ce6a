//! Postings as the tables hold them, read back whole or as lines of a list.

use domain::{CompanyRef, ContentHash, Facts, JobCard, Posting, PostingId, Slug};
use sqlx::any::AnyRow;

use crate::error::Result;
use crate::row::Reader;

/// What [`read_posting`] expects, to be followed by joins of `p` with what else
/// decides which postings are meant. A posting is shown with what holds of its
/// role; see [`crate::Store::find_posting`].
pub(crate) const SELECT_POSTING: &str = "SELECT p.id, p.source, p.external_id, c.title, p.company,
        o.name, c.html, c.facts, c.url, c.apply_url, p.role_posted_at, p.first_seen,
        p.role_last_seen, p.role_closed_at, p.content_hash, p.duplicate_of, p.number, p.posted_at,
        p.stale
    FROM posting p
    JOIN posting_content c ON c.number = p.number
    LEFT JOIN company o ON o.slug = p.company";

/// Column of the internal number in [`SELECT_POSTING`].
pub(crate) const NUMBER_COLUMN: usize = 16;

/// What [`read_card`] expects: a third of the columns, without the long texts.
pub(crate) const SELECT_CARD: &str = "SELECT p.id, p.source, c.title, p.company, o.name, c.facts,
        p.role_posted_at, p.role_closed_at
    FROM posting p
    JOIN posting_content c ON c.number = p.number
    LEFT JOIN company o ON o.slug = p.company";

/// Reads a row of [`SELECT_CARD`].
pub(crate) fn read_card(row: &AnyRow) -> Result<JobCard> {
    let (id, reader) = identified(row)?;
    let facts = facts(&reader, 5)?;
    Ok(JobCard {
        id,
        title: reader.text(2, "title")?.to_owned(),
        role_count: u32::try_from(facts.titles.len()).unwrap_or(u32::MAX),
        company: company(&reader, 3, 4)?,
        places: facts.places,
        workplace: facts.workplace,
        remote_scope: facts.remote_scope,
        seniority: facts.seniority,
        salary: facts.salary,
        skills: facts.skills,
        posted_at: reader.time(6, "role_posted_at")?,
        closed_at: reader.optional_time(7, "role_closed_at")?,
        source: reader.parsed(1, "source", slug)?,
        excerpt: Vec::new(),
    })
}

/// Reads a row of [`SELECT_POSTING`].
pub(crate) fn read_posting(row: &AnyRow) -> Result<Posting> {
    let (id, reader) = identified(row)?;
    let owned = |text: Option<&str>| text.map(str::to_owned);
    Ok(Posting {
        id,
        source: reader.parsed(1, "source", slug)?,
        external_id: reader.text(2, "external_id")?.to_owned(),
        title: reader.text(3, "title")?.to_owned(),
        company: company(&reader, 4, 5)?,
        html: reader.text(6, "html")?.to_owned(),
        facts: facts(&reader, 7)?,
        url: owned(reader.optional_text(8, "url")?),
        apply_url: owned(reader.optional_text(9, "apply_url")?),
        posted_at: reader.time(10, "role_posted_at")?,
        opened_at: reader.time(17, "posted_at")?,
        first_seen: reader.time(11, "first_seen")?,
        last_seen: reader.time(12, "role_last_seen")?,
        closed_at: reader.optional_time(13, "role_closed_at")?,
        content_hash: ContentHash(reader.text(14, "content_hash")?.to_owned()),
        duplicate_of: reader.optional_id(15, "duplicate_of")?,
        stale: reader.number(18, "stale")? != 0,
    })
}

/// The id in the first column, and the row named by it.
fn identified(row: &AnyRow) -> Result<(PostingId, Reader<'_>)> {
    let reader = Reader::new(row, "posting");
    let id = reader.id(0, "id")?;
    Ok((id, reader.named(id)))
}

fn company(reader: &Reader<'_>, slug_at: usize, name_at: usize) -> Result<Option<CompanyRef>> {
    if reader.optional_text(slug_at, "company")?.is_none() {
        return Ok(None);
    }
    Ok(Some(CompanyRef {
        slug: reader.parsed(slug_at, "company", slug)?,
        name: reader.text(name_at, "company.name")?.to_owned(),
    }))
}

fn facts(reader: &Reader<'_>, at: usize) -> Result<Facts> {
    serde_json::from_str(reader.text(at, "facts")?)
        .map_err(|error| reader.unreadable("facts", error))
}

fn slug(text: &str) -> Option<Slug> {
    Slug::parse(text).ok()
}

//! Postings as the tables hold them, read back whole.

use domain::{CompanyRef, ContentHash, Facts, Posting, Slug};
use sqlx::any::AnyRow;

use crate::error::Result;
use crate::row::Reader;

/// What [`read_posting`] expects, to be followed by joins of `p` with what else
/// decides which postings are meant. A posting is shown with what holds of its
/// role; see [`crate::Store::find_posting`].
pub(crate) const SELECT_POSTING: &str = "SELECT p.id, p.source, p.external_id, c.title, p.company,
        o.name, c.html, c.facts, c.url, c.apply_url, p.role_posted_at, p.first_seen,
        p.role_last_seen, p.role_closed_at, p.content_hash, p.duplicate_of, p.number
    FROM posting p
    JOIN posting_content c ON c.number = p.number
    LEFT JOIN company o ON o.slug = p.company";

/// Column of the internal number in [`SELECT_POSTING`].
pub(crate) const NUMBER_COLUMN: usize = 16;

/// Reads a row of [`SELECT_POSTING`].
pub(crate) fn read_posting(row: &AnyRow) -> Result<Posting> {
    let reader = Reader::new(row, "posting");
    let id = reader.id(0, "id")?;
    let reader = reader.named(id);
    let slug = |text: &str| Slug::parse(text).ok();
    let company = match reader.optional_text(4, "company")? {
        None => None,
        Some(_) => Some(CompanyRef {
            slug: reader.parsed(4, "company", slug)?,
            name: reader.text(5, "company.name")?.to_owned(),
        }),
    };
    let facts: Facts = serde_json::from_str(reader.text(7, "facts")?)
        .map_err(|error| reader.unreadable("facts", error))?;
    let owned = |text: Option<&str>| text.map(str::to_owned);
    Ok(Posting {
        id,
        source: reader.parsed(1, "source", slug)?,
        external_id: reader.text(2, "external_id")?.to_owned(),
        title: reader.text(3, "title")?.to_owned(),
        company,
        html: reader.text(6, "html")?.to_owned(),
        facts,
        url: owned(reader.optional_text(8, "url")?),
        apply_url: owned(reader.optional_text(9, "apply_url")?),
        posted_at: reader.time(10, "role_posted_at")?,
        first_seen: reader.time(11, "first_seen")?,
        last_seen: reader.time(12, "role_last_seen")?,
        closed_at: reader.optional_time(13, "role_closed_at")?,
        content_hash: ContentHash(reader.text(14, "content_hash")?.to_owned()),
        duplicate_of: reader.optional_id(15, "duplicate_of")?,
    })
}

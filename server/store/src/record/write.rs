//! Writes a batch: nearly every table in one statement.

use std::collections::{BTreeMap, BTreeSet};

use domain::Timestamp;
use sqlx::AnyConnection;

use super::Entry;
use super::draft::clean;
use super::likeness::write_likeness;
use super::stated::{delete_stated, write_stated};
use crate::database_url::Engine;
use crate::dialect::statement;
use crate::error::Result;
use crate::identity::id_number;
use crate::json;
use crate::versions::{NextVersion, keep_versions};

const SEE_AGAIN: &str = "UPDATE posting SET last_seen = $2,
        role_last_seen = CASE WHEN role_last_seen < $2 THEN $2 ELSE role_last_seen END
    WHERE number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))";
const SEE_ROOT_AGAIN: &str = "UPDATE posting SET role_last_seen = $2
    WHERE role_last_seen < $2 AND id IN (
        SELECT d.duplicate_of FROM posting d WHERE d.duplicate_of IS NOT NULL
            AND d.number IN (SELECT CAST(value AS BIGINT) FROM each_value($1)))";

/// Moves `last_seen` of postings, and of the roles they repeat.
pub(crate) async fn see_again(
    connection: &mut AnyConnection,
    engine: Engine,
    numbers: &[i64],
    seen_at: Timestamp,
) -> Result<()> {
    if numbers.is_empty() {
        return Ok(());
    }
    let list = json::array(numbers);
    for text in [SEE_AGAIN, SEE_ROOT_AGAIN] {
        sqlx::query(statement(engine, text))
            .bind(list.clone())
            .bind(seen_at.millis())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

const SOURCES: &str = "INSERT INTO source (key, name)
    SELECT r.value->>0, r.value->>1 FROM each_row($1) r WHERE true ON CONFLICT DO NOTHING";
const COMPANIES: &str = "INSERT INTO company (slug, name)
    SELECT r.value->>0, r.value->>1 FROM each_row($1) r WHERE true ON CONFLICT DO NOTHING";
const POSTINGS: &str = "WITH r AS MATERIALIZED (SELECT value FROM each_row($1))
    INSERT INTO posting (number, id, source, external_id, company, backend, visa,
        posted_at, first_seen, last_seen, closed_at, content_hash, fingerprint, role_key,
        role_block, duplicate_of, role_posted_at, role_last_seen, role_closed_at)
    SELECT CAST(r.value->>0 AS BIGINT), CAST(r.value->>1 AS BIGINT), r.value->>2, r.value->>3,
        r.value->>4, r.value->>5, r.value->>6,
        CAST(r.value->>7 AS BIGINT), CAST(r.value->>8 AS BIGINT), CAST(r.value->>9 AS BIGINT),
        CAST(r.value->>10 AS BIGINT), r.value->>11, CAST(r.value->>12 AS BIGINT),
        CAST(r.value->>13 AS BIGINT), CAST(r.value->>14 AS BIGINT), NULL,
        CAST(r.value->>7 AS BIGINT),
        CAST(r.value->>9 AS BIGINT), CAST(r.value->>10 AS BIGINT)
    FROM r WHERE true
    ON CONFLICT (number) DO UPDATE SET company = excluded.company, backend = excluded.backend,
        visa = excluded.visa, posted_at = excluded.posted_at, last_seen = excluded.last_seen,
        closed_at = excluded.closed_at, content_hash = excluded.content_hash,
        fingerprint = excluded.fingerprint, role_key = excluded.role_key,
        role_block = excluded.role_block, duplicate_of = NULL,
        role_posted_at = excluded.role_posted_at, role_last_seen = excluded.role_last_seen,
        role_closed_at = excluded.role_closed_at, judged_at = NULL";
/// Rows of texts in one statement. Engines look parameters up by name, one
/// after the other, so that more of them would not be faster.
const TEXTS_AT_ONCE: usize = 25;

/// Writes rows of new and updated postings with all that hangs on them. Roles
/// are left to [`crate::role_group::regroup`].
pub(super) async fn write_entries<'e, 'a: 'e>(
    connection: &mut AnyConnection,
    engine: Engine,
    entries: impl Iterator<Item = &'e Entry<'a>> + Clone,
) -> Result<()> {
    let known: Vec<i64> = entries
        .clone()
        .filter(|entry| !entry.is_new)
        .map(|entry| entry.number)
        .collect();
    delete_stated(connection, engine, &known).await?;
    let next = entries.clone().filter(|entry| !entry.is_new);
    keep_versions(connection, engine, next.map(next_version)).await?;
    let tables = [
        (SOURCES, source_rows(entries.clone())),
        (COMPANIES, company_rows(entries.clone())),
        (POSTINGS, json::array(entries.clone().map(posting_row))),
    ];
    for (text, rows) in tables {
        sqlx::query(statement(engine, text))
            .bind(rows)
            .execute(&mut *connection)
            .await?;
    }
    let all: Vec<&Entry<'_>> = entries.clone().collect();
    for chunk in all.chunks(TEXTS_AT_ONCE) {
        write_texts(connection, engine, chunk).await?;
    }
    let likenesses = entries
        .clone()
        .map(|entry| (entry.number, &entry.draft.new.likeness));
    write_likeness(connection, engine, likenesses).await?;
    write_stated(connection, engine, entries).await
}

/// Texts are bound one by one: putting two kilobytes into JSON and taking them
/// out again costs more than a parameter.
async fn write_texts(
    connection: &mut AnyConnection,
    engine: Engine,
    entries: &[&Entry<'_>],
) -> Result<()> {
    let mut text =
        "INSERT INTO posting_content (number, title, html, facts, url, apply_url) VALUES "
            .to_owned();
    for first in (1..=entries.len() * 6).step_by(6) {
        let [a, b, c, d, e, f] = [0, 1, 2, 3, 4, 5].map(|column| first + column);
        let comma = if first == 1 { "" } else { ", " };
        text.push_str(&format!("{comma}(${a}, ${b}, ${c}, ${d}, ${e}, ${f})"));
    }
    text.push_str(
        " ON CONFLICT (number) DO UPDATE SET title = excluded.title, html = excluded.html,
        facts = excluded.facts, url = excluded.url, apply_url = excluded.apply_url",
    );
    let mut query = sqlx::query(statement(engine, &text));
    for entry in entries {
        let new = entry.draft.new;
        query = query
            .bind(entry.number)
            .bind(clean(&new.title).into_owned())
            .bind(clean(&new.html).into_owned())
            .bind(entry.draft.facts.clone())
            .bind(new.url.as_deref().map(|url| clean(url).into_owned()))
            .bind(new.apply_url.as_deref().map(|url| clean(url).into_owned()));
    }
    query.execute(connection).await?;
    Ok(())
}

fn next_version<'e>(entry: &'e Entry<'_>) -> NextVersion<'e> {
    let new = entry.draft.new;
    NextVersion(
        entry.number,
        entry.last_seen.millis(),
        new.title.as_str(),
        new.content_hash.0.as_str(),
        entry.draft.facts.as_str(),
    )
}

fn source_rows<'e, 'a: 'e>(entries: impl Iterator<Item = &'e Entry<'a>>) -> String {
    let keys: BTreeSet<&str> = entries
        .map(|entry| entry.draft.new.source.as_str())
        .collect();
    json::array(keys.into_iter().map(|key| (key, key)))
}

fn company_rows<'e, 'a: 'e>(entries: impl Iterator<Item = &'e Entry<'a>>) -> String {
    let mut names = BTreeMap::new();
    for company in entries.filter_map(|entry| entry.draft.new.company.as_ref()) {
        names
            .entry(company.slug.as_str())
            .or_insert(company.name.as_str());
    }
    json::array(names)
}

fn posting_row<'e>(entry: &'e Entry<'_>) -> impl serde::Serialize + use<'e> {
    let new = entry.draft.new;
    (
        entry.number,
        id_number(entry.id),
        new.source.as_str(),
        &*entry.draft.external_id,
        new.company.as_ref().map(|company| company.slug.as_str()),
        new.facts.backend.slug(),
        new.facts.visa.slug(),
        entry.posted_at.millis(),
        entry.first_seen.millis(),
        entry.last_seen.millis(),
        entry.closed_at.map(Timestamp::millis),
        new.content_hash.0.as_str(),
        entry.draft.fingerprint,
        entry.role_key,
        entry.draft.block,
    )
}

//! Writes a batch: every table in one statement.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{Facts, Timestamp};
use sqlx::AnyConnection;

use super::Entry;
use crate::database_url::Engine;
use crate::dialect::statement;
use crate::error::Result;
use crate::identity::id_number;
use crate::json;

const SEE_AGAIN: &str = "UPDATE posting SET last_seen = $2,
        role_last_seen = CASE WHEN role_last_seen < $2 THEN $2 ELSE role_last_seen END
    WHERE number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))";
const SEE_ROOT_AGAIN: &str = "UPDATE posting SET role_last_seen = $2
    WHERE role_last_seen < $2 AND id IN (
        SELECT d.duplicate_of FROM posting d WHERE d.duplicate_of IS NOT NULL
            AND d.number IN (SELECT CAST(value AS BIGINT) FROM each_value($1)))";

/// Moves `last_seen` of postings, and of the roles they repeat.
pub(super) async fn see_again(
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
const POSTINGS: &str =
    "INSERT INTO posting (number, id, source, external_id, company, backend, visa,
        posted_at, first_seen, last_seen, closed_at, content_hash, fingerprint, role_key,
        duplicate_of, role_posted_at, role_last_seen, role_closed_at)
    SELECT CAST(r.value->>0 AS BIGINT), CAST(r.value->>1 AS BIGINT), r.value->>2, r.value->>3,
        r.value->>4, r.value->>5, r.value->>6,
        CAST(r.value->>7 AS BIGINT), CAST(r.value->>8 AS BIGINT), CAST(r.value->>9 AS BIGINT),
        CAST(r.value->>10 AS BIGINT), r.value->>11, CAST(r.value->>12 AS BIGINT),
        CAST(r.value->>13 AS BIGINT), NULL, CAST(r.value->>7 AS BIGINT),
        CAST(r.value->>9 AS BIGINT), CAST(r.value->>10 AS BIGINT)
    FROM each_row($1) r WHERE true
    ON CONFLICT (number) DO UPDATE SET company = excluded.company, backend = excluded.backend,
        visa = excluded.visa, posted_at = excluded.posted_at, last_seen = excluded.last_seen,
        closed_at = excluded.closed_at, content_hash = excluded.content_hash,
        fingerprint = excluded.fingerprint, role_key = excluded.role_key, duplicate_of = NULL,
        role_posted_at = excluded.role_posted_at, role_last_seen = excluded.role_last_seen,
        role_closed_at = excluded.role_closed_at";
const CONTENTS: &str = "INSERT INTO posting_content (number, title, html, facts, url, apply_url)
    SELECT CAST(r.value->>0 AS BIGINT), r.value->>1, r.value->>2, r.value->>3, r.value->>4,
        r.value->>5
    FROM each_row($1) r WHERE true
    ON CONFLICT (number) DO UPDATE SET title = excluded.title, html = excluded.html,
        facts = excluded.facts, url = excluded.url, apply_url = excluded.apply_url";
const FACTS: &str = "INSERT INTO posting_fact (number, field, value)
    SELECT CAST(r.value->>0 AS BIGINT), r.value->>1, r.value->>2 FROM each_row($1) r WHERE true
    ON CONFLICT DO NOTHING";
const SKILLS: &str = "INSERT INTO posting_skill (number, skill, requirement)
    SELECT CAST(r.value->>0 AS BIGINT), r.value->>1, r.value->>2 FROM each_row($1) r WHERE true
    ON CONFLICT DO NOTHING";
const PLACES: &str = "INSERT INTO posting_place (number, slug, name, country)
    SELECT CAST(r.value->>0 AS BIGINT), r.value->>1, r.value->>2, r.value->>3
    FROM each_row($1) r WHERE true ON CONFLICT DO NOTHING";
const PAY: &str = "INSERT INTO posting_pay (number, currency, yearly_top)
    SELECT CAST(r.value->>0 AS BIGINT), r.value->>1, CAST(r.value->>2 AS BIGINT)
    FROM each_row($1) r WHERE true ON CONFLICT DO NOTHING";

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
    let tables = [
        (SOURCES, source_rows(entries.clone())),
        (COMPANIES, company_rows(entries.clone())),
        (POSTINGS, json::array(entries.clone().map(posting_row))),
        (CONTENTS, json::array(entries.clone().map(content_row))),
        (FACTS, json::array(entries.clone().flat_map(fact_rows))),
        (SKILLS, json::array(entries.clone().flat_map(skill_rows))),
        (PLACES, json::array(entries.clone().flat_map(place_rows))),
        (PAY, json::array(entries.flat_map(pay_rows))),
    ];
    for (text, rows) in tables {
        if rows == "[]" {
            continue;
        }
        sqlx::query(statement(engine, text))
            .bind(rows)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Deletes what postings state, before it is written anew or they are deleted.
pub(crate) async fn delete_stated(
    connection: &mut AnyConnection,
    engine: Engine,
    numbers: &[i64],
) -> Result<()> {
    if numbers.is_empty() {
        return Ok(());
    }
    let list = json::array(numbers);
    for text in [
        "DELETE FROM posting_fact WHERE number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))",
        "DELETE FROM posting_skill WHERE number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))",
        "DELETE FROM posting_place WHERE number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))",
        "DELETE FROM posting_pay WHERE number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))",
    ] {
        sqlx::query(statement(engine, text))
            .bind(list.clone())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
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
        entry.draft.role_key,
    )
}

fn content_row<'e>(entry: &'e Entry<'_>) -> impl serde::Serialize + use<'e> {
    let new = entry.draft.new;
    (
        entry.number,
        new.title.as_str(),
        new.html.as_str(),
        entry.draft.facts.as_str(),
        new.url.as_deref(),
        new.apply_url.as_deref(),
    )
}

type FactRow = (i64, &'static str, Cow<'static, str>);

fn fact_rows(entry: &Entry<'_>) -> Vec<FactRow> {
    let Facts {
        families,
        seniority,
        workplace,
        remote_scope,
        employment,
        ..
    } = &entry.draft.new.facts;
    let slugs = std::iter::empty()
        .chain(families.iter().map(|value| ("role", value.slug())))
        .chain(seniority.iter().map(|value| ("level", value.slug())))
        .chain(workplace.iter().map(|value| ("workplace", value.slug())))
        .chain(employment.iter().map(|value| ("employment", value.slug())))
        .map(|(field, value)| (field, Cow::Borrowed(value)));
    let scopes = remote_scope
        .iter()
        .map(|scope| ("remote", Cow::Owned(scope.slug())));
    slugs
        .chain(scopes)
        .map(|(field, value)| (entry.number, field, value))
        .collect()
}

fn skill_rows<'e>(entry: &'e Entry<'_>) -> impl Iterator<Item = (i64, &'e str, &'static str)> {
    let skills = &entry.draft.new.facts.skills;
    skills
        .iter()
        .map(|fact| (entry.number, fact.skill.as_str(), fact.requirement.slug()))
}

type PlaceRow<'e> = (i64, String, &'e str, Option<&'e str>);

fn place_rows<'e>(entry: &'e Entry<'_>) -> impl Iterator<Item = PlaceRow<'e>> {
    entry.draft.new.facts.places.iter().filter_map(|place| {
        let slug = String::from(place.slug()?);
        let country = place.country.as_ref().map(domain::CountryCode::code);
        Some((entry.number, slug, place.name.as_str(), country))
    })
}

fn pay_rows(entry: &Entry<'_>) -> Vec<(i64, String, u32)> {
    let mut tops = HashMap::new();
    for salary in &entry.draft.new.facts.salary {
        let top = tops.entry(salary.currency()).or_insert(0);
        *top = salary.yearly_top().max(*top);
    }
    tops.into_iter()
        .map(|(currency, top)| (entry.number, currency.code().to_owned(), top))
        .collect()
}

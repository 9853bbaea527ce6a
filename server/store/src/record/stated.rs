//! What postings state, as rows of their own for counting in SQL.
//!
//! These are most of the rows that recording writes. They travel as short
//! texts: the internal number in sixteen digits, one letter, and the value.
//! Taking such a text apart costs the engines less than an array.

use std::collections::BTreeMap;

use domain::{CountryCode, Currency, Experience, Requirement};
use sqlx::AnyConnection;

use super::Entry;
use crate::database_url::Engine;
use crate::dialect::statement;
use crate::error::Result;
use crate::json;

const FACTS: &str = "INSERT INTO posting_fact (number, field, value)
    SELECT CAST(substr(value, 1, 16) AS BIGINT),
        CASE substr(value, 17, 1) WHEN 'r' THEN 'role' WHEN 'l' THEN 'level'
            WHEN 'w' THEN 'workplace' WHEN 'e' THEN 'employment' WHEN 's' THEN 'remote'
            WHEN 'i' THEN 'industry' WHEN 'y' THEN 'years' END,
        substr(value, 18)
    FROM each_value($1) WHERE true ON CONFLICT DO NOTHING";
const SKILLS: &str = "INSERT INTO posting_skill (number, skill, requirement)
    SELECT CAST(substr(value, 1, 16) AS BIGINT), substr(value, 18),
        CASE substr(value, 17, 1) WHEN 'r' THEN 'required' WHEN 'n' THEN 'nice'
            WHEN 'm' THEN 'mentioned' END
    FROM each_value($1) WHERE true ON CONFLICT DO NOTHING";
const PLACES: &str = "INSERT INTO posting_place (number, slug, name, country)
    SELECT CAST(r.value->>0 AS BIGINT), r.value->>1, r.value->>2, r.value->>3
    FROM each_row($1) r WHERE true ON CONFLICT DO NOTHING";
const PAY: &str = "INSERT INTO posting_pay (number, currency, yearly_top)
    SELECT CAST(r.value->>0 AS BIGINT), r.value->>1, CAST(r.value->>2 AS BIGINT)
    FROM each_row($1) r WHERE true ON CONFLICT DO NOTHING";

/// Writes what new and updated postings state; the latter's rows are deleted.
pub(super) async fn write_stated<'e, 'a: 'e>(
    connection: &mut AnyConnection,
    engine: Engine,
    entries: impl Iterator<Item = &'e Entry<'a>> + Clone,
) -> Result<()> {
    let tables = [
        (FACTS, json::array(entries.clone().flat_map(facts))),
        (SKILLS, json::array(entries.clone().flat_map(skills))),
        (PLACES, json::array(entries.clone().flat_map(places))),
        (PAY, json::array(entries.flat_map(pay))),
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
    for table in [
        "posting_fact",
        "posting_skill",
        "posting_place",
        "posting_pay",
    ] {
        let text = format!(
            "DELETE FROM {table} WHERE number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))"
        );
        sqlx::query(statement(engine, &text))
            .bind(list.clone())
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

fn packed(number: i64, letter: char, value: &str) -> String {
    format!("{number:016}{letter}{value}")
}

fn facts<'e>(entry: &'e Entry<'_>) -> impl Iterator<Item = String> + use<'e> {
    let facts = &entry.draft.new.facts;
    let experience = facts.experience.map(Experience::of_years);
    let closed = std::iter::empty()
        .chain(facts.families.iter().map(|value| ('r', value.slug())))
        .chain(facts.seniority.iter().map(|value| ('l', value.slug())))
        .chain(facts.workplace.iter().map(|value| ('w', value.slug())))
        .chain(facts.employment.iter().map(|value| ('e', value.slug())))
        .chain(facts.industry.iter().map(|value| ('i', value.slug())))
        .chain(experience.into_iter().map(|value| ('y', value.slug())))
        .map(|(letter, value)| packed(entry.number, letter, value));
    let scopes = facts.remote_scope.iter();
    closed.chain(scopes.map(|scope| packed(entry.number, 's', &scope.slug())))
}

fn skills<'e>(entry: &'e Entry<'_>) -> impl Iterator<Item = String> + use<'e> {
    entry.draft.new.facts.skills.iter().map(|fact| {
        let letter = match fact.requirement {
            Requirement::Required => 'r',
            Requirement::Nice => 'n',
            Requirement::Mentioned => 'm',
        };
        packed(entry.number, letter, fact.skill.as_str())
    })
}

type PlaceRow<'e> = (i64, String, &'e str, Option<&'e str>);

fn places<'e>(entry: &'e Entry<'_>) -> impl Iterator<Item = PlaceRow<'e>> {
    entry.draft.new.facts.places.iter().filter_map(|place| {
        let slug = String::from(place.slug()?);
        let country = place.country.as_ref().map(CountryCode::code);
        Some((entry.number, slug, place.name.as_str(), country))
    })
}

fn pay(entry: &Entry<'_>) -> Vec<(i64, Currency, u32)> {
    let mut tops: BTreeMap<Currency, u32> = BTreeMap::new();
    for salary in &entry.draft.new.facts.salary {
        let top = tops.entry(salary.currency()).or_default();
        *top = salary.yearly_top().max(*top);
    }
    tops.into_iter()
        .map(|(currency, top)| (entry.number, currency, top))
        .collect()
}

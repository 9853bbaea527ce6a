//! What one posting adds to the counts: found in its rows, kept as a short text,
//! and read from that again to take it off.

use std::collections::BTreeSet;

use domain::{SkillCategory, Slug, Timestamp};
use sqlx::any::AnyRow;

use super::{ANY, BACKEND, CURRENT_BACKEND, MarketField, MonthNumber};
use crate::error::Result;
use crate::row::Reader;

/// Columns that [`Part::read`] reads, of `posting p`.
pub(super) const COLUMNS: &str = "p.number, p.id, p.source, p.backend, p.posted_at,
    CASE WHEN p.duplicate_of IS NULL THEN 1 ELSE 0 END, p.role_closed_at,
    (SELECT string_agg(f.field || ':' || f.value, ',') FROM posting_fact f
        WHERE f.number = p.number AND f.field IN ('role', 'level', 'workplace')),
    (SELECT string_agg(s.requirement || ':' || s.skill, ',') FROM posting_skill s
        WHERE s.number = p.number),
    (SELECT string_agg('country:' || l.country, ',') FROM posting_place l
        WHERE l.number = p.number AND l.country IS NOT NULL),
    (SELECT string_agg('pay:' || m.currency, ',') FROM posting_pay m
        WHERE m.number = p.number), p.stale";

/// What a posting adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    source: String,
    posted: i64,
    opened: Option<i64>,
    closed: Option<i64>,
    cohorts: BTreeSet<String>,
    /// `field:value`.
    values: BTreeSet<String>,
}

/// A posting with what it adds.
pub(super) struct Counted {
    pub(super) number: i64,
    pub(super) id: i64,
    pub(super) text: String,
}

impl Part {
    /// Reads [`COLUMNS`].
    pub(super) fn read(
        row: &AnyRow,
        category_of: &impl Fn(&Slug) -> Option<SkillCategory>,
    ) -> Result<Counted> {
        let reader = Reader::new(row, "posting");
        let (number, id) = (reader.number(0, "number")?, reader.number(1, "id")?);
        let reader = reader.named(id);
        let month = |millis| MonthNumber::containing(Timestamp::from_millis(millis)).0;
        let posted = month(reader.number(4, "posted_at")?);
        let is_role = reader.number(5, "duplicate_of")? == 1;
        let closed = reader
            .optional_number(6, "role_closed_at")?
            .filter(|_| is_role);
        let mut values: BTreeSet<String> = BTreeSet::new();
        for column in 7..=10 {
            let listed = reader.optional_text(column, "value")?.unwrap_or_default();
            values.extend(
                listed
                    .split(',')
                    .filter(|one| !one.is_empty())
                    .map(str::to_owned),
            );
        }
        let derived = derived(&values, category_of);
        values.extend(derived);
        let families = values
            .iter()
            .filter_map(|value| value.strip_prefix("role:"));
        let mut cohorts: BTreeSet<String> = families.map(str::to_owned).collect();
        cohorts.insert(ANY.to_owned());
        if reader.text(3, "backend")? == "yes" {
            cohorts.insert(BACKEND.to_owned());
            if is_role && reader.number(11, "stale")? == 0 {
                cohorts.insert(CURRENT_BACKEND.to_owned());
            }
        }
        let part = Self {
            source: reader.text(2, "source")?.to_owned(),
            posted,
            opened: is_role.then_some(posted),
            closed: closed.map(month),
            cohorts,
            values,
        };
        Ok(Counted {
            number,
            id,
            text: part.text(),
        })
    }

    /// As it is kept.
    fn text(&self) -> String {
        let month = |month: Option<i64>| month.map(|month| month.to_string()).unwrap_or_default();
        let list = |items: &BTreeSet<String>| {
            let items: Vec<&str> = items.iter().map(String::as_str).collect();
            items.join(",")
        };
        format!(
            "{}|{}|{}|{}|{}|{}",
            self.source,
            self.posted,
            month(self.opened),
            month(self.closed),
            list(&self.cohorts),
            list(&self.values)
        )
    }
}

/// Values that follow from those of the rows: everything, categories of skills, and
/// pay in any currency.
fn derived(
    values: &BTreeSet<String>,
    category_of: &impl Fn(&Slug) -> Option<SkillCategory>,
) -> BTreeSet<String> {
    let mut derived = BTreeSet::from([format!("{}:", MarketField::All.slug())]);
    for value in values {
        let Some((field, value)) = value.split_once(':') else {
            continue;
        };
        if field == MarketField::Pay.slug() {
            derived.insert(format!("{}:", MarketField::Pay.slug()));
        }
        let is_skill = MarketField::SKILL.iter().any(|skill| skill.slug() == field);
        let category = Slug::parse(value).ok().filter(|_| is_skill);
        if let Some(category) = category.as_ref().and_then(category_of) {
            derived.insert(format!("{}:{category}", MarketField::Category.slug()));
        }
    }
    derived
}

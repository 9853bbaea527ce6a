//! Roles with pay, for percentiles and comparisons.

use domain::{Currency, Slug};

use super::Cohort;
use crate::dialect::statement;
use crate::error::Result;
use crate::row::Reader;
use crate::store::Store;

/// A unique role that states pay in a currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaidRole {
    /// The most it pays in a year, in units of the currency; what the pay floor
    /// of a search compares with.
    pub yearly_top: u64,
    /// Slugs of the families it offers, in order and joined by a comma; so with
    /// those below.
    pub families: String,
    /// Levels it states.
    pub levels: String,
    /// Countries where it is based.
    pub countries: String,
    /// Whether it names the skill that is asked about.
    pub has_skill: bool,
}

const PAID: &str = "SELECT m.yearly_top,
        (SELECT string_agg(f.value, ',') FROM posting_fact f
            WHERE f.number = p.number AND f.field = 'role'),
        (SELECT string_agg(f.value, ',') FROM posting_fact f
            WHERE f.number = p.number AND f.field = 'level'),
        (SELECT string_agg(l.country, ',') FROM posting_place l
            WHERE l.number = p.number AND l.country IS NOT NULL),
        CASE WHEN EXISTS (SELECT 1 FROM posting_skill s
            WHERE s.number = p.number AND s.skill = $2) THEN 1 ELSE 0 END
    FROM posting_pay m JOIN posting p ON p.number = m.number
    WHERE m.currency = $1 AND p.duplicate_of IS NULL AND p.role_closed_at IS NULL";

impl Store {
    /// The open roles of a cohort that state pay in a currency; whether they name
    /// a skill is told beside.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_paid_roles(
        &self,
        cohort: Cohort,
        currency: Currency,
        skill: Option<&Slug>,
    ) -> Result<Vec<PaidRole>> {
        let text = format!("{PAID}{}", cohort.condition());
        let rows = sqlx::query(statement(self.engine(), &text))
            .bind(currency.code())
            .bind(skill.map_or("", Slug::as_str))
            .fetch_all(self.readers())
            .await?;
        rows.iter()
            .map(|row| {
                let reader = Reader::new(row, "posting_pay");
                let list = |column, name| {
                    let listed = reader.optional_text(column, name)?.unwrap_or_default();
                    let mut values: Vec<&str> = listed.split(',').collect();
                    values.sort_unstable();
                    values.dedup();
                    Ok::<_, crate::StoreError>(values.join(","))
                };
                Ok(PaidRole {
                    yearly_top: reader.count(0, "yearly_top")?,
                    families: list(1, "role")?,
                    levels: list(2, "level")?,
                    countries: list(3, "country")?,
                    has_skill: reader.number(4, "skill")? == 1,
                })
            })
            .collect()
    }
}

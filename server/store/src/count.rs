//! Counts roles by filters in plain SQL: the truth that the counts of the
//! search index are checked against. It shares no code with the index.

use std::collections::BTreeMap;

use domain::{JobQuery, PayFilter, SkillCategory, Slug, StaleFilter, StatusFilter, Timestamp};

use crate::dialect::statement;
use crate::error::Result;
use crate::json;
use crate::row::Reader;
use crate::store::Store;

impl Store {
    /// Number of unique roles that match the filters of a search. Its words,
    /// order and page are ignored.
    ///
    /// - Duplicates never count; what holds of a role decides (see
    ///   [`Store::find_posting`]), and of its texts those of its root.
    /// - Values of one filter widen, filters narrow. The skills of one category
    ///   are one filter; those without a category are one together.
    /// - Without role families the verdict `backend: yes` is asked for, unless
    ///   `any_role` is set. With families any of them must be offered.
    /// - A country or city is where the job is based; a remote scope matches
    ///   only itself. Pay must be stated, or be stated in the currency and reach the floor at
    ///   its upper end, by [`domain::Salary::yearly_top`].
    /// - Posted within days: at `as_of` minus the days or later.
    /// - First posted in a period: the earliest date of the role's postings. Open
    ///   during a period: first posted before its end, and not closed before its
    ///   beginning.
    /// - Open is what has no closing date.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn count(
        &self,
        query: &JobQuery,
        as_of: Timestamp,
        category_of: impl Fn(&Slug) -> Option<SkillCategory> + Send,
    ) -> Result<u64> {
        let filters = Filters::of(query, as_of, category_of);
        let mut prepared = sqlx::query(statement(self.engine(), &filters.text));
        for value in filters.values {
            prepared = match value {
                Value::List(list) => prepared.bind(list),
                Value::Number(number) => prepared.bind(number),
            };
        }
        let row = prepared.fetch_one(self.readers()).await?;
        Reader::new(&row, "posting").count(0, "count")
    }
}

enum Value {
    List(String),
    Number(i64),
}

struct Filters {
    text: String,
    values: Vec<Value>,
}

impl Filters {
    fn of(
        query: &JobQuery,
        as_of: Timestamp,
        category_of: impl Fn(&Slug) -> Option<SkillCategory>,
    ) -> Self {
        let mut filters = Self {
            text: "SELECT COUNT(*) FROM posting p WHERE p.duplicate_of IS NULL".to_owned(),
            values: Vec::new(),
        };
        match query.status {
            StatusFilter::Open => filters.text.push_str(" AND p.role_closed_at IS NULL"),
            StatusFilter::Closed => filters.text.push_str(" AND p.role_closed_at IS NOT NULL"),
            StatusFilter::All => {}
        }
        match query.stale {
            StaleFilter::Show => {}
            StaleFilter::Hide => filters.text.push_str(" AND p.stale = 0"),
            StaleFilter::Only => filters.text.push_str(" AND p.stale = 1"),
        }
        if query.roles.is_empty() && !query.any_role {
            filters.text.push_str(" AND p.backend = 'yes'");
        }
        filters.facts("role", query.roles.iter());
        filters.facts("level", query.levels.iter());
        filters.facts("workplace", query.workplaces.iter());
        filters.facts("remote", query.remote.iter());
        filters.facts("employment", query.employment.iter());
        filters.facts("industry", query.industries.iter());
        filters.facts("years", query.experience.iter());
        filters.periods(query);
        filters.skills(query, category_of);
        let countries = query.countries.iter().map(domain::CountryCode::code);
        filters.any_of(
            "EXISTS (SELECT 1 FROM posting_place l WHERE l.number = p.number AND l.country",
            countries,
            ")",
        );
        filters.any_of(
            "EXISTS (SELECT 1 FROM posting_place l WHERE l.number = p.number AND l.slug",
            query.cities.iter(),
            ")",
        );
        filters.any_of("(p.visa", query.visa.iter(), ")");
        filters.any_of("(p.company", query.companies.iter(), ")");
        filters.any_of("(p.source", query.sources.iter(), ")");
        filters.pay(query);
        if let Some(posted) = query.posted {
            let since = filters.bind(Value::Number(as_of.plus_days(-posted.days()).millis()));
            filters
                .text
                .push_str(&format!(" AND p.role_posted_at >= {since}"));
        }
        filters
    }

    fn facts<T: ToString>(&mut self, field: &'static str, values: impl Iterator<Item = T>) {
        let start = format!(
            "EXISTS (SELECT 1 FROM posting_fact f WHERE f.number = p.number \
             AND f.field = '{field}' AND f.value"
        );
        self.any_of(&start, values, ")");
    }

    fn skills(&mut self, query: &JobQuery, category_of: impl Fn(&Slug) -> Option<SkillCategory>) {
        let mut groups: BTreeMap<Option<SkillCategory>, Vec<&Slug>> = BTreeMap::new();
        for skill in &query.skills {
            groups.entry(category_of(skill)).or_default().push(skill);
        }
        for skills in groups.into_values() {
            self.any_of(
                "EXISTS (SELECT 1 FROM posting_skill s WHERE s.number = p.number AND s.skill",
                skills.into_iter(),
                ")",
            );
        }
    }

    fn periods(&mut self, query: &JobQuery) {
        if let Some(period) = query.opened {
            let start = self.bind(Value::Number(period.start().millis()));
            let end = self.bind(Value::Number(period.end().millis()));
            self.text.push_str(&format!(
                " AND p.posted_at >= {start} AND p.posted_at < {end}"
            ));
        }
        if let Some(period) = query.during {
            let start = self.bind(Value::Number(period.start().millis()));
            let end = self.bind(Value::Number(period.end().millis()));
            self.text.push_str(&format!(
                " AND p.posted_at < {end} \
                 AND (p.role_closed_at IS NULL OR p.role_closed_at >= {start})"
            ));
        }
    }

    fn pay(&mut self, query: &JobQuery) {
        let floor = match query.pay {
            None => return,
            Some(PayFilter::Stated) => {
                self.text.push_str(
                    " AND EXISTS (SELECT 1 FROM posting_pay m WHERE m.number = p.number)",
                );
                return;
            }
            Some(PayFilter::AtLeast(floor)) => floor,
        };
        let amount = self.bind(Value::Number(i64::from(floor.amount)));
        let start = format!(
            "EXISTS (SELECT 1 FROM posting_pay m WHERE m.number = p.number \
             AND m.yearly_top >= {amount} AND m.currency"
        );
        self.any_of(&start, std::iter::once(floor.currency.code()), ")");
    }

    /// Adds `start IN (values) end`, unless there are no values.
    fn any_of<T: ToString>(&mut self, start: &str, values: impl Iterator<Item = T>, end: &str) {
        let list = json::array(values.map(|value| value.to_string()));
        if list == "[]" {
            return;
        }
        let parameter = self.bind(Value::List(list));
        self.text.push_str(&format!(
            " AND {start} IN (SELECT value FROM each_value({parameter})){end}"
        ));
    }

    fn bind(&mut self, value: Value) -> String {
        self.values.push(value);
        format!("${}", self.values.len())
    }
}

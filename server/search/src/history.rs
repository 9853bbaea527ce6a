//! What a search finds, over time: how many roles were first posted in each of
//! some periods, by the values they have, and how many were open at a moment.
//!
//! The counts are those of the search with a period set ([`JobQuery::opened`],
//! [`JobQuery::during`]), from the same columns, for all periods in one pass.

use std::collections::HashMap;

use domain::{FacetField, JobQuery, Period, Timestamp};

use crate::columns::Columns;
use crate::error::Result;
use crate::index::Index;
use crate::values::{ValueId, Values};

/// New roles of a search in each of some periods.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// All of them, one count for each period.
    pub total: Vec<u64>,
    by_value: HashMap<(FacetField, String), Vec<u64>>,
}

impl History {
    /// Those that have a value of a filter; zeros when none has.
    #[must_use]
    pub fn of(&self, field: FacetField, value: &str) -> Vec<u64> {
        self.by_value
            .get(&(field, value.to_owned()))
            .cloned()
            .unwrap_or_else(|| vec![0; self.total.len()])
    }

    /// Every value of a filter that a role of these periods has, by value.
    #[must_use]
    pub fn values(&self, field: FacetField) -> Vec<(&str, &[u64])> {
        let mut values: Vec<(&str, &[u64])> = self
            .by_value
            .iter()
            .filter(|((of, _), _)| *of == field)
            .map(|((_, value), counts)| (value.as_str(), counts.as_slice()))
            .collect();
        values.sort_unstable();
        values
    }
}

impl Index {
    /// Counts what a search finds by the period in which it was first posted.
    /// The periods are in order and do not overlap; what lies between or outside
    /// is not counted. Values of every filter of few values are told apart:
    /// kinds of role, skills, levels, workplaces, scopes, countries, industries,
    /// years, sources.
    ///
    /// # Errors
    /// As [`Index::search`].
    pub fn history(
        &self,
        query: &JobQuery,
        as_of: Timestamp,
        periods: &[Period],
    ) -> Result<History> {
        let found = self.find(query, as_of)?;
        let mut counts = Counts::new(periods.len());
        for (segment, set) in found.view.segments.iter().zip(&found.sets.all) {
            let columns = &*segment.columns;
            for doc in set.iter() {
                if let Some(period) = period_of(periods, columns.opened(doc)) {
                    counts.add(columns, doc, period);
                }
            }
        }
        Ok(counts.named(&found.view.values))
    }

    /// How many roles of a search were first posted in each of some periods, as
    /// [`Index::history`] counts them, without telling values apart.
    ///
    /// # Errors
    /// As [`Index::search`].
    pub fn count_opened_in(
        &self,
        query: &JobQuery,
        as_of: Timestamp,
        periods: &[Period],
    ) -> Result<Vec<u64>> {
        let found = self.find(query, as_of)?;
        let mut counts = vec![0; periods.len()];
        for (segment, set) in found.view.segments.iter().zip(&found.sets.all) {
            for doc in set.iter() {
                let period = period_of(periods, segment.columns.opened(doc));
                if let Some(count) = period.and_then(|at| counts.get_mut(at)) {
                    *count += 1;
                }
            }
        }
        Ok(counts)
    }

    /// How many roles of a search were open at each of some moments: first posted
    /// at it or before, and not closed until after it.
    ///
    /// # Errors
    /// As [`Index::search`].
    pub fn count_open_at(
        &self,
        query: &JobQuery,
        as_of: Timestamp,
        moments: &[Timestamp],
    ) -> Result<Vec<u64>> {
        let found = self.find(query, as_of)?;
        let mut order: Vec<usize> = (0..moments.len()).collect();
        order.sort_by_key(|at| moments.get(*at));
        let sorted: Vec<i64> = order
            .iter()
            .filter_map(|at| moments.get(*at))
            .map(|moment| moment.millis())
            .collect();
        // What is added at a place holds from there to the end.
        let mut steps = vec![0_i64; sorted.len() + 1];
        for (segment, set) in found.view.segments.iter().zip(&found.sets.all) {
            let columns = &*segment.columns;
            for doc in set.iter() {
                let (opened, closed) = (columns.opened(doc), columns.closed_at(doc));
                let first = sorted.partition_point(|moment| *moment < opened);
                let end = sorted.partition_point(|moment| *moment < closed);
                if first < end {
                    add(&mut steps, first, 1);
                    add(&mut steps, end, -1);
                }
            }
        }
        let mut counts = vec![0; moments.len()];
        let mut open = 0_i64;
        for (at, step) in order.into_iter().zip(steps) {
            open += step;
            if let Some(count) = counts.get_mut(at) {
                *count = u64::try_from(open).unwrap_or(0);
            }
        }
        Ok(counts)
    }
}

fn add(steps: &mut [i64], at: usize, by: i64) {
    if let Some(step) = steps.get_mut(at) {
        *step += by;
    }
}

/// Place of the period that holds a moment.
fn period_of(periods: &[Period], at: i64) -> Option<usize> {
    let place = periods
        .partition_point(|period| period.start().millis() <= at)
        .checked_sub(1)?;
    periods
        .get(place)
        .is_some_and(|period| at < period.end().millis())
        .then_some(place)
}

/// Counts by value and period, in one row for each value that was met.
struct Counts {
    periods: usize,
    total: Vec<u64>,
    rows: HashMap<ValueId, Vec<u64>>,
}

impl Counts {
    fn new(periods: usize) -> Self {
        Self {
            periods,
            total: vec![0; periods],
            rows: HashMap::new(),
        }
    }

    fn add(&mut self, columns: &Columns, doc: u32, period: usize) {
        if let Some(total) = self.total.get_mut(period) {
            *total += 1;
        }
        for value in columns.narrow.values_of(doc) {
            let row = self
                .rows
                .entry(value)
                .or_insert_with(|| vec![0; self.periods]);
            if let Some(count) = row.get_mut(period) {
                *count += 1;
            }
        }
    }

    fn named(self, values: &Values) -> History {
        let by_value = self
            .rows
            .into_iter()
            .filter_map(|(value, counts)| {
                let value = values.get(value)?;
                Some(((value.group.field, value.slug.clone()), counts))
            })
            .collect();
        History {
            total: self.total,
            by_value,
        }
    }
}

/// A role of a search that states what it pays in a currency, both ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaidRole {
    /// The middle of the range, for a year, in units of the currency.
    pub yearly: u32,
    /// Place of its values among [`PaidRoles::groups`].
    pub group: usize,
    /// Whether it has the value that was asked about.
    pub has: bool,
}

/// The roles of a search that state pay, and the values by which they are alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaidRoles {
    /// Every role.
    pub roles: Vec<PaidRole>,
    /// Values that roles have of the filters asked for, first value of each; `None`
    /// where they state none. No two are the same.
    pub groups: Vec<Vec<Option<String>>>,
}

impl Index {
    /// Every role of a search that states both ends of its pay in a currency,
    /// with its first value of each of `fields`, and whether it has a skill.
    /// 'Up to' and 'from' are left out: they name no middle.
    ///
    /// # Errors
    /// As [`Index::search`].
    pub fn list_paid(
        &self,
        query: &JobQuery,
        as_of: Timestamp,
        currency: domain::Currency,
        fields: &[FacetField],
        skill: Option<&str>,
    ) -> Result<PaidRoles> {
        let found = self.find(query, as_of)?;
        let values = &found.view.values;
        let skill = skill.and_then(|slug| values.find(FacetField::Skill, slug));
        let mut paid = PaidRoles::default();
        let mut places: HashMap<Vec<Option<ValueId>>, usize> = HashMap::new();
        let mut own: Vec<Option<ValueId>> = vec![None; fields.len()];
        for (segment, set) in found.view.segments.iter().zip(&found.sets.all) {
            let columns = &*segment.columns;
            for (doc, yearly) in columns.middles(currency) {
                if !set.has(*doc) {
                    continue;
                }
                own.fill(None);
                let mut has = false;
                for id in columns.narrow.values_of(*doc) {
                    has |= skill == Some(id);
                    let field = values.get(id).map(|value| value.group.field);
                    let place = fields.iter().position(|one| Some(*one) == field);
                    if let Some(first) = place.and_then(|at| own.get_mut(at)) {
                        first.get_or_insert(id);
                    }
                }
                let group = places.get(&own).copied().unwrap_or_else(|| {
                    let slug = |id: &Option<ValueId>| Some(values.get((*id)?)?.slug.clone());
                    paid.groups.push(own.iter().map(slug).collect());
                    places.insert(own.clone(), paid.groups.len() - 1);
                    paid.groups.len() - 1
                });
                paid.roles.push(PaidRole {
                    yearly: *yearly,
                    group,
                    has,
                });
            }
        }
        Ok(paid)
    }

    /// Currencies in which roles of the index state pay, most first.
    #[must_use]
    pub fn currencies(&self) -> Vec<domain::Currency> {
        self.view().currencies.clone()
    }
}

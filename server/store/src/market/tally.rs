//! Adds up what postings add to the counts, and writes the sums.

use std::collections::HashMap;

use sqlx::AnyConnection;

use crate::database_url::Engine;
use crate::dialect::statement;
use crate::error::Result;
use crate::json;

/// Rows written in one statement.
const ROWS_AT_ONCE: usize = 10_000;

const ADD: &str = "INSERT INTO market_count
        (cohort, field, value, source, month, posted, opened, closed)
    SELECT r.value->>0, r.value->>1, r.value->>2, r.value->>3, CAST(r.value->>4 AS BIGINT),
        CAST(r.value->>5 AS BIGINT), CAST(r.value->>6 AS BIGINT), CAST(r.value->>7 AS BIGINT)
    FROM each_row($1) r WHERE true
    ON CONFLICT (cohort, field, value, source, month) DO UPDATE SET
        posted = market_count.posted + excluded.posted,
        opened = market_count.opened + excluded.opened,
        closed = market_count.closed + excluded.closed";

/// Whether what a posting adds is added or taken off.
#[derive(Clone, Copy)]
pub(super) enum Sign {
    Add,
    TakeOff,
}

/// Cohort, value, source (each by its number) and month.
type Cell = (usize, usize, usize, i64);

/// Sums by cell.
#[derive(Default)]
pub(super) struct Tally {
    names: HashMap<String, usize>,
    cells: HashMap<Cell, [i64; 3]>,
}

impl Tally {
    /// Adds a part as it is kept, or takes it off. A text that is none, which the
    /// store does not write, adds nothing.
    pub(super) fn count(&mut self, text: &str, sign: Sign) {
        let fields: Vec<&str> = text.split('|').collect();
        let [source, posted, opened, closed, cohorts, values] = fields[..] else {
            return;
        };
        let by = match sign {
            Sign::Add => 1,
            Sign::TakeOff => -1,
        };
        let source = self.number(source);
        let cohorts: Vec<usize> = cohorts.split(',').map(|name| self.number(name)).collect();
        let values: Vec<usize> = values.split(',').map(|name| self.number(name)).collect();
        for (measure, month) in [posted, opened, closed].into_iter().enumerate() {
            let Ok(month) = month.parse::<i64>() else {
                continue;
            };
            for cohort in &cohorts {
                for value in &values {
                    let sums = self
                        .cells
                        .entry((*cohort, *value, source, month))
                        .or_default();
                    if let Some(sum) = sums.get_mut(measure) {
                        *sum += by;
                    }
                }
            }
        }
    }

    fn number(&mut self, name: &str) -> usize {
        if let Some(number) = self.names.get(name) {
            return *number;
        }
        let number = self.names.len();
        self.names.insert(name.to_owned(), number);
        number
    }

    /// Adds the sums to the table, in the order of its key.
    pub(super) async fn write(self, connection: &mut AnyConnection, engine: Engine) -> Result<()> {
        let mut names = vec![""; self.names.len()];
        for (name, number) in &self.names {
            if let Some(slot) = names.get_mut(*number) {
                *slot = name;
            }
        }
        let named = |number: usize| names.get(number).copied().unwrap_or_default();
        let mut rows: Vec<_> = self
            .cells
            .iter()
            .filter(|(_, sums)| **sums != [0; 3])
            .map(
                |(&(cohort, value, source, month), &[posted, opened, closed])| {
                    let (field, value) = named(value).split_once(':').unwrap_or_default();
                    let key = (named(cohort), field, value, named(source), month);
                    (key, posted, opened, closed)
                },
            )
            .collect();
        rows.sort_unstable();
        for chunk in rows.chunks(ROWS_AT_ONCE) {
            let flat = chunk
                .iter()
                .map(|&((a, b, c, d, e), f, g, h)| (a, b, c, d, e, f, g, h));
            sqlx::query(statement(engine, ADD))
                .bind(json::array(flat))
                .execute(&mut *connection)
                .await?;
        }
        Ok(())
    }
}

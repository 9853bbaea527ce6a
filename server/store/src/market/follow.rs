//! Following the log of changes, step by step; filling empty counts first.
//!
//! Each step is one transaction that also remembers how far it came, so a crash
//! loses nothing and counts nothing twice, whichever process takes the next step.

use std::collections::BTreeMap;

use domain::{SkillCategory, Slug};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use super::part::{COLUMNS, Counted, Part};
use super::tally::{Sign, Tally};
use crate::database_url::Engine;
use crate::dialect::statement;
use crate::error::Result;
use crate::json;
use crate::meta::{delete_meta_in, find_meta_in, set_meta_in};
use crate::row::Reader;
use crate::store::Store;

/// Where the database remembers how far the counts have followed.
const STATE: &str = "market_state";
/// What is counted; another version starts anew.
const VERSION: &str = "2";
/// Postings that one step fills.
const FILLED_AT_ONCE: i64 = 50_000;
/// Changes that one step follows.
const FOLLOWED_AT_ONCE: i64 = 5_000;
/// Rows of what was counted in one statement.
const ROWS_AT_ONCE: usize = 5_000;

/// Whether there is more to follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarketProgress {
    /// The counts are those of the postings.
    Done,
    /// Take the next step.
    More,
}

/// How far the counts have followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct State {
    /// Last change that is taken in.
    sequence: i64,
    /// Last posting that is filled in; `None` when all are.
    filled: Option<i64>,
}

impl State {
    fn parse(text: &str) -> Option<Self> {
        let mut words = text.split(' ');
        let (version, sequence, filled) = (words.next()?, words.next()?, words.next()?);
        Some(Self {
            sequence: sequence.parse().ok().filter(|_| version == VERSION)?,
            filled: filled.parse().ok(),
        })
    }

    fn text(self) -> String {
        let filled = self
            .filled
            .map_or("all".to_owned(), |number| number.to_string());
        format!("{VERSION} {} {filled}", self.sequence)
    }
}

impl Store {
    /// Takes one step towards counts that are those of the postings: fills in
    /// fifty thousand postings, or follows five thousand changes. Costs two short
    /// reads when there is nothing to do.
    ///
    /// # Errors
    /// See [`crate::StoreError`]; a step that fails is undone.
    pub async fn follow_market(
        &self,
        category_of: impl Fn(&Slug) -> Option<SkillCategory> + Send + Sync,
    ) -> Result<MarketProgress> {
        let last = self.last_sequence().await?;
        let known = self.find_meta(STATE).await?;
        let known = known.as_deref().and_then(State::parse);
        if known.is_some_and(|state| {
            state.filled.is_none() && i64::try_from(last) == Ok(state.sequence)
        }) {
            return Ok(MarketProgress::Done);
        }
        let mut transaction = self.begin().await?;
        let engine = self.engine();
        let state = match find_meta_in(&mut transaction, STATE)
            .await?
            .as_deref()
            .and_then(State::parse)
        {
            Some(state) => state,
            None => clear(&mut transaction).await?,
        };
        let next = match state.filled {
            Some(filled) => State {
                filled: fill(&mut transaction, engine, filled, &category_of).await?,
                ..state
            },
            None => State {
                sequence: follow(&mut transaction, engine, state.sequence, &category_of).await?,
                ..state
            },
        };
        set_meta_in(&mut transaction, STATE, &next.text()).await?;
        transaction.commit().await?;
        Ok(if next == state {
            MarketProgress::Done
        } else {
            MarketProgress::More
        })
    }

    /// Forgets the counts: the next steps of [`Store::follow_market`] fill them anew.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn forget_market(&self) -> Result<()> {
        let mut transaction = self.begin().await?;
        delete_meta_in(&mut transaction, STATE).await?;
        transaction.commit().await?;
        Ok(())
    }
}

/// Empties the counts. What has changed until now is going to be filled in.
async fn clear(connection: &mut AnyConnection) -> Result<State> {
    for text in ["DELETE FROM market_count", "DELETE FROM market_posting"] {
        sqlx::query(text).execute(&mut *connection).await?;
    }
    let row = sqlx::query("SELECT COALESCE(MAX(sequence), 0) FROM change")
        .fetch_one(connection)
        .await?;
    Ok(State {
        sequence: Reader::new(&row, "change").number(0, "sequence")?,
        filled: Some(0),
    })
}

/// Fills in the next postings; the number of the last, `None` when there were none.
async fn fill(
    connection: &mut AnyConnection,
    engine: Engine,
    after: i64,
    category_of: &impl Fn(&Slug) -> Option<SkillCategory>,
) -> Result<Option<i64>> {
    let text =
        format!("SELECT {COLUMNS} FROM posting p WHERE p.number > $1 ORDER BY p.number LIMIT $2");
    let rows = sqlx::query(statement(engine, &text))
        .bind(after)
        .bind(FILLED_AT_ONCE)
        .fetch_all(&mut *connection)
        .await?;
    let counted = read(&rows, category_of)?;
    let mut tally = Tally::default();
    for one in &counted {
        tally.count(&one.text, Sign::Add);
    }
    tally.write(connection, engine).await?;
    remember(connection, engine, &counted).await?;
    Ok(counted.last().map(|one| one.number))
}

/// Follows the next changes; the number of the last.
async fn follow(
    connection: &mut AnyConnection,
    engine: Engine,
    after: i64,
    category_of: &impl Fn(&Slug) -> Option<SkillCategory>,
) -> Result<i64> {
    let rows = sqlx::query(
        "SELECT sequence, posting FROM change WHERE sequence > $1 ORDER BY sequence LIMIT $2",
    )
    .bind(after)
    .bind(FOLLOWED_AT_ONCE)
    .fetch_all(&mut *connection)
    .await?;
    let mut changed: BTreeMap<i64, i64> = BTreeMap::new();
    for row in &rows {
        let reader = Reader::new(row, "change");
        changed.insert(reader.number(1, "posting")?, reader.number(0, "sequence")?);
    }
    let Some(last) = changed.values().copied().max() else {
        return Ok(after);
    };
    let ids = json::array(changed.into_keys());
    let text = format!(
        "SELECT {COLUMNS} FROM posting p
        WHERE p.id IN (SELECT CAST(value AS BIGINT) FROM each_value($1)) ORDER BY p.number"
    );
    let rows = sqlx::query(statement(engine, &text))
        .bind(ids.clone())
        .fetch_all(&mut *connection)
        .await?;
    let counted = read(&rows, category_of)?;
    let taken = "DELETE FROM market_posting
        WHERE id IN (SELECT CAST(value AS BIGINT) FROM each_value($1)) RETURNING counted";
    let rows = sqlx::query(statement(engine, taken))
        .bind(ids)
        .fetch_all(&mut *connection)
        .await?;
    let mut tally = Tally::default();
    for row in &rows {
        let text = Reader::new(row, "market_posting").text(0, "counted")?;
        tally.count(text, Sign::TakeOff);
    }
    for one in &counted {
        tally.count(&one.text, Sign::Add);
    }
    tally.write(connection, engine).await?;
    remember(connection, engine, &counted).await?;
    Ok(last)
}

fn read(
    rows: &[AnyRow],
    category_of: &impl Fn(&Slug) -> Option<SkillCategory>,
) -> Result<Vec<Counted>> {
    rows.iter()
        .map(|row| Part::read(row, category_of))
        .collect()
}

async fn remember(
    connection: &mut AnyConnection,
    engine: Engine,
    counted: &[Counted],
) -> Result<()> {
    let text = "INSERT INTO market_posting (number, id, counted)
        SELECT CAST(r.value->>0 AS BIGINT), CAST(r.value->>1 AS BIGINT), r.value->>2
        FROM each_row($1) r WHERE true";
    for chunk in counted.chunks(ROWS_AT_ONCE) {
        let rows = chunk
            .iter()
            .map(|one| (one.number, one.id, one.text.as_str()));
        sqlx::query(statement(engine, text))
            .bind(json::array(rows))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

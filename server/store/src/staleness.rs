//! Which roles are stale, by the rule of [`domain::stale_facts`]: judged from
//! time to time, kept with the signs that speak for it.
//!
//! Signs depend on the time and on the company's other roles, so recording a
//! posting does not judge: [`Store::judge_roles`] does, company by company. It
//! looks at the companies in which something has changed, by the log of changes,
//! and once a day at all of them, for what comes with time alone. A closed role
//! is judged once more after it has closed, and again when postings join or
//! leave it.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{
    ListingKind, PostingId, Siblings, SourceKey, StaleFact, StaleSign, Timestamp, Turn, are_enough,
    stale_facts,
};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::change_log::{ChangeKind, JUDGED, append_changes};
use crate::database_url::Engine;
use crate::dialect::statement;
use crate::error::Result;
use crate::identity::id_number;
use crate::json;
use crate::meta::{find_meta_in, set_meta_in};
use crate::row::Reader;
use crate::store::Store;

/// Companies whose roles are judged in one transaction: few, for others wait to
/// write meanwhile.
const COMPANIES_AT_ONCE: usize = 50;
/// Days after which companies are looked at in which nothing has changed.
const PAUSE_DAYS: i64 = 1;
/// Where the database remembers how far judging has followed the changes.
const STATE: &str = "judged";

/// Which roles are judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judged {
    /// Open ones, and those that have closed since they were judged; of companies
    /// in which something has changed, and once a day of all.
    Due,
    /// Every role there ever was.
    All,
}

/// A role with the signs that were found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JudgedRole {
    /// Its root.
    pub id: PostingId,
    /// Whether the signs are enough to call it stale.
    pub stale: bool,
    /// The signs.
    pub facts: Vec<StaleFact>,
}

const ROLES: &str = "SELECT p.id, p.number, p.company, p.role_posted_at, p.role_closed_at, p.stale,
        CASE WHEN p.role_closed_at IS NULL OR p.judged_at IS NULL
            OR p.judged_at < p.role_closed_at THEN 1 ELSE 0 END
    FROM posting p WHERE p.duplicate_of IS NULL
        AND p.company IN (SELECT value FROM each_value($1))";
/// By way of the roots, which an index finds by company, so that no table is
/// read whole. What a person has merged may be of another company.
const TURNS: &str = "SELECT t.root, p.source, l.listing, p.posted_at, p.closed_at,
        (SELECT MAX(v.replaced_at) FROM posting_version v WHERE v.number = p.number),
        CASE WHEN l.evergreen IS NULL THEN 0 ELSE 1 END
    FROM (
        SELECT r.id AS root, r.number FROM posting r
        WHERE r.duplicate_of IS NULL AND r.company IN (SELECT value FROM each_value($1))
        UNION ALL SELECT d.duplicate_of, d.number
        FROM posting r JOIN posting d ON d.duplicate_of = r.id
        WHERE r.duplicate_of IS NULL AND r.company IN (SELECT value FROM each_value($1))) t
    JOIN posting p ON p.number = t.number
    JOIN posting_likeness l ON l.number = p.number";
const SIGNS: &str = "SELECT s.number, s.sign, s.since, s.figure
    FROM role_sign s WHERE s.number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))
    ORDER BY s.number";
const MARK: &str = "UPDATE posting SET stale = CAST(r.value->>1 AS BIGINT),
        judged_at = CAST(r.value->>2 AS BIGINT)
    FROM each_row($1) r WHERE posting.number = CAST(r.value->>0 AS BIGINT)";
const FORGET: &str = "DELETE FROM role_sign
    WHERE number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))";
const KEEP: &str = "INSERT INTO role_sign (number, sign, since, figure)
    SELECT CAST(r.value->>0 AS BIGINT), r.value->>1, CAST(r.value->>2 AS BIGINT),
        CAST(r.value->>3 AS BIGINT)
    FROM each_row($1) r WHERE true";
const COMPANIES: &str = "SELECT slug FROM company";
/// What judging itself has changed is no reason to judge again: after a large
/// import that would be almost every company.
const CHANGED_COMPANIES: &str = "SELECT DISTINCT r.company FROM change c
    JOIN posting p ON p.id = c.posting
    JOIN posting r ON r.id = COALESCE(p.duplicate_of, p.id)
    WHERE c.sequence > $1 AND c.kind <> $2 AND r.company IS NOT NULL";

/// How far judging has followed what changes.
#[derive(Clone, Copy)]
struct State {
    /// Last change that was looked at.
    sequence: u64,
    /// When all companies were looked at.
    all_at: Timestamp,
}

impl State {
    fn parse(text: &str) -> Option<Self> {
        let (sequence, all_at) = text.split_once(' ')?;
        Some(Self {
            sequence: sequence.parse().ok()?,
            all_at: Timestamp::from_millis(all_at.parse().ok()?),
        })
    }

    fn text(self) -> String {
        format!("{} {}", self.sequence, self.all_at.millis())
    }

    /// Whether it is too early to look at all companies again.
    fn is_fresh(self, now: Timestamp) -> bool {
        (self.all_at..self.all_at.plus_days(PAUSE_DAYS)).contains(&now)
    }
}

/// The root of a role as its row says.
struct Role {
    id: PostingId,
    number: i64,
    company: String,
    posted_at: Timestamp,
    closed_at: Option<Timestamp>,
    stale: bool,
    due: bool,
}

impl Store {
    /// Judges roles as they stand now, and says of how many it changed whether
    /// they are stale. Roles without a company are not judged.
    ///
    /// # Errors
    /// See [`crate::StoreError`]; companies judged before it stay judged.
    pub async fn judge_roles(&self, judged: Judged, now: Timestamp) -> Result<u64> {
        // Read first: what changes from here on is looked at the next time.
        let sequence = self.last_sequence().await?;
        let state = self.find_meta(STATE).await?;
        let state = state.as_deref().and_then(State::parse);
        let fresh = state.filter(|state| judged == Judged::Due && state.is_fresh(now));
        let companies = match fresh {
            Some(state) => self.companies_changed_after(state.sequence).await?,
            None => self.all_companies().await?,
        };
        let mut changed = 0;
        let mut turns = self.take_turns();
        for companies in companies.chunks(COMPANIES_AT_ONCE) {
            turns.give_way().await;
            let mut transaction = self.begin().await?;
            let list = json::array(companies);
            let found = judge(&mut transaction, self.engine(), &list, judged, now).await?;
            changed += u64::try_from(found.len()).unwrap_or(u64::MAX);
            let kind = ChangeKind::Judged;
            append_changes(&mut transaction, self.engine(), kind, found.iter()).await?;
            self.commit(transaction).await?;
        }
        let all_at = fresh.map_or(now, |state| state.all_at);
        self.remember_judged(State { sequence, all_at }).await?;
        Ok(changed)
    }

    /// Remembers how far judging has come, unless another process has come further.
    async fn remember_judged(&self, state: State) -> Result<()> {
        let mut transaction = self.begin().await?;
        let known = find_meta_in(&mut transaction, STATE).await?;
        let known = known.as_deref().and_then(State::parse);
        if known.is_none_or(|known| known.sequence <= state.sequence) {
            set_meta_in(&mut transaction, STATE, &state.text()).await?;
            transaction.commit().await?;
        }
        Ok(())
    }

    async fn all_companies(&self) -> Result<Vec<String>> {
        read_companies(&sqlx::query(COMPANIES).fetch_all(self.readers()).await?)
    }

    async fn companies_changed_after(&self, sequence: u64) -> Result<Vec<String>> {
        let rows = sqlx::query(CHANGED_COMPANIES)
            .bind(i64::try_from(sequence).unwrap_or(i64::MAX))
            .bind(JUDGED)
            .fetch_all(self.readers())
            .await?;
        read_companies(&rows)
    }

    /// The signs that were found in a role when it was last judged. Ask with its
    /// root.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_stale_facts(&self, root: PostingId) -> Result<Vec<StaleFact>> {
        let rows = sqlx::query(
            "SELECT s.number, s.sign, s.since, s.figure FROM role_sign s
            JOIN posting p ON p.number = s.number WHERE p.id = $1",
        )
        .bind(id_number(root))
        .fetch_all(self.readers())
        .await?;
        let mut facts = rows
            .iter()
            .map(|row| Ok(read_fact(&Reader::new(row, "role_sign").named(root))?.1))
            .collect::<Result<Vec<_>>>()?;
        facts.sort_by_key(|fact| fact.sign);
        Ok(facts)
    }

    /// Every role in which a sign was found.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_judged_roles(&self) -> Result<Vec<JudgedRole>> {
        let rows = sqlx::query(
            "SELECT s.number, s.sign, s.since, s.figure, p.id, p.stale FROM role_sign s
            JOIN posting p ON p.number = s.number ORDER BY s.number, s.sign",
        )
        .fetch_all(self.readers())
        .await?;
        let mut roles: Vec<JudgedRole> = Vec::new();
        for row in &rows {
            let reader = Reader::new(row, "role_sign");
            let id = reader.id(4, "id")?;
            let reader = reader.named(id);
            let (_, fact) = read_fact(&reader)?;
            match roles.last_mut().filter(|role| role.id == id) {
                Some(role) => role.facts.push(fact),
                None => roles.push(JudgedRole {
                    id,
                    stale: reader.number(5, "stale")? != 0,
                    facts: vec![fact],
                }),
            }
        }
        for role in &mut roles {
            role.facts.sort_by_key(|fact| fact.sign);
        }
        Ok(roles)
    }
}

fn read_companies(rows: &[AnyRow]) -> Result<Vec<String>> {
    rows.iter()
        .map(|row| Ok(Reader::new(row, "company").text(0, "slug")?.to_owned()))
        .collect()
}

/// Judges the roles of some companies, and gives those whose mark changed.
async fn judge(
    connection: &mut AnyConnection,
    engine: Engine,
    companies: &str,
    judged: Judged,
    now: Timestamp,
) -> Result<Vec<PostingId>> {
    let roles = find_roles(connection, engine, companies).await?;
    let mut turns = find_turns(connection, engine, companies).await?;
    let mut siblings: HashMap<&str, Siblings> = HashMap::new();
    for role in &roles {
        if let Some(closed_at) = role.closed_at {
            let of_company = siblings.entry(role.company.as_str()).or_default();
            of_company.closed.push((role.posted_at, closed_at));
        }
    }
    let due: Vec<&Role> = roles
        .iter()
        .filter(|role| role.due || judged == Judged::All)
        .collect();
    let kept = find_facts(connection, engine, &due).await?;
    let alone = Siblings::default();
    let (mut marks, mut forgotten, mut found, mut changed) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for role in due {
        let turns = turns.remove(&role.id).unwrap_or_default();
        let of_company = siblings.get(role.company.as_str()).unwrap_or(&alone);
        let facts = stale_facts(&turns, of_company, now);
        let stale = are_enough(&facts);
        if stale != role.stale || role.closed_at.is_some() {
            let judged_at = role.closed_at.map(|_| now.millis());
            marks.push((role.number, i64::from(stale), judged_at));
        }
        if stale != role.stale {
            changed.push(role.id);
        }
        if kept.get(&role.number).map_or(&[][..], Vec::as_slice) != facts {
            forgotten.push(role.number);
            found.extend(facts.iter().map(|fact| row(role.number, fact)));
        }
    }
    for (text, rows) in [
        (MARK, json::array(marks)),
        (FORGET, json::array(forgotten)),
        (KEEP, json::array(found)),
    ] {
        if rows != "[]" {
            let query = sqlx::query(statement(engine, text)).bind(rows);
            query.execute(&mut *connection).await?;
        }
    }
    Ok(changed)
}

fn row(number: i64, fact: &StaleFact) -> (i64, &'static str, i64, u32) {
    (number, fact.sign.slug(), fact.since.millis(), fact.figure)
}

async fn find_roles(
    connection: &mut AnyConnection,
    engine: Engine,
    companies: &str,
) -> Result<Vec<Role>> {
    let rows = sqlx::query(statement(engine, ROLES))
        .bind(companies)
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            let reader = Reader::new(row, "posting");
            let id = reader.id(0, "id")?;
            let reader = reader.named(id);
            Ok(Role {
                id,
                number: reader.number(1, "number")?,
                company: reader.text(2, "company")?.to_owned(),
                posted_at: reader.time(3, "role_posted_at")?,
                closed_at: reader.optional_time(4, "role_closed_at")?,
                stale: reader.number(5, "stale")? != 0,
                due: reader.number(6, "due")? != 0,
            })
        })
        .collect()
}

/// The postings of roles, by root.
async fn find_turns(
    connection: &mut AnyConnection,
    engine: Engine,
    companies: &str,
) -> Result<HashMap<PostingId, Vec<Turn>>> {
    let rows = sqlx::query(statement(engine, TURNS))
        .bind(companies)
        .fetch_all(connection)
        .await?;
    let mut turns: HashMap<PostingId, Vec<Turn>> = HashMap::new();
    for row in &rows {
        let reader = Reader::new(row, "posting");
        let root = reader.id(0, "id")?;
        let reader = reader.named(root);
        turns.entry(root).or_default().push(Turn {
            source: reader.parsed(1, "source", |text| SourceKey::parse(text).ok())?,
            listing: reader.parsed(2, "listing", ListingKind::parse)?,
            posted_at: reader.time(3, "posted_at")?,
            closed_at: reader.optional_time(4, "closed_at")?,
            changed_at: reader.optional_time(5, "replaced_at")?,
            is_evergreen: reader.number(6, "evergreen")? != 0,
        });
    }
    Ok(turns)
}

/// Signs as they are kept, in the order in which they are looked for.
async fn find_facts(
    connection: &mut AnyConnection,
    engine: Engine,
    roles: &[&Role],
) -> Result<BTreeMap<i64, Vec<StaleFact>>> {
    let numbers: HashSet<i64> = roles.iter().map(|role| role.number).collect();
    let rows = sqlx::query(statement(engine, SIGNS))
        .bind(json::array(numbers))
        .fetch_all(connection)
        .await?;
    let mut facts: BTreeMap<i64, Vec<StaleFact>> = BTreeMap::new();
    for row in &rows {
        let (number, fact) = read_fact(&Reader::new(row, "role_sign"))?;
        facts.entry(number).or_default().push(fact);
    }
    for facts in facts.values_mut() {
        facts.sort_by_key(|fact| fact.sign);
    }
    Ok(facts)
}

fn read_fact(reader: &Reader<'_>) -> Result<(i64, StaleFact)> {
    let fact = StaleFact {
        sign: reader.parsed(1, "sign", StaleSign::parse)?,
        since: reader.time(2, "since")?,
        figure: u32::try_from(reader.count(3, "figure")?).unwrap_or(u32::MAX),
    };
    Ok((reader.number(0, "number")?, fact))
}

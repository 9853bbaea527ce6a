//! Finds which postings share a role, by the rule of [`domain::Likeness`], and
//! keeps `posting.role_key` to it.
//!
//! The key of a role is the id of its root; that of a role which a person has
//! made is a negative number (see [`crate::role_decision`]). Roles are looked
//! for within blocks: postings of one company with equal titles. Whatever
//! changes in a block, all of it is grouped anew, so that the result depends on
//! what is there now and not on the order in which it came.

use std::collections::{BTreeMap, HashSet};

use domain::{Advert, HandRole, Likeness, ListingKind, SourceKey, TextSketch, group_roles};
use sqlx::AnyConnection;
use sqlx::any::AnyRow;

use crate::database_url::Engine;
use crate::dialect::statement;
use crate::error::Result;
use crate::identity::id_number;
use crate::json;
use crate::record::{natural_key, read_titles};
use crate::role_decision::{Decided, RoleVerdict, find_decided};
use crate::row::Reader;
use crate::store::Store;
use crate::verification::Problem;

/// Columns that [`read_advert`] expects, from `p` and `l`.
pub(crate) const ADVERT_COLUMNS: &str = "p.id, p.number, p.source, p.posted_at, p.closed_at,
    p.company, p.content_hash, p.role_key, p.role_block, l.listing, l.requisition, l.titles,
    l.skeleton, l.places, l.sketch, l.evergreen";

/// Blocks that hold several postings, or one whose key is not its own.
const SEVERAL: &str = "WITH b AS (
        SELECT role_block FROM posting
        WHERE role_block IN (SELECT CAST(value AS BIGINT) FROM each_value($1))
        GROUP BY role_block HAVING COUNT(*) > 1 OR MIN(role_key) IS DISTINCT FROM MIN(id))";

const BLOCKS_AFTER: &str = "SELECT DISTINCT role_block FROM posting
    WHERE role_block IS NOT NULL AND role_block > $1 ORDER BY role_block LIMIT $2";
/// Blocks that are compared at once.
const BLOCKS_AT_ONCE: i64 = 2_000;

const KEEP: &str = "UPDATE posting SET role_key = CAST(r.value->>1 AS BIGINT)
    FROM each_row($1) r WHERE posting.number = CAST(r.value->>0 AS BIGINT)";

/// A posting of a block with what its row says.
pub(crate) struct Candidate {
    pub(crate) number: i64,
    pub(crate) role_key: Option<i64>,
    pub(crate) block: Option<i64>,
    pub(crate) advert: Advert,
    natural: Option<i64>,
}

/// Groups the postings of these blocks anew and writes the keys that changed.
/// Gives the keys of all roles that gained or lost a posting: they are to be
/// regrouped.
pub(crate) async fn assign_roles(
    connection: &mut AnyConnection,
    engine: Engine,
    blocks: HashSet<i64>,
) -> Result<HashSet<i64>> {
    let mut touched = HashSet::new();
    if blocks.is_empty() {
        return Ok(touched);
    }
    let candidates = find_candidates(connection, engine, &blocks).await?;
    let mut moved = Vec::new();
    for (candidate, key) in assigned(candidates) {
        if candidate.role_key != Some(key) {
            moved.push((candidate.number, key));
            touched.extend(candidate.role_key);
            touched.insert(key);
        }
    }
    if !moved.is_empty() {
        sqlx::query(statement(engine, KEEP))
            .bind(json::array(moved))
            .execute(connection)
            .await?;
    }
    Ok(touched)
}

/// Postings of the blocks, with what was decided about them.
async fn find_candidates(
    connection: &mut AnyConnection,
    engine: Engine,
    blocks: &HashSet<i64>,
) -> Result<Vec<Candidate>> {
    let text = format!(
        "{SEVERAL} SELECT {ADVERT_COLUMNS} FROM b
        JOIN posting p ON p.role_block = b.role_block
        JOIN posting_likeness l ON l.number = p.number"
    );
    let rows = sqlx::query(statement(engine, &text))
        .bind(json::array(blocks))
        .fetch_all(&mut *connection)
        .await?;
    let mut candidates = rows.iter().map(read_advert).collect::<Result<Vec<_>>>()?;
    if candidates.is_empty() {
        return Ok(candidates);
    }
    let subjects = candidates.iter().map(|one| (one.advert.id, one.natural));
    let decided = find_decided(connection, engine, subjects).await?;
    for candidate in &mut candidates {
        candidate.decide(&decided);
    }
    Ok(candidates)
}

/// Each posting with the key of its role.
pub(crate) fn assigned(candidates: Vec<Candidate>) -> Vec<(Candidate, i64)> {
    let mut blocks: BTreeMap<Option<i64>, Vec<Candidate>> = BTreeMap::new();
    for candidate in candidates {
        blocks.entry(candidate.block).or_default().push(candidate);
    }
    blocks.into_values().flat_map(assigned_in_block).collect()
}

fn assigned_in_block(candidates: Vec<Candidate>) -> Vec<(Candidate, i64)> {
    let adverts: Vec<Advert> = candidates.iter().map(|one| one.advert.clone()).collect();
    let roots = group_roles(&adverts);
    let mut by_hand: BTreeMap<usize, i64> = BTreeMap::new();
    for (root, advert) in roots.iter().zip(&adverts) {
        if let HandRole::Merged(role) | HandRole::Split(role) = advert.hand {
            by_hand.insert(*root, role);
        }
    }
    let key = |root: &usize| {
        let own = || adverts.get(*root).map(|advert| id_number(advert.id));
        by_hand.get(root).copied().or_else(own)
    };
    let keys: Vec<Option<i64>> = roots.iter().map(key).collect();
    candidates
        .into_iter()
        .zip(keys)
        .filter_map(|(candidate, key)| Some((candidate, key?)))
        .collect()
}

impl Store {
    /// Groups every block anew and compares: what must be found is what is kept.
    pub(crate) async fn find_misassigned(&self) -> Result<Option<Problem>> {
        let mut wrong: Option<Problem> = None;
        let mut after = i64::MIN;
        loop {
            let rows = sqlx::query(BLOCKS_AFTER)
                .bind(after)
                .bind(BLOCKS_AT_ONCE)
                .fetch_all(self.readers())
                .await?;
            let blocks = rows
                .iter()
                .map(|row| Reader::new(row, "posting").number(0, "role_block"))
                .collect::<Result<HashSet<i64>>>()?;
            let Some(last) = blocks.iter().max() else {
                return Ok(wrong);
            };
            after = *last;
            let mut connection = self.readers().acquire().await?;
            let candidates = find_candidates(&mut connection, self.engine(), &blocks).await?;
            for (candidate, key) in assigned(candidates) {
                if candidate.role_key != Some(key) {
                    let problem = wrong.get_or_insert(Problem {
                        what: "a posting is not in the role that its text says",
                        rows: 0,
                        example: id_number(candidate.advert.id),
                    });
                    problem.rows += 1;
                }
            }
        }
    }
}

impl Candidate {
    /// Takes over what a person has decided about it.
    pub(crate) fn decide(&mut self, decided: &Decided) {
        self.advert.hand = match decided.role(self.advert.id, self.natural) {
            None => HandRole::Free,
            Some((role, RoleVerdict::Merged)) => HandRole::Merged(role),
            Some((role, RoleVerdict::Split)) => HandRole::Split(role),
        };
    }

    /// Company and text as one number.
    pub(crate) const fn natural(&self) -> Option<i64> {
        self.natural
    }
}

/// Reads a row of [`ADVERT_COLUMNS`]; nothing is decided about it yet.
pub(crate) fn read_advert(row: &AnyRow) -> Result<Candidate> {
    let reader = Reader::new(row, "posting_likeness");
    let id = reader.id(0, "id")?;
    let reader = reader.named(id);
    let text = reader.text(6, "content_hash")?;
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let likeness = Likeness {
        listing: reader.parsed(9, "listing", ListingKind::parse)?,
        requisition: owned(reader.optional_text(10, "requisition")?),
        titles: read_titles(reader.text(11, "titles")?),
        skeleton: reader.text(12, "skeleton")?.to_owned(),
        places: reader.text(13, "places")?.to_owned(),
        sketch: reader.parsed(14, "sketch", TextSketch::parse)?,
        evergreen: owned(reader.optional_text(15, "evergreen")?),
    };
    Ok(Candidate {
        number: reader.number(1, "number")?,
        role_key: reader.optional_number(7, "role_key")?,
        block: reader.optional_number(8, "role_block")?,
        natural: natural_key(reader.optional_text(5, "company")?, text),
        advert: Advert {
            id,
            source: reader.parsed(2, "source", |text| SourceKey::parse(text).ok())?,
            posted_at: reader.time(3, "posted_at")?,
            closed_at: reader.optional_time(4, "closed_at")?,
            text: text.to_owned(),
            likeness,
            hand: HandRole::Free,
        },
    })
}

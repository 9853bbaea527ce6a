//! Which postings are appearances of one role, and what holds of that role.
//!
//! Which postings share a role key is found by [`crate::role_assignment`]. The
//! root of a role is the appearance posted first (of those posted at once, the one with the
//! lowest id), whatever the order in which they came; the others point at it
//! with `duplicate_of`, and nothing points at them. Of a role hold:
//!
//! - posted: when its latest appearance was posted. A role that is posted again
//!   is fresh again;
//! - last seen: when any appearance was last seen;
//! - closed: when its last appearance closed. It is open while any is open.
//!
//! These are kept in the `role_` columns of the root. Those of every other
//! posting repeat its own.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::PostingId;
use sqlx::AnyConnection;

use crate::database_url::Engine;
use crate::dialect::statement;
use crate::error::Result;
use crate::identity::id_number;
use crate::json;
use crate::row::Reader;

/// What regrouping found.
#[derive(Default)]
pub(crate) struct Regrouped {
    /// Postings whose place in a role, or whose role's state, is another now.
    pub(crate) changed: Vec<PostingId>,
    roots: HashMap<PostingId, PostingId>,
}

impl Regrouped {
    /// The root that a posting of the affected roles repeats.
    pub(crate) fn root_of(&self, id: PostingId) -> Option<PostingId> {
        self.roots.get(&id).copied()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct RoleState {
    duplicate_of: Option<PostingId>,
    posted_at: i64,
    last_seen: i64,
    closed_at: Option<i64>,
}

struct Member {
    number: i64,
    id: PostingId,
    posted_at: i64,
    last_seen: i64,
    closed_at: Option<i64>,
    stored: RoleState,
}

/// Members of those roles that have several, or that had.
const MEMBERS: &str = "WITH affected AS (
        SELECT role_key FROM posting
        WHERE role_key IN (SELECT CAST(value AS BIGINT) FROM each_value($1))
        GROUP BY role_key
        HAVING COUNT(*) > 1 OR MAX(CASE WHEN duplicate_of IS NOT NULL
            OR role_posted_at <> posted_at OR role_last_seen <> last_seen
            OR role_closed_at IS DISTINCT FROM closed_at THEN 1 ELSE 0 END) = 1)
    SELECT p.id, p.number, p.posted_at, p.last_seen, p.closed_at,
        p.duplicate_of, p.role_posted_at, p.role_last_seen, p.role_closed_at, p.role_key
    FROM affected a JOIN posting p ON p.role_key = a.role_key";

/// A role that is another one now is to be judged again, and what was judged of
/// a posting that is no root any more goes.
const STORE_STATE: &str = "UPDATE posting SET duplicate_of = CAST(r.value->>1 AS BIGINT),
        role_posted_at = CAST(r.value->>2 AS BIGINT),
        role_last_seen = CAST(r.value->>3 AS BIGINT),
        role_closed_at = CAST(r.value->>4 AS BIGINT),
        stale = CASE WHEN r.value->>1 IS NULL THEN posting.stale ELSE 0 END,
        judged_at = NULL
    FROM each_row($1) r WHERE posting.number = CAST(r.value->>0 AS BIGINT)";
const FORGET_SIGNS: &str = "DELETE FROM role_sign
    WHERE number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))";

/// Finds roots anew for every role with one of these keys, among the rows as
/// they are written now.
pub(crate) async fn regroup(
    connection: &mut AnyConnection,
    engine: Engine,
    role_keys: HashSet<i64>,
) -> Result<Regrouped> {
    let mut regrouped = Regrouped::default();
    if role_keys.is_empty() {
        return Ok(regrouped);
    }
    let rows = sqlx::query(statement(engine, MEMBERS))
        .bind(json::array(role_keys))
        .fetch_all(&mut *connection)
        .await?;
    let mut roles: BTreeMap<i64, Vec<Member>> = BTreeMap::new();
    for row in &rows {
        let reader = Reader::new(row, "posting");
        let id = reader.id(0, "id")?;
        let reader = reader.named(id);
        let key = reader.number(9, "role_key")?;
        roles
            .entry(key)
            .or_default()
            .push(read_member(&reader, id)?);
    }
    let (mut updates, mut no_roots) = (Vec::new(), Vec::new());
    for members in roles.values() {
        let Some(root) = members
            .iter()
            .min_by_key(|member| (member.posted_at, member.id))
        else {
            continue;
        };
        let states = members
            .iter()
            .map(|member| (member, state_of(member, root, members)));
        let states: Vec<(&Member, RoleState)> = states.collect();
        let is_another = states.iter().any(|(member, state)| member.differs(state));
        for (member, state) in states {
            if let Some(of) = state.duplicate_of {
                regrouped.roots.insert(member.id, of);
                if member.stored.duplicate_of.is_none() {
                    no_roots.push(member.number);
                }
            }
            if member.differs(&state) {
                regrouped.changed.push(member.id);
            }
            if state != member.stored || (is_another && member.id == root.id) {
                updates.push((
                    member.number,
                    state.duplicate_of.map(id_number),
                    state.posted_at,
                    state.last_seen,
                    state.closed_at,
                ));
            }
        }
    }
    for (text, rows) in [
        (STORE_STATE, json::array(updates)),
        (FORGET_SIGNS, json::array(no_roots)),
    ] {
        if rows != "[]" {
            let query = sqlx::query(statement(engine, text)).bind(rows);
            query.execute(&mut *connection).await?;
        }
    }
    Ok(regrouped)
}

impl Member {
    /// Whether a state is another than the one that is stored, apart from when
    /// the role was last seen.
    fn differs(&self, state: &RoleState) -> bool {
        let stored = RoleState {
            last_seen: state.last_seen,
            ..self.stored
        };
        stored != *state
    }
}

fn read_member(reader: &Reader<'_>, id: PostingId) -> Result<Member> {
    Ok(Member {
        id,
        number: reader.number(1, "number")?,
        posted_at: reader.number(2, "posted_at")?,
        last_seen: reader.number(3, "last_seen")?,
        closed_at: reader.optional_number(4, "closed_at")?,
        stored: RoleState {
            duplicate_of: reader.optional_id(5, "duplicate_of")?,
            posted_at: reader.number(6, "role_posted_at")?,
            last_seen: reader.number(7, "role_last_seen")?,
            closed_at: reader.optional_number(8, "role_closed_at")?,
        },
    })
}

fn state_of(member: &Member, root: &Member, members: &[Member]) -> RoleState {
    if member.id != root.id {
        return RoleState {
            duplicate_of: Some(root.id),
            posted_at: member.posted_at,
            last_seen: member.last_seen,
            closed_at: member.closed_at,
        };
    }
    let latest = |time: fn(&Member) -> i64| members.iter().map(time).max().unwrap_or(time(root));
    let closed: Option<Vec<i64>> = members.iter().map(|member| member.closed_at).collect();
    RoleState {
        duplicate_of: None,
        posted_at: latest(|member| member.posted_at),
        last_seen: latest(|member| member.last_seen),
        closed_at: closed.and_then(|times| times.into_iter().max()),
    }
}

//! What a person says about which postings are one role. It wins over their
//! texts on every import, until the person says otherwise.
//!
//! A decision names postings by their ids, which stay the same when they are
//! deleted and imported anew. Copies of the texts that come later join the role
//! that the person has made; a posting whose text is edited stays in it.

use std::collections::{HashMap, HashSet};

use domain::{PostingId, Timestamp};
use sqlx::AnyConnection;

use crate::change_log::{ChangeKind, append_changes};
use crate::database_url::Engine;
use crate::dialect::statement;
use crate::error::Result;
use crate::identity::id_number;
use crate::json;
use crate::record::natural_key;
use crate::role_assignment::assign_roles;
use crate::role_group::regroup;
use crate::row::Reader;
use crate::store::Store;

/// What was decided about a posting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoleVerdict {
    /// It is one role with others, whatever its text.
    Merged,
    /// It is a role of its own, whatever its text.
    Split,
}

impl RoleVerdict {
    const fn slug(self) -> &'static str {
        match self {
            Self::Merged => "merged",
            Self::Split => "split",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Merged, Self::Split]
            .into_iter()
            .find(|verdict| verdict.slug() == text)
    }
}

/// A decision that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleDecision {
    /// The posting.
    pub posting: PostingId,
    /// Number of the role that a person has made; postings with the same
    /// number are one role.
    pub role: i64,
    /// What was decided.
    pub verdict: RoleVerdict,
    /// When.
    pub decided_at: Timestamp,
    /// Title and company of the posting; `None` while it is not there.
    pub title: Option<(String, Option<String>)>,
}

/// What became of a wish to merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeOutcome {
    /// They are one role now, with so many appearances.
    Merged {
        /// The appearance posted first, which is shown.
        root: PostingId,
        /// Its appearances, itself included.
        appearances: u64,
    },
    /// There is no such posting.
    Unknown(PostingId),
}

/// What became of a wish to split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SplitOutcome {
    /// It is a role of its own now.
    Split,
    /// It was alone already, and nothing changed.
    Alone,
    /// There is no such posting.
    Unknown,
}

struct Member {
    id: PostingId,
    number: i64,
    role_key: Option<i64>,
    natural: Option<i64>,
    block: Option<i64>,
}

const MEMBERS: &str = "WITH root AS (
        SELECT COALESCE(duplicate_of, id) AS id FROM posting WHERE id = $1)
    SELECT p.id, p.number, p.role_key, p.company, p.content_hash, p.role_block FROM posting p
    WHERE p.id IN (SELECT id FROM root) OR p.duplicate_of IN (SELECT id FROM root)
    ORDER BY p.posted_at, p.id";
const DECIDE: &str = "INSERT INTO role_decision (posting, role, verdict, decided_at)
    SELECT CAST(value AS BIGINT), CAST($2 AS BIGINT), $3, CAST($4 AS BIGINT)
    FROM each_value($1) WHERE true
    ON CONFLICT (posting) DO UPDATE SET role = excluded.role, verdict = excluded.verdict,
        decided_at = excluded.decided_at";
const FOLLOW_TEXTS: &str = "INSERT INTO role_text (fingerprint, role)
    SELECT CAST(value AS BIGINT), CAST($2 AS BIGINT) FROM each_value($1) WHERE true
    ON CONFLICT (fingerprint) DO UPDATE SET role = excluded.role";
const MOVE: &str = "UPDATE posting SET role_key = $2
    WHERE number IN (SELECT CAST(value AS BIGINT) FROM each_value($1))";
/// A text follows a role that was merged, even if parts were split off it later.
const DECIDED: &str = "SELECT 0, posting, role, verdict FROM role_decision
        WHERE posting IN (SELECT CAST(value AS BIGINT) FROM each_value($1))
    UNION ALL SELECT 1, t.fingerprint, t.role, COALESCE(
            (SELECT MIN(d.verdict) FROM role_decision d WHERE d.role = t.role), 'merged')
        FROM role_text t
        WHERE t.fingerprint IN (SELECT CAST(value AS BIGINT) FROM each_value($2))";

/// Roles decided by hand for some postings.
#[derive(Default)]
pub(crate) struct Decided {
    by_posting: HashMap<i64, (i64, RoleVerdict)>,
    by_text: HashMap<i64, (i64, RoleVerdict)>,
}

impl Decided {
    /// Number of the role that a posting belongs to, and by what verdict, if
    /// that was decided for it or for its text.
    pub(crate) fn role(&self, id: PostingId, natural: Option<i64>) -> Option<(i64, RoleVerdict)> {
        let by_posting = self.by_posting.get(&id_number(id)).copied();
        let by_text = || natural.and_then(|natural| self.by_text.get(&natural).copied());
        by_posting.or_else(by_text)
    }
}

/// What was decided about postings of these ids and natural keys.
pub(crate) async fn find_decided(
    connection: &mut AnyConnection,
    engine: Engine,
    postings: impl Iterator<Item = (PostingId, Option<i64>)> + Clone,
) -> Result<Decided> {
    let rows = sqlx::query(statement(engine, DECIDED))
        .bind(json::array(postings.clone().map(|(id, _)| id_number(id))))
        .bind(json::array(postings.filter_map(|(_, natural)| natural)))
        .fetch_all(connection)
        .await?;
    let mut decided = Decided::default();
    for row in &rows {
        let reader = Reader::new(row, "role_decision");
        let (subject, role) = (reader.number(1, "posting")?, reader.number(2, "role")?);
        let verdict = reader.parsed(3, "verdict", RoleVerdict::parse)?;
        let of = if reader.number(0, "kind")? == 0 {
            &mut decided.by_posting
        } else {
            &mut decided.by_text
        };
        of.insert(subject, (role, verdict));
    }
    Ok(decided)
}

impl Store {
    /// Makes two postings one role, with all their other appearances. Stays so
    /// whatever their texts become, and copies of their texts join them, until
    /// [`Store::split_role`].
    ///
    /// # Errors
    /// See [`crate::StoreError`]. Nothing is changed when one is returned.
    pub async fn merge_roles(
        &self,
        first: PostingId,
        second: PostingId,
        now: Timestamp,
    ) -> Result<MergeOutcome> {
        let mut transaction = self.begin().await?;
        let mut members = Vec::new();
        for id in [first, second] {
            let of_role = members_of(&mut transaction, id).await?;
            if of_role.is_empty() {
                return Ok(MergeOutcome::Unknown(id));
            }
            members.extend(of_role);
        }
        let by_hand = |member: &Member| member.role_key.filter(|key| *key < 0);
        let role = match members.iter().find_map(by_hand) {
            Some(role) => role,
            None => new_role(&mut transaction).await?,
        };
        let appearances: HashSet<PostingId> = members.iter().map(|member| member.id).collect();
        let texts = members.iter().filter_map(|member| member.natural).collect();
        let verdict = RoleVerdict::Merged;
        self.decide(&mut transaction, &members, role, texts, verdict, now)
            .await?;
        let others: HashSet<i64> = members
            .iter()
            .filter_map(by_hand)
            .filter(|other| *other != role)
            .collect();
        self.hand_over(&mut transaction, others, role).await?;
        let root = members_of(&mut transaction, first).await?;
        self.commit(transaction).await?;
        Ok(MergeOutcome::Merged {
            root: root.first().map_or(first, |member| member.id),
            appearances: u64::try_from(appearances.len()).unwrap_or(u64::MAX),
        })
    }

    /// Makes a posting a role of its own, apart from the other appearances of
    /// its role, which stay together. Stays so whatever its text becomes, until
    /// [`Store::merge_roles`]. Copies of its text stay with the others, or join
    /// it when none of them has that text.
    ///
    /// # Errors
    /// See [`crate::StoreError`]. Nothing is changed when one is returned.
    pub async fn split_role(&self, posting: PostingId, now: Timestamp) -> Result<SplitOutcome> {
        let mut transaction = self.begin().await?;
        let members = members_of(&mut transaction, posting).await?;
        let (leaving, staying): (Vec<Member>, Vec<Member>) =
            members.into_iter().partition(|member| member.id == posting);
        if leaving.is_empty() {
            return Ok(SplitOutcome::Unknown);
        }
        if staying.is_empty() {
            return Ok(SplitOutcome::Alone);
        }
        let role = new_role(&mut transaction).await?;
        let texts = leaving
            .iter()
            .filter_map(|member| member.natural)
            .filter(|text| staying.iter().all(|other| other.natural != Some(*text)))
            .collect();
        let verdict = RoleVerdict::Split;
        self.decide(&mut transaction, &leaving, role, texts, verdict, now)
            .await?;
        self.commit(transaction).await?;
        Ok(SplitOutcome::Split)
    }

    /// Writes a decision and moves its postings to their role.
    async fn decide(
        &self,
        connection: &mut AnyConnection,
        members: &[Member],
        role: i64,
        texts: HashSet<i64>,
        verdict: RoleVerdict,
        now: Timestamp,
    ) -> Result<()> {
        let engine = self.engine();
        let ids: HashSet<i64> = members.iter().map(|member| id_number(member.id)).collect();
        sqlx::query(statement(engine, DECIDE))
            .bind(json::array(ids))
            .bind(role)
            .bind(verdict.slug())
            .bind(now.millis())
            .execute(&mut *connection)
            .await?;
        if !texts.is_empty() {
            sqlx::query(statement(engine, FOLLOW_TEXTS))
                .bind(json::array(texts))
                .bind(role)
                .execute(&mut *connection)
                .await?;
        }
        sqlx::query(statement(engine, MOVE))
            .bind(json::array(members.iter().map(|member| member.number)))
            .bind(role)
            .execute(&mut *connection)
            .await?;
        let blocks = members.iter().filter_map(|member| member.block).collect();
        let mut keys = assign_roles(connection, engine, blocks).await?;
        keys.extend(members.iter().filter_map(|member| member.role_key));
        keys.insert(role);
        let regrouped = regroup(connection, engine, keys).await?;
        let changed = regrouped.changed.iter();
        append_changes(connection, engine, ChangeKind::Regrouped, changed).await
    }

    /// Hands what was decided for other roles on to one, with postings that are
    /// not there now and texts that nobody has now.
    async fn hand_over(
        &self,
        connection: &mut AnyConnection,
        others: HashSet<i64>,
        role: i64,
    ) -> Result<()> {
        if others.is_empty() {
            return Ok(());
        }
        let others = json::array(others);
        for table in ["role_decision", "role_text"] {
            let text = format!(
                "UPDATE {table} SET role = $2
                WHERE role IN (SELECT CAST(value AS BIGINT) FROM each_value($1))"
            );
            sqlx::query(statement(self.engine(), &text))
                .bind(others.clone())
                .bind(role)
                .execute(&mut *connection)
                .await?;
        }
        Ok(())
    }

    /// Every decision that holds, by role and posting.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn list_role_decisions(&self) -> Result<Vec<RoleDecision>> {
        let rows = sqlx::query(
            "SELECT d.posting, d.role, d.verdict, d.decided_at, c.title, o.name
            FROM role_decision d
            LEFT JOIN posting p ON p.id = d.posting
            LEFT JOIN posting_content c ON c.number = p.number
            LEFT JOIN company o ON o.slug = p.company
            ORDER BY d.role DESC, d.posting",
        )
        .fetch_all(self.readers())
        .await?;
        rows.iter()
            .map(|row| {
                let reader = Reader::new(row, "role_decision");
                let posting = reader.id(0, "posting")?;
                let reader = reader.named(posting);
                let company = reader.optional_text(5, "name")?.map(str::to_owned);
                let title = reader.optional_text(4, "title")?.map(str::to_owned);
                Ok(RoleDecision {
                    posting,
                    role: reader.number(1, "role")?,
                    verdict: reader.parsed(2, "verdict", RoleVerdict::parse)?,
                    decided_at: reader.time(3, "decided_at")?,
                    title: title.map(|title| (title, company)),
                })
            })
            .collect()
    }
}

/// Every appearance of a posting's role, the earliest posted first; empty when
/// there is no such posting.
async fn members_of(connection: &mut AnyConnection, id: PostingId) -> Result<Vec<Member>> {
    let rows = sqlx::query(MEMBERS)
        .bind(id_number(id))
        .fetch_all(connection)
        .await?;
    rows.iter()
        .map(|row| {
            let reader = Reader::new(row, "posting");
            let id = reader.id(0, "id")?;
            let reader = reader.named(id);
            Ok(Member {
                id,
                number: reader.number(1, "number")?,
                role_key: reader.optional_number(2, "role_key")?,
                natural: natural_key(
                    reader.optional_text(3, "company")?,
                    reader.text(4, "content_hash")?,
                ),
                block: reader.optional_number(5, "role_block")?,
            })
        })
        .collect()
}

/// A number for a role that no decision has used.
async fn new_role(connection: &mut AnyConnection) -> Result<i64> {
    let row = sqlx::query(
        "SELECT COALESCE(MIN(role), 0) - 1 FROM (
            SELECT role FROM role_decision UNION ALL SELECT role FROM role_text
            UNION ALL SELECT role_key AS role FROM posting WHERE role_key < 0) r",
    )
    .fetch_one(connection)
    .await?;
    Reader::new(&row, "role_decision").number(0, "role")
}

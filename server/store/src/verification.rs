//! Checks that the tables agree with each other.

use std::fmt;

use crate::dialect::statement;
use crate::error::Result;
use crate::row::Reader;
use crate::store::Store;

/// Rows that disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, in words.
    pub what: &'static str,
    /// How many rows are.
    pub rows: u64,
    /// One of them: the id of a posting as a number, or its internal number
    /// for rows that belong to no posting.
    pub example: i64,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} ({} rows, such as {})",
            self.what, self.rows, self.example
        )
    }
}

/// What must never be, with a statement that lists where it is.
const RULES: &[(&str, &str)] = &[
    (
        "a duplicate repeats a posting that does not exist",
        "SELECT d.id AS example FROM posting d LEFT JOIN posting r ON r.id = d.duplicate_of
        WHERE d.duplicate_of IS NOT NULL AND r.id IS NULL",
    ),
    (
        "a duplicate repeats a duplicate",
        "SELECT d.id AS example FROM posting d JOIN posting r ON r.id = d.duplicate_of
        WHERE d.duplicate_of IS NOT NULL AND r.duplicate_of IS NOT NULL",
    ),
    (
        "a duplicate is in another role than its root, or of another company",
        "SELECT d.id AS example FROM posting d JOIN posting r ON r.id = d.duplicate_of
        WHERE d.duplicate_of IS NOT NULL AND (d.role_key IS NULL
            OR d.role_key IS DISTINCT FROM r.role_key
            OR (d.role_key >= 0 AND (d.company IS NULL
                OR d.company IS DISTINCT FROM r.company)))",
    ),
    (
        "a role has the key of another",
        "SELECT id AS example FROM posting
        WHERE duplicate_of IS NULL AND role_key >= 0 AND role_key <> id",
    ),
    (
        "it is not known what a posting is like, or where its role is looked for",
        "SELECT p.id AS example FROM posting p LEFT JOIN posting_likeness l ON l.number = p.number
        WHERE l.number IS NULL
            OR (p.role_block IS NULL AND p.company IS NOT NULL AND p.content_hash <> '')",
    ),
    (
        "a role was posted before its root",
        "SELECT d.id AS example FROM posting d JOIN posting r ON r.id = d.duplicate_of
        WHERE d.duplicate_of IS NOT NULL AND d.posted_at < r.posted_at",
    ),
    (
        "two roots are the same role",
        "SELECT MIN(id) AS example FROM posting
        WHERE duplicate_of IS NULL AND role_key IS NOT NULL GROUP BY role_key
        HAVING COUNT(*) > 1",
    ),
    (
        "a posting is not in the role that was decided for it",
        "SELECT p.id AS example FROM role_decision d JOIN posting p ON p.id = d.posting
        WHERE p.role_key IS DISTINCT FROM d.role",
    ),
    (
        "the state of a role does not follow from its appearances",
        "SELECT r.id AS example FROM posting r JOIN (
            SELECT COALESCE(duplicate_of, id) AS root, MAX(posted_at) AS posted_at,
                MAX(last_seen) AS last_seen,
                CASE WHEN COUNT(closed_at) = COUNT(*) THEN MAX(closed_at) END AS closed_at
            FROM posting GROUP BY COALESCE(duplicate_of, id)) a ON a.root = r.id
        WHERE r.role_posted_at <> a.posted_at OR r.role_last_seen <> a.last_seen
            OR r.role_closed_at IS DISTINCT FROM a.closed_at",
    ),
    (
        "a duplicate's dates differ from its own",
        "SELECT id AS example FROM posting WHERE duplicate_of IS NOT NULL
            AND (role_posted_at <> posted_at OR role_last_seen <> last_seen
                OR role_closed_at IS DISTINCT FROM closed_at)",
    ),
    (
        "a posting was last seen before it was first seen",
        "SELECT id AS example FROM posting WHERE last_seen < first_seen",
    ),
    (
        "a role is called stale without two independent signs, or is not in spite of them",
        "SELECT p.id AS example FROM posting p LEFT JOIN (
            SELECT number, COUNT(DISTINCT CASE WHEN sign IN ('open-long', 'unchanged') THEN 'age'
                ELSE sign END) AS kinds FROM role_sign GROUP BY number) s ON s.number = p.number
        WHERE p.duplicate_of IS NULL
            AND (p.stale = 1) <> (COALESCE(s.kinds, 0) >= 2)",
    ),
    (
        "a posting that is not a role's first is called stale or has signs",
        "SELECT p.id AS example FROM posting p WHERE p.duplicate_of IS NOT NULL AND (p.stale <> 0
            OR EXISTS (SELECT 1 FROM role_sign s WHERE s.number = p.number))",
    ),
    (
        "a posting names a company that does not exist",
        "SELECT p.id AS example FROM posting p LEFT JOIN company o ON o.slug = p.company
        WHERE p.company IS NOT NULL AND o.slug IS NULL",
    ),
    (
        "a posting has no text",
        "SELECT p.id AS example FROM posting p
        LEFT JOIN posting_content c ON c.number = p.number WHERE c.number IS NULL",
    ),
    (
        "a text, fact, skill, place, pay, likeness or sign belongs to no posting",
        "SELECT f.number AS example FROM (
            SELECT number FROM posting_content UNION ALL SELECT number FROM posting_fact
            UNION ALL SELECT number FROM posting_skill UNION ALL SELECT number FROM posting_place
            UNION ALL SELECT number FROM posting_pay
            UNION ALL SELECT number FROM posting_likeness
            UNION ALL SELECT number FROM role_sign) f
        LEFT JOIN posting p ON p.number = f.number WHERE p.number IS NULL",
    ),
    (
        "a former version belongs to no posting",
        "SELECT v.number AS example FROM posting_version v
        LEFT JOIN posting p ON p.number = v.number WHERE p.number IS NULL",
    ),
    (
        "a listing holds a posting or belongs to a board that does not exist",
        "SELECT l.number AS example FROM board_posting l
        LEFT JOIN posting p ON p.number = l.number
        LEFT JOIN source_board b ON b.number = l.board
        WHERE p.number IS NULL OR b.number IS NULL",
    ),
    (
        "a posting was never logged as changed",
        "SELECT p.id AS example FROM (
            SELECT id FROM posting EXCEPT SELECT posting FROM change) p",
    ),
    (
        "the log and the postings disagree on what was deleted",
        "SELECT c.posting AS example FROM change c
        JOIN (SELECT MAX(sequence) AS sequence FROM change GROUP BY posting) l
            ON l.sequence = c.sequence
        LEFT JOIN posting p ON p.id = c.posting
        WHERE (c.kind = 'deleted' AND p.id IS NOT NULL)
            OR (c.kind <> 'deleted' AND p.id IS NULL)",
    ),
];

impl Store {
    /// Looks for rows that contradict each other. Empty when all is well. Reads
    /// every table whole.
    ///
    /// # Errors
    /// See [`crate::StoreError`].
    pub async fn verify(&self) -> Result<Vec<Problem>> {
        let mut problems = Vec::new();
        for (what, rule) in RULES {
            let text = format!("SELECT COUNT(*), COALESCE(MIN(x.example), 0) FROM ({rule}) x");
            let row = sqlx::query(statement(self.engine(), &text))
                .fetch_one(self.readers())
                .await?;
            let reader = Reader::new(&row, "posting").named(what);
            let rows = reader.count(0, "count")?;
            if rows > 0 {
                problems.push(Problem {
                    what,
                    rows,
                    example: reader.number(1, "example")?,
                });
            }
        }
        problems.extend(self.find_misassigned().await?);
        Ok(problems)
    }
}

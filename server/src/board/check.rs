//! Database against index.

use std::collections::HashSet;

use domain::PostingId;
use store::PostingCursor;

use super::Board;

/// Postings read at a time.
const STEP: u32 = 5_000;
/// Ids named in a report.
const NAMED: usize = 5;

/// What a check found.
#[derive(Debug, Default)]
pub(crate) struct CheckReport {
    postings: u64,
    roles: u64,
    indexed: u64,
    missing: Vec<PostingId>,
    surplus: Vec<PostingId>,
    problems: Vec<String>,
}

impl CheckReport {
    /// Whether everything is as it must be.
    pub(crate) fn is_clean(&self) -> bool {
        self.missing.is_empty() && self.surplus.is_empty() && self.problems.is_empty()
    }

    /// The report for the person at the terminal.
    pub(crate) fn words(&self) -> String {
        let mut lines = vec![format!(
            "{} postings, {} roles, {} in the index",
            self.postings, self.roles, self.indexed
        )];
        let named = |ids: &[PostingId]| {
            ids.iter()
                .take(NAMED)
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", ")
        };
        for problem in &self.problems {
            lines.push(format!("database: {problem}"));
        }
        if !self.missing.is_empty() {
            lines.push(format!(
                "missing in the index: {} ({} …)",
                self.missing.len(),
                named(&self.missing)
            ));
        }
        if !self.surplus.is_empty() {
            lines.push(format!(
                "only in the index: {} ({} …)",
                self.surplus.len(),
                named(&self.surplus)
            ));
        }
        if self.is_clean() {
            lines.push("Everything is consistent.".to_owned());
        } else if self.problems.is_empty() {
            lines.push("Run `backboard reindex` to build the index anew.".to_owned());
        } else {
            lines.push("The database itself is inconsistent: restore a copy of it, or import into an empty folder.".to_owned());
        }
        lines.join("\n")
    }
}

impl Board {
    /// Brings the index up to date and compares it with the database.
    ///
    /// # Errors
    /// When either cannot be read.
    pub(crate) async fn check(&self) -> anyhow::Result<CheckReport> {
        self.intake.catch_up().await?;
        let mut report = CheckReport {
            problems: self
                .store
                .verify()
                .await?
                .iter()
                .map(|p| format!("{} ({} rows, such as {})", p.what, p.rows, p.example))
                .collect(),
            ..CheckReport::default()
        };
        let indexed: HashSet<PostingId> = self.index.list_ids().into_iter().collect();
        let mut roles = HashSet::with_capacity(indexed.len());
        let mut cursor = PostingCursor::START;
        loop {
            let (rows, next) = self.store.list_rows(cursor, STEP).await?;
            if rows.is_empty() {
                break;
            }
            cursor = next;
            report.postings += u64::try_from(rows.len()).unwrap_or(0);
            let (postings, unreadable): (Vec<_>, Vec<_>) =
                rows.into_iter().partition(Result::is_ok);
            let unreadable = unreadable.into_iter().filter_map(Result::err);
            report
                .problems
                .extend(unreadable.map(|error| error.to_string()));
            let postings: Vec<_> = postings.into_iter().filter_map(Result::ok).collect();
            roles.extend(
                postings
                    .iter()
                    .filter(|p| p.duplicate_of.is_none())
                    .map(|p| p.id),
            );
        }
        report.roles = u64::try_from(roles.len()).unwrap_or(u64::MAX);
        report.indexed = u64::try_from(indexed.len()).unwrap_or(u64::MAX);
        report.missing = roles.difference(&indexed).copied().collect();
        report.surplus = indexed.difference(&roles).copied().collect();
        Ok(report)
    }
}

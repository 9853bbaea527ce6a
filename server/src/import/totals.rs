//! The totals of an import.

use std::collections::BTreeMap;

use domain::SourceKey;
use ingest::Disagreement;
use serde::Serialize;
use store::{NewPosting, Outcome, Recorded};

use super::rejects::{Reject, Rejects};

/// Reasons listed in the words for people.
const REASONS_SHOWN: usize = 6;

/// Different contradictions about one fact that are kept with their words.
const PAIRS_KEPT: usize = 50;

/// A file that could not be read to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct FailedFile {
    /// The file.
    pub file: String,
    /// Why, in words.
    pub reason: String,
}

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Totals {
    /// Items in the files, rejected ones included.
    pub read: u64,
    /// Roles that were not known.
    pub new: u64,
    /// Postings that say something else now.
    pub updated: u64,
    /// Postings that were known as they are.
    pub unchanged: u64,
    /// Postings that repeat a known role.
    pub duplicates: u64,
    /// Postings that were open and that their source takes back. The items that
    /// say so are among those that were rejected.
    pub closed: u64,
    /// Items that could not be used.
    pub rejected: u64,
    /// How often each reason was given.
    pub reasons: BTreeMap<String, u64>,
    /// Counts by source; what was rejected without a source is counted above only.
    pub by_source: BTreeMap<SourceKey, SourceCounts>,
    /// Where a text contradicts what its source states, by fact.
    pub disagreements: BTreeMap<&'static str, Disagreements>,
    /// Files that could not be read to their end.
    pub failed_files: Vec<FailedFile>,
}

/// Contradictions between fields and texts about one fact. The fields won.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Disagreements {
    /// How many there were, by source.
    pub by_source: BTreeMap<SourceKey, u64>,
    /// What fields say and what texts say, with how often: the first fifty
    /// different pairs.
    pub pairs: BTreeMap<String, u64>,
}

/// What an import did with one source's postings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct SourceCounts {
    /// Items of the source.
    pub read: u64,
    /// Roles that were not known.
    pub new: u64,
    /// Postings that say something else now.
    pub updated: u64,
    /// Postings that were known as they are.
    pub unchanged: u64,
    /// Postings that repeat a known role.
    pub duplicates: u64,
    /// Items that could not be used.
    pub rejected: u64,
}

impl Totals {
    /// Adds one batch.
    pub(crate) fn count(
        &mut self,
        postings: &[NewPosting],
        recorded: &[Recorded],
        rejected: &[Reject],
    ) {
        let number = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        self.read += number(recorded.len()) + number(rejected.len());
        self.rejected += number(rejected.len());
        for reject in rejected {
            *self.reasons.entry(reject.reason.clone()).or_default() += 1;
        }
        for source in rejected.iter().filter_map(|reject| reject.source.clone()) {
            let counts = self.by_source.entry(source).or_default();
            counts.read += 1;
            counts.rejected += 1;
        }
        for (posting, record) in postings.iter().zip(recorded) {
            let counts = self.by_source.entry(posting.source.clone()).or_default();
            counts.read += 1;
            let (all, of_source) = match record.outcome {
                Outcome::New => (&mut self.new, &mut counts.new),
                Outcome::Updated => (&mut self.updated, &mut counts.updated),
                Outcome::Unchanged => (&mut self.unchanged, &mut counts.unchanged),
                Outcome::Duplicate { .. } => (&mut self.duplicates, &mut counts.duplicates),
            };
            *all += 1;
            *of_source += 1;
        }
    }

    /// Adds contradictions between fields and texts.
    pub(crate) fn count_disagreements(&mut self, found: Vec<(SourceKey, Disagreement)>) {
        for (source, told) in found {
            let of_fact = self.disagreements.entry(told.fact.name()).or_default();
            *of_fact.by_source.entry(source).or_default() += 1;
            let pair = format!("stated {}, read {}", told.stated, told.read);
            if of_fact.pairs.len() < PAIRS_KEPT || of_fact.pairs.contains_key(&pair) {
                *of_fact.pairs.entry(pair).or_default() += 1;
            }
        }
    }

    /// The totals for the person at the terminal.
    pub(crate) fn words(&self, rejects: &Rejects) -> String {
        let mut lines = vec![format!(
            "read {}  new {}  updated {}  unchanged {}  duplicates {}  closed {}  rejected {}",
            self.read,
            self.new,
            self.updated,
            self.unchanged,
            self.duplicates,
            self.closed,
            self.rejected
        )];
        let mut reasons: Vec<_> = self.reasons.iter().collect();
        reasons.sort_by_key(|(reason, count)| (std::cmp::Reverse(**count), (*reason).clone()));
        for (reason, count) in reasons.iter().take(REASONS_SHOWN) {
            lines.push(format!("  {count} × {reason}"));
        }
        if let (true, Some(path)) = (self.rejected > 0, rejects.path()) {
            lines.push(format!("  each with its reason in {}", path.display()));
        }
        for (fact, told) in &self.disagreements {
            let count: u64 = told.by_source.values().sum();
            lines.push(format!(
                "  {count} × the text contradicts the source's {fact}; the source wins"
            ));
        }
        for failed in &self.failed_files {
            lines.push(format!("{}: {}", failed.file, failed.reason));
        }
        lines.join("\n")
    }
}

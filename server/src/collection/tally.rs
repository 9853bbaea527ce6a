//! What came of fetching, in numbers.

use std::collections::BTreeMap;

use ingest::Disagreement;
use store::{BoardRun, Outcome, Recorded};

/// Reasons shown in the words for people.
const REASONS_SHOWN: usize = 6;

/// Counts of one run, or of several.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Tally {
    /// Items in the answers, rejected ones included.
    pub(crate) fetched: u64,
    /// Postings that were not known.
    pub(crate) new: u64,
    /// Postings that say something else now.
    pub(crate) changed: u64,
    /// Postings that were known as they are.
    pub(crate) unchanged: u64,
    /// Postings that a listing closed.
    pub(crate) closed: u64,
    /// Postings that came back.
    pub(crate) reopened: u64,
    /// How often items were rejected for each reason.
    pub(crate) rejected: BTreeMap<String, u64>,
    /// How often a text contradicted what its source states, by fact.
    pub(crate) disagreements: BTreeMap<String, u64>,
}

impl Tally {
    /// Counts what became of recorded postings.
    pub(crate) fn recorded(&mut self, recorded: &[Recorded]) {
        for one in recorded {
            let count = match one.outcome {
                Outcome::New | Outcome::Duplicate { .. } => &mut self.new,
                Outcome::Updated => &mut self.changed,
                Outcome::Unchanged => &mut self.unchanged,
            };
            *count += 1;
        }
    }

    /// Counts an item that was refused.
    pub(crate) fn reject(&mut self, reason: &str) {
        *self.rejected.entry(reason.to_owned()).or_default() += 1;
    }

    /// Counts contradictions.
    pub(crate) fn disagree(&mut self, found: &[Disagreement]) {
        for one in found {
            let fact = one.fact.name().to_owned();
            *self.disagreements.entry(fact).or_default() += 1;
        }
    }

    /// Adds the counts of a finished run.
    pub(crate) fn add(&mut self, run: &BoardRun) {
        self.fetched += run.fetched;
        self.new += run.new;
        self.changed += run.changed;
        self.closed += run.closed;
        self.reopened += run.reopened;
        for (from, to) in [
            (&run.rejected, &mut self.rejected),
            (&run.disagreements, &mut self.disagreements),
        ] {
            for (name, count) in from {
                *to.entry(name.clone()).or_default() += count;
            }
        }
    }

    /// Items rejected for any reason.
    pub(crate) fn rejected_in_all(&self) -> u64 {
        self.rejected.values().sum()
    }

    /// The counts for the person at the terminal.
    pub(crate) fn words(&self) -> String {
        let mut lines = vec![format!(
            "fetched {}  new {}  changed {}  closed {}  reopened {}  rejected {}",
            self.fetched,
            self.new,
            self.changed,
            self.closed,
            self.reopened,
            self.rejected_in_all()
        )];
        let mut reasons: Vec<_> = self.rejected.iter().collect();
        reasons.sort_by_key(|(reason, count)| (std::cmp::Reverse(**count), (*reason).clone()));
        for (reason, count) in reasons.iter().take(REASONS_SHOWN) {
            lines.push(format!("  {count} × {reason}"));
        }
        for (fact, count) in &self.disagreements {
            lines.push(format!(
                "  {count} × the text contradicts the source's {fact}; the source wins"
            ));
        }
        lines.join("\n")
    }
}

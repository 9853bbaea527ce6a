//! The closing table of `cargo xtask test` and its very last line.

use std::time::Duration;

use crate::console;
use crate::tally::Counts;

/// How a step ended.
pub(crate) enum Outcome {
    /// It succeeded.
    Passed,
    /// It did not, and why.
    Failed(String),
    /// It was not run, and why.
    Skipped(String),
}

/// One line of the table.
pub(crate) struct Entry {
    /// What was done.
    pub(crate) name: &'static str,
    /// How it ended.
    pub(crate) outcome: Outcome,
    /// The tests that were counted in it, if it counts any.
    pub(crate) counts: Counts,
    /// How long it took.
    pub(crate) took: Duration,
}

impl Entry {
    /// Its share of the totals: its tests, or itself when it counted none. A
    /// failure is never lost, even when no single test failed.
    fn total(&self) -> Counts {
        let mut counts = self.counts;
        match self.outcome {
            Outcome::Passed if counts.is_empty() => counts.passed = 1,
            Outcome::Failed(_) if counts.failed == 0 => counts.failed = 1,
            Outcome::Skipped(_) => counts.skipped += 1,
            Outcome::Passed | Outcome::Failed(_) => {}
        }
        counts
    }

    fn line(&self) -> String {
        let (word, why) = match &self.outcome {
            Outcome::Passed => ("passed", ""),
            Outcome::Failed(why) => ("FAILED", why.as_str()),
            Outcome::Skipped(why) => ("skipped", why.as_str()),
        };
        let tests = if self.counts.is_empty() {
            String::new()
        } else {
            let Counts {
                passed,
                failed,
                skipped,
            } = self.counts;
            format!("{passed} passed, {failed} failed, {skipped} skipped")
        };
        let time = match self.outcome {
            Outcome::Skipped(_) => String::new(),
            Outcome::Passed | Outcome::Failed(_) => console::duration(self.took),
        };
        format!("{:<12} {word:<8} {time:>12}  {tests:<36} {why}", self.name)
            .trim_end()
            .to_owned()
    }
}

/// Prints the table and, as the very last line, the totals.
pub(crate) fn print(entries: &[Entry]) {
    console::result("");
    for entry in entries {
        console::result(&entry.line());
    }
    let time: Duration = entries.iter().map(|entry| entry.took).sum();
    console::result(&format!(
        "{:<12} {:<8} {:>12}",
        "all",
        "",
        console::duration(time)
    ));
    let mut totals = Counts::default();
    for entry in entries {
        totals.add(entry.total());
    }
    console::result(&closing_line(totals));
}

fn closing_line(totals: Counts) -> String {
    format!(
        "{} passed, {} failed, {} skipped",
        totals.passed, totals.failed, totals.skipped
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(outcome: Outcome, counts: Counts) -> Entry {
        Entry {
            name: "tests",
            outcome,
            counts,
            took: Duration::from_secs(3),
        }
    }

    #[test]
    fn a_step_without_tests_counts_as_one() {
        assert_eq!(entry(Outcome::Passed, Counts::default()).total().passed, 1);
        let skipped = entry(Outcome::Skipped("why".to_owned()), Counts::default());
        assert_eq!(skipped.total().skipped, 1);
    }

    #[test]
    fn a_failed_step_counts_as_failed_even_when_no_test_failed() {
        let counts = Counts {
            passed: 5,
            ..Counts::default()
        };
        let total = entry(Outcome::Failed("crashed".to_owned()), counts).total();
        assert_eq!((total.passed, total.failed), (5, 1));
    }

    #[test]
    fn the_closing_line_names_all_three_numbers() {
        assert_eq!(
            closing_line(Counts::default()),
            "0 passed, 0 failed, 0 skipped"
        );
    }
}

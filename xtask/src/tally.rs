//! How many tests passed, failed and were skipped, read from the closing lines
//! of the tools that ran them.

use std::sync::Mutex;

/// Numbers of tests.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Counts {
    /// Ran and succeeded.
    pub(crate) passed: u64,
    /// Ran and did not.
    pub(crate) failed: u64,
    /// Did not run.
    pub(crate) skipped: u64,
}

impl Counts {
    /// Adds another's numbers.
    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    /// Whether nothing was counted.
    pub(crate) fn is_empty(self) -> bool {
        self == Self::default()
    }
}

/// A tool that runs tests. Only its own closing lines count: nextest repeats
/// those of the tests that failed.
#[derive(Clone, Copy)]
pub(crate) enum Runner {
    /// cargo-nextest.
    Nextest,
    /// `cargo test`.
    Libtest,
    /// Playwright.
    Playwright,
}

/// Collects counts from lines, possibly from several threads.
#[derive(Default)]
pub(crate) struct Tally(Mutex<Counts>);

impl Tally {
    /// Reads one line of a runner's output; most say nothing about counts.
    pub(crate) fn read(&self, runner: Runner, line: &str) {
        let counts = match runner {
            Runner::Nextest => nextest(line),
            Runner::Libtest => libtest(line),
            Runner::Playwright => playwright(line),
        };
        if let Some(counts) = counts
            && let Ok(mut total) = self.0.lock()
        {
            total.add(counts);
        }
    }

    /// What was counted so far.
    pub(crate) fn counts(&self) -> Counts {
        self.0.lock().map(|counts| *counts).unwrap_or_default()
    }
}

/// `Summary [   4.2s] 123 tests run: 120 passed (2 slow), 3 failed, 4 skipped`
fn nextest(line: &str) -> Option<Counts> {
    let (_, numbers) = line.strip_prefix("Summary [")?.split_once("run: ")?;
    Some(labelled(numbers, ','))
}

/// `test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; …`
fn libtest(line: &str) -> Option<Counts> {
    let (_, numbers) = line.strip_prefix("test result: ")?.split_once(". ")?;
    Some(labelled(numbers, ';'))
}

/// `12 passed (31.0s)`, `1 failed`, `2 skipped`, `3 did not run`: one per line.
fn playwright(line: &str) -> Option<Counts> {
    let (number, label) = line.split_once(' ')?;
    number.parse::<u64>().ok()?;
    let label_alone = label.split(" (").next()?;
    let known = [
        "passed",
        "failed",
        "flaky",
        "skipped",
        "did not run",
        "interrupted",
    ];
    known.contains(&label_alone).then(|| labelled(line, ','))
}

fn labelled(text: &str, separator: char) -> Counts {
    let mut counts = Counts::default();
    for part in text.split(separator) {
        let mut words = part.split_whitespace();
        let Some(number) = words.next().and_then(|word| word.parse::<u64>().ok()) else {
            continue;
        };
        match words.next() {
            Some("passed") => counts.passed += number,
            Some("failed" | "timed" | "flaky" | "interrupted" | "exec") => counts.failed += number,
            Some("skipped" | "ignored" | "did") => counts.skipped += number,
            _ => {}
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(runner: Runner, lines: &[&str]) -> (u64, u64, u64) {
        let tally = Tally::default();
        for line in lines {
            tally.read(runner, line);
        }
        let counts = tally.counts();
        (counts.passed, counts.failed, counts.skipped)
    }

    #[test]
    fn closing_lines_of_all_runners_are_understood() {
        let nextest = "Summary [   4.211s] 123 tests run: 119 passed (2 slow), 3 failed, 1 timed out, 4 skipped";
        assert_eq!(read(Runner::Nextest, &[nextest]), (119, 4, 4));
        let one = "Summary [   0.013s] 1 test run: 1 passed, 0 skipped";
        assert_eq!(read(Runner::Nextest, &[one]), (1, 0, 0));
        let libtest = "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s";
        assert_eq!(read(Runner::Libtest, &[libtest, libtest]), (24, 0, 2));
        assert_eq!(
            read(
                Runner::Playwright,
                &[
                    "1 failed",
                    "2 skipped",
                    "3 did not run",
                    "12 passed (31.0s)"
                ]
            ),
            (12, 1, 5)
        );
    }

    #[test]
    fn the_words_of_a_failed_test_do_not_count_again() {
        let inner = "test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured";
        assert_eq!(read(Runner::Nextest, &[inner, "1 failed"]), (0, 0, 0));
    }

    #[test]
    fn other_lines_count_nothing() {
        assert_eq!(
            read(
                Runner::Playwright,
                &["12 passed over", "compiled 3 failed", ""]
            ),
            (0, 0, 0)
        );
    }
}

//! What the person at the terminal sees: the only place of this crate that
//! writes to it.
//!
//! Everything goes to standard error except the closing table and totals, so
//! that they can be piped on.

use std::io::{IsTerminal, Write};
use std::time::Duration;

/// Announces something that takes a while.
pub(crate) fn step(text: &str) {
    line(&paint("1;36", "→", text));
}

/// Reports something done, with the time that it took.
pub(crate) fn done(text: &str, took: Duration) {
    line(&paint("1;32", "✓", &format!("{text} ({})", duration(took))));
}

/// Remarks on something that is no failure.
pub(crate) fn note(text: &str) {
    line(&paint("1;33", "·", text));
}

/// Reports a failure.
pub(crate) fn failure(text: &str) {
    line(&paint("1;31", "✗", text));
}

/// Writes a line of a result to standard output.
pub(crate) fn result(text: &str) {
    // A closed pipe is no reason to fail.
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}

/// Passes a line of a child on to standard output, as it is.
pub(crate) fn pass_on(bytes: &[u8]) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(bytes);
    let _ = out.flush();
}

/// Whether a person watches: colours and progress bars make sense.
pub(crate) fn is_terminal() -> bool {
    std::io::stdout().is_terminal() && std::io::stderr().is_terminal()
}

/// Writes a duration as a person would say it: `0.4 s`, `41 s`, `8 min 23 s`.
pub(crate) fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 10 {
        format!("{:.1} s", time.as_secs_f64())
    } else if seconds < 60 {
        format!("{seconds} s")
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

fn line(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

fn paint(colour: &str, mark: &str, text: &str) -> String {
    if std::io::stderr().is_terminal() {
        format!("\u{1b}[{colour}m{mark}\u{1b}[0m {text}")
    } else {
        format!("{mark} {text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_written_in_the_unit_that_fits() {
        assert_eq!(duration(Duration::from_millis(440)), "0.4 s");
        assert_eq!(duration(Duration::from_secs(41)), "41 s");
        assert_eq!(duration(Duration::from_secs(503)), "8 min 23 s");
    }
}

//! Reads where the work is done: onsite, hybrid, remote.

use std::ops::Range;

use domain::Workplace;

use crate::header::floor;
use crate::signal::{Found, Signal};

/// How much a bare 'remote' or 'onsite' says where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zone {
    /// A header, title or location: bare words count.
    Terse,
    /// Running text: only phrases count.
    Prose,
}

/// Reads the workplaces that the signals of one zone state.
pub(crate) fn read(text: &str, signals: &[Found], zone: Zone) -> Vec<(Workplace, Range<usize>)> {
    let mut out = Vec::new();
    for found in signals {
        let range = &found.range;
        let workplace = match (found.signal, zone) {
            (Signal::RemoteRefusal, _) => Workplace::Onsite,
            (Signal::RemoteOffer, _) => offered(text, range),
            (Signal::RemoteWord, Zone::Terse) => offered(text, range),
            (Signal::RemoteWord, Zone::Prose) if stands_alone(text, range) => offered(text, range),
            (Signal::OnsiteWord, Zone::Terse) => Workplace::Onsite,
            (Signal::OnsiteWord, Zone::Prose) if stands_alone(text, range) => Workplace::Onsite,
            (Signal::OnsiteOffer, _) => Workplace::Onsite,
            (Signal::Hybrid, _) => Workplace::Hybrid,
            _ => continue,
        };
        let word = text.get(range.clone()).unwrap_or_default();
        if found.signal == Signal::OnsiteWord
            && word.to_ascii_lowercase().starts_with("local")
            && zone == Zone::Prose
        {
            continue;
        }
        out.push((workplace, range.clone()));
    }
    out
}

/// What an offer of remote work amounts to: nothing when it is taken back,
/// hybrid when it is for some days of the week.
fn offered(text: &str, range: &Range<usize>) -> Workplace {
    if refused(text, range) {
        return Workplace::Onsite;
    }
    let after = text.get(range.end..).unwrap_or_default();
    let after = after.get(..floor(after, 40)).unwrap_or_default();
    let after = after
        .split(['.', '\n', '|', ';'])
        .next()
        .unwrap_or_default();
    let days = [
        "day a week",
        "days a week",
        "days/w",
        "days per week",
        "days/week",
        "day/week",
        "days each week",
        "day per week",
        "days of the week",
    ];
    if days.iter().any(|d| after.contains(d)) && !after.contains("office") {
        return Workplace::Hybrid;
    }
    Workplace::Remote
}

/// Whether the words before or after take the offer back.
fn refused(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or_default();
    let last = before
        .trim_end()
        .rsplit(|c: char| c.is_whitespace() || c == '(')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let after = text
        .get(range.end..)
        .unwrap_or_default()
        .trim_start_matches([' ', ':', '=', '-']);
    let after = after
        .get(..floor(after, 14))
        .unwrap_or_default()
        .to_ascii_lowercase();
    matches!(
        last.trim_matches(['"', '*']),
        "no" | "not" | "non" | "non-" | "without" | "isn't" | "never" | "cannot" | "don't"
    ) || [
        "not ", "no ", "no,", "no)", "no.", "isn't", "is not", "isn’t",
    ]
    .iter()
    .any(|n| after.starts_with(n))
        || after == "no"
}

/// Whether the word is all there is between separators: `(remote)`, `Remote.`, `Location: Remote`.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let word = text.get(range.clone()).unwrap_or_default();
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let before = before.trim_end_matches(' ');
    let opens = before.is_empty()
        || before.ends_with([
            '\n', '|', '(', ':', '/', '[', '•', '–', '—', '.', '&', '+', ',',
        ]);
    let closes = after.is_empty()
        || after.starts_with(['\n', '|', ')', ',', '/', ']', '.', ';', '!'])
        || after
            .trim_start()
            .starts_with(['(', '|', '–', '-', '/', '—', '&', '+']);
    let shouted = word.len() > 3 && word.chars().all(|c| !c.is_lowercase());
    (opens && closes) || shouted
}

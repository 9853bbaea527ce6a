//! Workplaces that a text offers beside others: a whole company's way of
//! working, and presence or remote work for choice.

use std::ops::Range;

use domain::Workplace;

use super::{LOOK, Stated};
use crate::window;

/// Whether remote work is how the whole company works, or open to the whole role.
pub(super) fn of_the_whole(text: &str, range: &Range<usize>, lower: &str) -> bool {
    let whole = [
        "remote-first",
        "remote first",
        "fully remotely",
        "100% remote",
    ];
    let slash = window::after(text, range.end, 7).eq_ignore_ascii_case("/hybrid");
    slash || lower.contains("hybrid") || whole.iter().any(|w| lower.contains(w))
}

/// The other workplace of words that offer two: 'remote/hybrid'.
pub(super) fn both(stated: &Stated, lower: &str) -> Option<Stated> {
    let two = stated.workplace == Workplace::Remote && lower.contains("hybrid");
    two.then(|| Stated {
        workplace: Workplace::Hybrid,
        ..stated.clone()
    })
}

/// Whether a word stands in a choice of workplaces: 'onsite in Rome or
/// remotely', 'hybrid/in-person', 'based in Rome or remotely in Italy'.
pub(super) fn is_choice(text: &str, range: &Range<usize>) -> bool {
    let before = window::before(text, range.start, LOOK).to_ascii_lowercase();
    let after = window::after(text, range.end, LOOK / 2).to_ascii_lowercase();
    let after = after.split(['.', '\n', ';']).next().unwrap_or_default();
    let clause = before.rsplit(['.', '\n', ';']).next().unwrap_or_default();
    let word = text.get(range.clone()).unwrap_or_default();
    let seated = [
        "role is based in",
        "position is based in",
        "hybrid",
        "office",
        "onsite",
        "on-site",
        "in person",
        "in-person",
    ];
    let besides = word.starts_with("or ") || clause.ends_with(" or ");
    ["hybrid/", "hybrid or ", "remote/"]
        .iter()
        .any(|w| before.ends_with(w))
        || [
            "/hybrid",
            " or hybrid",
            " or remote",
            " or fully remote",
            " or 100% remote",
            " or entirely remote",
            " or completely remote",
            " or work remotely",
        ]
        .iter()
        .any(|w| after.contains(w))
        || besides
            && seated
                .iter()
                .chain(&["choose "])
                .any(|w| clause.contains(w))
}

/// Lets what a line of its own says of the role stand against how the company
/// works, and drops what is left open where something is stated.
pub(super) fn settle(stated: &mut Vec<Stated>) {
    if stated.iter().any(|s| s.line) {
        stated.retain(|s| s.workplace != Workplace::Remote || s.chosen || s.besides || s.paired);
    }
    if stated.iter().any(|s| !s.aside) {
        stated.retain(|s| !s.aside);
    }
}

/// Marks presence and remote work that one sentence offers for choice.
pub(super) fn pair(text: &str, stated: &mut [Stated]) {
    let mut pairs = Vec::new();
    for (i, office) in stated.iter().enumerate() {
        for (j, remote) in stated.iter().enumerate().skip(i + 1) {
            let between = text
                .get(office.range.end..remote.range.start)
                .unwrap_or_default();
            let word = text.get(remote.range.clone()).unwrap_or_default();
            let invites = remote.besides || word.ends_with("candidates");
            if office.workplace == Workplace::Onsite
                && remote.workplace == Workplace::Remote
                && between.len() < LOOK * 2
                && !between.contains(['\n', ';'])
                && !between.contains(". ")
                && invites
            {
                pairs.extend([i, j]);
            }
        }
    }
    for i in pairs {
        if let Some(stated) = stated.get_mut(i) {
            stated.paired = true;
            stated.chosen = true;
        }
    }
}

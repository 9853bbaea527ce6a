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
    slash || whole.iter().any(|w| lower.contains(w))
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

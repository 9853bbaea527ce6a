//! Checks of the texts that people read: lengths, and how they begin.

use std::ops::RangeInclusive;

use crate::format::{Data, Entry};

const SUMMARY_WORDS: RangeInclusive<usize> = 60..=150;
const PROJECT_WORDS: RangeInclusive<usize> = 15..=70;
const OUTCOME_WORDS: RangeInclusive<usize> = 5..=45;
const REASON_WORDS: RangeInclusive<usize> = 5..=60;
const TITLE_CHARS: RangeInclusive<usize> = 2..=60;
const RESOURCE_TITLE_CHARS: RangeInclusive<usize> = 2..=100;

/// Runs every check.
pub(crate) fn all(data: &Data, problems: &mut Vec<String>) {
    for entry in &data.nodes {
        node(entry, problems);
    }
    for track in &data.tracks {
        let words = track.summary.split_whitespace().count();
        if !REASON_WORDS.contains(&words) || track.title.is_empty() {
            problems.push(format!("tracks.toml, \"{}\": title or summary", track.id));
        }
    }
    let removals = data.changes.iter().filter_map(|c| c.remove.as_ref());
    let reasons = removals
        .map(|r| ("history.toml", &r.reason))
        .chain(data.off.iter().map(|g| ("off-graph.toml", &g.reason)));
    for (file, reason) in reasons {
        if !REASON_WORDS.contains(&reason.split_whitespace().count()) {
            problems.push(format!("{file}: \"{reason}\" is no sentence of a reason"));
        }
    }
}

fn node(entry: &Entry, problems: &mut Vec<String>) {
    let node = &entry.node;
    for (field, text, range) in [
        ("summary", &node.summary, SUMMARY_WORDS),
        ("outcome", &node.outcome, OUTCOME_WORDS),
        ("project", &node.project, PROJECT_WORDS),
    ] {
        let words = text.split_whitespace().count();
        if !range.contains(&words) {
            let (low, high) = range.into_inner();
            problems.push(format!(
                "{}: {field} has {words} words, not {low} to {high}",
                entry.place
            ));
        }
        if !text.trim_end().ends_with(['.', '?', '!']) {
            problems.push(format!("{}: {field} ends without a stop", entry.place));
        }
    }
    if !node.outcome.starts_with("You can ") {
        problems.push(format!("{}: outcome begins 'You can'", entry.place));
    }
    if !TITLE_CHARS.contains(&node.title.chars().count()) {
        problems.push(format!("{}: length of the title", entry.place));
    }
    for resource in &node.resources {
        if !RESOURCE_TITLE_CHARS.contains(&resource.title.chars().count()) {
            problems.push(format!("{}: length of \"{}\"", entry.place, resource.title));
        }
    }
}

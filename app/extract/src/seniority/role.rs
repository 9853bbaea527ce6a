//! Levels that a posting gives its role in running text, beside a title that
//! came apart: 'we are hiring a Senior Data Engineer' under 'Data Engineer'.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use domain::Seniority;

use super::in_title;
use crate::lexicon;
use crate::phrase::Phrases;
use crate::window;
use crate::word::words;

/// Longest name of a role in running text, in bytes.
const LONGEST: usize = 90;

static CUES: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::read_only(LEVELS, &[("cue", ())]));

static STOPS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| lexicon::set(LEVELS, "stop"));

const LEVELS: &str = include_str!("../../lexicon/levels.txt");

/// The levels that the text gives to the role of this title, each once.
pub(crate) fn of_role(text: &str, title: &str) -> Vec<(Seniority, Range<usize>)> {
    let mut out: Vec<(Seniority, Range<usize>)> = Vec::new();
    let named = kinds(title);
    if named.is_empty() {
        return out;
    }
    for ((), cue) in CUES.find(text) {
        if of_the_past(text, &cue) {
            continue;
        }
        let role = name_after(text, cue.end);
        let words = text.get(role.clone()).unwrap_or_default();
        if !kinds(words).iter().any(|kind| named.contains(kind)) {
            continue;
        }
        for (level, range) in in_title(words) {
            if !out.iter().any(|(seen, _)| *seen == level) {
                out.push((level, role.start + range.start..role.start + range.end));
            }
        }
    }
    out
}

/// The name of a role that begins at a place, up to what says more about it.
fn name_after(text: &str, at: usize) -> Range<usize> {
    let rest = window::after(text, at, LONGEST);
    let ends = [", ", ". ", ";", ":", "!", "?", "\n", " – ", " — ", " - "];
    let end = ends.iter().filter_map(|e| rest.find(e)).min();
    let rest = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
    let stop = words(rest).find(|(_, word)| STOPS.contains(word.to_ascii_lowercase().as_str()));
    let end = stop.map_or(rest.len(), |(range, _)| range.start);
    at..at + end
}

/// The words of a role without its levels and small words, in singular.
fn kinds(role: &str) -> HashSet<String> {
    let levels = in_title(role);
    let is_level = |range: &Range<usize>| {
        levels
            .iter()
            .any(|(_, level)| level.start < range.end && range.start < level.end)
    };
    words(role)
        .filter(|(range, _)| !is_level(range))
        .flat_map(|(_, word)| word.split(['/', '-', '(', ')', '|']))
        .map(|word| word.to_lowercase().trim_end_matches('s').to_owned())
        .filter(|word| word.len() > 1 && !matches!(word.as_str(), "of" | "and" | "the" | "for"))
        .collect()
}

/// Whether the words before speak of what the applicant has been.
fn of_the_past(text: &str, cue: &Range<usize>) -> bool {
    let before = window::before(text, cue.start, 40).to_ascii_lowercase();
    let clause = before
        .rsplit(['.', '\n', ';', ','])
        .next()
        .unwrap_or_default();
    [
        "experience",
        "years",
        "worked",
        "working",
        "previous",
        "background",
        "career",
        "time ",
        "not ",
    ]
    .iter()
    .any(|w| clause.contains(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(text: &str, title: &str) -> Vec<Seniority> {
        let found = of_role(text, title);
        found.into_iter().map(|(level, _)| level).collect()
    }

    #[test]
    fn a_level_beside_the_role_is_the_roles() {
        let text = "Heron is hiring a senior-level Search Engineer to join us.";
        assert_eq!(levels(text, "Search Engineer"), [Seniority::Senior]);
        let text = "As our (Senior) Delivery Engineer, you travel.";
        assert_eq!(levels(text, "Field Engineer"), [Seniority::Senior]);
        let text = "As the QA Manager, you report to the CTO.";
        assert_eq!(levels(text, "QA Lead"), [Seniority::Manager]);
    }

    #[test]
    fn levels_of_other_people_are_not() {
        let text = "Five years of experience as a Senior Engineer. We are looking for a \
                    teammate to help our Principal Engineers. Hiring a Senior Lawyer, too.";
        assert_eq!(levels(text, "Search Engineer"), []);
    }
}

//! Gives the head of 'backend and mobile engineers' to each area before it.

use std::ops::Range;

use domain::RoleFamily;

use super::has_strong_head;
use crate::role;
use crate::skills::vocabulary;
use crate::word::trim_range;

/// The titles that areas before a common head make: 'iOS and web developers'
/// offers `iOS developers` and `web developers`. Empty when it is one title.
pub(super) fn distribute(text: &str, range: &Range<usize>) -> Vec<(String, Range<usize>)> {
    let whole = text.get(range.clone()).unwrap_or_default();
    let Some((_, head)) = whole.rsplit_once(' ') else {
        return Vec::new();
    };
    let plural = head.ends_with(['s', 'S']) && has_strong_head(head);
    let makes = ["engineer", "developer", "dev", "programmer", "designer"];
    let lower = head.to_ascii_lowercase();
    if !plural || !makes.iter().any(|m| lower.starts_with(m)) {
        return Vec::new();
    }
    let areas = areas(whole, whole.len() - head.len());
    let written = |area: &Range<usize>| whole.get(area.clone()).unwrap_or_default();
    let stands = |area: &Range<usize>| is_area(written(area));
    let related = areas
        .iter()
        .any(|a| areas.iter().any(|b| is_part_of(written(a), written(b))));
    if areas.len() < 2 || related || whole.contains(" - ") || !areas.iter().all(stands) {
        return Vec::new();
    }
    let last = areas.len() - 1;
    let title = |(i, area): (usize, Range<usize>)| {
        let end = if i == last { whole.len() } else { area.end };
        let name = format!("{} {head}", written(&area));
        (name, range.start + area.start..range.start + end)
    };
    areas.into_iter().enumerate().map(title).collect()
}

/// The areas listed before a head that begins at `end`.
fn areas(words: &str, end: usize) -> Vec<Range<usize>> {
    const JOINTS: [&str; 7] = [", and ", ", & ", ", or ", ", ", " and ", " & ", " or "];
    let mut areas = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < end {
        let rest = words.get(at..end).unwrap_or_default();
        if let Some(joint) = JOINTS.iter().find(|j| rest.starts_with(**j)) {
            areas.push(trim_range(words, start..at));
            at += joint.len();
            start = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    areas.push(trim_range(words, start.min(end)..end));
    areas
}

/// Whether words name an area of engineering by themselves.
fn is_area(words: &str) -> bool {
    let area = role::family(&format!("{words} engineer"));
    let named = !matches!(
        area,
        RoleFamily::OtherEngineering | RoleFamily::NotEngineering | RoleFamily::Management
    );
    !words.is_empty() && words.split_whitespace().count() <= 3 && !words.contains('(') && named
}

/// Whether one technology is built on the other: 'Python and Django'.
fn is_part_of(a: &str, b: &str) -> bool {
    let (Some(a), Some(b)) = (vocabulary::find(a), vocabulary::find(b)) else {
        return false;
    };
    a.parents.contains(&b.slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(text: &str) -> Vec<String> {
        let found = distribute(text, &(0..text.len()));
        found.into_iter().map(|(title, _)| title).collect()
    }

    #[test]
    fn a_head_after_several_areas_belongs_to_each() {
        assert_eq!(
            offered("iOS and web developers"),
            ["iOS developers", "web developers"]
        );
        assert_eq!(
            offered("front-end, Erlang, and Java engineers"),
            ["front-end engineers", "Erlang engineers", "Java engineers"]
        );
        assert!(offered("Python and Django developers").is_empty());
        assert!(offered("Research and Development Engineers").is_empty());
        assert!(offered("Backend and API Engineer").is_empty());
    }
}

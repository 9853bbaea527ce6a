//! Places of the first sentence of a posting: `Acme (Berlin) is looking for …`.

use std::ops::Range;

use crate::gazetteer::Kind;

use super::super::scan::{Case, Hit, scan};
use super::super::terse::{is_list_gap, is_part_of_a_name, is_the_area_around, remote_words};
use super::{is_about_others, window_end};

/// Places of an opening sentence: `Acme (Berlin) is looking for …`.
pub(in crate::places) fn opening(text: &str) -> Vec<Hit> {
    let end = window_end(text, 300);
    let opening = text.get(..end).unwrap_or_default();
    let line = opening
        .find('\n')
        .map_or(opening, |at| opening.get(..at).unwrap_or_default());
    let remotes = remote_words(line);
    let mut hits = scan(line, Case::Written);
    let sure: Vec<bool> = hits.iter().map(|hit| opens(line, hit)).collect();
    let mut sure = sure.into_iter();
    let mut last_kept: Option<Range<usize>> = None;
    hits.retain(|hit| {
        let gap = last_kept
            .as_ref()
            .and_then(|kept| line.get(kept.end..hit.range.start));
        let listed = gap.is_some_and(is_list_gap);
        let ok = sure.next().unwrap_or(false) || listed && !hit.word;
        let scope = hit.kind != Kind::City
            && remotes
                .iter()
                .any(|r| r.start.abs_diff(hit.range.start) < 60);
        let keep = ok
            && !scope
            && !is_about_others(line, hit.range.start)
            && hit.kind != Kind::World
            && !is_part_of_a_name(line, hit);
        let keep = keep && !(last_kept.is_some() && is_the_area_around(line, &hit.range));
        if keep {
            last_kept = Some(hit.range.clone());
        }
        keep
    });
    hits
}

/// Whether a name in an opening is where the job is: it has its state beside
/// it, or follows `in`, or stands first or in brackets.
fn opens(line: &str, hit: &Hit) -> bool {
    let head = line.get(..hit.range.start).unwrap_or_default();
    let tail = line.get(hit.range.end..).unwrap_or_default();
    let leads = [
        "[on-site ",
        "[onsite ",
        "[Onsite ",
        "(on-site ",
        "(onsite ",
        "(Onsite ",
        " in ",
        "In ",
        " in downtown ",
        "Downtown ",
        " / ",
        " in the ",
        " in sunny ",
        "(",
        " at ",
        " - ",
        " – ",
        " — ",
        "| ",
        " -- ",
        " =- ",
    ];
    // Far up in the line, a large city needs no more than a comma.
    let early = hit.range.start < 120 && hit.population >= 100_000;
    let trails = [" startup", " start-up", " start up", " STARTUP"];
    let led = leads.iter().any(|lead| head.ends_with(lead))
        || early && head.ends_with(" from ")
        || early && [", ", ": ", ". "].iter().any(|lead| head.ends_with(lead))
        || early && trails.iter().any(|trail| tail.starts_with(trail));
    let goes_on = [" or ", " and ", " & ", " - ", " – ", " ("]
        .iter()
        .any(|joint| tail.starts_with(joint));
    let first = head.trim_matches([' ', '*', '-', '[', '•']).is_empty()
        && (goes_on || !tail.starts_with(' '));
    let country_only = hit.kind == Kind::Country;
    (hit.qualified && hit.kind == Kind::City)
        || (led || first) && !hit.word && !country_only
        || head.ends_with(" in ")
            && country_only
            && tail.trim_start().starts_with(['.', ',', '-', '('])
}

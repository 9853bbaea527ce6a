//! Reads places in running text: sentences that say where the job is.

mod opening;
mod role_lines;
mod turns;

use std::ops::Range;

use crate::gazetteer::Kind;
use crate::skills::vocabulary;

use super::scan::{Case, Hit, scan};
use super::terse::{is_list_gap, is_part_of_a_name, remote_words};

pub(super) use opening::opening;
pub(super) use role_lines::of_role_lines;
use turns::{LEADING, LEADS, Strength, TRAILING, TRAILS};

/// Places that sentences name as where the job is, by the clearest sort of
/// sentence that names any; ranges are in `text`.
pub(super) fn places(text: &str, lists: &[List]) -> Vec<Hit> {
    let mut found: Vec<(Strength, Hit)> = Vec::new();
    for list in lists {
        let hits = list.places.iter().cloned();
        found.extend(hits.map(|hit| (list.strength, hit)));
    }
    for (which, trail) in TRAILING.find_longest(text) {
        let Some((_, strength)) = TRAILS.get(which) else {
            continue;
        };
        if ends_a_word(text, trail.end) && !is_of_others(text, trail.end) {
            found.extend(before(text, trail.start).map(|hit| (*strength, hit)));
        }
    }
    let Some(best) = found.iter().map(|(strength, _)| *strength).min() else {
        return Vec::new();
    };
    let mut hits: Vec<Hit> = found
        .into_iter()
        .filter(|(s, _)| *s == best)
        .map(|(_, hit)| hit)
        .collect();
    hits.sort_by_key(|hit| hit.range.start);
    hits
}

/// A list of places after a turn of phrase.
pub(super) struct List {
    strength: Strength,
    /// Where the turn of phrase ends.
    at: usize,
    places: Vec<Hit>,
}

/// Lists of places after turns of phrase, in the order of the text.
pub(super) fn lists(text: &str) -> Vec<List> {
    let read = |(which, lead): (usize, Range<usize>)| {
        let (_, strength) = LEADS.get(which)?;
        (ends_a_word(text, lead.end) && !is_about_others(text, lead.start)).then(|| List {
            strength: *strength,
            at: lead.end,
            places: after(text, lead.end),
        })
    };
    LEADING.find_longest(text).filter_map(read).collect()
}

/// Cities that sentences name together with one of `known` as where the job
/// is: `this role is based in London or Paris`, `Engineer (Austin, Boston)`.
pub(super) fn joined(text: &str, lists: &[List], known: &[Hit]) -> Vec<Hit> {
    let is_known = |hit: &Hit| known.iter().any(|k| k.place == hit.place);
    let mut more = Vec::new();
    for list in lists {
        if list.places.len() < 2 || !list.places.iter().any(is_known) {
            continue;
        }
        let end = list.places.last().map_or(list.at, |hit| hit.range.end);
        let words = text.get(list.at..end).unwrap_or_default();
        let choice = || words.contains(" or ") || is_open_in_all(text, end);
        if list.strength == Strength::Job || choice() {
            more.extend(list.places.iter().cloned());
        }
    }
    for (open, _) in text.match_indices('(') {
        let inner = text.get(open + 1..).unwrap_or_default();
        let inner = inner.get(..window_end(inner, 60)).unwrap_or_default();
        let Some(inner) = inner.find(')').and_then(|close| inner.get(..close)) else {
            continue;
        };
        if !inner.contains([',', '/', '&']) && !inner.contains(" or ") && !inner.contains(" and ") {
            continue;
        }
        let mut hits = scan(inner, Case::Written);
        if hits.len() > 1 && hits.iter().any(is_known) && is_only_a_list(inner, &hits) {
            for hit in &mut hits {
                shift(hit, open + 1);
            }
            more.extend(hits);
        }
    }
    more.retain(|hit| hit.kind == Kind::City && !is_known(hit));
    more
}

/// Cities in which a sentence says the role is, where the location given names
/// only the area around them.
pub(super) fn narrowed(lists: &[List], known: &[Hit]) -> Vec<Hit> {
    let wide = |kind: Kind| matches!(kind, Kind::Area | Kind::State);
    if !known.iter().all(|hit| wide(hit.kind)) {
        return Vec::new();
    }
    cities_of_the_job(lists)
        .filter(|city| known.iter().any(|hit| is_in_region(city, hit)))
        .cloned()
        .collect()
}

/// Cities in which sentences say the role is, where none of them is in a place
/// of the location given: the two contradict each other.
pub(super) fn contrary(lists: &[List], known: &[Hit]) -> Vec<Hit> {
    let agrees = |city: &Hit| {
        known.iter().any(|hit| match hit.kind {
            Kind::City => hit.place == city.place,
            Kind::State | Kind::Area => is_in_region(city, hit),
            Kind::Country => hit.place.country == city.place.country,
            Kind::World => true,
        })
    };
    if cities_of_the_job(lists).any(agrees) {
        return Vec::new();
    }
    cities_of_the_job(lists).cloned().collect()
}

fn cities_of_the_job(lists: &[List]) -> impl Iterator<Item = &Hit> {
    lists
        .iter()
        .filter(|list| list.strength == Strength::Job)
        .flat_map(|list| &list.places)
        .filter(|hit| hit.kind == Kind::City)
}

fn is_in_region(city: &Hit, area: &Hit) -> bool {
    area.place.country == city.place.country
        && area.region == city.region
        && !area.region.is_empty()
}

/// Whether a sentence about offices goes on to say that the role is in all of
/// them: 'we have offices in Rome and Oslo, and this role is open in both'.
fn is_open_in_all(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    let rest = rest.get(..window_end(rest, 80)).unwrap_or_default();
    let rest = end_of_sentence(rest.split('\n').next().unwrap_or_default());
    let role = ["role is", "position is", "job is"];
    let all = ["both", "either", "all ", "any of"];
    role.iter().any(|w| rest.contains(w)) && all.iter().any(|w| rest.contains(w))
}

/// The lists of places that a title holds in a part of its own, each with the part.
fn lists_in_title(title: &str) -> impl Iterator<Item = (&str, Vec<Hit>)> {
    let marks = [" - ", " – ", " | ", "(", ")"];
    let parts = marks.into_iter().flat_map(|mark| title.split(mark));
    parts.filter_map(|part| {
        let hits = scan(part, Case::Written);
        (!hits.is_empty() && is_only_a_list(part, &hits)).then_some((part, hits))
    })
}

/// Cities that a title names together with one of `known`: 'Field Engineer -
/// Lyon and Nantes'.
pub(super) fn titled(title: &str, known: &[Hit]) -> Vec<Hit> {
    let is_known = |hit: &Hit| known.iter().any(|k| k.place == hit.place);
    let list = lists_in_title(title).find(|(_, hits)| hits.len() > 1 && hits.iter().any(is_known));
    let (_, mut hits) = list.unwrap_or_default();
    hits.retain(|hit| hit.kind == Kind::City && !is_known(hit));
    hits
}

/// Cities that a title names inside the one state, area or country that the location
/// given is: 'Sales - Lyon / Nantes' beside 'France'.
pub(super) fn titled_within(title: &str, known: &[Hit]) -> Vec<Hit> {
    let [wide] = known else {
        return Vec::new();
    };
    if matches!(wide.kind, Kind::City | Kind::World) {
        return Vec::new();
    }
    let inside = |city: &Hit| match wide.kind {
        Kind::Country => city.place.country == wide.place.country,
        _ => is_in_region(city, wide),
    };
    let list = lists_in_title(title).find(|(part, hits)| {
        // `Elixir Developer (Phoenix)` names what it is written with.
        let named = |hit: &Hit| part.get(hit.name.clone()).and_then(vocabulary::find);
        let sure = |hit: &Hit| !hit.word && (hit.qualified || named(hit).is_none());
        let city = |hit: &Hit| hit.kind == Kind::City && sure(hit) && inside(hit);
        hits.iter().all(city)
    });
    list.map(|(_, hits)| hits).unwrap_or_default()
}

/// Whether a text is a list of these places and nothing else.
fn is_only_a_list(text: &str, hits: &[Hit]) -> bool {
    let mut end = 0;
    for hit in hits {
        let gap = text.get(end..hit.range.start).unwrap_or_default();
        if !is_list_gap(gap) {
            return false;
        }
        end = hit.range.end;
    }
    !text
        .get(end..)
        .is_some_and(|tail| tail.contains(char::is_alphanumeric))
}

/// Places right after a turn of phrase, and the list that goes on from them.
fn after(text: &str, at: usize) -> Vec<Hit> {
    let rest = text.get(at..).unwrap_or_default();
    let line = rest
        .split('\n')
        .find(|line| line.contains(char::is_alphanumeric))
        .unwrap_or_default();
    let start = at + (line.as_ptr().addr().saturating_sub(rest.as_ptr().addr()));
    if start > at + 3 {
        return Vec::new();
    }
    let window = line.get(..window_end(line, 140)).unwrap_or_default();
    let window = end_of_sentence(window);
    let remotes = remote_words(window);
    let mut kept: Vec<Hit> = Vec::new();
    for hit in scan(window, Case::Written) {
        let gap = match kept.last() {
            Some(before) => window
                .get(before.range.end..hit.range.start)
                .unwrap_or_default(),
            None => window.get(..hit.range.start).unwrap_or_default(),
        };
        let part = kept.last().is_some_and(|before| {
            let opens = gap.trim_start().starts_with('(') && !gap.contains(')');
            opens && before.kind == Kind::City && before.place.country == hit.place.country
        });
        if part {
            continue;
        }
        let near = if kept.is_empty() {
            leads_in(gap)
        } else {
            is_list_gap(gap)
        };
        if !near {
            break;
        }
        if kept.iter().any(|before| before.place == hit.place) {
            continue;
        }
        let remote_first = remotes.first().is_some_and(|r| r.end <= hit.range.start);
        if remote_first && hit.kind != Kind::City
            || hit.kind == Kind::World
            || is_part_of_a_name(window, &hit)
        {
            break;
        }
        kept.push(hit);
    }
    kept.retain(|hit| {
        hit.kind != Kind::Country || text.get(..at).is_some_and(|lead| lead.ends_with(':'))
    });
    for hit in &mut kept {
        shift(hit, start);
    }
    kept
}

/// Whether only small words stand between a turn of phrase and its place, or
/// the part of town that is there: `in the Seaport, Boston`.
fn leads_in(gap: &str) -> bool {
    let quarter = gap.strip_suffix(", ").is_some_and(|quarter| {
        quarter.len() <= 30
            && quarter.split_whitespace().all(|word| {
                word.starts_with(char::is_uppercase) || matches!(word, "the" | "in" | "of")
            })
    });
    quarter
        || gap.len() <= 40
            && gap
                .split(|c: char| !(c.is_alphanumeric() || c == '\''))
                .filter(|word| !word.is_empty())
                .all(|word| {
                    matches!(
                        word.to_lowercase().as_str(),
                        "downtown"
                            | "the"
                            | "beautiful"
                            | "sunny"
                            | "central"
                            | "heart"
                            | "of"
                            | "our"
                            | "in"
                            | "center"
                            | "centre"
                            | "lovely"
                            | "greater"
                            | "both"
                            | "either"
                            | "at"
                            | "a"
                            | "is"
                            | "are"
                            | "to"
                            | "hybrid"
                            | "onsite"
                            | "on"
                            | "site"
                            | "and"
                            | "middle"
                            | "city"
                            | "scenic"
                            | "vibrant"
                            | "historic"
                            | "gorgeous"
                            | "us"
                            | "area"
                            | "be"
                            | "office"
                            | "offices"
                            | "rainy"
                    )
                })
}

/// The place that ends right before a word such as `office`.
fn before(text: &str, at: usize) -> Option<Hit> {
    let head = text.get(..at)?;
    let mut start = head.len().saturating_sub(40);
    while !head.is_char_boundary(start) {
        start += 1;
    }
    let window = head.get(start..)?;
    let window_start = window
        .find([' ', '\n'])
        .map_or(0, |space| if start == 0 { 0 } else { space });
    let window = window.get(window_start..)?;
    let mut hit = scan(window, Case::Written).pop()?;
    let ends = hit.range.end == window.len();
    let city = hit.kind == Kind::City || hit.kind == Kind::Area;
    (ends && city && !hit.word).then(|| {
        shift(&mut hit, start + window_start);
        hit
    })
}

fn shift(hit: &mut Hit, by: usize) {
    for range in [&mut hit.range, &mut hit.name] {
        *range = range.start + by..range.end + by;
    }
}

/// Whether a sentence speaks of applicants, customers or investors.
fn is_about_others(text: &str, at: usize) -> bool {
    let head = text.get(..at).unwrap_or_default();
    let mut from = head.len().saturating_sub(60);
    while !head.is_char_boundary(from) {
        from += 1;
    }
    let near = head.get(from..).unwrap_or_default().to_lowercase();
    let near = near.rsplit(['.', '\n', '|']).next().unwrap_or_default();
    // `If you like offices, we have one in Rome` speaks of the company.
    let near = near.rsplit(", we ").next().unwrap_or_default();
    // `remotely or from either of our offices in Rome` names the offices.
    let near = near.rsplit("our office").next().unwrap_or_default();
    let near = near.rsplit("remotely or").next().unwrap_or_default();
    let near = near.rsplit("remote (or").next().unwrap_or_default();
    // `remote freelancers, and onsite employees in Rome`.
    let near = near.rsplit("onsite employees").next().unwrap_or_default();
    // `Candidates should be based in one of our office locations: Rome, Oslo`.
    let near = near.rsplit("based in one of").next().unwrap_or_default();
    // `Client manager at Acme (Rome)`, `I am a founder of Acme, a startup in Rome`.
    let near = near.rsplit("client manager").next().unwrap_or_default();
    let near = near.rsplit("founder of ").next().unwrap_or_default();
    [
        "candidate",
        "interview",
        "applicant",
        "customer",
        "client",
        "investor",
        "backed by",
        "must be",
        "you are",
        "you're",
        "if you",
        "not",
        "founder",
        "residents",
        "authorized",
        "fund",
        "previously",
        "remote",
        "eligible",
    ]
    .iter()
    .any(|word| near.contains(word))
}

/// Whether `London-based` goes on with people or companies in general.
fn is_of_others(text: &str, at: usize) -> bool {
    let word = text.get(at..).unwrap_or_default().trim_start();
    [
        "companies",
        "startups",
        "start-ups",
        "customers",
        "clients",
        "investors",
        "candidates",
        "applicants",
        "VC",
        "people",
        "on ",
    ]
    .iter()
    .any(|others| word.starts_with(others))
}

fn ends_a_word(text: &str, at: usize) -> bool {
    !text
        .get(at..)
        .is_some_and(|tail| tail.starts_with(char::is_alphanumeric))
}

/// The text up to the end of its sentence; `St. Louis` and `U.S.` do not end one.
fn end_of_sentence(text: &str) -> &str {
    for (at, _) in text.match_indices(". ") {
        let last = text.get(..at).unwrap_or_default();
        let word = last.rsplit([' ', '.']).next().unwrap_or_default();
        if word.len() > 2 {
            return last;
        }
    }
    text
}

fn window_end(text: &str, limit: usize) -> usize {
    let mut end = limit.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

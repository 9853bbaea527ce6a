//! Reads places in short texts that are about the job: a location field, a
//! part of a header line.

use std::ops::Range;

use crate::gazetteer::Kind;

use super::scan::{Case, Hit, scan};

/// Where a short text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// A field that holds nothing but the location.
    Field,
    /// A part of a header, which may speak of other things.
    Header,
}

/// The places of a short text where the job is based. Where remote workers may
/// live is left out.
pub(super) fn places(text: &str, origin: Origin) -> Vec<Hit> {
    let remotes = remote_words(text);
    let case = match origin {
        Origin::Field => Case::Any,
        Origin::Header => Case::Written,
    };
    let mut hits = scan(text, case);
    if hits.is_empty() && origin == Origin::Header && text.len() <= 40 && !text.contains(['/', '.'])
    {
        // `berlin`, all by itself.
        let words = text.strip_suffix(" only").unwrap_or(text);
        hits = scan(words, Case::Any);
        let known = |hit: &Hit| hit.population >= 100_000 || hit.kind == Kind::Area;
        hits.retain(|hit| !hit.word && known(hit) && covers(words, hit));
    }
    let all = hits.clone();
    hits.retain(|hit| {
        let alone = covers(text, hit);
        let common =
            hit.word || hit.kind == Kind::City && hit.population < 200_000 && !hit.qualified;
        let apart = origin == Origin::Field && hit.kind == Kind::City && dashed(text, hit);
        let sure = origin == Origin::Field
            || !common
            || alone
            || listed(text, hit, &all)
            || !hit.word && stands_out(text, hit);
        sure && !is_part_of_a_name(text, hit)
            && !is_only_near(text, hit)
            && (apart || !is_scope(text, hit, &remotes))
    });
    drop_brackets(text, &mut hits);
    drop_headquarters(text, &mut hits);
    drop_regions(text, &mut hits);
    hits
}

/// Whether a dash parts a place from 'remote' before it: `Remote - Toronto`.
fn dashed(text: &str, hit: &Hit) -> bool {
    let head = text.get(..hit.range.start).unwrap_or_default().trim_end();
    head.strip_suffix(['-', '–', '—'])
        .is_some_and(|head| head.trim_end().to_ascii_lowercase().ends_with("remote"))
}

/// Whether a hit is all that a text says.
fn covers(text: &str, hit: &Hit) -> bool {
    let rest = |range: Range<usize>| text.get(range).unwrap_or_default();
    let outside = [rest(0..hit.range.start), rest(hit.range.end..text.len())];
    outside
        .iter()
        .all(|part| !part.contains(char::is_alphanumeric))
}

/// Whether a name stands at an end of the text or is led in by a small word.
fn stands_out(text: &str, hit: &Hit) -> bool {
    let before = text.get(..hit.range.start).unwrap_or_default().trim_end();
    let after = text.get(hit.range.end..).unwrap_or_default().trim_start();
    let led = [
        " in", " near", "in", "-", "–", "(", ":", ",", "/", ";", "@", "—", "]", "•", "at",
    ];
    let joins = [
        "or ", "and ", "remote", "REMOTE", "Remote", "onsite", "ONSITE",
    ];
    let ended = after.is_empty()
        || after.starts_with([
            '(', ')', '-', '–', ',', '/', ';', '—', '.', ':', '[', '•', '+', '&',
        ])
        || joins.iter().any(|word| after.starts_with(word));
    ended && (before.is_empty() || led.iter().any(|word| before.ends_with(word)))
        || before.ends_with(" in")
}

/// Whether a name stands in a list with another place: 'Austin, Mobile or Nice'.
fn listed(text: &str, hit: &Hit, all: &[Hit]) -> bool {
    all.iter().any(|other| {
        let gap = if other.range.end <= hit.range.start {
            text.get(other.range.end..hit.range.start)
        } else if hit.word {
            // A word that begins a list may be the company: 'Victor, London'.
            None
        } else {
            text.get(hit.range.end..other.range.start)
        };
        other.range != hit.range && !other.word && gap.is_some_and(is_list_gap)
    })
}

/// Whether words between two places make a list of them.
pub(super) fn is_list_gap(gap: &str) -> bool {
    let mut gap = gap.trim().to_lowercase();
    if let (Some(open), Some(close)) = (gap.find('('), gap.rfind(')'))
        && open < close
        && close - open < 30
    {
        gap.replace_range(open..=close, "");
    }
    let words = gap.trim_matches([
        ',', ';', '/', '&', '+', '-', '–', ' ', '|', '•', '·', '(', ')', ':', '.',
    ]);
    matches!(
        words,
        "" | "and"
            | "or"
            | "and/or"
            | "and in"
            | "or in"
            | "as well as"
            | "in"
            | "and our"
            | "plus"
            | "und"
            | "hq"
            | "usa"
            | "office"
            | "offices"
            | "office and"
            | "hq) and"
    )
}

/// Words after a place that make it part of the name of something else.
const NAME_TAILS: &str = "University College Institute Times Labs Lab Dynamics Bank Scientific Children \
    Medical Partners Ventures Capital School Post Law Airlines Airport Economics \
    Technologies Solutions Hospital time timezone timezones Time residents citizen \
    citizens Citizen Citizens citizenship persons Framework framework Consulting \
    hours tz TZ GDP passport Mathematics holidays Mall Centre Shopping Outlets \
    Outlet Premium Plaza Market Collection Square Heights Town candidates applicants";

/// Whether a name is part of another: `University of Chicago`, `Boston College`.
pub(super) fn is_part_of_a_name(text: &str, hit: &Hit) -> bool {
    let before = text.get(..hit.range.start).unwrap_or_default().trim_end();
    let after = text.get(hit.name.end..).unwrap_or_default();
    let last = before.rsplit(' ').next().unwrap_or_default();
    let last_two = before.rsplit(' ').nth(1).unwrap_or_default();
    let of = last == "of"
        && matches!(
            last_two,
            "University"
                | "Bank"
                | "College"
                | "Institute"
                | "City"
                | "Government"
                | "School"
                | "Museum"
                | "State"
                | "Times"
        );
    let next = after.trim_start_matches([' ', '-']);
    let next = next
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let glued = after.starts_with(' ') || after.starts_with('-');
    of || glued && NAME_TAILS.split(' ').any(|tail| tail == next)
}

/// Whether a place is only named to say what is near: `20 minutes from Boston`.
fn is_only_near(text: &str, hit: &Hit) -> bool {
    let before = text
        .get(..hit.range.start)
        .unwrap_or_default()
        .trim_end()
        .to_lowercase();
    let after = text
        .get(hit.range.end..)
        .unwrap_or_default()
        .trim_start()
        .to_lowercase();
    let near = [
        "near",
        "outside",
        "minutes from",
        "mins from",
        "min from",
        "north of",
        "south of",
        "east of",
        "west of",
        "close to",
        "nearby",
        "hour from",
        "miles from",
        "suburb of",
        "suburbs of",
        "outskirts of",
        "just outside of",
        "outside of",
        "next to",
    ];
    near.iter().any(|word| before.ends_with(word)) || after.starts_with("suburb")
}

/// Whether a place stands in brackets as the area around another: `(LA area)`.
pub(super) fn is_the_area_around(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let area = [" area", " metro", " region", " Area", " suburb"]
        .iter()
        .any(|word| after.starts_with(word));
    area && before.trim_end_matches("greater ").ends_with('(')
}

/// Leaves out what brackets add to a city: `Santa Monica (LA area)`.
fn drop_brackets(text: &str, hits: &mut Vec<Hit>) {
    let mut kept: Vec<Hit> = Vec::with_capacity(hits.len());
    for hit in hits.drain(..) {
        let added = kept.last().is_some_and(|before| {
            let gap = text
                .get(before.range.end..hit.range.start)
                .unwrap_or_default();
            let same = before.place.country == hit.place.country;
            let more = gap.contains(['+', '&']) || gap.contains("(or ") || gap.contains("(and ");
            let opens = gap.trim_start().starts_with('(') && !gap.contains(')') && gap.len() <= 16;
            let opens = opens && !more;
            before.kind == Kind::City && opens && same
        });
        if !added {
            kept.push(hit);
        }
    }
    *hits = kept;
}

/// Leaves out where the company has its seat beside where the job is:
/// `Rome (HQ in Boston)`.
fn drop_headquarters(text: &str, hits: &mut Vec<Hit>) {
    let is_seat = |hit: &Hit| {
        let before = text.get(..hit.range.start).unwrap_or_default();
        let before = before.to_lowercase();
        [
            "(hq in ",
            "(hq: ",
            "(headquarters in ",
            "(headquartered in ",
            "hq in ",
        ]
        .iter()
        .any(|seat| before.ends_with(seat))
    };
    if hits.iter().any(|hit| !is_seat(hit)) {
        hits.retain(|hit| !is_seat(hit));
    }
}

/// Leaves out the region that a city is in: `Utrecht, North Holland, Netherlands`,
/// `Makati, Metro Manila`.
fn drop_regions(text: &str, hits: &mut Vec<Hit>) {
    let mut city: Option<Hit> = None;
    hits.retain(|hit| {
        let of_city = city.as_ref().is_some_and(|city| {
            let gap = text
                .get(city.range.end..hit.range.start)
                .unwrap_or_default();
            let country = hit.place.country;
            let region = matches!(hit.kind, Kind::State | Kind::Area);
            let abroad = country.is_some_and(|c| c.code() != "US");
            let named = text.get(hit.range.start..).unwrap_or_default();
            let metro = gap == ", Metro " || gap == ", " && named.starts_with("Metro ");
            country == city.place.country && (region && abroad && gap == ", " || metro)
        });
        if hit.kind == Kind::City && !of_city {
            city = Some(hit.clone());
        }
        !of_city
    });
}

/// Where a text says 'remote', and does not deny it.
pub(super) fn remote_words(text: &str) -> Vec<Range<usize>> {
    let lower = text.to_ascii_lowercase();
    let mut found = Vec::new();
    for word in ["remote", "anywhere", "wfh", "work from home", "distributed"] {
        for (at, _) in lower.match_indices(word) {
            let before = lower
                .get(..at)
                .unwrap_or_default()
                .trim_end_matches([' ', '-']);
            let denied = [
                "no", "not", "non", "0", "zero", "without", "isn't", "n't", "no full",
            ]
            .iter()
            .any(|deny| {
                before
                    .strip_suffix(deny)
                    .is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
            });
            if !denied {
                found.push(at..at + word.len());
            }
        }
    }
    found
}

/// Whether a place says where remote workers may live, not where the job is.
fn is_scope(text: &str, hit: &Hit, remotes: &[Range<usize>]) -> bool {
    if hit.kind == Kind::World && matches!(hit.region, "worldwide") {
        return true;
    }
    remotes.iter().any(|remote| {
        if remote.end <= hit.range.start {
            let gap = text.get(remote.end..hit.range.start).unwrap_or_default();
            scope_after(gap, hit)
        } else {
            let gap = text.get(hit.range.end..remote.start).unwrap_or_default();
            scope_before(text, gap, hit)
        }
    })
}

/// `Remote (US)`, `Remote - Europe`, `remote in Austin`, but not `Remote or Berlin`.
fn scope_after(gap: &str, hit: &Hit) -> bool {
    let lower = gap.to_lowercase();
    let apart = [" or ", "/", "|", ";", " and ", "&", "+", ")"]
        .iter()
        .any(|mark| lower.contains(mark))
        || ["onsite", "on-site", "hybrid", "office", "hq", "based"]
            .iter()
            .any(|word| lower.contains(word));
    let bracketed = lower.contains('(') && !lower.contains(')');
    if hit.kind == Kind::City {
        let direct = lower.trim_matches([' ', '(', '-', '–', ':', '—']);
        let words = matches!(
            direct,
            "" | "in" | "within" | "from" | "near" | "only" | "only in"
        );
        return words && (bracketed || !lower.contains(',')) && !apart;
    }
    bracketed || !apart
}

/// `Canada Remote`, `India (Remote)`. A city stays the place: `Berlin or remote`,
/// `Boston - Remote`.
fn scope_before(text: &str, gap: &str, hit: &Hit) -> bool {
    let lower = gap.to_lowercase();
    let direct = lower.trim_matches([' ', '(', '-', '–', '—', ':', '[']);
    let joined = matches!(direct, "" | "fully" | "100%" | "only" | "based" | "full");
    hit.kind != Kind::City && (joined || direct == "," && covers(text, hit))
}

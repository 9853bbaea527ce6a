//! Reads where a remote worker may live: countries, parts of the world, time zones.

use std::ops::Range;
use std::sync::LazyLock;

use domain::{CountryCode, RemoteScope, WorldRegion};

use crate::phrase::Phrases;
use crate::places;
use crate::window;
use crate::window::floor;

static REGIONS: LazyLock<Phrases<WorldRegion>> = LazyLock::new(|| {
    let sections: Vec<(&str, WorldRegion)> = WorldRegion::ALL
        .iter()
        .map(|region| (region.slug(), *region))
        .collect();
    Phrases::read(include_str!("../lexicon/regions.txt"), &sections)
});

/// Offsets in minutes of the zones that postings name; summer and winter alike.
static ZONES: LazyLock<Phrases<i16>> = LazyLock::new(|| {
    let sections = [
        ("pacific", -480),
        ("mountain", -420),
        ("central", -360),
        ("eastern", -300),
        ("utc", 0),
        ("central-european", 60),
        ("eastern-european", 120),
        ("india", 330),
    ];
    Phrases::read(include_str!("../lexicon/zones.txt"), &sections)
});

/// Reads the scope named in words that are about it ('US only', 'CET ±2',
/// 'Europe / UK'), with ranges relative to them.
pub(crate) fn in_words(words: &str) -> Vec<(RemoteScope, Range<usize>)> {
    let mut out: Vec<(RemoteScope, Range<usize>)> = Vec::new();
    let mut add = |scope: RemoteScope, range: Range<usize>| {
        if !out.iter().any(|(seen, _)| *seen == scope) {
            out.push((scope, range));
        }
    };
    let zones = zones(words);
    let in_zone = |range: &Range<usize>| {
        zones
            .iter()
            .any(|(_, z)| z.start < range.end && range.start < z.end)
    };
    for (region, range) in REGIONS.find(words) {
        add(RemoteScope::Region(region), range);
    }
    for (country, range) in countries(words) {
        if !in_zone(&range) {
            add(RemoteScope::Country(country), range);
        }
    }
    for (scope, range) in zones.clone() {
        add(scope, range);
    }
    out.sort_by_key(|(_, range)| range.start);
    out
}

/// Countries named in a few words; states and provinces do not count.
fn countries(words: &str) -> Vec<(CountryCode, Range<usize>)> {
    let mut out = Vec::new();
    let tokens: Vec<Range<usize>> = crate::word::words(words)
        .flat_map(|(range, word)| pieces(range.start, word))
        .collect();
    let mut i = 0;
    while let Some(first) = tokens.get(i) {
        let mut step = 1;
        for len in [3, 2, 1] {
            let Some(last) = tokens.get(i + len - 1) else {
                continue;
            };
            let Some(name) = words.get(first.start..last.end) else {
                continue;
            };
            let known = short_country(name).or_else(|| {
                (name.len() > 3)
                    .then(|| places::country_by_name(name))
                    .flatten()
            });
            // 'New Jersey' and 'New Mexico' are no countries.
            let before = words.get(..first.start).unwrap_or_default();
            let part = [
                "New", "North", "Latin", "South", "Central", "North-", "NORTH", "north",
            ];
            let known = known.filter(|_| !part.iter().any(|p| before.trim_end().ends_with(p)));
            if let Some(country) = known {
                out.push((country, first.start..last.end));
                step = len;
                break;
            }
        }
        i += step;
    }
    out
}

/// Cuts `US/Canada` into its names.
fn pieces(start: usize, word: &str) -> Vec<Range<usize>> {
    let mut at = start;
    word.split(['/', '+', ',', '&', '-', '('])
        .filter_map(|piece| {
            let range = at..at + piece.len();
            at = range.end + 1;
            (!piece.is_empty()).then_some(range)
        })
        .collect()
}

/// Codes and short names that countries go by; `in`, `it`, `no` are words first.
fn short_country(name: &str) -> Option<CountryCode> {
    let code = match name {
        "US" | "USA" | "U.S" | "U.S." | "U.S.A" | "U.S.A." | "us" | "usa" | "United States"
        | "United states" | "united states" | "Usa" | "America" | "American" | "UNITED STATES"
        | "US-based" => "US",
        "UK" | "U.K" | "U.K." | "uk" | "GB" | "England" | "Britain" | "Great Britain"
        | "United Kingdom" => "GB",
        "Canada" | "CANADA" | "canada" | "CAN" => "CA",
        "India" | "INDIA" => "IN",
        "Germany" | "GERMANY" | "DE" => "DE",
        "UAE" => "AE",
        "NZ" => "NZ",
        "FR" => "FR",
        "PL" => "PL",
        "AU" => "AU",
        "Australia" => "AU",
        _ => return None,
    };
    CountryCode::parse(code)
}

/// Time zones with their spread: `CET ±2`, `UTC-5 to UTC+1`, `EST/CST`, `GMT +/- 3`.
fn zones(words: &str) -> Vec<(RemoteScope, Range<usize>)> {
    let mut out: Vec<(RemoteScope, Range<usize>)> = Vec::new();
    let mut open: Option<(i16, i16, Range<usize>)> = None;
    for (base, range) in ZONES.find(words) {
        let written = words.get(range.clone()).unwrap_or_default();
        if written.len() <= 3 && written.chars().any(char::is_lowercase) {
            continue;
        }
        let after = words.get(range.end..).unwrap_or_default();
        let (spread, used) = spread(after);
        let end = range.end + used;
        let (from, to) = match spread {
            Some(Spread::Around(minutes)) => {
                (base.saturating_sub(minutes), base.saturating_add(minutes))
            }
            Some(Spread::At(minutes)) => {
                (base.saturating_add(minutes), base.saturating_add(minutes))
            }
            None => (base, base),
        };
        open = Some(match open {
            Some((low, high, before)) if range.start.saturating_sub(before.end) <= 12 => {
                (low.min(from), high.max(to), before.start..end)
            }
            Some((low, high, before)) => {
                out.push((
                    RemoteScope::TimeZones {
                        from: low,
                        to: high,
                    },
                    before,
                ));
                (from, to, range.start..end)
            }
            None => (from, to, range.start..end),
        });
    }
    if let Some((from, to, range)) = open {
        out.push((RemoteScope::TimeZones { from, to }, range));
    }
    out.retain(|(scope, _)| RemoteScope::parse(&scope.slug()).is_some());
    out
}

enum Spread {
    Around(i16),
    At(i16),
}

/// Reads ` +/- 3 hours`, `±2`, `+1`, `-5` at the start of a text.
fn spread(text: &str) -> (Option<Spread>, usize) {
    let rest = text.trim_start_matches([' ', '(', ':']);
    let signs = [
        "+/-", "+ / -", "+-", "±", "-/+", "+ or -", "+", "-", "−", "–",
    ];
    let Some(sign) = signs.iter().find(|s| rest.starts_with(**s)) else {
        return (None, 0);
    };
    let digits = rest.get(sign.len()..).unwrap_or_default().trim_start();
    let len = digits.bytes().take_while(u8::is_ascii_digit).count();
    let Some(hours) = digits
        .get(..len)
        .and_then(|d| d.parse::<i16>().ok())
        .filter(|h| *h <= 14)
    else {
        return (None, 0);
    };
    let used = text.len() - digits.len() + len;
    let minutes = hours * 60;
    let spread = match *sign {
        "+" => Spread::At(minutes),
        "-" | "−" | "–" => Spread::At(-minutes),
        _ => Spread::Around(minutes),
    };
    (Some(spread), used)
}

/// How far around a remote word its scope is looked for, in bytes.
const LOOK: usize = 200;

/// The stretch of text near a remote word that may state its scope: what is in
/// parentheses or up to the next separator after it, and a few words before it.
pub(crate) fn stretch(text: &str, remote: &Range<usize>, limit: Range<usize>) -> Vec<Range<usize>> {
    let room = LOOK.min(limit.end.saturating_sub(remote.end));
    let after = window::after(text, remote.end, room);
    let mut end = after
        .find(['|', '\n', ';', '•', '$', '€', '£'])
        .unwrap_or(after.len())
        .min(floor(after, 80));
    if let Some(open) = after
        .find('(')
        .filter(|o| after.get(..*o).is_some_and(|gap| gap.trim().is_empty()))
    {
        end = after
            .get(open..)
            .and_then(|a| a.find(')'))
            .map_or(end, |close| open + close)
            .min(floor(after, 160));
    } else if let Some(close) = after.find(')') {
        end = end.min(close);
    }
    if let Some(stop) = [
        " or onsite",
        " or on-site",
        ". ",
        " or hybrid",
        " and hybrid",
        " or in ",
        " http",
    ]
    .iter()
    .filter_map(|s| after.find(s))
    .min()
    {
        end = end.min(stop);
    }
    let mut out = Vec::new();
    out.push(remote.end..remote.end + end);
    let room = LOOK.min(remote.start.saturating_sub(limit.start));
    let before = window::before(text, remote.start, room);
    let base = remote.start - before.len();
    let start = before
        .rfind(['|', '\n', ';', '(', ')', '•', ',', '/', '.'])
        .map_or(0, |i| i + 1);
    let lead = before.get(start..).unwrap_or_default();
    // `London, UK or remote` is a choice; the scope of remote work is another.
    let last = lead.split_whitespace().next_back();
    let first = window::after(text, remote.start, 8).split(' ').next();
    let choice = last
        .filter(|_| !matches!(first, Some("or" | "and")))
        .or(first);
    let choice = choice.is_some_and(|word| matches!(word, "or" | "and" | "&" | "OR" | "AND"));
    if !choice && lead.split_whitespace().count() <= 3 {
        out.push(base + start..remote.start);
    }
    out
}

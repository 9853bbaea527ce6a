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
        let taken_back = is_taken_back(words.get(..range.start).unwrap_or_default());
        if !taken_back && !out.iter().any(|(seen, _)| *seen == scope) {
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

/// Whether words before a scope say that it is none: `Europe, no UK`, `not in the EU`.
fn is_taken_back(before: &str) -> bool {
    const MARKS: [&str; 9] = [
        "no",
        "not",
        "not in",
        "non-",
        "except",
        "excl.",
        "excluding",
        "outside",
        "outside of",
    ];
    let lower = before.to_ascii_lowercase();
    let before = lower.trim_end();
    let before = before.strip_suffix(" the").unwrap_or(before);
    MARKS.iter().any(|mark| {
        before
            .strip_suffix(mark)
            .is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    })
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

/// Time zones with their spread: `CET ±2`, `UTC-5 to UTC+1`, `UTC-5 to +1`, `EST/CST`.
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
            Some(Spread::Between(one, other)) => (
                base.saturating_add(one.min(other)),
                base.saturating_add(one.max(other)),
            ),
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

/// What stands after the name of a time zone, in minutes from it.
enum Spread {
    /// So much to either side.
    Around(i16),
    /// From one offset to another, which may be the same.
    Between(i16, i16),
}

/// Reads ` +/- 3 hours`, `±2`, `+1`, `+5:30`, `-5 to +2` at the start of a text;
/// says how much of it that is.
fn spread(text: &str) -> (Option<Spread>, usize) {
    let rest = text.trim_start_matches([' ', '(', ':']);
    let signs = [
        "+/-", "+ / -", "+-", "±", "-/+", "+ or -", "+", "-", "−", "–",
    ];
    let Some(sign) = signs.iter().find(|s| rest.starts_with(**s)) else {
        return (None, 0);
    };
    let number = rest.get(sign.len()..).unwrap_or_default().trim_start();
    let Some((minutes, len)) = hours(number) else {
        return (None, 0);
    };
    let used = text.len() - number.len() + len;
    let Some(offset) = signed(sign, minutes) else {
        return (Some(Spread::Around(minutes)), used);
    };
    let after = text.get(used..).unwrap_or_default();
    let (other, more) = other_end(after).unwrap_or((offset, 0));
    (Some(Spread::Between(offset, other)), used + more)
}

/// Minutes to the side that a sign points to; `None` when it points to both.
fn signed(sign: &str, minutes: i16) -> Option<i16> {
    match sign {
        "+" => Some(minutes),
        "-" | "−" | "–" => Some(-minutes),
        _ => None,
    }
}

/// Minutes of `5`, `05`, `5:30` or `5.5` at the start of a text, with its length.
fn hours(text: &str) -> Option<(i16, usize)> {
    let len = digits(text);
    let whole = text.get(..len)?.parse::<i16>().ok();
    let whole = whole.filter(|hours| *hours <= 14)?;
    let rest = text.get(len..)?;
    let (part, minutes) = [(":00", 0), (":30", 30), (":45", 45), (".5", 30)]
        .into_iter()
        .find(|(part, _)| rest.strip_prefix(*part).is_some_and(|on| digits(on) == 0))
        .unwrap_or(("", 0));
    Some((whole * 60 + minutes, len + part.len()))
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// What stands between the two ends of a range.
const JOINTS: [&str; 9] = ["to", "till", "until", "and", "–", "—", "-", "/", ".."];

/// Reads what makes a range of the offset before it, ` to +3`, `/-8`, `..+2`, with
/// its length. The other end has a sign of its own: `UTC-5 - 8 hours` is no range.
fn other_end(text: &str) -> Option<(i16, usize)> {
    let rest = text.trim_start_matches(' ');
    let joint = JOINTS.iter().find(|joint| {
        let start = rest.get(..joint.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(joint))
    })?;
    let rest = rest.get(joint.len()..)?.trim_start_matches(' ');
    let signs = ["+", "-", "−", "–"];
    let sign = signs.iter().find(|sign| rest.starts_with(**sign))?;
    let number = rest.get(sign.len()..)?;
    let (minutes, len) = hours(number)?;
    let after = number.get(len..)?;
    let offset = signed(sign, minutes)?;
    ends_offset(after).then_some((offset, text.len() - after.len()))
}

/// Whether an offset may end before a text: a telephone number, a date or years of
/// experience go on.
fn ends_offset(after: &str) -> bool {
    let goes_on = after.starts_with(char::is_alphanumeric);
    let figures = after
        .chars()
        .take_while(|c| c.is_ascii_digit() || " -./()".contains(*c))
        .filter(char::is_ascii_digit);
    let counted = after.trim_start_matches([' ', '+']);
    let units = ["%", "year", "yr"];
    let counts = units.iter().any(|unit| counted.starts_with(*unit));
    !goes_on && !counts && figures.count() < 4
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

#[cfg(test)]
mod tests {
    use super::*;

    fn scopes(words: &str) -> Vec<String> {
        let found = in_words(words);
        found.iter().map(|(scope, _)| scope.slug()).collect()
    }

    #[test]
    fn a_scope_that_is_taken_back_is_none() {
        assert_eq!(scopes("(EU/Asia -- no US)"), ["eu", "asia"]);
        assert_eq!(scopes("Europe, excluding UK"), ["europe"]);
        assert_eq!(scopes("Worldwide, not in the EU"), ["worldwide"]);
    }

    #[test]
    fn a_second_offset_is_the_other_end_of_a_range() {
        for (words, expected) in [
            ("UTC-3 to +3", "utc-180..+180"),
            ("UTC -5 to -8", "utc-480..-300"),
            ("between UTC -5 and +4", "utc-300..+240"),
            ("GMT+2 TILL +8", "utc+120..+480"),
            ("UTC-3..+3", "utc-180..+180"),
            ("UTC-3..UTC+3", "utc-180..+180"),
            ("UTC−2 – +4", "utc-120..+240"),
            ("UTC-1 - +2", "utc-60..+120"),
            ("UTC-7/-8 is ours", "utc-480..-420"),
            ("CET -2 / +2", "utc-60..+180"),
            ("UTC -4 to UTC +2", "utc-240..+120"),
            ("UTC-4 to +2 (10 to 16 o'clock)", "utc-240..+120"),
        ] {
            assert_eq!(scopes(words), [expected], "{words}");
        }
    }

    #[test]
    fn offsets_may_have_halves_and_quarters_of_hours() {
        for (words, expected) in [
            ("UTC+5:30", "utc+330..+330"),
            ("UTC + 5:30 only", "utc+330..+330"),
            ("UTC+5.5", "utc+330..+330"),
            ("UTC+5:45", "utc+345..+345"),
            ("UTC−06:00 and UTC+01:00", "utc-360..+60"),
            ("UTC-03:30 to +01:00", "utc-210..+60"),
            ("GMT +1 to GMT +7:30", "utc+60..+450"),
            ("UTC ±1:30", "utc-90..+90"),
            ("UTC-5:10", "utc-300..-300"),
        ] {
            assert_eq!(scopes(words), [expected], "{words}");
        }
    }

    #[test]
    fn other_numbers_after_an_offset_make_no_range() {
        for words in [
            "UTC+2 - 8 hours",
            "UTC+2 -- 8 people",
            "UTC+2/3",
            "UTC+2 / +1 555 010 0199",
            "UTC+2 to +44 20 7946 0018",
            "UTC+2 - +1-555-010-0199",
            "UTC+2 - 2026-05-01",
            "UTC+2 / -05-12-2026",
            "UTC+2 and +5 years of it",
            "UTC+2 and +5+ yrs",
            "UTC+2 to +10%",
            "UTC+2 and +-3",
            "UTC+2 to +3k",
        ] {
            assert_eq!(scopes(words), ["utc+120..+120"], "{words}");
        }
    }
}

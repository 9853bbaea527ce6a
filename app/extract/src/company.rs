//! Finds the hiring organisation's name in a posting.
//!
//! Candidates come from the header and from phrases that introduce a company
//! ('Acme is hiring', 'At Acme, we'); each is weighed by where it stands, what
//! stands around it, and whether the posting links to a site of that name.

mod candidate;
mod spelled;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::document::Document;
use crate::gazetteer::{Kind, gazetteer};
use crate::header::{Header, HeaderForm};
use crate::lexicon;
use crate::places;
use crate::signal::{self, Signal};
use crate::site;
use crate::skills::vocabulary;
use crate::word::{squeeze, trim_range};

use candidate::{Candidate, legal_forms};
pub(crate) use spelled::spelled;

/// Longest name, in bytes and in words.
const LONGEST_NAME: usize = 60;
const MOST_WORDS: usize = 7;

/// Least weight that makes a candidate the company.
const ENOUGH: i32 = 4;

/// What never is a name.
static NEVER: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lexicon::set(include_str!("../lexicon/companies.txt"), "never"));

/// Finds the company with the place of its name in the text.
pub(crate) fn find(document: &Document, header: &Header) -> Option<(String, Range<usize>)> {
    let text = document.text();
    let sites = site::names(document);
    let mut candidates = candidate::from_header(text, header);
    let sure = candidates.first().is_some_and(|c| {
        let range = trim_name(text, c.range.clone());
        header.form == HeaderForm::Piped && matches_site(text, &range, &sites) > 0
    });
    if !sure {
        candidates.extend(candidate::from_phrases(text));
        candidates.extend(candidate::from_sites(text, &sites));
    }
    let best = best(text, candidates, &sites).filter(|b| b.weight >= ENOUGH)?;
    let range = in_full(text, header, &best.range, &sites);
    let name = text.get(range.clone())?.to_owned();
    Some((name, range))
}

/// The name as the header writes it in full: `Acme Security` or `Acme.ai` for
/// the `Acme` of its site.
fn in_full(text: &str, header: &Header, found: &Range<usize>, sites: &[String]) -> Range<usize> {
    let name = text.get(found.clone()).unwrap_or_default();
    if text.contains(&format!("{name} is hiring")) {
        return found.clone();
    }
    let longer = candidate::from_header(text, header).into_iter().find(|c| {
        let range = trim_name(text, c.range.clone());
        let full = text.get(range.clone()).unwrap_or_default();
        let ending = full.strip_prefix(name).unwrap_or_default();
        // A brand that is a domain: `Acme.ai | Engineer`.
        if ending.starts_with('.') && range.start == header.range.start && site::is_domain(full) {
            return true;
        }
        if matches!(ending, ", Inc." | ", Inc" | ", LLC" | ", Ltd" | ", Ltd.") {
            return true;
        }
        let rest = full.strip_prefix(name).and_then(|r| r.strip_prefix(' '));
        let capital = |word: &str| word.starts_with(char::is_uppercase);
        rest.is_some_and(|rest| {
            !rest.is_empty() && rest.split(' ').count() <= 3 && rest.split(' ').all(capital)
        }) && signal::find(full).is_empty()
            && !is_place(full)
            && matches_site(text, &range, sites) > 0
            && weight(text, full, 1) >= 3
    });
    longer.map_or_else(|| found.clone(), |c| trim_name(text, c.range))
}

/// The candidate of most weight; of equals the first.
fn best(text: &str, candidates: Vec<Candidate>, sites: &[String]) -> Option<Candidate> {
    let mut best: Option<Candidate> = None;
    for mut candidate in candidates {
        candidate.range = trim_name(text, candidate.range);
        let name = text.get(candidate.range.clone()).unwrap_or_default();
        let site = matches_site(text, &candidate.range, sites);
        if !plausible(name, candidate.header && site == 2) {
            continue;
        }
        candidate.weight += weight(text, name, site);
        if best.as_ref().is_none_or(|b| candidate.weight > b.weight) {
            best = Some(candidate);
        }
    }
    best
}

/// 2 when the name is that of a linked site, 1 when they share a beginning.
fn matches_site(text: &str, range: &Range<usize>, sites: &[String]) -> i32 {
    let name = squeeze(text.get(range.clone()).unwrap_or_default());
    if name.is_empty() {
        return 0;
    }
    if sites.contains(&name) {
        return 2;
    }
    let close = |site: &String| {
        (name.len() >= 4 && site.starts_with(&name))
            || (site.len() >= 4 && name.starts_with(site.as_str()))
            || (name.len() >= 5 && site.contains(&name))
            || (site.len() >= 5 && name.contains(site.as_str()))
    };
    i32::from(sites.iter().any(close))
}

/// What a name's own words weigh.
fn weight(text: &str, name: &str, site: i32) -> i32 {
    let mut weight = match site {
        2 => 6,
        1 => 3,
        _ => 0,
    };
    let keywords = signal::find(name);
    let bytes_of = |wanted: fn(Signal) -> bool| -> usize {
        keywords
            .iter()
            .filter(|f| wanted(f.signal))
            .map(|f| f.range.len())
            .sum()
    };
    let terms = bytes_of(|s| {
        !matches!(
            s,
            Signal::Role | Signal::Apply | Signal::Hire | Signal::Contract | Signal::OnsiteWord
        )
    });
    let role = keywords.iter().any(|f| f.signal == Signal::Role);
    let hire = bytes_of(|s| matches!(s, Signal::Hire | Signal::Contract | Signal::OnsiteWord));
    if terms > 0 && site < 2 {
        weight -= 12;
    }
    if role && site < 2 {
        weight -= if ends_with_role(name, &keywords) {
            12
        } else {
            3
        };
    }
    if hire * 2 >= name.len() {
        weight -= 9;
    }
    if site == 0 && vocabulary::find(name).is_some() {
        weight -= 4;
    }
    if is_place(name) {
        weight -= if site == 2 { 2 } else { 12 };
    }
    if site == 0 && name.split_whitespace().count() > 4 {
        weight -= 4;
    }
    if !name.chars().any(|c| c.is_uppercase() || c.is_ascii_digit()) && site == 0 {
        weight -= 3;
    }
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    if digits * 3 > name.len() && site == 0 {
        weight -= 6;
    }
    if name.contains(['$', '€', '£', '@', '%']) {
        weight -= 8;
    }
    if text.matches(name).take(3).count() > 1 {
        weight += 2;
    }
    weight
}

fn ends_with_role(name: &str, found: &[signal::Found]) -> bool {
    found
        .iter()
        .any(|f| f.signal == Signal::Role && f.range.end == name.len())
}

/// Words after a place that make the name of an organisation of it.
const ORGANISATIONS: [&str; 16] = [
    "Bank",
    "Labs",
    "Ventures",
    "Capital",
    "Partners",
    "Software",
    "Systems",
    "Technologies",
    "Health",
    "Studios",
    "University",
    "Media",
    "Games",
    "Robotics",
    "Foundation",
    "Analytics",
];

/// Whether places are all that the words name.
pub(crate) fn is_place(words: &str) -> bool {
    let words = words.trim_end_matches(" area").trim_end_matches(" Area");
    let joint = [" and ", " or ", " & ", "/"]
        .iter()
        .find(|j| words.contains(**j));
    if let Some((first, _)) = joint.and_then(|j| words.split_once(*j)) {
        return is_place(first);
    }
    let last = words.rsplit(' ').next().unwrap_or_default();
    if last.len() < words.len() && ORGANISATIONS.contains(&last) {
        return false;
    }
    let code = words.len() == 2 && words.bytes().all(|b| b.is_ascii_uppercase());
    if code && gazetteer().coded(words).any(|e| e.kind == Kind::State) {
        return true;
    }
    let named: usize = places::find_in(words)
        .iter()
        .filter_map(|m| m.range.as_ref())
        .map(ExactSizeIterator::len)
        .sum();
    let letters = words.chars().filter(|c| c.is_alphanumeric()).count();
    named > 0 && named * 10 >= letters * 6
}

/// Takes off what stands before and after a name without belonging to it.
fn trim_name(text: &str, range: Range<usize>) -> Range<usize> {
    let mut range = trim_range(text, range);
    loop {
        let name = text.get(range.clone()).unwrap_or_default();
        let lower = name.to_ascii_lowercase();
        let prefix = [
            "company: ",
            "join ",
            "at ",
            "work at ",
            "company ",
            "hiring: ",
            "about ",
            "here at ",
            "hi from ",
            "hello from ",
            "we at ",
            "we are ",
            "we're ",
        ]
        .iter()
        .find(|p| lower.starts_with(**p));
        let team = text
            .get(range.end..)
            .is_some_and(|t| t.starts_with(" team"));
        let prefix = prefix.or(Some(&"the ").filter(|p| team && lower.starts_with(**p)));
        let suffix = [
            " is hiring",
            " hiring",
            " is looking for",
            " (yc",
            " yc",
            "'s",
            "’s",
            " jobs",
            " h1b",
            " visa",
            " remote",
            " onsite",
            " full time",
            " full-time",
            " fulltime",
            " careers",
            " team",
            "®",
            "™",
            " is",
        ]
        .iter()
        .find(|s| lower.ends_with(**s));
        if let Some(prefix) = prefix {
            range = trim_range(text, range.start + prefix.len()..range.end);
        } else if let Some(suffix) = suffix {
            let end = name.len() - suffix.len();
            if end == 0 || !name.is_char_boundary(end) {
                return range;
            }
            range = trim_range(text, range.start..range.start + end);
        } else {
            return trim_batch(text, range);
        }
    }
}

/// Takes off a batch tag without parentheses: `Acme YC S21`.
fn trim_batch(text: &str, range: Range<usize>) -> Range<usize> {
    let name = text.get(range.clone()).unwrap_or_default();
    match name.find(" YC") {
        Some(at) if name.get(at + 3..).is_some_and(|r| r.len() <= 5) => {
            trim_range(text, range.start..range.start + at)
        }
        _ => range,
    }
}

/// Beginnings of header pieces that address the reader instead of naming anyone.
const NO_NAMES: [&str; 9] = [
    "email ",
    "contact ",
    "apply ",
    "send ",
    "is anyone",
    "can't ",
    "looking for ",
    "we ",
    "anyone ",
];

/// Whether a lower-case piece is pay: `85-105k AUD`.
fn states_pay(lower: &str) -> bool {
    lower.split([' ', '-', '–']).any(|word| {
        word.strip_suffix('k')
            .is_some_and(|digits| digits.len() > 1 && digits.bytes().all(|b| b.is_ascii_digit()))
    })
}

/// Whether words may be a name at all; `known` names may be any words.
fn plausible(name: &str, known: bool) -> bool {
    let lower = name.to_ascii_lowercase();
    !name.is_empty()
        && name.len() <= LONGEST_NAME
        && name.split_whitespace().count() <= MOST_WORDS
        && name.chars().any(char::is_alphabetic)
        && !lower.contains("://")
        && !lower.starts_with("www.")
        && !NO_NAMES.iter().any(|start| lower.starts_with(start))
        && !states_pay(&lower)
        && (known || !NEVER.contains(lower.as_str()))
}

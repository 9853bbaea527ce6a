//! Finds the hiring organisation's name in a posting.
//!
//! Candidates come from the header and from phrases that introduce a company
//! ('Acme is hiring', 'At Acme, we'); each is weighed by where it stands, what
//! stands around it, and whether the posting links to a site of that name.

mod candidate;
mod spelled;
mod stated;
mod trim;

use std::collections::HashMap;
use std::ops::Range;

use domain::{FormUse, LegalForm, SkillCategory, before_partnership, legal_forms};

use crate::document::Document;
use crate::gazetteer::{Kind, country, gazetteer};
use crate::header::{Header, HeaderForm};
use crate::places;
use crate::signal::{self, Signal};
use crate::site;
use crate::skills::vocabulary;
use crate::word::squeeze;

use candidate::Candidate;
pub(crate) use spelled::spelled;
pub(crate) use stated::stated;
use trim::{plausible, trim_name};

/// Least weight that makes a candidate the company.
const ENOUGH: i32 = 4;

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
    let best = best(text, header, candidates, &sites).filter(|b| b.weight >= ENOUGH)?;
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
        // A brand that is a domain: `Acme.ai | Engineer`, `Engineer, Acme.ai`.
        if ending.starts_with('.') && site::is_domain(full) {
            let capital = full.starts_with(char::is_uppercase) && !full.contains('/');
            let elsewhere = found.start >= header.range.end;
            if range.start == header.range.start || (capital && elsewhere) {
                return true;
            }
        }
        if legal_forms(FormUse::FullName).any(|form| form.strip(ending) == Some(", ")) {
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
    let range = longer.map_or_else(|| found.clone(), |c| trim_name(text, c.range));
    with_legal_form(text, with_organisation(text, header, range))
}

/// Takes in the words that make an organisation of the name, where it is first
/// written: `Acme Technologies`, `Acme Bible Software`.
fn with_organisation(text: &str, header: &Header, range: Range<usize>) -> Range<usize> {
    let name = text.get(range.clone()).unwrap_or_default();
    let first = if header.form == HeaderForm::Piped {
        range.start
    } else {
        text.find(name).unwrap_or(range.start)
    };
    let end = first + name.len();
    let mut at = end;
    for _ in 0..2 {
        let rest = text.get(at..).unwrap_or_default();
        let Some(rest) = rest.strip_prefix(' ') else {
            return range;
        };
        let word = rest
            .split(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default();
        if !word.starts_with(char::is_uppercase) {
            return range;
        }
        at += 1 + word.len();
        let next = text.get(at..).unwrap_or_default().trim_start_matches(' ');
        if ORGANISATIONS.contains(&word) && !next.starts_with(char::is_uppercase) {
            return first..at;
        }
    }
    range
}

/// Takes in a legal form right after the name: `Acme Corp`.
fn with_legal_form(text: &str, range: Range<usize>) -> Range<usize> {
    let after = text.get(range.end..).unwrap_or_default();
    let form = after.strip_prefix(' ').and_then(|rest| {
        let forms = legal_forms(FormUse::Name).map(LegalForm::written);
        let ends = |form: &&str| {
            let next = rest.strip_prefix(*form);
            next.is_some_and(|n| !n.starts_with(char::is_alphanumeric))
        };
        forms.filter(ends).max_by_key(|form| form.len())
    });
    match form {
        Some(form) if form.len() > 2 => range.start..range.end + 1 + form.len(),
        _ => range,
    }
}

/// The candidate of most weight; of equals the first.
fn best(
    text: &str,
    header: &Header,
    candidates: Vec<Candidate>,
    sites: &[String],
) -> Option<Candidate> {
    let mut best: Option<Candidate> = None;
    // A name is met several times, and weighs the same each time.
    let mut weighed: HashMap<&str, (i32, i32)> = HashMap::new();
    for mut candidate in candidates {
        candidate.range = trim_name(text, candidate.range);
        let name = text.get(candidate.range.clone()).unwrap_or_default();
        let (site, words) = *weighed.entry(name).or_insert_with(|| {
            let site = matches_site(text, &candidate.range, sites);
            (site, weight(text, name, site))
        });
        if !plausible(name, candidate.header && site == 2) {
            continue;
        }
        candidate.weight += words;
        // `Mason | Engineer | Dallas`, where a site bears the name of the place.
        let leads = header.form == HeaderForm::Piped && candidate.range.start == header.range.start;
        if leads && site == 1 && is_place(name) {
            candidate.weight += 8;
        }
        if candidate.header && site == 0 {
            if name.len() > 2 && country(name).is_some() {
                continue;
            }
            if before_country(text, candidate.range.end) {
                candidate.weight -= 3;
            }
        }
        if best.as_ref().is_none_or(|b| candidate.weight > b.weight) {
            best = Some(candidate);
        }
    }
    best
}

/// Whether `, Canada` follows, which makes the words before a place more often
/// than a name.
fn before_country(text: &str, end: usize) -> bool {
    let after = text.get(end..).and_then(|rest| rest.strip_prefix(", "));
    let word = after.map(|rest| rest.split(|c: char| !c.is_alphabetic()).next());
    word.flatten()
        .is_some_and(|word| word.len() > 3 && country(word).is_some())
}

/// 2 when the name is that of a linked site, 1 when they share a beginning.
fn matches_site(text: &str, range: &Range<usize>, sites: &[String]) -> i32 {
    let whole = text.get(range.clone()).unwrap_or_default();
    let words = without_legal_form(whole).unwrap_or(whole);
    let name = squeeze(words);
    if name.is_empty() {
        return 0;
    }
    if sites.contains(&squeeze(whole)) {
        return 2;
    }
    if sites.contains(&name) {
        return 2;
    }
    let name = if words.contains(" & ") {
        squeeze(&words.replace('&', "and"))
    } else {
        name
    };
    let close = |site: &String| {
        (name.len() >= 4 && site.starts_with(&name))
            || (site.len() >= 4 && name.starts_with(site.as_str()))
            || (name.len() >= 5 && site.contains(&name))
            || (site.len() >= 5 && name.contains(site.as_str()))
    };
    i32::from(sites.iter().any(close))
}

/// A name without the legal form at its end, the `Acme` of `Acme, Inc.` and of
/// `Acme GmbH & Co. KG`; `None` when it has none.
fn without_legal_form(name: &str) -> Option<&str> {
    let name = name.trim();
    let name = before_partnership(name).unwrap_or(name);
    let (bare, form) = name.rsplit_once(' ')?;
    let form = form.trim_end_matches('.');
    let mut forms = legal_forms(FormUse::Name).map(LegalForm::written);
    forms
        .any(|known| known.trim_end_matches('.') == form)
        .then(|| bare.trim_end_matches([' ', ',']))
}

/// What a name's own words weigh.
fn weight(text: &str, name: &str, site: i32) -> i32 {
    let mut weight = match site {
        2 => 6,
        1 => 3,
        _ => 0,
    };
    // The `dev` of `acme.dev` is no word.
    let keywords = if site::is_domain(name) {
        Vec::new()
    } else {
        signal::find(name)
    };
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
        let firm = site == 1 && name.ends_with(" Engineering");
        let organ =
            name.ends_with(" Associates") || ORGANS.iter().any(|organ| name.contains(organ));
        let named = firm || organ || name.starts_with("The ");
        weight -= if ends_with_role(name, &keywords) && !named {
            if site == 0 { 14 } else { 12 }
        } else {
            3
        };
    }
    if hire * 2 >= name.len() {
        weight -= 9;
    }
    let hires = || {
        ["is hiring", "(YC "]
            .iter()
            .any(|words| text.contains(&format!("{name} {words}")))
    };
    let skill = vocabulary::find(name).filter(|_| site == 0 && !hires());
    weight -= match skill.map(|skill| skill.category) {
        // `Stealth startup | Ruby, Android, or PM`.
        Some(SkillCategory::Languages) => 12,
        Some(_) => 4,
        None => 0,
    };
    if is_place(name) {
        let may_be_both = site == 2 && name.len() > 2;
        weight -= if may_be_both { 2 } else { 12 };
    }
    if lists_skills(name) {
        weight -= 12;
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

/// Whether a name is a list of technologies: `iOS & Node.js`.
fn lists_skills(name: &str) -> bool {
    let joint = [" & ", " and ", " + "]
        .iter()
        .find(|joint| name.contains(**joint));
    joint.is_some_and(|joint| {
        name.split(joint)
            .all(|part| vocabulary::find(part.trim()).is_some())
    })
}

/// Words of the names of organisations that may end like the title of a role: `Centre for
/// Data Science`.
const ORGANS: [&str; 8] = [
    "Center for ",
    "Centre for ",
    "Center of ",
    "Institute for ",
    "Institute of ",
    "School of ",
    "Department of ",
    "Laboratory ",
];

/// Words after a place that make the name of an organisation of it.
const ORGANISATIONS: [&str; 24] = [
    "Worldwide",
    "Group",
    "Networks",
    "Digital",
    "Solutions",
    "Research",
    "Institute",
    "Museum",
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
    if let Some((first, second)) = joint.and_then(|j| words.split_once(*j)) {
        // `Chester & Company` is no place, `London & remote` names one.
        let named = joint.is_some_and(|j| *j == " & ") && second.starts_with("Co");
        return !named && is_place(first);
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

//! Shortens a title that came apart from its posting to the title itself.
//!
//! Boards append what they know besides: 'Data Engineer (m/f/d) - Remote, Spain'.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::has_strong_head;
use crate::lexicon;
use crate::places;
use crate::signal::{self, Signal};
use crate::word::squeeze;

/// Words of an addition that say nothing about the role.
static ASIDE: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| lexicon::set(include_str!("../../lexicon/titles.txt"), "aside"));

/// What may stand between a title and an addition.
const JOINTS: [&str; 11] = [
    " - ", " – ", " — ", " | ", ", ", "; ", " · ", " @ ", " / ", "- ", "– ",
];

/// The title without places, workplace, employment, gender tags, years, and the
/// company's name.
pub(crate) fn shortened(title: &str, company: Option<&str>) -> String {
    let company = company.map(squeeze).unwrap_or_default();
    let is_aside = |part: &str| is_aside(part) || is_name(part, &company);
    let mut title = title.trim();
    loop {
        let shorter = without_name(title, &company)
            .or_else(|| without_end(title, &is_aside))
            .or_else(|| without_start(title, &is_aside))
            .or_else(|| without_tag(title))
            .map(|t| t.trim_matches(|c: char| c.is_whitespace() || ",;|-–—·".contains(c)))
            .filter(|t| t.chars().filter(|c| c.is_alphabetic()).count() > 1);
        match shorter {
            Some(shorter) => title = shorter,
            None => return title.to_owned(),
        }
    }
}

/// The title without the company's name before it: 'Heron | Translators'.
fn without_name<'t>(title: &'t str, company: &str) -> Option<&'t str> {
    let (lead, rest) = title.split_once(" | ")?;
    is_name(lead, company).then_some(rest)
}

/// The title without the addition at its end.
fn without_end<'t>(title: &'t str, is_aside: &dyn Fn(&str) -> bool) -> Option<&'t str> {
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some(inside) = title.strip_suffix(close)
            && let Some(at) = inside.rfind(open)
            && inside.get(at + 1..).is_some_and(is_aside)
        {
            return title.get(..at);
        }
    }
    // The longest addition first: 'Engineer, Austin, TX'.
    let joints = JOINTS.iter().flat_map(|joint| {
        let found = title.match_indices(joint);
        found.map(|(at, joint)| (at, at + joint.len()))
    });
    let mut joints: Vec<(usize, usize)> = joints.collect();
    joints.sort_unstable();
    joints.into_iter().find_map(|(at, end)| {
        let addition = title.get(end..)?;
        is_aside(addition).then(|| title.get(..at)).flatten()
    })
}

/// The title without the addition at its start: `[2027] …`, `Remote - …`.
fn without_start<'t>(title: &'t str, is_aside: &dyn Fn(&str) -> bool) -> Option<&'t str> {
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some(rest) = title.strip_prefix(open)
            && let Some((inside, rest)) = rest.split_once(close)
            && is_aside(inside)
        {
            return Some(rest);
        }
    }
    let joint = JOINTS
        .iter()
        .chain([": "].iter())
        .filter_map(|joint| title.find(joint).map(|at| (at, at + joint.len())))
        .min()?;
    let rest = title.get(joint.1..)?;
    let lead = title.get(..joint.0)?;
    (is_aside(lead) && has_strong_head(rest)).then_some(rest)
}

/// The title without a gender tag that stands inside it or bare at its end.
fn without_tag(title: &str) -> Option<&str> {
    let (rest, last) = title.rsplit_once(' ')?;
    is_gender(last).then_some(rest)
}

/// Whether words are a gender tag: `m/f/d`, `w/m/x`, `all genders`.
fn is_gender(words: &str) -> bool {
    let words = words.trim_matches(|c: char| "()[]*".contains(c));
    let mut letters = words.split(['/', '|', ',', ' ']).filter(|l| !l.is_empty());
    let known = |l: &str| {
        let letter = l.trim_matches('*').to_ascii_lowercase();
        matches!(
            letter.as_str(),
            "m" | "f" | "d" | "w" | "x" | "h" | "n" | "i" | "v" | "gn" | "div" | "nb"
        )
    };
    words.len() > 2 && words.contains(['/', '|', ',']) && letters.all(known)
}

/// Whether an addition says nothing about the role itself.
fn is_aside(part: &str) -> bool {
    let part = part.trim();
    if part.is_empty() || part.len() > 60 {
        return false;
    }
    if is_gender(part) {
        return true;
    }
    let mut kept = part.as_bytes().to_vec();
    let mut blank = |range: std::ops::Range<usize>| {
        if let Some(bytes) = kept.get_mut(range) {
            bytes.fill(b' ');
        }
    };
    for mention in places::find_in(part) {
        if let Some(range) = mention.range {
            blank(range);
        }
    }
    for found in signal::find(part) {
        let says_where = matches!(
            found.signal,
            Signal::RemoteWord
                | Signal::RemoteOffer
                | Signal::RemoteRefusal
                | Signal::OnsiteWord
                | Signal::OnsiteOffer
                | Signal::Hybrid
                | Signal::FullTime
                | Signal::PartTime
                | Signal::Contract
        );
        if says_where {
            blank(found.range);
        }
    }
    let kept = String::from_utf8_lossy(&kept).to_lowercase();
    kept.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '.'))
        .map(|word| word.trim_matches('.'))
        .filter(|word| !word.is_empty())
        .all(|word| ASIDE.contains(word) || is_year(word))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.starts_with("20") && word.bytes().all(|b| b.is_ascii_digit())
}

fn is_name(part: &str, company: &str) -> bool {
    !company.is_empty() && squeeze(part) == company
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_board_appends_is_left_out() {
        for (given, title) in [
            ("Data Engineer (m/f/d)", "Data Engineer"),
            ("Data Engineer - Remote, Spain", "Data Engineer"),
            ("Data Engineer, Austin, TX", "Data Engineer"),
            ("Senior Nurse m/w/d", "Senior Nurse"),
            ("[2027] Platform Intern", "Platform Intern"),
            ("QA Engineer (Contract, Remote - US)", "QA Engineer"),
            ("Heron - Account Executive | Hybrid", "Account Executive"),
            ("Heron | Voices of Spain", "Voices of Spain"),
        ] {
            assert_eq!(shortened(given, Some("Heron")), title, "{given}");
        }
    }

    #[test]
    fn what_belongs_to_the_role_stays() {
        for title in [
            "Engineer - Payments | Platform",
            "Backend Engineer (Java)",
            "Director, Remote Sensing",
            "Engineer II, Storage",
            "Team Lead (Kotlin/JVM)",
            "Manager, Customer Success",
        ] {
            assert_eq!(shortened(title, Some("Heron")), title);
        }
    }
}

//! Who hires by a posting whose title came apart and that has no header line:
//! the name that its running text introduces, by all its mentions together.

use std::collections::HashMap;
use std::ops::Range;

use super::candidate::{introduces, name_like};
use super::{is_place, plausible, weight};
use crate::document::Document;
use crate::window::{after, before, floor};
use crate::word::words;

/// Bytes of a posting in which its company is looked for.
const LOOK: usize = 12_000;

/// Words of a name at most.
const MOST_WORDS: usize = 4;

/// Least weight of all mentions, and of the most telling one.
const ENOUGH: i32 = 6;
const TELLING: i32 = 4;

/// What a mention weighs that only companies have: 'At Acme, we'.
const SURE: i32 = 6;

/// Mentions that count for how often a name is written.
const MOST_OFTEN: i32 = 6;

/// Capitalised words before a name that do not belong to it.
const LEADS: [&str; 44] = [
    "about", "at", "join", "why", "here", "what", "with", "as", "in", "for", "from", "the", "our",
    "we", "meet", "hi", "hello", "welcome", "since", "today", "before", "after", "if", "you",
    "your", "this", "that", "and", "but", "how", "life", "working", "inside", "who", "is", "are",
    "founded", "while", "by", "to", "a", "an", "joining", "choose",
];

/// Beginnings of a heading that end with the company's name.
const HEADINGS: [&str; 16] = [
    "about ",
    "why ",
    "why join ",
    "join ",
    "life at ",
    "working at ",
    "work at ",
    "what is ",
    "who is ",
    "who are ",
    "why work at ",
    "benefits at ",
    "welcome to ",
    "careers at ",
    "more about ",
    "meet ",
];

/// Words of a clause that names investors, customers and former employers.
const OTHERS: [&str; 20] = [
    "backed by",
    "backing from",
    "invest",
    "led by",
    "funding",
    "raised",
    "alumni",
    "formerly",
    "previously",
    "ex-",
    "trusted by",
    "customers",
    "clients",
    "such as",
    "including",
    "like ",
    "partner",
    "used by",
    "competitor",
    "experience",
];

/// What follows and leads a person's name.
const OFFICES: [&str; 12] = [
    ", ceo",
    " (ceo",
    ", cto",
    " (cto",
    ", co-founder",
    " (co-founder",
    ", founder",
    " (founder",
    ", our ceo",
    ", our co-founder",
    ", vp",
    ", head of",
];
const PERSONAL: [&str; 9] = [
    "founded by ",
    "ceo ",
    "cto ",
    "founder ",
    "founders ",
    "co-founders ",
    "reporting to ",
    "report to ",
    "reports to ",
];

/// The mentions of one name.
struct Mentions {
    range: Range<usize>,
    weight: i32,
    often: i32,
    telling: i32,
}

/// The company that the text introduces, with where it names it first.
pub(crate) fn stated(document: &Document) -> Option<(String, Range<usize>)> {
    let text = document.text();
    let text = text.get(..floor(text, LOOK)).unwrap_or_default();
    let mut names: HashMap<String, Mentions> = HashMap::new();
    for range in mentions(text) {
        let name = text.get(range.clone()).unwrap_or_default();
        let (mention, telling) = mention_weight(text, &range);
        let known = names.entry(name.to_lowercase()).or_insert(Mentions {
            range: range.clone(),
            weight: 0,
            often: 0,
            telling: 0,
        });
        known.weight += mention;
        known.often += 1;
        known.telling = known.telling.max(telling);
        let spelled = text.get(known.range.clone()).unwrap_or_default();
        if is_shouted(spelled) && !is_shouted(name) {
            known.range = range;
        }
    }
    let mut found: Vec<(i32, Mentions)> = names
        .into_values()
        .filter(|m| m.telling >= TELLING || (m.often >= 4 && m.weight >= 3))
        .map(|m| {
            let early = i32::from(m.range.start < 400) * 2;
            (m.weight + m.often.min(MOST_OFTEN) + early, m)
        })
        .filter(|(weight, _)| *weight >= ENOUGH)
        .collect();
    found.sort_by_key(|(weight, m)| (-weight, m.range.start));
    let (_, best) = found.into_iter().take(6).find(|(_, m)| {
        let name = text.get(m.range.clone()).unwrap_or_default();
        // A name may be that of a place, if it is introduced as a company's.
        let place = if m.telling >= SURE && is_place(name) {
            12
        } else {
            0
        };
        (name.len() > 2 || m.telling >= SURE)
            && plausible(name, false)
            && weight(text, name, 0) + place > -6
    })?;
    let name = text.get(best.range.clone())?.to_owned();
    Some((name, best.range))
}

fn is_shouted(name: &str) -> bool {
    name.len() > 3 && !name.contains(char::is_lowercase)
}

/// Every run of capitalised words, without words that only lead to a name; and
/// a name in lower case that a heading introduces.
fn mentions(text: &str) -> Vec<Range<usize>> {
    let found: Vec<(Range<usize>, &str)> = words(text).collect();
    let mut out = Vec::new();
    let mut i = 0;
    while let Some((first, word)) = found.get(i) {
        let lower = word.to_lowercase();
        let lead = LEADS.contains(&lower.as_str());
        let mixed = word.contains(|c: char| c.is_ascii_digit());
        if lead || !(name_like(word) || mixed || after_cue(text, first.start)) {
            i += 1;
            continue;
        }
        let mut end = first.end;
        let mut next = i + 1;
        while let Some((range, word)) = found.get(next) {
            let joined = matches!(text.get(end..range.start), Some(" " | " & "));
            if next - i >= MOST_WORDS
                || !joined
                || !name_like(word)
                || LEADS.contains(&word.to_lowercase().as_str())
            {
                break;
            }
            end = range.end;
            next += 1;
        }
        let name = text.get(first.start..end).unwrap_or_default();
        let bare = ["'s", "’s", "'", "’"]
            .iter()
            .find_map(|s| name.strip_suffix(s))
            .unwrap_or(name);
        out.push(first.start..first.start + bare.len());
        i = next;
    }
    out
}

/// Whether 'at' or a heading leads to a word in lower case: 'At acme, we'.
fn after_cue(text: &str, at: usize) -> bool {
    let head = before(text, at, 10);
    ["About ", "At ", "Join ", "Why "]
        .iter()
        .any(|cue| head.ends_with(cue))
}

/// What one mention says for a name, and how telling it is.
fn mention_weight(text: &str, name: &Range<usize>) -> (i32, i32) {
    let head = before(text, name.start, 90).to_lowercase();
    let tail = after(text, name.end, 28).to_lowercase();
    let line = head.rsplit('\n').next().unwrap_or_default();
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let clause = line
        .rsplit(['.', '!', '?', ';'])
        .next()
        .unwrap_or_default()
        .trim_start_matches(|c: char| !c.is_alphanumeric());
    let begins = ["the ", "", "here at ", "at ", "about "].contains(&clause);
    if OFFICES.iter().any(|o| tail.starts_with(o)) || PERSONAL.iter().any(|p| head.ends_with(p)) {
        return (-6, 0);
    }
    if OTHERS.iter().any(|o| clause.contains(o)) {
        return (-2, 0);
    }
    let ends = tail.is_empty() || tail.starts_with(['\n', ':', '?', '!']) || tail == " (";
    let ends = ends || tail.starts_with(" (") || tail.starts_with(" \n") || tail.starts_with(" ✨");
    let closes_line = tail
        .trim_start_matches([' ', ':', '?', '!', '.'])
        .starts_with('\n');
    if HEADINGS.contains(&line) && (ends || closes_line) {
        return if line == "about " { (7, 7) } else { (4, 4) };
    }
    if line.is_empty() && tail.starts_with(':') {
        return (-5, 0);
    }
    let at = clause.ends_with("at ") && [",", " we", " ("].iter().any(|t| tail.starts_with(t));
    if at && (clause == "at " || clause == "here at " || tail.starts_with(", we")) {
        return (6, 6);
    }
    if introduces(&tail) {
        return if begins { (5, 5) } else { (2, 2) };
    }
    if clause.ends_with("here at ") {
        return (4, 4);
    }
    let becomes = [" has become", "'s the ", "’s the "];
    if becomes.iter().any(|b| tail.starts_with(b)) || (begins && acts(&tail, name.start)) {
        return (3, 4);
    }
    let owns = [
        "'s mission",
        "’s mission",
        "'s vision",
        "’s vision",
        "'s platform",
        "’s platform",
    ];
    if owns.iter().any(|o| tail.starts_with(o)) {
        return (3, 4);
    }
    if tail.starts_with("'s ") || tail.starts_with("’s ") {
        return (1, i32::from(begins) * 2);
    }
    let called = [
        " we are ",
        "we're ",
        "we’re ",
        "founder of ",
        "ceo of ",
        "ceo at ",
        "join ",
    ];
    if called.iter().any(|c| head.ends_with(c)) {
        return (2, 4);
    }
    let leads = ["at ", "about ", "for "]
        .iter()
        .any(|c| clause.ends_with(c));
    (i32::from(leads), i32::from(leads))
}

/// Whether a verb follows a name that a posting begins with: 'Acme turns'.
fn acts(tail: &str, at: usize) -> bool {
    let verb = tail.strip_prefix(' ').and_then(|t| t.split(' ').next());
    at < 800
        && verb.is_some_and(|v| {
            v.len() > 3 && v.ends_with('s') && v.bytes().all(|b| b.is_ascii_lowercase())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Option<String> {
        stated(&Document::from_text(text)).map(|(name, _)| name)
    }

    #[test]
    fn a_name_is_the_company_by_how_it_is_introduced() {
        for text in [
            "About Grebe\n\nWe dive. Backed by Plover Ventures, Grebe grows.",
            "ABOUT GREBE\n\nAt Grebe, we dive for fish in every lake.",
            "Our Mission\n\nAt Grebe, we are diving. Grebe's founders dive too.",
            "Grebe is a platform for divers. Join Grebe and dive.",
            "Grebe builds boats. Ann Heron, CEO, says that Grebe floats.",
        ] {
            assert_eq!(name(text).as_deref(), Some("Grebe"), "{text}");
        }
        let text = "About grebe\n\nAt grebe, we dive.";
        assert_eq!(name(text).as_deref(), Some("grebe"));
        let text = "About Grebe Boats\n\nGrebe Boats is on a mission to float.";
        assert_eq!(name(text).as_deref(), Some("Grebe Boats"));
    }

    #[test]
    fn investors_customers_persons_and_labels_are_not() {
        for text in [
            "Job Title: Diver\nLocation: Lyon",
            "We are backed by Plover Ventures. Our customers include Heron Bank.",
            "Ann Heron, CEO, founded us. Reporting to Ann Heron, you dive.",
            "About the Role\n\nYou dive for fish across America.",
            "About Us\n\nWe dive.",
        ] {
            assert_eq!(name(text), None, "{text}");
        }
    }
}

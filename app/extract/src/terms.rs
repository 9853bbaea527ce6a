//! Reads the form of employment and what is said of visas.

use std::ops::Range;

use domain::{Employment, Visa};

use crate::signal::{Found, Signal};
use crate::window;
use crate::workplace::Zone;

/// Reads the forms of employment that the signals state.
pub(crate) fn employment(
    text: &str,
    signals: &[Found],
    zone: Zone,
) -> Vec<(Employment, Range<usize>)> {
    let mut out = Vec::new();
    for found in signals {
        let range = found.range.clone();
        let word = text.get(range.clone()).unwrap_or_default();
        let form = match found.signal {
            Signal::FullTime if of_others(text, &range) => continue,
            Signal::FullTime => Employment::FullTime,
            Signal::PartTime => Employment::PartTime,
            Signal::Contract if zone == Zone::Terse || offers_contract(text, &range) => {
                Employment::Contract
            }
            Signal::Internship => Employment::Internship,
            Signal::Role if word.to_ascii_lowercase().starts_with("intern") => {
                Employment::Internship
            }
            _ => continue,
        };
        out.push((form, range));
    }
    out
}

/// Whether 'full-time' speaks of people who are already there.
fn of_others(text: &str, range: &Range<usize>) -> bool {
    let before = window::before(text, range.start, 24).to_ascii_lowercase();
    let those = ["that are ", "who are ", "employees are ", "who work "];
    let after = window::after(text, range.end, 48).trim_start();
    // 'full-time Heron employees'
    let mut next = after.split_whitespace();
    let name = next
        .next()
        .is_some_and(|w| w.starts_with(char::is_uppercase));
    let named = name && next.next().is_some_and(|w| w.starts_with("employee"));
    if named || those.iter().any(|t| before.ends_with(t)) {
        return true;
    }
    let after = after.to_ascii_lowercase();
    [
        "employee",
        "in one of",
        "staff",
        "team member",
        "team-member",
        "regular employee",
        "salaried employee",
        "experience",
        "roles)",
        "student",
        "commitment to",
        "benefits",
        "equivalent",
    ]
    .iter()
    .any(|w| after.starts_with(w))
}

/// Whether a 'contract' in running text is the terms of the role.
fn offers_contract(text: &str, range: &Range<usize>) -> bool {
    let word = text
        .get(range.clone())
        .unwrap_or_default()
        .to_ascii_lowercase();
    let before = window::before(text, range.start, 40).to_ascii_lowercase();
    let before = before.rsplit(['.', '\n']).next().unwrap_or_default();
    let of_others = [
        "network of",
        "pool of",
        "manage",
        "brief",
        "oversee",
        "our ",
        "feedback to",
        "creators",
        "colleagues",
        "experience",
        "with ",
        "and editing",
        "direction to",
    ];
    let offers = ["looking for", "hiring", "seek", "open to"];
    let asked = offers.iter().any(|o| before.contains(o));
    if word == "contracts" || (!asked && of_others.iter().any(|o| before.contains(o))) {
        return false;
    }
    if word.starts_with("freelanc")
        || word.contains("-term")
        || word.contains("1099")
        || word.contains("to-hire")
        || word.contains("b2b")
    {
        return true;
    }
    let after = window::after(text, range.end, 16)
        .trim_start()
        .to_ascii_lowercase();
    if word.ends_with("ors") && after.starts_with("work") {
        return false;
    }
    let before = window::before(text, range.start, 16).trim_end();
    [
        "position",
        "role",
        "basis",
        "work ",
        "work.",
        "work,",
        "to hire",
        "or full",
        "or perm",
        "job",
        "opportunit",
        "or part",
    ]
    .iter()
    .any(|w| after.starts_with(w))
        || before.ends_with(['|', '/', '(', ':'])
        || [
            "month", "months", "time or", "-time /", "time and", "as a", "on a", "time,",
        ]
        .iter()
        .any(|w| before.ends_with(w))
}

/// Reads what is said of visas: a refusal wins over an offer.
pub(crate) fn visa(
    text: &str,
    signals: &[Found],
    header: &Range<usize>,
) -> Option<(Visa, Range<usize>)> {
    let mut offer = None;
    for found in signals {
        let range = found.range.clone();
        match found.signal {
            Signal::VisaRefusal if made_good(text, &range) => {
                offer = offer.or(Some((Visa::Yes, range)));
            }
            Signal::VisaRefusal => return Some((Visa::No, range)),
            Signal::VisaOffer if negated(text, &range) => return Some((Visa::No, range)),
            Signal::VisaOffer if !asked(text, &range) => offer = offer.or(Some((Visa::Yes, range))),
            Signal::VisaWord if negated(text, &range) && !made_good(text, &range) => {
                return Some((Visa::No, range));
            }
            Signal::VisaWord => {
                let word = text.get(range.clone()).unwrap_or_default();
                let in_header = header.contains(&range.start);
                let shouted =
                    word.eq_ignore_ascii_case("visa") && word.chars().all(char::is_uppercase);
                if in_header || shouted || made_good(text, &range) {
                    offer = offer.or(Some((Visa::Yes, range)));
                }
            }
            _ => {}
        }
    }
    offer
}

/// Whether the words after say that the company sees to it: 'H1B is taken care
/// of', 'not an H1B, but we'll take care of its equivalent'.
fn made_good(text: &str, range: &Range<usize>) -> bool {
    const CARES: [&str; 5] = [
        "taken care of",
        "take care of",
        "handled by us",
        "handled by the company",
        "arranged for you",
    ];
    let after = window::after(text, range.end, 80).to_ascii_lowercase();
    let clause = after.split(['\n', '|', ';']).next().unwrap_or_default();
    let clause = clause.split(". ").next().unwrap_or_default();
    CARES.iter().any(|words| clause.contains(words))
}

/// The sentence part before a range, in lower case, at most `limit` bytes.
fn before(text: &str, range: &Range<usize>, limit: usize) -> String {
    let part = window::before(text, range.start, limit);
    let part = part
        .rsplit(['\n', '|', ';', '!', '?'])
        .next()
        .unwrap_or_default();
    let part = part.rsplit(". ").next().unwrap_or_default();
    part.to_ascii_lowercase().replace('’', "'")
}

fn negated(text: &str, range: &Range<usize>) -> bool {
    let before = before(text, range, 60);
    // `If you are not from here, we can sponsor you` denies nothing, nor does
    // `no remote, but we offer visas`.
    let before = before.rsplit(", we ").next().unwrap_or_default();
    let before = before.rsplit(" but ").next().unwrap_or_default();
    let words: Vec<&str> = before
        .split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .filter(|w| !w.is_empty())
        .collect();
    let denies = |w: &&str| {
        matches!(
            *w,
            "no" | "not"
                | "cannot"
                | "can't"
                | "unable"
                | "don't"
                | "doesn't"
                | "won't"
                | "without"
                | "isn't"
                | "aren't"
                | "unfortunately"
                | "never"
                | "neither"
                | "nor"
        )
    };
    let near = words.iter().rev().take(7).any(denies);
    let near = near && !before.contains("not a problem") && !before.contains("not only");
    let after = window::after(text, range.end, 40)
        .to_ascii_lowercase()
        .replace('’', "'");
    let after = after
        .split(['.', '\n', '|', ';'])
        .next()
        .unwrap_or_default();
    near || [
        " is not ",
        " not available",
        " not offered",
        " not provided",
        " isn't ",
        " unavailable",
        " not possible",
        " are not ",
        ": no",
        " cannot ",
        " not supported",
    ]
    .iter()
    .any(|n| format!(" {after} ").contains(n))
}

/// Whether it is the applicant who is asked about a visa.
fn asked(text: &str, range: &Range<usize>) -> bool {
    let before = before(text, range, 40);
    [
        "do you require",
        "will you require",
        "require ",
        "requiring ",
        "need for ",
        "who need ",
    ]
    .iter()
    .any(|a| before.trim_end().ends_with(a.trim_end()))
}

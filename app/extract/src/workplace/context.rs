//! What the words around a sign of a workplace make of it in running text.

use std::ops::Range;

use super::LOOK;
use crate::window;

/// The part of a sentence before a place, in lower case.
fn clause_before(text: &str, at: usize) -> String {
    let before = window::before(text, at, LOOK).to_ascii_lowercase();
    before
        .rsplit(['.', '\n', ';', '!', '?'])
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// Whether an offer of remote work is said of others, or of what the applicant
/// has done: 'support remote employees', 'experience in distributed teams'.
pub(super) fn about_others(text: &str, range: &Range<usize>) -> bool {
    const OTHERS: [&str; 22] = [
        "stipend for remote e",
        "allowance for remote e",
        "contact for",
        "office and remote",
        "help remote e",
        "coordinate a",
        "minimum possibility",
        "minimal possibility",
        "support remote e",
        "supporting remote e",
        "experience ",
        "experienced ",
        "comfortable ",
        "thrive ",
        "prefer working",
        "you prefer ",
        "proficiency",
        "ability to work with",
        "guide a",
        "in person and",
        "in person or",
        "ability to collaborate with",
    ];
    let word = text.get(range.clone()).unwrap_or_default();
    let before = clause_before(text, range.start) + &word.to_ascii_lowercase();
    OTHERS.iter().any(|o| before.contains(o))
}

/// Whether 'hybrid' is said of the way of working rather than of a thing.
pub(super) fn hybrid_of_work(text: &str, range: &Range<usize>) -> bool {
    const WORK: [&str; 30] = [
        " capacity",
        " flexib",
        " work",
        " role",
        " position",
        " schedule",
        " set",
        " model",
        " environment",
        " arrangement",
        " office",
        " collab",
        " job",
        " opportunit",
        " polic",
        " from",
        " out of",
        " based",
        " with",
        " for ",
        " in ",
        " at ",
        " or remote",
        " or on",
        " or in",
        " remote",
        " culture",
        " company",
        " & remote",
        " and remote",
    ];
    let word = text.get(range.clone()).unwrap_or_default();
    let after = window::after(text, range.end, LOOK / 2).to_ascii_lowercase();
    let sentence = after.split(['.', '\n', ';']).next().unwrap_or_default();
    let blends = [
        "blend",
        "bridg",
        "combin",
        "between",
        "offers a unique",
        "format",
        "mix of",
        "spanning",
        "that spans",
    ];
    if blends.iter().any(|b| sentence.contains(b)) {
        return false;
    }
    let before = window::before(text, range.start, LOOK / 4).to_ascii_lowercase();
    if before.ends_with("online, and ") || before.ends_with("online and ") {
        return false;
    }
    if !word.eq_ignore_ascii_case("hybrid") {
        return true;
    }
    let next = after.chars().next();
    let ends = next.is_none_or(|c| !(c.is_alphanumeric() || c == ' ' || c == '-'));
    ends || WORK.iter().any(|w| after.starts_with(w))
        || after
            .trim_start()
            .starts_with(['(', '–', '—', '-', '|', '/', '&'])
        || after.starts_with("-friendly")
}

/// Whether 'hybrid' is said of some roles among others.
pub(super) fn of_others(text: &str, range: &Range<usize>) -> bool {
    let before = window::before(text, range.start, LOOK).to_ascii_lowercase();
    let clause = before
        .rsplit(['.', '\n', ';', '|'])
        .next()
        .unwrap_or_default();
    ["some roles", "some teams", "other roles", "certain roles"]
        .iter()
        .any(|w| clause.contains(w))
}

/// Whether 'in person' or 'onsite' ends a sentence about the role: 'the position
/// is full-time and in-person'.
pub(super) fn of_the_role(text: &str, range: &Range<usize>) -> bool {
    let before = window::before(text, range.start, LOOK).to_ascii_lowercase();
    let sentence = before.rsplit(['.', '\n', ';']).next().unwrap_or_default();
    let after = window::after(text, range.end, 2);
    let ends = after.is_empty() || after.starts_with(['.', ',', '\n', ';']);
    let role = ["position is", "role is", "job is", "internship is"];
    ends && role.iter().any(|r| sentence.contains(r)) && !sentence.contains(" not ")
}

/// Whether a word and a place are all that brackets say: `[on-site Berlin]`.
pub(super) fn bracketed(text: &str, range: &Range<usize>) -> bool {
    let before = window::before(text, range.start, 1);
    let rest = window::after(text, range.end, 28);
    let inner = rest.split([']', ')', '\n', '.']).next().unwrap_or_default();
    let place = inner.strip_prefix(' ').or_else(|| inner.strip_prefix(", "));
    let named = place.is_some_and(|place| place.starts_with(char::is_uppercase));
    let closed = rest
        .get(inner.len()..)
        .is_some_and(|r| r.starts_with([']', ')']));
    named && closed && before.ends_with(['[', '('])
}

/// Whether one is onsite only to be interviewed: 'technical interview with the
/// team (either onsite or remote)'.
pub(super) fn at_interviews(text: &str, range: &Range<usize>) -> bool {
    clause_before(text, range.start).contains("interview")
}

/// Whether one is onsite only to visit: 'sometimes on-site at a customer'.
pub(super) fn visits(text: &str, range: &Range<usize>) -> bool {
    const SELDOM: [&str; 16] = [
        "sometimes",
        "occasional",
        "retreat",
        "offsite",
        "off-site",
        "gathering",
        "summit",
        "annual",
        "quarterly",
        "a quarter",
        "every quarter",
        "a year",
        "per year",
        "each year",
        "every year",
        "a month",
    ];
    let before = clause_before(text, range.start);
    let nearest = before.rsplit(", ").next().unwrap_or_default();
    let after = window::after(text, range.end, LOOK / 2).to_ascii_lowercase();
    let after = after
        .split(['.', '\n', ';', '!', '('])
        .next()
        .unwrap_or_default();
    SELDOM
        .iter()
        .any(|v| before.contains(v) || after.contains(v))
        || ["customer", "client"].iter().any(|v| nearest.contains(v))
}

/// Whether a line names the way of working before it: 'Work arrangement: Hybrid'.
pub(super) fn labelled(text: &str, range: &Range<usize>) -> bool {
    const LABELS: [&str; 16] = [
        "location",
        "locations",
        "modality",
        "work arrangement",
        "work model",
        "working model",
        "work mode",
        "work type",
        "work style",
        "work setting",
        "work location",
        "location type",
        "job location",
        "workplace",
        "workplace type",
        "work environment",
    ];
    let before = window::before(text, range.start, LOOK).to_ascii_lowercase();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let Some((label, _)) = line.split_once(':') else {
        return false;
    };
    let label = label.trim_matches(|c: char| !c.is_alphabetic());
    LABELS.contains(&label) && !line.contains(". ")
}

/// Whether remote work only comes later: 'you can become eligible for WFH'.
pub(super) fn later(text: &str, range: &Range<usize>) -> bool {
    let before = clause_before(text, range.start);
    ["become eligible", "becoming eligible", "eligible after"]
        .iter()
        .any(|w| before.contains(w))
}

/// Whether a line of its own says where one works: 'In person in Lyon'.
pub(super) fn begins_line(text: &str, range: &Range<usize>) -> bool {
    let before = window::before(text, range.start, 4);
    let begins = before.is_empty() || before.trim_end_matches([' ', '-', '•']).ends_with('\n');
    let line = window::after(text, range.end, LOOK);
    let line = line.split('\n').next().unwrap_or_default();
    let word = text.get(range.clone()).unwrap_or_default();
    let place = line.trim_start_matches(" in").trim_start_matches(" the");
    let leads = word.ends_with(" in") || line.starts_with(" in ");
    begins && leads && line.len() < LOOK && place.trim_start().starts_with(char::is_uppercase)
}

/// Whether words name a workplace without saying that the role has it: 'whether
/// you are remote or in the office, you matter'.
pub(super) fn open_question(text: &str, range: &Range<usize>) -> bool {
    let before = clause_before(text, range.start);
    before.rsplit_once("whether").is_some_and(|(lead, _)| {
        !["choose ", "decide ", "pick "]
            .iter()
            .any(|w| lead.ends_with(w))
    })
}

/// Whether days in the office are only when a perk is given: 'lunch on office days'.
pub(super) fn perk(text: &str, range: &Range<usize>) -> bool {
    let word = text.get(range.clone()).unwrap_or_default();
    word.ends_with("days") && perk_in(&clause_before(text, range.start))
}

/// Whether an office is only where a perk is given: 'free lunch in the office'.
pub(super) fn perk_before(text: &str, range: &Range<usize>) -> bool {
    perk_in(&clause_before(text, range.start))
}

/// Whether remote work is only what money is given for: 'a work-from-home office
/// stipend'.
pub(super) fn equips(text: &str, range: &Range<usize>) -> bool {
    const MONEY: [&str; 5] = ["stipend", "allowance", "budget", "reimburse", "equipment"];
    let after = window::after(text, range.end, LOOK / 2).to_ascii_lowercase();
    let clause = after
        .split(['.', ',', ';', '\n', '|', ':', '('])
        .next()
        .unwrap_or_default();
    let clause = clause.split(" and ").next().unwrap_or_default();
    let money = clause
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| !word.is_empty())
        .take(4)
        .any(|word| MONEY.iter().any(|m| word.starts_with(m)));
    money && !clause.contains(" with ")
}

/// Whether the words before speak of a perk.
pub(super) fn perk_in(before: &str) -> bool {
    const PERKS: [&str; 10] = [
        "lunch",
        "meal",
        "breakfast",
        "dinner",
        "snack",
        "coffee",
        "stipend",
        "catered",
        "commuter",
        "commuting",
    ];
    let nearest = before.rsplit(", ").next().unwrap_or_default();
    PERKS.iter().any(|p| nearest.contains(p)) && !nearest.contains("work ")
}

/// Whether an office is what 'based in our …' goes on with.
pub(super) fn in_office(text: &str, range: &Range<usize>) -> bool {
    let after = window::after(text, range.end, LOOK / 2);
    let place = after
        .split(['.', ';', '\n'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let offices = [
        " office",
        " hq",
        " headquarter",
        " studio",
        " lab",
        " factory",
        " facility",
    ];
    let sentence = window::before(text, range.start, LOOK).to_ascii_lowercase();
    let sentence = sentence.rsplit(['.', '\n']).next().unwrap_or_default();
    offices
        .iter()
        .any(|o| place.contains(o) || place.starts_with(o.trim_start()))
        && ![
            "team is",
            "teams are",
            "company is",
            "colleagues",
            "customers",
        ]
        .iter()
        .any(|t| sentence.contains(t))
}

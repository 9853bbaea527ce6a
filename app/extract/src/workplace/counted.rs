//! What a number of days of the week in an office means.

use std::ops::Range;

use domain::Workplace;

use super::LOOK;
use super::context::{labelled, perk_in};
use crate::window;

/// Whether an office is for some days of the week: 'on-site 2-3x a week',
/// '(3 days/week in office)'.
pub(super) fn some_days(text: &str, range: &Range<usize>) -> bool {
    let before = window::before(text, range.start, 24).to_ascii_lowercase();
    let before = before
        .rsplit(['|', '\n', ';', '.'])
        .next()
        .unwrap_or_default();
    let after = window::after(text, range.end, 24).to_ascii_lowercase();
    let after = after
        .split(['|', '\n', ';', '.'])
        .next()
        .unwrap_or_default();
    // `onsite or hybrid (3 days)` counts the days of the other.
    let other = after.trim_start();
    if ["or hybrid", "/hybrid", "/ hybrid"]
        .iter()
        .any(|o| other.starts_with(o))
    {
        return false;
    }
    let counted = |words: &str| {
        let unit = [
            "day",
            "x per",
            "x a week",
            "x/w",
            "x week",
            "times a",
            "times per",
        ];
        unit.iter().any(|unit| {
            words.find(unit).is_some_and(|at| {
                let number = words.get(..at).unwrap_or_default().trim_end();
                number.ends_with(['1', '2', '3', '4'])
            })
        })
    };
    counted(before) || counted(after)
}

/// What days of the week mean: five in the office are onsite, fewer hybrid;
/// `None` when no office is named beside them.
pub(super) fn days(text: &str, range: &Range<usize>) -> Option<Workplace> {
    let before = window::before(text, range.start, LOOK).to_ascii_lowercase();
    let before = before.rsplit(['.', '\n', ';']).next().unwrap_or_default();
    let after = window::after(text, range.end, LOOK / 2).to_ascii_lowercase();
    let after = after.split(['.', '\n', ';']).next().unwrap_or_default();
    let words = text
        .get(range.clone())
        .unwrap_or_default()
        .to_ascii_lowercase();
    let around = format!("{before} {words} {after}");
    if words.starts_with("of ") {
        return share(before, &around).then_some(Workplace::Hybrid);
    }
    let office = [
        "office",
        "in person",
        "in-person",
        "onsite",
        "on-site",
        "on site",
        " hq",
        " hub",
        "headquarter",
        "presence",
    ];
    let home = ["remote", "from home", "wfh", "telecommut"];
    let count = before
        .trim_end_matches([' ', '-', '+'])
        .rsplit([' ', '(', '-', '–', '/', '~'])
        .next()
        .unwrap_or_default();
    if before.trim_end().ends_with("4+") && around.contains("onsite role") {
        return Some(Workplace::Onsite);
    }
    let count = if words.starts_with("once") || words.starts_with("twice") {
        let meals = [
            "lunch",
            "meal",
            "breakfast",
            "dinner",
            "yoga",
            "class",
            "meeting",
            "1:1",
        ];
        if meals.iter().any(|m| around.contains(m)) {
            return None;
        }
        "one"
    } else if words.as_bytes().get(1) == Some(&b'x') {
        words.get(..1).unwrap_or_default()
    } else {
        count
    };
    let count = match count {
        "onsite" | "on-site" | "in-office" | "in-person" => {
            before.trim_end().rsplit(' ').nth(1).unwrap_or_default()
        }
        count => count,
    };
    let number = match count.trim_end_matches('+') {
        "five" => 5,
        "one" | "two" | "three" | "four" | "few" | "couple" | "most" => 3,
        digits => digits.parse().unwrap_or(0),
    };
    if perk_in(before) {
        return None;
    }
    let named = office.iter().any(|w| around.contains(w)) || labelled(text, range);
    match number {
        1..=4 if named || home.iter().any(|w| around.contains(w)) => Some(Workplace::Hybrid),
        5..=7 if named => {
            let ranged = before.trim_end().ends_with(['-', '–'])
                || ["4-5", "3-5", "4–5", "3–5", "4 to 5", "3 to 5", "2-5"]
                    .iter()
                    .any(|r| before.trim_end().ends_with(r));
            Some(if ranged {
                Workplace::Hybrid
            } else {
                Workplace::Onsite
            })
        }
        _ => None,
    }
}

/// Whether a part of the time is spent in an office: 'in the office 50% of the
/// time', and not travelling.
fn share(before: &str, around: &str) -> bool {
    let head = before.trim_end();
    let head = head.strip_suffix("percent").unwrap_or(head).trim_end();
    let head = head.strip_suffix('%').unwrap_or(head);
    let digits = head.len() - head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let number = head.get(head.len() - digits..).unwrap_or_default();
    let part = number.parse().is_ok_and(|n: u32| (10..100).contains(&n));
    let asked = head.len() < before.trim_end().len() && part || head.ends_with("half");
    let office = ["office", "on-site", "onsite", "in person", "in-person"];
    asked && office.iter().any(|w| around.contains(w)) && !around.contains("travel")
}

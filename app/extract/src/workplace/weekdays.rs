//! Days of the week that a sentence names for the office: 'in the office Tuesday
//! through Thursday'.

use std::ops::Range;
use std::sync::LazyLock;

use domain::Workplace;

use super::context::perk_in;
use crate::phrase::Phrases;
use crate::window;

/// How far a day stands from the office at most, in bytes.
const REACH: usize = 60;

/// Names of the days of work, in the notation of the lexicons.
const NAMES: &str = "[0]\nmonday; mondays; mon\n[1]\ntuesday; tuesdays; tues; tue\n\
    [2]\nwednesday; wednesdays; weds; wed\n[3]\nthursday; thursdays; thurs; thu\n\
    [4]\nfriday; fridays; fri\n";

static DAYS: LazyLock<Phrases<u8>> = LazyLock::new(|| {
    let sections = [("0", 0), ("1", 1), ("2", 2), ("3", 3), ("4", 4)];
    Phrases::read(NAMES, &sections)
});

/// What days of the week beside an office say: all of them are onsite, fewer
/// hybrid. The range is that of the days.
pub(super) fn read(text: &str) -> Vec<(Workplace, Range<usize>)> {
    let named: Vec<(u8, Range<usize>)> = DAYS.find(text).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some((_, first)) = named.get(at) {
        let mut last = at;
        while let (Some((_, a)), Some((_, b))) = (named.get(last), named.get(last + 1)) {
            if !joins(text.get(a.end..b.start).unwrap_or_default()) {
                break;
            }
            last += 1;
        }
        let run = named.get(at..=last).unwrap_or_default();
        let range = first.start..run.last().map_or(first.end, |(_, r)| r.end);
        if in_an_office(text, &range) {
            let whole = count(text, run) >= 5;
            let workplace = if whole {
                Workplace::Onsite
            } else {
                Workplace::Hybrid
            };
            out.push((workplace, range));
        }
        at = last + 1;
    }
    out
}

/// Whether words between two days make one list or span of them.
fn joins(gap: &str) -> bool {
    let gap = gap.trim();
    matches!(
        gap,
        "," | ", and" | "and" | "&" | "/" | "-" | "–" | "—" | "to" | "through" | "thru" | "until"
    )
}

/// How many days a list or span of them means.
fn count(text: &str, run: &[(u8, Range<usize>)]) -> usize {
    if let [(from, a), (to, b)] = run {
        let gap = text.get(a.end..b.start).unwrap_or_default().trim();
        let span = matches!(gap, "-" | "–" | "—" | "to" | "through" | "thru" | "until");
        if span {
            return usize::from(to.saturating_sub(*from)) + 1;
        }
    }
    run.len()
}

/// Whether the clause around the days is about working in an office.
fn in_an_office(text: &str, range: &Range<usize>) -> bool {
    const OFFICE: [&str; 12] = [
        "from the office",
        "to the office",
        "at the office",
        "in the office",
        "into the office",
        "in-office",
        "in office",
        "our office",
        "onsite",
        "on-site",
        "in-person",
        "in person",
    ];
    const ASIDE: [&str; 9] = [
        "happy hour",
        "meeting",
        "all-hands",
        "stand",
        "bagel",
        "yoga",
        "event",
        "drinks",
        "interview",
    ];
    let before = window::before(text, range.start, REACH).to_ascii_lowercase();
    let before = before.rsplit(['.', '\n', ';']).next().unwrap_or_default();
    let after = window::after(text, range.end, REACH / 2).to_ascii_lowercase();
    let after = after.split(['.', '\n', ';']).next().unwrap_or_default();
    let around = || [before, after].into_iter();
    // 'in our Soho office Mondays and Tuesdays'.
    let ours = |part: &str| part.contains(" our ") && part.contains(" office");
    around().any(|part| ours(part) || OFFICE.iter().any(|w| part.contains(w)))
        && !around().any(|part| perk_in(part) || ASIDE.iter().any(|w| part.contains(w)))
}

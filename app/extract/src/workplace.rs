//! Reads where the work is done: onsite, hybrid, remote.

mod choice;
mod context;
mod counted;
mod weekdays;

use std::ops::Range;

use domain::Workplace;

use crate::signal::{Found, Signal};
use crate::window;

use choice::{both, is_choice, of_the_whole, pair, settle};
use context::{
    about_others, at_interviews, begins_line, bracketed, equips, hybrid_of_work, in_office,
    labelled, later, of_others, of_the_role, open_question, perk, perk_before, visits,
};
use counted::{days, some_days};

/// How much a bare 'remote' or 'onsite' says where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zone {
    /// A header, title or location: bare words count.
    Terse,
    /// Running text: only phrases count.
    Prose,
}

/// A workplace stated, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stated {
    pub(crate) workplace: Workplace,
    pub(crate) range: Range<usize>,
    /// Whether the words are about the role itself, not about habits.
    strong: bool,
    /// Whether it is one of two that the words leave open: 'onsite or remotely'.
    pub(crate) chosen: bool,
    /// Whether they are themselves the other side of a choice: 'or remote'.
    besides: bool,
    /// Whether they only say where an office is that one sits in.
    seat: bool,
    /// Whether they say how the whole company works: 'remote-first'.
    pub(crate) whole: bool,
    /// Whether one sentence offers it beside another: 'preferably onsite, though
    /// remote candidates will be considered'.
    pub(crate) paired: bool,
    /// Whether it is a line of its own that names the place: 'In person in Lyon'.
    line: bool,
    /// Whether the words leave it open: 'whether remote or in the office'.
    aside: bool,
}

impl Stated {
    /// Whether the word 'hybrid' itself states it.
    pub(crate) fn names_hybrid(&self, text: &str) -> bool {
        let word = text.get(self.range.clone()).unwrap_or_default();
        self.workplace == Workplace::Hybrid && word.to_ascii_lowercase().contains("hybrid")
    }

    fn plain((workplace, range): (Workplace, Range<usize>)) -> Self {
        Self {
            workplace,
            range,
            strong: false,
            chosen: false,
            besides: false,
            seat: false,
            whole: false,
            paired: false,
            line: false,
            aside: false,
        }
    }
}

/// Reads the workplaces that the signals of one zone state.
pub(crate) fn read(text: &str, signals: &[Found], zone: Zone) -> Vec<Stated> {
    let mut out = Vec::new();
    for found in signals {
        let range = &found.range;
        let word = text.get(range.clone()).unwrap_or_default();
        let alone = || zone == Zone::Terse || stands_alone(text, range) || labelled(text, range);
        let workplace = match found.signal {
            Signal::RemoteRefusal => Workplace::Onsite,
            Signal::RemoteOffer if zone == Zone::Prose && about_others(text, range) => continue,
            Signal::RemoteOffer if zone == Zone::Prose && equips(text, range) => continue,
            Signal::RemoteOffer | Signal::RemoteWord if later(text, range) => continue,
            Signal::RemoteOffer => offered(text, range),
            Signal::RemoteWord if zone == Zone::Prose && word == "anywhere" => continue,
            Signal::RemoteWord if alone() => offered(text, range),
            Signal::OnsiteWord if zone == Zone::Prose && is_local(word) => continue,
            Signal::OnsiteWord | Signal::OnsiteOffer
                if zone == Zone::Prose && at_interviews(text, range) =>
            {
                continue;
            }
            Signal::OnsiteWord | Signal::OnsiteOffer if perk_before(text, range) => continue,
            Signal::OnsiteWord | Signal::OnsiteOffer if some_days(text, range) => Workplace::Hybrid,
            Signal::OnsiteWord if alone() || of_the_role(text, range) => Workplace::Onsite,
            Signal::OnsiteWord if begins_line(text, range) => Workplace::Onsite,
            Signal::Seat if zone == Zone::Prose && in_office(text, range) => Workplace::Onsite,
            Signal::OnsiteOffer if zone == Zone::Prose && visits(text, range) => continue,
            Signal::OnsiteOffer => Workplace::Onsite,
            Signal::Hybrid if of_others(text, range) => continue,
            Signal::Hybrid if zone == Zone::Prose && !hybrid_of_work(text, range) => continue,
            Signal::Hybrid if zone == Zone::Prose && perk(text, range) => continue,
            Signal::Hybrid => Workplace::Hybrid,
            Signal::Days => match days(text, range) {
                Some(workplace) => workplace,
                None => continue,
            },
            _ => continue,
        };
        let strong = zone == Zone::Terse || is_strong(word);
        let choices = ["or ", "and ", "open to", "consider"];
        let lower = word.to_ascii_lowercase();
        let stated = Stated {
            workplace,
            range: range.clone(),
            strong,
            chosen: is_choice(text, range),
            seat: found.signal == Signal::Seat,
            besides: lower.ends_with(" or") || choices.iter().any(|c| lower.starts_with(c)),
            whole: workplace == Workplace::Remote && of_the_whole(text, range, &lower),
            paired: false,
            line: workplace == Workplace::Onsite && begins_line(text, range),
            aside: open_question(text, range),
        };
        out.extend(both(&stated, &lower));
        out.push(stated);
    }
    if zone == Zone::Prose {
        out.extend(weekdays::read(text).into_iter().map(Stated::plain));
        pair(text, &mut out);
        weigh(out)
    } else {
        out
    }
}

/// Settles what running text says on both sides: a hybrid role is described by
/// its days at home and in the office, and a remote team meets in person.
fn weigh(mut stated: Vec<Stated>) -> Vec<Stated> {
    let has = |stated: &[Stated], workplace| stated.iter().any(|s| s.workplace == workplace);
    settle(&mut stated);
    if has(&stated, Workplace::Hybrid) {
        stated.retain(|s| s.workplace == Workplace::Hybrid || s.chosen || s.whole);
    }
    if has(&stated, Workplace::Remote) {
        stated.retain(|s| !s.seat || s.paired);
    }
    let strong =
        |stated: &[Stated], workplace| stated.iter().any(|s| s.workplace == workplace && s.strong);
    if strong(&stated, Workplace::Remote) {
        stated.retain(|s| s.workplace != Workplace::Onsite || s.strong || s.paired);
    } else if strong(&stated, Workplace::Onsite) {
        stated.retain(|s| s.workplace != Workplace::Remote || s.besides);
    }
    stated
}

fn is_local(word: &str) -> bool {
    word.to_ascii_lowercase().starts_with("local")
}

/// Whether a phrase is about the role itself.
fn is_strong(word: &str) -> bool {
    const ROLE: [&str; 16] = [
        "role",
        "position",
        "only",
        "fully",
        "100%",
        "li-",
        "job",
        "first",
        "must",
        "all",
        "no ",
        "not ",
        "required",
        "opportunit",
        "completely",
        "entirely",
    ];
    let lower = word.to_ascii_lowercase();
    ROLE.iter().any(|w| lower.contains(w))
}

/// How far around a word its meaning is looked for, in bytes.
const LOOK: usize = 80;

/// What an offer of remote work amounts to: nothing when it is taken back,
/// hybrid when it is for some days of the week.
fn offered(text: &str, range: &Range<usize>) -> Workplace {
    const DAYS: [&str; 15] = [
        "part of the week",
        "part of the time",
        "a few days",
        "couple of days",
        "some days",
        "once a week",
        "day a week",
        "days a week",
        "days/w",
        "days per week",
        "days/week",
        "day/week",
        "days each week",
        "day per week",
        "days of the week",
    ];
    if refused(text, range) {
        return Workplace::Onsite;
    }
    let after = window::after(text, range.end, LOOK / 2);
    let after = after
        .split(['.', '\n', '|', ';'])
        .next()
        .unwrap_or_default();
    if DAYS.iter().any(|d| after.contains(d)) && !after.contains("office") {
        return Workplace::Hybrid;
    }
    let before = window::before(text, range.start, 12).trim_end();
    let weekday = |part: &str| {
        ["day", "days"].iter().any(|end| part.ends_with(end))
            && ["Mon", "Tues", "Wednes", "Thurs", "Fri"]
                .iter()
                .any(|day| part.contains(day))
    };
    let after = window::after(text, range.end, 16).trim_start();
    let after = after.strip_prefix("on ").unwrap_or(after);
    let next = after.split(|c: char| !c.is_alphanumeric()).next();
    if weekday(before) || weekday(next.unwrap_or_default()) {
        return Workplace::Hybrid;
    }
    Workplace::Remote
}

/// Whether the words before or after take the offer back.
fn refused(text: &str, range: &Range<usize>) -> bool {
    const DENIALS: [&str; 9] = [
        "no", "not", "non", "non-", "without", "isn't", "never", "cannot", "don't",
    ];
    let before = window::before(text, range.start, LOOK).to_ascii_lowercase();
    let clause = before
        .rsplit(['.', ';', '|', '\n', '(', ':'])
        .next()
        .unwrap_or_default();
    let mut words = clause
        .split_whitespace()
        .rev()
        .map(|w| w.trim_matches(['"', '*', ',', '-']));
    let last = words.next().unwrap_or_default();
    let word = text
        .get(range.clone())
        .unwrap_or_default()
        .to_ascii_lowercase();
    let joined = last == "or" || last == "nor" || word.starts_with("or ");
    if DENIALS.contains(&last) || (joined && words.take(5).any(|w| DENIALS.contains(&w))) {
        return true;
    }
    let after = window::after(text, range.end, 24)
        .to_ascii_lowercase()
        .replace('’', "'");
    let answer = after.trim_start_matches(' ').trim_start_matches([':', '=']);
    let answered = answer.len() < after.trim_start_matches(' ').len();
    let answer = answer.trim_start();
    let says_no = answer
        .strip_prefix("no")
        .is_some_and(|r| !r.starts_with(char::is_alphanumeric));
    (answered && says_no)
        || ["not ", "isn't", "is not", "not)", "work is not"]
            .iter()
            .any(|n| answer.starts_with(n))
}

/// Whether the word is all there is between separators: `(remote)`, `Remote.`, `Location: Remote`.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let word = text.get(range.clone()).unwrap_or_default();
    let before = window::before(text, range.start, 8).trim_end_matches(' ');
    let after = window::after(text, range.end, 8);
    let opens = before.is_empty()
        || before.ends_with([
            '\n', '|', '(', ':', '/', '[', '•', '–', '—', '.', '&', '+', ',',
        ]);
    let closes = after.is_empty()
        || after.starts_with(['\n', '|', ')', ',', '/', ']', '.', ';', '!'])
        || after.starts_with(" full")
        || after.starts_with(" Full")
        || after
            .trim_start()
            .starts_with(['(', '|', '–', '-', '/', '—', '&', '+']);
    let shouted = word.len() > 3 && word.chars().all(|c| !c.is_lowercase());
    (opens && closes) || shouted || bracketed(text, range)
}

#[cfg(test)]
mod tests;

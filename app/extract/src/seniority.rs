//! Reads the levels that a title or a phrase about the role states.

mod role;

use std::ops::Range;
use std::sync::LazyLock;

use domain::Seniority;

use crate::phrase::Phrases;
use crate::window;

pub(crate) use role::of_role;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    Level(Seniority),
    /// A word that holds a level's word without stating it.
    Other,
}

static WORDS: LazyLock<Phrases<Word>> = LazyLock::new(|| {
    use Seniority as S;
    let sections = [
        ("intern", Word::Level(S::Intern)),
        ("junior", Word::Level(S::Junior)),
        ("mid", Word::Level(S::Mid)),
        ("senior", Word::Level(S::Senior)),
        ("staff", Word::Level(S::Staff)),
        ("manager", Word::Level(S::Manager)),
        ("other", Word::Other),
    ];
    Phrases::read(include_str!("../lexicon/seniority.txt"), &sections)
});

/// Levels in the words of a title, in their order, each once.
pub(crate) fn in_title(title: &str) -> Vec<(Seniority, Range<usize>)> {
    let mut out: Vec<(Seniority, Range<usize>)> = Vec::new();
    for (word, range) in WORDS.find(title) {
        let Word::Level(level) = word else { continue };
        if !out.iter().any(|(seen, _)| *seen == level) {
            out.push((level, range));
        }
    }
    out
}

const LEVELS: &str = include_str!("../lexicon/levels.txt");

/// Phrases of running text that state a level by themselves.
static PROSE: LazyLock<Phrases<Seniority>> = LazyLock::new(|| {
    let sections = [
        ("junior", Seniority::Junior),
        ("intern", Seniority::Intern),
        ("senior", Seniority::Senior),
        ("mid", Seniority::Mid),
    ];
    Phrases::read_only(LEVELS, &sections)
});

/// Words for those who have just finished to learn, and those that invite them.
static GRADUATES: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::read_only(LEVELS, &[("graduate", ())]));
static INVITES: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::read_only(LEVELS, &[("invites", ())]));

/// Levels that running text states in so many words: those of each phrase, and
/// what it is listed for ('new grads welcome').
pub(crate) fn in_prose(text: &str) -> impl Iterator<Item = (Seniority, Range<usize>)> {
    let graduates = GRADUATES
        .find(text)
        .filter(|(_, range)| invited(text, range));
    let graduates = graduates.map(|(_, range)| (Seniority::Junior, range));
    let phrases = PROSE.find(text).chain(graduates);
    let phrases = phrases.filter(|(_, range)| !denied(text, range));
    phrases.flat_map(|(level, range)| {
        let words = text.get(range.clone()).unwrap_or_default();
        let mut levels = in_title(words);
        if levels.iter().all(|(named, _)| *named != level) {
            levels.push((level, 0..words.len()));
        }
        let at = move |inside: Range<usize>| range.start + inside.start..range.start + inside.end;
        levels
            .into_iter()
            .map(move |(level, inside)| (level, at(inside)))
    })
}

/// Whether the sentence invites those whom it names: 'we welcome recent grads'.
fn invited(text: &str, range: &Range<usize>) -> bool {
    let before = window::before(text, range.start, 60);
    let before = before.rsplit(['\n', '|']).next().unwrap_or_default();
    let before = before.rsplit(". ").next().unwrap_or_default();
    let after = window::after(text, range.end, 60);
    let after = after.split(['\n', '|', '.']).next().unwrap_or_default();
    let invites = |words: &str| INVITES.find(words).next().is_some();
    invites(before) || invites(after)
}

/// What leads a line that states the title or its level: 'Seniority: Mid'.
const LABELS: [&str; 11] = [
    "level",
    "seniority",
    "seniority level",
    "experience level",
    "career level",
    "job level",
    "role level",
    "title",
    "job title",
    "position title",
    "role title",
];

/// Longest line that is taken for such a statement, in bytes.
const LINE: usize = 100;

/// Levels that lines of their own state: 'Job title: Senior Pilot'.
pub(crate) fn labelled(text: &str) -> Vec<(Seniority, Range<usize>)> {
    let mut out = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        if line.len() <= LINE
            && let Some((label, said)) = line.split_once(':')
            && LABELS.contains(&label.trim().to_ascii_lowercase().as_str())
        {
            let at = start + line.len() - said.len();
            let levels = in_title(said).into_iter();
            out.extend(levels.map(|(level, r)| (level, at + r.start..at + r.end)));
        }
        start += line.len() + 1;
    }
    out
}

/// Whether the words before take the level back, 'not an entry-level role', or
/// give it to others: 'mentor junior to mid-level engineers'.
fn denied(text: &str, range: &Range<usize>) -> bool {
    let before = window::before(text, range.start, 40);
    let mut words = before.split_whitespace().rev().take(4);
    words.any(|w| {
        matches!(
            w.to_ascii_lowercase().as_str(),
            "not"
                | "no"
                | "isn't"
                | "isn’t"
                | "can't"
                | "can’t"
                | "cannot"
                | "than"
                | "from"
                | "mentor"
                | "mentoring"
                | "coach"
                | "coaching"
                | "manage"
                | "managing"
                | "guide"
                | "guiding"
                | "train"
                | "training"
                | "supervise"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_words(title: &str) -> Vec<Seniority> {
        in_title(title)
            .into_iter()
            .map(|(level, _)| level)
            .collect()
    }

    #[test]
    fn a_sales_lead_is_no_lead_and_a_line_of_business_no_manager() {
        assert_eq!(in_words("Analyst, Lead Optimization"), []);
        assert_eq!(in_words("Business Development Manager"), []);
        assert_eq!(in_words("Implementation Manager"), []);
        assert_eq!(in_words("People Operations Manager"), [Seniority::Manager]);
        assert_eq!(
            in_words("Data Analyst - Early Careers"),
            [Seniority::Junior]
        );
    }

    #[test]
    fn a_line_of_its_own_states_a_level() {
        let levels = |text| {
            labelled(text)
                .into_iter()
                .map(|(l, _)| l)
                .collect::<Vec<_>>()
        };
        assert_eq!(levels("We fish.\nLevel: Senior"), [Seniority::Senior]);
        assert_eq!(
            levels("Job Title: Staff Pilot\nWe fish."),
            [Seniority::Staff]
        );
        assert_eq!(levels("Experience level: Mid-level"), [Seniority::Mid]);
        assert_eq!(levels("Our values: senior people decide"), []);
    }

    #[test]
    fn levels_of_those_one_mentors_are_not_the_roles() {
        let levels = |text| in_prose(text).count();
        assert_eq!(levels("You mentor junior to mid-level engineers."), 0);
        assert_eq!(levels("We are hiring at senior level."), 1);
        assert_eq!(levels("Ideal for recent graduates."), 1);
        assert_eq!(levels("Old hands and recent grads are welcome alike."), 1);
        assert_eq!(levels("We look for a diver; new graduates, apply."), 1);
        assert_eq!(levels("Our founders are recent graduates of Marsh."), 0);
        assert_eq!(levels("Sorry, we can't hire interns or new grads."), 0);
        assert_eq!(levels("A role for someone early in their career."), 1);
        assert_eq!(levels("As a senior member of the team, you lead."), 1);
        assert_eq!(levels("You make an impact early in your career."), 0);
    }
}

//! Whom a text asks for beside the titles that were found in it: areas that it
//! lists as its openings, and roles after 'we are looking for'.

use std::sync::LazyLock;

use domain::SkillCategory;

use super::mentions::WORK;
use super::{Title, Word, family};
use crate::lexicon;
use crate::skills::vocabulary;
use crate::window;
use crate::word_starts::WordStarts;

/// Lists of words in lower case.
struct Lists {
    /// Areas of backend work.
    areas: Vec<&'static str>,
    /// Words that make somebody of an area.
    people: Vec<&'static str>,
    /// Words that make somebody of a technology: 'compiler experts'.
    masters: Vec<&'static str>,
    /// Words that lead to whom a company wants.
    cues: WordStarts,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    areas: lexicon::list(WORK, "area"),
    people: lexicon::list(WORK, "people"),
    masters: lexicon::list(WORK, "masters"),
    cues: WordStarts::new(lexicon::list(WORK, "cue")),
});

/// Where the words about a role go on to what it does and with whom.
const ENDS: [&str; 10] = [
    " to ",
    " who ",
    " that ",
    " with our ",
    " of our ",
    " by our ",
    " alongside",
    " team of ",
    " for the ",
    " from ",
];

/// How far after such words a role is looked for, in bytes.
const REACH: usize = 160;

/// Longest line that can be nothing but an area, in bytes.
const LONGEST_AREA: usize = 40;

/// Whether a text asks for backend work.
pub(super) fn for_backend(prose: &str, titles: &[Title]) -> bool {
    let lower = prose.to_ascii_lowercase();
    let drawn = titles
        .iter()
        .any(|title| title.draws() || title.says(&["front", "design"]));
    lower.lines().any(is_area) || after_cues(&lower, drawn)
}

/// Whether a line of a list is an area of backend work and nothing else: '* Backend'.
fn is_area(line: &str) -> bool {
    const MARKS: [char; 7] = ['*', '-', '•', '·', '–', '+', '◦'];
    let line = line.trim();
    let Some(item) = line.strip_prefix(MARKS).map(str::trim) else {
        return false;
    };
    let short = item.len() <= LONGEST_AREA && !item.contains([':', '.']);
    short
        && LISTS.areas.iter().any(|area| item.starts_with(area))
        && !Title::read(item).has(Word::Business)
}

/// Whether a role of backend work follows words that lead to whom one wants.
fn after_cues(lower: &str, drawn: bool) -> bool {
    LISTS.cues.find_all(lower).any(|(_, cue)| {
        let rest = window::after(lower, cue.end, REACH);
        let sentence = rest
            .split(['.', '\n', '!', '?', ';'])
            .next()
            .unwrap_or_default();
        let roles: Vec<&str> = roles(sentence).collect();
        let joined = |next: &&str| {
            let article = ["a ", "an "]
                .iter()
                .any(|a| next.trim_start().starts_with(a));
            Title::read(next).makes() && !article
        };
        let mut next = roles.iter().skip(1).map(joined);
        roles.iter().any(|role| {
            let shared = next.next().unwrap_or_default() && is_server_language(role);
            shared || is_wanted(role, drawn)
        })
    })
}

/// Whether words are a language or framework of servers and nothing else, whose head
/// stands after the next: 'a Ruby and JavaScript developer'.
fn is_server_language(role: &str) -> bool {
    let words = role.trim();
    let articles = ["a ", "an "];
    let name = articles
        .iter()
        .find_map(|article| words.strip_prefix(article));
    let name = name.unwrap_or(words);
    let known = vocabulary::find(name).is_some_and(|skill| {
        matches!(
            skill.category,
            SkillCategory::Languages | SkillCategory::Frameworks
        )
    });
    // Interns are looked for in spring.
    known && name != "spring" && family(&format!("{name} developer")).is_backend()
}

/// The roles of a list of them.
fn roles(sentence: &str) -> impl Iterator<Item = &str> {
    sentence
        .split([',', '/', '&', '(', ')', '|'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" or "))
        .map(|role| {
            let end = ENDS.iter().filter_map(|end| role.find(end)).min();
            role.get(..end.unwrap_or(role.len())).unwrap_or_default()
        })
}

/// Whether words name somebody for backend work: 'two rails engineers', 'a place in
/// our back-end team'. Beside work on what a browser shows, a web developer may be
/// the one who does it.
fn is_wanted(role: &str, drawn: bool) -> bool {
    let title = Title::read(role);
    let role = role.trim();
    let last = role.rsplit(' ').next().unwrap_or_default();
    let area = LISTS.areas.iter().any(|area| role.ends_with(area))
        || LISTS.people.contains(&last) && LISTS.areas.iter().any(|area| role.contains(area));
    let wanted = (title.makes() || area || LISTS.masters.contains(&last))
        && role.len() <= REACH / 2
        && !title.manages();
    let web = role.contains("web dev") || role.contains("web eng");
    wanted && !(drawn && web) && family(role).is_backend()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whom_a_text_looks_for_may_do_backend_work() {
        for text in [
            "We are looking for a designer and two Rails engineers.",
            "Heron is hiring: iOS developers, backend developers, cooks.",
            "Above all we are trying to fill a place in our back-end team.",
            "We are seeking engineers with a taste for Haskell.",
            "Openings:\n* iOS\n* Full-stack web\n* Marketing",
        ] {
            assert!(for_backend(text, &[]), "{text}");
        }
    }

    #[test]
    fn who_only_works_with_a_backend_is_no_backend_engineer() {
        for text in [
            "We are looking for an iOS developer to work with our backend team.",
            "We are hiring a designer who sits beside backend engineers.",
            "Our backend is in Rails.\n- Rails\n- Redis",
            "We are looking for a product manager for the platform.",
            "Looking for an iOS developer, with experience in other backend frameworks.",
        ] {
            assert!(!for_backend(text, &[]), "{text}");
        }
    }
}

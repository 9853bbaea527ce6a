//! Reads how many years of experience a posting asks for.
//!
//! '5+ years of experience', 'three to five years building services', 'at least
//! 2 years with Go' ask; 'our team has 20 years of experience', 'founded ten
//! years ago', '4 years vesting' do not. Of several demands of one role the
//! largest counts: who has eight years in the trade has two with one of its
//! tools. Whose demand is whose in a posting of several roles the words do not
//! say, so there all have to be the same.

use std::ops::Range;

use crate::window;
use crate::word;

/// Most years that a demand can name; what is above is something else.
const MOST: u8 = 30;

/// A demand for years of experience.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Demand {
    /// Least number of years.
    pub(crate) years: u8,
    /// Where it stands.
    pub(crate) range: Range<usize>,
}

/// The years that a posting of so many roles asks for.
pub(crate) fn asked(text: &str, roles: usize) -> Option<Demand> {
    let demands = find(text);
    let largest = demands.iter().max_by_key(|demand| demand.years)?.clone();
    let agreed = demands.iter().all(|demand| demand.years == largest.years);
    (roles < 2 || agreed).then_some(largest)
}

/// Whether a text may name years, told by the first letters of the words for them.
fn may_name_years(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins = |(at, first): (usize, &u8)| {
        let next = |after: usize| bytes.get(at + after).map(u8::to_ascii_lowercase);
        match first.to_ascii_lowercase() {
            b'y' => match next(1) {
                Some(b'e' | b'r') => true,
                Some(b'o') => next(2) == Some(b'e'),
                _ => false,
            },
            b'j' => next(1) == Some(b'a'),
            _ => false,
        }
    };
    bytes.iter().enumerate().any(begins)
}

/// Every demand of a text, in order.
fn find(text: &str) -> Vec<Demand> {
    if !may_name_years(text) {
        return Vec::new();
    }
    let words: Vec<(Range<usize>, &str)> = word::words(text).collect();
    let mut demands = Vec::new();
    for (at, (range, unit)) in words.iter().enumerate() {
        if !is_years(unit) || at == 0 {
            continue;
        }
        let Some((years, first)) = number_before(&words, at) else {
            continue;
        };
        let Some((start, _)) = words.get(first) else {
            continue;
        };
        let plus = text
            .get(start.start..range.start)
            .is_some_and(|number| number.contains('+'));
        if years <= MOST && asks(text, start.start, range.end, plus) {
            demands.push(Demand {
                years,
                range: start.start..range.end,
            });
        }
    }
    demands
}

fn is_years(word: &str) -> bool {
    let plain = word.trim_end_matches(['\'', '’']).to_ascii_lowercase();
    matches!(
        plain.as_str(),
        "years" | "yrs" | "year" | "yr" | "yoe" | "years'" | "jahre"
    )
}

/// The least number that stands before the word at `at`, and the index of its
/// first word: `5+`, `3-5`, `3 to 5`, `five (5)`.
fn number_before(words: &[(Range<usize>, &str)], at: usize) -> Option<(u8, usize)> {
    let text = |index: usize| words.get(index).map(|(_, word)| *word);
    let last = at.checked_sub(1)?;
    // 'or more', 'plus' between number and unit.
    let last = match text(last)?.to_ascii_lowercase().as_str() {
        "more" if text(last.checked_sub(1)?)?.eq_ignore_ascii_case("or") => last.checked_sub(2)?,
        "plus" | "full" => last.checked_sub(1)?,
        _ => last,
    };
    let upper = number(text(last)?)?;
    let joined = last
        .checked_sub(2)
        .filter(|_| last >= 2)
        .filter(|before| {
            text(before + 1).is_some_and(|word| word.eq_ignore_ascii_case("to"))
                || text(before + 1).is_some_and(|word| matches!(word, "-" | "–"))
        })
        .and_then(|before| Some((number(text(before)?)?, before)));
    match joined {
        Some((lower, first)) if lower <= upper => Some((lower, first)),
        _ => Some((upper, last)),
    }
}

/// `5`, `5+`, `3-5`, `3–5`, `five`: the least number meant.
fn number(word: &str) -> Option<u8> {
    const WORDS: [&str; 11] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
    let first = plain.split(['-', '–', '+', '/', '~']).next()?;
    if let Some(at) = WORDS
        .iter()
        .position(|name| first.eq_ignore_ascii_case(name))
    {
        return u8::try_from(at).ok();
    }
    first.parse().ok()
}

/// Whether what stands around years asks for them; `plus` is whether they were
/// written as a least number, `5+`.
fn asks(text: &str, start: usize, end: usize, plus: bool) -> bool {
    let after = window::after(text, end, 70).to_lowercase();
    let before = window::before(text, start, 60).to_lowercase();
    let before = last_sentence(&before);
    let after = first_sentence(&after);
    if after.trim_start().starts_with("ago")
        || after.trim_start().starts_with("old")
        || after.contains("vest")
    {
        return false;
    }
    const OTHERS: [&str; 16] = [
        "we have",
        "we've",
        "we’ve",
        "our team",
        "with over",
        "founded",
        "combined",
        "the last",
        "the past",
        "next ",
        "for over",
        "been ",
        "in business",
        "our founders",
        "contract",
        "every ",
    ];
    if OTHERS.iter().any(|other| before.contains(other)) {
        return false;
    }
    const ASKED: [&str; 13] = [
        "experience",
        "exp",
        "building",
        "working",
        "developing",
        "in software",
        "in a ",
        "in an ",
        "as a ",
        "as an ",
        "writing",
        "with ",
        "professional",
    ];
    if before.ends_with("for ") && !after.contains("experience") {
        return false;
    }
    let of_what = ["of ", "in ", "’ ", "' "]
        .iter()
        .any(|start| after.trim_start().starts_with(start));
    let said_before = ["experience", "at least", "minimum", "min."]
        .iter()
        .any(|word| before.contains(word));
    plus && after.trim_start().starts_with("in ")
        || ASKED.iter().any(|word| after.contains(word))
        || said_before
        || of_what && after.contains("develop")
}

fn first_sentence(text: &str) -> &str {
    text.split(['\n', ';', '|']).next().unwrap_or(text)
}

fn last_sentence(text: &str) -> &str {
    text.rsplit(['\n', '.', ';', '|', '•'])
        .next()
        .unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn years(text: &str) -> Vec<u8> {
        find(text).into_iter().map(|demand| demand.years).collect()
    }

    #[test]
    fn demands_are_read_in_their_spellings() {
        for (text, wanted) in [
            ("5+ years of experience with distributed systems", 5),
            ("At least 3 years building backend services", 3),
            ("3-5 years' experience", 3),
            ("3 to 5 years of professional experience", 3),
            ("Minimum two years of experience with Go", 2),
            ("You have 10 or more years in software development", 10),
            ("Experience: 4 yrs", 4),
            ("7+ YOE as a backend engineer", 7),
            ("1 year of experience", 1),
            ("4+ years in client success", 4),
        ] {
            assert_eq!(years(text), [wanted], "{text}");
        }
    }

    #[test]
    fn the_largest_demand_counts_and_several_roles_have_to_agree() {
        let text = "8 years of experience, of these 2 years with Kafka in production experience";
        assert_eq!(asked(text, 1).map(|demand| demand.years), Some(8));
        assert_eq!(asked(text, 2), None);
        let same = "3+ years of experience each; 3+ years building services";
        assert_eq!(asked(same, 2).map(|demand| demand.years), Some(3));
    }

    #[test]
    fn years_of_something_else_are_no_demand() {
        for text in [
            "We were founded 10 years ago",
            "Our team has 20 years of experience",
            "for over 15 years we have been working with banks",
            "4 year vesting with a cliff",
            "a 5 year old company",
            "in the last 3 years we tripled in size",
            "100 years",
            "and own a product for 2 years, working with design",
            "",
        ] {
            assert_eq!(years(text), [], "{text}");
        }
    }
}

//! Titles of roles, apart from how they are written.

use std::collections::{BTreeSet, HashSet};

/// Written apart or joined, abbreviated or not: the same. Of single words: see
/// [`singular`].
const SAME: &[(&str, &str)] = &[
    ("back end", "backend"),
    ("front end", "frontend"),
    ("full stack", "fullstack"),
    ("dev ops", "devop"),
    ("on site", "onsite"),
    ("full time", "fulltime"),
    ("part time", "parttime"),
    ("mid level", "mid"),
    ("all gender", ""),
    ("any gender", ""),
    ("sr", "senior"),
    ("jr", "junior"),
    ("snr", "senior"),
    ("senior level", "senior"),
    ("entry level", "junior"),
    ("developer", "engineer"),
    ("dev", "engineer"),
    ("programmer", "engineer"),
    ("coder", "engineer"),
    ("sysadmin", "system administrator"),
    ("swe", "software engineer"),
    ("sre", "site reliability engineer"),
    ("golang", "go"),
];

/// Words that say nothing of which role it is: workplaces, terms, regions,
/// genders as German and French titles list them, and words between words.
const IDLE: &[&str] = &[
    "remote",
    "hybrid",
    "onsite",
    "fulltime",
    "parttime",
    "permanent",
    "m",
    "f",
    "d",
    "w",
    "x",
    "h",
    "div",
    "us",
    "usa",
    "uk",
    "eu",
    "emea",
    "apac",
    "latam",
    "europe",
    "worldwide",
    "anywhere",
    "nyc",
    "sf",
    "ca",
    "ny",
    "ma",
    "tx",
    "wa",
    "a",
    "an",
    "the",
    "of",
    "for",
    "in",
    "at",
    "and",
    "or",
    "to",
    "with",
    "based",
    "hiring",
    "wanted",
    "urgent",
    "role",
    "position",
    "job",
];

/// Words of a level: a title that has one more is another role.
const LEVELS: &[&str] = &[
    "intern",
    "internship",
    "junior",
    "mid",
    "senior",
    "staff",
    "lead",
    "principal",
    "head",
    "director",
    "vp",
    "chief",
    "cto",
    "manager",
];

/// Words of a kind of work: a title that names none is no title of a certain kind.
/// Full-stack is left out, as a developer of both ends often goes without it.
const KINDS: &[&str] = &[
    "frontend",
    "backend",
    "mobile",
    "ios",
    "android",
    "web",
    "data",
    "devop",
    "infrastructure",
    "platform",
    "reliability",
    "security",
    "qa",
    "test",
    "embedded",
    "firmware",
    "ml",
    "machine",
    "learning",
    "design",
    "designer",
    "ux",
    "ui",
    "product",
    "sale",
    "marketing",
    "support",
    "recruiter",
    "scientist",
    "analyst",
];

/// Words that every second title has.
const COMMON: &[&str] = &["engineer", "engineering"];

/// Whether two keys of titles may be one role whose title was written anew: the
/// words of one lie within those of the other, and what is left over names no
/// level, and a kind of work only beside another. `software engineer` and
/// `engineer` are alike, `backend engineer` and `engineer` are not.
pub(super) fn are_alike(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (smaller, larger) = if lies_within(one, other) {
        (one, other)
    } else if lies_within(other, one) {
        (other, one)
    } else {
        return false;
    };
    let names_a_kind = || telling(smaller).any(|word| KINDS.contains(&word));
    telling(larger)
        .filter(|word| !has_word(smaller, word))
        .all(|word| !LEVELS.contains(&word) && (!KINDS.contains(&word) || names_a_kind()))
}

/// Whether every telling word of one key is a word of the other.
fn lies_within(key: &str, other: &str) -> bool {
    telling(key).all(|word| has_word(other, word))
}

fn has_word(key: &str, word: &str) -> bool {
    words_of(key).any(|other| other == word)
}

/// The words of a key that not every second title has.
fn telling(key: &str) -> impl Iterator<Item = &str> {
    words_of(key).filter(|word| !COMMON.contains(word))
}

/// The words of a key, which one space parts.
fn words_of(key: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(key);
    std::iter::from_fn(move || {
        let whole = rest?;
        let end = whole.bytes().position(|byte| byte == b' ');
        rest = end.and_then(|end| whole.get(end + 1..));
        whole.get(..end.unwrap_or(whole.len()))
    })
}

/// The words of a title that tell which role it is, in alphabetical order. Case,
/// order, punctuation and spelling do not count, nor do the posting's own
/// places, workplaces, `(m/f/d)` and numbers of openings.
#[must_use]
pub fn title_key<'p>(title: &str, places: impl IntoIterator<Item = &'p str>) -> String {
    let mut words = words(title);
    if words.len() > 1 && words.first().is_some_and(|first| is_count(first)) {
        words.remove(0);
    }
    let words: Vec<&str> = words.iter().map(|word| singular(word)).collect();
    let mut spaced = format!(" {} ", words.join(" "));
    for (written, meant) in SAME {
        let written = format!(" {written} ");
        if spaced.contains(&written) {
            spaced = spaced.replace(&written, &format!(" {meant} "));
        }
    }
    let of_places = places.into_iter().flat_map(self::words);
    let of_places: HashSet<String> = of_places.map(|word| singular(&word).to_owned()).collect();
    let all: BTreeSet<&str> = spaced
        .split_whitespace()
        .filter(|word| !is_number(word))
        .collect();
    let telling: Vec<&str> = all
        .iter()
        .copied()
        .filter(|word| !IDLE.contains(word) && !of_places.contains(*word))
        .collect();
    if telling.is_empty() {
        return all.into_iter().collect::<Vec<_>>().join(" ");
    }
    telling.join(" ")
}

/// Words in lower case; `c++` and `c#` are words.
fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphanumeric() && c != '+' && c != '#')
        .map(|word| word.trim_start_matches(['+', '#']))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A word without the ending of its plural. It need not be a word: `devops` and
/// `devop` only have to become the same.
fn singular(word: &str) -> &str {
    let stem = word.strip_suffix('s').filter(|stem| stem.len() > 2);
    stem.filter(|stem| !stem.ends_with(['s', 'u']))
        .unwrap_or(word)
}

/// Whether a first word says how many are wanted: `3 backend engineers`. Levels
/// stand behind.
fn is_count(word: &str) -> bool {
    word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a word is the number of an opening: `12345`, `jr00123`. Levels such
/// as `2`, and years, are not.
fn is_number(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let is_year = digits == 4 && word.len() == 4 && word.starts_with("20");
    !is_year && ((digits >= 3 && letters <= 3) || digits >= 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_order_places_and_forms_do_not_count() {
        for (one, other) in [
            ("Senior Backend Engineer", "Sr. Back-End Developer (m/f/d)"),
            ("Software Engineer, Backend", "Backend Software Engineer"),
            ("Full-Stack Engineer", "Full Stack Developer - Remote"),
            ("Backend Engineer (Berlin)", "Backend Engineer | Full-time"),
            ("Platform Engineer #12345", "Platform Engineer (JR00123)"),
            ("Go Engineer", "Golang Engineer (all genders)"),
            ("C++ Developer", "C++ engineer"),
            ("Software Interns", "Software Intern"),
            ("3 Backend Engineers", "Backend Developer"),
            ("Sysadmin", "Systems Administrator"),
            ("Dev Ops Engineer", "DevOps Engineers"),
            ("Frontend Dev", "Front-end developers"),
            ("Senior-level Software Engineer", "Senior Software Engineer"),
            ("Data Scientist, NYC", "Data Scientists"),
        ] {
            let key = |title| title_key(title, ["Berlin, Germany"]);
            assert_eq!(key(one), key(other), "{one} / {other}");
        }
    }

    #[test]
    fn levels_kinds_teams_and_languages_count() {
        for (one, other) in [
            ("Senior Backend Engineer", "Junior Backend Engineer"),
            ("Backend Engineer", "Senior Backend Engineer"),
            ("Frontend Engineer", "Backend Engineer"),
            ("Backend Engineer, Billing", "Backend Engineer, Search"),
            ("C++ Developer", "C# Developer"),
            ("Engineer II", "Engineer III"),
            ("Engineer 2", "Engineer 3"),
            ("Business Analyst", "Analyst"),
            ("Senior Level Engineer", "Mid-Level Engineer"),
            ("Intern, Summer 2026", "Intern, Summer 2027"),
        ] {
            assert_ne!(title_key(one, []), title_key(other, []), "{one} / {other}");
        }
    }

    #[test]
    fn titles_written_anew_are_alike_unless_level_or_kind_differ() {
        let alike = |one: &str, other: &str| {
            let (one, other) = (title_key(one, []), title_key(other, []));
            assert_eq!(are_alike(&one, &other), are_alike(&other, &one));
            are_alike(&one, &other)
        };
        for (one, other) in [
            ("Software Engineer", "Engineers"),
            ("Full-Stack Software Engineer", "Engineer"),
            ("Backend Engineer", "Backend Developer, Payments"),
            ("Frontend", "Front-End and Back-End"),
        ] {
            assert!(alike(one, other), "{one} / {other}");
        }
        for (one, other) in [
            ("Senior Software Engineer", "Software Engineer"),
            ("Backend Engineer", "Engineer"),
            ("Backend Engineer", "Frontend Engineer"),
            ("Software Engineer, Billing", "Software Engineer, Search"),
            ("Engineering Manager", "Engineer"),
        ] {
            assert!(!alike(one, other), "{one} / {other}");
        }
    }

    #[test]
    fn a_title_of_nothing_but_idle_words_keeps_them() {
        assert_eq!(title_key("Remote (US)", []), "remote us");
        assert_eq!(title_key("Berlin", ["Berlin"]), "berlin");
        assert_eq!(title_key("", []), "");
    }
}

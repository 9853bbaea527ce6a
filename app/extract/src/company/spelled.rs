//! How a posting writes the company that its source names only by a key:
//! `acmelabs` → `Acme Labs`, `getacme` → `Acme`.

use std::ops::Range;

use super::candidate::{introduction, name_like};
use super::without_legal_form;
use crate::document::Document;
use crate::signal::{self, Signal};
use crate::window::floor;
use crate::word::{squeeze, words};

/// Bytes of a posting in which its company's name is looked for.
const LOOK: usize = 6_000;

/// Words of a name at most.
const MOST_WORDS: usize = 4;

/// What boards put before a name to make a key, and after it.
const BEFORE: [&str; 16] = [
    "with", "get", "join", "try", "use", "ride", "hello", "meet", "team", "the", "workat", "my",
    "go", "we", "hey", "drink",
];
const AFTER: [&str; 14] = [
    "careers",
    "career",
    "jobs",
    "hiring",
    "inc",
    "hq",
    "team",
    "recruiting",
    "io",
    "ai",
    "app",
    "co",
    "gmbh",
    "external",
];

/// Words that follow a company's name without belonging to it.
const BESIDE: [&str; 24] = [
    "team",
    "teams",
    "platform",
    "careers",
    "culture",
    "values",
    "benefits",
    "product",
    "products",
    "app",
    "people",
    "cloud",
    "we",
    "our",
    "is",
    "are",
    "jobs",
    "group's",
    "customers",
    "users",
    "mission",
    "office",
    "hq",
    "about",
];

/// The name as the posting writes it; `None` when it does not, or when what is
/// given is a name already.
pub(crate) fn spelled(document: &Document, given: &str) -> Option<String> {
    let text = document.text();
    let text = text.get(..floor(text, LOOK)).unwrap_or_default();
    if given.contains(char::is_whitespace) {
        let name = without_legal_form(given)?;
        return text.contains(name).then(|| name.to_owned());
    }
    let written = given.contains(char::is_uppercase) && words(text).any(|(_, word)| word == given);
    let keys = Keys::of(given);
    if let Some(name) = renamed(text, &keys) {
        return Some(name);
    }
    let found: Vec<(Range<usize>, &str)> = words(text).collect();
    let mut best: Option<(i32, Range<usize>)> = None;
    for (i, (first, word)) in found.iter().enumerate() {
        if !name_like(word) && !keys.is_whole(&squeeze(word)) {
            continue;
        }
        let mut end = without_possessive(text, first);
        for n in 0..MOST_WORDS {
            if n > 0 {
                let Some((range, word)) = found.get(i + n) else {
                    break;
                };
                if text.get(end..range.start) != Some(" ") || !name_like(word) {
                    break;
                }
                end = without_possessive(text, range);
            }
            let range = first.start..end;
            let weight = keys.weight(text, &range);
            // What is written as it was given may still be a part of the name.
            if written && !keys.extends(text, &range) {
                continue;
            }
            if weight > 0 && best.as_ref().is_none_or(|(most, _)| weight > *most) {
                best = Some((weight, range));
            }
        }
    }
    let (_, range) = best?;
    text.get(range).map(str::to_owned)
}

/// The new name of a company that the key calls by its old one: 'About Heron
/// (formerly Grebe)'.
fn renamed(text: &str, keys: &Keys) -> Option<String> {
    let marks = ["(formerly ", "(Formerly ", "(previously ", "(Previously "];
    marks
        .iter()
        .flat_map(|mark| text.match_indices(mark))
        .find_map(|(at, mark)| {
            let old = text.get(at + mark.len()..)?.split(')').next()?;
            if !keys.is_whole(&squeeze(old)) {
                return None;
            }
            let line = text.get(..at)?.rsplit('\n').next()?;
            let names = line.split_whitespace().rev().take(MOST_WORDS);
            let names: Vec<&str> = names
                .take_while(|word| name_like(word) && !matches!(*word, "About" | "At" | "Join"))
                .collect();
            let name = names.into_iter().rev().collect::<Vec<_>>().join(" ");
            (!name.is_empty()).then_some(name)
        })
}

fn without_possessive(text: &str, range: &Range<usize>) -> usize {
    let word = text.get(range.clone()).unwrap_or_default();
    let name = ["'s", "’s"].iter().find_map(|s| word.strip_suffix(s));
    range.start + name.unwrap_or(word).len()
}

/// A key, and what is left of it without what boards add.
struct Keys {
    whole: Vec<String>,
    bare: Vec<String>,
}

impl Keys {
    fn of(given: &str) -> Self {
        let key = squeeze(given);
        let mut whole = vec![key.clone()];
        if let Some((host, _)) = given.rsplit_once('.') {
            whole.push(squeeze(host));
        }
        let mut bare = Vec::new();
        let mut add = |name: &str| {
            if name.len() >= 3 {
                bare.push(name.to_owned());
            }
        };
        for prefix in BEFORE {
            key.strip_prefix(prefix).into_iter().for_each(&mut add);
        }
        for suffix in AFTER {
            key.strip_suffix(suffix).into_iter().for_each(&mut add);
        }
        if let Some((first, _)) = given.split_once('-') {
            add(&squeeze(first));
        }
        Self { whole, bare }
    }

    fn is_whole(&self, name: &str) -> bool {
        self.whole.iter().any(|key| key == name)
    }

    /// How likely a piece of the text is the name; 0 when it is not.
    fn weight(&self, text: &str, range: &Range<usize>) -> i32 {
        let name = text.get(range.clone()).unwrap_or_default();
        let squeezed = squeeze(name);
        let whole = self.is_whole(&squeezed);
        let near = if whole {
            40
        } else if self.extends(text, range) {
            50
        } else if self.bare.contains(&squeezed) {
            30
        } else if self.begins(text, name, &squeezed) {
            15
        } else {
            self.nearness(&squeezed)
        };
        if near == 0 {
            return 0;
        }
        let introduced = introduction(text, range);
        let capital = name.contains(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if whole {
            let often = i32::from(text.matches(name).nth(1).is_some());
            return if capital || introduced > 0 {
                near + i32::from(introduced > 0) + often
            } else {
                0
            };
        }
        let often = text.matches(name).nth(if near > 10 { 1 } else { 2 });
        let known = introduced > 0 || (near < 50 && often.is_some());
        if capital && known {
            near + introduced
        } else {
            0
        }
    }

    /// Whether the name is the key's with further words, 'Acme Robotics', and
    /// not one of several things that begin with the key.
    fn extends(&self, text: &str, range: &Range<usize>) -> bool {
        let name = text.get(range.clone()).unwrap_or_default();
        let Some((lead, last)) = name.rsplit_once(' ') else {
            return false;
        };
        let other = || {
            BESIDE.contains(&last.to_ascii_lowercase().as_str())
                || signal::find(last).iter().any(|f| {
                    !matches!(
                        f.signal,
                        Signal::Contract | Signal::OnsiteWord | Signal::RemoteWord
                    )
                })
        };
        // The full name first, 'Heron Labs is …', and the short one from then on.
        let opens = || text.find(lead) == Some(range.start) && introduction(text, range) >= 4;
        self.is_whole(&squeeze(lead))
            && (text.matches(name).count() * 2 >= text.matches(lead).count() || opens())
            && !other()
    }

    /// Whether a word that the text keeps naming begins with the bare key: 'meet9am'
    /// → '9amFish'.
    fn begins(&self, text: &str, name: &str, squeezed: &str) -> bool {
        let goes_on = |key: &String| {
            let rest = name.get(key.len()..).unwrap_or_default();
            squeezed.starts_with(key.as_str()) && rest.starts_with(char::is_uppercase)
        };
        self.bare.iter().any(goes_on) && text.matches(name).nth(2).is_some()
    }

    /// What a long beginning weighs that name and key share.
    fn nearness(&self, name: &str) -> i32 {
        let near = |key: &String| {
            if key.len() >= 5 && name.starts_with(key.as_str()) {
                return 25;
            }
            if name.len() < 4 || !key.starts_with(name) {
                return 0;
            }
            match name.len() * 10 / key.len() {
                6.. => 20,
                4.. => 10,
                _ => 0,
            }
        };
        self.whole.iter().map(near).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(key: &str, text: &str) -> Option<String> {
        spelled(&Document::from_text(text), key)
    }

    #[test]
    fn a_key_is_written_as_the_text_writes_it() {
        for (key, text, expected) in [
            ("heronlabs", "At Heron Labs, we fish.", "Heron Labs"),
            (
                "heron",
                "At Heron Robotics, we fish. Heron swims.",
                "Heron Robotics",
            ),
            ("heron", "Join the Heron Team. Heron is here.", "Heron"),
            (
                "heron",
                "Heron Labs is building nests. Heron nests. At Heron, Heron rests.",
                "Heron Labs",
            ),
            (
                "grebe",
                "About Heron (Formerly Grebe)\n\nHeron fishes.",
                "Heron",
            ),
            (
                "join9am",
                "About 9amFish\n\n9amFish is early. At 9amFish, we fish.",
                "9amFish",
            ),
            ("getheron", "About Heron\n\nHeron is a bird.", "Heron"),
            (
                "heroncareers",
                "Heron's mission: fish. At Heron, we do.",
                "Heron",
            ),
            ("HeronRobots", "At Heron, we build robots.", "Heron"),
            (
                "herontech",
                "Heron Technologies is a shop.",
                "Heron Technologies",
            ),
            (
                "Heron",
                "About Heron AI\n\nHeron AI develops nests. At Heron, we fish.",
                "Heron AI",
            ),
            ("heron.example", "Heron is a bird.", "Heron"),
            ("heron GmbH", "At heron, we fish.", "heron"),
            ("heron GmbH & Co. KG", "At heron, we fish.", "heron"),
        ] {
            assert_eq!(name(key, text).as_deref(), Some(expected), "{key}");
        }
    }

    #[test]
    fn a_name_stays_and_a_key_without_a_name_is_left_alone() {
        assert_eq!(name("HeronDB", "HeronDB is a database."), None);
        assert_eq!(name("grebe", "At Heron, we fish."), None);
        assert_eq!(name("Heron Labs", "At Heron, we fish."), None);
    }
}

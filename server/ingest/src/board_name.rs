//! The name of the company behind a board, whose address is all that is known.
//!
//! A board `double-the-donation` belongs to a company that its own postings
//! call 'Double the Donation': the spelling that the texts use most is taken,
//! and only when they never name it, the address in capitals.

use std::collections::HashMap;

/// Longest text that is searched in one posting, bytes.
const SEARCHED_BYTES: usize = 20_000;

/// Most words that a board's name is made of.
const MAX_WORDS: usize = 5;

/// A board's name with the spellings found so far.
pub(crate) struct BoardName {
    written: String,
    /// Lower-case letters and digits of the name, with and without an internet suffix.
    folded: Vec<String>,
    spellings: HashMap<String, usize>,
}

impl BoardName {
    /// Takes the part of a file's name before `.json`.
    pub(crate) fn from_file_name(file_name: &str) -> Self {
        let base = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
        let base = base.strip_suffix(".gz").unwrap_or(base);
        let written = base.strip_suffix(".json").unwrap_or(base).to_owned();
        let mut folded = vec![fold(&written)];
        if let Some((stem, _)) = written.rsplit_once('.') {
            folded.push(fold(stem));
        }
        folded.retain(|name| !name.is_empty());
        Self {
            written,
            folded,
            spellings: HashMap::new(),
        }
    }

    /// Counts how a text spells the name.
    pub(crate) fn learn_from(&mut self, text: &str) {
        let mut end = text.len().min(SEARCHED_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = text.get(..end).unwrap_or_default();
        let words = words_of(text);
        for start in 0..words.len() {
            let mut joined = String::new();
            for stop in start..words.len().min(start + MAX_WORDS) {
                let Some((from, to)) = words.get(stop).copied() else {
                    break;
                };
                joined.push_str(&fold(text.get(from..to).unwrap_or_default()));
                if !self.folded.iter().any(|name| name.starts_with(&joined)) {
                    break;
                }
                if self.folded.contains(&joined) {
                    self.count(text, words.get(start).map_or(from, |word| word.0), to);
                }
            }
        }
    }

    fn count(&mut self, text: &str, from: usize, to: usize) {
        let spelling = text.get(from..to).unwrap_or_default();
        // A name that is written without any capital is most often an address.
        let before = text.get(..from).unwrap_or_default();
        let in_address = before.ends_with(['@', '/', '.', '-'])
            || text
                .get(to..)
                .is_some_and(|rest| rest.starts_with(".com") || rest.starts_with('/'));
        if !in_address && spelling.chars().any(char::is_uppercase) && !spelling.contains('\n') {
            *self.spellings.entry(spelling.to_owned()).or_default() += 1;
        }
    }

    /// The name to show; `None` for a board without a name.
    pub(crate) fn company(&self) -> Option<String> {
        let most = self
            .spellings
            .iter()
            .max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
        if let Some((spelling, _)) = most {
            return Some(spelling.clone());
        }
        let stem = self
            .written
            .rsplit_once('.')
            .map_or(self.written.as_str(), |(stem, _)| stem);
        let words: Vec<String> = stem
            .split(['-', '_', ' '])
            .filter(|word| !word.is_empty())
            .map(capitalised)
            .collect();
        (!words.is_empty()).then(|| words.join(" "))
    }
}

fn fold(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// Where the words of a text are, as ranges of bytes.
fn words_of(text: &str) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        words.push((from, text.len()));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(file: &str, text: &str) -> Option<String> {
        let mut board = BoardName::from_file_name(file);
        board.learn_from(text);
        board.company()
    }

    #[test]
    fn the_texts_own_spelling_wins_over_the_address() {
        let text =
            "At Lark the Heron we sing. Write to jobs@larktheheron.com. Lark the Heron is hiring.";
        assert_eq!(
            name("lark-the-heron.json.gz", text).as_deref(),
            Some("Lark the Heron")
        );
        assert_eq!(
            name("quillbase.json", "QuillBase grows").as_deref(),
            Some("QuillBase")
        );
        assert_eq!(
            name("tarn.com.json.gz", "Join Tarn today").as_deref(),
            Some("Tarn")
        );
    }

    #[test]
    fn a_name_that_no_text_spells_is_capitalised() {
        assert_eq!(
            name("/x/old-mill-labs.json", "").as_deref(),
            Some("Old Mill Labs")
        );
        assert_eq!(name(".json", ""), None);
    }

    proptest::proptest! {
        #[test]
        fn learning_never_panics(file in ".{0,20}", text in ".{0,200}") {
            let _ = name(&file, &text);
        }
    }
}

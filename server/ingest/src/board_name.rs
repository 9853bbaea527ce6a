//! The name of the company behind a board, whose address is all that is known.
//!
//! A board `double-the-donation` belongs to a company that its own postings
//! call 'Double the Donation': the spelling that the texts use most is taken,
//! and only when they never name it, the address in capitals. Boards often add
//! a word that the company does not (`acme-labs`, `acmehq`): such a word is
//! dropped when the texts mostly do without it.

use std::collections::HashMap;

/// Longest text that is searched in one posting, bytes.
const SEARCHED_BYTES: usize = 20_000;

/// Most words that a board's name is made of.
const MAX_WORDS: usize = 5;

/// Words that boards add to a company's name.
const ADDED_WORDS: &[&str] = &[
    "ai", "labs", "lab", "hq", "inc", "io", "app", "pos", "tech", "careers", "jobs", "money", "co",
];

/// Words that boards put before a company's name.
const PREFIXED_WORDS: &[&str] = &["join", "with", "get", "try", "use", "ride", "meet"];

/// Shortest name that remains when an added word is dropped, letters.
const MIN_SHORT_NAME: usize = 4;

/// A board's name with the spellings found so far.
pub(crate) struct BoardName {
    written: String,
    /// Lower-case letters and digits of the name, with and without an internet suffix.
    folded: Vec<String>,
    /// The same without a word that boards add.
    short: Vec<String>,
    spellings: HashMap<String, usize>,
    short_spellings: HashMap<String, usize>,
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
        let short = folded
            .iter()
            .flat_map(|name| without_added_word(name))
            .collect();
        Self {
            written,
            folded,
            short,
            spellings: HashMap::new(),
            short_spellings: HashMap::new(),
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
            self.learn_at(text, &words, start);
        }
    }

    /// Looks for the longest name that begins with the word at `start`.
    fn learn_at(&mut self, text: &str, words: &[(usize, usize)], start: usize) {
        let (mut full, mut short) = (None, None);
        let mut joined = String::new();
        let first = words.get(start).map_or(0, |word| word.0);
        for (from, to) in words.iter().copied().skip(start).take(MAX_WORDS) {
            joined.push_str(&fold(text.get(from..to).unwrap_or_default()));
            let mut known = self.folded.iter().chain(&self.short);
            if !known.any(|name| name.starts_with(&joined)) {
                break;
            }
            if self.folded.contains(&joined) {
                full = Some(to);
            } else if self.short.contains(&joined) {
                short = Some(to);
            }
        }
        let (spellings, end) = match (full, short) {
            (Some(end), _) => (&mut self.spellings, end),
            (None, Some(end)) => (&mut self.short_spellings, end),
            (None, None) => return,
        };
        let spelling = text.get(first..end).unwrap_or_default();
        if is_name(text, first, end, spelling) {
            *spellings.entry(spelling.to_owned()).or_default() += 1;
        }
    }

    /// The name to show; `None` for a board without a name.
    pub(crate) fn company(&self) -> Option<String> {
        let total = |spellings: &HashMap<String, usize>| spellings.values().sum::<usize>();
        if total(&self.short_spellings) > 2 * total(&self.spellings)
            && let Some(short) = most_used(&self.short_spellings)
            && !short.starts_with(char::is_lowercase)
        {
            return Some(short);
        }
        most_used(&self.spellings).or_else(|| self.as_address())
    }

    fn as_address(&self) -> Option<String> {
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

/// The first part of an address's path, on a host of a system: the board's name
/// of `https://jobs.lever.co/acme/1` is `acme`.
pub(crate) fn path_part(address: &str, host_end: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let mut parts = rest.split(['/', '?', '#']);
    let host = parts.next()?.to_ascii_lowercase();
    let token = parts.next()?;
    let shown = token.replace("%20", " ");
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    let is_name = !shown.is_empty() && shown.len() <= 100 && shown.chars().all(plain);
    (host.ends_with(host_end) && is_name).then_some(shown)
}

/// The spelling used most; one without capitals, or of capitals only, counts half.
fn most_used(spellings: &HashMap<String, usize>) -> Option<String> {
    let weight = |(spelling, count): &(&String, &usize)| {
        let letters = || spelling.chars().filter(|c| c.is_alphabetic());
        let shouted = letters().count() > 4 && letters().all(char::is_uppercase);
        let plain = letters().all(char::is_lowercase);
        **count * if shouted || plain { 1 } else { 2 }
    };
    spellings
        .iter()
        .max_by(|a, b| weight(a).cmp(&weight(b)).then(b.0.cmp(a.0)))
        .map(|(spelling, _)| spelling.clone())
}

/// Whether words of a text stand there as a name and not within an address.
fn is_name(text: &str, from: usize, to: usize, spelling: &str) -> bool {
    let before = text.get(..from).unwrap_or_default();
    let after = text.get(to..).unwrap_or_default();
    let in_address = before.ends_with(['@', '/', '.', '-'])
        || after.starts_with(['/', '@'])
        || after
            .strip_prefix('.')
            .is_some_and(|rest| rest.starts_with(char::is_lowercase));
    let joined = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '&' | '\'' | '’');
    !in_address && spelling.chars().all(joined)
}

fn without_added_word(name: &str) -> Option<String> {
    let ends = ADDED_WORDS
        .iter()
        .filter_map(|word| name.strip_suffix(word));
    let starts = PREFIXED_WORDS
        .iter()
        .filter_map(|word| name.strip_prefix(word));
    let mut shorts = ends.chain(starts);
    shorts
        .find(|short| short.chars().count() >= MIN_SHORT_NAME)
        .map(str::to_owned)
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
    fn a_word_that_only_the_board_adds_is_dropped() {
        let text = "Ravelmoor makes bells. Ravelmoor rings. At Ravelmoor we ring.";
        assert_eq!(
            name("ravelmoor-labs.json", text).as_deref(),
            Some("Ravelmoor")
        );
        let both = "Ravelmoor Labs makes bells. Ravelmoor rings.";
        assert_eq!(
            name("ravelmoorlabs.json", both).as_deref(),
            Some("Ravelmoor Labs")
        );
        let quiet = "At quill9 we write. quill9 is small. quill9 it is. QUILL9";
        assert_eq!(name("quill9.json", quiet).as_deref(), Some("quill9"));
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

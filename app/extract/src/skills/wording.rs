//! The words around a name: enumerations, cues, sentences.

mod words;

use std::ops::Range;
use std::sync::OnceLock;

use crate::window;
use crate::word_starts::WordStarts;
use words::{
    ABBREVIATIONS, COLLEAGUES, COOPERATION, CUES_AFTER, CUES_BEFORE, CUES_BEFORE_OF, FOLLOWING,
    JOINING, KINDS, LEADS, MAKERS, ORGANISATIONS, PRODUCTS, SIDES, SIDES_AFTER, WORK,
};

/// How two neighbouring names are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Link {
    /// They are not.
    None,
    /// By nothing but a space or a word such as 'with'.
    Weak,
    /// As members of one enumeration.
    Strong,
}

/// Longest stretch between two members of an enumeration, in bytes.
const LONGEST_GAP: usize = 28;

/// A text in blocks.
pub(super) struct Text<'a> {
    text: &'a str,
    blocks: &'a [Range<usize>],
    /// Where phrases end that lead to names of organisations.
    organisations: Vec<usize>,
    /// Whether a person writes of their own work, and not a company of itself.
    of_a_person: bool,
}

impl<'a> Text<'a> {
    /// Blocks in order, without overlap, as ranges of the text.
    pub(super) fn new(text: &'a str, blocks: &'a [Range<usize>]) -> Self {
        let cues = organisation_cues().find_longest(text).map(|(_, cue)| cue);
        let cues = cues.filter(|cue| {
            let before = text.get(..cue.start).and_then(|t| t.chars().next_back());
            let after = text.get(cue.end..).and_then(|t| t.chars().next());
            let head = text.get(..cue.start).unwrap_or_default();
            let tail = text.get(cue.end..).unwrap_or_default();
            let words = text.get(cue.clone()).unwrap_or_default();
            let stored = words.len() == 9 && is_stored(head);
            // `VISA (I think) | Ruby` compares Ruby with nothing.
            let thinks = words.eq_ignore_ascii_case("think")
                && ["I ", "we ", "you "].iter().any(|who| head.ends_with(who));
            // 'Languages similar to Ruby' are languages.
            let alike = words.eq_ignore_ascii_case("similar to") && ends_with_kind(head);
            let at_scale = words.ends_with(" at") && tail.trim_start().starts_with("scale");
            let tool = words.ends_with("production with") && !is_capitalised(tail);
            boundary(before)
                && (boundary(after) || words.ends_with('('))
                && !stored
                && !thinks
                && !alike
                && !at_scale
                && !tool
        });
        let organisations = cues.map(|cue| cue.end).collect();
        Self {
            text,
            blocks,
            organisations,
            of_a_person: false,
        }
    }

    /// The same for a text in which a person writes of their own work.
    pub(super) fn of_a_person(text: &'a str, blocks: &'a [Range<usize>]) -> Self {
        Self {
            of_a_person: true,
            ..Self::new(text, blocks)
        }
    }

    /// The whole text.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// Its blocks.
    pub(super) fn blocks(&self) -> &'a [Range<usize>] {
        self.blocks
    }

    /// Whether even a name that is never anything else may be a customer's: a
    /// company names those that it is 'used by', a person what they worked with.
    pub(super) fn lists_customers(&self) -> bool {
        !self.of_a_person
    }

    fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    fn block(&self, range: &Range<usize>) -> Range<usize> {
        let index = self.blocks.partition_point(|b| b.end <= range.start);
        self.blocks.get(index).cloned().unwrap_or_default()
    }

    /// What stands before a name in its block.
    pub(super) fn before(&self, range: &Range<usize>) -> &'a str {
        self.slice(self.block(range).start..range.start)
    }

    /// What stands after a name in its block.
    pub(super) fn after(&self, range: &Range<usize>) -> &'a str {
        self.slice(range.end..self.block(range).end)
    }

    /// How the stretch between two names joins them.
    pub(super) fn link(&self, gap: Range<usize>) -> Link {
        if gap.start > gap.end || gap.len() > LONGEST_GAP {
            return Link::None;
        }
        if skips_one_item(self.slice(gap.clone())) {
            return Link::Strong;
        }
        let mut link = Link::Weak;
        let mut word = String::new();
        for c in self.slice(gap).chars().chain([' ']) {
            if c.is_alphabetic() {
                word.extend(c.to_lowercase());
                continue;
            }
            match word.as_str() {
                "" | "with" | "using" | "on" | "via" | "v" | "x" | "plus" | "in" => {}
                "and" | "or" | "und" | "oder" | "et" | "ou" | "y" | "eg" | "e" | "g" | "etc"
                | "either" | "preferably" | "ideally" | "maybe" | "also" | "like" => {
                    link = Link::Strong;
                }
                _ => return Link::None,
            }
            word.clear();
            match c {
                ',' | '/' | '|' | '&' | '+' | ';' | '•' | '·' | '(' | ')' | '\n' | '\\' | ':'
                | '>' | '*' => link = Link::Strong,
                ' ' | '.' | '-' | '–' | '—' | '"' | '\'' | '[' | ']' | '“' | '”' | '~' | '=' =>
                    {}
                c if c.is_ascii_digit() => {}
                _ => return Link::None,
            }
        }
        link
    }

    /// Whether a name may begin an item of an enumeration: after a separator,
    /// a joining word, or nothing.
    pub(super) fn item_begins(&self, range: &Range<usize>) -> bool {
        item_before(self.before(range))
    }

    /// Whether a name may end an item of an enumeration.
    pub(super) fn item_ends(&self, range: &Range<usize>) -> bool {
        item_after(self.after(range))
    }

    /// Whether a name stands among customers, investors or former employers.
    pub(super) fn names_organisations(&self, range: &Range<usize>) -> bool {
        let last = self
            .organisations
            .partition_point(|cue| *cue <= range.start);
        let Some(cue) = last
            .checked_sub(1)
            .and_then(|at| self.organisations.get(at))
        else {
            return false;
        };
        let between = *cue..range.start;
        if between.len() > ORGANISATIONS_REACH
            || *cue < self.block(range).start
            || self.sentence_ends_in(between.clone())
        {
            return false;
        }
        let mut words = self.slice(between).split(|c: char| !c.is_alphanumeric());
        !words.any(|w| WORK.contains(&w))
    }

    /// Whether a kind of technology is named before, with a word that leads to
    /// examples: 'tools like', 'databases (e.g.'.
    pub(super) fn kind_before(&self, range: &Range<usize>) -> bool {
        let before = self
            .before(range)
            .trim_end_matches([' ', ',', ':', '"', '“']);
        let Some(lead) = LEADS.iter().find_map(|lead| {
            let at = before.len().checked_sub(lead.len())?;
            let tail = before.get(at..)?;
            tail.eq_ignore_ascii_case(lead).then_some(at)
        }) else {
            return false;
        };
        ends_with_kind(before.get(..lead).unwrap_or_default())
    }

    /// Whether a version follows the name: 'Chef 0.10'.
    pub(super) fn version_after(&self, range: &Range<usize>) -> bool {
        let after = self.after(range);
        let Some(version) = after.strip_prefix(" v").or_else(|| after.strip_prefix(' ')) else {
            return false;
        };
        let rest = version.trim_start_matches(|c: char| c.is_ascii_digit());
        let minor = rest
            .strip_prefix('.')
            .is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()));
        rest.len() < version.len() && minor
    }

    /// Whether the name stands in brackets after a role: 'Backend Engineer (Go)'.
    pub(super) fn in_brackets_of_role(&self, range: &Range<usize>) -> bool {
        const ROLES: [&str; 8] = [
            "engineer",
            "engineers",
            "developer",
            "developers",
            "programmer",
            "programmers",
            "backend",
            "dev",
        ];
        let Some(before) = self.before(range).strip_suffix('(') else {
            return false;
        };
        let role = before
            .trim_end()
            .rsplit([' ', '-', '/'])
            .next()
            .unwrap_or_default();
        let listed = ROLES.iter().any(|r| r.eq_ignore_ascii_case(role));
        listed && self.after(range).starts_with([')', ',', '/'])
    }

    /// Whether somebody who works with the name follows it: 'developer', 'backend
    /// engineers'.
    pub(super) fn role_after(&self, range: &Range<usize>) -> bool {
        let mut words = self
            .after(range)
            .strip_prefix(' ')
            .unwrap_or_default()
            .split(' ')
            .map(|word| word.trim_end_matches(|c: char| !c.is_alphanumeric()));
        let listed = |list: &[&str], word: &str| list.iter().any(|w| w.eq_ignore_ascii_case(word));
        let next = words.next().unwrap_or_default();
        listed(MAKERS, next)
            || listed(SIDES, next) && words.next().is_some_and(|word| listed(MAKERS, word))
    }

    /// Whether what is built with the name, or who builds it, follows it: 'app',
    /// 'API', 'developer'.
    pub(super) fn product_after(&self, range: &Range<usize>) -> bool {
        let after = self.after(range).strip_prefix([' ', '-']);
        let mut next = after
            .unwrap_or_default()
            .split(|c: char| !c.is_alphanumeric());
        self.names_product(range) || next.next().is_some_and(is_product)
    }

    /// Whether the spelling itself ends in such a word: 'REST API'.
    pub(super) fn names_product(&self, range: &Range<usize>) -> bool {
        let written = self.slice(range.clone());
        let last = written.rsplit([' ', '-']).next().unwrap_or_default();
        last.len() < written.len() && is_product(last)
    }

    /// Whether a field is only that of people whom one works with: 'partner with ML
    /// engineers', 'work closely with DevOps teams'.
    pub(super) fn of_colleagues(&self, range: &Range<usize>) -> bool {
        let written = self.slice(range.clone());
        let after = self.after(range).trim_start_matches([' ', '-']);
        let next = after.split(|c: char| !c.is_alphanumeric()).next();
        let last = written.rsplit([' ', '-']).next();
        let people = |word: Option<&str>| {
            word.is_some_and(|word| COLLEAGUES.iter().any(|c| c.eq_ignore_ascii_case(word)))
        };
        if !people(next) && !people(last) {
            return false;
        }
        let before = window::before(self.before(range), self.before(range).len(), 90);
        let before = before.to_ascii_lowercase();
        let clause = before
            .rsplit(['.', ';', '\n', ':'])
            .next()
            .unwrap_or_default();
        COOPERATION.iter().any(|words| clause.contains(words))
    }

    /// Whether a joining word stands right before the name: 'with', 'and'.
    pub(super) fn joined(&self, range: &Range<usize>) -> bool {
        const JOINTS: [&str; 7] = ["with", "using", "and", "plus", "or", "via", "+"];
        let before = self.before(range).trim_end_matches(' ');
        let last = before.rsplit(' ').next().unwrap_or_default();
        JOINTS.iter().any(|joint| joint.eq_ignore_ascii_case(last))
    }

    /// Whether the name is all that its block says.
    pub(super) fn whole_block(&self, range: &Range<usize>) -> bool {
        self.blocks.len() > 1 && self.covers_block(range)
    }

    /// Whether nothing but marks stands beside a stretch in its block.
    pub(super) fn covers_block(&self, range: &Range<usize>) -> bool {
        let quiet = |c: char| !c.is_alphanumeric();
        self.before(range).chars().all(quiet) && self.after(range).chars().all(quiet)
    }

    /// Whether the name is the first word of a sentence or block.
    pub(super) fn starts_sentence(&self, range: &Range<usize>) -> bool {
        let before = self
            .before(range)
            .trim_end_matches([' ', '"', '“', '\'', '*', '-']);
        before.is_empty() || before.ends_with(['.', '!', '?', '\n'])
    }

    /// Whether a sentence ends somewhere in a range.
    pub(super) fn sentence_ends_in(&self, range: Range<usize>) -> bool {
        let piece = self.slice(range);
        piece.contains('\n')
            || [". ", "! ", "? "].iter().any(|end| {
                piece.match_indices(end).any(|(at, _)| {
                    let word = piece.get(..at).unwrap_or_default();
                    !ABBREVIATIONS.iter().any(|a| word.ends_with(a))
                })
            })
    }

    /// Whether the words before a name speak of technology.
    pub(super) fn cue_before(&self, range: &Range<usize>) -> bool {
        let before = self.before(range);
        let trimmed = before.trim_end_matches(' ');
        if trimmed.ends_with(':') && trimmed.len() > 1 {
            return true;
        }
        let mut words = trimmed.rsplit(' ');
        let Some(last) = words.next() else {
            return false;
        };
        let listed = |list: &[&str], word: &str| list.iter().any(|w| w.eq_ignore_ascii_case(word));
        if listed(CUES_BEFORE, last) {
            return true;
        }
        last.eq_ignore_ascii_case("of") && words.next().is_some_and(|w| listed(CUES_BEFORE_OF, w))
    }

    /// Whether the word after a name speaks of technology.
    pub(super) fn cue_after(&self, range: &Range<usize>) -> bool {
        let after = self.after(range);
        if SIDES_AFTER.iter().any(|side| starts_with(after, side)) {
            return true;
        }
        let after = after.strip_prefix(['-', ' ']).unwrap_or(after);
        let word = after
            .split(|c: char| !c.is_alphanumeric() && c != '-')
            .next()
            .unwrap_or_default();
        CUES_AFTER.iter().any(|w| w.eq_ignore_ascii_case(word))
    }
}

/// Whether a word is of what is built with a technology, or of who builds it.
fn is_product(word: &str) -> bool {
    PRODUCTS
        .iter()
        .chain(MAKERS)
        .any(|product| product.eq_ignore_ascii_case(word))
}

/// Whether the last word of a text is a kind of technology: 'tools', 'databases'.
fn ends_with_kind(text: &str) -> bool {
    let text = text.trim_end_matches([' ', ',', '(', '[']);
    let word = text.rsplit(|c: char| !c.is_alphanumeric()).next();
    word.is_some_and(|word| KINDS.iter().any(|k| k.eq_ignore_ascii_case(word)))
}

/// How far such a phrase reaches, in bytes.
const ORGANISATIONS_REACH: usize = 220;

fn organisation_cues() -> &'static WordStarts {
    static CUES: OnceLock<WordStarts> = OnceLock::new();
    CUES.get_or_init(|| WordStarts::new(ORGANISATIONS))
}

const SEPARATORS: &[char] = &[
    ',', '/', '|', '&', '+', ';', '•', '·', '(', ')', '\n', ':', '>', '*', '-', '–', '—', '"', '[',
    ']', '“', '”', '\\',
];

/// Whether a stretch is one unknown item between two members of an enumeration:
/// `, Kling, or `.
fn skips_one_item(gap: &str) -> bool {
    let Some(rest) = gap.strip_prefix([',', '/', ';']) else {
        return false;
    };
    let rest = rest.trim_start_matches(' ');
    let Some(end) = rest.find([',', '/', ';']) else {
        return false;
    };
    let (item, after) = rest.split_at(end);
    let name = item.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let after = after.get(1..).unwrap_or_default().trim_matches(' ');
    name && item.split(' ').count() <= 2 && matches!(after, "" | "and" | "or" | "und" | "oder")
}

fn item_before(before: &str) -> bool {
    let trimmed = before.trim_end_matches(' ');
    if trimmed.is_empty() || trimmed.ends_with(SEPARATORS) {
        return true;
    }
    let last = trimmed.rsplit([' ', '\n', '(']).next().unwrap_or_default();
    JOINING.iter().any(|w| w.eq_ignore_ascii_case(last))
}

fn item_after(after: &str) -> bool {
    let trimmed = after.trim_start_matches(' ');
    if trimmed.is_empty() || trimmed.starts_with(SEPARATORS) || trimmed.starts_with(['.', '!', '?'])
    {
        return true;
    }
    let word = trimmed
        .split([' ', '\n', ',', '.', ')', ';'])
        .next()
        .unwrap_or_default();
    FOLLOWING
        .iter()
        .chain(CUES_AFTER)
        .any(|w| w.eq_ignore_ascii_case(word))
        || word.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether what is 'backed by' something is software: 'Python backed by', 'an
/// API backed by'.
fn is_stored(head: &str) -> bool {
    const SOFTWARE: [&str; 12] = [
        "api",
        "apis",
        "app",
        "apps",
        "application",
        "applications",
        "backend",
        "service",
        "services",
        "stack",
        "server",
        "queue",
    ];
    let split = |c: char| !(c.is_alphanumeric() || matches!(c, '.' | '#' | '+'));
    let head = head.trim_end_matches([' ', ',']);
    let word = head.rsplit(split).next().unwrap_or_default();
    !word.is_empty()
        && (SOFTWARE.iter().any(|s| s.eq_ignore_ascii_case(word))
            || super::vocabulary::find(word).is_some())
}

/// Whether the first word of a text has a capital, as names of customers do.
fn is_capitalised(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '(', '"', '“', ':']);
    text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

fn boundary(c: Option<char>) -> bool {
    !c.is_some_and(char::is_alphanumeric)
}

/// Whether a text ends with a phrase, whatever the case and the space between.
pub(super) fn ends_with(text: &str, phrase: &str) -> bool {
    let text = if phrase.ends_with(|c: char| c.is_alphanumeric() || c == ',' || c == '&') {
        text.trim_end_matches([' ', '"', '“', '('])
            .trim_end_matches(' ')
    } else {
        text
    };
    let Some(at) = text.len().checked_sub(phrase.len()) else {
        return false;
    };
    text.get(at..)
        .is_some_and(|tail| tail.eq_ignore_ascii_case(phrase))
        && boundary(text.get(..at).and_then(|t| t.chars().next_back()))
}

/// Whether a text begins with a phrase, whatever the case and the space between.
pub(super) fn starts_with(text: &str, phrase: &str) -> bool {
    let text = if phrase.starts_with(|c: char| c.is_alphanumeric() || c == '&') {
        text.trim_start_matches([' ', '"', '-'])
    } else {
        text
    };
    text.get(..phrase.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(phrase))
        && boundary(text.get(phrase.len()..).and_then(|t| t.chars().next()))
}

//! Wording of advertisements that stand for no opening of their own: they are
//! always there, and who applies is kept for later.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::fingerprint::TextWords;

/// Words that say so in a title, in lower case without punctuation.
const TITLES: &[&str] = &[
    "talent pool",
    "talent community",
    "talent network",
    "talent pipeline",
    "general application",
    "general interest",
    "open application",
    "spontaneous application",
    "speculative application",
    "unsolicited application",
    "future opportunities",
    "future openings",
    "expression of interest",
    "expressions of interest",
    "evergreen",
    "initiativbewerbung",
    "candidature spontanée",
    "don t see a role",
    "don t see your role",
];

/// Words that say so in a text, where those of titles also stand in what
/// employers add to every advertisement. Each says it by itself: 'always looking
/// for' alone does not ('always looking for ways to improve').
const TEXTS: &[&str] = &[
    "always looking for talented",
    "always looking for great",
    "always looking for good",
    "always looking for new colleagues",
    "always looking for new team members",
    "always looking for engineers",
    "always looking for developers",
    "always looking for people",
    "always looking for smart",
    "always looking for exceptional",
    "always looking for brilliant",
    "always looking for strong",
    "always on the lookout for",
    "always hiring",
    "always happy to hear from",
    "join our talent pool",
    "part of our talent pool",
    "this is a general application",
    "this is an open application",
    "this is a speculative application",
    "this is an evergreen",
    "evergreen requisition",
    "evergreen posting",
    "not for a specific opening",
    "no specific opening",
    "not an active opening",
    "not a current opening",
    "initiativbewerbung",
];

static IN_TITLES: LazyLock<Wordings> = LazyLock::new(|| Wordings::of(TITLES));
static IN_TEXTS: LazyLock<Wordings> = LazyLock::new(|| Wordings::of(TEXTS));

/// The words by which an advertisement is always open, if it has such.
pub(crate) fn evergreen_wording(title: &str, text: &TextWords) -> Option<&'static str> {
    let in_title = IN_TITLES.first_in(&TextWords::read(title));
    in_title.or_else(|| IN_TEXTS.first_in(text))
}

/// Wordings that are looked for together.
struct Wordings {
    all: &'static [&'static str],
    /// Finds them; `None` if none could be built, and nothing is found.
    finder: Option<AhoCorasick>,
}

impl Wordings {
    fn of(all: &'static [&'static str]) -> Self {
        let finder = AhoCorasick::new(all).ok();
        Self { all, finder }
    }

    /// The first wording of the list that stands in a text as whole words.
    fn first_in(&self, text: &TextWords) -> Option<&'static str> {
        let found = self.finder.as_ref()?.find_overlapping_iter(text.spaced());
        let whole = found.filter(|found| text.are_words(found.range()));
        let first = whole.map(|found| found.pattern().as_usize()).min()?;
        self.all.get(first).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advertisements_without_an_opening_are_told_from_others() {
        let found = |title, text| evergreen_wording(title, &TextWords::read(text));
        for (title, text) in [
            ("Engineer", "<p>Join our <b>Talent Pool</b>!</p>"),
            ("Engineer", "We are always looking for great engineers."),
            ("General Application (m/f/d)", ""),
            ("Don\u{2019}t see a role for you?", ""),
        ] {
            assert!(found(title, text).is_some(), "{title}: {text}");
        }
        for (title, text) in [
            ("Engineer", "We are always looking for ways to improve."),
            ("Engineer", "You manage the talent pools of our customers."),
            (
                "Engineer",
                "We may keep your data for future opportunities.",
            ),
            ("Engineer, General Applications", ""),
        ] {
            assert_eq!(found(title, text), None, "{title}: {text}");
        }
    }
}

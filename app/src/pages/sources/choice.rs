//! Which boards are shown: a text, a system, a state, a page. The address is
//! the state.

use crate::backend::{BoardLine, Freshness};

/// Longest text that is looked for, characters.
const MAX_TEXT: usize = 80;
/// Last page that can be asked for.
const MAX_PAGE: u32 = 1_000;

/// Boards in a certain state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shown {
    /// All of them.
    #[default]
    All,
    /// Those that somebody should look at.
    Wrong,
    /// Those that are not fetched until somebody says so.
    Paused,
}

impl Shown {
    pub(super) const ALL: [Self; 3] = [Self::All, Self::Wrong, Self::Paused];

    /// Its name in addresses.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Wrong => "attention",
            Self::Paused => "paused",
        }
    }

    /// Its words.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::All => "All boards",
            Self::Wrong => "Need attention",
            Self::Paused => "Paused or switched off",
        }
    }
}

/// What a visitor has chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    /// A part of a board's name.
    pub(super) text: String,
    /// Key of a source; empty: any.
    pub(super) source: String,
    /// Which state.
    pub(super) shown: Shown,
    /// The page, from 1.
    pub(super) page: u32,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            text: String::new(),
            source: String::new(),
            shown: Shown::All,
            page: 1,
        }
    }
}

impl Choice {
    /// Reads the query of an address; what it does not know is left out.
    pub(super) fn parse(query: &str) -> Self {
        let mut choice = Self::default();
        for (key, value) in form_urlencoded::parse(query.as_bytes()) {
            match key.as_ref() {
                "q" => {
                    let plain = value.trim().chars().filter(|c| !c.is_control());
                    choice.text = plain.take(MAX_TEXT).collect();
                }
                "system" => {
                    let slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
                    if value.len() <= MAX_TEXT && value.chars().all(slug) {
                        choice.source = value.into_owned();
                    }
                }
                "state" => {
                    let found = Shown::ALL.into_iter().find(|shown| shown.name() == value);
                    choice.shown = found.unwrap_or_default();
                }
                "page" => choice.page = value.parse().unwrap_or(1).clamp(1, MAX_PAGE),
                _ => {}
            }
        }
        choice
    }

    /// The address of this choice.
    pub(super) fn path(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !self.text.is_empty() {
            query.append_pair("q", &self.text);
        }
        if !self.source.is_empty() {
            query.append_pair("system", &self.source);
        }
        if self.shown != Shown::All {
            query.append_pair("state", self.shown.name());
        }
        if self.page > 1 {
            query.append_pair("page", &self.page.to_string());
        }
        let query = query.finish();
        if query.is_empty() {
            "/sources".to_owned()
        } else {
            format!("/sources?{query}")
        }
    }

    /// The address of another page of this choice.
    pub(super) fn page_path(&self, page: u32) -> String {
        Self {
            page,
            ..self.clone()
        }
        .path()
    }

    /// Whether a board is among what was chosen.
    pub(super) fn includes(&self, board: &BoardLine) -> bool {
        let text = self.text.to_lowercase();
        let named = text.is_empty()
            || board.name.to_lowercase().contains(&text)
            || board.board.to_lowercase().contains(&text);
        let of_source = self.source.is_empty() || board.source.as_str() == self.source;
        let in_state = match self.shown {
            Shown::All => true,
            Shown::Wrong => board.freshness.is_wrong(),
            Shown::Paused => {
                matches!(board.freshness, Freshness::Paused | Freshness::SwitchedOff)
            }
        };
        named && of_source && in_state
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_its_address() {
        for path in [
            "/sources",
            "/sources?q=acme+%26+co&system=lever&state=attention&page=3",
            "/sources?state=paused",
        ] {
            let query = path.split_once('?').map_or("", |(_, query)| query);
            assert_eq!(Choice::parse(query).path(), path);
        }
        let odd = "q=%00&system=../etc&state=odd&page=0&x=1";
        assert_eq!(Choice::parse(odd), Choice::default());
    }

    proptest::proptest! {
        #[test]
        fn reading_never_panics(query in ".{0,60}") {
            let choice = Choice::parse(&query);
            let path = choice.path();
            let query = path.split_once('?').map_or("", |(_, query)| query);
            proptest::prop_assert_eq!(Choice::parse(query), choice);
        }
    }
}

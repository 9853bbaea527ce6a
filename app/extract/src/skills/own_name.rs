//! The hiring company's own name, which is no skill however it is spelled.

use std::ops::Range;

use domain::{FormUse, before_partnership, legal_forms};

/// The name of the company that hires.
pub(super) struct OwnName {
    name: String,
}

impl OwnName {
    /// Takes the name as the posting or its source writes it.
    pub(super) fn new(company: Option<&str>) -> Self {
        let name = company.unwrap_or_default().trim();
        let partner = before_partnership(name).and_then(without_legal_form);
        let name = partner.or_else(|| without_legal_form(name)).unwrap_or(name);
        Self {
            name: name.trim_end_matches([' ', ',']).to_owned(),
        }
    }

    /// Whether a piece of text is all of the company's name: what it makes itself.
    pub(super) fn is_whole(&self, text: &str, range: &Range<usize>) -> bool {
        let written = text.get(range.clone()).unwrap_or_default();
        // A board's key is in lower case, whatever the name.
        let key = !self.name.contains(char::is_uppercase);
        !written.is_empty()
            && (self.name == written || key && self.name.eq_ignore_ascii_case(written))
    }

    /// Whether a piece of text is the company's name, or the first word of it.
    pub(super) fn is(&self, text: &str, range: &Range<usize>) -> bool {
        let written = text.get(range.clone()).unwrap_or_default();
        let first = self.name.split(' ').next().unwrap_or_default();
        !written.is_empty()
            && (self.name.eq_ignore_ascii_case(written) || first.eq_ignore_ascii_case(written))
    }

    /// Whether a piece of text is a part of the company's longer name.
    pub(super) fn covers(&self, text: &str, range: &Range<usize>) -> bool {
        if self.name.len() <= range.len() {
            return false;
        }
        let written = text.get(range.clone()).unwrap_or_default();
        self.name.match_indices(written).any(|(at, _)| {
            range.start.checked_sub(at).is_some_and(|start| {
                text.get(start..)
                    .is_some_and(|t| t.starts_with(self.name.as_str()))
            })
        })
    }
}

/// A name without the legal form at its end; `None` when it has none.
fn without_legal_form(name: &str) -> Option<&str> {
    legal_forms(FormUse::OwnName).find_map(|form| form.strip(name))
}

//! Numbers for the titles that postings show, for suggestions.

use std::collections::HashMap;
use std::sync::Arc;

use crate::bits::{number, place};

/// All titles met so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Titles {
    all: Vec<Arc<str>>,
    by_text: HashMap<Arc<str>, u32>,
}

impl Titles {
    /// Number of a title, given when it is first met.
    pub(crate) fn number_of(&mut self, title: &str) -> u32 {
        if let Some(known) = self.by_text.get(title) {
            return *known;
        }
        let next = number(self.all.len());
        let title: Arc<str> = title.into();
        self.all.push(Arc::clone(&title));
        self.by_text.insert(title, next);
        next
    }

    /// Number of a title that was met.
    pub(crate) fn find(&self, title: &str) -> Option<u32> {
        self.by_text.get(title).copied()
    }

    pub(crate) fn get(&self, title: u32) -> Option<&Arc<str>> {
        self.all.get(place(title))
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }
}

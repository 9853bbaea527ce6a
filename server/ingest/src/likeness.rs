//! What a posting is like: of its words, title and places, what decides which
//! other postings it is one role with.

use std::collections::BTreeSet;

use domain::{Facts, Likeness, ListingKind, Place, title_key};

use crate::evergreen::evergreen_wording;
use crate::fingerprint::TextWords;

/// What is known of a posting when it is read.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// Whose list its source is.
    pub listing: ListingKind,
    /// Title shown.
    pub title: &'a str,
    /// What it states.
    pub facts: &'a Facts,
    /// The words of its text.
    pub words: &'a TextWords,
    /// Locations as the source writes them.
    pub locations: &'a [String],
    /// The employer's own number of the opening.
    pub requisition: Option<&'a str>,
}

/// What a posting is like.
#[must_use]
pub fn likeness_of(seen: &Seen<'_>) -> Likeness {
    let named = || {
        let places = seen.facts.places.iter().map(|place| place.name.as_str());
        places.chain(seen.locations.iter().map(String::as_str))
    };
    let titles = match seen.listing {
        ListingKind::Thread => seen.facts.titles.iter().map(String::as_str).collect(),
        _ => vec![seen.title],
    };
    let (skeleton, sketch) = seen.words.skeleton(named());
    let places: BTreeSet<String> = seen.facts.places.iter().map(Place::label).collect();
    Likeness {
        listing: seen.listing,
        requisition: seen.requisition.and_then(requisition),
        titles: titles
            .into_iter()
            .map(|title| title_key(title, named()))
            .filter(|key| !key.is_empty())
            .collect(),
        skeleton,
        places: places.into_iter().collect::<Vec<_>>().join("; "),
        sketch,
        evergreen: evergreen_wording(seen.title, seen.words).map(str::to_owned),
    }
}

/// A number of an opening, where what the source states is one: some state
/// 'see opening' for all of them.
fn requisition(stated: &str) -> Option<String> {
    let stated = stated.trim();
    let is_number = stated.bytes().any(|byte| byte.is_ascii_digit()) && stated.len() <= 100;
    is_number.then(|| stated.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_are_requisitions() {
        assert_eq!(requisition(" R-104 ").as_deref(), Some("R-104"));
        assert_eq!(requisition("See Opening ID"), None);
        assert_eq!(requisition(""), None);
    }
}

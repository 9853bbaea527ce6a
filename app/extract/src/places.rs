//! Finds the places where a job is based.

use std::ops::Range;

use domain::{CountryCode, Place};

use crate::document::Document;

/// A place named in a posting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceMention {
    /// The place.
    pub place: Place,
    /// Byte range in the text that was searched; `None` when it stands in the
    /// location that came apart from the body.
    pub range: Option<Range<usize>>,
}

/// What is already known about where a posting speaks of places.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlaceHints<'a> {
    /// Location given apart from the body; it wins.
    pub(crate) location: Option<&'a str>,
    /// Parts of the header line (`Acme | Berlin | REMOTE`) that are not the
    /// company, a title, pay or a link.
    pub(crate) header: &'a [Range<usize>],
    /// Stretches that say where remote workers may live: never places.
    pub(crate) remote_scope: &'a [Range<usize>],
}

/// Finds the places of a posting, without repeats, in the order of the text.
pub(crate) fn find(document: &Document, hints: &PlaceHints<'_>) -> Vec<PlaceMention> {
    let _ = (document, hints.location, hints.header, hints.remote_scope);
    Vec::new()
}

/// Finds every place in a short text that is about places ('Berlin, Germany or
/// London'); ranges are relative to it.
#[must_use]
pub fn find_in(text: &str) -> Vec<PlaceMention> {
    let _ = text;
    Vec::new()
}

/// The country that a name or code means ('Germany', 'UK', 'USA').
#[must_use]
pub fn country_by_name(name: &str) -> Option<CountryCode> {
    let _ = name;
    None
}

/// The English name of a country.
#[must_use]
pub fn country_name(country: CountryCode) -> Option<&'static str> {
    let _ = country;
    None
}

//! Finds the places where a job is based.
//!
//! A location given apart wins, then the header, then sentences that say so.
//! Where remote workers may live is no place of the job.

#[cfg(test)]
mod cases;
mod prose;
mod scan;
mod terse;

use std::ops::Range;

use domain::{CountryCode, Place, PlaceKind, RemoteScope};

use crate::document::Document;
use crate::gazetteer::{self, Entry, Kind};
use scan::{Case, Hit};
use terse::Origin;

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
    /// Title given apart from the body.
    pub(crate) title: Option<&'a str>,
    /// Stretches that say where remote workers may live: never places.
    pub(crate) remote_scope: &'a [Range<usize>],
}

/// Where a posting says it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlacesFound {
    /// Its places, without repeats, in the order of the text.
    pub(crate) places: Vec<PlaceMention>,
    /// Cities in which sentences say the role is, though the location that came
    /// apart holds none of them. They are no places of the posting.
    pub(crate) contrary: Vec<Place>,
}

/// Finds the places of a posting.
pub(crate) fn find(document: &Document, hints: &PlaceHints<'_>) -> PlacesFound {
    let text = document.text();
    let lists = prose::lists(text);
    if let Some(location) = hints.location {
        let hits = terse::places(location, Origin::Field);
        if !hits.is_empty() {
            let narrower = prose::narrowed(&lists, &hits);
            if !narrower.is_empty() {
                return mentions(narrower).into();
            }
            let within = prose::titled_within(hints.title.unwrap_or_default(), &hits);
            if !within.is_empty() {
                let mut titled = mentions(within);
                for mention in &mut titled {
                    mention.range = None;
                }
                return titled.into();
            }
            let more = prose::joined(text, &lists, &hits);
            let titled = prose::titled(hints.title.unwrap_or_default(), &hits);
            let contrary = mentions(prose::contrary(&lists, &hits));
            let hits = hits.into_iter().chain(titled).collect();
            let mut given = mentions(hits);
            for mention in &mut given {
                mention.range = None;
            }
            given.extend(mentions(more));
            return PlacesFound {
                places: given,
                contrary: contrary.into_iter().map(|one| one.place).collect(),
            };
        }
        if !terse::remote_words(location).is_empty() {
            return PlacesFound::default();
        }
    }
    let mut hits = header(document, hints);
    if hits.is_empty() && hints.location.is_none() {
        hits = prose::opening(text);
    }
    if hits
        .iter()
        .any(|hit| matches!(hit.kind, Kind::City | Kind::Area))
    {
        hits.extend(prose::joined(text, &lists, &hits));
    } else {
        hits.extend(prose::places(text, &lists));
    }
    hits.extend(prose::of_role_lines(text));
    hits.sort_by_key(|hit| hit.range.start);
    let free = |hit: &Hit| {
        // The country beside a city may be a scope as well.
        let own = match hit.kind {
            Kind::City => &hit.name,
            _ => &hit.range,
        };
        hints
            .remote_scope
            .iter()
            .all(|scope| scope.end <= own.start || own.end <= scope.start)
    };
    hits.retain(free);
    mentions(hits).into()
}

impl From<Vec<PlaceMention>> for PlacesFound {
    fn from(places: Vec<PlaceMention>) -> Self {
        Self {
            places,
            contrary: Vec::new(),
        }
    }
}

/// Places in the parts of the header.
fn header(document: &Document, hints: &PlaceHints<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut remote = false;
    for part in hints.header {
        let words = document.slice(part.clone());
        remote |= !terse::remote_words(words).is_empty();
        for mut hit in terse::places(words, Origin::Header) {
            hit.range = part.start + hit.range.start..part.start + hit.range.end;
            let after_a_place = !hits.is_empty();
            if !(after_a_place && terse::is_the_area_around(document.text(), &hit.range)) {
                hits.push(hit);
            }
        }
    }
    // `Acme | US | Remote`: with no city named, the country is the scope; a
    // state is where the job is all the same.
    if remote
        && hits
            .iter()
            .all(|hit| !matches!(hit.kind, Kind::City | Kind::Area))
    {
        hits.retain(|hit| hit.kind == Kind::State);
    }
    hits
}

/// Large cities of California that a named area of it does not hold.
const FAR_FROM_THE_BAY: &[&str] = &["Los Angeles", "San Diego", "Santa Monica", "Irvine"];

/// Makes mentions of hits: without repeats, and without a region or country
/// in which a city is named.
fn mentions(hits: Vec<Hit>) -> Vec<PlaceMention> {
    let mut mentions: Vec<PlaceMention> = Vec::new();
    for hit in &hits {
        let held = hits.iter().any(|city| {
            let country = city.place.country == hit.place.country;
            city.kind == Kind::City
                && match hit.kind {
                    Kind::Country => country,
                    Kind::State | Kind::Area => {
                        let inside = hit.kind == Kind::State
                            || !FAR_FROM_THE_BAY.contains(&city.place.name.as_str());
                        country && inside && city.region == hit.region && !hit.region.is_empty()
                    }
                    Kind::World => true,
                    Kind::City => false,
                }
        });
        if !held && mentions.iter().all(|m| m.place != hit.place) {
            mentions.push(PlaceMention {
                place: hit.place.clone(),
                range: Some(hit.range.clone()),
            });
        }
    }
    mentions
}

/// Finds every place in a short text that is about places ('Berlin, Germany or
/// London'); ranges are relative to it.
#[must_use]
pub fn find_in(text: &str) -> Vec<PlaceMention> {
    mentions(scan::scan(text, Case::Any))
}

/// Countries and parts of the world that a text names, with ranges in it: what
/// words about remote work can state as its scope. A country does not count
/// where its name is part of another ('New Jersey') or a city's.
#[must_use]
pub fn scopes_in(text: &str) -> Vec<(RemoteScope, Range<usize>)> {
    scan::scan(text, Case::Written)
        .into_iter()
        .filter_map(|hit| Some((scope(hit.kind, &hit.place, hit.region)?, hit.range)))
        .collect()
}

/// The scope of remote work that a place is; `None` for cities and states.
pub(crate) fn scope_of(place: &Place) -> Option<RemoteScope> {
    let entries = || gazetteer::entries_of(place);
    if entries().any(|entry| entry.kind == Kind::City) {
        return None;
    }
    let mut scopes = entries().filter_map(|entry| scope(entry.kind, place, entry.region));
    scopes.next()
}

fn scope(kind: Kind, place: &Place, region: &str) -> Option<RemoteScope> {
    let british = place.country.is_some_and(|country| country.code() == "GB");
    match kind {
        Kind::Country => place.country.map(RemoteScope::Country),
        Kind::State if british => place.country.map(RemoteScope::Country),
        Kind::World => RemoteScope::parse(region),
        Kind::City | Kind::State | Kind::Area => None,
    }
}

/// The country that a name or code means ('Germany', 'UK', 'USA').
#[must_use]
pub fn country_by_name(name: &str) -> Option<CountryCode> {
    gazetteer::country(name)
}

/// The English name of a country.
#[must_use]
pub fn country_name(country: CountryCode) -> Option<&'static str> {
    gazetteer::country_name(country)
}

/// What sort of place a place of a posting is: what its name most likely means in
/// its country. A name that the gazetteer does not know is a town's.
#[must_use]
pub fn place_kind(place: &Place) -> PlaceKind {
    let called = |entry: &&Entry| entry.name == place.name;
    let options: Vec<&Entry> = gazetteer::entries_of(place).filter(called).collect();
    match scan::likeliest(&options, &[]).map(|entry| entry.kind) {
        Some(Kind::City) | None => PlaceKind::City,
        Some(Kind::State) => PlaceKind::State,
        Some(Kind::Area | Kind::World) => PlaceKind::Area,
        Some(Kind::Country) => PlaceKind::Country,
    }
}

/// Inhabitants of a place; `None` for one that the gazetteer does not know.
#[must_use]
pub fn population(place: &Place) -> Option<u64> {
    gazetteer::population(place)
}

//! Places of the world by their names: cities with population, country and
//! region, states and provinces, well-known areas, countries.
//!
//! Answers what a name can mean; which meaning a text has is the business of
//! [`crate::places`]. The tables and their source are in `gazetteer/`.

mod fold;
mod load;

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::{CountryCode, Place};

pub(crate) use fold::{Token, fold, tokens};

/// What sort of place an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A town or city.
    City,
    /// A state, province or part of a country with a code of its own.
    State,
    /// An area that people name without borders: 'Bay Area'.
    Area,
    /// A part of the world.
    World,
    /// A country.
    Country,
}

/// A place of the gazetteer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    /// English name.
    pub(crate) name: &'static str,
    /// Its country; `None` for parts of the world.
    pub(crate) country: Option<CountryCode>,
    /// Code of its state or province, where the gazetteer keeps them.
    pub(crate) region: &'static str,
    /// Inhabitants; 0 where unknown.
    pub(crate) population: u64,
    /// What sort of place it is.
    pub(crate) kind: Kind,
    /// Whether its name is an English word or a common name of people.
    pub(crate) word: bool,
}

impl Entry {
    /// The place as postings carry it.
    pub(crate) fn place(&self) -> Place {
        Place {
            name: self.name.to_owned(),
            country: self.country,
        }
    }
}

/// All places and their names.
pub(crate) struct Gazetteer {
    entries: Vec<Entry>,
    /// Folded name → entries; adjectives of countries begin with `~`.
    names: HashMap<String, Vec<u32>>,
    /// First word of a name → words of the longest name that begins with it.
    longest: HashMap<String, usize>,
    /// Code in capitals → states and countries.
    codes: HashMap<&'static str, Vec<u32>>,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(load::load);

/// The gazetteer; read from its tables on first use, in a few milliseconds.
pub(crate) fn gazetteer() -> &'static Gazetteer {
    &GAZETTEER
}

impl Gazetteer {
    /// Places that go by a folded name.
    pub(crate) fn named<'a>(&'a self, folded: &str) -> impl Iterator<Item = &'a Entry> + use<'a> {
        self.entries_of(self.names.get(folded))
    }

    /// Whether any place goes by a folded name.
    pub(crate) fn knows(&self, folded: &str) -> bool {
        self.names.contains_key(folded)
    }

    /// Words of the longest name that begins with this folded word; 0 for none.
    pub(crate) fn longest(&self, first: &str) -> usize {
        self.longest.get(first).copied().unwrap_or(0)
    }

    /// States and countries with a code, in capitals.
    pub(crate) fn coded<'a>(&'a self, code: &str) -> impl Iterator<Item = &'a Entry> + use<'a> {
        self.entries_of(self.codes.get(code))
    }

    fn entries_of<'a>(
        &'a self,
        indices: Option<&'a Vec<u32>>,
    ) -> impl Iterator<Item = &'a Entry> + use<'a> {
        indices
            .into_iter()
            .flatten()
            .filter_map(|index| self.entries.get(usize::try_from(*index).ok()?))
    }
}

/// The country that a name, an adjective or a code in capitals means.
pub(crate) fn country(name: &str) -> Option<CountryCode> {
    let gazetteer = gazetteer();
    let name = name.trim();
    let is_country = |entry: &&Entry| entry.kind == Kind::Country;
    let folded = fold(name.strip_prefix("the ").unwrap_or(name));
    let short = folded.len() <= 3 && !name.bytes().any(|b| b.is_ascii_uppercase());
    if short {
        return None;
    }
    let named = gazetteer.named(&folded).find(is_country);
    let adjective = || gazetteer.named(&format!("~{folded}")).find(is_country);
    let coded = || gazetteer.coded(name).find(is_country);
    named.or_else(adjective).or_else(coded)?.country
}

/// The English name of a country.
pub(crate) fn country_name(country: CountryCode) -> Option<&'static str> {
    let mut coded = gazetteer().coded(country.code());
    coded.find(|e| e.kind == Kind::Country).map(|e| e.name)
}

/// Entries that a place may be: those of its name and country.
pub(crate) fn entries_of(place: &Place) -> impl Iterator<Item = &'static Entry> + use<> {
    let country = place.country;
    let named = gazetteer().named(&fold(&place.name));
    named.filter(move |entry| entry.country == country)
}

/// Inhabitants of a place; `None` for one that the gazetteer does not know.
pub(crate) fn population(place: &Place) -> Option<u64> {
    gazetteer()
        .named(&fold(&place.name))
        .filter(|e| place.country.is_none() || e.country == place.country)
        .map(|e| e.population)
        .max()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(name: &str) -> String {
        country(name).map_or_else(String::new, |c| c.code().to_owned())
    }

    #[test]
    fn countries_are_known_by_their_names() {
        for (name, expected) in [
            ("Germany", "DE"),
            ("UK", "GB"),
            ("USA", "US"),
            ("U.S.", "US"),
            ("the Netherlands", "NL"),
            ("German", "DE"),
            ("Czech Republic", "CZ"),
            ("PL", "PL"),
            ("in", ""),
            ("Berlin", ""),
        ] {
            assert_eq!(code(name), expected, "{name}");
        }
        let de = CountryCode::parse("DE").unwrap();
        assert_eq!(country_name(de), Some("Germany"));
    }

    #[test]
    fn cities_have_their_population() {
        let place = |name: &str, country: &str| Place {
            name: name.to_owned(),
            country: CountryCode::parse(country),
        };
        assert!(population(&place("Berlin", "DE")).unwrap() > 3_000_000);
        assert!(population(&place("Paris", "US")).unwrap() < 100_000);
        assert_eq!(population(&place("Nowhere", "US")), None);
    }
}

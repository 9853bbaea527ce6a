//! Countries and cities.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::slug::Slug;

/// An ISO 3166-1 alpha-2 country code: two upper-case ASCII letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CountryCode([u8; 2]);

impl CountryCode {
    /// Reads a code in any case; `None` unless it is two ASCII letters.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let bytes: [u8; 2] = code.as_bytes().try_into().ok()?;
        bytes
            .iter()
            .all(u8::is_ascii_alphabetic)
            .then(|| Self([bytes[0].to_ascii_uppercase(), bytes[1].to_ascii_uppercase()]))
    }

    /// The code in capitals.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XX")
    }

    /// The code in lower case, as addresses carry it.
    #[must_use]
    pub fn slug(&self) -> String {
        self.code().to_ascii_lowercase()
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for CountryCode {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        Self::parse(&code).ok_or_else(|| format!("{code} is not a country code"))
    }
}

impl From<CountryCode> for String {
    fn from(country: CountryCode) -> Self {
        country.code().to_owned()
    }
}

/// What sort of place a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    /// A town or city.
    City,
    /// A state or province.
    State,
    /// An area that people name without borders: 'Bay Area'.
    Area,
    /// A country.
    Country,
}

/// A place where a job is based: a city, or a region or country when no city is named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// English name without region or country: `New York`, `Bay Area`, `Germany`.
    pub name: String,
    /// Country, where it is known.
    pub country: Option<CountryCode>,
}

impl Place {
    /// Stable name in addresses: `berlin-de`, `bay-area-us`.
    #[must_use]
    pub fn slug(&self) -> Option<Slug> {
        match self.country {
            Some(country) => Slug::from_name(&format!("{} {}", self.name, country.code())),
            None => Slug::from_name(&self.name),
        }
    }

    /// `Berlin, DE`, or the name alone when the country is unknown.
    #[must_use]
    pub fn label(&self) -> String {
        match self.country {
            Some(country) => format!("{}, {country}", self.name),
            None => self.name.clone(),
        }
    }
}

//! Where a remote worker may live.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::closed_set::closed_set;
use crate::place::CountryCode;

closed_set! {
    /// A part of the world that postings name as a remote scope.
    WorldRegion {
        /// Anywhere.
        Worldwide = "worldwide", "Worldwide";
        /// The continent of Europe.
        Europe = "europe", "Europe";
        /// Member states of the European Union.
        Eu = "eu", "European Union";
        /// Europe, the Middle East and Africa.
        Emea = "emea", "EMEA";
        /// United States, Canada and Mexico.
        NorthAmerica = "north-america", "North America";
        /// Latin America.
        LatinAmerica = "latin-america", "Latin America";
        /// South America.
        SouthAmerica = "south-america", "South America";
        /// North and South America.
        Americas = "americas", "Americas";
        /// Asia and the Pacific.
        Apac = "apac", "Asia-Pacific";
        /// Asia.
        Asia = "asia", "Asia";
        /// Africa.
        Africa = "africa", "Africa";
        /// The Middle East.
        MiddleEast = "middle-east", "Middle East";
        /// Australia and New Zealand.
        Oceania = "oceania", "Oceania";
        /// Nordic countries.
        Nordics = "nordics", "Nordics";
    }
}

/// Where a remote worker may live, as the posting states it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum RemoteScope {
    /// A part of the world.
    Region(WorldRegion),
    /// One country.
    Country(CountryCode),
    /// Offsets from UTC in minutes, lower and upper end.
    TimeZones {
        /// Westernmost offset, minutes.
        from: i16,
        /// Easternmost offset, minutes.
        to: i16,
    },
}

impl RemoteScope {
    /// Stable name in addresses: `worldwide`, `us`, `utc-300..60` (minutes).
    #[must_use]
    pub fn slug(&self) -> String {
        match self {
            Self::Region(region) => region.slug().to_owned(),
            Self::Country(country) => country.slug(),
            Self::TimeZones { from, to } => format!("utc{from:+}..{to:+}"),
        }
    }

    /// Reads [`RemoteScope::slug`].
    #[must_use]
    pub fn parse(slug: &str) -> Option<Self> {
        if let Some(region) = WorldRegion::parse(slug) {
            return Some(Self::Region(region));
        }
        if let Some(range) = slug.strip_prefix("utc") {
            let (from, to) = range.split_once("..")?;
            let (from, to) = (from.parse().ok()?, to.parse().ok()?);
            let plausible = -720..=840;
            return (from <= to && plausible.contains(&from) && plausible.contains(&to))
                .then_some(Self::TimeZones { from, to });
        }
        CountryCode::parse(slug).map(Self::Country)
    }

    /// Words for people: a region's name, a country code in capitals, `UTC−5 to UTC+1`.
    #[must_use]
    pub fn label(&self) -> String {
        match self {
            Self::Region(region) => region.label().to_owned(),
            Self::Country(country) => country.code().to_owned(),
            Self::TimeZones { from, to } if from == to => offset_words(*from),
            Self::TimeZones { from, to } => {
                format!("{} to {}", offset_words(*from), offset_words(*to))
            }
        }
    }
}

fn offset_words(minutes: i16) -> String {
    let sign = if minutes < 0 { '−' } else { '+' };
    let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    if rest == 0 {
        format!("UTC{sign}{hours}")
    } else {
        format!("UTC{sign}{hours}:{rest:02}")
    }
}

impl fmt::Display for RemoteScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.slug())
    }
}

impl TryFrom<String> for RemoteScope {
    type Error = String;

    fn try_from(slug: String) -> Result<Self, String> {
        Self::parse(&slug).ok_or_else(|| format!("{slug} is not a remote scope"))
    }
}

impl From<RemoteScope> for String {
    fn from(scope: RemoteScope) -> Self {
        scope.slug()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_round_trip_through_their_slug() {
        let zones = RemoteScope::TimeZones { from: -300, to: 90 };
        assert_eq!(zones.slug(), "utc-300..+90");
        assert_eq!(zones.label(), "UTC−5 to UTC+1:30");
        let us = RemoteScope::Country(CountryCode::parse("us").unwrap());
        for scope in [zones, us, RemoteScope::Region(WorldRegion::Emea)] {
            assert_eq!(RemoteScope::parse(&scope.slug()), Some(scope));
        }
        assert_eq!(RemoteScope::parse("utc+900..+990"), None);
        assert_eq!(RemoteScope::parse("utc"), None);
    }
}

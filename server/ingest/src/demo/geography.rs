//! Where demo companies live: real countries and cities with their pay levels.

use domain::{CountryCode, Currency, PayPeriod, Place, RemoteScope, WorldRegion};

use super::dice::Dice;

/// How a country writes figures of pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grouping {
    /// 120,000
    Comma,
    /// 120.000
    Dot,
    /// 120 000
    Space,
    /// 120'000
    Apostrophe,
}

/// A country of the demo world.
#[derive(Debug)]
pub(crate) struct Country {
    pub(crate) code: &'static str,
    /// Name as text carries it.
    pub(crate) name: &'static str,
    /// Share of companies, relative.
    pub(crate) weight: f64,
    pub(crate) region: WorldRegion,
    /// Whether it is a member of the European Union.
    pub(crate) eu: bool,
    pub(crate) currency: &'static str,
    /// Period in which pay is usually stated.
    pub(crate) period: PayPeriod,
    /// Yearly pay of a backend engineer without a stated level, units of the currency.
    pub(crate) pay: f64,
    pub(crate) grouping: Grouping,
    /// Usual offset from UTC, minutes.
    pub(crate) offset: i16,
    /// Cities, the ones with most companies first.
    pub(crate) cities: &'static [&'static str],
}

impl Country {
    pub(crate) fn country_code(&self) -> Option<CountryCode> {
        CountryCode::parse(self.code)
    }

    pub(crate) fn money(&self) -> Currency {
        Currency::parse(self.currency).unwrap_or(Currency::USD)
    }

    pub(crate) fn place(&self, city: &str) -> Place {
        Place {
            name: city.to_owned(),
            country: self.country_code(),
        }
    }

    /// One of its cities; earlier ones are more frequent.
    pub(crate) fn city(&self, dice: &mut Dice) -> &'static str {
        let first = dice.below(self.cities.len());
        let second = dice.below(self.cities.len());
        self.cities.get(first.min(second)).copied().unwrap_or("")
    }

    /// How texts name it as a remote scope.
    pub(crate) fn scope_words(&self, dice: &mut Dice) -> &'static str {
        match self.code {
            "US" => dice.text(&["US", "United States", "US"]),
            "GB" => dice.text(&["UK", "United Kingdom", "UK"]),
            _ => self.name,
        }
    }

    pub(crate) fn own_scope(&self) -> RemoteScope {
        self.country_code().map_or(
            RemoteScope::Region(WorldRegion::Worldwide),
            RemoteScope::Country,
        )
    }
}

const YEAR: PayPeriod = PayPeriod::Year;
const MONTH: PayPeriod = PayPeriod::Month;

macro_rules! countries {
    ($( $code:literal $name:literal $weight:literal $region:ident $eu:literal $currency:literal
        $period:ident $pay:literal $grouping:ident $offset:literal [$($city:literal),+]; )+) => {
        &[ $( Country {
            code: $code, name: $name, weight: $weight, region: WorldRegion::$region, eu: $eu,
            currency: $currency, period: $period, pay: $pay, grouping: Grouping::$grouping,
            offset: $offset, cities: &[$($city),+],
        }, )+ ]
    };
}

/// Every country. Pay levels are round inventions of a plausible order.
#[rustfmt::skip]
pub(crate) const COUNTRIES: &[Country] = countries! {
    "US" "United States" 30.0 NorthAmerica false "USD" YEAR 152_000.0 Comma -300 ["New York", "San Francisco", "Seattle", "Austin", "Boston", "Chicago", "Denver", "Los Angeles", "Atlanta", "Portland", "San Diego", "Philadelphia", "Minneapolis", "Pittsburgh", "Raleigh", "Salt Lake City"];
    "GB" "United Kingdom" 10.0 Europe false "GBP" YEAR 72_000.0 Comma 0 ["London", "Manchester", "Edinburgh", "Bristol", "Cambridge", "Leeds", "Glasgow", "Birmingham"];
    "DE" "Germany" 11.0 Europe true "EUR" YEAR 74_000.0 Dot 60 ["Berlin", "Munich", "Hamburg", "Cologne", "Frankfurt", "Stuttgart", "Leipzig", "Karlsruhe"];
    "NL" "Netherlands" 5.0 Europe true "EUR" YEAR 71_000.0 Dot 60 ["Amsterdam", "Rotterdam", "Utrecht", "Eindhoven"];
    "FR" "France" 5.0 Europe true "EUR" YEAR 60_000.0 Space 60 ["Paris", "Lyon", "Toulouse", "Nantes", "Bordeaux"];
    "CA" "Canada" 5.0 NorthAmerica false "CAD" YEAR 128_000.0 Comma -300 ["Toronto", "Vancouver", "Montreal", "Ottawa", "Calgary"];
    "ES" "Spain" 3.5 Europe true "EUR" YEAR 50_000.0 Dot 60 ["Barcelona", "Madrid", "Valencia", "Málaga"];
    "PL" "Poland" 3.5 Europe true "PLN" MONTH 264_000.0 Space 60 ["Warsaw", "Kraków", "Wrocław", "Gdańsk"];
    "SE" "Sweden" 3.0 Europe true "SEK" MONTH 660_000.0 Space 60 ["Stockholm", "Gothenburg", "Malmö"];
    "CH" "Switzerland" 2.5 Europe false "CHF" YEAR 126_000.0 Apostrophe 60 ["Zurich", "Geneva", "Basel", "Bern"];
    "IE" "Ireland" 2.0 Europe true "EUR" YEAR 82_000.0 Comma 0 ["Dublin", "Cork", "Galway"];
    "PT" "Portugal" 2.0 Europe true "EUR" YEAR 46_000.0 Space 0 ["Lisbon", "Porto", "Braga"];
    "DK" "Denmark" 1.5 Europe true "DKK" MONTH 630_000.0 Dot 60 ["Copenhagen", "Aarhus"];
    "NO" "Norway" 1.2 Europe false "NOK" YEAR 820_000.0 Space 60 ["Oslo", "Bergen", "Trondheim"];
    "FI" "Finland" 1.2 Europe true "EUR" MONTH 64_800.0 Space 120 ["Helsinki", "Tampere", "Espoo"];
    "AT" "Austria" 1.2 Europe true "EUR" YEAR 66_000.0 Dot 60 ["Vienna", "Graz", "Linz"];
    "IT" "Italy" 1.5 Europe true "EUR" YEAR 48_000.0 Dot 60 ["Milan", "Rome", "Turin", "Bologna"];
    "CZ" "Czech Republic" 1.2 Europe true "CZK" MONTH 1_200_000.0 Space 60 ["Prague", "Brno"];
    "RO" "Romania" 1.0 Europe true "EUR" YEAR 48_000.0 Comma 120 ["Bucharest", "Cluj-Napoca"];
    "EE" "Estonia" 0.7 Europe true "EUR" MONTH 54_000.0 Space 120 ["Tallinn", "Tartu"];
    "IN" "India" 4.0 Asia false "INR" YEAR 3_000_000.0 Comma 330 ["Bangalore", "Hyderabad", "Pune", "Chennai", "Mumbai"];
    "SG" "Singapore" 1.5 Asia false "SGD" YEAR 108_000.0 Comma 480 ["Singapore"];
    "JP" "Japan" 1.2 Asia false "JPY" YEAR 9_000_000.0 Comma 540 ["Tokyo", "Osaka", "Fukuoka"];
    "AU" "Australia" 2.2 Oceania false "AUD" YEAR 142_000.0 Comma 600 ["Sydney", "Melbourne", "Brisbane", "Perth"];
    "NZ" "New Zealand" 0.8 Oceania false "NZD" YEAR 124_000.0 Comma 720 ["Auckland", "Wellington"];
    "BR" "Brazil" 1.8 SouthAmerica false "BRL" MONTH 204_000.0 Dot -180 ["São Paulo", "Rio de Janeiro", "Florianópolis"];
    "MX" "Mexico" 1.0 NorthAmerica false "MXN" MONTH 840_000.0 Comma -360 ["Mexico City", "Guadalajara", "Monterrey"];
    "AR" "Argentina" 0.8 SouthAmerica false "USD" YEAR 60_000.0 Comma -180 ["Buenos Aires", "Córdoba"];
    "IL" "Israel" 1.2 MiddleEast false "ILS" MONTH 408_000.0 Comma 120 ["Tel Aviv", "Haifa"];
    "ZA" "South Africa" 0.7 Africa false "ZAR" YEAR 900_000.0 Space 120 ["Cape Town", "Johannesburg"];
    "KE" "Kenya" 0.4 Africa false "USD" YEAR 44_000.0 Comma 180 ["Nairobi"];
};

/// A country by its place in the list.
#[expect(
    clippy::indexing_slicing,
    reason = "the list is a constant that is not empty"
)]
pub(crate) fn country(index: usize) -> &'static Country {
    COUNTRIES.get(index).unwrap_or(&COUNTRIES[0])
}

/// A scope wider than one country that a company there would name, with its words.
pub(crate) fn wider_scope(country: &Country, dice: &mut Dice) -> (RemoteScope, String) {
    use WorldRegion::{
        Africa, Americas, Apac, Emea, Eu, Europe, LatinAmerica, NorthAmerica, Worldwide,
    };
    if dice.chance(0.16) {
        let hours = i16::try_from(dice.between(2, 4)).unwrap_or(3);
        let centre = country.offset / 60;
        let (from, to) = ((centre - hours).max(-11), (centre + hours).min(13));
        let words = format!("UTC{from:+} to UTC{to:+}");
        return (
            RemoteScope::TimeZones {
                from: from * 60,
                to: to * 60,
            },
            words,
        );
    }
    let choices: &[(WorldRegion, &'static str)] = match country.region {
        _ if country.eu => &[
            (Eu, "EU"),
            (Europe, "Europe"),
            (Eu, "EU"),
            (Emea, "EMEA"),
            (Worldwide, "worldwide"),
        ],
        Europe => &[(Europe, "Europe"), (Emea, "EMEA"), (Worldwide, "worldwide")],
        NorthAmerica => &[
            (NorthAmerica, "North America"),
            (Americas, "Americas"),
            (Worldwide, "worldwide"),
        ],
        WorldRegion::SouthAmerica => &[
            (LatinAmerica, "Latin America"),
            (Americas, "Americas"),
            (Worldwide, "worldwide"),
        ],
        Africa => &[(Africa, "Africa"), (Emea, "EMEA"), (Worldwide, "worldwide")],
        WorldRegion::MiddleEast => &[(Emea, "EMEA"), (Worldwide, "worldwide")],
        _ => &[(Apac, "APAC"), (Worldwide, "worldwide")],
    };
    let (region, words) = choices
        .get(dice.below(choices.len()))
        .copied()
        .unwrap_or((Worldwide, "worldwide"));
    (RemoteScope::Region(region), words.to_owned())
}

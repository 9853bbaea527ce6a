//! Which countries a remote scope covers, by ISO 3166-1 and the regions' usual
//! meaning in postings (`domain::WorldRegion`).

use domain::{CountryCode, RemoteScope, WorldRegion};

const EU: &[&str] = &[
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];
const EUROPE_BEYOND_EU: &[&str] = &[
    "AD", "AL", "AX", "BA", "BY", "CH", "FO", "GB", "GG", "GI", "IM", "IS", "JE", "LI", "MC", "MD",
    "ME", "MK", "NO", "RS", "RU", "SJ", "SM", "TR", "UA", "VA", "XK",
];
const MIDDLE_EAST: &[&str] = &[
    "AE", "BH", "CY", "EG", "IL", "IQ", "IR", "JO", "KW", "LB", "OM", "PS", "QA", "SA", "SY", "TR",
    "YE",
];
const AFRICA: &[&str] = &[
    "AO", "BF", "BI", "BJ", "BW", "CD", "CF", "CG", "CI", "CM", "CV", "DJ", "DZ", "EG", "EH", "ER",
    "ET", "GA", "GH", "GM", "GN", "GQ", "GW", "KE", "KM", "LR", "LS", "LY", "MA", "MG", "ML", "MR",
    "MU", "MW", "MZ", "NA", "NE", "NG", "RE", "RW", "SC", "SD", "SH", "SL", "SN", "SO", "SS", "ST",
    "SZ", "TD", "TG", "TN", "TZ", "UG", "YT", "ZA", "ZM", "ZW",
];
const ASIA_BEYOND_MIDDLE_EAST: &[&str] = &[
    "AF", "AM", "AZ", "BD", "BN", "BT", "CN", "GE", "HK", "ID", "IN", "JP", "KG", "KH", "KP", "KR",
    "KZ", "LA", "LK", "MM", "MN", "MO", "MV", "MY", "NP", "PH", "PK", "SG", "TH", "TJ", "TL", "TM",
    "TW", "UZ", "VN",
];
const NORTH_AMERICA: &[&str] = &["CA", "MX", "US"];
const SOUTH_AMERICA: &[&str] = &[
    "AR", "BO", "BR", "CL", "CO", "EC", "FK", "GF", "GY", "PE", "PY", "SR", "UY", "VE",
];
const CENTRAL_AMERICA_AND_CARIBBEAN: &[&str] = &[
    "AG", "AI", "AW", "BB", "BL", "BQ", "BS", "BZ", "CR", "CU", "CW", "DM", "DO", "GD", "GP", "GT",
    "HN", "HT", "JM", "KN", "KY", "LC", "MF", "MQ", "MS", "NI", "PA", "PR", "SV", "SX", "TC", "TT",
    "VC", "VG", "VI",
];
const OCEANIA: &[&str] = &["AU", "NZ"];
const PACIFIC_ISLANDS: &[&str] = &[
    "AS", "CK", "FJ", "FM", "GU", "KI", "MH", "MP", "NC", "NR", "NU", "PF", "PG", "PW", "SB", "TK",
    "TO", "TV", "VU", "WF", "WS",
];
const NORDICS: &[&str] = &["DK", "FI", "IS", "NO", "SE"];

/// Whether somebody in a country may work under a remote scope. A scope by
/// time zones covers no country for certain.
#[must_use]
pub fn covers(scope: &RemoteScope, country: CountryCode) -> bool {
    match scope {
        RemoteScope::Country(only) => *only == country,
        RemoteScope::Region(region) => holds(*region, country.code()),
        RemoteScope::TimeZones { .. } => false,
    }
}

fn holds(region: WorldRegion, code: &str) -> bool {
    if region == WorldRegion::Worldwide {
        return true;
    }
    lists(region).iter().any(|list| list.contains(&code))
}

fn lists(region: WorldRegion) -> &'static [&'static [&'static str]] {
    match region {
        WorldRegion::Worldwide => &[],
        WorldRegion::Europe => &[EU, EUROPE_BEYOND_EU],
        WorldRegion::Eu => &[EU],
        WorldRegion::Emea => &[EU, EUROPE_BEYOND_EU, MIDDLE_EAST, AFRICA],
        WorldRegion::NorthAmerica => &[NORTH_AMERICA],
        WorldRegion::LatinAmerica => &[&["MX"], CENTRAL_AMERICA_AND_CARIBBEAN, SOUTH_AMERICA],
        WorldRegion::SouthAmerica => &[SOUTH_AMERICA],
        WorldRegion::Americas => &[
            NORTH_AMERICA,
            CENTRAL_AMERICA_AND_CARIBBEAN,
            SOUTH_AMERICA,
            &["BM", "GL", "PM"],
        ],
        WorldRegion::Apac => &[ASIA_BEYOND_MIDDLE_EAST, OCEANIA, PACIFIC_ISLANDS],
        WorldRegion::Asia => &[ASIA_BEYOND_MIDDLE_EAST, MIDDLE_EAST],
        WorldRegion::Africa => &[AFRICA],
        WorldRegion::MiddleEast => &[MIDDLE_EAST],
        WorldRegion::Oceania => &[OCEANIA],
        WorldRegion::Nordics => &[NORDICS],
    }
}

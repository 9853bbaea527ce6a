//! The signs, codes and words by which postings name a currency.

use domain::{CountryCode, Currency};

/// What stands beside a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// A bare `$`, which means the dollar of the place.
    Dollar,
    /// A bare `kr`, which means the crown of the place.
    Crown,
    /// A bare `¥`, which means yen or yuan by the place.
    Yen,
    /// One currency, named beyond doubt.
    Of(Currency),
}

impl Sign {
    /// Whether this sign says which dollar, crown or yen a bare one means.
    pub(super) fn specifies(self, bare: Self) -> bool {
        let Self::Of(currency) = self else {
            return false;
        };
        let code = currency.code();
        match bare {
            Self::Dollar => code.ends_with('D') || code == "MXN",
            Self::Crown => matches!(code, "SEK" | "NOK" | "DKK" | "ISK"),
            Self::Yen => matches!(code, "JPY" | "CNY"),
            Self::Of(_) => false,
        }
    }
}

/// Spellings and the code they mean: `$`, `kr` and `¥` stand for themselves.
/// Longer spellings come before their own endings. Upper-case codes are only
/// taken in capitals, since `sek`, `try` or `php` are words of other trades.
const SPELLINGS: &[(&str, &str)] = &[
    ("us$", "USD"),
    ("usd$", "USD"),
    ("u$s", "USD"),
    ("u$d", "USD"),
    ("ca$", "CAD"),
    ("can$", "CAD"),
    ("cad$", "CAD"),
    ("cdn$", "CAD"),
    ("c$", "CAD"),
    ("au$", "AUD"),
    ("aud$", "AUD"),
    ("a$", "AUD"),
    ("nz$", "NZD"),
    ("nzd$", "NZD"),
    ("hk$", "HKD"),
    ("hkd$", "HKD"),
    ("sg$", "SGD"),
    ("sgd$", "SGD"),
    ("s$", "SGD"),
    ("nt$", "TWD"),
    ("mx$", "MXN"),
    ("r$", "BRL"),
    ("$", "$"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₹", "INR"),
    ("¥", "¥"),
    ("￥", "¥"),
    ("₪", "ILS"),
    ("₽", "RUB"),
    ("₴", "UAH"),
    ("₺", "TRY"),
    ("₩", "KRW"),
    ("฿", "THB"),
    ("₱", "PHP"),
    ("₦", "NGN"),
    ("₫", "VND"),
    ("euros", "EUR"),
    ("euro", "EUR"),
    ("eur", "EUR"),
    ("usd", "USD"),
    ("dollars", "$"),
    ("gbp", "GBP"),
    ("pounds", "GBP"),
    ("chf", "CHF"),
    ("cad", "CAD"),
    ("cdn", "CAD"),
    ("aud", "AUD"),
    ("nzd", "NZD"),
    ("sgd", "SGD"),
    ("hkd", "HKD"),
    ("inr", "INR"),
    ("rs.", "INR"),
    ("rs", "INR"),
    ("rupees", "INR"),
    ("jpy", "JPY"),
    ("yen", "JPY"),
    ("rmb", "CNY"),
    ("cny", "CNY"),
    ("SEK", "SEK"),
    ("sek", "SEK"),
    ("NOK", "NOK"),
    ("DKK", "DKK"),
    ("dkk", "DKK"),
    ("kr.", "kr"),
    ("kr", "kr"),
    ("PLN", "PLN"),
    ("pln", "PLN"),
    ("zł", "PLN"),
    ("zl", "PLN"),
    ("CZK", "CZK"),
    ("czk", "CZK"),
    ("kč", "CZK"),
    ("HUF", "HUF"),
    ("RON", "RON"),
    ("BGN", "BGN"),
    ("TRY", "TRY"),
    ("RUB", "RUB"),
    ("rub", "RUB"),
    ("UAH", "UAH"),
    ("ILS", "ILS"),
    ("NIS", "ILS"),
    ("nis", "ILS"),
    ("ZAR", "ZAR"),
    ("BRL", "BRL"),
    ("MXN", "MXN"),
    ("ARS", "ARS"),
    ("CLP", "CLP"),
    ("COP", "COP"),
    ("PEN", "PEN"),
    ("AED", "AED"),
    ("SAR", "SAR"),
    ("QAR", "QAR"),
    ("EGP", "EGP"),
    ("KES", "KES"),
    ("NGN", "NGN"),
    ("GHS", "GHS"),
    ("KRW", "KRW"),
    ("TWD", "TWD"),
    ("NTD", "TWD"),
    ("THB", "THB"),
    ("MYR", "MYR"),
    ("RM", "MYR"),
    ("IDR", "IDR"),
    ("PHP", "PHP"),
    ("VND", "VND"),
    ("PKR", "PKR"),
    ("BDT", "BDT"),
    ("ISK", "ISK"),
];

/// The sign with which `text` ends, and its length in bytes.
pub(super) fn at_end(text: &str) -> Option<(Sign, usize)> {
    SPELLINGS.iter().find_map(|(spelling, code)| {
        let start = text.len().checked_sub(spelling.len())?;
        let (before, found) = (text.get(..start)?, text.get(start..)?);
        if !matches(found, spelling) {
            return None;
        }
        let starts_a_word = found.chars().next().is_some_and(char::is_alphabetic);
        let glued = before.chars().next_back().is_some_and(char::is_alphabetic);
        (!(starts_a_word && glued)).then_some((sign(code)?, spelling.len()))
    })
}

/// The sign with which `text` begins, and its length in bytes.
pub(super) fn at_start(text: &str) -> Option<(Sign, usize)> {
    SPELLINGS.iter().find_map(|(spelling, code)| {
        let (found, after) = (text.get(..spelling.len())?, text.get(spelling.len()..)?);
        if !matches(found, spelling) {
            return None;
        }
        let ends_a_word = found.chars().next_back().is_some_and(char::is_alphabetic);
        let glued = after.chars().next().is_some_and(char::is_alphabetic);
        (!(ends_a_word && glued)).then_some((sign(code)?, spelling.len()))
    })
}

fn matches(found: &str, spelling: &str) -> bool {
    let strict = spelling
        .bytes()
        .next()
        .is_some_and(|b| b.is_ascii_uppercase());
    found == spelling || !strict && found.eq_ignore_ascii_case(spelling)
}

fn sign(code: &str) -> Option<Sign> {
    match code {
        "$" => Some(Sign::Dollar),
        "kr" => Some(Sign::Crown),
        "¥" => Some(Sign::Yen),
        code => Currency::parse(code).map(Sign::Of),
    }
}

/// The currency that a sign means in a posting of a country.
pub(super) fn resolve(sign: Sign, country: Option<CountryCode>) -> Option<Currency> {
    let country = country.as_ref().map_or("", CountryCode::code);
    let code = match (sign, country) {
        (Sign::Of(currency), _) => return Some(currency),
        (Sign::Dollar, "CA") => "CAD",
        (Sign::Dollar, "AU") => "AUD",
        (Sign::Dollar, "NZ") => "NZD",
        (Sign::Dollar, "SG") => "SGD",
        (Sign::Dollar, "HK") => "HKD",
        (Sign::Dollar, "TW") => "TWD",
        (Sign::Dollar, _) => "USD",
        (Sign::Crown, "NO") => "NOK",
        (Sign::Crown, "DK") => "DKK",
        (Sign::Crown, "IS") => "ISK",
        (Sign::Crown, "SE") => "SEK",
        (Sign::Crown, _) => return None,
        (Sign::Yen, "CN") => "CNY",
        (Sign::Yen, _) => "JPY",
    };
    Currency::parse(code)
}

/// The country whose dollar a text means: where its postings are from, unless
/// the text names another dollar, or names one country and no other is known.
pub(super) fn dollar_country(text: &str, country: Option<CountryCode>) -> Option<CountryCode> {
    let dollars = |code: &str| matches!(code, "CA" | "AU" | "NZ" | "SG" | "HK" | "TW");
    match country {
        Some(known) if !dollars(known.code()) => country,
        Some(known) => {
            let american = text.contains("USD") && !text.contains(&format!("{}D", known.code()));
            if american {
                CountryCode::parse("US")
            } else {
                country
            }
        }
        None => {
            let names = [
                ("CA", "Canad"),
                ("AU", "Australia"),
                ("NZ", "New Zealand"),
                ("SG", "Singapore"),
            ];
            let mut named = names.iter().filter(|(_, name)| text.contains(name));
            let american = ["United States", "USA", "U.S.", "USD", "US "]
                .iter()
                .any(|name| text.contains(name));
            match (named.next(), named.next()) {
                (Some((code, _)), None) if !american => CountryCode::parse(code),
                _ => None,
            }
        }
    }
}

/// The currency in which a country's employers state pay when they name none.
pub(super) fn of_country(country: CountryCode) -> Option<Currency> {
    let code = match country.code() {
        "US" | "PR" => "USD",
        "CA" => "CAD",
        "GB" => "GBP",
        "AU" => "AUD",
        "NZ" => "NZD",
        "CH" | "LI" => "CHF",
        "AT" | "BE" | "CY" | "DE" | "EE" | "ES" | "FI" | "FR" | "GR" | "HR" | "IE" | "IT"
        | "LT" | "LU" | "LV" | "MT" | "NL" | "PT" | "SI" | "SK" => "EUR",
        "SE" => "SEK",
        "NO" => "NOK",
        "DK" => "DKK",
        "PL" => "PLN",
        "CZ" => "CZK",
        "SG" => "SGD",
        "HK" => "HKD",
        "JP" => "JPY",
        "IL" => "ILS",
        _ => return None,
    };
    Currency::parse(code)
}

/// About how many units of a currency are a US dollar. Only ever used to tell
/// a plausible figure from an impossible one and a month's pay from a year's.
pub(super) fn units_per_dollar(currency: Currency) -> u64 {
    match currency.code() {
        "PLN" | "ILS" | "AED" | "SAR" | "QAR" | "MYR" | "RON" => 4,
        "BRL" | "DKK" | "CNY" | "HKD" => 7,
        "SEK" | "NOK" => 10,
        "MXN" | "ZAR" | "GHS" => 18,
        "CZK" | "TWD" | "TRY" | "THB" | "UAH" => 30,
        "EGP" | "PHP" => 50,
        "INR" | "RUB" => 80,
        "JPY" | "ISK" | "KES" | "BDT" => 130,
        "PKR" => 250,
        "HUF" => 350,
        "CLP" | "NGN" | "ARS" => 1_000,
        "KRW" => 1_300,
        "COP" => 4_000,
        "IDR" => 15_000,
        "VND" => 25_000,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(found: Option<(Sign, usize)>, country: &str) -> String {
        let country = CountryCode::parse(country);
        found
            .and_then(|(sign, _)| resolve(sign, country))
            .map_or_else(String::new, |c| c.code().to_owned())
    }

    #[test]
    fn signs_are_read_on_either_side() {
        for (text, country, expected) in [
            ("pay $", "US", "USD"),
            ("pay $", "CA", "CAD"),
            ("pay CA$", "US", "CAD"),
            ("HK$", "", "HKD"),
            ("US$", "CA", "USD"),
            ("from €", "", "EUR"),
            ("Rs.", "", "INR"),
            ("kr", "NO", "NOK"),
            ("kr", "", ""),
            ("hours", "", ""),
            ("TRY", "", "TRY"),
            ("try", "", ""),
        ] {
            assert_eq!(code(at_end(text), country), expected, "{text} in {country}");
        }
        for (text, expected) in [
            ("€ gross", "EUR"),
            ("EUR/y", "EUR"),
            ("kr.", ""),
            ("euros", "EUR"),
            ("eurozone", ""),
        ] {
            assert_eq!(code(at_start(text), ""), expected, "{text}");
        }
    }
}

//! Pay as a posting states it. Never converted, never annualised without saying so.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::closed_set::closed_set;

closed_set! {
    /// Period that a pay figure is for.
    PayPeriod {
        /// Per hour.
        Hour = "hour", "hour";
        /// Per day.
        Day = "day", "day";
        /// Per week.
        Week = "week", "week";
        /// Per month.
        Month = "month", "month";
        /// Per year.
        Year = "year", "year";
    }
}

impl PayPeriod {
    /// Periods in a working year: 2,080 hours, 260 days, 52 weeks, 12 months.
    #[must_use]
    pub const fn per_year(self) -> u32 {
        match self {
            Self::Hour => 2_080,
            Self::Day => 260,
            Self::Week => 52,
            Self::Month => 12,
            Self::Year => 1,
        }
    }
}

/// An ISO 4217 currency code: three upper-case ASCII letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// United States dollar.
    pub const USD: Self = Self(*b"USD");
    /// Euro.
    pub const EUR: Self = Self(*b"EUR");
    /// Pound sterling.
    pub const GBP: Self = Self(*b"GBP");

    /// Reads a code in any case; `None` unless it is three ASCII letters.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_alphabetic).then(|| {
            Self([
                bytes[0].to_ascii_uppercase(),
                bytes[1].to_ascii_uppercase(),
                bytes[2].to_ascii_uppercase(),
            ])
        })
    }

    /// The code as text.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// The usual sign where one is in wide use, else the code and a space.
    #[must_use]
    pub fn sign(&self) -> String {
        match self.code() {
            "USD" => "$".to_owned(),
            "EUR" => "€".to_owned(),
            "GBP" => "£".to_owned(),
            "JPY" => "¥".to_owned(),
            "INR" => "₹".to_owned(),
            "CAD" => "CA$".to_owned(),
            "AUD" => "A$".to_owned(),
            code => format!("{code} "),
        }
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Currency {
    type Error = SalaryError;

    fn try_from(code: String) -> Result<Self, SalaryError> {
        Self::parse(&code).ok_or(SalaryError::Currency)
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

/// A stated range of base pay in whole units of its currency.
///
/// 'Up to X' has no lower end, 'from X' no upper one; a single figure has both
/// ends equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "SalaryFields")]
pub struct Salary {
    min: Option<u32>,
    max: Option<u32>,
    currency: Currency,
    period: PayPeriod,
}

#[derive(Deserialize)]
struct SalaryFields {
    min: Option<u32>,
    max: Option<u32>,
    currency: Currency,
    period: PayPeriod,
}

/// Why figures are not a [`Salary`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SalaryError {
    /// Neither end is given.
    #[error("pay needs a lower or an upper end")]
    Empty,
    /// The lower end is above the upper one.
    #[error("the lower end of pay is above its upper end")]
    Reversed,
    /// The currency is not an ISO 4217 code.
    #[error("a currency is three letters, such as EUR")]
    Currency,
}

impl Salary {
    /// Makes a range.
    ///
    /// # Errors
    /// [`SalaryError`] when both ends are missing or reversed.
    pub const fn new(
        min: Option<u32>,
        max: Option<u32>,
        currency: Currency,
        period: PayPeriod,
    ) -> Result<Self, SalaryError> {
        match (min, max) {
            (None, None) => Err(SalaryError::Empty),
            (Some(low), Some(high)) if low > high => Err(SalaryError::Reversed),
            _ => Ok(Self {
                min,
                max,
                currency,
                period,
            }),
        }
    }

    /// Lower end, in units of the currency.
    #[must_use]
    pub const fn min(&self) -> Option<u32> {
        self.min
    }

    /// Upper end, in units of the currency.
    #[must_use]
    pub const fn max(&self) -> Option<u32> {
        self.max
    }

    /// Currency of both ends.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        self.currency
    }

    /// Period that both ends are for.
    #[must_use]
    pub const fn period(&self) -> PayPeriod {
        self.period
    }

    /// The most this role pays in a year, by [`PayPeriod::per_year`]: the upper
    /// end, or the lower one when no upper end is stated. This is what the pay
    /// floor of a search compares with.
    #[must_use]
    pub fn yearly_top(&self) -> u32 {
        let top = self.max.or(self.min).unwrap_or(0);
        top.saturating_mul(self.period.per_year())
    }

    /// The middle of the range for a year, by [`PayPeriod::per_year`]; `None` when
    /// one end is not stated: 'up to' and 'from' have no middle.
    #[must_use]
    pub fn yearly_middle(&self) -> Option<u32> {
        let (low, high) = (self.min?, self.max?);
        Some(low.midpoint(high).saturating_mul(self.period.per_year()))
    }

    /// Short words for people, such as `$120k–150k a year` or `up to €60 an hour`.
    #[must_use]
    pub fn words(&self) -> String {
        let sign = self.currency.sign();
        let period = match self.period {
            PayPeriod::Hour => "an hour",
            PayPeriod::Day => "a day",
            PayPeriod::Week => "a week",
            PayPeriod::Month => "a month",
            PayPeriod::Year => "a year",
        };
        let figures = match (self.min, self.max) {
            (Some(low), Some(high)) if low == high => format!("{sign}{}", figure(low)),
            (Some(low), Some(high)) => format!("{sign}{}–{}", figure(low), figure(high)),
            (None, Some(high)) => format!("up to {sign}{}", figure(high)),
            (Some(low), None) => format!("from {sign}{}", figure(low)),
            (None, None) => String::new(),
        };
        format!("{figures} {period}")
    }
}

impl TryFrom<SalaryFields> for Salary {
    type Error = SalaryError;

    fn try_from(fields: SalaryFields) -> Result<Self, SalaryError> {
        Self::new(fields.min, fields.max, fields.currency, fields.period)
    }
}

fn figure(amount: u32) -> String {
    if amount >= 1_000_000 && amount.is_multiple_of(10_000) {
        let hundredths = format!("{:02}", amount % 1_000_000 / 10_000);
        let fraction = hundredths.trim_end_matches('0');
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{}{point}{fraction}M", amount / 1_000_000)
    } else if amount >= 10_000 && amount.is_multiple_of(1_000) {
        format!("{}k", amount / 1_000)
    } else if amount >= 10_000 && amount.is_multiple_of(100) {
        format!("{}.{}k", amount / 1_000, amount % 1_000 / 100)
    } else if amount >= 1_000 {
        format!("{},{:03}", amount / 1_000, amount % 1_000)
    } else {
        amount.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pay_is_said_in_words() {
        let year = |min, max| {
            Salary::new(min, max, Currency::USD, PayPeriod::Year)
                .unwrap()
                .words()
        };
        assert_eq!(year(Some(120_000), Some(150_000)), "$120k–150k a year");
        assert_eq!(year(Some(112_500), None), "from $112.5k a year");
        assert_eq!(year(None, Some(90_000)), "up to $90k a year");
        assert_eq!(year(Some(5_250), Some(5_250)), "$5,250 a year");
        assert_eq!(
            year(Some(3_400_000), Some(12_050_000)),
            "$3.4M–12.05M a year"
        );
        assert_eq!(year(Some(2_000_000), None), "from $2M a year");
        let hour = Salary::new(None, Some(60), Currency::EUR, PayPeriod::Hour).unwrap();
        assert_eq!(hour.words(), "up to €60 an hour");
        assert_eq!(hour.yearly_top(), 124_800);
    }

    #[test]
    fn impossible_pay_is_refused() {
        assert_eq!(
            Salary::new(None, None, Currency::USD, PayPeriod::Year),
            Err(SalaryError::Empty)
        );
        assert_eq!(
            Salary::new(Some(2), Some(1), Currency::USD, PayPeriod::Year),
            Err(SalaryError::Reversed)
        );
        let json = r#"{"min":5,"max":1,"currency":"USD","period":"year"}"#;
        assert!(serde_json::from_str::<Salary>(json).is_err());
    }
}

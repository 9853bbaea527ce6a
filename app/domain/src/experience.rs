//! Years of experience that a posting asks for.

use crate::closed_set::closed_set;

closed_set! {
    /// The least number of years of professional experience asked for, in bands.
    Experience {
        /// None, or one year.
        UpToOne = "0-1", "up to 1 year";
        /// Two or three years.
        TwoOrThree = "2-3", "2–3 years";
        /// Four or five years.
        FourOrFive = "4-5", "4–5 years";
        /// Six to nine years.
        SixToNine = "6-9", "6–9 years";
        /// Ten years and more.
        TenAndMore = "10", "10 years and more";
    }
}

impl Experience {
    /// The band of a number of whole years.
    #[must_use]
    pub const fn of_years(years: u8) -> Self {
        match years {
            0..=1 => Self::UpToOne,
            2..=3 => Self::TwoOrThree,
            4..=5 => Self::FourOrFive,
            6..=9 => Self::SixToNine,
            _ => Self::TenAndMore,
        }
    }
}

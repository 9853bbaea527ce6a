//! Why a figure is not given. A figure that cannot be had is one of these
//! instead of a number that is none.

use serde::Serialize;

/// What a figure would need and does not have.
#[derive(Clone, Debug, PartialEq, Serialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "reason")]
pub enum CannotSay {
    /// There are fewer observations than an honest figure needs.
    #[error("at least {need} {of} are needed, and there are no more than {have}")]
    TooFew {
        /// What is counted, in words: 'postings with pay'.
        of: &'static str,
        /// How many there are.
        have: u64,
        /// How many there must be.
        need: u64,
    },
    /// The series does not cover enough whole seasons (years).
    #[error("at least {need} whole seasons are needed, and the series covers no more than {have}")]
    TooFewSeasons {
        /// Whole seasons it covers.
        have: usize,
        /// Whole seasons it must cover.
        need: usize,
    },
    /// The date or period that is asked for is not in the series.
    #[error("the series has no value at the date it is asked for")]
    OutsideSeries,
    /// A ratio or a logarithm needs values above zero.
    #[error("a value is zero, and a ratio to nothing says nothing")]
    NothingToCompare,
    /// All values are equal, so that there is nothing to rank or to explain.
    #[error("all values are equal")]
    NoVariation,
    /// A value is not a finite number, or a count exceeds the count it is part of.
    #[error("the values contradict each other")]
    Inconsistent,
    /// No model of the library fits the series.
    #[error("no model fits the series")]
    NoModel,
}

/// What every figure of this crate returns: the figure or the reason for none.
pub type Figure<T> = Result<T, CannotSay>;

/// Refuses fewer than `need` observations.
pub(crate) const fn at_least(of: &'static str, have: u64, need: u64) -> Figure<()> {
    if have < need {
        return Err(CannotSay::TooFew { of, have, need });
    }
    Ok(())
}

//! The market in figures: series over weeks and months, shares and changes with
//! their intervals, trends, an index that is free of the mix of sources, seasonal
//! adjustment, forecasts, pay, what is asked together, and verdicts by rule.
//!
//! Everything here is a pure function of counts and pays: nothing reads a clock, a
//! database or a random number that was not passed in, and it runs in a browser
//! too. Each item names its unit, its formula and where the formula comes from.
//! What cannot be said is a [`CannotSay`] with what is missing, never a number that
//! is none. Counting postings is the business of `store`, showing figures of `app`.
//!
//! `tests/reference` compares each statistic with an independent implementation.

mod cannot_say;
mod change;
mod entropy;
mod forecast;
mod index;
mod interval;
mod lift;
mod movers;
mod number;
mod pay;
mod pay_effect;
mod period;
mod season;
mod share;
mod source_mix;
mod trend;
mod verdict;

pub use cannot_say::{CannotSay, Figure};
pub use change::count_ratio;
pub use entropy::{SPREAD_FLOOR, Spread, spread};
pub use forecast::{FORECAST_SEASONS, Forecast, ForecastPoint, Method, PastErrors, forecast};
pub use index::{index, trailing_mean};
pub use interval::{Confidence, Estimate, Interval};
pub use lift::{LIFT_FLOOR, Together};
pub use movers::{Candidate, FALSE_DISCOVERIES, MOVER_FLOOR, Mover, Movers, movers, q_values};
pub use pay::{PAY_FLOOR, PayPercentiles, pay_percentiles};
pub use pay_effect::{EFFECT_FLOOR, PayEffect, PayStratum, pay_effect};
pub use period::{Granularity, Period, Span, count_new, count_open};
pub use season::{Adjusted, Composition, SEASONS_FLOOR, adjust, adjust_daily};
pub use share::Share;
pub use source_mix::{ChainedIndex, MarkedSource, SourceCounts, SourceMark, chained_index};
pub use trend::{TREND_FLOOR, TREND_LEVEL, Trend, trend};
pub use verdict::{Expectation, Indicator, Missing, Reading, Verdict, verdict};

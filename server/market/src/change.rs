//! Change from one period to another, such as from last year to this.

use crate::cannot_say::{CannotSay, Figure};
use crate::interval::{Confidence, Estimate, Interval};
use crate::number::real;

/// How many times as many there are `after` as `before`, with its 95 %
/// interval: `exp(ln(after/before) ± z·√(1/before + 1/after))`, the log ratio
/// of two independent Poisson counts (Rothman, 'Modern Epidemiology'). Take 1
/// from it for the growth as a fraction. Roles that come in waves vary more
/// than this model says.
///
/// # Errors
/// [`CannotSay::NothingToCompare`] when either count is zero.
pub fn count_ratio(before: u64, after: u64) -> Figure<Estimate> {
    if before == 0 || after == 0 {
        return Err(CannotSay::NothingToCompare);
    }
    let (a, b) = (real(before), real(after));
    let value = (b / a).ln();
    let distance = Confidence::NinetyFive.z() * (1.0 / a + 1.0 / b).sqrt();
    Ok(Estimate {
        value,
        interval: Interval::around(value, distance),
    }
    .map(f64::exp))
}

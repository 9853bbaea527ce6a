//! Counts as real numbers and back: the one place where numbers are converted
//! without a check.

/// A count as a real number; exact up to 2⁵³.
#[expect(
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "counts of postings are far below 2^53"
)]
pub(crate) const fn real(count: u64) -> f64 {
    count as f64
}

/// A length as a real number.
pub(crate) fn length<T>(values: &[T]) -> f64 {
    real(whole(values.len()))
}

/// A length as a count.
pub(crate) fn whole(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// The position that a number of at least 0 falls into; 0 for anything less.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the conversion saturates, and positions are small"
)]
pub(crate) fn position(value: f64) -> usize {
    value.floor() as usize
}

/// Arithmetic mean; 0 of nothing.
pub(crate) fn mean(values: &[f64]) -> f64 {
    if values.is_empty() {
        return 0.0;
    }
    values.iter().sum::<f64>() / length(values)
}

/// Values in ascending order.
pub(crate) fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    values
}

/// Middle of values, the mean of the two middle ones when their number is even;
/// `None` of nothing.
pub(crate) fn median(values: Vec<f64>) -> Option<f64> {
    quantile(&sorted(values), 0.5)
}

/// Quantile of ascending values by linear interpolation between the order
/// statistics around `(n − 1)·p` (type 7 of Hyndman & Fan 1996, 'Sample
/// Quantiles in Statistical Packages'); `None` of nothing.
pub(crate) fn quantile(ascending: &[f64], p: f64) -> Option<f64> {
    let last = ascending.len().checked_sub(1)?;
    let at = real(whole(last)) * p.clamp(0.0, 1.0);
    let below = position(at);
    let low = *ascending.get(below)?;
    let high = *ascending.get((below + 1).min(last))?;
    Some((high - low).mul_add(at - real(whole(below)), low))
}

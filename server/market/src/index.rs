//! An index: a series in hundredths of what it was at a chosen date.

use crate::cannot_say::{CannotSay, Figure};
use crate::number::mean;

/// Mean of each value and those before it, `window` values in all; `None`
/// until there are that many. With daily values and a window of 7, the days of
/// the week weigh the same everywhere.
#[must_use]
pub fn trailing_mean(values: &[f64], window: usize) -> Vec<Option<f64>> {
    let window = window.max(1);
    (1..=values.len())
        .map(|end| {
            let start = end.checked_sub(window)?;
            values.get(start..end).map(mean)
        })
        .collect()
}

/// The values in hundredths of the one at position `base`: `100·v/v_base`.
///
/// # Errors
/// [`CannotSay::OutsideSeries`] when there is no value at the base,
/// [`CannotSay::NothingToCompare`] when it is not above zero.
pub fn index(values: &[Option<f64>], base: usize) -> Figure<Vec<Option<f64>>> {
    let base = values
        .get(base)
        .copied()
        .flatten()
        .ok_or(CannotSay::OutsideSeries)?;
    if base <= 0.0 || !base.is_finite() {
        return Err(CannotSay::NothingToCompare);
    }
    let indexed = |value: &Option<f64>| value.map(|value| 100.0 * value / base);
    Ok(values.iter().map(indexed).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_needs_its_whole_window() {
        let days: Vec<f64> = (1..=8).map(f64::from).collect();
        let means = trailing_mean(&days, 7);
        assert_eq!(means.iter().flatten().count(), 2);
        assert_eq!(means.get(6..), Some(&[Some(4.0), Some(5.0)][..]));
        assert_eq!(trailing_mean(&[], 7), []);
    }

    #[test]
    fn an_index_is_100_at_its_base() {
        let values = [None, Some(4.0), Some(5.0)];
        assert_eq!(index(&values, 1), Ok(vec![None, Some(100.0), Some(125.0)]));
        assert_eq!(index(&values, 0), Err(CannotSay::OutsideSeries));
        assert_eq!(index(&values, 9), Err(CannotSay::OutsideSeries));
        assert_eq!(index(&[Some(0.0)], 0), Err(CannotSay::NothingToCompare));
    }
}

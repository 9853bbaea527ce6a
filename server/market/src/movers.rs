//! Which of many shares rise and which fall, by more than noise.

use serde::Serialize;

use crate::interval::Estimate;
use crate::number::{real, whole};
use crate::share::Share;

/// Fewest postings with an item, in the fuller of the two periods.
pub const MOVER_FLOOR: u64 = 30;
/// Share of false ones among those that are named, on average.
pub const FALSE_DISCOVERIES: f64 = 0.05;

/// An item with its shares in two periods.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate<T> {
    /// What it is.
    pub item: T,
    /// Its share in the earlier period.
    pub before: Share,
    /// Its share in the later period.
    pub after: Share,
}

/// An item whose share moved.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mover<T> {
    /// What it is.
    pub item: T,
    /// Its share in the earlier period.
    pub before: Estimate,
    /// Its share in the later period.
    pub after: Estimate,
    /// Difference of the shares, as a fraction (Newcombe's interval).
    pub difference: Estimate,
    /// How many times as large the share is (Katz's interval); `None` when it
    /// came from or went to nothing.
    pub ratio: Option<Estimate>,
    /// Probability of such a difference if nothing had moved, corrected for the
    /// number of items looked at.
    pub q_value: f64,
}

/// What rose and what fell.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Movers<T> {
    /// Items that rose, the surest and largest rise first.
    pub rising: Vec<Mover<T>>,
    /// Items that fell, the surest and largest fall first.
    pub falling: Vec<Mover<T>>,
    /// Items that were looked at.
    pub considered: u64,
    /// Items with too few postings to be looked at.
    pub below_floor: u64,
}

/// Names the items whose shares moved.
///
/// Items under [`MOVER_FLOOR`] postings in both periods are left out. The others
/// are tested by [`Share::p_value`], and the p values corrected by Benjamini &
/// Hochberg 1995, 'Controlling the false discovery rate', so that of those named
/// on average one in twenty at most did not move. They are in order of the end
/// of the difference's interval that is nearer to no change.
#[must_use]
pub fn movers<T>(candidates: Vec<Candidate<T>>) -> Movers<T> {
    let all = candidates.len();
    let enough: Vec<Candidate<T>> = candidates
        .into_iter()
        .filter(|one| one.before.hits().max(one.after.hits()) >= MOVER_FLOOR)
        .collect();
    let p_values: Vec<f64> = enough
        .iter()
        .map(|one| one.before.p_value(one.after))
        .collect();
    let considered = enough.len();
    let moved = enough
        .into_iter()
        .zip(q_values(&p_values))
        .filter(|(_, q_value)| *q_value <= FALSE_DISCOVERIES)
        .map(|(one, q_value)| Mover {
            before: one.before.estimate(),
            after: one.after.estimate(),
            difference: one.before.difference(one.after),
            ratio: one.before.ratio(one.after).ok(),
            item: one.item,
            q_value,
        });
    let (mut rising, mut falling): (Vec<_>, Vec<_>) =
        moved.partition(|mover| mover.difference.value > 0.0);
    rising.sort_by(|a, b| {
        b.difference
            .interval
            .low
            .total_cmp(&a.difference.interval.low)
    });
    falling.sort_by(|a, b| {
        a.difference
            .interval
            .high
            .total_cmp(&b.difference.interval.high)
    });
    Movers {
        rising,
        falling,
        considered: whole(considered),
        below_floor: whole(all - considered),
    }
}

/// Benjamini and Hochberg's q of each p: the smallest of `p·m/rank` over its own
/// and all greater ones, at most 1.
#[must_use]
pub fn q_values(p_values: &[f64]) -> Vec<f64> {
    let m = real(whole(p_values.len()));
    let mut descending: Vec<(usize, f64)> = p_values.iter().copied().enumerate().collect();
    descending.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut found = vec![1.0; p_values.len()];
    let mut least: f64 = 1.0;
    for (order, (position, p)) in descending.into_iter().enumerate() {
        let rank = m - real(whole(order));
        least = least.min(p * m / rank);
        if let Some(q) = found.get_mut(position) {
            *q = least;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(item: &str, before: u64, after: u64) -> Candidate<&str> {
        Candidate {
            item,
            before: Share::new(before, 1000).unwrap(),
            after: Share::new(after, 1000).unwrap(),
        }
    }

    #[test]
    fn only_what_moved_by_more_than_noise_is_named() {
        let found = movers(vec![
            candidate("up", 50, 120),
            candidate("up-more", 100, 250),
            candidate("down", 300, 200),
            candidate("same", 200, 205),
            candidate("rare", 2, 25),
            candidate("new", 0, 40),
        ]);
        let rising: Vec<&str> = found.rising.iter().map(|mover| mover.item).collect();
        assert_eq!(rising, ["up-more", "up", "new"]);
        let falling: Vec<&str> = found.falling.iter().map(|mover| mover.item).collect();
        assert_eq!(falling, ["down"]);
        assert_eq!((found.considered, found.below_floor), (5, 1));
        assert_eq!(found.rising[2].ratio, None);
    }

    #[test]
    fn nothing_comes_of_nothing() {
        let found = movers::<&str>(Vec::new());
        assert!(found.rising.is_empty() && found.falling.is_empty());
    }

    proptest::proptest! {
        #[test]
        fn q_is_never_below_p_and_keeps_its_order(
            ps in proptest::collection::vec(0.0_f64..=1.0, 0..40)
        ) {
            let qs = q_values(&ps);
            for (p, q) in ps.iter().zip(&qs) {
                proptest::prop_assert!(*q >= p - 1e-12 && *q <= 1.0);
            }
            for (a, b) in ps.iter().zip(&qs).flat_map(|a| ps.iter().zip(&qs).map(move |b| (a, b))) {
                proptest::prop_assert!(a.0 > b.0 || *a.1 <= b.1 + 1e-12);
            }
        }
    }
}

//! Seeded randomness of the demo world.
//!
//! SplitMix64 (Steele, Lea, Flood: 'Fast splittable pseudorandom number
//! generators', 2014): small, fast, and the same on every machine and in every
//! version, which a random-number crate does not promise.

/// A stream of dice, fixed by its seed.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    /// The stream for one thing (a company, a role) of one world.
    pub(crate) const fn new(seed: u64, kind: u64, number: u64) -> Self {
        let mixed = mix(seed ^ mix(kind.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
        Self(mix(mixed ^ mix(number.wrapping_add(0x5851_f42d_4c95_7f2d))))
    }

    pub(crate) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// A whole number below `end`; 0 when `end` is 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let wide = u128::from(self.next()) * u128::try_from(end).unwrap_or(0);
        usize::try_from(wide >> 64).unwrap_or(0)
    }

    /// A whole number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: u32, high: u32) -> u32 {
        let span = usize::try_from(high.saturating_sub(low)).unwrap_or(0) + 1;
        low + u32::try_from(self.below(span)).unwrap_or(0)
    }

    /// A fraction from 0 up to, but not including, 1.
    pub(crate) fn fraction(&mut self) -> f64 {
        let bits = u32::try_from(self.next() >> 32).unwrap_or(0);
        f64::from(bits) / 4_294_967_296.0
    }

    /// True with this probability.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.fraction() < probability
    }

    /// One of several texts; the empty text when there are none.
    pub(crate) fn text(&mut self, from: &[&'static str]) -> &'static str {
        from.get(self.below(from.len())).copied().unwrap_or("")
    }

    /// The place of one of several weights, in proportion to them.
    pub(crate) fn weighted(&mut self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        let total: f64 = weights.clone().sum();
        let mut left = self.fraction() * total;
        let mut last = 0;
        for (index, weight) in weights.enumerate() {
            if weight > 0.0 {
                last = index;
                if left < weight {
                    return index;
                }
                left -= weight;
            }
        }
        last
    }

    /// Brings a list into another order.
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }
}

const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_of_a_seed_never_changes() {
        let mut dice = Dice::new(7, 1, 0);
        let first: Vec<u32> = (0..6).map(|_| dice.between(1, 6)).collect();
        let mut again = Dice::new(7, 1, 0);
        assert_eq!(
            first,
            (0..6).map(|_| again.between(1, 6)).collect::<Vec<_>>()
        );
        assert_eq!(dice.below(0), 0);
        assert_eq!(dice.text(&[]), "");
        assert_eq!(dice.weighted([0.0, 0.0, 2.0].into_iter()), 2);
    }

    #[test]
    fn dice_are_fair_enough() {
        let mut dice = Dice::new(1, 2, 3);
        let hits = (0..10_000).filter(|_| dice.chance(0.3)).count();
        assert!((2_800..3_200).contains(&hits), "{hits}");
        let third = (0..9_000)
            .filter(|_| dice.weighted([2.0, 1.0].into_iter()) == 1)
            .count();
        assert!((2_800..3_200).contains(&third), "{third}");
    }
}

//! Sketches of texts, by which nearly equal ones are told from others.
//!
//! MinHash (A. Broder: 'On the resemblance and containment of documents',
//! 1997) over runs of three words, with eight bits kept of each of 128 least
//! values (P. Li, A. König: 'b-Bit Minwise Hashing', 2010). The share of runs
//! that two texts have in common is estimated with a standard error of at most
//! 4.5 percentage points, 3 where it is 0.85.

use std::fmt::{self, Write};

use serde::{Deserialize, Serialize};

/// Number of least values.
const VALUES: usize = 128;
/// Words of a run.
const RUN: usize = 3;
/// Share of values that agree by chance.
const CHANCE: f64 = 1.0 / 256.0;
/// Values of one band: texts that share all values of one are compared.
const BAND: usize = 4;

/// A sketch of a text: how many different runs of words it has, and which, in
/// 128 bytes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TextSketch {
    runs: u32,
    values: [u8; VALUES],
}

impl Default for TextSketch {
    fn default() -> Self {
        Self {
            runs: 0,
            values: [0; VALUES],
        }
    }
}

impl TextSketch {
    /// Sketches a text given as its words, in order.
    #[must_use]
    pub fn of_words<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let words: Vec<u64> = words.map(hash).collect();
        let mut runs: Vec<u32> = words
            .windows(RUN.min(words.len().max(1)))
            .map(run)
            .collect();
        runs.sort_unstable();
        runs.dedup();
        if runs.is_empty() {
            return Self::default();
        }
        let mut least = [u32::MAX; VALUES];
        for run in &runs {
            for (least, (factor, shift)) in least.iter_mut().zip(&SEEDS) {
                *least = (*least).min(run.wrapping_mul(*factor).wrapping_add(*shift));
            }
        }
        let mut values = [0; VALUES];
        for (value, least) in values.iter_mut().zip(least) {
            let [_, _, _, high] = mix(least).to_le_bytes();
            *value = high;
        }
        Self {
            runs: u32::try_from(runs.len()).unwrap_or(u32::MAX),
            values,
        }
    }

    /// How many different runs of words the text has.
    #[must_use]
    pub const fn runs(&self) -> u32 {
        self.runs
    }

    /// Share of the runs of either text that both have, from 0 to 1: estimated.
    #[must_use]
    pub fn resemblance(&self, other: &Self) -> f64 {
        if self.runs == 0 || other.runs == 0 {
            return 0.0;
        }
        let agreeing = self.values.iter().zip(&other.values);
        let agreeing = agreeing.filter(|(one, other)| one == other).count();
        let share = f64::from(u32::try_from(agreeing).unwrap_or(0)) / 128.0;
        ((share - CHANCE) / (1.0 - CHANCE)).clamp(0.0, 1.0)
    }

    /// Share of the runs of the shorter text that the longer one has, too, from
    /// 0 to 1: estimated.
    #[must_use]
    pub fn containment(&self, other: &Self) -> f64 {
        let resemblance = self.resemblance(other);
        let (one, two) = (f64::from(self.runs), f64::from(other.runs));
        let shorter = one.min(two);
        if shorter <= 0.0 {
            return 0.0;
        }
        let common = resemblance / (1.0 + resemblance) * (one + two);
        (common / shorter).min(1.0)
    }

    /// The bands of the sketch: of two texts that are nearly the same, at least
    /// one is equal in all but one case of ten thousand.
    pub(super) fn bands(&self) -> impl Iterator<Item = (usize, &[u8])> {
        self.values.chunks(BAND).enumerate()
    }

    /// Reads what [`TextSketch`] writes: 264 hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (runs, rest) = text.split_at_checked(8)?;
        let runs = u32::from_str_radix(runs, 16).ok()?;
        let mut values = [0; VALUES];
        let digits = rest.as_bytes();
        if digits.len() != VALUES * 2 {
            return None;
        }
        for (value, pair) in values.iter_mut().zip(digits.chunks(2)) {
            *value = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self { runs, values })
    }
}

impl fmt::Display for TextSketch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(8 + VALUES * 2);
        write!(text, "{:08x}", self.runs)?;
        for value in self.values {
            for digit in [value >> 4, value & 15] {
                text.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
            }
        }
        f.write_str(&text)
    }
}

impl fmt::Debug for TextSketch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TextSketch({self})")
    }
}

impl TryFrom<String> for TextSketch {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| "not a sketch of a text".to_owned())
    }
}

impl From<TextSketch> for String {
    fn from(sketch: TextSketch) -> Self {
        sketch.to_string()
    }
}

/// FNV-1a, 64 bits.
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// One number for a run of words, in their order.
fn run(words: &[u64]) -> u32 {
    let folded = words.iter().fold(0x9e37_79b9_7f4a_7c15_u64, |run, word| {
        (run.rotate_left(23) ^ word).wrapping_mul(0xbf58_476d_1ce4_e5b9)
    });
    let [_, _, _, _, a, b, c, d] = (folded ^ (folded >> 29))
        .wrapping_mul(0x94d0_49bb_1331_11eb)
        .to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

/// The finalizer of MurmurHash3, 32 bits.
const fn mix(mut value: u32) -> u32 {
    value = (value ^ (value >> 16)).wrapping_mul(0x85eb_ca6b);
    value = (value ^ (value >> 13)).wrapping_mul(0xc2b2_ae35);
    value ^ (value >> 16)
}

/// Factor and shift of each hash function; factors are odd.
const SEEDS: [(u32, u32); VALUES] = seeds();

#[expect(
    clippy::indexing_slicing,
    reason = "evaluated when compiled, where an index out of bounds is an error"
)]
const fn seeds() -> [(u32, u32); VALUES] {
    let mut seeds = [(1, 0); VALUES];
    let mut state = 0x2545_f491_u32;
    let mut at = 0;
    while at < VALUES {
        state = state.wrapping_add(0x9e37_79b9);
        let factor = mix(state) | 1;
        state = state.wrapping_add(0x9e37_79b9);
        seeds[at] = (factor, mix(state));
        at += 1;
    }
    seeds
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(range: std::ops::Range<u32>) -> TextSketch {
        let words: Vec<String> = range.map(|number| format!("word{number}")).collect();
        TextSketch::of_words(words.iter().map(String::as_str))
    }

    #[test]
    fn shares_in_common_are_estimated_closely() {
        // Runs in common by construction: 298 each, shifted.
        for (shift, resemblance) in [(0, 1.0), (15, 0.904), (75, 0.598), (300, 0.0)] {
            let mut sum = 0.0;
            for start in 0..40 {
                let one = numbered(start * 1_000..start * 1_000 + 300);
                let two = numbered(start * 1_000 + shift..start * 1_000 + shift + 300);
                let found = one.resemblance(&two);
                assert!((found - resemblance).abs() < 0.16, "{shift}: {found}");
                sum += found;
            }
            let mean = sum / 40.0;
            assert!((mean - resemblance).abs() < 0.02, "{shift}: {mean}");
        }
    }

    #[test]
    fn a_text_with_more_around_it_contains_the_text() {
        let (part, whole) = (numbered(0..200), numbered(0..300));
        assert!(part.containment(&whole) > 0.9);
        assert!(part.resemblance(&whole) < 0.8);
    }

    #[test]
    fn an_empty_text_is_like_none_and_a_short_one_like_itself() {
        let empty = TextSketch::of_words([].into_iter());
        assert_eq!(empty.runs(), 0);
        assert_eq!(empty.resemblance(&empty), 0.0);
        assert_eq!(empty.containment(&empty), 0.0);
        let short = TextSketch::of_words(["one"].into_iter());
        assert_eq!((short.runs(), short.resemblance(&short)), (1, 1.0));
    }

    #[test]
    fn a_sketch_is_read_as_it_is_written_and_never_changes() {
        let sketch = numbered(0..50);
        assert_eq!(TextSketch::parse(&sketch.to_string()), Some(sketch.clone()));
        assert_eq!(TextSketch::parse("00"), None);
        assert_eq!(TextSketch::parse(&"g".repeat(264)), None);
        let start = "0000003059bf8d2b323be968eb0a744c467a515c";
        assert!(sketch.to_string().starts_with(start), "{sketch}");
    }

    proptest::proptest! {
        #[test]
        fn reading_a_sketch_never_panics(text in ".{0,300}") {
            let _ = TextSketch::parse(&text);
        }
    }
}

//! Sets of documents of one segment, and counting how two of them meet.
//!
//! A set under construction is always a bit for each document ([`Bits`]). What
//! a segment keeps for each value is a [`DocList`], bits where they are dense
//! and a sorted list where they are sparse.

/// Documents of one segment, a bit for each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
}

/// Place of a document in a vector.
#[expect(
    clippy::as_conversions,
    reason = "the targets have at least 32 bits, and this is the innermost loop"
)]
pub(crate) const fn place(doc: u32) -> usize {
    doc as usize
}

/// Number of a place in a vector that is known to hold one entry a document.
pub(crate) fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

const fn mask(doc: u32) -> u64 {
    1 << (doc & 63)
}

impl Bits {
    /// No document.
    pub(crate) fn none(docs: u32) -> Self {
        Self {
            words: vec![0; place(docs.div_ceil(64))],
        }
    }

    /// Every document.
    pub(crate) fn all(docs: u32) -> Self {
        let mut words = vec![u64::MAX; place(docs.div_ceil(64))];
        if !docs.is_multiple_of(64)
            && let Some(last) = words.last_mut()
        {
            *last = mask(docs) - 1;
        }
        Self { words }
    }

    pub(crate) fn insert(&mut self, doc: u32) {
        if let Some(word) = self.words.get_mut(place(doc >> 6)) {
            *word |= mask(doc);
        }
    }

    pub(crate) fn insert_all(&mut self, docs: &[u32]) {
        for doc in docs {
            self.insert(*doc);
        }
    }

    pub(crate) fn remove(&mut self, doc: u32) {
        if let Some(word) = self.words.get_mut(place(doc >> 6)) {
            *word &= !mask(doc);
        }
    }

    pub(crate) fn has(&self, doc: u32) -> bool {
        self.words
            .get(place(doc >> 6))
            .is_some_and(|word| word & mask(doc) != 0)
    }

    pub(crate) fn and(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    pub(crate) fn and_not(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    pub(crate) fn or(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// Those of `self` that are in `other` as well, as a new set.
    pub(crate) fn meet(&self, other: &Self) -> Self {
        Self {
            words: self
                .words
                .iter()
                .zip(&other.words)
                .map(|(a, b)| a & b)
                .collect(),
        }
    }

    pub(crate) fn count(&self) -> u64 {
        self.words
            .iter()
            .map(|word| u64::from(word.count_ones()))
            .sum()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// How many documents are in both.
    pub(crate) fn count_meet(&self, other: &Self) -> u64 {
        count_meet(&self.words, &other.words)
    }

    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.words.iter().zip(&other.words).any(|(a, b)| a & b != 0)
    }

    /// Documents in ascending order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        let mut base = 0_u32;
        self.words.iter().flat_map(move |word| {
            let start = base;
            base = base.wrapping_add(64);
            Ones { word: *word, start }
        })
    }

    /// Bytes in memory.
    pub(crate) fn bytes(&self) -> usize {
        self.words.len() * 8
    }
}

struct Ones {
    word: u64,
    start: u32,
}

impl Iterator for Ones {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.word == 0 {
            return None;
        }
        let bit = self.word.trailing_zeros();
        self.word &= self.word - 1;
        Some(self.start + bit)
    }
}

/// Lanes that a vector unit adds at once.
const LANES: usize = 4;
type Lanes = [u64; LANES];

/// Adds three bits in every place: sum and carry.
#[inline(always)]
fn add3(a: Lanes, b: Lanes, c: Lanes) -> (Lanes, Lanes) {
    let mut sum = [0; LANES];
    let mut carry = [0; LANES];
    for ((((sum, carry), a), b), c) in sum.iter_mut().zip(&mut carry).zip(a).zip(b).zip(c) {
        let half = a ^ b;
        *sum = half ^ c;
        *carry = (a & b) | (half & c);
    }
    (sum, carry)
}

#[inline(always)]
fn ones(lanes: Lanes) -> u64 {
    lanes.iter().map(|lane| u64::from(lane.count_ones())).sum()
}

/// Counts the bits that two sets share, by Harley and Seal's tree of adders:
/// eight vectors are added place by place before one is counted, which needs no
/// special instruction of the processor.
fn count_meet(a: &[u64], b: &[u64]) -> u64 {
    const BLOCK: usize = LANES * 8;
    let mut total = 0;
    let (mut one, mut two, mut four) = ([0; LANES], [0; LANES], [0; LANES]);
    let a_blocks = a.chunks_exact(BLOCK);
    let b_blocks = b.chunks_exact(BLOCK);
    let rest: u64 = a_blocks
        .remainder()
        .iter()
        .zip(b.get(a.len() - a_blocks.remainder().len()..).unwrap_or(&[]))
        .map(|(a, b)| u64::from((a & b).count_ones()))
        .sum();
    for (a, b) in a_blocks.zip(b_blocks) {
        let mut v = [[0_u64; LANES]; 8];
        for ((v, a), b) in v
            .iter_mut()
            .zip(a.chunks_exact(LANES))
            .zip(b.chunks_exact(LANES))
        {
            for ((v, a), b) in v.iter_mut().zip(a).zip(b) {
                *v = a & b;
            }
        }
        let [v0, v1, v2, v3, v4, v5, v6, v7] = v;
        let (sum, carry_a) = add3(one, v0, v1);
        let (sum, carry_b) = add3(sum, v2, v3);
        let (twos, four_a) = add3(two, carry_a, carry_b);
        let (sum, carry_a) = add3(sum, v4, v5);
        let (sum, carry_b) = add3(sum, v6, v7);
        let (twos, four_b) = add3(twos, carry_a, carry_b);
        let (fours, eights) = add3(four, four_a, four_b);
        (one, two, four) = (sum, twos, fours);
        total += ones(eights);
    }
    8 * total + 4 * ones(four) + 2 * ones(two) + ones(one) + rest
}

/// A list is dense when it holds more than one in so many documents: from there
/// on meeting bits is quicker than looking up each document.
const DENSE: u32 = 128;

/// Documents that have one value.
#[derive(Clone, Debug)]
pub(crate) enum DocList {
    /// A bit for each document of the segment.
    Dense(Bits, u32),
    /// Ascending.
    Sparse(Box<[u32]>),
}

impl DocList {
    /// From ascending documents.
    pub(crate) fn from_sorted(docs: Vec<u32>, max_doc: u32) -> Self {
        let count = number(docs.len());
        if count > max_doc / DENSE {
            let mut bits = Bits::none(max_doc);
            bits.insert_all(&docs);
            Self::Dense(bits, count)
        } else {
            Self::Sparse(docs.into())
        }
    }

    pub(crate) fn len(&self) -> u64 {
        match self {
            Self::Dense(_, count) => u64::from(*count),
            Self::Sparse(docs) => u64::from(number(docs.len())),
        }
    }

    pub(crate) fn count_meet(&self, set: &Bits) -> u64 {
        match self {
            Self::Dense(bits, _) => bits.count_meet(set),
            Self::Sparse(docs) => docs.iter().map(|doc| u64::from(set.has(*doc))).sum(),
        }
    }

    pub(crate) fn meets(&self, set: &Bits) -> bool {
        match self {
            Self::Dense(bits, _) => bits.meets(set),
            Self::Sparse(docs) => docs.iter().any(|doc| set.has(*doc)),
        }
    }

    pub(crate) fn add_to(&self, set: &mut Bits) {
        match self {
            Self::Dense(bits, _) => set.or(bits),
            Self::Sparse(docs) => set.insert_all(docs),
        }
    }

    /// What counting against it costs, in nanoseconds or so.
    pub(crate) fn cost(&self) -> u64 {
        match self {
            Self::Dense(bits, _) => u64::from(number(bits.words.len())) / 3,
            Self::Sparse(docs) => u64::from(number(docs.len())) * 5 / 4,
        }
    }

    /// Bytes in memory.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Self::Dense(bits, _) => bits.bytes(),
            Self::Sparse(docs) => docs.len() * 4,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn counts_equal_the_plain_count(
            a in proptest::collection::vec(proptest::num::u64::ANY, 0..200),
            b in proptest::collection::vec(proptest::num::u64::ANY, 200),
        ) {
            let b = &b[..a.len()];
            let plain: u64 = a.iter().zip(b).map(|(a, b)| u64::from((a & b).count_ones())).sum();
            proptest::prop_assert_eq!(count_meet(&a, b), plain);
        }

        #[test]
        fn lists_behave_like_sets(docs in proptest::collection::btree_set(0_u32..700, 0..300), max in 700_u32..900) {
            let list = DocList::from_sorted(docs.iter().copied().collect(), max);
            let mut bits = Bits::none(max);
            list.add_to(&mut bits);
            proptest::prop_assert_eq!(bits.iter().collect::<Vec<_>>(), docs.iter().copied().collect::<Vec<_>>());
            proptest::prop_assert_eq!(list.count_meet(&Bits::all(max)), list.len());
            proptest::prop_assert_eq!(list.meets(&Bits::all(max)), !docs.is_empty());
            proptest::prop_assert_eq!(Bits::all(max).count(), u64::from(max));
        }
    }
}

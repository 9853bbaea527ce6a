//! The one home of randomness: a number that no other process has.

use std::hash::{BuildHasher, Hasher, RandomState};

/// A number that differs with every call and every process.
pub(crate) fn draw() -> u64 {
    RandomState::new().build_hasher().finish()
}

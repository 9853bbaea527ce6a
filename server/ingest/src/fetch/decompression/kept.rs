//! Unpacked bytes that are kept, up to two limits.

use std::io::{self, Write};

use super::{Damage, RATIO_FREE_BYTES};

/// Where unpacked bytes go, up to a limit.
pub(super) struct Kept {
    pub(super) bytes: Vec<u8>,
    pub(super) limit: usize,
    pub(super) believed: usize,
    pub(super) overflow: Option<Damage>,
}

impl Kept {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            bytes: Vec::new(),
            limit,
            believed: RATIO_FREE_BYTES,
            overflow: None,
        }
    }
}

impl Write for Kept {
    fn write(&mut self, unpacked: &[u8]) -> io::Result<usize> {
        let room = self.limit.saturating_sub(self.bytes.len());
        let taken = unpacked.get(..room).unwrap_or(unpacked);
        let needed = self.bytes.len().saturating_add(taken.len());
        if needed > self.believed {
            self.overflow = Some(Damage::Bomb);
            return Err(broken("unpacks to too much"));
        }
        if needed > self.bytes.capacity() {
            // Doubling, but never beyond the limit.
            let doubled = self.bytes.capacity().saturating_mul(2).min(self.limit);
            let more = doubled.max(needed).saturating_sub(self.bytes.len());
            self.bytes.reserve_exact(more);
        }
        self.bytes.extend_from_slice(taken);
        if taken.len() < unpacked.len() {
            self.overflow = Some(Damage::TooLarge);
            return Err(broken("unpacks to too much"));
        }
        Ok(unpacked.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An error that the bytes themselves are to blame for.
pub(super) fn broken(words: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, words)
}

//! Brotli, piece by piece.

use std::io::{self, Write};

use brotli_decompressor::{BrotliDecompressStream, BrotliResult, BrotliState, StandardAlloc};

use super::STEP_BYTES;
use super::kept::{Kept, broken};

/// A brotli stream and what it is unpacked into on the way.
pub(super) struct Brotli {
    state: BrotliState<StandardAlloc, StandardAlloc, StandardAlloc>,
    step: Vec<u8>,
    written: usize,
    pub(super) ended: bool,
}

impl Brotli {
    pub(super) fn new() -> Self {
        Self {
            state: BrotliState::new(
                StandardAlloc::default(),
                StandardAlloc::default(),
                StandardAlloc::default(),
            ),
            step: vec![0; STEP_BYTES],
            written: 0,
            ended: false,
        }
    }

    pub(super) fn feed(&mut self, packed: &[u8], kept: &mut Kept) -> io::Result<()> {
        let mut left = packed.len();
        let mut read = 0;
        while !self.ended {
            let mut room = self.step.len();
            let mut filled = 0;
            let result = BrotliDecompressStream(
                &mut left,
                &mut read,
                packed,
                &mut room,
                &mut filled,
                &mut self.step,
                &mut self.written,
                &mut self.state,
            );
            kept.write_all(self.step.get(..filled).unwrap_or_default())?;
            match result {
                BrotliResult::NeedsMoreInput => return Ok(()),
                BrotliResult::NeedsMoreOutput => {}
                BrotliResult::ResultSuccess => self.ended = true,
                BrotliResult::ResultFailure => return Err(broken("is not what came")),
            }
        }
        if left > 0 {
            return Err(broken("goes on after its end"));
        }
        Ok(())
    }
}

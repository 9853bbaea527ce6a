//! Zstandard, piece by piece, frame after frame.

use std::io::Write;

use zstd::stream::raw::{DParameter, Decoder, Operation};

use super::kept::Kept;
use super::{Damage, STEP_BYTES};

/// Largest window, as a power of two.
const WINDOW_LOG: u32 = 23;

/// A zstd stream and what it is unpacked into on the way.
pub(super) struct Zstd {
    state: Decoder<'static>,
    step: Vec<u8>,
    pub(super) between_frames: bool,
}

impl Zstd {
    pub(super) fn new() -> Result<Self, Damage> {
        let made = Decoder::new().and_then(|mut state| {
            state.set_parameter(DParameter::WindowLogMax(WINDOW_LOG))?;
            Ok(state)
        });
        Ok(Self {
            state: made.map_err(|error| Damage::Broken(error.to_string()))?,
            step: vec![0; STEP_BYTES],
            between_frames: true,
        })
    }

    pub(super) fn feed(&mut self, mut packed: &[u8], kept: &mut Kept) -> std::io::Result<()> {
        while !packed.is_empty() {
            loop {
                let status = self.state.run_on_buffers(packed, &mut self.step)?;
                kept.write_all(self.step.get(..status.bytes_written).unwrap_or_default())?;
                packed = packed.get(status.bytes_read..).unwrap_or_default();
                self.between_frames = status.remaining == 0;
                if self.between_frames || status.bytes_written < self.step.len() {
                    break;
                }
            }
        }
        Ok(())
    }
}

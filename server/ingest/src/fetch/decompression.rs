//! Bodies are unpacked while they come in, and bombs are refused while they unfold.
//!
//! Three bounds hold at every moment: the packed bytes read, the unpacked bytes
//! kept, and how many times larger than the packed the unpacked bytes may be.
//! What an unpacker itself needs is bounded by its format: 32 KiB for gzip and
//! deflate, 16 MiB for brotli (large windows stay off), 8 MiB for zstd, the most
//! that RFC 9659 lets a server use.

mod brotli_stream;
mod kept;
#[cfg(test)]
mod tests;
mod zstd_stream;

use std::io::{self, Write};

use flate2::write::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use self::brotli_stream::Brotli;
use self::kept::Kept;
use self::zstd_stream::Zstd;

/// Unpacked bytes that come free of the ratio: small answers pack very well.
const RATIO_FREE_BYTES: usize = 1024 * 1024;

/// Packed bytes that may come for nothing. No packing makes more of what it
/// packs, but empty members and frames cost time without giving anything.
const PADDING_BYTES: usize = 1024 * 1024;

/// Unpacked bytes of one step.
const STEP_BYTES: usize = 32 * 1024;

/// How a body is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    Identity,
    Gzip,
    Deflate,
    Brotli,
    Zstd,
}

/// What is asked for in `Accept-Encoding`.
pub(crate) const ACCEPTED_CODINGS: &str = "gzip, br, zstd, deflate";

impl Coding {
    /// Reads a `Content-Encoding`; one coding at most.
    pub(crate) fn parse(header: &str) -> Result<Self, Damage> {
        let mut codings = header
            .split(',')
            .map(|name| name.trim().to_ascii_lowercase())
            .filter(|name| !name.is_empty() && name != "identity");
        let coding = match codings.next().as_deref() {
            None => Self::Identity,
            Some("gzip" | "x-gzip") => Self::Gzip,
            Some("deflate") => Self::Deflate,
            Some("br") => Self::Brotli,
            Some("zstd") => Self::Zstd,
            Some(_) => return Err(Damage::Broken("it is packed in an unknown way".to_owned())),
        };
        if codings.next().is_some() {
            return Err(Damage::Broken("it is packed more than once".to_owned()));
        }
        Ok(coding)
    }

    /// Its name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Identity => "not packed",
            Self::Gzip => "gzip",
            Self::Deflate => "deflate",
            Self::Brotli => "brotli",
            Self::Zstd => "zstd",
        }
    }
}

/// Why a body cannot be unpacked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Damage {
    /// More bytes than are read, packed or unpacked.
    TooLarge,
    /// More unpacked bytes for the packed ones than is believed.
    Bomb,
    /// No such packing, or cut off.
    Broken(String),
}

/// Unpacks a body piece by piece.
pub(crate) struct Unpacker {
    coding: Coding,
    state: State,
    ratio: usize,
    packed_bytes: usize,
}

enum State {
    Plain(Kept),
    Gzip(Box<MultiGzDecoder<Kept>>),
    /// Deflate before its first two bytes tell which of its two kinds it is.
    DeflateHead(Vec<u8>, Kept),
    Zlib(Box<ZlibDecoder<Kept>>),
    RawDeflate(Box<DeflateDecoder<Kept>>),
    Brotli(Box<Brotli>, Kept),
    Zstd(Box<Zstd>, Kept),
}

impl Unpacker {
    /// Unpacks up to `limit` bytes, at most `ratio` times as many as come in.
    pub(crate) fn new(coding: Coding, limit: usize, ratio: u32) -> Result<Self, Damage> {
        let kept = Kept::new(limit);
        let state = match coding {
            Coding::Identity => State::Plain(kept),
            Coding::Gzip => State::Gzip(Box::new(MultiGzDecoder::new(kept))),
            Coding::Deflate => State::DeflateHead(Vec::new(), kept),
            Coding::Brotli => State::Brotli(Box::new(Brotli::new()), kept),
            Coding::Zstd => State::Zstd(Box::new(Zstd::new()?), kept),
        };
        Ok(Self {
            coding,
            state,
            ratio: usize::try_from(ratio).unwrap_or(usize::MAX),
            packed_bytes: 0,
        })
    }

    /// Takes the next packed bytes.
    pub(crate) fn feed(&mut self, packed: &[u8]) -> Result<(), Damage> {
        self.packed_bytes = self.packed_bytes.saturating_add(packed.len());
        let believed = self.packed_bytes.saturating_mul(self.ratio);
        let kept = self.state.kept();
        kept.believed = believed.max(RATIO_FREE_BYTES);
        if self.packed_bytes > kept.limit && self.coding != Coding::Identity {
            return Err(Damage::TooLarge);
        }
        self.state
            .feed(packed)
            .map_err(|error| self.damage(&error))?;
        let worth = self.state.kept().bytes.len().saturating_mul(2);
        if self.packed_bytes > worth.saturating_add(PADDING_BYTES) {
            return Err(Damage::Broken(format!(
                "{} holds next to nothing for its size",
                self.coding.name()
            )));
        }
        Ok(())
    }

    /// Ends the body: all of it, or an error when it was cut off.
    pub(crate) fn finish(mut self) -> Result<Vec<u8>, Damage> {
        // Some servers name a packing for nothing at all.
        if self.packed_bytes > 0 {
            self.state.finish().map_err(|error| self.damage(&error))?;
        }
        Ok(self.into_kept())
    }

    /// What has been unpacked so far.
    pub(crate) fn into_kept(mut self) -> Vec<u8> {
        std::mem::take(&mut self.state.kept().bytes)
    }

    fn damage(&mut self, error: &io::Error) -> Damage {
        match self.state.kept().overflow.take() {
            Some(overflow) => overflow,
            None => Damage::Broken(format!("{} {error}", self.coding.name())),
        }
    }
}

impl State {
    fn kept(&mut self) -> &mut Kept {
        match self {
            Self::Plain(kept)
            | Self::DeflateHead(_, kept)
            | Self::Brotli(_, kept)
            | Self::Zstd(_, kept) => kept,
            Self::Gzip(decoder) => decoder.get_mut(),
            Self::Zlib(decoder) => decoder.get_mut(),
            Self::RawDeflate(decoder) => decoder.get_mut(),
        }
    }

    fn feed(&mut self, packed: &[u8]) -> io::Result<()> {
        match self {
            Self::Plain(kept) => kept.write_all(packed),
            Self::Gzip(decoder) => decoder.write_all(packed),
            Self::Zlib(decoder) => decoder.write_all(packed),
            Self::RawDeflate(decoder) => decoder.write_all(packed),
            Self::Brotli(brotli, kept) => brotli.feed(packed, kept),
            Self::Zstd(zstd, kept) => zstd.feed(packed, kept),
            Self::DeflateHead(head, kept) => {
                head.extend_from_slice(packed);
                let Some((&first, &second)) = head.first().zip(head.get(1)) else {
                    return Ok(());
                };
                let head = std::mem::take(head);
                let kept = std::mem::replace(kept, Kept::new(0));
                *self = if is_zlib(first, second) {
                    Self::Zlib(Box::new(ZlibDecoder::new(kept)))
                } else {
                    Self::RawDeflate(Box::new(DeflateDecoder::new(kept)))
                };
                self.feed(&head)
            }
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        let ended = match self {
            Self::Plain(_) => true,
            Self::Gzip(decoder) => return decoder.try_finish(),
            Self::Zlib(decoder) => return decoder.try_finish(),
            Self::RawDeflate(decoder) => return decoder.try_finish(),
            Self::DeflateHead(..) => false,
            Self::Brotli(brotli, _) => brotli.ended,
            Self::Zstd(zstd, _) => zstd.between_frames,
        };
        if ended { Ok(()) } else { Err(cut_off()) }
    }
}

/// The two first bytes of zlib: the method and a checksum of both.
fn is_zlib(first: u8, second: u8) -> bool {
    first & 0x0f == 8 && u16::from_be_bytes([first, second]).is_multiple_of(31)
}

fn cut_off() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "is cut off")
}

//! Every packing there and back, cut off, damaged, and as a bomb.

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use proptest::prelude::*;

use super::*;

const LIMIT: usize = 8 * 1024 * 1024;

fn packed(coding: Coding, text: &[u8]) -> Vec<u8> {
    match coding {
        Coding::Identity => text.to_vec(),
        Coding::Gzip => {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(text).unwrap();
            encoder.finish().unwrap()
        }
        Coding::Deflate => {
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
            encoder.write_all(text).unwrap();
            encoder.finish().unwrap()
        }
        Coding::Brotli => {
            let mut out = Vec::new();
            let mut reader = text;
            let params = brotli::enc::BrotliEncoderParams {
                quality: 5,
                ..Default::default()
            };
            brotli::BrotliCompress(&mut reader, &mut out, &params).unwrap();
            out
        }
        Coding::Zstd => zstd::encode_all(text, 3).unwrap(),
    }
}

fn unpacked(coding: Coding, packed: &[u8], step: usize) -> Result<Vec<u8>, Damage> {
    let mut unpacker = Unpacker::new(coding, LIMIT, 200).unwrap();
    for piece in packed.chunks(step) {
        unpacker.feed(piece)?;
    }
    unpacker.finish()
}

const PACKINGS: [Coding; 4] = [Coding::Gzip, Coding::Deflate, Coding::Brotli, Coding::Zstd];

#[test]
fn bombs_of_every_packing_are_refused_early() {
    let zeros = vec![0; 24 * 1024 * 1024];
    for coding in PACKINGS {
        let bomb = packed(coding, &zeros);
        let mut unpacker = Unpacker::new(coding, 64 * 1024 * 1024, 200).unwrap();
        let mut refused = None;
        for piece in bomb.chunks(4096) {
            if let Err(damage) = unpacker.feed(piece) {
                refused = Some(damage);
                break;
            }
        }
        assert_eq!(refused, Some(Damage::Bomb), "{}", coding.name());
        let held = unpacker.into_kept().len();
        assert!(held <= 2 * 1024 * 1024, "{} held {held}", coding.name());
    }
}

#[test]
fn what_is_too_large_is_refused_at_the_limit() {
    let text: Vec<u8> = (0..250_000_u32).flat_map(|n| n.to_le_bytes()).collect();
    for coding in PACKINGS.into_iter().chain([Coding::Identity]) {
        let mut unpacker = Unpacker::new(coding, 300_000, 200).unwrap();
        let packed = packed(coding, &text);
        let refused = packed
            .chunks(4096)
            .find_map(|piece| unpacker.feed(piece).err());
        assert_eq!(refused, Some(Damage::TooLarge), "{}", coding.name());
        assert!(unpacker.state.kept().bytes.capacity() <= 300_000);
    }
}

#[test]
fn a_body_that_is_cut_off_is_broken() {
    for coding in PACKINGS {
        let whole = packed(coding, &b"postings and more postings ".repeat(400));
        for length in [1, whole.len() / 2, whole.len() - 1] {
            let cut = unpacked(coding, &whole[..length], 7);
            assert!(
                matches!(cut, Err(Damage::Broken(_))),
                "{} {length}",
                coding.name()
            );
        }
    }
}

#[test]
fn several_members_are_one_body() {
    for coding in [Coding::Gzip, Coding::Zstd] {
        let twice = [packed(coding, b"one "), packed(coding, b"two")].concat();
        for step in [1, 5, 4096] {
            assert_eq!(unpacked(coding, &twice, step).unwrap(), b"one two");
        }
    }
}

#[test]
fn empty_members_without_end_are_refused() {
    for coding in [Coding::Gzip, Coding::Zstd] {
        let empty = packed(coding, b"").repeat(10_000);
        let mut unpacker = Unpacker::new(coding, LIMIT, 200).unwrap();
        let refused = (0..LIMIT / empty.len()).find_map(|_| unpacker.feed(&empty).err());
        assert!(
            matches!(refused, Some(Damage::Broken(_))),
            "{}",
            coding.name()
        );
        assert!(unpacker.packed_bytes < 2 * PADDING_BYTES);
    }
}

#[test]
fn deflate_is_understood_with_and_without_its_wrapping() {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(b"postings").unwrap();
    let raw = encoder.finish().unwrap();
    assert_eq!(unpacked(Coding::Deflate, &raw, 1).unwrap(), b"postings");
}

#[test]
fn nothing_at_all_is_an_empty_body_however_it_is_packed() {
    for coding in PACKINGS {
        assert_eq!(unpacked(coding, b"", 1).unwrap(), b"");
    }
}

#[test]
fn only_one_known_packing_is_accepted() {
    assert_eq!(Coding::parse(""), Ok(Coding::Identity));
    assert_eq!(Coding::parse("identity, GZIP"), Ok(Coding::Gzip));
    assert_eq!(Coding::parse("br"), Ok(Coding::Brotli));
    assert!(Coding::parse("gzip, gzip").is_err());
    assert!(Coding::parse("compress").is_err());
}

#[test]
fn a_zstd_window_larger_than_allowed_is_refused() {
    let mut encoder = zstd::stream::write::Encoder::new(Vec::new(), 3).unwrap();
    encoder.window_log(27).unwrap();
    encoder.long_distance_matching(true).unwrap();
    encoder.write_all(&[7; 100_000]).unwrap();
    let wide = encoder.finish().unwrap();
    assert!(matches!(
        unpacked(Coding::Zstd, &wide, 4096),
        Err(Damage::Broken(_))
    ));
}

proptest! {
    #[test]
    fn what_was_packed_comes_back(
        text in proptest::collection::vec(any::<u8>(), 0..5000),
        step in 1..600_usize,
    ) {
        for coding in PACKINGS.into_iter().chain([Coding::Identity]) {
            let packed = packed(coding, &text);
            prop_assert_eq!(unpacked(coding, &packed, step), Ok(text.clone()));
        }
    }

    #[test]
    fn no_bytes_make_it_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..3000),
        at in any::<prop::sample::Index>(),
        bit in 0..8_u32,
    ) {
        for coding in PACKINGS {
            let _ = unpacked(coding, &bytes, 17);
            let mut damaged = packed(coding, &bytes);
            let position = at.index(damaged.len());
            damaged[position] ^= 1 << bit;
            let _ = unpacked(coding, &damaged, 17);
        }
    }
}

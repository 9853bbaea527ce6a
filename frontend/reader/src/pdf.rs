//! PDF: the text that pages draw, brought into the order in which it is read.
//! The syntax of the file is the business of `hayro-syntax`.

mod content;
mod encoding;
mod font;
mod glyph_names;
mod layout;
mod matrix;
mod pieces;
mod widths;

use hayro_syntax::object::Stream;
use hayro_syntax::{DecryptionError, Filter, LoadPdfError, Pdf};

use crate::file::contains;
use crate::unreadable::Unreadable;
use content::Drawn;

/// Most pages that are read; a resume with more is read so far.
const MOST_PAGES: usize = 60;
/// Fewest letters of a text.
const FEWEST_LETTERS: usize = 20;

/// Largest packed stream that is unpacked without asking how large it gets.
const HARMLESS: usize = 64_000;
/// Largest stream, unpacked, in bytes.
const MOST_UNPACKED: usize = 40_000_000;

/// Reads the text of a PDF and counts its pages.
///
/// # Errors
/// When it is locked or damaged, holds pictures only, or does not say which
/// letters it shows.
pub(crate) fn read(bytes: &[u8]) -> Result<(String, usize), Unreadable> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(
            DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
        ) => Unreadable::Encrypted,
        // With a damaged table as well, only the word is left of the lock.
        LoadPdfError::Invalid if contains(bytes, b"/Encrypt") => Unreadable::Encrypted,
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => Unreadable::Damaged,
    })?;
    let pages = pdf.pages();
    if pages.is_empty() {
        return Err(Unreadable::Damaged);
    }
    let mut drawn = Drawn::default();
    let mut text = String::new();
    for page in pages.iter().take(MOST_PAGES) {
        let pieces = drawn.page(page);
        layout::write(pieces, &mut text);
    }
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    if drawn.unnamed > letters {
        return Err(Unreadable::NoLetters);
    }
    if letters < FEWEST_LETTERS {
        return Err(match drawn.pictures > 0 || letters == 0 {
            true => Unreadable::OnlyPictures,
            false => Unreadable::Empty,
        });
    }
    Ok((text.trim().to_owned(), pages.len()))
}

/// Unpacks a stream, unless it is a picture or would become far too large.
fn unpack(stream: &Stream<'_>) -> Option<Vec<u8>> {
    let filters = stream.filters();
    let packed = stream.raw_data();
    let packers = filters.iter().filter(|filter| {
        matches!(
            filter,
            Filter::FlateDecode | Filter::LzwDecode | Filter::RunLengthDecode
        )
    });
    if packed.len() > HARMLESS || packers.count() > 1 {
        // Packed twice it could be anything; in one layer it can be measured.
        match filters.as_slice() {
            [] => {}
            [Filter::FlateDecode] => {
                let measured =
                    miniz_oxide::inflate::decompress_to_vec_zlib_with_limit(&packed, MOST_UNPACKED);
                measured.ok()?;
            }
            _ => return None,
        }
    }
    stream.decoded_data().ok().map(std::borrow::Cow::into_owned)
}

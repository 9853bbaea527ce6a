//! A file as text, recognised by what is in it and never by its name.

use crate::unreadable::Unreadable;
use crate::{pdf, plain_text, word_document};

/// Largest file that is read, in bytes.
pub const MOST_BYTES: usize = 10_000_000;
/// Longest text that is read, in characters.
pub const MOST_LETTERS: usize = 400_000;

/// How far into a file the mark of a PDF may stand: some programs write before it.
const PDF_MARK_REACH: usize = 1_024;

/// What a file was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text or Markdown.
    Text,
    /// The form of Word since 2007.
    WordDocument,
    /// PDF.
    Pdf,
}

impl Format {
    /// Words for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::WordDocument => "Word document",
            Self::Pdf => "PDF",
        }
    }
}

/// A resume as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resume {
    /// What the file was.
    pub format: Format,
    /// Its text, in the order in which it is read; an empty line parts what
    /// stands apart.
    pub text: String,
    /// Pages of a PDF.
    pub pages: Option<usize>,
}

/// Reads a file of any of the known formats.
///
/// # Errors
/// Says why it cannot be read.
pub fn read(bytes: &[u8]) -> Result<Resume, Unreadable> {
    if bytes.len() > MOST_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let (format, text, pages) = match recognise(bytes)? {
        Format::Pdf => {
            let (text, pages) = pdf::read(bytes)?;
            (Format::Pdf, text, Some(pages))
        }
        Format::WordDocument => (Format::WordDocument, word_document::read(bytes)?, None),
        Format::Text => (Format::Text, plain_text::read(bytes)?, None),
    };
    if !text.contains(char::is_alphanumeric) {
        return Err(Unreadable::Empty);
    }
    if text.chars().count() > MOST_LETTERS {
        return Err(Unreadable::TooLong);
    }
    Ok(Resume {
        format,
        text,
        pages,
    })
}

/// Beginnings of pictures.
const PICTURES: [&[u8]; 6] = [
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"II*\0",
    b"MM\0*",
];

/// Container of old Office files and of encrypted new ones.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

fn recognise(bytes: &[u8]) -> Result<Format, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    let head = bytes.get(..PDF_MARK_REACH).unwrap_or(bytes);
    if contains(head, b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Format::WordDocument);
    }
    if bytes.starts_with(COMPOUND) {
        let package = utf16("EncryptedPackage");
        return Err(match contains(bytes, &package) {
            true => Unreadable::Encrypted,
            false => Unreadable::OldWordDocument,
        });
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(Unreadable::OtherDocument);
    }
    if PICTURES.iter().any(|mark| bytes.starts_with(mark)) {
        return Err(Unreadable::Picture);
    }
    Ok(Format::Text)
}

/// Whether bytes hold others.
pub(crate) fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(bytes: &[u8]) -> Unreadable {
        read(bytes).unwrap_err()
    }

    #[test]
    fn files_are_told_by_their_content() {
        assert_eq!(why(b""), Unreadable::Empty);
        assert_eq!(why(b" \n\t"), Unreadable::Empty);
        assert_eq!(why(b"\x89PNG\r\n\x1a\n...."), Unreadable::Picture);
        assert_eq!(why(b"{\\rtf1\\ansi Go"), Unreadable::OtherDocument);
        assert_eq!(why(COMPOUND), Unreadable::OldWordDocument);
        let mut encrypted = COMPOUND.to_vec();
        encrypted.extend(utf16("EncryptedPackage"));
        assert_eq!(why(&encrypted), Unreadable::Encrypted);
        assert_eq!(why(b"\x7fELF\x02\x01\x01\0\0\0\0\0"), Unreadable::Unknown);
        assert_eq!(why(&vec![b'a'; MOST_BYTES + 1]), Unreadable::TooLarge);
        assert_eq!(why(&vec![b'a'; MOST_LETTERS + 1]), Unreadable::TooLong);
        assert_eq!(read(b"# Ada\n\nRust").unwrap().format, Format::Text);
    }
}

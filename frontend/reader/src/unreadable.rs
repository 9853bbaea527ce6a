//! Why a file cannot be read, in words for the person who chose it.

use crate::file::{MOST_BYTES, MOST_LETTERS};

/// Why a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It has no content.
    Empty,
    /// It has more than [`MOST_BYTES`].
    TooLarge,
    /// Its text has more than [`MOST_LETTERS`].
    TooLong,
    /// It opens with a password only.
    Encrypted,
    /// It holds pictures of text, and no text.
    OnlyPictures,
    /// Its fonts do not say which letters they draw.
    NoLetters,
    /// A zip archive that is no Word document.
    NoWordDocument,
    /// A document of a program whose files are not read here.
    OtherDocument,
    /// The form that Word wrote before 2007.
    OldWordDocument,
    /// A picture.
    Picture,
    /// It breaks off, or contradicts itself.
    Damaged,
    /// Nothing that is known here.
    Unknown,
}

impl Unreadable {
    /// Stable name for programs.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLarge => "too-large",
            Self::TooLong => "too-long",
            Self::Encrypted => "encrypted",
            Self::OnlyPictures => "only-pictures",
            Self::NoLetters => "no-letters",
            Self::NoWordDocument => "no-word-document",
            Self::OtherDocument => "other-document",
            Self::OldWordDocument => "old-word-document",
            Self::Picture => "picture",
            Self::Damaged => "damaged",
            Self::Unknown => "unknown",
        }
    }

    /// What is wrong and what helps, in a sentence or two.
    #[must_use]
    pub fn words(self) -> String {
        let words = match self {
            Self::Empty => "There is no text in this file.",
            Self::TooLarge => {
                return format!(
                    "This file is larger than {} MB, which no resume needs. Save it without \
                     pictures, or paste its text.",
                    MOST_BYTES / 1_000_000
                );
            }
            Self::TooLong => {
                return format!(
                    "This text is longer than {MOST_LETTERS} characters, which no resume is. \
                     Paste the part that counts."
                );
            }
            Self::Encrypted => {
                "This file is protected by a password. Save it without one, or paste its text."
            }
            Self::OnlyPictures => {
                "This PDF holds pictures of pages, as a scanner makes them, and no text. Export \
                 it again from the program that wrote it, or paste its text."
            }
            Self::NoLetters => {
                "This PDF shows letters but does not say which they are. Export it again from \
                 the program that wrote it, or paste its text."
            }
            Self::NoWordDocument => {
                "This is a zip archive and no Word document, whatever its name says. Choose the \
                 document itself."
            }
            Self::OtherDocument => {
                "This document is of a kind that is not read here. Save it as PDF or as a Word \
                 document (.docx), or paste its text."
            }
            Self::OldWordDocument => {
                "This is a document of an old Word (.doc). Save it as .docx or PDF, or paste its \
                 text."
            }
            Self::Picture => {
                "This is a picture. Choose the document it was made of, or paste its text."
            }
            Self::Damaged => {
                "This file is damaged: it breaks off or contradicts itself. Save or download it \
                 again, or paste its text."
            }
            Self::Unknown => {
                "This is no kind of file that is read here. Choose a PDF, a Word document \
                 (.docx), a text or Markdown file, or paste the text."
            }
        };
        words.to_owned()
    }
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words())
    }
}

impl std::error::Error for Unreadable {}

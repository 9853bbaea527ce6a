//! The base encodings of fonts with one byte to a letter.

use crate::plain_text::windows;

/// How a font that names no letters of its own counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Windows-1252.
    Windows,
    /// Mac OS Roman.
    Mac,
    /// Adobe's own, which old fonts have built in.
    Standard,
}

/// Mac OS Roman from 0x80.
const MAC: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";
/// Adobe's standard encoding from 0xa1; a space stands for no letter.
const STANDARD: &str =
    "¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ –†‡· ¶•‚„”»…‰ ¿ `´ˆ˜¯˘˙¨ ˚¸ ˝˛ˇ—                Æ ª    ŁØŒº     æ   ı  łøœß";

impl Encoding {
    /// The encoding of a name in a font.
    pub(super) fn parse(name: &[u8]) -> Option<Self> {
        match name {
            b"WinAnsiEncoding" => Some(Self::Windows),
            b"MacRomanEncoding" => Some(Self::Mac),
            b"StandardEncoding" => Some(Self::Standard),
            _ => None,
        }
    }

    /// The letter of a code; `None` when there is none.
    pub(super) fn letter(self, code: u8) -> Option<char> {
        let at = |table: &str, first: u8| {
            let place = usize::from(code.checked_sub(first)?);
            table.chars().nth(place)
        };
        match (self, code) {
            (_, 0..=0x1f) => None,
            (Self::Standard, b'\'') => Some('’'),
            (Self::Standard, b'`') => Some('‘'),
            (_, 0x20..=0x7e) => Some(char::from(code)),
            // Acrobat shows what Windows leaves open as bullets.
            (Self::Windows, 0x7f | 0x81 | 0x8d | 0x8f | 0x90 | 0x9d) => Some('•'),
            (Self::Windows, _) => Some(windows(code)),
            (Self::Mac, _) => at(MAC, 0x80),
            (Self::Standard, _) => at(STANDARD, 0xa1).filter(|letter| *letter != ' '),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stand_where_the_standards_put_them() {
        use Encoding::{Mac, Standard, Windows};
        for (encoding, code, letter) in [
            (Windows, 0xe4, Some('ä')),
            (Windows, 0x96, Some('–')),
            (Mac, 0x8a, Some('ä')),
            (Mac, 0xff, Some('ˇ')),
            (Mac, 0xd0, Some('–')),
            (Standard, 0xae, Some('ﬁ')),
            (Standard, 0xb7, Some('•')),
            (Standard, 0xfb, Some('ß')),
            (Standard, 0xd0, Some('—')),
            (Standard, 0xe1, Some('Æ')),
            (Standard, 0x27, Some('’')),
            (Standard, 0x90, None),
            (Standard, 0xff, None),
        ] {
            assert_eq!(encoding.letter(code), letter, "{encoding:?} {code:x}");
        }
    }
}

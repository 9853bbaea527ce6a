//! Text files of whatever encoding they come in: UTF-8, UTF-16 with its mark,
//! or what Windows wrote in the West.

use crate::unreadable::Unreadable;
use crate::wrapping;

/// Reads a text file; lines that were broken to fit a width are joined.
///
/// # Errors
/// When it is no text.
pub(crate) fn read(bytes: &[u8]) -> Result<String, Unreadable> {
    let text = decode(bytes);
    if !is_text(&text) {
        return Err(Unreadable::Unknown);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Ok(wrapping::join_lines(&text))
}

fn decode(bytes: &[u8]) -> String {
    let units = |bytes: &[u8], join: fn([u8; 2]) -> u16| -> Vec<u16> {
        bytes
            .chunks_exact(2)
            .filter_map(|pair| pair.try_into().ok().map(join))
            .collect()
    };
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return String::from_utf16_lossy(&units(rest, u16::from_le_bytes));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return String::from_utf16_lossy(&units(rest, u16::from_be_bytes));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| windows(*byte)).collect(),
    }
}

/// Letters of Windows-1252 from 0x80 to 0x9f; the others are those of Unicode.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The letter of a byte in Windows-1252.
pub(crate) fn windows(byte: u8) -> char {
    let place = byte.checked_sub(0x80).map(usize::from);
    let special = place.and_then(|place| WINDOWS.get(place));
    special.copied().unwrap_or(char::from(byte))
}

/// Text has hardly any characters that are not shown.
fn is_text(text: &str) -> bool {
    let control = |c: &char| {
        c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')
            || *c == char::REPLACEMENT_CHARACTER
    };
    let (mut odd, mut all) = (0_usize, 0_usize);
    for c in text.chars() {
        if c == '\0' {
            return false;
        }
        all += 1;
        odd += usize::from(control(&c));
    }
    odd * 100 <= all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_encoding_is_read() {
        let text = "Fähigkeiten: Go – „Rust“";
        assert_eq!(read(text.as_bytes()).unwrap(), text);
        let mut marked = b"\xef\xbb\xbf".to_vec();
        marked.extend(text.as_bytes());
        assert_eq!(read(&marked).unwrap(), text);
        type Encode = fn(u16) -> [u8; 2];
        let orders: [(&[u8], Encode); 2] = [
            (b"\xff\xfe", u16::to_le_bytes),
            (b"\xfe\xff", u16::to_be_bytes),
        ];
        for (mark, order) in orders {
            let mut bytes = mark.to_vec();
            bytes.extend(text.encode_utf16().flat_map(order));
            assert_eq!(read(&bytes).unwrap(), text);
        }
        assert_eq!(read(b"F\xe4higkeiten: Go \x96 \x84Rust\x93").unwrap(), text);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(read(b"\0\x01\x02abc"), Err(Unreadable::Unknown));
        assert_eq!(read(b"\x01\x02\x03\x04ab"), Err(Unreadable::Unknown));
    }
}

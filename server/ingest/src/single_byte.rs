//! Windows-1252 and its superset Latin-1: texts stored in it, and texts that
//! were UTF-8 and once read as it.

use std::borrow::Cow;

/// What the bytes 0x80 to 0x9f stand for; those left free keep their number.
const UPPER_CONTROLS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// How often a text may have been misread; each round undoes one.
const MAX_ROUNDS: usize = 3;

fn decode_byte(byte: u8) -> char {
    match byte {
        0x80..=0x9f => UPPER_CONTROLS
            .get(usize::from(byte) - 0x80)
            .copied()
            .unwrap_or('\u{fffd}'),
        _ => char::from(byte),
    }
}

fn encode_char(c: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(c)) {
        return Some(byte);
    }
    let at = UPPER_CONTROLS.iter().position(|known| *known == c)?;
    u8::try_from(at + 0x80).ok()
}

/// Reads a text stored as Windows-1252 or Latin-1.
pub(crate) fn decode(bytes: &[u8]) -> String {
    bytes.iter().copied().map(decode_byte).collect()
}

/// Repairs UTF-8 that was read as Latin-1 or Windows-1252: `cafÃ©` was `café`.
/// Each run of such letters is judged for itself, so that text which is right
/// stays as it is.
pub(crate) fn repaired(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..MAX_ROUNDS {
        match repaired_once(&text) {
            Some(better) => text = Cow::Owned(better),
            None => break,
        }
    }
    text
}

fn repaired_once(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut changed = false;
    let mut run = String::new();
    for c in text.chars() {
        if !c.is_ascii() && encode_char(c).is_some() {
            run.push(c);
            continue;
        }
        changed |= flush(&mut run, &mut out);
        out.push(c);
    }
    changed |= flush(&mut run, &mut out);
    changed.then_some(out)
}

/// Moves a run to the output, repaired when it reads as UTF-8.
fn flush(run: &mut String, out: &mut String) -> bool {
    if run.is_empty() {
        return false;
    }
    let bytes: Option<Vec<u8>> = run.chars().map(encode_char).collect();
    let read = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    let repaired = read.is_some();
    out.push_str(read.as_deref().unwrap_or(run));
    run.clear();
    repaired
}

#[cfg(test)]
mod tests {
    use super::*;

    fn misread(text: &str) -> String {
        decode(text.as_bytes())
    }

    #[test]
    fn misread_text_is_repaired_and_right_text_is_kept() {
        for text in ["café – “naïve” don’t", "Zürich € 東京 🎉", "plain"] {
            assert_eq!(repaired(&misread(text)), text);
            assert_eq!(repaired(&misread(&misread(text))), text);
            assert_eq!(repaired(text), text);
        }
        assert_eq!(repaired("voilÃ\u{a0} Ünïted"), "voilà Ünïted");
        assert_eq!(decode(b"na\xefve \x80\x93"), "naïve €“");
    }

    proptest::proptest! {
        #[test]
        fn any_text_survives_being_misread(text in "[a-z \u{a0}-\u{24f}\u{2010}-\u{2122}]{0,30}") {
            let _ = repaired(&text);
            let lost = repaired(&misread(&text)).contains(char::REPLACEMENT_CHARACTER);
            proptest::prop_assert!(!lost);
        }
    }
}

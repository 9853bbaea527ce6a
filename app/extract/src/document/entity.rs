//! Character references of HTML: numeric ones and the names that postings use.

/// Longest reference that is tried, in bytes, `&` and `;` included.
const LONGEST: usize = 12;

/// Names that occur in postings, with their character.
const NAMES: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("rsquo", '’'),
    ("lsquo", '‘'),
    ("rdquo", '”'),
    ("ldquo", '“'),
    ("sbquo", '‚'),
    ("bdquo", '„'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("euro", '€'),
    ("pound", '£'),
    ("yen", '¥'),
    ("cent", '¢'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("deg", '°'),
    ("plusmn", '±'),
    ("times", '×'),
    ("frac12", '½'),
    ("rarr", '→'),
    ("sect", '§'),
    ("shy", '\u{ad}'),
    ("zwnj", '\u{200c}'),
    ("aacute", 'á'),
    ("agrave", 'à'),
    ("acirc", 'â'),
    ("atilde", 'ã'),
    ("auml", 'ä'),
    ("aring", 'å'),
    ("aelig", 'æ'),
    ("ccedil", 'ç'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("ntilde", 'ñ'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("otilde", 'õ'),
    ("ouml", 'ö'),
    ("oslash", 'ø'),
    ("szlig", 'ß'),
    ("uacute", 'ú'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("Auml", 'Ä'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("Eacute", 'É'),
    ("Oslash", 'Ø'),
];

/// Windows-1252 characters that `&#128;` to `&#159;` mean in practice.
const WINDOWS: [char; 32] = [
    '€', ' ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', ' ', 'Ž', ' ', ' ', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', ' ', 'ž', 'Ÿ',
];

/// Reads the reference that `text` starts with (at its `&`): the character and
/// how many bytes it took. `None` when it is just an ampersand.
pub(crate) fn decode(text: &str) -> Option<(char, usize)> {
    let bytes = text.as_bytes();
    let window = bytes.get(..bytes.len().min(LONGEST))?;
    let body_end = window
        .iter()
        .skip(1)
        .position(|b| !(b.is_ascii_alphanumeric() || *b == b'#'))
        .map_or(window.len(), |i| i + 1);
    let body = text.get(1..body_end)?;
    let closed = bytes.get(body_end) == Some(&b';');
    let len = if closed { body_end + 1 } else { body_end };
    if let Some(number) = body.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        let c = match code {
            0x80..=0x9f => *WINDOWS.get(usize::try_from(code - 0x80).ok()?)?,
            0 => ' ',
            _ => char::from_u32(code).unwrap_or('\u{fffd}'),
        };
        return Some((c, len));
    }
    if !closed {
        return None;
    }
    NAMES
        .iter()
        .find(|(name, _)| *name == body)
        .map(|(_, c)| (*c, len))
}

/// Decodes every reference in a short text, such as an address.
pub(crate) fn decode_all(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let (c, len) = decode(from).unwrap_or(('&', 1));
        out.push(c);
        rest = from.get(len..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded_and_ampersands_left_alone() {
        assert_eq!(
            decode_all("R&D &amp; Q&A &#x2F; &#8364;60k &euro; a&b=1"),
            "R&D & Q&A / €60k € a&b=1"
        );
        assert_eq!(decode_all("&#146; &#99999999; &"), "’ \u{fffd} &");
    }
}

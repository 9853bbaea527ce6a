//! What a posting says, as one short number: equal words, equal fingerprint.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::html_tokens::{Token, tokens};

/// Elements that do not part the word they stand in: `<b>S</b>enior` is one word.
const INLINE: [&str; 12] = [
    "a", "abbr", "b", "code", "em", "font", "i", "mark", "small", "span", "strong", "u",
];

/// Fingerprint of the words of a text: the first 32 hexadecimal digits of the
/// SHA-256 of its words in lower case. Mark-up, punctuation, white space and
/// addresses of the web or of mail do not count.
#[must_use]
pub fn content_fingerprint(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    for token in tokens(html) {
        match token {
            Token::Text(piece) => decode_into(&mut text, piece),
            Token::Open(name, _) | Token::Close(name) => {
                if !INLINE
                    .iter()
                    .any(|inline| name.eq_ignore_ascii_case(inline))
                {
                    text.push(' ');
                }
            }
        }
    }
    let mut hash = Sha256::new();
    let mut folded = String::new();
    for piece in text
        .split(char::is_whitespace)
        .filter(|piece| !is_address(piece))
    {
        for word in piece
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
        {
            folded.clear();
            folded.extend(word.chars().flat_map(char::to_lowercase));
            hash.update(folded.as_bytes());
            hash.update(b" ");
        }
    }
    let mut hex = String::with_capacity(32);
    for byte in hash.finalize().iter().take(16) {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

fn is_address(word: &str) -> bool {
    word.contains("://") || word.contains("www.") || word.contains('@')
}

/// Appends a text with its entities decoded. An entity that is not known parts
/// words, which is right for all but letters, and those are known.
pub(crate) fn decode_into(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let end = from.bytes().take(12).position(|byte| byte == b';');
        let name = end.and_then(|end| from.get(1..end));
        match (name, end) {
            (Some(name), Some(end)) if is_entity(name) => {
                out.push(entity(name).unwrap_or(' '));
                rest = from.get(end + 1..).unwrap_or_default();
            }
            _ => {
                out.push('&');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
}

fn is_entity(name: &str) -> bool {
    let name = name.strip_prefix('#').unwrap_or(name);
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| !c.is_control());
    }
    NAMED
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, c)| *c)
}

/// Entities of HTML that occur in prose: signs, and letters of western Europe.
const NAMED: [(&str, char); 54] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("rsquo", '’'),
    ("lsquo", '‘'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("euro", '€'),
    ("pound", '£'),
    ("yen", '¥'),
    ("cent", '¢'),
    ("trade", '™'),
    ("reg", '®'),
    ("copy", '©'),
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
    ("ograve", 'ò'),
    ("ocirc", 'ô'),
    ("otilde", 'õ'),
    ("ouml", 'ö'),
    ("oslash", 'ø'),
    ("uacute", 'ú'),
    ("ugrave", 'ù'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("szlig", 'ß'),
    ("Auml", 'Ä'),
    ("Ouml", 'Ö'),
    ("Uuml", 'Ü'),
    ("Eacute", 'É'),
    ("Aring", 'Å'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_case_and_addresses_do_not_change_the_fingerprint() {
        let plain = content_fingerprint("We hire engineers. It's caf\u{e9} time");
        let marked = "<div class=x><p>We <b>H</b>ire</p>ENGINEERS!<br>it&#x27;s caf&eacute;&nbsp;time \
                      <a href=\"https://a.example\">https://a.example/jobs</a> jobs@a.example</div>";
        assert_eq!(content_fingerprint(marked), plain);
        assert_eq!(plain.len(), 32);
        assert_ne!(content_fingerprint("We hire an engineer"), plain);
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_a_fingerprint(html in "[<>&#x;a-z0-9 \u{80}-\u{2ff}]{0,80}") {
            proptest::prop_assert_eq!(content_fingerprint(&html).len(), 32);
        }
    }
}

//! What a posting says, as one short number: equal words, equal fingerprint.
//! Beside it the sketch by which nearly equal words are found.

use std::collections::HashSet;
use std::fmt::Write;
use std::ops::Range;

use domain::TextSketch;
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
    TextWords::read(html).fingerprint()
}

/// The words of a text, in lower case and in order.
#[derive(Clone, Debug)]
pub struct TextWords {
    /// Each word, followed by a space.
    spaced: String,
}

impl TextWords {
    /// Reads the words of a text. Mark-up, punctuation and addresses of the web
    /// or of mail are none.
    #[must_use]
    pub fn read(html: &str) -> Self {
        let text = plain(html);
        let mut spaced = String::with_capacity(text.len());
        for piece in text
            .split(char::is_whitespace)
            .filter(|piece| !is_address(piece))
        {
            for word in piece
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
            {
                push_lower(&mut spaced, word);
                spaced.push(' ');
            }
        }
        Self { spaced }
    }

    /// See [`content_fingerprint`].
    #[must_use]
    pub fn fingerprint(&self) -> String {
        hexadecimal(Sha256::new().chain_update(self.spaced.as_bytes()))
    }

    /// Fingerprint and sketch of the words that are left without figures and
    /// without those of `places`: what a role's advertisements in several
    /// cities have in common.
    #[must_use]
    pub fn skeleton<'p>(&self, places: impl IntoIterator<Item = &'p str>) -> (String, TextSketch) {
        let places: Vec<Self> = places.into_iter().map(Self::read).collect();
        let places: HashSet<&str> = places.iter().flat_map(Self::words).collect();
        let left = || {
            let words = self.words();
            words.filter(|word| !is_figure(word) && !places.contains(word))
        };
        let mut hash = Sha256::new();
        for word in left() {
            hash.update(word);
            hash.update(b" ");
        }
        (hexadecimal(hash), TextSketch::of_words(left()))
    }

    /// The words, each followed by a space.
    pub(crate) fn spaced(&self) -> &str {
        &self.spaced
    }

    /// Whether a stretch of [`Self::spaced`] begins and ends where words do.
    pub(crate) fn are_words(&self, stretch: Range<usize>) -> bool {
        let edge = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == b' ');
        let bytes = self.spaced.as_bytes();
        edge(
            stretch
                .start
                .checked_sub(1)
                .and_then(|before| bytes.get(before)),
        ) && edge(bytes.get(stretch.end))
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.spaced.split_ascii_whitespace()
    }
}

fn push_lower(out: &mut String, word: &str) {
    if word.is_ascii() {
        let start = out.len();
        out.push_str(word);
        if let Some(added) = out.get_mut(start..) {
            added.make_ascii_lowercase();
        }
    } else {
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
}

/// A figure such as `120`, `95k` or `3rd`.
fn is_figure(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0 && word.len() <= digits + 2
}

/// The text without mark-up, its entities decoded.
fn plain(html: &str) -> String {
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
    text
}

fn hexadecimal(hash: Sha256) -> String {
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

    #[test]
    fn the_skeleton_of_a_text_has_no_places_and_figures() {
        let berlin = TextWords::read("<p>Engineer in Berlin, for 90,000 to 95k a year</p>");
        let munich = TextWords::read("<p>Engineer in New York, for 110k to 120,000 a year</p>");
        assert_ne!(berlin.fingerprint(), munich.fingerprint());
        assert_eq!(
            berlin.skeleton(["Berlin, Germany"]),
            munich.skeleton(["New York"])
        );
        assert_ne!(berlin.skeleton([]).0, munich.skeleton([]).0);
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_a_fingerprint(html in "[<>&#x;a-z0-9 \u{80}-\u{2ff}]{0,80}") {
            proptest::prop_assert_eq!(content_fingerprint(&html).len(), 32);
        }
    }
}

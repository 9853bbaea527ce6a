//! Folds names to what they have in common: lower case, no accents, one space
//! between words.

use std::ops::Range;

/// A word of a text.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    /// Where it stands.
    pub(crate) range: Range<usize>,
    /// Its folded form.
    pub(crate) folded: String,
}

/// Cuts a text into words; an apostrophe does not end a word.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut open: Option<Token> = None;
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() || is_mark(c) {
            let token = open.get_or_insert_with(|| Token {
                range: at..at,
                folded: String::new(),
            });
            token.range.end = at + c.len_utf8();
            push(&mut token.folded, c);
        } else if !(matches!(c, '\'' | '’' | '‘') && open.is_some()) {
            tokens.extend(open.take());
        }
    }
    tokens.extend(open);
    for token in &mut tokens {
        strip_possessive(text, token);
    }
    tokens
}

/// Takes the `s` off `London's`.
fn strip_possessive(text: &str, token: &mut Token) {
    let written = text.get(token.range.clone()).unwrap_or_default();
    for ending in ["'s", "’s"] {
        if written.len() > ending.len() + 2 && written.ends_with(ending) {
            token.range.end -= ending.len();
            token.folded.pop();
        }
    }
}

/// Folds a whole name.
pub(crate) fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_alphanumeric() || is_mark(c) {
            push(&mut folded, c);
        } else if !matches!(c, '\'' | '’' | '‘') && !folded.is_empty() && !folded.ends_with(' ')
        {
            folded.push(' ');
        }
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

/// Whether a character is an accent on its own.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn push(folded: &mut String, c: char) {
    if c.is_ascii() {
        folded.push(c.to_ascii_lowercase());
        return;
    }
    if is_mark(c) {
        return;
    }
    for lower in c.to_lowercase() {
        match plain(lower) {
            Some(letters) => folded.push_str(letters),
            None if is_mark(lower) => {}
            None => folded.push(lower),
        }
    }
}

/// The plain letters of an accented one, of the Latin letters in the gazetteer.
fn plain(c: char) -> Option<&'static str> {
    let letters = match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' | 'ạ' | 'ả' | 'ầ' | 'ấ' | 'ậ' | 'ắ'
        | 'ə' => "a",
        'ç' | 'ć' | 'č' | 'ĉ' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ế' | 'ề' | 'ệ' => "e",
        'ğ' | 'ģ' | 'ġ' => "g",
        'ħ' => "h",
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'į' | 'ı' | 'ị' => "i",
        'ķ' => "k",
        'ł' | 'ľ' | 'ļ' | 'ĺ' => "l",
        'ñ' | 'ń' | 'ň' | 'ņ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' | 'ồ' | 'ố' | 'ộ' | 'ơ' => "o",
        'ř' | 'ŕ' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ť' | 'ţ' | 'ț' => "t",
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' | 'ų' | 'ŭ' | 'ư' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ž' | 'ż' => "z",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => return None,
    };
    Some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold_to_plain_words() {
        for (name, folded) in [
            ("São Paulo", "sao paulo"),
            ("ZÜRICH", "zurich"),
            ("St. Louis", "st louis"),
            ("Ra'anana", "raanana"),
            ("Łódź", "lodz"),
            ("Winston-Salem", "winston salem"),
            ("U.S.A.", "u s a"),
        ] {
            assert_eq!(fold(name), folded);
        }
        let text = "London's office, Tel-Aviv";
        let words: Vec<String> = tokens(text).into_iter().map(|t| t.folded).collect();
        assert_eq!(words, ["london", "office", "tel", "aviv"]);
    }
}

//! Names fit for addresses.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A name in lower-case ASCII letters, digits and single hyphens, 1 to 80 long.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Slug(String);

/// Why a text is not a [`Slug`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a slug is 1 to 80 lower-case letters, digits and single hyphens between them")]
pub struct SlugError;

impl Slug {
    /// Longest slug, in bytes.
    pub const MAX_LEN: usize = 80;

    /// Reads a slug that must already have the right form.
    ///
    /// # Errors
    /// [`SlugError`] when the text is not of that form.
    pub fn parse(text: &str) -> Result<Self, SlugError> {
        let bytes = text.as_bytes();
        let well_formed = !bytes.is_empty()
            && bytes.len() <= Self::MAX_LEN
            && bytes
                .iter()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-')
            && !text.contains("--");
        if well_formed {
            Ok(Self(text.to_owned()))
        } else {
            Err(SlugError)
        }
    }

    /// Makes a slug from a name. Latin letters lose their accents; `+` and `#`
    /// are spelled out, so that C, C++ and C# stay apart; what cannot be
    /// written becomes a hyphen. A name with nothing to write gives `None`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let mut out = String::with_capacity(name.len());
        for c in name.chars() {
            let piece: &str = match c {
                '+' => "p",
                '#' => "sharp",
                '&' => "-and-",
                '\'' | '’' => continue,
                'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' | 'À' | 'Á' | 'Â' | 'Ã' | 'Å'
                | 'Ā' => "a",
                'ä' | 'Ä' | 'æ' | 'Æ' => "ae",
                'ç' | 'ć' | 'č' | 'Ç' | 'Ć' | 'Č' => "c",
                'ď' | 'đ' | 'ð' | 'Ð' | 'Đ' => "d",
                'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' | 'È' | 'É' | 'Ê' | 'Ë' => "e",
                'ğ' | 'Ğ' => "g",
                'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' | 'İ' | 'Í' => "i",
                'ł' | 'Ł' | 'ľ' => "l",
                'ñ' | 'ń' | 'ň' | 'Ñ' => "n",
                'ò' | 'ó' | 'ô' | 'õ' | 'ø' | 'ō' | 'ő' | 'Ó' | 'Ø' | 'Ô' => "o",
                'ö' | 'Ö' | 'œ' => "oe",
                'ř' => "r",
                'ś' | 'š' | 'ş' | 'ș' | 'Ś' | 'Š' | 'Ş' => "s",
                'ß' => "ss",
                'ť' | 'ţ' | 'ț' => "t",
                'ù' | 'ú' | 'û' | 'ū' | 'ů' | 'ű' | 'Ú' => "u",
                'ü' | 'Ü' => "ue",
                'ý' | 'ÿ' => "y",
                'ź' | 'ż' | 'ž' | 'Ź' | 'Ż' | 'Ž' => "z",
                c if c.is_ascii_alphanumeric() => {
                    out.push(c.to_ascii_lowercase());
                    continue;
                }
                _ => "-",
            };
            for p in piece.chars() {
                if p != '-' || !(out.is_empty() || out.ends_with('-')) {
                    out.push(p);
                }
            }
        }
        out.truncate(Self::MAX_LEN);
        let trimmed = out.trim_matches('-');
        if trimmed.is_empty() {
            None
        } else {
            Some(Self(trimmed.to_owned()))
        }
    }

    /// The slug as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Slug {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Slug {
    type Error = SlugError;

    fn try_from(text: String) -> Result<Self, SlugError> {
        Self::parse(&text)
    }
}

impl From<Slug> for String {
    fn from(slug: Slug) -> Self {
        slug.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_slugs_that_keep_languages_apart() {
        let slug = |name| Slug::from_name(name).map(String::from).unwrap_or_default();
        assert_eq!(slug("C++"), "cpp");
        assert_eq!(slug("C#"), "csharp");
        assert_eq!(slug("C"), "c");
        assert_eq!(slug("Node.js"), "node-js");
        assert_eq!(slug(".NET"), "net");
        assert_eq!(slug("São Paulo"), "sao-paulo");
        assert_eq!(slug("  A & B --- GmbH "), "a-and-b-gmbh");
        assert_eq!(slug("東京"), "");
    }

    #[test]
    fn malformed_slugs_are_refused() {
        for text in [
            "",
            "-",
            "a--b",
            "-a",
            "a-",
            "A",
            "ä",
            "a b",
            &"a".repeat(81),
        ] {
            assert_eq!(Slug::parse(text), Err(SlugError), "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_slug_made_from_any_name_parses(name in ".{0,120}") {
            if let Some(slug) = Slug::from_name(&name) {
                proptest::prop_assert_eq!(Slug::parse(slug.as_str()), Ok(slug));
            }
        }
    }
}

//! Fonts, as far as reading needs them: which letters a code means and how wide
//! they are.

use std::collections::BTreeMap;

use hayro_cmap::{BfString, CMap};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};

use super::encoding::Encoding;
use super::{glyph_names, unpack, widths};

/// Width of a glyph that no table names, in sizes.
const USUAL_WIDTH: f64 = 0.5;
/// Fonts of signs; without names of their own they draw bullets and icons.
const SIGNS: [&str; 5] = ["symbol", "wingdings", "dingbats", "awesome", "icon"];

/// A code of a text as drawn.
pub(super) struct Glyph<'a> {
    /// Its letters; `None` when the font does not say.
    pub(super) text: Option<&'a str>,
    /// How far it moves on, in sizes.
    pub(super) width: f64,
    /// Whether it is the code that word spacing widens.
    pub(super) is_space: bool,
}

/// A font.
pub(super) struct Font {
    codes: Codes,
    letters: Option<CMap>,
}

enum Codes {
    /// One byte each.
    Bytes(Vec<(Option<char>, f64)>),
    /// Two bytes each; widths by the number of the glyph.
    Pairs {
        glyphs: Option<Box<CMap>>,
        widths: BTreeMap<u32, f64>,
        usual: f64,
    },
}

impl Font {
    /// Reads a font's dictionary; what is missing in it is guessed.
    pub(super) fn read(dict: &Dict<'_>) -> Self {
        let letters = dict.get::<Stream<'_>>("ToUnicode").and_then(cmap);
        let is_composite = dict
            .get::<Name<'_>>("Subtype")
            .is_some_and(|kind| kind.as_ref() == b"Type0");
        let codes = if is_composite {
            pairs(dict)
        } else {
            Codes::Bytes(bytes(dict))
        };
        Self { codes, letters }
    }

    /// Hands over every code of a text.
    pub(super) fn each(&self, text: &[u8], mut each: impl FnMut(Glyph<'_>)) {
        match &self.codes {
            Codes::Bytes(table) => {
                for byte in text {
                    let known = table.get(usize::from(*byte)).copied();
                    let (letter, width) = known.unwrap_or((None, USUAL_WIDTH));
                    self.hand_over(u32::from(*byte), letter, width, *byte == b' ', &mut each);
                }
            }
            Codes::Pairs {
                glyphs,
                widths,
                usual,
            } => {
                for pair in text.chunks_exact(2) {
                    let code = pair
                        .iter()
                        .fold(0, |code, byte| code * 256 + u32::from(*byte));
                    let glyph = match glyphs {
                        Some(cmap) => cmap.lookup_cid_code(code, 2).unwrap_or(code),
                        None => code,
                    };
                    let width = widths.get(&glyph).copied().unwrap_or(*usual);
                    self.hand_over(code, None, width, false, &mut each);
                }
            }
        }
    }

    fn hand_over(
        &self,
        code: u32,
        letter: Option<char>,
        width: f64,
        is_space: bool,
        each: &mut impl FnMut(Glyph<'_>),
    ) {
        let mut room = [0_u8; 4];
        let named = self
            .letters
            .as_ref()
            .and_then(|map| map.lookup_bf_string(code));
        let text: Option<&str> = match &named {
            Some(BfString::String(text)) => Some(text),
            Some(BfString::Char(letter)) => Some(letter.encode_utf8(&mut room)),
            None => letter.map(|letter| &*letter.encode_utf8(&mut room)),
        };
        each(Glyph {
            text,
            width,
            is_space,
        });
    }
}

/// Other tables are never loaded: those of the file itself are all there are.
fn cmap(stream: Stream<'_>) -> Option<CMap> {
    CMap::parse(&unpack(&stream)?, |_| None)
}

fn bytes(dict: &Dict<'_>) -> Vec<(Option<char>, f64)> {
    let letters = encoded(dict);
    let name = dict.get::<Name<'_>>("BaseFont");
    let name = name.as_ref().map_or(&b""[..], |name| name.as_ref());
    let first = dict.get::<i32>("FirstChar").unwrap_or(0);
    let stated: Option<Vec<f64>> = dict
        .get::<Array<'_>>("Widths")
        .map(|widths| widths.iter::<f64>().collect());
    let missing = dict
        .get::<Dict<'_>>("FontDescriptor")
        .and_then(|descriptor| descriptor.get::<f64>("MissingWidth"));
    let unit = unit(dict);
    let width = |code: u8, letter: Option<char>| -> f64 {
        let place = usize::try_from(i32::from(code) - first).ok();
        let found = stated
            .as_ref()
            .zip(place)
            .and_then(|(all, place)| all.get(place));
        match (found.copied().or(missing), &stated) {
            (Some(width), _) => width * unit,
            (None, Some(_)) => 0.0,
            (None, None) => letter.map_or(USUAL_WIDTH, |c| widths::width(name, c) / 1000.0),
        }
    };
    (0..=u8::MAX)
        .zip(letters)
        .map(|(code, letter)| (letter, width(code, letter)))
        .collect()
}

/// The size of a unit of widths: a font of drawings has one of its own.
fn unit(dict: &Dict<'_>) -> f64 {
    let matrix = dict.get::<Array<'_>>("FontMatrix");
    let own = matrix.and_then(|matrix| matrix.iter::<f64>().next());
    own.filter(|unit| *unit > 0.0).unwrap_or(0.001)
}

/// The letter of each byte, by the font's encoding.
fn encoded(dict: &Dict<'_>) -> Vec<Option<char>> {
    let name = dict.get::<Name<'_>>("BaseFont");
    let name = name
        .as_ref()
        .map_or("", |name| name.as_str())
        .to_lowercase();
    let signs = SIGNS.iter().any(|sign| name.contains(sign));
    let named = dict.get::<Name<'_>>("Encoding");
    let detailed = dict.get::<Dict<'_>>("Encoding");
    let base = named
        .or_else(|| detailed.as_ref()?.get::<Name<'_>>("BaseEncoding"))
        .and_then(|name| Encoding::parse(name.as_ref()));
    if signs && base.is_none() && detailed.is_none() {
        return vec![Some('•'); 256];
    }
    let is_type1 = dict
        .get::<Name<'_>>("Subtype")
        .is_some_and(|kind| kind.as_ref() == b"Type1" || kind.as_ref() == b"MMType1");
    let base = base.unwrap_or(if is_type1 {
        Encoding::Standard
    } else {
        Encoding::Windows
    });
    let mut letters: Vec<Option<char>> = (0..=u8::MAX).map(|code| base.letter(code)).collect();
    let differences = detailed.and_then(|detailed| detailed.get::<Array<'_>>("Differences"));
    let mut code = 0_usize;
    for object in differences
        .iter()
        .flat_map(|array| array.iter::<Object<'_>>())
    {
        match object {
            Object::Number(number) => code = usize::try_from(number.as_i64()).unwrap_or(256),
            Object::Name(name) => {
                if let Some(letter) = letters.get_mut(code) {
                    *letter = glyph_names::letter(name.as_str());
                }
                code += 1;
            }
            _ => {}
        }
    }
    letters
}

fn pairs(dict: &Dict<'_>) -> Codes {
    let descendant = dict
        .get::<Array<'_>>("DescendantFonts")
        .and_then(|fonts| fonts.iter::<Dict<'_>>().next())
        .unwrap_or_default();
    Codes::Pairs {
        glyphs: dict
            .get::<Stream<'_>>("Encoding")
            .and_then(cmap)
            .map(Box::new),
        widths: descendant
            .get::<Array<'_>>("W")
            .map_or_else(BTreeMap::new, |array| pair_widths(&array)),
        usual: descendant.get::<f64>("DW").unwrap_or(1000.0) / 1000.0,
    }
}

/// `first [width …]` or `first last width`, again and again.
fn pair_widths(array: &Array<'_>) -> BTreeMap<u32, f64> {
    /// Most glyphs of a font.
    const MOST: u32 = 65_536;
    let mut widths = BTreeMap::new();
    let mut objects = array.iter::<Object<'_>>();
    let number = |object: Option<Object<'_>>| object.and_then(Object::into_number);
    while let Some(first) = number(objects.next()) {
        let first = u32::try_from(first.as_i64()).unwrap_or(MOST);
        match objects.next() {
            Some(Object::Array(list)) => {
                for (code, width) in (first..MOST).zip(list.iter::<f64>()) {
                    widths.insert(code, width / 1000.0);
                }
            }
            Some(Object::Number(last)) => {
                let last = u32::try_from(last.as_i64()).unwrap_or(0).min(MOST);
                let Some(width) = number(objects.next()) else {
                    break;
                };
                for code in first..=last {
                    widths.insert(code, width.as_f64() / 1000.0);
                }
            }
            _ => break,
        }
    }
    widths
}

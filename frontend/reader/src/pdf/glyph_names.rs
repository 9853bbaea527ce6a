//! Names of letters, as fonts without a table of their own give them.

/// The letter that a name means; `None` when it is not known.
pub(super) fn letter(name: &str) -> Option<char> {
    let mut letters = name.chars();
    if let (Some(only), None) = (letters.next(), letters.next()) {
        return Some(only);
    }
    let place = NAMES.binary_search_by(|(known, _)| (*known).cmp(name));
    if let Some((_, letter)) = place.ok().and_then(|place| NAMES.get(place)) {
        return Some(*letter);
    }
    numbered(name).or_else(|| {
        // 'a.alt' is an 'a' of another shape.
        let (base, _) = name.split_once('.').filter(|(base, _)| !base.is_empty())?;
        letter(base)
    })
}

/// `uni20AC`, `u1F600`.
fn numbered(name: &str) -> Option<char> {
    let digits = name
        .strip_prefix("uni")
        .or_else(|| name.strip_prefix('u'))?;
    if !(4..=6).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    char::from_u32(u32::from_str_radix(digits, 16).ok()?)
}

/// Letters of the Latin script, punctuation and ligatures, sorted by name; names
/// of one letter are that letter.
#[rustfmt::skip]
const NAMES: &[(&str, char)] = &[
    ("AE", 'Æ'), ("Aacute", 'Á'), ("Abreve", 'Ă'), ("Acircumflex", 'Â'), ("Adieresis", 'Ä'),
    ("Agrave", 'À'), ("Amacron", 'Ā'), ("Aogonek", 'Ą'), ("Aring", 'Å'), ("Atilde", 'Ã'), ("Cacute",
    'Ć'), ("Ccaron", 'Č'), ("Ccedilla", 'Ç'), ("Ccircumflex", 'Ĉ'), ("Cdot", 'Ċ'), ("Cdotaccent",
    'Ċ'), ("Dcaron", 'Ď'), ("Dcroat", 'Đ'), ("Dslash", 'Đ'), ("Eacute", 'É'), ("Ebreve", 'Ĕ'),
    ("Ecaron", 'Ě'), ("Ecircumflex", 'Ê'), ("Edieresis", 'Ë'), ("Edot", 'Ė'), ("Edotaccent", 'Ė'),
    ("Egrave", 'È'), ("Emacron", 'Ē'), ("Eng", 'Ŋ'), ("Eogonek", 'Ę'), ("Eth", 'Ð'), ("Euro", '€'),
    ("Gbreve", 'Ğ'), ("Gcedilla", 'Ģ'), ("Gcircumflex", 'Ĝ'), ("Gcommaaccent", 'Ģ'), ("Gdot", 'Ġ'),
    ("Gdotaccent", 'Ġ'), ("Hbar", 'Ħ'), ("Hcircumflex", 'Ĥ'), ("IJ", 'Ĳ'), ("Iacute", 'Í'),
    ("Ibreve", 'Ĭ'), ("Icircumflex", 'Î'), ("Idieresis", 'Ï'), ("Idot", 'İ'), ("Idotaccent", 'İ'),
    ("Igrave", 'Ì'), ("Imacron", 'Ī'), ("Iogonek", 'Į'), ("Itilde", 'Ĩ'), ("Jcircumflex", 'Ĵ'),
    ("Kcedilla", 'Ķ'), ("Kcommaaccent", 'Ķ'), ("Lacute", 'Ĺ'), ("Lcaron", 'Ľ'), ("Lcedilla", 'Ļ'),
    ("Lcommaaccent", 'Ļ'), ("Ldot", 'Ŀ'), ("Ldotaccent", 'Ŀ'), ("Lslash", 'Ł'), ("Nacute", 'Ń'),
    ("Ncaron", 'Ň'), ("Ncedilla", 'Ņ'), ("Ncommaaccent", 'Ņ'), ("Ntilde", 'Ñ'), ("OE", 'Œ'),
    ("Oacute", 'Ó'), ("Obreve", 'Ŏ'), ("Ocircumflex", 'Ô'), ("Odblacute", 'Ő'), ("Odieresis", 'Ö'),
    ("Ograve", 'Ò'), ("Ohungarumlaut", 'Ő'), ("Omacron", 'Ō'), ("Oslash", 'Ø'), ("Otilde", 'Õ'),
    ("Racute", 'Ŕ'), ("Rcaron", 'Ř'), ("Rcedilla", 'Ŗ'), ("Rcommaaccent", 'Ŗ'), ("Sacute", 'Ś'),
    ("Scaron", 'Š'), ("Scedilla", 'Ş'), ("Scircumflex", 'Ŝ'), ("Scommaaccent", 'Ș'), ("Tbar", 'Ŧ'),
    ("Tcaron", 'Ť'), ("Tcedilla", 'Ţ'), ("Tcommaaccent", 'Ţ'), ("Thorn", 'Þ'), ("Uacute", 'Ú'),
    ("Ubreve", 'Ŭ'), ("Ucircumflex", 'Û'), ("Udblacute", 'Ű'), ("Udieresis", 'Ü'), ("Ugrave", 'Ù'),
    ("Uhungarumlaut", 'Ű'), ("Umacron", 'Ū'), ("Uogonek", 'Ų'), ("Uring", 'Ů'), ("Utilde", 'Ũ'),
    ("Wcircumflex", 'Ŵ'), ("Yacute", 'Ý'), ("Ycircumflex", 'Ŷ'), ("Ydieresis", 'Ÿ'), ("Zacute",
    'Ź'), ("Zcaron", 'Ž'), ("Zdot", 'Ż'), ("Zdotaccent", 'Ż'), ("aacute", 'á'), ("abreve", 'ă'),
    ("acircumflex", 'â'), ("acute", '´'), ("adieresis", 'ä'), ("ae", 'æ'), ("agrave", 'à'),
    ("amacron", 'ā'), ("ampersand", '&'), ("aogonek", 'ą'), ("aring", 'å'), ("arrowright", '→'),
    ("asciicircum", '^'), ("asciitilde", '~'), ("asterisk", '*'), ("at", '@'), ("atilde", 'ã'),
    ("backslash", '\\'), ("bar", '|'), ("blackcircle", '●'), ("blacksmallsquare", '▪'),
    ("blacksquare", '■'), ("braceleft", '{'), ("braceright", '}'), ("bracketleft", '['),
    ("bracketright", ']'), ("breve", '˘'), ("brokenbar", '¦'), ("bullet", '•'), ("bulletoperator",
    '∙'), ("cacute", 'ć'), ("caron", 'ˇ'), ("ccaron", 'č'), ("ccedilla", 'ç'), ("ccircumflex", 'ĉ'),
    ("cdot", 'ċ'), ("cdotaccent", 'ċ'), ("cedilla", '¸'), ("cent", '¢'), ("circle", '○'),
    ("circlecopyrt", '©'), ("circumflex", 'ˆ'), ("colon", ':'), ("comma", ','), ("copyright", '©'),
    ("currency", '¤'), ("dagger", '†'), ("daggerdbl", '‡'), ("dcaron", 'ď'), ("dcroat", 'đ'),
    ("degree", '°'), ("dieresis", '¨'), ("divide", '÷'), ("dmacron", 'đ'), ("dollar", '$'),
    ("dotaccent", '˙'), ("dotlessi", 'ı'), ("eacute", 'é'), ("ebreve", 'ĕ'), ("ecaron", 'ě'),
    ("ecircumflex", 'ê'), ("edieresis", 'ë'), ("edot", 'ė'), ("edotaccent", 'ė'), ("egrave", 'è'),
    ("eight", '8'), ("ellipsis", '…'), ("emacron", 'ē'), ("emdash", '—'), ("endash", '–'), ("eng",
    'ŋ'), ("eogonek", 'ę'), ("equal", '='), ("eth", 'ð'), ("euro", '€'), ("exclam", '!'),
    ("exclamdown", '¡'), ("ff", '\u{fb00}'), ("ffi", '\u{fb03}'), ("ffl", '\u{fb04}'), ("fi",
    '\u{fb01}'), ("filledbox", '■'), ("five", '5'), ("fl", '\u{fb02}'), ("florin", 'ƒ'), ("four",
    '4'), ("fraction", '⁄'), ("gbreve", 'ğ'), ("gcedilla", 'ģ'), ("gcircumflex", 'ĝ'),
    ("gcommaaccent", 'ģ'), ("gdot", 'ġ'), ("gdotaccent", 'ġ'), ("germandbls", 'ß'), ("grave", '`'),
    ("greater", '>'), ("greaterequal", '≥'), ("guillemotleft", '«'), ("guillemotright", '»'),
    ("guilsinglleft", '‹'), ("guilsinglright", '›'), ("hbar", 'ħ'), ("hcircumflex", 'ĥ'),
    ("horizontalbar", '―'), ("hungarumlaut", '˝'), ("hyphen", '-'), ("iacute", 'í'), ("ibreve",
    'ĭ'), ("icircumflex", 'î'), ("idieresis", 'ï'), ("igrave", 'ì'), ("ij", 'ĳ'), ("ilde", '˜'),
    ("imacron", 'ī'), ("infinity", '∞'), ("iogonek", 'į'), ("itilde", 'ĩ'), ("jcircumflex", 'ĵ'),
    ("kcedilla", 'ķ'), ("kcommaaccent", 'ķ'), ("kgreenlandic", 'ĸ'), ("lacute", 'ĺ'), ("lcaron",
    'ľ'), ("lcedilla", 'ļ'), ("lcommaaccent", 'ļ'), ("ldot", 'ŀ'), ("ldotaccent", 'ŀ'), ("less",
    '<'), ("lessequal", '≤'), ("logicalnot", '¬'), ("longs", 'ſ'), ("lslash", 'ł'), ("macron", '¯'),
    ("middot", '·'), ("minus", '−'), ("minute", '′'), ("mu", 'µ'), ("mu1", 'µ'), ("multiply", '×'),
    ("nacute", 'ń'), ("napostrophe", 'ŉ'), ("nbspace", '\u{a0}'), ("ncaron", 'ň'), ("ncedilla",
    'ņ'), ("ncommaaccent", 'ņ'), ("nine", '9'), ("nonbreakingspace", '\u{a0}'), ("ntilde", 'ñ'),
    ("numbersign", '#'), ("oacute", 'ó'), ("obreve", 'ŏ'), ("ocircumflex", 'ô'), ("odblacute", 'ő'),
    ("odieresis", 'ö'), ("oe", 'œ'), ("ogonek", '˛'), ("ograve", 'ò'), ("ohungarumlaut", 'ő'),
    ("omacron", 'ō'), ("one", '1'), ("onehalf", '½'), ("onequarter", '¼'), ("onesuperior", '¹'),
    ("ordfeminine", 'ª'), ("ordmasculine", 'º'), ("oslash", 'ø'), ("otilde", 'õ'), ("overscore",
    '¯'), ("paragraph", '¶'), ("parenleft", '('), ("parenright", ')'), ("percent", '%'), ("period",
    '.'), ("periodcentered", '·'), ("perthousand", '‰'), ("plus", '+'), ("plusminus", '±'),
    ("prime", '′'), ("question", '?'), ("questiondown", '¿'), ("quotedbl", '"'), ("quotedblbase",
    '„'), ("quotedblleft", '“'), ("quotedblright", '”'), ("quoteleft", '‘'), ("quoteright", '’'),
    ("quoterightn", 'ŉ'), ("quotesinglbase", '‚'), ("quotesingle", '\''), ("racute", 'ŕ'),
    ("rcaron", 'ř'), ("rcedilla", 'ŗ'), ("rcommaaccent", 'ŗ'), ("registered", '®'), ("ring", '˚'),
    ("sacute", 'ś'), ("scaron", 'š'), ("scedilla", 'ş'), ("scircumflex", 'ŝ'), ("scommaaccent",
    'ș'), ("section", '§'), ("semicolon", ';'), ("seven", '7'), ("sfthyphen", '\u{ad}'), ("six",
    '6'), ("slash", '/'), ("slong", 'ſ'), ("softhyphen", '\u{ad}'), ("space", ' '), ("sterling",
    '£'), ("tbar", 'ŧ'), ("tcaron", 'ť'), ("tcedilla", 'ţ'), ("tcommaaccent", 'ţ'), ("thorn", 'þ'),
    ("three", '3'), ("threequarters", '¾'), ("threesuperior", '³'), ("tilde", '˜'), ("trademark",
    '™'), ("two", '2'), ("twosuperior", '²'), ("uacute", 'ú'), ("ubreve", 'ŭ'), ("ucircumflex",
    'û'), ("udblacute", 'ű'), ("udieresis", 'ü'), ("ugrave", 'ù'), ("uhungarumlaut", 'ű'),
    ("umacron", 'ū'), ("underscore", '_'), ("uogonek", 'ų'), ("uring", 'ů'), ("utilde", 'ũ'),
    ("verticalbar", '|'), ("wcircumflex", 'ŵ'), ("whitecircle", '○'), ("yacute", 'ý'),
    ("ycircumflex", 'ŷ'), ("ydieresis", 'ÿ'), ("yen", '¥'), ("zacute", 'ź'), ("zcaron", 'ž'),
    ("zdot", 'ż'), ("zdotaccent", 'ż'), ("zero", '0'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_and_sorted() {
        assert!(NAMES.is_sorted_by(|one, other| one.0 < other.0));
        for (name, wanted) in [
            ("A", 'A'),
            ("adieresis", 'ä'),
            ("fi", '\u{fb01}'),
            ("uni20AC", '€'),
            ("u2022", '•'),
            ("hyphen", '-'),
            ("a.sc", 'a'),
            ("eacute.alt", 'é'),
        ] {
            assert_eq!(letter(name), Some(wanted), "{name}");
        }
        assert_eq!(letter("g17"), None);
        assert_eq!(letter(".notdef"), None);
        assert_eq!(letter("uniXYZ1"), None);
    }
}

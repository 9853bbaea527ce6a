//! Widths of the fonts that every reader of PDF has, for files that leave them
//! out. In thousandths of the size; from Adobe's metrics of the core fonts.

/// The first letter of the tables, a space.
const FIRST: u32 = 0x20;
/// Width of letters beyond the tables.
const OTHERS: f64 = 556.0;
/// Width of every letter of a typewriter's font.
const TYPEWRITER: f64 = 600.0;

#[rustfmt::skip]
const SANS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
#[rustfmt::skip]
const SANS_BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
    611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
    278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
];
#[rustfmt::skip]
const SERIF: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];
#[rustfmt::skip]
const SERIF_BOLD: [u16; 95] = [
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667,
    611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722,
    722, 667, 333, 278, 333, 581, 500, 333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556,
    278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,
];

/// The width of a letter in the core font that a name is closest to.
pub(super) fn width(font: &[u8], letter: char) -> f64 {
    let name = String::from_utf8_lossy(font).to_lowercase();
    if name.contains("courier") || name.contains("mono") {
        return TYPEWRITER;
    }
    let bold = name.contains("bold") || name.contains("black");
    let serif = name.contains("times") || name.contains("serif") && !name.contains("sans");
    let table = match (serif, bold) {
        (false, false) => &SANS,
        (false, true) => &SANS_BOLD,
        (true, false) => &SERIF,
        (true, true) => &SERIF_BOLD,
    };
    let place = u32::from(letter).checked_sub(FIRST);
    let place = place.and_then(|place| usize::try_from(place).ok());
    let found = place.and_then(|place| table.get(place));
    found.map_or(OTHERS, |width| f64::from(*width))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn core_fonts_are_told_by_their_names() {
        for (font, letter, wanted) in [
            ("Helvetica", 'i', 222.0),
            ("Helvetica-Bold", 'i', 278.0),
            ("Times-Roman", '~', 541.0),
            ("Times-BoldItalic", ' ', 250.0),
            ("Courier", 'i', 600.0),
            ("Helvetica", 'ä', 556.0),
        ] {
            assert!(
                (width(font.as_bytes(), letter) - wanted).abs() < 0.1,
                "{font} {letter}"
            );
        }
    }
}

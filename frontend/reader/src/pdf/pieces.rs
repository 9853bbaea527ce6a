//! Letters become pieces: stretches of one line without a wide gap.

use super::matrix::Matrix;

/// A gap between letters that is a space, in sizes.
const SPACE: f64 = 0.15;
/// A gap that parts columns, cells or dates from their line, in sizes.
const WIDE: f64 = 1.4;
/// How far a letter may stand back or off its line, in sizes.
const SLACK: f64 = 0.35;
/// Lines within so many degrees have the same direction.
pub(super) const SAME_TURN: f64 = 1.0;

/// A stretch of text on one line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    /// Where it begins, along its line.
    pub(super) x: f64,
    /// Where it ends.
    pub(super) end: f64,
    /// Its line, upwards.
    pub(super) y: f64,
    /// Height of its letters.
    pub(super) size: f64,
    /// Direction of its line, in degrees.
    pub(super) turn: f64,
    /// Its letters.
    pub(super) text: String,
}

/// Collects letters.
#[derive(Default)]
pub(super) struct Pieces {
    done: Vec<Piece>,
    open: Option<Piece>,
}

impl Pieces {
    /// Adds the letters of a glyph. `place` says where it stands and how large
    /// it is, `advance` how far it reaches.
    pub(super) fn add(&mut self, place: Matrix, advance: (f64, f64), text: &str) {
        let size = place.c.hypot(place.d);
        let angle = place.b.atan2(place.a);
        if !(size.is_finite() && size > 0.0 && angle.is_finite()) {
            return;
        }
        let (sin, cos) = angle.sin_cos();
        let x = place.e * cos + place.f * sin;
        let y = place.f * cos - place.e * sin;
        let width = advance.0 * cos + advance.1 * sin;
        let turn = angle.to_degrees();
        let mut kept = String::with_capacity(text.len());
        text.chars().for_each(|letter| keep(letter, &mut kept));
        if kept.is_empty() {
            return;
        }
        let letters = Piece {
            x,
            end: x + width,
            y,
            size,
            turn,
            text: kept,
        };
        self.letters(letters);
    }

    fn letters(&mut self, letters: Piece) {
        let is_space = letters.text.trim().is_empty();
        match &mut self.open {
            Some(open) if open.continues(&letters) => {
                // Spaces are seen by the gap they leave; a drawn one counts as well.
                let apart = is_space || letters.x - open.end > SPACE * open.size;
                if apart && !open.text.ends_with(' ') {
                    open.text.push(' ');
                }
                if !is_space {
                    open.text.push_str(&letters.text);
                    open.size = open.size.max(letters.size);
                }
                open.end = open.end.max(letters.end);
            }
            _ if is_space => {}
            _ => {
                self.close();
                self.open = Some(letters);
            }
        }
    }

    fn close(&mut self) {
        let Some(mut piece) = self.open.take() else {
            return;
        };
        piece.text.truncate(piece.text.trim_end().len());
        let is_shadow = self
            .done
            .last()
            .is_some_and(|last| last.is_shadowed_by(&piece));
        if !piece.text.is_empty() && !is_shadow {
            self.done.push(piece);
        }
    }

    /// All pieces, in the order in which they were drawn.
    pub(super) fn finish(mut self) -> Vec<Piece> {
        self.close();
        self.done
    }
}

impl Piece {
    fn continues(&self, next: &Self) -> bool {
        let size = next.size.max(self.size);
        let gap = next.x - self.end;
        (self.turn - next.turn).abs() < SAME_TURN
            && (next.y - self.y).abs() < SLACK * size
            && (-SLACK * size..WIDE * size).contains(&gap)
    }

    /// Whether the same is drawn once more, a hair beside it, to look bold.
    fn is_shadowed_by(&self, other: &Self) -> bool {
        let near = |one: f64, other: f64| (one - other).abs() < 0.2 * self.size;
        near(self.x, other.x) && near(self.y, other.y) && self.text == other.text
    }
}

/// Adds a letter as it is kept: ligatures in parts, signs of list items as
/// bullets, nothing for what is not seen.
fn keep(letter: char, kept: &mut String) {
    match letter {
        '\u{fb00}' => kept.push_str("ff"),
        '\u{fb01}' => kept.push_str("fi"),
        '\u{fb02}' => kept.push_str("fl"),
        '\u{fb03}' => kept.push_str("ffi"),
        '\u{fb04}' => kept.push_str("ffl"),
        '\u{fb05}' | '\u{fb06}' => kept.push_str("st"),
        // Where Word's fonts of signs keep theirs.
        '\u{f0b7}' | '\u{f0a7}' | '\u{f076}' | '\u{f0d8}' | '\u{f0fc}' => kept.push('•'),
        '\u{e000}'..='\u{f8ff}' => kept.push(' '),
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
        c if c.is_whitespace() || c.is_control() => kept.push(' '),
        c => kept.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(letters: &[(f64, f64, &str)]) -> Vec<String> {
        let mut pieces = Pieces::default();
        for (x, y, text) in letters {
            let place = Matrix::new([10.0, 0.0, 0.0, 10.0, *x, *y]);
            pieces.add(place, (5.0, 0.0), text);
        }
        pieces
            .finish()
            .into_iter()
            .map(|piece| piece.text)
            .collect()
    }

    #[test]
    fn gaps_are_spaces_and_wide_gaps_part() {
        let line = [
            (0.0, 0.0, "G"),
            (5.1, 0.0, "o"),
            (13.0, 0.0, "C"),
            (40.0, 0.0, "D"),
        ];
        assert_eq!(drawn(&line), ["Go C", "D"]);
        let spaced = [
            (0.0, 0.0, "G"),
            (5.0, 0.0, " "),
            (10.0, 0.0, "C"),
            (15.0, -12.0, "D"),
        ];
        assert_eq!(drawn(&spaced), ["G C", "D"]);
    }

    #[test]
    fn ligatures_bullets_and_shadows_are_read_as_meant() {
        assert_eq!(drawn(&[(0.0, 0.0, "\u{fb03}")]), ["ffi"]);
        assert_eq!(drawn(&[(0.0, 0.0, "\u{f0b7}"), (9.0, 0.0, "G")]), ["• G"]);
        let twice = [
            (0.0, 0.0, "A"),
            (5.0, 0.0, "B"),
            (0.3, 0.0, "A"),
            (5.3, 0.0, "B"),
        ];
        assert_eq!(drawn(&twice), ["AB"]);
    }

    #[test]
    fn a_turned_line_is_read_along_itself() {
        let mut pieces = Pieces::default();
        for (step, text) in ["G", "o"].into_iter().enumerate() {
            let y = if step == 0 { 0.0 } else { 5.0 };
            let place = Matrix::new([0.0, 10.0, -10.0, 0.0, 30.0, y]);
            pieces.add(place, (0.0, 5.0), text);
        }
        let pieces = pieces.finish();
        assert_eq!(pieces.len(), 1);
        assert_eq!(pieces[0].text, "Go");
    }
}

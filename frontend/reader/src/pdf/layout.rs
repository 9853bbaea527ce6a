//! Pieces become text. Programs draw a page in the order in which it is read,
//! nearly always; where a page is drawn row by row across two columns, the
//! columns are read one after the other. Lines that were full are joined.

use extract::vocabulary;

use super::pieces::{Piece, SAME_TURN};
use crate::wrapping;

/// Fewest rows that make two columns.
const FEWEST_ROWS: usize = 4;
/// Shortest average line, in letters, of a column that is read by itself:
/// dates beside lines and labels before values are shorter.
const COLUMN_LETTERS: usize = 16;
/// Narrowest column, in sizes, whose lines count as full.
const NARROWEST: f64 = 12.0;
/// How far lines of a column may be indented, in sizes.
const INDENT: f64 = 2.5;
/// How far two lines of one row may differ, in sizes.
const SAME_LINE: f64 = 0.35;
/// A gap between lines that parts blocks, in usual gaps.
const APART: f64 = 1.35;
/// Lines farther apart than this never belong together, in sizes.
const FAR: f64 = 2.5;

/// Adds the text of a page.
pub(super) fn write(pieces: Vec<Piece>, text: &mut String) {
    let lines = by_columns(pieces);
    let blocks = blocks(&lines);
    let edges = Edges::of(&blocks);
    for lines in blocks {
        block(lines, &edges, text);
    }
}

/// Lines that belong together.
fn blocks(lines: &[Piece]) -> Vec<&[Piece]> {
    let usual = usual_gap(lines);
    let mut blocks = Vec::new();
    let mut rest = lines;
    while !rest.is_empty() {
        let pairs = rest.windows(2);
        let length = pairs
            .take_while(|pair| matches!(pair, [one, next] if belong(one, next, usual)))
            .count()
            + 1;
        let (block, after) = rest.split_at(length);
        blocks.push(block);
        rest = after;
    }
    blocks
}

/// How far the columns of a page reach: for lines that begin about as far from
/// the edge, where the longest of them ends. Lines that stand alone, such as
/// titles above columns, do not count.
struct Edges(Vec<Column>);

/// Lines that begin about as far from the edge of the page.
struct Column {
    /// Where the first begins.
    from: f64,
    /// Where the last begins.
    to: f64,
    /// Where the longest ends.
    end: f64,
}

impl Edges {
    fn of(blocks: &[&[Piece]]) -> Self {
        let several = blocks.iter().filter(|block| block.len() > 1);
        let mut lines: Vec<&Piece> = several.copied().flatten().collect();
        lines.sort_by(|one, other| one.x.total_cmp(&other.x));
        let mut columns: Vec<Column> = Vec::new();
        for line in lines {
            match columns.last_mut() {
                Some(column) if line.x - column.to < INDENT * line.size => {
                    column.to = line.x;
                    column.end = column.end.max(line.end);
                }
                _ => columns.push(Column {
                    from: line.x,
                    to: line.x,
                    end: line.end,
                }),
            }
        }
        Self(columns)
    }

    /// Where the column of a line ends.
    fn right_of(&self, line: &Piece) -> f64 {
        let after = self.0.partition_point(|column| column.from <= line.x);
        let column = after.checked_sub(1).and_then(|index| self.0.get(index));
        column.map_or(line.end, |column| column.end)
    }
}

/// Whether two lines are of one block.
fn belong(one: &Piece, next: &Piece, usual: f64) -> bool {
    let size = one.size.max(next.size);
    let down = one.y - next.y;
    let overlap = one.end.min(next.end) > one.x.max(next.x);
    let same_row = down.abs() < SAME_LINE * size;
    let is_next = down > 0.0 && down < FAR * size && down <= (APART * usual).max(1.3 * size);
    let alike = next.size < 1.2 * one.size && one.size < 1.2 * next.size;
    (one.turn - next.turn).abs() < SAME_TURN && (same_row || (is_next && overlap && alike))
}

/// The usual distance of lines on a page; zero when there are none.
fn usual_gap(lines: &[Piece]) -> f64 {
    let mut gaps: Vec<f64> = lines
        .windows(2)
        .filter_map(|pair| match pair {
            [one, next] => Some((one.y - next.y, one.size)),
            _ => None,
        })
        .filter(|(down, size)| *down > SAME_LINE * size && *down < FAR * size)
        .map(|(down, _)| down)
        .collect();
    gaps.sort_by(f64::total_cmp);
    gaps.get(gaps.len() / 2).copied().unwrap_or(0.0)
}

/// Writes a block, its full lines joined.
fn block(lines: &[Piece], edges: &Edges, text: &mut String) {
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    for (index, line) in lines.iter().enumerate() {
        text.push_str(&line.text);
        let Some(next) = lines.get(index + 1) else {
            break;
        };
        if is_full(line, next, edges.right_of(line)) {
            join(text, &next.text);
        } else {
            text.push('\n');
        }
    }
}

/// Whether a line ended because the next word had no room.
fn is_full(line: &Piece, next: &Piece, right: f64) -> bool {
    let same_row = (line.y - next.y).abs() < SAME_LINE * line.size;
    let narrow = right - line.x < NARROWEST * line.size;
    if same_row || narrow || wrapping::begins_item(&next.text) {
        return false;
    }
    let letters = |text: &str| f64::from(u32::try_from(text.chars().count()).unwrap_or(u32::MAX));
    let word = next.text.split(' ').next().unwrap_or_default();
    let per_letter = (next.end - next.x) / letters(&next.text).max(1.0);
    line.end + per_letter * (letters(word) + 1.0) > right
}

/// Goes on with the next line: with a space, or with the rest of a word.
fn join(text: &mut String, next: &str) {
    if text.ends_with('\u{ad}') {
        text.pop();
        return;
    }
    let Some(head) = text.strip_suffix('-') else {
        text.push(' ');
        return;
    };
    if !head.ends_with(char::is_alphabetic) || !next.starts_with(char::is_lowercase) {
        return;
    }
    let part = |c: char| !c.is_alphanumeric();
    let first = head.rsplit(part).next().unwrap_or_default();
    let second = next.split(part).next().unwrap_or_default();
    if vocabulary::find(&format!("{first}{second}")).is_some() {
        text.pop();
    }
}

/// Two columns side by side.
#[derive(Default)]
struct Columns {
    left: Vec<Piece>,
    right: Vec<Piece>,
    /// Between them: the furthest left column's end, the nearest right beginning.
    gutter: Option<(f64, f64)>,
    rows: usize,
}

/// Brings rows that run across two columns into the order of the columns.
fn by_columns(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut ordered = Vec::with_capacity(pieces.len());
    let mut columns = Columns::default();
    let mut pieces = pieces.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        let beside = pieces.next_if(|next| stands_beside(&piece, next));
        if !columns.takes(&piece, beside.as_ref()) {
            columns.flush(&mut ordered);
        }
        columns.put(piece, beside);
    }
    columns.flush(&mut ordered);
    ordered
}

fn stands_beside(one: &Piece, next: &Piece) -> bool {
    (one.turn - next.turn).abs() < SAME_TURN
        && (one.y - next.y).abs() < SAME_LINE * one.size.max(next.size)
        && next.x > one.end
}

impl Columns {
    /// Whether a row keeps the columns apart that are open.
    fn takes(&self, piece: &Piece, beside: Option<&Piece>) -> bool {
        let above = |column: &[Piece], piece: &Piece| {
            column
                .last()
                .is_none_or(|last| last.y > piece.y - piece.size)
        };
        match (self.gutter, beside) {
            (None, _) => beside.is_some() && self.left.is_empty(),
            (Some((from, to)), Some(beside)) => {
                let gutter = (from.max(piece.end), to.min(beside.x));
                gutter.0 < gutter.1 && above(&self.left, piece) && above(&self.right, beside)
            }
            (Some((from, to)), None) => {
                (piece.end < to && above(&self.left, piece))
                    || (piece.x > from && above(&self.right, piece))
            }
        }
    }

    fn put(&mut self, piece: Piece, beside: Option<Piece>) {
        match (self.gutter, beside) {
            (None, Some(beside)) => {
                self.gutter = Some((piece.end, beside.x));
                self.rows = 1;
                self.left.push(piece);
                self.right.push(beside);
            }
            (Some((from, to)), Some(beside)) => {
                self.gutter = Some((from.max(piece.end), to.min(beside.x)));
                self.rows += 1;
                self.left.push(piece);
                self.right.push(beside);
            }
            (Some((from, to)), None) if piece.end < to => {
                self.gutter = Some((from.max(piece.end), to));
                self.left.push(piece);
            }
            (Some((from, to)), None) => {
                self.gutter = Some((from, to.min(piece.x)));
                self.right.push(piece);
            }
            (None, None) => self.left.push(piece),
        }
    }

    /// Column after column, or row after row where there are none.
    fn flush(&mut self, ordered: &mut Vec<Piece>) {
        let done = std::mem::take(self);
        let long = |column: &[Piece]| {
            let letters: usize = column.iter().map(|piece| piece.text.chars().count()).sum();
            letters >= COLUMN_LETTERS * column.len()
        };
        let are_columns = done.rows >= FEWEST_ROWS && long(&done.left) && long(&done.right);
        let from = ordered.len();
        ordered.extend(done.left);
        ordered.extend(done.right);
        if !are_columns && let Some(rows) = ordered.get_mut(from..) {
            // Both columns go down: rows are found again by their height.
            rows.sort_by(|one, other| {
                let same = (one.y - other.y).abs() < SAME_LINE * one.size.max(other.size);
                let (first, second) = if same {
                    (one.x, other.x)
                } else {
                    (-one.y, -other.y)
                };
                first.total_cmp(&second)
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(x: f64, end: f64, y: f64, text: &str) -> Piece {
        Piece {
            x,
            end,
            y,
            size: 10.0,
            turn: 0.0,
            text: text.to_owned(),
        }
    }

    fn written(pieces: Vec<Piece>) -> String {
        let mut text = String::new();
        write(pieces, &mut text);
        text
    }

    #[test]
    fn full_lines_are_joined_and_short_ones_stay() {
        let text = written(vec![
            piece(0.0, 195.0, 100.0, "Wrote services in Java with Spring"),
            piece(0.0, 190.0, 88.0, "Boot and kept them run-"),
            piece(0.0, 60.0, 76.0, "ning in Kuber-"),
            piece(0.0, 60.0, 40.0, "Skills"),
            piece(0.0, 60.0, 28.0, "Go"),
        ]);
        assert_eq!(
            text,
            "Wrote services in Java with Spring Boot and kept them run-ning in Kuber-\n\nSkills\nGo"
        );
    }

    #[test]
    fn a_word_that_is_a_skill_is_put_together_again() {
        let mut text = "on Kuber-".to_owned();
        join(&mut text, "netes and");
        assert_eq!(text, "on Kuber");
        let mut text = "an event-".to_owned();
        join(&mut text, "driven design");
        assert_eq!(text, "an event-");
        let mut text = "micro\u{ad}".to_owned();
        join(&mut text, "services");
        assert_eq!(text, "micro");
    }

    #[test]
    fn columns_drawn_row_by_row_are_read_one_after_the_other() {
        let mut pieces = vec![piece(
            0.0,
            400.0,
            200.0,
            "Ada Example, Backend Developer, Berlin",
        )];
        for row in 0..5_u32 {
            let y = 180.0 - 12.0 * f64::from(row);
            pieces.push(piece(0.0, 150.0, y, &format!("left column, line {row}")));
            pieces.push(piece(200.0, 390.0, y, &format!("right column, line {row}")));
        }
        let text = written(pieces);
        let last_left = text.find("left column, line 4").unwrap();
        assert!(last_left < text.find("right column, line 0").unwrap());
    }

    #[test]
    fn dates_beside_lines_stay_in_their_rows() {
        let mut pieces = Vec::new();
        for row in 0..5_u32 {
            let y = 180.0 - 30.0 * f64::from(row);
            pieces.push(piece(0.0, 150.0, y, &format!("Developer at Company {row}")));
            pieces.push(piece(330.0, 390.0, y, &format!("20{row}0")));
        }
        let text = written(pieces);
        assert!(text.find("2000").unwrap() < text.find("Company 1").unwrap());
    }
}

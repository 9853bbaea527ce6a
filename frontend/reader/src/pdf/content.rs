//! What the pages draw: follows the operators that place text, and notes every
//! piece of it with its place.

use std::collections::HashMap;
use std::rc::Rc;

use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, ObjectIdentifier, Stream};
use hayro_syntax::page::{Page, Resources};

use super::font::{Font, Glyph};
use super::matrix::Matrix;
use super::pieces::{Piece, Pieces};
use super::unpack;

/// Most operators that are followed, over all pages: drawings may have millions.
const MOST_STEPS: usize = 3_000_000;
/// Most letters that are noted, over all pages.
const MOST_LETTERS: usize = 1_000_000;
/// How deep drawings may lie within drawings.
const DEEPEST: usize = 8;
/// Most states that may be set aside.
const MOST_STATES: usize = 256;

/// What was drawn so far, over all pages.
#[derive(Default)]
pub(super) struct Drawn {
    /// Letters that no font names.
    pub(super) unnamed: usize,
    /// Pictures.
    pub(super) pictures: usize,
    steps: usize,
    letters: usize,
    fonts: HashMap<ObjectIdentifier, Rc<Font>>,
}

/// What text is drawn with.
#[derive(Clone)]
struct State {
    page: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

/// The text object that is open.
struct Cursor {
    text: Matrix,
    line: Matrix,
}

/// A stream being followed.
struct Stage<'d, 'p> {
    drawn: &'d mut Drawn,
    pieces: &'d mut Pieces,
    resources: &'p Resources<'p>,
    named: HashMap<Vec<u8>, Option<Rc<Font>>>,
    state: State,
    aside: Vec<State>,
    cursor: Cursor,
    depth: usize,
}

impl Drawn {
    /// The pieces of text on a page, in the order in which they are drawn.
    pub(super) fn page(&mut self, page: &Page<'_>) -> Vec<Piece> {
        let mut pieces = Pieces::default();
        let Some(content) = content(page) else {
            return Vec::new();
        };
        let upright = Matrix::new(page.initial_transform(false).as_coeffs());
        let state = State {
            page: upright,
            font: None,
            size: 0.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        };
        self.follow(&content, page.resources(), state, &mut pieces, 0);
        pieces.finish()
    }

    fn follow(
        &mut self,
        content: &[u8],
        resources: &Resources<'_>,
        state: State,
        pieces: &mut Pieces,
        depth: usize,
    ) {
        let mut stage = Stage {
            drawn: self,
            pieces,
            resources,
            named: HashMap::new(),
            state,
            aside: Vec::new(),
            cursor: Cursor {
                text: Matrix::IDENTITY,
                line: Matrix::IDENTITY,
            },
            depth,
        };
        let mut operators = TypedIter::new(content);
        while let Some(operator) = operators.next() {
            stage.drawn.steps += 1;
            if stage.drawn.steps > MOST_STEPS || stage.drawn.letters > MOST_LETTERS {
                break;
            }
            stage.step(&operator);
        }
    }

    fn font(&mut self, resources: &Resources<'_>, name: &Name<'_>) -> Option<Rc<Font>> {
        let dict: Dict<'_> = resources.get_font(name)?;
        let Some(id) = dict.obj_id() else {
            return Some(Rc::new(Font::read(&dict)));
        };
        let font = self.fonts.entry(id);
        Some(font.or_insert_with(|| Rc::new(Font::read(&dict))).clone())
    }
}

/// All content of a page; streams that cannot be unpacked are passed over.
fn content(page: &Page<'_>) -> Option<Vec<u8>> {
    let dict = page.raw();
    if let Some(stream) = dict.get::<Stream<'_>>("Contents") {
        return unpack(&stream);
    }
    let streams = dict.get::<Array<'_>>("Contents")?;
    let mut content = Vec::new();
    for stream in streams.iter::<Stream<'_>>() {
        content.extend(unpack(&stream).unwrap_or_default());
        content.push(b' ');
    }
    Some(content)
}

impl Stage<'_, '_> {
    fn step(&mut self, operator: &TypedInstruction<'_, '_>) {
        use TypedInstruction as Do;
        match operator {
            Do::SaveState(_) if self.aside.len() < MOST_STATES => {
                self.aside.push(self.state.clone());
            }
            Do::RestoreState(_) => {
                if let Some(state) = self.aside.pop() {
                    self.state = state;
                }
            }
            Do::Transform(m) => {
                let by = matrix([m.0, m.1, m.2, m.3, m.4, m.5]);
                self.state.page = by.then(self.state.page);
            }
            Do::SetGraphicsState(name) => self.set(name.0),
            Do::XObject(name) => self.place(name.0),
            Do::InlineImage(_) => self.drawn.pictures += 1,
            Do::BeginText(_) => self.move_to(Matrix::IDENTITY),
            Do::CharacterSpacing(by) => self.state.letter_space = by.0.as_f64(),
            Do::WordSpacing(by) => self.state.word_space = by.0.as_f64(),
            Do::HorizontalScaling(by) => self.state.stretch = by.0.as_f64() / 100.0,
            Do::TextLeading(by) => self.state.leading = by.0.as_f64(),
            Do::TextRise(by) => self.state.rise = by.0.as_f64(),
            Do::TextFont(font) => {
                self.state.size = font.1.as_f64();
                self.state.font = self.font(font.0);
            }
            Do::NextLine(by) => self.next_line(by.0.as_f64(), by.1.as_f64()),
            Do::NextLineAndSetLeading(by) => {
                self.state.leading = -by.1.as_f64();
                self.next_line(by.0.as_f64(), by.1.as_f64());
            }
            Do::SetTextMatrix(m) => self.move_to(matrix([m.0, m.1, m.2, m.3, m.4, m.5])),
            Do::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.leading),
            Do::ShowText(text) => self.show(text.0.as_bytes()),
            Do::NextLineAndShowText(text) => {
                self.next_line(0.0, -self.state.leading);
                self.show(text.0.as_bytes());
            }
            Do::ShowTextWithParameters(text) => {
                self.state.word_space = text.0.as_f64();
                self.state.letter_space = text.1.as_f64();
                self.next_line(0.0, -self.state.leading);
                self.show(text.2.as_bytes());
            }
            Do::ShowTexts(texts) => self.show_all(texts.0),
            _ => {}
        }
    }

    fn font(&mut self, name: &Name<'_>) -> Option<Rc<Font>> {
        if let Some(known) = self.named.get(name.as_ref()) {
            return known.clone();
        }
        let font = self.drawn.font(self.resources, name);
        self.named.insert(name.to_vec(), font.clone());
        font
    }

    /// A named set of parameters may hold a font.
    fn set(&mut self, name: &Name<'_>) {
        let set = self.resources.get_ext_g_state(name);
        let Some(font) = set.and_then(|set| set.get::<Array<'_>>("Font")) else {
            return;
        };
        let mut parts = font.flex_iter();
        if let Some(dict) = parts.next::<Dict<'_>>() {
            self.state.font = Some(Rc::new(Font::read(&dict)));
            self.state.size = parts.next::<f64>().unwrap_or(self.state.size);
        }
    }

    /// A picture, or a drawing that is followed in its turn.
    fn place(&mut self, name: &Name<'_>) {
        let Some(object) = self.resources.get_x_object(name) else {
            return;
        };
        let dict = object.dict();
        let is_form = dict
            .get::<Name<'_>>("Subtype")
            .is_some_and(|kind| kind.as_ref() == b"Form");
        if !is_form {
            self.drawn.pictures += 1;
            return;
        }
        if self.depth >= DEEPEST {
            return;
        }
        let Some(content) = unpack(&object) else {
            return;
        };
        let mut state = self.state.clone();
        if let Some(matrix) = dict.get::<Array<'_>>("Matrix").and_then(six) {
            state.page = Matrix::new(matrix).then(state.page);
        }
        let own = dict.get::<Dict<'_>>("Resources").map(Resources::new);
        let resources = own.as_ref().unwrap_or(self.resources);
        self.drawn
            .follow(&content, resources, state, self.pieces, self.depth + 1);
    }

    fn move_to(&mut self, place: Matrix) {
        self.cursor = Cursor {
            text: place,
            line: place,
        };
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.move_to(Matrix::moved(x, y).then(self.cursor.line));
    }

    fn show_all(&mut self, parts: &Array<'_>) {
        for part in parts.iter::<Object<'_>>() {
            match part {
                Object::String(text) => self.show(text.as_bytes()),
                Object::Number(back) => {
                    let by = -back.as_f64() / 1000.0 * self.state.size * self.state.stretch;
                    self.advance(by);
                }
                _ => {}
            }
        }
    }

    fn advance(&mut self, by: f64) {
        self.cursor.text = Matrix::moved(by, 0.0).then(self.cursor.text);
    }

    fn show(&mut self, text: &[u8]) {
        let Some(font) = self.state.font.clone() else {
            return;
        };
        font.each(text, |glyph| self.glyph(&glyph));
    }

    fn glyph(&mut self, glyph: &Glyph<'_>) {
        let state = &self.state;
        let wider = if glyph.is_space {
            state.word_space
        } else {
            0.0
        };
        let by = (glyph.width * state.size + state.letter_space + wider) * state.stretch;
        let scale = Matrix::new([
            state.size * state.stretch,
            0.0,
            0.0,
            state.size,
            0.0,
            state.rise,
        ]);
        let place = scale.then(self.cursor.text).then(state.page);
        let moved = Matrix::moved(by, 0.0).then(self.cursor.text);
        self.drawn.letters += 1;
        match glyph.text {
            Some(text) => {
                let end = moved.then(state.page);
                self.pieces
                    .add(place, (end.e - place.e, end.f - place.f), text);
            }
            None => self.drawn.unnamed += 1,
        }
        self.cursor.text = moved;
    }
}

fn matrix(numbers: [Number; 6]) -> Matrix {
    Matrix::new(numbers.map(|number| number.as_f64()))
}

fn six(array: Array<'_>) -> Option<[f64; 6]> {
    let numbers: Vec<f64> = array.iter::<f64>().collect();
    numbers.try_into().ok()
}

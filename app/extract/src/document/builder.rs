//! Puts a [`Document`] together from tokens or plain lines.

use std::ops::Range;

use super::html::attribute;
use super::{Block, BlockKind, Document, Link, Segment, Token, Tokens, entity};

/// Longest line, in bytes, that may act as a heading because of its looks.
const LONGEST_HEADING: usize = 100;

/// Addresses longer than this are not kept.
const LONGEST_HREF: usize = 2_000;

/// How a tag shapes the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Block,
    Heading,
    Item,
    List,
    Break,
    Pre,
    Bold,
    Anchor,
    Inline,
}

fn shape(name: &str) -> Shape {
    let mut lower = [0_u8; 10];
    let Some(slot) = lower.get_mut(..name.len()) else {
        return Shape::Inline;
    };
    slot.copy_from_slice(name.as_bytes());
    slot.make_ascii_lowercase();
    match &*slot {
        b"p" | b"div" | b"section" | b"article" | b"header" | b"footer" | b"table" | b"tr"
        | b"td" | b"th" | b"blockquote" | b"hr" | b"dl" | b"dt" | b"dd" | b"figure" | b"form"
        | b"main" | b"nav" | b"aside" | b"address" | b"body" | b"html" | b"head" => Shape::Block,
        b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Shape::Heading,
        b"li" => Shape::Item,
        b"ul" | b"ol" | b"menu" => Shape::List,
        b"br" => Shape::Break,
        b"pre" => Shape::Pre,
        b"b" | b"strong" => Shape::Bold,
        b"a" => Shape::Anchor,
        _ => Shape::Inline,
    }
}

/// The state of reading.
pub(super) struct Builder {
    document: Document,
    /// Whether line breaks in the source are line breaks in the text.
    keep_lines: bool,
    block_start: usize,
    heading: bool,
    item: bool,
    pre: bool,
    bold: usize,
    /// Letters and digits of the block inside and outside of bold.
    bold_letters: usize,
    plain_letters: usize,
    /// Line breaks seen since the last visible character.
    breaks: usize,
    link: Option<(usize, String)>,
}

impl Builder {
    pub(super) fn new(keep_lines: bool) -> Self {
        Self {
            document: Document::default(),
            keep_lines,
            block_start: 0,
            heading: false,
            item: false,
            pre: false,
            bold: 0,
            bold_letters: 0,
            plain_letters: 0,
            breaks: 0,
            link: None,
        }
    }

    pub(super) fn html(&mut self, source: &str) {
        self.document.text.reserve(source.len());
        for token in Tokens::new(source) {
            match token {
                Token::Text(range) => self.text(source, range, true),
                Token::Open { name, attributes } => self.open(shape(name), attributes),
                Token::Close { name } => self.close(shape(name)),
            }
        }
    }

    pub(super) fn plain(&mut self, source: &str) {
        self.document.text.reserve(source.len());
        self.text(source, 0..source.len(), false);
    }

    pub(super) fn finish(mut self) -> Document {
        self.end_link();
        self.end_block();
        let text = &mut self.document.text;
        text.truncate(text.trim_end().len());
        self.document
    }

    fn open(&mut self, shape: Shape, attributes: &str) {
        match shape {
            Shape::Block => self.end_block(),
            Shape::List => {
                self.end_block();
                self.item = false;
            }
            Shape::Heading => {
                self.end_block();
                self.heading = true;
            }
            Shape::Item => {
                self.end_block();
                self.item = true;
            }
            Shape::Break => self.line_break(),
            Shape::Pre => {
                self.end_block();
                self.pre = true;
            }
            Shape::Bold => self.bold += 1,
            Shape::Anchor => {
                self.end_link();
                let href = attribute(attributes, "href").unwrap_or_default();
                if !href.is_empty() && href.len() <= LONGEST_HREF {
                    self.link = Some((self.document.text.len(), entity::decode_all(href.trim())));
                }
            }
            Shape::Inline => {}
        }
    }

    fn close(&mut self, shape: Shape) {
        match shape {
            Shape::Block => self.end_block(),
            Shape::Heading => {
                self.end_block();
                self.heading = false;
            }
            Shape::Item | Shape::List => {
                self.end_block();
                self.item = false;
            }
            Shape::Break => self.line_break(),
            Shape::Pre => {
                self.end_block();
                self.pre = false;
            }
            Shape::Bold => self.bold = self.bold.saturating_sub(1),
            Shape::Anchor => self.end_link(),
            Shape::Inline => {}
        }
    }

    fn end_link(&mut self) {
        if let Some((start, href)) = self.link.take() {
            let end = self.document.text.trim_end().len();
            if start < end {
                let range = start..end;
                self.document.links.push(Link { range, href });
            }
        }
    }

    /// Appends source text, decoding references and collapsing white space.
    fn text(&mut self, source: &str, range: Range<usize>, entities: bool) {
        let mut at = range.start;
        while at < range.end {
            let rest = source.get(at..range.end).unwrap_or_default();
            let plain = rest
                .bytes()
                .position(|b| b <= b' ' || b == b'&' || b >= 0xc2)
                .unwrap_or(rest.len());
            if plain > 0 {
                self.push(rest.get(..plain).unwrap_or_default(), at, plain);
                at += plain;
                continue;
            }
            let Some(mut c) = rest.chars().next() else {
                break;
            };
            let mut len = c.len_utf8();
            if c == '&' && entities {
                (c, len) = entity::decode(rest).unwrap_or(('&', 1));
            }
            self.character(c, at, len);
            at += len;
        }
    }

    fn character(&mut self, c: char, source: usize, source_len: usize) {
        match c {
            '\n' if self.keep_lines || self.pre => self.line_break(),
            '\u{2010}' | '\u{2011}' => self.push("-", source, source_len),
            '\u{2028}' | '\u{2029}' | '\u{85}' => self.line_break(),
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{fe0f}' => {}
            c if c.is_whitespace() || c.is_control() => {
                let text = &self.document.text;
                let inside = text.len() > self.block_start;
                if inside && !text.ends_with([' ', '\n']) && self.breaks == 0 {
                    self.append(" ", source, source_len);
                }
            }
            c => self.push(c.encode_utf8(&mut [0; 4]), source, source_len),
        }
    }

    /// A line break; two of them in kept lines end the paragraph.
    fn line_break(&mut self) {
        if self.document.text.len() > self.block_start {
            self.breaks += 1;
        }
    }

    /// Appends visible text.
    fn push(&mut self, piece: &str, source: usize, source_len: usize) {
        if self.breaks > 0 {
            if self.breaks > 1 && !self.heading {
                self.end_block();
            } else {
                self.trim();
                self.document.text.push('\n');
            }
            self.breaks = 0;
        }
        let letters = piece
            .bytes()
            .filter(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
        if self.bold > 0 {
            self.bold_letters += letters.count();
        } else {
            self.plain_letters += letters.count();
        }
        self.append(piece, source, source_len);
    }

    fn append(&mut self, piece: &str, source: usize, source_len: usize) {
        let text = self.document.text.len();
        self.document.text.push_str(piece);
        if let Some(last) = self.document.segments.last_mut()
            && last.text_len == last.source_len
            && piece.len() == source_len
            && last.text + last.text_len == text
            && last.source + last.source_len == source
        {
            last.text_len += piece.len();
            last.source_len += source_len;
            return;
        }
        self.document.segments.push(Segment {
            text,
            text_len: piece.len(),
            source,
            source_len,
        });
    }

    /// Removes white space from the end of the open block.
    fn trim(&mut self) {
        let text = &mut self.document.text;
        let end = text.trim_end_matches(' ').len().max(self.block_start);
        text.truncate(end);
        while let Some(last) = self.document.segments.last_mut() {
            if last.text >= end {
                self.document.segments.pop();
                continue;
            }
            let excess = (last.text + last.text_len).saturating_sub(end);
            if excess > 0 && last.text_len == last.source_len {
                last.text_len -= excess;
                last.source_len -= excess;
            }
            break;
        }
    }

    /// Closes the open block, if it holds anything, and cuts it into lines that
    /// are list items or headings by their looks, and paragraphs.
    fn end_block(&mut self) {
        self.breaks = 0;
        self.trim();
        let (start, end) = (self.block_start, self.document.text.len());
        if start == end {
            return;
        }
        let bold_alone = self.bold_letters > 0 && self.plain_letters == 0;
        let block = self.document.text.get(start..end).unwrap_or_default();
        let kind = if self.heading || (bold_alone && !self.item && end - start <= LONGEST_HEADING) {
            BlockKind::Heading
        } else if self.item {
            BlockKind::ListItem
        } else {
            BlockKind::Paragraph
        };
        let cut = if kind == BlockKind::Heading {
            vec![(kind, start..end)]
        } else {
            cut_lines(block, start, kind)
        };
        for (kind, range) in cut {
            self.document.blocks.push(Block { kind, range });
        }
        self.document.text.push('\n');
        self.block_start = self.document.text.len();
        self.bold_letters = 0;
        self.plain_letters = 0;
    }
}

/// Length of the bullet that a line starts with, the space after it included.
fn bullet(line: &str) -> Option<usize> {
    let mut chars = line.chars();
    let first = chars.next()?;
    let sure = matches!(
        first,
        '•' | '●'
            | '◦'
            | '▪'
            | '■'
            | '·'
            | '‣'
            | '∙'
            | '►'
            | '▸'
            | '➤'
            | '✅'
            | '✔'
            | '→'
    );
    let likely = matches!(first, '-' | '*' | '–' | '—' | '+' | '>' | 'o');
    let rest = chars.as_str();
    let trimmed = rest.trim_start_matches(' ');
    let spaced = trimmed.len() < rest.len();
    let letter = trimmed.starts_with(|c: char| c.is_alphanumeric() || "$€£(\"'“[#.@<".contains(c));
    let capital = trimmed.starts_with(char::is_uppercase);
    let dash = matches!(first, '-' | '*') && capital;
    (letter && (sure || (likely && spaced) || dash)).then(|| line.len() - trimmed.len())
}

/// Whether a line acts as a heading: short, alone, and ending with a colon or
/// marked the way plain text marks headings.
fn looks_like_heading(line: &str) -> bool {
    line.len() <= LONGEST_HEADING
        && (line.ends_with(':') || line.starts_with("## ") || line.starts_with("### "))
        && !line.contains("://")
}

/// Cuts a block into paragraphs, list items and headings by its lines.
fn cut_lines(block: &str, offset: usize, kind: BlockKind) -> Vec<(BlockKind, Range<usize>)> {
    let mut cut: Vec<(BlockKind, Range<usize>)> = Vec::new();
    let mut at = offset;
    let mut open = false;
    for line in block.split('\n') {
        let (start, end) = (at, at + line.len());
        at = end + 1;
        if line.is_empty() {
            continue;
        }
        if let Some(skip) = bullet(line) {
            cut.push((BlockKind::ListItem, start + skip..end));
            open = false;
        } else if kind == BlockKind::Paragraph && looks_like_heading(line) {
            cut.push((BlockKind::Heading, start..end));
            open = false;
        } else if let Some(last) = cut.last_mut().filter(|_| open) {
            last.1.end = end;
        } else {
            cut.push((kind, start..end));
            open = true;
        }
    }
    cut
}

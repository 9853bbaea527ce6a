//! Text: its words, its lines that begin with a bullet sign, and code.

use std::borrow::Cow;

use super::blocks::{Block, Container, HARD_CHUNK_BYTES, Inline, Level, Writer};

/// Longest piece of text that is written at once, bytes.
const MAX_PIECE_BYTES: usize = 4 * 1024;

impl Writer {
    pub(super) fn text(&mut self, text: &str) {
        if self.block == Block::Code {
            self.code_text(text);
            return;
        }
        if !text.contains('\n') {
            self.flow(text);
            return;
        }
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.space = true;
                if line.trim().is_empty() && self.breaks == 0 {
                    continue;
                }
                if let Some(item) = bullet(line).filter(|_| self.inline.is_empty()) {
                    self.bullet_line(item);
                    continue;
                }
            }
            self.flow(line);
        }
    }

    /// A line `- like this` in plain text is an item of a list.
    fn bullet_line(&mut self, item: &str) {
        let in_bullets = self.bullets;
        let in_list = self
            .levels
            .last()
            .is_some_and(|level| level.container != Container::Quote);
        if !in_bullets && (in_list || self.is_deepest() || self.block != Block::Paragraph) {
            self.breaks = self.breaks.max(1);
            self.flow(item);
            return;
        }
        self.end_block();
        if in_bullets {
            self.pop_level();
        } else {
            self.levels.push(Level {
                container: Container::Ul,
                written: false,
            });
        }
        self.levels.push(Level {
            container: Container::Li,
            written: false,
        });
        self.breaks = 0;
        self.bullets = true;
        self.flow(item);
    }

    /// Writes the words of a text. A hard space that is written as a reference was
    /// meant to hold words together; as a character it is one that an editor left.
    fn flow(&mut self, text: &str) {
        let text = if text.contains(HARD_SPACE) {
            Cow::Owned(text.replace(HARD_SPACE, " "))
        } else {
            Cow::Borrowed(text)
        };
        let text = htmlize::unescape(text);
        let mut rest = text.as_ref();
        while !rest.is_empty() {
            let trimmed = trim_blank(rest);
            if trimmed.len() < rest.len() {
                self.space = true;
            }
            if trimmed.is_empty() {
                return;
            }
            let end = word_end(trimmed);
            let (word, after) = trimmed.split_at_checked(end).unwrap_or((trimmed, ""));
            for piece in pieces(word) {
                self.word(piece);
            }
            rest = after;
        }
    }

    fn word(&mut self, word: &str) {
        if self.breaks > 1
            && self.block_written
            && self
                .levels
                .last()
                .is_none_or(|l| l.container != Container::Li)
        {
            let keep = std::mem::take(&mut self.inline);
            for open in keep.iter().rev().filter(|open| open.written) {
                self.push_close(open.tag);
            }
            self.end_block();
            self.reopen(keep);
        }
        if self.out.len() > HARD_CHUNK_BYTES {
            self.cut();
        }
        self.open_block();
        if self.breaks > 0 && !self.fresh {
            self.out.push_str("<br>");
        } else if self.space && !self.fresh {
            self.out.push(' ');
        }
        self.breaks = 0;
        self.space = false;
        self.fresh = false;
        for index in 0..self.inline.len() {
            let Some(open) = self.inline.get_mut(index).filter(|open| !open.written) else {
                continue;
            };
            open.written = true;
            let Inline { tag, href, .. } = open;
            self.out.push('<');
            self.out.push_str(tag);
            if let Some(href) = href {
                self.out.push_str(" href=\"");
                push_escaped(&mut self.out, href);
                self.out.push('"');
            }
            self.out.push('>');
        }
        push_escaped(&mut self.out, word);
    }

    fn code_text(&mut self, text: &str) {
        let text = htmlize::unescape(text);
        if !self.block_written && trim_blank(&text).is_empty() {
            return;
        }
        if !self.block_written {
            self.breaks = 0;
        }
        self.open_block();
        for _ in 0..self.breaks.min(2) {
            self.out.push('\n');
        }
        self.breaks = 0;
        for piece in pieces(&text) {
            if self.out.len() > HARD_CHUNK_BYTES {
                self.cut();
                self.open_block();
            }
            push_escaped(&mut self.out, piece);
        }
    }
}

/// Cuts a text into pieces of bounded size.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut end = rest.len().min(MAX_PIECE_BYTES);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let (piece, after) = rest.split_at_checked(end)?;
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}

/// The text of a line that begins with a bullet sign and a space.
fn bullet(line: &str) -> Option<&str> {
    let line = line.trim_start();
    ["- ", "* ", "• ", "– ", "· "]
        .iter()
        .find_map(|sign| line.strip_prefix(sign))
}

/// Drops white space at the start.
fn trim_blank(text: &str) -> &str {
    text.trim_start_matches(is_blank)
}

/// Where a word ends, bytes: at white space that may be broken.
fn word_end(text: &str) -> usize {
    text.find(|c: char| c.is_whitespace() && c != HARD_SPACE)
        .unwrap_or(text.len())
}

const HARD_SPACE: char = '\u{a0}';

fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_ascii_control()
        || matches!(c, '\u{200b}' | '\u{200c}' | '\u{feff}' | '\u{2060}')
}

/// Appends text or an attribute's value, save characters that no text has.
pub(super) fn push_escaped(out: &mut String, text: &str) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' if chars.peek() != Some(&'\n') => out.push('\n'),
            c if is_no_text(c) => {}
            c => out.push(c),
        }
    }
}

/// Whether a character is a control that stands for nothing in a text.
pub(super) fn is_no_text(c: char) -> bool {
    c.is_ascii_control() && !matches!(c, '\n' | '\t')
}

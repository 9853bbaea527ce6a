//! Text: its words, its lines that begin with a bullet sign, and code.

use super::blocks::{Block, Container, HARD_CHUNK_BYTES, Inline, Level, Writer};

/// Longest piece of text that is written at once, bytes.
const MAX_PIECE_BYTES: usize = 4 * 1024;

impl Writer<'_> {
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

    fn flow(&mut self, text: &str) {
        let mut rest = text;
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
            let Inline { tag, href, .. } = *open;
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
        if !self.block_written && trim_blank(text).is_empty() {
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
        for piece in pieces(text) {
            if self.out.len() > HARD_CHUNK_BYTES {
                self.cut();
                self.open_block();
            }
            push_escaped(&mut self.out, piece);
        }
    }
}

/// Cuts a text into pieces of bounded size, and no reference in two.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut end = rest.len().min(MAX_PIECE_BYTES);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        if end < rest.len()
            && let Some(start) = rest.get(..end).and_then(open_reference)
            && start > 0
        {
            end = start;
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

/// Drops white space at the start, however it is written.
fn trim_blank(text: &str) -> &str {
    let mut rest = text;
    loop {
        let trimmed = rest.trim_start_matches(is_blank);
        let next = reference(trimmed)
            .filter(|(c, _)| is_blank(*c))
            .and_then(|(_, length)| trimmed.get(length..))
            .unwrap_or(trimmed);
        if next.len() == rest.len() {
            return rest;
        }
        rest = next;
    }
}

/// Where a word ends, bytes: at white space, written as such or as a reference.
/// A hard space that is written as a reference was meant to hold words together.
fn word_end(text: &str) -> usize {
    text.char_indices()
        .find(|(at, c)| {
            c.is_whitespace()
                || *c == '&'
                    && text
                        .get(*at..)
                        .and_then(reference)
                        .is_some_and(|(c, _)| c.is_whitespace() && c != HARD_SPACE)
        })
        .map_or(text.len(), |(at, _)| at)
}

const HARD_SPACE: char = '\u{a0}';

fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_ascii_control()
        || matches!(c, '\u{200b}' | '\u{200c}' | '\u{feff}' | '\u{2060}')
}

/// The character that a reference at the start of a text stands for, if it is a
/// numeric one or one of white space, and the bytes of the reference. A numeric
/// reference needs no semicolon (HTML, 13.2.5.80).
fn reference(text: &str) -> Option<(char, usize)> {
    const SPACES: [(&str, char); 16] = [
        ("&nbsp;", HARD_SPACE),
        ("&nbsp", HARD_SPACE),
        ("&Tab;", '\t'),
        ("&NewLine;", '\n'),
        ("&ensp;", '\u{2002}'),
        ("&emsp;", '\u{2003}'),
        ("&thinsp;", '\u{2009}'),
        ("&hairsp;", '\u{200a}'),
        ("&emsp13;", '\u{2004}'),
        ("&emsp14;", '\u{2005}'),
        ("&numsp;", '\u{2007}'),
        ("&puncsp;", '\u{2008}'),
        ("&MediumSpace;", '\u{205f}'),
        ("&ZeroWidthSpace;", '\u{200b}'),
        ("&zwnj;", '\u{200c}'),
        ("&NoBreak;", '\u{2060}'),
    ];
    let Some(number) = text.strip_prefix("&#") else {
        return SPACES
            .iter()
            .find(|(name, _)| text.starts_with(name))
            .map(|(name, c)| (*c, name.len()));
    };
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let end = digits
        .find(|c: char| !c.is_digit(radix))
        .unwrap_or(digits.len());
    let code = u32::from_str_radix(digits.get(..end)?, radix).ok()?;
    let after = digits.get(end..)?;
    let length = text.len() - after.strip_prefix(';').unwrap_or(after).len();
    Some((char::from_u32(code)?, length))
}

/// Longest reference that goes on at the next piece, bytes.
const MAX_REFERENCE_BYTES: usize = 40;

/// Where the reference begins that a text ends in, without its semicolon.
fn open_reference(text: &str) -> Option<usize> {
    let tail = text.bytes().rev().take(MAX_REFERENCE_BYTES);
    let within = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let length = tail.clone().take_while(within).count();
    let start = text.len().checked_sub(length + 1)?;
    (tail.clone().nth(length) == Some(b'&')).then_some(start)
}

/// Keeps what is written next from becoming part of a reference: one that a tag,
/// or a character that is left out, has cut in two is none. One that needs no
/// semicolon is whole.
fn seal_reference(out: &mut String, next: char) {
    if !next.is_ascii_alphanumeric() && !matches!(next, '#' | ';') {
        return;
    }
    let Some(start) = open_reference(out) else {
        return;
    };
    let open = out.get(start..).unwrap_or_default();
    let whole = match reference(open) {
        Some((_, length)) => Some(length),
        None => legacy_reference(open),
    };
    match whole {
        Some(length) => out.insert(start + length, ';'),
        None => out.insert_str(start + 1, "amp;"),
    }
}

/// The bytes of the named reference that a text begins with, if it is one that
/// needs no semicolon (HTML, 13.2.5.73 and 13.5).
fn legacy_reference(text: &str) -> Option<usize> {
    let name = text.strip_prefix('&')?;
    let known = LEGACY.split(' ').filter(|known| name.starts_with(known));
    known.map(|known| known.len() + 1).max()
}

/// Names of references that need no semicolon.
const LEGACY: &str = "AElig AMP Aacute Acirc Agrave Aring Atilde Auml COPY Ccedil ETH Eacute \
    Ecirc Egrave Euml GT Iacute Icirc Igrave Iuml LT Ntilde Oacute Ocirc Ograve Oslash Otilde \
    Ouml QUOT REG THORN Uacute Ucirc Ugrave Uuml Yacute aacute acirc acute aelig agrave amp aring \
    atilde auml brvbar ccedil cedil cent copy curren deg divide eacute ecirc egrave eth euml \
    frac12 frac14 frac34 gt iacute icirc iexcl igrave iquest iuml laquo lt macr micro middot nbsp \
    not ntilde oacute ocirc ograve ordf ordm oslash otilde ouml para plusmn pound quot raquo reg \
    sect shy sup1 sup2 sup3 szlig thorn times uacute ucirc ugrave uml uuml yacute yen yuml";

/// Appends text or an attribute's value; entities in it stay as they are written,
/// save those of characters that no text has, which are left out.
pub(super) fn push_escaped(out: &mut String, text: &str) {
    let mut after = 0;
    let mut seam = true;
    for (at, c) in text.char_indices() {
        if at < after {
            seam = true;
            continue;
        }
        if std::mem::take(&mut seam) {
            seal_reference(out, c);
        }
        match c {
            '&' => match text.get(at..).and_then(reference) {
                Some((meant, length)) if is_no_text(meant) => after = at + length,
                _ => out.push('&'),
            },
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' if !text
                .get(at + 1..)
                .is_some_and(|rest| rest.starts_with('\n')) =>
            {
                out.push('\n');
            }
            c if is_no_text(c) => seam = true,
            c => out.push(c),
        }
    }
}

/// Whether a character is a control that stands for nothing in a text.
fn is_no_text(c: char) -> bool {
    c.is_ascii_control() && !matches!(c, '\n' | '\t')
}

//! Rewrites any HTML into flat, well-formed prose.
//!
//! Everything is opened lazily, when text arrives, and closed in order: so no
//! empty element can come out, nothing nests deeper than lists and quotes may,
//! and every piece of input costs its own length.

use crate::html_tokens::{Token, attribute, tokens};

/// Deepest nesting of lists and quotes; what is deeper continues at this depth.
const MAX_CONTAINERS: usize = 8;

/// Most inline elements open at one place.
const MAX_INLINE: usize = 6;

/// Longest address of a link, bytes as written.
const MAX_HREF_BYTES: usize = 2_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Container {
    Ul,
    Ol,
    Li,
    Quote,
}

impl Container {
    const fn tag(self) -> &'static str {
        match self {
            Self::Ul => "ul",
            Self::Ol => "ol",
            Self::Li => "li",
            Self::Quote => "blockquote",
        }
    }

    const fn is_list(self) -> bool {
        matches!(self, Self::Ul | Self::Ol)
    }
}

/// The block that the next text belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Paragraph,
    Heading(&'static str),
    Code,
}

struct Level {
    container: Container,
    written: bool,
}

#[derive(Clone, Copy)]
struct Inline<'a> {
    tag: &'static str,
    href: Option<&'a str>,
    written: bool,
}

/// Rewrites a text. The result still has to pass the allow-list.
pub(crate) fn rewrite(html: &str) -> String {
    let mut writer = Writer::new(html.len());
    for token in tokens(html) {
        match token {
            Token::Text(text) => writer.text(text),
            Token::Open(name, attributes) => writer.open(&lower(name), attributes),
            Token::Close(name) => writer.close(&lower(name)),
        }
    }
    writer.finish()
}

fn lower(name: &str) -> String {
    name.chars()
        .take(12)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

struct Writer<'a> {
    out: String,
    levels: Vec<Level>,
    /// Lists that were asked for beyond the deepest level and are still open.
    beyond: usize,
    block: Block,
    block_written: bool,
    inline: Vec<Inline<'a>>,
    breaks: usize,
    space: bool,
    /// Whether nothing of the open block or item has been written yet.
    fresh: bool,
    /// Whether the open list was made of lines that begin with a bullet sign.
    bullets: bool,
}

impl<'a> Writer<'a> {
    fn new(size: usize) -> Self {
        Self {
            out: String::with_capacity(size),
            levels: Vec::new(),
            beyond: 0,
            block: Block::Paragraph,
            block_written: false,
            inline: Vec::new(),
            breaks: 0,
            space: false,
            fresh: true,
            bullets: false,
        }
    }

    fn open(&mut self, name: &str, attributes: &'a str) {
        match name {
            "br" => self.breaks += 1,
            "b" => self.open_inline("b", None),
            "strong" => self.open_inline("strong", None),
            "i" => self.open_inline("i", None),
            "em" => self.open_inline("em", None),
            "code" | "tt" | "kbd" | "samp" if self.block != Block::Code => {
                self.open_inline("code", None);
            }
            "a" => {
                self.close_inline("a");
                if let Some(href) =
                    attribute(attributes, "href").filter(|h| h.len() <= MAX_HREF_BYTES)
                {
                    self.open_inline("a", Some(href));
                }
            }
            "ul" | "menu" | "dir" => self.open_container(Container::Ul),
            "ol" => self.open_container(Container::Ol),
            "li" => self.open_item(),
            "blockquote" => self.open_container(Container::Quote),
            "h1" | "h2" | "h3" => self.start_block(Block::Heading("h3")),
            "h4" | "h5" | "h6" => self.start_block(Block::Heading("h4")),
            "pre" => self.start_block(Block::Code),
            "td" | "th" if self.block_written => {
                self.out.push_str(" ·");
                self.space = true;
            }
            _ if is_block(name) => self.start_block(Block::Paragraph),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "b" | "strong" | "i" | "em" | "a" => self.close_inline(name),
            "code" | "tt" | "kbd" | "samp" => self.close_inline("code"),
            "ul" | "menu" | "dir" => self.close_container(Container::Ul),
            "ol" => self.close_container(Container::Ol),
            "li" => self.close_item(),
            "blockquote" => self.close_container(Container::Quote),
            _ if is_block(name) => self.start_block(Block::Paragraph),
            _ => {}
        }
    }

    /// Ends the block that is open and says which the next text begins.
    fn start_block(&mut self, block: Block) {
        self.end_block();
        if self.bullets
            && self
                .levels
                .last()
                .is_some_and(|level| level.container == Container::Li)
        {
            self.pop_level();
            self.pop_level();
        }
        self.bullets = false;
        self.block = block;
    }

    fn end_block(&mut self) {
        let in_item = self
            .levels
            .last()
            .is_some_and(|level| level.container == Container::Li);
        while let Some(inline) = self.inline.pop() {
            if inline.written {
                self.push_close(inline.tag);
            }
        }
        if self.block_written {
            match self.block {
                Block::Heading(tag) if !in_item => self.push_close(tag),
                Block::Code => self.out.push_str("</code></pre>"),
                Block::Paragraph if !in_item => self.push_close("p"),
                // Text of an item flows on; the next block begins a line of its own.
                Block::Paragraph | Block::Heading(_) => {}
            }
        }
        self.fresh |= self.block_written && (!in_item || self.block == Block::Code);
        self.breaks = usize::from(in_item && !self.fresh);
        self.block_written = false;
        self.space = false;
        self.block = Block::Paragraph;
    }

    fn open_container(&mut self, container: Container) {
        self.start_block(Block::Paragraph);
        if self.levels.len() + 2 > MAX_CONTAINERS {
            self.beyond += 1;
            return;
        }
        let in_list = self
            .levels
            .last()
            .is_some_and(|level| level.container.is_list());
        if in_list {
            self.levels.push(Level {
                container: Container::Li,
                written: false,
            });
        }
        self.levels.push(Level {
            container,
            written: false,
        });
        self.breaks = 0;
    }

    fn close_container(&mut self, container: Container) {
        self.start_block(Block::Paragraph);
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        if !self.levels.iter().any(|level| level.container == container) {
            return;
        }
        while let Some(found) = self.pop_level() {
            if found == container {
                break;
            }
        }
        self.breaks = 0;
    }

    fn open_item(&mut self) {
        self.start_block(Block::Paragraph);
        match self.levels.last().map(|level| level.container) {
            Some(Container::Li) => {
                self.pop_level();
            }
            Some(Container::Ul | Container::Ol) => {}
            Some(Container::Quote) | None => {
                self.levels.push(Level {
                    container: Container::Ul,
                    written: false,
                });
            }
        }
        self.levels.push(Level {
            container: Container::Li,
            written: false,
        });
        self.breaks = 0;
    }

    fn close_item(&mut self) {
        self.start_block(Block::Paragraph);
        if self
            .levels
            .last()
            .is_some_and(|level| level.container == Container::Li)
        {
            self.pop_level();
        }
        self.breaks = 0;
    }

    fn pop_level(&mut self) -> Option<Container> {
        let level = self.levels.pop()?;
        if level.written {
            self.push_close(level.container.tag());
            self.fresh = true;
        }
        Some(level.container)
    }

    fn open_inline(&mut self, tag: &'static str, href: Option<&'a str>) {
        let again = self.inline.iter().any(|open| open.tag == tag);
        if self.inline.len() < MAX_INLINE && !again && self.block != Block::Code {
            self.inline.push(Inline {
                tag,
                href,
                written: false,
            });
        }
    }

    /// Closes an inline element and what was opened inside it.
    fn close_inline(&mut self, name: &str) {
        if !self.inline.iter().any(|open| open.tag == name) {
            return;
        }
        while let Some(open) = self.inline.pop() {
            if open.written {
                self.push_close(open.tag);
            }
            if open.tag == name {
                break;
            }
        }
    }

    fn text(&mut self, text: &str) {
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
        let at_item = self
            .levels
            .last()
            .is_some_and(|level| level.container == Container::Li);
        if !in_bullets
            && (at_item || self.levels.len() + 2 > MAX_CONTAINERS || self.block != Block::Paragraph)
        {
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
            let end = trimmed
                .find(|c: char| c.is_whitespace())
                .unwrap_or(trimmed.len());
            let (word, after) = trimmed.split_at_checked(end).unwrap_or((trimmed, ""));
            self.word(word);
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
            self.inline = keep
                .into_iter()
                .map(|open| Inline {
                    written: false,
                    ..open
                })
                .collect();
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

    /// Writes the start tags of the containers and the block that text needs.
    fn open_block(&mut self) {
        if self.block_written {
            return;
        }
        if self
            .levels
            .last()
            .is_some_and(|level| level.container.is_list())
        {
            self.levels.push(Level {
                container: Container::Li,
                written: false,
            });
        }
        for index in 0..self.levels.len() {
            let Some(level) = self.levels.get_mut(index).filter(|level| !level.written) else {
                continue;
            };
            level.written = true;
            self.fresh = true;
            let tag = level.container.tag();
            self.push_open(tag);
        }
        let in_item = self
            .levels
            .last()
            .is_some_and(|level| level.container == Container::Li);
        self.fresh |= !in_item || self.block == Block::Code;
        match self.block {
            Block::Code => self.out.push_str("<pre><code>"),
            Block::Heading(tag) if !in_item => self.push_open(tag),
            Block::Paragraph if !in_item => self.push_open("p"),
            Block::Paragraph | Block::Heading(_) => {}
        }
        self.block_written = true;
    }

    fn code_text(&mut self, text: &str) {
        if !self.block_written && text.trim().is_empty() {
            return;
        }
        self.open_block();
        for _ in 0..self.breaks.min(2) {
            self.out.push('\n');
        }
        self.breaks = 0;
        push_escaped(&mut self.out, text);
    }

    fn push_open(&mut self, tag: &str) {
        self.out.push('<');
        self.out.push_str(tag);
        self.out.push('>');
    }

    fn push_close(&mut self, tag: &str) {
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    fn finish(mut self) -> String {
        self.end_block();
        while self.pop_level().is_some() {}
        self.out
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "aside"
            | "nav"
            | "figure"
            | "figcaption"
            | "address"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "caption"
            | "form"
            | "fieldset"
            | "legend"
            | "details"
            | "summary"
            | "center"
            | "hr"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "pre"
            | "body"
            | "html"
            | "head"
    )
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
        let trimmed = rest.trim_start_matches(|c: char| {
            c.is_whitespace()
                || matches!(c, '\u{200b}' | '\u{200c}' | '\u{feff}' | '\u{2060}' | '\0')
        });
        let next = ["&nbsp;", "&#160;", "&#xa0;", "&#xA0;", "&#8203;"]
            .iter()
            .find_map(|space| trimmed.strip_prefix(space))
            .unwrap_or(trimmed);
        if next.len() == rest.len() {
            return rest;
        }
        rest = next;
    }
}

/// Appends text or an attribute's value; entities in it stay as they are written.
fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\0' => {}
            c => out.push(c),
        }
    }
}

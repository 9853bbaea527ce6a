//! Containers, blocks and inline elements: opened when text arrives, closed in order.

use std::rc::Rc;

/// Deepest nesting of lists and quotes; what is deeper continues at this depth.
/// Items are not counted: whether the text writes them or they follow from what
/// it holds, the result has them all, and reading it again must find it as deep.
const MAX_CONTAINERS: usize = 4;

/// Most inline elements open at one place.
const MAX_INLINE: usize = 6;

/// Size at which a chunk ends at the next boundary between blocks, bytes.
const SOFT_CHUNK_BYTES: usize = 32 * 1024;

/// Size at which a chunk ends wherever it is, bytes.
pub(super) const HARD_CHUNK_BYTES: usize = 64 * 1024;

/// Most bytes of addresses that are written again because a link goes on in
/// another block: one long address over many short lines would fill the memory.
const MAX_REPEATED_BYTES: usize = 64 * 1024;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    Ul,
    Ol,
    Li,
    Quote,
}

impl Container {
    pub(super) const fn tag(self) -> &'static str {
        match self {
            Self::Ul => "ul",
            Self::Ol => "ol",
            Self::Li => "li",
            Self::Quote => "blockquote",
        }
    }

    pub(super) const fn is_list(self) -> bool {
        matches!(self, Self::Ul | Self::Ol)
    }
}

/// The block that the next text belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Block {
    Paragraph,
    Heading(&'static str),
    Code,
}

pub(super) struct Level {
    pub(super) container: Container,
    pub(super) written: bool,
}

pub(super) struct Inline {
    pub(super) tag: &'static str,
    pub(super) href: Option<Rc<str>>,
    pub(super) written: bool,
}

/// Writes flat prose: what is open, and what has been written of it.
pub(super) struct Writer {
    pub(super) chunks: Vec<String>,
    pub(super) out: String,
    pub(super) levels: Vec<Level>,
    /// Lists that were asked for beyond the deepest level and are still open.
    pub(super) beyond: usize,
    pub(super) block: Block,
    pub(super) block_written: bool,
    pub(super) inline: Vec<Inline>,
    /// Bytes of addresses of links that went on in another block.
    pub(super) repeated: usize,
    pub(super) breaks: usize,
    pub(super) space: bool,
    /// Whether nothing of the open block or item has been written yet.
    pub(super) fresh: bool,
    /// Whether the open list was made of lines that begin with a bullet sign.
    pub(super) bullets: bool,
}

impl Writer {
    pub(super) fn new(size: usize) -> Self {
        Self {
            chunks: Vec::new(),
            out: String::with_capacity(size.min(HARD_CHUNK_BYTES)),
            levels: Vec::new(),
            beyond: 0,
            block: Block::Paragraph,
            block_written: false,
            inline: Vec::new(),
            repeated: 0,
            breaks: 0,
            space: false,
            fresh: true,
            bullets: false,
        }
    }

    /// Whether as many lists and quotes are open as may be.
    pub(super) fn is_deepest(&self) -> bool {
        self.levels
            .iter()
            .filter(|level| level.container != Container::Li)
            .count()
            >= MAX_CONTAINERS
    }

    /// Ends the block that is open and says which the next text begins.
    pub(super) fn start_block(&mut self, block: Block) {
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
        if self.levels.is_empty() && self.out.len() > SOFT_CHUNK_BYTES {
            self.chunks.push(std::mem::take(&mut self.out));
        }
    }

    pub(super) fn end_block(&mut self) {
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

    pub(super) fn open_container(&mut self, container: Container) {
        self.start_block(Block::Paragraph);
        if self.is_deepest() {
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

    pub(super) fn close_container(&mut self, container: Container) {
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
        // An item goes on behind a list in which nothing was written.
        let in_item = self
            .levels
            .last()
            .is_some_and(|level| level.container == Container::Li);
        self.breaks = usize::from(in_item && !self.fresh);
    }

    pub(super) fn open_item(&mut self) {
        self.start_block(Block::Paragraph);
        match self.levels.last().map(|level| level.container) {
            Some(Container::Li) => {
                self.pop_level();
            }
            Some(Container::Ul | Container::Ol) => {}
            Some(Container::Quote) if self.is_deepest() => return,
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

    pub(super) fn close_item(&mut self) {
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

    pub(super) fn pop_level(&mut self) -> Option<Container> {
        let level = self.levels.pop()?;
        if level.written {
            self.push_close(level.container.tag());
            self.fresh = true;
        }
        Some(level.container)
    }

    pub(super) fn open_inline(&mut self, tag: &'static str, href: Option<Rc<str>>) {
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
    pub(super) fn close_inline(&mut self, name: &str) {
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

    /// Writes the start tags of the containers and the block that text needs.
    pub(super) fn open_block(&mut self) {
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

    pub(super) fn push_open(&mut self, tag: &str) {
        self.out.push('<');
        self.out.push_str(tag);
        self.out.push('>');
    }

    pub(super) fn push_close(&mut self, tag: &str) {
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    /// Ends the chunk: closes all that is open, and opens it again in the next.
    pub(super) fn cut(&mut self) {
        let block = self.block;
        let breaks = self.breaks;
        let inline = std::mem::take(&mut self.inline);
        for open in inline.iter().rev().filter(|open| open.written) {
            self.push_close(open.tag);
        }
        self.end_block();
        for index in (0..self.levels.len()).rev() {
            let Some(level) = self.levels.get_mut(index).filter(|level| level.written) else {
                continue;
            };
            level.written = false;
            let tag = level.container.tag();
            self.push_close(tag);
        }
        self.chunks.push(std::mem::take(&mut self.out));
        self.reopen(inline);
        self.block = block;
        self.breaks = breaks;
        self.fresh = true;
    }

    /// Opens inline elements again in the next block; addresses only until those
    /// that were written again have become much.
    pub(super) fn reopen(&mut self, inline: Vec<Inline>) {
        for open in inline {
            self.repeated += open.href.as_deref().map_or(0, str::len);
            if open.href.is_none() || self.repeated <= MAX_REPEATED_BYTES {
                self.inline.push(Inline {
                    written: false,
                    ..open
                });
            }
        }
    }

    pub(super) fn finish(mut self) -> Vec<String> {
        self.end_block();
        while self.pop_level().is_some() {}
        self.chunks.push(self.out);
        self.chunks
    }
}

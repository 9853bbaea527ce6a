//! A posting as plain text in blocks, with the way back to its source.
//!
//! Every later reader works on [`Document::text`]; only this module knows HTML.
//! In the text, blocks are separated by `\n`; inside a block, `\n` stands for a
//! line break, and every other white space is one plain space.

mod builder;
mod entity;
mod html;

use std::ops::Range;

use builder::Builder;
pub(crate) use html::{Token, Tokens};

/// What a block of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading, or a short line that acts as one ('Requirements:', bold alone).
    Heading,
    /// Running text.
    Paragraph,
    /// One item of a list, marked up or written with a dash or bullet.
    ListItem,
}

/// A block of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Byte range in [`Document::text`], trimmed, never empty; the dash or
    /// bullet of a list item is not part of it.
    pub range: Range<usize>,
}

/// A link of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Byte range of its words in [`Document::text`].
    pub range: Range<usize>,
    /// Its address, entities decoded, otherwise as written.
    pub href: String,
}

/// A run of text that comes from one run of the source.
#[derive(Clone, Copy, Debug)]
struct Segment {
    text: usize,
    text_len: usize,
    source: usize,
    source_len: usize,
}

/// A posting as plain text.
#[derive(Clone, Debug, Default)]
pub struct Document {
    text: String,
    blocks: Vec<Block>,
    links: Vec<Link>,
    segments: Vec<Segment>,
}

impl Document {
    /// Reads a Hacker News comment: HTML with unclosed `<p>`, where line breaks
    /// that the author typed still mean something.
    #[must_use]
    pub fn from_hn(source: &str) -> Self {
        let mut builder = Builder::new(true);
        builder.html(source);
        builder.finish()
    }

    /// Reads HTML of any quality.
    #[must_use]
    pub fn from_html(source: &str) -> Self {
        let mut builder = Builder::new(false);
        builder.html(source);
        builder.finish()
    }

    /// Reads plain text, in which an empty line separates paragraphs.
    #[must_use]
    pub fn from_text(source: &str) -> Self {
        let mut builder = Builder::new(true);
        builder.plain(source);
        builder.finish()
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its blocks, in order, without overlap.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Its links, in order.
    #[must_use]
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// A piece of the text; empty when the range does not fit it.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// The bytes of the source that a piece of the text was made of.
    #[must_use]
    pub fn source_range(&self, range: Range<usize>) -> Range<usize> {
        if range.is_empty() {
            let at = self.source_of(range.start).start;
            return at..at;
        }
        let start = self.source_of(range.start).start;
        let end = self.source_of(range.end - 1).end;
        start..end.max(start)
    }

    /// The source of one byte of text.
    fn source_of(&self, at: usize) -> Range<usize> {
        let index = self.segments.partition_point(|s| s.text <= at);
        let Some(segment) = index.checked_sub(1).and_then(|i| self.segments.get(i)) else {
            return 0..0;
        };
        let into = at - segment.text;
        if into >= segment.text_len {
            let end = segment.source + segment.source_len;
            return end..end;
        }
        if segment.text_len == segment.source_len {
            segment.source + into..segment.source + into + 1
        } else {
            segment.source..segment.source + segment.source_len
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(document: &Document) -> Vec<(BlockKind, &str)> {
        let block = |b: &Block| (b.kind, document.slice(b.range.clone()));
        document.blocks().iter().map(block).collect()
    }

    #[test]
    fn hn_paragraphs_need_no_end_tag() {
        let document = Document::from_hn(
            "Acme | Berlin &amp; Remote<p>We build&#x2F;run things.<p>Requirements:<p>- Rust\n- SQL",
        );
        use BlockKind::{Heading, ListItem, Paragraph};
        assert_eq!(
            shape(&document),
            [
                (Paragraph, "Acme | Berlin & Remote"),
                (Paragraph, "We build/run things."),
                (Heading, "Requirements:"),
                (ListItem, "Rust"),
                (ListItem, "SQL"),
            ]
        );
    }

    #[test]
    fn markup_becomes_blocks_and_scripts_vanish() {
        let document = Document::from_html(
            "<h1><strong>Role</strong></h1><p style=\"x\">Text  with\n<b>bold</b>&nbsp;words</p>\
             <script>var a = '<p>no</p>';</script><p><strong>What you bring</strong></p>\
             <ul><li><p>First</p></li><li>Second<br>line</li></ul><p>a < b</p>",
        );
        use BlockKind::{Heading, ListItem, Paragraph};
        assert_eq!(
            shape(&document),
            [
                (Heading, "Role"),
                (Paragraph, "Text with bold words"),
                (Heading, "What you bring"),
                (ListItem, "First"),
                (ListItem, "Second\nline"),
                (Paragraph, "a < b"),
            ]
        );
    }

    #[test]
    fn a_piece_of_text_leads_back_to_its_source() {
        let source = "<p>One &amp; <b>Two</b> caf&eacute; end</p>";
        let document = Document::from_html(source);
        let at = |needle: &str| {
            let start = document.text().find(needle).unwrap();
            let range = document.source_range(start..start + needle.len());
            &source[range]
        };
        assert_eq!(at("Two"), "Two");
        assert_eq!(at("&"), "&amp;");
        assert_eq!(at("café"), "caf&eacute;");
        assert_eq!(at("end"), "end");
    }

    #[test]
    fn links_keep_their_address() {
        let document =
            Document::from_hn("See <a href=\"https:&#x2F;&#x2F;a.example&#x2F;jobs\">here</a>.");
        let link = document.links().first().unwrap();
        assert_eq!(link.href, "https://a.example/jobs");
        assert_eq!(document.slice(link.range.clone()), "here");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_and_ranges_fit(source in "(<[a-z/]{0,6}[ =\"'>]?|&[#a-z0-9]{0,6};?|[^<&]{0,5}){0,40}") {
            for document in [Document::from_hn(&source), Document::from_html(&source), Document::from_text(&source)] {
                let mut last = 0;
                for block in document.blocks() {
                    proptest::prop_assert!(block.range.start >= last);
                    proptest::prop_assert!(document.text().get(block.range.clone()).is_some_and(|t| !t.is_empty()));
                    last = block.range.end;
                    proptest::prop_assert!(source.get(document.source_range(block.range.clone())).is_some());
                }
            }
        }
    }
}

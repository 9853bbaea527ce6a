//! Rewrites any HTML into flat, well-formed prose.
//!
//! Everything is opened lazily, when text arrives, and closed in order: so no
//! empty element can come out, nothing nests deeper than lists and quotes may,
//! and every piece of input costs its own length. The result comes in chunks
//! that are each well-formed and of bounded size, because the parser behind is
//! slower than linear in the number of entities of one document.

mod blocks;
mod words;

use std::rc::Rc;

use blocks::{Block, Container, Writer};
use url::Url;
use words::is_no_text;

use crate::html_tokens::{Token, attribute, tokens};

/// Longest address of a link, bytes: as written, and as it comes out.
const MAX_HREF_BYTES: usize = 2_000;

/// Rewrites a text into chunks. They still have to pass the allow-list.
pub(crate) fn rewrite(html: &str) -> Vec<String> {
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

impl Writer {
    fn open(&mut self, name: &str, attributes: &str) {
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
                let href = attribute(attributes, "href").and_then(address);
                if href.is_some() {
                    self.open_inline("a", href);
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

/// The address of a link, unless it is one that no link may have. What is left
/// out here keeps its text; the allow-list checks the rest again, and would
/// leave a link that leads nowhere of an address that cannot be parsed.
fn address(href: &str) -> Option<Rc<str>> {
    let href = href.trim_start();
    if href.len() > MAX_HREF_BYTES {
        return None;
    }
    let href = htmlize::unescape_attribute(href);
    let address: String = href
        .trim_start()
        .chars()
        .filter(|c| !is_no_text(*c))
        .collect();
    let known = ["https://", "http://", "mailto:"].iter().any(|scheme| {
        address
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    let is_short = escaped_length(&address) <= MAX_HREF_BYTES;
    (known && is_short && Url::parse(&address).is_ok()).then(|| address.into())
}

/// How long an address is in the result, bytes: no longer than it may be when
/// that is read again.
fn escaped_length(address: &str) -> usize {
    let escaped = |c: char| match c {
        '&' => "&amp;".len(),
        '"' => "&quot;".len(),
        '\u{a0}' => "&nbsp;".len(),
        '<' | '>' => "&lt;".len(),
        c => c.len_utf8(),
    };
    address.chars().map(escaped).sum()
}

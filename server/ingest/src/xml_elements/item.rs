//! One item of an XML document as a flat list of its elements.

use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use super::{local, position, reader};
use crate::fingerprint::decode_into;
use crate::format::{MAX_ITEM_BYTES, Refusal};
use crate::html_tokens::attribute;

/// Deepest element of an item that is looked at.
const MAX_DEPTH: usize = 24;

/// Most elements of one item.
const MAX_ELEMENTS: usize = 20_000;

/// Longest run of attributes that is kept, bytes.
const MAX_ATTRIBUTES: usize = 4_000;

/// One element inside an item.
#[derive(Debug)]
pub(crate) struct Element {
    /// Names from the item down to it, without prefixes: `locations/location/city`.
    pub(crate) path: String,
    /// Its own text, entities read.
    pub(crate) text: String,
    attributes: String,
    /// Its content as written.
    inner: Range<usize>,
    has_children: bool,
}

impl Element {
    /// The value of an attribute, entities read.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let raw = attribute(&self.attributes, name)?;
        let mut value = String::new();
        decode_into(&mut value, raw);
        Some(value)
    }
}

/// The elements of one item, in the order in which they end.
pub(crate) struct Elements<'a> {
    xml: &'a str,
    all: Vec<Element>,
}

struct Open {
    element: Element,
    name: String,
}

impl<'a> Elements<'a> {
    /// Reads an item.
    ///
    /// # Errors
    /// A refusal when it is no XML, too long, or holds too many elements.
    pub(crate) fn parse(xml: &'a str) -> Result<Self, Refusal> {
        if xml.len() > MAX_ITEM_BYTES {
            let reason = format!("too long: more than {MAX_ITEM_BYTES} bytes of XML in one item");
            return Err(Refusal::new(None, reason));
        }
        let mut reader = reader(xml);
        let mut all = Vec::new();
        let mut open: Vec<Open> = Vec::new();
        loop {
            let before = position(&reader);
            match reader.read_event() {
                Ok(Event::Start(tag)) => start(&tag, position(&reader), &mut open),
                Ok(Event::Empty(tag)) => {
                    let depth = open.len();
                    start(&tag, position(&reader), &mut open);
                    if open.len() > depth
                        && let Some(last) = open.pop()
                    {
                        all.push(last.element);
                    }
                }
                Ok(Event::End(tag)) => {
                    let qname = tag.name();
                    let name = local(qname.as_ref());
                    if let Some(at) = open.iter().rposition(|open| open.name == name) {
                        while open.len() > at {
                            if let Some(mut closed) = open.pop() {
                                closed.element.inner.end = before.max(closed.element.inner.start);
                                all.push(closed.element);
                            }
                        }
                    }
                }
                Ok(Event::Text(text)) => push(&mut open, &text.xml10_content()),
                Ok(Event::CData(text)) => push(&mut open, &text.xml10_content()),
                Ok(Event::GeneralRef(reference)) => {
                    let mut character = String::new();
                    decode_into(&mut character, &format!("&{};", &*reference));
                    push(&mut open, &character);
                }
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(error) => return Err(Refusal::new(None, format!("broken XML: {error}"))),
            }
            if all.len() > MAX_ELEMENTS {
                let reason = format!("too much: more than {MAX_ELEMENTS} elements in one item");
                return Err(Refusal::new(None, reason));
            }
        }
        Ok(Self { xml, all })
    }

    /// All elements.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Element> {
        self.all.iter()
    }

    /// The elements at a path.
    pub(crate) fn at<'s>(&'s self, path: &'s str) -> impl Iterator<Item = &'s Element> {
        self.all.iter().filter(move |element| element.path == path)
    }

    /// The first text at a path that says something.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.all
            .iter()
            .filter(|element| element.path == path)
            .map(|element| element.text.trim())
            .find(|text| !text.is_empty())
    }

    /// The HTML at a path: text that was escaped, or mark-up as it stands there.
    pub(crate) fn html(&self, path: &str) -> Option<&str> {
        self.all
            .iter()
            .filter(|element| element.path == path)
            .map(|element| {
                if element.has_children {
                    self.xml.get(element.inner.clone()).unwrap_or_default()
                } else {
                    element.text.as_str()
                }
            })
            .find(|html| !html.trim().is_empty())
    }
}

/// Opens an element; the first one is the item itself and has an empty path.
fn start(tag: &BytesStart<'_>, inner: usize, open: &mut Vec<Open>) {
    if open.len() >= MAX_DEPTH {
        return;
    }
    let qname = tag.name();
    let name = local(qname.as_ref()).to_owned();
    let path = match open.last_mut() {
        None => String::new(),
        Some(parent) => {
            parent.element.has_children = true;
            let parent = &parent.element.path;
            let slash = if parent.is_empty() { "" } else { "/" };
            format!("{parent}{slash}{name}")
        }
    };
    let element = Element {
        path,
        text: String::new(),
        attributes: attributes_of(tag),
        inner: inner..inner,
        has_children: false,
    };
    open.push(Open { element, name });
}

fn push(open: &mut [Open], text: &str) {
    if let Some(last) = open.last_mut() {
        last.element.text.push_str(text);
    }
}

/// The attributes of a tag as written, up to a bound.
pub(super) fn attributes_of(tag: &BytesStart<'_>) -> String {
    let raw = tag.attributes_raw();
    let mut end = raw.len().min(MAX_ATTRIBUTES);
    while !raw.is_char_boundary(end) {
        end -= 1;
    }
    raw.get(..end).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_have_paths_texts_and_mark_up() {
        let xml = "<item><t:title a='1' href=\"x&amp;y\"> A &amp; B &uuml; &own; </t:title><list><v>1</v><v><![CDATA[<2>]]></v></list>\
                   <body>x <b>y</b></body><esc>&lt;p&gt;&amp;nbsp;</esc></item>";
        let item = Elements::parse(xml).unwrap();
        assert_eq!(item.text("title"), Some("A & B ü"));
        let title = item.at("title").next().unwrap();
        assert_eq!(title.attribute("href").as_deref(), Some("x&y"));
        let values: Vec<&str> = item.at("list/v").map(|v| v.text.as_str()).collect();
        assert_eq!(values, ["1", "<2>"]);
        assert_eq!(item.html("body"), Some("x <b>y</b>"));
        assert_eq!(item.html("esc"), Some("<p>&nbsp;"));
    }

    #[test]
    fn entities_are_never_expanded() {
        let xml =
            "<!DOCTYPE item [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><item><t>&b;&b;x</t></item>";
        assert_eq!(Elements::parse(xml).unwrap().text("t"), Some("x"));
    }

    #[test]
    fn depth_and_width_are_bounded() {
        let deep = format!(
            "<item>{}x{}</item>",
            "<d>".repeat(200_000),
            "</d>".repeat(200_000)
        );
        assert_eq!(
            super::super::find_elements(&deep, &["item"]).unwrap().len(),
            1
        );
        assert!(Elements::parse(&deep).is_ok());
        let wide = format!("<item>{}</item>", "<d/>".repeat(MAX_ELEMENTS + 1));
        assert!(Elements::parse(&wide).is_err());
        let long = format!("<item>{}</item>", "a".repeat(MAX_ITEM_BYTES));
        let refusal = Elements::parse(&long).map(|_| ()).unwrap_err();
        assert!(refusal.reason.starts_with("too long: "));
        let attributes: String = (0..200_000).map(|n| format!(" a{n}='1'")).collect();
        let heavy = format!("<item><t{attributes}>x</t></item>");
        assert_eq!(Elements::parse(&heavy).unwrap().text("t"), Some("x"));
    }
}

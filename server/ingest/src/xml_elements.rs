//! XML cut into its items; `item.rs` reads one as a flat list of its elements.
//!
//! Nothing is expanded: of entities only the five of XML, numbers and the
//! usual letters of HTML are read, whatever a document declares. Depth, number
//! and length are bounded, and an end tag that is missing inside an item costs
//! that item, not the file.

mod item;

use std::ops::Range;

pub(crate) use item::{Element, Elements};

use quick_xml::Reader;
use quick_xml::errors::{Error, SyntaxError};
use quick_xml::events::Event;

use crate::html_tokens::attribute;
use crate::json_document::{BrokenDocument, MAX_ITEMS};
use crate::single_byte;

/// Longest name of an element that is kept, bytes.
const MAX_NAME: usize = 60;

/// Brings a document in another encoding to UTF-8: UTF-16 by its mark, Latin-1
/// and Windows-1252 by its declaration.
pub(crate) fn to_utf8(document: Vec<u8>) -> Vec<u8> {
    let utf16 = |read: fn([u8; 2]) -> u16| -> Vec<u8> {
        let units: Vec<u16> = document
            .chunks_exact(2)
            .skip(1)
            .map(|pair| {
                read([
                    pair.first().copied().unwrap_or(0),
                    pair.get(1).copied().unwrap_or(0),
                ])
            })
            .collect();
        String::from_utf16_lossy(&units).into_bytes()
    };
    if document.starts_with(b"\xff\xfe") {
        return utf16(u16::from_le_bytes);
    }
    if document.starts_with(b"\xfe\xff") {
        return utf16(u16::from_be_bytes);
    }
    let head = document.get(..200).unwrap_or(&document);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let declared = head
        .split_once("?>")
        .and_then(|(declaration, _)| attribute(declaration.strip_prefix("<?xml")?, "encoding"));
    match declared {
        Some("iso-8859-1" | "latin1" | "windows-1252")
            if std::str::from_utf8(&document).is_err() =>
        {
            single_byte::decode(&document).into_bytes()
        }
        _ => document,
    }
}

fn reader(xml: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

fn local(name: &str) -> &str {
    let name = name.rsplit_once(':').map_or(name, |(_, local)| local);
    let mut end = name.len().min(MAX_NAME);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.get(..end).unwrap_or_default()
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn broken(reader: &Reader<&[u8]>, error: &Error) -> BrokenDocument {
    let position = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
    match error {
        Error::Syntax(SyntaxError::InvalidBangMarkup) | Error::IllFormed(_) => {
            let detail = "mark-up that XML does not have";
            BrokenDocument::Malformed { position, detail }
        }
        Error::Syntax(_) => {
            let inside = "a tag";
            BrokenDocument::CutOff { position, inside }
        }
        _ => {
            let detail = "expected XML";
            BrokenDocument::Malformed { position, detail }
        }
    }
}

/// The outermost elements of any of these names, as ranges of bytes.
///
/// # Errors
/// When the document ends before its outermost element does, or is no XML.
pub(crate) fn find_elements(
    xml: &str,
    names: &[&str],
) -> Result<Vec<Range<usize>>, BrokenDocument> {
    let mut reader = reader(xml);
    let mut items = Vec::new();
    let mut root: Option<(String, usize)> = None;
    let mut item: Option<(String, usize, usize)> = None;
    loop {
        let start = position(&reader);
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => return Err(broken(&reader, &error)),
        };
        match event {
            Event::Start(tag) => {
                let qname = tag.name();
                let name = local(qname.as_ref());
                match &mut root {
                    None => root = Some((name.to_owned(), 1)),
                    Some((root, depth)) if root == name => *depth += 1,
                    Some(_) => {}
                }
                match &mut item {
                    Some((inside, depth, _)) if inside == name => *depth += 1,
                    None if names.contains(&name) => item = Some((name.to_owned(), 1, start)),
                    _ => {}
                }
            }
            Event::Empty(tag) => {
                let qname = tag.name();
                let name = local(qname.as_ref());
                if root.is_none() {
                    root = Some((name.to_owned(), 0));
                }
                if item.is_none() && names.contains(&name) {
                    items.push(start..position(&reader));
                }
            }
            Event::End(tag) => {
                let qname = tag.name();
                let name = local(qname.as_ref());
                if let Some((inside, depth, from)) = &mut item
                    && inside == name
                {
                    *depth -= 1;
                    if *depth == 0 {
                        items.push(*from..position(&reader));
                        item = None;
                    }
                }
                if let Some((root, depth)) = &mut root
                    && root == name
                {
                    *depth = depth.saturating_sub(1);
                }
            }
            Event::Eof => break,
            _ => {}
        }
        if items.len() > MAX_ITEMS {
            let detail = "more than 1,000,000 items";
            return Err(BrokenDocument::Malformed {
                position: start,
                detail,
            });
        }
    }
    let end = xml.len();
    match (item, root) {
        (Some(_), _) => Err(BrokenDocument::CutOff {
            position: end,
            inside: "an item",
        }),
        (None, Some((_, depth))) if depth > 0 => {
            let inside = "its outermost element";
            Err(BrokenDocument::CutOff {
                position: end,
                inside,
            })
        }
        (None, None) => Err(BrokenDocument::Malformed {
            position: 0,
            detail: "expected XML",
        }),
        _ => Ok(items),
    }
}

/// Name and attributes of the outermost element, as far as `head` reaches.
pub(crate) fn root_element(head: &str) -> Option<(String, String)> {
    let mut reader = reader(head);
    for _ in 0..100 {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                let qname = tag.name();
                return Some((local(qname.as_ref()).to_owned(), item::attributes_of(&tag)));
            }
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_cut_out_whatever_is_inside_them() {
        let xml = "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY e '<item>'>]><r><!-- <item> -->\
                   <a:item>1<br></a:item><x><item/></x><item><![CDATA[</item>]]></item></r>";
        let found = find_elements(xml, &["item"]).unwrap();
        let cut: Vec<&str> = found.into_iter().map(|range| &xml[range]).collect();
        assert_eq!(
            cut,
            [
                "<a:item>1<br></a:item>",
                "<item/>",
                "<item><![CDATA[</item>]]></item>"
            ]
        );
    }

    #[test]
    fn a_document_that_ends_early_is_cut_off() {
        for xml in [
            "<r><item>a",
            "<r><item>a</item>",
            "<r><item>a</it",
            "<r><![CDATA[",
            "<r",
        ] {
            let found = find_elements(xml, &["item"]);
            assert!(
                matches!(found, Err(BrokenDocument::CutOff { .. })),
                "{xml}: {found:?}"
            );
        }
        for xml in ["", "words"] {
            let found = find_elements(xml, &["item"]);
            assert!(
                matches!(found, Err(BrokenDocument::Malformed { .. })),
                "{xml}: {found:?}"
            );
        }
    }

    #[test]
    fn other_encodings_are_brought_to_utf8() {
        let latin = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><r>\xfc</r>".to_vec();
        assert!(String::from_utf8(to_utf8(latin)).unwrap().contains('ü'));
        let utf16: Vec<u8> = "\u{feff}<r>ü</r>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(to_utf8(utf16), "<r>ü</r>".as_bytes());
    }

    proptest::proptest! {
        #[test]
        fn reading_never_panics(xml in "[<>/!?a-c:\"'= é&;#\\[\\]-]{0,80}") {
            let _ = find_elements(&xml, &["a"]);
            let _ = Elements::parse(&xml);
            let _ = root_element(&xml);
            let _ = to_utf8(xml.into_bytes());
        }
    }
}

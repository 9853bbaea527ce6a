//! Word documents: a zip archive of XML. Read are the paragraphs of the main
//! part, text boxes and tables among them; not what was deleted, and not the
//! copies of text boxes that are there for old programs.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use rawzip::{CompressionMethod, ZipArchive, ZipSliceArchive};

use crate::unreadable::Unreadable;

/// Largest part that is unpacked, in bytes.
const MOST_UNPACKED: usize = 40_000_000;
/// Most files in an archive that are looked at.
const MOST_ENTRIES: usize = 10_000;
/// Where the main part is, when nothing else is said.
const MAIN_PART: &str = "word/document.xml";
/// Files that tell other kinds of documents.
const OTHERS: [&str; 5] = [
    "content.xml",
    "ppt/presentation.xml",
    "xl/workbook.xml",
    "Index/Document.iwa",
    "META-INF/container.xml",
];

type Archive<'a> = ZipSliceArchive<&'a [u8]>;

/// Reads the text of a document.
///
/// # Errors
/// When the archive is no Word document, is damaged, locked or far too large.
pub(crate) fn read(bytes: &[u8]) -> Result<String, Unreadable> {
    let archive = ZipArchive::from_slice(bytes).map_err(|_| Unreadable::Damaged)?;
    let main = match unpack(&archive, "_rels/.rels")? {
        Some(relations) => main_part(&relations)?,
        None => None,
    };
    let main = main.unwrap_or_else(|| MAIN_PART.to_owned());
    match unpack(&archive, &main)? {
        Some(part) if is_word(&part) => paragraphs(&part),
        _ => Err(other_kind(&archive)),
    }
}

/// What an archive is that is no Word document.
fn other_kind(archive: &Archive<'_>) -> Unreadable {
    let known = OTHERS.iter().any(|name| find(archive, name).is_some());
    if known {
        Unreadable::OtherDocument
    } else {
        Unreadable::NoWordDocument
    }
}

fn is_word(part: &str) -> bool {
    part.contains("<w:document") || part.contains("wordprocessingml/main")
}

/// A file of the archive.
struct Entry<'a> {
    packed: &'a [u8],
    method: CompressionMethod,
    locked: bool,
}

fn find<'a>(archive: &'a Archive<'_>, name: &str) -> Option<Entry<'a>> {
    let mut entries = archive.entries();
    for _ in 0..MOST_ENTRIES {
        let header = entries.next_entry().ok()??;
        if header.file_path().as_bytes() != name.as_bytes() {
            continue;
        }
        let entry = archive.get_entry(header.wayfinder()).ok()?;
        return Some(Entry {
            packed: entry.data(),
            method: header.compression_method(),
            locked: header.flags().is_encrypted(),
        });
    }
    None
}

fn unpack(archive: &Archive<'_>, name: &str) -> Result<Option<String>, Unreadable> {
    let Some(entry) = find(archive, name) else {
        return Ok(None);
    };
    if entry.locked {
        return Err(Unreadable::Encrypted);
    }
    let bytes = if entry.method == CompressionMethod::STORE {
        entry.packed.to_vec()
    } else if entry.method == CompressionMethod::DEFLATE {
        miniz_oxide::inflate::decompress_to_vec_with_limit(entry.packed, MOST_UNPACKED).map_err(
            |failure| match failure.status {
                miniz_oxide::inflate::TINFLStatus::HasMoreOutput => Unreadable::TooLong,
                _ => Unreadable::Damaged,
            },
        )?
    } else {
        return Err(Unreadable::Damaged);
    };
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// The main part that the archive's relations name.
fn main_part(relations: &str) -> Result<Option<String>, Unreadable> {
    let mut reader = Reader::from_str(relations);
    loop {
        let element = match reader.read_event() {
            Ok(Event::Empty(element) | Event::Start(element)) => element,
            Ok(Event::Eof) => return Ok(None),
            Ok(_) => continue,
            Err(_) => return Err(Unreadable::Damaged),
        };
        let is_main =
            attribute(&element, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"));
        if is_main && let Some(target) = attribute(&element, "Target") {
            return Ok(Some(target.trim_start_matches('/').to_owned()));
        }
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let mut all = attributes.with_checks(false).flatten();
    let found = all.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}

/// The text being put together.
#[derive(Default)]
struct Writing {
    text: String,
    /// Whether characters are text of the document, and not of its plumbing.
    in_text: bool,
    /// Depth in elements that are passed over.
    passed_over: usize,
}

fn paragraphs(part: &str) -> Result<String, Unreadable> {
    let mut reader = Reader::from_str(part);
    reader.config_mut().check_end_names = false;
    let mut writing = Writing::default();
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => writing.open(element.local_name().as_ref()),
            Ok(Event::Empty(element)) if element.local_name().as_ref() == "pStyle" => {
                writing.style(&attribute(&element, "val").unwrap_or_default());
            }
            Ok(Event::Empty(element)) => writing.single(element.local_name().as_ref()),
            Ok(Event::End(element)) => writing.close(element.local_name().as_ref()),
            Ok(Event::Text(text)) => writing.characters(&text.xml10_content()),
            Ok(Event::CData(text)) => writing.characters(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => writing.reference(&reference),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(_) => return Err(Unreadable::Damaged),
        }
    }
    Ok(writing.finish())
}

/// Elements whose content is not shown, or is shown elsewhere.
const PASSED_OVER: [&str; 4] = ["Fallback", "del", "moveFrom", "tabs"];

impl Writing {
    fn open(&mut self, name: &str) {
        if self.passed_over > 0 || PASSED_OVER.contains(&name) {
            self.passed_over += 1;
            return;
        }
        match name {
            "t" => self.in_text = true,
            "p" | "tr" => self.end_line(),
            _ => self.single(name),
        }
    }

    fn single(&mut self, name: &str) {
        if self.passed_over > 0 {
            return;
        }
        match name {
            "p" => self.text.push('\n'),
            "numPr" => self.begin_item(),
            "tab" if !self.text.ends_with('\n') => self.text.push('\t'),
            "br" | "cr" => self.end_line(),
            "noBreakHyphen" => self.text.push('-'),
            _ => {}
        }
    }

    /// Paragraphs of Word's own styles of lists have no number of their own.
    fn style(&mut self, name: &str) {
        let is_list = name.starts_with("ListBullet") || name.starts_with("ListNumber");
        if is_list && self.passed_over == 0 {
            self.begin_item();
        }
    }

    fn begin_item(&mut self) {
        if !self.text.ends_with("• ") {
            self.text.push_str("• ");
        }
    }

    fn close(&mut self, name: &str) {
        if self.passed_over > 0 {
            self.passed_over -= 1;
            return;
        }
        match name {
            "t" => self.in_text = false,
            "p" => {
                if self.text.ends_with("• ") {
                    self.text.truncate(self.text.len() - "• ".len());
                }
                self.text.push('\n');
            }
            _ => {}
        }
    }

    fn characters(&mut self, text: &str) {
        if self.in_text && self.passed_over == 0 {
            self.text.push_str(text);
        }
    }

    fn reference(&mut self, reference: &BytesRef<'_>) {
        let named = quick_xml::escape::resolve_predefined_entity(&reference.xml10_content())
            .map(str::to_owned);
        let numbered = reference.resolve_char_ref().ok().flatten();
        if let Some(text) = named.or(numbered.map(String::from)) {
            self.characters(&text);
        }
    }

    /// A line that has been begun ends; a text box stands within a paragraph.
    fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// At most one empty line in a row.
    fn finish(self) -> String {
        let mut text = String::with_capacity(self.text.len());
        let mut empty = 0;
        for line in self.text.lines().map(str::trim_end) {
            empty = if line.is_empty() { empty + 1 } else { 0 };
            if empty < 2 {
                text.push_str(line);
                text.push('\n');
            }
        }
        text.trim_matches('\n').to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_lists_and_tables_become_lines() {
        let part = r#"<w:document xmlns:w="x"><w:body>
            <w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>R&amp;D</w:t></w:r><w:r><w:tab/><w:t xml:space="preserve"> caf&#233;</w:t></w:r></w:p>
            <w:p/>
            <w:p><w:pPr><w:numPr><w:ilvl w:val="0"/></w:numPr></w:pPr><w:r><w:t>Go</w:t><w:br/><w:t>Rust</w:t></w:r></w:p>
            <w:p><w:pPr><w:numPr/></w:pPr></w:p>
            <w:p><w:pPr><w:pStyle w:val="ListBullet"/><w:numPr/></w:pPr><w:r><w:t>Zig</w:t></w:r></w:p>
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Cloud</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>AWS</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
            <w:p><w:del><w:r><w:delText>old</w:delText><w:t>gone</w:t></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>
            <w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>In a box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>
            <w:p><w:r><w:instrText>HYPERLINK</w:instrText></w:r></w:p>
        </w:body></w:document>"#;
        assert_eq!(
            paragraphs(part).unwrap(),
            "R&D\t café\n\n• Go\nRust\n\n• Zig\nCloud\nAWS\nnew\nIn a box"
        );
    }

    #[test]
    fn a_part_that_breaks_off_is_damaged() {
        assert_eq!(paragraphs("<w:document><w:p"), Err(Unreadable::Damaged));
    }
}

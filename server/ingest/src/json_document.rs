//! The items of one array inside a JSON document, each as its own slice.
//!
//! Only the structure around the items is judged here; every item is parsed
//! apart, so that one broken item costs itself and nothing else. The walk is
//! iterative and linear: nesting costs no stack.

use std::io::{self, Read};
use std::ops::Range;

/// Largest document that is read, decompressed bytes.
pub const MAX_DOCUMENT_BYTES: u64 = 256 * 1024 * 1024;

/// Most items of one document; what holds more is no listing.
pub(crate) const MAX_ITEMS: usize = 1_000_000;

/// Where a document's structure breaks.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum BrokenDocument {
    /// It ends before its structure does.
    CutOff {
        position: usize,
        inside: &'static str,
    },
    /// Something stands where it cannot.
    Malformed {
        position: usize,
        detail: &'static str,
    },
}

/// What a document's array of items is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ItemArray {
    /// Its items, as ranges of bytes.
    Items(Vec<Range<usize>>),
    /// The key is there with `null` for a value.
    Null,
    /// The key is there with another value, which begins with this byte.
    Other(u8),
    /// The key is not there.
    Absent,
}

/// Reads a stream to its end, up to `limit` bytes; `None` when it holds more.
pub(crate) fn read_whole(stream: &mut impl Read, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    stream
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)?;
    let within = u64::try_from(bytes.len()).is_ok_and(|len| len <= limit);
    Ok(within.then_some(bytes))
}

/// Finds the array under `path`, a key inside a key; the document itself when
/// the path is empty. When a key is repeated the last one counts, as it does
/// for most readers of JSON.
pub(crate) fn find_items(bytes: &[u8], path: &[&str]) -> Result<ItemArray, BrokenDocument> {
    let mut walk = Walk { bytes, at: 0 };
    walk.array_under(path)
}

/// Keys of the outermost object, and those of the first object in the first list
/// that is one of its values, as far as `head` reaches.
pub(crate) fn visible_keys(head: &[u8]) -> (Vec<String>, Vec<String>) {
    let mut outer = Vec::new();
    let mut inner = Vec::new();
    let mut walk = Walk { bytes: head, at: 0 };
    // An error only means that the head ends here: what was seen before counts.
    let _ = walk.members(|walk, name| {
        outer.push(String::from_utf8_lossy(name).into_owned());
        walk.space();
        if inner.is_empty() && walk.peek() == Some(b'[') {
            let rest = walk.bytes.get(walk.at + 1..).unwrap_or_default();
            inner = keys_of(rest);
        }
        walk.skip_value("a value")
    });
    (outer, inner)
}

/// Keys of the object that begins here, if one does, as far as `head` reaches.
pub(crate) fn keys_of(head: &[u8]) -> Vec<String> {
    let mut keys = Vec::new();
    let mut walk = Walk { bytes: head, at: 0 };
    let _ = walk.members(|walk, name| {
        keys.push(String::from_utf8_lossy(name).into_owned());
        walk.skip_value("an item")
    });
    keys
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Walk<'a> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n' | 0)) {
            self.at += 1;
        }
    }

    fn cut_off(&self, inside: &'static str) -> BrokenDocument {
        BrokenDocument::CutOff {
            position: self.at,
            inside,
        }
    }

    fn expect(&mut self, byte: u8, inside: &'static str) -> Result<(), BrokenDocument> {
        self.space();
        match self.peek() {
            Some(found) if found == byte => {
                self.at += 1;
                Ok(())
            }
            Some(_) => Err(BrokenDocument::Malformed {
                position: self.at,
                detail: inside,
            }),
            None => Err(self.cut_off(inside)),
        }
    }

    /// Walks over the members of an object; `member` must walk over the value.
    fn members(
        &mut self,
        mut member: impl FnMut(&mut Self, &'a [u8]) -> Result<(), BrokenDocument>,
    ) -> Result<(), BrokenDocument> {
        self.expect(b'{', "expected an object")?;
        self.space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(());
        }
        loop {
            self.space();
            let name = self.string("expected a key")?;
            self.expect(b':', "expected a colon after a key")?;
            member(self, name)?;
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(_) => {
                    let detail = "expected a comma or the end of the object";
                    return Err(BrokenDocument::Malformed {
                        position: self.at,
                        detail,
                    });
                }
                None => return Err(self.cut_off("an object")),
            }
        }
    }

    /// The array under a path. The path is written in the program, so it is short.
    fn array_under(&mut self, path: &[&str]) -> Result<ItemArray, BrokenDocument> {
        let Some((key, deeper)) = path.split_first() else {
            return self.array();
        };
        self.space();
        match self.peek() {
            Some(b'{') => {}
            Some(other) => {
                self.skip_value("a value")?;
                return Ok(ItemArray::Other(other));
            }
            None => return Err(self.cut_off("an object")),
        }
        let mut found = ItemArray::Absent;
        self.members(|walk, name| {
            if name == key.as_bytes() {
                found = walk.array_under(deeper)?;
            } else {
                walk.skip_value("a value")?;
            }
            Ok(())
        })?;
        Ok(found)
    }

    fn array(&mut self) -> Result<ItemArray, BrokenDocument> {
        self.space();
        match self.peek() {
            Some(b'[') => self.at += 1,
            Some(b'n') => {
                self.skip_value("null")?;
                return Ok(ItemArray::Null);
            }
            Some(other) => {
                self.skip_value("a value")?;
                return Ok(ItemArray::Other(other));
            }
            None => return Err(self.cut_off("the list of items")),
        }
        let mut items = Vec::new();
        self.space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(ItemArray::Items(items));
        }
        loop {
            self.space();
            let start = self.at;
            self.skip_value("an item")?;
            if items.len() == MAX_ITEMS {
                return Err(BrokenDocument::Malformed {
                    position: start,
                    detail: "a list of more than 1,000,000 items",
                });
            }
            items.push(start..self.at);
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(ItemArray::Items(items));
                }
                Some(_) => {
                    let detail = "expected a comma or the end of the list";
                    return Err(BrokenDocument::Malformed {
                        position: self.at,
                        detail,
                    });
                }
                None => return Err(self.cut_off("the list of items")),
            }
        }
    }

    /// Walks over a string and gives what stands between its quotes, escapes as written.
    fn string(&mut self, detail: &'static str) -> Result<&'a [u8], BrokenDocument> {
        self.expect(b'"', detail)?;
        let start = self.at;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    let text = self.bytes.get(start..self.at).unwrap_or_default();
                    self.at += 1;
                    return Ok(text);
                }
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at = self.bytes.len();
        Err(self.cut_off("a string"))
    }

    /// Walks over any value; brackets are counted, not matched by kind.
    fn skip_value(&mut self, inside: &'static str) -> Result<(), BrokenDocument> {
        self.space();
        let mut depth = 0_usize;
        let start = self.at;
        loop {
            match self.peek() {
                None if depth == 0 && self.at > start => return Ok(()),
                None => return Err(self.cut_off(inside)),
                Some(b'"') => {
                    self.string("expected a string")?;
                    if depth == 0 {
                        return Ok(());
                    }
                }
                Some(b'{' | b'[') => {
                    depth += 1;
                    self.at += 1;
                }
                Some(b'}' | b']' | b',') if depth == 0 => {
                    return if self.at > start {
                        Ok(())
                    } else {
                        let detail = "expected a value";
                        Err(BrokenDocument::Malformed {
                            position: self.at,
                            detail,
                        })
                    };
                }
                Some(b'}' | b']') => {
                    depth -= 1;
                    self.at += 1;
                    if depth == 0 {
                        return Ok(());
                    }
                }
                Some(_) => self.at += 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<&str> {
        match find_items(text.as_bytes(), &["jobs"]).unwrap() {
            ItemArray::Items(ranges) => ranges.into_iter().map(|r| text[r].trim()).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn items_are_cut_out_whatever_is_inside_them() {
        let text = r#"{"a":{"jobs":[9]},"jobs":[{"t":"]}\"["}, 7 ,[1,[2]],"x"],"z":null}"#;
        assert_eq!(items(text), [r#"{"t":"]}\"["}"#, "7", "[1,[2]]", r#""x""#]);
        assert!(items(r#"{"jobs": [ ] }"#).is_empty());
    }

    #[test]
    fn absent_null_and_other_values_are_told_apart() {
        let find = |text: &str| find_items(text.as_bytes(), &["jobs"]);
        assert_eq!(find(r#"{"jobs":null}"#), Ok(ItemArray::Null));
        assert_eq!(find(r#"{"jobs":"x"}"#), Ok(ItemArray::Other(b'"')));
        assert_eq!(find(r#"{"x":[]}"#), Ok(ItemArray::Absent));
        assert_eq!(find("{}"), Ok(ItemArray::Absent));
    }

    #[test]
    fn lists_are_found_at_the_root_and_deeper_down() {
        let find = |text: &str, path: &[&str]| match find_items(text.as_bytes(), path) {
            Ok(ItemArray::Items(ranges)) => ranges.len(),
            other => panic!("{other:?}"),
        };
        assert_eq!(find("[1,{},[]]", &[]), 3);
        assert_eq!(find(r#"{"a":{"x":1,"b":[1,2]}}"#, &["a", "b"]), 2);
        let absent = find_items(br#"{"a":{"x":[1]}}"#, &["a", "b"]);
        assert_eq!(absent, Ok(ItemArray::Absent));
        let other = find_items(br#"{"a":[1]}"#, &["a", "b"]);
        assert_eq!(other, Ok(ItemArray::Other(b'[')));
    }

    #[test]
    fn a_document_that_ends_early_says_where() {
        for text in [
            r#"{"jobs":[{"a":1},{"b"#,
            r#"{"jobs":[{"a":1}"#,
            r#"{"jobs":["#,
            "{",
        ] {
            let broken = find_items(text.as_bytes(), &["jobs"]).unwrap_err();
            assert!(
                matches!(broken, BrokenDocument::CutOff { .. }),
                "{text}: {broken:?}"
            );
        }
    }

    #[test]
    fn a_million_brackets_cost_no_stack() {
        let deep = format!(
            r#"{{"jobs":[{}{}]}}"#,
            "[".repeat(1_000_000),
            "]".repeat(1_000_000)
        );
        assert_eq!(items(&deep).len(), 1);
        let open = format!(r#"{{"jobs":[{}"#, "[".repeat(1_000_000));
        assert!(find_items(open.as_bytes(), &["jobs"]).is_err());
    }

    proptest::proptest! {
        #[test]
        fn walking_any_bytes_never_panics(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
            let _ = find_items(&bytes, &["jobs"]);
            let _ = visible_keys(&bytes);
        }

        #[test]
        fn walking_anything_like_json_never_panics(text in r#"\{?"jobs":[\[\]\{\}",:\\a0-9 ]{0,80}"#) {
            let _ = find_items(text.as_bytes(), &["jobs"]);
            let _ = visible_keys(text.as_bytes());
        }
    }
}

//! The walk over a document: iterative, linear, and no judge of what it skips.

use std::ops::Range;

use super::{BrokenDocument, ItemArray, MAX_ITEMS};

/// A place in a document, moved on by every method.
pub(super) struct Walk<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn space(&mut self) {
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
    pub(super) fn members(
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
    pub(super) fn array_under(&mut self, path: &[&str]) -> Result<ItemArray, BrokenDocument> {
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

    /// Where the value under a path is; `None` when the path leads to none.
    pub(super) fn value_under(
        &mut self,
        path: &[&str],
    ) -> Result<Option<Range<usize>>, BrokenDocument> {
        self.space();
        let Some((key, deeper)) = path.split_first() else {
            let start = self.at;
            self.skip_value("a value")?;
            return Ok(Some(start..self.at));
        };
        if self.peek() != Some(b'{') {
            self.skip_value("a value")?;
            return Ok(None);
        }
        let mut found = None;
        self.members(|walk, name| {
            if name == key.as_bytes() {
                found = walk.value_under(deeper)?;
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
    pub(super) fn skip_value(&mut self, inside: &'static str) -> Result<(), BrokenDocument> {
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

//! A tolerant HTML tokenizer: every input gives tokens, in linear time.

use std::ops::Range;

/// Elements whose content is not text of the page.
const RAW: [&str; 8] = [
    "script", "style", "textarea", "title", "iframe", "noscript", "xmp", "template",
];

/// A piece of HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// Text between tags, entities not yet decoded; byte range in the source.
    Text(Range<usize>),
    /// A start tag with its attributes as written.
    Open { name: &'a str, attributes: &'a str },
    /// An end tag.
    Close { name: &'a str },
}

/// Reads HTML piece by piece.
pub(crate) struct Tokens<'a> {
    source: &'a str,
    at: usize,
    /// False once a quote was found that is never closed.
    quotes_close: bool,
    /// False once a tag was found that is never closed: all that follows is text.
    tags_close: bool,
}

impl<'a> Tokens<'a> {
    pub(crate) const fn new(source: &'a str) -> Self {
        Self {
            source,
            at: 0,
            quotes_close: true,
            tags_close: true,
        }
    }

    fn rest(&self, from: usize) -> &'a str {
        self.source.get(from..).unwrap_or_default()
    }

    /// End of the tag whose content starts at `from`: the position of its `>`.
    fn tag_end(&mut self, from: usize) -> Option<usize> {
        let bytes = self.rest(from).as_bytes();
        if self.quotes_close {
            let mut quote = None;
            let mut after_equals = false;
            for (i, &byte) in bytes.iter().enumerate() {
                match (quote, byte) {
                    (Some(open), b) if b == open => quote = None,
                    (Some(_), _) => {}
                    (None, b'"' | b'\'') if after_equals => quote = Some(byte),
                    (None, b'>') => return Some(from + i),
                    (None, _) => {}
                }
                if byte != b' ' {
                    after_equals = byte == b'=';
                }
            }
            self.quotes_close = false;
        }
        let end = bytes.iter().position(|&b| b == b'>');
        if end.is_none() {
            self.tags_close = false;
        }
        end.map(|i| from + i)
    }

    /// Moves behind the end tag of a raw element, or to the end of the source.
    fn skip_raw(&mut self, name: &str) {
        let mut from = self.at;
        while let Some(found) = self.rest(from).find("</") {
            let start = from + found + 2;
            let candidate = self.rest(start).as_bytes();
            if candidate
                .get(..name.len())
                .is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
            {
                self.at = from + found;
                return;
            }
            from = start;
        }
        self.at = self.source.len();
    }

    /// Reads the markup at the current `<`; `None` when it is no markup but text.
    fn markup(&mut self) -> Option<Option<Token<'a>>> {
        let start = self.at + 1;
        match self.source.as_bytes().get(start)? {
            b'!' if self.rest(start).starts_with("!--") => {
                let end = self.rest(start + 3).find("-->").map(|i| start + i + 6);
                self.at = end.unwrap_or(self.source.len());
                Some(None)
            }
            b'!' | b'?' => {
                self.at = self.tag_end(start)? + 1;
                Some(None)
            }
            b'/' => {
                let (name, name_end) = self.name(start + 1)?;
                self.at = self.tag_end(name_end)? + 1;
                Some(Some(Token::Close { name }))
            }
            _ => {
                let (name, name_end) = self.name(start)?;
                let end = self.tag_end(name_end)?;
                self.at = end + 1;
                let attributes = self.source.get(name_end..end).unwrap_or_default();
                if RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name)) {
                    self.skip_raw(name);
                }
                Some(Some(Token::Open { name, attributes }))
            }
        }
    }

    /// A tag's name and where it ends.
    fn name(&self, start: usize) -> Option<(&'a str, usize)> {
        let rest = self.rest(start);
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let ends = |c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == ':');
        let len = rest.find(ends).unwrap_or(rest.len());
        Some((rest.get(..len)?, start + len))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        while self.at < self.source.len() {
            let start = self.at;
            let mut text_from = start;
            if self.tags_close && self.rest(start).starts_with('<') {
                match self.markup() {
                    Some(Some(token)) => return Some(token),
                    Some(None) => continue,
                    None => text_from = start + 1,
                }
            }
            let next = self
                .tags_close
                .then(|| self.rest(text_from).find('<'))
                .flatten();
            self.at = next.map_or(self.source.len(), |i| text_from + i);
            return Some(Token::Text(start..self.at));
        }
        None
    }
}

/// The value of an attribute, entities not decoded.
pub(crate) fn attribute<'a>(attributes: &'a str, wanted: &str) -> Option<&'a str> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let name_end = rest
            .find(|c: char| c == '=' || c == '/' || c.is_ascii_whitespace())
            .unwrap_or(rest.len());
        let name = rest.get(..name_end)?;
        if rest.is_empty() {
            return None;
        }
        rest = rest.get(name_end..)?.trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (body, end) = match quote {
                Some(q) => {
                    let body = after.get(1..)?;
                    (body, body.find(q))
                }
                None => (after, after.find(|c: char| c.is_ascii_whitespace())),
            };
            let end = end.unwrap_or(body.len());
            value = body.get(..end)?;
            rest = body.get(end..)?;
            if quote.is_some() {
                rest = rest.get(1..).unwrap_or_default();
            }
        } else if name_end == 0 {
            return None;
        }
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_in_any_quoting() {
        let attributes = " target=_blank rel='a b' HREF=\"x>y\" checked";
        assert_eq!(attribute(attributes, "href"), Some("x>y"));
        assert_eq!(attribute(attributes, "target"), Some("_blank"));
        assert_eq!(attribute(attributes, "checked"), Some(""));
        assert_eq!(attribute(attributes, "class"), None);
    }

    #[test]
    fn what_never_closes_is_text() {
        let tokens: Vec<_> = Tokens::new("a <b c").collect();
        assert_eq!(tokens, [Token::Text(0..2), Token::Text(2..6)]);
        let tokens: Vec<_> = Tokens::new("<a href=\"x>y").collect();
        assert_eq!(tokens.len(), 2, "the broken quote is ignored");
    }
}

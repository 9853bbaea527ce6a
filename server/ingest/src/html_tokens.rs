//! HTML cut into tags and text, in one linear pass and without a tree.
//!
//! This is no judge of what is safe: it splits, generously, and whoever needs
//! safety puts a real parser after it. The content of elements that hold no
//! prose (scripts, styles, titles …) and comments are left out.

/// A piece of HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// Text as written: entities are not decoded.
    Text(&'a str),
    /// A start tag: its name and everything after it up to the `>`.
    Open(&'a str, &'a str),
    /// An end tag.
    Close(&'a str),
}

/// Elements whose content is no prose.
const SKIPPED: [&str; 12] = [
    "script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript",
    "template", "object", "select",
];

/// Iterates over the pieces of a text.
pub(crate) struct Tokens<'a> {
    rest: &'a str,
}

/// Cuts a text into pieces.
pub(crate) const fn tokens(html: &str) -> Tokens<'_> {
    Tokens { rest: html }
}

impl<'a> Tokens<'a> {
    fn take(&mut self, end: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    /// Drops everything up to and including `end`, or all that is left.
    fn skip_past(&mut self, from: usize, end: &str) {
        let found = self.rest.get(from..).and_then(|rest| rest.find(end));
        self.take(found.map_or(self.rest.len(), |at| from + at + end.len()));
    }

    /// Drops the content of an element that holds no prose, up to its end tag.
    fn skip_content(&mut self, name: &str) {
        let mut from = 0;
        while let Some(at) = self.rest.get(from..).and_then(|rest| rest.find("</")) {
            let start = from + at;
            let after = self.rest.get(start + 2..).unwrap_or_default();
            if after
                .get(..name.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(name))
            {
                self.take(start);
                return;
            }
            from = start + 2;
        }
        self.rest = "";
    }

    /// A tag that begins at the start of `rest`; `None` when it is only a `<`.
    fn tag(&mut self) -> Option<Token<'a>> {
        let bytes = self.rest.as_bytes();
        let closing = bytes.get(1) == Some(&b'/');
        let start = if closing { 2 } else { 1 };
        if !bytes.get(start).is_some_and(u8::is_ascii_alphabetic) {
            return None;
        }
        let name_end = bytes
            .iter()
            .skip(start)
            .position(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>' | b'<'))
            .map_or(bytes.len(), |at| at + start);
        let end = tag_end(bytes, name_end);
        let tag = self.take(end);
        let name = tag.get(start..name_end).unwrap_or_default();
        let attributes = tag
            .get(name_end..)
            .unwrap_or_default()
            .trim_end_matches('>');
        Some(if closing {
            Token::Close(name)
        } else {
            Token::Open(name, attributes)
        })
    }
}

/// Where a tag ends: after the first `>` outside quotes.
fn tag_end(bytes: &[u8], from: usize) -> usize {
    let mut quote = None;
    let mut after_equals = false;
    for (at, byte) in bytes.iter().enumerate().skip(from) {
        match (quote, *byte) {
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if after_equals => quote = Some(*byte),
            (None, b'>') => return at + 1,
            _ => {}
        }
        after_equals = *byte == b'=' || (after_equals && byte.is_ascii_whitespace());
    }
    bytes.len()
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            if !self.rest.starts_with('<') {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                return Some(Token::Text(self.take(end)));
            }
            if self.rest.starts_with("<!--") {
                self.skip_past(4, "-->");
                continue;
            }
            if self.rest.starts_with("<!") || self.rest.starts_with("<?") {
                self.skip_past(2, ">");
                continue;
            }
            let Some(tag) = self.tag() else {
                let next = self.rest.get(1..).and_then(|rest| rest.find('<'));
                let end = next.map_or(self.rest.len(), |at| at + 1);
                return Some(Token::Text(self.take(end)));
            };
            if let Token::Open(name, _) = tag
                && SKIPPED
                    .iter()
                    .any(|skipped| name.eq_ignore_ascii_case(skipped))
            {
                self.skip_content(name);
                continue;
            }
            return Some(tag);
        }
    }
}

/// The value of an attribute as written, without its quotes.
pub(crate) fn attribute<'a>(attributes: &'a str, wanted: &str) -> Option<&'a str> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let name_end = rest
            .find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '/'))
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at_checked(name_end.max(1)).unwrap_or((rest, ""));
        let after_space = after.trim_start();
        let Some(value) = after_space.strip_prefix('=') else {
            rest = after;
            continue;
        };
        let value = value.trim_start();
        let (text, next) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inner = value.get(1..).unwrap_or_default();
                inner.split_once(quote).unwrap_or((inner, ""))
            }
            _ => {
                let end = value
                    .find(|c: char| c.is_ascii_whitespace())
                    .unwrap_or(value.len());
                value.split_at_checked(end).unwrap_or((value, ""))
            }
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(text);
        }
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(html: &str) -> Vec<Token<'_>> {
        tokens(html).collect()
    }

    #[test]
    fn tags_and_text_come_apart() {
        use Token::{Close, Open, Text};
        assert_eq!(
            cut("a<p class=x>b</P><br/>3 < 4"),
            [
                Text("a"),
                Open("p", " class=x"),
                Text("b"),
                Close("P"),
                Open("br", "/"),
                Text("3 "),
                Text("< 4")
            ]
        );
        assert_eq!(
            cut(r#"<a title="a>b" href=x>y"#),
            [Open("a", r#" title="a>b" href=x"#), Text("y")]
        );
        assert_eq!(cut("<!-- x --><!doctype html>z<!-- open"), [Text("z")]);
        assert_eq!(
            cut("a<script>if (a</b/) </SCRIPT >b"),
            [Text("a"), Close("SCRIPT"), Text("b")]
        );
        assert_eq!(cut("<style>never ends <p>"), []);
    }

    #[test]
    fn attributes_are_found_however_they_are_quoted() {
        for text in [
            r#" x="1" href="u v""#,
            " HREF='u v' y",
            " a b=c href = \"u v\"/",
        ] {
            assert_eq!(attribute(text, "href"), Some("u v"), "{text}");
        }
        assert_eq!(attribute(" href=u ", "href"), Some("u"));
        assert_eq!(attribute(" hrefx=u data-href=v", "href"), None);
        assert_eq!(attribute(" = = /= '", "href"), None);
    }

    proptest::proptest! {
        #[test]
        fn cutting_never_panics(html in "[<>/!?a-c\"'= é&;-]{0,60}") {
            let _ = cut(&html);
            let _ = attribute(&html, "a");
        }
    }
}

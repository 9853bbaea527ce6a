//! Bytes of a source as text: invalid UTF-8 replaced, control characters gone.

use std::borrow::Cow;

use crate::format::MAX_BODY_BYTES;

/// How much of a text is looked at for one line of it, bytes.
const LINE_BYTES: usize = 8_000;

/// Reads bytes as text without null bytes; what is no UTF-8 becomes U+FFFD.
pub(crate) fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    if bytes.contains(&0) {
        let kept: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
        Cow::Owned(String::from_utf8_lossy(&kept).into_owned())
    } else {
        String::from_utf8_lossy(bytes)
    }
}

/// A text of several lines without control characters other than line ends and tabs.
pub(crate) fn multi_line(text: String) -> String {
    let unwanted = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.contains(unwanted) {
        text.chars().filter(|c| !unwanted(*c)).collect()
    } else {
        text
    }
}

/// A text of one line: runs of white space and control characters become one
/// space, the ends are trimmed, and at most `max_chars` remain; `None` when
/// nothing does. However long the text is, only its beginning is looked at.
pub(crate) fn one_line(text: &str, max_chars: usize) -> Option<String> {
    let mut end = text.len().min(LINE_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = text.get(..end).unwrap_or_default();
    let mut line = String::with_capacity(text.len().min(max_chars * 4));
    let blank = |c: char| c.is_whitespace() || c.is_control();
    for word in text.split(blank).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > max_chars * 4 {
            break;
        }
    }
    if let Some((end, _)) = line.char_indices().nth(max_chars) {
        line.truncate(end);
    }
    (!line.is_empty()).then_some(line)
}

/// Takes one layer of escaping off a text: `&lt;p&gt;&amp;nbsp;` becomes
/// `<p>&nbsp;`. What is not escaped stays as it is.
pub(crate) fn unescaped_once(text: &str) -> String {
    const NAMES: [(&str, char); 8] = [
        ("&amp;", '&'),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&quot;", '"'),
        ("&#39;", '\''),
        ("&#x27;", '\''),
        ("&apos;", '\''),
        ("&#34;", '"'),
    ];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let known = NAMES
            .iter()
            .find_map(|(name, c)| Some((from.strip_prefix(name)?, *c)));
        let (after, c) = known.unwrap_or((from.get(1..).unwrap_or_default(), '&'));
        out.push(c);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// HTML of a field that some sources escape and others do not: it is unescaped
/// when most of its tags are escaped ones. A source may add tags of its own
/// around an escaped text.
pub(crate) fn html_of_field(text: &str) -> String {
    let plain = !text.contains('<') && text.contains("&lt;");
    if plain || text.matches("&lt;/").count() > text.matches("</").count() {
        unescaped_once(text)
    } else {
        text.to_owned()
    }
}

/// A text that was written as plain text, with what HTML would read as mark-up escaped.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 20);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => {}
            c => out.push(c),
        }
    }
    out
}

/// A text that was written as plain text, as HTML: blank lines part paragraphs.
/// One that is longer than any posting's comes back as it is; marked up it would
/// be several times as long, and it is refused all the same.
pub(crate) fn html_of_plain(text: &str) -> String {
    if text.len() > MAX_BODY_BYTES {
        return text.to_owned();
    }
    let paragraphs: Vec<String> = escaped(text)
        .split("\n\n")
        .map(str::trim)
        .filter(|paragraph| !paragraph.is_empty())
        .map(|paragraph| format!("<p>{}</p>", paragraph.replace('\n', "<br>")))
        .collect();
    paragraphs.join("\n")
}

/// An address that may become a link: http or https, without spaces, at most 2,000 long.
pub(crate) fn web_address(text: &str) -> Option<String> {
    let text = text.trim();
    let starts = |scheme: &str| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    let plain = text.len() <= 2_000
        && !text.contains(|c: char| {
            c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>')
        });
    (plain && (starts("https://") || starts("http://"))).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_bytes_and_broken_utf8_are_tamed() {
        assert_eq!(lossy(b"a\0b\xffc"), "ab\u{fffd}c");
        assert_eq!(multi_line("a\u{0}b\nc\u{1b}".to_owned()), "ab\nc");
        assert_eq!(one_line(" a\n\u{0} b\tc ", 80).as_deref(), Some("a b c"));
        assert_eq!(one_line("ééééé", 3).as_deref(), Some("ééé"));
        assert_eq!(one_line(" \n", 80), None);
    }

    #[test]
    fn one_layer_of_escaping_is_taken_off() {
        let once = unescaped_once(
            "&lt;p class=&quot;x&quot;&gt;A &amp;nbsp;&amp;amp; B&#39;s &bogus; & end",
        );
        assert_eq!(once, "<p class=\"x\">A &nbsp;&amp; B's &bogus; & end");
        assert_eq!(html_of_field("&lt;p&gt;x"), "<p>x");
        assert_eq!(html_of_field("<p>a &lt; b"), "<p>a &lt; b");
        let mixed = html_of_field("<p>&lt;b&gt;x&lt;/b&gt;&lt;i&gt;y&lt;/i&gt;</p>");
        assert_eq!(mixed, "<p><b>x</b><i>y</i></p>");
        assert_eq!(
            html_of_plain("a < b\nc\r\n\r\nd"),
            "<p>a &lt; b<br>c</p>\n<p>d</p>"
        );
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert!(web_address("HTTPS://a.example/x?y=1").is_some());
        for bad in [
            "javascript:alert(1)",
            "//a.example",
            "https://a b",
            "data:text/html,x",
            "é",
        ] {
            assert_eq!(web_address(bad), None, "{bad}");
        }
    }
}

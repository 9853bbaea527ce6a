//! The words of sanitized HTML, as people read them.

/// Elements whose content nobody reads.
const SILENT: &[&str] = &["script", "style", "template", "noscript"];

/// Text of sanitized HTML: tags become spaces (so that words of neighbouring
/// blocks stay apart), entities become characters, white space is squeezed.
/// Meant for HTML that has gone through the sanitizer; anything else gives some
/// text and never fails.
#[must_use]
pub fn plain_text(html: &str) -> String {
    read(html, |out| push_squeezed(out, " "))
}

/// The same for people who read it as one line: a dot in the middle parts blocks
/// that do not end as sentences do, as headings and items of lists.
#[must_use]
pub fn running_text(html: &str) -> String {
    let mut text = read(html, |out| {
        let ended = [".", "!", "?", ":", ";", ",", "…", "·"];
        let before = out.trim_end();
        if before.is_empty() || ended.iter().any(|end| before.ends_with(end)) {
            push_squeezed(out, " ");
        } else {
            push_squeezed(out, " · ");
        }
    });
    text.truncate(text.trim_end_matches([' ', '·']).len());
    text
}

/// Reads text; `part` writes what stands between two blocks.
fn read(html: &str, part: impl Fn(&mut String)) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        let (text, from_mark) = rest.split_at(at);
        push_squeezed(&mut out, text);
        rest = if from_mark.starts_with('<') {
            skip_tag(from_mark, &mut out, &part)
        } else {
            read_entity(from_mark, &mut out)
        };
    }
    push_squeezed(&mut out, rest);
    out.truncate(out.trim_end().len());
    out
}

/// Inline elements part no words: `<b>Ru</b>st` is one word.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "code", "em", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "u",
];

fn skip_tag<'a>(text: &'a str, out: &mut String, part: &impl Fn(&mut String)) -> &'a str {
    let Some(close) = text.find('>') else {
        // A stray `<`, as in `a < b`.
        out.push('<');
        return text.get(1..).unwrap_or("");
    };
    let inner = text.get(1..close).unwrap_or("");
    let name = inner
        .trim_start_matches('/')
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or("");
    if !INLINE.iter().any(|known| name.eq_ignore_ascii_case(known)) {
        part(out);
    }
    let after = text.get(close + 1..).unwrap_or("");
    let silent = SILENT.iter().find(|known| name.eq_ignore_ascii_case(known));
    match silent {
        Some(name) if !inner.starts_with('/') => {
            let end = format!("</{name}");
            after
                .to_ascii_lowercase()
                .find(&end)
                .and_then(|at| after.get(at..))
                .unwrap_or("")
        }
        _ => after,
    }
}

fn read_entity<'a>(text: &'a str, out: &mut String) -> &'a str {
    let end = text.bytes().take(12).position(|b| b == b';').unwrap_or(0);
    let name = text.get(1..end).unwrap_or("");
    let decoded = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        "ndash" => Some('–'),
        "mdash" => Some('—'),
        "hellip" => Some('…'),
        "rsquo" => Some('’'),
        "bull" => Some('•'),
        "euro" => Some('€'),
        "pound" => Some('£'),
        _ => name
            .strip_prefix('#')
            .and_then(|number| match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => number.parse().ok(),
            })
            .and_then(char::from_u32),
    };
    match decoded {
        Some(c) => {
            push_squeezed(out, c.encode_utf8(&mut [0; 4]));
            text.get(end + 1..).unwrap_or("")
        }
        None => {
            out.push('&');
            text.get(1..).unwrap_or("")
        }
    }
}

fn push_squeezed(out: &mut String, text: &str) {
    for c in text.chars() {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_part_words_and_inline_marks_do_not() {
        for (html, text) in [
            ("<p>One</p><p>two</p>", "One two"),
            ("Ru<b>st</b> &amp; Go", "Rust & Go"),
            ("a<br/>b &#8364;5 &#x41; &bogus; &", "a b €5 A &bogus; &"),
            ("1 < 2 and 3", "1 < 2 and 3"),
            ("x<script>var a = 1;</script>y", "x y"),
            ("<ul><li> a </li>\n<li>b</li></ul>", "a b"),
        ] {
            assert_eq!(plain_text(html), text, "{html}");
        }
    }

    #[test]
    fn blocks_without_a_stop_are_parted_by_a_dot() {
        for (html, text) in [
            (
                "<h3>What you bring</h3><ul><li>Rust</li><li>Patience.</li></ul><p>Hello</p>",
                "What you bring · Rust · Patience. Hello",
            ),
            ("<p>We use:</p><ul><li>Go</li></ul>", "We use: Go"),
            ("<p></p><p>One</p>", "One"),
            ("Ru<b>st</b><br>", "Rust"),
        ] {
            assert_eq!(running_text(html), text, "{html}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read(text in ".{0,60}") {
            let _ = plain_text(&text);
        }

        #[test]
        fn markup_soup_is_read(text in "[<>&;#x/ab1é ]{0,40}") {
            let _ = plain_text(&text);
        }
    }
}

//! Hostile, noisy HTML in; a few safe elements out.
//!
//! Two walls stand behind each other. First the text is rewritten, in one
//! linear pass, into paragraphs, headings, lists, quotes and code of small
//! depth (`prose.rs`): unclosed `<p>` become paragraphs, tables and nested
//! boxes become plain flow, empty things vanish. Then an HTML5 parser with a
//! tight allow-list ([`ammonia`]) reads that and writes what is allowed; because
//! its input is flat, well-formed and cut into chunks, its cost is linear for any
//! input.

mod prose;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

/// Elements that the output may hold.
pub(crate) const ALLOWED_TAGS: [&str; 15] = [
    "p",
    "br",
    "ul",
    "ol",
    "li",
    "strong",
    "b",
    "em",
    "i",
    "code",
    "pre",
    "blockquote",
    "h3",
    "h4",
    "a",
];

/// `rel` of every link: postings are written by strangers.
const LINK_REL: &str = "nofollow noopener noreferrer ugc";

static ALLOW_LIST: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(HashSet::from(ALLOWED_TAGS))
        .clean_content_tags(HashSet::from(["script", "style"]))
        .tag_attributes(HashMap::from([("a", HashSet::from(["href"]))]))
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::Deny)
        .link_rel(Some(LINK_REL))
        .strip_comments(true);
    builder
});

/// Makes HTML of a posting safe to show and pleasant to read.
///
/// The result holds only `p br ul ol li strong b em i code pre blockquote h3 h4 a`,
/// no attribute but `href` (http, https, mailto) and `rel` on links. Headings of
/// all six levels become `h3` and `h4`, since a page has its own `h1` and `h2`.
/// Time and memory are linear in the input, whatever it is.
#[must_use]
pub fn sanitize(html: &str) -> String {
    let chunks = prose::rewrite(html);
    chunks
        .iter()
        .map(|chunk| ALLOW_LIST.clean(chunk).to_string())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_becomes_prose() {
        let cases = [
            // Hacker News: leading text, unclosed paragraphs, escaped slashes.
            (
                "Acme | Berlin<p>We build.<p>Apply: <a href=\"https:&#x2F;&#x2F;a.example\" rel=\"nofollow\">here</a>",
                "<p>Acme | Berlin</p><p>We build.</p><p>Apply: <a href=\"https://a.example\" rel=\"nofollow noopener noreferrer ugc\">here</a></p>",
            ),
            (
                "Offer:\n- pay\n- time<p>End",
                "<p>Offer:</p><ul><li>pay</li><li>time</li></ul><p>End</p>",
            ),
            // Applicant-tracking systems: boxes, empty paragraphs, paragraphs in items.
            (
                "<div><div><p style=\"x\">A</p><p></p><p>&nbsp;<br></p></div><div>B</div></div>",
                "<p>A</p><p>B</p>",
            ),
            (
                "<ul><li><p>One</p></li><li><p>Two</p><p>more</p></li></ul>",
                "<ul><li>One</li><li>Two<br>more</li></ul>",
            ),
            (
                "<h1>T</h1><h2> <b>U</b> </h2><h5>V</h5>x",
                "<h3>T</h3><h3><b>U</b></h3><h4>V</h4><p>x</p>",
            ),
            ("a<br>b<br><br>c", "<p>a<br>b</p><p>c</p>"),
            (
                "<ul><li>a<ul><li>b</li></ul>c</li></ul>d",
                "<ul><li>a<ul><li>b</li></ul>c</li></ul><p>d</p>",
            ),
            ("<ul><li>a<ul></ul>b</ul>", "<ul><li>a<br>b</li></ul>"),
            ("<li>a<li>b", "<ul><li>a</li><li>b</li></ul>"),
            ("<ul>a</ul>", "<ul><li>a</li></ul>"),
            (
                "<table><tr><td>a<td>b<tr><td>c</table>",
                "<p>a · b</p><p>c</p>",
            ),
            (
                "<pre><code>x &lt; y\n  z</code></pre>w",
                "<pre><code>x &lt; y\n  z</code></pre><p>w</p>",
            ),
            (
                "<b>bold <i>both</b> none",
                "<p><b>bold <i>both</i></b> none</p>",
            ),
            (
                "<strong>a</strong> <em>b</em>, c",
                "<p><strong>a</strong> <em>b</em>, c</p>",
            ),
            (
                "<blockquote>q<p>r</blockquote>s",
                "<blockquote><p>q</p><p>r</p></blockquote><p>s</p>",
            ),
            ("3 < 4 & 5 &amp; 6", "<p>3 &lt; 4 &amp; 5 &amp; 6</p>"),
            ("", ""),
            ("<p></p><div> </div>", ""),
        ];
        for (html, expected) in cases {
            assert_eq!(sanitize(html), expected, "{html}");
        }
    }

    #[test]
    fn sanitizing_twice_changes_nothing() {
        for html in [
            "a<p>b<ul><li>c",
            "<h2>x</h2>y<br>z",
            "<pre>\n a\n\n b</pre>",
            "<b>a</b><b>c</b>",
            "</ href=&#xa",
            "a&#10;b&Tab;c&nbsp;d&#8203;",
            "a&numsp;b&emsp13;c&NoBreak;d<p>&zwnj;",
            "<pre>a&#13;b&#x1;\rc\r\nd</pre>",
            "&#1;<p>\u{1}b",
            "&#x200B;a&NewLine;<p>&emsp;",
            "<pre>&#10;</pre>x",
            "<ul><blockquote><ul><ul><ul>-",
            "<blockquote><blockquote><ul><blockquote><li>a</li>b<ul>- c",
            "<blockquote><blockquote><blockquote><blockquote>\n- a\n- b<li>c",
            "<a href='https://\u{15}a.example'>b</a>",
            "a&#x<svg>fb&#<b>1</b>;&am<b></b>p;&nbs&#1;p;",
            "a&<b></b>nbsp;b&\u{1}#xf;<pre>a&<i></i>#x1;</pre>",
            "<a href='https://a.example/?b&#x\u{1}f;c&am&#2;p;'>d</a>",
            "<a href='https://[::'>b</a><a href='http://a b/'>c</a>",
            "<a href='https:&#x2F;&#x2Fa.example'>b</a><a href='http://a.example&gt;'>c</a>",
        ] {
            let once = sanitize(html);
            assert_eq!(sanitize(&once), once, "{html}");
        }
    }

    #[test]
    fn a_reference_that_is_cut_in_two_is_none_and_no_long_word_is_cut_in_one() {
        let cases = [
            ("R&am<b></b>p;D", "<p>R&amp;amp;D</p>"),
            ("R&amp;<b></b>D", "<p>R&amp;D</p>"),
            ("R&<i>D</i>", "<p>R&amp;<i>D</i></p>"),
            ("&copy<span>2024", "<p>©2024</p>"),
            ("&copy2024<span>x", "<p>©2024x</p>"),
            ("a&lt<span>#1", "<p>a&lt;#1</p>"),
            ("&#8364<span>50", "<p>€50</p>"),
            ("&#x20ac<span>;", "<p>€;</p>"),
            ("&no<span>t;", "<p>&amp;not;</p>"),
            ("&not<span>in;", "<p>¬in;</p>"),
        ];
        for (html, expected) in cases {
            assert_eq!(sanitize(html), expected, "{html}");
        }
        for length in 4_080..4_100 {
            let word = "w".repeat(length);
            let html = format!("{word}&amp;{word}");
            assert_eq!(sanitize(&html), format!("<p>{html}</p>"));
        }
    }

    #[test]
    fn an_address_may_be_as_long_as_it_comes_out() {
        let start = "https://a.example/?";
        for pairs in 325..335 {
            let html = format!("<a href=\"  {start}{}\">b</a>", "a&".repeat(pairs));
            let once = sanitize(&html);
            assert_eq!(sanitize(&once), once, "{pairs}");
            let length = start.len() + pairs * "a&amp;".len();
            assert_eq!(once.contains("<a "), length <= 2_000, "{pairs}");
        }
    }

    #[test]
    fn a_long_address_is_not_written_again_and_again() {
        let address = format!("https://a.example/{}", "a".repeat(1_900));
        for before in ["", &" ".repeat(100_000)] {
            let lines = "x<br><br>".repeat(20_000);
            let once = sanitize(&format!("<a href=\"{before}{address}\">{lines}"));
            assert_eq!(sanitize(&once), once);
            let links = once.matches("<a ").count();
            assert!((2..50).contains(&links), "{links}");
            assert_eq!(once.matches("<p>").count(), 20_000);
        }
    }

    #[test]
    fn nothing_active_survives() {
        let html = "<p onclick=alert(1) style=\"x\" class=y id=z>a<script>alert(1)</script>\
                    <a href=\"javascript:alert(1)\">b</a><a href='&#106;avascript:x'>c</a>\
                    <img src=x onerror=alert(1)><svg onload=x><a href=\"/rel\">d</a>";
        assert_eq!(sanitize(html), "<p>abcd</p>");
    }
}

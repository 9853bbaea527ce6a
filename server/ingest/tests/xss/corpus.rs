//! Known shapes of cross-site scripting, combined from lists of their parts.
//!
//! Every payload calls `xss(N)` with its own number, so that a browser that
//! runs one says which. Used by the test of the sanitizer and by the example
//! that prints the corpus as postings for a test in a real browser.

use std::fmt::Write;

/// Elements that load, play, open or parse something.
const ELEMENTS: &[&str] = &[
    "img src=x",
    "svg",
    "body",
    "iframe src=x",
    "video src=x",
    "audio src=x",
    "input autofocus",
    "details open",
    "marquee",
    "object data=x",
    "embed src=x",
    "math",
    "select autofocus",
    "textarea autofocus",
    "a href=#",
    "p",
    "div",
    "b",
    "li",
    "h1",
    "video><source",
    "svg><animate attributeName=x dur=1s",
    "svg><set attributeName=x",
    "math><mi",
    "table background=x",
    "form",
    "button autofocus",
    "style",
    "isindex",
    "keygen autofocus",
    "x tabindex=1 id=x",
    "blockquote",
    "code",
    "pre",
    "ul",
    "link rel=stylesheet href=x",
    "picture><img src=x",
];

/// Attributes that run script when something happens.
const EVENTS: &[&str] = &[
    "onerror",
    "onload",
    "onfocus",
    "onblur",
    "onclick",
    "onmouseover",
    "ontoggle",
    "onstart",
    "onbegin",
    "onend",
    "onanimationstart",
    "ontransitionend",
    "onpointerenter",
    "onwheel",
    "onpageshow",
    "oncanplay",
    "onloadstart",
    "onresize",
    "onscroll",
    "onauxclick",
    "onbeforeinput",
];

/// Ways to write an attribute, with `E` for its name and `V` for its value.
const WRITINGS: &[&str] = &[
    " E=V",
    " E=\"V\"",
    " E='V'",
    "/E=V",
    "\tE = V",
    "\nE\n=\n\"V\"",
    " E=`V`",
    " x=\">\" E=V",
    " E=V//",
    " \u{c}E=V",
    " E\u{0}=V",
    "/ / E='V'",
];

/// Addresses that run script, with `V` for the script.
const ADDRESSES: &[&str] = &[
    "javascript:V",
    "JaVaScRiPt:V",
    " javascript:V",
    "java\tscript:V",
    "java\nscript:V",
    "&#106;avascript:V",
    "&#x6A;avascript:V",
    "&#0000106avascript:V",
    "java&Tab;script:V",
    "java&NewLine;script:V",
    "javascript&colon;V",
    "javascript&#58;V",
    "\u{1}javascript:V",
    "&#14; javascript:V",
    "vbscript:V",
    "data:text/html,<script>V</script>",
    "data:text/html;base64,PHNjcmlwdD54c3MoMSk8L3NjcmlwdD4=",
    "data:image/svg+xml,<svg onload=V>",
    "feed:javascript:V",
    "view-source:javascript:V",
    "//x.example/x.js",
    "javascript://%0aV",
    "javascript:/*--></title></style></textarea></script>*/V",
    "&#x2028;javascript:V",
    "jAvAsCrIpT&#x0000003A;V",
    "livescript:V",
    "mocha:V",
    "blob:V",
    "filesystem:V",
];

/// Places for such an address, with `A` for it.
const PLACES: &[&str] = &[
    "<a href=\"A\">x</a>",
    "<a href='A'>x</a>",
    "<a href=A>x",
    "<iframe src=\"A\"></iframe>",
    "<form action=\"A\"><button>x",
    "<button formaction=\"A\">x</button>",
    "<object data=\"A\">",
    "<embed src=\"A\">",
    "<svg><a xlink:href=\"A\"><text>x</text></a></svg>",
    "<svg><use href=\"A\"/></svg>",
    "<math href=\"A\">x</math>",
    "<base href=\"A\">",
    "<link rel=import href=\"A\">",
    "<meta http-equiv=refresh content=\"0;url=A\">",
    "<img src=\"A\">",
    "<video poster=\"A\">",
    "<isindex action=\"A\" type=submit>",
    "<area href=\"A\">",
    "<blockquote cite=\"A\">x</blockquote>",
    "<body background=\"A\">",
    "<div style=\"background:url(A)\">x</div>",
    "<a href=\"https://a.example\" href=\"A\">x</a>",
    "<svg><image href=\"A\"/></svg>",
    "<input type=image src=\"A\">",
    "<frameset><frame src=\"A\">",
    "<p><a href=\"A\" rel=\"\">x</a>",
    "<li><a title=x href=\"A\">x</a>",
];

/// Whole payloads that confuse one parser with another, with `V` for the script.
const CONFUSIONS: &[&str] = &[
    "<script>V</script>",
    "<SCRIPT >V</SCRIPT >",
    "<script/x>V</script>",
    "<script>V",
    "<<script>V//<</script>",
    "<scr<script>ipt>V</scr</script>ipt>",
    "<script src=data:,V></script>",
    "<svg><script>V</script></svg>",
    "<svg><style><img src=x onerror=V></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=V>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=V&gt;\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=V>",
    "<noscript><p title=\"</noscript><img src=x onerror=V>\">",
    "<textarea><script>V</script></textarea>",
    "<title><img src=x onerror=V></title>",
    "<xmp><p title=\"</xmp><img src=x onerror=V>\">",
    "<!--<img src=\"--><img src=x onerror=V>\">",
    "<!--><img src=x onerror=V>-->",
    "<![CDATA[<img src=x onerror=V>]]>",
    "<?xml ?><img src=x onerror=V>",
    "<comment><img src=x onerror=V></comment>",
    "<style>@import 'javascript:V';</style>",
    "<style>*{x:expression(V)}</style>",
    "<div style=\"x:expression(V)\">x</div>",
    "<p style=\"behavior:url(#V)\">x",
    "<template><img src=x onerror=V></template>",
    "<iframe srcdoc=\"<img src=x onerror=V>\"></iframe>",
    "<iframe srcdoc='&lt;script&gt;V&lt;/script&gt;'>",
    "<img src=x:x onerror=V//",
    "<img src=`x`onerror=V>",
    "<img \"\"\"><script>V</script>\">",
    "<a href=\"x\"onmouseover=V>x</a>",
    "<p title='</p><script>V</script>'>x</p>",
    "\u{ff1c}script\u{ff1e}V\u{ff1c}/script\u{ff1e}",
    "%3Cscript%3EV%3C/script%3E",
    "&lt;script&gt;V&lt;/script&gt;",
    "&amp;lt;script&amp;gt;V",
    "<\u{0}script>V</script>",
    "<script\u{0}>V</script>",
    "</p><script>V</script><p>",
    "<table><td><script>V</script>",
    "<select><noembed></select><script x='a@b'a>y='a@b'//a@b%0aV</script>",
    "<object><param name=x value=V></object>",
    "<svg><foreignObject><iframe onload=V></foreignObject></svg>",
    "<svg><desc><![CDATA[</desc><script>V</script>]]></svg>",
    "<a><svg><set attributeName=href to=javascript:V></svg>x</a>",
    "<svg><animate href=#x attributeName=href values=javascript:V /><a id=x><text>x</text></a>",
    "<audio><source onerror=V></audio>",
    "<pre><code><script>V</script></code></pre>",
    "<plaintext><script>V</script>",
    "<listing><img src=x onerror=V></listing>",
    "<dialog open onclose=V><form method=dialog><button>x",
    "<meta charset=utf-7>+ADw-script+AD4-V+ADw-/script+AD4-",
    "<x/onclick=V>x</x>",
    "<b <script>V</script>>x</b>",
    "<img src='x' onerror='V' ",
    "<a href='https://a.example/\" onclick=\"V'>x</a>",
    "<p>`<img src=x onerror=V>`",
    "<a href=\"mailto:x@a.example?subject=%3Cscript%3EV\" onclick=V>x</a>",
    "<ul><li onclick=V>x</li></ul>",
    "<font color=red onmouseover=V>x</font>",
    "<slot onslotchange=V><b>x</b></slot>",
    "<style><p title=\"</style><img src=x onerror=V>\"></style>",
    "<svg></p><style><a id=\"</style><img src=x onerror=V>\">",
    "<math><annotation-xml encoding=\"text/html\"><style><img src=x onerror=V></style></annotation-xml></math>",
];

/// Every payload of the corpus, each with a number of its own.
pub(crate) fn payloads() -> Vec<String> {
    let mut payloads = Vec::new();
    let mut add = |shape: &str| {
        let script = format!("xss({})", payloads.len());
        payloads.push(shape.replace('V', &script));
    };
    for (at, element) in ELEMENTS.iter().enumerate() {
        for (by, event) in EVENTS.iter().enumerate() {
            for turn in 0..2 {
                let writing = WRITINGS
                    .iter()
                    .cycle()
                    .nth(at * 7 + by + turn * 5)
                    .unwrap_or(&" E=V");
                add(&format!("<{element}{}>x", writing.replace('E', event)));
            }
        }
    }
    for address in ADDRESSES {
        for place in PLACES {
            add(&place.replace('A', address));
        }
    }
    for shape in CONFUSIONS {
        add(shape);
        add(&format!("<p>text<b>{shape}"));
        add(&format!("<ul><li>{shape}</ul>"));
        add(&shape.to_uppercase().replace("XSS", "xss"));
    }
    payloads
}

/// All payloads as postings of Backboard's own format, one JSON object per line.
pub(crate) fn ndjson() -> String {
    let mut lines = String::new();
    for (number, payload) in payloads().iter().enumerate() {
        let posting = serde_json::json!({
            "source": "xss", "external_id": format!("x{number}"), "title": format!("Backend Engineer {number}"),
            "company": "Thistlewick Test", "locations": ["Berlin, Germany"], "posted_at": 1_760_000_000_000_u64,
            "body": format!("<p>We are hiring a Backend Engineer with Rust.</p>{payload}"),
            "url": format!("https://thistlewick.example/jobs/{number}"),
        });
        let _ = writeln!(lines, "{posting}");
    }
    lines
}

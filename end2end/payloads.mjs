// Script injections: every known way to make a browser run something, crossed
// with the disguises that get past careless filters. Each one, if it runs, sets
// `top.ran`; `%` in a vector stands for the code.
const CODE = 'top.ran=1';

const events = [
  'onabort', 'onanimationend', 'onanimationiteration', 'onanimationstart', 'onauxclick', 'onbeforeinput',
  'onbeforematch', 'onbeforetoggle', 'onbegin', 'onblur', 'oncanplay', 'onchange', 'onclick', 'oncontentvisibilityautostatechange',
  'oncopy', 'oncut', 'ondblclick', 'ondrag', 'ondrop', 'onend', 'onended', 'onerror', 'onfocus', 'onfocusin', 'onformdata',
  'onhashchange', 'oninput', 'oninvalid', 'onkeydown', 'onload', 'onloadeddata', 'onloadend', 'onloadstart', 'onmessage',
  'onmousedown', 'onmouseenter', 'onmouseover', 'onpageshow', 'onpaste', 'onplay', 'onpointerdown', 'onpointerover',
  'onpointerrawupdate', 'onpopstate', 'onprogress', 'onrepeat', 'onreset', 'onresize', 'onscroll', 'onscrollend',
  'onscrollsnapchange', 'onsearch', 'onsecuritypolicyviolation', 'onselect', 'onslotchange', 'onsubmit', 'ontimeupdate',
  'ontoggle', 'ontouchstart', 'ontransitionend', 'ontransitionrun', 'onunhandledrejection', 'onunload', 'onvolumechange',
  'onwebkitanimationstart', 'onwheel',
];

const carriers = [
  '<img src=x EVENT=%>', '<svg EVENT=%>', '<body EVENT=%>', '<input autofocus EVENT=%>', '<video src=x EVENT=%>',
  '<audio src=x EVENT=%>', '<details open EVENT=%>x</details>', '<a href=# autofocus EVENT=%>x</a>',
  '<iframe src=x EVENT=%></iframe>', '<object data=x EVENT=%></object>', '<marquee EVENT=%>x</marquee>',
  '<p tabindex=1 autofocus EVENT="%">x</p>', "<b style='animation:x' EVENT='%'>x</b>", '<select autofocus EVENT=%>',
  '<textarea autofocus EVENT=%>', '<svg><animate EVENT=% attributeName=x dur=1s>', '<form EVENT=%><button>x</button></form>',
  '<xss contenteditable autofocus EVENT=%>x</xss>', '<img/src/EVENT=%>', '<img src=x\tEVENT\n=\n%>',
  '<IMG SRC=x EvEnT=%>', '<img src=`x`EVENT=%>', '<img src="x"EVENT="%">', '<img \u0000src=x EVENT=%>',
  '<p EVENT\u0000=%>x</p>', '<math EVENT=%>x</math>', '<link rel=stylesheet href=x EVENT=%>', '<style EVENT=%>@import x</style>',
];

const addresses = [
  'javascript:%', 'JaVaScRiPt:%', ' javascript:%', '\tjavascript:%', 'java\tscript:%', 'java\nscript:%', 'java\rscript:%',
  '&#106;avascript:%', '&#x6A;avascript:%', '&#0000106avascript:%', 'javascript&colon;%', 'javascript&#58;%',
  'java&Tab;script:%', 'java&NewLine;script:%', '\u0001javascript:%', '&#1;javascript:%', 'javascript:/*--></title>*/%',
  'javascript://%0a%', 'vbscript:%', 'data:text/html,<script>%</script>', 'data:text/html;base64,PHNjcmlwdD50b3AucmFuPTE8L3NjcmlwdD4=',
  'data:image/svg+xml,<svg onload=%>', 'feed:javascript:%', 'view-source:javascript:%', 'blob:javascript:%', 'jav&#x0A;ascript:%',
];

const places = [
  '<a href="ADDRESS">x</a>', '<iframe src="ADDRESS"></iframe>', '<embed src="ADDRESS">', '<object data="ADDRESS"></object>',
  '<form action="ADDRESS"><button>x</button></form>', '<button form=f formaction="ADDRESS">x</button><form id=f></form>',
  '<svg><a xlink:href="ADDRESS"><text>x</text></a></svg>', '<math href="ADDRESS">x</math>', '<base href="ADDRESS">',
  '<meta http-equiv=refresh content="0;url=ADDRESS">', '<img src="ADDRESS">', '<area href="ADDRESS" shape=default>',
  '<svg><use href="ADDRESS#x"></svg>', '<video poster="ADDRESS"></video>', '<blockquote cite="ADDRESS">x</blockquote>',
  '<svg><animate attributeName=href values="ADDRESS"></svg>', '<link rel=import href="ADDRESS">', '<input type=image src="ADDRESS">',
];

const whole = [
  '<script>%</script>', '<SCRIPT>%</SCRIPT>', '<script\n>%</script\n>', '<script src="data:,%"></script>', '<script/x>%</script>',
  '<scr<script>ipt>%</scr</script>ipt>', '<<script>%//<</script>', '<script>%', '<svg><script>%</script></svg>',
  '<svg><script href="data:,%"/></svg>', '<math><script>%</script></math>', '"><script>%</script>', "'><script>%</script>",
  '</title><script>%</script>', '</textarea><script>%</script>', '</style><script>%</script>', '</script><script>%</script>',
  '--><script>%</script>', ']]><script>%</script>', '</noscript><script>%</script>', '</iframe><script>%</script>',
  '<!--><script>%</script>-->', '<!--<img src="--><img src=x onerror=%>', '<!--!><img src=x onerror=%>', '<? foo="><script>%</script>">',
  '<! foo="><script>%</script>">', '</ foo="><script>%</script>">', '<![CDATA[><img src=x onerror=%>]]>',
  '<noscript><p title="</noscript><img src=x onerror=%>">', '<title><img title="</title><img src=x onerror=%>"></title>',
  '<style><img title="</style><img src=x onerror=%>"></style>', '<xmp><img title="</xmp><img src=x onerror=%>"></xmp>',
  '<textarea><img title="</textarea><img src=x onerror=%>"></textarea>', '<iframe><img title="</iframe><img src=x onerror=%>"></iframe>',
  '<noembed><img title="</noembed><img src=x onerror=%>"></noembed>', '<plaintext><img src=x onerror=%>',
  '<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=%>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=%&gt;">',
  '<svg></p><style><a id="</style><img src=x onerror=%>">', '<svg><p><style><!--</style><img src=x onerror=%>--></style>',
  '<math><annotation-xml encoding="text/html"><style><img src=x onerror=%></style></annotation-xml></math>',
  '<svg><foreignObject><iframe srcdoc="<script>%</script>"></foreignObject></svg>', '<iframe srcdoc="<script>%</script>"></iframe>',
  '<iframe srcdoc="&lt;script&gt;%&lt;/script&gt;"></iframe>', '<template><script>%</script></template>',
  '<template shadowrootmode=open><script>%</script></template>', '<table background="javascript:%"><td>x',
  '<div style="background:url(javascript:%)">x</div>', '<div style="width:expression(%)">x</div>', '<style>@import "javascript:%";</style>',
  '<style>*{background:url("javascript:%")}</style>', '<isindex action="javascript:%" type=submit>', '<frameset onload=%>',
  '<object type="text/html" data="data:text/html,<script>%</script>"></object>', '<link rel=preload as=script href="data:,%" onload=%>',
  '<meta http-equiv="Content-Security-Policy" content="script-src *"><script>%</script>', '<dialog open onclose=%><form method=dialog><button autofocus>x',
  '<p id=__proto__ onclick=%>x</p>', '<a name=body id=cookie href="javascript:%">x</a>', '<img name=getElementById src=x onerror=%>',
  '&lt;script&gt;%&lt;/script&gt;', '&amp;lt;script&amp;gt;%&amp;lt;/script&amp;gt;', '%3Cscript%3E%%3C/script%3E', '\\u003cscript\\u003e%\\u003c/script\\u003e',
  '\uff1cscript\uff1e%\uff1c/script\uff1e', '{{constructor.constructor("%")()}}', '${%}', '<%= % %>', "';%;//", '";%;//', '`;%;//', '\\";%;//',
];

/** All payloads; about 2,600, always the same ones. */
export function payloads() {
  const all = [...whole];
  for (const carrier of carriers) {
    for (const event of events) all.push(carrier.replaceAll('EVENT', event));
  }
  for (const place of places) {
    for (const address of addresses) all.push(place.replaceAll('ADDRESS', address));
  }
  return all.map((vector) => vector.replaceAll('%', CODE));
}

/** The payloads as postings in Backboard's own format: every field carries one. */
export function postings() {
  return payloads().map((payload, index) =>
    JSON.stringify({
      source: 'hostile',
      external_id: String(index),
      title: `Backend Engineer ${index} ${payload}`,
      company: `Acme ${index} ${payload}`,
      locations: [`Berlin ${payload}`],
      url: index % 2 ? `https://example.org/${payload}` : `javascript:${CODE}`,
      apply_url: `javascript:${CODE}//${index}`,
      body: `<p>Senior Backend Engineer number ${index}, Rust and PostgreSQL, remote. ${payload}</p><p>Apply ${index}.</p>`,
    }),
  );
}

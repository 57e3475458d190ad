use proptest::prelude::*;

use super::*;

const ID: &str = "0198a3b2-7c4d-7e6f-8a9b-0c1d2e3f4a5b";

/// Fails unless `html` holds nothing but what a body may hold. Its own list, so that a slip in the sieve's shows.
fn audit(html: &str) {
    let lower = html.to_lowercase();
    for forbidden in
        ["<script", "<style", "<svg", "<math", "<iframe", "<template", "<noscript", "<!--", "<form", "<object", "<div", "<span"]
    {
        assert!(!lower.contains(forbidden), "{forbidden} in {html:?}");
    }
    for piece in read(html) {
        let Piece::Open(element) = piece else {
            continue;
        };
        let names =
            "p br h2 h3 h4 ul ol li blockquote strong em u s sub sup a table thead tbody tfoot tr th td caption figure figcaption img hr";
        assert!(names.split(' ').any(|name| name == element.name), "{element:?} in {html:?}");
        for (name, value) in &element.attributes {
            let fine = match (element.name.as_str(), name.as_str()) {
                ("a", "href") => {
                    let outside = value.to_lowercase().starts_with("http");
                    assert_eq!(element.get("rel"), outside.then_some("noopener noreferrer"), "{html:?}");
                    outside
                        || ["mailto:", "tel:", "/"].iter().any(|start| value.to_lowercase().starts_with(start)) && !value.starts_with("//")
                }
                ("a", "rel" | "title") | ("img", "alt") | ("th", "scope") | ("td" | "th", "colspan" | "rowspan") => true,
                ("img", "src") => value.strip_prefix("cong-media:").is_some_and(|id| Uuid::try_parse(id).is_ok()),
                _ => false,
            };
            assert!(fine, "{name}={value:?} in {html:?}");
        }
    }
    assert_eq!(sanitise(html), html, "moves");
    assert_eq!(nfc(html), html, "not NFC");
}

#[test]
fn honest_bodies() {
    let image = format!(r#"<figure><img src="cong-media:{ID}" alt="Lễ hội"><figcaption>Ảnh: BBT</figcaption></figure>"#);
    for same in [
        "",
        "Chữ trần",
        "<p>Một</p><p>Hai <strong>đậm</strong> <em>nghiêng</em><br>dòng</p>",
        "<h2>Mục</h2><ul><li>a</li><li><p>b</p><ol><li>c</li></ol></li></ul>",
        r#"<table><caption>Biểu</caption><thead><tr><th scope="col" colspan="2">A</th></tr></thead><tbody><tr><td rowspan="3">1</td><td>2</td></tr></tbody></table>"#,
        r#"<p><a href="/van-ban/x-1" title="Xem">x</a> <a href="https://haiphong.gov.vn/tin?a=1&amp;b=2" rel="noopener noreferrer">hp</a> <a href="mailto:a@b.vn">m</a> <a href="tel:+84220">t</a></p>"#,
        "<blockquote><p>H<sub>2</sub>O m<sup>2</sup> <u>u</u> <s>s</s></p></blockquote><hr><p>a &lt; b &amp;&nbsp;c</p>",
        &image,
    ] {
        assert_eq!(sanitise(same), same);
    }
    for (html, want) in [
        ("<h1>Tên</h1><h6>nhỏ</h6>", "<h2>Tên</h2><h4>nhỏ</h4>"),
        ("<P CLASS=x ID=y STYLE='color:red' data-z=1 onclick=f()>a</P>", "<p>a</p>"),
        ("<b>a</b><i>b</i><del>c</del>", "<strong>a</strong><em>b</em><s>c</s>"),
        ("<div>một</div><div>hai</div>", "\nmột\n\nhai\n"),
        ("<p>một<p>hai", "<p>một</p><p>hai</p>"),
        ("<ul><li>một<li>hai</ul>", "<ul><li>một</li><li>hai</li></ul>"),
        ("<table><tr><td>1<td>2<tr><td>3</table>", "<table><tbody><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></tbody></table>"),
        ("<p>Tie\u{302}\u{301}ng\u{200b} Vie\u{323}\u{302}t&#8238;</p>", "<p>Tiếng Việt</p>"),
        ("<p>\u{338}x</p>", "<p>x</p>"),
        (
            "<a href=//evil.vn>a</a><a href='/\\evil.vn'>b</a><a href='http:evil'>c</a><a href='https://hp.vn@evil.vn'>d</a><a href=#x>e</a>",
            "abcde",
        ),
        ("<td colspan=99999 rowspan=x>a</td>", "a"),
        ("<p>a<!-- b -->c</p><?php x ?>", "<p>ac</p>"),
        ("</p></div>x</td>", "\nx"),
        ("<img src=https://evil.vn/x.png alt=x>y<img src=cong-media:1>", "y"),
    ] {
        assert_eq!(sanitise(html), want, "{html}");
    }
    let shouted = format!("<IMG ALT=x SRC=' cong-media:{} '>", ID.to_uppercase());
    assert_eq!(sanitise(&shouted), format!(r#"<img src="cong-media:{ID}" alt="x">"#));
}

#[test]
fn hostile_bodies() {
    for payload in PAYLOADS {
        for html in [
            payload.to_string(),
            format!("<p>{payload}</p>"),
            format!("<table><tr><td>{payload}</table>x"),
            format!("<svg>{payload}"),
            format!("<math><mtext>{payload}"),
        ] {
            audit(&sanitise(&html));
        }
    }
}

#[test]
fn hostile_sizes() {
    let many = |piece: &dyn Fn(usize) -> String| (0..12_000).map(piece).collect::<String>();
    for html in [
        many(&|_| "<blockquote>".into()),
        many(&|n| format!("<a href=/{n}>")),
        many(&|n| format!("<b><a href=/{n}></b><p>x")),
        many(&|_| "<table><tr><td>".into()),
        many(&|_| "<ul><li><em>".into()),
        many(&|_| "</p><table>x".into()),
        many(&|_| "<svg><math><template>".into()),
        many(&|_| "&lt;\u{338}".into()),
    ] {
        let body = sanitise(&html);
        assert_eq!(sanitise(&body), body);
    }
}

#[test]
fn pictures() {
    let other = "0198a3b2-0000-7000-8000-000000000001";
    let body = sanitise(&format!(
        "<p>a</p><img alt='x &quot;y&quot;' src=cong-media:{ID}><img src=cong-media:{other} alt=' '><img src=cong-media:{ID}><a title='<img src=cong-media:{other}>' href=/x>z</a>"
    ));
    assert_eq!(media_ids(&body), [ID, other].map(|id| id.parse::<Uuid>().unwrap()));
    assert_eq!(images_without_alt(&body), 2);
    let find = |id: Uuid| (id.to_string() == ID).then(|| Picture { url: format!("/api/v1/media/{id}/full?a&b"), size: Some((800, 600)) });
    assert_eq!(
        resolve_media(&body, find),
        format!(
            r#"<p>a</p><img alt="x &quot;y&quot;" src="/api/v1/media/{ID}/full?a&amp;b" width="800" height="600"><img src="/api/v1/media/{ID}/full?a&amp;b" width="800" height="600"><a href="/x" title="&lt;img src=cong-media:{other}&gt;">z</a>"#
        )
    );
}

#[test]
fn plain_texts() {
    for (html, want) in [
        (
            "<h2>Mục  1</h2>\n<p>một\nhai<br>ba <strong>b</strong>ốn&nbsp;năm</p><ul><li>x</li><li>y</li></ul>",
            "Mục 1\nmột hai\nba bốn năm\nx\ny",
        ),
        ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1 2\n3"),
        ("<p>a &lt;b&gt; &amp;amp;</p><script>no</script><style>no</style><div>c</div>d", "a <b> &amp;\nc\nd"),
        ("", ""),
    ] {
        assert_eq!(plain_text(html), want);
    }
}

#[test]
fn markdown() {
    for (markdown, want) in [
        ("# Điều 1\n\nMột **hai** ~~ba~~\n", "<h2>Điều 1</h2>\n<p>Một <strong>hai</strong> <s>ba</s></p>\n"),
        (
            "|a|b|\n|:-|-|\n|1|2|\n",
            "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>\n<tr><td>1</td><td>2</td></tr>\n</tbody></table>\n",
        ),
        ("[x](javascript:alert(1)) <script>alert(1)</script> ![](http://evil.vn/x.png)", "<p>x  </p>\n"),
        ("1. a\n2. b\n", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
    ] {
        assert_eq!(from_markdown(markdown), want);
    }
}

proptest! {
    #[test]
    fn any_soup_holds_still(soup in prop::collection::vec(prop::sample::select(SOUP), 0..40)) {
        audit(&sanitise(&soup.concat()));
    }

    #[test]
    fn any_text_holds_still(text in "(\\PC|[<>/&;=\"'a-z! \u{300}-\u{345}\\x00-\\x1f]){0,80}") {
        audit(&sanitise(&text));
        audit(&from_markdown(&text));
    }
}

const SOUP: &[&str] = &[
    "<p>",
    "</p>",
    "<a href=/x>",
    "<a href=https://b.vn title='\"'>",
    "</a>",
    "<b>",
    "</b>",
    "<em>",
    "</em>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th scope=col colspan=3>",
    "<caption>",
    "</caption>",
    "<tbody>",
    "</tbody>",
    "<thead>",
    "<ul>",
    "</ul>",
    "<ol>",
    "<li>",
    "</li>",
    "<h1>",
    "</h1>",
    "<h3>",
    "</h3>",
    "<blockquote>",
    "</blockquote>",
    "<figure>",
    "</figure>",
    "<figcaption>",
    "</figcaption>",
    "<br>",
    "</br>",
    "<hr>",
    "<div>",
    "</div>",
    "<span>",
    "</span>",
    "<img src=cong-media:0198a3b2-7c4d-7e6f-8a9b-0c1d2e3f4a5b alt=x>",
    "<svg>",
    "</svg>",
    "<math>",
    "<mtext>",
    "<mglyph>",
    "<foreignObject>",
    "<title>",
    "</title>",
    "<style>",
    "</style>",
    "<script>",
    "</script>",
    "<template>",
    "</template>",
    "<noscript>",
    "</noscript>",
    "<textarea>",
    "</textarea>",
    "<select>",
    "<option>",
    "<form>",
    "</form>",
    "<button>",
    "<object>",
    "</object>",
    "<iframe>",
    "</iframe>",
    "<plaintext>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "chữ",
    " ",
    "\n",
    "&lt;",
    "&amp;",
    "&nbsp;",
    "&#13;",
    "&#x202e;",
    "\u{338}",
    "\u{301}",
    "o",
    "\0",
    "<",
    ">",
    "\"",
];

const PAYLOADS: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.vn/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/x>alert(1)</script>",
    "<script>alert(1)",
    "<<script>alert(1)//<</script>",
    "<script\u{c}src=x></script>",
    "<script><!--<script></script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img src=x:alert(alt) onerror=eval(src) alt=1>",
    "<img/src='x'/onerror=alert(1)>",
    "<img src=`x` onerror=alert(1)>",
    "<image src=x onerror=alert(1)>",
    "<img src=data:image/svg+xml;base64,PHN2Zz4=>",
    "<img srcset='x 1x' src=javascript:alert(1)>",
    "<img lowsrc=javascript:alert(1)>",
    "<img src=cong-media:../../x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<svg><set attributeName=href to=javascript:alert(1)>",
    "<svg><use href='data:image/svg+xml,<svg/>#x'>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<svg><foreignObject><p><img src=x onerror=alert(1)></foreignObject>",
    "<svg><![CDATA[<img src=x onerror=alert(1)>]]></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<math href=javascript:alert(1)>x</math>",
    "<math><mi//xlink:href=\"data:x,<script>alert(4)</script>\">",
    "<math><annotation-xml encoding=text/html><img src=x onerror=alert(1)></annotation-xml></math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<math><mtext><h1><a><h6></a></h6><mglyph><svg><mtext><style><a title=\"</style><img src onerror='alert(1)'>\"></style></h1>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='java&#x09;script:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='&#106;avascript&colon;alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='\u{1}javascript:alert(1)'>x</a>",
    "<a href='java\u{200b}script:alert(1)'>x</a>",
    "<a href='java\0script:alert(1)'>x</a>",
    "<a href=vbscript:msgbox(1)>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href=blob:x>x</a>",
    "<a href=file:///etc/passwd>x</a>",
    "<a href=javascript&#0000058alert(1)>x</a>",
    "<a href='view-source:javascript:alert(1)'>x</a>",
    "<a href=cong-media:x>x</a>",
    "<a href='/x' onmouseover=alert(1) style=position:fixed target=_blank ping=//evil.vn>x</a>",
    "<a href=/x href=javascript:alert(1)>x</a>",
    "<p style=\"background:url(javascript:alert(1))\">x",
    "<style>@import '//evil.vn';</style>",
    "<style><!--</style><script>alert(1)//--></script>",
    "<link rel=stylesheet href=//evil.vn>",
    "<template><script>alert(1)</script></template>",
    "<template><img src=x onerror=alert(1)></template>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<noembed><img title=\"</noembed><img src onerror=alert(1)>\"></noembed>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe><img title=\"</iframe><img src onerror=alert(1)>\">",
    "<frameset onload=alert(1)><frame src=x></frameset>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href=//evil.vn/>",
    "<form action=javascript:alert(1)><input type=submit></form>",
    "<form id=x></form><button form=x formaction=javascript:alert(1)>x",
    "<input autofocus onfocus=alert(1)>",
    "<select onchange=alert(1)><option><style></option></select><b><img src=x onerror=alert(1)></style></b>",
    "<textarea><img title=\"</textarea><img src onerror=alert(1)>\">",
    "<title><img title=\"</title><img src onerror=alert(1)>\"></title>",
    "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\"></xmp>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x></applet>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<body onload=alert(1)>",
    "<html onclick=alert(1)><head><script>alert(1)</script>",
    "<dialog open onclose=alert(1)>",
    "<isindex prompt=x action=javascript:alert(1)>",
    "<keygen autofocus onfocus=alert(1)>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)>",
    "<![if true]><img src=x onerror=alert(1)><![endif]>",
    "<?xml version=1><script>alert(1)</script>",
    "<!DOCTYPE x [<!ENTITY y 'z'>]><img src=x onerror=alert(1)>",
    "<p id=x name=cookie class=y>x</p>",
    "<x contenteditable onblur=alert(1)>x",
    "<p\u{338}><img src=x onerror=alert(1)>",
    "<p>\u{338}<img src=x onerror=alert(1)>",
    "<table background=javascript:alert(1)><td background=x>x",
    "\"><img src=x onerror=alert(1)>",
    "'-alert(1)-'",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<a title=\"</a><img src=x onerror=alert(1)>\" href=/x>x</a>",
    "<p lang=x dir=rtl tabindex=1 accesskey=x draggable=true>x",
];

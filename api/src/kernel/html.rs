//! What a body may contain.
//!
//! Two sieves of different make stand one behind the other. The first reads tokens (html5ever's tokeniser) and writes
//! anew only what is allowed, well nested and not too deep; the second (ammonia) builds the tree that a browser would
//! build and filters it again. Both run until nothing moves, so a stored body reads the same in every later parser:
//! what mutation attacks need never holds still here. Pictures are `cong-media:{id}` and nothing else (decision 17).

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
    collections::{HashMap, HashSet},
    fmt::Write,
    sync::LazyLock,
};

use ammonia::{Builder, Url, UrlRelative};
use html5ever::{
    tendril::StrTendril,
    tokenizer::{BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states::RawKind},
};
use pulldown_cmark::{Options, Parser};
use uuid::Uuid;

use super::text::{TextFault, nfc};

/// The scheme of a picture's address in a stored body: `cong-media:{id}`.
const MEDIA: &str = "cong-media:";
/// Elements that may stand in one another; honest bodies need some ten.
const DEPTH_MAX: usize = 64;
/// Honest bodies hold still after two rounds, the worst known after a few more.
const ROUNDS_MAX: usize = 12;
const OUTSIDE_REL: &str = "noopener noreferrer";

/// Where a picture of a body is to be had, and how large it is (so that the page does not jump).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its address, relative to the site.
    pub url: String,
    /// Width and height in pixels, when known.
    pub size: Option<(u32, u32)>,
}

/// The body as it may be stored: allowed elements and attributes only, NFC, without invisible characters.
///
/// Idempotent. Elements not allowed leave their text, except those whose content is no prose (`script`, `style`, …).
/// `h1` becomes `h2` (the title is the only `h1` of a page), `h5` and `h6` `h4`, `b` `strong`, `i` `em`, `del` and
/// `strike` `s`. Links lead to http, https, mailto, tel or a path of this site; those leading outside get a `rel`.
pub fn sanitise(html: &str) -> String {
    let mut body = html.to_owned();
    for _ in 0..ROUNDS_MAX {
        let next = TREE_SIEVE.clean(&write(&sieve(read(&body)))).to_string();
        if next == body {
            return body;
        }
        body = next;
    }
    // No known input comes here. Plain paragraphs hold still by their making.
    let paragraph = |line: &str| [Piece::open("p"), Piece::Text(line.to_owned()), Piece::Close("p".to_owned())];
    write(&plain_text(&body).lines().flat_map(paragraph).collect::<Vec<_>>())
}

/// Markdown (`CommonMark`, tables, strikethrough) as a sanitised body: imported documents come so.
pub fn from_markdown(markdown: &str) -> String {
    let mut html = String::with_capacity(markdown.len() * 5 / 4);
    pulldown_cmark::html::push_html(&mut html, Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH));
    sanitise(&html)
}

/// The pictures of a body in the order of their first appearance, each once.
pub fn media_ids(html: &str) -> Vec<Uuid> {
    let mut seen = HashSet::new();
    images(&read(html)).filter_map(|image| media_id(image.get("src")?)).filter(|&id| seen.insert(id)).collect()
}

/// Where the links of a body lead, in their order, each once.
pub fn links(html: &str) -> Vec<String> {
    let mut seen = HashSet::new();
    let hrefs = read(html).into_iter().filter_map(|piece| match piece {
        Piece::Open(element) if element.name == "a" => element.get("href").map(str::to_owned),
        _ => None,
    });
    hrefs.filter(|href| seen.insert(href.clone())).collect()
}

/// How many pictures say nothing to those who cannot see them: `alt` missing or blank (TT 26/2020; WCAG 1.1.1).
pub fn images_without_alt(html: &str) -> usize {
    images(&read(html)).filter(|image| image.get("alt").is_none_or(|alt| alt.trim().is_empty())).count()
}

/// The body with real addresses, and sizes where known, in place of `cong-media:{id}`. A picture that `find` does not
/// know is left out. The result is for readers: it is not to be stored as a body again.
pub fn resolve_media(html: &str, find: impl Fn(Uuid) -> Option<Picture>) -> String {
    let mut pieces = read(html);
    pieces.retain_mut(|piece| {
        let Piece::Open(element) = piece else {
            return true;
        };
        if element.name != "img" {
            return true;
        }
        let Some(picture) = element.get("src").and_then(media_id).and_then(&find) else {
            return false;
        };
        element.set("src", picture.url);
        if let Some((width, height)) = picture.size {
            element.set("width", width.to_string());
            element.set("height", height.to_string());
        }
        true
    });
    write(&pieces)
}

/// The words of a body, a line for each paragraph, heading, list item and table row: for search, counting and diff.
pub fn plain_text(html: &str) -> String {
    let mut flow = String::new();
    for piece in read(html) {
        match piece {
            // Line ends of the source are only blanks.
            Piece::Text(text) => flow.extend(text.chars().map(|c| if c.is_whitespace() { ' ' } else { c })),
            Piece::Open(Element { name, .. }) | Piece::Close(name) => match name.as_str() {
                "td" | "th" => flow.push(' '),
                name if breaks_line(name) => flow.push('\n'),
                _ => {}
            },
        }
    }
    let lines = flow.lines().map(|line| line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A start tag.
#[derive(Debug)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    fn set(&mut self, name: &str, value: String) {
        self.attributes.retain(|(key, _)| key != name);
        self.attributes.push((name.to_owned(), value));
    }
}

/// A token that matters: comments, doctypes and the content of [`raw`] elements are gone.
#[derive(Debug)]
enum Piece {
    Open(Element),
    Close(String),
    Text(String),
}

impl Piece {
    fn open(name: &str) -> Self {
        Self::Open(Element { name: name.to_owned(), attributes: Vec::new() })
    }
}

fn images(pieces: &[Piece]) -> impl Iterator<Item = &Element> {
    pieces.iter().filter_map(|piece| match piece {
        Piece::Open(element) if element.name == "img" => Some(element),
        _ => None,
    })
}

/// Collects pieces from the tokeniser.
#[derive(Default)]
struct Collector {
    pieces: RefCell<Vec<Piece>>,
    /// Inside an element whose content is no prose.
    muted: Cell<bool>,
}

impl TokenSink for Collector {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) if !self.muted.get() => push_text(&mut self.pieces.borrow_mut(), &text),
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => {
                let content_ends = self.muted.replace(false);
                if !content_ends {
                    self.pieces.borrow_mut().push(Piece::Close(tag.name.to_string()));
                }
            }
            Token::TagToken(tag) => {
                if let Some(kind) = raw(&tag.name) {
                    self.muted.set(true);
                    return TokenSinkResult::RawData(kind);
                }
                let attributes = tag.attrs.iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
                self.pieces.borrow_mut().push(Piece::Open(Element { name: tag.name.to_string(), attributes }));
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        Some(Piece::Text(before)) => before.push_str(text),
        _ => pieces.push(Piece::Text(text.to_owned())),
    }
}

fn read(html: &str) -> Vec<Piece> {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let tokeniser = Tokenizer::new(Collector::default(), TokenizerOpts::default());
    let _ = tokeniser.feed(&input);
    tokeniser.end();
    tokeniser.sink.pieces.into_inner()
}

/// Writes pieces as HTML, every text and value escaped and tidied.
fn write(pieces: &[Piece]) -> String {
    let mut html = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => html.push_str(&escaped(tidy(text).trim_start_matches('\u{338}'))),
            Piece::Close(name) => _ = write!(html, "</{name}>"),
            Piece::Open(element) => {
                _ = write!(html, "<{}", element.name);
                for (name, value) in &element.attributes {
                    _ = write!(html, " {name}=\"{}\"", escaped(&tidy(value)));
                }
                html.push('>');
            }
        }
    }
    html
}

/// NFC without invisible characters. Texts are normalised one by one, never the HTML around them: U+0338 would melt
/// into the `>` of a tag (for that reason [`write`] also drops it at the beginning of a text).
fn tidy(text: &str) -> String {
    nfc(&text.chars().filter(|&c| c != '\r' && TextFault::of(c).is_none()).collect::<String>())
}

fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\u{a0}']) {
        return Cow::Borrowed(text);
    }
    let escape = |c| match c {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        '"' => "&quot;".to_owned(),
        '\u{a0}' => "&nbsp;".to_owned(),
        c => c.to_string(),
    };
    Cow::Owned(text.chars().map(escape).collect())
}

/// The first sieve: allowed elements and attributes, each closed where it must be.
fn sieve(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out = Vec::with_capacity(pieces.len());
    let mut open: Vec<&'static str> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => push_text(&mut out, &text),
            Piece::Open(Element { name, attributes }) => {
                let Some(tag) = allowed(&name) else {
                    if breaks_line(&name) {
                        push_text(&mut out, "\n");
                    }
                    continue;
                };
                let element = Element { name: tag.to_owned(), attributes: kept_attributes(tag, &attributes) };
                if (tag == "img" && element.get("src").is_none()) || (tag == "a" && element.get("href").is_none()) {
                    continue;
                }
                close(&mut out, &mut open, ended_by(tag));
                if !matches!(tag, "br" | "hr" | "img") {
                    if open.len() == DEPTH_MAX {
                        continue;
                    }
                    open.push(tag);
                }
                out.push(Piece::Open(element));
            }
            Piece::Close(name) => match allowed(&name) {
                Some(tag) => close(&mut out, &mut open, (&[tag], if tag == "table" { &[] } else { &["td", "th", "caption", "table"] })),
                None if breaks_line(&name) => push_text(&mut out, "\n"),
                None => {}
            },
        }
    }
    out.extend(open.into_iter().rev().map(|tag| Piece::Close(tag.to_owned())));
    out
}

/// Closes the innermost open element of `names`, and all within it, unless one of `walls` stands between.
fn close(out: &mut Vec<Piece>, open: &mut Vec<&'static str>, (names, walls): (&[&str], &[&str])) {
    let found = open.iter().rposition(|tag| names.contains(tag) || walls.contains(tag));
    if let Some(at) = found.filter(|&at| names.contains(&open[at])) {
        out.extend(open.drain(at..).rev().map(|tag| Piece::Close(tag.to_owned())));
    }
}

/// What a start tag ends without saying so, and what shelters it from ending it (HTML, optional tags).
fn ended_by(tag: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match tag {
        "p" | "h2" | "h3" | "h4" | "ul" | "ol" | "blockquote" | "table" | "figure" | "figcaption" | "hr" => {
            (&["p"], &["td", "th", "caption", "table"])
        }
        "li" => (&["li"], &["ul", "ol", "td", "th", "caption", "table"]),
        "td" | "th" => (&["td", "th"], &["tr", "table"]),
        "tr" => (&["tr", "caption"], &["table"]),
        "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot", "caption"], &["table"]),
        _ => (&[], &[]),
    }
}

/// The element that an element may stand as.
fn allowed(name: &str) -> Option<&'static str> {
    Some(match name {
        "h1" => "h2",
        "h5" | "h6" => "h4",
        "b" => "strong",
        "i" => "em",
        "del" | "strike" => "s",
        _ => return TAGS.into_iter().find(|&tag| tag == name),
    })
}

const TAGS: [&str; 28] = [
    "p",
    "br",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "blockquote",
    "strong",
    "em",
    "u",
    "s",
    "sub",
    "sup",
    "a",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
    "caption",
    "figure",
    "figcaption",
    "img",
    "hr",
];

/// Elements that begin and end a line, allowed or not.
fn breaks_line(name: &str) -> bool {
    match name {
        "div" | "section" | "article" | "header" | "footer" | "main" | "aside" | "nav" | "address" | "pre" | "dl" | "dt" | "dd"
        | "form" | "fieldset" | "details" | "summary" | "center" | "option" => true,
        _ => allowed(name).is_some_and(|tag| !matches!(tag, "strong" | "em" | "u" | "s" | "sub" | "sup" | "a" | "img" | "td" | "th")),
    }
}

/// Elements whose content is no prose, and how the tokeniser must read it.
fn raw(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(RawKind::ScriptData),
        "style" | "iframe" | "noembed" | "noframes" | "noscript" | "xmp" => Some(RawKind::Rawtext),
        "title" | "textarea" => Some(RawKind::Rcdata),
        _ => None,
    }
}

/// Allowed attributes with allowed values, in one fixed order.
fn kept_attributes(tag: &str, attributes: &[(String, String)]) -> Vec<(String, String)> {
    let mut kept = Vec::new();
    for &name in ATTRIBUTES.iter().find(|(of, _)| *of == tag).map_or(&[][..], |(_, names)| names) {
        let given = attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim());
        let value = match name {
            "href" => given.and_then(link),
            "src" => given.and_then(media_id).map(|id| format!("{MEDIA}{id}")),
            "rel" => kept.iter().any(|(key, value): &(String, String)| key == "href" && is_outside(value)).then(|| OUTSIDE_REL.to_owned()),
            "scope" => given.map(str::to_ascii_lowercase).filter(|v| matches!(v.as_str(), "row" | "col" | "rowgroup" | "colgroup")),
            "colspan" | "rowspan" => given.and_then(|v| v.parse::<u16>().ok()).filter(|n| (2..=1000).contains(n)).map(|n| n.to_string()),
            _ => given.map(tidy),
        };
        kept.extend(value.map(|value| (name.to_owned(), value)));
    }
    kept
}

/// `href` stands before `rel`, which depends on it.
const ATTRIBUTES: [(&str, &[&str]); 4] =
    [("a", &["href", "rel", "title"]), ("img", &["src", "alt"]), ("th", &["scope", "colspan", "rowspan"]), ("td", &["colspan", "rowspan"])];

/// An address a link may lead to: a path of this site, or http, https, mailto, tel in full. Addresses with a user name
/// are refused: `https://haiphong.gov.vn@…` leads elsewhere than it says.
fn link(href: &str) -> Option<String> {
    if href.chars().any(|c| c.is_control() || c == '\u{fffd}' || TextFault::of(c).is_some()) {
        return None;
    }
    if let Some(path) = href.strip_prefix('/') {
        return (!path.starts_with(['/', '\\'])).then(|| nfc(href));
    }
    let url = Url::parse(href).ok()?;
    let fine = match url.scheme() {
        "mailto" | "tel" => true,
        "http" | "https" => href[url.scheme().len()..].starts_with("://") && url.username().is_empty() && url.password().is_none(),
        _ => false,
    };
    fine.then(|| nfc(href))
}

fn is_outside(href: &str) -> bool {
    href.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http"))
}

fn media_id(src: &str) -> Option<Uuid> {
    Uuid::try_parse(src.strip_prefix(MEDIA)?).ok()
}

/// The second sieve, on the tree a browser would build.
static TREE_SIEVE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.into())
        .tag_attributes(ATTRIBUTES.iter().map(|&(tag, names)| (tag, names.iter().copied().collect())).collect::<HashMap<_, _>>())
        .clean_content_tags(["script", "style"].into())
        .generic_attributes(HashSet::new())
        .url_schemes(["http", "https", "mailto", "tel", "cong-media"].into())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true)
        .attribute_filter(|_, name, value| match name {
            "href" => link(value).map(Cow::Owned),
            "src" => media_id(value).map(|_| Cow::Borrowed(value)),
            _ => Some(Cow::Borrowed(value)),
        });
    builder
});

#[cfg(test)]
#[path = "html_tests.rs"]
mod tests;

//! A DOCX as blocks of clean HTML, in its order: paragraphs with bold and italics, headings, tables. Letters of old fonts become
//! Unicode run by run; which encodings were met is told.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::extract::package;
use crate::kernel::legacy_encoding::{self, LegacyEncoding};

/// A paragraph or a table: its HTML, not yet sieved, and its lines as plain text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    pub html: String,
    pub lines: Vec<String>,
    pub is_table: bool,
}

/// What was met while reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    pub blocks: Vec<Block>,
    pub encodings: Vec<LegacyEncoding>,
}

#[derive(Default)]
struct Run {
    bold: bool,
    italic: bool,
    font: Option<(LegacyEncoding, bool)>,
}

/// The blocks of a DOCX; `None` when it cannot be read.
pub fn read(bytes: &[u8]) -> Option<Read> {
    let mut package = package::open(bytes)?;
    let document = package::entry(&mut package, "word/document.xml")?;
    let mut reader = Reader::from_str(std::str::from_utf8(&document).ok()?);
    let mut read = Read::default();
    let (mut depth, mut table) = (0u32, Block { is_table: true, ..Block::default() });
    let (mut html, mut line, mut heading) = (String::new(), String::new(), None);
    let (mut run, mut in_run, mut in_text, mut dropped) = (Run::default(), false, false, 0u32);
    loop {
        let event = reader.read_event().ok()?;
        match &event {
            Event::Start(e) | Event::Empty(e) => {
                let opens = matches!(event, Event::Start(_));
                match e.name().as_ref() {
                    // What was deleted with the changes tracked is no text any more.
                    "w:del" | "w:moveFrom" if opens => dropped += 1,
                    "w:tbl" if opens => depth += 1,
                    "w:tr" if opens && depth == 1 => table.html.push_str("<tr>"),
                    "w:tc" if opens && depth == 1 => table.html.push_str("<td>"),
                    "w:p" if opens => (html, line, heading) = (String::new(), String::new(), None),
                    "w:pStyle" => heading = attribute(e, "w:val").and_then(|style| level(&style)),
                    "w:r" if opens => (run, in_run) = (Run::default(), true),
                    "w:b" if in_run => run.bold = is_on(e),
                    "w:i" if in_run => run.italic = is_on(e),
                    "w:rFonts" if in_run => {
                        run.font = attribute(e, "w:ascii").or_else(|| attribute(e, "w:hAnsi")).and_then(|f| legacy_encoding::of_font(&f))
                    }
                    "w:t" if opens => in_text = true,
                    "w:tab" if in_run => put(&mut html, &mut line, " ", &run),
                    "w:br" | "w:cr" if in_run => {
                        html.push_str("<br>");
                        line.push(' ');
                    }
                    _ => {}
                }
            }
            Event::Text(t) if in_text && dropped == 0 => {
                let text = unicode(t, &run, &mut read.encodings);
                put(&mut html, &mut line, &text, &run);
            }
            Event::GeneralRef(r) if in_text && dropped == 0 => {
                put(&mut html, &mut line, &super::extract::reference(r).to_string(), &run);
            }
            Event::End(e) => match e.name().as_ref() {
                "w:del" | "w:moveFrom" => dropped = dropped.saturating_sub(1),
                "w:t" => in_text = false,
                "w:r" => in_run = false,
                "w:p" => {
                    let tag = heading.unwrap_or("p");
                    let written = if line.trim().is_empty() { String::new() } else { format!("<{tag}>{html}</{tag}>") };
                    let text = line.split_whitespace().collect::<Vec<_>>().join(" ");
                    if depth > 0 {
                        table.html.push_str(&written);
                        table.lines.push(text);
                    } else {
                        read.blocks.push(Block { html: written, lines: vec![text], is_table: false });
                    }
                    (html, line) = (String::new(), String::new());
                }
                "w:tc" if depth == 1 => table.html.push_str("</td>"),
                "w:tr" if depth == 1 => table.html.push_str("</tr>"),
                "w:tbl" => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        let done = std::mem::replace(&mut table, Block { is_table: true, ..Block::default() });
                        read.blocks.push(Block { html: format!("<table><tbody>{}</tbody></table>", done.html), ..done });
                    }
                }
                _ => {}
            },
            Event::Eof => return Some(read),
            _ => {}
        }
    }
}

/// The letters of a run in Unicode: by its font, or, where nobody says, as they are.
fn unicode(text: &str, run: &Run, met: &mut Vec<LegacyEncoding>) -> String {
    let Some((encoding, capitals)) = run.font else { return text.to_owned() };
    let converted = legacy_encoding::convert(text, encoding);
    if converted != text && !met.contains(&encoding) {
        met.push(encoding);
    }
    if capitals { converted.to_uppercase() } else { converted }
}

fn put(html: &mut String, line: &mut String, text: &str, run: &Run) {
    line.push_str(text);
    let safe = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    if text.trim().is_empty() {
        html.push_str(&safe);
        return;
    }
    let italic = if run.italic { format!("<em>{safe}</em>") } else { safe };
    html.push_str(&if run.bold { format!("<strong>{italic}</strong>") } else { italic });
}

fn attribute(e: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = e.attributes().flatten().find(|a| a.key.as_ref() == name)?;
    Some(found.value.to_string())
}

fn is_on(e: &BytesStart<'_>) -> bool {
    attribute(e, "w:val").is_none_or(|v| !matches!(v.as_str(), "0" | "false" | "off"))
}

fn level(style: &str) -> Option<&'static str> {
    match style.to_ascii_lowercase().as_str() {
        "title" | "heading1" => Some("h2"),
        "heading2" => Some("h3"),
        "heading3" | "heading4" => Some("h4"),
        _ => None,
    }
}

//! DOCX and ODT: paragraphs, one a line, and what the file hides beside them.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::package::{self, Package};
use super::{Extracted, Until};
use crate::kernel::attachment::Form;
use crate::kernel::words::{HiddenData, TextState};

fn whole() -> Extracted {
    Extracted { state: TextState::Whole, ..Extracted::nothing() }
}

pub fn docx(bytes: &[u8], until: Until) -> Option<Extracted> {
    let mut package = package::open(bytes)?;
    let mut read = whole();
    let document = package::entry(&mut package, "word/document.xml")?;
    read.push(Form::Paragraphs, "", paragraphs(&document, until)?);
    let mut more: Vec<String> = package::names(&package).into_iter().filter(|n| is_more(n)).collect();
    more.sort();
    for name in more {
        let xml = package::entry(&mut package, &name)?;
        read.push(Form::Paragraphs, name.trim_start_matches("word/").trim_end_matches(".xml"), paragraphs(&xml, until)?);
    }
    if package::has(&package, "word/comments.xml") {
        read.hidden.push(HiddenData::Comments);
    }
    let names = |wanted: &[u8]| document.windows(wanted.len()).any(|w| w == wanted);
    if names(b"<w:ins ") || names(b"<w:del ") {
        read.hidden.push(HiddenData::TrackedChanges);
    }
    read.pages = properties(&mut package, &mut read);
    Some(read)
}

/// Headers, footers, notes and comments are read by whoever opens the file.
fn is_more(name: &str) -> bool {
    let Some(name) = name.strip_prefix("word/").and_then(|n| n.strip_suffix(".xml")) else { return false };
    ["header", "footer", "footnotes", "endnotes", "comments"].iter().any(|word| name.starts_with(word)) && !name.contains('/')
}

/// Author and last editor; answers the number of pages that the writing program counted.
pub fn properties(package: &mut Package<'_>, read: &mut Extracted) -> Option<i64> {
    if let Some(core) = package::entry(package, "docProps/core.xml") {
        let people: Vec<String> = ["dc:creator", "cp:lastModifiedBy"].iter().filter_map(|tag| element(&core, tag)).collect();
        if !people.is_empty() {
            read.hidden.push(HiddenData::Author);
            read.push(Form::Metadata, "", people.join("\n"));
        }
    }
    let app = package::entry(package, "docProps/app.xml")?;
    element(&app, "Pages")?.trim().parse().ok().filter(|n| (1..10_000).contains(n))
}

fn element(xml: &[u8], tag: &str) -> Option<String> {
    let text = std::str::from_utf8(xml).ok()?;
    let (_, rest) = text.split_once(&format!("<{tag}"))?;
    let (_, rest) = rest.split_once('>')?;
    let value = rest.split('<').next()?.trim();
    (!value.is_empty()).then(|| quick_xml::escape::unescape(value).map_or(value.to_owned(), |v| v.into_owned()))
}

/// The paragraphs of WordprocessingML, one a line; cells of a table row between tabs.
fn paragraphs(xml: &[u8], until: Until) -> Option<String> {
    let mut reader = Reader::from_str(std::str::from_utf8(xml).ok()?);
    let mut text = String::new();
    let (mut inside, mut cells) = (false, 0u32);
    let mut count = 0u32;
    loop {
        count += 1;
        if count.is_multiple_of(4096) && until.over() {
            return None;
        }
        match reader.read_event().ok()? {
            Event::Start(e) => match e.name().as_ref() {
                "w:t" | "w:delText" => inside = true,
                "w:tr" => cells += 1,
                _ => {}
            },
            Event::End(e) => match e.name().as_ref() {
                "w:t" | "w:delText" => inside = false,
                "w:p" => text.push(if cells > 0 { ' ' } else { '\n' }),
                "w:tc" => text.push('\t'),
                "w:tr" => {
                    cells = cells.saturating_sub(1);
                    text.push('\n');
                }
                _ => {}
            },
            Event::Empty(e) => match e.name().as_ref() {
                "w:tab" => text.push('\t'),
                "w:br" | "w:cr" => text.push(' '),
                "w:p" if cells == 0 => text.push('\n'),
                _ => {}
            },
            Event::Text(t) if inside => text.push_str(&t),
            Event::GeneralRef(r) if inside => text.push(reference(&r)),
            Event::Eof => return Some(text),
            _ => {}
        }
    }
}

/// The character behind `&amp;` or `&#7855;`.
pub fn reference(r: &quick_xml::events::BytesRef<'_>) -> char {
    if let Ok(Some(c)) = r.resolve_char_ref() {
        return c;
    }
    match r.as_ref() {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => '\u{fffd}',
    }
}

/// OpenDocument text: paragraphs and headings, one a line.
pub fn odt(bytes: &[u8], until: Until) -> Option<Extracted> {
    let mut package = package::open(bytes)?;
    let content = package::entry(&mut package, "content.xml")?;
    let mut read = whole();
    let mut reader = Reader::from_str(std::str::from_utf8(&content).ok()?);
    let (mut text, mut inside, mut count) = (String::new(), 0u32, 0u32);
    loop {
        count += 1;
        if count.is_multiple_of(4096) && until.over() {
            return None;
        }
        match reader.read_event().ok()? {
            Event::Start(e) if matches!(e.name().as_ref(), "text:p" | "text:h") => inside += 1,
            Event::End(e) if matches!(e.name().as_ref(), "text:p" | "text:h") => {
                inside = inside.saturating_sub(1);
                text.push('\n');
            }
            Event::Start(e) if e.name().as_ref() == "office:annotation" && !read.hidden.contains(&HiddenData::Comments) => {
                read.hidden.push(HiddenData::Comments);
            }
            Event::Start(e) if e.name().as_ref() == "text:tracked-changes" => read.hidden.push(HiddenData::TrackedChanges),
            Event::Empty(e) if inside > 0 && matches!(e.name().as_ref(), "text:s" | "text:tab" | "text:line-break") => text.push(' '),
            Event::Text(t) if inside > 0 => text.push_str(&t),
            Event::GeneralRef(r) if inside > 0 => text.push(reference(&r)),
            Event::Eof => break,
            _ => {}
        }
    }
    read.push(Form::Paragraphs, "", text);
    Some(read)
}

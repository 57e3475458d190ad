//! PDF: pages and their words. The library reads whatever it is given, so what would make it unpack or call itself without
//! end is refused before.

use std::collections::HashSet;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Dictionary, Document, Object, ObjectId, PlainTextOutput, output_doc_page};

use super::{Extracted, Until};
use crate::kernel::attachment::Form;
use crate::kernel::words::{HiddenData, TextState};

/// What all streams together may unpack to, in bytes.
const UNPACKED_MAX: u64 = 256 * 1024 * 1024;
const PAGES_MAX: usize = 2_000;
/// Forms within forms within forms: as deep as any honest program goes.
const DEPTH_MAX: usize = 12;

pub fn read(bytes: &[u8], until: Until) -> Option<Extracted> {
    if !unpacks_to_little(bytes, until) {
        return None;
    }
    let mut doc = Document::load_mem(bytes).ok()?;
    if doc.is_encrypted() && doc.decrypt("").is_err() {
        return None;
    }
    let pages = doc.get_pages();
    let mut read = Extracted { pages: i64::try_from(pages.len()).ok().filter(|n| *n > 0), state: TextState::Whole, ..Extracted::nothing() };
    if let Some(author) = author(&doc) {
        read.hidden.push(HiddenData::Author);
        read.push(Form::Metadata, "", author);
    }
    if !is_sound(&doc, pages.values().copied()) {
        read.state = TextState::Unreadable;
        return Some(read);
    }
    for (n, number) in pages.keys().copied().enumerate() {
        if n >= PAGES_MAX || until.over() {
            read.state = TextState::Partly;
            break;
        }
        match page(&doc, number) {
            Some(text) => {
                if !read.push(Form::Page, number.to_string(), text) {
                    break;
                }
            }
            None => read.state = TextState::Partly,
        }
    }
    Some(read)
}

/// The words of one page; a page the better reader stumbles over is read by the plainer one.
fn page(doc: &Document, number: u32) -> Option<String> {
    let laid_out = catch_unwind(AssertUnwindSafe(|| {
        let mut text = String::new();
        output_doc_page(doc, &mut PlainTextOutput::new(&mut text), number).ok()?;
        Some(text)
    }));
    let text = match laid_out.ok().flatten() {
        Some(text) => text,
        None => catch_unwind(AssertUnwindSafe(|| doc.extract_text(&[number]).ok())).ok().flatten()?,
    };
    let lines = text.lines().map(str::trim_end).filter(|line| !line.trim().is_empty());
    Some(lines.collect::<Vec<_>>().join("\n"))
}

/// Who is named as the author.
fn author(doc: &Document) -> Option<String> {
    let info = doc.trailer.get(b"Info").ok()?;
    let (_, info) = doc.dereference(info).ok()?;
    let text = pdf_extract::decode_text_string(info.as_dict().ok()?.get(b"Author").ok()?).ok()?;
    Some(text.trim().to_owned()).filter(|t| !t.is_empty())
}

/// Unpacks every deflated stream into nothing and counts, streams within streams too.
fn unpacks_to_little(bytes: &[u8], until: Until) -> bool {
    let mut left = UNPACKED_MAX;
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], b"stream") {
        at += found + b"stream".len();
        let start = match &bytes[at..] {
            [b'\r', b'\n', ..] => at + 2,
            [b'\n' | b'\r', ..] => at + 1,
            _ => continue,
        };
        // A deflated stream says so in its first byte.
        if bytes.get(start).is_none_or(|b| b & 0x0f != 8) {
            continue;
        }
        let once = || flate2::read::ZlibDecoder::new(&bytes[start..]);
        for taken in [count(once(), left), count(flate2::read::ZlibDecoder::new(once()), left)] {
            if taken >= left || until.over() {
                return false;
            }
            left -= taken;
        }
    }
    true
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + bytes[from..].iter().position(|b| *b == wanted[0])?;
        if bytes[at..].starts_with(wanted) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// How many bytes come before the end, a fault or `most`.
fn count(mut reader: impl Read, most: u64) -> u64 {
    let (mut taken, mut piece) = (0, vec![0; 64 * 1024]);
    while let Ok(n) = reader.read(&mut piece) {
        taken += n as u64;
        if n == 0 || taken >= most {
            break;
        }
    }
    taken
}

/// Whether pages have a way up to the root, and no form draws itself.
fn is_sound(doc: &Document, pages: impl Iterator<Item = ObjectId>) -> bool {
    for id in pages {
        let mut at = id;
        let mut steps = 0;
        while let Some(parent) = doc.get_dictionary(at).ok().and_then(|d| d.get(b"Parent").ok()).and_then(|p| p.as_reference().ok()) {
            at = parent;
            steps += 1;
            if steps > 64 {
                return false;
            }
        }
    }
    let mut sound = HashSet::new();
    let forms = doc.objects.iter().filter(|(_, object)| is_form(object));
    forms.map(|(id, _)| *id).collect::<Vec<_>>().into_iter().all(|id| ends(doc, id, DEPTH_MAX, &mut sound))
}

fn is_form(object: &Object) -> bool {
    object.as_stream().is_ok_and(|s| s.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form"))
}

/// Whether what a form draws comes to an end within `depth` steps. Forms known to are not walked again.
fn ends(doc: &Document, id: ObjectId, depth: usize, sound: &mut HashSet<ObjectId>) -> bool {
    if sound.contains(&id) {
        return true;
    }
    let Ok(stream) = doc.get_object(id).and_then(Object::as_stream) else { return true };
    let Some(resources) = dictionary(doc, &stream.dict, b"Resources") else {
        // It draws with what its caller has, perhaps itself.
        return stream.get_plain_content().is_ok_and(|content| find(&content, b"Do").is_none());
    };
    if depth == 0 {
        return false;
    }
    let drawn: Vec<ObjectId> =
        dictionary(doc, resources, b"XObject").map(|d| d.iter().filter_map(|(_, o)| o.as_reference().ok()).collect()).unwrap_or_default();
    let all = drawn.into_iter().filter(|id| doc.get_object(*id).is_ok_and(is_form)).all(|id| ends(doc, id, depth - 1, sound));
    if all {
        sound.insert(id);
    }
    all
}

fn dictionary<'a>(doc: &'a Document, of: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
    let (_, object) = doc.dereference(of.get(key).ok()?).ok()?;
    object.as_dict().ok()
}

//! A copy with personal data masked, of files whose words can be changed in place: text, CSV, DOCX, XLSX. The original stays as
//! it is. A copy that still holds anything of what was to be masked is not given out: then somebody masks by hand.

use std::collections::HashMap;
use std::io::{Cursor, Write};
use std::ops::Range;

use quick_xml::Reader as Xml;
use quick_xml::escape::escape;
use quick_xml::events::Event;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::extract::{self, Extracted, Reader, Until, package};
use crate::kernel::attachment::{self, Form, TextPart};

/// Finds what is to be masked in a part: ranges in characters, and what stands there.
pub type Find<'a> = &'a dyn Fn(&TextPart) -> Vec<(Range<usize>, String)>;

/// The masked copy and how many places were masked; `None` when it cannot be done well.
pub fn copy(bytes: &[u8], reader: Reader, find: Find<'_>) -> Option<(Vec<u8>, usize)> {
    let read = extract::now(bytes, reader, Until::soon());
    let found: Vec<(Range<usize>, String)> = read.parts.iter().flat_map(find).collect();
    let copy = match reader {
        Reader::Text => text(bytes, &read, find)?,
        Reader::Docx => docx(bytes, find)?,
        Reader::Xlsx => xlsx(bytes, &read, find)?,
        _ => return None,
    };
    let again = extract::now(&copy, reader, Until::soon());
    let clean = again.parts.iter().all(|part| find(part).is_empty());
    let left = reader != Reader::Text && still_holds(&copy, &found)?;
    (clean && !left).then_some((copy, found.len()))
}

fn masked(part: &TextPart, find: Find<'_>) -> String {
    let places: Vec<(usize, usize)> = find(part).into_iter().map(|(place, _)| (place.start, place.end)).collect();
    attachment::masked(&part.text, &places)
}

fn text(bytes: &[u8], read: &Extracted, find: Find<'_>) -> Option<Vec<u8>> {
    let original = std::str::from_utf8(bytes).ok()?;
    let part = read.parts.first()?;
    let masked = masked(part, find);
    let Some(mark) = extract::table_mark(original).filter(|_| part.form == Form::Sheet) else { return Some(masked.into_bytes()) };
    let mut out = csv::WriterBuilder::new().flexible(true).delimiter(u8::try_from(mark).ok()?).from_writer(vec![]);
    for row in masked.split('\n') {
        out.write_record(row.split('\t')).ok()?;
    }
    out.into_inner().ok()
}

/// Whether some entry of a package still holds a masked word in plain sight, or a file within the file that nobody looked into.
fn still_holds(bytes: &[u8], found: &[(Range<usize>, String)]) -> Option<bool> {
    let mut package = package::open(bytes)?;
    for name in package::names(&package) {
        if name.contains("/embeddings/") {
            return Some(true);
        }
        let entry = package::entry(&mut package, &name)?;
        let text = String::from_utf8_lossy(&entry);
        if found.iter().any(|(_, quote)| quote.chars().count() >= 6 && text.contains(quote.as_str())) {
            return Some(true);
        }
    }
    Some(false)
}

/// The package with some entries written anew.
fn rewritten(bytes: &[u8], anew: &HashMap<String, String>) -> Option<Vec<u8>> {
    let mut package = package::open(bytes)?;
    let mut out = ZipWriter::new(Cursor::new(vec![]));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for name in package::names(&package) {
        match anew.get(&name) {
            Some(text) => {
                out.start_file(name.as_str(), options).ok()?;
                out.write_all(text.as_bytes()).ok()?;
            }
            None => out.raw_copy_file(package.by_name(&name).ok()?).ok()?,
        }
    }
    Some(out.finish().ok()?.into_inner())
}

/// `xml` with the spans replaced; they do not overlap.
fn spliced(xml: &str, mut spans: Vec<(Range<usize>, String)>) -> String {
    spans.sort_by_key(|(range, _)| range.start);
    let (mut out, mut at) = (String::with_capacity(xml.len()), 0);
    for (range, text) in spans {
        out.push_str(&xml[at..range.start]);
        out.push_str(&text);
        at = range.end;
    }
    out.push_str(&xml[at..]);
    out
}

fn position(reader: &Xml<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn docx(bytes: &[u8], find: Find<'_>) -> Option<Vec<u8>> {
    let mut package = package::open(bytes)?;
    let mut anew = HashMap::new();
    for name in package::names(&package).into_iter().filter(|n| n.starts_with("word/") && n.ends_with(".xml")) {
        let xml = String::from_utf8(package::entry(&mut package, &name)?).ok()?;
        if xml.contains("<w:t") || xml.contains("<w:delText") {
            let masked = masked_word(&xml, find)?;
            if masked != xml {
                anew.insert(name, masked);
            }
        }
    }
    rewritten(bytes, &anew)
}

/// WordprocessingML with the letters of its runs masked where the whole text says so.
fn masked_word(xml: &str, find: Find<'_>) -> Option<String> {
    let mut reader = Xml::from_str(xml);
    let (mut text, mut length, mut inside) = (String::new(), 0, false);
    let mut runs: Vec<(Range<usize>, Range<usize>)> = vec![];
    loop {
        let from = position(&reader);
        let event = reader.read_event().ok()?;
        let to = position(&reader);
        let said = match &event {
            Event::Start(e) if matches!(e.name().as_ref(), "w:t" | "w:delText") => {
                inside = true;
                continue;
            }
            Event::End(e) => {
                let name = e.name();
                inside = inside && !matches!(name.as_ref(), "w:t" | "w:delText");
                match name.as_ref() {
                    "w:p" | "w:tr" => Some("\n".to_owned()),
                    "w:tc" => Some("\t".to_owned()),
                    _ => None,
                }
            }
            Event::Text(t) if inside => {
                let said = t.to_string();
                runs.push((from..to, length..length + said.chars().count()));
                Some(said)
            }
            Event::GeneralRef(r) if inside => {
                runs.push((from..to, length..length + 1));
                Some(extract::reference(r).to_string())
            }
            Event::Eof => break,
            _ => None,
        };
        if let Some(said) = said {
            length += said.chars().count();
            text.push_str(&said);
        }
    }
    let whole: Vec<char> = masked(&TextPart { form: Form::Paragraphs, name: String::new(), text: text.clone() }, find).chars().collect();
    let before: Vec<char> = text.chars().collect();
    let changed = runs.into_iter().filter(|(_, letters)| whole[letters.clone()] != before[letters.clone()]);
    let spans = changed.map(|(span, letters)| (span, escape(whole[letters].iter().collect::<String>()).into_owned()));
    Some(spliced(xml, spans.collect()))
}

fn xlsx(bytes: &[u8], read: &Extracted, find: Find<'_>) -> Option<Vec<u8>> {
    let mut package = package::open(bytes)?;
    let files = sheet_files(&mut package)?;
    let (mut strings, mut anew) = (HashMap::new(), HashMap::new());
    for part in read.parts.iter().filter(|part| part.form == Form::Sheet) {
        let masked = masked(part, find);
        let mut cells = HashMap::new();
        for (row, (old, new)) in part.text.split('\n').zip(masked.split('\n')).enumerate() {
            for (column, (old, new)) in old.split('\t').zip(new.split('\t')).enumerate().filter(|(_, (old, new))| old != new) {
                strings.insert(old.to_owned(), new.to_owned());
                cells.insert(attachment::cell(column, row), new.to_owned());
            }
        }
        let file = files.get(&part.name)?;
        let xml = String::from_utf8(package::entry(&mut package, file)?).ok()?;
        anew.insert(file.clone(), masked_cells(&xml, &cells)?);
    }
    if let Some(shared) = package::entry(&mut package, "xl/sharedStrings.xml") {
        anew.insert("xl/sharedStrings.xml".into(), masked_strings(&String::from_utf8(shared).ok()?, &strings)?);
    }
    rewritten(bytes, &anew)
}

/// Which file holds which sheet.
fn sheet_files(package: &mut package::Package<'_>) -> Option<HashMap<String, String>> {
    let mut pairs = |entry: &str, tag: &str, from: &str, to: &str| -> Option<HashMap<String, String>> {
        let xml = package::entry(package, entry)?;
        let mut reader = Xml::from_str(std::str::from_utf8(&xml).ok()?);
        let mut found = HashMap::new();
        loop {
            match reader.read_event().ok()? {
                Event::Start(e) | Event::Empty(e) if e.name().as_ref() == tag => {
                    let value = |name: &str| {
                        let attribute = e.attributes().flatten().find(|a| a.key.as_ref() == name)?;
                        quick_xml::escape::unescape(&attribute.value).ok().map(|v| v.into_owned())
                    };
                    found.insert(value(from)?, value(to)?);
                }
                Event::Eof => return Some(found),
                _ => {}
            }
        }
    };
    let sheets = pairs("xl/workbook.xml", "sheet", "name", "r:id")?;
    let targets = pairs("xl/_rels/workbook.xml.rels", "Relationship", "Id", "Target")?;
    let full = |target: &String| target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
    Some(sheets.into_iter().filter_map(|(name, id)| Some((name, full(targets.get(&id)?)))).collect())
}

/// Cells that hold their value themselves; those that point into the shared strings are masked there.
fn masked_cells(xml: &str, cells: &HashMap<String, String>) -> Option<String> {
    let mut reader = Xml::from_str(xml);
    let (mut spans, mut open) = (vec![], None);
    loop {
        let from = position(&reader);
        match reader.read_event().ok()? {
            Event::Start(e) if e.name().as_ref() == "c" => {
                let value = |name: &str| e.attributes().flatten().find(|a| a.key.as_ref() == name).map(|a| a.value.to_string());
                let shared = value("t").as_deref() == Some("s");
                let masked = value("r").filter(|_| !shared).and_then(|place| Some((cells.get(&place)?.clone(), place)));
                open = masked.map(|(text, place)| {
                    let style = value("s").map(|s| format!(" s=\"{s}\"")).unwrap_or_default();
                    (from, format!("<c r=\"{place}\"{style} t=\"inlineStr\"><is><t>{}</t></is></c>", escape(text)))
                });
            }
            Event::End(e) if e.name().as_ref() == "c" => {
                if let Some((start, text)) = open.take() {
                    spans.push((start..position(&reader), text));
                }
            }
            Event::Eof => return Some(spliced(xml, spans)),
            _ => {}
        }
    }
}

fn masked_strings(xml: &str, strings: &HashMap<String, String>) -> Option<String> {
    let mut reader = Xml::from_str(xml);
    let (mut spans, mut text, mut start, mut inside) = (vec![], String::new(), 0, false);
    loop {
        let from = position(&reader);
        match reader.read_event().ok()? {
            Event::Start(e) => match e.name().as_ref() {
                "si" => (start, text) = (from, String::new()),
                "t" => inside = true,
                _ => {}
            },
            Event::Text(t) if inside => text.push_str(&t),
            Event::GeneralRef(r) if inside => text.push(extract::reference(&r)),
            Event::End(e) => match e.name().as_ref() {
                "t" => inside = false,
                "si" => {
                    if let Some(masked) = strings.get(&text.replace(['\n', '\r', '\t'], " ")) {
                        spans.push((start..position(&reader), format!("<si><t>{}</t></si>", escape(masked.as_str()))));
                    }
                }
                _ => {}
            },
            Event::Eof => return Some(spliced(xml, spans)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const XLSX: &[u8] = include_bytes!("../../../../tests/data/danh-sach-ho-tro.xlsx");
    const DOCX: &[u8] = include_bytes!("../../../../tests/data/quyet-dinh.docx");

    fn personal(part: &TextPart) -> Vec<(Range<usize>, String)> {
        attachment::scan_part(part, &[], &[])
            .into_iter()
            .filter(|f| attachment::is_personal(f.code))
            .map(|f| (f.start..f.end, f.quote))
            .collect()
    }

    #[test]
    fn a_list_loses_its_numbers_and_keeps_its_shape() {
        let (copy, n) = copy(XLSX, Reader::Xlsx, &personal).expect("a copy");
        let told = extract::now(&copy, Reader::Xlsx, Until::soon());
        let text = &told.parts[0].text;
        assert_eq!(n, 6);
        assert!(text.contains("Nguyễn Văn An\t••••\t••••••••••••\t•••••••••••••\t•••• ••• •••"), "{text}");
        assert!(text.contains("Họ và tên"));
    }

    #[test]
    fn a_number_cut_by_runs_is_masked_in_each() {
        let xml =
            "<w:p><w:r><w:t>Căn cước 031</w:t></w:r><w:r><w:t>056001234 &amp; ĐT</w:t></w:r></w:p><w:p><w:r><w:t>Hết</w:t></w:r></w:p>";
        let masked = masked_word(xml, &personal).expect("a text");
        assert_eq!(
            masked,
            "<w:p><w:r><w:t>Căn cước •••</w:t></w:r><w:r><w:t>••••••••• &amp; ĐT</w:t></w:r></w:p><w:p><w:r><w:t>Hết</w:t></w:r></w:p>"
        );
        // Nothing to mask: the copy says what the original says.
        let (copy, n) = copy(DOCX, Reader::Docx, &personal).expect("a copy");
        assert_eq!((n, extract::now(&copy, Reader::Docx, Until::soon())), (0, extract::now(DOCX, Reader::Docx, Until::soon())));
    }

    #[test]
    fn texts_and_tables_are_masked() {
        let (csv, n) = copy("STT;Họ tên;Số CCCD\n1;An;031056001234\n2;Bình;\n".as_bytes(), Reader::Text, &personal).expect("a copy");
        assert_eq!((n, String::from_utf8_lossy(&csv).as_ref()), (1, "STT;Họ tên;Số CCCD\n1;An;••••••••••••\n2;Bình;\n"));
        let (text, _) = copy("Gọi 0912 345 678 nhé.".as_bytes(), Reader::Text, &personal).expect("a copy");
        assert_eq!(String::from_utf8_lossy(&text), "Gọi •••• ••• ••• nhé.");
        assert!(copy(b"%PDF-1.4", Reader::Pdf, &personal).is_none());
    }
}

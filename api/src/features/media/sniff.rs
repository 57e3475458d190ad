//! What the bytes say they are; names and headers prove nothing. Packages (DOCX, XLSX, ODT) are known by what lies in them.

use std::fs::File;
use std::io::{Read, Seek};

use super::extract::{Reader, package};
use crate::http::{Code, Problem};
use crate::kernel::words::MediaKind;
use crate::store::Fault;

/// How much of a file tells what it is.
const HEAD: u64 = 64 * 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sniffed {
    pub kind: MediaKind,
    pub media_type: &'static str,
    /// What a file of this type is usually called after the dot.
    pub extension: &'static str,
    pub reader: Reader,
}

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const fn of(kind: MediaKind, media_type: &'static str, extension: &'static str, reader: Reader) -> Sniffed {
    Sniffed { kind, media_type, extension, reader }
}

/// Looks at a file. Blocking. A package larger than `most` is not opened: it is a document too large, whatever lies in it.
pub fn sniff(file: &mut File, most: u64) -> Result<Sniffed, Problem> {
    let mut head = vec![];
    file.rewind().map_err(Fault::from)?;
    file.by_ref().take(HEAD).read_to_end(&mut head).map_err(Fault::from)?;
    let length = file.metadata().map_err(Fault::from)?.len();
    if head.starts_with(b"PK\x03\x04") {
        if length > most {
            return Ok(of(MediaKind::Document, "application/zip", "zip", Reader::None));
        }
        let mut bytes = vec![];
        file.rewind().map_err(Fault::from)?;
        file.by_ref().take(most).read_to_end(&mut bytes).map_err(Fault::from)?;
        return packaged(&bytes);
    }
    known(&head, length)
}

fn known(head: &[u8], length: u64) -> Result<Sniffed, Problem> {
    use MediaKind::{Audio, Document, Picture, Video};
    let told = infer::get(head).map(|kind| kind.mime_type());
    let found = match told {
        Some("image/jpeg" | "image/png" | "image/webp" | "image/gif" | "image/heif" | "image/heic") => {
            // `prepare.rs` looks at pictures again and more closely.
            of(Picture, "image/*", "jpg", Reader::None)
        }
        Some("application/pdf") => of(Document, "application/pdf", "pdf", Reader::Pdf),
        Some("video/mp4" | "video/x-m4v") => of(Video, "video/mp4", "mp4", Reader::None),
        Some("video/webm") => of(Video, "video/webm", "webm", Reader::None),
        Some("audio/mpeg") => of(Audio, "audio/mpeg", "mp3", Reader::None),
        Some("audio/m4a" | "audio/x-m4a" | "audio/mp4") => of(Audio, "audio/mp4", "m4a", Reader::None),
        Some("audio/ogg" | "audio/opus") => of(Audio, "audio/ogg", "ogg", Reader::None),
        Some("audio/x-wav" | "audio/wav") => of(Audio, "audio/wav", "wav", Reader::None),
        Some(_) => return Err(refused()),
        // Some programs write a few bytes before the mark of a PDF.
        None if head.windows(5).take(1024).any(|w| w == b"%PDF-") => of(Document, "application/pdf", "pdf", Reader::Pdf),
        None => return plain(head, length),
    };
    Ok(found)
}

/// A text in UTF-8, and no markup: what a browser could be talked into running is not taken.
fn plain(head: &[u8], length: u64) -> Result<Sniffed, Problem> {
    let whole = head.len() as u64 == length;
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // The look may have cut a letter.
        Err(e) if !whole && e.error_len().is_none() => std::str::from_utf8(&head[..e.valid_up_to()]).unwrap_or_default(),
        Err(_) => return Err(refused()),
    };
    let text = text.trim_start_matches('\u{feff}');
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    let lowered = text.to_ascii_lowercase();
    let markup = text.trim_start().starts_with('<') || ["<script", "<html", "<svg", "<iframe"].iter().any(|tag| lowered.contains(tag));
    if text.trim().is_empty() || text.contains(control) || markup {
        return Err(refused());
    }
    Ok(match super::extract::is_table(text) {
        true => of(MediaKind::Document, "text/csv", "csv", Reader::Text),
        false => of(MediaKind::Document, "text/plain", "txt", Reader::Text),
    })
}

fn packaged(bytes: &[u8]) -> Result<Sniffed, Problem> {
    let mut opened = package::open(bytes).ok_or_else(refused)?;
    if package::names(&opened).iter().any(|name| name.to_ascii_lowercase().ends_with("vbaproject.bin")) {
        return Err(Problem::new(Code::UnsupportedMediaType).detail(
            "Tệp có macro không được nhận: hãy lưu lại thành .docx, .xlsx không có macro.",
            "Files with macros are not taken: save it without them.",
        ));
    }
    if package::has(&opened, "word/document.xml") {
        return Ok(of(MediaKind::Document, DOCX, "docx", Reader::Docx));
    }
    if package::has(&opened, "xl/workbook.xml") {
        return Ok(of(MediaKind::Document, XLSX, "xlsx", Reader::Xlsx));
    }
    match package::entry(&mut opened, "mimetype").as_deref() {
        Some(b"application/vnd.oasis.opendocument.text") => {
            Ok(of(MediaKind::Document, "application/vnd.oasis.opendocument.text", "odt", Reader::Odt))
        }
        Some(b"application/vnd.oasis.opendocument.spreadsheet") => {
            Ok(of(MediaKind::Document, "application/vnd.oasis.opendocument.spreadsheet", "ods", Reader::Odt))
        }
        _ => Err(refused()),
    }
}

pub fn refused() -> Problem {
    Problem::new(Code::UnsupportedMediaType).detail(
        "Chỉ nhận ảnh (JPEG, PNG, WebP, GIF, HEIC), tài liệu (PDF, DOCX, XLSX, ODT, ODS, CSV, TXT), video (MP4, WebM) và âm thanh (MP3, \
         M4A, OGG, WAV) mở được. Tệp .doc, .xls cũ: hãy lưu lại thành .docx, .xlsx hoặc PDF.",
        "Pictures (JPEG, PNG, WebP, GIF, HEIC), documents (PDF, DOCX, XLSX, ODT, ODS, CSV, TXT), video (MP4, WebM) and audio (MP3, M4A, \
         OGG, WAV) that can be opened are taken. Save old .doc and .xls files as .docx, .xlsx or PDF.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> Option<&'static str> {
        known(bytes, bytes.len() as u64).ok().map(|s| s.media_type)
    }

    #[test]
    fn bytes_tell_what_they_are() {
        for (bytes, want) in [
            (b"%PDF-1.7\n".as_slice(), Some("application/pdf")),
            (b"\n\n%PDF-1.4\n", Some("application/pdf")),
            (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", Some("video/mp4")),
            (b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00M4A mp42", Some("audio/mp4")),
            (b"ID3\x04\x00\x00\x00\x00\x00\x00", Some("audio/mpeg")),
            (b"OggS\x00\x02", Some("audio/ogg")),
            (b"RIFF\x24\x00\x00\x00WAVEfmt ", Some("audio/wav")),
            ("STT;Họ tên\n1;An\n2;Bình\n".as_bytes(), Some("text/csv")),
            ("Thông báo.\nNghỉ lễ.".as_bytes(), Some("text/plain")),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
            (b"hello <script>alert(1)</script>", None),
            (b"MZ\x90\x00\x03\x00\x00\x00", None),
            (b"\x7fELF\x02\x01\x01", None),
            (b"#!/bin/sh\nrm -rf /\n", None),
            (b"\xff\xfe\x00\x01", None),
            (b"", None),
        ] {
            assert_eq!(told(bytes), want, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}

//! Public files: whole or one range, read in pieces so that a slow phone holds a piece and not the picture.

use std::fs::File;
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::ops::RangeInclusive;

use actix_web::body::SizedStream;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::{HttpRequest, HttpResponse};
use bytes::Bytes;

use super::problem::{Code, Problem};
use super::public::{MEDIA_CACHE, refuse, seen};
use crate::store::cache::PublicFile;
use crate::store::{Fault, Site};

/// What a browser may show in place; anything else is offered for saving.
const SHOWN: [&str; 12] = [
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/gif",
    "application/pdf",
    "video/mp4",
    "video/webm",
    "audio/mpeg",
    "audio/mp4",
    "audio/ogg",
    "audio/wav",
    "text/vtt",
];
/// Even a picture that lies about itself can run nothing.
const POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");
/// The browser's own viewer of PDF is a plug-in and does not start in a sandbox; scripts of a PDF run in the viewer, not here.
const PDF_POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; object-src 'self'; style-src 'unsafe-inline'");
const PIECE: u64 = 128 * 1024;

/// Sends a blob that the public may have.
pub async fn send(request: &HttpRequest, site: &Site, file: &PublicFile) -> Result<HttpResponse, Problem> {
    let etag = HeaderValue::from_str(&format!("\"{}\"", file.hash)).map_err(|_| Problem::new(Code::Internal))?;
    let shown = SHOWN.contains(&file.media_type.as_str());
    let media_type = match file.media_type.as_str() {
        "text/vtt" => HeaderValue::from_static("text/vtt; charset=utf-8"),
        // What could run is nothing but bytes, however it came here.
        "image/svg+xml" | "text/html" | "application/xhtml+xml" | "application/xml" | "text/xml" => {
            HeaderValue::from_static("application/octet-stream")
        }
        // A file for saving keeps its type: `nosniff` and the disposition hold it down.
        other => HeaderValue::from_str(other).unwrap_or(HeaderValue::from_static("application/octet-stream")),
    };
    let common: [(HeaderName, HeaderValue); 7] = [
        (header::ETAG, etag.clone()),
        (header::CACHE_CONTROL, MEDIA_CACHE),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
        (header::ACCEPT_RANGES, HeaderValue::from_static("bytes")),
        (header::CONTENT_DISPOSITION, disposition(shown, file.filename.as_deref())),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_SECURITY_POLICY, if file.media_type == "application/pdf" { PDF_POLICY } else { POLICY }),
    ];
    if seen(request.headers(), &etag) {
        let mut response = HttpResponse::new(StatusCode::NOT_MODIFIED);
        for (name, value) in common {
            response.headers_mut().insert(name, value);
        }
        return Ok(response);
    }
    let path = site.blobs.path(&file.hash)?;
    let opened = tokio::task::spawn_blocking(move || {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        Ok::<_, std::io::Error>((file, length))
    });
    let opened = opened.await.map_err(|_| Problem::new(Code::Internal))?;
    let (opened, length) = match opened {
        Ok(opened) => opened,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            tracing::error!(hash = %file.hash, "a public file is missing from the store");
            return Err(Problem::not_found());
        }
        Err(error) => return Err(Fault::from(error).into()),
    };
    let asked = request.headers().get(header::RANGE).and_then(|h| h.to_str().ok());
    let unchanged = request.headers().get(header::IF_RANGE).is_none_or(|h| *h == etag);
    let (status, range) = match asked.filter(|_| unchanged).map_or(Asked::Whole, |text| read_range(text, length)) {
        Asked::Whole => (StatusCode::OK, None),
        Asked::Part(range) => (StatusCode::PARTIAL_CONTENT, Some(range)),
        Asked::Nothing => {
            let mut response = refuse(Problem::new(Code::RangeNotSatisfiable));
            if let Ok(told) = HeaderValue::from_str(&format!("bytes */{length}")) {
                response.headers_mut().insert(header::CONTENT_RANGE, told);
            }
            return Ok(response);
        }
    };
    let (start, count) = range.as_ref().map_or((0, length), |r| (*r.start(), r.end() - r.start() + 1));
    let mut response = HttpResponse::build(status);
    for header in common {
        response.insert_header(header);
    }
    response.insert_header((header::CONTENT_TYPE, media_type));
    if let Some(range) = range {
        response.insert_header((header::CONTENT_RANGE, format!("bytes {}-{}/{length}", range.start(), range.end())));
    }
    Ok(response.body(SizedStream::new(count, pieces(opened, start, count))))
}

/// `inline; filename*=UTF-8''…`: a name in any script (RFC 6266, RFC 8187).
fn disposition(shown: bool, filename: Option<&str>) -> HeaderValue {
    const KEPT: percent_encoding::AsciiSet = percent_encoding::NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_');
    let manner = if shown { "inline" } else { "attachment" };
    let named = filename.map(|name| format!("{manner}; filename*=UTF-8''{}", percent_encoding::utf8_percent_encode(name, &KEPT)));
    named.and_then(|text| HeaderValue::from_str(&text).ok()).unwrap_or(HeaderValue::from_static(manner))
}

enum Asked {
    Whole,
    Part(RangeInclusive<u64>),
    Nothing,
}

/// One range of bytes; several, or what cannot be read, mean the whole file (RFC 9110 §14.2).
fn read_range(text: &str, length: u64) -> Asked {
    let Some((from, to)) = text.trim().strip_prefix("bytes=").filter(|r| !r.contains(',')).and_then(|r| r.split_once('-')) else {
        return Asked::Whole;
    };
    let number = |digits: &str| -> Option<u64> {
        // More digits than a length can have mean a place beyond the end.
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().unwrap_or(u64::MAX))
    };
    let (from, to) = (from.trim(), to.trim());
    match (from.is_empty(), to.is_empty()) {
        (true, true) => Asked::Whole,
        (true, false) => match number(to) {
            None => Asked::Whole,
            Some(0) => Asked::Nothing,
            Some(_) if length == 0 => Asked::Nothing,
            Some(last) => Asked::Part(length.saturating_sub(last)..=length - 1),
        },
        (false, open) => match (number(from), if open { Some(u64::MAX) } else { number(to) }) {
            (Some(from), Some(to)) if from <= to && from < length => Asked::Part(from..=to.min(length - 1)),
            (Some(from), Some(to)) if from <= to => Asked::Nothing,
            _ => Asked::Whole,
        },
    }
}

/// `count` bytes from `start`, piece by piece, read off the event loop.
fn pieces(file: File, start: u64, count: u64) -> impl futures::Stream<Item = std::io::Result<Bytes>> {
    futures::stream::try_unfold((file, start, count), |(mut file, at, left)| async move {
        if left == 0 {
            return Ok(None);
        }
        let read = tokio::task::spawn_blocking(move || {
            let mut piece = vec![0; usize::try_from(left.min(PIECE)).unwrap_or(0)];
            file.seek(SeekFrom::Start(at))?;
            file.read_exact(&mut piece)?;
            Ok::<_, std::io::Error>((file, Bytes::from(piece)))
        });
        let (file, piece) = read.await.map_err(std::io::Error::other)??;
        let got = piece.len() as u64;
        Ok(Some((piece, (file, at + got, left - got))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        let part = |text: &str, length| match read_range(text, length) {
            Asked::Whole => "whole".to_owned(),
            Asked::Nothing => "nothing".to_owned(),
            Asked::Part(range) => format!("{}-{}", range.start(), range.end()),
        };
        for (text, want) in [
            ("bytes=0-0", "0-0"),
            ("bytes=2-5", "2-5"),
            ("bytes=5-", "5-9"),
            ("bytes=5-99", "5-9"),
            ("bytes=-3", "7-9"),
            ("bytes=-99", "0-9"),
            ("bytes=-0", "nothing"),
            ("bytes=10-", "nothing"),
            ("bytes=99999999999999999999999-", "nothing"),
            ("bytes=5-2", "whole"),
            ("bytes=0-1,4-5", "whole"),
            ("bytes=-", "whole"),
            ("bytes=a-b", "whole"),
            ("items=0-1", "whole"),
            ("", "whole"),
        ] {
            assert_eq!(part(text, 10), want, "{text:?}");
        }
        assert_eq!(part("bytes=0-", 0), "nothing");
        assert_eq!(part("bytes=-5", 0), "nothing");
    }
}

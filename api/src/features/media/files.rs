//! Documents, films and recordings: kept byte for byte (a signed PDF stays signed), measured and read.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use tokio::sync::Semaphore;

use super::extract::{self, Extracted};
use super::prepare::Prepared;
use super::sniff::Sniffed;
use super::{actions, clamd, incoming, limits, prepare, sniff};
use crate::http::{Code, FieldError, Problem};
use crate::kernel::words::{HiddenData, MediaKind};
use crate::store::{Fault, Site};

/// Packages are opened in memory to see what they are: two at a time, however many arrive.
static LOOKS: Semaphore = Semaphore::const_new(2);

/// Takes any file in: looked through for viruses, sniffed, and made ready as what it is. Slow: call it before `Work::begin`.
///
/// # Errors
/// 415 for what is none of the kinds, 413 when it is too large for its kind, 422 when it is infected, 503 when the virus
/// scanner is set up and does not answer.
pub async fn take(site: &Site, mut file: File) -> Result<Prepared, Problem> {
    clamd::scan(site, file.try_clone().map_err(Fault::from)?).await?;
    let most = limits::most(&site.settings, MediaKind::Document);
    let place = LOOKS.acquire().await.map_err(|e| Fault::Unavailable(e.to_string()))?;
    let looked = tokio::task::spawn_blocking(move || {
        let _place = place;
        sniff::sniff(&mut file, most).map(|sniffed| (sniffed, file))
    });
    let (sniffed, file) = looked.await.map_err(|e| Problem { cause: Some(e.to_string()), ..sniff::refused() })??;
    let length = file.metadata().map_err(Fault::from)?.len();
    if length > limits::most(&site.settings, sniffed.kind) {
        return Err(limits::too_large(&site.settings, sniffed.kind));
    }
    if sniffed.kind == MediaKind::Picture {
        return prepare::prepare_file(site, file).await;
    }
    keep(site, file, length, sniffed).await
}

/// Looks at a file that is kept elsewhere: through the virus scanner, and at what its bytes say it is.
///
/// # Errors
/// As [`take`].
pub async fn look_at(site: &Site, mut file: File) -> Result<(MediaKind, &'static str), Problem> {
    clamd::scan(site, file.try_clone().map_err(Fault::from)?).await?;
    let most = limits::most(&site.settings, MediaKind::Document);
    let place = LOOKS.acquire().await.map_err(|e| Fault::Unavailable(e.to_string()))?;
    let looked = tokio::task::spawn_blocking(move || {
        let _place = place;
        sniff::sniff(&mut file, most)
    });
    let sniffed = looked.await.map_err(|e| Problem { cause: Some(e.to_string()), ..sniff::refused() })??;
    Ok((sniffed.kind, sniffed.media_type))
}

/// The same for bytes at hand: the demo's files.
///
/// # Errors
/// As [`take`].
pub async fn take_bytes(site: &Site, bytes: Vec<u8>) -> Result<Prepared, Problem> {
    use std::io::Write;
    let mut file = incoming::nameless(site)?;
    let written = tokio::task::spawn_blocking(move || file.write_all(&bytes).map(|()| file)).await;
    take(site, written.map_err(|e| Fault::Defect(e.to_string()))?.map_err(Fault::from)?).await
}

/// Checks and stores captions; returns their blob.
///
/// # Errors
/// 422 when they are no WebVTT or too long.
pub async fn keep_captions(site: &Site, text: String) -> Result<String, Problem> {
    if text.len() > actions::CAPTIONS_MAX {
        let fault = FieldError::new("/captions", "too_long", "Phụ đề quá dài.", "The captions are too long.");
        return Err(Problem::invalid(vec![fault]));
    }
    check_captions(&text)?;
    let blobs = site.blobs.clone();
    let stored = tokio::task::spawn_blocking(move || blobs.put(crate::kernel::text::nfc(&text).as_bytes())).await;
    Ok(stored.map_err(|e| Fault::Defect(e.to_string()))??)
}

async fn keep(site: &Site, mut file: File, length: u64, sniffed: Sniffed) -> Result<Prepared, Problem> {
    let blobs = site.blobs.clone();
    let kept = tokio::task::spawn_blocking(move || {
        file.rewind()?;
        let hash = blobs.put_file(&mut file)?;
        let located = sniffed.kind == MediaKind::Video && is_located(&mut file, length);
        Ok::<_, Fault>((hash, file, located))
    });
    let (hash, file, located) = kept.await.map_err(|e| Fault::Defect(e.to_string()))??;
    let mut read: Extracted = extract::read(file, sniffed.reader).await;
    if located {
        read.hidden.push(HiddenData::Location);
    }
    Ok(Prepared {
        kind: sniffed.kind,
        hash,
        media_type: sniffed.media_type,
        extension: sniffed.extension,
        bytes: length,
        width: 0,
        height: 0,
        renditions: vec![],
        read,
    })
}

/// Phones write where a film was taken into its head or its tail (`©xyz`).
fn is_located(file: &mut File, length: u64) -> bool {
    const LOOK: u64 = 1024 * 1024;
    [0, length.saturating_sub(LOOK)].into_iter().any(|from| {
        let mut piece = vec![];
        let looked = file.seek(SeekFrom::Start(from)).and_then(|_| file.take(LOOK).read_to_end(&mut piece));
        looked.is_ok()
            && [b"\xa9xyz".as_slice(), b"com.apple.quicktime.location"].iter().any(|mark| piece.windows(mark.len()).any(|w| w == *mark))
    })
}

/// Captions are WebVTT (<https://www.w3.org/TR/webvtt1/>): its first line says so and at least one cue has its times.
pub fn check_captions(text: &str) -> Result<(), Problem> {
    let body = text.trim_start_matches('\u{feff}');
    let headed = body.strip_prefix("WEBVTT").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r']));
    let time = |t: &str| {
        let t = t.trim();
        let digits = t.chars().filter(char::is_ascii_digit).count();
        digits >= 7 && t.contains('.') && t.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'))
    };
    let cue = |line: &str| {
        let halves = line.split_once("-->");
        halves.is_some_and(|(from, to)| time(from) && to.split_whitespace().next().is_some_and(time))
    };
    if headed && body.lines().any(cue) {
        return Ok(());
    }
    Err(Problem::new(Code::Invalid).detail(
        "Phụ đề phải là tệp WebVTT: dòng đầu “WEBVTT”, rồi các câu có thời gian “00:00:01.000 --> 00:00:04.000”.",
        "Captions are a WebVTT file: `WEBVTT` first, then cues with their times.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_are_webvtt() {
        for good in
            ["WEBVTT\n\n00:01.000 --> 00:04.000\nXin chào", "\u{feff}WEBVTT - x\r\n\r\n1\r\n00:00:01.000 --> 00:00:04.500 line:0\r\nA"]
        {
            assert!(check_captions(good).is_ok(), "{good}");
        }
        for bad in ["", "WEBVTT", "1\n00:00:01,000 --> 00:00:04,000\nA", "WEBVTTX\n00:01.000 --> 00:04.000\nA", "WEBVTT\n\n--> \nA"] {
            assert!(check_captions(bad).is_err(), "{bad}");
        }
    }
}

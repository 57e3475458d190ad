//! How large a file of each kind may be. The operator decides (`document_mb`, `video_mb`, `audio_mb`); pictures are bounded
//! by what the workshop can decode.

use super::prepare;
use crate::http::{Code, Problem};
use crate::kernel::words::MediaKind;
use crate::store::SiteSettings;

const MB: u64 = 1024 * 1024;
/// No setting takes documents beyond this: they are read in memory. In bytes.
pub const DOCUMENT_CEILING: u64 = 200 * MB;

/// The largest file of a kind, in bytes.
pub fn most(settings: &SiteSettings, kind: MediaKind) -> u64 {
    match kind {
        MediaKind::Picture => prepare::MAX_BYTES,
        MediaKind::Document => (settings.files.document_mb * MB).min(DOCUMENT_CEILING),
        MediaKind::Video => settings.files.video_mb * MB,
        MediaKind::Audio => settings.files.audio_mb * MB,
    }
}

/// The largest file of any kind: what an upload may announce before anybody has seen its bytes.
pub fn most_of_all(settings: &SiteSettings) -> u64 {
    [MediaKind::Picture, MediaKind::Document, MediaKind::Video, MediaKind::Audio]
        .map(|kind| most(settings, kind))
        .into_iter()
        .max()
        .unwrap_or(0)
}

pub fn too_large(settings: &SiteSettings, kind: MediaKind) -> Problem {
    let mb = most(settings, kind) / MB;
    let (vi, en) = match kind {
        MediaKind::Picture => ("Mỗi ảnh", "a picture"),
        MediaKind::Document => ("Mỗi tài liệu", "a document"),
        MediaKind::Video => ("Mỗi video", "a video"),
        MediaKind::Audio => ("Mỗi tệp âm thanh", "a recording"),
    };
    Problem::new(Code::TooLarge).detail(format!("{vi} tối đa {mb} MB."), format!("At most {mb} MB for {en}."))
}

//! An attachment as the public gets it: what a revision froze of it, and the files it lets out.

use serde_json::{Value, json};

use super::content::{AttachmentRef, FrozenMedia};
use crate::kernel::public::Attachment;
use crate::kernel::words::MediaKind;
use crate::store::entities::media;
use crate::store::publications::MediaFile;

pub struct Attached {
    pub view: Attachment,
    pub files: Vec<MediaFile>,
}

impl Attached {
    /// schema.org's `MediaObject`.
    pub fn linked(&self) -> Value {
        let of = &self.view;
        json!({"@type": "MediaObject", "name": of.title, "contentUrl": of.url, "encodingFormat": of.media_type, "contentSize": of.bytes.to_string(), "sha256": of.hash})
    }

    /// `row` for what never changes (the file); `words` for what the approved revision says of it.
    pub fn of(row: &media::Model, words: &FrozenMedia, named: &AttachmentRef) -> Self {
        let address = |name: &str| format!("/api/v1/media/{}/{name}", row.id);
        let credit: Vec<&str> = [&words.owner, &words.licence].into_iter().flatten().map(String::as_str).collect();
        let captions = words.captions.as_ref().filter(|_| matches!(row.kind, MediaKind::Video | MediaKind::Audio));
        let view = Attachment {
            media_id: row.id,
            kind: row.kind,
            role: named.role,
            title: if named.title.is_empty() { row.filename.clone() } else { named.title.clone() },
            filename: row.filename.clone(),
            url: address("file"),
            media_type: row.media_type.clone(),
            bytes: row.bytes,
            pages: row.pages,
            captions_url: captions.map(|_| address("captions")),
            transcript: words.transcript.clone(),
            caption: words.caption.clone(),
            credit: (!credit.is_empty()).then(|| credit.join(", ")),
            hash: words.blob.clone(),
        };
        let mut files = vec![MediaFile {
            name: "file".into(),
            hash: words.blob.clone(),
            media_type: row.media_type.clone(),
            bytes: u64::try_from(row.bytes).unwrap_or(0),
            filename: Some(row.filename.clone()),
        }];
        files.extend(captions.map(|hash| MediaFile {
            name: "captions".into(),
            hash: hash.clone(),
            media_type: "text/vtt".into(),
            bytes: 0,
            filename: None,
        }));
        Self { view, files }
    }
}

//! What an item needs before it is handed in, and before it is published: all reasons at once (Đ6.3, Đ8.4).

use super::content::Frozen;
use super::kinds::{self, fields};
use crate::http::FieldError;
use crate::kernel::html;
use crate::kernel::public::SourceKind;
use crate::kernel::words::MediaKind;

fn required(pointer: &str, vi: &str, en: &str) -> FieldError {
    FieldError::new(pointer, "required", vi, en)
}

/// Enough to be read by a reviewer.
pub fn to_submit(frozen: &Frozen) -> Vec<FieldError> {
    let content = &frozen.content;
    let mut missing = vec![];
    if content.title.is_empty() {
        missing.push(required("/title", "Cần có tiêu đề.", "A title is needed."));
    }
    let empty_body = html::plain_text(&content.body_html).trim().is_empty() && html::media_ids(&content.body_html).is_empty();
    let told_by_files = kinds::told_by_files(frozen.kind) && !content.attachments.is_empty();
    let speaks = told_by_files || frozen.details().is_ok_and(|details| details.speaks());
    if empty_body && !speaks {
        missing.push(required("/body_html", "Chưa có nội dung.", "There is no text yet."));
    }
    missing
}

/// Everything that publishing asks for.
pub fn to_publish(frozen: &Frozen) -> Vec<FieldError> {
    let content = &frozen.content;
    let mut missing = to_submit(frozen);
    if content.authors.is_empty() {
        missing.push(required("/authors", "Phải ghi tác giả (Điều 6 khoản 3).", "The author must be named."));
    }
    if content.source.kind == SourceKind::Other && content.source.name.is_none() {
        missing.push(required("/source/name", "Phải ghi nguồn tin (Điều 6 khoản 3).", "The source must be named."));
    }
    if content.section_id.is_none() {
        missing.push(required("/section_id", "Chọn chuyên mục.", "Choose the section."));
    }
    if content.info_class.is_none() {
        missing.push(required("/info_class", "Chọn loại thông tin của Điều 3.", "Choose the class of Điều 3."));
    }
    if let Some(lead) = &content.lead_image {
        let own = frozen.media.get(&lead.media_id).and_then(|m| m.alt.as_ref());
        if lead.alt.is_none() && own.is_none() {
            missing.push(required("/lead_image/alt", "Ảnh đại diện cần văn bản thay thế.", "The lead picture needs an alternative text."));
        }
    }
    if html::images_without_alt(&content.body_html) > 0 {
        missing.push(required(
            "/body_html",
            "Mọi ảnh trong bài cần văn bản thay thế.",
            "Every picture in the text needs an alternative text.",
        ));
    }
    for (id, media) in &frozen.media {
        let spoken = matches!(media.kind(), MediaKind::Video | MediaKind::Audio);
        if spoken && media.has_speech.is_none() {
            let (vi, en) = ("Cho biết video, âm thanh có lời nói hay không.", "Say whether somebody speaks in it.");
            missing.push(required(&format!("/media/{id}/has_speech"), vi, en));
        }
        if spoken && media.has_speech == Some(true) {
            // WCAG 1.2.1 and 1.2.2 (level A): captions for film with speech, a transcript for speech alone.
            if media.kind() == MediaKind::Video && media.captions.is_none() {
                let (vi, en) =
                    ("Video có lời cần phụ đề (WebVTT; TT 26/2020, WCAG 1.2.2).", "A video with speech needs captions (WebVTT).");
                missing.push(required(&format!("/media/{id}/captions"), vi, en));
            }
            if media.kind() == MediaKind::Audio && media.transcript.is_none() {
                let (vi, en) = ("Âm thanh có lời cần bản gỡ băng (TT 26/2020, WCAG 1.2.1).", "A recording with speech needs a transcript.");
                missing.push(required(&format!("/media/{id}/transcript"), vi, en));
            }
        }
        // Documents of the State are nobody's work in the sense of the law (Điều 15 Luật Sở hữu trí tuệ).
        if media.kind() == MediaKind::Document {
            continue;
        }
        if media.owner.is_none() && media.licence.is_none() {
            missing.push(required(
                &format!("/media/{id}/rights"),
                if media.is_picture() {
                    "Ảnh cần ghi chủ sở hữu hoặc giấy phép (Điều 8 khoản 4)."
                } else {
                    "Video, âm thanh cần ghi chủ sở hữu hoặc giấy phép (Điều 8 khoản 4)."
                },
                if media.is_picture() { "The picture needs its owner or licence." } else { "The recording needs its owner or licence." },
            ));
        }
    }
    match frozen.details() {
        Ok(details) => {
            let (shapes, values) = frozen.described();
            let base = if frozen.definition.is_some() { "/details/values" } else { "/details" };
            missing.extend(fields::missing(shapes, &values, base));
            missing.extend(details.missing(content));
        }
        Err(fault) => missing.push(fault),
    }
    missing
}

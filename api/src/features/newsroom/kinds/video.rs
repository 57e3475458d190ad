//! Videos: attached, with captions (`features/media`), or elsewhere, with a transcript (WCAG 1.2).

use serde_json::json;

use super::fields::{FieldShape, Input, link_to, of, text_of};
use super::{Described, Linked, Rules, details, required};
use crate::features::newsroom::content::Content;
use crate::http::FieldError;

details! {
    Video as VideoDetails {
        /// Where it can be watched, where it is no attachment.
        #[schema(max_length = 1000)]
        pub url: Option<String>,
        #[schema(minimum = 0, maximum = 86400)]
        pub duration_seconds: Option<i64>,
        /// Of a film that is kept elsewhere; an attachment carries its own.
        #[schema(max_length = 100000)]
        pub transcript: Option<String>,
    }
}

/// `PT3M20S`.
pub(super) fn iso_duration(seconds: Option<i64>) -> Option<String> {
    seconds.map(|s| format!("PT{}M{}S", s / 60, s % 60))
}

pub(super) fn check_duration(seconds: Option<i64>, faults: &mut Vec<FieldError>) {
    if seconds.is_some_and(|s| !(0..=86_400).contains(&s)) {
        faults.push(FieldError::new("/details/duration_seconds", "out_of_range", "Thời lượng không hợp lệ.", "Not a possible duration."));
    }
}

impl Described for Video {
    fn fields() -> Vec<FieldShape> {
        vec![
            link_to("url", "Xem video tại", "Watch at")
                .hint("Khi video không đính kèm mà được giữ ở nơi khác.", "Where the video is no attachment but kept elsewhere."),
            of("duration_seconds", Input::Number, "Thời lượng (giây)", "Duration (seconds)"),
            text_of("transcript", 100_000, "Lời trong video", "Transcript").unseen().hint(
                "Cần có khi video ở nơi khác, để người không nghe được vẫn hiểu; video đính kèm có phụ đề riêng.",
                "Needed where the video is elsewhere, for those who cannot hear; an attachment has its own captions.",
            ),
        ]
    }
}

impl Rules for Video {
    fn clean(&mut self, faults: &mut Vec<FieldError>) {
        check_duration(self.duration_seconds, faults);
    }

    fn missing(&self, content: &Content) -> Vec<FieldError> {
        if !content.attachments.is_empty() {
            return vec![];
        }
        let mut missing = vec![];
        if self.url.is_none() {
            missing.push(required("/details/url", "Cần đính kèm tệp video hoặc ghi địa chỉ xem.", "The file or an address is needed."));
        }
        if self.transcript.is_none() {
            missing.push(required("/details/transcript", "Cần lời trong video.", "The transcript is needed."));
        }
        missing
    }

    fn speaks(&self) -> bool {
        self.url.is_some()
    }

    fn linked(&self, content: &Content) -> Linked {
        Linked::thing(
            "VideoObject",
            json!({
                "uploadDate": "{published_at}", "duration": iso_duration(self.duration_seconds), "transcript": self.transcript,
                "contentUrl": "{file:video}", "embedUrl": self.url,
                "thumbnailUrl": content.lead_image.as_ref().map(|lead| format!("{{media:{}}}", lead.media_id)),
            }),
        )
    }
}

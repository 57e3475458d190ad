//! Videos: the file of the desk or an address elsewhere, with captions or a transcript (WCAG 1.2).

use serde_json::json;
use uuid::Uuid;

use super::fields::{FieldShape, Input, choice_of, line_of, link_to, of, rows_of, text_of};
use super::{Described, Linked, Rules, details, required};
use crate::features::newsroom::content::Content;
use crate::http::FieldError;
use crate::kernel::words::Lang;

details! {
    /// Captions in one language, a WebVTT file of the desk.
    CaptionTrack as CaptionTrack {
        pub lang: Option<Lang>,
        #[schema(max_length = 100, example = "Tiếng Việt")]
        pub label: Option<String>,
        pub media_id: Option<Uuid>,
    }
}

details! {
    Video as VideoDetails {
        /// The file, where the desk keeps it.
        pub media_id: Option<Uuid>,
        /// Where it can be watched, where it is kept elsewhere.
        #[schema(max_length = 1000)]
        pub url: Option<String>,
        #[schema(minimum = 0, maximum = 86400)]
        pub duration_seconds: Option<i64>,
        #[schema(max_items = 10)]
        pub captions: Vec<CaptionTrack>,
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
        let languages = [("vi", "Tiếng Việt", "Vietnamese"), ("en", "Tiếng Anh", "English")];
        let track = vec![
            choice_of("lang", &languages, "Ngôn ngữ", "Language").required(),
            line_of("label", 100, "Tên phụ đề", "Label"),
            of("media_id", Input::Media, "Tệp phụ đề (WebVTT)", "Caption file (WebVTT)").required(),
        ];
        vec![
            of("media_id", Input::Media, "Tệp video", "Video file").unseen(),
            link_to("url", "Xem video tại", "Watch at").hint("Khi video được giữ ở nơi khác.", "Where the video is kept elsewhere."),
            of("duration_seconds", Input::Number, "Thời lượng (giây)", "Duration (seconds)"),
            rows_of("captions", 10, "Phụ đề", "Captions", track).unseen(),
            text_of("transcript", 100_000, "Lời trong video", "Transcript").unseen().hint(
                "Cần phụ đề hoặc lời, để người không nghe được vẫn hiểu.",
                "Captions or a transcript are needed, for those who cannot hear.",
            ),
        ]
    }
}

impl Rules for Video {
    fn clean(&mut self, faults: &mut Vec<FieldError>) {
        check_duration(self.duration_seconds, faults);
    }

    fn missing(&self, _: &Content) -> Vec<FieldError> {
        let mut missing = vec![];
        if self.media_id.is_none() && self.url.is_none() {
            missing.push(required("/details/url", "Cần tệp video hoặc địa chỉ xem.", "The file or an address is needed."));
        }
        if self.captions.is_empty() && self.transcript.is_none() {
            missing.push(required("/details/transcript", "Cần phụ đề hoặc lời trong video.", "Captions or a transcript are needed."));
        }
        missing
    }

    fn speaks(&self) -> bool {
        self.media_id.is_some() || self.url.is_some()
    }

    fn linked(&self, content: &Content) -> Linked {
        Linked::thing(
            "VideoObject",
            json!({
                "uploadDate": "{published_at}", "duration": iso_duration(self.duration_seconds), "transcript": self.transcript,
                "contentUrl": self.media_id.map(|id| format!("{{media:{id}}}")), "embedUrl": self.url,
                "thumbnailUrl": content.lead_image.as_ref().map(|lead| format!("{{media:{}}}", lead.media_id)),
            }),
        )
    }
}

//! Audio: the ward's broadcast, a reading of a notice; with its words (WCAG 1.2.1).

use serde_json::json;

use super::fields::{FieldShape, Input, link_to, of, text_of};
use super::video::{check_duration, iso_duration};
use super::{Described, Linked, Rules, details, required};
use crate::features::newsroom::content::Content;
use crate::http::FieldError;

details! {
    Audio as AudioDetails {
        #[schema(max_length = 1000)]
        pub url: Option<String>,
        #[schema(minimum = 0, maximum = 86400)]
        pub duration_seconds: Option<i64>,
        #[schema(max_length = 100000)]
        pub transcript: Option<String>,
    }
}

impl Described for Audio {
    fn fields() -> Vec<FieldShape> {
        vec![
            link_to("url", "Nghe tại", "Listen at")
                .hint("Khi bản ghi không đính kèm mà được giữ ở nơi khác.", "Where the recording is no attachment but kept elsewhere."),
            of("duration_seconds", Input::Number, "Thời lượng (giây)", "Duration (seconds)"),
            text_of("transcript", 100_000, "Lời đọc", "Transcript").unseen().hint(
                "Cần có khi bản ghi ở nơi khác; tệp đính kèm có bản gỡ băng riêng.",
                "Needed where the recording is elsewhere; an attachment has its own.",
            ),
        ]
    }
}

impl Rules for Audio {
    fn clean(&mut self, faults: &mut Vec<FieldError>) {
        check_duration(self.duration_seconds, faults);
    }

    fn missing(&self, content: &Content) -> Vec<FieldError> {
        if !content.attachments.is_empty() {
            return vec![];
        }
        let mut missing = vec![];
        if self.url.is_none() {
            missing.push(required("/details/url", "Cần đính kèm tệp âm thanh hoặc ghi địa chỉ nghe.", "The file or an address is needed."));
        }
        if self.transcript.is_none() {
            missing.push(required("/details/transcript", "Cần lời đọc.", "The transcript is needed."));
        }
        missing
    }

    fn speaks(&self) -> bool {
        self.url.is_some()
    }

    fn linked(&self, _: &Content) -> Linked {
        Linked::thing(
            "AudioObject",
            json!({
                "uploadDate": "{published_at}", "duration": iso_duration(self.duration_seconds), "transcript": self.transcript,
                "contentUrl": "{file:audio}", "embedUrl": self.url,
            }),
        )
    }
}

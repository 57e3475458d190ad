//! Audio: the ward's broadcast, a reading of a notice; with its words (WCAG 1.2.1).

use serde_json::json;
use uuid::Uuid;

use super::fields::{FieldShape, Input, link_to, of, text_of};
use super::video::{check_duration, iso_duration};
use super::{Described, Linked, Rules, details, required};
use crate::features::newsroom::content::Content;
use crate::http::FieldError;

details! {
    Audio as AudioDetails {
        pub media_id: Option<Uuid>,
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
            of("media_id", Input::Media, "Tệp âm thanh", "Audio file").unseen(),
            link_to("url", "Nghe tại", "Listen at").hint("Khi bản ghi được giữ ở nơi khác.", "Where the recording is kept elsewhere."),
            of("duration_seconds", Input::Number, "Thời lượng (giây)", "Duration (seconds)"),
            text_of("transcript", 100_000, "Lời đọc", "Transcript")
                .required()
                .unseen()
                .hint("Để người không nghe được vẫn đọc được.", "For those who cannot hear."),
        ]
    }
}

impl Rules for Audio {
    fn clean(&mut self, faults: &mut Vec<FieldError>) {
        check_duration(self.duration_seconds, faults);
    }

    fn missing(&self, _: &Content) -> Vec<FieldError> {
        if self.media_id.is_some() || self.url.is_some() {
            return vec![];
        }
        vec![required("/details/url", "Cần tệp âm thanh hoặc địa chỉ nghe.", "The file or an address is needed.")]
    }

    fn speaks(&self) -> bool {
        self.media_id.is_some() || self.url.is_some()
    }

    fn linked(&self, _: &Content) -> Linked {
        Linked::thing(
            "AudioObject",
            json!({
                "uploadDate": "{published_at}", "duration": iso_duration(self.duration_seconds), "transcript": self.transcript,
                "contentUrl": self.media_id.map(|id| format!("{{media:{id}}}")), "embedUrl": self.url,
            }),
        )
    }
}

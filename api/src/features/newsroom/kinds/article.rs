//! News and articles (Đ3.3). Those about an event carry its time and place; others need neither.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;

use super::fields::{FieldShape, Input, line_of, of};
use super::{Described, Linked, Owed, Rules, details, required};
use crate::features::newsroom::content::Content;
use crate::http::FieldError;
use crate::kernel::dates::{rfc3339_vn, to_vn};
use crate::kernel::html;
use crate::kernel::public::{Event, SourceKind};
use crate::kernel::words::{Genre, InfoClass};
use crate::store::publications::{Key, KeyValue};

/// What a photo story shows at least.
const STORY_PICTURES: usize = 3;

details! {
    Article as ArticleDetails {
        /// Start of the event: the trigger of the eight working hours (Đ7.1).
        pub occurred_at: Option<DateTime<Utc>>,
        #[schema(max_length = 300)]
        pub place: Option<String>,
        /// When the law was issued, the plan or project approved, the figures decided: the trigger of Đ7.2, 4 and 6.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub decided_on: Option<NaiveDate>,
        /// Of a text that was moved here: when it came out on the portal before this one.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub first_published_at: Option<DateTime<Utc>>,
    }
}

impl Described for Article {
    fn fields() -> Vec<FieldShape> {
        vec![
            // Time and place have their own line under the headline.
            of("occurred_at", Input::Moment, "Thời gian diễn ra", "Time of the event").unseen().hint(
                "Chỉ với tin về một sự kiện; từ lúc này tính 8 giờ làm việc (Đ7.1).",
                "Only for news of an event; the eight working hours run from here (Đ7.1).",
            ),
            line_of("place", 300, "Địa điểm", "Place").unseen(),
            of("decided_on", Input::Date, "Ngày ban hành, phê duyệt, quyết định", "Issued, approved or decided on").unseen().hint(
                "Khi bài nói về luật, kế hoạch, dự án hay số liệu: thời hạn của Điều 7 tính từ ngày này.",
                "For a text about a law, a plan, a project or figures: the limit of Điều 7 runs from that day.",
            ),
            of("first_published_at", Input::Moment, "Đăng lần đầu trên cổng cũ", "First published on the former portal").hint(
                "Điền sẵn khi chuyển bài từ cổng cũ; bài giữ vị trí theo ngày này.",
                "Filled in where a text was moved here; it keeps its place by that day.",
            ),
        ]
    }
}

impl Rules for Article {
    fn keys(&self) -> Vec<Key> {
        let day = self.occurred_at.map(|at| to_vn(at).date_naive());
        day.map(|day| Key { name: "occurred_on".into(), value: KeyValue::Date(day) }).into_iter().collect()
    }

    fn missing(&self, content: &Content) -> Vec<FieldError> {
        let mut missing = vec![];
        if self.occurred_at.is_some() && self.place.is_none() {
            missing.push(required(
                "/details/place",
                "Tin về một sự kiện cần địa điểm (Điều 3 khoản 3).",
                "News of an event needs its place (Đ3.3).",
            ));
        }
        missing.extend(missing_by_genre(content));
        missing
    }

    fn event(&self) -> Option<Event> {
        self.occurred_at.map(|at| Event { occurred_at: rfc3339_vn(at), place: self.place.clone() })
    }

    fn first_published_at(&self) -> Option<DateTime<Utc>> {
        self.first_published_at
    }

    fn owed(&self, content: &Content) -> Option<Owed> {
        match (content.info_class, self.occurred_at) {
            (Some(InfoClass::NewsEvent), Some(trigger)) => Some(Owed { rule: "news", trigger }),
            (class, _) => Owed::by_class(class, self.decided_on),
        }
    }

    fn dublin_core(&self) -> Vec<(&'static str, String)> {
        self.place.iter().map(|place| ("coverage", place.clone())).collect()
    }

    fn linked(&self, content: &Content) -> Linked {
        let place = self.place.as_ref().map(|name| json!({"@type": "Place", "name": name}));
        let original = content.source.url.as_ref().filter(|_| content.genre == Some(Genre::Reposted));
        Linked::text("NewsArticle", json!({"contentLocation": place, "isBasedOn": original}))
    }
}

fn missing_by_genre(content: &Content) -> Vec<FieldError> {
    match content.genre {
        None => vec![required("/genre", "Chọn thể loại (tin, bài, phóng sự…).", "Choose the genre.")],
        Some(Genre::Reposted) if content.source.kind != SourceKind::Other => {
            vec![required("/source", "Bài đăng lại phải ghi nguồn (Điều 6 khoản 3).", "A reposted text must name its source (Đ6.3).")]
        }
        Some(Genre::Reposted) if content.source.url.is_none() => {
            vec![required("/source/url", "Bài đăng lại cần địa chỉ bài gốc.", "A reposted text needs the address of the original.")]
        }
        Some(Genre::PhotoStory) if html::media_ids(&content.body_html).len() < STORY_PICTURES => {
            vec![FieldError::new(
                "/body_html",
                "too_few_pictures",
                format!("Phóng sự ảnh cần ít nhất {STORY_PICTURES} ảnh trong bài."),
                format!("A photo story needs at least {STORY_PICTURES} pictures in the text."),
            )]
        }
        Some(_) => vec![],
    }
}

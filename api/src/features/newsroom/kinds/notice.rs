//! Notices: something to know until a day.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;

use super::fields::{FieldShape, Input, line_of, of};
use super::{Described, Linked, Owed, Rules, details};
use crate::features::newsroom::content::Content;
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::public::UrgentMark;
use crate::store::publications::{Key, KeyValue};

details! {
    Notice as NoticeDetails {
        /// When its display ends by itself; it stays readable at its address.
        pub display_until: Option<DateTime<Utc>>,
        /// Whom it concerns.
        #[schema(max_length = 300)]
        pub audience: Option<String>,
        /// Of urgent notices only; kept by the server as it is, whatever is sent.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(read_only)]
        pub urgent: Option<UrgentMark>,
        /// When the law was issued, the plan or project approved, the figures decided: the trigger of Đ7.2, 4 and 6.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub decided_on: Option<NaiveDate>,
    }
}

impl Described for Notice {
    fn fields() -> Vec<FieldShape> {
        vec![
            // Both stand in the box above the text.
            of("display_until", Input::Moment, "Hiển thị đến", "Shown until").unseen().hint(
                "Quá giờ này thông báo tự rời danh sách; địa chỉ vẫn đọc được.",
                "After that it leaves the lists by itself; its address stays readable.",
            ),
            line_of("audience", 300, "Dành cho", "For whom").unseen(),
            of("decided_on", Input::Date, "Ngày ban hành, phê duyệt, quyết định", "Issued, approved or decided on").unseen(),
        ]
    }
}

impl Rules for Notice {
    fn display_until(&self) -> Option<DateTime<Utc>> {
        self.display_until
    }

    fn keys(&self) -> Vec<Key> {
        let severity = self.urgent.iter().map(|mark| Key { name: "urgent".into(), value: KeyValue::Text(mark.severity.word()) });
        severity.collect()
    }

    fn owed(&self, content: &Content) -> Option<Owed> {
        Owed::by_class(content.info_class, self.decided_on)
    }

    fn search_words(&self) -> Vec<String> {
        self.urgent.iter().flat_map(|mark| mark.thread.iter().map(|line| line.text.clone())).collect()
    }

    fn linked(&self, _: &Content) -> Linked {
        Linked::text("NewsArticle", json!({"expires": self.display_until.map(rfc3339_vn)}))
    }
}

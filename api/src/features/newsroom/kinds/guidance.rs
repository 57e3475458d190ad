//! Dissemination of law and policy, guidance (Đ3.4). Where a law or policy stands behind it, it is named, and the day of
//! its official issue starts the fifteen working days (Đ7.2); a campaign without one carries no clock.

use chrono::NaiveDate;
use serde_json::json;

use super::fields::{FieldShape, Input, line_of, link_to, of};
use super::{Described, Linked, Owed, Rules, details, required};
use crate::features::newsroom::content::Content;
use crate::http::FieldError;

details! {
    Guidance as GuidanceDetails {
        /// Name of the law or policy.
        #[schema(max_length = 500, example = "Luật Chuyển đổi số")]
        pub policy: Option<String>,
        #[schema(max_length = 100, example = "148/2025/QH15")]
        pub policy_number: Option<String>,
        #[schema(max_length = 1000)]
        pub policy_url: Option<String>,
        /// When it was officially issued: the trigger of Đ7.2.
        pub issued_on: Option<NaiveDate>,
        pub effective_on: Option<NaiveDate>,
        #[schema(max_length = 300)]
        pub audience: Option<String>,
    }
}

impl Described for Guidance {
    fn fields() -> Vec<FieldShape> {
        vec![
            line_of("policy", 500, "Luật, chính sách", "Law or policy").hint(
                "Bỏ trống nếu là đợt tuyên truyền không gắn với một luật, chính sách.",
                "Leave empty for a campaign without a law behind it.",
            ),
            line_of("policy_number", 100, "Số, ký hiệu", "Number").filter(),
            link_to("policy_url", "Xem văn bản", "The text"),
            of("issued_on", Input::Date, "Ngày ban hành chính thức", "Officially issued on")
                .hint("Thời hạn 15 ngày làm việc tính từ ngày này (Đ7.2).", "The fifteen working days run from here (Đ7.2)."),
            of("effective_on", Input::Date, "Có hiệu lực từ", "In force from"),
            line_of("audience", 300, "Dành cho", "For whom").filter(),
        ]
    }
}

impl Rules for Guidance {
    fn missing(&self, _: &Content) -> Vec<FieldError> {
        if self.policy.is_some() || (self.policy_number.is_none() && self.issued_on.is_none()) {
            return vec![];
        }
        vec![required("/details/policy", "Ghi tên luật, chính sách.", "Name the law or policy.")]
    }

    fn owed(&self, _: &Content) -> Option<Owed> {
        Owed::since("guidance", self.issued_on?)
    }

    fn dublin_core(&self) -> Vec<(&'static str, String)> {
        [("relation", &self.policy), ("relation", &self.policy_number)].into_iter().filter_map(|(n, v)| Some((n, v.clone()?))).collect()
    }

    fn linked(&self, _: &Content) -> Linked {
        let law = self
            .policy
            .as_ref()
            .map(|name| json!({"@type": "Legislation", "name": name, "legislationIdentifier": self.policy_number, "url": self.policy_url}));
        let audience = self.audience.as_ref().map(|name| json!({"@type": "Audience", "audienceType": name}));
        Linked::text("Article", json!({"about": law, "audience": audience}))
    }
}

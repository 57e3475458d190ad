//! The report on what was made of a consultation's comments (bản tiếp thu, giải trình). Its text is generated from their
//! outcomes; it leads to the consultation and to the document that came of it.

use serde_json::json;
use uuid::Uuid;

use super::fields::{FieldShape, Input, line_of, link_to, of};
use super::{Described, Linked, Rules, details};
use crate::features::newsroom::content::Content;

details! {
    ReceptionReport as ReceptionReportDetails {
        pub consultation_id: Option<Uuid>,
        #[schema(max_length = 1000)]
        pub consultation_url: Option<String>,
        /// The document as it was issued.
        pub document_id: Option<Uuid>,
        #[schema(max_length = 1000)]
        pub document_url: Option<String>,
        #[schema(max_length = 300)]
        pub drafting_body: Option<String>,
        #[schema(minimum = 0)]
        pub received: Option<i64>,
        #[schema(minimum = 0)]
        pub published: Option<i64>,
        #[schema(minimum = 0)]
        pub accepted: Option<i64>,
        #[schema(minimum = 0)]
        pub partly: Option<i64>,
        #[schema(minimum = 0)]
        pub not_accepted: Option<i64>,
    }
}

impl Described for ReceptionReport {
    fn fields() -> Vec<FieldShape> {
        vec![
            of("consultation_id", Input::Item, "Đợt lấy ý kiến", "The consultation").required().unseen(),
            link_to("consultation_url", "Trang lấy ý kiến", "The consultation"),
            of("document_id", Input::Item, "Văn bản được ban hành", "The document issued").unseen(),
            link_to("document_url", "Văn bản được ban hành", "The document issued"),
            line_of("drafting_body", 300, "Cơ quan tiếp thu, giải trình", "Reported by"),
            of("received", Input::Number, "Số ý kiến nhận được", "Comments received"),
            of("published", Input::Number, "Số ý kiến đăng công khai", "Comments published"),
            of("accepted", Input::Number, "Tiếp thu", "Accepted"),
            of("partly", Input::Number, "Tiếp thu một phần", "Partly accepted"),
            of("not_accepted", Input::Number, "Không tiếp thu, có giải trình", "Not accepted, with reasons"),
        ]
    }
}

impl Rules for ReceptionReport {
    fn dublin_core(&self) -> Vec<(&'static str, String)> {
        self.consultation_url.clone().map(|url| ("relation", url)).into_iter().collect()
    }

    fn linked(&self, _: &Content) -> Linked {
        Linked::text("Report", json!({"about": self.consultation_url}))
    }
}

//! A consultation (lấy ý kiến): a draft of a legal document, commented by article, or a policy; from when until when, with
//! every extension and its reason. Whether it is open is told by its dates and the reader's clock.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::fields::{FieldShape, Input, choice_of, line_of, of, rows_of, text_of};
use super::{Described, Linked, Rules, details, required};
use crate::features::newsroom::content::Content;
use crate::http::FieldError;
use crate::kernel::articles::{self, PassageLevel};
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::html;
use crate::kernel::words::{AskSender, ConsultationForm};
use crate::store::publications::{Key, KeyValue};

details! {
    /// A later end, and why.
    ConsultationExtension as ConsultationExtension {
        pub until: Option<DateTime<Utc>>,
        #[schema(max_length = 500, example = "Theo đề nghị của Ủy ban MTTQ phường")]
        pub reason: Option<String>,
    }
}

details! {
    Consultation as ConsultationDetails {
        pub form: Option<ConsultationForm>,
        /// What is asked.
        #[schema(max_length = 2000)]
        pub subject: Option<String>,
        #[schema(max_length = 300, example = "Phòng Kinh tế, Hạ tầng và Đô thị")]
        pub drafting_body: Option<String>,
        #[schema(max_length = 1000)]
        pub legal_basis: Option<String>,
        pub opens_at: Option<DateTime<Utc>>,
        pub closes_at: Option<DateTime<Utc>>,
        #[schema(max_items = 10)]
        pub extensions: Vec<ConsultationExtension>,
        /// Whether it is asked who comments; optional when not said.
        pub sender: Option<AskSender>,
        /// Where comments on paper go.
        #[schema(max_length = 500)]
        pub address: Option<String>,
    }
}

const FORMS: [(&str, &str, &str); 2] = [
    ("draft_document", "Dự thảo văn bản, góp ý theo điều", "Draft of a legal document, by article"),
    ("policy", "Chủ trương, phương án", "Policy"),
];
const SENDERS: [(&str, &str, &str); 3] = [
    ("no", "Không hỏi người góp ý là ai", "Nobody is asked who they are"),
    ("optional", "Không bắt buộc", "Optional"),
    ("required", "Bắt buộc có tên và cách liên hệ", "Name and contact are required"),
];

impl Described for Consultation {
    fn fields() -> Vec<FieldShape> {
        let extensions = vec![of("until", Input::Moment, "Đến", "Until").required(), text_of("reason", 500, "Lý do", "Reason").required()];
        vec![
            choice_of("form", &FORMS, "Hình thức", "Form").required().filter().in_list(),
            text_of("subject", 2000, "Nội dung xin ý kiến", "What is asked").required(),
            line_of("drafting_body", 300, "Cơ quan soạn thảo", "Drafted by").required(),
            text_of("legal_basis", 1000, "Căn cứ", "Legal basis"),
            of("opens_at", Input::Moment, "Bắt đầu nhận ý kiến", "Open from").required(),
            of("closes_at", Input::Moment, "Hết hạn góp ý", "Open until").required(),
            rows_of("extensions", 10, "Gia hạn", "Extensions", extensions),
            choice_of("sender", &SENDERS, "Tên, liên hệ của người góp ý", "Who comments").unseen(),
            text_of("address", 500, "Nơi nhận ý kiến bằng văn bản", "Comments on paper to"),
        ]
    }
}

impl Consultation {
    /// The end as last extended.
    pub fn end(&self) -> Option<DateTime<Utc>> {
        self.extensions.iter().filter_map(|e| e.until).chain(self.closes_at).max()
    }
}

impl Rules for Consultation {
    fn clean(&mut self, faults: &mut Vec<FieldError>) {
        let mut before = self.opens_at;
        let ends = std::iter::once((self.closes_at, "/details/closes_at".to_owned()))
            .chain(self.extensions.iter().enumerate().map(|(n, e)| (e.until, format!("/details/extensions/{n}/until"))));
        for (end, pointer) in ends {
            if let (Some(from), Some(to)) = (before, end)
                && to <= from
            {
                faults.push(FieldError::new(
                    pointer,
                    "before_beginning",
                    "Phải sau mốc trước đó.",
                    "It must be later than what comes before it.",
                ));
            }
            before = end.or(before);
        }
    }

    fn missing(&self, content: &Content) -> Vec<FieldError> {
        let article = |body: &str| articles::split(&html::plain_text(body)).iter().any(|p| p.level == PassageLevel::Article);
        if self.form == Some(ConsultationForm::DraftDocument) && !article(&content.body_html) {
            return vec![required(
                "/body_html",
                "Dự thảo để góp ý theo điều cần có ít nhất một dòng bắt đầu bằng “Điều 1.”.",
                "A draft to be commented by article needs a line that begins with “Điều 1.”.",
            )];
        }
        vec![]
    }

    /// Seconds: filters compare numbers.
    fn keys(&self) -> Vec<Key> {
        let key =
            |name: &'static str, at: Option<DateTime<Utc>>| at.map(|at| Key { name: name.into(), value: KeyValue::Int(at.timestamp()) });
        [key("opens_at", self.opens_at), key("closes_at", self.end())].into_iter().flatten().collect()
    }

    fn dublin_core(&self) -> Vec<(&'static str, String)> {
        let span = self.opens_at.zip(self.end()).map(|(from, to)| format!("{}/{}", rfc3339_vn(from), rfc3339_vn(to)));
        span.map(|s| ("coverage", s)).into_iter().chain(self.drafting_body.clone().map(|d| ("contributor", d))).collect()
    }

    fn linked(&self, _: &Content) -> Linked {
        Linked::text(
            "SpecialAnnouncement",
            json!({"datePosted": self.opens_at.map(rfc3339_vn), "expires": self.end().map(rfc3339_vn), "text": self.subject}),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_end_lies_behind_the_one_before() {
        let at = |day: u32| Some(format!("2026-11-{day:02}T08:00:00+07:00").parse().unwrap());
        let extension = |day| ConsultationExtension { until: at(day), reason: Some("Theo đề nghị".into()) };
        let mut right =
            Consultation { opens_at: at(1), closes_at: at(10), extensions: vec![extension(15), extension(20)], ..Default::default() };
        let mut faults = vec![];
        right.clean(&mut faults);
        assert!(faults.is_empty());
        assert_eq!(right.end(), at(20));
        let mut wrong = Consultation { opens_at: at(10), closes_at: at(10), extensions: vec![extension(9)], ..right };
        wrong.clean(&mut faults);
        assert_eq!(faults.len(), 2);
    }
}

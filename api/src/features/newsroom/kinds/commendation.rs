//! Commendations and sanctions of organisations and enterprises (Đ3.2). Awards of persons are news; discipline of staff is
//! never published.

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;
use serde_json::json;

use super::fields::{FieldShape, Input, choice_of, line_of, of, text_of};
use super::{Described, Linked, Rules, details};
use crate::features::newsroom::content::Content;
use crate::http::FieldError;
use crate::kernel::words::{Outcome, Recipient};

details! {
    Commendation as CommendationDetails {
        pub outcome: Option<Outcome>,
        pub recipient_kind: Option<Recipient>,
        /// The organisation or enterprise, never a person.
        #[schema(max_length = 300, example = "Hợp tác xã Rau sạch Thành Đông")]
        pub recipient: Option<String>,
        /// Giấy khen, bằng khen, phạt tiền…
        #[schema(max_length = 300, example = "Giấy khen của Chủ tịch UBND phường")]
        pub form: Option<String>,
        #[schema(max_length = 2000)]
        pub reason: Option<String>,
        #[schema(max_length = 100, example = "88/QĐ-UBND")]
        pub decision_number: Option<String>,
        pub decided_on: Option<NaiveDate>,
        #[schema(max_length = 300)]
        pub issuing_body: Option<String>,
    }
}

const OUTCOMES: [(&str, &str, &str); 2] = [("commendation", "Khen thưởng", "Commendation"), ("sanction", "Xử phạt", "Sanction")];
const RECIPIENTS: [(&str, &str, &str); 4] = [
    ("organization", "Cơ quan, tổ chức", "Organisation"),
    ("enterprise", "Doanh nghiệp", "Enterprise"),
    ("cooperative", "Hợp tác xã", "Co-operative"),
    ("collective", "Tập thể", "Collective"),
];

impl Described for Commendation {
    fn fields() -> Vec<FieldShape> {
        vec![
            choice_of("outcome", &OUTCOMES, "Hình thức chung", "Outcome").required().filter().in_list(),
            choice_of("recipient_kind", &RECIPIENTS, "Đối tượng", "Recipient is").required().filter(),
            line_of("recipient", 300, "Tên tổ chức, doanh nghiệp", "Name of the organisation").required().filter().in_list().hint(
                "Không ghi cá nhân: khen cá nhân là tin, kỷ luật cán bộ không đăng (Đ3.2).",
                "No persons: their awards are news, discipline of staff is never published (Đ3.2).",
            ),
            line_of("form", 300, "Hình thức khen thưởng, xử phạt", "Award or sanction").required(),
            text_of("reason", 2000, "Lý do", "Reason").required(),
            line_of("decision_number", 100, "Số quyết định", "Decision number").required().filter(),
            of("decided_on", Input::Date, "Ngày quyết định", "Decided on").required().filter(),
            line_of("issuing_body", 300, "Cơ quan quyết định", "Decided by").required(),
        ]
    }
}

/// How a person is named.
static PERSON: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)^(ông|bà|anh|chị|em|cháu|đồng chí|đ/c|đc\.)\s+\p{L}").expect("a pattern"));
/// Discipline of cadres, civil servants, Party members.
static DISCIPLINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(kỷ luật|kỉ luật|khiển trách|cách chức|giáng chức|hạ bậc lương|buộc thôi việc|khai trừ)").expect("a pattern")
});

impl Rules for Commendation {
    fn clean(&mut self, faults: &mut Vec<FieldError>) {
        if self.recipient.as_deref().is_some_and(|name| PERSON.is_match(name) && !name.starts_with("Bà Rịa")) {
            faults.push(FieldError::new(
                "/details/recipient",
                "person_not_published",
                "Mục này chỉ dành cho tổ chức, doanh nghiệp; khen thưởng cá nhân đăng thành tin (Đ3.2).",
                "Organisations and enterprises only; a person's award is news (Đ3.2).",
            ));
        }
    }

    fn missing(&self, content: &Content) -> Vec<FieldError> {
        let told = [
            ("/title", Some(&content.title)),
            ("/summary", Some(&content.summary)),
            ("/details/form", self.form.as_ref()),
            ("/details/reason", self.reason.as_ref()),
        ];
        let found = told.into_iter().filter(|(_, text)| text.is_some_and(|text| DISCIPLINE.is_match(text)));
        found
            .map(|(pointer, _)| {
                FieldError::new(
                    pointer,
                    "discipline_not_published",
                    "Kỷ luật cán bộ, công chức, đảng viên không đăng trên Cổng (Đ3.2).",
                    "Discipline of staff is never published (Đ3.2).",
                )
            })
            .collect()
    }

    fn speaks(&self) -> bool {
        self.recipient.is_some()
    }

    fn number(&self) -> Option<String> {
        self.decision_number.clone()
    }

    fn dublin_core(&self) -> Vec<(&'static str, String)> {
        self.decision_number.iter().map(|number| ("relation", number.clone())).collect()
    }

    fn linked(&self, _: &Content) -> Linked {
        let organisation = self.recipient.as_ref().map(|name| json!({"@type": "Organization", "name": name}));
        Linked::text("Article", json!({"about": organisation, "isBasedOn": self.decision_number}))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_and_discipline_of_staff_stay_out() {
        let faults_of = |recipient: &str| {
            let mut faults = vec![];
            Commendation { recipient: Some(recipient.into()), ..Commendation::default() }.clean(&mut faults);
            faults.len()
        };
        for person in ["Ông Nguyễn Văn Ví Dụ", "bà Trần Thị B", "Đồng chí Lê C"] {
            assert_eq!(faults_of(person), 1, "{person}");
        }
        for organisation in ["Công ty TNHH Ông Bầu", "Hợp tác xã Rau sạch", "Bà Rịa Foods JSC", "Anh"] {
            assert_eq!(faults_of(organisation), 0, "{organisation}");
        }
        let content = Content { title: "Quyết định kỷ luật cán bộ".into(), ..Content::default() };
        assert_eq!(Commendation::default().missing(&content)[0].code, "discipline_not_published");
    }
}

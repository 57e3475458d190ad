//! Strategies, master plans, plans (Đ3.5), with their approval and period.

use chrono::NaiveDate;
use serde_json::json;

use super::fields::{FieldShape, Input, choice_of, line_of, link_to, of, text_of};
use super::{Described, Linked, Owed, Rules, details, in_order};
use crate::features::newsroom::content::Content;
use crate::http::FieldError;
use crate::kernel::words::PlanType;
use crate::store::publications::{Key, KeyValue};

details! {
    Plan as PlanDetails {
        pub plan_type: Option<PlanType>,
        #[schema(max_length = 100, example = "45/QĐ-UBND")]
        pub approval_number: Option<String>,
        #[schema(max_length = 300, example = "UBND phường")]
        pub approved_by: Option<String>,
        /// The trigger of the ten working days (Đ7.4).
        pub approved_on: Option<NaiveDate>,
        pub period_from: Option<NaiveDate>,
        pub period_to: Option<NaiveDate>,
        #[schema(max_length = 4000)]
        pub aim: Option<String>,
        #[schema(max_length = 1000)]
        pub document_url: Option<String>,
    }
}

const TYPES: [(&str, &str, &str); 5] = [
    ("strategy", "Chiến lược", "Strategy"),
    ("master_plan", "Quy hoạch", "Master plan"),
    ("planning", "Kế hoạch", "Plan"),
    ("yearly_plan", "Kế hoạch năm", "Yearly plan"),
    ("programme", "Chương trình", "Programme"),
];

impl Described for Plan {
    fn fields() -> Vec<FieldShape> {
        vec![
            choice_of("plan_type", &TYPES, "Loại", "Type").required().filter(),
            line_of("approval_number", 100, "Văn bản phê duyệt", "Approved by document").filter().in_list(),
            line_of("approved_by", 300, "Cơ quan phê duyệt", "Approved by").required(),
            of("approved_on", Input::Date, "Ngày phê duyệt", "Approved on")
                .required()
                .filter()
                .in_list()
                .hint("Thời hạn 10 ngày làm việc tính từ ngày này (Đ7.4).", "The ten working days run from here (Đ7.4)."),
            of("period_from", Input::Date, "Thời kỳ từ", "Period from").required().filter(),
            of("period_to", Input::Date, "Thời kỳ đến", "Period to").required().filter(),
            text_of("aim", 4000, "Mục tiêu", "Aim"),
            link_to("document_url", "Xem văn bản", "The document"),
        ]
    }
}

impl Rules for Plan {
    fn keys(&self) -> Vec<Key> {
        let period = self.period_from.zip(self.period_to.and_then(|last| last.succ_opt()));
        let span = |(from, until)| Key { name: "period".into(), value: KeyValue::Span { word: "planned".into(), from, until } };
        period.map(span).into_iter().collect()
    }

    fn clean(&mut self, faults: &mut Vec<FieldError>) {
        in_order(self.period_from, self.period_to, "/details/period_to", faults);
    }

    fn speaks(&self) -> bool {
        self.aim.is_some()
    }

    fn number(&self) -> Option<String> {
        self.approval_number.clone()
    }

    fn owed(&self, _: &Content) -> Option<Owed> {
        Owed::since("plan", self.approved_on?)
    }

    fn dublin_core(&self) -> Vec<(&'static str, String)> {
        let period = self.period_from.zip(self.period_to).map(|(from, to)| ("coverage", format!("{from}/{to}")));
        period.into_iter().chain(self.approval_number.clone().map(|n| ("relation", n))).collect()
    }

    fn linked(&self, _: &Content) -> Linked {
        let period = self.period_from.zip(self.period_to).map(|(from, to)| format!("{from}/{to}"));
        Linked::text("DigitalDocument", json!({"identifier": self.approval_number, "temporalCoverage": period, "abstract": self.aim}))
    }
}

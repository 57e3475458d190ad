//! Disclosure of the budget: estimate, quarters, settlement (Luật NSNN Art. 15, TT 343/2016/TT-BTC).

use chrono::NaiveDate;
use serde_json::json;

use super::fields::{FieldShape, Input, choice_of, line_of, link_to, of};
use super::table::DataTable;
use super::{Described, Linked, Owed, Rules, details};
use crate::features::newsroom::content::Content;
use crate::http::FieldError;
use crate::kernel::words::BudgetReport;

details! {
    BudgetDisclosure as BudgetDisclosureDetails {
        #[schema(minimum = 1990, maximum = 2100, example = 2026)]
        pub year: Option<i64>,
        pub report: Option<BudgetReport>,
        /// Of the printed form.
        #[schema(max_length = 100, example = "103/CK TC-NSNN")]
        pub form: Option<String>,
        #[schema(max_length = 100)]
        pub decision_number: Option<String>,
        pub decided_on: Option<NaiveDate>,
        /// Whole đồng.
        #[schema(minimum = 0, maximum = 9007199254740991i64)]
        pub revenue: Option<i64>,
        #[schema(minimum = 0, maximum = 9007199254740991i64)]
        pub expenditure: Option<i64>,
        pub table: Option<DataTable>,
        #[schema(max_length = 1000)]
        pub document_url: Option<String>,
    }
}

const REPORTS: [(&str, &str, &str); 6] = [
    ("estimate", "Dự toán", "Estimate"),
    ("first_quarter", "Quý I", "First quarter"),
    ("half_year", "6 tháng", "Half-year"),
    ("nine_months", "9 tháng", "Nine months"),
    ("full_year", "Cả năm", "Full year"),
    ("settlement", "Quyết toán", "Settlement"),
];

impl Described for BudgetDisclosure {
    fn fields() -> Vec<FieldShape> {
        vec![
            of("year", Input::Number, "Năm ngân sách", "Budget year").required().filter().in_list(),
            choice_of("report", &REPORTS, "Kỳ công khai", "Report").required().filter().in_list(),
            line_of("form", 100, "Biểu mẫu số", "Form number"),
            line_of("decision_number", 100, "Quyết định công bố", "Published by decision").required().filter(),
            of("decided_on", Input::Date, "Ngày quyết định", "Decided on").required(),
            of("revenue", Input::Money, "Tổng thu", "Revenue"),
            of("expenditure", Input::Money, "Tổng chi", "Expenditure"),
            of("table", Input::Table, "Bảng số liệu", "Table").unseen(),
            link_to("document_url", "Xem văn bản", "The document"),
        ]
    }
}

impl Rules for BudgetDisclosure {
    fn clean(&mut self, faults: &mut Vec<FieldError>) {
        if self.year.is_some_and(|year| !(1990..=2100).contains(&year)) {
            faults.push(FieldError::new("/details/year", "out_of_range", "Năm không hợp lệ.", "Not a possible year."));
        }
        for (name, sum) in [("revenue", self.revenue), ("expenditure", self.expenditure)] {
            if sum.is_some_and(|sum| !(0..=9_007_199_254_740_991).contains(&sum)) {
                faults.push(FieldError::new(format!("/details/{name}"), "out_of_range", "Số tiền không hợp lệ.", "Not a possible sum."));
            }
        }
        if let Some(table) = &mut self.table {
            table.clean(faults);
        }
    }

    fn speaks(&self) -> bool {
        self.table.is_some() || self.revenue.is_some() || self.document_url.is_some()
    }

    fn number(&self) -> Option<String> {
        self.decision_number.clone()
    }

    fn owed(&self, content: &Content) -> Option<Owed> {
        Owed::by_class(content.info_class, self.decided_on)
    }

    fn search_words(&self) -> Vec<String> {
        self.table.iter().flat_map(DataTable::words).collect()
    }

    fn dublin_core(&self) -> Vec<(&'static str, String)> {
        self.year.iter().map(|year| ("coverage", year.to_string())).collect()
    }

    fn linked(&self, _: &Content) -> Linked {
        Linked::text("Report", json!({"reportNumber": self.decision_number, "temporalCoverage": self.year.map(|y| y.to_string())}))
    }
}

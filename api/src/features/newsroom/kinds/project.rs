//! Projects, investment, tenders, public procurement (Đ3.7): name, aim, field, type, time, budget, funding type, funder,
//! status (rules.md §3, NĐ 224/2026 Art. 9).

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::json;

use super::fields::{FieldShape, Input, choice_of, line_of, link_to, of, text_of};
use super::{Described, Linked, Owed, Rules, details, in_order};
use crate::features::newsroom::content::Content;
use crate::http::FieldError;
use crate::kernel::dates::rfc3339_vn;
use crate::kernel::words::{FundingType, ProjectStatus, ProjectType};

details! {
    Project as ProjectDetails {
        pub project_type: Option<ProjectType>,
        #[schema(max_length = 4000)]
        pub aim: Option<String>,
        #[schema(max_length = 200, example = "Hạ tầng giao thông")]
        pub sector: Option<String>,
        #[schema(max_length = 300)]
        pub location: Option<String>,
        pub starts_on: Option<NaiveDate>,
        pub ends_on: Option<NaiveDate>,
        /// Whole đồng.
        #[schema(minimum = 0, maximum = 9007199254740991i64)]
        pub budget: Option<i64>,
        pub funding_type: Option<FundingType>,
        #[schema(max_length = 300)]
        pub funder: Option<String>,
        /// Chủ đầu tư, bên mời thầu.
        #[schema(max_length = 300)]
        pub investor: Option<String>,
        #[schema(max_length = 300)]
        pub contractor: Option<String>,
        pub status: Option<ProjectStatus>,
        #[schema(max_length = 100, example = "77/QĐ-UBND")]
        pub decision_number: Option<String>,
        /// The trigger of the ten working days (Đ7.4).
        pub approved_on: Option<NaiveDate>,
        /// Of tenders: until when bids are taken.
        pub bids_until: Option<DateTime<Utc>>,
        /// The national bidding network, or another page.
        #[schema(max_length = 1000)]
        pub tender_url: Option<String>,
    }
}

const TYPES: [(&str, &str, &str); 3] =
    [("investment", "Dự án đầu tư", "Investment"), ("tender", "Đấu thầu", "Tender"), ("procurement", "Mua sắm công", "Public procurement")];
const STATUS: [(&str, &str, &str); 6] = [
    ("planned", "Đang lập", "Being planned"),
    ("approved", "Đã phê duyệt", "Approved"),
    ("bidding", "Đang mời thầu", "Open for bids"),
    ("in_progress", "Đang thực hiện", "Under way"),
    ("completed", "Hoàn thành", "Completed"),
    ("stopped", "Dừng", "Stopped"),
];
const FUNDING: [(&str, &str, &str); 6] = [
    ("state_budget", "Ngân sách nhà nước", "State budget"),
    ("public_investment", "Vốn đầu tư công", "Public investment"),
    ("official_aid", "ODA, vốn vay ưu đãi", "Official development aid"),
    ("socialised", "Xã hội hóa", "Contributions of the community"),
    ("private", "Vốn tư nhân", "Private"),
    ("mixed", "Nhiều nguồn", "Mixed"),
];

impl Described for Project {
    fn fields() -> Vec<FieldShape> {
        vec![
            choice_of("project_type", &TYPES, "Loại", "Type").required().filter(),
            choice_of("status", &STATUS, "Tình trạng", "Status").required().filter().in_list(),
            text_of("aim", 4000, "Mục tiêu", "Aim").required(),
            line_of("sector", 200, "Lĩnh vực", "Field").required().filter(),
            line_of("location", 300, "Địa điểm", "Location"),
            of("starts_on", Input::Date, "Bắt đầu", "Begins on").required(),
            of("ends_on", Input::Date, "Kết thúc", "Ends on"),
            of("budget", Input::Money, "Kinh phí", "Budget").required().in_list(),
            choice_of("funding_type", &FUNDING, "Loại nguồn vốn", "Type of funding").required().filter(),
            line_of("funder", 300, "Nguồn vốn, nhà tài trợ", "Funder").required(),
            line_of("investor", 300, "Chủ đầu tư, bên mời thầu", "Owner"),
            line_of("contractor", 300, "Nhà thầu, nhà cung cấp", "Contractor"),
            line_of("decision_number", 100, "Quyết định phê duyệt", "Approved by document").filter(),
            of("approved_on", Input::Date, "Ngày phê duyệt", "Approved on")
                .required()
                .filter()
                .hint("Thời hạn 10 ngày làm việc tính từ ngày này (Đ7.4).", "The ten working days run from here (Đ7.4)."),
            of("bids_until", Input::Moment, "Nhận hồ sơ dự thầu đến", "Bids taken until"),
            link_to("tender_url", "Thông tin mời thầu", "Tender documents"),
        ]
    }
}

impl Rules for Project {
    fn clean(&mut self, faults: &mut Vec<FieldError>) {
        in_order(self.starts_on, self.ends_on, "/details/ends_on", faults);
        if self.budget.is_some_and(|sum| !(0..=9_007_199_254_740_991).contains(&sum)) {
            faults.push(FieldError::new("/details/budget", "out_of_range", "Kinh phí không hợp lệ.", "Not a possible sum."));
        }
    }

    fn speaks(&self) -> bool {
        self.aim.is_some()
    }

    fn number(&self) -> Option<String> {
        self.decision_number.clone()
    }

    fn owed(&self, _: &Content) -> Option<Owed> {
        Owed::since("project", self.approved_on?)
    }

    fn dublin_core(&self) -> Vec<(&'static str, String)> {
        [("coverage", &self.location), ("contributor", &self.funder)].into_iter().filter_map(|(n, v)| Some((n, v.clone()?))).collect()
    }

    fn linked(&self, _: &Content) -> Linked {
        let sum = self.budget.map(|sum| json!({"@type": "MonetaryAmount", "value": sum, "currency": "VND"}));
        let funder = self.funder.as_ref().map(|name| json!({"@type": "Organization", "name": name}));
        Linked::thing(
            "Project",
            json!({
                "funding": sum.map(|amount| json!({"@type": "Grant", "amount": amount, "funder": funder})),
                "foundingDate": self.starts_on, "dissolutionDate": self.ends_on, "identifier": self.decision_number,
                "location": self.location.as_ref().map(|name| json!({"@type": "Place", "name": name})),
                "availabilityEnds": self.bids_until.map(rfc3339_vn),
            }),
        )
    }
}

//! Administrative procedures (Đ3.9): what NĐ 63/2010 Art. 8(2) asks for, in the fields of the national database. Dossiers
//! are not accepted here: the national portal does (NĐ 224/2026 Art. 15).

use std::sync::LazyLock;

use regex::Regex;
use serde_json::json;

use super::fields::{FieldShape, choice_of, line_of, link_to, rows_of, text_of};
use super::{Described, Linked, Rules, details, required};
use crate::features::newsroom::content::Content;
use crate::http::FieldError;
use crate::kernel::words::{Channel, ServiceLevel};

details! {
    /// One way to hand a dossier in (cách thức thực hiện).
    ProcedureMethod as ProcedureMethod {
        pub channel: Option<Channel>,
        #[schema(max_length = 500, example = "05 ngày làm việc")]
        pub time_limit: Option<String>,
        #[schema(max_length = 1000, example = "8.000 đồng")]
        pub fee: Option<String>,
        #[schema(max_length = 2000)]
        pub note: Option<String>,
    }
}

details! {
    /// One paper of a dossier (thành phần hồ sơ).
    ProcedurePaper as ProcedurePaper {
        /// In which case it is asked for.
        #[schema(max_length = 1000)]
        pub case: Option<String>,
        #[schema(max_length = 2000)]
        pub paper: Option<String>,
        /// Name of the form, or where it is.
        #[schema(max_length = 1000)]
        pub form: Option<String>,
        #[schema(max_length = 300, example = "Bản chính: 1, bản sao: 0")]
        pub quantity: Option<String>,
    }
}

details! {
    Procedure as ProcedureDetails {
        /// Code of the national database.
        #[schema(max_length = 50, example = "1.004873")]
        pub code: Option<String>,
        /// Số quyết định công bố.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(max_length = 100)]
        pub decision_number: Option<String>,
        /// Cấp thực hiện.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(max_length = 200, example = "Cấp xã")]
        pub performing_level: Option<String>,
        /// Loại thủ tục.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(max_length = 500)]
        pub procedure_type: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(max_length = 300, example = "Hộ tịch")]
        pub sector: Option<String>,
        /// Đối tượng thực hiện.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(max_length = 2000)]
        pub subjects: Option<String>,
        #[schema(max_length = 1000)]
        pub authority: Option<String>,
        /// Địa chỉ tiếp nhận hồ sơ.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(max_length = 2000)]
        pub receiving_address: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(max_length = 1000)]
        pub delegated_authority: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(max_length = 2000)]
        pub coordinating_bodies: Option<String>,
        /// Full or partial online service (NĐ 224/2026 Art. 14).
        pub level: Option<ServiceLevel>,
        /// Required when the level is partial.
        #[schema(max_length = 1000)]
        pub partial_reason: Option<String>,
        /// Where it is done: dossiers are not accepted here (Art. 15).
        #[schema(max_length = 1000)]
        pub national_url: Option<String>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        #[schema(max_items = 20)]
        pub methods: Vec<ProcedureMethod>,
        #[schema(max_length = 100000)]
        pub steps: Option<String>,
        #[schema(max_length = 100000)]
        pub dossier: Option<String>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        #[schema(max_items = 200)]
        pub papers: Vec<ProcedurePaper>,
        #[schema(max_length = 20000)]
        pub time_limit: Option<String>,
        #[schema(max_length = 20000)]
        pub fee: Option<String>,
        #[schema(max_length = 20000)]
        pub result: Option<String>,
        #[schema(max_length = 100000)]
        pub legal_basis: Option<String>,
        #[schema(max_length = 100000)]
        pub conditions: Option<String>,
    }
}

const LEVELS: [(&str, &str, &str); 2] = [("full", "Toàn trình", "Entirely online"), ("partial", "Một phần", "Partly online")];
const CHANNELS: [(&str, &str, &str); 3] =
    [("online", "Trực tuyến", "Online"), ("in_person", "Trực tiếp", "In person"), ("post", "Dịch vụ bưu chính", "By post")];

impl Described for Procedure {
    fn fields() -> Vec<FieldShape> {
        let method = vec![
            choice_of("channel", &CHANNELS, "Hình thức nộp", "How").required(),
            line_of("time_limit", 500, "Thời hạn", "Time limit"),
            line_of("fee", 1000, "Phí, lệ phí", "Fees"),
            text_of("note", 2000, "Mô tả", "Note"),
        ];
        let paper = vec![
            line_of("case", 1000, "Trường hợp", "In the case"),
            text_of("paper", 2000, "Giấy tờ", "Paper").required(),
            line_of("form", 1000, "Mẫu đơn, tờ khai", "Form"),
            line_of("quantity", 300, "Số lượng", "Copies"),
        ];
        vec![
            line_of("code", 50, "Mã thủ tục", "Procedure code").required().filter().in_list(),
            line_of("decision_number", 100, "Số quyết định công bố", "Published by decision").filter(),
            line_of("performing_level", 200, "Cấp thực hiện", "Level of government").filter(),
            line_of("procedure_type", 500, "Loại thủ tục", "Type of procedure"),
            line_of("sector", 300, "Lĩnh vực", "Field").filter().in_list(),
            text_of("subjects", 2000, "Đối tượng thực hiện", "Who may ask"),
            text_of("authority", 1000, "Cơ quan thực hiện", "Authority"),
            text_of("receiving_address", 2000, "Địa chỉ tiếp nhận hồ sơ", "Where dossiers are received"),
            line_of("delegated_authority", 1000, "Cơ quan được ủy quyền", "Delegated to"),
            text_of("coordinating_bodies", 2000, "Cơ quan phối hợp", "Together with"),
            choice_of("level", &LEVELS, "Mức cung cấp trực tuyến", "Online level").filter().in_list(),
            line_of("partial_reason", 1000, "Lý do chỉ một phần", "Why only partly"),
            // Has a button of its own.
            link_to("national_url", "Trang trên Cổng Dịch vụ công quốc gia", "National portal link").unseen(),
            text_of("time_limit", 20_000, "Thời hạn giải quyết", "Time limit"),
            text_of("fee", 20_000, "Phí, lệ phí", "Fees"),
            text_of("result", 20_000, "Kết quả", "Result"),
            rows_of("methods", 20, "Cách thức thực hiện", "Ways to hand it in", method),
            text_of("steps", 100_000, "Trình tự thực hiện", "Steps"),
            text_of("dossier", 100_000, "Thành phần hồ sơ", "Dossier"),
            rows_of("papers", 200, "Giấy tờ phải nộp", "Papers", paper)
                .hint("Mỗi dòng một loại giấy tờ; trường hợp nào thì cần.", "One paper a row, and in which case it is asked for."),
            text_of("conditions", 100_000, "Yêu cầu, điều kiện", "Conditions"),
            text_of("legal_basis", 100_000, "Căn cứ pháp lý", "Legal basis"),
        ]
    }
}

/// Of the national database.
static CODE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\d\.\d{6}(\.\w{1,20})*$").expect("a pattern"));

impl Rules for Procedure {
    fn clean(&mut self, faults: &mut Vec<FieldError>) {
        if self.national_url.as_ref().is_some_and(|u| !u.starts_with("https://")) {
            faults.push(FieldError::new(
                "/details/national_url",
                "not_a_web_address",
                "Địa chỉ phải bắt đầu bằng https://.",
                "The address must begin with https://.",
            ));
        }
    }

    fn missing(&self, _: &Content) -> Vec<FieldError> {
        let mut missing = vec![];
        if self.code.as_deref().is_some_and(|code| !CODE.is_match(code)) {
            missing.push(FieldError::new(
                "/details/code",
                "bad_code",
                "Mã thủ tục của cơ sở dữ liệu quốc gia có dạng 1.004873.",
                "A code of the national database looks like 1.004873.",
            ));
        }
        match self.level {
            None => missing.push(required(
                "/details/level",
                "Chọn mức cung cấp trực tuyến: toàn trình hoặc một phần.",
                "Say whether it is served fully or partially online.",
            )),
            Some(ServiceLevel::Partial) if self.partial_reason.is_none() => {
                missing.push(required(
                    "/details/partial_reason",
                    "Mức một phần phải nêu lý do (NĐ 224/2026, Điều 14).",
                    "Partial service must state why.",
                ));
            }
            Some(_) => {}
        }
        // Dossiers are not accepted here (NĐ 224/2026 Art. 15): the page leads to where they are.
        if self.national_url.is_none() {
            missing.push(required(
                "/details/national_url",
                "Ghi địa chỉ thủ tục trên Cổng Dịch vụ công quốc gia.",
                "Give the procedure's address on the national service portal.",
            ));
        }
        missing
    }

    fn speaks(&self) -> bool {
        self.steps.is_some()
    }

    fn linked(&self, _: &Content) -> Linked {
        let channel = self.national_url.as_ref().map(|url| json!({"@type": "ServiceChannel", "serviceUrl": url}));
        let audience = self.subjects.as_ref().map(|who| json!({"@type": "Audience", "audienceType": who}));
        Linked::thing(
            "GovernmentService",
            json!({"identifier": self.code, "serviceType": self.sector, "availableChannel": channel, "audience": audience, "serviceOutput": self.result.as_ref().map(|name| json!({"@type": "Thing", "name": name}))}),
        )
    }
}

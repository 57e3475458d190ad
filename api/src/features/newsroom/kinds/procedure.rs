//! Administrative procedures (Đ3.9, NĐ 63/2010 Art. 8). Minimal for now: texts as the national database publishes them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Rules, required};
use crate::features::newsroom::content::{Content, optional};
use crate::http::FieldError;
use crate::kernel::words::ServiceLevel;
use crate::store::publications::{Key, KeyValue};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(title = "ProcedureDetails")]
pub struct Procedure {
    /// Code of the national database.
    #[schema(max_length = 50, example = "1.004873")]
    pub code: Option<String>,
    #[schema(max_length = 1000)]
    pub authority: Option<String>,
    /// Full or partial online service (NĐ 224/2026 Art. 14).
    pub level: Option<ServiceLevel>,
    /// Required when the level is partial.
    #[schema(max_length = 1000)]
    pub partial_reason: Option<String>,
    /// Where it is done: dossiers are not accepted here (Art. 15).
    #[schema(max_length = 1000)]
    pub national_url: Option<String>,
    #[schema(max_length = 100000)]
    pub steps: Option<String>,
    #[schema(max_length = 100000)]
    pub dossier: Option<String>,
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

impl Rules for Procedure {
    fn clean(&mut self, faults: &mut Vec<FieldError>) {
        optional(&mut self.code, "/details/code", 50, faults);
        optional(&mut self.authority, "/details/authority", 1000, faults);
        optional(&mut self.partial_reason, "/details/partial_reason", 1000, faults);
        optional(&mut self.national_url, "/details/national_url", 1000, faults);
        optional(&mut self.steps, "/details/steps", 100_000, faults);
        optional(&mut self.dossier, "/details/dossier", 100_000, faults);
        optional(&mut self.time_limit, "/details/time_limit", 20_000, faults);
        optional(&mut self.fee, "/details/fee", 20_000, faults);
        optional(&mut self.result, "/details/result", 20_000, faults);
        optional(&mut self.legal_basis, "/details/legal_basis", 100_000, faults);
        optional(&mut self.conditions, "/details/conditions", 100_000, faults);
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
        if self.code.is_none() {
            missing.push(required("/details/code", "Cần mã thủ tục.", "The procedure's code is needed."));
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
        missing
    }

    fn keys(&self) -> Vec<Key> {
        let code = self.code.clone().map(|v| Key { name: "code", value: KeyValue::Text(v) });
        let level = self.level.map(|v| Key { name: "level", value: KeyValue::Text(v.word()) });
        code.into_iter().chain(level).collect()
    }

    fn search_words(&self) -> Vec<String> {
        [&self.code, &self.authority, &self.steps, &self.dossier, &self.result].into_iter().flatten().cloned().collect()
    }
}

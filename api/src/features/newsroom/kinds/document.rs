//! Documents (Đ3.6). Minimal for now: the fields of the library's list; relations, the signed file and validity by
//! provision come with the full library. Validity is dates, computed by the reader.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Owed, Rules, required};
use crate::features::newsroom::content::{Content, block, optional};
use crate::http::FieldError;
use crate::kernel::doc_number::DocNumber;
use crate::kernel::words::{InfoClass, IssuerRelation};
use crate::store::publications::{Key, KeyValue};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(title = "DocumentDetails")]
pub struct Document {
    /// The whole number with its symbol. A document without one is not published.
    #[schema(max_length = 100, example = "1026/QĐ-UBND")]
    pub number: Option<String>,
    #[schema(max_length = 100, example = "QĐ-UBND")]
    pub symbol: Option<String>,
    #[schema(max_length = 200, example = "Quyết định")]
    pub doc_type: Option<String>,
    #[schema(max_length = 300, example = "UBND phường Thành Đông")]
    pub issuing_body: Option<String>,
    #[schema(max_length = 200)]
    pub signer: Option<String>,
    #[schema(max_length = 200, example = "Chủ tịch UBND phường")]
    pub signer_position: Option<String>,
    pub issued_on: Option<NaiveDate>,
    pub effective_on: Option<NaiveDate>,
    pub expires_on: Option<NaiveDate>,
    /// Decides the limit: 2 working days for one's own, 10 for others' in scope (Đ7.3).
    pub issuer_relation: Option<IssuerRelation>,
    #[serde(rename = "abstract")]
    #[schema(max_length = 4000)]
    pub abstract_text: Option<String>,
    /// For example what replaced it.
    #[schema(max_length = 1000)]
    pub validity_note: Option<String>,
}

impl Rules for Document {
    fn clean(&mut self, faults: &mut Vec<FieldError>) {
        optional(&mut self.number, "/details/number", 100, faults);
        optional(&mut self.symbol, "/details/symbol", 100, faults);
        optional(&mut self.doc_type, "/details/doc_type", 200, faults);
        optional(&mut self.issuing_body, "/details/issuing_body", 300, faults);
        optional(&mut self.signer, "/details/signer", 200, faults);
        optional(&mut self.signer_position, "/details/signer_position", 200, faults);
        optional(&mut self.validity_note, "/details/validity_note", 1000, faults);
        if let Some(text) = &self.abstract_text {
            let clean = block(text, "/details/abstract", 4000, faults);
            self.abstract_text = (!clean.is_empty()).then_some(clean);
        }
        if let (Some(from), Some(to)) = (self.effective_on, self.expires_on)
            && to < from
        {
            faults.push(FieldError::new(
                "/details/expires_on",
                "before_effective",
                "Ngày hết hiệu lực trước ngày có hiệu lực.",
                "It expires before it takes effect.",
            ));
        }
    }

    fn missing(&self, _: &Content) -> Vec<FieldError> {
        let mut missing = vec![];
        match self.number.as_deref().map(DocNumber::read) {
            None => missing.push(required("/details/number", "Văn bản phải có số, ký hiệu mới được đăng.", "A document needs its number.")),
            Some(Err(_)) => missing.push(FieldError::new(
                "/details/number",
                "unnumbered",
                "Số, ký hiệu văn bản chưa điền đủ.",
                "The document's number is not filled in.",
            )),
            Some(Ok(_)) => {}
        }
        if self.issued_on.is_none() {
            missing.push(required("/details/issued_on", "Cần ngày ban hành.", "The issue date is needed."));
        }
        if self.issuing_body.is_none() {
            missing.push(required("/details/issuing_body", "Cần cơ quan ban hành.", "The issuing body is needed."));
        }
        missing
    }

    fn keys(&self) -> Vec<Key> {
        let text = |name, value: &Option<String>| value.clone().map(|v| Key { name, value: KeyValue::Text(v) });
        let date = |name, value: Option<NaiveDate>| value.map(|v| Key { name, value: KeyValue::Date(v) });
        [
            text("number", &self.number),
            text("doc_type", &self.doc_type),
            text("issuing_body", &self.issuing_body),
            text("signer", &self.signer),
            date("issued_on", self.issued_on),
            date("effective_on", self.effective_on),
            date("expires_on", self.expires_on),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn number(&self) -> Option<String> {
        self.number.clone()
    }

    fn issuer_relation(&self) -> Option<IssuerRelation> {
        self.issuer_relation
    }

    fn owed(&self, content: &Content) -> Option<Owed> {
        match (content.info_class, self.issuer_relation) {
            (Some(InfoClass::LegalDocument), Some(IssuerRelation::Own)) => Owed::since("document_own", self.issued_on?),
            (Some(InfoClass::LegalDocument), Some(IssuerRelation::InScope)) => Owed::since("document_in_scope", self.issued_on?),
            (class, _) => Owed::by_class(class, self.issued_on),
        }
    }

    fn search_words(&self) -> Vec<String> {
        [&self.number, &self.doc_type, &self.issuing_body, &self.signer, &self.abstract_text].into_iter().flatten().cloned().collect()
    }
}

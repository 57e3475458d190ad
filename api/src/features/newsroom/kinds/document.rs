//! Documents (Đ3.6): normative, administrative (the 29 types of NĐ 30/2020 Art. 7), Party and Front documents. One item
//! holds the signed file byte for byte, the scan and the text. Validity is dates and relations; the reader computes it.

use chrono::NaiveDate;
use serde_json::json;
use uuid::Uuid;

use super::fields::{FieldShape, Input, choice_of, line_of, of, rows_of, text_of};
use super::{Described, Linked, Owed, Rules, details, required};
use crate::features::newsroom::content::Content;
use crate::http::FieldError;
use crate::kernel::doc_number::{DocNumber, Family};
use crate::kernel::words::{InfoClass, IssuerRelation, RELATIONS, Relation, Validity};

details! {
    /// How the document bears on another one.
    DocumentRelation as DocumentRelation {
        pub relation: Option<Relation>,
        /// The other one's item, where it is in this library: it shows the inverse.
        pub target_id: Option<Uuid>,
        #[schema(max_length = 100, example = "204/2025/QĐ-UBND")]
        pub number: Option<String>,
        #[schema(max_length = 500)]
        pub title: Option<String>,
        /// The provision that is concerned, where it is not the whole.
        #[schema(max_length = 300, example = "Khoản 2 Điều 5")]
        pub provision: Option<String>,
        /// From when on; the document's own day when nothing is said.
        pub effective_on: Option<NaiveDate>,
    }
}

details! {
    Document as DocumentDetails {
        /// Which rules of numbers hold; read from the number when nothing is said.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub family: Option<Family>,
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
        /// Against dates and relations, with its reason.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub validity_override: Option<Validity>,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(max_length = 1000)]
        pub override_reason: Option<String>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        #[schema(max_items = 100)]
        pub relations: Vec<DocumentRelation>,
    }
}

const FAMILIES: [(&str, &str, &str); 5] = [
    ("normative", "Văn bản quy phạm pháp luật", "Normative"),
    ("administrative", "Văn bản hành chính", "Administrative"),
    ("official_letter", "Công văn", "Official letter"),
    ("party", "Văn bản của Đảng", "Of the Party"),
    ("front", "Văn bản của Mặt trận Tổ quốc", "Of the Fatherland Front"),
];
const ISSUERS: [(&str, &str, &str); 2] =
    [("own", "Cơ quan mình ban hành", "Issued by us"), ("in_scope", "Thuộc phạm vi điều chỉnh", "Applies to us")];
const OVERRIDES: [(&str, &str, &str); 5] = [
    ("in_force", "Còn hiệu lực", "In force"),
    ("partly_expired", "Hết hiệu lực một phần", "Partly out of force"),
    ("expired", "Hết hiệu lực", "Out of force"),
    ("suspended", "Ngưng hiệu lực", "Suspended"),
    ("no_longer_suitable", "Không còn phù hợp", "No longer suitable"),
];
/// The 29 types of NĐ 30/2020 Art. 7, then those that only the Party, the Front or normative documents use.
const TYPES: [&str; 41] = [
    "Nghị quyết",
    "Quyết định",
    "Chỉ thị",
    "Quy chế",
    "Quy định",
    "Thông cáo",
    "Thông báo",
    "Hướng dẫn",
    "Chương trình",
    "Kế hoạch",
    "Phương án",
    "Đề án",
    "Dự án",
    "Báo cáo",
    "Biên bản",
    "Tờ trình",
    "Hợp đồng",
    "Công văn",
    "Công điện",
    "Bản ghi nhớ",
    "Bản thỏa thuận",
    "Giấy ủy quyền",
    "Giấy mời",
    "Giấy giới thiệu",
    "Giấy nghỉ phép",
    "Phiếu gửi",
    "Phiếu chuyển",
    "Phiếu báo",
    "Thư công", //
    "Nghị định",
    "Thông tư",
    "Luật",
    "Pháp lệnh",
    "Nghị quyết liên tịch",
    "Thông tư liên tịch", //
    "Kết luận",
    "Thông tri",
    "Chương trình hành động",
    "Điều lệ",
    "Lời kêu gọi",
    "Tuyên bố",
];

impl Described for Document {
    fn fields() -> Vec<FieldShape> {
        let relation = vec![
            choice_of("relation", &RELATIONS, "Quan hệ", "Relation").required(),
            of("target_id", Input::Item, "Văn bản trong thư viện", "Document of this library"),
            line_of("number", 100, "Số, ký hiệu", "Number"),
            line_of("title", 500, "Tên văn bản", "Title"),
            line_of("provision", 300, "Điều, khoản (nếu chỉ một phần)", "Provision (if only a part)"),
            of("effective_on", Input::Date, "Từ ngày", "From"),
        ];
        vec![
            line_of("number", 100, "Số, ký hiệu", "Number").required().filter().in_list(),
            line_of("symbol", 100, "Ký hiệu", "Symbol").unseen(),
            line_of("doc_type", 200, "Hình thức văn bản", "Type of document").filter().suggesting(&TYPES),
            choice_of("family", &FAMILIES, "Hệ thống văn bản", "Family").filter(),
            text_of("abstract", 4000, "Trích yếu", "Abstract"),
            line_of("issuing_body", 300, "Cơ quan ban hành", "Issuing body").required().filter(),
            line_of("signer", 200, "Người ký", "Signed by").filter(),
            line_of("signer_position", 200, "Chức vụ người ký", "Position of the signer"),
            of("issued_on", Input::Date, "Ngày ban hành", "Issued on").required().filter().in_list(),
            of("effective_on", Input::Date, "Ngày có hiệu lực", "In force from").filter(),
            of("expires_on", Input::Date, "Ngày hết hiệu lực", "Out of force from").filter(),
            choice_of("issuer_relation", &ISSUERS, "Quan hệ với cơ quan ban hành", "Relation to the issuer")
                .unseen()
                .filter()
                .hint("Của mình: 2 ngày làm việc; thuộc phạm vi: 10 ngày (Đ7.3).", "Our own: two working days; in scope: ten (Đ7.3)."),
            text_of("validity_note", 1000, "Ghi chú hiệu lực", "Note on validity"),
            choice_of("validity_override", &OVERRIDES, "Hiệu lực khác với ngày và quan hệ", "Validity against dates and relations")
                .unseen(),
            text_of("override_reason", 1000, "Lý do", "Why").unseen(),
            // Shown from the pairs that both ends keep.
            rows_of("relations", 100, "Quan hệ với văn bản khác", "Relations to other documents", relation).unseen(),
        ]
    }
}

impl Rules for Document {
    fn clean(&mut self, faults: &mut Vec<FieldError>) {
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
            None => {}
            Some(Err(_)) => missing.push(FieldError::new(
                "/details/number",
                "unnumbered",
                "Số, ký hiệu văn bản chưa điền đủ.",
                "The document's number is not filled in.",
            )),
            Some(Ok(number)) => missing.extend(self.family.and_then(|family| misfit(family, &number))),
        }
        if self.validity_override.is_some() && self.override_reason.is_none() {
            missing.push(required("/details/override_reason", "Ghi lý do xác định hiệu lực khác.", "Say why its validity is another."));
        }
        for (n, relation) in self.relations.iter().enumerate() {
            if relation.target_id.is_none() && relation.number.is_none() && relation.title.is_none() {
                let at = format!("/details/relations/{n}/number");
                missing.push(required(&at, "Ghi số hoặc chọn văn bản liên quan.", "Name the other document."));
            }
        }
        missing
    }

    fn speaks(&self) -> bool {
        self.abstract_text.is_some()
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

    fn dublin_core(&self) -> Vec<(&'static str, String)> {
        let told = [("type", &self.doc_type), ("contributor", &self.signer), ("identifier", &self.number)];
        let related = self.relations.iter().filter_map(|r| Some(("relation", r.number.clone()?)));
        told.into_iter().filter_map(|(n, v)| Some((n, v.clone()?))).chain(related).collect()
    }

    fn linked(&self, _: &Content) -> Linked {
        let family = self.family.or_else(|| Some(DocNumber::read(self.number.as_deref()?).ok()?.family));
        let passed_by = self.issuing_body.as_ref().map(|name| json!({"@type": "GovernmentOrganization", "name": name}));
        if family == Some(Family::Normative) {
            return Linked::text(
                "Legislation",
                json!({
                    "legislationIdentifier": self.number, "legislationType": self.doc_type, "legislationPassedBy": passed_by,
                    "legislationDate": self.issued_on, "legislationDateVersion": self.effective_on, "abstract": self.abstract_text,
                }),
            );
        }
        Linked::text(
            "DigitalDocument",
            json!({"identifier": self.number, "additionalType": self.doc_type, "sourceOrganization": passed_by, "dateCreated": self.issued_on, "abstract": self.abstract_text}),
        )
    }
}

/// A number in the shape of another family (rules.md §3): a normative one bears its year, an administrative one does not,
/// the Party writes `23-NQ/ĐU`.
fn misfit(stated: Family, number: &DocNumber) -> Option<FieldError> {
    let letter = |family| matches!(family, Family::OfficialLetter | Family::Administrative);
    if stated == number.family || (letter(stated) && letter(number.family)) {
        return None;
    }
    let (vi, en) = match stated {
        Family::Normative => ("01/2026/NQ-HĐND", "bears its year"),
        Family::Administrative => ("849/QĐ-UBND", "bears no year"),
        Family::OfficialLetter => ("123/UBND-VHXH", "names the unit that wrote it"),
        Family::Party => ("23-NQ/ĐU", "has a dash after the number"),
        Family::Front => ("56/KH-MTTQ-BTT", "names the Front"),
    };
    Some(FieldError::new(
        "/details/number",
        "number_of_another_family",
        format!("Số, ký hiệu không theo thể thức của hệ thống văn bản đã chọn (ví dụ: {vi})."),
        format!("The number does not fit the chosen family, whose number {en} (as {vi})."),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_fit_the_family_that_is_stated() {
        for (family, number, fits) in [
            (Family::Normative, "01/2026/NQ-HĐND", true),
            (Family::Normative, "849/QĐ-UBND", false),
            (Family::Administrative, "849/QĐ-UBND", true),
            (Family::Administrative, "204/2025/QĐ-UBND", false),
            (Family::Party, "23-NQ/ĐU", true),
            (Family::Party, "849/QĐ-UBND", false),
            (Family::Front, "56/KH-MTTQ-BTT", true),
            (Family::OfficialLetter, "123/UBND-VHXH", true),
        ] {
            let document = Document { family: Some(family), number: Some(number.into()), ..Document::default() };
            assert_eq!(document.missing(&Content::default()).is_empty(), fits, "{family:?} {number}");
        }
    }

    #[test]
    fn every_relation_has_its_words_and_its_inverse() {
        use sea_orm::Iterable;
        for relation in Relation::iter() {
            assert_eq!(relation.inverse().inverse(), relation);
            assert!(RELATIONS.iter().any(|(word, ..)| *word == relation.word()), "{relation}");
        }
    }
}

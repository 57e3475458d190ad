//! Directing information (Đ3.2): what leaders ask for. It rests on a document that was formally issued.

use chrono::NaiveDate;
use serde_json::json;

use super::fields::{FieldShape, Input, line_of, link_to, of, text_of};
use super::{Described, Linked, Rules, details};
use crate::features::newsroom::content::Content;
use crate::http::FieldError;
use crate::kernel::doc_number::DocNumber;

details! {
    Directive as DirectiveDetails {
        /// Number and symbol of the document that was issued.
        #[schema(max_length = 100, example = "15/CT-UBND")]
        pub number: Option<String>,
        #[schema(max_length = 300, example = "Chủ tịch UBND phường")]
        pub issuing_body: Option<String>,
        pub issued_on: Option<NaiveDate>,
        #[schema(max_length = 200)]
        pub signer: Option<String>,
        /// Where the document itself can be read: a page of this portal or elsewhere.
        #[schema(max_length = 1000, example = "/van-ban/chi-thi-15-ct-ubnd-0f3k9q2w8x")]
        pub document_url: Option<String>,
        /// Who is to carry it out.
        #[schema(max_length = 2000)]
        pub addressees: Option<String>,
        /// By when.
        pub due_on: Option<NaiveDate>,
    }
}

impl Described for Directive {
    fn fields() -> Vec<FieldShape> {
        let why =
            ("Chỉ đạo phải có văn bản đã ban hành chính thức (Đ3.2).", "A directive rests on a document that was formally issued (Đ3.2).");
        vec![
            line_of("number", 100, "Số, ký hiệu văn bản", "Number of the document").required().filter().in_list().hint(why.0, why.1),
            line_of("issuing_body", 300, "Cơ quan, người ban hành", "Issued by").required().filter(),
            of("issued_on", Input::Date, "Ngày ban hành", "Issued on").required().filter().in_list(),
            line_of("signer", 200, "Người ký", "Signed by"),
            link_to("document_url", "Xem văn bản", "The document"),
            text_of("addressees", 2000, "Đơn vị thực hiện", "To be carried out by"),
            of("due_on", Input::Date, "Thời hạn thực hiện", "To be done by"),
        ]
    }
}

impl Rules for Directive {
    fn clean(&mut self, faults: &mut Vec<FieldError>) {
        super::in_order(self.issued_on, self.due_on, "/details/due_on", faults);
    }

    fn missing(&self, _: &Content) -> Vec<FieldError> {
        let unread = self.number.as_deref().is_some_and(|number| DocNumber::read(number).is_err());
        let fault = || {
            FieldError::new("/details/number", "unnumbered", "Số, ký hiệu văn bản chưa điền đủ.", "The document's number is not filled in.")
        };
        unread.then(fault).into_iter().collect()
    }

    fn number(&self) -> Option<String> {
        self.number.clone()
    }

    fn dublin_core(&self) -> Vec<(&'static str, String)> {
        [("relation", &self.number), ("contributor", &self.issuing_body)].into_iter().filter_map(|(n, v)| Some((n, v.clone()?))).collect()
    }

    fn linked(&self, _: &Content) -> Linked {
        Linked::text(
            "Article",
            json!({"isBasedOn": {"@type": "DigitalDocument", "identifier": self.number, "url": self.document_url, "datePublished": self.issued_on}}),
        )
    }
}

//! The published answer to a citizen's letter (Đ7.5b): a redacted copy of the question beside the answer. Made from a letter
//! by `app/flows/publish_answer.rs`; the sender is never named.

use chrono::NaiveDate;
use serde_json::json;

use super::fields::{FieldShape, Input, choice_of, line_of, of, text_of};
use super::{Described, Linked, Rules, details, required};
use crate::features::newsroom::content::Content;
use crate::http::FieldError;
use crate::kernel::letters::LetterKind;

details! {
    Answer as AnswerDetails {
        pub letter_kind: Option<LetterKind>,
        /// What was asked, without personal data.
        #[schema(max_length = 20000, example = "Tôi thuê trọ thì đăng ký tạm trú ở đâu?")]
        pub question: Option<String>,
        pub asked_on: Option<NaiveDate>,
        pub answered_on: Option<NaiveDate>,
        /// The unit that answered.
        #[schema(max_length = 300, example = "Công an phường")]
        pub answered_by: Option<String>,
        /// When a progress notice had promised it, where there was one.
        pub promised_on: Option<NaiveDate>,
        /// Something personal was left out of question or answer.
        pub left_out: Option<bool>,
    }
}

impl Described for Answer {
    fn fields() -> Vec<FieldShape> {
        let kinds: [(&str, &str, &str); 5] = [
            ("question", "Hỏi đáp", "Question"),
            ("report", "Phản ánh", "Report"),
            ("petition", "Kiến nghị", "Petition"),
            ("portal_feedback", "Góp ý về Cổng", "Feedback on the portal"),
            ("information_request", "Yêu cầu cung cấp thông tin", "Information request"),
        ];
        vec![
            choice_of("letter_kind", &kinds, "Loại thư", "Kind of letter").filter(),
            text_of("question", 20_000, "Nội dung hỏi", "What was asked")
                .required()
                .hint("Chỗ lược bỏ để bảo vệ thông tin cá nhân ghi “[…]”.", "What was left out to protect personal data reads “[…]”."),
            of("asked_on", Input::Date, "Ngày nhận", "Received on").in_list(),
            of("answered_on", Input::Date, "Ngày trả lời", "Answered on").in_list(),
            line_of("answered_by", 300, "Đơn vị trả lời", "Answered by").required().filter().in_list(),
            of("promised_on", Input::Date, "Ngày hẹn (đã thông báo quá trình xử lý)", "Promised by a progress notice"),
            of("left_out", Input::Flag, "Có lược bỏ thông tin cá nhân", "Personal data was left out"),
        ]
    }
}

impl Rules for Answer {
    fn clean(&mut self, faults: &mut Vec<FieldError>) {
        super::in_order(self.asked_on, self.answered_on, "/details/answered_on", faults);
    }

    fn missing(&self, content: &Content) -> Vec<FieldError> {
        let empty = content.body_html.trim().is_empty();
        empty.then(|| required("/body_html", "Cần có nội dung trả lời.", "The answer is needed.")).into_iter().collect()
    }

    fn linked(&self, content: &Content) -> Linked {
        let answer =
            json!({"@type": "Answer", "text": crate::kernel::html::plain_text(&content.body_html), "dateCreated": self.answered_on});
        let question =
            json!({"@type": "Question", "name": content.title, "text": self.question, "answerCount": 1, "acceptedAnswer": answer});
        Linked::thing("QAPage", json!({"mainEntity": question}))
    }
}
